#pragma once
// Internal errors end with exit code 70 and a folder that repeats them (sources, command, options, version, backtrace).

#include "basic/Sources.h"

namespace fornax::driver {

/// Installs handlers for fatal signals and LLVM's fatal errors. Call first.
void installCrashHandlers(int argc, char **argv);
/// Gives the calling thread a stack of its own for the handlers, so that a stack overflow can be reported.
void useCrashStack();
/// What the reproducer copies; null once the compilation is gone.
void setCrashSources(const Sources *sources);
/// While the user's program runs inside this process a signal is the program's, not ours: it ends with the signal, as it would alone.
void enterUserProgram();
void leaveUserProgram();

} // namespace fornax::driver
