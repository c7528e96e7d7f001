// From a kernel's descriptor to something a device can launch: picks the image, loads it once per device, remembers it in the descriptor.
#include "runtime/core/Lock.h"
#include "runtime/device/Device.h"

#include <stdlib.h>
#include <string.h>

namespace fornax::runtime {

static Lock loadLock;

static std::atomic<Loaded *> &stateOf(fx_kernel &kernel) { return *reinterpret_cast<std::atomic<Loaded *> *>(&kernel.state); }

static Loaded *findLoaded(const Device &device, fx_kernel &kernel) {
  for (Loaded *loaded = stateOf(kernel).load(std::memory_order_acquire); loaded; loaded = loaded->next)
    if (loaded->device == &device)
      return loaded;
  return nullptr;
}

static const fx_image *pickImage(Device &device, const fx_kernel &kernel) {
  const fx_image *best = nullptr;
  uint32_t bestFitness = 0;
  for (uint32_t i = 0; i < kernel.imageCount; ++i) {
    uint32_t fitness = device.api->kernel.fitness(device, kernel.images[i]);
    if (fitness > bestFitness) {
      best = &kernel.images[i];
      bestFitness = fitness;
    }
  }
  return best;
}

static Status noImage(Device &device, const fx_kernel &kernel) {
  if (kernel.build)
    return failure("kernel `%s` could not be compiled for %s", kernel.name, device.arch);
  TextOf<256> list;
  for (uint32_t i = 0; i < kernel.imageCount; ++i) {
    if (i > 0 && strcmp(kernel.images[i].archName, kernel.images[i - 1].archName) == 0)
      continue; // machine code and PTX of one architecture
    list.add("%s%s", i > 0 ? ", " : "", kernel.images[i].archName);
  }
  return failure("kernel `%s` was built for %s, this device is %s", kernel.name, kernel.imageCount ? list.start : "no device", device.arch);
}

Status loadKernel(Device &device, fx_kernel &kernel, Loaded **out) {
  if ((*out = findLoaded(device, kernel)))
    return nullptr;
  if (kernel.version != fx_kernel_version)
    return failure("kernel `%s` was built for version %u of the runtime, this is version %u", kernel.name, kernel.version, fx_kernel_version);
  Locked locked(loadLock);
  if ((*out = findLoaded(device, kernel)))
    return nullptr;
  const fx_image *image = pickImage(device, kernel);
  if (!image && kernel.build)
    image = kernel.build(&kernel, device.arch);
  if (!image)
    return noImage(device, kernel);
  Loaded *loaded;
  if (Status status = device.api->kernel.load(device, kernel, *image, &loaded))
    return status;
  loaded->next = stateOf(kernel).load(std::memory_order_relaxed);
  stateOf(kernel).store(loaded, std::memory_order_release);
  *out = loaded;
  return nullptr;
}

void unloadKernel(fx_kernel &kernel) {
  Loaded *loaded = stateOf(kernel).exchange(nullptr);
  while (loaded) {
    Loaded *next = loaded->next;
    loaded->device->api->kernel.unload(*loaded);
    loaded = next;
  }
}

} // namespace fornax::runtime
