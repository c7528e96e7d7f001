#pragma once
// What device code cannot have, said before a back end says it badly: calls that remain, recursion, types and operations of the host.

#include "diagnostics/Engine.h"
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <mlir/IR/BuiltinOps.h>

namespace fornax::targets {

struct DeviceRules {
  llvm::StringLiteral machine;                          // as messages name it
  llvm::ArrayRef<llvm::StringLiteral> unsupportedMath;  // `math` operations that no instruction computes
  llvm::ArrayRef<llvm::StringLiteral> allowedFunctions; // C functions that the device has itself ("vprintf")
  bool callsMayRemain = false;                          // the simulator: calls are calls
  bool wideFloatConversions = false;                    // between floats and integers of more than 64 bits
  bool externalCalls = false;
};

/// `owned`: fx after inlining. Everything reachable from kernels is looked at. True if nothing was reported.
bool validateDevice(mlir::ModuleOp owned, const DeviceRules &rules, diag::Engine &diags);

} // namespace fornax::targets
