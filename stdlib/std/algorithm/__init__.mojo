"""Loops over vectors, threads and tiles; reductions."""

from std.algorithm.functional import (
    Dynamic1DTileUnitFunc,
    Static1DTileUnitFunc,
    Static2DTileUnitFunc,
    elementwise,
    map,
    parallel_memcpy,
    parallelize,
    parallelize_over_rows,
    sync_parallelize,
    tile,
    unswitch,
    vectorize,
)
from std.algorithm.reduction import cumsum, max, mean, min, product, reduce, sum, variance
