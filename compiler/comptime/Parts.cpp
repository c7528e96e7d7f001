#include "comptime/Parts.h"
#include "comptime/Interpreter.h"
#include "ir/Semantics.h"

namespace fornax::comptime {

unsigned bitsOf(mlir::Type scalar) {
  if (scalar.isIndex() || llvm::isa<mlir::LLVM::LLVMPointerType, fx::RefType>(scalar))
    return 64;
  return llvm::isa<mlir::IntegerType, mlir::FloatType>(scalar) ? scalar.getIntOrFloatBitWidth() : 0;
}

bool appendParts(mlir::Type leaf, const ir::Layout &layout, Parts &parts, uint64_t offset) {
  if (auto vector = llvm::dyn_cast<mlir::VectorType>(leaf)) {
    mlir::Type lane = vector.getElementType();
    if (vector.isScalable() || !bitsOf(lane) || (llvm::isa<mlir::FloatType>(lane) && bitsOf(lane) < 8))
      return false;
    for (int64_t k = 0; k < vector.getNumElements(); ++k)
      parts.push_back({lane, offset + uint64_t(k) * layout.sizeOf(lane), bitsOf(lane)});
    return true;
  }
  if (auto structType = llvm::dyn_cast<mlir::LLVM::LLVMStructType>(leaf)) {
    ir::FieldOffsets fields = layout.place(structType.getBody());
    uint64_t packed = 0;
    for (auto [field, at] : llvm::zip(structType.getBody(), fields.offsets)) {
      if (!appendParts(field, layout, parts, offset + (structType.isPacked() ? packed : at)))
        return false;
      packed += layout.sizeOf(field);
    }
    return true;
  }
  if (auto array = llvm::dyn_cast<mlir::LLVM::LLVMArrayType>(leaf)) {
    for (uint64_t k = 0; k < array.getNumElements(); ++k)
      if (!appendParts(array.getElementType(), layout, parts, offset + k * layout.strideOf(array.getElementType())))
        return false;
    return true;
  }
  if (!bitsOf(leaf))
    return false;
  parts.push_back({leaf, offset, bitsOf(leaf)});
  return true;
}

unsigned registersFor(const Parts &parts) {
  unsigned count = 0;
  for (const Part &part : parts)
    count += part.words();
  return count;
}

// ---- Between memory and registers, for the owner of a run

Fault Execution::load(mlir::Type leaf, Pointer at, llvm::SmallVectorImpl<uint64_t> &into) {
  Parts parts;
  if (!appendParts(leaf, layout(), parts))
    return Fault::OutOfBounds;
  for (const Part &part : parts) {
    unsigned size = part.bytes(layout());
    for (unsigned done = 0; done < size && done / 8 < part.words(); done += 8) {
      uint64_t value = 0;
      uint32_t offset = uint32_t(part.offset + done);
      Fault fault = size == 1   ? bytes.load<uint8_t>(at, offset, value)
                    : size == 2 ? bytes.load<uint16_t>(at, offset, value)
                    : size == 4 ? bytes.load<uint32_t>(at, offset, value)
                                : bytes.load<uint64_t>(at, offset, value);
      if (fault != Fault::None)
        return fault;
      into.push_back(ir::semantics::wrap(std::min(64u, part.bits - done * 8), value));
    }
  }
  return Fault::None;
}

Fault Execution::store(mlir::Type leaf, Pointer at, llvm::ArrayRef<uint64_t> from) {
  Parts parts;
  if (!appendParts(leaf, layout(), parts) || registersFor(parts) != from.size())
    return Fault::OutOfBounds;
  for (const Part &part : parts) {
    unsigned size = part.bytes(layout());
    for (unsigned done = 0; done < size; done += 8) {
      uint64_t value = 0;
      if (done / 8 < part.words()) {
        value = from.front();
        from = from.drop_front();
      }
      uint32_t offset = uint32_t(part.offset + done);
      Fault fault = part.isPointer() ? bytes.storePointer(at, offset, value)
                    : size == 1      ? bytes.store<uint8_t>(at, offset, value)
                    : size == 2      ? bytes.store<uint16_t>(at, offset, value)
                    : size == 4      ? bytes.store<uint32_t>(at, offset, value)
                                     : bytes.store<uint64_t>(at, offset, value);
      if (fault != Fault::None)
        return fault;
    }
  }
  return Fault::None;
}

} // namespace fornax::comptime
