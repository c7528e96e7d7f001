#pragma once
// What a compilation holds; Compilation.cpp has the phases up to the checked program, Code.cpp those that make code.

#include "frontend/Compilation.h"
#include "sema/entities/Program.h"
#include "sema/evaluation/Evaluator.h"
#include <chrono>

namespace fornax::frontend {

struct Code; // Code.cpp: everything of MLIR

struct Timing {
  const char *phase;
  double milliseconds;
};

enum class Progress : uint8_t { NotRun, Failed, Good };

struct Compilation::State {
  Options options;
  Sources sources;
  NameTable names;
  diag::Engine diags;
  DiskModuleFinder finder;
  sema::Program program;
  std::unique_ptr<sema::Evaluator> evaluator;
  sema::Context context;
  std::unique_ptr<Code, void (*)(Code *)> code;

  FileId mainFile;
  sema::ModuleId mainModule;
  Use use;
  Progress loaded{}, parsed{}, checked{}, instantiated{}, owned{}, lowered{};
  std::vector<Timing> timings;

  State(Options, Use);
};

/// Adds the time since its making to the timings.
class PhaseTimer {
  std::vector<Timing> &timings;
  const char *phase;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();

public:
  PhaseTimer(std::vector<Timing> &timings, const char *phase) : timings(timings), phase(phase) {}
  ~PhaseTimer() {
    std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    timings.push_back({phase, taken.count()});
  }
};

} // namespace fornax::frontend
