#pragma once
// Sizes, alignments and offsets of everything in memory: one table for host, devices, interpreter, debugger and reflection.
// It depends on the target in the width of pointers only.

#include "ir/Machine.h"
#include "ir/Types.h"
#include <llvm/ADT/SmallVector.h>

namespace fornax::ir {

struct SizeAlign {
  uint64_t size = 0, align = 1;
  friend bool operator==(SizeAlign, SizeAlign) = default;
};

/// A leaf of a type and where it stands. Words of a union never carry `noundef`.
struct LeafAt {
  mlir::Type type;
  uint64_t offset = 0;
  bool ofUnion = false;
};

/// Where the fields of a struct go.
struct FieldOffsets {
  llvm::SmallVector<uint64_t, 8> offsets;
  uint64_t size = 0, align = 1;
};

class Layout {
  unsigned pointerBytes;

public:
  explicit Layout(const Machine &machine) : pointerBytes(machine.pointerBits / 8) {}
  explicit Layout(unsigned pointerBits = 64) : pointerBytes(pointerBits / 8) {}

  SizeAlign of(mlir::Type type) const;
  uint64_t sizeOf(mlir::Type type) const { return of(type).size; }
  uint64_t alignOf(mlir::Type type) const { return of(type).align; }
  /// Distance of array elements. Sizes are rounded to the alignment already, so this is the size.
  uint64_t strideOf(mlir::Type type) const { return of(type).size; }

  /// Fields in order at natural alignment; `minAlign` is `@align(N)`, which also rounds the size up.
  FieldOffsets place(llvm::ArrayRef<mlir::Type> fields, uint64_t minAlign = 1) const;

  /// The flattened leaves in order of offset: structs by field, arrays by element, unions as words of their size.
  void appendLeaves(mlir::Type type, uint64_t offset, llvm::SmallVectorImpl<LeafAt> &leaves) const;
  llvm::SmallVector<LeafAt> leavesOf(mlir::Type type) const;

  /// The type that a leaf has in memory: `i1` is `i8`, a vector of `i1` one of `i8`; others are themselves.
  static mlir::Type memoryTypeOf(mlir::Type leaf);

private:
  SizeAlign ofInteger(unsigned bits) const;
  SizeAlign ofVector(mlir::VectorType type) const;
  SizeAlign ofLLVM(mlir::Type type) const;
};

} // namespace fornax::ir
