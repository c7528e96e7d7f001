#pragma once
// What the files of this folder share: the objects behind the handles, and errors with names.
#include "runtime/core/Lock.h"
#include "runtime/device/Device.h"
#include "runtime/device/nvidia/Library.h"

namespace fornax::runtime::nvidia {

struct PinnedBlock; // Memory.cpp

struct CudaDevice : Device {
  const Library &cuda;
  CUdevice handle = 0;
  Lock contextLock;
  std::atomic<CUcontext> context{nullptr}; // made on first use
  CUmemoryPool pool = nullptr;             // null: this device has no stream-ordered memory
  char nameText[128], archText[16], busText[32] = "", uuidText[48] = "";

  Lock pinnedLock;
  PinnedBlock *pinnedFree = nullptr; // the latest first; may still be in use by the device until its event is done
  uint64_t pinnedKept = 0;

  Lock printLock;
  fx_print_buffer *printBuffer = nullptr; // made when the first kernel that prints is loaded
  uint64_t printed = 0;                   // bytes of records already written out
  std::atomic<uint32_t> busyStreams{0};   // streams with launches since their last synchronisation

  CudaDevice(const Api *api, int32_t id, const Library &cuda) : Device(api, id), cuda(cuda) {}
};

struct CudaStream : Stream {
  CUstream handle = nullptr;
  bool owned = true;
  std::atomic<bool> busy{false};
  explicit CudaStream(Device *device) : Stream(device) {}
};

struct CudaEvent : Event {
  CUevent handle = nullptr;
  bool timed = false;
  explicit CudaEvent(Device *device) : Event(device) {}
};

struct CudaGraph : Graph {
  CUgraphExec handle = nullptr;
  explicit CudaGraph(Device *device) : Graph(device) {}
};

struct CudaKernel : Loaded {
  CUmodule module = nullptr;
  CUfunction function = nullptr;
  size_t blockSize = 0;
  CudaKernel(Device *device, const fx_image *image) : Loaded(device, image) {}
};

inline CudaDevice &cudaDevice(Device &device) { return static_cast<CudaDevice &>(device); }
inline CudaDevice &cudaDevice(Stream &stream) { return static_cast<CudaDevice &>(*stream.device); }
inline CudaStream &cudaStream(Stream &stream) { return static_cast<CudaStream &>(stream); }
inline CUdeviceptr asAddress(const void *pointer) { return reinterpret_cast<CUdeviceptr>(pointer); }

/// "cuLaunchKernel failed on device 0 (NVIDIA H100): CUDA_ERROR_…: text"; null for success.
Status check(const CudaDevice &device, CUresult result, const char *call);
/// For calls that wait: what the device reports belongs to earlier work.
Status checkAfterwards(const CudaStream &stream, CUresult result, const char *call);
Status createContext(CudaDevice &device);
/// Makes the device's context the calling thread's. Another library may have set its own since, so every entry does it.
inline Status enter(CudaDevice &device) {
  if (!device.context.load(std::memory_order_acquire))
    if (Status status = createContext(device))
      return status;
  return check(device, device.cuda.ctxSetCurrent(device.context.load(std::memory_order_relaxed)), "cuCtxSetCurrent");
}

template <class T, class... Arguments> T *make(Arguments &&...arguments) {
  void *memory = __builtin_malloc(sizeof(T));
  return memory ? new (memory) T(static_cast<Arguments &&>(arguments)...) : nullptr;
}
template <class T> void destroy(T *object) {
  object->~T();
  __builtin_free(object);
}

// Memory.cpp
extern const MemoryFunctions memoryFunctions;
// Stream.cpp
extern const StreamFunctions streamFunctions;
extern const EventFunctions eventFunctions;
extern const GraphFunctions graphFunctions;
// Kernel.cpp
extern const KernelFunctions kernelFunctions;
// Print.cpp
Status connectPrinting(CudaDevice &device, CudaKernel &kernel);
void drainPrinting(CudaDevice &device);

} // namespace fornax::runtime::nvidia
