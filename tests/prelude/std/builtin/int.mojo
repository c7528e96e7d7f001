struct Int(TrivialRegisterPassable):
    var _value: __mlir_type.i64

    @always_inline("builtin")
    def __init__(out self, *, mlir_value: __mlir_type.i64):
        self._value = mlir_value

    @always_inline("builtin")
    @implicit
    def __init__(out self, value: IntLiteral[_]):
        self._value = __literal_to_machine[value.value, __mlir_type.i64]()

    @always_inline("builtin")
    def __add__(self, other: Int) -> Int:
        return Int(mlir_value=__mlir_op.`simd.add`(self._value, other._value))

    @always_inline("builtin")
    def __sub__(self, other: Int) -> Int:
        return Int(mlir_value=__mlir_op.`simd.sub`(self._value, other._value))

    @always_inline("builtin")
    def __mul__(self, other: Int) -> Int:
        return Int(mlir_value=__mlir_op.`simd.mul`(self._value, other._value))

    @always_inline("builtin")
    def __mod__(self, other: Int) -> Int:
        return Int(mlir_value=__mlir_op.`simd.mod`(self._value, other._value))

    @always_inline("nodebug")
    def __iadd__(mut self, other: Int):
        self = self + other

    @always_inline("builtin")
    def __lt__(self, other: Int) -> Bool:
        return Bool(mlir_value=__mlir_op.`simd.lt`(self._value, other._value))

    @always_inline("builtin")
    def __le__(self, other: Int) -> Bool:
        return Bool(mlir_value=__mlir_op.`simd.le`(self._value, other._value))

    @always_inline("builtin")
    def __gt__(self, other: Int) -> Bool:
        return Bool(mlir_value=__mlir_op.`simd.gt`(self._value, other._value))

    @always_inline("builtin")
    def __eq__(self, other: Int) -> Bool:
        return Bool(mlir_value=__mlir_op.`simd.eq`(self._value, other._value))

    @always_inline("builtin")
    def __ne__(self, other: Int) -> Bool:
        return Bool(mlir_value=__mlir_op.`simd.ne`(self._value, other._value))
