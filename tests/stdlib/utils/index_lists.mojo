"""Small vectors of integers."""

from std.testing import assert_equal, assert_false, assert_true
from std.utils.index import Index, IndexList, product


def main() raises:
    var a = Index(2, 3, 4)
    var ones = IndexList[3](1)
    var converted: IndexList[3] = (5, 6, 7)
    assert_equal(String(a), "(2, 3, 4)")
    assert_equal(String(ones), "(1, 1, 1)")
    assert_equal(String(Index(9)), "(9,)")
    assert_equal(len(a), 3)
    assert_equal(a[1], 3)
    assert_equal(a.get[2](), 4)
    assert_equal(a + ones, Index(3, 4, 5))
    assert_equal(converted - a, Index(3, 3, 3))
    assert_equal(a * converted, Index(10, 18, 28))
    assert_equal(converted // Index(2, 2, 2), Index(2, 3, 3))
    assert_equal(converted.remu(Index(4, 4, 4)), Index(1, 2, 3))
    assert_equal(a.flattened_length(), 24)
    assert_equal(a.get_row_major_strides(), Index(12, 4, 1))
    assert_equal(a.reverse(), Index(4, 3, 2))
    a[0] = 10
    assert_equal(a, Index(10, 3, 4))
    # Order holds only if it holds everywhere.
    assert_true(ones < converted)
    assert_false(a < converted)
    assert_false(converted < a)
    assert_true(converted >= ones)
    assert_equal(product(converted), 210)
    assert_equal(product(converted, 1, 3), 42)
    assert_equal(product(converted, 2), 30)
    comptime shape = Index(3, 4)
    comptime count = shape.flattened_length()
    assert_equal(count, 12)
    assert_equal(String(a.cast[DType.int32]()), "(10, 3, 4)")
