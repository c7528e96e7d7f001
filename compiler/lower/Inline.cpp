#include "lower/Inline.h"
namespace fornax::lower {
bool inlineCalls(mlir::ModuleOp, const Request &, diag::Engine &) { return true; }
void simplify(fx::FuncOp) {}
} // namespace fornax::lower
