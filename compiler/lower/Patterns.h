#pragma once
// Operations of dialects that no table knows: MLIR's own conversion patterns, for the functions that have them and only then.

#include "lower/Context.h"

namespace fornax::lower {

/// Copies the operation into the new function as it is, with casts round it, and marks the function.
llvm::LogicalResult leaveToPatterns(mlir::Operation *op, FunctionContext &context);
/// Runs the patterns on a marked function.
llvm::LogicalResult runPatterns(FunctionContext &context);

} // namespace fornax::lower
