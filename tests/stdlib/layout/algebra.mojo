"""The algebra of layouts against its definitions, offset by offset, over many layouts."""

from layout.int_tuple import (
    IntTuple, compatible, congruent, crd2idx, flatten, idx2crd, prefix_product, product, product_each, reverse, shape_div,
)
from layout.layout import (
    Layout, LayoutList, MakeTileLayoutList, blocked_product, coalesce, complement, composition, downcast, format_layout, logical_divide,
    logical_product, make_layout, make_ordered_layout, right_inverse, sublayout, tile_to_shape, upcast, zipped_divide,
)
from std.testing import assert_equal, assert_false, assert_true


def samples() -> List[Layout]:
    var result = List[Layout]()
    result.append(Layout(IntTuple(4, 6), IntTuple(6, 1)))
    result.append(Layout(IntTuple(4, 6), IntTuple(1, 4)))
    result.append(Layout(24, 1))
    result.append(Layout(IntTuple(2, 3, 4), IntTuple(12, 1, 3)))
    result.append(Layout(IntTuple(IntTuple(2, 2), IntTuple(3, 2)), IntTuple(IntTuple(1, 4), IntTuple(8, 2))))
    result.append(Layout(IntTuple(5, 1, 7), IntTuple(7, 3, 1)))
    result.append(Layout(IntTuple(3, 5), IntTuple(10, 2)))
    result.append(Layout(IntTuple(2, IntTuple(1, 6)), IntTuple(1, IntTuple(6, 2))))
    return result^


def offset_of(layout: Layout, var count: Int) -> Int:
    """The offset of the coordinate that `count` counts, from the flat shape and strides alone."""
    var shape = flatten(layout.shape)
    var stride = flatten(layout.stride)
    if shape.is_value():
        return count * stride.value()
    var result = 0
    for i in range(len(shape)):
        result += count % shape.value(i) * stride.value(i)
        count //= shape.value(i)
    return result


def test_tuples() raises:
    var t = IntTuple(1, IntTuple(2, 3), 4)
    assert_equal(String(t), "(1, (2, 3), 4)")
    assert_equal(len(t), 3)
    assert_equal(String(t[1]), "(2, 3)")
    assert_true(t.is_tuple(1) and t.is_value(0))
    assert_equal(String(flatten(t)), "(1, 2, 3, 4)")
    assert_equal(String(reverse(t)), "(4, (3, 2), 1)")
    assert_equal(product(t), 24)
    assert_equal(String(product_each(t)), "(1, 6, 4)")
    assert_equal(String(prefix_product(IntTuple(4, IntTuple(2, 3), 5))), "(1, (4, 8), 24)")
    assert_equal(String(shape_div(IntTuple(4, 6), 8)), "(1, 3)")
    assert_true(congruent(t, IntTuple(0, IntTuple(0, 0), 0)))
    assert_false(congruent(t, IntTuple(0, 0, 0)))
    assert_true(compatible(IntTuple(6, 4), IntTuple(IntTuple(2, 3), 4)))
    assert_false(compatible(IntTuple(6, 4), IntTuple(IntTuple(2, 2), 4)))
    assert_true(IntTuple(1, 2) < IntTuple(1, 3))
    var shown: IntTuple = [7, 8]
    assert_true(shown == IntTuple(7, 8))
    var sum = 0
    for element in shown:
        sum += element.value()
    assert_equal(sum, 15)


def test_maps() raises:
    for layout in samples():
        assert_equal(layout.size(), product(layout.shape))
        var largest = 0
        for i in range(layout.size()):
            assert_equal(layout(i), offset_of(layout, i))
            largest = max(largest, layout(i))
            # The coordinate that an integer counts, and back.
            var crd = idx2crd(i, layout.shape)
            assert_true(congruent(crd, layout.shape))
            assert_equal(layout(crd), layout(i))
        assert_equal(layout.cosize(), largest + 1)


def test_coalescing() raises:
    for layout in samples():
        for keep in range(2):
            var simple = coalesce(layout, keep_rank=keep == 1)
            assert_equal(simple.size(), layout.size())
            for i in range(layout.size()):
                assert_equal(simple(i), layout(i))
            if keep == 1:
                assert_equal(simple.rank(), layout.rank())


def test_composition() raises:
    var inner = List[Layout]()
    inner.append(Layout(6, 2))
    inner.append(Layout(12, 1))
    inner.append(Layout(IntTuple(2, 2), IntTuple(2, 1)))
    inner.append(Layout(IntTuple(2, IntTuple(2, 2)), IntTuple(12, IntTuple(1, 2))))
    inner.append(Layout(4, 0))
    var outer = List[Layout]()
    outer.append(Layout(IntTuple(4, 6), IntTuple(6, 1)))
    outer.append(Layout(24, 3))
    outer.append(Layout(IntTuple(2, 12), IntTuple(12, 1)))
    for a in outer:
        for b in inner:
            var both = composition(a, b)
            assert_true(compatible(b.shape, both.shape))
            for i in range(b.size()):
                assert_equal(both(i), a(b(i)))


def test_complement() raises:
    var taken = List[Layout]()
    taken.append(Layout(4, 1))
    taken.append(Layout(4, 3))
    taken.append(Layout(IntTuple(4, 6), IntTuple(1, 4)))
    taken.append(Layout(IntTuple(2, 4), IntTuple(1, 6)))
    taken.append(Layout(IntTuple(2, 2), IntTuple(1, 6)))
    for layout in taken:
        var rest = complement(layout, 24)
        # Together they reach every offset below the size exactly once.
        var seen = List[Int](length=48, fill=0)
        var both = make_layout(layout, rest)
        for i in range(both.size()):
            seen[both(i)] += 1
        for i in range(both.size()):
            assert_equal(seen[i], 1)
        assert_true(both.size() >= 24)


def test_division() raises:
    var whole = Layout(IntTuple(4, 2, 3), IntTuple(2, 1, 8))
    assert_equal(String(logical_divide(whole, Layout(4, 2))), "(((2, 2), (2, 3)):((4, 1), (2, 8)))")
    for layout in samples():
        if layout.size() % 4 != 0:
            continue
        var divided = logical_divide(layout, Layout(4, 1))
        assert_equal(divided[0].size(), 4)
        assert_equal(divided.size(), layout.size())
        for i in range(layout.size()):
            assert_equal(divided(IntTuple(i % 4, i // 4)), layout(i))
    var tiles = zipped_divide(Layout.row_major(8, 6), MakeTileLayoutList[4, 3]())
    for ti in range(2):
        for tj in range(2):
            for i in range(4):
                for j in range(3):
                    assert_equal(tiles(IntTuple(IntTuple(i, j), IntTuple(ti, tj))), (ti * 4 + i) * 6 + tj * 3 + j)


def test_products() raises:
    assert_equal(String(logical_product(Layout(IntTuple(2, 2), IntTuple(4, 1)), Layout(6, 1))), "(((2, 2), (2, 3)):((4, 1), (2, 8)))")
    var blocks = blocked_product(Layout.row_major(2, 5), Layout.col_major(3, 4))
    for row in range(6):
        for column in range(20):
            var block = row // 2 + 3 * (column // 5)
            assert_equal(blocks(IntTuple(row, column)), block * 10 + row % 2 * 5 + column % 5)
    var by_rows = tile_to_shape(Layout.row_major(2, 2), IntTuple(4, 6), IntTuple(1, 0))
    for row in range(4):
        for column in range(6):
            var tile = row // 2 * 3 + column // 2
            assert_equal(by_rows(IntTuple(row, column)), tile * 4 + row % 2 * 2 + column % 2)


def test_order() raises:
    assert_equal(String(make_ordered_layout(IntTuple(2, 3, 4), IntTuple(2, 0, 1))), "((2, 3, 4):(12, 1, 3))")
    assert_equal(String(make_ordered_layout(IntTuple(IntTuple(2, 3), 4), IntTuple(IntTuple(0, 2), 1))), "(((2, 3), 4):((1, 8), 2))")
    assert_equal(String(sublayout(Layout.row_major(2, 3, 4), 0, 2)), "((2, 4):(12, 1))")


def test_inverse() raises:
    for layout in samples():
        var back = right_inverse(layout)
        for i in range(back.size()):
            assert_equal(layout(back(i)), i)
    assert_equal(right_inverse(Layout.row_major(4, 6)).size(), 24)


def test_wider_elements() raises:
    var layout = Layout.row_major(4, 8)
    assert_equal(String(upcast(layout, 4)), "((4, 2):(2, 1))")
    assert_equal(String(downcast(layout, 4)), "((4, 32):(32, 1))")


def test_table() raises:
    var text = String()
    format_layout(Layout.row_major(2, 3), text)
    assert_equal(
        text,
        "((2, 3):(3, 1))\n"
        "      0   1   2\n"
        "    +---+---+---+\n"
        " 0  | 0 | 1 | 2 |\n"
        "    +---+---+---+\n"
        " 1  | 3 | 4 | 5 |\n"
        "    +---+---+---+\n",
    )


def test_at_compile_time() raises:
    comptime layout = Layout.row_major(3, 4)
    comptime size = layout.size()
    comptime offset = layout(IntTuple(2, 1))
    assert_equal(size, 12)
    assert_equal(offset, 9)
    var array = Array[Int, layout.cosize()](fill=0)
    assert_equal(len(array), 12)
    comptime divided = logical_divide(Layout.row_major(4, 3), Layout(2, 1))
    assert_equal(String(divided), "((2, (2, 3)):(3, (6, 1)))")


def main() raises:
    test_tuples()
    test_maps()
    test_coalescing()
    test_composition()
    test_complement()
    test_division()
    test_products()
    test_order()
    test_inverse()
    test_wider_elements()
    test_table()
    test_at_compile_time()
