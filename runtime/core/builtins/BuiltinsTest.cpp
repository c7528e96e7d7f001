// The helpers against what the processor or a slower way says.
#include "runtime/core/builtins/Float.h"

#include <bit>
#include <gtest/gtest.h>
#include <math.h>
#include <random>

using namespace fornax::runtime;
using Wide = unsigned __int128;

extern "C" {
__bf16 __truncsfbf2(float);
__bf16 __truncdfbf2(double);
_Float16 __truncsfhf2(float);
_Float16 __truncdfhf2(double);
float __extendhfsf2(_Float16);
float __extendbfsf2(__bf16);
Wide __udivti3(Wide, Wide);
Wide __umodti3(Wide, Wide);
__int128 __divti3(__int128, __int128);
__int128 __modti3(__int128, __int128);
float __floattisf(__int128);
double __floattidf(__int128);
double __floatuntidf(Wide);
__int128 __fixdfti(double);
__int128 __fixsfti(float);
Wide __fixunsdfti(double);
double __powidf2(double, int);
}

static std::mt19937_64 random64(7);

/// Random, with all magnitudes equally likely.
static Wide randomWide() {
  Wide value = Wide(random64()) << 64 | random64();
  return value >> (random64() % 128);
}

/// The value of a half, from its definition.
static double halfValue(uint16_t bits) {
  int exponent = bits >> 10 & 31, mantissa = bits & 1023;
  double sign = bits >> 15 ? -1 : 1;
  if (exponent == 31)
    return mantissa ? NAN : sign * INFINITY;
  return sign * (exponent ? ldexp(1024 + mantissa, exponent - 25) : ldexp(mantissa, -24));
}

TEST(Half, AllValuesWiden) {
  for (uint32_t bits = 0; bits < 65536; ++bits) {
    double expected = halfValue(static_cast<uint16_t>(bits));
    float value = __extendhfsf2(std::bit_cast<_Float16>(static_cast<uint16_t>(bits)));
    if (isnan(expected))
      ASSERT_TRUE(isnan(value)) << bits;
    else
      ASSERT_EQ(expected, static_cast<double>(value)) << bits;
  }
}

TEST(Half, NarrowingFindsTheNearest) {
  for (uint32_t bits = 0; bits < 0x7c00; ++bits) {
    double low = halfValue(static_cast<uint16_t>(bits)), high = bits == 0x7bff ? 65536 : halfValue(static_cast<uint16_t>(bits + 1));
    double middle = (low + high) / 2;
    auto even = static_cast<uint16_t>(bits + (bits & 1));
    ASSERT_EQ(bits, std::bit_cast<uint16_t>(__truncdfhf2(low)));
    ASSERT_EQ(even, std::bit_cast<uint16_t>(__truncdfhf2(middle))) << bits;
    ASSERT_EQ(bits, std::bit_cast<uint16_t>(__truncdfhf2(nextafter(middle, 0)))) << bits;
    ASSERT_EQ(bits + 1, std::bit_cast<uint16_t>(__truncdfhf2(nextafter(middle, 1e9)))) << bits;
    ASSERT_EQ(even | 0x8000, std::bit_cast<uint16_t>(__truncsfhf2(static_cast<float>(-middle)))) << bits;
  }
  EXPECT_EQ(0x7c00, std::bit_cast<uint16_t>(__truncdfhf2(1e300)));
  EXPECT_EQ(0xfc00, std::bit_cast<uint16_t>(__truncsfhf2(-INFINITY)));
  EXPECT_EQ(0, std::bit_cast<uint16_t>(__truncdfhf2(1e-300)));
  EXPECT_TRUE(isnan(__extendhfsf2(__truncsfhf2(NAN))));
}

TEST(Bfloat, RoundsTheUpperHalf) {
  for (int i = 0; i < 1000000; ++i) {
    auto bits = static_cast<uint32_t>(random64());
    float value = std::bit_cast<float>(bits);
    uint16_t result = std::bit_cast<uint16_t>(__truncsfbf2(value));
    if (isnan(value)) {
      ASSERT_TRUE(isnan(__extendbfsf2(std::bit_cast<__bf16>(result))));
      continue;
    }
    auto expected = static_cast<uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
    ASSERT_EQ(expected, result) << bits;
  }
}

TEST(Bfloat, RoundsDoublesOnce) {
  // Halfway between two bfloats, and a little more: rounding to float first would lose the little.
  double value = 1 + ldexp(1, -8) + ldexp(1, -40);
  EXPECT_EQ(0x3f81, std::bit_cast<uint16_t>(__truncdfbf2(value)));
  EXPECT_EQ(0x3f80, std::bit_cast<uint16_t>(__truncdfbf2(1 + ldexp(1, -8))));
  EXPECT_EQ(1, std::bit_cast<uint16_t>(__truncdfbf2(ldexp(1, -133))));
}

/// Long division, bit by bit.
static Wide slowRemainder(Wide a, Wide b) {
  Wide rest = 0;
  for (int i = 127; i >= 0; --i) {
    bool carry = rest >> 127;
    rest = rest << 1 | (a >> i & 1);
    if (carry || rest >= b)
      rest -= b;
  }
  return rest;
}

TEST(Divide, AgreesWithLongDivision) {
  for (int i = 0; i < 200000; ++i) {
    Wide a = randomWide(), b = randomWide();
    if (b == 0)
      continue;
    if (i % 3 == 0) // near multiples are where estimates go wrong
      a = a / 2 - a / 2 % b + (i % 2 ? 0 : b - 1);
    Wide rest = slowRemainder(a, b), quotient = __udivti3(a, b);
    ASSERT_TRUE(__umodti3(a, b) == rest) << i;
    ASSERT_TRUE(quotient * b + rest == a) << i;
  }
}

TEST(Divide, SignsFollowC) {
  EXPECT_TRUE(__divti3(-7, 2) == -3);
  EXPECT_TRUE(__modti3(-7, 2) == -1);
  EXPECT_TRUE(__divti3(7, -2) == -3);
  EXPECT_TRUE(__modti3(7, -2) == 1);
  __int128 least = static_cast<__int128>(Wide(1) << 127);
  EXPECT_TRUE(__divti3(least, 1) == least);
  EXPECT_TRUE(__divti3(least, 2) == least / 2);
}

TEST(Convert, RoundTrips) {
  for (int i = 0; i < 200000; ++i) {
    Wide value = randomWide() >> 1;
    double wide = __floatuntidf(value);
    // The nearest double: at most half a unit in its last place away.
    Wide back = __fixunsdfti(wide), distance = back > value ? back - value : value - back;
    int exponent = value == 0 ? 0 : ilogb(wide);
    ASSERT_TRUE(distance <= (exponent >= 53 ? Wide(1) << (exponent - 53) : 0)) << i;
    auto narrow = static_cast<int64_t>(random64());
    ASSERT_EQ(static_cast<double>(narrow), __floattidf(narrow));
    ASSERT_EQ(static_cast<float>(narrow), __floattisf(narrow));
  }
  EXPECT_TRUE(__fixdfti(-1e30) == -__fixdfti(1e30));
  EXPECT_TRUE(__fixsfti(-3.9f) == -3);
  EXPECT_TRUE(__fixdfti(0.99) == 0);
  EXPECT_EQ(0x1p127, __floatuntidf(Wide(1) << 127));
  EXPECT_EQ(0x1p128, __floatuntidf(~Wide(0)));
}

TEST(Power, IntegerExponents) {
  EXPECT_EQ(1024, __powidf2(2, 10));
  EXPECT_EQ(0.125, __powidf2(2, -3));
  EXPECT_EQ(1, __powidf2(5, 0));
}
