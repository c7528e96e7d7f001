#include "frontend/Installation.h"
#include <cerrno>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

namespace fornax::frontend {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

std::string installedFolder() {
  // The name it was called by is for systems without /proc.
  std::string program = fs::getMainExecutable(program_invocation_name, reinterpret_cast<void *>(&installedFolder));
  llvm::SmallString<256> folder(path::parent_path(program));
  path::append(folder, "..", "lib", "fornax");
  path::remove_dots(folder, /*remove_dot_dot=*/true);
  return fs::is_directory(folder) ? folder.str().str() : std::string();
}

std::string runtimeArchive(const std::string &libraryPath) {
  for (const std::string &folder : {libraryPath, installedFolder()}) {
    llvm::SmallString<256> archive(folder);
    path::append(archive, "libfornax_rt.a");
    if (!folder.empty() && fs::is_regular_file(archive))
      return archive.str().str();
  }
  return {};
}

} // namespace fornax::frontend
