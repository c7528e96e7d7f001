"""Trigonometric functions and their inverses.

float64 is computed as such, other types in float64 and rounded once. Error in units in the last place of float64, for angles of any size: at most 0.7 for
`sin`, `cos`, `asin`, `acos`, `atan` and `atan2`, 2 for `tan`; at most 0.6 for narrower types.
"""

from std.math._double import _Double, _product, _quick_sum, _two_product, _two_sum
from std.math._reduce import _Octant, _reduce_angle


@always_inline
def _sin_octant[length: SIMDLength, //](x: _Octant[length]) -> SIMD[DType.float64, length]:
    """The sine of an angle up to pi/4: its Taylor series."""
    comptime V = SIMD[DType.float64, length]
    var r = x.high
    var z = r * r
    var p = V(2.8114572543455206e-15)
    p = p * z + V(-7.647163731819816e-13)
    p = p * z + V(1.6059043836821613e-10)
    p = p * z + V(-2.505210838544172e-08)
    p = p * z + V(2.7557319223985893e-06)
    p = p * z + V(-0.0001984126984126984)
    p = p * z + V(0.008333333333333333)
    p = p * z + V(-0.16666666666666666)
    return r + (r * z * p + x.low * (V(1) - V(0.5) * z))


@always_inline
def _cos_octant[length: SIMDLength, //](x: _Octant[length]) -> SIMD[DType.float64, length]:
    """The cosine of an angle up to pi/4."""
    comptime V = SIMD[DType.float64, length]
    var r = x.high
    var square = _two_product(r, r)
    var z = square.high
    var p = V(4.779477332387385e-14)
    p = p * z + V(-1.1470745597729725e-11)
    p = p * z + V(2.08767569878681e-09)
    p = p * z + V(-2.755731922398589e-07)
    p = p * z + V(2.48015873015873e-05)
    p = p * z + V(-0.001388888888888889)
    p = p * z + V(0.041666666666666664)
    var half = V(0.5) * z
    var sum = _quick_sum(V(1), -half)
    return sum.high + (sum.low + (z * z * p - (r * x.low + V(0.5) * square.low)))


@always_inline
def _with_quarters[length: SIMDLength, //](octant: _Octant[length], more: UInt64) -> SIMD[DType.float64, length]:
    """The sine of an octant after its quarter turns and `more`."""
    comptime U = SIMD[DType.uint64, length]
    var quarters = octant.quarters + U(more)
    var value = (quarters & U(1)).eq(U(1)).select(_cos_octant(octant), _sin_octant(octant))
    var sign = (quarters & U(2)) << U(62)
    return SIMD[DType.float64, length](from_bits=value.to_bits[DType.uint64]() ^ sign)


@always_inline
def sin[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The sine of each lane, in radians."""
    var wide = x.cast[DType.float64]()
    var result = _with_quarters(_reduce_angle(wide), 0)
    return wide.eq(SIMD[DType.float64, length](0)).select(wide, result).cast[dtype]()


@always_inline
def cos[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The cosine of each lane, in radians."""
    return _with_quarters(_reduce_angle(x.cast[DType.float64]()), 1).cast[dtype]()


@always_inline
def sincos[dtype: DType, length: SIMDLength, //](
    x: SIMD[dtype, length]
) -> Tuple[SIMD[dtype, length], SIMD[dtype, length]] where dtype.is_floating_point():
    """The sine and the cosine of each lane, in radians."""
    var octant = _reduce_angle(x.cast[DType.float64]())
    return (_with_quarters(octant, 0).cast[dtype](), _with_quarters(octant, 1).cast[dtype]())


@always_inline
def tan[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The tangent of each lane, in radians."""
    comptime V = SIMD[DType.float64, length]
    comptime U = SIMD[DType.uint64, length]
    var wide = x.cast[DType.float64]()
    var octant = _reduce_angle(wide)
    var odd = (octant.quarters & U(1)).eq(U(1))
    var sine = _sin_octant(octant)
    var cosine = _cos_octant(octant)
    var result = odd.select(-cosine, sine) / odd.select(sine, cosine)
    return wide.eq(V(0)).select(wide, result).cast[dtype]()


@always_inline
def _atan_positive[length: SIMDLength, //](y: SIMD[DType.float64, length], x: SIMD[DType.float64, length]) -> _Double[length]:
    """The angle of a point in the first quadrant, 0 to pi/2, in two parts: the difference from that of 0, 1/2, 1, 3/2 or infinity is small."""
    comptime V = SIMD[DType.float64, length]
    # The point of comparison, and its angle in two parts.
    var steep = y.ge(x * V(0.4375))
    var steeper = y.ge(x * V(0.6875))
    var steepest = y.ge(x * V(1.1875))
    var up = y.ge(x * V(2.4375))
    var c = steepest.select(V(1.5), steeper.select(V(1), steep.select(V(0.5), V(0))))
    var high = steepest.select(V(0.982793723247329), steeper.select(V(0.7853981633974483), steep.select(V(0.4636476090008061), V(0))))
    var low = steepest.select(
        V(1.3903311031230998e-17), steeper.select(V(3.061616997868383e-17), steep.select(V(2.2698777452961687e-17), V(0)))
    )
    high = up.select(V(1.5707963267948966), high)
    low = up.select(V(6.123233995736766e-17), low)
    # tan(angle - that angle) = (y - c * x) / (x + c * y), both in two parts.
    var cx = _two_product(c, x)
    var cy = _two_product(c, y)
    var above = _two_sum(y, -cx.high)
    var below = _two_sum(x, cy.high)
    var numerator = up.select(-x, above.high)
    var numerator_low = up.select(V(0), above.low - cx.low)
    var denominator = up.select(y, below.high)
    var denominator_low = up.select(V(0), below.low + cy.low)
    var t = numerator / denominator
    var back = _two_product(t, denominator)
    var rest = ((numerator - back.high) - back.low + numerator_low - t * denominator_low) / denominator
    var z = t * t
    var p = V(0.014759211466793648)
    p = p * z + V(-0.03311405849586465)
    p = p * z + V(0.04491648279983154)
    p = p * z + V(-0.05216530196559207)
    p = p * z + V(0.058769237881413805)
    p = p * z + V(-0.0666623972218551)
    p = p * z + V(0.07692285418055159)
    p = p * z + V(-0.09090908350318322)
    p = p * z + V(0.11111111096526459)
    p = p * z + V(-0.14285714285565448)
    p = p * z + V(0.19999999999999404)
    p = p * z + V(-0.3333333333333333)
    var sum = _quick_sum(high, t)
    return _Double(sum.high, sum.low + (t * z * p + (rest + low)))


@always_inline
def atan[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The arc tangent of each lane, in radians."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    # Beyond 2**60 the angle is pi/2.
    var size = abs(wide)._min(V(1152921504606846976.0))
    var angle = _atan_positive(size, V(1))
    var result = _with_sign(angle.high + angle.low, wide)
    result = wide.eq(V(0)).select(wide, result)
    return wide.ne(wide).select(wide, result).cast[dtype]()


@always_inline
def _with_sign[length: SIMDLength, //](size: SIMD[DType.float64, length], sign: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    return SIMD[DType.float64, length](mlir_value=__mlir_op.`simd.copysign`(size._value, sign._value))


@always_inline
def atan2[dtype: DType, length: SIMDLength, //](
    y: SIMD[dtype, length], x: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The angle of each point (x, y), between -pi and pi."""
    comptime V = SIMD[DType.float64, length]
    var wide_y = y.cast[DType.float64]()
    var wide_x = x.cast[DType.float64]()
    var a = abs(wide_y)
    var b = abs(wide_x)
    # Only the ratio counts: both at infinity are as far, and both are brought to where products are exact.
    var infinity = V(FloatLiteral.infinity)
    var a_infinite = a.eq(infinity)
    var b_infinite = b.eq(infinity)
    var some_infinite = a_infinite | b_infinite
    a = some_infinite.select(a_infinite.select(V(1), V(0)), a)
    b = some_infinite.select(b_infinite.select(V(1), V(0)), b)
    var large = a._max(b).gt(V(1e150))
    var small = a._max(b).lt(V(1e-150))
    var factor = large.select(V(3.054936363499605e-151), V(1))
    factor = small.select(V(1.0715086071862673e301), factor)
    a = a * factor
    b = b * factor
    var origin = a.eq(V(0)) & b.eq(V(0))
    var angle = _atan_positive(a, origin.select(V(1), b))
    # Left of the axis: pi minus the angle.
    var left = SIMD[DType.int64, length](from_bits=wide_x.to_bits()).lt(SIMD[DType.int64, length](0))
    var behind = _two_sum(V(3.141592653589793), -angle.high)
    var sum = left.select(behind.high, angle.high)
    var rest = left.select(behind.low + (V(1.2246467991473532e-16) - angle.low), angle.low)
    var result = _with_sign(sum + rest, wide_y)
    return (wide_x.ne(wide_x) | wide_y.ne(wide_y)).select(wide_x + wide_y, result).cast[dtype]()


@always_inline
def _asin_tail[length: SIMDLength, //](z: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """`(asin(x) / x - 1) / z` with `z = x * x`, for x up to 1/2."""
    comptime V = SIMD[DType.float64, length]
    var p = V(0.028757851367421566)
    p = p * z + V(-0.014851887071247204)
    p = p * z + V(0.01740087944269402)
    p = p * z + V(0.005457506718640358)
    p = p * z + V(0.01032281435018578)
    p = p * z + V(0.011479177415184906)
    p = p * z + V(0.013971212973552933)
    p = p * z + V(0.017352392720869973)
    p = p * z + V(0.02237217294214989)
    p = p * z + V(0.030381944138531247)
    p = p * z + V(0.04464285714635543)
    p = p * z + V(0.07499999999998433)
    p = p * z + V(0.16666666666666669)
    return p


@always_inline
def _asin_half[length: SIMDLength, //](z: SIMD[DType.float64, length]) -> _Double[length]:
    """`asin(sqrt(z))` for z up to 1/4, in two parts."""
    comptime V = SIMD[DType.float64, length]
    var s = V(mlir_value=__mlir_op.`simd.sqrt`(z._value))
    var square = _two_product(s, s)
    # What the rounding of the root left out.
    var rest = s.gt(V(0)).select(((z - square.high) - square.low) / (V(2) * s), V(0))
    return _Double(s, rest + s * z * _asin_tail(z))


@always_inline
def asin[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The arc sine of each lane; NaN outside [-1, 1]."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    var near = wide + wide * (wide * wide) * _asin_tail((wide * wide)._min(V(0.25)))
    var half = _asin_half(((V(1) - size) * V(0.5))._max(V(0))._min(V(0.25)))
    var difference = _quick_sum(V(1.5707963267948966), V(-2) * half.high)
    var far = difference.high + (difference.low + (V(6.123233995736766e-17) - V(2) * half.low))
    var result = size.lt(V(0.5)).select(near, _with_sign(far, wide))
    return size.le(V(1)).select(result, V(FloatLiteral.nan)).cast[dtype]()


@always_inline
def acos[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The arc cosine of each lane; NaN outside [-1, 1]."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    var near = _quick_sum(V(1.5707963267948966), -wide)
    var middle = near.high + (near.low + (V(6.123233995736766e-17) - wide * (wide * wide) * _asin_tail((wide * wide)._min(V(0.25)))))
    var half = _asin_half(((V(1) - size) * V(0.5))._max(V(0))._min(V(0.25)))
    var right = V(2) * (half.high + half.low)
    var difference = _quick_sum(V(3.141592653589793), V(-2) * half.high)
    var left = difference.high + (difference.low + (V(1.2246467991473532e-16) - V(2) * half.low))
    var result = size.lt(V(0.5)).select(middle, wide.gt(V(0)).select(right, left))
    return size.le(V(1)).select(result, V(FloatLiteral.nan)).cast[dtype]()
