"""Masks: all bits or none."""


@always_inline("nodebug")
def is_negative[dtype: DType, length: SIMDLength, //](value: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """All bits set (-1) for negative numbers, else 0."""
    return value >> SIMD[dtype, length](Scalar[dtype](dtype.bit_width() - 1))


@always_inline("nodebug")
def splat[dtype: DType = DType.int, length: SIMDLength = 1](value: SIMD[DType.bool, length]) -> SIMD[dtype, length] where dtype.is_integral():
    """All bits set for `True`, else 0."""
    return SIMD[dtype, length](0) - value.cast[dtype]()
