# Rounding, roots, parts of numbers, whole-number functions.
from std.math import (
    align_down, align_up, ceil, ceildiv, clamp, comb, copysign, e, factorial, floor, fma, frexp, gcd, hypot, inf, iota, isclose, isfinite, isinf, isnan,
    lcm, ldexp, logb, modf, nan, nextafter, perm, pi, recip, remainder, rsqrt, scalb, sqrt, tau, trunc, ulp,
)
from std.math.polynomial import polynomial_evaluate
from std.math.uutils import uceildiv, ufloordiv, umod
from std.testing import assert_almost_equal, assert_equal, assert_false, assert_true
from std.utils.numerics import FPUtils, get_accum_type, max_finite, max_or_inf, min_finite, neg_inf


def test_rounding() raises:
    assert_equal(floor(-1.5), -2.0)
    assert_equal(ceil(-1.5), -1.0)
    assert_equal(trunc(-1.5), -1.0)
    assert_equal(floor(SIMD[DType.float32, 2](1.5, -0.25)), SIMD[DType.float32, 2](1, -1))
    assert_equal(floor(7), 7)
    assert_equal(ceildiv(7, 2), 4)
    assert_equal(ceildiv(-7, 2), -3)
    assert_equal(ceildiv(UInt8(255), UInt8(2)), 128)
    assert_equal(ceildiv(7.0, 2.0), 4.0)
    assert_equal(align_up(13, 8), 16)
    assert_equal(align_up(16, 8), 16)
    assert_equal(align_down(15, 8), 8)
    assert_equal(clamp(5, 1, 3), 3)
    assert_equal(clamp(SIMD[DType.int32, 2](-5, 2), -1, 1), SIMD[DType.int32, 2](-1, 1))


def test_roots() raises:
    for i in range(200):
        assert_equal(sqrt(i * i), i)
        assert_equal(sqrt(i * i + 2 * i), i)
    assert_equal(sqrt(Int.MAX), 3037000499)
    assert_equal(sqrt(3037000499 * 3037000499), 3037000499)
    assert_equal(sqrt(3037000499 * 3037000499 - 1), 3037000498)
    assert_equal(sqrt(UInt64.MAX), 4294967295)
    assert_equal(sqrt(UInt8(255)), 15)
    assert_equal(sqrt(Int128.MAX), 13043817825332782212)
    assert_equal(sqrt(2.25), 1.5)
    assert_equal(rsqrt(0.25), 2.0)
    assert_equal(recip(Float32(4)), 0.25)
    assert_equal(hypot(3.0, 4.0), 5.0)
    assert_equal(hypot(3e300, 4e300), 5e300)
    assert_equal(hypot(3e-300, 4e-300), 5e-300)
    assert_equal(hypot(inf[DType.float64](), nan[DType.float64]()), inf[DType.float64]())


def test_parts() raises:
    var mantissa, exponent = frexp(-10.0)
    assert_equal(mantissa, -0.625)
    assert_equal(exponent, 4.0)
    assert_equal(ldexp(0.625, Int32(4)), 10.0)
    assert_equal(ldexp(1.0, Int32(-1074)), 5e-324)
    assert_equal(ldexp(5e-324, Int32(1074)), 1.0)
    assert_equal(ldexp(Float32(1), Int32(200)), inf[DType.float32]())
    assert_equal(scalb(1.5, 3.0), 12.0)
    assert_equal(logb(1000.0), 9.0)
    var fraction, whole = modf(-3.75)
    assert_equal(fraction, -0.75)
    assert_equal(whole, -3.0)
    assert_equal(remainder(5.0, 3.0), -1.0)
    assert_equal(remainder(42.0, -4.0), 2.0)
    assert_true(isnan(remainder(1.0, 0.0)))
    assert_equal(copysign(3.0, -0.0), -3.0)
    assert_equal(fma(2.0, 3.0, 4.0), 10.0)
    assert_equal(ulp(1.0), 2.220446049250313e-16)
    assert_equal(nextafter(Float32(1), Float32(2)), 1.0000001)


def test_special_values() raises:
    assert_true(isnan(nan[DType.float32]()) and not isnan(1.0))
    assert_true(isinf(neg_inf[DType.float16]()) and not isinf(max_finite[DType.float16]()))
    assert_true(isfinite(1) and not isfinite(inf[DType.bfloat16]()))
    assert_equal(max_or_inf[DType.int16](), 32767)
    assert_equal(min_finite[DType.uint8](), 0)
    assert_true(get_accum_type[DType.bfloat16]() == DType.float32 and get_accum_type[DType.int8]() == DType.int8)
    assert_equal(FPUtils[DType.float32].get_exponent(10.0), 3)
    assert_equal(FPUtils[DType.float32].pack(True, 3, 0x200000), -10.0)
    assert_equal(FPUtils[DType.float64].mantissa_width(), 52)
    assert_equal(DType.exponent_bias[DType.bfloat16](), 127)


def test_closeness() raises:
    assert_true(isclose(1.0, 1.0 + 1e-9))
    assert_false(isclose(1.0, 1.001))
    assert_true(isclose(1.0, 1.001, rtol=1e-2))
    assert_false(isclose(nan[DType.float64](), nan[DType.float64]()))
    assert_true(isclose(nan[DType.float64](), nan[DType.float64](), equal_nan=True))
    assert_true(isclose[symmetrical=False](0.0, 1e-9))
    assert_true(isclose(Int32(3), Int32(3)))


def test_whole_numbers() raises:
    assert_equal(gcd(12, -18), 6)
    assert_equal(gcd(0, 0), 0)
    assert_equal(gcd(12, 18, 8), 2)
    assert_equal(lcm(4, 6), 12)
    assert_equal(lcm(2, 3, 4), 12)
    assert_equal(factorial(20), 2432902008176640000)
    assert_equal(comb(60, 30), 118264581564861424)
    assert_equal(comb(3, 5), 0)
    assert_equal(perm(5, 2), 20)
    assert_equal(perm(5), 120)
    assert_equal(ufloordiv(7, 2), 3)
    assert_equal(umod(7, 4), 3)
    assert_equal(uceildiv(7, 2), 4)


def test_counting() raises:
    assert_equal(iota[DType.int32, 4](), SIMD[DType.int32, 4](0, 1, 2, 3))
    assert_equal(iota[DType.float32, 2](1.5), SIMD[DType.float32, 2](1.5, 2.5))
    var list = List[Int16](length=3, fill=0)
    iota(list, 5)
    assert_equal(list, [Int16(5), 6, 7])
    comptime coefficients: List[Float64] = [1.0, 2.0, 3.0]
    assert_equal(polynomial_evaluate[coefficients](2.0), 17.0)
    assert_almost_equal(tau, 2 * pi)
    assert_true(e > 2.718281828459045 - 1e-15)


def main() raises:
    test_rounding()
    test_roots()
    test_parts()
    test_special_values()
    test_closeness()
    test_whole_numbers()
    test_counting()
