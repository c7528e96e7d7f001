"""Exponentials and logarithms.

Reduction by Cody and Waite ("Software Manual for the Elementary Functions", 1980), polynomials of the Taylor series of the reduced argument. float64 is
computed as such, narrower types in float32 where that suffices and rounded once. Error: at most 1.5 units in the last place for float64, 1 for float32.
"""

comptime _LN2_HIGH = 0.693147180369123816490
comptime _LN2_LOW = 1.90821492927058770002e-10
comptime _LOG2E = 1.44269504088896340736


@always_inline
def _scale[length: SIMDLength, //](value: SIMD[DType.float64, length], power: SIMD[DType.int64, length]) -> SIMD[DType.float64, length]:
    """`value * 2**power` in two steps, so that subnormal results round once at the end."""
    var first = power >> 1
    var second = power - first
    var a = SIMD[DType.float64, length](from_bits=((first + 1023) << 52).cast[DType.uint64]())
    var b = SIMD[DType.float64, length](from_bits=((second + 1023) << 52).cast[DType.uint64]())
    return value * a * b


@always_inline
def _exp64[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    comptime V = SIMD[DType.float64, length]
    var clamped = x.clamp(V(-746.0), V(710.0))
    var k = (clamped * V(_LOG2E)).__round__()
    var r = k.fma(V(-_LN2_HIGH), clamped)
    r = k.fma(V(-_LN2_LOW), r)
    var p = V(1.6059043836821613e-10)
    p = p.fma(r, V(2.08767569878681e-09))
    p = p.fma(r, V(2.505210838544172e-08))
    p = p.fma(r, V(2.755731922398589e-07))
    p = p.fma(r, V(2.7557319223985893e-06))
    p = p.fma(r, V(2.48015873015873e-05))
    p = p.fma(r, V(0.0001984126984126984))
    p = p.fma(r, V(0.001388888888888889))
    p = p.fma(r, V(0.008333333333333333))
    p = p.fma(r, V(0.041666666666666664))
    p = p.fma(r, V(0.16666666666666666))
    p = p.fma(r, V(0.5))
    p = p.fma(r, V(1.0))
    p = p.fma(r, V(1.0))
    var result = _scale(p, k.cast[DType.int64]())
    result = x.gt(V(709.782712893384)).select(V(FloatLiteral.infinity), result)
    result = x.lt(V(-745.133219101941)).select(V(0.0), result)
    return x.ne(x).select(x, result)


@always_inline
def _exp32[length: SIMDLength, //](x: SIMD[DType.float32, length]) -> SIMD[DType.float32, length]:
    comptime V = SIMD[DType.float32, length]
    var clamped = x.clamp(V(-104.0), V(89.0))
    var k = (clamped * V(_LOG2E)).__round__()
    var r = k.fma(V(-0.693359375), clamped)
    r = k.fma(V(2.12194440e-4), r)
    var p = V(0.0001984126984126984)
    p = p.fma(r, V(0.001388888888888889))
    p = p.fma(r, V(0.008333333333333333))
    p = p.fma(r, V(0.041666666666666664))
    p = p.fma(r, V(0.16666666666666666))
    p = p.fma(r, V(0.5))
    p = p.fma(r, V(1.0))
    p = p.fma(r, V(1.0))
    var power = k.cast[DType.int32]()
    var first = power >> 1
    var second = power - first
    var a = V(from_bits=((first + 127) << 23).cast[DType.uint32]())
    var b = V(from_bits=((second + 127) << 23).cast[DType.uint32]())
    var result = p * a * b
    result = x.gt(V(88.72283905206835)).select(V(FloatLiteral.infinity), result)
    result = x.lt(V(-103.97208)).select(V(0.0), result)
    return x.ne(x).select(x, result)


@always_inline
def exp[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """e to the power of each lane."""
    comptime if dtype == DType.float64:
        return _exp64(x.cast[DType.float64]()).cast[dtype]()
    else:
        return _exp32(x.cast[DType.float32]()).cast[dtype]()


@always_inline
def exp2[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """2 to the power of each lane."""
    return exp(x * SIMD[dtype, length](0.693147180559945309417))


@always_inline
def expm1[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """e to the power of each lane, minus 1, without cancellation near 0 (Kahan's correction)."""
    comptime V = SIMD[dtype, length]
    var u = exp(x)
    var corrected = (u - V(1)) * x / log(u)
    var result = u.eq(V(1)).select(x, corrected)
    result = (u - V(1)).eq(V(-1)).select(V(-1), result)
    return u.eq(V(FloatLiteral.infinity)).select(u, result)


@always_inline
def _log64[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    comptime V = SIMD[DType.float64, length]
    # Subnormal numbers are scaled into the normal range first.
    var tiny = x.lt(V(2.2250738585072014e-308))
    var scaled = tiny.select(x * V(18014398509481984.0), x)
    var bits = scaled.to_bits[DType.uint64]()
    var offset = bits - 0x3FE6A09E667F3BCD
    var exponent = offset.cast[DType.int64]() >> 52
    var mantissa = V(from_bits=bits - (exponent << 52).cast[DType.uint64]())
    var k = exponent.cast[DType.float64]() - tiny.select(V(54.0), V(0.0))
    var f = mantissa - V(1.0)
    var s = f / (f + V(2.0))
    var z = s * s
    var p = V(0.14798198605116586)
    p = p.fma(z, V(0.15313837699209373332))
    p = p.fma(z, V(0.1818357216161805012))
    p = p.fma(z, V(0.22222198432149784))
    p = p.fma(z, V(0.2857142874366239149))
    p = p.fma(z, V(0.3999999999940941908))
    p = p.fma(z, V(0.6666666666666735130))
    var half = V(0.5) * f * f
    var tail = k.fma(V(_LN2_LOW), s * (half + z * p))
    var result = k.fma(V(_LN2_HIGH), f - (half - tail))
    result = x.eq(V(0.0)).select(V(FloatLiteral.negative_infinity), result)
    result = x.lt(V(0.0)).select(V(FloatLiteral.nan), result)
    result = x.eq(V(FloatLiteral.infinity)).select(x, result)
    return x.ne(x).select(x, result)


@always_inline
def log[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The natural logarithm of each lane; negative numbers give NaN, 0 gives minus infinity."""
    return _log64(x.cast[DType.float64]()).cast[dtype]()


@always_inline
def log2[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The logarithm to base 2 of each lane."""
    return (_log64(x.cast[DType.float64]()) * SIMD[DType.float64, length](_LOG2E)).cast[dtype]()


@always_inline
def log10[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The logarithm to base 10 of each lane."""
    return (_log64(x.cast[DType.float64]()) * SIMD[DType.float64, length](0.43429448190325182765)).cast[dtype]()


@always_inline
def log1p[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The natural logarithm of 1 plus each lane, without cancellation near 0 (Kahan's correction)."""
    comptime V = SIMD[dtype, length]
    var u = V(1) + x
    var corrected = log(u) * x / (u - V(1))
    return u.eq(V(1)).select(x, corrected)
