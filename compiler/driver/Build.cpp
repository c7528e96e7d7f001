#include "driver/Commands.h"
#include <llvm/Support/Path.h>

namespace fornax::driver {

static std::string defaultOutput(const Invocation &invocation) {
  llvm::StringRef stem = invocation.input == "-" ? "program" : llvm::sys::path::stem(invocation.input);
  return invocation.sharedLibrary ? ("lib" + stem + ".so").str() : stem.str();
}

int buildCommand(const Invocation &invocation) {
  auto &compilation = *new frontend::Compilation(invocation.options, frontend::Use::Keep); // not torn down: see main
  PipelineResult phases = runPhases(invocation, compilation);
  if (!phases.continues)
    return phases.exitCode;
  std::string output = invocation.output.empty() ? defaultOutput(invocation) : invocation.output;
  auto product = invocation.sharedLibrary ? frontend::Product::SharedLibrary : frontend::Product::Program;
  bool good = compilation.build(output, product);
  printDiagnostics(invocation, compilation);
  if (invocation.timings)
    compilation.printTimings(llvm::errs());
  return good ? Success : ProgramIsWrong;
}

} // namespace fornax::driver
