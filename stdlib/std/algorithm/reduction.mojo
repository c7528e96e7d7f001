"""Reductions over numbers in a row."""

from std.sys.info import simd_width_of


def sum[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The sum; several partial sums are kept, so floating-point results differ from a plain loop's in the last bits."""
    comptime width = simd_width_of[dtype]()
    var data = src.unsafe_ptr()
    var partial = SIMD[dtype, width](0)
    var i = 0
    while i + width <= len(src):
        partial += data.unsafe_load[width](i)
        i += width
    var total = partial.reduce_add()
    while i < len(src):
        total += data.unsafe_load(i)
        i += 1
    return total


def product[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The product."""
    var total = Scalar[dtype](1)
    for i in range(len(src)):
        total *= src[i]
    return total


def max[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The largest number; the smallest of the type if there is none."""
    var best = Scalar[dtype].MIN
    for i in range(len(src)):
        best = best._max(src[i])
    return best


def min[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The smallest number; the largest of the type if there is none."""
    var best = Scalar[dtype].MAX
    for i in range(len(src)):
        best = best._min(src[i])
    return best


def mean[dtype: DType, //](src: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    """The average; integers round toward zero."""
    return sum(src) / Scalar[dtype](len(src))


def variance[dtype: DType, //](src: Span[Scalar[dtype], _], correction: Int = 1) -> Scalar[dtype]:
    """The average squared distance from the mean, over `len(src) - correction`."""
    var centre = mean(src)
    var total = Scalar[dtype](0)
    for i in range(len(src)):
        total += (src[i] - centre) * (src[i] - centre)
    return total / Scalar[dtype](len(src) - correction)


def cumsum[dtype: DType, //](dst: Span[Scalar[dtype], _], src: Span[Scalar[dtype], _]) where type_of(dst).mut:
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
