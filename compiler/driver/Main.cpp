#include "driver/Main.h"
#include "driver/Commands.h"
#include "driver/Crash.h"
#include <cstdio>
#include <llvm/Support/thread.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <unistd.h>

namespace fornax::driver {

static int runCommandOf(const Invocation &invocation) {
  switch (invocation.command) {
  case Command::Run: return runCommand(invocation);
  case Command::Build: return buildCommand(invocation);
  case Command::Check: return checkCommand(invocation);
  case Command::Devices: return devicesCommand(invocation);
  case Command::Cache: return cacheCommand(invocation);
  case Command::Explain: return explainCommand(invocation);
  }
  return InternalError;
}

/// A compiler allocates much and frees little. glibc grows the heap of a thread page by page, with a system call each, unless it is told otherwise.
static void tuneHeap() {
#ifdef __GLIBC__
  mallopt(M_TOP_PAD, 48 << 20); // of address space; a page is taken when it is touched
  mallopt(M_MMAP_THRESHOLD, 16 << 20);
  mallopt(M_TRIM_THRESHOLD, 128 << 20);
#endif
}

int main(int argc, char **argv) {
  tuneHeap();
  installCrashHandlers(argc, argv);
  ParsedCommandLine parsed = parseCommandLine(argc, argv);
  if (!parsed.invocation)
    return parsed.exitCode;
  if (parsed.invocation->options.libraryPath.empty())
    parsed.invocation->options.libraryPath = findLibrary();
  // The checker and irgen recurse on the tree, which may be a thousand levels deep; user programs recurse as they like.
  constexpr unsigned StackSize = 512u << 20; // reserved, not committed
  int code = InternalError;
  llvm::thread worker(std::optional<unsigned>(StackSize), [&] {
    useCrashStack();
    code = runCommandOf(*parsed.invocation);
  });
  worker.join();
  llvm::outs().flush();
  if (llvm::outs().has_error()) {
    llvm::errs() << "fornax: cannot write to standard output: " << llvm::outs().error().message() << '\n';
    code = code == Success ? int(ProgramIsWrong) : code;
  }
  // Nothing is torn down: every file has been written, and a compiler's memory is freed fastest by its end.
  std::fflush(nullptr);
  _exit(code);
}

} // namespace fornax::driver
