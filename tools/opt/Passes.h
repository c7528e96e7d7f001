#pragma once
// The phases as MLIR passes. The compiler itself calls the phases' functions; only this tool has a pass manager.

namespace fornax::opt {

void registerPasses();

} // namespace fornax::opt
