# Loops over vectors, threads and tiles cover every index exactly once.
from std.algorithm import elementwise, map, parallelize, sync_parallelize, tile, unswitch, vectorize
from std.atomic import Atomic
from std.sys import simd_width_of
from std.testing import assert_equal, assert_true


def test_vectorize() raises:
    for size in range(0, 40):
        var a = List[Float32](length=size, fill=1.0)
        var b = List[Float32](length=size, fill=0.0)
        var calls = 0

        def double[width: Int](i: Int) {mut}:
            b.unsafe_ptr().unsafe_store(i, a.unsafe_ptr().unsafe_load[width](i) * 2 + Float32(i))
            calls += 1

        vectorize[8](size, double)
        assert_equal(calls, size // 8 + size % 8)
        for i in range(size):
            assert_equal(b[i], Float32(2 + i // 8 * 8 if i < size // 8 * 8 else 2 + i))


def test_unrolled() raises:
    var starts = List[Int]()

    def note[width: Int](i: Int) {mut}:
        starts.append(i * 100 + width)

    vectorize[4, unroll_factor=2](23, note)
    assert_equal(starts, [4, 404, 804, 1204, 1604, 2001, 2101, 2201])


def test_predicated() raises:
    var covered = 0
    var last = 0

    def some[width: Int](i: Int, evl: Int) {mut}:
        covered += evl
        last = evl

    vectorize[8](21, some)
    assert_equal(covered, 21)
    assert_equal(last, 5)


def test_known_size() raises:
    var widths = List[Int]()

    def note[width: Int](i: Int) {mut}:
        widths.append(width)

    vectorize[8, size=23](note)
    var total = 0
    for width in widths:
        total += width
    assert_equal(total, 23)


def test_parallelize() raises:
    var counts = List[Int](length=1000, fill=0)
    var out = counts.unsafe_ptr()

    def work(i: Int) {imm out}:
        out.unsafe_store(i, out.unsafe_load(i) + i * i)

    parallelize(work, 1000)
    for i in range(1000):
        assert_equal(counts[i], i * i)
    parallelize(work, 1000, 3)
    parallelize(work, 0)
    sync_parallelize(work, 10)
    for i in range(1000):
        assert_equal(counts[i], i * i * (3 if i < 10 else 2))


def test_shared_counter() raises:
    var sum = Atomic[Int64](0)

    def add(i: Int) {mut}:
        sum += Int64(i)

    parallelize(add, 10000)
    assert_equal(sum.load(), 49995000)


def test_map() raises:
    var order = List[Int]()

    def note(i: Int) {mut}:
        order.append(i)

    map(4, note)
    assert_equal(order, [0, 1, 2, 3])


def test_elementwise() raises:
    comptime width = simd_width_of[DType.float64]()
    var values = List[Float64](length=10007, fill=0)
    var out = values.unsafe_ptr()

    def fill[width: Int](i: Int) {imm out}:
        var lanes = SIMD[DType.float64, width](0)
        for k in range(width):
            lanes[k] = Float64(i + k) * 0.5
        out.unsafe_store(i, lanes)

    elementwise[width](fill, 10007)
    for i in range(10007):
        assert_equal(values[i], Float64(i) * 0.5)


def test_tile() raises:
    var pieces = List[Int]()

    def piece[size: Int](at: Int) {mut}:
        pieces.append(at * 100 + size)

    tile[[16, 4, 1]](3, 28, workgroup_function=piece)
    assert_equal(pieces, [316, 1904, 2304, 2701])
    var area = 0

    def patch[width: Int, height: Int](x: Int, y: Int) {mut}:
        area += width * height

    tile[[8, 1], [4, 1]](0, 0, 19, 7, workgroup_function=patch)
    assert_equal(area, 19 * 7)
    var covered = 0

    def dynamic(at: Int, size: Int) {mut}:
        covered += size

    tile(5, 25, 8, 3, workgroup_function=dynamic)
    assert_equal(covered, 19)


def test_unswitch() raises:
    var seen = List[Int]()

    def note[flag: Bool]() {mut}:
        seen.append(1 if flag else 0)

    for i in range(3):
        unswitch(note, i == 1)
    assert_equal(seen, [0, 1, 0])


def main() raises:
    test_vectorize()
    test_unrolled()
    test_predicated()
    test_known_size()
    test_parallelize()
    test_shared_counter()
    test_map()
    test_elementwise()
    test_tile()
    test_unswitch()
