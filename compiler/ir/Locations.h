#pragma once
// Source ranges in MLIR locations: a fused location whose metadata is `#fx.pos`, round the file, line and column that debug info wants.

#include "basic/SourceRange.h"
#include "ir/Attributes.h"
#include <mlir/IR/Location.h>

namespace fornax::ir {

mlir::Location locate(mlir::MLIRContext *context, SourceRange range, llvm::StringRef path, unsigned line, unsigned column);
/// The range nearest to the outside; of a call site the callee's. Invalid if there is none.
SourceRange rangeOf(mlir::Location location);
SourceRange rangeOf(fx::PosAttr pos);
fx::PosAttr positionOf(mlir::MLIRContext *context, SourceRange range);

} // namespace fornax::ir
