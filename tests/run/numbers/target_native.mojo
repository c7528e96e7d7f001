# `native` stands for the processor that compiles.
# options: --target-cpu native
from std.sys import simd_width_of


def main():
    var sum = SIMD[DType.float64, simd_width_of[DType.float64]()](1.5).reduce_add()
    print(sum == 1.5 * Float64(simd_width_of[DType.float64]()))


# expect: True
