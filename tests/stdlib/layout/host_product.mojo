"""Tensors on the host: vectors in loops of the library."""

from layout import Coord, TensorLayout, TileTensor, row_major
from std.algorithm import vectorize
from std.testing import assert_equal

comptime M = 37
comptime N = 45
comptime K = 29


def matmul[LA: TensorLayout, LB: TensorLayout, LC: TensorLayout](
    a: TileTensor[mut=False, DType.float32, LA, _], b: TileTensor[mut=False, DType.float32, LB, _], c: TileTensor[mut=True, DType.float32, LC, _]
):
    for i in range(M):
        for k in range(K):
            var x = a[i, k]

            def step[w: Int](j: Int) {imm}:
                c.store[w](Coord(i, j), c.load[w](Coord(i, j)) + x * b.load[w](Coord(k, j)))

            vectorize[8](N, step)


def main() raises:
    """The product of two matrices of odd sizes, a row of vectors at a time, against the plain sum."""
    var da = List[Float32](length=M * K, fill=0)
    var db = List[Float32](length=K * N, fill=0)
    var dc = List[Float32](length=M * N, fill=0)
    for i in range(M * K):
        da[i] = Float32(i % 7)
    for i in range(K * N):
        db[i] = Float32(i % 5)
    var a = TileTensor(da, row_major[M, K]())
    var b = TileTensor(db, row_major[K, N]())
    var c = TileTensor(dc, row_major[M, N]())
    matmul(a, b, c)
    var wrong = 0
    for i in range(M):
        for j in range(N):
            var s = Float32(0)
            for k in range(K):
                s += Float32((i * K + k) % 7) * Float32((k * N + j) % 5)
            if s != c[i, j]:
                wrong += 1
    assert_equal(wrong, 0)
