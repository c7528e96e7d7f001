// The layout table (README.md has it in words).

#include "ir/Layout.h"
#include <llvm/Support/MathExtras.h>
#include <mlir/Dialect/LLVMIR/LLVMDialect.h>

using namespace mlir;

namespace fornax::ir {

static constexpr uint64_t MaxVectorAlign = 64;

SizeAlign Layout::ofInteger(unsigned bits) const {
  uint64_t bytes = llvm::PowerOf2Ceil(std::max<uint64_t>(1, llvm::divideCeil(bits, 8)));
  constexpr uint64_t MaxIntegerAlign = 16;
  return {bytes, std::min(bytes, MaxIntegerAlign)};
}

/// Bits that one element takes inside a vector in memory: a Bool has a byte of its own, 4-bit floats are packed.
static uint64_t elementBits(Type element, unsigned pointerBytes) {
  if (element.isIndex() || isa<LLVM::LLVMPointerType>(element))
    return pointerBytes * 8;
  unsigned bits = element.getIntOrFloatBitWidth();
  if (isa<FloatType>(element))
    return bits == 4 ? 4 : llvm::PowerOf2Ceil(std::max(8u, bits));
  return llvm::PowerOf2Ceil(std::max(8u, bits));
}

SizeAlign Layout::ofVector(VectorType type) const {
  uint64_t bits = elementBits(type.getElementType(), pointerBytes) * uint64_t(type.getNumElements());
  uint64_t size = llvm::PowerOf2Ceil(std::max<uint64_t>(1, llvm::divideCeil(bits, 8)));
  return {size, std::min(size, MaxVectorAlign)};
}

/// LLVM's own aggregates, as typed inline MLIR makes them: natural layout, as in C.
SizeAlign Layout::ofLLVM(Type type) const {
  if (auto array = dyn_cast<LLVM::LLVMArrayType>(type)) {
    SizeAlign element = of(array.getElementType());
    return {element.size * array.getNumElements(), element.align};
  }
  auto structType = cast<LLVM::LLVMStructType>(type);
  if (!structType.isPacked()) {
    FieldOffsets fields = place(structType.getBody());
    return {fields.size, fields.align};
  }
  SizeAlign packed;
  for (Type field : structType.getBody())
    packed.size += sizeOf(field);
  return packed;
}

SizeAlign Layout::of(Type type) const {
  if (auto integer = dyn_cast<IntegerType>(type))
    return ofInteger(integer.getWidth());
  if (type.isIndex() || isa<LLVM::LLVMPointerType, fx::RefType>(type))
    return {pointerBytes, pointerBytes};
  if (auto real = dyn_cast<FloatType>(type))
    return ofInteger(real.getWidth());
  if (auto vector = dyn_cast<VectorType>(type))
    return ofVector(vector);
  if (auto structType = dyn_cast<fx::StructType>(type)) {
    assert(structType.hasBody() && "layout of a struct whose body is not set");
    return {structType.getBody().getSize(), structType.getBody().getAlign()};
  }
  if (auto array = dyn_cast<fx::ArrayType>(type)) {
    SizeAlign element = of(array.getElement());
    return {element.size * array.getCount(), element.align};
  }
  if (auto unionType = dyn_cast<fx::UnionType>(type)) {
    SizeAlign result;
    for (Type member : unionType.getMembers()) {
      SizeAlign each = of(member);
      result = {std::max(result.size, each.size), std::max(result.align, each.align)};
    }
    return {llvm::alignTo(result.size, result.align), result.align};
  }
  if (isa<LLVM::LLVMStructType, LLVM::LLVMArrayType>(type))
    return ofLLVM(type);
  return {}; // token-like values of devices never reach memory
}

FieldOffsets Layout::place(ArrayRef<Type> fields, uint64_t minAlign) const {
  FieldOffsets result;
  result.align = minAlign;
  for (Type field : fields) {
    SizeAlign each = of(field);
    result.size = llvm::alignTo(result.size, each.align);
    result.offsets.push_back(result.size);
    result.size += each.size;
    result.align = std::max(result.align, each.align);
  }
  result.size = llvm::alignTo(result.size, result.align);
  return result;
}

/// A union may hold any of its members, so it travels as plain words of its size.
static void appendWords(MLIRContext *context, uint64_t size, uint64_t offset, SmallVectorImpl<LeafAt> &leaves) {
  for (uint64_t width : {8, 4, 2, 1})
    for (; size >= width; size -= width, offset += width)
      leaves.push_back({IntegerType::get(context, unsigned(width * 8)), offset, true});
}

void Layout::appendLeaves(Type type, uint64_t offset, SmallVectorImpl<LeafAt> &leaves) const {
  if (auto structType = dyn_cast<fx::StructType>(type)) {
    for (const fx::FieldInfo &field : structType.getBody().getFields())
      appendLeaves(field.type, offset + field.offset, leaves);
  } else if (auto array = dyn_cast<fx::ArrayType>(type)) {
    uint64_t stride = strideOf(array.getElement());
    for (uint64_t i = 0; i != array.getCount(); ++i)
      appendLeaves(array.getElement(), offset + i * stride, leaves);
  } else if (isa<fx::UnionType>(type)) {
    appendWords(type.getContext(), sizeOf(type), offset, leaves);
  } else {
    leaves.push_back({type, offset, false});
  }
}

SmallVector<LeafAt> Layout::leavesOf(Type type) const {
  SmallVector<LeafAt> leaves;
  appendLeaves(type, 0, leaves);
  return leaves;
}

Type Layout::memoryTypeOf(Type leaf) {
  Type byte = IntegerType::get(leaf.getContext(), 8);
  if (leaf.isInteger(1))
    return byte;
  if (auto vector = dyn_cast<VectorType>(leaf); vector && vector.getElementType().isInteger(1))
    return VectorType::get(vector.getShape(), byte);
  return leaf;
}

} // namespace fornax::ir
