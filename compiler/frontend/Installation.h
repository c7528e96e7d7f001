#pragma once
// What lies beside the program: an installation has bin/fornax and lib/fornax, and a build folder looks like one.

#include <string>

namespace fornax::frontend {

/// The folder `lib/fornax` of the program that runs, with the library, the runtime and the explanations; empty if there is none.
std::string installedFolder();
/// The archive that every executable is linked with: in the library's folder, else in the program's own. Empty if it is in neither.
std::string runtimeArchive(const std::string &libraryPath);

} // namespace fornax::frontend
