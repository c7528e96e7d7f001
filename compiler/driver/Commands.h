#pragma once
// One function per command; each gives the process's exit code.

#include "driver/Invocation.h"

namespace fornax::driver {

int runCommand(const Invocation &);     // Run.cpp
int buildCommand(const Invocation &);   // Build.cpp
int checkCommand(const Invocation &);   // Check.cpp
int devicesCommand(const Invocation &); // Devices.cpp
int cacheCommand(const Invocation &);   // Cache.cpp
int explainCommand(const Invocation &); // Explain.cpp

// ---- Pipeline.cpp
/// Where the library is: FORNAX_LIBRARY, else beside the program (`lib/fornax`).
std::string findLibrary();
/// Prints what was reported, in the form asked for; counts go to standard error with it.
void printDiagnostics(const Invocation &, frontend::Compilation &);
/// Loads the input and runs the phases up to `stopAfter`, with every `--emit` on the way. `continues` is true if the command should go on.
struct PipelineResult {
  int exitCode = 0;
  bool continues = false;
};
PipelineResult runPhases(const Invocation &, frontend::Compilation &);

} // namespace fornax::driver
