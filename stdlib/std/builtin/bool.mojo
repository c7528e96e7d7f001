"""Truth values."""

from std.builtin.device_passable import DevicePassable


struct Bool(Boolable, Comparable, Defaultable, DevicePassable, Floatable, Hashable, Intable, TrivialRegisterPassable, Writable):
    """`True` or `False`. Takes one byte in memory."""

    comptime MIN = Bool(False)
    comptime MAX = Bool(True)
    comptime device_type = Self

    var _value: __mlir_type.i1

    @always_inline("builtin")
    def __init__(out self):
        """Makes `False`."""
        self._value = __mlir_attr.`false`

    @always_inline("builtin")
    def __init__(out self, *, mlir_value: __mlir_type.i1):
        """Wraps a machine bit."""
        self._value = mlir_value

    @always_inline("builtin")
    @implicit
    def __init__(out self, value: SIMD[DType.bool, 1]):
        """Takes the only lane."""
        self._value = __mlir_op.`simd.all`[_type=__mlir_type.i1](value._value)

    @always_inline("nodebug")
    def __init__[T: Boolable](out self, value: T):
        """Asks a value for its truth."""
        self = value.__bool__()

    @always_inline("nodebug")
    def __init__(out self, value: NoneType):
        """`None` is false."""
        self = False

    @always_inline("builtin")
    def __bool__(self) -> Bool:
        """Itself."""
        return self

    @always_inline("nodebug")
    def __int__(self) -> Int:
        """1 or 0."""
        return Int(1) if self else Int(0)

    @always_inline("nodebug")
    def __float__(self) -> Float64:
        """1.0 or 0.0."""
        return Float64(1.0) if self else Float64(0.0)

    @always_inline("builtin")
    def __eq__(self, other: Bool) -> Bool:
        """Whether both are equal."""
        return Bool(mlir_value=__mlir_op.`simd.eq`[_type=__mlir_type.i1](self._value, other._value))

    @always_inline("builtin")
    def __ne__(self, other: Bool) -> Bool:
        """Whether both differ."""
        return Bool(mlir_value=__mlir_op.`simd.xor`(self._value, other._value))

    @always_inline("nodebug")
    def __lt__(self, other: Bool) -> Bool:
        """`False` comes before `True`."""
        return ~self & other

    @always_inline("nodebug")
    def __le__(self, other: Bool) -> Bool:
        """`False` comes before `True`."""
        return ~self | other

    @always_inline("nodebug")
    def __gt__(self, other: Bool) -> Bool:
        """`False` comes before `True`."""
        return self & ~other

    @always_inline("nodebug")
    def __ge__(self, other: Bool) -> Bool:
        """`False` comes before `True`."""
        return self | ~other

    @always_inline("builtin")
    def __invert__(self) -> Bool:
        """The other one."""
        return Bool(mlir_value=__mlir_op.`simd.not`(self._value))

    @always_inline("builtin")
    def __and__(self, other: Bool) -> Bool:
        """Whether both are true. Evaluates both, unlike `and`."""
        return Bool(mlir_value=__mlir_op.`simd.and`(self._value, other._value))

    @always_inline("builtin")
    def __or__(self, other: Bool) -> Bool:
        """Whether one is true. Evaluates both, unlike `or`."""
        return Bool(mlir_value=__mlir_op.`simd.or`(self._value, other._value))

    @always_inline("builtin")
    def __xor__(self, other: Bool) -> Bool:
        """Whether exactly one is true."""
        return Bool(mlir_value=__mlir_op.`simd.xor`(self._value, other._value))

    @always_inline("nodebug")
    def __iand__(mut self, other: Bool):
        """Stores `self & other`."""
        self = self & other

    @always_inline("nodebug")
    def __ior__(mut self, other: Bool):
        """Stores `self | other`."""
        self = self | other

    @always_inline("nodebug")
    def __ixor__(mut self, other: Bool):
        """Stores `self ^ other`."""
        self = self ^ other

    def __hash__(self, mut hasher: Some[Hasher]):
        """Adds one byte."""
        hasher.update(UInt8(1) if self else UInt8(0))

    def write_to(self, mut writer: Some[Writer]):
        """Writes `True` or `False`."""
        writer.write_string("True" if self else "False")

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes `True` or `False`."""
        writer.write_string("True" if self else "False")


def any[T: Iterable](iterable: T) -> Bool where conforms_to(
    T.IteratorType[origin_of(iterable)].Element, Boolable & Deinitable
):
    """Whether some element is true."""
    for item in iterable:
        if item:
            return True
    return False


def all[T: Iterable](iterable: T) -> Bool where conforms_to(
    T.IteratorType[origin_of(iterable)].Element, Boolable & Deinitable
):
    """Whether every element is true."""
    for item in iterable:
        if not item:
            return False
    return True


def any(value: SIMD[DType.bool, _]) -> Bool:
    """Whether some lane is true."""
    return value.reduce_or()


def all(value: SIMD[DType.bool, _]) -> Bool:
    """Whether every lane is true."""
    return value.reduce_and()
