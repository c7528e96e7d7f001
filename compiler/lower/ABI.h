#pragma once
// How values cross a call: one description for declarations, entries and calls, computed from types and conventions alone.

#include "ir/IR.h"
#include "ir/Layout.h"
#include "lower/TargetHooks.h"

namespace fornax::lower {

enum class Pass : uint8_t {
  Nothing, // empty types
  Value,   // one leaf, as itself
  Pieces,  // memory, taken apart into registers
  Address, // a pointer
  Copy,    // C: memory on the stack (`byval`), or a result's (`sret`); a kernel's argument in its parameter block
};

enum class Extend : uint8_t { None, Sign, Zero };

/// One register's worth of a value in memory.
struct Piece {
  mlir::Type type; // of the LLVM dialect
  mlir::Type leaf; // the leaf it holds; null for C's eightbytes, which are raw bits
  uint64_t offset = 0;
  bool defined = true; // may carry `noundef`
};

struct Passed {
  Pass how = Pass::Nothing;
  fx::ArgConv conv;
  mlir::Type type;                    // the leaf for Value, what the address points to otherwise; of fx
  llvm::SmallVector<Piece, 4> pieces; // Value has one
  ir::SizeAlign memory;               // of `type`
  Extend extend = Extend::None;
  bool isPlace = false; // the fx value is a reference (an address), whatever is passed
  unsigned space = 0;   // of that reference
};

struct Signature {
  fx::CallConv cc = fx::CallConv::Fx;
  llvm::SmallVector<Passed, 6> arguments; // one for each fx argument that is neither `out` nor `error`, in order
  Passed result;                          // leaf, or the `out` place (isPlace)
  std::optional<Passed> error;            // the error place, if its type is not empty
  bool raises = false, hiddenSelf = false, neverReturns = false;

  /// LLVM's parameters in order: hidden self, indirect result, arguments, error.
  llvm::SmallVector<mlir::Type, 8> parameters;
  llvm::SmallVector<mlir::DictionaryAttr, 8> parameterAttributes;
  mlir::Type returnType; // void, one type, or a struct
  bool returnsStruct = false;
  mlir::DictionaryAttr resultAttributes; // null: none
  mlir::LLVM::LLVMFunctionType type(bool isVariadic = false) const;
  bool resultIsIndirect() const { return result.isPlace && (result.how == Pass::Address || result.how == Pass::Copy); }
};

/// What a signature is computed from: a function's type and conventions, or a call's operands.
struct Shape {
  fx::CallConv cc = fx::CallConv::Fx;
  llvm::SmallVector<std::pair<mlir::Type, fx::ArgConv>, 8> arguments; // all of them, `out` and `error` too
  mlir::Type leafResult;                                              // null: none
  bool raises = false, neverReturns = false;
  llvm::ArrayRef<bool> unsignedArguments; // C: small integers that are unsigned, by argument; may be short
  bool unsignedResult = false;
};
Shape shapeOf(fx::FuncOp function);

struct AbiContext {
  mlir::MLIRContext *context;
  ir::Layout layout;
  Conventions conventions;
  unsigned vectorBits;
};

Signature classify(const Shape &shape, const AbiContext &abi);

/// The type of a leaf in the LLVM dialect; null if LLVM has none.
mlir::Type convertLeaf(mlir::Type leaf, const AbiContext &abi);

// CABI.cpp: System V x86-64
void classifyC(const Shape &shape, const AbiContext &abi, Signature &signature);

} // namespace fornax::lower
