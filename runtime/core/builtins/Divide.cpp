// 128-bit division, from 64-bit steps.
#include <stdint.h>

namespace fornax::runtime {

using Wide = unsigned __int128;

struct Division {
  Wide quotient, remainder;
};

static uint64_t high(Wide value) { return static_cast<uint64_t>(value >> 64); }
static uint64_t low(Wide value) { return static_cast<uint64_t>(value); }

/// value / divisor where the quotient fits 64 bits, that is high(value) < divisor.
static uint64_t divideStep(Wide value, uint64_t divisor, uint64_t &remainder) {
#if defined(__x86_64__)
  uint64_t quotient;
  asm("divq %4" : "=a"(quotient), "=d"(remainder) : "0"(low(value)), "1"(high(value)), "r"(divisor) : "cc");
  return quotient;
#else
  // Schoolbook division by two digits of 32 bits; the divisor is shifted so that each estimate is at most two too large.
  int shift = __builtin_clzll(divisor);
  value <<= shift;
  uint64_t d = divisor << shift, d1 = d >> 32, d0 = d & 0xffffffff, rest = high(value), digits = low(value), quotient = 0;
  for (int i = 0; i < 2; ++i) {
    uint64_t next = i == 0 ? digits >> 32 : digits & 0xffffffff;
    uint64_t q = rest / d1, r = rest % d1;
    while (q >> 32 || q * d0 > ((r << 32) | next)) {
      --q;
      r += d1;
      if (r >> 32)
        break;
    }
    rest = ((rest << 32) | next) - q * d;
    quotient = (quotient << 32) | q;
  }
  remainder = rest >> shift;
  return quotient;
#endif
}

static Division divide(Wide value, Wide divisor) {
  if (divisor > value)
    return {0, value};
  if (high(divisor) == 0) {
    uint64_t d = low(divisor), remainder;
    uint64_t top = high(value) / d;
    uint64_t bottom = divideStep((Wide(high(value) % d) << 64) | low(value), d, remainder);
    return {(Wide(top) << 64) | bottom, remainder};
  }
  // The quotient has at most 64 bits. Estimate it from the divisor's top 64 bits; the estimate is right or one too large.
  int shift = __builtin_clzll(high(divisor));
  uint64_t top = high(divisor << shift), ignored;
  uint64_t quotient = divideStep(value >> 1, top, ignored) >> (63 - shift);
  if (quotient > 0)
    --quotient;
  Wide remainder = value - Wide(quotient) * divisor;
  if (remainder >= divisor) {
    ++quotient;
    remainder -= divisor;
  }
  return {quotient, remainder};
}

static Wide magnitude(__int128 value) { return value < 0 ? -static_cast<Wide>(value) : static_cast<Wide>(value); }

} // namespace fornax::runtime

using namespace fornax::runtime;

extern "C" {
unsigned __int128 __udivti3(unsigned __int128 a, unsigned __int128 b) { return divide(a, b).quotient; }
unsigned __int128 __umodti3(unsigned __int128 a, unsigned __int128 b) { return divide(a, b).remainder; }
__int128 __divti3(__int128 a, __int128 b) {
  Wide quotient = divide(magnitude(a), magnitude(b)).quotient;
  return static_cast<__int128>((a < 0) != (b < 0) ? -quotient : quotient);
}
__int128 __modti3(__int128 a, __int128 b) {
  Wide remainder = divide(magnitude(a), magnitude(b)).remainder;
  return static_cast<__int128>(a < 0 ? -remainder : remainder);
}
}
