"""Loops over vectors, threads and tiles; reductions."""

from std.algorithm.functional import elementwise, map, parallel_memcpy, parallelize, sync_parallelize, tile, unswitch, vectorize
from std.algorithm.reduction import cumsum, max, mean, min, product, reduce, sum, variance
