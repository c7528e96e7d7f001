#pragma once
// Device operations on NVIDIA.

#include "targets/ValidateDevice.h"
#include <mlir/IR/BuiltinOps.h>

namespace fornax::lower {
struct FunctionContext;
}

namespace fornax::targets::nvidia {

/// `gpu` ids and barriers into `nvvm`; everything of `nvvm` stays for LLVM's translation.
bool lowerDeviceOp(mlir::Operation *op, lower::FunctionContext &context);
/// Operations of `nvvm` without an intrinsic become inline PTX.
bool prepareModule(mlir::ModuleOp lowered, diag::Engine &diags);
const DeviceRules &deviceRules();

} // namespace fornax::targets::nvidia
