"""The machine's word as an integer."""

comptime Int = SIMD[DType.int, 1]
"""A signed integer of the machine's word size."""
comptime UInt = SIMD[DType.uint, 1]
"""An unsigned integer of the machine's word size."""


@always_inline("nodebug")
def index[T: Indexer](value: T) -> Int:
    """A value as a subscript."""
    return Int(mlir_value=__mlir_op.`simd.cast`[_type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, DType.int, `>`]](value.__mlir_index__()))
