#pragma once
// Inlining and simplification on fx, after ownership. Both work in place.

#include "diagnostics/Engine.h"
#include "ir/IR.h"
#include "lower/Lower.h"

namespace fornax::lower {

/// Inlines `always` and `nodebug` functions at every level, small accessors from O1, and on devices everything that a kernel reaches.
/// False after a reported error (recursion through `always`).
bool inlineCalls(mlir::ModuleOp module, const Request &request, diag::Engine &diags);

/// One forward walk per block (folding, forwarding of stores to loads, known branches), one backward walk (unused operations).
void simplify(fx::FuncOp function, const Options &options);

} // namespace fornax::lower
