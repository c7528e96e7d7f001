"""Exponentials and logarithms.

Reduction by Cody and Waite ("Software Manual for the Elementary Functions", 1980) with a remainder, polynomials fitted to the reduced interval. float64 is
computed as such, other types in float64 and rounded once, float32 exponentials in float32. Error in units in the last place: at most 0.8 for `exp`,
`exp2`, `log`, `log2`, `log10` of float64, 1 for `expm1` and `log1p`; at most 1 for narrower types.
"""

from std.math._double import _Double, _power_of_two, _product, _quick_sum, _scale, _two_product, _two_sum

# The natural logarithm of 2 with 32 bits, so that multiples are exact, and the rest.
comptime _LN2_HIGH = 0.6931471803691238
comptime _LN2_LOW = 1.9082149292705877e-10


@always_inline
def _exp_tail[length: SIMDLength, //](s: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """`exp(s) - 1 - s` for s up to log(2)/2."""
    comptime V = SIMD[DType.float64, length]
    var q = V(2.0914686968086876e-09)
    q = q * s + V(2.5105217004720745e-08)
    q = q * s + V(2.75572736431103e-07)
    q = q * s + V(2.7557255400206422e-06)
    q = q * s + V(2.4801587325547743e-05)
    q = q * s + V(0.00019841269874820627)
    q = q * s + V(0.0013888888888883748)
    q = q * s + V(0.008333333333326136)
    q = q * s + V(0.04166666666666667)
    q = q * s + V(0.1666666666666667)
    q = q * s + V(0.5)
    return s * s * q


@always_inline
def _exp_reduced[length: SIMDLength, //](k: SIMD[DType.float64, length], s: _Double[length]) -> SIMD[DType.float64, length]:
    """`2**k * exp(s)` for s up to log(2)/2."""
    comptime V = SIMD[DType.float64, length]
    var first = V(1) + s.high
    var rest = (V(1) - first) + s.high
    return _scale(first + (rest + (_exp_tail(s.high) + s.low)), k)


@always_inline
def _exp_double[length: SIMDLength, //](x: SIMD[DType.float64, length], low: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """`exp(x + low)`; NaN if `x` is."""
    comptime V = SIMD[DType.float64, length]
    var clamped = x.gt(V(710)).select(V(710), x.lt(V(-746)).select(V(-746), x))
    var k = (clamped * V(1.4426950408889634)).__round__()
    var r = clamped - k * V(_LN2_HIGH)
    var rest = clamped.eq(x).select(low, V(0))
    return _exp_reduced(k, _quick_sum(r, rest - k * V(_LN2_LOW)))


@always_inline
def _exp32[length: SIMDLength, //](x: SIMD[DType.float32, length]) -> SIMD[DType.float32, length]:
    comptime V = SIMD[DType.float32, length]
    var clamped = x.gt(V(89)).select(V(89), x.lt(V(-104)).select(V(-104), x))
    var k = (clamped * V(1.4426950408889634)).__round__()
    var r = clamped - k * V(0.693359375)
    r = r + k * V(2.12194440e-4)
    var p = V(0.0001984126984126984)
    p = p * r + V(0.001388888888888889)
    p = p * r + V(0.008333333333333333)
    p = p * r + V(0.041666666666666664)
    p = p * r + V(0.16666666666666666)
    p = p * r + V(0.5)
    p = r * r * p + r + V(1)
    # 3 * 2**22 puts a whole number into the last bits.
    var half = (k * V(0.5)).__floor__()
    var a = V(from_bits=(half + V(12583039)).to_bits() << SIMD[DType.uint32, length](23))
    var b = V(from_bits=((k - half) + V(12583039)).to_bits() << SIMD[DType.uint32, length](23))
    return p * a * b


@always_inline
def exp[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """e to the power of each lane."""
    comptime if dtype == DType.float64:
        return _exp_double(x.cast[DType.float64](), SIMD[DType.float64, length](0)).cast[dtype]()
    else:
        return _exp32(x.cast[DType.float32]()).cast[dtype]()


@always_inline
def exp2[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """2 to the power of each lane; exact for whole numbers."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var clamped = wide.gt(V(1025)).select(V(1025), wide.lt(V(-1080)).select(V(-1080), wide))
    var k = clamped.__round__()
    var f = clamped - k
    var s = _two_product(f, V(0.6931471805599453))
    return _exp_reduced(k, _Double(s.high, s.low + f * V(2.3190468138462996e-17))).cast[dtype]()


@always_inline
def expm1[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """e to the power of each lane, minus 1, without cancellation near 0."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    # Beyond 60 the 1 does not show; below -45 the result is -1.
    var clamped = wide.gt(V(60)).select(V(60), wide.lt(V(-45)).select(V(-45), wide))
    var k = (clamped * V(1.4426950408889634)).__round__()
    var s = _quick_sum(clamped - k * V(_LN2_HIGH), -(k * V(_LN2_LOW)))
    var power = _power_of_two(k)
    var first = _two_sum(power - V(1), _product(power, s.high))
    var small = first.high + (first.low + power * (_exp_tail(s.high) + s.low))
    var result = wide.gt(V(60)).select(_exp_double(wide, V(0)), small)
    return wide.eq(V(0)).select(wide, result).cast[dtype]()


@fieldwise_init
struct _Logarithm[length: SIMDLength](TrivialRegisterPassable):
    """`exponent * log(2) + high + low`."""

    var exponent: SIMD[DType.float64, Self.length]
    var high: SIMD[DType.float64, Self.length]
    var low: SIMD[DType.float64, Self.length]


@fieldwise_init
struct _Split[length: SIMDLength](TrivialRegisterPassable):
    """`mantissa * 2**exponent`, the mantissa between the square roots of 1/2 and 2."""

    var exponent: SIMD[DType.float64, Self.length]
    var mantissa: SIMD[DType.float64, Self.length]


@always_inline
def _split[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> _Split[length]:
    """The parts of a positive number."""
    comptime V = SIMD[DType.float64, length]
    comptime U = SIMD[DType.uint64, length]
    # Subnormal numbers are scaled into the normal range first.
    var tiny = x.lt(V(2.2250738585072014e-308))
    var bits = tiny.select(x * V(18014398509481984.0), x).to_bits[DType.uint64]()
    # The exponent, 2048 added, lies below 2**12 and becomes a float by way of the mantissa of 2**52.
    var shifted = bits - U(0x3FE6A09E667F3BCD)
    var biased = (shifted + U(0x8000000000000000)) >> U(52)
    var exponent = V(from_bits=biased | U(0x4330000000000000)) - V(4503599627372544.0)
    exponent = exponent - tiny.select(V(54), V(0))
    var whole = shifted & U(0xFFF0000000000000)
    return _Split(exponent, V(from_bits=bits - whole))


@always_inline
def _ratio[length: SIMDLength, //](m: SIMD[DType.float64, length], low: SIMD[DType.float64, length]) -> _Double[length]:
    """`(m + low - 1) / (m + low + 1)`, `low` tiny."""
    comptime V = SIMD[DType.float64, length]
    var f = m - V(1)
    var d = m + V(1)
    var inverse = V(1) / d
    var s = _product(f, inverse)
    var back = _two_product(s, d)
    # What is missing: of the numerator, and of the denominator, which was rounded.
    var rest = ((f - back.high) - back.low) - s * (m - (d - V(1))) + low * (V(1) - s)
    return _Double(s, rest * inverse)


@always_inline
def _log_reduced[length: SIMDLength, //](m: SIMD[DType.float64, length], low: SIMD[DType.float64, length]) -> _Double[length]:
    """`log(m + low)` for m between the square roots of 1/2 and 2: twice the inverse hyperbolic tangent of a ratio."""
    comptime V = SIMD[DType.float64, length]
    var s = _ratio(m, low)
    var z = s.high * s.high
    var p = V(0.13088034850927555)
    p = p * z + V(0.13268638369266825)
    p = p * z + V(0.15386244737621665)
    p = p * z + V(0.18181795547521137)
    p = p * z + V(0.22222222392581045)
    p = p * z + V(0.28571428570799784)
    p = p * z + V(0.40000000000000885)
    p = p * z + V(0.6666666666666666)
    return _Double(V(2) * s.high, V(2) * s.low + s.high * z * p)


@always_inline
def _log_of[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> _Logarithm[length]:
    var parts = _split(x)
    var reduced = _log_reduced(parts.mantissa, SIMD[DType.float64, length](0))
    return _Logarithm(parts.exponent, reduced.high, reduced.low)


@always_inline
def _log_specials[length: SIMDLength, //](x: SIMD[DType.float64, length], value: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """A logarithm's results for 0, for negative numbers, for infinity and what is not a number."""
    comptime V = SIMD[DType.float64, length]
    var result = x.gt(V.MAX_FINITE).select(x, value)
    result = x.eq(V(0)).select(V(FloatLiteral.negative_infinity), result)
    return x.ge(V(0)).select(result, V(FloatLiteral.nan))


@always_inline
def log[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The natural logarithm of each lane; negative numbers give NaN, 0 gives minus infinity."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var parts = _log_of(wide)
    var sum = _quick_sum(_product(parts.exponent, V(_LN2_HIGH)), parts.high)
    return _log_specials(wide, sum.high + (sum.low + (parts.low + parts.exponent * V(_LN2_LOW)))).cast[dtype]()


@always_inline
def log2[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The logarithm to base 2 of each lane; exact for powers of 2."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var parts = _log_of(wide)
    var scaled = _two_product(parts.high, V(1.4426950408889634))
    var low = scaled.low + (parts.low * V(1.4426950408889634) + parts.high * V(2.0355273740931033e-17))
    var sum = _quick_sum(parts.exponent, scaled.high)
    return _log_specials(wide, sum.high + (sum.low + low)).cast[dtype]()


@always_inline
def log10[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The logarithm to base 10 of each lane; exact for powers of 10."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var parts = _log_of(wide)
    var scaled = _two_product(parts.high, V(0.4342944819032518))
    var low = scaled.low + (parts.low * V(0.4342944819032518) + parts.high * V(1.098319650216765e-17))
    var sum = _quick_sum(_product(parts.exponent, V(0.3010299955494702)), scaled.high)
    return _log_specials(wide, sum.high + (sum.low + (low + parts.exponent * V(1.1451100898021838e-10)))).cast[dtype]()


@always_inline
def log1p[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The natural logarithm of 1 plus each lane, without cancellation near 0."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var sum = _two_sum(V(1), wide)
    var parts = _split(sum.high)
    # The rest of the sum matters only while the sum is not huge.
    var down = _power_of_two((-parts.exponent)._max(V(-1022)))
    var rest = wide.lt(V(1e300)).select(sum.low * down, V(0))
    var reduced = _log_reduced(parts.mantissa, rest)
    var first = _quick_sum(_product(parts.exponent, V(_LN2_HIGH)), reduced.high)
    var result = _log_specials(sum.high, first.high + (first.low + (reduced.low + parts.exponent * V(_LN2_LOW))))
    return abs(wide).lt(V(5.5e-17)).select(wide, result).cast[dtype]()


@always_inline
def logb[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The exponent of each lane: the power of 2 that is not larger."""
    comptime V = SIMD[DType.float64, length]
    var size = abs(x.cast[DType.float64]())
    var tiny = size.lt(V(2.2250738585072014e-308))
    var bits = tiny.select(size * V(18014398509481984.0), size).to_bits[DType.uint64]()
    var exponent = V(from_bits=(bits >> SIMD[DType.uint64, length](52)) | SIMD[DType.uint64, length](0x4330000000000000)) - V(4503599627371519.0)
    var result = size.eq(V(0)).select(V(FloatLiteral.negative_infinity), exponent - tiny.select(V(54), V(0)))
    return size.le(V.MAX_FINITE).select(result, size).cast[dtype]()


@always_inline
def ldexp[dtype: DType, length: SIMDLength, //](
    x: SIMD[dtype, length], exp: SIMD[DType.int32, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """`x * 2**exp`, rounded once."""
    comptime V = SIMD[DType.float64, length]
    var value = x.cast[DType.float64]()
    var k = exp.cast[DType.float64]()
    # Steps down keep 53 bits above the smallest number, so that only the last one rounds.
    comptime for _ in range(2):
        var high = k.gt(V(1023))
        var low = k.lt(V(-1022))
        value = high.select(value * V(8.98846567431158e307), low.select(value * V(2.004168360008973e-292), value))
        k = high.select(k - V(1023), low.select(k + V(969), k))
    return (value * _power_of_two(k.clamp(V(-1022), V(1023)))).cast[dtype]()


@always_inline
def scalb[dtype: DType, length: SIMDLength, //](
    x: SIMD[dtype, length], power: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """`x * 2**power` for whole powers."""
    return ldexp(x, power.clamp(SIMD[dtype, length](-4400), SIMD[dtype, length](4400)).cast[DType.int32]())


@always_inline
def exp_approx_f32[length: SIMDLength, //](x: SIMD[DType.float32, length]) -> SIMD[DType.float32, length]:
    """e to the power of each lane, for code that trades accuracy for time. Here it is as good as `exp`."""
    return _exp32(x)
