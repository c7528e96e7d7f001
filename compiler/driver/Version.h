#pragma once
#include <string>

namespace fornax::driver {

/// "fornax 0.1.0 (compatible with Mojo 1.x; LLVM 22.1.8)".
std::string versionText();

} // namespace fornax::driver
