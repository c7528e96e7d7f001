// `arith` and `index`, one line an operation where LLVM has the same.

#include "lower/Upstream.h"
#include <mlir/Dialect/Index/IR/IndexOps.h>

using namespace mlir;

namespace fornax::lower {

// ---- Constants ----

/// A constant as LLVM's dialect wants it: integers for `index` and small floats, scalars for vectors of one element.
static Attribute convertConstant(TypedAttr value, Type type, ModuleContext &module) {
  Type element = getElementTypeOrSelf(type);
  auto bits = [&](const APFloat &real) { return real.bitcastToAPInt().zextOrTrunc(element.getIntOrFloatBitWidth()); };
  bool isSmall = isSmallFloat(value.getType());
  if (auto real = dyn_cast<FloatAttr>(value))
    return isSmall ? Attribute(IntegerAttr::get(element, bits(real.getValue()))) : Attribute(real);
  if (auto integer = dyn_cast<IntegerAttr>(value))
    return IntegerAttr::get(element, integer.getValue().sextOrTrunc(element.getIntOrFloatBitWidth()));
  auto dense = cast<DenseElementsAttr>(value);
  auto source = dyn_cast<FloatType>(dense.getElementType());
  if (source && source.getWidth() == 4) {
    // Packed, low lane in the low nibble.
    SmallVector<APInt> packed;
    unsigned lane = 0;
    for (const APFloat &real : dense.getValues<APFloat>()) {
      APInt nibble = real.bitcastToAPInt().zext(8);
      if (lane++ % 2 == 0)
        packed.push_back(nibble);
      else
        packed.back() |= nibble.shl(4);
    }
    if (auto shaped = dyn_cast<ShapedType>(type))
      return DenseElementsAttr::get(shaped, packed);
    return IntegerAttr::get(type, packed.front());
  }
  auto shaped = dyn_cast<ShapedType>(type);
  if (!shaped) { // vector<1xT>
    TypedAttr first = cast<TypedAttr>(*dense.getValues<Attribute>().begin());
    return convertConstant(first, type, module);
  }
  if (!isSmall && source)
    return dense;
  SmallVector<APInt> values;
  if (source)
    for (const APFloat &real : dense.getValues<APFloat>())
      values.push_back(bits(real));
  else
    for (const APInt &integer : dense.getValues<APInt>())
      values.push_back(integer.sextOrTrunc(element.getIntOrFloatBitWidth()));
  return DenseElementsAttr::get(shaped, values);
}

static LogicalResult lowerConstant(Operation *op, FunctionContext &context) {
  auto value = cast<TypedAttr>(op->getAttr("value"));
  Type type = context.module.convert(value.getType());
  context.set(op->getResult(0), LLVM::ConstantOp::create(context.builder, context.here, type, convertConstant(value, type, context.module)));
  return success();
}

// ---- Products and sums ----

/// The product behind an operand that a sum may take in: one that is used there only, where both say that they may be joined.
static arith::MulFOp productFor(Value operand, arith::FastMathFlags sum) {
  auto product = operand.getDefiningOp<arith::MulFOp>();
  bool mayJoin = product && bitEnumContainsAll(sum & product.getFastmath(), arith::FastMathFlags::contract);
  return mayJoin && product->hasOneUse() && !isSmallFloat(operand.getType()) ? product : arith::MulFOp();
}

static Value negated(Value value, FunctionContext &context) { return LLVM::FNegOp::create(context.builder, context.here, value.getType(), value); }

/// `a * b + c` as one operation where the machine has it. Said here, where the expression stands as it was written: later a product that
/// another expression shares would stay one of its own.
template <bool isSum, class From, class To> static LogicalResult lowerSum(Operation *op, FunctionContext &context) {
  auto sum = cast<From>(op);
  for (bool isLeft : {true, false})
    if (arith::MulFOp product = productFor(isLeft ? sum.getLhs() : sum.getRhs(), sum.getFastmath())) {
      Value a = context.value(product.getLhs()), b = context.value(product.getRhs()), c = context.value(isLeft ? sum.getRhs() : sum.getLhs());
      if constexpr (!isSum)
        isLeft ? c = negated(c, context) : a = negated(a, context);
      auto joined = LLVM::FMulAddOp::create(context.builder, context.here, c.getType(), a, b, c);
      joined.setFastmathFlags(convertFlags(sum.getFastmath()));
      context.set(sum, joined);
      return success();
    }
  return replaceWith<From, To>(op, context);
}

// ---- Comparison ----

static LogicalResult lowerCmpI(Operation *op, FunctionContext &context) {
  auto compare = cast<arith::CmpIOp>(op);
  Type type = context.module.convert(compare.getType());
  context.set(compare, LLVM::ICmpOp::create(context.builder, context.here, type, LLVM::ICmpPredicate(uint64_t(compare.getPredicate())),
                                            context.value(compare.getLhs()), context.value(compare.getRhs())));
  return success();
}

static LogicalResult lowerCmpF(Operation *op, FunctionContext &context) {
  auto compare = cast<arith::CmpFOp>(op);
  if (isSmallFloat(compare.getLhs().getType()))
    return context.fail(op, messages::operationNotLowered("arith.cmpf", "floats of eight bits"));
  Type type = context.module.convert(compare.getType());
  auto made = LLVM::FCmpOp::create(context.builder, context.here, type, LLVM::FCmpPredicate(uint64_t(compare.getPredicate())),
                                   context.value(compare.getLhs()), context.value(compare.getRhs()));
  made.setFastmathFlags(convertFlags(compare.getFastmath()));
  context.set(compare, made);
  return success();
}

static LogicalResult lowerIndexCmp(Operation *op, FunctionContext &context) {
  auto compare = cast<index::CmpOp>(op);
  auto predicate = [&] {
    switch (compare.getPred()) {
    case index::IndexCmpPredicate::EQ: return LLVM::ICmpPredicate::eq;
    case index::IndexCmpPredicate::NE: return LLVM::ICmpPredicate::ne;
    case index::IndexCmpPredicate::SGE: return LLVM::ICmpPredicate::sge;
    case index::IndexCmpPredicate::SGT: return LLVM::ICmpPredicate::sgt;
    case index::IndexCmpPredicate::SLE: return LLVM::ICmpPredicate::sle;
    case index::IndexCmpPredicate::SLT: return LLVM::ICmpPredicate::slt;
    case index::IndexCmpPredicate::UGE: return LLVM::ICmpPredicate::uge;
    case index::IndexCmpPredicate::UGT: return LLVM::ICmpPredicate::ugt;
    case index::IndexCmpPredicate::ULE: return LLVM::ICmpPredicate::ule;
    case index::IndexCmpPredicate::ULT: return LLVM::ICmpPredicate::ult;
    }
    llvm_unreachable("unknown predicate");
  }();
  context.set(compare, LLVM::ICmpOp::create(context.builder, context.here, context.module.integer(1), predicate, context.value(compare.getLhs()),
                                            context.value(compare.getRhs())));
  return success();
}

// ---- Casts ----

/// Between `index` and fixed integers: by width.
template <bool isSigned> static LogicalResult lowerIndexCast(Operation *op, FunctionContext &context) {
  Value value = context.value(op->getOperand(0));
  Type to = context.module.convert(op->getResult(0).getType());
  unsigned from = getElementTypeOrSelf(value.getType()).getIntOrFloatBitWidth(), width = getElementTypeOrSelf(to).getIntOrFloatBitWidth();
  if (from > width)
    value = LLVM::TruncOp::create(context.builder, context.here, to, value);
  else if (from < width && isSigned)
    value = LLVM::SExtOp::create(context.builder, context.here, to, value);
  else if (from < width)
    value = LLVM::ZExtOp::create(context.builder, context.here, to, value);
  context.set(op->getResult(0), value);
  return success();
}

static LogicalResult lowerBitcast(Operation *op, FunctionContext &context) {
  Value value = context.value(op->getOperand(0));
  Type to = context.module.convert(op->getResult(0).getType());
  if (value.getType() != to)
    value = LLVM::BitcastOp::create(context.builder, context.here, to, value);
  context.set(op->getResult(0), value);
  return success();
}

static Type withElement(Type shape, Type element) {
  auto vector = dyn_cast<VectorType>(shape);
  return vector ? Type(VectorType::get(vector.getShape(), element)) : element;
}

static LogicalResult lowerExtF(Operation *op, FunctionContext &context) {
  auto extend = cast<arith::ExtFOp>(op);
  Value value = context.value(extend.getIn());
  Type to = context.module.convert(extend.getType());
  if (isSmallFloat(extend.getIn().getType())) {
    if (isSmallFloat(extend.getType()) || isa<VectorType>(value.getType()) != isa<VectorType>(to))
      return context.fail(op, messages::operationNotLowered("arith.extf", "this pair of types"));
    value = extendSmallFloat(value, cast<FloatType>(getElementTypeOrSelf(extend.getIn().getType())), context);
    unsigned width = getElementTypeOrSelf(to).getIntOrFloatBitWidth();
    if (width > 32)
      value = LLVM::FPExtOp::create(context.builder, context.here, to, value);
    else if (width < 32)
      value = LLVM::FPTruncOp::create(context.builder, context.here, to, value);
    context.set(extend, value);
    return success();
  }
  return replaceWith<arith::ExtFOp, LLVM::FPExtOp>(op, context);
}

static LogicalResult lowerTruncF(Operation *op, FunctionContext &context) {
  auto truncate = cast<arith::TruncFOp>(op);
  if (!isSmallFloat(truncate.getType()))
    return replaceWith<arith::TruncFOp, LLVM::FPTruncOp>(op, context);
  Value value = context.value(truncate.getIn());
  if (isSmallFloat(truncate.getIn().getType()))
    value = extendSmallFloat(value, cast<FloatType>(getElementTypeOrSelf(truncate.getIn().getType())), context);
  unsigned width = getElementTypeOrSelf(value.getType()).getIntOrFloatBitWidth();
  Type single = withElement(value.getType(), Float32Type::get(context.module.context()));
  if (width < 32)
    value = LLVM::FPExtOp::create(context.builder, context.here, single, value);
  else if (width > 32)
    value = truncateToOdd(value, context);
  context.set(truncate, truncateToSmallFloat(value, cast<FloatType>(getElementTypeOrSelf(truncate.getType())), context));
  return success();
}

// ---- Operations that LLVM spells with several ----

/// {value, overflow bit} of an intrinsic.
template <class Intrinsic> static LogicalResult lowerExtended(Operation *op, FunctionContext &context) {
  Value a = context.value(op->getOperand(0)), b = context.value(op->getOperand(1));
  Type flag = context.module.convert(op->getResult(1).getType());
  Type pair = LLVM::LLVMStructType::getLiteral(context.module.context(), {a.getType(), flag});
  Value both = Intrinsic::create(context.builder, context.here, pair, a, b);
  for (unsigned index : {0u, 1u})
    context.set(op->getResult(index), LLVM::ExtractValueOp::create(context.builder, context.here, both, ArrayRef<int64_t>{index}));
  return success();
}

/// The two halves of a product, by a multiplication of twice the width.
template <class Extend> static LogicalResult lowerMulExtended(Operation *op, FunctionContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.here;
  Value a = context.value(op->getOperand(0)), b = context.value(op->getOperand(1));
  unsigned width = getElementTypeOrSelf(a.getType()).getIntOrFloatBitWidth();
  Type wide = withElement(a.getType(), context.module.integer(width * 2));
  Value product = LLVM::MulOp::create(builder, loc, wide, Extend::create(builder, loc, wide, a), Extend::create(builder, loc, wide, b));
  Attribute amount = IntegerAttr::get(getElementTypeOrSelf(wide), width);
  if (auto shaped = dyn_cast<ShapedType>(wide))
    amount = DenseElementsAttr::get(shaped, amount);
  Value shift = LLVM::ConstantOp::create(builder, loc, wide, amount);
  context.set(op->getResult(0), LLVM::TruncOp::create(builder, loc, a.getType(), product));
  context.set(op->getResult(1), LLVM::TruncOp::create(builder, loc, a.getType(), LLVM::LShrOp::create(builder, loc, wide, product, shift)));
  return success();
}

enum class Toward { Down, Up };

static Value zeroOf(Type type, FunctionContext &context) { return LLVM::ZeroOp::create(context.builder, context.here, type); }

/// Division that rounds down or up: the truncated quotient, corrected where there is a remainder and the signs ask for it.
template <Toward toward, bool isSigned> static LogicalResult lowerRoundedDivision(Operation *op, FunctionContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.here;
  Value a = context.value(op->getOperand(0)), b = context.value(op->getOperand(1));
  Type type = a.getType(), flag = withElement(type, context.module.integer(1));
  auto compare = [&](LLVM::ICmpPredicate predicate, Value x, Value y) -> Value { return LLVM::ICmpOp::create(builder, loc, flag, predicate, x, y); };
  Value quotient, remainder;
  if (isSigned) {
    quotient = LLVM::SDivOp::create(builder, loc, type, a, b);
    remainder = LLVM::SRemOp::create(builder, loc, type, a, b);
  } else {
    quotient = LLVM::UDivOp::create(builder, loc, type, a, b);
    remainder = LLVM::URemOp::create(builder, loc, type, a, b);
  }
  Value correct = compare(LLVM::ICmpPredicate::ne, remainder, zeroOf(type, context));
  if (isSigned) {
    Value signs = LLVM::XOrOp::create(builder, loc, type, a, b);
    auto predicate = toward == Toward::Down ? LLVM::ICmpPredicate::slt : LLVM::ICmpPredicate::sge;
    correct = LLVM::AndOp::create(builder, loc, flag, correct, compare(predicate, signs, zeroOf(type, context)));
  }
  // A true flag is minus one when sign-extended, one when zero-extended.
  Value step;
  if (toward == Toward::Down)
    step = LLVM::SExtOp::create(builder, loc, type, correct);
  else
    step = LLVM::ZExtOp::create(builder, loc, type, correct);
  context.set(op->getResult(0), LLVM::AddOp::create(builder, loc, type, quotient, step));
  return success();
}

static LogicalResult lowerSelect(Operation *op, FunctionContext &context) {
  auto select = cast<arith::SelectOp>(op);
  context.set(select, LLVM::SelectOp::create(context.builder, context.here, context.value(select.getCondition()),
                                             context.value(select.getTrueValue()), context.value(select.getFalseValue())));
  return success();
}

static LogicalResult lowerSizeOf(Operation *op, FunctionContext &context) {
  Type type = context.module.convert(op->getResult(0).getType());
  context.set(op->getResult(0), context.constant(type, int64_t(type.getIntOrFloatBitWidth())));
  return success();
}

static void addArith(HandlerTable &table) {
  addHandler<arith::ConstantOp>(table, lowerConstant);
  addReplacement<arith::AddIOp, LLVM::AddOp>(table);
  addReplacement<arith::SubIOp, LLVM::SubOp>(table);
  addReplacement<arith::MulIOp, LLVM::MulOp>(table);
  addReplacement<arith::DivUIOp, LLVM::UDivOp>(table);
  addReplacement<arith::DivSIOp, LLVM::SDivOp>(table);
  addReplacement<arith::RemUIOp, LLVM::URemOp>(table);
  addReplacement<arith::RemSIOp, LLVM::SRemOp>(table);
  addReplacement<arith::AndIOp, LLVM::AndOp>(table);
  addReplacement<arith::OrIOp, LLVM::OrOp>(table);
  addReplacement<arith::XOrIOp, LLVM::XOrOp>(table);
  addReplacement<arith::ShLIOp, LLVM::ShlOp>(table);
  addReplacement<arith::ShRUIOp, LLVM::LShrOp>(table);
  addReplacement<arith::ShRSIOp, LLVM::AShrOp>(table);
  addReplacement<arith::MaxSIOp, LLVM::SMaxOp>(table);
  addReplacement<arith::MaxUIOp, LLVM::UMaxOp>(table);
  addReplacement<arith::MinSIOp, LLVM::SMinOp>(table);
  addReplacement<arith::MinUIOp, LLVM::UMinOp>(table);
  addReplacement<arith::NegFOp, LLVM::FNegOp>(table);
  addHandler<arith::AddFOp>(table, lowerSum<true, arith::AddFOp, LLVM::FAddOp>);
  addHandler<arith::SubFOp>(table, lowerSum<false, arith::SubFOp, LLVM::FSubOp>);
  addReplacement<arith::MulFOp, LLVM::FMulOp>(table);
  addReplacement<arith::DivFOp, LLVM::FDivOp>(table);
  addReplacement<arith::RemFOp, LLVM::FRemOp>(table);
  addReplacement<arith::MaximumFOp, LLVM::MaximumOp>(table);
  addReplacement<arith::MinimumFOp, LLVM::MinimumOp>(table);
  addReplacement<arith::MaxNumFOp, LLVM::MaxNumOp>(table);
  addReplacement<arith::MinNumFOp, LLVM::MinNumOp>(table);
  addReplacement<arith::ExtUIOp, LLVM::ZExtOp>(table);
  addReplacement<arith::ExtSIOp, LLVM::SExtOp>(table);
  addReplacement<arith::TruncIOp, LLVM::TruncOp>(table);
  addReplacement<arith::UIToFPOp, LLVM::UIToFPOp>(table);
  addReplacement<arith::SIToFPOp, LLVM::SIToFPOp>(table);
  addReplacement<arith::FPToUIOp, LLVM::FPToUIOp>(table);
  addReplacement<arith::FPToSIOp, LLVM::FPToSIOp>(table);
  addHandler<arith::ExtFOp>(table, lowerExtF);
  addHandler<arith::TruncFOp>(table, lowerTruncF);
  addHandler<arith::BitcastOp>(table, lowerBitcast);
  addHandler<arith::IndexCastOp>(table, lowerIndexCast<true>);
  addHandler<arith::IndexCastUIOp>(table, lowerIndexCast<false>);
  addHandler<arith::CmpIOp>(table, lowerCmpI);
  addHandler<arith::CmpFOp>(table, lowerCmpF);
  addHandler<arith::SelectOp>(table, lowerSelect);
  addHandler<arith::AddUIExtendedOp>(table, lowerExtended<LLVM::UAddWithOverflowOp>);
  addHandler<arith::MulSIExtendedOp>(table, lowerMulExtended<LLVM::SExtOp>);
  addHandler<arith::MulUIExtendedOp>(table, lowerMulExtended<LLVM::ZExtOp>);
  addHandler<arith::FloorDivSIOp>(table, lowerRoundedDivision<Toward::Down, true>);
  addHandler<arith::CeilDivSIOp>(table, lowerRoundedDivision<Toward::Up, true>);
  addHandler<arith::CeilDivUIOp>(table, lowerRoundedDivision<Toward::Up, false>);
}

static void addIndex(HandlerTable &table) {
  addHandler<index::ConstantOp>(table, lowerConstant);
  addHandler<index::BoolConstantOp>(table, lowerConstant);
  addReplacement<index::AddOp, LLVM::AddOp>(table);
  addReplacement<index::SubOp, LLVM::SubOp>(table);
  addReplacement<index::MulOp, LLVM::MulOp>(table);
  addReplacement<index::DivSOp, LLVM::SDivOp>(table);
  addReplacement<index::DivUOp, LLVM::UDivOp>(table);
  addReplacement<index::RemSOp, LLVM::SRemOp>(table);
  addReplacement<index::RemUOp, LLVM::URemOp>(table);
  addReplacement<index::MaxSOp, LLVM::SMaxOp>(table);
  addReplacement<index::MaxUOp, LLVM::UMaxOp>(table);
  addReplacement<index::MinSOp, LLVM::SMinOp>(table);
  addReplacement<index::MinUOp, LLVM::UMinOp>(table);
  addReplacement<index::ShlOp, LLVM::ShlOp>(table);
  addReplacement<index::ShrSOp, LLVM::AShrOp>(table);
  addReplacement<index::ShrUOp, LLVM::LShrOp>(table);
  addReplacement<index::AndOp, LLVM::AndOp>(table);
  addReplacement<index::OrOp, LLVM::OrOp>(table);
  addReplacement<index::XOrOp, LLVM::XOrOp>(table);
  addHandler<index::FloorDivSOp>(table, lowerRoundedDivision<Toward::Down, true>);
  addHandler<index::CeilDivSOp>(table, lowerRoundedDivision<Toward::Up, true>);
  addHandler<index::CeilDivUOp>(table, lowerRoundedDivision<Toward::Up, false>);
  addHandler<index::CastSOp>(table, lowerIndexCast<true>);
  addHandler<index::CastUOp>(table, lowerIndexCast<false>);
  addHandler<index::CmpOp>(table, lowerIndexCmp);
  addHandler<index::SizeOfOp>(table, lowerSizeOf);
}

void addUpstreamHandlers(HandlerTable &table) {
  addArith(table);
  addIndex(table);
}

} // namespace fornax::lower
