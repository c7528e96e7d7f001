// The raw memory path of `llvm`: loads and stores, addresses, aggregates, atomics (which are plain here).

#include "comptime/Translate.h"
#include <mlir/Dialect/LLVMIR/LLVMDialect.h>
#include <mlir/IR/TypeUtilities.h>

namespace fornax::comptime {

using namespace ir::semantics;
namespace LLVM = mlir::LLVM;
using llvm::cast, llvm::dyn_cast, llvm::isa;

/// LLVM packs lanes of less than a byte.
static bool hasPackedLanes(mlir::Type type) { return isa<mlir::VectorType>(type) && bitsOf(mlir::getElementTypeOrSelf(type)) % 8 != 0; }

static bool translateLoad(mlir::Operation *op, Translator &t, unsigned) {
  int64_t distance = 0;
  uint32_t address = t.addressOf(op->getOperand(0), distance);
  RegisterList registers;
  mlir::Type type = op->getResult(0).getType();
  if (hasPackedLanes(type) || !t.loadParts(type, address, distance, registers))
    return false;
  t.set(op->getResult(0), registers);
  return true;
}

static bool translateStore(mlir::Operation *op, Translator &t, unsigned) {
  RegisterList value = t.registersOf(op->getOperand(0));
  int64_t distance = 0;
  uint32_t address = t.addressOf(op->getOperand(1), distance);
  mlir::Type type = op->getOperand(0).getType();
  return !hasPackedLanes(type) && t.storeParts(type, address, distance, value);
}

// ---- Addresses

static uint32_t signExtended(Translator &t, mlir::Value index) {
  uint32_t value = t.registerOf(index);
  unsigned bits = bitsOf(index.getType());
  if (bits >= 64)
    return value;
  uint32_t wide = t.fresh();
  t.emit(Opcode::ExtendS, wide, value, 64, bits);
  return wide;
}

static bool translateGEP(mlir::Operation *op, Translator &t, unsigned) {
  auto gep = cast<LLVM::GEPOp>(op);
  if (isa<mlir::VectorType>(gep.getType()))
    return false;
  int64_t distance = 0;
  uint32_t address = t.addressOf(gep.getBase(), distance);
  mlir::Type type = gep.getElemType();
  bool isFirst = true;
  for (auto index : gep.getIndices()) {
    auto constant = dyn_cast<mlir::IntegerAttr>(index);
    auto structType = dyn_cast<LLVM::LLVMStructType>(type);
    if (!isFirst && structType) {
      if (!constant)
        return false;
      size_t field = size_t(constant.getInt());
      if (structType.isPacked())
        for (mlir::Type before : structType.getBody().take_front(field))
          distance += int64_t(t.layout.sizeOf(before));
      else
        distance += int64_t(t.layout.place(structType.getBody()).offsets[field]);
      type = structType.getBody()[field];
      continue;
    }
    if (!isFirst) {
      if (auto array = dyn_cast<LLVM::LLVMArrayType>(type))
        type = array.getElementType();
      else if (auto lanes = dyn_cast<mlir::VectorType>(type))
        type = lanes.getElementType();
      else
        return false;
    }
    isFirst = false;
    uint64_t stride = t.layout.strideOf(type);
    if (stride > INT32_MAX)
      return false;
    if (constant) {
      distance += int64_t(stride) * constant.getInt();
    } else {
      uint32_t sum = t.fresh();
      t.emit(Opcode::Offset, sum, address, t.list({signExtended(t, cast<mlir::Value>(index)), uint32_t(stride)}));
      address = sum;
    }
  }
  t.set(gep.getResult(), address, distance);
  return true;
}

/// Pointers are integers of 64 bits.
static bool translatePointerCast(mlir::Operation *op, Translator &t, unsigned) {
  Parts from, to;
  if (!t.parts(op->getOperand(0).getType(), from) || !t.parts(op->getResult(0).getType(), to) || from.size() != to.size())
    return false;
  RegisterList result;
  for (auto [value, part] : llvm::zip(t.registersOf(op->getOperand(0)), to)) {
    if (part.words() != 1)
      return false;
    result.push_back(value);
    if (part.bits < 64) {
      result.back() = t.fresh();
      t.emit(Opcode::Truncate, result.back(), value, 0, part.bits);
    }
  }
  t.set(op->getResult(0), result);
  return true;
}

// ---- Aggregates

/// The first register and the number of registers of an element of a struct or array.
static bool locate(mlir::Type type, llvm::ArrayRef<int64_t> position, Translator &t, unsigned &first, unsigned &count) {
  first = 0;
  for (int64_t index : position) {
    auto structType = dyn_cast<LLVM::LLVMStructType>(type);
    auto array = dyn_cast<LLVM::LLVMArrayType>(type);
    if (!structType && !array)
      return false;
    for (int64_t k = 0; k <= index; ++k) {
      mlir::Type element = structType ? structType.getBody()[size_t(k)] : array.getElementType();
      Parts parts;
      if (!t.parts(element, parts))
        return false;
      count = registersFor(parts);
      first += k < index ? count : 0;
      if (k == index)
        type = element;
    }
  }
  return true;
}

static bool translateExtractValue(mlir::Operation *op, Translator &t, unsigned) {
  auto extract = cast<LLVM::ExtractValueOp>(op);
  unsigned first, count;
  if (!locate(extract.getContainer().getType(), extract.getPosition(), t, first, count))
    return false;
  t.set(extract.getResult(), llvm::ArrayRef(t.registersOf(extract.getContainer())).slice(first, count));
  return true;
}

static bool translateInsertValue(mlir::Operation *op, Translator &t, unsigned) {
  auto insert = cast<LLVM::InsertValueOp>(op);
  unsigned first, count;
  if (!locate(insert.getContainer().getType(), insert.getPosition(), t, first, count))
    return false;
  RegisterList all = t.registersOf(insert.getContainer()), value = t.registersOf(insert.getValue());
  std::copy(value.begin(), value.end(), all.begin() + first);
  t.set(insert.getResult(), all);
  return true;
}

static bool translateFreeze(mlir::Operation *op, Translator &t, unsigned) {
  t.set(op->getResult(0), t.registersOf(op->getOperand(0)));
  return true;
}

// ---- Atomics

/// The new value, from the old one and the operand.
static std::optional<uint32_t> combine(Translator &t, LLVM::AtomicBinOp kind, mlir::Type type, uint32_t old, uint32_t operand) {
  unsigned bits = bitsOf(type);
  auto integer = [&](IntOp op) { return emitInteger(t, op, bits, old, operand); };
  auto real = [&](FloatOp op) -> std::optional<uint32_t> {
    auto floatType = dyn_cast<mlir::FloatType>(type);
    return floatType ? emitFloat(t, op, floatType, old, operand) : std::nullopt;
  };
  using K = LLVM::AtomicBinOp;
  switch (kind) {
  case K::xchg: return operand;
  case K::add: return integer(IntOp::Add);
  case K::sub: return integer(IntOp::Sub);
  case K::_and: return integer(IntOp::And);
  case K::_or: return integer(IntOp::Or);
  case K::_xor: return integer(IntOp::Xor);
  case K::nand: return emitInteger(t, IntOp::Xor, bits, integer(IntOp::And), t.constant(maskOf(bits)));
  case K::max: return integer(IntOp::MaxS);
  case K::min: return integer(IntOp::MinS);
  case K::umax: return integer(IntOp::MaxU);
  case K::umin: return integer(IntOp::MinU);
  case K::fadd: return real(FloatOp::Add);
  case K::fsub: return real(FloatOp::Sub);
  case K::fmax: return real(FloatOp::MaxNum);
  case K::fmin: return real(FloatOp::MinNum);
  case K::fmaximum: return real(FloatOp::Maximum);
  case K::fminimum: return real(FloatOp::Minimum);
  case K::uinc_wrap:
  case K::udec_wrap:
  case K::usub_cond:
  case K::usub_sat: return std::nullopt;
  }
  llvm_unreachable("unknown operation");
}

static bool translateAtomicRMW(mlir::Operation *op, Translator &t, unsigned) {
  auto atomic = cast<LLVM::AtomicRMWOp>(op);
  mlir::Type type = atomic.getVal().getType();
  Parts parts;
  if (!t.parts(type, parts) || parts.size() != 1 || parts.front().words() != 1)
    return false;
  int64_t distance = 0;
  uint32_t address = t.addressOf(atomic.getPtr(), distance);
  RegisterList old;
  t.loadParts(type, address, distance, old);
  std::optional<uint32_t> value = combine(t, atomic.getBinOp(), type, old.front(), t.registerOf(atomic.getVal()));
  if (!value || !t.storeParts(type, address, distance, *value))
    return false;
  t.set(atomic.getRes(), old);
  return true;
}

static bool translateCompareExchange(mlir::Operation *op, Translator &t, unsigned) {
  auto atomic = cast<LLVM::AtomicCmpXchgOp>(op);
  mlir::Type type = atomic.getVal().getType();
  int64_t distance = 0;
  uint32_t address = t.addressOf(atomic.getPtr(), distance);
  RegisterList old, value;
  Parts parts;
  if (!t.parts(type, parts) || parts.size() != 1 || !t.loadParts(type, address, distance, old))
    return false;
  uint32_t isEqual = emitCompare(t, Compare::Eq, parts.front().bits, old, t.registersOf(atomic.getCmp()));
  emitSelect(t, isEqual, t.registersOf(atomic.getVal()), old, value);
  if (!t.storeParts(type, address, distance, value))
    return false;
  old.push_back(isEqual);
  t.set(atomic.getRes(), old);
  return true;
}

static bool translateNothing(mlir::Operation *op, Translator &, unsigned) { return op->getNumResults() == 0; }

void addLLVMHandlers(HandlerTable &table) {
  table["llvm.load"] = {translateLoad};
  table["llvm.store"] = {translateStore};
  table["llvm.getelementptr"] = {translateGEP};
  for (const char *name : {"llvm.ptrtoint", "llvm.inttoptr", "llvm.addrspacecast"})
    table[name] = {translatePointerCast};
  table["llvm.extractvalue"] = {translateExtractValue};
  table["llvm.insertvalue"] = {translateInsertValue};
  table["llvm.freeze"] = {translateFreeze};
  table["llvm.atomicrmw"] = {translateAtomicRMW};
  table["llvm.cmpxchg"] = {translateCompareExchange};
  table["llvm.fence"] = {translateNothing};
}

} // namespace fornax::comptime
