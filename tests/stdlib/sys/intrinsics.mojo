# Lanes and memory, hints, and what is known of the target.
from std.sys import (
    CompilationTarget, PrefetchOptions, assume, bit_width_of, compressed_store, gather, is_64bit, is_defined, is_gpu, is_release_build, likely,
    masked_load, masked_store, num_logical_cores, num_physical_cores, prefetch, scatter, simd_bit_width, simd_width_of, size_of, strided_load,
    strided_store, unlikely,
)
from std.testing import assert_equal, assert_false, assert_true


def main() raises:
    var numbers: List[Int32] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    var data = numbers.unsafe_ptr()
    var mask = SIMD[DType.bool, 4](True, False, True, False)
    assert_equal(masked_load[4](data.unsafe_offset(2), mask, SIMD[DType.int32, 4](-1)), SIMD[DType.int32, 4](2, -1, 4, -1))
    assert_equal(strided_load[4](data.unsafe_offset(1), 3), SIMD[DType.int32, 4](1, 4, 7, 10))
    assert_equal(strided_load[4](data.unsafe_offset(1), 3, mask), SIMD[DType.int32, 4](1, 0, 7, 0))
    masked_store(SIMD[DType.int32, 4](100, 200, 300, 400), data, mask)
    assert_equal(numbers[0], 100)
    assert_equal(numbers[1], 1)
    assert_equal(numbers[2], 300)
    strided_store(SIMD[DType.int32, 2](50, 60), data.unsafe_offset(3), 5)
    assert_equal(numbers[3], 50)
    assert_equal(numbers[8], 60)
    compressed_store(SIMD[DType.int32, 4](7, 8, 9, 10), data, ~mask)
    assert_equal(numbers[0], 8)
    assert_equal(numbers[1], 10)
    assert_equal(numbers[2], 300)
    var places = SIMD[DType.int, 2](Int(data.unsafe_offset(11)), Int(data.unsafe_offset(3)))
    assert_equal(gather(places, SIMD[DType.bool, 2](fill=True), SIMD[DType.int32, 2](0)), SIMD[DType.int32, 2](11, 50))
    scatter(SIMD[DType.int32, 2](-1, -2), places, SIMD[DType.bool, 2](True, False))
    assert_equal(numbers[11], -1)
    assert_equal(numbers[3], 50)
    prefetch(data)
    prefetch[PrefetchOptions().for_write().low_locality()](data)
    assert_true(likely(numbers[3] == 50))
    assert_false(unlikely(numbers[3] == 51))
    assume(numbers[3] == 50)
    assert_equal(simd_width_of[DType.float32]() * 32, simd_bit_width())
    assert_equal(bit_width_of[DType.int16](), 16)
    assert_equal(size_of[SIMD[DType.int16, 4]](), 8)
    assert_true(is_64bit() and not is_gpu() and is_release_build() and not is_defined["NOTHING"]())
    assert_true(num_logical_cores() >= num_physical_cores() and num_physical_cores() >= 1)
    assert_true(CompilationTarget.is_linux() and not CompilationTarget.is_macos())
    comptime if CompilationTarget.has_avx2():
        assert_true(CompilationTarget.has_avx() and simd_bit_width() >= 256)
