// Wide integers, narrow floats and conversions: the parts of Semantics.h that no one calls in a tight loop.

#include "ir/Semantics.h"

using llvm::APFloat;
using llvm::APInt;

namespace fornax::ir::semantics {

static constexpr auto Nearest = APFloat::rmNearestTiesToEven;

bool compare(Compare predicate, const APInt &a, const APInt &b) {
  switch (predicate) {
  case Compare::Eq: return a == b;
  case Compare::Ne: return a != b;
  case Compare::Slt: return a.slt(b);
  case Compare::Sle: return a.sle(b);
  case Compare::Sgt: return a.sgt(b);
  case Compare::Sge: return a.sge(b);
  case Compare::Ult: return a.ult(b);
  case Compare::Ule: return a.ule(b);
  case Compare::Ugt: return a.ugt(b);
  case Compare::Uge: return a.uge(b);
  }
  llvm_unreachable("unknown comparison");
}

/// Is the operation undefined, or its result poison?
static bool fails(IntOp op, unsigned n, uint64_t a, uint64_t b) {
  switch (op) {
  case IntOp::DivU:
  case IntOp::RemU:
  case IntOp::CeilDivU: return divisionFailsU(n, a, b);
  case IntOp::DivS:
  case IntOp::RemS:
  case IntOp::FloorDivS:
  case IntOp::CeilDivS: return divisionFailsS(n, a, b);
  case IntOp::Shl:
  case IntOp::ShrU:
  case IntOp::ShrS: return shiftFails(n, b);
  case IntOp::Add:
  case IntOp::Sub:
  case IntOp::Mul:
  case IntOp::And:
  case IntOp::Or:
  case IntOp::Xor:
  case IntOp::MinU:
  case IntOp::MaxU:
  case IntOp::MinS:
  case IntOp::MaxS: return false;
  }
  llvm_unreachable("unknown operation");
}

std::optional<uint64_t> apply(IntOp op, unsigned n, uint64_t a, uint64_t b) {
  if (fails(op, n, a, b))
    return std::nullopt;
  switch (op) {
  case IntOp::Add: return add(n, a, b);
  case IntOp::Sub: return sub(n, a, b);
  case IntOp::Mul: return mul(n, a, b);
  case IntOp::And: return a & b;
  case IntOp::Or: return a | b;
  case IntOp::Xor: return a ^ b;
  case IntOp::Shl: return shl(n, a, b);
  case IntOp::ShrU: return shrU(n, a, b);
  case IntOp::ShrS: return shrS(n, a, b);
  case IntOp::DivU: return divU(n, a, b);
  case IntOp::DivS: return divS(n, a, b);
  case IntOp::RemU: return remU(n, a, b);
  case IntOp::RemS: return remS(n, a, b);
  case IntOp::FloorDivS: return floorDivS(n, a, b);
  case IntOp::CeilDivS: return ceilDivS(n, a, b);
  case IntOp::CeilDivU: return ceilDivU(n, a, b);
  case IntOp::MinU: return minU(n, a, b);
  case IntOp::MaxU: return maxU(n, a, b);
  case IntOp::MinS: return minS(n, a, b);
  case IntOp::MaxS: return maxS(n, a, b);
  }
  llvm_unreachable("unknown operation");
}

/// Signed quotient rounded in a given direction.
static APInt divideRounded(const APInt &a, const APInt &b, bool up) {
  APInt quotient = a.sdiv(b), remainder = a.srem(b);
  if (remainder.isZero())
    return quotient;
  bool isNegative = a.isNegative() != b.isNegative();
  if (up)
    return isNegative ? quotient : quotient + 1;
  return isNegative ? quotient - 1 : quotient;
}

static APInt applyWide(IntOp op, const APInt &a, const APInt &b) {
  switch (op) {
  case IntOp::Add: return a + b;
  case IntOp::Sub: return a - b;
  case IntOp::Mul: return a * b;
  case IntOp::And: return a & b;
  case IntOp::Or: return a | b;
  case IntOp::Xor: return a ^ b;
  case IntOp::Shl: return a.shl(b);
  case IntOp::ShrU: return a.lshr(b);
  case IntOp::ShrS: return a.ashr(b);
  case IntOp::DivU: return a.udiv(b);
  case IntOp::DivS: return a.sdiv(b);
  case IntOp::RemU: return a.urem(b);
  case IntOp::RemS: return a.srem(b);
  case IntOp::FloorDivS: return divideRounded(a, b, false);
  case IntOp::CeilDivS: return divideRounded(a, b, true);
  case IntOp::CeilDivU: return a.isZero() ? a : (a - 1).udiv(b) + 1;
  case IntOp::MinU: return a.ult(b) ? a : b;
  case IntOp::MaxU: return a.ult(b) ? b : a;
  case IntOp::MinS: return a.slt(b) ? a : b;
  case IntOp::MaxS: return a.slt(b) ? b : a;
  }
  llvm_unreachable("unknown operation");
}

std::optional<APInt> apply(IntOp op, const APInt &a, const APInt &b) {
  unsigned n = a.getBitWidth();
  if (n <= 64) {
    auto value = apply(op, n, a.getZExtValue(), b.getZExtValue());
    return value ? std::optional(APInt(n, *value)) : std::nullopt;
  }
  // The rules for failing look at zero, all ones, the smallest number and amounts, which 64 bits can stand for.
  uint64_t shortA = a.isMinSignedValue() ? minSigned(64) : 0;
  uint64_t shortB = b.isAllOnes() ? ~uint64_t(0) : b.isZero() ? 0 : b.getLimitedValue(n);
  bool isShift = op == IntOp::Shl || op == IntOp::ShrU || op == IntOp::ShrS;
  if (isShift ? b.uge(n) : fails(op, 64, shortA, shortB))
    return std::nullopt;
  return applyWide(op, a, b);
}

// ---- floats

APFloat fromBits(const llvm::fltSemantics &format, uint64_t bits) { return APFloat(format, APInt(APFloat::semanticsSizeInBits(format), bits)); }
uint64_t toBits(const APFloat &value) { return value.bitcastToAPInt().getZExtValue(); }

APFloat apply(FloatOp op, APFloat a, const APFloat &b) {
  switch (op) {
  case FloatOp::Add: a.add(b, Nearest); return a;
  case FloatOp::Sub: a.subtract(b, Nearest); return a;
  case FloatOp::Mul: a.multiply(b, Nearest); return a;
  case FloatOp::Div: a.divide(b, Nearest); return a;
  case FloatOp::Rem: a.mod(b); return a;
  case FloatOp::Minimum: return llvm::minimum(a, b);
  case FloatOp::Maximum: return llvm::maximum(a, b);
  case FloatOp::MinNum: return a.isNaN() ? b : b.isNaN() ? a : llvm::minimum(a, b);
  case FloatOp::MaxNum: return a.isNaN() ? b : b.isNaN() ? a : llvm::maximum(a, b);
  case FloatOp::CopySign: a.copySign(b); return a;
  }
  llvm_unreachable("unknown operation");
}

/// The root in double, which has more than twice the digits of every narrower format, so rounding twice gives the nearest value.
static APFloat squareRoot(APFloat a) {
  const llvm::fltSemantics &format = a.getSemantics();
  double root = std::sqrt(convert(std::move(a), APFloat::IEEEdouble()).convertToDouble());
  return convert(APFloat(root), format);
}

APFloat apply(FloatFunction function, APFloat a) {
  switch (function) {
  case FloatFunction::Neg: a.changeSign(); return a;
  case FloatFunction::Abs: a.clearSign(); return a;
  case FloatFunction::Sqrt: return squareRoot(std::move(a));
  case FloatFunction::Floor: a.roundToIntegral(APFloat::rmTowardNegative); return a;
  case FloatFunction::Ceil: a.roundToIntegral(APFloat::rmTowardPositive); return a;
  case FloatFunction::Trunc: a.roundToIntegral(APFloat::rmTowardZero); return a;
  case FloatFunction::RoundEven: a.roundToIntegral(Nearest); return a;
  case FloatFunction::Round: a.roundToIntegral(APFloat::rmNearestTiesToAway); return a;
  }
  llvm_unreachable("unknown function");
}

APFloat fma(APFloat a, const APFloat &b, const APFloat &c) {
  a.fusedMultiplyAdd(b, c, Nearest);
  return a;
}

uint64_t apply(FloatOp op, const llvm::fltSemantics &format, uint64_t a, uint64_t b) {
  return toBits(apply(op, fromBits(format, a), fromBits(format, b)));
}
uint64_t apply(FloatFunction function, const llvm::fltSemantics &format, uint64_t a) { return toBits(apply(function, fromBits(format, a))); }
uint64_t fma(const llvm::fltSemantics &format, uint64_t a, uint64_t b, uint64_t c) {
  return toBits(fma(fromBits(format, a), fromBits(format, b), fromBits(format, c)));
}

// ---- conversions

APFloat convert(APFloat value, const llvm::fltSemantics &to) {
  bool losesInformation = false;
  value.convert(to, Nearest, &losesInformation);
  return value;
}

APFloat fromInteger(const APInt &value, bool isSigned, const llvm::fltSemantics &to) {
  APFloat result(to);
  result.convertFromAPInt(value, isSigned, Nearest);
  return result;
}

std::optional<APInt> toInteger(const APFloat &value, unsigned bits, bool isSigned) {
  llvm::APSInt result(bits, !isSigned);
  bool isExact = false;
  if (value.convertToInteger(result, APFloat::rmTowardZero, &isExact) == APFloat::opInvalidOp)
    return std::nullopt;
  return APInt(result);
}

APInt toIntegerSaturating(const APFloat &value, unsigned bits, bool isSigned) {
  llvm::APSInt result(bits, !isSigned);
  bool isExact = false;
  value.convertToInteger(result, APFloat::rmTowardZero, &isExact); // gives the nearest number, and 0 for NaN
  return APInt(result);
}

} // namespace fornax::ir::semantics
