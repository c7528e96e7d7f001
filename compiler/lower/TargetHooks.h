#pragma once
// What lowering asks of a target. `targets/Target.h` derives from it; nothing here knows a vendor.

#include "ir/Machine.h"
#include <mlir/Dialect/LLVMIR/LLVMDialect.h>

namespace fornax::lower {

struct FunctionContext;

/// How code for a target differs in shape. Plain data, asked once a module.
struct Conventions {
  bool addressSpaces = false;             // pointers keep their spaces; else all of memory is space 0 and casts between spaces vanish
  unsigned stackSpace = 0;                // where `alloca` gives memory; cast to generic where it is not 0
  bool hiddenSelf = false;                // every function takes the simulated thread as a hidden first argument
  bool kernelFromBlock = false;           // a kernel's entry unpacks one block of argument bytes; else it has one parameter per argument
  bool dotsInNames = true;                // symbols may contain `.`
  unsigned maxExplodedLeaves = 4;         // a register-passable struct of more leaves goes by address
  bool globalKernelPointers = false;      // a kernel's generic pointers are known to point to global memory
  llvm::StringLiteral deviceDialect = ""; // the dialect of the vendor's operations that LLVM's translation takes as they are
};

/// What a kernel's entry needs to know beside its arguments.
struct KernelInfo {
  mlir::DictionaryAttr launch; // `reqntid`, `minctasm`, `maxnreg`, cluster…, as the library wrote them; may be null
};

class TargetHooks {
public:
  virtual ~TargetHooks();
  virtual const ir::Machine &machine() const = 0;
  virtual Conventions conventions() const = 0;
  /// Calling convention and parameter attributes of a kernel's entry. Parameters by value already have their pointers.
  virtual void declareKernel(mlir::LLVM::LLVMFuncOp function, const KernelInfo &info) const = 0;
  /// Lowers an operation of a device dialect into the LLVM dialect or a call of the runtime; false: not ours.
  virtual bool lowerDeviceOp(mlir::Operation *op, FunctionContext &context) const = 0;
  /// Memory shared by a block, for a `fx.stack` in space 3; null: the common way, a global of the module.
  virtual mlir::Value sharedObject(mlir::Operation *stack, uint64_t size, uint64_t align, FunctionContext &context) const;
  /// Ends the program, or the kernel, where the language says that it cannot go on. The default is LLVM's trap.
  virtual void trap(mlir::Operation *at, FunctionContext &context) const;
  /// After a body is lowered: instrumentation.
  virtual void finish(FunctionContext &context) const;
};

} // namespace fornax::lower
