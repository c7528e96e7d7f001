#pragma once
// What each scalar operation computes: one definition for folding, the compile-time interpreter and checks.
//
// An integer of at most 64 bits is a uint64_t, zero-extended; every function takes the width, which is a constant at most call sites, so
// that the code is as good as a template's. Wider integers are APInt. Floats of 32 and 64 bits are the host's; narrower ones are bits with
// APFloat's semantics. Where LLVM has undefined behaviour or poison there is a question to ask first (`divisionFails`, `shiftFails`,
// floatToInt's empty result).

#include <bit>
#include <cmath>
#include <cstdint>
#include <llvm/ADT/APFloat.h>
#include <llvm/ADT/APInt.h>
#include <optional>

namespace fornax::ir::semantics {

// ---- integers of 1 to 64 bits

constexpr uint64_t maskOf(unsigned n) { return n >= 64 ? ~uint64_t(0) : (uint64_t(1) << n) - 1; }
constexpr uint64_t wrap(unsigned n, uint64_t value) { return value & maskOf(n); }
/// The value as a signed number.
constexpr int64_t toSigned(unsigned n, uint64_t value) { return int64_t(value << (64 - n)) >> (64 - n); }
constexpr uint64_t fromSigned(unsigned n, int64_t value) { return wrap(n, uint64_t(value)); }
constexpr uint64_t minSigned(unsigned n) { return uint64_t(1) << (n - 1); }
constexpr uint64_t maxSigned(unsigned n) { return maskOf(n) >> 1; }

constexpr uint64_t add(unsigned n, uint64_t a, uint64_t b) { return wrap(n, a + b); }
constexpr uint64_t sub(unsigned n, uint64_t a, uint64_t b) { return wrap(n, a - b); }
constexpr uint64_t mul(unsigned n, uint64_t a, uint64_t b) { return wrap(n, a * b); }
constexpr uint64_t bitNot(unsigned n, uint64_t a) { return wrap(n, ~a); }

/// Division by zero, or the one signed quotient that does not fit.
constexpr bool divisionFailsU(unsigned, uint64_t, uint64_t b) { return b == 0; }
constexpr bool divisionFailsS(unsigned n, uint64_t a, uint64_t b) { return b == 0 || (a == minSigned(n) && b == maskOf(n)); }
constexpr uint64_t divU(unsigned, uint64_t a, uint64_t b) { return a / b; }
constexpr uint64_t remU(unsigned, uint64_t a, uint64_t b) { return a % b; }
constexpr uint64_t divS(unsigned n, uint64_t a, uint64_t b) { return fromSigned(n, toSigned(n, a) / toSigned(n, b)); }
constexpr uint64_t remS(unsigned n, uint64_t a, uint64_t b) { return fromSigned(n, toSigned(n, a) % toSigned(n, b)); }
/// Rounded towards minus infinity, as `//` of the language.
constexpr uint64_t floorDivS(unsigned n, uint64_t a, uint64_t b) {
  int64_t x = toSigned(n, a), y = toSigned(n, b), quotient = x / y;
  return fromSigned(n, x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient);
}
constexpr uint64_t ceilDivS(unsigned n, uint64_t a, uint64_t b) {
  int64_t x = toSigned(n, a), y = toSigned(n, b), quotient = x / y;
  return fromSigned(n, x % y != 0 && (x < 0) == (y < 0) ? quotient + 1 : quotient);
}
constexpr uint64_t ceilDivU(unsigned, uint64_t a, uint64_t b) { return a == 0 ? 0 : (a - 1) / b + 1; }

/// A shift by the width or more is poison.
constexpr bool shiftFails(unsigned n, uint64_t amount) { return amount >= n; }
constexpr uint64_t shl(unsigned n, uint64_t a, uint64_t amount) { return shiftFails(n, amount) ? 0 : wrap(n, a << amount); }
constexpr uint64_t shrU(unsigned n, uint64_t a, uint64_t amount) { return shiftFails(n, amount) ? 0 : a >> amount; }
constexpr uint64_t shrS(unsigned n, uint64_t a, uint64_t amount) { return fromSigned(n, toSigned(n, a) >> (shiftFails(n, amount) ? 63 : amount)); }

constexpr uint64_t minU(unsigned, uint64_t a, uint64_t b) { return a < b ? a : b; }
constexpr uint64_t maxU(unsigned, uint64_t a, uint64_t b) { return a < b ? b : a; }
constexpr uint64_t minS(unsigned n, uint64_t a, uint64_t b) { return toSigned(n, a) < toSigned(n, b) ? a : b; }
constexpr uint64_t maxS(unsigned n, uint64_t a, uint64_t b) { return toSigned(n, a) < toSigned(n, b) ? b : a; }
/// The absolute value; that of the smallest number is itself.
constexpr uint64_t absS(unsigned n, uint64_t a) { return toSigned(n, a) < 0 ? wrap(n, 0 - a) : a; }

constexpr bool addOverflowsU(unsigned n, uint64_t a, uint64_t b) { return add(n, a, b) < a; }
constexpr bool subOverflowsU(unsigned, uint64_t a, uint64_t b) { return a < b; }
constexpr bool mulOverflowsU(unsigned n, uint64_t a, uint64_t b) { return (unsigned __int128)(a)*b > maskOf(n); }
constexpr bool fitsSigned(unsigned n, __int128 value) { return value == toSigned(n, wrap(n, uint64_t(value))); }
constexpr bool addOverflowsS(unsigned n, uint64_t a, uint64_t b) { return !fitsSigned(n, (__int128)(toSigned(n, a)) + toSigned(n, b)); }
constexpr bool subOverflowsS(unsigned n, uint64_t a, uint64_t b) { return !fitsSigned(n, (__int128)(toSigned(n, a)) - toSigned(n, b)); }
constexpr bool mulOverflowsS(unsigned n, uint64_t a, uint64_t b) { return !fitsSigned(n, (__int128)(toSigned(n, a)) * toSigned(n, b)); }

constexpr uint64_t addSatU(unsigned n, uint64_t a, uint64_t b) { return addOverflowsU(n, a, b) ? maskOf(n) : add(n, a, b); }
constexpr uint64_t subSatU(unsigned, uint64_t a, uint64_t b) { return a < b ? 0 : a - b; }
constexpr uint64_t addSatS(unsigned n, uint64_t a, uint64_t b) {
  return addOverflowsS(n, a, b) ? (toSigned(n, a) < 0 ? minSigned(n) : maxSigned(n)) : add(n, a, b);
}
constexpr uint64_t subSatS(unsigned n, uint64_t a, uint64_t b) {
  return subOverflowsS(n, a, b) ? (toSigned(n, a) < 0 ? minSigned(n) : maxSigned(n)) : sub(n, a, b);
}

/// The upper half of the product.
constexpr uint64_t mulHighU(unsigned n, uint64_t a, uint64_t b) { return uint64_t((unsigned __int128)(a)*b >> n) & maskOf(n); }
constexpr uint64_t mulHighS(unsigned n, uint64_t a, uint64_t b) { return wrap(n, uint64_t((__int128)(toSigned(n, a)) * toSigned(n, b) >> n)); }

constexpr uint64_t countOnes(unsigned, uint64_t a) { return uint64_t(std::popcount(a)); }
constexpr uint64_t countLeadingZeros(unsigned n, uint64_t a) { return uint64_t(std::countl_zero(a)) - (64 - n); }
constexpr uint64_t countTrailingZeros(unsigned n, uint64_t a) { return a == 0 ? n : uint64_t(std::countr_zero(a)); }
constexpr uint64_t reverseBits(unsigned n, uint64_t a) {
  uint64_t result = 0;
  for (unsigned i = 0; i != n; ++i)
    result |= (a >> i & 1) << (n - 1 - i);
  return result;
}
constexpr uint64_t swapBytes(unsigned n, uint64_t a) { return __builtin_bswap64(a) >> (64 - n); }
/// The upper (lower) n bits of `high:low` shifted left (right); amounts are taken modulo the width.
constexpr uint64_t funnelLeft(unsigned n, uint64_t high, uint64_t low, uint64_t amount) {
  amount %= n;
  return amount == 0 ? high : wrap(n, high << amount | low >> (n - amount));
}
constexpr uint64_t funnelRight(unsigned n, uint64_t high, uint64_t low, uint64_t amount) {
  amount %= n;
  return amount == 0 ? low : wrap(n, high << (n - amount) | low >> amount);
}

constexpr uint64_t extendS(unsigned from, unsigned to, uint64_t a) { return fromSigned(to, toSigned(from, a)); }
constexpr uint64_t extendU(unsigned, unsigned, uint64_t a) { return a; }
constexpr uint64_t truncate(unsigned to, uint64_t a) { return wrap(to, a); }

/// Comparisons in the numbering of `arith.cmpi`: eq ne slt sle sgt sge ult ule ugt uge.
enum class Compare : uint8_t { Eq, Ne, Slt, Sle, Sgt, Sge, Ult, Ule, Ugt, Uge };
constexpr bool compare(Compare predicate, unsigned n, uint64_t a, uint64_t b) {
  switch (predicate) {
  case Compare::Eq: return a == b;
  case Compare::Ne: return a != b;
  case Compare::Slt: return toSigned(n, a) < toSigned(n, b);
  case Compare::Sle: return toSigned(n, a) <= toSigned(n, b);
  case Compare::Sgt: return toSigned(n, a) > toSigned(n, b);
  case Compare::Sge: return toSigned(n, a) >= toSigned(n, b);
  case Compare::Ult: return a < b;
  case Compare::Ule: return a <= b;
  case Compare::Ugt: return a > b;
  case Compare::Uge: return a >= b;
  }
  __builtin_unreachable();
}

// ---- integers of any width

bool compare(Compare predicate, const llvm::APInt &a, const llvm::APInt &b);
enum class IntOp : uint8_t {
  Add,
  Sub,
  Mul,
  And,
  Or,
  Xor,
  Shl,
  ShrU,
  ShrS,
  DivU,
  DivS,
  RemU,
  RemS,
  FloorDivS,
  CeilDivS,
  CeilDivU,
  MinU,
  MaxU,
  MinS,
  MaxS
};
/// Nothing where the operation is undefined or poison.
std::optional<uint64_t> apply(IntOp op, unsigned n, uint64_t a, uint64_t b);
std::optional<llvm::APInt> apply(IntOp op, const llvm::APInt &a, const llvm::APInt &b);

// ---- floats

enum class FloatOp : uint8_t { Add, Sub, Mul, Div, Rem, Minimum, Maximum, MinNum, MaxNum, CopySign };
enum class FloatFunction : uint8_t { Neg, Abs, Sqrt, Floor, Ceil, Trunc, RoundEven, Round };

/// `minimum` and `maximum` pass NaNs on and order -0 below +0; `minNum` and `maxNum` prefer the number.
template <class T> T minimum(T a, T b) {
  if (std::isnan(a) || std::isnan(b))
    return std::isnan(a) ? a : b;
  return a < b || (a == b && std::signbit(a)) ? a : b;
}
template <class T> T maximum(T a, T b) {
  if (std::isnan(a) || std::isnan(b))
    return std::isnan(a) ? a : b;
  return a > b || (a == b && std::signbit(b)) ? a : b;
}
template <class T> T minNum(T a, T b) { return std::isnan(a) ? b : std::isnan(b) ? a : minimum(a, b); }
template <class T> T maxNum(T a, T b) { return std::isnan(a) ? b : std::isnan(b) ? a : maximum(a, b); }

/// On the host's float and double.
template <class T> T apply(FloatOp op, T a, T b) {
  switch (op) {
  case FloatOp::Add: return a + b;
  case FloatOp::Sub: return a - b;
  case FloatOp::Mul: return a * b;
  case FloatOp::Div: return a / b;
  case FloatOp::Rem: return std::fmod(a, b);
  case FloatOp::Minimum: return minimum(a, b);
  case FloatOp::Maximum: return maximum(a, b);
  case FloatOp::MinNum: return minNum(a, b);
  case FloatOp::MaxNum: return maxNum(a, b);
  case FloatOp::CopySign: return std::copysign(a, b);
  }
  __builtin_unreachable();
}
template <class T> T apply(FloatFunction function, T a) {
  switch (function) {
  case FloatFunction::Neg: return -a;
  case FloatFunction::Abs: return std::fabs(a);
  case FloatFunction::Sqrt: return std::sqrt(a);
  case FloatFunction::Floor: return std::floor(a);
  case FloatFunction::Ceil: return std::ceil(a);
  case FloatFunction::Trunc: return std::trunc(a);
  case FloatFunction::RoundEven: return std::nearbyint(a); // the default rounding mode is never changed
  case FloatFunction::Round: return std::round(a);
  }
  __builtin_unreachable();
}

// Any format; the value is its bits. Rounded once, to nearest even.
llvm::APFloat fromBits(const llvm::fltSemantics &format, uint64_t bits);
uint64_t toBits(const llvm::APFloat &value);
llvm::APFloat apply(FloatOp op, llvm::APFloat a, const llvm::APFloat &b);
llvm::APFloat apply(FloatFunction function, llvm::APFloat a);
llvm::APFloat fma(llvm::APFloat a, const llvm::APFloat &b, const llvm::APFloat &c);
uint64_t apply(FloatOp op, const llvm::fltSemantics &format, uint64_t a, uint64_t b);
uint64_t apply(FloatFunction function, const llvm::fltSemantics &format, uint64_t a);
uint64_t fma(const llvm::fltSemantics &format, uint64_t a, uint64_t b, uint64_t c);

/// Comparisons in the numbering of `arith.cmpf`; `a ? b` is one of less, equal, greater, unordered.
enum class CompareFloat : uint8_t { False, Oeq, Ogt, Oge, Olt, Ole, One, Ord, Ueq, Ugt, Uge, Ult, Ule, Une, Uno, True };
template <class T> bool compare(CompareFloat predicate, T a, T b) {
  bool less = a<b, equal = a == b, greater = a> b;
  bool unordered = !less && !equal && !greater;
  switch (predicate) {
  case CompareFloat::False: return false;
  case CompareFloat::Oeq: return equal;
  case CompareFloat::Ogt: return greater;
  case CompareFloat::Oge: return greater || equal;
  case CompareFloat::Olt: return less;
  case CompareFloat::Ole: return less || equal;
  case CompareFloat::One: return less || greater;
  case CompareFloat::Ord: return !unordered;
  case CompareFloat::Ueq: return unordered || equal;
  case CompareFloat::Ugt: return unordered || greater;
  case CompareFloat::Uge: return unordered || greater || equal;
  case CompareFloat::Ult: return unordered || less;
  case CompareFloat::Ule: return unordered || less || equal;
  case CompareFloat::Une: return !equal;
  case CompareFloat::Uno: return unordered;
  case CompareFloat::True: return true;
  }
  __builtin_unreachable();
}

// Conversions.
llvm::APFloat convert(llvm::APFloat value, const llvm::fltSemantics &to);
llvm::APFloat fromInteger(const llvm::APInt &value, bool isSigned, const llvm::fltSemantics &to);
/// Rounded towards zero; nothing for NaN and for what does not fit, which is poison.
std::optional<llvm::APInt> toInteger(const llvm::APFloat &value, unsigned bits, bool isSigned);
/// The same with NaN as 0 and the nearest number where it does not fit.
llvm::APInt toIntegerSaturating(const llvm::APFloat &value, unsigned bits, bool isSigned);

} // namespace fornax::ir::semantics
