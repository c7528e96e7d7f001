struct Float32(TrivialRegisterPassable):
    var _value: __mlir_type.f32

    @always_inline("builtin")
    def __init__(out self, *, mlir_value: __mlir_type.f32):
        self._value = mlir_value

    @always_inline("builtin")
    @implicit
    def __init__(out self, value: FloatLiteral[_]):
        self._value = __literal_to_machine[value.value, __mlir_type.f32]()

    @always_inline("builtin")
    def __add__(self, other: Float32) -> Float32:
        return Float32(mlir_value=__mlir_op.`simd.add`(self._value, other._value))


struct Float64(TrivialRegisterPassable):
    var _value: __mlir_type.f64

    @always_inline("builtin")
    def __init__(out self, *, mlir_value: __mlir_type.f64):
        self._value = mlir_value

    @always_inline("builtin")
    @implicit
    def __init__(out self, value: FloatLiteral[_]):
        self._value = __literal_to_machine[value.value, __mlir_type.f64]()
