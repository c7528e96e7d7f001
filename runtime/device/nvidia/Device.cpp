// Opening a device and asking it things.
#include "runtime/device/nvidia/NVIDIA.h"

#include <new>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

namespace fornax::runtime::nvidia {

Status check(const CudaDevice &device, CUresult result, const char *call) {
  if (result == CUDA_SUCCESS)
    return nullptr;
  const char *name = nullptr, *text = nullptr;
  device.cuda.getErrorName(result, &name);
  device.cuda.getErrorString(result, &text);
  return failure("%s failed on %s: %s: %s", call, DeviceLabel(device).text, name ? name : "unknown error", text ? text : "no description");
}

static uint32_t countDevices(Status *why) {
  const Library *cuda = openLibrary(why);
  return cuda ? static_cast<uint32_t>(cuda->devices) : 0;
}

static uint32_t attribute(const CudaDevice &device, uint32_t which) {
  int value = 0;
  return device.cuda.deviceGetAttribute(&value, which, device.handle) == CUDA_SUCCESS && value > 0 ? static_cast<uint32_t>(value) : 0;
}

static void readLimits(CudaDevice &device) {
  Limits &limits = device.limits;
  limits.threads = attribute(device, fx_device_max_threads_per_block);
  for (uint32_t i = 0; i < 3; ++i) {
    limits.block[i] = attribute(device, fx_device_max_block_x + i);
    limits.grid[i] = attribute(device, fx_device_max_grid_x + i);
  }
  limits.sharedDefault = attribute(device, fx_device_max_shared_per_block);
  limits.sharedMost = attribute(device, fx_device_max_shared_optin);
  if (limits.sharedMost < limits.sharedDefault)
    limits.sharedMost = limits.sharedDefault;
  constexpr uint32_t largestCluster = 16; // 8 everywhere, 16 where the kernel allows it; the driver checks
  limits.clusterBlocks = attribute(device, CU_DEVICE_ATTRIBUTE_CLUSTER_LAUNCH) ? largestCluster : 0;
}

static void readName(CudaDevice &device) {
  if (device.cuda.deviceGetName(device.nameText, sizeof(device.nameText), device.handle) != CUDA_SUCCESS)
    strcpy(device.nameText, "unknown NVIDIA device");
  device.name = device.nameText;
  uint32_t major = attribute(device, fx_device_compute_major), minor = attribute(device, fx_device_compute_minor);
  device.archNumber = 10 * major + minor;
  // From 9.0 on there are instructions that only code for exactly this chip may use.
  snprintf(device.archText, sizeof(device.archText), "sm_%u%s", device.archNumber, major >= 9 ? "a" : "");
  device.arch = device.archText;
}

static void readIdentity(CudaDevice &device) {
  if (device.cuda.deviceGetPCIBusId(device.busText, sizeof(device.busText), device.handle) != CUDA_SUCCESS)
    device.busText[0] = 0;
  uint8_t id[16];
  if (device.cuda.deviceGetUuid(id, device.handle) != CUDA_SUCCESS)
    return;
  Text text(device.uuidText, sizeof(device.uuidText));
  for (int i = 0; i < 16; ++i)
    text.add("%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", id[i]);
}

/// Keeps freed memory for the next allocation instead of giving it back at each synchronisation.
static void keepPool(CudaDevice &device) {
  if (!attribute(device, CU_DEVICE_ATTRIBUTE_MEMORY_POOLS_SUPPORTED))
    return;
  uint64_t everything = ~uint64_t(0);
  if (device.cuda.deviceGetDefaultMemPool(&device.pool, device.handle) != CUDA_SUCCESS)
    device.pool = nullptr;
  else
    device.cuda.memPoolSetAttribute(device.pool, CU_MEMPOOL_ATTR_RELEASE_THRESHOLD, &everything);
}

static Status openDevice(const Api &api, int32_t id, Device **out) {
  Status why = nullptr;
  const Library *cuda = openLibrary(&why);
  if (!cuda)
    return why;
  auto *device = make<CudaDevice>(&api, id, *cuda);
  if (!device)
    return "out of memory";
  device->name = "NVIDIA";
  if (Status status = check(*device, cuda->deviceGet(&device->handle, id), "cuDeviceGet")) {
    destroy(device);
    return status;
  }
  readName(*device);
  readLimits(*device);
  readIdentity(*device);
  *out = device;
  return nullptr;
}

// On first use, because it takes a fifth of a second, and who only asks for the architecture need not wait for it.
Status createContext(CudaDevice &device) {
  Locked locked(device.contextLock);
  if (device.context.load(std::memory_order_relaxed))
    return nullptr;
  CUcontext context = nullptr;
  // The primary context: libraries in the same process use it too, so their memory and streams are ours as well.
  if (Status status = check(device, device.cuda.devicePrimaryCtxRetain(&context, device.handle), "cuDevicePrimaryCtxRetain"))
    return status;
  keepPool(device);
  device.context.store(context, std::memory_order_release);
  return nullptr;
}

static Status memoryInfo(CudaDevice &device, bool free, int64_t *out) {
  size_t freeBytes = 0, totalBytes = 0;
  if (Status status = enter(device))
    return status;
  Status status = check(device, device.cuda.memGetInfo(&freeBytes, &totalBytes), "cuMemGetInfo");
  *out = static_cast<int64_t>(free ? freeBytes : totalBytes);
  return status;
}

static Status priorities(CudaDevice &device, bool least, int64_t *out) {
  int leastValue = 0, greatestValue = 0;
  if (Status status = enter(device))
    return status;
  Status status = check(device, device.cuda.ctxGetStreamPriorityRange(&leastValue, &greatestValue), "cuCtxGetStreamPriorityRange");
  *out = least ? leastValue : greatestValue;
  return status;
}

static Status info(Device &generic, uint32_t which, int64_t *out) {
  CudaDevice &device = cudaDevice(generic);
  switch (which) {
  case fx_device_memory_total:
  case fx_device_memory_max_alloc: return memoryInfo(device, false, out);
  case fx_device_memory_free: return memoryInfo(device, true, out);
  case fx_device_driver_version: *out = device.cuda.version; return nullptr;
  case fx_device_priority_least: return priorities(device, true, out);
  case fx_device_priority_greatest: return priorities(device, false, out);
  case fx_device_multicast: *out = attribute(device, CU_DEVICE_ATTRIBUTE_MULTICAST_SUPPORTED); return nullptr;
  }
  int value = 0;
  CUresult result = device.cuda.deviceGetAttribute(&value, which, device.handle);
  if (result == CUDA_ERROR_INVALID_VALUE)
    return failure("%s has no attribute number %u", DeviceLabel(device).text, which);
  *out = value;
  return check(device, result, "cuDeviceGetAttribute");
}

static Status text(Device &generic, uint32_t which, const char **out) {
  CudaDevice &device = cudaDevice(generic);
  if (which != fx_device_bus && which != fx_device_uuid)
    return failure("devices have no text number %u", which);
  *out = which == fx_device_bus ? device.busText : device.uuidText;
  return nullptr;
}

static Status select(Device &device) { return enter(cudaDevice(device)); }

static Status sync(Device &generic) {
  CudaDevice &device = cudaDevice(generic);
  if (Status status = enter(device))
    return status;
  CUresult result = device.cuda.ctxSynchronize();
  drainPrinting(device);
  return check(device, result, "cuCtxSynchronize");
}

static Status peerPossible(Device &generic, Device &peer, bool *out) {
  CudaDevice &device = cudaDevice(generic);
  int value = 0;
  Status status = check(device, device.cuda.deviceCanAccessPeer(&value, device.handle, cudaDevice(peer).handle), "cuDeviceCanAccessPeer");
  *out = value != 0;
  return status;
}

static Status peerEnable(Device &generic, Device &genericPeer) {
  CudaDevice &device = cudaDevice(generic), &peer = cudaDevice(genericPeer);
  if (&device == &peer)
    return nullptr;
  if (Status status = enter(peer))
    return status;
  if (Status status = enter(device))
    return status;
  CUresult result = device.cuda.ctxEnablePeerAccess(peer.context, 0);
  if (result != CUDA_SUCCESS && result != CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED)
    return check(device, result, "cuCtxEnablePeerAccess");
  if (!peer.pool)
    return nullptr;
  // Pooled memory has access rights of its own.
  CUmemAccessDesc access = {{CU_MEM_LOCATION_TYPE_DEVICE, device.handle}, CU_MEM_ACCESS_READWRITE};
  return check(device, device.cuda.memPoolSetAccess(peer.pool, &access, 1), "cuMemPoolSetAccess");
}

static constexpr DeviceFunctions deviceFunctions = {info, text, select, sync, peerPossible, peerEnable};

} // namespace fornax::runtime::nvidia

namespace fornax::runtime {

constinit const Api nvidiaApi = {"cuda",
                                 nvidia::countDevices,
                                 nvidia::openDevice,
                                 nvidia::deviceFunctions,
                                 nvidia::streamFunctions,
                                 nvidia::eventFunctions,
                                 nvidia::memoryFunctions,
                                 nvidia::kernelFunctions,
                                 nvidia::graphFunctions};

} // namespace fornax::runtime
