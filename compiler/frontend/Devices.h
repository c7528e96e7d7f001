#pragma once
// The accelerators of this machine, asked of the runtime.

#include <string>
#include <vector>

namespace fornax::frontend {

/// Architectures to build kernels for when none was asked for: that of the default device (FORNAX_DEVICE), "sim" where there is no GPU, nothing
/// for FORNAX_DEVICE=none.
std::vector<std::string> machineAccelerators();

} // namespace fornax::frontend
