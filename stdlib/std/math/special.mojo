"""The error function and the gamma function.

Error of float64 in units in the last place: `erf` 1.5, `erfc` 4, `gamma` 4; `lgamma` is right to 3 units or, near its zeros, to 2e-15. Of narrower
types at most 1.
"""

from std.math._double import _Double, _product, _quick_sum, _two_product, _two_sum
from std.math._pow import _log_fine
from std.math.exponential import _exp_double, log
from std.math.trigonometry import _cos_octant, _sin_octant
from std.math._reduce import _Octant


@always_inline
def _erf_small[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """The error function up to 0.87."""
    comptime V = SIMD[DType.float64, length]
    var z = (x * x)._min(V(1))
    var p = V(-8.700577845797138e-10)
    p = p * z + V(1.4136495365028133e-08)
    p = p * z + V(-1.6291606357065106e-07)
    p = p * z + V(1.6456837209330928e-06)
    p = p * z + V(-1.4925401013743681e-05)
    p = p * z + V(0.00012055325093816662)
    p = p * z + V(-0.0008548326858810794)
    p = p * z + V(0.00522397762326036)
    p = p * z + V(-0.026866170644960465)
    p = p * z + V(0.11283791670954435)
    p = p * z + V(-0.3761263890318374)
    p = p * z + V(1.1283791670955126)
    return x * p


@always_inline
def _erfc_large[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """The complement from 0.86 on: `exp(-x*x) / (1 + 2x)` times a smooth function of `(x - 3) / (x + 3)`."""
    comptime V = SIMD[DType.float64, length]
    var size = x.clamp(V(0.86), V(28))
    var t = (size - V(3)) / (size + V(3))
    var p = V(-2.040663607143133e-08)
    p = p * t + V(3.32183875764668e-08)
    p = p * t + V(1.1492293023839082e-07)
    p = p * t + V(-1.3999264594222511e-07)
    p = p * t + V(-6.262569115940505e-07)
    p = p * t + V(3.5888346857604157e-07)
    p = p * t + V(3.4763849972790592e-06)
    p = p * t + V(-7.331339374105491e-07)
    p = p * t + V(-2.010160586409426e-05)
    p = p * t + V(4.95006202496275e-06)
    p = p * t + V(0.00012509953471135748)
    p = p * t + V(-0.00010515991921736394)
    p = p * t + V(-0.0007798322943571468)
    p = p * t + V(0.001888690373877474)
    p = p * t + V(0.0025293918179414127)
    p = p * t + V(-0.023770514919652923)
    p = p * t + V(0.06830802734387796)
    p = p * t + V(-0.11927366341527514)
    p = p * t + V(0.12964515870276339)
    p = p * t + V(-0.04756229435345116)
    p = p * t + V(-0.1356211061245812)
    p = p * t + V(1.2530080582697296)
    var square = _two_product(size, size)
    return _exp_double(-square.high, -square.low) * p / (V(1) + V(2) * size)


@always_inline
def erf[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The error function of each lane."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    var far = V(1) - _erfc_large(size)
    var signed = V(mlir_value=__mlir_op.`simd.copysign`(far._value, wide._value))
    var result = size.lt(V(0.87)).select(_erf_small(wide), signed)
    return wide.ne(wide).select(wide, result).cast[dtype]()


@always_inline
def erfc[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """1 minus the error function of each lane, without cancellation."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var size = abs(wide)
    var far = _erfc_large(size)
    var result = size.lt(V(0.87)).select(V(1) - _erf_small(wide), wide.lt(V(0)).select(V(2) - far, far))
    return wide.ne(wide).select(wide, result).cast[dtype]()


@always_inline
def _stirling[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """What `log(gamma(x))` is above `(x - 1/2) log(x) - x + log(2 pi) / 2`, for x from 12 on: Stirling's series."""
    comptime V = SIMD[DType.float64, length]
    var inverse = V(1) / x
    var z = inverse * inverse
    var p = V(0.006410256410256411)
    p = p * z + V(-0.0019175269175269176)
    p = p * z + V(0.0008417508417508417)
    p = p * z + V(-0.0005952380952380953)
    p = p * z + V(0.0007936507936507937)
    p = p * z + V(-0.002777777777777778)
    p = p * z + V(0.08333333333333333)
    return p * inverse


@fieldwise_init
struct _Lifted[length: SIMDLength](TrivialRegisterPassable):
    """A number brought to 12 or more by adding 1 a number of times, and the product of those left behind, both in two parts."""

    var value: _Double[Self.length]
    var product: _Double[Self.length]


@always_inline
def _lift[length: SIMDLength, //](x: _Double[length]) -> _Lifted[length]:
    comptime V = SIMD[DType.float64, length]
    var value = x
    var product = _Double(V(1), V(0))
    comptime for k in range(12):
        var small = value.high.lt(V(12))
        var next = _two_product(product.high, value.high)
        var low = next.low + (product.low * value.high + product.high * value.low)
        product = _Double(small.select(next.high, product.high), small.select(low, product.low))
        var sum = _two_sum(x.high, V(Float64(k + 1)))
        value = _Double(small.select(sum.high, value.high), small.select(sum.low + x.low, value.low))
    return _Lifted(value, product)


@always_inline
def _mirrored[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> _Double[length]:
    """The number, or 1 less it below 1/2."""
    comptime V = SIMD[DType.float64, length]
    var mirror = _two_sum(V(1), -x)
    var left = x.lt(V(0.5))
    return _Double(left.select(mirror.high, x), left.select(mirror.low, V(0)))


@always_inline
def _log_gamma_double[length: SIMDLength, //](number: _Double[length]) -> _Double[length]:
    """`log(gamma(x))` for x from 12 on."""
    comptime V = SIMD[DType.float64, length]
    var x = number.high
    var logarithm = _log_fine(x)
    var factor = x - V(0.5)
    var main = _two_product(factor, logarithm.high)
    var less = _two_sum(main.high, -x)
    var more = _two_sum(less.high, V(0.9189385332046728))
    var rest = main.low + factor * logarithm.low + number.low * logarithm.high
    return _quick_sum(more.high, more.low + (less.low + rest + _stirling(x) - V(3.878294158067242e-17)))


@always_inline
def _sin_pi[length: SIMDLength, //](x: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """`sin(pi * x)`; exact zeros for whole numbers."""
    comptime V = SIMD[DType.float64, length]
    var whole = (V(2) * x).__round__()
    var rest = x - V(0.5) * whole
    var angle = _two_product(rest, V(3.141592653589793))
    var octant = _Octant(angle.high, angle.low + rest * V(1.2246467991473532e-16), SIMD[DType.uint64, length](0))
    # Quarter turns modulo 4, as a number from 0 to 3.
    var quarters = whole - V(4) * (whole * V(0.25)).__floor__()
    var odd = quarters.eq(V(1)) | quarters.eq(V(3))
    var value = odd.select(_cos_octant(octant), _sin_octant(octant))
    return quarters.ge(V(2)).select(-value, value)


@always_inline
def gamma[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The gamma function of each lane: `(n - 1)!` for whole numbers; NaN for those that are negative, infinite at 0."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var reflected = wide.lt(V(0.5))
    var lifted = _lift(_mirrored(wide._min(V(400))))
    var logarithm = _log_gamma_double(lifted.value)
    var up = lifted.product.high
    var low = logarithm.low - lifted.product.low / up
    var value = _exp_double(logarithm.high, low) / up
    # gamma(x) * gamma(1 - x) = pi / sin(pi * x). Where gamma(1 - x) is too large, half of its logarithm is used twice.
    var half = _exp_double(V(-0.5) * logarithm.high, V(-0.5) * low)
    var sine = _sin_pi(wide)
    var mirrored = (V(3.141592653589793) / sine) * half * half * up
    var result = reflected.select(mirrored, value)
    var pole = wide.lt(V(0)) & wide.__floor__().eq(wide)
    result = pole.select(V(FloatLiteral.nan), result)
    # So near to 0 it is one over the number.
    result = abs(wide).lt(V(1e-17)).select(V(1) / wide, result)
    result = wide.lt(V(-190)).select(pole.select(V(FloatLiteral.nan), sine * V(0)), result)
    result = wide.gt(V(172)).select(V(FloatLiteral.infinity), result)
    return wide.ne(wide).select(wide, result).cast[dtype]()


@always_inline
def lgamma[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The natural logarithm of the gamma function's size for each lane; infinite where that is."""
    comptime V = SIMD[DType.float64, length]
    var wide = x.cast[DType.float64]()
    var infinity = V(FloatLiteral.infinity)
    var reflected = wide.lt(V(0.5))
    var lifted = _lift(_mirrored(wide._min(V(2.6e305))))
    var logarithm = _log_gamma_double(lifted.value)
    var product = _log_fine(lifted.product.high)
    var lost = lifted.product.low / lifted.product.high
    var first = _two_sum(logarithm.high, -product.high)
    var low = first.low + (logarithm.low - product.low - lost)
    # log(pi / |sin(pi * x)|) less that of 1 - x.
    var ratio = _log_fine(V(3.141592653589793) / abs(_sin_pi(wide)))
    var mirrored = _two_sum(ratio.high, -first.high)
    var result = reflected.select(mirrored.high + (mirrored.low + (ratio.low - low)), first.high + low)
    result = abs(wide).lt(V(1e-17)).select(-log(abs(wide)), result)
    result = (wide.eq(V(1)) | wide.eq(V(2))).select(V(0), result)
    result = (wide.gt(V(2.5e305)) | (wide.le(V(0)) & wide.__floor__().eq(wide))).select(infinity, result)
    return wide.ne(wide).select(wide, result).cast[dtype]()
