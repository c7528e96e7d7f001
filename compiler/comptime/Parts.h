#pragma once
// The scalars that a leaf consists of: itself, the lanes of a vector, the fields of an LLVM struct.

#include "comptime/Wide.h"
#include "ir/Layout.h"

namespace fornax::comptime {

struct Part {
  mlir::Type type;
  uint64_t offset; // in memory
  unsigned bits;
  unsigned words() const { return wordsOf(bits); }
  bool isPointer() const { return llvm::isa<mlir::LLVM::LLVMPointerType, fx::RefType>(type); }
  /// Bytes that it takes in memory.
  unsigned bytes(const ir::Layout &layout) const { return unsigned(layout.sizeOf(type)); }
};

using Parts = llvm::SmallVector<Part, 4>;

/// False for types that the interpreter has no registers for (packed lanes, tokens of devices).
bool appendParts(mlir::Type leaf, const ir::Layout &layout, Parts &parts, uint64_t offset = 0);
/// The registers that the parts take.
unsigned registersFor(const Parts &parts);
unsigned bitsOf(mlir::Type scalar);

} // namespace fornax::comptime
