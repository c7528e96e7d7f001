# Reductions over numbers in a row, of lengths that vectors do not divide.
from std.algorithm import cumsum, max, mean, min, parallel_memcpy, product, reduce, sum, variance
from std.testing import assert_almost_equal, assert_equal, assert_true


def ramp[dtype: DType](count: Int) -> List[Scalar[dtype]]:
    var values = List[Scalar[dtype]]()
    for i in range(count):
        values.append(Scalar[dtype](i + 1))
    return values^


def test_sums() raises:
    for count in range(0, 70):
        var ints = ramp[DType.int32](count)
        assert_equal(sum(ints), Int32(count * (count + 1) // 2))
        var floats = ramp[DType.float64](count)
        assert_equal(sum(floats), Float64(count * (count + 1) // 2))
        if count > 0:
            assert_equal(max(ints), Int32(count))
            assert_equal(min(ints), Int32(1))
            ints[count // 2] = -7
            assert_equal(min(ints), Int32(-7))
            assert_equal(mean(floats), Float64(count + 1) / 2)


def test_products() raises:
    assert_equal(product(ramp[DType.int](10)), 3628800)
    assert_equal(product(ramp[DType.float64](20)), 2432902008176640000.0)
    assert_equal(product(List[Int]()), 1)


def test_variance() raises:
    var values: List[Float64] = [2, 4, 4, 4, 5, 5, 7, 9]
    assert_almost_equal(variance(values), 32.0 / 7)
    assert_almost_equal(variance(values, correction=0), 4.0)
    assert_almost_equal(variance(values, 5.0, correction=0), 4.0)


def test_cumsum() raises:
    var values = ramp[DType.int](5)
    var sums = List[Int](length=5, fill=0)
    cumsum(sums, values)
    assert_equal(sums, [1, 3, 6, 10, 15])


def longer(length: Int, word: String) -> Int:
    return length if length > word.byte_length() else word.byte_length()


def test_reduce() raises:
    var words: List[String] = ["a", "abc", "ab"]
    assert_equal(reduce(longer, words, 0), 3)


def test_copy() raises:
    var source = ramp[DType.int16](200001)
    var target = List[Int16](length=200001, fill=0)
    parallel_memcpy(dest=target.unsafe_ptr(), src=source.unsafe_ptr(), count=200001)
    assert_true(source == target)
    target[200000] = 1
    parallel_memcpy(dest=target.unsafe_ptr(), src=source.unsafe_ptr(), count=200001, count_per_task=100, num_tasks=3)
    assert_true(source == target)


def main() raises:
    test_sums()
    test_products()
    test_variance()
    test_cumsum()
    test_reduce()
    test_copy()
