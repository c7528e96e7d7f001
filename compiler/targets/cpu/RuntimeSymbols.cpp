#include "targets/cpu/Jit.h"

namespace fornax::targets::cpu {

llvm::ArrayRef<NativeSymbol> runtimeSymbols() { return {}; }

} // namespace fornax::targets::cpu
