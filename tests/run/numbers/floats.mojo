# Floats of every width: text, conversion, rounding, what is not a number.
from std.math import isnan, isinf, isfinite, nan, inf
from std.utils.numerics import max_finite, min_finite, neg_inf, nextafter


def main():
    print(1.0, 1.5, -0.0, 0.1, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.23e-15, 5e-324, 1.7976931348623157e308)
    print(Float32(0.1), Float32(16777216), Float32(1e35), Float32(3.4e38), Float32(1) / 3, Float32(1e-45))
    print(Float16(0.1), Float16(65504), Float16(1) / 3, BFloat16(0.1), BFloat16(1) / 3, BFloat16(3.3895313892515355e38))
    print(Float64.MAX, Float64.MIN, Float64.MAX_FINITE, Float32.MIN_FINITE, Float16.MAX_FINITE, BFloat16.MAX_FINITE)
    print(nan[DType.float64](), inf[DType.float32](), neg_inf[DType.float64](), -inf[DType.float16]())
    var x = nan[DType.float64]()
    print(x == x, x != x, x < 1, x > 1, isnan(x), isinf(x), isfinite(x), isinf(-inf[DType.float64]()), isfinite(1.0))
    print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, Float32(7) / 2, 2.0**10, 2.0**-1, 4.0**0.5)
    var q, r = divmod(-7.5, 2.0)
    print(q, r, divmod(1.0, 0.0)[0], divmod(1.0, 0.0)[1])
    print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, 1), round(0.5))
    print(Int(2.9 * Float64(1)), Int(-2.9 * Float64(1)), Int64(Float32(1e10)), UInt8(Float16(200)), Float64(Int64.MAX))
    print(Float32(16777217), Float32(Int(16777219)), BFloat16(257), Float16(2049), Float16(2051), Float64(UInt64.MAX))
    print(Float8_e4m3fn(0.3), Float8_e5m2(0.3), Float8_e4m3fn(448), Float8_e4m3fnuz(240), Float8_e3m4(15.5), Float8_e5m2fnuz(0.1))
    print(Float8_e4m3fn(1.5) + Float8_e4m3fn(2), Float8_e5m2(3) * Float8_e5m2(4), Float8_e4m3fn(-2) < Float8_e4m3fn(1))
    print(Float32(Float8_e5m2(57344)), Float8_e8m0fnu(4), Float4_e2m1fn(1.5), Float4_e2m1fn(6), Float8_e4m3fn(0.3).cast[DType.float32]())
    var h = SIMD[DType.bfloat16, 4](1, 2, 3, 4.5)
    print(h * h, h.reduce_add(), h.cast[DType.float32](), h.cast[DType.float16](), h.lt(3))
    print(Float64(1.5).to_bits(), Float32(1.5).to_bits(), Float32(from_bits=UInt32(0x40490FDB)), BFloat16(1).to_bits(), Float16(1).to_bits())
    print(max_finite[DType.float32](), min_finite[DType.int8](), nextafter(1.0, 2.0), nextafter(Float32(1), Float32(0)), nextafter(0.0, -1.0))
    print(0.1 + 0.2, 3.0 * (4.0 / 3.0 - 1.0), Float64(4.0) / 3.0 * 3.0 - 4.0, 1 / 3.0, 2 * 0.5)
    print(min(1.0, x), max(x, 1.0), min(-0.0, 0.0), Float64(3).fma(4, 5), (-3.7).__trunc__() if False else Float64(-3.7).__trunc__())
    print(repr(1.5), repr(Float32(2)), repr(BFloat16(1)), repr(Float8_e5m2(1)))
    print(Float64(True), Float64(3), Float64(UInt8(7)), Bool(0.5), Bool(0.0))
    print(Float32.MAX == inf[DType.float32](), hash(0.0) == hash(-0.0), hash(1.0) == hash(2.0))


# expect: 1.0 1.5 -0.0 0.1 1e+16 1000000000000000.0 1.2345678901234568e+17 0.0001 1e-05 1.23e-15 5e-324 1.7976931348623157e+308
# expect: 0.1 16777216.0 1e+35 3.4e+38 0.33333334 1e-45
# expect: 0.1 65500.0 0.3333 0.1 0.334 3.39e+38
# expect: inf -inf 1.7976931348623157e+308 -3.4028235e+38 65500.0 3.39e+38
# expect: nan inf -inf -inf
# expect: False True False False True False False True True
# expect: 3.0 -4.0 1.5 0.5 -0.5 3.5 1024.0 0.5 2.0
# expect: -4.0 0.5 0.0 0.0
# expect: 2.0 4.0 -2.0 2.68 1234.6 0.0
# expect: 2 -2 10000000000 200 9.223372036854776e+18
# expect: 16777216.0 16777220.0 256.0 2048.0 2052.0 1.8446744073709552e+19
# expect: 0.3 0.3 450.0 240.0 15.5 0.1
# expect: 3.5 12.0 True
# expect: 57344.0 4.0 1.5 6.0 0.3125
# expect: [1.0, 4.0, 9.0, 20.2] 10.5 [1.0, 2.0, 3.0, 4.5] [1.0, 2.0, 3.0, 4.5] [True, True, False, False]
# expect: 4609434218613702656 1069547520 3.1415927 16256 15360
# expect: 3.4028235e+38 -128 1.0000000000000002 0.99999994 -5e-324
# expect: 0.3 1.0 0.0 0.3333333333333333 1.0
# expect: 1.0 1.0 -0.0 17.0 -3.0
# expect: Float64(1.5) Float32(2.0) BFloat16(1.0) Float8_e5m2(1.0)
# expect: 1.0 3.0 7.0 True False
# expect: True True False
