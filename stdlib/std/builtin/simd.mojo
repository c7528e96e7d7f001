"""Vectors of machine numbers, and the numbers themselves: vectors of one lane."""

from std.builtin.coord_like import CoordLike
from std.builtin.number_types import (
    Int8, Int16, Int32, Int64, Int128, Int256, UInt8, Byte, UInt16, UInt32, UInt64, UInt128, UInt256, Float16, BFloat16, Float32, Float64,
    Float8_e4m3fn, Float8_e4m3fnuz, Float8_e5m2, Float8_e5m2fnuz, Float8_e3m4, Float8_e8m0fnu, Float4_e2m1fn,
)
from std.builtin.device_passable import DevicePassable
from std.builtin._simd_support import (
    _hash_bits, _lanes_add, _lanes_and, _lanes_max, _lanes_min, _lanes_mul, _lanes_or, _max_finite, _max_value, _min_finite, _min_value, _pow_int,
    _pow_whole, _unsigned_of, _write_constructor,
)
from std.collections.string.numbers import _write_scalar
from std.math._pow import _pow_float
from std.math._traits import Ceilable, CeilDivable, DivModable, Floorable, Truncable

comptime Scalar[dtype: DType] = SIMD[dtype, 1]
"""One number."""


struct SIMD[dtype: DType, length: SIMDLength](
    Absable,
    Boolable,
    CeilDivable,
    Ceilable,
    Comparable,
    CoordLike where length == SIMDLength(mlir_value=__mlir_attr.`1 : i64`),
    Defaultable, DevicePassable, DivModable, Floatable, Floorable, Hashable, Indexer, Intable, Powable, Roundable, Sized,
    TrivialRegisterPassable, Truncable, Writable,
):
    """`length` numbers of one type, computed lane by lane. `length` is a power of two. A number is a vector of one lane."""

    comptime MAX = _max_value[Self.dtype, Self.length]()
    comptime MIN = _min_value[Self.dtype, Self.length]()
    comptime MAX_FINITE = _max_finite[Self.dtype, Self.length]()
    comptime MIN_FINITE = _min_finite[Self.dtype, Self.length]()
    comptime device_type = Self
    comptime _Mask = SIMD[DType.bool, Self.length]

    # A number as a coordinate.
    comptime DTYPE = Self.dtype
    comptime is_static_value = False
    comptime static_value = -1
    comptime is_tuple = False
    comptime is_value = True
    comptime flat_rank = 1
    comptime _rank = 1
    comptime _Element[i: Int] = Self
    comptime _Leaf[k: Int] = Self

    var _value: __mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]

    # ---- Construction

    @always_inline("builtin")
    def __init__(out self):
        """Zero in every lane."""
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](
            __literal_to_simd[type_of(0).value, Self.dtype]()
        )

    @always_inline("builtin")
    def __init__(out self, *, mlir_value: __mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]):
        """Wraps a machine vector."""
        self._value = mlir_value

    @always_inline("builtin")
    @implicit
    def __init__(out self, value: IntLiteral[_]):
        """A written integer in every lane; it must fit."""
        comptime assert __literal_fits[value.value, Self.dtype](), "the integer does not fit the type"
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](__literal_to_simd[value.value, Self.dtype]())

    @always_inline("builtin")
    @implicit
    def __init__(out self, value: FloatLiteral[_]):
        """A written number in every lane, rounded to nearest."""
        comptime assert Self.dtype.is_floating_point(), "a floating-point literal does not convert to an integer; write `Int(…)`"
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](__literal_to_simd[value.value, Self.dtype]())

    @always_inline("builtin")
    def __init__(out self, value: FloatLiteral[_]) where True:
        """A written number where the type is asked for: rounded to nearest, to an integer towards zero, as in `Int(3.99)`."""
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](__literal_to_simd[value.value, Self.dtype]())

    @always_inline("nodebug")
    @implicit
    def __init__(out self, value: Bool) where Self.dtype == DType.bool:
        """A truth value in every lane."""
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](value._value)

    @always_inline("builtin")
    @implicit
    def __init__(out self, value: SIMD[Self.dtype, 1]):
        """A number in every lane."""
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](value._value)

    @always_inline("nodebug")
    def __init__(out self, *, fill: Bool) where Self.dtype == DType.bool:
        """A truth value in every lane."""
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](fill._value)

    @always_inline("builtin")
    def __init__[other: DType](out self, value: SIMD[other, Self.length]):
        """Each lane converted: floats round toward zero to integers, integers keep their low bits."""
        self._value = __mlir_op.`simd.cast`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](value._value)

    @always_inline("builtin")
    def __init__(out self, value: SIMDLength) where Self.dtype.is_integral() & (Self.length == 1):
        """A lane count as a number."""
        self._value = __mlir_op.`simd.cast`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](value._value)

    @always_inline("nodebug")
    def __init__[T: Intable](out self, value: T) where Self.dtype.is_integral() & (Self.length == 1):
        """Asks a value for its integer."""
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](value.__int__().cast[Self.dtype]()._value)

    @always_inline("nodebug")
    def __init__[T: IntableRaising](out self, value: T) raises where Self.dtype.is_integral() & (Self.length == 1):
        """Asks a value for its integer.

        Raises:
            If it has none.
        """
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](value.__int__().cast[Self.dtype]()._value)

    @always_inline("nodebug")
    def __init__[T: Floatable](out self, value: T) where (Self.dtype == DType.float64) & (Self.length == 1):
        """Asks a value for its floating-point number."""
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](value.__float__().cast[Self.dtype]()._value)

    @always_inline("nodebug")
    def __init__[T: FloatableRaising](out self, value: T) raises where (Self.dtype == DType.float64) & (Self.length == 1):
        """Asks a value for its floating-point number.

        Raises:
            If it has none.
        """
        self._value = __mlir_op.`simd.splat`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](value.__float__().cast[Self.dtype]()._value)

    @always_inline("nodebug")
    def __init__(out self, first: Scalar[Self.dtype], second: Scalar[Self.dtype], *rest: Scalar[Self.dtype], __list_literal__: NoneType = None):
        """One number for each lane."""
        debug_assert[assert_mode="safe"](len(rest) + 2 == Int(Self.length), "wrong number of elements for this SIMD length")
        self = Self()
        self[0] = first
        self[1] = second
        for i in range(len(rest)):
            self[i + 2] = rest[i]

    @always_inline("nodebug")
    def __init__[bits: DType](out self, *, from_bits: SIMD[bits, Self.length]):
        """Each lane's bits reinterpreted; both types have the same width."""
        self._value = __mlir_op.`simd.bitcast`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, Self.dtype, `>`]](from_bits._value)

    # ---- Conversion

    @always_inline("builtin")
    def cast[target: DType](self) -> SIMD[target, Self.length]:
        """Each lane converted: floats round toward zero to integers, integers keep their low bits."""
        return SIMD[target, Self.length](mlir_value=__mlir_op.`simd.cast`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, target, `>`]](self._value))

    @always_inline("nodebug")
    def to_bits[bits: DType = _unsigned_of[Self.dtype]()](self) -> SIMD[bits, Self.length]:
        """The bits of each lane as an unsigned integer."""
        return SIMD[bits, Self.length](mlir_value=__mlir_op.`simd.bitcast`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, bits, `>`]](self._value))

    @always_inline("nodebug")
    def __int__(self) -> Int:
        """The only lane as an integer."""
        comptime assert Self.length == 1, "only a vector of one lane converts to `Int`"
        return Int(mlir_value=__mlir_op.`simd.cast`[_type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, DType.int, `>`]](self._value))

    @always_inline("nodebug")
    def __float__(self) -> Float64:
        """The only lane as a floating-point number."""
        comptime assert Self.length == 1, "only a vector of one lane converts to `Float64`"
        return Float64(mlir_value=__mlir_op.`simd.cast`[_type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, DType.float64, `>`]](self._value))

    @always_inline("builtin")
    def __mlir_index__(self) -> __mlir_type.index:
        """The only lane as a machine index."""
        comptime assert Self.dtype.is_integral() & (Self.length == 1), "only an integer is an index"
        return __mlir_op.`simd.cast`[_type=__mlir_type.index](self._value)

    @always_inline("nodebug")
    def value(self) -> Scalar[Self.DTYPE]:
        """The only lane."""
        return self[0]

    @always_inline("nodebug")
    def _at[i: Int](self) -> Self._Element[i]:
        return self

    @always_inline("nodebug")
    def _leaf[k: Int](self) -> Self._Leaf[k]:
        return self

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Whether the only lane is not zero."""
        comptime assert Self.length == 1, "the truth of a vector is ambiguous; use `any` or `all`"
        return self != Self()

    @always_inline("builtin")
    def __len__(self) -> Int:
        """The number of lanes."""
        return Int(Self.length)

    # ---- Arithmetic, lane by lane

    @always_inline("builtin")
    def __add__(self, rhs: Self, /) -> Self:
        """The sum; integers wrap."""
        return Self(mlir_value=__mlir_op.`simd.add`(self._value, rhs._value))

    @always_inline("builtin")
    def __sub__(self, rhs: Self, /) -> Self:
        """The difference; integers wrap."""
        return Self(mlir_value=__mlir_op.`simd.sub`(self._value, rhs._value))

    @always_inline("builtin")
    def __mul__(self, rhs: Self, /) -> Self:
        """The product; integers wrap."""
        return Self(mlir_value=__mlir_op.`simd.mul`(self._value, rhs._value))

    @always_inline("builtin")
    def __truediv__(self, rhs: Self, /) -> Self:
        """The quotient; integers round toward zero."""
        return Self(mlir_value=__mlir_op.`simd.div`(self._value, rhs._value))

    @always_inline("builtin")
    def __floordiv__(self, rhs: Self, /) -> Self:
        """The quotient rounded down; an integer divided by zero gives 0."""
        return Self(mlir_value=__mlir_op.`simd.floordiv`(self._value, rhs._value))

    @always_inline("builtin")
    def __mod__(self, rhs: Self, /) -> Self:
        """What floor division leaves; it has the divisor's sign. Modulo zero gives 0."""
        return Self(mlir_value=__mlir_op.`simd.mod`(self._value, rhs._value))

    @always_inline("builtin")
    def __and__(self, rhs: Self, /) -> Self:
        """The bits that both have."""
        comptime assert Self.dtype.is_integral() | (Self.dtype == DType.bool), "only integers and truth values have bits to combine"
        return Self(mlir_value=__mlir_op.`simd.and`(self._value, rhs._value))

    @always_inline("builtin")
    def __or__(self, rhs: Self, /) -> Self:
        """The bits that either has."""
        comptime assert Self.dtype.is_integral() | (Self.dtype == DType.bool), "only integers and truth values have bits to combine"
        return Self(mlir_value=__mlir_op.`simd.or`(self._value, rhs._value))

    @always_inline("builtin")
    def __xor__(self, rhs: Self, /) -> Self:
        """The bits that one of them has."""
        comptime assert Self.dtype.is_integral() | (Self.dtype == DType.bool), "only integers and truth values have bits to combine"
        return Self(mlir_value=__mlir_op.`simd.xor`(self._value, rhs._value))

    @always_inline("builtin")
    def __lshift__(self, rhs: Self, /) -> Self:
        """Bits moved up."""
        comptime assert Self.dtype.is_integral(), "only integers shift"
        return Self(mlir_value=__mlir_op.`simd.shl`(self._value, rhs._value))

    @always_inline("builtin")
    def __rshift__(self, rhs: Self, /) -> Self:
        """Bits moved down; the sign of signed integers stays."""
        comptime assert Self.dtype.is_integral(), "only integers shift"
        return Self(mlir_value=__mlir_op.`simd.shr`(self._value, rhs._value))

    @always_inline("builtin")
    def __neg__(self) -> Self:
        """Minus each lane."""
        return Self(mlir_value=__mlir_op.`simd.neg`(self._value))

    @always_inline("builtin")
    def __invert__(self) -> Self:
        """Every bit turned round."""
        comptime assert Self.dtype.is_integral() | (Self.dtype == DType.bool), "only integers and truth values have bits to combine"
        return Self(mlir_value=__mlir_op.`simd.not`(self._value))

    @always_inline("builtin")
    def __pos__(self) -> Self:
        """The vector itself."""
        return self

    @always_inline("nodebug")
    def __pow__(self, exp: Self, /) -> Self:
        """Each lane to a power; integer exponents by repeated multiplication, negative ones give 0 for integers."""
        comptime if Self.dtype.is_floating_point():
            return _pow_float(self, exp)
        else:
            return _pow_int(self, exp)

    @always_inline("nodebug")
    def __pow__[other: DType](self, exp: Scalar[other], /) -> Self where other.is_integral() | Self.dtype.is_floating_point():
        """Each lane to one power, which may be of another type."""
        comptime if other.is_integral():
            return _pow_whole(self, Int(exp))
        else:
            return self ** Self(exp.cast[Self.dtype]())

    @always_inline("nodebug")
    def __divmod__(self, rhs: Self, /) -> Tuple[Self, Self]:
        """Floor division and what it leaves; both are 0 where the divisor is 0."""
        comptime if Self.dtype.is_floating_point():
            var whole = rhs.ne(Self(0))
            return (whole.select(self // rhs, Self(0)), whole.select(self % rhs, Self(0)))
        else:
            return (self // rhs, self % rhs)

    @always_inline("nodebug")
    def __ceildiv__(self, rhs: Self, /) -> Self:
        """The quotient rounded up."""
        comptime if Self.dtype.is_unsigned():
            return self // rhs + (self % rhs).ne(Self(0)).cast[Self.dtype]()
        else:
            return -(self // -rhs)

    @always_inline("builtin")
    def __radd__(self, lhs: Self, /) -> Self:
        """`lhs + self`."""
        return lhs + self

    @always_inline("nodebug")
    def __iadd__(mut self, rhs: Self, /):
        """Stores `self + rhs`."""
        self = self + rhs

    @always_inline("builtin")
    def __rsub__(self, lhs: Self, /) -> Self:
        """`lhs - self`."""
        return lhs - self

    @always_inline("nodebug")
    def __isub__(mut self, rhs: Self, /):
        """Stores `self - rhs`."""
        self = self - rhs

    @always_inline("builtin")
    def __rmul__(self, lhs: Self, /) -> Self:
        """`lhs * self`."""
        return lhs * self

    @always_inline("nodebug")
    def __imul__(mut self, rhs: Self, /):
        """Stores `self * rhs`."""
        self = self * rhs

    @always_inline("builtin")
    def __rtruediv__(self, lhs: Self, /) -> Self:
        """`lhs / self`."""
        return lhs / self

    @always_inline("nodebug")
    def __itruediv__(mut self, rhs: Self, /):
        """Stores `self / rhs`."""
        self = self / rhs

    @always_inline("builtin")
    def __rfloordiv__(self, lhs: Self, /) -> Self:
        """`lhs // self`."""
        return lhs // self

    @always_inline("nodebug")
    def __ifloordiv__(mut self, rhs: Self, /):
        """Stores `self // rhs`."""
        self = self // rhs

    @always_inline("builtin")
    def __rmod__(self, lhs: Self, /) -> Self:
        """`lhs % self`."""
        return lhs % self

    @always_inline("nodebug")
    def __imod__(mut self, rhs: Self, /):
        """Stores `self % rhs`."""
        self = self % rhs

    @always_inline("builtin")
    def __rand__(self, lhs: Self, /) -> Self:
        """`lhs & self`."""
        return lhs & self

    @always_inline("nodebug")
    def __iand__(mut self, rhs: Self, /):
        """Stores `self & rhs`."""
        self = self & rhs

    @always_inline("builtin")
    def __ror__(self, lhs: Self, /) -> Self:
        """`lhs | self`."""
        return lhs | self

    @always_inline("nodebug")
    def __ior__(mut self, rhs: Self, /):
        """Stores `self | rhs`."""
        self = self | rhs

    @always_inline("builtin")
    def __rxor__(self, lhs: Self, /) -> Self:
        """`lhs ^ self`."""
        return lhs ^ self

    @always_inline("nodebug")
    def __ixor__(mut self, rhs: Self, /):
        """Stores `self ^ rhs`."""
        self = self ^ rhs

    @always_inline("builtin")
    def __rlshift__(self, lhs: Self, /) -> Self:
        """`lhs << self`."""
        return lhs << self

    @always_inline("nodebug")
    def __ilshift__(mut self, rhs: Self, /):
        """Stores `self << rhs`."""
        self = self << rhs

    @always_inline("builtin")
    def __rrshift__(self, lhs: Self, /) -> Self:
        """`lhs >> self`."""
        return lhs >> self

    @always_inline("nodebug")
    def __irshift__(mut self, rhs: Self, /):
        """Stores `self >> rhs`."""
        self = self >> rhs

    @always_inline("nodebug")
    def __rpow__(self, lhs: Self, /) -> Self:
        """`lhs ** self`."""
        return lhs ** self

    @always_inline("nodebug")
    def __ipow__(mut self, rhs: Self, /):
        """Stores `self ** rhs`."""
        self = self ** rhs

    @always_inline("nodebug")
    def fma(self, mul: Self, acc: Self) -> Self:
        """`self * mul + acc`, rounded once."""
        return Self(mlir_value=__mlir_op.`simd.fma`(self._value, mul._value, acc._value))

    @always_inline("nodebug")
    def __abs__(self) -> Self:
        """The distance of each lane from zero."""
        return Self(mlir_value=__mlir_op.`simd.abs`(self._value))

    @always_inline("nodebug")
    def __floor__(self) -> Self:
        """Each lane rounded down."""
        return Self(mlir_value=__mlir_op.`simd.floor`(self._value))

    @always_inline("nodebug")
    def __ceil__(self) -> Self:
        """Each lane rounded up."""
        return Self(mlir_value=__mlir_op.`simd.ceil`(self._value))

    @always_inline("nodebug")
    def __trunc__(self) -> Self:
        """Each lane rounded toward zero."""
        return Self(mlir_value=__mlir_op.`simd.trunc`(self._value))

    @always_inline("nodebug")
    def __round__(self) -> Self:
        """Each lane rounded to nearest, ties to even."""
        return Self(mlir_value=__mlir_op.`simd.round`(self._value))

    @always_inline("nodebug")
    def __round__(self, ndigits: Int) -> Self:
        """Each lane rounded to `ndigits` decimal places."""
        comptime if Self.dtype.is_floating_point():
            var scale = _pow_whole(Self(10), ndigits)
            return (self * scale).__round__() / scale
        else:
            return self

    @always_inline("nodebug")
    def clamp(self, lower_bound: Self, upper_bound: Self) -> Self:
        """Each lane moved into the closed interval."""
        return self._max(lower_bound)._min(upper_bound)

    @always_inline("nodebug")
    def _max(self, other: Self) -> Self:
        return Self(mlir_value=__mlir_op.`simd.max`(self._value, other._value))

    @always_inline("nodebug")
    def _min(self, other: Self) -> Self:
        return Self(mlir_value=__mlir_op.`simd.min`(self._value, other._value))

    @always_inline("builtin")
    def is_power_of_two(self) -> Bool where Self.length == 1:
        """Whether exactly one bit is set."""
        return (self > 0) & ((self & (self - 1)) == 0)

    # ---- Comparison

    @always_inline("builtin")
    def eq(self, rhs: Self) -> Self._Mask:
        """Whether the lanes are equal, lane by lane."""
        return Self._Mask(mlir_value=__mlir_op.`simd.eq`(self._value, rhs._value))

    @always_inline("builtin")
    def ne(self, rhs: Self) -> Self._Mask:
        """Whether the lanes differ, lane by lane."""
        return Self._Mask(mlir_value=__mlir_op.`simd.ne`(self._value, rhs._value))

    @always_inline("builtin")
    def lt(self, rhs: Self) -> Self._Mask:
        """Whether the lanes are smaller, lane by lane."""
        return Self._Mask(mlir_value=__mlir_op.`simd.lt`(self._value, rhs._value))

    @always_inline("builtin")
    def le(self, rhs: Self) -> Self._Mask:
        """Whether the lanes are not larger, lane by lane."""
        return Self._Mask(mlir_value=__mlir_op.`simd.le`(self._value, rhs._value))

    @always_inline("builtin")
    def gt(self, rhs: Self) -> Self._Mask:
        """Whether the lanes are larger, lane by lane."""
        return Self._Mask(mlir_value=__mlir_op.`simd.gt`(self._value, rhs._value))

    @always_inline("builtin")
    def ge(self, rhs: Self) -> Self._Mask:
        """Whether the lanes are not smaller, lane by lane."""
        return Self._Mask(mlir_value=__mlir_op.`simd.ge`(self._value, rhs._value))

    @always_inline("builtin")
    def __eq__(self, rhs: Self, /) -> Bool:
        """Whether all lanes are equal."""
        return Bool(mlir_value=__mlir_op.`simd.all`[_type=__mlir_type.i1](__mlir_op.`simd.eq`(self._value, rhs._value)))

    @always_inline("builtin")
    def __ne__(self, rhs: Self, /) -> Bool:
        """Whether some lanes differ."""
        return Bool(mlir_value=__mlir_op.`simd.any`[_type=__mlir_type.i1](__mlir_op.`simd.ne`(self._value, rhs._value)))

    @always_inline("builtin")
    def __lt__(self, rhs: Self, /) -> Bool:
        """The order of two numbers."""
        comptime assert Self.length == 1, "Strict inequality is only defined for `Scalar`s; did you mean to use `SIMD.lt(...)`?"
        return Bool(mlir_value=__mlir_op.`simd.all`[_type=__mlir_type.i1](__mlir_op.`simd.lt`(self._value, rhs._value)))

    @always_inline("builtin")
    def __le__(self, rhs: Self, /) -> Bool:
        """The order of two numbers."""
        comptime assert Self.length == 1, "Strict inequality is only defined for `Scalar`s; did you mean to use `SIMD.le(...)`?"
        return Bool(mlir_value=__mlir_op.`simd.all`[_type=__mlir_type.i1](__mlir_op.`simd.le`(self._value, rhs._value)))

    @always_inline("builtin")
    def __gt__(self, rhs: Self, /) -> Bool:
        """The order of two numbers."""
        comptime assert Self.length == 1, "Strict inequality is only defined for `Scalar`s; did you mean to use `SIMD.gt(...)`?"
        return Bool(mlir_value=__mlir_op.`simd.all`[_type=__mlir_type.i1](__mlir_op.`simd.gt`(self._value, rhs._value)))

    @always_inline("builtin")
    def __ge__(self, rhs: Self, /) -> Bool:
        """The order of two numbers."""
        comptime assert Self.length == 1, "Strict inequality is only defined for `Scalar`s; did you mean to use `SIMD.ge(...)`?"
        return Bool(mlir_value=__mlir_op.`simd.all`[_type=__mlir_type.i1](__mlir_op.`simd.ge`(self._value, rhs._value)))

    @always_inline("nodebug")
    def __contains__(self, value: Scalar[Self.dtype]) -> Bool:
        """Whether some lane equals `value`."""
        return self.eq(Self(value)).reduce_or()

    # ---- Lanes

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> Scalar[Self.dtype]:
        """One lane. The index is not checked."""
        return Scalar[Self.dtype](
            mlir_value=__mlir_op.`simd.extract`[_type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, Self.dtype, `>`]](self._value, idx.__mlir_index__())
        )

    @always_inline("nodebug")
    def __setitem__[I: Indexer, //](mut self, idx: I, value: Scalar[Self.dtype]):
        """Replaces one lane. The index is not checked."""
        self._value = __mlir_op.`simd.insert`(self._value, value._value, idx.__mlir_index__())

    @always_inline("nodebug")
    def select[result: DType](self, true_case: SIMD[result, Self.length], false_case: SIMD[result, Self.length]) -> SIMD[
        result, Self.length
    ] where Self.dtype == DType.bool:
        """Lane by lane: `true_case` where this mask is true, else `false_case`."""
        return SIMD[result, Self.length](
            mlir_value=__mlir_op.`simd.select`[_type=__mlir_type[`!fx.simd<`, Self.length, `, `, result, `>`]](self._value, true_case._value, false_case._value)
        )

    @always_inline("nodebug")
    def shuffle[*mask: Int](self) -> SIMD[Self.dtype, SIMDLength(mask.length)]:
        """A vector of the lanes that `mask` names."""
        return self.shuffle[*mask](self)

    @always_inline("nodebug")
    def shuffle[*mask: Int](self, other: Self) -> SIMD[Self.dtype, SIMDLength(mask.length)]:
        """A vector of the lanes that `mask` names; those of `other` are counted after the lanes of this vector."""
        comptime for i in range(mask.length):
            comptime assert mask[i] >= 0 and mask[i] < 2 * Int(Self.length), "the mask names a lane that neither vector has"
        return SIMD[Self.dtype, SIMDLength(mask.length)](
            mlir_value=__mlir_op.`simd.shuffle`[mask=mask, _type=__mlir_type[`!fx.simd<`, SIMDLength(mask.length), `, `, Self.dtype, `>`]](
                self._value, other._value
            )
        )

    @always_inline("nodebug")
    def slice[output_width: SIMDLength, /, *, offset: Int = 0](self) -> SIMD[Self.dtype, output_width]:
        """`output_width` lanes from `offset` on."""
        comptime assert offset >= 0 and offset + Int(output_width) <= Int(Self.length), "the lanes are not all of this vector"
        var result = SIMD[Self.dtype, output_width]()
        comptime for i in range(Int(output_width)):
            result[i] = self[i + offset]
        return result

    @always_inline("nodebug")
    def insert[*, offset: Int = 0](self, value: SIMD[Self.dtype, _]) -> Self:
        """The lanes from `offset` on replaced by `value`."""
        comptime assert offset >= 0 and offset + Int(value.length) <= Int(Self.length), "the lanes are not all of this vector"
        var result = self
        comptime for i in range(Int(value.length)):
            result[i + offset] = value[i]
        return result

    @always_inline("nodebug")
    def join(self, other: Self) -> SIMD[Self.dtype, Self.length * 2]:
        """The lanes of this vector, then those of the other."""
        var result = SIMD[Self.dtype, Self.length * 2]()
        comptime for i in range(Int(Self.length)):
            result[i] = self[i]
            result[i + Int(Self.length)] = other[i]
        return result

    @always_inline("nodebug")
    def interleave(self, other: Self) -> SIMD[Self.dtype, Self.length * 2]:
        """The lanes of both in turn."""
        var result = SIMD[Self.dtype, Self.length * 2]()
        comptime for i in range(Int(Self.length)):
            result[2 * i] = self[i]
            result[2 * i + 1] = other[i]
        return result

    @always_inline("nodebug")
    def split(self) -> Tuple[SIMD[Self.dtype, Self.length / 2], SIMD[Self.dtype, Self.length / 2]]:
        """The lower and the upper half."""
        return (self.slice[Self.length / 2](), self.slice[Self.length / 2, offset = Int(Self.length / 2)]())

    @always_inline("nodebug")
    def deinterleave(self) -> Tuple[SIMD[Self.dtype, Self.length / 2], SIMD[Self.dtype, Self.length / 2]]:
        """The even and the odd lanes."""
        var even = SIMD[Self.dtype, Self.length / 2]()
        var odd = SIMD[Self.dtype, Self.length / 2]()
        comptime for i in range(Int(Self.length / 2)):
            even[i] = self[2 * i]
            odd[i] = self[2 * i + 1]
        return (even, odd)

    @always_inline("nodebug")
    def reversed(self) -> Self:
        """The lanes in the opposite order."""
        var result = Self()
        comptime for i in range(Int(Self.length)):
            result[i] = self[Int(Self.length) - 1 - i]
        return result

    @always_inline("nodebug")
    def rotate_left[shift: Int](self) -> Self:
        """Lanes moved down by `shift`; those that fall off come back at the top."""
        var result = Self()
        comptime for i in range(Int(Self.length)):
            result[i] = self[(i + shift) % Int(Self.length)]
        return result

    @always_inline("nodebug")
    def rotate_right[shift: Int](self) -> Self:
        """Lanes moved up by `shift`; those that fall off come back at the bottom."""
        return self.rotate_left[-shift]()

    @always_inline("nodebug")
    def shift_left[shift: Int](self) -> Self:
        """Lanes moved down by `shift`; zeros come in at the top."""
        var result = Self()
        comptime for i in range(Int(Self.length) - shift):
            result[i] = self[i + shift]
        return result

    @always_inline("nodebug")
    def shift_right[shift: Int](self) -> Self:
        """Lanes moved up by `shift`; zeros come in at the bottom."""
        var result = Self()
        comptime for i in range(Int(Self.length) - shift):
            result[i + shift] = self[i]
        return result

    # ---- Reduction

    @always_inline("nodebug")
    def reduce_add[size_out: SIMDLength = 1](self) -> SIMD[Self.dtype, size_out]:
        """The sum of the lanes; with `size_out` of the lanes that are so far apart."""
        comptime if size_out == 1:
            return SIMD[Self.dtype, size_out](mlir_value=__mlir_op.`simd.reduce_add`[_type=__mlir_type[`!fx.simd<`, size_out, `, `, Self.dtype, `>`]](self._value))
        else:
            return self.reduce[_lanes_add[Self.dtype, ...], size_out]()

    @always_inline("nodebug")
    def reduce_mul[size_out: SIMDLength = 1](self) -> SIMD[Self.dtype, size_out]:
        """The product of the lanes; with `size_out` of the lanes that are so far apart."""
        comptime if size_out == 1:
            return SIMD[Self.dtype, size_out](mlir_value=__mlir_op.`simd.reduce_mul`[_type=__mlir_type[`!fx.simd<`, size_out, `, `, Self.dtype, `>`]](self._value))
        else:
            return self.reduce[_lanes_mul[Self.dtype, ...], size_out]()

    @always_inline("nodebug")
    def reduce_min[size_out: SIMDLength = 1](self) -> SIMD[Self.dtype, size_out]:
        """The smallest lane; with `size_out` of the lanes that are so far apart."""
        comptime if size_out == 1:
            return SIMD[Self.dtype, size_out](mlir_value=__mlir_op.`simd.reduce_min`[_type=__mlir_type[`!fx.simd<`, size_out, `, `, Self.dtype, `>`]](self._value))
        else:
            return self.reduce[_lanes_min[Self.dtype, ...], size_out]()

    @always_inline("nodebug")
    def reduce_max[size_out: SIMDLength = 1](self) -> SIMD[Self.dtype, size_out]:
        """The largest lane; with `size_out` of the lanes that are so far apart."""
        comptime if size_out == 1:
            return SIMD[Self.dtype, size_out](mlir_value=__mlir_op.`simd.reduce_max`[_type=__mlir_type[`!fx.simd<`, size_out, `, `, Self.dtype, `>`]](self._value))
        else:
            return self.reduce[_lanes_max[Self.dtype, ...], size_out]()

    @always_inline("nodebug")
    def reduce_and[size_out: SIMDLength = 1](self) -> SIMD[Self.dtype, size_out]:
        """The bits that every lane has; with `size_out` of the lanes that are so far apart."""
        comptime if size_out == 1:
            return SIMD[Self.dtype, size_out](mlir_value=__mlir_op.`simd.reduce_and`[_type=__mlir_type[`!fx.simd<`, size_out, `, `, Self.dtype, `>`]](self._value))
        else:
            return self.reduce[_lanes_and[Self.dtype, ...], size_out]()

    @always_inline("nodebug")
    def reduce_or[size_out: SIMDLength = 1](self) -> SIMD[Self.dtype, size_out]:
        """The bits that some lane has; with `size_out` of the lanes that are so far apart."""
        comptime if size_out == 1:
            return SIMD[Self.dtype, size_out](mlir_value=__mlir_op.`simd.reduce_or`[_type=__mlir_type[`!fx.simd<`, size_out, `, `, Self.dtype, `>`]](self._value))
        else:
            return self.reduce[_lanes_or[Self.dtype, ...], size_out]()

    @always_inline("nodebug")
    def reduce_bit_count(self) -> Int:
        """The number of bits that are set in all lanes."""
        comptime if Self.dtype == DType.bool:
            return Int(self.cast[DType.uint64]().reduce_add())
        else:
            return Int(Self(mlir_value=__mlir_op.`simd.popcount`(self._value)).cast[DType.uint64]().reduce_add())

    @always_inline("nodebug")
    def reduce[
        func: def[width: SIMDLength](SIMD[Self.dtype, width], SIMD[Self.dtype, width]) thin -> SIMD[Self.dtype, width], size_out: SIMDLength = 1
    ](self) -> SIMD[Self.dtype, size_out]:
        """Combines the lanes by halves with `func` until `size_out` are left."""
        comptime if Self.length <= size_out:
            return rebind[SIMD[Self.dtype, size_out]](self)
        else:
            comptime half = Self.length / 2
            return func[half](self.slice[half](), self.slice[half, offset = Int(half)]()).reduce[func, size_out]()

    # ---- Text and hashing

    def __hash__(self, mut hasher: Some[Hasher]):
        """Adds the bits of every lane."""
        comptime for i in range(Int(Self.length)):
            hasher._update_bits(_hash_bits(self[i]))

    def write_to(self, mut writer: Some[Writer]):
        """Writes a number as such, a vector as `[1, 2]`."""
        comptime if Self.length == 1:
            _write_scalar(rebind[Scalar[Self.dtype]](self), writer)
        else:
            writer.write_string("[")
            comptime for i in range(Int(Self.length)):
                comptime if i > 0:
                    writer.write_string(", ")
                _write_scalar(self[i], writer)
            writer.write_string("]")

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes the constructor call: `Int32(4)`, `SIMD[DType.int32, 2](1, 2)`."""
        _write_constructor[Self.dtype, Int(Self.length)](writer)
        comptime for i in range(Int(Self.length)):
            comptime if i > 0:
                writer.write_string(", ")
            _write_scalar(self[i], writer)
        writer.write_string(")")
