#pragma once
// From owned fx to bytecode: one walk over the blocks. Operations are looked up by name in a table of handlers, one file for each subject.

#include "comptime/Bytecode.h"
#include "comptime/Parts.h"
#include "ir/IR.h"
#include "ir/Semantics.h"
#include <unordered_map>

namespace fornax::comptime {

using RegisterList = llvm::SmallVector<uint32_t, 4>;

/// Where a value is. Of a pointer or reference `distance` bytes are still to be added.
struct Located {
  RegisterList registers;
  int64_t distance = 0;
};

struct Translator;

/// False: the operation (with these types) cannot be evaluated.
struct Handler {
  bool (*translate)(mlir::Operation *, Translator &, unsigned data) = nullptr;
  unsigned data = 0;
};
using HandlerTable = llvm::StringMap<Handler>;

struct Translator {
  const HandlerTable &handlers;
  const ir::Layout &layout;
  Function &function;
  mlir::Location here;
  llvm::DenseMap<mlir::Value, Located> values;
  llvm::DenseMap<mlir::Value, RegisterList> promoted; // variables that are registers
  std::unordered_map<uint64_t, uint32_t> constants;   // every pattern of bits is a key: no DenseMap
  llvm::DenseMap<mlir::StringAttr, uint32_t> symbols;
  llvm::DenseMap<mlir::Block *, uint32_t> starts; // of blocks translated so far
  struct Patch {                                  // a target that is not known yet
    enum Where : uint8_t { FieldA, FieldC, List } where;
    uint32_t index; // of the instruction or list entry
    mlir::Block *block;
  };
  std::vector<Patch> patches;

  Translator(const HandlerTable &handlers, const ir::Layout &layout, Function &function, mlir::Location here)
      : handlers(handlers), layout(layout), function(function), here(here) {}

  uint32_t fresh(unsigned count = 1) {
    uint32_t first = function.registerCount;
    function.registerCount += count;
    return first;
  }
  uint32_t constant(uint64_t value);
  uint32_t symbol(mlir::StringAttr name);
  uint32_t list(llvm::ArrayRef<uint32_t> entries);
  uint32_t next() const { return uint32_t(function.code.size()); }
  uint32_t emit(Opcode op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0, unsigned width = 0);
  /// Control must not get here, or cannot go on.
  void emitStop(diag::Message message);

  // Values.
  bool parts(mlir::Type leaf, Parts &parts) const { return appendParts(leaf, layout, parts); }
  RegisterList registersOf(mlir::Value value);
  uint32_t registerOf(mlir::Value value) { return registersOf(value).front(); }
  /// The address without its distance, which is added to `distance`.
  uint32_t addressOf(mlir::Value pointer, int64_t &distance);
  void set(mlir::Value value, llvm::ArrayRef<uint32_t> registers, int64_t distance = 0);
  /// New registers for a value.
  RegisterList define(mlir::Value value);

  // Control.
  void jump(mlir::Block *block);
  void target(Patch::Where where, uint32_t index, mlir::Block *block);

  // Memory.
  bool loadParts(mlir::Type type, uint32_t address, int64_t distance, RegisterList &into);
  bool storeParts(mlir::Type type, uint32_t address, int64_t distance, llvm::ArrayRef<uint32_t> from);
};

void addFxHandlers(HandlerTable &);
void addControlHandlers(HandlerTable &);
void addIntegerHandlers(HandlerTable &);
void addFloatHandlers(HandlerTable &);
void addVectorHandlers(HandlerTable &);
void addLLVMHandlers(HandlerTable &);
void addIntrinsicHandlers(HandlerTable &);

std::unique_ptr<Function> translate(fx::FuncOp func, const ir::Layout &layout, const HandlerTable &handlers);

// ---- scalars, used by several handlers
uint32_t emitInteger(Translator &, ir::semantics::IntOp, unsigned bits, uint32_t a, uint32_t b);
/// Of any width: as many registers as the width needs.
RegisterList emitIntegerParts(Translator &, ir::semantics::IntOp, unsigned bits, llvm::ArrayRef<uint32_t> a, llvm::ArrayRef<uint32_t> b);
uint32_t emitCompare(Translator &, ir::semantics::Compare, unsigned bits, llvm::ArrayRef<uint32_t> a, llvm::ArrayRef<uint32_t> b);
/// Nothing for formats wider than a register.
std::optional<uint32_t> emitFloat(Translator &, ir::semantics::FloatOp, mlir::FloatType, uint32_t a, uint32_t b);
/// The bits of some scalars seen as others; their sum is the same.
bool emitBitcast(Translator &, const Parts &from, llvm::ArrayRef<uint32_t> registers, const Parts &to, RegisterList &result);
void emitSelect(Translator &, uint32_t condition, llvm::ArrayRef<uint32_t> a, llvm::ArrayRef<uint32_t> b, RegisterList &result);

/// The registers of each part.
template <class Visit> void forEachPart(const Parts &parts, Visit visit) {
  unsigned at = 0;
  for (const Part &part : parts) {
    visit(part, at);
    at += part.words();
  }
}

} // namespace fornax::comptime
