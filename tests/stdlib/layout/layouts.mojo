"""Layouts of types against index arithmetic written out: row and column major, nested, known at compile time and at run time."""

from layout import Coord, Idx, TensorLayout, col_major, coord, row_major
from layout.tile_layout import (
    Layout, blocked_product, coalesce, col_major_nested, row_major_nested, upcast, zipped_divide,
)
from std.testing import assert_equal, assert_true


def expect_same_map[A: TensorLayout, B: TensorLayout](a: A, b: B) raises:
    """Both map every integer to the same offset."""
    assert_equal(a.size(), b.size())
    for i in range(a.size()):
        assert_equal(a(i), b(i))


def test_major() raises:
    comptime rows = row_major[3, 5, 7]()
    comptime columns = col_major[3, 5, 7]()
    var n = 5
    var mixed_rows = row_major(Idx[3], n, Idx[7])
    var mixed_columns = col_major(Idx[3], n, Idx[7])
    for i in range(3):
        for j in range(5):
            for k in range(7):
                assert_equal(Int(rows(Coord(i, j, k))), (i * 5 + j) * 7 + k)
                assert_equal(Int(mixed_rows(Coord(i, j, k))), (i * 5 + j) * 7 + k)
                assert_equal(Int(columns(Coord(i, j, k))), i + 3 * (j + 5 * k))
                assert_equal(Int(mixed_columns(Coord(i, j, k))), i + 3 * (j + 5 * k))
                # An integer counts coordinates with the left-most one fastest.
                assert_equal(rows(i + 3 * (j + 5 * k)), rows(Coord(i, j, k)))
    expect_same_map(rows, mixed_rows)
    expect_same_map(columns, mixed_columns)


def test_what_types_know() raises:
    comptime Rows = type_of(row_major[4, 6]())
    assert_equal(Rows.rank, 2)
    assert_equal(Rows.static_shape[0], 4)
    assert_equal(Rows.static_shape[1], 6)
    assert_equal(Rows.static_stride[0], 6)
    assert_equal(Rows.static_stride[1], 1)
    assert_equal(Rows.static_product, 24)
    assert_equal(Rows.static_cosize, 24)
    assert_true(Rows.all_dims_known)
    var n = 4
    assert_equal(row_major(n, Idx[6]).size(), 24)
    comptime Mixed = type_of(row_major(n, Idx[6]))
    assert_equal(Mixed.static_shape[0], -1)
    assert_equal(Mixed.static_shape[1], 6)
    assert_equal(Mixed.static_stride[0], 6)
    assert_equal(Mixed.static_product, -1)
    assert_true(Mixed.stride_known and not Mixed.shape_known)
    comptime Other = type_of(row_major(Idx[6], n))
    assert_equal(Other.static_stride[0], -1)
    assert_equal(Other.static_stride[1], 1)
    comptime Padded = type_of(Layout(coord[4, 6](), coord[8, 1]()))
    assert_equal(Padded.static_cosize, 30)


def test_text() raises:
    assert_equal(String(row_major[4, 6]()), "((4, 6):(6, 1))")
    assert_equal(String(col_major[4, 6]()), "((4, 6):(1, 4))")
    var n = 3
    assert_equal(String(row_major(n, Idx[2])), "((3, 2):(2, 1))")
    assert_equal(String(row_major(coord[7, 2]())), "((7, 2):(2, 1))")
    assert_equal(String(row_major(Coord(coord[2, 3](), Idx[4]))), "((2, 3, 4):(12, 4, 1))")
    assert_equal(String(row_major_nested(Coord(coord[2, 3](), Idx[4]))), "(((2, 3), 4):((12, 4), 1))")
    assert_equal(String(col_major_nested(Coord(coord[2, 3](), Idx[4]))), "(((2, 3), 4):((1, 2), 6))")


def test_coordinates_of_offsets() raises:
    comptime layout = row_major[4, 6]()
    for offset in range(24):
        var crd = layout.idx2crd(offset)
        assert_equal(Int(layout(crd)), offset)
        assert_equal(Int(crd[0]), offset // 6)


def test_turned() raises:
    comptime turned = row_major[3, 5]().transpose()
    assert_equal(String(turned), "((5, 3):(1, 5))")
    var n = 3
    assert_equal(String(row_major(n, Idx[5]).reverse()), "((5, 3):(1, 5))")
    assert_equal(String(row_major[3, 5]().make_dynamic[DType.int32]()), "((3, 5):(5, 1))")


def test_blocks() raises:
    """Blocks of 2 x 5 by rows, of which 3 x 4 are laid out by columns."""
    comptime blocks = blocked_product(row_major[2, 5](), col_major[3, 4]())
    for bi in range(3):
        for bj in range(4):
            for i in range(2):
                for j in range(5):
                    var expected = (bi + 3 * bj) * 10 + i * 5 + j
                    assert_equal(Int(blocks(Coord(Coord(i, bi), Coord(j, bj)))), expected)
                    assert_equal(Int(blocks(Coord(bi * 2 + i, bj * 5 + j))), expected)


def test_division() raises:
    """Tiles of 2 x 3 of a matrix of 4 x 9."""
    comptime divided = zipped_divide[coord[2, 3]()](row_major[4, 9]())
    for ti in range(2):
        for tj in range(3):
            for i in range(2):
                for j in range(3):
                    assert_equal(Int(divided(Coord(Coord(i, j), Coord(ti, tj)))), (ti * 2 + i) * 9 + tj * 3 + j)


def test_coalescing() raises:
    comptime columns = col_major[4, 6, 2]()
    assert_equal(String(coalesce(columns)), "((48):(1))")
    comptime nested = Layout(Coord(Idx[2], coord[1, 6]()), Coord(Idx[1], coord[6, 2]()))
    assert_equal(String(coalesce(nested)), "((12):(1))")
    expect_same_map(coalesce(nested), nested)
    comptime rows = row_major[4, 6]()
    expect_same_map(coalesce(rows), rows)
    assert_equal(String(upcast[2](rows)), "((4, 3):(3, 1))")


def main() raises:
    test_major()
    test_what_types_know()
    test_text()
    test_coordinates_of_offsets()
    test_turned()
    test_blocks()
    test_division()
    test_coalescing()
