#include "driver/Commands.h"
#include "driver/Crash.h"

namespace fornax::driver {

int runCommand(const Invocation &invocation) {
  auto &compilation = *new frontend::Compilation(invocation.options, frontend::Use::Run); // not torn down: see main
  PipelineResult phases = runPhases(invocation, compilation);
  if (!phases.continues)
    return phases.exitCode;
  if (!compilation.lower()) {
    printDiagnostics(invocation, compilation);
    return ProgramIsWrong;
  }
  printDiagnostics(invocation, compilation); // warnings come before the program's own output
  compilation.diagnostics().clear();
  std::optional<int> code = compilation.run(invocation.programArguments, [&] {
    if (invocation.timings)
      compilation.printTimings(llvm::errs());
    enterUserProgram();
  });
  leaveUserProgram();
  printDiagnostics(invocation, compilation);
  return code.value_or(ProgramIsWrong);
}

} // namespace fornax::driver
