// Conversions between 128-bit integers and floats, and powers with an integer exponent.
#include "runtime/core/builtins/Float.h"

namespace fornax::runtime {

using Wide = unsigned __int128;

static int leadingZeros(Wide value) {
  auto high = static_cast<uint64_t>(value >> 64);
  return high ? __builtin_clzll(high) : 64 + __builtin_clzll(static_cast<uint64_t>(value));
}

template <class F> static typename F::Value fromWide(Wide value, bool negative) {
  using Bits = typename F::Bits;
  Bits sign = Bits(negative) << (F::mantissa + F::exponent);
  if (value == 0)
    return __builtin_bit_cast(typename F::Value, sign);
  int width = 128 - leadingZeros(value);
  Wide significand = value;
  // Keep two bits more than the mantissa: the half, and whether anything lies below it.
  int drop = width - (F::mantissa + 1) - 2;
  if (drop > 0)
    significand = (value >> drop) | ((value << (128 - drop)) != 0);
  else
    significand = value << -drop;
  uint64_t rounded = shiftRounding(static_cast<uint64_t>(significand), 2);
  Bits exponent = static_cast<Bits>(width - 1 + bias<F>);
  Bits result = ((exponent - 1) << F::mantissa) + static_cast<Bits>(rounded); // the leading one and a carry both count into the exponent
  constexpr Bits infinity = Bits(maxExponent<F>) << F::mantissa;
  return __builtin_bit_cast(typename F::Value, static_cast<Bits>(sign | (result < infinity ? result : infinity)));
}

/// Out of range is undefined in the language that calls this; saturate, NaN to 0.
template <class F> static Wide toWide(typename F::Value value, Wide limit, bool &negative) {
  auto bits = __builtin_bit_cast(typename F::Bits, value);
  negative = bits >> (F::mantissa + F::exponent);
  int exponent = (static_cast<int>(bits >> F::mantissa) & maxExponent<F>)-bias<F>;
  Wide significand = (bits & ((typename F::Bits(1) << F::mantissa) - 1)) | (typename F::Bits(1) << F::mantissa);
  if (value != value || exponent < 0)
    return 0;
  if (exponent >= 128)
    return limit;
  Wide result = exponent < F::mantissa ? significand >> (F::mantissa - exponent) : significand << (exponent - F::mantissa);
  return result < limit ? result : limit;
}

template <class F> static __int128 toSigned(typename F::Value value) {
  bool negative;
  constexpr Wide most = Wide(1) << 127;
  Wide result = toWide<F>(value, most, negative);
  if (negative)
    return static_cast<__int128>(-result);
  return static_cast<__int128>(result == most ? most - 1 : result);
}

template <class F> static Wide toUnsigned(typename F::Value value) {
  bool negative;
  Wide result = toWide<F>(value, ~Wide(0), negative);
  return negative ? 0 : result;
}

template <class F> static typename F::Value fromSigned(__int128 value) {
  return fromWide<F>(value < 0 ? -static_cast<Wide>(value) : static_cast<Wide>(value), value < 0);
}

template <class T> static T power(T base, int exponent) {
  bool inverse = exponent < 0;
  auto rest = inverse ? 0u - static_cast<unsigned>(exponent) : static_cast<unsigned>(exponent);
  T result = 1;
  for (; rest != 0; rest >>= 1, base *= base)
    if (rest & 1)
      result *= base;
  return inverse ? 1 / result : result;
}

} // namespace fornax::runtime

using namespace fornax::runtime;

extern "C" {
float __floattisf(__int128 value) { return fromSigned<Single>(value); }
double __floattidf(__int128 value) { return fromSigned<Double>(value); }
float __floatuntisf(unsigned __int128 value) { return fromWide<Single>(value, false); }
double __floatuntidf(unsigned __int128 value) { return fromWide<Double>(value, false); }
__int128 __fixsfti(float value) { return toSigned<Single>(value); }
__int128 __fixdfti(double value) { return toSigned<Double>(value); }
unsigned __int128 __fixunssfti(float value) { return toUnsigned<Single>(value); }
unsigned __int128 __fixunsdfti(double value) { return toUnsigned<Double>(value); }
float __powisf2(float base, int exponent) { return power(base, exponent); }
double __powidf2(double base, int exponent) { return power(base, exponent); }
}
