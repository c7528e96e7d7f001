"""Rounding, roots, comparison, steps: what is short."""

from std.math._double import _quick_sum, _two_product, _two_sum
from std.math._traits import Ceilable, CeilDivable, CeilDivableRaising, Floorable, Truncable
from std.utils.numerics import isfinite, isnan

comptime pi = 3.1415926535897932384626433832795028841971693993751058209749445923
comptime e = 2.7182818284590452353602874713526624977572470936999595749669676277
comptime tau = 2 * pi
comptime log2e = 1.4426950408889634073599246810018921374266459541529859341354494069


# ---- Rounding


@always_inline("nodebug")
def floor[T: Floorable](value: T) -> T:
    """The largest whole value that is not larger."""
    return value.__floor__()


@always_inline("nodebug")
def ceil[T: Ceilable](value: T) -> T:
    """The smallest whole value that is not smaller."""
    return value.__ceil__()


@always_inline("nodebug")
def trunc[T: Truncable](value: T) -> T:
    """The whole value without the fraction."""
    return value.__trunc__()


@always_inline("nodebug")
def ceildiv[T: CeilDivable](numerator: T, denominator: T) -> T:
    """The quotient rounded up."""
    return numerator.__ceildiv__(denominator)


@always_inline("nodebug")
def ceildiv[T: CeilDivableRaising](numerator: T, denominator: T) raises -> T:
    """The quotient rounded up.

    Raises:
        If there is none.
    """
    return numerator.__ceildiv__(denominator)


@always_inline("nodebug")
def align_down[dtype: DType, //](value: Scalar[dtype], alignment: Scalar[dtype]) -> Scalar[dtype] where dtype.is_integral():
    """The largest multiple of `alignment` that is not larger."""
    return value // alignment * alignment


@always_inline("nodebug")
def align_up[dtype: DType, //](value: Scalar[dtype], alignment: Scalar[dtype]) -> Scalar[dtype] where dtype.is_integral():
    """The smallest multiple of `alignment` that is not smaller."""
    return value.__ceildiv__(alignment) * alignment


# ---- Roots


def _integer_root[dtype: DType, //](x: Scalar[dtype]) -> Scalar[dtype]:
    """The square root rounded down, bit by bit."""
    var root = Scalar[dtype](0)
    for i in range((dtype.bit_width() + 1) // 2):
        var bit = Scalar[dtype](1) << Scalar[dtype]((dtype.bit_width() + 1) // 2 - 1 - i)
        var larger = root | bit
        if larger <= x // larger:
            root = larger
    return root


@always_inline("nodebug")
def sqrt[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The square root of each lane, correctly rounded; of integers rounded down."""
    comptime V = SIMD[dtype, length]
    comptime if dtype.is_floating_point():
        return V(mlir_value=__mlir_op.`simd.sqrt`(x._value))
    elif dtype.bit_width() > 64:
        var result = V()
        comptime for i in range(Int(length)):
            result[i] = _integer_root(x[i])
        return result
    else:
        # Numbers of more than 53 bits are rounded on the way, so the root may be one too large or too small.
        comptime largest = V(Scalar[dtype](_integer_root(Scalar[dtype].MAX)))
        var root = SIMD[DType.float64, length](mlir_value=__mlir_op.`simd.sqrt`(x.cast[DType.float64]()._value)).cast[dtype]()._min(largest)
        root = (root * root).gt(x).select(root - V(1), root)
        var more = (root + V(1))._min(largest)
        return (more * more).le(x).select(more, root)


@always_inline("nodebug")
def rsqrt[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """One over the square root of each lane."""
    return SIMD[dtype, length](1) / sqrt(x)


@always_inline("nodebug")
def isqrt[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """One over the square root of each lane."""
    return rsqrt(x)


@always_inline("nodebug")
def recip[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """One over each lane."""
    return SIMD[dtype, length](1) / x


@always_inline
def cbrt[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The cube root of each lane, to 0.6 units in the last place: a guess by a third of the exponent, steps of Halley's, one with a remainder."""
    comptime V = SIMD[DType.float64, length]
    comptime U = SIMD[DType.uint64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    # The smallest and the largest numbers are scaled by 2**162, so that nothing leaves the range on the way.
    var tiny = size.lt(V(1e-270))
    var huge = size.gt(V(1e270))
    size = size * tiny.select(V(5.846006549323612e+48), huge.select(V(1.7105694144590052e-49), V(1)))
    # Only the upper word is divided, which lanes of 64 bits can do by multiplying.
    var upper = size.to_bits[DType.uint64]() >> U(32)
    var third = (upper * U(1431655766)) >> U(32)
    var t = V(from_bits=(third + U(715094163)) << U(32))
    comptime for _ in range(3):
        var cube = t * t * t
        t = t * ((cube + V(2) * size) / (V(2) * cube + size))
    var square = _two_product(t, t)
    var cube = _two_product(square.high, t)
    var rest = ((size - cube.high) - cube.low - square.low * t) / (V(3) * square.high)
    var result = (t + rest) * tiny.select(V(5.551115123125783e-17), huge.select(V(18014398509481984.0), V(1)))
    result = V(mlir_value=__mlir_op.`simd.copysign`(result._value, wide._value))
    return (wide.eq(V(0)) | ~abs(wide).le(V.MAX_FINITE)).select(wide, result).cast[dtype]()


@always_inline
def hypot[dtype: DType, length: SIMDLength, //](
    x: SIMD[dtype, length], y: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The length of the vector (x, y), to 0.6 units in the last place, without overflow in between."""
    comptime V = SIMD[DType.float64, length]
    var a = abs(x.cast[DType.float64]())
    var b = abs(y.cast[DType.float64]())
    var large = a._max(b)
    var small = a._min(b)
    var down = large.gt(V(1e150))
    var up = large.lt(V(1e-140))
    var factor = down.select(V(2.409919865102884e-181), up.select(V(4.149515568880993e180), V(1)))
    var back = down.select(V(4.149515568880993e180), up.select(V(2.409919865102884e-181), V(1)))
    var first = _two_product(large * factor, large * factor)
    var second = _two_product(small * factor, small * factor)
    var sum = _quick_sum(first.high, second.high)
    var root = V(mlir_value=__mlir_op.`simd.sqrt`(sum.high._value))
    var square = _two_product(root, root)
    var rest = ((sum.high - square.high) - square.low) + (sum.low + (first.low + second.low))
    var result = root.gt(V(0)).select(root + rest / (V(2) * root), root) * back
    result = (a.ne(a) | b.ne(b)).select(a + b, result)
    var infinity = V(FloatLiteral.infinity)
    return (a.eq(infinity) | b.eq(infinity)).select(infinity, result).cast[dtype]()


# ---- Parts and neighbours


@always_inline("nodebug")
def copysign[dtype: DType, length: SIMDLength, //](
    magnitude: SIMD[dtype, length], sign: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The size of one number with the sign of another."""
    return SIMD[dtype, length](mlir_value=__mlir_op.`simd.copysign`(magnitude._value, sign._value))


@always_inline
def modf[dtype: DType, length: SIMDLength, //](
    x: SIMD[dtype, length]
) -> Tuple[SIMD[dtype, length], SIMD[dtype, length]] where dtype.is_floating_point():
    """The fraction and the whole part of each lane, both with its sign."""
    comptime V = SIMD[dtype, length]
    var whole = x.__trunc__()
    var fraction = abs(x).gt(V.MAX_FINITE).select(V(0), x - whole)
    return (copysign(fraction, x), whole)


@always_inline
def frexp[dtype: DType, length: SIMDLength, //](
    x: SIMD[dtype, length]
) -> Tuple[SIMD[dtype, length], SIMD[dtype, length]] where dtype.is_floating_point():
    """A mantissa from 1/2 up to 1, and the power of 2 to multiply it with."""
    comptime V = SIMD[DType.float64, length]
    comptime U = SIMD[DType.uint64, length]
    var wide = x.cast[DType.float64]()
    var tiny = abs(wide).lt(V(2.2250738585072014e-308))
    var bits = tiny.select(wide * V(18014398509481984.0), wide).to_bits[DType.uint64]()
    var biased = (bits >> U(52)) & U(0x7FF)
    var exponent = V(from_bits=biased | U(0x4330000000000000)) - V(4503599627371518.0) - tiny.select(V(54), V(0))
    var mantissa = V(from_bits=(bits & U(0x800FFFFFFFFFFFFF)) | U(0x3FE0000000000000))
    var plain = wide.eq(V(0)) | ~abs(wide).le(V.MAX_FINITE)
    return (plain.select(wide, mantissa).cast[dtype](), plain.select(V(0), exponent).cast[dtype]())


@always_inline("nodebug")
def remainder[dtype: DType, length: SIMDLength, //](
    x: SIMD[dtype, length], y: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """What is left of `x` after the nearest multiple of `y`; the even one of two. Exact."""
    comptime V = SIMD[dtype, length]
    var size = abs(y)
    var half = V(0.5) * size
    # Modulo twice the divisor, the rest says which multiple is the nearest.
    var twice = size.le(V.MAX_FINITE * V(0.5))
    var rest = abs(x)
    rest = twice.select(V(mlir_value=__mlir_op.`simd.rem`(rest._value, (size + size)._value)), rest)
    var less = rest - size
    rest = rest.gt(half).select(less.ge(half).select(less - size, less), rest)
    rest = x.lt(V(0)).select(-rest, rest)
    rest = rest.eq(V(0)).select(copysign(rest, x), rest)
    var undefined = y.eq(V(0)) | ~isfinite(x) | isnan(y)
    rest = undefined.select(V(FloatLiteral.nan), rest)
    return (isfinite(x) & ~isfinite(y) & ~isnan(y)).select(x, rest)


# ---- Several operands


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
def isclose[dtype: DType, length: SIMDLength, //, *, symmetrical: Bool = True](
    a: SIMD[dtype, length], b: SIMD[dtype, length], *, atol: Float64 = 1e-08, rtol: Float64 = 1e-05, equal_nan: Bool = False
) -> SIMD[DType.bool, length]:
    """Whether each pair of lanes is nearly equal: by `max(atol, rtol * max(|a|, |b|))`, or, not symmetrical, by `atol + rtol * |b|`."""
    comptime V = SIMD[dtype, length]
    comptime if not dtype.is_floating_point():
        return a.eq(b)
    else:
        var absolute = V(atol.cast[dtype]())
        var relative = V(rtol.cast[dtype]())
        var bound: V
        comptime if symmetrical:
            bound = absolute._max(relative * abs(a)._max(abs(b)))
        else:
            bound = absolute + relative * abs(b)
        var close = a.eq(b) | (isfinite(a) & isfinite(b) & abs(a - b).le(bound))
        return close | (isnan(a) & isnan(b)) if equal_nan else close


# ---- Counting


@always_inline("nodebug")
def iota[dtype: DType, width: SIMDLength](offset: Scalar[dtype] = 0) -> SIMD[dtype, width]:
    """`offset`, `offset + 1`, …"""
    return SIMD[dtype, width](mlir_value=__mlir_op.`simd.iota`[_type=__mlir_type[`!fx.simd<`, width, `, `, dtype, `>`]]()) + SIMD[dtype, width](offset)


def iota[dtype: DType, //](span: Span[mut=True, Scalar[dtype], _], offset: Int = 0):
    """Fills a view with `offset`, `offset + 1`, …"""
    for i in range(len(span)):
        span[i] = Scalar[dtype](i + offset)


def iota[dtype: DType, //](buffer: Pointer[mut=True, Scalar[dtype], _], length: Int, offset: Int = 0):
    """Fills memory with `offset`, `offset + 1`, …"""
    for i in range(length):
        buffer.unsafe_store(i, Scalar[dtype](i + offset))
