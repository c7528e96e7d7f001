# Bits of integers.
from std.bit import (
    bit_not, bit_reverse, bit_width, byte_swap, count_leading_zeros, count_trailing_zeros, log2_ceil, log2_floor, next_power_of_two, pop_count,
    prev_power_of_two, rotate_bits_left, rotate_bits_right,
)
from std.bit.mask import is_negative, splat


def main():
    print(count_leading_zeros(Int32(1)), count_leading_zeros(0), count_leading_zeros(UInt8(200)), count_trailing_zeros(40), count_trailing_zeros(UInt16(0)))
    print(pop_count(255), pop_count(-1), pop_count(UInt8(0b10110)), bit_reverse(UInt8(0b00010011)), byte_swap(UInt32(0x01020304)), byte_swap(UInt8(7)))
    print(bit_not(5), bit_width(0), bit_width(-1), bit_width(255), bit_width(UInt8(255)), bit_width(Int8(-128)))
    print(log2_floor(1), log2_floor(1000), log2_floor(0), log2_ceil(1), log2_ceil(1000), log2_ceil(1024), log2_ceil(0))
    print(next_power_of_two(0), next_power_of_two(-5), next_power_of_two(17), next_power_of_two(64), prev_power_of_two(0), prev_power_of_two(17))
    print(rotate_bits_left[4](UInt8(0b10010110)), rotate_bits_right[1](UInt8(1)), rotate_bits_left[0](Int32(-7)), rotate_bits_left[36](Int32(1)))
    print(is_negative(-5), is_negative(5), splat(True), splat[DType.int8](SIMD[DType.bool, 2](True, False)))
    var v = SIMD[DType.uint16, 4](1, 2, 1000, 65535)
    print(count_leading_zeros(v), pop_count(v), next_power_of_two(v), log2_floor(v), byte_swap(v))


# expect: 31 64 0 3 16
# expect: 8 64 3 200 67305985 7
# expect: -6 0 0 8 8 7
# expect: 0 9 -1 0 10 10 0
# expect: 1 1 32 64 0 16
# expect: 105 128 -7 16
# expect: -1 0 -1 [-1, 0]
# expect: [15, 14, 6, 0] [1, 1, 6, 16] [1, 2, 1024, 0] [0, 1, 9, 15] [256, 512, 59395, 65535]
