#pragma once
// Formats of binary floating point, and rounding from a wide one to a narrow one.
#include <stdint.h>

namespace fornax::runtime {

struct Single {
  using Value = float;
  using Bits = uint32_t;
  static constexpr int mantissa = 23, exponent = 8;
};
struct Double {
  using Value = double;
  using Bits = uint64_t;
  static constexpr int mantissa = 52, exponent = 11;
};
struct Half {
  using Bits = uint16_t;
  static constexpr int mantissa = 10, exponent = 5;
};
struct Bfloat {
  using Bits = uint16_t;
  static constexpr int mantissa = 7, exponent = 8;
};

template <class F> constexpr int bias = (1 << (F::exponent - 1)) - 1;
template <class F> constexpr int maxExponent = (1 << F::exponent) - 1;

/// Shifts right; rounds to nearest, ties to even.
constexpr uint64_t shiftRounding(uint64_t value, int shift) {
  if (shift > 63)
    return 0;
  if (shift <= 0)
    return value << -shift;
  uint64_t half = uint64_t(1) << (shift - 1), rest = value & ((half << 1) - 1), result = value >> shift;
  return result + (rest > half || (rest == half && (result & 1)));
}

template <class From, class To> constexpr typename To::Bits narrow(typename From::Bits bits) {
  static_assert(From::mantissa > To::mantissa && From::exponent >= To::exponent);
  constexpr int shift = From::mantissa - To::mantissa;
  using Bits = typename To::Bits;
  uint64_t fraction = bits & ((uint64_t(1) << From::mantissa) - 1);
  int exponent = static_cast<int>(bits >> From::mantissa) & maxExponent<From>;
  uint64_t sign = uint64_t(bits >> (From::mantissa + From::exponent)) << (To::mantissa + To::exponent);
  constexpr uint64_t infinity = uint64_t(maxExponent<To>) << To::mantissa;
  if (exponent == maxExponent<From>) // a NaN stays one: set the quiet bit
    return static_cast<Bits>(sign | infinity | (fraction ? (fraction >> shift) | (uint64_t(1) << (To::mantissa - 1)) : 0));
  int target = exponent - bias<From> + bias<To>;
  if (exponent != 0)
    fraction |= uint64_t(1) << From::mantissa;
  else
    ++target; // subnormals have the exponent of 1
  // The leading one of a normal number carries into the exponent, as does rounding; so one addition makes both.
  uint64_t result =
      target >= 1 ? (uint64_t(target - 1) << To::mantissa) + shiftRounding(fraction, shift) : shiftRounding(fraction, shift + 1 - target);
  return static_cast<Bits>(sign | (target >= maxExponent<To> || result > infinity ? infinity : result));
}

template <class From, class To> constexpr typename To::Bits widen(typename From::Bits bits) {
  static_assert(From::mantissa <= To::mantissa && From::exponent <= To::exponent);
  constexpr int shift = To::mantissa - From::mantissa;
  using Bits = typename To::Bits;
  Bits fraction = bits & ((1u << From::mantissa) - 1);
  int exponent = (bits >> From::mantissa) & maxExponent<From>;
  Bits sign = Bits(bits >> (From::mantissa + From::exponent)) << (To::mantissa + To::exponent);
  if (exponent == maxExponent<From>)
    return sign | (Bits(maxExponent<To>) << To::mantissa) | (fraction << shift) | (fraction ? Bits(1) << (To::mantissa - 1) : 0);
  if (exponent == 0) {
    if (fraction == 0)
      return sign;
    if (From::exponent == To::exponent)
      return sign | (fraction << shift);
    exponent = 1;
    for (; !(fraction >> From::mantissa); --exponent)
      fraction <<= 1;
    fraction &= (Bits(1) << From::mantissa) - 1;
  }
  return sign | (Bits(exponent - bias<From> + bias<To>) << To::mantissa) | (fraction << shift);
}

} // namespace fornax::runtime
