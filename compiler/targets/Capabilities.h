#pragma once
// What a machine can do, as data; `irgen` folds the library's questions from it.

#include <cstdint>

namespace fornax::targets {

enum class TensorCores : uint8_t { None, Turing, Ampere, Hopper, Blackwell, ConsumerBlackwell };

struct Capabilities {
  unsigned computeCapability = 0; // NVIDIA: times ten (90); 0 on a CPU
  TensorCores tensorCores = TensorCores::None;
  bool bf16 = false, fp8 = false, fp4 = false;
  bool asyncCopy = false; // cp.async
  bool bulkCopy = false;  // the tensor memory engine, mbarriers with transaction counts
  bool clusters = false;
  bool wgmma = false, tcgen05 = false;
  unsigned maxThreadsPerBlock = 0, registersPerBlock = 0, maxBlocksPerCluster = 0;
};

} // namespace fornax::targets
