"""Reductions over numbers in a row.

Several partial results are kept, one for each lane of a vector, so floating-point sums and products differ from a plain loop's in the last bits.
"""

from std.sys.info import simd_width_of


@always_inline
def _fold[
    dtype: DType, //, step: def[width: SIMDLength](SIMD[dtype, width], SIMD[dtype, width]) thin -> SIMD[dtype, width]
](src: Span[Scalar[dtype], _], init: Scalar[dtype]) -> Scalar[dtype]:
    comptime width = simd_width_of[dtype]()
    var data = src.unsafe_ptr()
    var total = init
    var i = 0
    if len(src) >= width:
        var partial = data.unsafe_load[width](0)
        i = width
        while i + width <= len(src):
            partial = step(partial, data.unsafe_load[width](i))
            i += width
        total = step(total, partial.reduce[step]())
    while i < len(src):
        total = step(total, data.unsafe_load(i))
        i += 1
    return total


@always_inline("nodebug")
def _add[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x + y


@always_inline("nodebug")
def _multiply[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x * y


@always_inline("nodebug")
def _larger[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x._max(y)


@always_inline("nodebug")
def _smaller[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x._min(y)


def sum[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The sum; 0 of none."""
    return _fold[_add[dtype, ...]](src, 0)


def product[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The product; 1 of none."""
    return _fold[_multiply[dtype, ...]](src, 1)


def max[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The largest number; the smallest of the type if there is none."""
    return _fold[_larger[dtype, ...]](src, Scalar[dtype].MIN)


def min[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The smallest number; the largest of the type if there is none."""
    return _fold[_smaller[dtype, ...]](src, Scalar[dtype].MAX)


def mean[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The average; integers round toward zero."""
    debug_assert[assert_mode="safe"](len(src) > 0, "the average of no numbers")
    return sum(src) / Scalar[dtype](len(src))


def variance[dtype: DType, //](src: Span[Scalar[dtype], _], correction: Int = 1) -> Scalar[dtype]:
    """The average squared distance from the mean, over `len(src) - correction`."""
    debug_assert[assert_mode="safe"](len(src) > correction, "too few numbers for a variance")
    return variance(src, mean(src), correction)


def variance[dtype: DType, //](src: Span[Scalar[dtype], _], mean_value: Scalar[dtype], correction: Int = 1) -> Scalar[dtype]:
    """The average squared distance from a known mean, over `len(src) - correction`."""
    debug_assert[assert_mode="safe"](len(src) > correction, "too few numbers for a variance")
    comptime width = simd_width_of[dtype]()
    var data = src.unsafe_ptr()
    var partial = SIMD[dtype, width](0)
    var i = 0
    while i + width <= len(src):
        var distance = data.unsafe_load[width](i) - mean_value
        partial += distance * distance
        i += width
    var total = partial.reduce_add()
    while i < len(src):
        var distance = data.unsafe_load(i) - mean_value
        total += distance * distance
        i += 1
    return total / Scalar[dtype](len(src) - correction)


def cumsum[dtype: DType, //](dst: Span[mut=True, Scalar[dtype], _], src: Span[Scalar[dtype], _]):
    """Each number becomes the sum of the source up to there."""
    var total = Scalar[dtype](0)
    for i in range(len(src)):
        total += src[i]
        dst[i] = total


def reduce[T: Copyable & Deinitable, U: Copyable, //](func: Some[def(T, U) -> T], src: Span[U, _], init: T) -> T:
    """`func(func(func(init, src[0]), src[1]), …)`."""
    var value = init.copy()
    for i in range(len(src)):
        value = func(value, src[i])
    return value^


def reduce[T: Copyable & Deinitable, U: Copyable, //, func: def(T, U) capturing [_] -> T](src: Span[U, _], init: T) -> T:
    """The same for a function that is given as a parameter: `reduce[add](numbers, 0)`."""
    var value = init.copy()
    for i in range(len(src)):
        value = func(value, src[i])
    return value^
