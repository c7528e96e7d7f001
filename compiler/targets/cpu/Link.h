#pragma once
// Links in process with LLD: position-independent executables that need libc only, static ones, shared libraries.

#include "diagnostics/Engine.h"
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <string>
#include <vector>

namespace fornax::targets::cpu {

enum class LinkKind { Executable, StaticExecutable, SharedLibrary };

struct LinkRequest {
  LinkKind kind = LinkKind::Executable;
  std::string output;
  std::vector<llvm::ArrayRef<char>> objects; // in memory
  std::vector<std::string> files;            // objects and archives on disk, in order; the runtime's archive last
  std::vector<std::string> libraries;        // `-l` names beside libc and libm
  std::vector<std::string> libraryPaths;     // `-L`
  std::vector<std::string> exports;          // a shared library shows these symbols and no others
  bool strip = false;
  bool exportDynamic = false; // an executable's symbols are visible to `dlsym`
};

/// Writes `output` by renaming a finished temporary file; reports and returns false on failure, leaving an older output alone.
bool link(const LinkRequest &request, diag::Engine &diags);

/// The start files and folders of the system's C library, found as clang finds them.
struct SystemFiles {
  std::string crtFolder;            // Scrt1.o crti.o crtn.o
  std::string gccFolder;            // crtbeginS.o crtendS.o libgcc.a; may be empty
  std::vector<std::string> folders; // for `-l`
  std::string dynamicLinker;
};
SystemFiles findSystemFiles();

} // namespace fornax::targets::cpu
