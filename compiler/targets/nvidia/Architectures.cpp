#include "targets/nvidia/Architectures.h"
#include <llvm/ADT/STLExtras.h>

namespace fornax::targets::nvidia {

static constexpr Architecture table[] = {
#define ARCH(NAME, NUMBER, PTX, DRIVER, SHARED, REACH) {NAME, NUMBER, PTX, DRIVER, SHARED, Reach::REACH},
#include "targets/nvidia/Architectures.def"
#undef ARCH
};

llvm::ArrayRef<Architecture> architectures() { return table; }

const Architecture *findArchitecture(llvm::StringRef name) {
  const Architecture *found = llvm::find_if(table, [&](const Architecture &arch) { return arch.name == name; });
  return found == std::end(table) ? nullptr : found;
}

} // namespace fornax::targets::nvidia
