"""Hyperbolic functions and their inverses. Error of float64 in units in the last place: at most 2.5; of narrower types at most 1."""

from std.math._double import _two_product
from std.math.exponential import _exp_double, expm1, log, log1p


@always_inline
def _signed[length: SIMDLength, //](size: SIMD[DType.float64, length], sign: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    return SIMD[DType.float64, length](mlir_value=__mlir_op.`simd.copysign`(size._value, sign._value))


@always_inline
def _half_exp[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """`exp(x) / 2`, also where `exp(x)` itself is too large."""
    comptime V = SIMD[DType.float64, length]
    # Minus log(2), in two parts.
    var less = x - V(0.6931471805599453)
    var lost = (x - less) - V(0.6931471805599453)
    return _exp_double(less, x.lt(V(1000)).select(lost - V(2.3190468138462996e-17), V(0)))


@always_inline
def sinh[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The hyperbolic sine of each lane."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    var e = expm1(size._min(V(30)))
    var small = V(0.5) * (e + e / (e + V(1)))
    return _signed(size.gt(V(22)).select(_half_exp(size), wide.ne(wide).select(wide, small)), wide).cast[dtype]()


@always_inline
def cosh[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The hyperbolic cosine of each lane."""
    comptime V = SIMD[DType.float64, length]
    var size = abs(x.cast[DType.float64]())
    var half = _half_exp(size)
    # Beyond 22 the other half does not show.
    return (half + size.lt(V(22)).select(V(0.25) / half, V(0))).cast[dtype]()


@always_inline
def tanh[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The hyperbolic tangent of each lane."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    var e = expm1(V(2) * size._min(V(22)))
    var result = size.lt(V(1)).select(e / (e + V(2)), V(1) - V(2) / (e + V(2)))
    return wide.ne(wide).select(wide, _signed(result, wide)).cast[dtype]()


@always_inline
def asinh[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The inverse hyperbolic sine of each lane."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    var large = size.gt(V(1e10))
    var s = large.select(V(1), size)
    var root = V(mlir_value=__mlir_op.`simd.sqrt`((V(1) + s * s)._value))
    var small = log1p(s + s * s / (V(1) + root))
    return _signed(large.select(log(size) + V(0.6931471805599453), small), wide).cast[dtype]()


@always_inline
def acosh[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The inverse hyperbolic cosine of each lane; NaN below 1."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var large = wide.gt(V(1e10))
    var t = large.select(V(1), wide - V(1))
    var root = V(mlir_value=__mlir_op.`simd.sqrt`((V(2) * t + t * t)._value))
    return large.select(log(wide) + V(0.6931471805599453), log1p(t + root)).cast[dtype]()


@always_inline
def atanh[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The inverse hyperbolic tangent of each lane; NaN outside [-1, 1]."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    return _signed(V(0.5) * log1p(V(2) * size / (V(1) - size)), wide).cast[dtype]()
