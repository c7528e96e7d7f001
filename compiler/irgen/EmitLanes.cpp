// `simd.*` operations on lanes (splat, shuffle, reductions) and on memory.

#include "ir/Layout.h"
#include "irgen/Simd.h"

namespace fornax::irgen {

using namespace sema;
namespace arith = mlir::arith;
namespace vector = mlir::vector;
namespace LLVM = mlir::LLVM;
using enum Scalar::Kind;

static mlir::VectorType vectorOf(mlir::Type type) { return llvm::dyn_cast<mlir::VectorType>(type); }

static Value toIndex(Emitter &e, Value position) {
  if (position.getType().isIndex())
    return position;
  return arith::IndexCastUIOp::create(e.b, e.loc, e.b.getIndexType(), position);
}

static Value emitBitcast(Emitter &e, Value value, mlir::Type to) {
  mlir::Type from = value.getType();
  if (from == to)
    return value;
  mlir::VectorType a = vectorOf(from), b = vectorOf(to);
  bool sameShape = (!a && !b) || (a && b && a.getShape() == b.getShape());
  bool plain = !llvm::isa<LLVM::LLVMPointerType>(from) && !llvm::isa<LLVM::LLVMPointerType>(to);
  if (sameShape && plain)
    return arith::BitcastOp::create(e.b, e.loc, to, value);
  if (a && b)
    return vector::BitCastOp::create(e.b, e.loc, to, value);
  if (!plain)
    return LLVM::BitcastOp::create(e.b, e.loc, to, value);
  // A scalar is a vector of one lane.
  auto oneLane = [](mlir::Type scalar) { return mlir::VectorType::get({1}, scalar); };
  if (!a)
    value = vector::BroadcastOp::create(e.b, e.loc, oneLane(from), value);
  mlir::Type target = b ? to : mlir::Type(oneLane(to));
  if (value.getType() != target)
    value = vector::BitCastOp::create(e.b, e.loc, target, value);
  return b ? value : Value(vector::ExtractOp::create(e.b, e.loc, value, int64_t(0)));
}

static Value emitSplat(Emitter &e, Value scalar, mlir::Type to) {
  return vectorOf(to) ? Value(vector::BroadcastOp::create(e.b, e.loc, to, scalar)) : scalar;
}

static Value emitSelect(Emitter &e, Value mask, Value a, Value b) {
  mlir::VectorType lanes = vectorOf(a.getType()), maskLanes = vectorOf(mask.getType());
  if (maskLanes && !lanes)
    mask = vector::ExtractOp::create(e.b, e.loc, mask, int64_t(0));
  return arith::SelectOp::create(e.b, e.loc, mask, a, b);
}

static Value asVector(Emitter &e, Value value) {
  if (vectorOf(value.getType()))
    return value;
  return vector::BroadcastOp::create(e.b, e.loc, mlir::VectorType::get({1}, value.getType()), value);
}

static Value emitShuffle(Emitter &e, Value a, Value b, Term mask, mlir::Type to, SourceRange range) {
  llvm::SmallVector<int64_t, 16> lanes;
  if (mask && isKind(mask, TermKind::List))
    for (Term lane : mask->operands())
      lanes.push_back(asInt64(lane).value_or(-1));
  if (lanes.empty()) {
    report(e.instances, e.site(range), messages::invalidOperation("simd.shuffle", "`mask` must be a list of lane numbers"));
    fail(e);
    return deadValue(e, to);
  }
  Value shuffled = vector::ShuffleOp::create(e.b, e.loc, asVector(e, a), asVector(e, b), lanes);
  return vectorOf(to) ? shuffled : Value(vector::ExtractOp::create(e.b, e.loc, shuffled, int64_t(0)));
}

static std::optional<vector::CombiningKind> combiningKind(SimdOp op, Element element) {
  bool isFloat = element.kind == Float, isSigned = element.kind == Signed;
  using K = vector::CombiningKind;
  switch (op) {
  case SimdOp::Op_reduce_add: return K::ADD;
  case SimdOp::Op_reduce_mul: return K::MUL;
  case SimdOp::Op_reduce_min: return isFloat ? K::MINNUMF : isSigned ? K::MINSI : K::MINUI;
  case SimdOp::Op_reduce_max: return isFloat ? K::MAXNUMF : isSigned ? K::MAXSI : K::MAXUI;
  case SimdOp::Op_reduce_and: return K::AND;
  case SimdOp::Op_reduce_or: return K::OR;
  case SimdOp::Op_reduce_xor: return K::XOR;
  default: return std::nullopt;
  }
}

/// Sums and products of floats by halves: always in the same order, and as parallel as can be.
static Value reduceHalves(Emitter &e, SimdOp op, Element element, Value value) {
  SimdOp step = op == SimdOp::Op_reduce_add ? SimdOp::Op_add : SimdOp::Op_mul;
  for (int64_t half = vectorOf(value.getType()).getNumElements() / 2; half > 0; half /= 2) {
    llvm::SmallVector<int64_t, 16> low, high;
    for (int64_t lane = 0; lane < half; ++lane) {
      low.push_back(lane);
      high.push_back(half + lane);
    }
    Value a = vector::ShuffleOp::create(e.b, e.loc, value, value, low), b = vector::ShuffleOp::create(e.b, e.loc, value, value, high);
    value = emitArithmetic(e, step, element, {SimdOperand{a, {}}, SimdOperand{b, {}}});
  }
  return vector::ExtractOp::create(e.b, e.loc, value, int64_t(0));
}

static Value emitReduction(Emitter &e, SimdOp op, vector::CombiningKind kind, Element element, Value value, mlir::Type result) {
  if (!vectorOf(value.getType()))
    return value;
  if (isSmallFloat(value.getType())) {
    Element single{Scalar::Kind::Float, e.b.getF32Type()};
    Value wide = emitReduction(e, op, kind, single, widenSmallFloat(e, value), single.lane);
    return castElements(e, single, wide, element, result);
  }
  if (element.kind == Scalar::Kind::Float && (op == SimdOp::Op_reduce_add || op == SimdOp::Op_reduce_mul))
    return reduceHalves(e, op, element, value);
  return vector::ReductionOp::create(e.b, e.loc, kind, value);
}

static Value emitIota(Emitter &e, Element element, mlir::Type to) {
  mlir::VectorType lanes = vectorOf(to);
  int64_t count = lanes ? lanes.getNumElements() : 1;
  llvm::SmallVector<mlir::Attribute, 16> values;
  for (int64_t i = 0; i < count; ++i)
    values.push_back(element.kind == Float ? mlir::Attribute(mlir::FloatAttr::get(element.lane, double(i)))
                                           : mlir::Attribute(mlir::IntegerAttr::get(element.lane, i)));
  if (!lanes)
    return arith::ConstantOp::create(e.b, e.loc, llvm::cast<mlir::TypedAttr>(values.front()));
  return arith::ConstantOp::create(e.b, e.loc, mlir::DenseElementsAttr::get(lanes, values));
}

// ---- memory

/// What stands in memory for a value: Bools and small floats are bytes there.
static mlir::Type memoryType(mlir::Type type) {
  mlir::Type inMemory = ir::Layout::memoryTypeOf(type);
  mlir::Type lane = mlir::getElementTypeOrSelf(inMemory);
  if (!llvm::isa<mlir::FloatType>(lane) || lane.getIntOrFloatBitWidth() > 8)
    return inMemory;
  mlir::Type byte = mlir::IntegerType::get(type.getContext(), lane.getIntOrFloatBitWidth());
  auto lanes = vectorOf(type);
  return lanes ? mlir::Type(mlir::VectorType::get(lanes.getShape(), byte)) : byte;
}

static Value fromMemory(Emitter &e, Value value, mlir::Type to) {
  if (value.getType() == to)
    return value;
  if (mlir::getElementTypeOrSelf(to).isInteger(1))
    return arith::TruncIOp::create(e.b, e.loc, to, value);
  return arith::BitcastOp::create(e.b, e.loc, to, value);
}

static Value toMemory(Emitter &e, Value value) {
  mlir::Type to = memoryType(value.getType());
  if (value.getType() == to)
    return value;
  if (mlir::getElementTypeOrSelf(value.getType()).isInteger(1))
    return arith::ExtUIOp::create(e.b, e.loc, to, value);
  return arith::BitcastOp::create(e.b, e.loc, to, value);
}

namespace {
struct AccessFlags {
  unsigned alignment;
  bool isVolatile, isNontemporal, isInvariant;
};
} // namespace

static AccessFlags readFlags(Emitter &e, mlir::Type type, llvm::function_ref<Term(llvm::StringRef)> attribute) {
  auto flag = [&](llvm::StringRef name) {
    Term term = attribute(name);
    return term && asBool(term).value_or(false);
  };
  ir::Layout layout(e.instances.targets[e.target]->machine);
  int64_t written = attribute("alignment") ? asInt64(attribute("alignment")).value_or(0) : 0;
  unsigned alignment = written > 0 ? unsigned(written) : unsigned(layout.alignOf(type));
  return {alignment, flag("volatile"), flag("nontemporal"), flag("invariant")};
}

static Value emitLoad(Emitter &e, Value pointer, mlir::Type to, const AccessFlags &flags) {
  Value loaded = LLVM::LoadOp::create(e.b, e.loc, memoryType(to), pointer, flags.alignment, flags.isVolatile, flags.isNontemporal, flags.isInvariant);
  return fromMemory(e, loaded, to);
}

/// The mask of a memory operation as a vector.
static Value emitMaskedMemory(Emitter &e, SimdOp op, llvm::ArrayRef<SimdOperand> operands, mlir::Type to, const AccessFlags &flags) {
  auto pointers = [&](Value addresses) -> Value { // uint64 lanes
    Value lanes = asVector(e, addresses);
    mlir::Type type = mlir::VectorType::get(vectorOf(lanes.getType()).getShape(), LLVM::LLVMPointerType::get(e.b.getContext()));
    return LLVM::IntToPtrOp::create(e.b, e.loc, type, lanes);
  };
  switch (op) {
  case SimdOp::Op_masked_load:
  case SimdOp::Op_gather: {
    Value mask = asVector(e, operands[1].value), fallback = asVector(e, toMemory(e, operands[2].value));
    Value loaded;
    if (op == SimdOp::Op_masked_load)
      loaded = LLVM::MaskedLoadOp::create(e.b, e.loc, fallback.getType(), operands[0].value, mask, fallback,
                                          e.b.getI32IntegerAttr(int32_t(flags.alignment)));
    else
      loaded = LLVM::masked_gather::create(e.b, e.loc, fallback.getType(), pointers(operands[0].value), mask, fallback,
                                           e.b.getI32IntegerAttr(int32_t(flags.alignment)));
    if (!vectorOf(to))
      loaded = vector::ExtractOp::create(e.b, e.loc, loaded, int64_t(0));
    return fromMemory(e, loaded, to);
  }
  case SimdOp::Op_masked_store:
    LLVM::MaskedStoreOp::create(e.b, e.loc, asVector(e, toMemory(e, operands[0].value)), operands[1].value, asVector(e, operands[2].value),
                                e.b.getI32IntegerAttr(int32_t(flags.alignment)));
    return {};
  case SimdOp::Op_scatter:
    LLVM::masked_scatter::create(e.b, e.loc, asVector(e, toMemory(e, operands[0].value)), pointers(operands[1].value), asVector(e, operands[2].value),
                                 e.b.getI32IntegerAttr(int32_t(flags.alignment)));
    return {};
  default:
    LLVM::masked_compressstore::create(e.b, e.loc, asVector(e, toMemory(e, operands[0].value)), operands[1].value, asVector(e, operands[2].value));
    return {};
  }
}

Value emitSimd(Emitter &e, SimdOp op, llvm::ArrayRef<SimdOperand> operands, Type resultType, mlir::Type result,
               llvm::function_ref<Term(llvm::StringRef)> attribute, SourceRange range) {
  if (e.failed || llvm::any_of(operands, [](const SimdOperand &operand) { return !operand.value; }))
    return deadValue(e, result);
  auto operand = [&](unsigned index) { return operands[index].value; };
  Element element = operands.empty() ? elementOf(resultType, result) : elementOf(operands[0].type, operand(0).getType());
  switch (op) {
  case SimdOp::Op_cast: return castElements(e, element, operand(0), elementOf(resultType, result), result);
  case SimdOp::Op_bitcast: return emitBitcast(e, operand(0), result);
  case SimdOp::Op_splat: return emitSplat(e, operand(0), result);
  case SimdOp::Op_extract:
    if (!vectorOf(operand(0).getType()))
      return operand(0);
    return vector::ExtractOp::create(e.b, e.loc, operand(0), mlir::OpFoldResult(toIndex(e, operand(1))));
  case SimdOp::Op_insert:
    if (!vectorOf(operand(0).getType()))
      return operand(1);
    return vector::InsertOp::create(e.b, e.loc, operand(1), operand(0), mlir::OpFoldResult(toIndex(e, operand(2))));
  case SimdOp::Op_select: return emitSelect(e, operand(0), operand(1), operand(2));
  case SimdOp::Op_shuffle: return emitShuffle(e, operand(0), operand(1), attribute("mask"), result, range);
  case SimdOp::Op_all:
  case SimdOp::Op_any: {
    if (!vectorOf(operand(0).getType()))
      return operand(0);
    auto kind = op == SimdOp::Op_all ? vector::CombiningKind::AND : vector::CombiningKind::OR;
    return vector::ReductionOp::create(e.b, e.loc, kind, operand(0));
  }
  case SimdOp::Op_iota: return emitIota(e, element, result);
  case SimdOp::Op_load: return emitLoad(e, operand(0), result, readFlags(e, result, attribute));
  case SimdOp::Op_store: {
    AccessFlags flags = readFlags(e, operand(0).getType(), attribute);
    LLVM::StoreOp::create(e.b, e.loc, toMemory(e, operand(0)), operand(1), flags.alignment, flags.isVolatile, flags.isNontemporal);
    return {};
  }
  case SimdOp::Op_masked_load:
  case SimdOp::Op_gather:
  case SimdOp::Op_masked_store:
  case SimdOp::Op_scatter:
  case SimdOp::Op_compress_store: {
    bool loads = op == SimdOp::Op_masked_load || op == SimdOp::Op_gather;
    mlir::Type lane = mlir::getElementTypeOrSelf(loads ? result : operand(0).getType());
    return emitMaskedMemory(e, op, operands, result, readFlags(e, lane, attribute));
  }
  default: break;
  }
  if (std::optional<vector::CombiningKind> kind = combiningKind(op, element))
    return emitReduction(e, op, *kind, element, operand(0), result);
  Value value = emitArithmetic(e, op, element, operands);
  if (value)
    return value;
  report(e.instances, e.site(range), messages::invalidOperation("simd", "wrong number of operands"));
  fail(e);
  return deadValue(e, result);
}

} // namespace fornax::irgen
