// `math`: intrinsics where LLVM has them, libm on the host for the rest.

#include "lower/Upstream.h"
#include <mlir/Dialect/Math/IR/Math.h>

using namespace mlir;

namespace fornax::lower {

/// A function of libm, element by element; 16-bit floats go through `float`.
static Value callLibm(StringRef name, ArrayRef<Value> operands, FunctionContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.here;
  Type type = operands.front().getType();
  if (auto vector = dyn_cast<VectorType>(type)) {
    Value result = LLVM::PoisonOp::create(builder, loc, type);
    for (int64_t lane = 0; lane != vector.getNumElements(); ++lane) {
      Value index = context.constant(context.module.integer(32), lane);
      SmallVector<Value, 2> scalars;
      for (Value operand : operands)
        scalars.push_back(LLVM::ExtractElementOp::create(builder, loc, operand, index));
      result = LLVM::InsertElementOp::create(builder, loc, result, callLibm(name, scalars, context), index);
    }
    return result;
  }
  unsigned width = type.getIntOrFloatBitWidth();
  if (width == 64)
    return context.callC(name, type, operands);
  Type single = Float32Type::get(context.module.context());
  SmallVector<Value, 2> wide;
  for (Value operand : operands)
    wide.push_back(width == 32 ? operand : Value(LLVM::FPExtOp::create(builder, loc, single, operand)));
  Value result = context.callC((name + "f").str(), single, wide);
  return width == 32 ? result : Value(LLVM::FPTruncOp::create(builder, loc, type, result));
}

struct LibmName {
  const void *operation;
  const char *name;
};
template <class Op> static const void *idOf() { return TypeID::get<Op>().getAsOpaquePointer(); }

static LogicalResult lowerLibm(Operation *op, FunctionContext &context) {
  static const LibmName names[] = {{idOf<math::AcoshOp>(), "acosh"}, {idOf<math::AsinhOp>(), "asinh"}, {idOf<math::AtanhOp>(), "atanh"},
                                   {idOf<math::CbrtOp>(), "cbrt"},   {idOf<math::ErfOp>(), "erf"},     {idOf<math::ErfcOp>(), "erfc"},
                                   {idOf<math::ExpM1Op>(), "expm1"}, {idOf<math::Log1pOp>(), "log1p"}};
  if (context.module.conventions().addressSpaces || isSmallFloat(op->getOperand(0).getType()))
    return context.fail(op, messages::operationNotLowered(op->getName().getStringRef(), context.module.request.target.machine().name));
  const LibmName *entry = llvm::find_if(names, [&](const LibmName &n) { return n.operation == op->getName().getTypeID().getAsOpaquePointer(); });
  SmallVector<Value, 2> operands;
  for (Value operand : op->getOperands())
    operands.push_back(context.value(operand));
  context.set(op->getResult(0), callLibm(entry->name, operands, context));
  return success();
}

static LogicalResult lowerAbsI(Operation *op, FunctionContext &context) {
  Value value = context.value(op->getOperand(0));
  context.set(op->getResult(0), LLVM::AbsOp::create(context.builder, context.here, value.getType(), value, /*is_int_min_poison=*/false));
  return success();
}

template <class To> static LogicalResult lowerCountZeros(Operation *op, FunctionContext &context) {
  Value value = context.value(op->getOperand(0));
  context.set(op->getResult(0), To::create(context.builder, context.here, value.getType(), value, /*is_zero_poison=*/false));
  return success();
}

static LogicalResult lowerRsqrt(Operation *op, FunctionContext &context) {
  auto rsqrt = cast<math::RsqrtOp>(op);
  Value value = context.value(rsqrt.getOperand());
  Type type = value.getType();
  auto flags = convertFlags(rsqrt.getFastmath());
  Attribute one = FloatAttr::get(getElementTypeOrSelf(type), 1.0);
  if (auto shaped = dyn_cast<ShapedType>(type))
    one = DenseElementsAttr::get(shaped, one);
  Value numerator = LLVM::ConstantOp::create(context.builder, context.here, type, one);
  auto root = LLVM::SqrtOp::create(context.builder, context.here, type, value);
  root.setFastmathFlags(flags);
  auto quotient = LLVM::FDivOp::create(context.builder, context.here, type, numerator, root);
  quotient.setFastmathFlags(flags);
  context.set(rsqrt, quotient);
  return success();
}

template <unsigned classes> static LogicalResult lowerClassTest(Operation *op, FunctionContext &context) {
  Type type = context.module.convert(op->getResult(0).getType());
  Value value = context.value(op->getOperand(0));
  context.set(op->getResult(0), LLVM::IsFPClass::create(context.builder, context.here, type, value, classes));
  return success();
}

static LogicalResult lowerClamp(Operation *op, FunctionContext &context) {
  auto clamp = cast<math::ClampFOp>(op);
  Value value = context.value(clamp.getValue()), low = context.value(clamp.getMin()), high = context.value(clamp.getMax());
  Value raised = LLVM::MaximumOp::create(context.builder, context.here, value.getType(), value, low);
  context.set(clamp, LLVM::MinimumOp::create(context.builder, context.here, value.getType(), raised, high));
  return success();
}

static LogicalResult lowerSincos(Operation *op, FunctionContext &context) {
  Value value = context.value(op->getOperand(0));
  context.set(op->getResult(0), LLVM::SinOp::create(context.builder, context.here, value.getType(), value));
  context.set(op->getResult(1), LLVM::CosOp::create(context.builder, context.here, value.getType(), value));
  return success();
}

void addMathHandlers(HandlerTable &table) {
  addReplacement<math::AbsFOp, LLVM::FAbsOp>(table);
  addReplacement<math::CeilOp, LLVM::FCeilOp>(table);
  addReplacement<math::FloorOp, LLVM::FFloorOp>(table);
  addReplacement<math::TruncOp, LLVM::FTruncOp>(table);
  addReplacement<math::RoundOp, LLVM::RoundOp>(table);
  addReplacement<math::RoundEvenOp, LLVM::RoundEvenOp>(table);
  addReplacement<math::CopySignOp, LLVM::CopySignOp>(table);
  addReplacement<math::SqrtOp, LLVM::SqrtOp>(table);
  addReplacement<math::FmaOp, LLVM::FMAOp>(table);
  addReplacement<math::ExpOp, LLVM::ExpOp>(table);
  addReplacement<math::Exp2Op, LLVM::Exp2Op>(table);
  addReplacement<math::LogOp, LLVM::LogOp>(table);
  addReplacement<math::Log2Op, LLVM::Log2Op>(table);
  addReplacement<math::Log10Op, LLVM::Log10Op>(table);
  addReplacement<math::PowFOp, LLVM::PowOp>(table);
  addReplacement<math::FPowIOp, LLVM::PowIOp>(table);
  addReplacement<math::SinOp, LLVM::SinOp>(table);
  addReplacement<math::CosOp, LLVM::CosOp>(table);
  addReplacement<math::TanOp, LLVM::TanOp>(table);
  addReplacement<math::AsinOp, LLVM::ASinOp>(table);
  addReplacement<math::AcosOp, LLVM::ACosOp>(table);
  addReplacement<math::AtanOp, LLVM::ATanOp>(table);
  addReplacement<math::Atan2Op, LLVM::ATan2Op>(table);
  addReplacement<math::SinhOp, LLVM::SinhOp>(table);
  addReplacement<math::CoshOp, LLVM::CoshOp>(table);
  addReplacement<math::TanhOp, LLVM::TanhOp>(table);
  addReplacement<math::CtPopOp, LLVM::CtPopOp>(table);
  addHandler<math::AbsIOp>(table, lowerAbsI);
  addHandler<math::CountLeadingZerosOp>(table, lowerCountZeros<LLVM::CountLeadingZerosOp>);
  addHandler<math::CountTrailingZerosOp>(table, lowerCountZeros<LLVM::CountTrailingZerosOp>);
  addHandler<math::RsqrtOp>(table, lowerRsqrt);
  addHandler<math::ClampFOp>(table, lowerClamp);
  addHandler<math::SincosOp>(table, lowerSincos);
  // The bits of llvm::FPClassTest.
  addHandler<math::IsNaNOp>(table, lowerClassTest<llvm::fcNan>);
  addHandler<math::IsInfOp>(table, lowerClassTest<llvm::fcInf>);
  addHandler<math::IsFiniteOp>(table, lowerClassTest<llvm::fcFinite>);
  addHandler<math::IsNormalOp>(table, lowerClassTest<llvm::fcNormal>);
  addHandler<math::AcoshOp>(table, lowerLibm);
  addHandler<math::AsinhOp>(table, lowerLibm);
  addHandler<math::AtanhOp>(table, lowerLibm);
  addHandler<math::CbrtOp>(table, lowerLibm);
  addHandler<math::ErfOp>(table, lowerLibm);
  addHandler<math::ErfcOp>(table, lowerLibm);
  addHandler<math::ExpM1Op>(table, lowerLibm);
  addHandler<math::Log1pOp>(table, lowerLibm);
}

} // namespace fornax::lower
