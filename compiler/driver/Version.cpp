#include "driver/Version.h"
#include <fmt/format.h>
#include <llvm/Config/llvm-config.h>

namespace fornax::driver {

std::string versionText() { return fmt::format("fornax {} (compatible with Mojo 1.x; LLVM {})", FORNAX_VERSION, LLVM_VERSION_STRING); }

} // namespace fornax::driver
