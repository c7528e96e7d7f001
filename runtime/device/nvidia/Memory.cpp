// Device memory from the driver's stream-ordered pool; pinned host memory from a pool of our own, because pinning costs more than a launch.
#include "runtime/device/nvidia/NVIDIA.h"

#include <initializer_list>
#include <new>

namespace fornax::runtime::nvidia {

// Stands before each pinned block. Memory handed out starts a cache-line multiple behind it.
struct PinnedBlock {
  PinnedBlock *next;
  uint64_t capacity; // without this header
  CUevent lastUse;
};

constexpr uint64_t pinnedHeader = 256;
constexpr uint64_t pinnedMost = uint64_t(1) << 30; // kept for reuse at most
static_assert(sizeof(PinnedBlock) <= pinnedHeader);

static Status outOfMemory(CudaDevice &device, uint64_t bytes, const char *what) {
  size_t free = 0, total = 0;
  if (device.cuda.memGetInfo(&free, &total) != CUDA_SUCCESS)
    return failure("out of %s memory: %s asked for on %s", what, Bytes(bytes).text, DeviceLabel(device).text);
  return failure("out of %s memory: %s asked for on %s, %s free", what, Bytes(bytes).text, DeviceLabel(device).text, Bytes(free).text);
}

static Status createDevice(CudaStream &stream, uint64_t bytes, CUdeviceptr *out) {
  CudaDevice &device = cudaDevice(stream);
  CUresult result = device.pool ? device.cuda.memAllocAsync(out, bytes, stream.handle) : device.cuda.memAlloc(out, bytes);
  if (result == CUDA_ERROR_OUT_OF_MEMORY && device.pool) {
    // Memory freed in other streams, or in pieces of other sizes, comes back only after a synchronisation.
    device.cuda.ctxSynchronize();
    device.cuda.memPoolTrimTo(device.pool, 0);
    result = device.cuda.memAllocAsync(out, bytes, stream.handle);
  }
  if (result == CUDA_ERROR_OUT_OF_MEMORY)
    return outOfMemory(device, bytes, "device");
  return check(device, result, "cuMemAllocAsync");
}

static uint64_t pinnedCapacity(uint64_t bytes) {
  uint64_t capacity = 4096 - pinnedHeader;
  while (capacity < bytes)
    capacity = 2 * (capacity + pinnedHeader) - pinnedHeader;
  return capacity;
}

static PinnedBlock *takePinned(CudaDevice &device, uint64_t capacity) {
  Locked locked(device.pinnedLock);
  for (PinnedBlock **at = &device.pinnedFree; *at; at = &(*at)->next) {
    PinnedBlock *block = *at;
    if (block->capacity != capacity || device.cuda.eventQuery(block->lastUse) != CUDA_SUCCESS)
      continue;
    *at = block->next;
    device.pinnedKept -= capacity;
    return block;
  }
  return nullptr;
}

static Status createPinned(CudaDevice &device, uint64_t bytes, void **out) {
  uint64_t capacity = pinnedCapacity(bytes);
  PinnedBlock *block = takePinned(device, capacity);
  if (!block) {
    void *memory = nullptr;
    CUresult result = device.cuda.memHostAlloc(&memory, capacity + pinnedHeader, CU_MEMHOSTALLOC_PORTABLE | CU_MEMHOSTALLOC_DEVICEMAP);
    if (result == CUDA_ERROR_OUT_OF_MEMORY)
      return failure("out of host memory: %s of pinned memory asked for", Bytes(bytes).text);
    if (Status status = check(device, result, "cuMemHostAlloc"))
      return status;
    CUevent event = nullptr;
    if (Status status = check(device, device.cuda.eventCreate(&event, CU_EVENT_DISABLE_TIMING), "cuEventCreate")) {
      device.cuda.memFreeHost(memory);
      return status;
    }
    block = new (memory) PinnedBlock{nullptr, capacity, event};
  }
  *out = reinterpret_cast<uint8_t *>(block) + pinnedHeader;
  return nullptr;
}

static void destroyPinned(CudaStream &stream, void *address) {
  CudaDevice &device = cudaDevice(stream);
  auto *block = reinterpret_cast<PinnedBlock *>(static_cast<uint8_t *>(address) - pinnedHeader);
  bool recorded = device.cuda.eventRecord(block->lastUse, stream.handle) == CUDA_SUCCESS;
  Locked locked(device.pinnedLock);
  if (recorded && device.pinnedKept + block->capacity <= pinnedMost) {
    block->next = device.pinnedFree;
    device.pinnedFree = block;
    device.pinnedKept += block->capacity;
    return;
  }
  device.cuda.streamSynchronize(stream.handle);
  device.cuda.eventDestroy(block->lastUse);
  device.cuda.memFreeHost(block);
}

static Status create(Stream &stream, uint64_t bytes, uint32_t kind, void **out) {
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  if (bytes == 0)
    bytes = 1; // an empty buffer still has an address of its own
  CUdeviceptr address = 0;
  Status status;
  switch (kind) {
  case fx_memory_device: status = createDevice(cudaStream(stream), bytes, &address); break;
  case fx_memory_managed: {
    CUresult result = device.cuda.memAllocManaged(&address, bytes, CU_MEM_ATTACH_GLOBAL);
    status = result == CUDA_ERROR_OUT_OF_MEMORY ? outOfMemory(device, bytes, "managed") : check(device, result, "cuMemAllocManaged");
    break;
  }
  case fx_memory_host: return createPinned(device, bytes, out);
  default: return failure("buffers have no kind %u", kind);
  }
  *out = reinterpret_cast<void *>(address);
  return status;
}

// After a failed kernel everything fails; the error was or will be reported by a synchronisation, and nothing can be freed any more.
static void destroy(Stream &stream, void *address, uint32_t kind) {
  CudaDevice &device = cudaDevice(stream);
  if (enter(device))
    return;
  if (kind == fx_memory_host)
    return destroyPinned(cudaStream(stream), address);
  if (kind == fx_memory_device && device.pool) {
    device.cuda.memFreeAsync(asAddress(address), cudaStream(stream).handle);
    return;
  }
  device.cuda.streamSynchronize(cudaStream(stream).handle);
  device.cuda.memFree(asAddress(address));
}

static Status copy(Stream &stream, void *to, const void *from, uint64_t bytes, uint32_t) {
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  // The driver knows from the addresses where the ends lie. Pageable memory is read or written before the call returns.
  CUresult result = device.cuda.memcpyAsync(asAddress(to), asAddress(from), bytes, cudaStream(stream).handle);
  if (result == CUDA_ERROR_INVALID_VALUE)
    return failure("cannot copy %s from %p to %p on %s: at least one end is not memory of that size", Bytes(bytes).text, from, to,
                   DeviceLabel(device).text);
  return checkAfterwards(cudaStream(stream), result, "cuMemcpyAsync");
}

static Status copyPeer(Stream &stream, void *to, Device &toDevice, const void *from, Device &fromDevice, uint64_t bytes) {
  CudaDevice &device = cudaDevice(stream);
  for (Device *each : {&toDevice, &fromDevice, stream.device}) // all three need a context, and the stream's must be current
    if (Status status = enter(cudaDevice(*each)))
      return status;
  return checkAfterwards(cudaStream(stream),
                         device.cuda.memcpyPeerAsync(asAddress(to), cudaDevice(toDevice).context, asAddress(from), cudaDevice(fromDevice).context,
                                                     bytes, cudaStream(stream).handle),
                         "cuMemcpyPeerAsync");
}

/// The driver fills with up to 4 bytes. Eight: write the first element, then double what is there.
static CUresult fillWide(CudaStream &stream, CUdeviceptr to, uint64_t count, uint64_t pattern) {
  const Library &cuda = cudaDevice(stream).cuda;
  CUresult result = cuda.memsetD32Async(to, static_cast<uint32_t>(pattern), 1, stream.handle);
  if (result == CUDA_SUCCESS)
    result = cuda.memsetD32Async(to + 4, static_cast<uint32_t>(pattern >> 32), 1, stream.handle);
  for (uint64_t done = 1; done < count && result == CUDA_SUCCESS;) {
    uint64_t next = done < count - done ? done : count - done;
    result = cuda.memcpyAsync(to + 8 * done, to, 8 * next, stream.handle);
    done += next;
  }
  return result;
}

static Status fill(Stream &generic, void *to, uint64_t count, uint64_t pattern, uint32_t width) {
  CudaStream &stream = cudaStream(generic);
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  if (width == 8 && static_cast<uint32_t>(pattern) == pattern >> 32) {
    width = 4;
    count *= 2;
  }
  CUdeviceptr address = asAddress(to);
  CUresult result = CUDA_SUCCESS;
  switch (width) {
  case 1: result = device.cuda.memsetD8Async(address, static_cast<uint8_t>(pattern), count, stream.handle); break;
  case 2: result = device.cuda.memsetD16Async(address, static_cast<uint16_t>(pattern), count, stream.handle); break;
  case 4: result = device.cuda.memsetD32Async(address, static_cast<uint32_t>(pattern), count, stream.handle); break;
  case 8: result = fillWide(stream, address, count, pattern); break;
  }
  return checkAfterwards(stream, result, "cuMemsetAsync");
}

constinit const MemoryFunctions memoryFunctions = {create, destroy, copy, copyPeer, fill};

} // namespace fornax::runtime::nvidia
