"""Angles brought to the octant around 0."""

from std.builtin.globals import global_constant
from std.math._double import _Double, _product, _quick_sum, _two_product, _two_sum


@fieldwise_init
struct _Octant[length: SIMDLength](TrivialRegisterPassable):
    """An angle from -pi/4 to pi/4 in two parts, and how many quarter turns were taken off (modulo 4)."""

    var high: SIMD[DType.float64, Self.length]
    var low: SIMD[DType.float64, Self.length]
    var quarters: SIMD[DType.uint64, Self.length]


# Above this the multiples of pi/2 are no longer exact.
comptime _LARGE_ANGLE = 1048576.0


@always_inline
def _reduce_angle[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> _Octant[length]:
    """`x` minus the nearest multiple of pi/2: pi/2 in parts of 33 bits (Cody and Waite); large angles one by one."""
    comptime V = SIMD[DType.float64, length]
    # 3 * 2**51 puts the whole number into the last bits.
    var shifted = x * V(0.6366197723675814) + V(6755399441055744.0)
    var k = shifted - V(6755399441055744.0)
    var first = x - k * V(1.5707963267341256)
    var second = _product(k, V(6.077100506303966e-11))
    var r = _two_sum(first, -second)
    var octant = _quick_sum(r.high, r.low - k * V(2.0222662487959506e-21))
    var result = _Octant(octant.high, octant.low, shifted.to_bits[DType.uint64]())
    var large = abs(x).ge(V(_LARGE_ANGLE))
    if large.reduce_or():
        comptime for i in range(Int(length)):
            if large[i]:
                var one = _reduce_large(x[i])
                result.high[i] = one.high
                result.low[i] = one.low
                result.quarters[i] = one.quarters
    return result


@no_inline
def _reduce_large(x: Float64) -> _Octant[1]:
    """The same by the bits of 2/pi that matter (Payne and Hanek, "Radian Reduction for Trigonometric Functions", 1983)."""
    if not (abs(x) < Float64.MAX):
        return _Octant[1](x - x, 0, 0)
    var bits = x.to_bits()
    var exponent = Int((bits >> 52) & 0x7FF) - 1075
    var mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000
    # Bits of 2/pi before the first one only add whole turns. With 192 from there on, 137 bits behind the point are right.
    var first = exponent - 1
    var low = mantissa.cast[DType.uint128]() * _two_over_pi(first + 128).cast[DType.uint128]()
    var middle = mantissa.cast[DType.uint128]() * _two_over_pi(first + 64).cast[DType.uint128]()
    var high = (mantissa * _two_over_pi(first)).cast[DType.uint128]() << 64
    # The product without its lowest word, modulo whole turns; the point stands behind the second bit.
    var value = high + middle + (low >> 64)
    var quarters = (value >> 126).cast[DType.uint64]()
    var fraction = value << 2
    # From a half on, the next quarter is nearer.
    var negative = fraction >> 127 == 1
    if negative:
        quarters += 1
        fraction = UInt128(0) - fraction
    # Three pieces of 42 bits are exact numbers.
    var one = (fraction >> 86).cast[DType.uint64]().cast[DType.float64]() * 2.2737367544323206e-13
    var two = ((fraction >> 44) & 0x3FFFFFFFFFF).cast[DType.uint64]().cast[DType.float64]() * 5.169878828456423e-26
    var three = ((fraction >> 2) & 0x3FFFFFFFFFF).cast[DType.uint64]().cast[DType.float64]() * 1.1754943508222875e-38
    var sum = _quick_sum(one, two)
    var turned = _two_product(sum.high, Float64(1.5707963267948966))
    var turned_low = turned.low + sum.high * 6.123233995736766e-17 + (sum.low + three) * 1.5707963267948966
    var angle = _quick_sum(turned.high, turned_low)
    if negative != (x < 0):
        angle = _Double[1](-angle.high, -angle.low)
    return _Octant[1](angle.high, angle.low, UInt64(0) - quarters if x < 0 else quarters)


def _two_over_pi(first: Int) -> UInt64:
    """64 bits of 2/pi from a bit on; the bit number 1 counts 1/2, those before it are 0."""
    comptime words: Array[UInt64, 20] = [
        0, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C,
        0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
        0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08,
        0x56033046FC7B6BAB,
    ]
    ref table = global_constant[words]()
    var word = (first + 63) // 64
    var shift = UInt64((first + 63) % 64)
    if shift == 0:
        return table[word]
    return (table[word] << shift) | (table[word + 1] >> (64 - shift))
