#include "frontend/Devices.h"
#include "runtime/core/Functions.h"
#include <cstdlib>
#include <llvm/ADT/StringRef.h>

namespace fornax::frontend {

std::vector<std::string> machineAccelerators() {
  const char *chosen = std::getenv("FORNAX_DEVICE");
  if (chosen && llvm::StringRef(chosen) == "none")
    return {};
  void *device = nullptr;
  if (fx_device_open(nullptr, -1, &device))
    return {"sim"};
  const char *arch = nullptr;
  std::string name = fx_device_text(device, fx_device_arch, &arch) || !arch ? "sim" : arch;
  fx_device_release(device);
  return {name};
}

std::vector<std::string> portableAccelerators() { return {"sm_80", "sim"}; }

} // namespace fornax::frontend
