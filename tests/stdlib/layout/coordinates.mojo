"""Coordinates: what they hold, what their types know, and the offsets they stand for, against loops written out."""

from std.testing import assert_equal, assert_false, assert_true
from std.utils.coord import ComptimeInt, Coord, Idx, coord, coord_to_index_list, crd2idx, idx2crd
from std.utils.index import Index


def test_contents() raises:
    var mixed = Coord(3, Idx[4], Int32(5))
    assert_equal(len(mixed), 3)
    assert_equal(mixed[0], 3)
    assert_equal(mixed[1].value(), 4)
    assert_equal(mixed.product(), 60)
    assert_equal(mixed.sum(), 12)
    assert_equal(String(mixed), "(3, 4, 5)")
    assert_true(mixed == Coord(3, 4, 5))
    assert_true(mixed != Coord(3, 4, 6))
    assert_true(mixed != Coord(3, 4))
    assert_equal(mixed.inner_product(Coord(100, 10, 1)), 345)
    assert_equal(coord_to_index_list(mixed), Index(3, 4, 5))
    assert_true(Coord(Index(3, 4, 5)) == mixed)
    var converted: Coord[Int, Int] = (7, 8)
    assert_equal(String(converted), "(7, 8)")


def test_types() raises:
    comptime Known = type_of(coord[2, 3, 4]())
    assert_true(Known.all_dims_known)
    assert_equal(Known.static_product, 24)
    assert_equal(Known.rank, 3)
    comptime Mixed = Coord[ComptimeInt[2], Int]
    assert_false(Mixed.all_dims_known)
    assert_equal(Mixed.static_product, -1)
    comptime Nested = Coord[Coord[ComptimeInt[2], ComptimeInt[3]], ComptimeInt[4]]
    assert_equal(Nested.rank, 2)
    assert_equal(Nested.flat_rank, 3)
    assert_false(Nested.is_flat)
    assert_true(Known.is_flat)


def test_forms() raises:
    var nested = Coord(Coord(Idx[2], 5), Idx[4], Int32(7))
    assert_equal(String(nested), "((2, 5), 4, 7)")
    assert_equal(String(nested.flatten()), "(2, 5, 4, 7)")
    assert_equal(String(nested.reverse()), "(7, 4, (2, 5))")
    assert_equal(String(nested.make_dynamic[DType.int32]()), "(2, 5, 4, 7)")
    assert_true(type_of(nested.make_dynamic[DType.int32]()) == Coord[Int32, Int32, Int32, Int32])
    assert_true(type_of(nested.flatten()) == Coord[ComptimeInt[2], Int, ComptimeInt[4], Int32])


def test_offsets() raises:
    comptime shape = Coord(Coord(Idx[2], Idx[3]), Idx[5])
    comptime stride = Coord(Coord(Idx[7], Idx[20]), Idx[1])
    for i in range(2):
        for j in range(3):
            for k in range(5):
                var expected = i * 7 + j * 20 + k
                assert_equal(Int(crd2idx(Coord(Coord(i, j), k), shape, stride)), expected)
                assert_equal(Int(crd2idx(Coord(i, j, k), shape, stride)), expected)
                # One integer for a nested mode: its left-most integer runs fastest.
                assert_equal(Int(crd2idx(Coord(i + 2 * j, k), shape, stride)), expected)
                assert_equal(Int(crd2idx(i + 2 * j + 6 * k, shape, stride)), expected)


def test_coordinates_of_offsets() raises:
    var rows = 5
    for offset in range(5 * 7):
        var back = idx2crd(offset, Coord(rows, Idx[7]), Coord(Idx[7], Idx[1]))
        assert_equal(Int(back[0].value()), offset // 7)
        assert_equal(Int(back[1].value()), offset % 7)
    comptime single = idx2crd(3, coord[1, 4](), coord[4, 1]())
    assert_true(type_of(single) == Coord[ComptimeInt[0], Int64])


def main() raises:
    test_contents()
    test_types()
    test_forms()
    test_offsets()
    test_coordinates_of_offsets()
