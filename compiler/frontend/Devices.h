#pragma once
// The accelerators of this machine, asked of the runtime.

#include <string>
#include <vector>

namespace fornax::frontend {

/// The architecture of the default device (FORNAX_DEVICE): "sim" where there is no GPU, nothing for FORNAX_DEVICE=none. Starts the GPU's driver.
std::vector<std::string> machineAccelerators();
/// What a program that is kept can count on, whatever machine it runs on: PTX of the oldest architecture there is, and the simulator.
std::vector<std::string> portableAccelerators();

} // namespace fornax::frontend
