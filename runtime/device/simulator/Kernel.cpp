// Loading and launching: an image of the simulator is a function of the program, so there is nothing to load.
#include "runtime/core/Functions.h"
#include "runtime/device/simulator/Checks.h"

#include <new>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

namespace fornax::runtime::simulator {

constexpr uint32_t sharedAlign = 128; // of dynamic shared memory, as on hardware
constexpr uint32_t defaultWave = 32;

static uint32_t fitness(Device &, const fx_image &image) { return image.kind == fx_image_simulator; }

static Status load(Device &device, const fx_kernel &kernel, const fx_image &image, Loaded **out) {
  if (image.kind != fx_image_simulator)
    return failure("kernel `%s`: the simulator runs only kernels that were compiled for it", kernel.name);
  void *memory = malloc(sizeof(Loaded));
  if (!memory)
    return "out of memory";
  *out = new (memory) Loaded(&device, &image);
  return nullptr;
}

static void unload(Loaded &loaded) { free(&loaded); }

static Status info(Loaded &loaded, uint32_t attribute, int64_t *out) {
  const fx_image &image = *loaded.image;
  switch (attribute) {
  case fx_kernel_max_threads: *out = loaded.device->limits.threads; return nullptr;
  case fx_kernel_static_shared: *out = image.staticShared; return nullptr;
  case fx_kernel_constant:
  case fx_kernel_local: *out = 0; return nullptr;
  case fx_kernel_registers: *out = image.registers; return nullptr;
  case fx_kernel_ptx_version:
  case fx_kernel_binary_version: *out = loaded.device->archNumber; return nullptr;
  case fx_kernel_max_dynamic_shared: *out = loaded.device->limits.sharedMost - image.staticShared; return nullptr;
  case fx_kernel_shared_carveout: *out = -1; return nullptr;
  }
  return failure("kernels have no attribute number %u", attribute);
}

static Status set(Loaded &loaded, uint32_t attribute, int64_t value) {
  int64_t most = int64_t(loaded.device->limits.sharedMost) - loaded.image->staticShared;
  if (attribute == fx_kernel_max_dynamic_shared && (value < 0 || value > most))
    return failure("%lld bytes of dynamic shared memory are not possible; %lld are", static_cast<long long>(value), static_cast<long long>(most));
  return nullptr;
}

static Status occupancy(Loaded &loaded, uint32_t blockThreads, uint64_t dynamicShared, int32_t *out) {
  const Limits &limits = loaded.device->limits;
  constexpr uint32_t threadsPerProcessor = 2048, blocksPerProcessor = 32;
  uint64_t shared = dynamicShared + loaded.image->staticShared;
  uint64_t blocks = blockThreads && blockThreads <= limits.threads ? threadsPerProcessor / blockThreads : 0;
  if (blocks > blocksPerProcessor)
    blocks = blocksPerProcessor;
  if (shared && limits.sharedMost / shared < blocks)
    blocks = limits.sharedMost / shared;
  *out = static_cast<int32_t>(blocks);
  return nullptr;
}

static uint64_t countBlocks(const fx_launch_config &config) { return uint64_t(config.grid[0]) * config.grid[1] * config.grid[2]; }

static void keepError(SimStream &stream, const Launch &launch) {
  Locked locked(stream.lock);
  if (!stream.error)
    stream.error = strdup(launch.report.start);
}

void drainPrintRing(); // Device.cpp

static Status launch(Stream &generic, Loaded &loaded, const fx_kernel &kernel, const fx_launch_config &config, const void *block) {
  auto &stream = static_cast<SimStream &>(generic);
  const fx_image &image = *loaded.image;
  Launch launch{static_cast<SimDevice &>(*stream.device), kernel, config, image, reinterpret_cast<fx_sim_entry>(const_cast<void *>(image.data)),
                static_cast<const uint8_t *>(block)};
  launch.wave = image.wave ? image.wave : defaultWave;
  launch.blockThreads = config.block[0] * config.block[1] * config.block[2];
  launch.blockWarps = (launch.blockThreads + launch.wave - 1) / launch.wave;
  launch.dynamicOffset = (image.staticShared + sharedAlign - 1) / sharedAlign * sharedAlign;
  launch.sharedBytes = launch.dynamicOffset + (config.dynamicShared + sharedAlign - 1) / sharedAlign * sharedAlign;
  uint64_t blocks = countBlocks(config);
  uint32_t clusterBlocks = 1;
  for (int i = 0; i < 3; ++i) {
    uint32_t shape = config.cluster[0] ? config.cluster[i] : 1;
    clusterBlocks *= shape;
    launch.clusters[i] = config.grid[i] / shape;
  }
  bool together = config.flags & fx_launch_cooperative;
  constexpr uint64_t mostTogether = 1 << 20; // threads: their stacks are addresses only until they are used
  if (together && blocks * launch.blockThreads > mostTogether)
    return failure("cannot launch `%s`: %llu threads in a cooperative launch; the simulator allows %llu", kernel.name,
                   static_cast<unsigned long long>(blocks * launch.blockThreads), static_cast<unsigned long long>(mostTogether));
  launch.groupBlocks = together ? static_cast<uint32_t>(blocks) : clusterBlocks;
  launch.groups = blocks / launch.groupBlocks;
  startShadow(launch);
  fx_parallel(launch.groups, 0, reinterpret_cast<void *>(runGroups), &launch);
  drainPrintRing();
  if (launch.failed)
    keepError(stream, launch);
  return nullptr;
}

static Status global(Loaded &, const char *name, void **, uint64_t *) {
  return failure("the simulator has no table of globals to find `%s` in", name);
}

static Status tensorMap(Device &, void *out, void *base, const fx_tensor_map_description &description) {
  return encodeTensorMap(out, base, description);
}

constinit const KernelFunctions kernelFunctions = {fitness, load, unload, info, set, occupancy, launch, global, tensorMap};

} // namespace fornax::runtime::simulator
