"""Tensors against index arithmetic written out: elements, tiles, vectors, fragments, slices, odd sizes, run-time sizes."""

from layout import All, Coord, Idx, TensorLayout, TileTensor, col_major, flatten_leading, row_major, stack_allocation
from layout.tile_layout import Layout, blocked_product
from std.utils.index import Index
from std.testing import assert_equal, assert_true


def numbers(count: Int) -> List[Float32]:
    var result = List[Float32](length=count, fill=0)
    for i in range(count):
        result[i] = Float32(i)
    return result^


def test_elements() raises:
    var data = numbers(35)
    var t = TileTensor(data, row_major[5, 7]())
    for i in range(5):
        for j in range(7):
            assert_equal(t[i, j], Float32(i * 7 + j))
            assert_equal(t[Coord(i, j)], Float32(i * 7 + j))
            t[i, j] = Float32(100 + i * 7 + j)
            assert_equal(data[i * 7 + j], Float32(100 + i * 7 + j))
    t[4, 6] += 1
    assert_equal(data[34], 135)
    t[UInt8(1), Int32(2)] *= 2
    assert_equal(data[9], 218)
    assert_equal(Int(t.dim[0]()), 5)
    assert_equal(Int(t.dim(1)), 7)
    assert_equal(Int(t.dynamic_stride(0)), 7)
    assert_equal(t.num_elements(), 35)
    assert_true(type_of(t).rank == 2 and type_of(t).static_shape[1] == 7 and type_of(t).is_row_major)
    assert_true(type_of(t.dim[0]()) == Int32)


def test_vectors() raises:
    var data = numbers(48)
    var t = TileTensor(data, row_major[6, 8]())
    assert_equal(t.load[4](Coord(2, 3)), SIMD[DType.float32, 4](19, 20, 21, 22))
    assert_equal(t.load[2]((5, 6)), SIMD[DType.float32, 2](46, 47))
    t.store[4]((1, 0), SIMD[DType.float32, 4](-1, -2, -3, -4))
    for k in range(4):
        assert_equal(data[8 + k], Float32(-1 - k))
    t.store((0, 0), Float32(5))
    assert_equal(data[0], 5)
    assert_equal(t.load_linear[2](Index(5, 6)), SIMD[DType.float32, 2](46, 47))
    t.store_linear(Index(3, 3), Float32(-5))
    assert_equal(data[27], -5)
    assert_equal(t.raw_load[2](46), SIMD[DType.float32, 2](46, 47))
    var v = t.vectorize[1, 4]()
    assert_equal(v.element_size, 4)
    assert_equal(v.num_elements(), 12)
    for i in range(6):
        for j in range(2):
            assert_equal(v[i, j], t.load[4](Coord(i, j * 4)))
    v[5, 1] = v[5, 1] * 2
    assert_equal(data[47], 94)
    # By columns the vectors stand upright; what does not divide is rounded up.
    var c = TileTensor(data, col_major[6, 8]()).vectorize[4, 1]()
    assert_equal(Int(c.dim[0]()), 2)
    assert_equal(c[0, 3], SIMD[DType.float32, 4](data[18], data[19], data[20], data[21]))


def expect_tiles[L: TensorLayout](t: TileTensor[DType.float32, L, MutAnyOrigin], rows: Int, columns: Int) raises:
    """3 x 2 tiles of a matrix whose rows lie one after the other."""
    for ti in range(rows // 3):
        for tj in range(columns // 2):
            var tile = t.tile[3, 2](ti, tj)
            var same = t.tile[3, 2]((ti, tj))
            for i in range(3):
                for j in range(2):
                    assert_equal(tile[i, j], Float32((ti * 3 + i) * columns + tj * 2 + j))
                    assert_equal(same[i, j], tile[i, j])
            var found = t.tile_with_offset[3, 2]((ti, tj))
            assert_equal(found[1], Index(ti * 3, tj * 2))
            assert_equal(t.raw_load(found[2]), tile[0, 0])
            assert_equal(found[0][2, 1], tile[2, 1])
            # A tile of a tile.
            assert_equal(tile.tile[1, 1](2, 1)[0, 0], tile[2, 1])


def test_tiles() raises:
    var data = numbers(9 * 14)
    expect_tiles(TileTensor(data, row_major[9, 14]()), 9, 14)
    var rows = 9
    var columns = 14
    expect_tiles(TileTensor(data, row_major(rows, columns)), rows, columns)
    expect_tiles(TileTensor(data, row_major(rows, Idx[14])), rows, columns)


def test_fragments() raises:
    """Every element belongs to one thread."""
    var data = numbers(8 * 12)
    var t = TileTensor(data, row_major[8, 12]())
    comptime threads = col_major[2, 3]()
    var seen = List[Int](length=96, fill=0)
    for thread in range(6):
        var mine = t.distribute[threads](thread)
        assert_equal(Int(mine.dim[0]()), 4)
        assert_equal(Int(mine.dim[1]()), 4)
        for i in range(4):
            for j in range(4):
                var expected = (thread % 2 + 2 * i) * 12 + thread // 2 + 3 * j
                assert_equal(Int(mine[i, j]), expected)
                seen[expected] += 1
    for i in range(96):
        assert_equal(seen[i], 1)
    var vectors = t.vectorize[1, 4]().distribute[row_major[4, 3]()](7)
    assert_equal(vectors[1, 0], t.load[4](Coord(2 + 4, 4)))


def test_other_views() raises:
    var data = numbers(24)
    var t = TileTensor(data, row_major[4, 6]())
    var turned = t.transpose()
    for i in range(4):
        for j in range(6):
            assert_equal(turned[j, i], t[i, j])
    var part = t.slice((1, 3), (2, 5))
    assert_equal(part.num_elements(), 6)
    for i in range(2):
        for j in range(3):
            assert_equal(part[i, j], t[i + 1, j + 2])
    var known = t.slice[1:3, 2:]()
    assert_true(type_of(known).static_shape[0] == 2 and type_of(known).static_shape[1] == 4)
    assert_equal(known[1, 3], t[2, 5])
    var row = t.slice(2, All)
    assert_true(type_of(row).rank == 1)
    for j in range(6):
        assert_equal(row[j], t[2, j])
    assert_equal(t.slice(All, 4)[3], t[3, 4])
    var cube = TileTensor(data, row_major[2, 3, 4]())
    var middle = cube.slice(All, 1, All)
    for i in range(2):
        for k in range(4):
            assert_equal(middle[i, k], cube[i, 1, k])
    assert_equal(flatten_leading(cube)[5, 3], cube[1, 2, 3])
    var halves = t.split[2]()
    assert_equal(halves[1][1, 5], t[3, 5])
    var thirds = t.split[3, 1]()
    assert_equal(thirds[2][3, 1], t[3, 5])
    assert_equal(t.make_dynamic[DType.int32]()[3, 5], t[3, 5])
    assert_equal(t.reshape[2, 12]()[1, 3], 15)
    assert_equal(t.reshape(row_major[3, 2, 4]())[2, 1, 3], 23)
    assert_equal(t.coalesce()[17], 17)
    assert_equal(t.as_immut()[1, 1], 7)
    assert_equal(t.bitcast[DType.uint32]()[0, 1], Float32(1).to_bits())
    assert_equal(t.ptr_at_offset(Coord(2, 3)).unsafe_load(), 15)


def test_nested() raises:
    """Blocks of 2 x 2 that lie together."""
    var data = numbers(24)
    var t = TileTensor(data, blocked_product(row_major[2, 2](), row_major[2, 3]()))
    for i in range(4):
        for j in range(6):
            var expected = Float32((i // 2 * 3 + j // 2) * 4 + i % 2 * 2 + j % 2)
            assert_equal(t[Coord(i, j)], expected)
            assert_equal(t[i % 2, i // 2, j % 2, j // 2], expected)


def test_all_elements() raises:
    var data = numbers(30)
    var t = TileTensor(data, row_major[5, 6]())
    _ = t.tile[2, 3](1, 1).fill(-1)
    for i in range(5):
        for j in range(6):
            var inside = 2 <= i < 4 and 3 <= j < 6
            assert_equal(t[i, j], Float32(-1) if inside else Float32(i * 6 + j))
    var local = stack_allocation[dtype=DType.float32](col_major[5, 6]())
    local.copy_from(t)
    for i in range(5):
        for j in range(6):
            assert_equal(local[i, j], t[i, j])
    var rows = 5
    var whole = stack_allocation[dtype=DType.float64](row_major[5, 6]())
    whole.copy_from(TileTensor(data, row_major(rows, Idx[6])))
    assert_equal(whole[4, 5], 29)


def test_text() raises:
    var data = numbers(6)
    assert_equal(String(TileTensor(data, row_major[2, 3]())), "[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]")
    assert_equal(String(TileTensor(data, row_major[6]())), "[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]")
    assert_equal(String(TileTensor(data, row_major[1, 2, 3]())), "[0.0, 3.0, 1.0, 4.0, 2.0, 5.0]")
    var n = 2
    assert_equal(String(TileTensor(data, row_major(n, Idx[3]))), "[0.0, 3.0, 1.0, 4.0, 2.0, 5.0]")
    assert_equal(String(TileTensor(data, row_major[2, 4]()).vectorize[1, 2]().tile[1, 2](0, 0)), "[[[0.0, 1.0], [2.0, 3.0]]]")


def test_sources() raises:
    var array: Array[Int32, 6] = [1, 2, 3, 4, 5, 6]
    var of_array = TileTensor(array, row_major[2, 3]())
    assert_equal(of_array[1, 0], 4)
    of_array[0, 0] = 7
    assert_equal(array[0], 7)
    var of_pointer = TileTensor(ptr=array.unsafe_ptr(), layout=row_major[3, 2]())
    assert_equal(of_pointer[2, 1], 6)
    var span = Span(array)
    assert_equal(TileTensor(span, row_major[6]())[5], 6)


def total[L: TensorLayout](t: TileTensor[mut=False, DType.float32, L, ...]) -> Float32:
    var sum = Float32(0)
    for i in range(Int(t.dim[0]())):
        for j in range(Int(t.dim[1]())):
            sum += t[i, j]
    return sum


def test_arguments() raises:
    var data = numbers(12)
    var t = TileTensor(data, row_major[3, 4]())
    assert_equal(total(t.as_immut()), 66)
    assert_equal(total(TileTensor(data, col_major[2, 6]())), 66)


def main() raises:
    test_elements()
    test_vectors()
    test_tiles()
    test_fragments()
    test_other_views()
    test_nested()
    test_all_elements()
    test_text()
    test_sources()
    test_arguments()
