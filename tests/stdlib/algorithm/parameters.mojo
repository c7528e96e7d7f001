# Algorithms that take the function as a parameter, the older form.
from std.algorithm import elementwise, map, parallelize, parallelize_over_rows, sync_parallelize, tile, unswitch, vectorize
from std.atomic import Atomic
from std.testing import assert_equal, assert_true
from std.utils import Index, IndexList


def scaled(factor: Float32, n: Int) raises:
    var data = List[Float32](length=n, fill=1)

    @__parameter
    def row(i: Int):
        data[i] *= factor * Float32(i)

    parallelize[row](n)
    for i in range(n):
        assert_equal(data[i], factor * Float32(i))
    parallelize[row](n, 3)
    for i in range(n):
        assert_equal(data[i], factor * factor * Float32(i * i))


def test_parallelize() raises:
    scaled(2, 100)
    scaled(0.5, 1)
    scaled(1, 0)


def test_errors_and_rows() raises:
    var squares = List[Int](length=50, fill=0)

    @__parameter
    def square(i: Int) raises:
        if i < 0:
            raise Error("negative")
        squares[i] = i * i

    sync_parallelize[square](50)
    assert_equal(squares[49], 2401)
    var seen = List[Int](length=12, fill=0)

    @__parameter
    def rows(start: Int, end: Int):
        for i in range(start, end):
            seen[i] += 1

    parallelize_over_rows[rows](Index(3, 4, 10), 2, 25)
    for i in range(12):
        assert_equal(seen[i], 1)
    parallelize_over_rows(rows, Index(2, 6, 1), 2, 1)
    assert_equal(seen[0] + seen[11], 4)


def test_vectorize() raises:
    for size in range(0, 40):
        var a = List[Float32](length=size, fill=1)
        var b = List[Float32](length=size, fill=0)
        var calls = 0

        @__parameter
        def double[width: Int](i: Int):
            b.unsafe_ptr().unsafe_store(i, a.unsafe_ptr().unsafe_load[width](i) * 2)
            calls += 1

        vectorize[double, 8](size)
        assert_equal(calls, size // 8 + size % 8)
        vectorize[double, 4, unroll_factor=2](size)
        for i in range(size):
            assert_equal(b[i], 2)
    var starts = List[Int]()

    @__parameter
    def note[width: Int](i: Int):
        starts.append(i * 100 + width)

    vectorize[note, 4, size=14]()
    assert_equal(starts, [4, 404, 804, 1202])
    var covered = 0

    @__parameter
    def some[width: Int](i: Int, evl: Int):
        covered += evl

    vectorize[some, 8](21)
    assert_equal(covered, 21)


def test_elementwise() raises:
    var out = List[Int](length=10_001, fill=0)

    @__parameter
    def fill[width: Int](i: Int):
        for k in range(width):
            out[i + k] = i + k

    elementwise[fill, 8](10_001)
    for i in range(10_001):
        assert_equal(out[i], i)


def test_tiles() raises:
    var tiles = List[Int]()

    @__parameter
    def work[width: Int](at: Int):
        tiles.append(at * 100 + width)

    tile[work, [8, 4, 1]](0, 14)
    assert_equal(tiles, [8, 804, 1201, 1301])

    @__parameter
    def dynamic(at: Int, width: Int):
        tiles.append(at * 100 + width)

    tiles.clear()
    tile[dynamic](0, 7, 5, 2)
    assert_equal(tiles, [5, 502])

    @__parameter
    def rectangle[x: Int, y: Int](at_x: Int, at_y: Int):
        tiles.append(at_x * 1000 + at_y * 100 + x * 10 + y)

    tiles.clear()
    tile[rectangle, [2, 1], [2]](0, 0, 3, 2)
    assert_equal(tiles, [22, 2012])


def test_flags_and_loops() raises:
    var log = List[String]()

    @__parameter
    def switched[flag: Bool]():
        log.append("on" if flag else "off")

    unswitch[switched](True)
    unswitch[switched](len(log) > 5)
    assert_equal(log, ["on", "off"])
    var sum = 0

    @__parameter
    def add(i: Int):
        sum += i

    map[add](10)
    assert_equal(sum, 45)


def test_sort() raises:
    var names: List[String] = ["pear", "fig", "banana", "kiwi"]
    var compared = 0

    @__parameter
    def shorter(a: String, b: String) -> Bool:
        compared += 1
        return a.byte_length() < b.byte_length()

    sort[shorter, stable=True](Span(names))
    assert_equal(names, ["fig", "pear", "kiwi", "banana"])
    assert_true(compared > 2)

    def longer(a: String, b: String) -> Bool:
        return a.byte_length() > b.byte_length()

    partition[longer](Span(names), 1)
    assert_equal(names[0], "banana")


def nested[body: def(Int, Int) capturing [_] -> None](rows: Int, columns: Int):
    """Threads over rows, vectors in them."""

    @__parameter
    def row(y: Int):
        @__parameter
        def column[width: Int](x: Int):
            for k in range(width):
                body(x + k, y)

        vectorize[column, 4](columns)

    parallelize[row](rows)


def test_nested() raises:
    var count = Atomic[Int64](0)
    var cells = List[Int](length=70, fill=0)

    @__parameter
    def cell(x: Int, y: Int):
        cells[y * 10 + x] = x * y
        _ = count.fetch_add(1)

    nested[cell](7, 10)
    assert_equal(count.load(), 70)
    assert_equal(cells[69], 54)


def test_apply() raises:
    var numbers = List[Float32](length=21, fill=1)
    for i in range(21):
        numbers[i] = Float32(i)
    var factor: Float32 = 3

    @__parameter
    def scale[w: SIMDLength](x: SIMD[DType.float32, w]) -> SIMD[DType.float32, w]:
        return x * factor

    Span(numbers).apply[scale]()
    assert_equal(numbers[7], 21)
    assert_equal(numbers[20], 60)

    def halve[w: SIMDLength](x: SIMD[DType.float32, w]) -> SIMD[DType.float32, w]:
        return x / 2

    @__parameter
    def large[w: SIMDLength](x: SIMD[DType.float32, w]) -> SIMD[DType.bool, w]:
        return x.gt(factor * 4)

    Span(numbers).apply[halve, cond=large]()
    assert_equal(numbers[4], 12)
    assert_equal(numbers[5], 7.5)


def main() raises:
    test_apply()
    test_parallelize()
    test_errors_and_rows()
    test_vectorize()
    test_elementwise()
    test_tiles()
    test_flags_and_loops()
    test_sort()
    test_nested()
