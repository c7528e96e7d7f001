"""Numbers in two parts, for results that must be right to the last bit (Dekker, "A floating-point technique for extending the available precision", 1971)."""

from std.sys.info import is_gpu


@fieldwise_init
struct _Double[length: SIMDLength](TrivialRegisterPassable):
    """The sum of two vectors; `low` is at most half a unit in the last place of `high`."""

    var high: SIMD[DType.float64, Self.length]
    var low: SIMD[DType.float64, Self.length]


@always_inline("builtin")
def _has_fma() -> Bool:
    """Whether the target multiplies and adds with one rounding; elsewhere `fma` is a slow function."""
    return is_gpu() | Bool(mlir_value=__target_info[type_of("has:fma").value]()) | Bool(mlir_value=__target_info[type_of("has:neon").value]())


@always_inline
def _product[length: SIMDLength, //](a: SIMD[DType.float64, length], b: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """A product that is rounded, also where the compiler may join a multiplication with the addition after it."""
    return SIMD[DType.float64, length](mlir_value=__mlir_op.`arith.mulf`[_type=__mlir_type[`!fx.simd<`, length, `, `, DType.float64, `>`]](a._value, b._value))


@always_inline
def _top_half[length: SIMDLength, //](a: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """The first 26 bits."""
    return SIMD[DType.float64, length](from_bits=a.to_bits() & SIMD[DType.uint64, length](0xFFFFFFFFF8000000))


@always_inline
def _two_product[length: SIMDLength, //](a: SIMD[DType.float64, length], b: SIMD[DType.float64, length]) -> _Double[length]:
    """The product without any rounding."""
    var high = _product(a, b)
    comptime if _has_fma():
        return _Double(high, a.fma(b, -high))
    else:
        var a1 = _top_half(a)
        var b1 = _top_half(b)
        var a2 = a - a1
        var b2 = b - b1
        return _Double(high, ((_product(a1, b1) - high) + _product(a1, b2) + _product(a2, b1)) + _product(a2, b2))


@always_inline
def _two_sum[length: SIMDLength, //](a: SIMD[DType.float64, length], b: SIMD[DType.float64, length]) -> _Double[length]:
    """The sum without any rounding."""
    var high = a + b
    var part = high - a
    return _Double(high, (a - (high - part)) + (b - part))


@always_inline
def _quick_sum[length: SIMDLength, //](a: SIMD[DType.float64, length], b: SIMD[DType.float64, length]) -> _Double[length]:
    """The sum without any rounding; `a` is the larger one, or 0."""
    var high = a + b
    return _Double(high, (a - high) + b)


@always_inline
def _power_of_two[length: SIMDLength, //](k: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """2 to a whole power from -1022 to 1023, without a conversion to integers: added to 3 * 2**51, a number lies in the last bits."""
    comptime V = SIMD[DType.float64, length]
    return V(from_bits=(k + V(6755399441056767.0)).to_bits() << SIMD[DType.uint64, length](52))


@always_inline
def _scale[length: SIMDLength, //](value: SIMD[DType.float64, length], k: SIMD[DType.float64, length]) -> SIMD[DType.float64, length]:
    """`value * 2**k` for k from -2044 to 2046, in two steps, so that subnormal results round once at the end."""
    var half = (k * SIMD[DType.float64, length](0.5)).__floor__()
    return value * _power_of_two(half) * _power_of_two(k - half)
