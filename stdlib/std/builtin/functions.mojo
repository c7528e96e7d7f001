"""The functions of the prelude that ask a value for one of its methods."""

from std.iter import Iterable


@always_inline("nodebug")
def len[T: Sized](value: T) -> Int:
    """The number of elements."""
    return value.__len__()


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
def min[T: Comparable & Copyable](x: T, y: T) -> T:
    """The smaller one; the first if neither is."""
    return y.copy() if y < x else x.copy()


@always_inline("nodebug")
def max[T: Comparable & Copyable](x: T, y: T) -> T:
    """The larger one; the first if neither is."""
    return y.copy() if x < y else x.copy()


@always_inline("nodebug")
def min[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length], y: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The smaller one, lane by lane."""
    return x._min(y)


@always_inline("nodebug")
def max[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length], y: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The larger one, lane by lane."""
    return x._max(y)


@always_inline("nodebug")
def divmod[dtype: DType, length: SIMDLength, //](a: SIMD[dtype, length], b: SIMD[dtype, length]) -> Tuple[
    SIMD[dtype, length], SIMD[dtype, length]
]:
    """Floor division and what it leaves."""
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


def _digits[base: Int](value: UInt64) -> String:
    comptime letters = StaticString("0123456789abcdefghijklmnopqrstuvwxyz")
    var reverse = String()
    var rest = value
    while True:
        reverse += letters[byte = Int(rest % UInt64(base))]
        rest //= UInt64(base)
        if rest == 0:
            break
    var text = String()
    for i in range(reverse.byte_length()):
        text += reverse[byte = reverse.byte_length() - 1 - i]
    return text


def _with_prefix[base: Int](value: Int, prefix: StaticString) -> String:
    var magnitude = UInt64(-value) if value < 0 else UInt64(value)
    return String("-" if value < 0 else "", prefix, _digits[base](magnitude))


def hex(value: Int, /, *, prefix: StaticString = "0x") -> String:
    """The number in base 16."""
    return _with_prefix[16](value, prefix)


def oct(value: Int, /, *, prefix: StaticString = "0o") -> String:
    """The number in base 8."""
    return _with_prefix[8](value, prefix)


def bin(value: Int, /, *, prefix: StaticString = "0b") -> String:
    """The number in base 2."""
    return _with_prefix[2](value, prefix)
