"""Powers of floating-point numbers."""

from std.math.exponential import exp, log


def _is_whole(value: Float64) -> Bool:
    return value.__floor__() == value


def _pow64(base: Float64, exponent: Float64) -> Float64:
    """IEEE 754's `pow`, for one number. Within 2 units in the last place for results that are not extreme.

    The logarithm is taken in two parts so that multiplying by the exponent loses nothing that shows: the high part has 26 bits.
    """
    if exponent == 0 or base == 1:
        return 1.0
    if base != base or exponent != exponent:
        return base + exponent
    var size = abs(base)
    var whole = _is_whole(exponent)
    var negative = base < 0 and whole and not _is_whole(exponent * 0.5)
    if base < 0 and not whole and size != Float64.MAX:
        return Float64(FloatLiteral.nan)
    var result: Float64
    if size == 0:
        result = 0.0 if exponent > 0 else Float64.MAX
    elif size == Float64.MAX:
        result = Float64.MAX if exponent > 0 else 0.0
    elif abs(exponent) == Float64.MAX:
        result = 1.0 if size == 1 else Float64.MAX if (size > 1) == (exponent > 0) else 0.0
    elif whole and abs(exponent) <= 64:
        # Repeated squaring; a reciprocal at the end keeps the error small.
        var factor = size
        var rest = Int(abs(exponent))
        result = 1.0
        while rest > 0:
            if rest & 1 == 1:
                result *= factor
            factor *= factor
            rest >>= 1
        if exponent < 0:
            result = 1.0 / result
    else:
        var high = log(size)
        # What the logarithm lost: exp(high) differs from size by a small factor, whose logarithm is its distance from 1.
        var low = (size - exp(high)) / size
        var head = Float64(from_bits=high.to_bits() & 0xFFFFFFFFF8000000)
        var tail = high - head + low
        var product = exponent * head
        var error = exponent.fma(head, -product) + exponent * tail
        result = exp(product)
        if result != 0 and result != Float64.MAX:
            result += result * error
    return -result if negative else result


@always_inline
def _pow_float[dtype: DType, length: SIMDLength, //](base: SIMD[dtype, length], exponent: SIMD[dtype, length]) -> SIMD[dtype, length]:
    var result = SIMD[dtype, length]()
    comptime for i in range(Int(length)):
        result[i] = _pow64(base[i].cast[DType.float64](), exponent[i].cast[DType.float64]()).cast[dtype]()
    return result
