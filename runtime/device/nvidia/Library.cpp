#include "runtime/device/nvidia/Library.h"
#include "runtime/core/Lock.h"

#include <dlfcn.h>
#include <stdio.h>

namespace fornax::runtime::nvidia {

static Lock lock;
static bool tried;
static bool usable;
static Library library;
static char reason[256]; // kept, since the failure's text belongs to the thread that was first

static bool load() {
  void *handle = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    snprintf(reason, sizeof(reason), "no cuda driver: %s", dlerror());
    return false;
  }
  const char *missing = nullptr;
#define CU(NAME, SYMBOL, ARGUMENTS)                                                                                                                  \
  library.NAME = reinterpret_cast<CUresult(*) ARGUMENTS>(dlsym(handle, SYMBOL));                                                                     \
  if (!library.NAME)                                                                                                                                 \
    missing = SYMBOL;
#define OPTIONAL(NAME, SYMBOL, ARGUMENTS) library.NAME = reinterpret_cast<CUresult(*) ARGUMENTS>(dlsym(handle, SYMBOL));
  FORNAX_CUDA_FUNCTIONS
#undef CU
#undef OPTIONAL
  if (missing) {
    snprintf(reason, sizeof(reason), "the cuda driver is too old: it has no %s", missing);
    return false;
  }
  return true;
}

static bool start() {
  CUresult result = library.init(0);
  if (result == CUDA_SUCCESS)
    result = library.driverGetVersion(&library.version);
  if (result == CUDA_SUCCESS)
    result = library.deviceGetCount(&library.devices);
  if (result == CUDA_SUCCESS && library.devices > 0)
    return true;
  const char *text = nullptr;
  if (result == CUDA_SUCCESS || library.getErrorString(result, &text) != CUDA_SUCCESS || !text)
    text = "the driver sees none";
  snprintf(reason, sizeof(reason), "no cuda device: %s", text);
  return false;
}

const Library *openLibrary(Status *why) {
  Locked locked(lock);
  if (!tried)
    usable = load() && start();
  tried = true;
  if (!usable && why)
    *why = reason;
  return usable ? &library : nullptr;
}

} // namespace fornax::runtime::nvidia
