"""The functions of the prelude that ask a value for one of its methods."""

from std.builtin.traits import _HasMagnitude
from std.iter import Iterable, _Reversible
from std.math._traits import DivModable


@always_inline("nodebug")
def len[T: Sized](value: T) -> Int:
    """The number of elements."""
    return value.__len__()


@unavailable("the length of text has a unit: write `byte_length()`, `count_codepoints()` or `count_graphemes()`")
def len(value: StringSpan[_]) -> Int:
    """Not available."""
    return value.byte_length()


@always_inline("nodebug")
def len[T: SizedRaising](value: T) raises -> Int:
    """The number of elements.

    Raises:
        If it cannot be found.
    """
    return value.__len__()


@always_inline("nodebug")
def abs[T: Absable](value: T) -> T:
    """The absolute value."""
    return value.__abs__()


@always_inline("nodebug")
def abs[T: _HasMagnitude](value: T) -> T._MagnitudeType:
    """The distance from 0."""
    return value.__abs__()


@always_inline("nodebug")
def round[T: Roundable](value: T) -> T:
    """The nearest whole value, ties to even."""
    return value.__round__()


@always_inline("nodebug")
def round[T: Roundable](value: T, ndigits: Int) -> T:
    """The nearest value with `ndigits` decimal places."""
    return value.__round__(ndigits)


@always_inline("nodebug")
def pow[T: Powable](base: T, exp: T) -> T:
    """`base` to the power `exp`."""
    return base.__pow__(exp)


@always_inline("nodebug")
def pow[dtype: DType, length: SIMDLength, //](base: SIMD[dtype, length], exp: Int) -> SIMD[dtype, length] where dtype != DType.int:
    """`base` to a whole power."""
    return base.__pow__(exp)


@always_inline("nodebug")
def min[T: Comparable & Copyable & Deinitable](x: T, *ys: T) -> T:
    """The smallest one; the first of several."""
    var best = x.copy()
    for i in range(len(ys)):
        if ys[i] < best:
            best = ys[i].copy()
    return best^


@always_inline("nodebug")
def max[T: Comparable & Copyable & Deinitable](x: T, *ys: T) -> T:
    """The largest one; the first of several."""
    var best = x.copy()
    for i in range(len(ys)):
        if best < ys[i]:
            best = ys[i].copy()
    return best^


@always_inline("nodebug")
def min[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length], y: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The smaller one, lane by lane."""
    return x._min(y)


@always_inline("nodebug")
def max[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length], y: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The larger one, lane by lane."""
    return x._max(y)


@always_inline("nodebug")
def divmod[T: DivModable](a: T, b: T) -> Tuple[T, T]:
    """The quotient rounded down, and what it leaves."""
    return a.__divmod__(b)


@always_inline("nodebug")
def swap[T: Movable](mut lhs: T, mut rhs: T):
    """Exchanges two values."""
    var held = lhs^
    lhs = rhs^
    rhs = held^


@always_inline("nodebug")
def rebind[source: AnyType, //, target: AnyType](ref value: source) -> ref[value] target:
    """The value as type `target`, which every instance of the code must find to be its own type."""
    return __rebind[target](value)


@always_inline("nodebug")
def rebind_var[source: Movable, //, target: Movable](var value: source) -> target:
    """The owned value as type `target`, which every instance of the code must find to be its own type."""
    return __rebind[target](value^)


@always_inline("nodebug")
def materialize[T: AnyType, //, value: T]() -> T:
    """A compile-time value, made anew at run time."""
    return __materialize[value]()


@always_inline("nodebug")
def reversed[T: ReversibleRange](value: T) -> T.ReversedType:
    """Runs over `value` backwards."""
    return value.__reversed__()


@always_inline
def reversed[T: _Reversible](ref value: T) -> T.ReversedIteratorType[origin_of(value)]:
    """Runs over the elements of `value` backwards."""
    return value.__reversed__()


def _with_prefix[dtype: DType, //, shift: Int](value: Scalar[dtype], prefix: StaticString) -> String:
    """The digits of a base that is a power of two, after the sign and the prefix."""
    comptime assert dtype.is_integral(), "only integers have digits"
    comptime digits = StaticString("0123456789abcdef")
    var negative = False
    comptime if dtype.is_signed():
        negative = value < 0
    # The smallest number has no negative counterpart, but the bits of its magnitude are right.
    var rest = (-value if negative else value).to_bits()
    var places = 1
    while places * shift < dtype.bit_width() and rest >> type_of(rest)(places * shift) != 0:
        places += 1
    var text = String("-" if negative else "")
    text += prefix
    for i in range(places):
        var digit = Int((rest >> type_of(rest)((places - 1 - i) * shift)) & type_of(rest)((1 << shift) - 1))
        text += digits[byte=digit]
    return text^


def hex[dtype: DType, //](value: Scalar[dtype], /, *, prefix: StaticString = "0x") -> String:
    """The number in base 16."""
    return _with_prefix[4](value, prefix)


def oct[dtype: DType, //](value: Scalar[dtype], /, *, prefix: StaticString = "0o") -> String:
    """The number in base 8."""
    return _with_prefix[3](value, prefix)


def bin[dtype: DType, //](value: Scalar[dtype], /, *, prefix: StaticString = "0b") -> String:
    """The number in base 2."""
    return _with_prefix[1](value, prefix)
