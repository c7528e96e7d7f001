"""Tensors whose layout is a value, against index arithmetic written out."""

from layout import IntTuple, Layout, LayoutTensor, TileTensor, lt_to_tt, row_major
from std.testing import assert_equal, assert_true


def numbers(count: Int) -> List[Float32]:
    var result = List[Float32](length=count, fill=0)
    for i in range(count):
        result[i] = Float32(i)
    return result^


def sum_of[layout: Layout](t: LayoutTensor[mut=False, DType.float32, layout, ...]) -> Float32:
    var sum = Float32(0)
    for i in range(t.dim(0)):
        for j in range(t.dim[1]()):
            sum += t[i, j][0]
    return sum


def test_elements() raises:
    var data = numbers(35)
    comptime layout = Layout.row_major(5, 7)
    var t = LayoutTensor[DType.float32, layout](data)
    for i in range(5):
        for j in range(7):
            assert_equal(t[i, j], Float32(i * 7 + j))
    t[2, 3] = 100
    t[4, 6] += 1
    assert_equal(data[17], 100)
    assert_equal(data[34], 35)
    assert_equal(t.load[4](1, 2), SIMD[DType.float32, 4](9, 10, 11, 12))
    t.store[2](0, 1, SIMD[DType.float32, 2](-1, -2))
    assert_equal(data[2], -2)
    assert_equal(t.load_scalar(3, 3), 24)
    assert_equal(t.dim(1), 7)
    assert_equal(t.shape[0](), 5)
    assert_equal(t.stride[0](), 7)
    assert_equal(t.size(), 35)
    assert_true(t.rank == 2)


def test_views() raises:
    var data = numbers(48)
    var t = LayoutTensor[DType.float32, Layout.row_major(6, 8)](data)
    for ti in range(2):
        for tj in range(4):
            var tile = t.tile[3, 2](ti, tj)
            for i in range(3):
                for j in range(2):
                    assert_equal(tile[i, j], Float32((ti * 3 + i) * 8 + tj * 2 + j))
    var flat = t.vectorize[1, 4]()
    assert_equal(flat[5, 1], SIMD[DType.float32, 4](44, 45, 46, 47))
    # The numbers of a vector need not lie in a row.
    var upright = t.vectorize[2, 1]()
    assert_equal(upright[1, 3], SIMD[DType.float32, 2](19, 27))
    upright[1, 3] = SIMD[DType.float32, 2](-1, -2)
    assert_equal(data[19], -1)
    assert_equal(data[27], -2)
    data[19] = 19
    data[27] = 27
    var seen = List[Int](length=48, fill=0)
    for thread in range(6):
        var mine = t.distribute[Layout(IntTuple(3, 2), IntTuple(1, 3))](thread)
        for i in range(2):
            for j in range(4):
                assert_equal(mine[i, j], Float32((thread % 3 + 3 * i) * 8 + thread // 3 + 2 * j))
                seen[Int(mine[i, j])] += 1
    for i in range(48):
        assert_equal(seen[i], 1)
    assert_equal(t.transpose()[7, 5], 47)
    assert_equal(t.reshape[Layout.row_major(2, 24)]()[1, 3], 27)
    assert_equal(sum_of(t), 47 * 24)
    assert_equal(sum_of(t.get_immutable()), 47 * 24)


def test_all_elements() raises:
    var data = numbers(12)
    var t = LayoutTensor[DType.float32, Layout.row_major(3, 4)](data)
    var local = LayoutTensor[DType.float32, Layout.col_major(3, 4), MutAnyOrigin].stack_allocation()
    local.copy_from(t)
    for i in range(3):
        for j in range(4):
            assert_equal(local[i, j], Float32(i * 4 + j))
    _ = t.tile[2, 2](0, 1).fill(9)
    assert_equal(String(t), "0.0 1.0 9.0 9.0 \n4.0 5.0 9.0 9.0 \n8.0 9.0 10.0 11.0 ")
    assert_equal(String(LayoutTensor[DType.float32, Layout(3)](data)), "0.0 1.0 9.0 ")


def test_bridges() raises:
    var data = numbers(24)
    var newer = TileTensor(data, row_major[4, 6]())
    var older = newer.to_layout_tensor()
    assert_equal(older[3, 2], 20)
    assert_true(older.layout == Layout.row_major(4, 6))
    var back = lt_to_tt(older)
    assert_true(type_of(back.layout) == type_of(newer.layout))
    assert_equal(back[3, 2], 20)
    var nested = LayoutTensor[DType.float32, Layout(IntTuple(IntTuple(2, 2), 3), IntTuple(IntTuple(1, 6), 2))](data)
    for i in range(2):
        for j in range(2):
            for k in range(3):
                assert_equal(nested[i, j, k], Float32(i + 6 * j + 2 * k))
                assert_equal(lt_to_tt(nested)[i, j, k], nested[i, j, k])


def main() raises:
    test_elements()
    test_views()
    test_all_elements()
    test_bridges()
