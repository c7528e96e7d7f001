#include "driver/Commands.h"
#include "frontend/Installation.h"
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

namespace fornax::driver {

/// `cannotConvert` is explained in `cannot-convert.md`.
static std::string pageName(llvm::StringRef code) {
  std::string name;
  for (char c : code) {
    if (llvm::isUpper(c))
      name += '-';
    name += llvm::toLower(c);
  }
  return name + ".md";
}

int explainCommand(const Invocation &invocation) {
  llvm::SmallString<256> path(frontend::installedFolder());
  llvm::sys::path::append(path, "errors", pageName(invocation.input));
  auto page = llvm::MemoryBuffer::getFile(path);
  if (!page) {
    llvm::errs() << "fornax: no diagnostic has the code `" << invocation.input << "`; codes stand in brackets at the end of a message\n";
    return WrongUsage;
  }
  llvm::outs() << (*page)->getBuffer();
  return Success;
}

} // namespace fornax::driver
