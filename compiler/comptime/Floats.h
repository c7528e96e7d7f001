#pragma once
// Floats in registers: their bits. Instructions name a format by its number in LLVM's list.

#include <llvm/ADT/APFloat.h>

namespace fornax::comptime {

/// What to do and in which format, in an instruction's `width`.
inline uint16_t packFloat(unsigned what, const llvm::fltSemantics &format) {
  return uint16_t(what | unsigned(llvm::APFloat::SemanticsToEnum(format)) << 8);
}
inline const llvm::fltSemantics &formatOf(uint16_t width) { return llvm::APFloat::EnumToSemantics(llvm::APFloat::Semantics(width >> 8)); }

inline float floatOf(uint64_t bits) { return std::bit_cast<float>(uint32_t(bits)); }
inline double doubleOf(uint64_t bits) { return std::bit_cast<double>(bits); }
inline uint64_t bitsOf(float value) { return std::bit_cast<uint32_t>(value); }
inline uint64_t bitsOf(double value) { return std::bit_cast<uint64_t>(value); }

enum class FloatTest : uint8_t { IsNaN, IsInfinite, IsFinite, IsNormal };

/// `width`: predicate and format.
uint64_t compareFloats(uint16_t width, uint64_t a, uint64_t b);
/// `width`: format of the value in its upper half; `to` is packed alike.
uint64_t convertFloat(uint16_t width, uint32_t to, uint64_t value);
/// `width`: test and format.
uint64_t classifyFloat(uint16_t width, uint64_t value);
/// `bits` of the integer; `how`: signedness and format.
uint64_t integerToFloat(uint16_t bits, uint32_t how, uint64_t value);
/// False for NaN and what does not fit.
bool floatToInteger(uint16_t bits, uint32_t how, uint64_t value, uint64_t &result);

} // namespace fornax::comptime
