"""Polynomials."""


@always_inline
def polynomial_evaluate[dtype: DType, length: SIMDLength, //, coefficients: List[SIMD[dtype, length]]](x: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The polynomial with these coefficients, that of the lowest power first, by Horner's rule."""
    comptime count = len(coefficients)
    var result = SIMD[dtype, length](0)
    comptime for i in range(count):
        comptime coefficient = coefficients[count - 1 - i]
        result = result.fma(x, coefficient)
    return result
