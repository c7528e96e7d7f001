"""Trigonometric and hyperbolic functions.

Arguments are reduced by multiples of pi/2 in three parts (Cody and Waite); beyond 2**20 by 256 bits of 2/pi (Payne and Hanek, "Radian Reduction for
Trigonometric Functions", 1983). Error: at most 2 units in the last place for float64 up to 2**20, 1 for narrower types.
"""

from std.math.exponential import exp, expm1, log

comptime _TWO_OVER_PI = 0.63661977236758134308
comptime _PIO2_1 = 1.57079632673412561417
comptime _PIO2_2 = 6.07710050630396597660e-11
comptime _PIO2_3 = 2.02226624879595063154e-21


@always_inline
def _sin_poly[length: SIMDLength, //](r: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    comptime V = SIMD[DType.float64, length]
    var z = r * r
    var p = V(2.8114572543455206e-15)
    p = p.fma(z, V(-7.647163731819816e-13))
    p = p.fma(z, V(1.6059043836821613e-10))
    p = p.fma(z, V(-2.505210838544172e-08))
    p = p.fma(z, V(2.7557319223985893e-06))
    p = p.fma(z, V(-0.0001984126984126984))
    p = p.fma(z, V(0.008333333333333333))
    p = p.fma(z, V(-0.16666666666666666))
    return (r * z).fma(p, r)


@always_inline
def _cos_poly[length: SIMDLength, //](r: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    comptime V = SIMD[DType.float64, length]
    var z = r * r
    var p = V(4.779477332387385e-14)
    p = p.fma(z, V(-1.1470745597729725e-11))
    p = p.fma(z, V(2.08767569878681e-09))
    p = p.fma(z, V(-2.755731922398589e-07))
    p = p.fma(z, V(2.48015873015873e-05))
    p = p.fma(z, V(-0.001388888888888889))
    p = p.fma(z, V(0.041666666666666664))
    var half = V(0.5) * z
    var one = V(1.0) - half
    return one + (((V(1.0) - one) - half) + z * z * p)


def _reduce_large(x: Float64) -> Tuple[Float64, Int]:
    """`x` minus the nearest multiple of pi/2, and that multiple modulo 4, for numbers of 2**20 and more."""
    # 2/pi in binary, 64 bits a word, the first bit has the value 1/2.
    var digits = _two_over_pi()
    var bits = x.to_bits()
    var exponent = Int((bits >> 52) & 0x7FF) - 1075
    var mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000
    # The product's bits above weight 4 do not matter; 192 bits from there on give the rest exactly enough.
    var first = max(0, exponent - 2)
    var word = first // 64
    var shift = UInt64(first % 64)
    var parts = Array[UInt64, 4](fill=UInt64(0))
    for i in range(4):
        var high = digits[word + i]
        var low = digits[word + i + 1]
        parts[i] = high if shift == 0 else (high << shift) | (low >> (64 - shift))
    # mantissa * parts, the top words only, as 128-bit products.
    var carry = UInt128(0)
    var product = Array[UInt64, 5](fill=UInt64(0))
    for k in range(4):
        var i = 3 - k
        var wide = parts[i].cast[DType.uint128]() * mantissa.cast[DType.uint128]() + carry
        product[i + 1] = wide.cast[DType.uint64]()
        carry = wide >> 64
    product[0] = carry.cast[DType.uint64]()
    # The binary point lies 53 + 2 bits (less where `first` was cut off) below the top of the 53-bit mantissa's product.
    var point = exponent - first
    # value = product * 2**(point - 64 * 4); its integer part starts at bit 256 - point of 320.
    var position = 256 - point
    var quotient = 0
    for b in range(2):
        var at = position + b
        if at < 320:
            var bit = (product[4 - at // 64] >> UInt64(at % 64)) & 1
            quotient |= Int(bit) << b
    var fraction = Float64(0)
    var weight = 0.5
    for b in range(120):
        var at = position - 1 - b
        if at < 0:
            break
        if (product[4 - at // 64] >> UInt64(at % 64)) & 1 == 1:
            fraction += weight
        weight *= 0.5
    if fraction > 0.5:
        fraction -= 1.0
        quotient += 1
    return (fraction * 1.57079632679489661923, quotient & 3)


def _two_over_pi() -> Array[UInt64, 20]:
    var words = Array[UInt64, 20](fill=UInt64(0))
    words[0] = 0xA2F9836E4E441529
    words[1] = 0xFC2757D1F534DDC0
    words[2] = 0xDB6295993C439041
    words[3] = 0xFE5163ABDEBBC561
    words[4] = 0xB7246E3A424DD2E0
    words[5] = 0x06492EEA09D1921C
    words[6] = 0xFE1DEB1CB129A73E
    words[7] = 0xE88235F52EBB4484
    words[8] = 0xE99C7026B45F7E41
    words[9] = 0x3991D639835339F4
    words[10] = 0x9C845F8BBDF9283B
    words[11] = 0x1FF897FFDE05980F
    words[12] = 0xEF2F118B5A0A6D1F
    words[13] = 0x6D367ECF27CB09B7
    words[14] = 0x4F463F669E5FEA2D
    words[15] = 0x7527BAC7EBE5F17B
    words[16] = 0x3D0739F78A5292EA
    words[17] = 0x6BFB5FB1F8D5D085
    words[18] = 0x6033046FC7B6BABF
    words[19] = 0x0000000000000000
    return words^


@always_inline
def _quadrants[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> Tuple[SIMD[DType.float64, length], SIMD[DType.int64, length]]:
    comptime V = SIMD[DType.float64, length]
    var k = (x * V(_TWO_OVER_PI)).__round__()
    var r = k.fma(V(-_PIO2_1), x)
    r = k.fma(V(-_PIO2_2), r)
    r = k.fma(V(-_PIO2_3), r)
    var quadrant = k.cast[DType.int64]()
    comptime for i in range(Int(length)):
        var size = abs(x[i])
        if size >= 1048576.0 and size < Float64.MAX:
            var rest, multiple = _reduce_large(size)
            r[i] = -rest if x[i] < 0 else rest
            quadrant[i] = Int64(-multiple if x[i] < 0 else multiple)
    return (r, quadrant)


@always_inline
def _finish[length: SIMDLength, //](
    x: SIMD[DType.float64, length], r: SIMD[DType.float64, length], quadrant: SIMD[DType.int64, length]
) -> SIMD[DType.float64, length]:
    comptime V = SIMD[DType.float64, length]
    comptime I = SIMD[DType.int64, length]
    var odd = (quadrant & I(1)).eq(I(1))
    var value = odd.select(_cos_poly(r), _sin_poly(r))
    var negative = (quadrant & I(2)).eq(I(2))
    var result = negative.select(-value, value)
    return (abs(x)).eq(V(FloatLiteral.infinity)).select(V(FloatLiteral.nan), result)


@always_inline
def sin[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The sine of each lane, in radians."""
    var wide = x.cast[DType.float64]()
    var r, quadrant = _quadrants(wide)
    return _finish(wide, r, quadrant).cast[dtype]()


@always_inline
def cos[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The cosine of each lane, in radians."""
    var wide = x.cast[DType.float64]()
    var r, quadrant = _quadrants(wide)
    return _finish(wide, r, quadrant + SIMD[DType.int64, length](1)).cast[dtype]()


@always_inline
def tan[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The tangent of each lane, in radians."""
    var wide = x.cast[DType.float64]()
    var r, quadrant = _quadrants(wide)
    var one = SIMD[DType.int64, length](1)
    return (_finish(wide, r, quadrant) / _finish(wide, r, quadrant + one)).cast[dtype]()


@always_inline
def atan[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The arc tangent of each lane, in radians.

    The argument is brought below tan(pi/8) by the addition theorem, then the Taylor series is summed as a continued product of odd terms.
    """
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    var inverted = size.gt(V(1.0))
    var small = inverted.select(V(1.0) / size, size)
    var turned = small.gt(V(0.41421356237309503))
    var reduced = turned.select((small - V(1.0)) / (small + V(1.0)), small)
    var z = reduced * reduced
    var angle = (reduced * z).fma(_atan_tail(z), reduced)
    angle = turned.select(angle + V(0.78539816339744830962), angle)
    angle = inverted.select(V(1.57079632679489661923) - angle, angle)
    return wide.lt(V(0.0)).select(-angle, angle).cast[dtype]()


@always_inline
def _atan_tail[length: SIMDLength, //](z: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """`(atan(r) / r - 1) / z` with `z = r * r`, the Taylor series up to r**45."""
    comptime V = SIMD[DType.float64, length]
    var p = V()
    comptime for k in range(22):
        comptime n = 45 - 2 * k
        comptime sign = 1.0 if n % 4 == 1 else -1.0
        p = p.fma(z, V(sign / Float64(n)))
    return p


@always_inline
def atan2[dtype: DType, length: SIMDLength, //](
    y: SIMD[dtype, length], x: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The angle of each point (x, y), between -pi and pi."""
    comptime V = SIMD[dtype, length]
    var angle = atan(y / x)
    var behind = x.lt(V(0.0))
    var above = y.ge(V(0.0))
    angle = behind.select(above.select(angle + V(3.14159265358979323846), angle - V(3.14159265358979323846)), angle)
    var on_axis = x.eq(V(0.0))
    var vertical = y.gt(V(0.0)).select(V(1.57079632679489661923), y.lt(V(0.0)).select(V(-1.57079632679489661923), V(0.0)))
    return on_axis.select(vertical, angle)


@always_inline
def asin[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The arc sine of each lane; NaN outside [-1, 1]."""
    comptime V = SIMD[dtype, length]
    return atan2(x, SIMD[dtype, length](mlir_value=__mlir_op.`simd.sqrt`(((V(1.0) - x) * (V(1.0) + x))._value)))


@always_inline
def acos[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The arc cosine of each lane; NaN outside [-1, 1]."""
    comptime V = SIMD[dtype, length]
    return atan2(SIMD[dtype, length](mlir_value=__mlir_op.`simd.sqrt`(((V(1.0) - x) * (V(1.0) + x))._value)), x)


@always_inline
def sinh[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The hyperbolic sine of each lane."""
    comptime V = SIMD[dtype, length]
    var e = expm1(abs(x))
    var value = V(0.5) * (e + e / (e + V(1.0)))
    return x.lt(V(0.0)).select(-value, value)


@always_inline
def cosh[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The hyperbolic cosine of each lane."""
    comptime V = SIMD[dtype, length]
    var e = exp(abs(x))
    return V(0.5) * (e + V(1.0) / e)


@always_inline
def tanh[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The hyperbolic tangent of each lane."""
    comptime V = SIMD[dtype, length]
    var size = abs(x)._min(V(22.0))
    var e = expm1(V(2.0) * size)
    var value = e / (e + V(2.0))
    value = x.ne(x).select(x, value)
    return x.lt(V(0.0)).select(-value, value)
