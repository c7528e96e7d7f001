"""The number of lanes of a `SIMD`."""


struct SIMDLength(Equatable, Intable, TrivialRegisterPassable, Writable):
    """A lane count: a power of two up to 32,768."""

    var _value: __mlir_type.i64

    @always_inline("builtin")
    def __init__(out self, *, mlir_value: __mlir_type.i64):
        """Wraps a machine integer."""
        self._value = mlir_value

    @always_inline("builtin")
    @implicit
    def __init__(out self, value: IntLiteral[_]):
        """From a written number."""
        self._value = __literal_to_machine[value.value, __mlir_type.i64]()

    @always_inline("builtin")
    @implicit
    def __init__(out self, value: Int):
        """From an integer."""
        self._value = __mlir_op.`simd.cast`[_type=__mlir_type.i64](value._value)

    @always_inline("builtin")
    def __int__(self) -> Int:
        """As an integer."""
        return Int(mlir_value=__mlir_op.`simd.cast`[_type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, DType.int, `>`]](self._value))

    @always_inline("builtin")
    def __add__(self, other: SIMDLength) -> SIMDLength:
        """The sum."""
        return SIMDLength(mlir_value=__mlir_op.`simd.add`(self._value, other._value))

    @always_inline("builtin")
    def __sub__(self, other: SIMDLength) -> SIMDLength:
        """The difference."""
        return SIMDLength(mlir_value=__mlir_op.`simd.sub`(self._value, other._value))

    @always_inline("builtin")
    def __mul__(self, other: SIMDLength) -> SIMDLength:
        """The product."""
        return SIMDLength(mlir_value=__mlir_op.`simd.mul`(self._value, other._value))

    @always_inline("builtin")
    def __truediv__(self, other: SIMDLength) -> SIMDLength:
        """The quotient."""
        return SIMDLength(mlir_value=__mlir_op.`simd.div`(self._value, other._value))

    @always_inline("builtin")
    def __floordiv__(self, other: SIMDLength) -> SIMDLength:
        """The quotient."""
        return SIMDLength(mlir_value=__mlir_op.`simd.floordiv`(self._value, other._value))

    @always_inline("builtin")
    def __rshift__(self, other: SIMDLength) -> SIMDLength:
        """Divided by a power of two."""
        return SIMDLength(mlir_value=__mlir_op.`simd.shr`(self._value, other._value))

    @always_inline("builtin")
    def __and__(self, other: SIMDLength) -> SIMDLength:
        """The bits that both have."""
        return SIMDLength(mlir_value=__mlir_op.`simd.and`(self._value, other._value))

    @always_inline("builtin")
    def __eq__(self, other: SIMDLength) -> Bool:
        """Whether both are equal."""
        return Bool(mlir_value=__mlir_op.`simd.eq`[_type=__mlir_type.i1](self._value, other._value))

    @always_inline("builtin")
    def __ne__(self, other: SIMDLength) -> Bool:
        """Whether they differ."""
        return Bool(mlir_value=__mlir_op.`simd.ne`[_type=__mlir_type.i1](self._value, other._value))

    @always_inline("builtin")
    def __lt__(self, other: SIMDLength) -> Bool:
        """Whether this one is smaller."""
        return Bool(mlir_value=__mlir_op.`simd.lt`[_type=__mlir_type.i1](self._value, other._value))

    @always_inline("builtin")
    def __le__(self, other: SIMDLength) -> Bool:
        """Whether this one is not larger."""
        return Bool(mlir_value=__mlir_op.`simd.le`[_type=__mlir_type.i1](self._value, other._value))

    @always_inline("builtin")
    def __gt__(self, other: SIMDLength) -> Bool:
        """Whether this one is larger."""
        return Bool(mlir_value=__mlir_op.`simd.gt`[_type=__mlir_type.i1](self._value, other._value))

    @always_inline("builtin")
    def __ge__(self, other: SIMDLength) -> Bool:
        """Whether this one is not smaller."""
        return Bool(mlir_value=__mlir_op.`simd.ge`[_type=__mlir_type.i1](self._value, other._value))

    @always_inline("builtin")
    def is_power_of_two(self) -> Bool:
        """Whether exactly one bit is set."""
        return (self > 0) & ((self & (self - 1)) == 0)

    @always_inline("builtin")
    def __mlir_index__(self) -> __mlir_type.index:
        """As a machine index."""
        return __mlir_op.`simd.cast`[_type=__mlir_type.index](self._value)

    def write_to(self, mut writer: Some[Writer]):
        """Writes the number."""
        Int(self).write_to(writer)
