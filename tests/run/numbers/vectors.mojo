# Vectors: construction, arithmetic, masks, lanes, reductions.
def main():
    var a = SIMD[DType.int32, 4](1, 2, 3, 4)
    var b: SIMD[DType.int32, 4] = [10, 20, 30, 40]
    print(a + b, b - a, a * b, b / a, b // -a, b % 7, -a)
    print(a + 1, 2 * a, 100 - b, 7 // a, 7 % a, a << 1, b >> 1, a & 1, a | 8, a ^ 3, ~a)
    print(a.lt(3), a.le(3), a.gt(3), a.ge(3), a.eq(3), a.ne(3))
    print(a == a, a == b, a != b, 3 in a, 30 in a)
    print(a.gt(2).select(a, b), a.clamp(2, 3), min(a, 2), max(a, b - 27), abs(-a))
    print(a.reduce_add(), a.reduce_mul(), a.reduce_min(), a.reduce_max(), a.reduce_and(), a.reduce_or())
    print(b.reduce_add[2](), SIMD[DType.bool, 4](True, False, True, True).reduce_bit_count(), a.reduce_bit_count())
    print(len(a), a[2], a[0] + a[3], Int(a.length))
    a[1] = 50
    print(a)
    a += b
    a -= 1
    a *= 2
    print(a, a // 4, a % 5)
    print(a.slice[2](), a.slice[2, offset=2](), a.insert[offset=1](SIMD[DType.int32, 2](0, 1)))
    print(a.join(b), a.interleave(b), a.reversed())
    var low, high = a.join(b).split()
    print(low, high)
    var even, odd = a.join(b).deinterleave()
    print(even, odd)
    print(b.rotate_left[1](), b.rotate_right[1](), b.shift_left[1](), b.shift_right[2]())
    print(b.shuffle[3, 3, 0, 1](), b.shuffle[0, 4, 1, 5](a), b.shuffle[1, 0]())
    print(a.cast[DType.float64](), SIMD[DType.uint8, 4](a), SIMD[DType.float32, 4](1.5).cast[DType.int8]())
    var f = SIMD[DType.float64, 4](1.5, -2.5, 3.25, 0.5)
    print(f, f * 2, f / 4, f // 1, f % 1, f**2, 2.0 * f + 1, f.fma(2, 1))
    print(round(f), abs(f), f.cast[DType.int32](), f.__floor__(), f.__ceil__(), f.__trunc__())
    print(f.reduce_add(), f.reduce_max(), f.to_bits()[0], SIMD[DType.float64, 2](from_bits=SIMD[DType.uint64, 2](4607182418800017408)))
    print(repr(b), repr(SIMD[DType.float32, 2](1, 2)), repr(SIMD[DType.bool, 1](True)))
    var zero = SIMD[DType.int32, 2](0)
    print(SIMD[DType.int32, 2](7, 8) // zero, SIMD[DType.int32, 2](7, 8) % zero)
    print(any(b.gt(35)), all(b.gt(35)), any(b.gt(40)), all(b.gt(0)))
    print(SIMD[DType.bool, 4](fill=True) ^ b.gt(15), ~b.gt(15), b.gt(15) & b.lt(35))
    print(SIMD[DType.uint8, 16](255).cast[DType.uint16]().reduce_add())
    print(SIMD[DType.int64, 2].MAX, SIMD[DType.float32, 2].MIN_FINITE, SIMD[DType.float32, 1].MIN)
    print(b.reduce[add_lanes]())


def add_lanes[width: SIMDLength](x: SIMD[DType.int32, width], y: SIMD[DType.int32, width]) -> SIMD[DType.int32, width]:
    return x + y


# expect: [11, 22, 33, 44] [9, 18, 27, 36] [10, 40, 90, 160] [10, 10, 10, 10] [-10, -10, -10, -10] [3, 6, 2, 5] [-1, -2, -3, -4]
# expect: [2, 3, 4, 5] [2, 4, 6, 8] [90, 80, 70, 60] [7, 3, 2, 1] [0, 1, 1, 3] [2, 4, 6, 8] [5, 10, 15, 20] [1, 0, 1, 0] [9, 10, 11, 12] [2, 1, 0, 7] [-2, -3, -4, -5]
# expect: [True, True, False, False] [True, True, True, False] [False, False, False, True] [False, False, True, True] [False, False, True, False] [True, True, False, True]
# expect: True False True True False
# expect: [10, 20, 3, 4] [2, 2, 3, 3] [1, 2, 2, 2] [1, 2, 3, 13] [1, 2, 3, 4]
# expect: 10 24 1 4 0 7
# expect: [40, 60] 3 5
# expect: 4 3 5 4
# expect: [1, 50, 3, 4]
# expect: [20, 138, 64, 86] [5, 34, 16, 21] [0, 3, 4, 1]
# expect: [20, 138] [64, 86] [20, 0, 1, 86]
# expect: [20, 138, 64, 86, 10, 20, 30, 40] [20, 10, 138, 20, 64, 30, 86, 40] [86, 64, 138, 20]
# expect: [20, 138, 64, 86] [10, 20, 30, 40]
# expect: [20, 64, 10, 30] [138, 86, 20, 40]
# expect: [20, 30, 40, 10] [40, 10, 20, 30] [20, 30, 40, 0] [0, 0, 10, 20]
# expect: [40, 40, 10, 20] [10, 20, 20, 138] [20, 10]
# expect: [20.0, 138.0, 64.0, 86.0] [20, 138, 64, 86] [1, 1, 1, 1]
# expect: [1.5, -2.5, 3.25, 0.5] [3.0, -5.0, 6.5, 1.0] [0.375, -0.625, 0.8125, 0.125] [1.0, -3.0, 3.0, 0.0] [0.5, 0.5, 0.25, 0.5] [2.25, 6.25, 10.5625, 0.25] [4.0, -4.0, 7.5, 2.0] [4.0, -4.0, 7.5, 2.0]
# expect: [2.0, -2.0, 3.0, 0.0] [1.5, 2.5, 3.25, 0.5] [1, -2, 3, 0] [1.0, -3.0, 3.0, 0.0] [2.0, -2.0, 4.0, 1.0] [1.0, -2.0, 3.0, 0.0]
# expect: 2.75 3.25 4609434218613702656 [1.0, 1.0]
# expect: SIMD[DType.int32, 4](10, 20, 30, 40) SIMD[DType.float32, 2](1.0, 2.0) SIMD[DType.bool, 1](True)
# expect: [0, 0] [0, 0]
# expect: True False False True
# expect: [True, False, False, False] [True, False, False, False] [False, True, True, False]
# expect: 4080
# expect: [9223372036854775807, 9223372036854775807] [-3.4028235e+38, -3.4028235e+38] -inf
# expect: 100
