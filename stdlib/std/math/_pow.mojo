"""Powers of floating-point numbers: IEEE 754's `pow`, lane by lane.

The logarithm is taken to 66 bits and multiplied in two parts, so that the result is right to 0.6 units in the last place.
"""

from std.math._double import _Double, _product, _quick_sum, _two_product, _two_sum
from std.math.exponential import _LN2_HIGH, _LN2_LOW, _exp_double, _ratio, _split


@always_inline
def _log_fine[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> _Double[length]:
    """The natural logarithm of a positive number."""
    comptime V = SIMD[DType.float64, length]
    var parts = _split(x)
    var s = _ratio(parts.mantissa, V(0))
    var square = _two_product(s.high, s.high)
    var z = square.high
    var tail = V(0.11724327060846747)
    tail = tail * z + V(0.11706126464563398)
    tail = tail * z + V(0.1333480879881234)
    tail = tail * z + V(0.1538459488700718)
    tail = tail * z + V(0.18181818336099848)
    tail = tail * z + V(0.22222222221652765)
    tail = tail * z + V(0.2857142857142937)
    tail = tail * z + V(0.4)
    # 2s + s * z * (2/3 + z * tail), the second summand in two parts as well.
    var inner = _quick_sum(V(0.6666666666666666), z * tail)
    var cube = _two_product(z, s.high)
    var second = _two_product(cube.high, inner.high)
    var cube_low = cube.low + square.low * s.high + V(3) * s.low * z
    var second_low = second.low + cube.high * (inner.low + V(3.700743415417188e-17)) + cube_low * inner.high
    var whole = _product(parts.exponent, V(_LN2_HIGH))
    var first = _quick_sum(whole, V(2) * s.high)
    var sum = _quick_sum(first.high, second.high)
    return _quick_sum(sum.high, sum.low + (first.low + (second_low + V(2) * s.low + parts.exponent * V(_LN2_LOW))))


@always_inline
def _pow64[length: SIMDLength, //](base: SIMD[DType.float64, length], exponent: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    comptime V = SIMD[DType.float64, length]
    var infinity = V(FloatLiteral.infinity)
    var size = abs(base)
    var logarithm = _log_fine(size)
    # Larger exponents give 0, 1 or infinity as well, and their products do not overflow.
    var y = exponent.clamp(V(-1e25), V(1e25))
    var product = _two_product(y, logarithm.high)
    var result = _exp_double(product.high, product.low + y * logarithm.low)
    var rises = size.gt(V(1)) ^ y.lt(V(0))
    var extreme = size.eq(V(0)) | size.eq(infinity) | abs(exponent).eq(infinity)
    result = extreme.select(rises.select(infinity, V(0)), result)
    result = size.eq(V(1)).select(V(1), result)
    var whole = exponent.__floor__().eq(exponent)
    var half = exponent * V(0.5)
    var odd = whole & half.__floor__().ne(half) & abs(exponent).lt(V(9007199254740992.0))
    var negative = SIMD[DType.int64, length](from_bits=base.to_bits()).lt(SIMD[DType.int64, length](0))
    result = (negative & odd).select(-result, result)
    var undefined = base.lt(V(0)) & ~whole & size.ne(infinity)
    result = undefined.select(V(FloatLiteral.nan), result)
    result = (base.ne(base) | exponent.ne(exponent)).select(base + exponent, result)
    return (exponent.eq(V(0)) | base.eq(V(1))).select(V(1), result)


@always_inline
def _pow_float[dtype: DType, length: SIMDLength, //](base: SIMD[dtype, length], exponent: SIMD[dtype, length]) -> SIMD[dtype, length]:
    return _pow64(base.cast[DType.float64](), exponent.cast[DType.float64]()).cast[dtype]()
