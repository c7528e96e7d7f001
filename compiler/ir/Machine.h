#pragma once
// A target as plain data. `targets/` fills it in from its tables; `irgen` folds target queries from it; layout needs the pointer width.

#include <cstdint>
#include <string>
#include <vector>

namespace fornax::targets {
struct Capabilities;
}

namespace fornax::ir {

enum class MachineKind : uint8_t { Cpu, Nvidia, Amd, Simulator };

struct Machine {
  MachineKind kind = MachineKind::Cpu;
  std::string name = "cpu"; // "cpu", "nvidia", "amd", "sim"
  std::string arch;         // "x86-64-v2", "sm_90a", "gfx942"
  std::string triple;       // LLVM's
  std::string cpu;          // LLVM's name of the processor
  std::vector<std::string> features;
  unsigned pointerBits = 64;
  unsigned vectorBits = 128;   // widest vector register
  unsigned waveSize = 1;       // threads that run in step: 1 on a CPU, 32 or 64 on GPUs
  unsigned maxSharedBytes = 0; // shared memory of a block
  unsigned cacheLineBytes = 64;
  bool isDevice = false; // also the simulator
  bool isLittleEndian = true;
  const targets::Capabilities *caps = nullptr;
};

} // namespace fornax::ir
