#pragma once
// The key of an object in the cache: everything that decides its bytes.

#include "lower/Lower.h"

namespace fornax::lower {

/// A hash of owned fx (operations, operands, types, constants, callees) with the target and the options. Two runs give the same; a change of
/// source that changes no code gives the same, unless debug information or checks are on: then positions count. `version` is the toolchain's.
std::string hashOf(mlir::ModuleOp module, const Request &request, llvm::StringRef version);

} // namespace fornax::lower
