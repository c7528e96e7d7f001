#include "comptime/Floats.h"
#include "ir/Semantics.h"

namespace fornax::comptime {

using namespace ir::semantics;

uint64_t compareFloats(uint16_t width, uint64_t a, uint64_t b) {
  auto predicate = CompareFloat(width & 255);
  const llvm::fltSemantics &format = formatOf(width);
  if (&format == &llvm::APFloat::IEEEsingle())
    return compare(predicate, floatOf(a), floatOf(b));
  if (&format == &llvm::APFloat::IEEEdouble())
    return compare(predicate, doubleOf(a), doubleOf(b));
  // Every narrower format is exact in double.
  auto widen = [&](uint64_t bits) { return convert(fromBits(format, bits), llvm::APFloat::IEEEdouble()).convertToDouble(); };
  return compare(predicate, widen(a), widen(b));
}

uint64_t convertFloat(uint16_t width, uint32_t to, uint64_t value) {
  return toBits(convert(fromBits(formatOf(width), value), formatOf(uint16_t(to))));
}

uint64_t classifyFloat(uint16_t width, uint64_t value) {
  llvm::APFloat real = fromBits(formatOf(width), value);
  switch (FloatTest(width & 255)) {
  case FloatTest::IsNaN: return real.isNaN();
  case FloatTest::IsInfinite: return real.isInfinity();
  case FloatTest::IsFinite: return real.isFinite();
  case FloatTest::IsNormal: return real.isNormal();
  }
  llvm_unreachable("unknown test");
}

uint64_t integerToFloat(uint16_t bits, uint32_t how, uint64_t value) {
  return toBits(fromInteger(llvm::APInt(bits, value), how & 1, formatOf(uint16_t(how))));
}

bool floatToInteger(uint16_t bits, uint32_t how, uint64_t value, uint64_t &result) {
  std::optional<llvm::APInt> integer = toInteger(fromBits(formatOf(uint16_t(how)), value), bits, how & 1);
  if (integer)
    result = integer->getZExtValue();
  return integer.has_value();
}

} // namespace fornax::comptime
