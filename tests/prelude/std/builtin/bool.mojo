struct Bool(TrivialRegisterPassable):
    var _value: __mlir_type.i1

    @always_inline("builtin")
    def __init__(out self, *, mlir_value: __mlir_type.i1):
        self._value = mlir_value

    @always_inline("builtin")
    def __bool__(self) -> Bool:
        return self

    @always_inline("builtin")
    def __invert__(self) -> Bool:
        return Bool(mlir_value=__mlir_op.`simd.not`(self._value))
