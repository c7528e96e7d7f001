#pragma once
// Every option of a compilation as one plain struct: the same input and options give the same bytes.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fornax {

enum class OptLevel { O0, O1, O2, O3 };
enum class DebugInfo { None, Full };
enum class ContractMode { Fast, Off }; // --fp-mode contract=fast|off

struct Options {
  std::vector<std::string> includePaths;               // -I, in order
  std::map<std::string, std::string> defines;          // -D NAME[=VALUE]
  std::string libraryPath;                             // folder that holds std/, layout/, max/
  std::vector<std::string> accelerators;               // --accelerator; the first is the primary one
  std::string targetTriple, targetCpu, targetFeatures; // empty: the host's (run) or the portable baseline (build)
  OptLevel optLevel = OptLevel::O2;
  DebugInfo debugInfo = DebugInfo::None;
  ContractMode contract = ContractMode::Fast;
  uint64_t comptimeBudget = 50'000'000; // backward branches and calls of one outermost compile-time evaluation
  bool checkBounds = true;              // ASSERT=all on the host; kernels follow deviceChecks
  bool deviceChecks = false;
  bool emitAssembly = false; // text instead of objects (--emit=asm)
  bool verifyIr = false;     // re-verify after every phase
};

} // namespace fornax
