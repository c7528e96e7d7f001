"""Bits of integers. Each function works on numbers and, lane by lane, on vectors."""


@always_inline("nodebug")
def count_leading_zeros[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The zero bits above the highest set bit; all bits for 0."""
    return SIMD[dtype, length](mlir_value=__mlir_op.`simd.clz`(val._value))


@always_inline("nodebug")
def count_trailing_zeros[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The zero bits below the lowest set bit; all bits for 0."""
    return SIMD[dtype, length](mlir_value=__mlir_op.`simd.ctz`(val._value))


@always_inline("nodebug")
def pop_count[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The number of set bits."""
    return SIMD[dtype, length](mlir_value=__mlir_op.`simd.popcount`(val._value))


@always_inline("nodebug")
def bit_reverse[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The bits in the opposite order."""
    return SIMD[dtype, length](mlir_value=__mlir_op.`simd.bitreverse`(val._value))


@always_inline("nodebug")
def byte_swap[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The bytes in the opposite order."""
    comptime if dtype.bit_width() < 16:
        return val
    else:
        return SIMD[dtype, length](mlir_value=__mlir_op.`simd.bswap`(val._value))


@always_inline("nodebug")
def bit_not[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """Every bit turned round."""
    return ~val


@always_inline("nodebug")
def bit_width[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The bits that the number needs without its sign: 0 for 0 and -1."""
    comptime V = SIMD[dtype, length]
    comptime if dtype.is_signed():
        return V(Scalar[dtype](dtype.bit_width())) - count_leading_zeros(val.lt(V(0)).select(~val, val))
    else:
        return V(Scalar[dtype](dtype.bit_width())) - count_leading_zeros(val)


@always_inline("nodebug")
def log2_floor[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The logarithm to base 2, rounded down; of 0 it is -1 (all bits set if the type has no negative numbers)."""
    return SIMD[dtype, length](Scalar[dtype](dtype.bit_width() - 1)) - count_leading_zeros(val)


@always_inline("nodebug")
def log2_ceil[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The logarithm to base 2, rounded up; of 0 it is 0."""
    comptime V = SIMD[dtype, length]
    return val.gt(V(1)).select(log2_floor(val - V(1)) + V(1), V(0))


@always_inline("nodebug")
def next_power_of_two[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The smallest power of two that is not smaller; 1 for numbers that are not positive."""
    return SIMD[dtype, length](1) << log2_ceil(val._max(SIMD[dtype, length](1)))


@always_inline("nodebug")
def prev_power_of_two[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """The largest power of two that is not larger; 0 for numbers that are not positive."""
    comptime V = SIMD[dtype, length]
    return val.gt(V(0)).select(V(1) << log2_floor(val), V(0))


@always_inline("nodebug")
def rotate_bits_left[shift: Int, dtype: DType = DType.int, length: SIMDLength = 1](
    x: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_integral():
    """The bits moved up by `shift`; those that fall off come back at the bottom."""
    comptime V = SIMD[dtype, length]
    comptime bits = dtype.bit_width()
    comptime places = shift % bits
    comptime if places == 0:
        return x
    else:
        var u = x.to_bits()
        var turned = (u << type_of(u)(Scalar[u.dtype](places))) | (u >> type_of(u)(Scalar[u.dtype](bits - places)))
        return V(from_bits=turned)


@always_inline("nodebug")
def rotate_bits_right[shift: Int, dtype: DType = DType.int, length: SIMDLength = 1](
    x: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_integral():
    """The bits moved down by `shift`; those that fall off come back at the top."""
    return rotate_bits_left[-shift](x)
