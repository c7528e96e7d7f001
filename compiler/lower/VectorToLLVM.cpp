// `vector`, on vectors of one dimension: what SIMD in the library needs. Others go through MLIR's patterns.

#include "lower/Patterns.h"
#include "lower/Upstream.h"
#include <mlir/Dialect/Vector/IR/VectorOps.h>

using namespace mlir;

namespace fornax::lower {

/// More dimensions, or elements that share a byte: not in this table.
static bool isPlain(Type type) {
  auto vector = dyn_cast<VectorType>(type);
  if (!vector)
    return true;
  auto real = dyn_cast<FloatType>(vector.getElementType());
  return vector.getRank() == 1 && !(real && real.getWidth() == 4);
}

static bool isPlain(Operation *op) {
  return llvm::all_of(op->getOperandTypes(), [](Type type) { return isPlain(type); }) &&
         llvm::all_of(op->getResultTypes(), [](Type type) { return isPlain(type); });
}

/// Handlers see plain vectors only.
template <LogicalResult (*handler)(Operation *, FunctionContext &)> static LogicalResult ifPlain(Operation *op, FunctionContext &context) {
  return isPlain(op) ? handler(op, context) : leaveToPatterns(op, context);
}

/// A vector of one element is its element.
static bool isScalar(Value value) { return !isa<VectorType>(value.getType()); }

static Value elementAt(Value vector, Value index, FunctionContext &context) {
  return isScalar(vector) ? vector : Value(LLVM::ExtractElementOp::create(context.builder, context.here, vector, index));
}
static Value elementAt(Value vector, int64_t index, FunctionContext &context) {
  return isScalar(vector) ? vector : elementAt(vector, context.constant64(uint64_t(index)), context);
}
static Value withElementAt(Value vector, Value element, int64_t index, FunctionContext &context) {
  return isScalar(vector) ? element
                          : Value(LLVM::InsertElementOp::create(context.builder, context.here, vector, element, context.constant64(uint64_t(index))));
}
static int64_t laneCount(Value value) { return isScalar(value) ? 1 : cast<VectorType>(value.getType()).getNumElements(); }

static Value shuffle(Value a, Value b, ArrayRef<int32_t> mask, FunctionContext &context) {
  if (mask.size() == 1 && isScalar(a))
    return mask[0] == 0 ? a : b;
  if (isScalar(a)) { // two scalars into a vector
    Type type = VectorType::get({int64_t(mask.size())}, a.getType());
    Value result = LLVM::PoisonOp::create(context.builder, context.here, type);
    for (auto [lane, from] : llvm::enumerate(mask))
      if (from >= 0)
        result = withElementAt(result, from == 0 ? a : b, int64_t(lane), context);
    return result;
  }
  if (mask.size() == 1)
    return elementAt(mask[0] < laneCount(a) ? a : b, mask[0] < laneCount(a) ? mask[0] : mask[0] - laneCount(a), context);
  return LLVM::ShuffleVectorOp::create(context.builder, context.here, a, b, mask);
}

static LogicalResult lowerBroadcast(Operation *op, FunctionContext &context) {
  Value value = context.value(op->getOperand(0));
  Type type = context.module.convert(op->getResult(0).getType());
  if (value.getType() == type || !isScalar(value)) {
    if (value.getType() == type) {
      context.set(op->getResult(0), value);
      return success();
    }
    return leaveToPatterns(op, context);
  }
  Value poison = LLVM::PoisonOp::create(context.builder, context.here, type);
  Value first = withElementAt(poison, value, 0, context);
  SmallVector<int32_t> zeros(size_t(cast<VectorType>(type).getNumElements()), 0);
  context.set(op->getResult(0), shuffle(first, poison, zeros, context));
  return success();
}

static LogicalResult lowerExtract(Operation *op, FunctionContext &context) {
  auto extract = cast<vector::ExtractOp>(op);
  Value vector = context.value(extract.getSource());
  Value result = vector;
  if (!extract.getDynamicPosition().empty())
    result = elementAt(vector, context.value(extract.getDynamicPosition().front()), context);
  else if (!extract.getStaticPosition().empty())
    result = elementAt(vector, extract.getStaticPosition().front(), context);
  context.set(extract.getResult(), result);
  return success();
}

static LogicalResult lowerInsert(Operation *op, FunctionContext &context) {
  auto insert = cast<vector::InsertOp>(op);
  Value vector = context.value(insert.getDest()), element = context.value(insert.getValueToStore());
  Value result = element;
  if (!insert.getDynamicPosition().empty() && !isScalar(vector))
    result = LLVM::InsertElementOp::create(context.builder, context.here, vector, element, context.value(insert.getDynamicPosition().front()));
  else if (!insert.getStaticPosition().empty())
    result = withElementAt(vector, element, insert.getStaticPosition().front(), context);
  context.set(insert.getResult(), result);
  return success();
}

static LogicalResult lowerShuffle(Operation *op, FunctionContext &context) {
  auto mixed = cast<vector::ShuffleOp>(op);
  SmallVector<int32_t> mask(mixed.getMask().begin(), mixed.getMask().end());
  Value a = context.value(mixed.getV1()), b = context.value(mixed.getV2());
  if (laneCount(a) != laneCount(b)) { // LLVM wants equal lengths: widen the shorter one
    int64_t wide = std::max(laneCount(a), laneCount(b)), firstLanes = laneCount(a);
    auto widen = [&](Value value) {
      SmallVector<int32_t> lanes(size_t(wide), -1);
      for (int32_t lane = 0; lane < laneCount(value); ++lane)
        lanes[size_t(lane)] = lane;
      return shuffle(value, value, lanes, context);
    };
    for (int32_t &lane : mask)
      if (lane >= firstLanes)
        lane += int32_t(wide - firstLanes);
    a = laneCount(a) < wide ? widen(a) : a;
    b = laneCount(b) < wide ? widen(b) : b;
  }
  context.set(mixed.getResult(), shuffle(a, b, mask, context));
  return success();
}

static LogicalResult lowerFromElements(Operation *op, FunctionContext &context) {
  Type type = context.module.convert(op->getResult(0).getType());
  Value result;
  if (isa<VectorType>(type))
    result = LLVM::PoisonOp::create(context.builder, context.here, type);
  for (auto [lane, element] : llvm::enumerate(op->getOperands()))
    result = result ? withElementAt(result, context.value(element), int64_t(lane), context) : context.value(element);
  context.set(op->getResult(0), result);
  return success();
}

static LogicalResult lowerToElements(Operation *op, FunctionContext &context) {
  Value vector = context.value(op->getOperand(0));
  for (auto [lane, result] : llvm::enumerate(op->getResults()))
    context.set(result, elementAt(vector, int64_t(lane), context));
  return success();
}

static LogicalResult lowerExtractSlice(Operation *op, FunctionContext &context) {
  auto slice = cast<vector::ExtractStridedSliceOp>(op);
  int64_t offset = cast<IntegerAttr>(slice.getOffsets()[0]).getInt(), size = cast<IntegerAttr>(slice.getSizes()[0]).getInt();
  Value vector = context.value(slice.getSource());
  SmallVector<int32_t> mask;
  for (int64_t lane = 0; lane != size; ++lane)
    mask.push_back(int32_t(offset + lane));
  context.set(slice.getResult(), isScalar(vector) ? vector : shuffle(vector, vector, mask, context));
  return success();
}

static LogicalResult lowerInsertSlice(Operation *op, FunctionContext &context) {
  auto slice = cast<vector::InsertStridedSliceOp>(op);
  int64_t offset = cast<IntegerAttr>(slice.getOffsets()[0]).getInt();
  Value small = context.value(slice.getValueToStore()), large = context.value(slice.getDest());
  Value result = large;
  for (int64_t lane = 0; lane != laneCount(small); ++lane)
    result = withElementAt(result, elementAt(small, lane, context), offset + lane, context);
  context.set(slice.getResult(), result);
  return success();
}

static LogicalResult lowerInterleave(Operation *op, FunctionContext &context) {
  Value a = context.value(op->getOperand(0)), b = context.value(op->getOperand(1));
  SmallVector<int32_t> mask;
  for (int32_t lane = 0, count = int32_t(laneCount(a)); lane != count; ++lane) {
    mask.push_back(lane);
    mask.push_back(lane + count);
  }
  context.set(op->getResult(0), shuffle(a, b, mask, context));
  return success();
}

static LogicalResult lowerDeinterleave(Operation *op, FunctionContext &context) {
  Value vector = context.value(op->getOperand(0));
  for (unsigned which : {0u, 1u}) {
    SmallVector<int32_t> mask;
    for (int32_t lane = int32_t(which); lane < laneCount(vector); lane += 2)
      mask.push_back(lane);
    context.set(op->getResult(which), shuffle(vector, vector, mask, context));
  }
  return success();
}

static LogicalResult lowerBitCast(Operation *op, FunctionContext &context) {
  Value value = context.value(op->getOperand(0));
  Type type = context.module.convert(op->getResult(0).getType());
  context.set(op->getResult(0), value.getType() == type ? value : Value(LLVM::BitcastOp::create(context.builder, context.here, type, value)));
  return success();
}

static LogicalResult lowerSame(Operation *op, FunctionContext &context) {
  context.set(op->getResult(0), context.value(op->getOperand(0)));
  return success();
}

static LogicalResult lowerFma(Operation *op, FunctionContext &context) {
  Value a = context.value(op->getOperand(0));
  context.set(op->getResult(0),
              LLVM::FMAOp::create(context.builder, context.here, a.getType(), a, context.value(op->getOperand(1)), context.value(op->getOperand(2))));
  return success();
}

static LogicalResult lowerStep(Operation *op, FunctionContext &context) {
  Type type = context.module.convert(op->getResult(0).getType());
  auto vector = dyn_cast<VectorType>(type);
  SmallVector<APInt> lanes;
  for (int64_t lane = 0; vector && lane != vector.getNumElements(); ++lane)
    lanes.push_back(APInt(vector.getElementTypeBitWidth(), uint64_t(lane)));
  Value result = vector ? Value(LLVM::ConstantOp::create(context.builder, context.here, type, DenseElementsAttr::get(vector, lanes)))
                        : Value(LLVM::ZeroOp::create(context.builder, context.here, type));
  context.set(op->getResult(0), result);
  return success();
}

static LogicalResult lowerConstantMask(Operation *op, FunctionContext &context) {
  auto mask = cast<vector::ConstantMaskOp>(op);
  Type type = context.module.convert(op->getResult(0).getType());
  int64_t on = mask.getMaskDimSizes().front();
  if (!isa<VectorType>(type)) {
    context.set(op->getResult(0), context.constant(type, on > 0));
    return success();
  }
  SmallVector<bool> lanes;
  for (int64_t lane = 0; lane != cast<VectorType>(type).getNumElements(); ++lane)
    lanes.push_back(lane < on);
  context.set(op->getResult(0), LLVM::ConstantOp::create(context.builder, context.here, type, DenseElementsAttr::get(cast<VectorType>(type), lanes)));
  return success();
}

// ---- Reductions ----

using Combine = Value (*)(Value, Value, LLVM::FastmathFlags, FunctionContext &);

template <class Op> static Value combine(Value a, Value b, LLVM::FastmathFlags flags, FunctionContext &context) {
  auto made = Op::create(context.builder, context.here, TypeRange(a.getType()), ValueRange{a, b}, ArrayRef<NamedAttribute>());
  if constexpr (requires { made.setFastmathFlags(flags); })
    made.setFastmathFlags(flags);
  return made;
}

template <class Op> static Value reduce(Value vector, FunctionContext &context) {
  return Op::create(context.builder, context.here, cast<VectorType>(vector.getType()).getElementType(), vector);
}

template <class Op> static Value reduceFloat(Value vector, LLVM::FastmathFlags flags, FunctionContext &context) {
  auto made = Op::create(context.builder, context.here, cast<VectorType>(vector.getType()).getElementType(), vector);
  made.setFastmathFlags(flags);
  return made;
}

/// In order unless `reassoc` allows another; the accumulator starts the chain.
template <class Op> static Value reduceInOrder(Value vector, Value start, double neutral, LLVM::FastmathFlags flags, FunctionContext &context) {
  Type element = cast<VectorType>(vector.getType()).getElementType();
  if (!start)
    start = LLVM::ConstantOp::create(context.builder, context.here, element, FloatAttr::get(element, neutral));
  auto made = Op::create(context.builder, context.here, element, start, vector);
  made.setFastmathFlags(flags);
  return made;
}

static Value combineBy(vector::CombiningKind kind, Value a, Value b, LLVM::FastmathFlags flags, FunctionContext &context) {
  bool isFloat = isa<FloatType>(a.getType());
  switch (kind) {
  case vector::CombiningKind::ADD: return isFloat ? combine<LLVM::FAddOp>(a, b, flags, context) : combine<LLVM::AddOp>(a, b, flags, context);
  case vector::CombiningKind::MUL: return isFloat ? combine<LLVM::FMulOp>(a, b, flags, context) : combine<LLVM::MulOp>(a, b, flags, context);
  case vector::CombiningKind::MINUI: return combine<LLVM::UMinOp>(a, b, flags, context);
  case vector::CombiningKind::MINSI: return combine<LLVM::SMinOp>(a, b, flags, context);
  case vector::CombiningKind::MAXUI: return combine<LLVM::UMaxOp>(a, b, flags, context);
  case vector::CombiningKind::MAXSI: return combine<LLVM::SMaxOp>(a, b, flags, context);
  case vector::CombiningKind::AND: return combine<LLVM::AndOp>(a, b, flags, context);
  case vector::CombiningKind::OR: return combine<LLVM::OrOp>(a, b, flags, context);
  case vector::CombiningKind::XOR: return combine<LLVM::XOrOp>(a, b, flags, context);
  case vector::CombiningKind::MINNUMF: return combine<LLVM::MinNumOp>(a, b, flags, context);
  case vector::CombiningKind::MAXNUMF: return combine<LLVM::MaxNumOp>(a, b, flags, context);
  case vector::CombiningKind::MINIMUMF: return combine<LLVM::MinimumOp>(a, b, flags, context);
  case vector::CombiningKind::MAXIMUMF: return combine<LLVM::MaximumOp>(a, b, flags, context);
  }
  llvm_unreachable("unknown kind");
}

/// `start` is used by the kinds with an order of evaluation; the caller combines it with the others.
static Value reduceBy(vector::CombiningKind kind, Value vector, Value &start, LLVM::FastmathFlags flags, FunctionContext &context) {
  bool isFloat = isa<FloatType>(cast<VectorType>(vector.getType()).getElementType());
  switch (kind) {
  case vector::CombiningKind::ADD:
    return isFloat ? reduceInOrder<LLVM::vector_reduce_fadd>(vector, std::exchange(start, {}), -0.0, flags, context)
                   : reduce<LLVM::vector_reduce_add>(vector, context);
  case vector::CombiningKind::MUL:
    return isFloat ? reduceInOrder<LLVM::vector_reduce_fmul>(vector, std::exchange(start, {}), 1.0, flags, context)
                   : reduce<LLVM::vector_reduce_mul>(vector, context);
  case vector::CombiningKind::MINUI: return reduce<LLVM::vector_reduce_umin>(vector, context);
  case vector::CombiningKind::MINSI: return reduce<LLVM::vector_reduce_smin>(vector, context);
  case vector::CombiningKind::MAXUI: return reduce<LLVM::vector_reduce_umax>(vector, context);
  case vector::CombiningKind::MAXSI: return reduce<LLVM::vector_reduce_smax>(vector, context);
  case vector::CombiningKind::AND: return reduce<LLVM::vector_reduce_and>(vector, context);
  case vector::CombiningKind::OR: return reduce<LLVM::vector_reduce_or>(vector, context);
  case vector::CombiningKind::XOR: return reduce<LLVM::vector_reduce_xor>(vector, context);
  case vector::CombiningKind::MINNUMF: return reduceFloat<LLVM::vector_reduce_fmin>(vector, flags, context);
  case vector::CombiningKind::MAXNUMF: return reduceFloat<LLVM::vector_reduce_fmax>(vector, flags, context);
  case vector::CombiningKind::MINIMUMF: return reduceFloat<LLVM::vector_reduce_fminimum>(vector, flags, context);
  case vector::CombiningKind::MAXIMUMF: return reduceFloat<LLVM::vector_reduce_fmaximum>(vector, flags, context);
  }
  llvm_unreachable("unknown kind");
}

static LogicalResult lowerReduction(Operation *op, FunctionContext &context) {
  auto reduction = cast<vector::ReductionOp>(op);
  Value vector = context.value(reduction.getVector());
  Value start = reduction.getAcc() ? context.value(reduction.getAcc()) : Value();
  auto flags = convertFlags(reduction.getFastmath());
  Value result = isScalar(vector) ? vector : reduceBy(reduction.getKind(), vector, start, flags, context);
  if (start)
    result = combineBy(reduction.getKind(), start, result, flags, context);
  context.set(reduction.getDest(), result);
  return success();
}

void addVectorHandlers(HandlerTable &table) {
  addHandler<vector::BroadcastOp>(table, ifPlain<lowerBroadcast>);
  addHandler<vector::ExtractOp>(table, ifPlain<lowerExtract>);
  addHandler<vector::InsertOp>(table, ifPlain<lowerInsert>);
  addHandler<vector::ShuffleOp>(table, ifPlain<lowerShuffle>);
  addHandler<vector::FromElementsOp>(table, ifPlain<lowerFromElements>);
  addHandler<vector::ToElementsOp>(table, ifPlain<lowerToElements>);
  addHandler<vector::ExtractStridedSliceOp>(table, ifPlain<lowerExtractSlice>);
  addHandler<vector::InsertStridedSliceOp>(table, ifPlain<lowerInsertSlice>);
  addHandler<vector::InterleaveOp>(table, ifPlain<lowerInterleave>);
  addHandler<vector::DeinterleaveOp>(table, ifPlain<lowerDeinterleave>);
  addHandler<vector::BitCastOp>(table, lowerBitCast);
  addHandler<vector::ShapeCastOp>(table, ifPlain<lowerSame>);
  addHandler<vector::FMAOp>(table, ifPlain<lowerFma>);
  addHandler<vector::StepOp>(table, ifPlain<lowerStep>);
  addHandler<vector::ConstantMaskOp>(table, ifPlain<lowerConstantMask>);
  addHandler<vector::ReductionOp>(table, ifPlain<lowerReduction>);
}

} // namespace fornax::lower
