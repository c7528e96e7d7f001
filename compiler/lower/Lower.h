#pragma once
// Owned fx → the LLVM dialect → LLVM IR. See README.md for the order of the steps.

#include "basic/Options.h"
#include "diagnostics/Engine.h"
#include "lower/TargetHooks.h"
#include <llvm/ADT/SmallVector.h>
#include <mlir/IR/BuiltinOps.h>
#include <mlir/IR/OwningOpRef.h>
#include <string>

namespace llvm {
class LLVMContext;
class Module;
} // namespace llvm

namespace fornax::lower {

/// Who can see the functions that are neither exported nor kernels.
enum class Visibility {
  Internal, // one object holds everything
  Hidden,   // several objects of one program: JIT groups, shards
};

struct Request {
  const TargetHooks &target;
  const Options &options;
  Visibility visibility = Visibility::Internal;
  /// The program's `main`: an fx function of no arguments that returns an `i32`; empty for libraries and devices.
  llvm::StringRef entry;
  /// Of a shared library: a constructor starts the runtime.
  bool isLibrary = false;
};

/// A kernel's facts that only lowering knows; for its image.
struct KernelFacts {
  std::string function;      // the fx symbol
  std::string entry;         // the symbol in the image
  uint64_t staticShared = 0; // bytes of the module's shared objects
  bool needsSwitch = false;  // simulator: threads of a block wait for each other somewhere
};

struct Lowered {
  mlir::OwningOpRef<mlir::ModuleOp> module; // in the LLVM dialect; null after an error
  llvm::SmallVector<KernelFacts, 1> kernels;
};

/// Inlines what must be inlined and simplifies, in place. Before: owned fx. After: owned fx with fewer calls.
bool prepare(mlir::ModuleOp module, const Request &request, diag::Engine &diags);

/// One walk. Before: owned fx, as `prepare` left it. After: a new module in the LLVM dialect; `module` is unchanged.
Lowered toLLVMDialect(mlir::ModuleOp module, const Request &request, diag::Engine &diags);

/// Null after an internal error (reported). `verify` runs LLVM's verifier.
std::unique_ptr<llvm::Module> toLLVMIR(mlir::ModuleOp module, llvm::LLVMContext &context, llvm::StringRef name, bool verify, diag::Engine &diags);

/// The dialects that lowering creates operations of. Targets add their own.
void loadDialects(mlir::MLIRContext &context);

} // namespace fornax::lower
