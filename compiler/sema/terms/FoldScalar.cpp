// Scalar operations on settled operands: the same results as the machine gives (SimdOps.def).
#include "sema/terms/Arithmetic.h"
#include "sema/terms/Machine.h"
#include "sema/terms/Rational.h"
#include <cmath>
#include <llvm/ADT/APSInt.h>

using llvm::APFloat;
using llvm::APInt;
using llvm::ArrayRef;

namespace fornax::sema {

static constexpr auto Nearest = APFloat::rmNearestTiesToEven;

static bool isSigned(const Scalar &scalar) { return scalar.kind == Scalar::Kind::Signed; }

std::optional<int> orderOfConstants(Term a, Term b) {
  if (isKind(a, TermKind::Int) && isKind(b, TermKind::Int)) {
    if (isIntLiteralMachine(a->type))
      return exactOrder(intOf(a), intOf(b));
    std::optional<Scalar> scalar = scalarOf(a->type);
    const APInt &x = intOf(a), &y = intOf(b);
    if (x == y)
      return 0;
    return (scalar && !isSigned(*scalar) ? x.ult(y) : x.slt(y)) ? -1 : 1;
  }
  if (!isKind(a, TermKind::Float) || !isKind(b, TermKind::Float))
    return std::nullopt;
  if (isFloatLiteralMachine(a->type))
    return order(rationalOf(a), rationalOf(b));
  switch (floatOf(a).compare(floatOf(b))) {
  case APFloat::cmpLessThan: return -1;
  case APFloat::cmpEqual: return 0;
  case APFloat::cmpGreaterThan: return 1;
  case APFloat::cmpUnordered: return std::nullopt;
  }
  return std::nullopt;
}

// ---- Machine integers

static APInt floorDivide(const APInt &a, const APInt &b, bool isSignedType) {
  if (!isSignedType)
    return a.udiv(b);
  APInt quotient = a.sdiv(b);
  bool isInexact = !a.srem(b).isZero();
  return isInexact && a.isNegative() != b.isNegative() ? quotient - 1 : quotient;
}

static std::optional<APInt> divideInts(SimdOp op, const APInt &a, const APInt &b, bool isSignedType) {
  if (b.isZero())
    return APInt(a.getBitWidth(), 0);
  switch (op) {
  case SimdOp::Op_div: return isSignedType ? a.sdiv(b) : a.udiv(b);
  case SimdOp::Op_rem: return isSignedType ? a.srem(b) : a.urem(b);
  case SimdOp::Op_floordiv: return floorDivide(a, b, isSignedType);
  case SimdOp::Op_mod: return a - floorDivide(a, b, isSignedType) * b;
  default: return std::nullopt;
  }
}

static APInt shift(SimdOp op, const APInt &a, const APInt &amount, bool isSignedType) {
  uint64_t by = amount.getLimitedValue(a.getBitWidth());
  if (op == SimdOp::Op_shl)
    return by >= a.getBitWidth() ? APInt(a.getBitWidth(), 0) : a.shl(unsigned(by));
  if (isSignedType)
    return a.ashr(unsigned(by));
  return by >= a.getBitWidth() ? APInt(a.getBitWidth(), 0) : a.lshr(unsigned(by));
}

static std::optional<APInt> foldInt(SimdOp op, ArrayRef<const APInt *> v, const Scalar &scalar) {
  const APInt &a = *v[0];
  const APInt &b = *v[v.size() > 1 ? 1 : 0];
  bool s = isSigned(scalar);
  switch (op) {
  case SimdOp::Op_add: return a + b;
  case SimdOp::Op_sub: return a - b;
  case SimdOp::Op_mul: return a * b;
  case SimdOp::Op_neg: return -a;
  case SimdOp::Op_div:
  case SimdOp::Op_rem:
  case SimdOp::Op_floordiv:
  case SimdOp::Op_mod: return divideInts(op, a, b, s);
  case SimdOp::Op_abs: return s && a.isNegative() ? -a : a;
  case SimdOp::Op_min: return (s ? a.slt(b) : a.ult(b)) ? a : b;
  case SimdOp::Op_max: return (s ? a.sgt(b) : a.ugt(b)) ? a : b;
  case SimdOp::Op_and: return a & b;
  case SimdOp::Op_or: return a | b;
  case SimdOp::Op_xor: return a ^ b;
  case SimdOp::Op_not: return ~a;
  case SimdOp::Op_shl:
  case SimdOp::Op_shr: return shift(op, a, b, s);
  case SimdOp::Op_fma: return a * b + *v[2];
  case SimdOp::Op_popcount: return APInt(a.getBitWidth(), a.popcount());
  case SimdOp::Op_clz: return APInt(a.getBitWidth(), a.countl_zero());
  case SimdOp::Op_ctz: return APInt(a.getBitWidth(), a.countr_zero());
  case SimdOp::Op_bswap: return a.getBitWidth() % 16 == 0 ? std::optional<APInt>(a.byteSwap()) : std::nullopt;
  case SimdOp::Op_bitreverse: return a.reverseBits();
  case SimdOp::Op_reduce_add:
  case SimdOp::Op_reduce_mul:
  case SimdOp::Op_reduce_min:
  case SimdOp::Op_reduce_max:
  case SimdOp::Op_reduce_and:
  case SimdOp::Op_reduce_or:
  case SimdOp::Op_reduce_xor: return a;
  default: return std::nullopt;
  }
}

// ---- Exact integers

static std::optional<APInt> foldExactInt(SimdOp op, ArrayRef<const APInt *> v) {
  const APInt &a = *v[0];
  const APInt &b = *v[v.size() > 1 ? 1 : 0];
  unsigned width = std::max(a.getBitWidth(), b.getBitWidth()) + 1;
  APInt x = a.sext(width), y = b.sext(width);
  switch (op) {
  case SimdOp::Op_add: return exactAdd(a, b);
  case SimdOp::Op_sub: return exactSub(a, b);
  case SimdOp::Op_mul: return exactMul(a, b);
  case SimdOp::Op_neg: return exactSub(APInt(2, 0), a);
  case SimdOp::Op_div:
  case SimdOp::Op_rem:
  case SimdOp::Op_floordiv:
  case SimdOp::Op_mod:
    if (y.isZero())
      return std::nullopt; // an error of the program: left for the evaluator to say
    return divideInts(op, x, y, true);
  case SimdOp::Op_abs: return x.abs();
  case SimdOp::Op_min: return x.slt(y) ? x : y;
  case SimdOp::Op_max: return x.sgt(y) ? x : y;
  case SimdOp::Op_and: return x & y;
  case SimdOp::Op_or: return x | y;
  case SimdOp::Op_xor: return x ^ y;
  case SimdOp::Op_not: return ~x;
  case SimdOp::Op_shl:
    if (b.isNegative() || b.ugt(1 << 16))
      return std::nullopt;
    return a.sext(a.getBitWidth() + unsigned(b.getZExtValue())).shl(unsigned(b.getZExtValue()));
  case SimdOp::Op_shr: return b.isNegative() ? std::nullopt : std::optional<APInt>(a.ashr(unsigned(b.getLimitedValue(a.getBitWidth()))));
  default: return std::nullopt;
  }
}

// ---- Floats

static std::optional<APFloat> roundTo(const APFloat &a, APFloat::roundingMode mode) {
  APFloat result = a;
  result.roundToIntegral(mode);
  return result;
}

static std::optional<APFloat> squareRoot(const APFloat &a) {
  // The host's square root is correctly rounded; that of a double rounded to a float is too.
  if (&a.getSemantics() == &APFloat::IEEEdouble())
    return APFloat(std::sqrt(a.convertToDouble()));
  if (&a.getSemantics() == &APFloat::IEEEsingle())
    return APFloat(std::sqrt(a.convertToFloat()));
  return std::nullopt;
}

static APFloat floorMod(const APFloat &a, const APFloat &b) {
  APFloat result = a;
  result.mod(b);
  if (!result.isZero() && !result.isNaN() && result.isNegative() != b.isNegative())
    result = result + b;
  return result;
}

static std::optional<APFloat> foldFloat(SimdOp op, ArrayRef<const APFloat *> v) {
  APFloat a = *v[0];
  const APFloat &b = *v[v.size() > 1 ? 1 : 0];
  switch (op) {
  case SimdOp::Op_add: return a + b;
  case SimdOp::Op_sub: return a - b;
  case SimdOp::Op_mul: return a * b;
  case SimdOp::Op_div: return a / b;
  case SimdOp::Op_rem: a.mod(b); return a;
  case SimdOp::Op_mod: return floorMod(a, b);
  case SimdOp::Op_floordiv: return roundTo(a / b, APFloat::rmTowardNegative);
  case SimdOp::Op_neg: return -a;
  case SimdOp::Op_abs: return abs(a);
  case SimdOp::Op_min: return minnum(a, b);
  case SimdOp::Op_max: return maxnum(a, b);
  case SimdOp::Op_fma: a.fusedMultiplyAdd(b, *v[2], Nearest); return a;
  case SimdOp::Op_sqrt: return squareRoot(a);
  case SimdOp::Op_floor: return roundTo(a, APFloat::rmTowardNegative);
  case SimdOp::Op_ceil: return roundTo(a, APFloat::rmTowardPositive);
  case SimdOp::Op_trunc: return roundTo(a, APFloat::rmTowardZero);
  case SimdOp::Op_round: return roundTo(a, Nearest);
  case SimdOp::Op_copysign: return APFloat::copySign(a, b);
  case SimdOp::Op_reduce_add:
  case SimdOp::Op_reduce_mul:
  case SimdOp::Op_reduce_min:
  case SimdOp::Op_reduce_max: return a;
  default: return std::nullopt;
  }
}

static std::optional<Rational> foldRational(SimdOp op, ArrayRef<const Rational *> v) {
  const Rational &a = *v[0];
  const Rational &b = *v[v.size() > 1 ? 1 : 0];
  switch (op) {
  case SimdOp::Op_add: return add(a, b);
  case SimdOp::Op_sub: return add(a, negate(b));
  case SimdOp::Op_mul: return multiply(a, b);
  case SimdOp::Op_div: return divide(a, b);
  case SimdOp::Op_neg: return negate(a);
  case SimdOp::Op_abs: return a.isNegative() ? negate(a) : a;
  case SimdOp::Op_floordiv: {
    Rational quotient = divide(a, b);
    return quotient.isFinite() ? makeRational(floorOf(quotient), APInt(2, 1)) : quotient;
  }
  case SimdOp::Op_mod: {
    Rational quotient = divide(a, b);
    if (!quotient.isFinite())
      return quotient;
    return add(a, negate(multiply(makeRational(floorOf(quotient), APInt(2, 1)), b)));
  }
  default: return std::nullopt;
  }
}

// ---- Conversions

static Term castToInt(Context &ctx, Term a, const Scalar &to, Type type) {
  if (isKind(a, TermKind::Int)) {
    const APInt &value = intOf(a);
    if (to.kind == Scalar::Kind::Bool)
      return makeBool(ctx, !value.isZero());
    std::optional<Scalar> from = scalarOf(a->type);
    bool extendsSign = isIntLiteralMachine(a->type) || (from && isSigned(*from));
    return makeInt(ctx, extendsSign ? value.sextOrTrunc(to.bits) : value.zextOrTrunc(to.bits), type);
  }
  if (isFloatLiteralMachine(a->type))
    return makeInt(ctx, truncate(rationalOf(a)).sextOrTrunc(to.bits), type);
  const APFloat &value = floatOf(a);
  if (to.kind == Scalar::Kind::Bool)
    return makeBool(ctx, !value.isZero());
  llvm::APSInt result(to.bits, !isSigned(to));
  bool isExact;
  value.convertToInteger(result, APFloat::rmTowardZero, &isExact); // saturates; a NaN gives 0
  return makeInt(ctx, value.isNaN() ? APInt(to.bits, 0) : APInt(result), type);
}

static Term castToFloat(Context &ctx, Term a, const Scalar &to, Type type) {
  if (!to.semantics)
    return {};
  APFloat result(*to.semantics);
  if (isKind(a, TermKind::Int)) {
    if (isIntLiteralMachine(a->type))
      return makeFloat(ctx, toFloat(makeRational(intOf(a), APInt(2, 1)), *to.semantics), type);
    std::optional<Scalar> from = scalarOf(a->type);
    result.convertFromAPInt(intOf(a), from && isSigned(*from), Nearest);
  } else if (isFloatLiteralMachine(a->type)) {
    result = toFloat(rationalOf(a), *to.semantics);
  } else {
    bool losesInfo;
    result = floatOf(a);
    result.convert(*to.semantics, Nearest, &losesInfo);
  }
  return makeFloat(ctx, result, type);
}

static Term foldCast(Context &ctx, Term a, Type type) {
  if (!isKind(a, TermKind::Int) && !isKind(a, TermKind::Float))
    return {};
  if (isIntLiteralMachine(type) && isKind(a, TermKind::Float) && isFloatLiteralMachine(a->type))
    return makeIntLiteral(ctx, truncate(rationalOf(a)));
  if (isFloatLiteralMachine(type) && isKind(a, TermKind::Int))
    return makeRationalLiteral(ctx, makeRational(intOf(a), APInt(2, 1)));
  std::optional<Scalar> to = scalarOf(type);
  if (!to)
    return {};
  return to->isInteger() ? castToInt(ctx, a, *to, type) : castToFloat(ctx, a, *to, type);
}

static Term foldBitcast(Context &ctx, Term a, Type type) {
  std::optional<Scalar> to = scalarOf(type);
  if (!to || (!isKind(a, TermKind::Int) && !isKind(a, TermKind::Float)) || isFloatLiteralMachine(a->type))
    return {};
  APInt bits = isKind(a, TermKind::Int) ? intOf(a) : floatOf(a).bitcastToAPInt();
  if (bits.getBitWidth() != to->bits)
    return {};
  if (to->isInteger())
    return makeInt(ctx, bits, type);
  return to->semantics ? makeFloat(ctx, APFloat(*to->semantics, bits), type) : Term();
}

template <class T, class Read> static llvm::SmallVector<const T *, 3> valuesOf(ArrayRef<Term> operands, Read read) {
  llvm::SmallVector<const T *, 3> result;
  for (Term operand : operands)
    result.push_back(&read(operand));
  return result;
}

Term foldScalarOp(Context &ctx, SimdOp op, ArrayRef<Term> operands, Type type) {
  if (operands.empty())
    return {};
  if (op == SimdOp::Op_cast)
    return foldCast(ctx, operands[0], type);
  if (op == SimdOp::Op_bitcast)
    return foldBitcast(ctx, operands[0], type);
  auto areAll = [&](TermKind kind) { return llvm::all_of(operands, [&](Term t) { return isKind(t, kind) && t->type == operands[0]->type; }); };
  if (areAll(TermKind::Int)) {
    auto values = valuesOf<APInt>(operands, [](Term t) -> const APInt & { return intOf(t); });
    Type own = operands[0]->type;
    std::optional<Scalar> scalar = scalarOf(own);
    std::optional<APInt> result = isIntLiteralMachine(own) ? foldExactInt(op, values) : scalar ? foldInt(op, values, *scalar) : std::nullopt;
    return result ? makeInt(ctx, *result, type) : Term();
  }
  if (!areAll(TermKind::Float))
    return {};
  if (isFloatLiteralMachine(operands[0]->type)) {
    auto result = foldRational(op, valuesOf<Rational>(operands, [](Term t) -> const Rational & { return rationalOf(t); }));
    return result ? makeRationalLiteral(ctx, *result) : Term();
  }
  auto result = foldFloat(op, valuesOf<APFloat>(operands, [](Term t) -> const APFloat & { return floatOf(t); }));
  return result ? makeFloat(ctx, *result, type) : Term();
}

} // namespace fornax::sema
