// LLVM's intrinsics on memory, and those that are called by name.

#include "comptime/Translate.h"
#include <mlir/Dialect/LLVMIR/LLVMDialect.h>

namespace fornax::comptime {

namespace LLVM = mlir::LLVM;
using llvm::cast;

/// Target, source or byte, count: operands 0 to 2.
static bool translateBlock(mlir::Operation *op, Translator &t, unsigned opcode) {
  if (op->getNumOperands() < 3 || op->getOperand(2).getType().getIntOrFloatBitWidth() > 64)
    return false;
  t.emit(Opcode(opcode), t.registerOf(op->getOperand(0)), t.registerOf(op->getOperand(1)), t.registerOf(op->getOperand(2)));
  return true;
}

/// The length is an attribute.
static bool translateInlineCopy(mlir::Operation *op, Translator &t, unsigned) {
  auto length = op->getAttrOfType<mlir::IntegerAttr>("len");
  if (!length)
    return false;
  t.emit(Opcode::CopyBytes, t.registerOf(op->getOperand(0)), t.registerOf(op->getOperand(1)), t.constant(length.getValue().getZExtValue()));
  return true;
}

static bool translateNothing(mlir::Operation *op, Translator &, unsigned) { return op->getNumResults() == 0; }

/// `expect`: the value, whatever was hoped for.
static bool translateFirst(mlir::Operation *op, Translator &t, unsigned) {
  t.set(op->getResult(0), t.registersOf(op->getOperand(0)));
  return true;
}

// ---- Masked memory: lane by lane, past those that are off

/// Runs `access` for each lane that is on; `width` registers a lane.
template <class Access> static void forLanes(Translator &t, llvm::ArrayRef<uint32_t> mask, Access access) {
  for (size_t lane = 0; lane < mask.size(); ++lane) {
    uint32_t jump = t.emit(Opcode::JumpIf, 0, mask[lane]);
    t.function.code[jump].a = t.next();
    access(lane);
    t.function.code[jump].c = t.next();
  }
}

/// Lanes that are off have the fallback's value; `addressOf` gives a lane's address and distance.
template <class Address>
static bool loadLanes(Translator &t, mlir::Value result, llvm::ArrayRef<uint32_t> mask, llvm::ArrayRef<uint32_t> fallback, Address addressOf) {
  Parts parts;
  if (!t.parts(result.getType(), parts) || parts.front().words() != 1)
    return false;
  RegisterList registers = t.define(result);
  for (auto [target, value] : llvm::zip(registers, fallback))
    t.emit(Opcode::Move, target, value);
  bool isGood = true;
  forLanes(t, mask, [&](size_t lane) {
    RegisterList loaded;
    auto [address, distance] = addressOf(lane, parts[lane]);
    isGood &= t.loadParts(parts[lane].type, address, distance, loaded);
    if (!loaded.empty())
      t.emit(Opcode::Move, registers[lane], loaded.front());
  });
  return isGood;
}

static bool translateMaskedLoad(mlir::Operation *op, Translator &t, unsigned) {
  auto load = cast<LLVM::MaskedLoadOp>(op);
  int64_t distance = 0;
  uint32_t address = t.addressOf(load.getData(), distance);
  return loadLanes(t, load.getRes(), t.registersOf(load.getMask()), t.registersOf(load.getPassThru()),
                   [&](size_t, const Part &part) { return std::pair(address, distance + int64_t(part.offset)); });
}

static bool translateMaskedStore(mlir::Operation *op, Translator &t, unsigned) {
  auto store = cast<LLVM::MaskedStoreOp>(op);
  Parts parts;
  if (!t.parts(store.getValue().getType(), parts) || parts.front().words() != 1)
    return false;
  int64_t distance = 0;
  uint32_t address = t.addressOf(store.getData(), distance);
  RegisterList values = t.registersOf(store.getValue());
  bool isGood = true;
  forLanes(t, t.registersOf(store.getMask()),
           [&](size_t lane) { isGood &= t.storeParts(parts[lane].type, address, distance + int64_t(parts[lane].offset), values[lane]); });
  return isGood;
}

static bool translateGather(mlir::Operation *op, Translator &t, unsigned) {
  auto gather = cast<LLVM::masked_gather>(op);
  if (gather.getPassThru().size() != 1)
    return false;
  RegisterList addresses = t.registersOf(gather.getPtrs());
  return loadLanes(t, gather.getRes(), t.registersOf(gather.getMask()), t.registersOf(gather.getPassThru().front()),
                   [&](size_t lane, const Part &) { return std::pair(addresses[lane], int64_t(0)); });
}

static bool translateScatter(mlir::Operation *op, Translator &t, unsigned) {
  auto scatter = cast<LLVM::masked_scatter>(op);
  Parts parts;
  if (!t.parts(scatter.getValue().getType(), parts) || parts.front().words() != 1)
    return false;
  RegisterList values = t.registersOf(scatter.getValue()), addresses = t.registersOf(scatter.getPtrs());
  bool isGood = true;
  forLanes(t, t.registersOf(scatter.getMask()), [&](size_t lane) { isGood &= t.storeParts(parts[lane].type, addresses[lane], 0, values[lane]); });
  return isGood;
}

// ---- By name

/// `llvm.ctpop.i64` is the operation `llvm.intr.ctpop`: the longest name that is in the table and a prefix up to a dot. The operands of masked
/// accesses stand in another order.
static bool translateNamed(mlir::Operation *op, Translator &t, unsigned) {
  llvm::StringRef name = cast<LLVM::CallIntrinsicOp>(op).getIntrin();
  if (!name.consume_front("llvm.") || name.starts_with("masked"))
    return false;
  while (!name.empty()) {
    auto found = t.handlers.find(("llvm.intr." + name).str());
    if (found != t.handlers.end())
      return found->second.translate(op, t, found->second.data);
    size_t dot = name.rfind('.');
    name = dot == llvm::StringRef::npos ? llvm::StringRef() : name.take_front(dot);
  }
  return false;
}

void addIntrinsicHandlers(HandlerTable &table) {
  table["llvm.intr.memcpy"] = table["llvm.intr.memmove"] = {translateBlock, unsigned(Opcode::CopyBytes)};
  table["llvm.intr.memset"] = {translateBlock, unsigned(Opcode::FillBytes)};
  table["llvm.intr.memcpy.inline"] = {translateInlineCopy};
  for (const char *name : {"llvm.intr.lifetime.start", "llvm.intr.lifetime.end", "llvm.intr.assume", "llvm.intr.prefetch", "llvm.intr.dbg.value",
                           "llvm.intr.dbg.declare", "llvm.intr.donothing"})
    table[name] = {translateNothing};
  table["llvm.intr.expect"] = {translateFirst};
  table["llvm.call_intrinsic"] = {translateNamed};
  table["llvm.intr.masked.load"] = {translateMaskedLoad};
  table["llvm.intr.masked.store"] = {translateMaskedStore};
  table["llvm.intr.masked.gather"] = {translateGather};
  table["llvm.intr.masked.scatter"] = {translateScatter};
}

} // namespace fornax::comptime
