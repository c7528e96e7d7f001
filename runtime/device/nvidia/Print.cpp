// What kernels print. The buffer is pinned host memory, so its contents survive a kernel that kills the context.
#include "runtime/device/nvidia/NVIDIA.h"

#include <unistd.h>

namespace fornax::runtime::nvidia {

constexpr uint64_t printCapacity = 1 << 20;

static Status makeBuffer(CudaDevice &device) {
  if (device.printBuffer)
    return nullptr;
  void *memory = nullptr;
  if (Status status = check(
          device, device.cuda.memHostAlloc(&memory, sizeof(fx_print_buffer) + printCapacity, CU_MEMHOSTALLOC_PORTABLE | CU_MEMHOSTALLOC_DEVICEMAP),
          "cuMemHostAlloc"))
    return status;
  __builtin_memset(memory, 0, sizeof(fx_print_buffer) + printCapacity);
  device.printBuffer = static_cast<fx_print_buffer *>(memory);
  device.printBuffer->capacity = printCapacity;
  return nullptr;
}

Status connectPrinting(CudaDevice &device, CudaKernel &kernel) {
  CUdeviceptr ring = 0, buffer = 0;
  size_t size = 0;
  if (device.cuda.moduleGetGlobal(&ring, &size, kernel.module, "fx_print_ring") != CUDA_SUCCESS)
    return nullptr; // does not print
  Locked locked(device.printLock);
  if (Status status = makeBuffer(device))
    return status;
  if (Status status = check(device, device.cuda.memHostGetDevicePointer(&buffer, device.printBuffer, 0), "cuMemHostGetDevicePointer"))
    return status;
  return check(device, device.cuda.memcpyHtoD(ring, &buffer, sizeof(buffer)), "cuMemcpyHtoD");
}

void drainPrinting(CudaDevice &device) {
  if (!device.printBuffer)
    return;
  Locked locked(device.printLock);
  fx_print_buffer &buffer = *device.printBuffer;
  auto *records = reinterpret_cast<uint8_t *>(&buffer + 1);
  uint64_t head = __atomic_load_n(&buffer.head, __ATOMIC_ACQUIRE);
  uint64_t end = head < printCapacity ? head : printCapacity;
  while (device.printed + sizeof(fx_print_record) <= end) {
    auto *record = reinterpret_cast<fx_print_record *>(records + device.printed);
    uint32_t length = __atomic_load_n(&record->length, __ATOMIC_ACQUIRE);
    uint64_t next = device.printed + sizeof(fx_print_record) + ((uint64_t(length) + 7) & ~uint64_t(7));
    // Not written yet: its kernel still runs in another stream. Or it did not fit, and nothing comes after it.
    if (length == 0 || next > end)
      break;
    writeAll(STDOUT_FILENO, reinterpret_cast<const char *>(record + 1), length);
    device.printed = next;
  }
  // The device's additions to `head` are not atomic against ours, so start over only while nothing runs.
  if (device.busyStreams.load() != 0 || head == 0)
    return;
  if (head > printCapacity) {
    static constexpr char text[] = "[output of kernels was cut off here: the buffer is full until the next synchronisation]\n";
    writeAll(STDOUT_FILENO, text, sizeof(text) - 1);
  }
  __builtin_memset(records, 0, end);
  device.printed = 0;
  __atomic_store_n(&buffer.head, 0, __ATOMIC_RELEASE);
}

} // namespace fornax::runtime::nvidia
