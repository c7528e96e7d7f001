#include "diagnostics/Expectations.h"
#include "driver/Commands.h"

namespace fornax::driver {

int checkCommand(const Invocation &invocation) {
  auto &compilation = *new frontend::Compilation(invocation.options); // not torn down: see main
  PipelineResult phases = runPhases(invocation, compilation);
  if (!phases.continues)
    return phases.exitCode;
  // Ownership errors of a body show without code being made: the self-check runs through `own`.
  bool good = compilation.check() && compilation.instantiate(frontend::Product::Module) && compilation.own();
  if (invocation.verify) {
    compilation.diagnostics().sort();
    return diag::verifyExpectations(compilation.diagnostics(), compilation.sources(), {compilation.mainFile()}, llvm::errs()) ? Success
                                                                                                                              : ProgramIsWrong;
  }
  printDiagnostics(invocation, compilation);
  if (invocation.timings)
    compilation.printTimings(llvm::errs());
  return good ? Success : ProgramIsWrong;
}

} // namespace fornax::driver
