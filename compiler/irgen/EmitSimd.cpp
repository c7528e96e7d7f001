// `simd.*` operations: one spelling for all element types, upstream operations by element kind.

#include "irgen/Simd.h"

namespace fornax::irgen {

using namespace sema;
namespace arith = mlir::arith;
namespace math = mlir::math;
using enum Scalar::Kind;

Element elementOf(Type type, mlir::Type machine) {
  std::optional<Scalar> scalar;
  if (type) {
    scalar = scalarOf(type);
    if (!scalar)
      if (std::optional<SimdShape> shape = simdShape(type))
        scalar = scalarOfDType(shape->dtype);
  }
  mlir::Type lane = mlir::getElementTypeOrSelf(machine);
  if (scalar)
    return {scalar->kind, lane};
  if (llvm::isa<mlir::FloatType>(lane))
    return {Float, lane};
  return {lane.isInteger(1) ? Bool : Signed, lane};
}

// ---- constants and small pieces

Value constantLike(Emitter &e, mlir::Type type, mlir::TypedAttr lane) {
  if (auto vector = llvm::dyn_cast<mlir::VectorType>(type))
    lane = mlir::DenseElementsAttr::get(vector, mlir::Attribute(lane));
  return arith::ConstantOp::create(e.b, e.loc, lane);
}

Value intConstant(Emitter &e, mlir::Type type, int64_t value) {
  mlir::Type lane = mlir::getElementTypeOrSelf(type);
  unsigned width = lane.isIndex() ? 64 : lane.getIntOrFloatBitWidth();
  return constantLike(e, type, mlir::IntegerAttr::get(lane, llvm::APInt(width, uint64_t(value), /*isSigned=*/true, /*implicitTrunc=*/true)));
}

static Value apIntConstant(Emitter &e, mlir::Type type, const llvm::APInt &value) {
  return constantLike(e, type, mlir::IntegerAttr::get(mlir::getElementTypeOrSelf(type), value));
}

static Value floatConstant(Emitter &e, mlir::Type type, llvm::APFloat value) {
  auto lane = llvm::cast<mlir::FloatType>(mlir::getElementTypeOrSelf(type));
  bool loses;
  value.convert(lane.getFloatSemantics(), llvm::APFloat::rmNearestTiesToEven, &loses);
  return constantLike(e, type, mlir::FloatAttr::get(lane, value));
}

static unsigned widthOf(mlir::Type type) {
  mlir::Type lane = mlir::getElementTypeOrSelf(type);
  return lane.isIndex() ? 64 : lane.getIntOrFloatBitWidth();
}

static Value compareInts(Emitter &e, arith::CmpIPredicate predicate, Value a, Value b) { return arith::CmpIOp::create(e.b, e.loc, predicate, a, b); }
static Value select(Emitter &e, Value condition, Value a, Value b) { return arith::SelectOp::create(e.b, e.loc, condition, a, b); }
static Value both(Emitter &e, Value a, Value b) { return arith::AndIOp::create(e.b, e.loc, a, b); }
static Value either(Emitter &e, Value a, Value b) { return arith::OrIOp::create(e.b, e.loc, a, b); }

static arith::FastMathFlags fastFlags(Emitter &e) {
  return e.ctx.options.contract == ContractMode::Fast ? arith::FastMathFlags::contract : arith::FastMathFlags::none;
}

// ---- floats of eight bits and fewer: computed in f32

bool isSmallFloat(mlir::Type type) {
  auto lane = llvm::dyn_cast<mlir::FloatType>(mlir::getElementTypeOrSelf(type));
  return lane && lane.getWidth() <= 8;
}

Value widenSmallFloat(Emitter &e, Value value) {
  if (!isSmallFloat(value.getType()))
    return value;
  mlir::Type wide = e.b.getF32Type();
  if (auto vector = llvm::dyn_cast<mlir::VectorType>(value.getType()))
    wide = mlir::VectorType::get(vector.getShape(), wide);
  return arith::ExtFOp::create(e.b, e.loc, wide, value);
}

// ---- the forms of an operation

/// `float` or `integer` form of an operation.
template <class FloatOp, class IntOp> static Value pick(Emitter &e, Element element, Value a, Value b) {
  if (element.kind == Float)
    return FloatOp::create(e.b, e.loc, a, b);
  return IntOp::create(e.b, e.loc, a, b);
}
template <class FloatOp, class IntOp> static Value pickFast(Emitter &e, Element element, Value a, Value b) {
  if (element.kind == Float)
    return FloatOp::create(e.b, e.loc, a, b, fastFlags(e));
  return IntOp::create(e.b, e.loc, a, b);
}
template <class FloatOp, class SignedOp, class UnsignedOp> static Value pickSigned(Emitter &e, Element element, Value a, Value b) {
  if (element.kind == Float)
    return FloatOp::create(e.b, e.loc, a, b);
  if (element.kind == Signed)
    return SignedOp::create(e.b, e.loc, a, b);
  return UnsignedOp::create(e.b, e.loc, a, b);
}

// ---- division

namespace {
/// A divisor that cannot trap: 1 where the written one is zero, or where MIN is divided by -1.
struct SafeDivisor {
  Value divisor, isZero;
};
} // namespace

static SafeDivisor safeDivisor(Emitter &e, Element element, Value a, Value b) {
  mlir::Type type = b.getType();
  Value one = intConstant(e, type, 1);
  Value isZero = compareInts(e, arith::CmpIPredicate::eq, b, intConstant(e, type, 0));
  Value replace = isZero;
  if (element.kind == Signed) {
    Value isMin = compareInts(e, arith::CmpIPredicate::eq, a, apIntConstant(e, type, llvm::APInt::getSignedMinValue(widthOf(type))));
    Value isMinusOne = compareInts(e, arith::CmpIPredicate::eq, b, intConstant(e, type, -1));
    replace = either(e, isZero, both(e, isMin, isMinusOne));
  }
  return {select(e, replace, one, b), isZero};
}

static Value divide(Emitter &e, Element element, Value a, Value b) {
  if (element.kind == Float)
    return arith::DivFOp::create(e.b, e.loc, a, b);
  SafeDivisor safe = safeDivisor(e, element, a, b);
  Value quotient = pickSigned<arith::DivFOp, arith::DivSIOp, arith::DivUIOp>(e, element, a, safe.divisor);
  return select(e, safe.isZero, intConstant(e, a.getType(), 0), quotient);
}

static Value remainder(Emitter &e, Element element, Value a, Value b) {
  if (element.kind == Float)
    return arith::RemFOp::create(e.b, e.loc, a, b);
  return pickSigned<arith::RemFOp, arith::RemSIOp, arith::RemUIOp>(e, element, a, safeDivisor(e, element, a, b).divisor);
}

/// Whether a remainder (toward zero) is not zero and its sign differs from the divisor's.
static Value needsCorrection(Emitter &e, Element element, Value rest, Value b) {
  mlir::Type type = b.getType();
  if (element.kind == Float) {
    Value zero = floatConstant(e, type, llvm::APFloat(0.0));
    auto compare = [&](arith::CmpFPredicate predicate, Value x) -> Value { return arith::CmpFOp::create(e.b, e.loc, predicate, x, zero); };
    Value differs = arith::XOrIOp::create(e.b, e.loc, compare(arith::CmpFPredicate::OLT, rest), compare(arith::CmpFPredicate::OLT, b));
    return both(e, compare(arith::CmpFPredicate::ONE, rest), differs);
  }
  Value zero = intConstant(e, type, 0);
  Value differs =
      arith::XOrIOp::create(e.b, e.loc, compareInts(e, arith::CmpIPredicate::slt, rest, zero), compareInts(e, arith::CmpIPredicate::slt, b, zero));
  return both(e, compareInts(e, arith::CmpIPredicate::ne, rest, zero), differs);
}

static Value floorDivide(Emitter &e, Element element, Value a, Value b) {
  if (element.kind == Float)
    return math::FloorOp::create(e.b, e.loc, arith::DivFOp::create(e.b, e.loc, a, b));
  if (element.kind != Signed)
    return divide(e, element, a, b);
  SafeDivisor safe = safeDivisor(e, element, a, b);
  Value quotient = arith::DivSIOp::create(e.b, e.loc, a, safe.divisor);
  Value rest = arith::SubIOp::create(e.b, e.loc, a, arith::MulIOp::create(e.b, e.loc, quotient, safe.divisor));
  Value lower = arith::SubIOp::create(e.b, e.loc, quotient, intConstant(e, a.getType(), 1));
  Value floored = select(e, needsCorrection(e, element, rest, safe.divisor), lower, quotient);
  return select(e, safe.isZero, intConstant(e, a.getType(), 0), floored);
}

static Value modulo(Emitter &e, Element element, Value a, Value b) {
  if (element.kind != Float && element.kind != Signed)
    return remainder(e, element, a, b);
  Value divisor = element.kind == Float ? b : safeDivisor(e, element, a, b).divisor;
  Value rest = element.kind == Float ? Value(arith::RemFOp::create(e.b, e.loc, a, b)) : Value(arith::RemSIOp::create(e.b, e.loc, a, divisor));
  Value shifted = pick<arith::AddFOp, arith::AddIOp>(e, element, rest, divisor);
  return select(e, needsCorrection(e, element, rest, divisor), shifted, rest);
}

// ---- shifts

static Value shiftLeft(Emitter &e, Value a, Value b) {
  Value zero = intConstant(e, a.getType(), 0);
  Value inRange = compareInts(e, arith::CmpIPredicate::ult, b, intConstant(e, b.getType(), widthOf(b.getType())));
  return select(e, inRange, arith::ShLIOp::create(e.b, e.loc, a, select(e, inRange, b, zero)), zero);
}

static Value shiftRight(Emitter &e, Element element, Value a, Value b) {
  mlir::Type type = b.getType();
  if (element.kind == Signed)
    return arith::ShRSIOp::create(e.b, e.loc, a, arith::MinUIOp::create(e.b, e.loc, b, intConstant(e, type, int64_t(widthOf(type)) - 1)));
  Value zero = intConstant(e, type, 0);
  Value inRange = compareInts(e, arith::CmpIPredicate::ult, b, intConstant(e, type, widthOf(type)));
  return select(e, inRange, arith::ShRUIOp::create(e.b, e.loc, a, select(e, inRange, b, zero)), zero);
}

// ---- comparisons

static Value compareElements(Emitter &e, SimdOp op, Element element, Value a, Value b) {
  struct Predicates {
    arith::CmpIPredicate ofSigned, ofUnsigned;
    arith::CmpFPredicate ofFloat;
    mlir::LLVM::ICmpPredicate ofPointer;
  };
  using I = arith::CmpIPredicate;
  using F = arith::CmpFPredicate;
  using P = mlir::LLVM::ICmpPredicate;
  Predicates predicates = op == SimdOp::Op_eq   ? Predicates{I::eq, I::eq, F::OEQ, P::eq}
                          : op == SimdOp::Op_ne ? Predicates{I::ne, I::ne, F::UNE, P::ne}
                          : op == SimdOp::Op_lt ? Predicates{I::slt, I::ult, F::OLT, P::ult}
                          : op == SimdOp::Op_le ? Predicates{I::sle, I::ule, F::OLE, P::ule}
                          : op == SimdOp::Op_gt ? Predicates{I::sgt, I::ugt, F::OGT, P::ugt}
                                                : Predicates{I::sge, I::uge, F::OGE, P::uge};
  if (llvm::isa<mlir::LLVM::LLVMPointerType>(a.getType()))
    return mlir::LLVM::ICmpOp::create(e.b, e.loc, predicates.ofPointer, a, b);
  if (element.kind == Float)
    return arith::CmpFOp::create(e.b, e.loc, predicates.ofFloat, a, b);
  return compareInts(e, element.kind == Signed ? predicates.ofSigned : predicates.ofUnsigned, a, b);
}

// ---- conversions between element types

/// Saturating, and 0 for a NaN: spelled with comparisons, so that folding, interpreter and machine agree.
static Value floatToInt(Emitter &e, Value value, mlir::Type to, bool isSigned) {
  mlir::Type from = value.getType();
  unsigned width = widthOf(to);
  auto bound = [&](const llvm::APInt &number, bool asSigned) {
    llvm::APFloat real(llvm::APFloat::IEEEquad());
    real.convertFromAPInt(number, asSigned, llvm::APFloat::rmTowardZero);
    return floatConstant(e, from, real);
  };
  llvm::APInt min = isSigned ? llvm::APInt::getSignedMinValue(width) : llvm::APInt(width, 0);
  llvm::APInt max = isSigned ? llvm::APInt::getSignedMaxValue(width) : llvm::APInt::getMaxValue(width);
  Value low = bound(min, isSigned), above = bound(max.zext(width + 2) + 1, true);
  auto compare = [&](arith::CmpFPredicate predicate, Value limit) -> Value { return arith::CmpFOp::create(e.b, e.loc, predicate, value, limit); };
  Value tooHigh = compare(arith::CmpFPredicate::OGE, above), tooLow = compare(arith::CmpFPredicate::OLT, low);
  Value inRange = both(e, compare(arith::CmpFPredicate::OGE, low), compare(arith::CmpFPredicate::OLT, above));
  Value safe = select(e, inRange, value, floatConstant(e, from, llvm::APFloat(0.0)));
  Value converted = isSigned ? Value(arith::FPToSIOp::create(e.b, e.loc, to, safe)) : Value(arith::FPToUIOp::create(e.b, e.loc, to, safe));
  return select(e, tooHigh, apIntConstant(e, to, max), select(e, tooLow, apIntConstant(e, to, min), converted));
}

static Value floatToFloat(Emitter &e, Value value, mlir::Type to) {
  unsigned from = widthOf(value.getType()), width = widthOf(to);
  if (from < width)
    return arith::ExtFOp::create(e.b, e.loc, to, value);
  if (from > width)
    return arith::TruncFOp::create(e.b, e.loc, to, value);
  mlir::Type wide = e.b.getF32Type(); // formats of one width meet in a wider one
  if (auto vector = llvm::dyn_cast<mlir::VectorType>(to))
    wide = mlir::VectorType::get(vector.getShape(), wide);
  return arith::TruncFOp::create(e.b, e.loc, to, arith::ExtFOp::create(e.b, e.loc, wide, value));
}

static Value intToInt(Emitter &e, Element from, Value value, mlir::Type to) {
  mlir::Type source = value.getType(), lane = mlir::getElementTypeOrSelf(to);
  if (from.lane.isIndex() || lane.isIndex())
    return from.kind == Signed ? Value(arith::IndexCastOp::create(e.b, e.loc, to, value))
                               : Value(arith::IndexCastUIOp::create(e.b, e.loc, to, value));
  unsigned width = widthOf(source), wanted = widthOf(to);
  if (width > wanted)
    return arith::TruncIOp::create(e.b, e.loc, to, value);
  if (width == wanted)
    return value;
  return from.kind == Signed ? Value(arith::ExtSIOp::create(e.b, e.loc, to, value)) : Value(arith::ExtUIOp::create(e.b, e.loc, to, value));
}

Value castElements(Emitter &e, Element from, Value value, Element to, mlir::Type toType) {
  if (value.getType() == toType && (from.kind == Float) == (to.kind == Float))
    return value;
  if (from.kind == Float && to.kind != Float)
    value = widenSmallFloat(e, value);
  if (from.kind != Float && isSmallFloat(toType)) { // every number of such a type is one of f32
    mlir::Type single = e.b.getF32Type();
    auto vector = llvm::dyn_cast<mlir::VectorType>(toType);
    Value wide = castElements(e, from, value, {Float, single}, vector ? mlir::Type(mlir::VectorType::get(vector.getShape(), single)) : single);
    return floatToFloat(e, wide, toType);
  }
  if (from.kind == Float && to.kind == Float)
    return floatToFloat(e, value, toType);
  if (to.kind == Bool) {
    mlir::Type type = value.getType();
    if (from.kind == Float)
      return arith::CmpFOp::create(e.b, e.loc, arith::CmpFPredicate::UNE, value, floatConstant(e, type, llvm::APFloat(0.0)));
    return compareInts(e, arith::CmpIPredicate::ne, value, intConstant(e, type, 0));
  }
  if (from.kind == Float)
    return floatToInt(e, value, toType, to.kind == Signed);
  if (to.kind == Float)
    return from.kind == Signed ? Value(arith::SIToFPOp::create(e.b, e.loc, toType, value))
                               : Value(arith::UIToFPOp::create(e.b, e.loc, toType, value));
  return intToInt(e, from, value, toType);
}

// ---- one operand

static Value emitUnary(Emitter &e, SimdOp op, Element element, Value a) {
  bool isFloat = element.kind == Float;
  mlir::Type type = a.getType();
  switch (op) {
  case SimdOp::Op_neg:
    return isFloat ? Value(arith::NegFOp::create(e.b, e.loc, a)) : Value(arith::SubIOp::create(e.b, e.loc, intConstant(e, type, 0), a));
  case SimdOp::Op_abs:
    if (isFloat)
      return math::AbsFOp::create(e.b, e.loc, a);
    return element.kind == Signed ? Value(arith::MaxSIOp::create(e.b, e.loc, a, emitUnary(e, SimdOp::Op_neg, element, a))) : a;
  case SimdOp::Op_not: return arith::XOrIOp::create(e.b, e.loc, a, intConstant(e, type, -1));
  case SimdOp::Op_sqrt: return math::SqrtOp::create(e.b, e.loc, a);
  case SimdOp::Op_floor: return isFloat ? Value(math::FloorOp::create(e.b, e.loc, a)) : a;
  case SimdOp::Op_ceil: return isFloat ? Value(math::CeilOp::create(e.b, e.loc, a)) : a;
  case SimdOp::Op_trunc: return isFloat ? Value(math::TruncOp::create(e.b, e.loc, a)) : a;
  case SimdOp::Op_round: return isFloat ? Value(math::RoundEvenOp::create(e.b, e.loc, a)) : a;
  case SimdOp::Op_popcount: return math::CtPopOp::create(e.b, e.loc, a);
  case SimdOp::Op_clz: return math::CountLeadingZerosOp::create(e.b, e.loc, a);
  case SimdOp::Op_ctz: return math::CountTrailingZerosOp::create(e.b, e.loc, a);
  case SimdOp::Op_bswap: return mlir::LLVM::ByteSwapOp::create(e.b, e.loc, type, a);
  case SimdOp::Op_bitreverse: return mlir::LLVM::BitReverseOp::create(e.b, e.loc, type, a);
  default: return {};
  }
}

static Value emitBinary(Emitter &e, SimdOp op, Element element, Value a, Value b) {
  switch (op) {
  case SimdOp::Op_add: return pickFast<arith::AddFOp, arith::AddIOp>(e, element, a, b);
  case SimdOp::Op_sub: return pickFast<arith::SubFOp, arith::SubIOp>(e, element, a, b);
  case SimdOp::Op_mul: return pickFast<arith::MulFOp, arith::MulIOp>(e, element, a, b);
  case SimdOp::Op_div: return divide(e, element, a, b);
  case SimdOp::Op_rem: return remainder(e, element, a, b);
  case SimdOp::Op_floordiv: return floorDivide(e, element, a, b);
  case SimdOp::Op_mod: return modulo(e, element, a, b);
  case SimdOp::Op_min: return pickSigned<arith::MinNumFOp, arith::MinSIOp, arith::MinUIOp>(e, element, a, b);
  case SimdOp::Op_max: return pickSigned<arith::MaxNumFOp, arith::MaxSIOp, arith::MaxUIOp>(e, element, a, b);
  case SimdOp::Op_and: return arith::AndIOp::create(e.b, e.loc, a, b);
  case SimdOp::Op_or: return arith::OrIOp::create(e.b, e.loc, a, b);
  case SimdOp::Op_xor: return arith::XOrIOp::create(e.b, e.loc, a, b);
  case SimdOp::Op_shl: return shiftLeft(e, a, b);
  case SimdOp::Op_shr: return shiftRight(e, element, a, b);
  case SimdOp::Op_copysign: return math::CopySignOp::create(e.b, e.loc, a, b);
  case SimdOp::Op_eq:
  case SimdOp::Op_ne:
  case SimdOp::Op_lt:
  case SimdOp::Op_le:
  case SimdOp::Op_gt:
  case SimdOp::Op_ge: return compareElements(e, op, element, a, b);
  default: return {};
  }
}

/// The operation on f32, and back where the result is of the operands' type.
static Value emitSmallFloats(Emitter &e, SimdOp op, llvm::ArrayRef<SimdOperand> operands) {
  mlir::Type type = operands[0].value.getType();
  llvm::SmallVector<SimdOperand, 3> wide(operands);
  for (SimdOperand &operand : wide)
    operand.value = widenSmallFloat(e, operand.value);
  Value result = emitArithmetic(e, op, {Float, e.b.getF32Type()}, wide);
  return result && result.getType() == wide[0].value.getType() ? floatToFloat(e, result, type) : result;
}

Value emitArithmetic(Emitter &e, SimdOp op, Element element, llvm::ArrayRef<SimdOperand> operands) {
  if (!operands.empty() && isSmallFloat(operands[0].value.getType()))
    return emitSmallFloats(e, op, operands);
  if (operands.size() == 1)
    return emitUnary(e, op, element, operands[0].value);
  if (operands.size() == 2)
    return emitBinary(e, op, element, operands[0].value, operands[1].value);
  if (op == SimdOp::Op_fma && operands.size() == 3) {
    if (element.kind == Float)
      return math::FmaOp::create(e.b, e.loc, operands[0].value, operands[1].value, operands[2].value);
    return arith::AddIOp::create(e.b, e.loc, arith::MulIOp::create(e.b, e.loc, operands[0].value, operands[1].value), operands[2].value);
  }
  return {};
}

} // namespace fornax::irgen
