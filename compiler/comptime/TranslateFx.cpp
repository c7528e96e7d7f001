// The operations of fx: places, lifetimes, calls.

#include "comptime/Diagnostics.h"
#include "comptime/Translate.h"

namespace fornax::comptime {

using llvm::cast, llvm::dyn_cast, llvm::isa;

/// Where the leaf of a transparent struct lies.
static uint64_t leafOffset(mlir::Type type) {
  auto structType = dyn_cast<fx::StructType>(type);
  if (!structType)
    return 0;
  for (const fx::FieldInfo &field : structType.getBody().getFields())
    if (!fx::isEmpty(field.type))
      return field.offset + leafOffset(field.type);
  return 0;
}

static mlir::Type pointeeOf(mlir::Value ref) { return cast<fx::RefType>(ref.getType()).getPointee(); }

// ---- Places

/// A variable of a leaf that is only loaded and stored whole needs no memory.
static bool isPromotable(fx::VarOp var, const Translator &t) {
  mlir::Type leaf = fx::leafOf(var.getPointee());
  Parts parts;
  if (!leaf || !t.parts(leaf, parts))
    return false;
  return llvm::all_of(var.getRef().getUses(), [&](mlir::OpOperand &use) {
    if (auto load = dyn_cast<fx::LoadOp>(use.getOwner()))
      return load.getValue().getType() == leaf;
    if (auto store = dyn_cast<fx::StoreOp>(use.getOwner()))
      return store.getRef() == use.get() && store.getValue() != use.get() && store.getValue().getType() == leaf;
    return isa<fx::DebugOp, fx::UseOp, fx::ExtendOp, fx::ForgetOp>(use.getOwner());
  });
}

static bool translateVar(mlir::Operation *op, Translator &t, unsigned) {
  auto var = cast<fx::VarOp>(op);
  if (isPromotable(var, t)) {
    Parts parts;
    t.parts(fx::leafOf(var.getPointee()), parts);
    RegisterList &registers = t.promoted[var.getRef()];
    unsigned count = registersFor(parts);
    for (uint32_t first = t.fresh(count), k = 0; k < count; ++k)
      registers.push_back(first + k);
    return true;
  }
  ir::SizeAlign memory = t.layout.of(var.getPointee());
  if (memory.size >= UINT32_MAX)
    return false;
  uint32_t address = t.fresh();
  t.function.initial.push_back({address, 0});
  t.emit(Opcode::Variable, address, uint32_t(memory.size), uint32_t(std::max<uint64_t>(memory.align, var.getAlign().value_or(1))));
  t.set(var.getRef(), address);
  return true;
}

static bool translateStack(mlir::Operation *op, Translator &t, unsigned) {
  auto stack = cast<fx::StackOp>(op);
  uint64_t size, stride = t.layout.strideOf(stack.getElement());
  if (__builtin_mul_overflow(stride, uint64_t(stack.getCount()), &size) || size >= UINT32_MAX)
    return false;
  uint32_t address = t.fresh();
  t.function.initial.push_back({address, 0});
  uint64_t align = std::max<uint64_t>(t.layout.alignOf(stack.getElement()), uint64_t(stack.getAlign().value_or(1)));
  t.emit(Opcode::Storage, address, uint32_t(size), uint32_t(align));
  t.set(stack.getPointer(), address);
  return true;
}

static bool translateField(mlir::Operation *op, Translator &t, unsigned) {
  auto field = cast<fx::FieldOp>(op);
  int64_t distance = int64_t(field.getField().offset);
  uint32_t base = t.addressOf(field.getBase(), distance);
  t.set(field.getRef(), base, distance);
  return true;
}

/// Another type for the same address.
static bool translateAddress(mlir::Operation *op, Translator &t, unsigned) {
  int64_t distance = 0;
  uint32_t base = t.addressOf(op->getOperand(0), distance);
  t.set(op->getResult(0), base, distance);
  return true;
}

static bool translateOffset(mlir::Operation *op, Translator &t, unsigned) {
  auto offset = cast<fx::OffsetOp>(op);
  uint64_t stride = t.layout.strideOf(offset.getElement());
  if (stride > INT32_MAX)
    return false;
  uint32_t index = t.registerOf(offset.getIndex()), pointer = t.registerOf(offset.getPointer());
  if (unsigned bits = bitsOf(offset.getIndex().getType()); bits < 64) {
    uint32_t wide = t.fresh();
    t.emit(Opcode::ExtendS, wide, index, 64, bits);
    index = wide;
  }
  uint32_t result = t.fresh();
  t.emit(Opcode::Offset, result, pointer, t.list({index, uint32_t(stride)}));
  t.set(offset.getResult(), result);
  return true;
}

// ---- Values and lifetimes

static bool translateLoad(mlir::Operation *op, Translator &t, unsigned) {
  auto load = cast<fx::LoadOp>(op);
  if (auto known = t.promoted.find(load.getRef()); known != t.promoted.end()) {
    RegisterList from = known->second, to = t.define(load.getValue());
    for (auto [source, target] : llvm::zip(from, to))
      t.emit(Opcode::Move, target, source);
    return true;
  }
  int64_t distance = int64_t(leafOffset(pointeeOf(load.getRef())));
  uint32_t address = t.addressOf(load.getRef(), distance);
  RegisterList registers;
  if (!t.loadParts(load.getValue().getType(), address, distance, registers))
    return false;
  t.set(load.getValue(), registers);
  return true;
}

static bool translateStore(mlir::Operation *op, Translator &t, unsigned) {
  auto store = cast<fx::StoreOp>(op);
  RegisterList from = t.registersOf(store.getValue());
  if (auto known = t.promoted.find(store.getRef()); known != t.promoted.end()) {
    for (auto [source, target] : llvm::zip(from, known->second))
      t.emit(Opcode::Move, target, source);
    return true;
  }
  int64_t distance = int64_t(leafOffset(pointeeOf(store.getRef())));
  uint32_t address = t.addressOf(store.getRef(), distance);
  return t.storeParts(store.getValue().getType(), address, distance, from);
}

static void emitCall(Translator &t, mlir::FlatSymbolRefAttr callee, llvm::ArrayRef<uint32_t> arguments) {
  RegisterList operands{noTarget, uint32_t(arguments.size())};
  operands.append(arguments.begin(), arguments.end());
  t.emit(Opcode::Call, 0, t.symbol(callee.getAttr()), t.list(operands));
}

enum TransferKind : unsigned { Copying, Moving };

static bool translateTransfer(mlir::Operation *op, Translator &t, unsigned kind) {
  mlir::Type type = pointeeOf(op->getOperand(0));
  uint32_t from = t.registerOf(op->getOperand(0)), to = t.registerOf(op->getOperand(1));
  fx::Lifecycle life = fx::lifecycleOf(type);
  mlir::FlatSymbolRefAttr symbol = kind == Copying ? life.copy : life.move;
  if (symbol && !(kind == Copying ? life.trivialCopy : life.trivialMove)) {
    emitCall(t, symbol, {from, to});
    return true;
  }
  uint64_t size = t.layout.sizeOf(type);
  if (size >= UINT32_MAX)
    return false;
  if (size)
    t.emit(Opcode::Copy, to, from, uint32_t(size));
  return true;
}

static bool translateDestroy(mlir::Operation *op, Translator &t, unsigned) {
  fx::Lifecycle life = fx::lifecycleOf(pointeeOf(op->getOperand(0)));
  if (life.destroy && !life.trivialDestroy)
    emitCall(t, life.destroy, t.registersOf(op->getOperand(0)));
  return true;
}

static bool translateNothing(mlir::Operation *, Translator &, unsigned) { return true; }

// ---- Calls

/// The instruction; its list starts with the place for an error's target.
template <class Op> static uint32_t emitCallOp(Op call, Translator &t, mlir::Value into) {
  RegisterList operands{noTarget, 0};
  for (mlir::Value argument : call.getArgs())
    llvm::append_range(operands, t.registersOf(argument));
  if (into)
    llvm::append_range(operands, t.registersOf(into));
  operands[1] = uint32_t(operands.size() - 2);
  uint32_t pointer = call.getPointer() ? t.registerOf(call.getPointer()) : 0, list = t.list(operands);
  uint32_t result = call.getResult() ? t.define(call.getResult()).front() : 0;
  if (mlir::FlatSymbolRefAttr callee = call.getCalleeAttr())
    t.emit(Opcode::Call, result, t.symbol(callee.getAttr()), list);
  else
    t.emit(Opcode::CallPointer, result, pointer, list);
  return list;
}

static bool translateCall(mlir::Operation *op, Translator &t, unsigned) {
  auto call = cast<fx::CallOp>(op);
  if (!call.getCallee() && !call.getPointer())
    return false; // a self-check names its callee only
  emitCallOp(call, t, {});
  return true;
}

static bool translateInvoke(mlir::Operation *op, Translator &t, unsigned) {
  auto invoke = cast<fx::InvokeOp>(op);
  if (!invoke.getCallee() && !invoke.getPointer())
    return false;
  uint32_t list = emitCallOp(invoke, t, invoke.getInto());
  t.target(Translator::Patch::List, list, invoke.getError());
  t.jump(invoke.getOk());
  return true;
}

static bool translateReturn(mlir::Operation *op, Translator &t, unsigned) {
  auto back = cast<fx::ReturnOp>(op);
  RegisterList registers;
  if (back.getValue())
    registers = t.registersOf(back.getValue());
  t.emit(Opcode::Return, 0, uint32_t(registers.size()), t.list(registers));
  return true;
}

static bool translateRaise(mlir::Operation *, Translator &t, unsigned) {
  t.emit(Opcode::Raise);
  return true;
}

static bool translateTrap(mlir::Operation *, Translator &t, unsigned) {
  t.emitStop(messages::unreachableReached());
  return true;
}

// ---- Symbols, compile time

static bool translateSymbol(mlir::Operation *op, Translator &t, unsigned opcode) {
  uint32_t address = t.fresh();
  t.emit(Opcode(opcode), address, t.symbol(op->getAttrOfType<mlir::FlatSymbolRefAttr>("symbol").getAttr()));
  t.set(op->getResult(0), address);
  return true;
}

static bool translateIsInterpreted(mlir::Operation *op, Translator &t, unsigned) {
  t.set(op->getResult(0), t.constant(1));
  return true;
}

void addFxHandlers(HandlerTable &table) {
  table["fx.var"] = {translateVar};
  table["fx.stack"] = {translateStack};
  table["fx.field"] = {translateField};
  table["fx.address_of"] = table["fx.deref"] = {translateAddress};
  table["fx.offset"] = {translateOffset};
  table["fx.load"] = {translateLoad};
  table["fx.store"] = {translateStore};
  table["fx.copy"] = {translateTransfer, Copying};
  table["fx.move"] = {translateTransfer, Moving};
  table["fx.destroy"] = {translateDestroy};
  table["fx.use"] = table["fx.extend"] = table["fx.forget"] = table["fx.debug"] = {translateNothing};
  table["fx.call"] = {translateCall};
  table["fx.invoke"] = {translateInvoke};
  table["fx.return"] = {translateReturn};
  table["fx.raise"] = {translateRaise};
  table["fx.trap_unreached"] = {translateTrap};
  table["fx.func_ref"] = {translateSymbol, unsigned(Opcode::FunctionAddress)};
  table["fx.global_ref"] = {translateSymbol, unsigned(Opcode::Global)};
  table["fx.is_interpreted"] = {translateIsInterpreted};
}

} // namespace fornax::comptime
