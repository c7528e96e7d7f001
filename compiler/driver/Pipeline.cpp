#include "diagnostics/RenderJson.h"
#include "diagnostics/RenderText.h"
#include "driver/Commands.h"
#include "driver/Crash.h"
#include "frontend/Installation.h"
#include "targets/CodeGen.h"
#include <cstdlib>
#include <llvm/Support/Process.h>
#include <llvm/Support/raw_ostream.h>

namespace fornax::driver {

std::string findLibrary() {
  if (const char *set = std::getenv("FORNAX_LIBRARY"); set && *set)
    return set;
  return frontend::installedFolder();
}

void printDiagnostics(const Invocation &invocation, frontend::Compilation &compilation) {
  diag::Engine &diags = compilation.diagnostics();
  diags.sort();
  llvm::raw_ostream &out = invocation.json ? llvm::outs() : llvm::errs();
  bool isTerminal = llvm::sys::Process::FileDescriptorHasColors(2);
  bool colour = invocation.colour == Invocation::Colour::Always || (invocation.colour == Invocation::Colour::Auto && isTerminal);
  for (const diag::Diagnostic &diagnostic : diags.all()) {
    if (invocation.json)
      diag::renderJson(diagnostic, compilation.sources(), out);
    else
      diag::renderText(diagnostic, compilation.sources(), {.colour = colour}, out);
  }
  out.flush();
}

static bool runPhase(frontend::Compilation &compilation, frontend::Phase phase) {
  switch (phase) {
  case frontend::Phase::Lex:
  case frontend::Phase::Parse: return compilation.parse();
  case frontend::Phase::Check: return compilation.check();
  case frontend::Phase::Instantiate: return compilation.instantiate();
  case frontend::Phase::Own: return compilation.own();
  case frontend::Phase::Lower:
  case frontend::Phase::Emit: return compilation.lower();
  }
  return false;
}

static int finish(const Invocation &invocation, frontend::Compilation &compilation, bool good) {
  printDiagnostics(invocation, compilation);
  if (invocation.timings)
    compilation.printTimings(llvm::errs());
  return good ? Success : ProgramIsWrong;
}

/// To the file of `-o`, which appears when it is complete, or to standard output.
static bool emit(const Invocation &invocation, frontend::Compilation &compilation) {
  bool good = true;
  auto write = [&](llvm::raw_ostream &out) {
    for (frontend::EmitKind kind : invocation.emits)
      good = compilation.emit(kind, out) && good;
  };
  if (invocation.output.empty() || invocation.emits.empty()) {
    write(llvm::outs());
    llvm::outs().flush();
    return good;
  }
  llvm::Error error = llvm::writeToOutput(invocation.output, [&](llvm::raw_ostream &out) {
    write(out);
    return good ? llvm::Error::success() : llvm::createStringError("not emitted");
  });
  if (!error)
    return true;
  std::string reason = llvm::toString(std::move(error));
  if (good)
    llvm::errs() << "fornax: cannot write `" << invocation.output << "`: " << reason << '\n';
  return false;
}

PipelineResult runPhases(const Invocation &invocation, frontend::Compilation &compilation) {
  setCrashSources(&compilation.sources());
  if (std::string problem = targets::problemOfHost(invocation.options); !problem.empty()) {
    llvm::errs() << "fornax: " << problem << '\n';
    return {WrongUsage, false};
  }
  if (!compilation.load(invocation.input))
    return {finish(invocation, compilation, false), false};
  bool good = emit(invocation, compilation);
  if (invocation.stopAfter)
    good = runPhase(compilation, *invocation.stopAfter) && good;
  if (!invocation.emits.empty() || invocation.stopAfter)
    return {finish(invocation, compilation, good), false};
  return {Success, true};
}

} // namespace fornax::driver
