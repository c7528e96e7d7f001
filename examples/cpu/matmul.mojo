"""The product of two matrices, from the plain triple loop to tiles of vectors; every version must agree with the first."""

from max.algorithm import parallelize
from std.sys import simd_width_of
from std.time import perf_counter_ns

comptime N = 256
comptime LANES = simd_width_of[DType.float32]()
comptime TILE = 32


struct Matrix(Copyable):
    """A square matrix of floats, row by row."""

    var data: List[Float32]

    def __init__(out self):
        self.data = List[Float32](length=N * N, fill=Float32(0))

    def __getitem__(self, row: Int, column: Int) -> Float32:
        return self.data[row * N + column]

    def __setitem__(mut self, row: Int, column: Int, value: Float32):
        self.data[row * N + column] = value

    def load[width: Int](self, row: Int, column: Int) -> SIMD[DType.float32, width]:
        return self.data.unsafe_ptr().unsafe_load[width](row * N + column)

    def store[width: Int](mut self, row: Int, column: Int, value: SIMD[DType.float32, width]):
        self.data.unsafe_ptr().unsafe_store[width](row * N + column, value)


def naive(a: Matrix, b: Matrix, mut c: Matrix):
    for i in range(N):
        for j in range(N):
            var total = Float32(0)
            for k in range(N):
                total += a[i, k] * b[k, j]
            c[i, j] = total


def vectorized(a: Matrix, b: Matrix, mut c: Matrix):
    """The innermost loop runs over a row of `b`, several columns at once."""
    for i in range(N):
        for j in range(0, N, LANES):
            var total = SIMD[DType.float32, LANES](0)
            for k in range(N):
                total = b.load[LANES](k, j).fma(SIMD[DType.float32, LANES](a[i, k]), total)
            c.store(i, j, total)


def tiled(a: Matrix, b: Matrix, mut c: Matrix):
    """By tiles of `b` that stay in the cache."""
    for k0 in range(0, N, TILE):
        for j0 in range(0, N, TILE):
            for i in range(N):
                for j in range(j0, j0 + TILE, LANES):
                    var total = c.load[LANES](i, j)
                    for k in range(k0, k0 + TILE):
                        total = b.load[LANES](k, j).fma(SIMD[DType.float32, LANES](a[i, k]), total)
                    c.store(i, j, total)


def fill(mut matrix: Matrix, seed: Int):
    var state = UInt32(seed)
    for i in range(N):
        for j in range(N):
            state = state * 1664525 + 1013904223
            matrix[i, j] = Float32(Int(state >> 16) % 1000) / 1000.0 - 0.5


def check(name: String, expected: Matrix, actual: Matrix) raises:
    var worst = Float32(0)
    for i in range(N):
        for j in range(N):
            worst = max(worst, abs(expected[i, j] - actual[i, j]))
    if worst > 1e-3:
        raise Error(name, " differs by ", worst)
    print(name, "agrees")


def main() raises:
    var a = Matrix()
    var b = Matrix()
    fill(a, 1)
    fill(b, 2)
    var reference = Matrix()
    naive(a, b, reference)
    var second = Matrix()
    vectorized(a, b, second)
    check("vectorized", reference, second)
    var third = Matrix()
    tiled(a, b, third)
    check("tiled", reference, third)
