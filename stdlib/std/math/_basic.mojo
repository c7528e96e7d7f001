"""Rounding, roots and whole-number functions."""

from std.utils.numerics import inf, isfinite, isinf, isnan, nan

comptime pi = 3.1415926535897932384626433832795028841971693993751058209749445923
comptime e = 2.7182818284590452353602874713526624977572470936999595749669676277
comptime tau = 2 * pi


@always_inline("nodebug")
def sqrt[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The square root of each lane, correctly rounded; of integers rounded down."""
    comptime if dtype.is_floating_point():
        return SIMD[dtype, length](mlir_value=__mlir_op.`simd.sqrt`(x._value))
    else:
        var root = SIMD[DType.float64, length](mlir_value=__mlir_op.`simd.sqrt`(x.cast[DType.float64]()._value)).cast[dtype]()
        # The rounding of large numbers to float64 may be off by one.
        root -= (root * root).gt(x).cast[dtype]()
        return root + ((root + 1) * (root + 1)).le(x).cast[dtype]()


@always_inline("nodebug")
def rsqrt[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """One over the square root of each lane."""
    return SIMD[dtype, length](1) / sqrt(x)


@always_inline("nodebug")
def isqrt[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """One over the square root of each lane."""
    return rsqrt(x)


@always_inline("nodebug")
def floor[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """Each lane rounded down."""
    return x.__floor__()


@always_inline("nodebug")
def ceil[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """Each lane rounded up."""
    return x.__ceil__()


@always_inline("nodebug")
def trunc[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """Each lane rounded toward zero."""
    return x.__trunc__()


@always_inline("nodebug")
def fma[dtype: DType, length: SIMDLength, //](
    a: SIMD[dtype, length], b: SIMD[dtype, length], c: SIMD[dtype, length]
) -> SIMD[dtype, length]:
    """`a * b + c`, rounded once."""
    return a.fma(b, c)


@always_inline("nodebug")
def clamp[dtype: DType, length: SIMDLength, //](
    value: SIMD[dtype, length], lower_bound: SIMD[dtype, length], upper_bound: SIMD[dtype, length]
) -> SIMD[dtype, length]:
    """Each lane moved into the closed interval."""
    return value.clamp(lower_bound, upper_bound)


@always_inline("nodebug")
def copysign[dtype: DType, length: SIMDLength, //](
    magnitude: SIMD[dtype, length], sign: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The size of one number with the sign of another."""
    return SIMD[dtype, length](mlir_value=__mlir_op.`simd.copysign`(magnitude._value, sign._value))


@always_inline("nodebug")
def hypot[dtype: DType, length: SIMDLength, //](
    x: SIMD[dtype, length], y: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The length of the vector (x, y), without overflow in between."""
    var large = abs(x)._max(abs(y))
    var small = abs(x)._min(abs(y))
    var ratio = large.eq(SIMD[dtype, length](0)).select(SIMD[dtype, length](0), small / large)
    return large * sqrt(ratio.fma(ratio, SIMD[dtype, length](1)))


@always_inline("nodebug")
def isclose[dtype: DType, length: SIMDLength, //](
    a: SIMD[dtype, length], b: SIMD[dtype, length], *, atol: Float64 = 1e-08, rtol: Float64 = 1e-05, equal_nan: Bool = False
) -> SIMD[DType.bool, length]:
    """Whether each pair of lanes differs by at most `atol + rtol * |b|`."""
    comptime if not dtype.is_floating_point():
        return a.eq(b)
    else:
        var bound = SIMD[dtype, length](atol.cast[dtype]()) + SIMD[dtype, length](rtol.cast[dtype]()) * abs(b)
        var close = a.eq(b) | (isfinite(a) & isfinite(b) & abs(a - b).le(bound))
        return close | (isnan(a) & isnan(b)) if equal_nan else close


@always_inline("nodebug")
def ceildiv[dtype: DType, length: SIMDLength, //](a: SIMD[dtype, length], b: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The quotient rounded up."""
    comptime if dtype.is_unsigned():
        return a // b + (a % b).ne(SIMD[dtype, length](0)).cast[dtype]()
    else:
        return a.__ceildiv__(b)


def gcd(a: Int, b: Int) -> Int:
    """The greatest common divisor; 0 if both are 0."""
    var x = abs(a)
    var y = abs(b)
    while y != 0:
        var rest = x % y
        x = y
        y = rest
    return x


def lcm(a: Int, b: Int) -> Int:
    """The least common multiple; 0 if one is 0."""
    return 0 if a == 0 or b == 0 else abs(a) // gcd(a, b) * abs(b)


def factorial(n: Int) -> Int:
    """The product of the numbers from 1 to n, up to 20."""
    debug_assert[assert_mode="safe"](n >= 0 and n <= 20, "the factorial does not fit an Int")
    var result = 1
    for i in range(2, n + 1):
        result *= i
    return result


@always_inline("nodebug")
def align_down(value: Int, alignment: Int) -> Int:
    """The largest multiple of `alignment` that is not larger."""
    return value // alignment * alignment


@always_inline("nodebug")
def align_up(value: Int, alignment: Int) -> Int:
    """The smallest multiple of `alignment` that is not smaller."""
    return (value + alignment - 1) // alignment * alignment
