#pragma once
// Device operations on the simulator, and the checks of memory accesses.

#include <mlir/IR/Operation.h>

namespace fornax::lower {
struct FunctionContext;
}

namespace fornax::targets::simulator {

bool lowerDeviceOp(mlir::Operation *op, lower::FunctionContext &context);
/// A call of fx_sim_access before every access that could leave its object.
void instrument(lower::FunctionContext &context);

} // namespace fornax::targets::simulator
