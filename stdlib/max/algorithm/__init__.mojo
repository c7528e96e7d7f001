"""Parallel algorithms."""

from max.algorithm.functional import elementwise
from std.algorithm import (
    cumsum,
    map,
    max,
    mean,
    min,
    parallel_memcpy,
    parallelize,
    parallelize_over_rows,
    product,
    reduce,
    sum,
    sync_parallelize,
    tile,
    unswitch,
    variance,
    vectorize,
)
