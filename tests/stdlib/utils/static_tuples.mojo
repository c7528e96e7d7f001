"""Arrays in registers."""

from std.testing import assert_equal, assert_false, assert_true
from std.utils import StaticTuple


def rotated[T: TrivialRegisterPassable, n: Int](values: StaticTuple[T, n]) -> StaticTuple[T, n]:
    var result = StaticTuple[T, n]()
    comptime for i in range(n):
        result[i] = values[(i + 1) % n]
    return result


def main() raises:
    var t = StaticTuple[Int, 3](1, 2, 3)
    t[1] = 20
    assert_equal(t[0] + t[1] + t.get[2](), 24)
    assert_equal(len(t), 3)
    assert_equal(String(rotated(t)), "(20, 3, 1)")
    assert_true(rotated(rotated(rotated(t))) == t)
    assert_false(rotated(t) == t)
    var f = StaticTuple[Float32, 1](fill=0.5)
    assert_equal(String(f), "(0.5,)")
    comptime table = StaticTuple[Int, 4](3, 1, 4, 1)
    comptime first = table[0]
    assert_equal(first * 10 + table[2], 34)
    var vectors = StaticTuple[SIMD[DType.int32, 4], 2](fill=SIMD[DType.int32, 4](1, 2, 3, 4))
    vectors[1] *= 2
    assert_equal((vectors[0] + vectors[1]).reduce_add(), 30)
