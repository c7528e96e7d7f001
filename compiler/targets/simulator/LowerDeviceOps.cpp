// Interprets the rows of Operations.def: loads from the thread, calls of the runtime, host intrinsics.

#include "lower/Context.h"
#include "runtime/Table.h"
#include "targets/Diagnostics.h"
#include "targets/simulator/DeviceOps.h"
#include "targets/simulator/Operations.h"
#include <mlir/Dialect/LLVMIR/NVVMDialect.h>

using namespace mlir;

namespace fornax::targets::simulator {

static StringRef operationName(Operation *op);
static const Row *findRow(Operation *op);
static void emitRow(const Row &row, Operation *op, lower::FunctionContext &context);

bool lowerDeviceOp(Operation *op, lower::FunctionContext &context) {
  if (auto assembly = dyn_cast<LLVM::InlineAsmOp>(op); assembly && !assembly.getAsmString().empty()) {
    (void)context.fail(op, messages::inlinePtx());
    for (OpResult result : op->getResults())
      context.set(result, LLVM::PoisonOp::create(context.builder, context.here, context.module.convert(result.getType())));
    return true;
  }
  const Row *row = findRow(op);
  if (!row)
    return false;
  emitRow(*row, op, context);
  return true;
}

// ---- Which row ----

static StringRef operationName(Operation *op) {
  if (auto intrinsic = dyn_cast<LLVM::CallIntrinsicOp>(op))
    return intrinsic.getIntrin();
  return op->getName().getStringRef();
}

/// Names of optional operands that are there; ODS keeps no names at run time.
static void appendOperandWords(Operation *op, SmallVectorImpl<std::string> &words) {
  auto when = [&](bool present, const char *word) {
    if (present)
      words.push_back(word);
  };
  if (auto barrier = dyn_cast<NVVM::BarrierOp>(op)) {
    when(bool(barrier.getBarrierId()), "id");
    when(bool(barrier.getNumberOfThreads()), "count");
  } else if (auto arrive = dyn_cast<NVVM::BarrierArriveOp>(op)) {
    when(bool(arrive.getBarrierId()), "id");
  } else if (auto elect = dyn_cast<NVVM::ElectSyncOp>(op)) {
    when(bool(elect.getMembermask()), "mask");
  } else if (auto copy = dyn_cast<NVVM::CpAsyncOp>(op)) {
    when(bool(copy.getCpSize()), "cpSize");
  } else if (isa<NVVM::MBarrierArriveOp, NVVM::MBarrierArriveDropOp>(op)) {
    when(op->getNumOperands() > 1, "count");
  } else if (isa<NVVM::MBarrierTestWaitOp, NVVM::MBarrierTryWaitOp>(op)) {
    // The state is 64 bits, a parity 32.
    when(op->getNumOperands() > 1 && op->getOperand(1).getType().isInteger(32), "parity");
  }
}

/// Everything that may choose a variant: values of enumerations, integers, the names of flags that are set.
static SmallVector<std::string> wordsOf(Operation *op) {
  SmallVector<std::string> words;
  appendOperandWords(op, words);
  for (NamedAttribute attribute : op->getAttrDictionary()) {
    Attribute value = attribute.getValue();
    if (isa<UnitAttr>(value)) {
      words.push_back(attribute.getName().str());
    } else if (auto flag = dyn_cast<BoolAttr>(value)) {
      if (flag.getValue())
        words.push_back(attribute.getName().str());
    } else if (auto integer = dyn_cast<IntegerAttr>(value)) {
      words.push_back(std::to_string(integer.getInt()));
    } else {
      // `#nvvm.shfl_kind<bfly>`, `#nvvm<reduction and>`: the word before the closing bracket.
      std::string text;
      llvm::raw_string_ostream(text) << value;
      StringRef inner = StringRef(text).rtrim('>');
      size_t start = inner.find_last_of("< ");
      words.push_back(inner.drop_front(start == StringRef::npos ? 0 : start + 1).str());
    }
  }
  return words;
}

static const Row *findRow(Operation *op) {
  ArrayRef<Row> rows = rowsOf(operationName(op));
  if (rows.empty())
    return nullptr;
  if (rows.front().variant.empty())
    return &rows.front();
  SmallVector<std::string> words = wordsOf(op);
  for (const Row &row : rows) {
    SmallVector<StringRef, 3> wanted;
    row.variant.split(wanted, ' ', -1, /*KeepEmpty=*/false);
    if (llvm::all_of(wanted, [&](StringRef word) { return llvm::is_contained(words, word); }))
      return &row;
  }
  return nullptr;
}

// ---- What it becomes ----

static Type typeOf(runtime::Type type, lower::FunctionContext &context) {
  switch (type) {
  case runtime::Type::Void: return Type();
  case runtime::Type::I1: return context.module.integer(1);
  case runtime::Type::I32:
  case runtime::Type::U32: return context.module.integer(32);
  case runtime::Type::I64:
  case runtime::Type::U64: return context.module.integer(64);
  case runtime::Type::F32: return Float32Type::get(context.module.context());
  case runtime::Type::F64: return Float64Type::get(context.module.context());
  case runtime::Type::Ptr:
  case runtime::Type::Status: return context.module.pointer();
  }
  llvm_unreachable("unknown type");
}

/// Integers by width, floats and small vectors by their bits, pointers as they are.
static Value coerce(Value value, Type wanted, lower::FunctionContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.here;
  Type type = value.getType();
  if (type == wanted)
    return value;
  bool wantsPointer = isa<LLVM::LLVMPointerType>(wanted);
  if (isa<LLVM::LLVMPointerType>(type))
    return wantsPointer ? value : coerce(LLVM::PtrToIntOp::create(builder, loc, context.module.integer(64), value), wanted, context);
  if (wantsPointer)
    return LLVM::IntToPtrOp::create(builder, loc, wanted, coerce(value, context.module.integer(64), context));
  auto widthOf = [&](Type t) -> unsigned {
    if (auto vector = dyn_cast<VectorType>(t))
      return unsigned(vector.getNumElements()) * vector.getElementTypeBitWidth();
    return t.getIntOrFloatBitWidth();
  };
  if (!isa<IntegerType>(type)) {
    value = LLVM::BitcastOp::create(builder, loc, context.module.integer(widthOf(type)), value);
    return coerce(value, wanted, context);
  }
  if (!isa<IntegerType>(wanted)) {
    value = coerce(value, context.module.integer(widthOf(wanted)), context);
    return LLVM::BitcastOp::create(builder, loc, wanted, value);
  }
  if (widthOf(type) > widthOf(wanted))
    return LLVM::TruncOp::create(builder, loc, wanted, value);
  return LLVM::ZExtOp::create(builder, loc, wanted, value);
}

static uint64_t bytesOf(Type type, lower::FunctionContext &context) {
  if (auto structure = dyn_cast<LLVM::LLVMStructType>(type)) {
    uint64_t sum = 0;
    for (Type field : structure.getBody())
      sum += llvm::alignTo(bytesOf(field, context), 4);
    return sum;
  }
  return context.module.layout().sizeOf(type);
}

/// Operands from `first` on, one after the other in a local array.
static Value spill(Operation *op, unsigned first, lower::FunctionContext &context) {
  uint64_t size = 0;
  for (Value operand : op->getOperands().drop_front(first))
    size += llvm::alignTo(bytesOf(context.value(operand).getType(), context), 4);
  constexpr uint64_t align = 8;
  Value array = context.allocate(size, align);
  uint64_t offset = 0;
  for (Value operand : op->getOperands().drop_front(first)) {
    Value value = context.value(operand);
    LLVM::StoreOp::create(context.builder, context.here, value, context.advance(array, offset), 4);
    offset += llvm::alignTo(bytesOf(value.getType(), context), 4);
  }
  return array;
}

/// The result of an operation out of the array that the runtime filled.
static Value reload(Type type, Value array, uint64_t offset, lower::FunctionContext &context) {
  auto structure = dyn_cast<LLVM::LLVMStructType>(type);
  if (!structure)
    return LLVM::LoadOp::create(context.builder, context.here, type, context.advance(array, offset), 4);
  Value whole = LLVM::PoisonOp::create(context.builder, context.here, type);
  for (auto [index, field] : llvm::enumerate(structure.getBody())) {
    Value part = reload(field, array, offset, context);
    whole = LLVM::InsertValueOp::create(context.builder, context.here, whole, part, ArrayRef<int64_t>{int64_t(index)});
    offset += llvm::alignTo(bytesOf(field, context), 4);
  }
  return whole;
}

/// `{T, i1}` out of 64 bits: T below, the flag in bit 32.
static Value unpackPair(Value bits, LLVM::LLVMStructType type, lower::FunctionContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.here;
  Value low = LLVM::TruncOp::create(builder, loc, context.module.integer(32), bits);
  Value flag = LLVM::LShrOp::create(builder, loc, bits.getType(), bits, context.constant64(32));
  Value whole = LLVM::PoisonOp::create(builder, loc, type);
  whole = LLVM::InsertValueOp::create(builder, loc, whole, coerce(low, type.getBody()[0], context), ArrayRef<int64_t>{0});
  return LLVM::InsertValueOp::create(builder, loc, whole, coerce(flag, type.getBody()[1], context), ArrayRef<int64_t>{1});
}

/// Functions after which the same thread always goes on.
static bool mayWait(StringRef function) {
  static constexpr StringLiteral never[] = {"fx_sim_lanemask", "fx_sim_clock", "fx_sim_isspace", "fx_sim_print",
                                            "fx_sim_access",   "fx_sim_trap",  "fx_sim_abort"};
  return !llvm::is_contained(never, function);
}

static Value emitCall(const Row &row, Operation *op, Type resultType, lower::FunctionContext &context) {
  const runtime::Function *function = runtime::findFunction(row.function.data(), row.function.size());
  assert(function && "Operations.def names a function that RuntimeFunctions.def lacks");
  context.module.needsSwitch |= mayWait(row.function);
  SmallVector<StringRef> places;
  row.operands.split(places, ' ', -1, /*KeepEmpty=*/false);
  SmallVector<Value, 8> arguments = {context.self};
  Value results;
  for (auto [index, place] : llvm::enumerate(places)) {
    Type wanted = typeOf(function->argumentTypes[index + 1], context);
    int64_t number = 0;
    if (place == "@") {
      arguments.push_back(context.site(op));
    } else if (place == ">") {
      constexpr uint64_t align = 8;
      results = context.allocate(bytesOf(resultType, context), align);
      arguments.push_back(results);
    } else if (place.consume_front("=")) {
      place.getAsInteger(10, number);
      arguments.push_back(context.constant(wanted, number));
    } else if (place.consume_front("*")) {
      place.getAsInteger(10, number);
      arguments.push_back(spill(op, unsigned(number), context));
    } else {
      place.getAsInteger(10, number);
      arguments.push_back(coerce(context.value(op->getOperand(unsigned(number))), wanted, context));
    }
  }
  Value called = context.callC(row.function, typeOf(function->result, context), arguments);
  if (!resultType)
    return {};
  if (results)
    return reload(resultType, results, 0, context);
  if (auto pair = dyn_cast<LLVM::LLVMStructType>(resultType))
    return unpackPair(called, pair, context);
  return coerce(called, resultType, context);
}

static void emitRow(const Row &row, Operation *op, lower::FunctionContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.here;
  Type resultType = op->getNumResults() ? context.module.convert(op->getResult(0).getType()) : Type();
  Value result;
  switch (row.action) {
  case Action::Field: {
    Value member = LLVM::LoadOp::create(builder, loc, context.module.integer(32), context.advance(context.self, row.number), 4);
    result = coerce(member, resultType, context);
    break;
  }
  case Action::Call: result = emitCall(row, op, resultType, context); break;
  case Action::Intrinsic: {
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(context.value(operand));
    auto call = LLVM::CallIntrinsicOp::create(builder, loc, resultType, builder.getStringAttr(row.function), operands);
    result = call->getResult(0);
    break;
  }
  case Action::Fence: LLVM::FenceOp::create(builder, loc, LLVM::AtomicOrdering::seq_cst, ""); break;
  case Action::Nothing: break;
  case Action::Constant: result = context.constant(resultType, int64_t(row.number)); break;
  }
  if (result)
    context.set(op->getResult(0), result);
}

} // namespace fornax::targets::simulator
