#include "driver/Main.h"
#include "driver/Commands.h"
#include "driver/Crash.h"
#include <cstdio>
#include <llvm/Support/thread.h>
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

int main(int argc, char **argv) {
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
  // Nothing is torn down: every file has been written, and a compiler's memory is freed fastest by its end.
  std::fflush(nullptr);
  _exit(code);
}

} // namespace fornax::driver
