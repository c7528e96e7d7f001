#pragma once
// The command line as plain data.

#include "basic/Options.h"
#include "frontend/Compilation.h"
#include <optional>
#include <string>
#include <vector>

namespace fornax::driver {

enum class Command { Run, Build, Check, Devices, Cache, Explain };

/// Exit codes of every command; `run` passes the program's own code through.
enum ExitCode { Success = 0, ProgramIsWrong = 1, WrongUsage = 2, InternalError = 70 };

struct Invocation {
  Command command = Command::Run;
  std::string input;                         // file or package folder; the code for Explain
  std::vector<std::string> programArguments; // Run
  std::string output;
  bool sharedLibrary = false;
  Options options;
  std::vector<frontend::EmitKind> emits;
  std::optional<frontend::Phase> stopAfter;
  bool json = false, verify = false, timings = false, clearCache = false;
  enum class Colour { Auto, Always, Never } colour = Colour::Auto;
};

/// Either an invocation, or an exit code after help, version or a usage error was printed.
struct ParsedCommandLine {
  std::optional<Invocation> invocation;
  int exitCode = 0;
};
ParsedCommandLine parseCommandLine(int argc, char **argv);

} // namespace fornax::driver
