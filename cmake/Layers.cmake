# Who may depend on whom (docs/architecture.md). fornax_library() refuses anything that is not listed here;
# tools/check-layers.py reads the same table and checks the #includes.
set(FORNAX_LAYER_basic "")
set(FORNAX_LAYER_diagnostics basic)
set(FORNAX_LAYER_syntax basic diagnostics)
set(FORNAX_LAYER_sema basic diagnostics syntax)
set(FORNAX_LAYER_ir basic)
set(FORNAX_LAYER_irgen basic diagnostics syntax sema ir)
set(FORNAX_LAYER_ownership basic diagnostics ir)
set(FORNAX_LAYER_comptime basic diagnostics ir)
set(FORNAX_LAYER_lower basic diagnostics ir)
set(FORNAX_LAYER_targets basic diagnostics ir lower)
set(FORNAX_LAYER_frontend basic diagnostics syntax sema ir irgen ownership comptime lower targets)
set(FORNAX_LAYER_driver basic diagnostics syntax sema ir irgen ownership comptime lower targets frontend)
