// Loading and launching kernels.
#include "runtime/device/nvidia/NVIDIA.h"

#include <new>
#include <stdlib.h>
#include <string.h>

namespace fornax::runtime::nvidia {

constexpr uint32_t alwaysAllowed = 48 << 10; // dynamic shared memory that needs no asking

/// "sm_90a", "sm_100f": code that uses what only that chip (or its family) has.
static bool isSpecific(const fx_image &image) {
  size_t length = image.archName ? strlen(image.archName) : 0;
  return length > 0 && (image.archName[length - 1] == 'a' || image.archName[length - 1] == 'f');
}

// Machine code for this chip, then machine code of its family, then PTX, each the newest.
static uint32_t fitness(Device &generic, const fx_image &image) {
  CudaDevice &device = cudaDevice(generic);
  constexpr uint32_t exact = 30000, family = 20000, text = 10000;
  if (image.minDriver > static_cast<uint32_t>(device.cuda.version))
    return 0;
  uint32_t arch = image.arch;
  if (image.kind == fx_image_cubin && arch == device.archNumber)
    return exact + isSpecific(image);
  if (arch > device.archNumber)
    return 0;
  bool sameFamily = arch / 10 == device.archNumber / 10 && (!isSpecific(image) || (image.flags & fx_image_family));
  if (image.kind == fx_image_cubin)
    return sameFamily ? family + arch : 0;
  if (image.kind != fx_image_ptx || (isSpecific(image) && arch != device.archNumber && !((image.flags & fx_image_family) && sameFamily)))
    return 0;
  return text + 2 * arch + isSpecific(image);
}

/// Where the arguments of a foreign kernel end: its descriptor does not say.
static size_t measureArguments(const CudaDevice &device, CUfunction function) {
  size_t end = 0, offset, size;
  for (size_t i = 0; device.cuda.funcGetParamInfo && device.cuda.funcGetParamInfo(function, i, &offset, &size) == CUDA_SUCCESS; ++i)
    end = offset + size;
  return end;
}

static Status loadModule(CudaDevice &device, const fx_kernel &kernel, const fx_image &image, CUmodule *out) {
  constexpr uint32_t logSize = 4096;
  TextOf<logSize> errors;
  const uint32_t options[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  void *values[] = {errors.start, reinterpret_cast<void *>(uintptr_t(logSize))};
  CUresult result = device.cuda.moduleLoadDataEx(out, image.data, 2, options, values);
  if (result == CUDA_SUCCESS)
    return nullptr;
  Status status = check(device, result, "cuModuleLoadDataEx");
  return failure("cannot load kernel `%s`: %s%s%s", kernel.name, status, errors.start[0] ? "\n" : "", errors.start);
}

static void unload(Loaded &loaded) {
  auto &kernel = static_cast<CudaKernel &>(loaded);
  CudaDevice &device = cudaDevice(*kernel.device);
  if (kernel.module && !enter(device))
    device.cuda.moduleUnload(kernel.module);
  destroy(&kernel);
}

static Status load(Device &generic, const fx_kernel &kernel, const fx_image &image, Loaded **out) {
  CudaDevice &device = cudaDevice(generic);
  if (Status status = enter(device))
    return status;
  auto *loaded = make<CudaKernel>(&device, &image);
  if (!loaded)
    return "out of memory";
  Status status = loadModule(device, kernel, image, &loaded->module);
  if (!status) {
    CUresult result = device.cuda.moduleGetFunction(&loaded->function, loaded->module, image.entry);
    status = result == CUDA_ERROR_NOT_FOUND ? failure("the module of kernel `%s` has no entry `%s`", kernel.name, image.entry)
                                            : check(device, result, "cuModuleGetFunction");
  }
  if (!status)
    status = connectPrinting(device, *loaded);
  if (status) {
    unload(*loaded);
    return status;
  }
  loaded->blockSize = kernel.blockSize ? kernel.blockSize : measureArguments(device, loaded->function);
  loaded->dynamicAllowed = alwaysAllowed > image.staticShared ? alwaysAllowed - image.staticShared : 0;
  *out = loaded;
  return nullptr;
}

static Status info(Loaded &loaded, uint32_t attribute, int64_t *out) {
  auto &kernel = static_cast<CudaKernel &>(loaded);
  CudaDevice &device = cudaDevice(*kernel.device);
  if (Status status = enter(device))
    return status;
  int value = 0;
  CUresult result = device.cuda.funcGetAttribute(&value, attribute, kernel.function);
  *out = value;
  if (result == CUDA_ERROR_INVALID_VALUE)
    return failure("kernels have no attribute number %u", attribute);
  return check(device, result, "cuFuncGetAttribute");
}

static Status set(Loaded &loaded, uint32_t attribute, int64_t value) {
  auto &kernel = static_cast<CudaKernel &>(loaded);
  CudaDevice &device = cudaDevice(*kernel.device);
  if (attribute == fx_kernel_cache_mode)
    return nullptr;
  if (Status status = enter(device))
    return status;
  CUresult result = device.cuda.funcSetAttribute(kernel.function, attribute, static_cast<int>(value));
  if (result == CUDA_ERROR_INVALID_VALUE)
    return failure("%lld is not possible for attribute number %u of a kernel on %s", static_cast<long long>(value), attribute,
                   DeviceLabel(device).text);
  if (attribute == fx_kernel_max_dynamic_shared && result == CUDA_SUCCESS)
    kernel.dynamicAllowed = static_cast<uint32_t>(value);
  return check(device, result, "cuFuncSetAttribute");
}

static Status occupancy(Loaded &loaded, uint32_t blockThreads, uint64_t dynamicShared, int32_t *out) {
  auto &kernel = static_cast<CudaKernel &>(loaded);
  CudaDevice &device = cudaDevice(*kernel.device);
  if (Status status = enter(device))
    return status;
  return check(device, device.cuda.occupancyMaxActiveBlocks(out, kernel.function, static_cast<int>(blockThreads), dynamicShared),
               "cuOccupancyMaxActiveBlocksPerMultiprocessor");
}

static Status allowShared(CudaDevice &device, CudaKernel &kernel, const fx_kernel &descriptor, uint32_t bytes) {
  CUresult result = device.cuda.funcSetAttribute(kernel.function, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, static_cast<int>(bytes));
  if (result != CUDA_SUCCESS) {
    int64_t used = kernel.image->staticShared;
    info(kernel, fx_kernel_static_shared, &used);
    return failure("cannot launch `%s`: %u bytes of dynamic shared memory asked for beside %lld static ones; %s has %u together", descriptor.name,
                   bytes, static_cast<long long>(used), DeviceLabel(device).text, device.limits.sharedMost);
  }
  kernel.dynamicAllowed = bytes;
  return nullptr;
}

static Status explainLaunch(CudaStream &stream, CudaKernel &kernel, const fx_kernel &descriptor, const fx_launch_config &config, CUresult result) {
  if (result == CUDA_SUCCESS)
    return nullptr;
  Status status = checkAfterwards(stream, result, "cuLaunchKernel");
  int64_t threads = 0, registers = 0;
  if (info(kernel, fx_kernel_max_threads, &threads) || info(kernel, fx_kernel_registers, &registers))
    return status;
  uint64_t asked = uint64_t(config.block[0]) * config.block[1] * config.block[2];
  if (asked > static_cast<uint64_t>(threads))
    return failure("cannot launch `%s`: %llu threads a block, but it was compiled for at most %lld (%lld registers a thread)", descriptor.name,
                   static_cast<unsigned long long>(asked), static_cast<long long>(threads), static_cast<long long>(registers));
  return failure("cannot launch `%s`: %s", descriptor.name, status);
}

/// With anything beyond grid, block and shared memory: clusters, cooperation, attributes of the caller.
static CUresult launchExtended(CudaDevice &device, CudaStream &stream, CudaKernel &kernel, const fx_launch_config &config, void **extra) {
  constexpr uint32_t own = 3, most = 16;
  CUlaunchAttribute attributes[most + own];
  static_assert(sizeof(CUlaunchAttribute) == sizeof(fx_launch_attribute));
  uint32_t count = config.attributeCount < most ? config.attributeCount : most;
  if (count)
    memcpy(attributes, config.attributes, count * sizeof(CUlaunchAttribute));
  auto add = [&](uint32_t id, uint32_t x, uint32_t y, uint32_t z) {
    uint32_t words[] = {x, y, z};
    attributes[count] = {id, 0, {}};
    memcpy(attributes[count++].value, words, sizeof(words));
  };
  if (config.cluster[0]) {
    constexpr uint32_t portable = 8;
    add(CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION, config.cluster[0], config.cluster[1], config.cluster[2]);
    if (config.cluster[0] * config.cluster[1] * config.cluster[2] > portable)
      device.cuda.funcSetAttribute(kernel.function, CU_FUNC_ATTRIBUTE_NON_PORTABLE_CLUSTER_SIZE_ALLOWED, 1);
  }
  if (config.flags & fx_launch_cooperative)
    add(CU_LAUNCH_ATTRIBUTE_COOPERATIVE, 1, 0, 0);
  if (config.flags & fx_launch_programmatic)
    add(CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION, 1, 0, 0);
  CUlaunchConfig native = {{config.grid[0], config.grid[1], config.grid[2]},
                           {config.block[0], config.block[1], config.block[2]},
                           config.dynamicShared,
                           stream.handle,
                           attributes,
                           count};
  return device.cuda.launchKernelEx(&native, kernel.function, nullptr, extra);
}

static Status launch(Stream &genericStream, Loaded &loaded, const fx_kernel &descriptor, const fx_launch_config &config, const void *block) {
  CudaStream &stream = cudaStream(genericStream);
  CudaDevice &device = cudaDevice(stream);
  auto &kernel = static_cast<CudaKernel &>(loaded);
  if (Status status = enter(device))
    return status;
  if (config.dynamicShared > kernel.dynamicAllowed.load(std::memory_order_relaxed))
    if (Status status = allowShared(device, kernel, descriptor, config.dynamicShared))
      return status;
  if (!stream.busy.exchange(true, std::memory_order_relaxed))
    device.busyStreams.fetch_add(1, std::memory_order_relaxed);
  // One buffer, laid out as the kernel's parameters are; the driver copies it before it returns.
  size_t size = kernel.blockSize;
  void *extra[] = {CU_LAUNCH_PARAM_BUFFER_POINTER, const_cast<void *>(block), CU_LAUNCH_PARAM_BUFFER_SIZE, &size, CU_LAUNCH_PARAM_END};
  void **arguments = size ? extra : nullptr;
  CUresult result;
  if (!config.cluster[0] && !config.flags && !config.attributeCount)
    result = device.cuda.launchKernel(kernel.function, config.grid[0], config.grid[1], config.grid[2], config.block[0], config.block[1],
                                      config.block[2], config.dynamicShared, stream.handle, nullptr, arguments);
  else if (device.cuda.launchKernelEx)
    result = launchExtended(device, stream, kernel, config, arguments);
  else
    return failure("cannot launch `%s`: the cuda driver is too old for clusters and launch attributes", descriptor.name);
  return explainLaunch(stream, kernel, descriptor, config, result);
}

static Status global(Loaded &loaded, const char *name, void **outAddress, uint64_t *outSize) {
  auto &kernel = static_cast<CudaKernel &>(loaded);
  CudaDevice &device = cudaDevice(*kernel.device);
  if (Status status = enter(device))
    return status;
  CUdeviceptr address = 0;
  size_t size = 0;
  CUresult result = device.cuda.moduleGetGlobal(&address, &size, kernel.module, name);
  *outAddress = reinterpret_cast<void *>(address);
  *outSize = size;
  return result == CUDA_ERROR_NOT_FOUND ? failure("the kernel's module has no global `%s`", name) : check(device, result, "cuModuleGetGlobal");
}

static Status tensorMap(Device &generic, void *out, void *base, const fx_tensor_map_description &map) {
  CudaDevice &device = cudaDevice(generic);
  if (!device.cuda.tensorMapEncodeTiled)
    return "the cuda driver is too old for tensor maps";
  if (map.rank < 1 || map.rank > 5)
    return failure("a tensor map has 1 to 5 dimensions, not %u", map.rank);
  for (uint32_t i = 0; i < map.rank; ++i) {
    if (map.box[i] < 1 || map.box[i] > 256)
      return failure("a tensor map's box must have 1 to 256 elements in dimension %u, not %u", i, map.box[i]);
    if (i > 0 && map.strides[i] % 16 != 0)
      return failure("a tensor map's stride must be a multiple of 16 bytes; in dimension %u it is %llu", i,
                     static_cast<unsigned long long>(map.strides[i]));
  }
  if (reinterpret_cast<uintptr_t>(base) % 16 != 0)
    return failure("a tensor map's memory must be aligned to 16 bytes; %p is not", base);
  return check(device,
               device.cuda.tensorMapEncodeTiled(out, map.type, map.rank, base, map.dims, map.strides + 1, map.box, map.elementStrides, map.interleave,
                                                map.swizzle, map.l2Promotion, map.fill),
               "cuTensorMapEncodeTiled");
}

constinit const KernelFunctions kernelFunctions = {fitness, load, unload, info, set, occupancy, launch, global, tensorMap};

} // namespace fornax::runtime::nvidia
