def run_main[main: def() thin -> None]() -> __mlir_type.i32:
    main()
    return __mlir_op.`arith.constant`[value=__mlir_attr.`0 : i32`, _type=__mlir_type.i32]()
