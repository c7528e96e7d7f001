// The simulated device, its streams and events. Work is done when it is asked for, so a stream is always at its end; errors of kernels still come
// out at the next synchronisation, as on hardware.
#include "runtime/core/Functions.h"
#include "runtime/device/simulator/Simulator.h"

#include <new>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

namespace fornax::runtime::simulator {

constexpr uint64_t ringCapacity = 4 << 20;

static Lock ringLock;

static void makePrintRing() {
  if (fx_print_ring)
    return;
  // Pages that nobody prints to cost nothing.
  auto *ring = static_cast<fx_print_buffer *>(calloc(1, sizeof(fx_print_buffer) + ringCapacity));
  if (!ring)
    return;
  ring->capacity = ringCapacity;
  fx_print_ring = ring;
}

void drainPrintRing() {
  auto *ring = static_cast<fx_print_buffer *>(fx_print_ring);
  if (!ring || __atomic_load_n(&ring->head, __ATOMIC_ACQUIRE) == 0)
    return;
  Locked locked(ringLock);
  auto *records = reinterpret_cast<uint8_t *>(ring + 1);
  uint64_t head = __atomic_exchange_n(&ring->head, 0, __ATOMIC_ACQ_REL), end = head < ringCapacity ? head : ringCapacity;
  for (uint64_t at = 0; at + sizeof(fx_print_record) <= end;) {
    auto *record = reinterpret_cast<fx_print_record *>(records + at);
    uint64_t next = at + sizeof(fx_print_record) + ((uint64_t(record->length) + 7) & ~uint64_t(7));
    if (record->length == 0 || next > end)
      break;
    writeAll(STDOUT_FILENO, reinterpret_cast<const char *>(record + 1), record->length);
    at = next;
  }
  memset(records, 0, end);
  static constexpr char text[] = "[output of kernels was cut off here: the buffer is full until the kernel's end]\n";
  if (head > ringCapacity)
    writeAll(STDOUT_FILENO, text, sizeof(text) - 1);
}

static uint32_t count(Status *) { return 1; }

static Status open(const Api &api, int32_t, Device **out) {
  void *memory = malloc(sizeof(SimDevice));
  if (!memory)
    return "out of memory";
  auto *device = new (memory) SimDevice(&api);
  device->name = &api == &cpuApi ? "CPU" : "simulator";
  device->arch = "sim";
  device->archNumber = 90;
  // An H100's, so that what runs here has room there.
  device->limits = {1024, {1024, 1024, 64}, {0x7fffffff, 65535, 65535}, 48 << 10, 227 << 10, 16};
  device->workers = fx_cpu_count(fx_cpu_pool);
  makePrintRing();
  *out = device;
  return nullptr;
}

static Status info(Device &generic, uint32_t attribute, int64_t *out) {
  auto &device = static_cast<SimDevice &>(generic);
  const Limits &limits = device.limits;
  switch (attribute) {
  case fx_device_max_threads_per_block: *out = limits.threads; return nullptr;
  case fx_device_max_block_x:
  case fx_device_max_block_y:
  case fx_device_max_block_z: *out = limits.block[attribute - fx_device_max_block_x]; return nullptr;
  case fx_device_max_grid_x:
  case fx_device_max_grid_y:
  case fx_device_max_grid_z: *out = limits.grid[attribute - fx_device_max_grid_x]; return nullptr;
  case fx_device_max_shared_per_block: *out = limits.sharedDefault; return nullptr;
  case fx_device_warp_size: *out = 32; return nullptr;
  case fx_device_max_registers_per_block:
  case fx_device_max_registers_per_multiprocessor: *out = 65536; return nullptr;
  case fx_device_clock_khz: *out = 1000000; return nullptr;
  case fx_device_multiprocessors: *out = device.workers; return nullptr;
  case fx_device_max_threads_per_multiprocessor: *out = 2048; return nullptr;
  case fx_device_compute_major: *out = device.archNumber / 10; return nullptr;
  case fx_device_compute_minor: *out = device.archNumber % 10; return nullptr;
  case fx_device_max_shared_per_multiprocessor: *out = 228 << 10; return nullptr;
  case fx_device_cooperative: *out = 1; return nullptr;
  case fx_device_max_shared_optin: *out = limits.sharedMost; return nullptr;
  case fx_device_max_blocks_per_multiprocessor: *out = 32; return nullptr;
  case fx_device_max_window:
  case fx_device_multicast:
  case fx_device_priority_least:
  case fx_device_priority_greatest:
  case fx_device_driver_version: *out = 0; return nullptr;
  case fx_device_memory_total:
  case fx_device_memory_max_alloc: *out = static_cast<int64_t>(memoryTotal()); return nullptr;
  case fx_device_memory_free: *out = static_cast<int64_t>(memoryTotal() > memoryInUse() ? memoryTotal() - memoryInUse() : 0); return nullptr;
  }
  return failure("%s has no attribute number %u", DeviceLabel(device).text, attribute);
}

static Status text(Device &, uint32_t which, const char **out) {
  if (which != fx_device_bus && which != fx_device_uuid)
    return failure("devices have no text number %u", which);
  *out = which == fx_device_bus ? "simulator" : "00000000-0000-0000-0000-000000000000";
  return nullptr;
}

static Status nothing(Device &) { return nullptr; }

static Status peerPossible(Device &, Device &, bool *out) {
  *out = true;
  return nullptr;
}

static Status peerEnable(Device &, Device &) { return nullptr; }

static constexpr DeviceFunctions deviceFunctions = {info, text, nothing, nothing, peerPossible, peerEnable};

static Status createStream(Device &device, int32_t, Stream **out) {
  void *memory = malloc(sizeof(SimStream));
  if (!memory)
    return "out of memory";
  *out = new (memory) SimStream(&device);
  return nullptr;
}

static Status wrapStream(Device &, void *, Stream **) { return "the simulator has no streams of other libraries"; }
static void *nativeStream(Stream &) { return nullptr; }

/// The error of a launch, once.
static Status takeError(SimStream &stream) {
  Locked locked(stream.lock);
  if (!stream.error)
    return nullptr;
  Status status = failure("%s", stream.error);
  free(stream.error);
  stream.error = nullptr;
  return status;
}

static Status syncStream(Stream &stream) { return takeError(static_cast<SimStream &>(stream)); }

static void destroyStream(Stream &generic) {
  auto &stream = static_cast<SimStream &>(generic);
  // Nobody waited for the kernel, so nobody has been told.
  if (Status status = takeError(stream)) {
    writeAll(STDERR_FILENO, status, strlen(status));
    writeAll(STDERR_FILENO, "\n", 1);
  }
  stream.~SimStream();
  free(&stream);
}

static Status streamDone(Stream &, bool *out) {
  *out = true;
  return nullptr;
}

static Status waitForEvent(Stream &, Event &) { return nullptr; }

static Status callHost(Stream &, void (*function)(void *), void *context) {
  function(context);
  return nullptr;
}

static constexpr StreamFunctions streamFunctions = {createStream, wrapStream, nativeStream, destroyStream,
                                                    syncStream,   streamDone, waitForEvent, callHost};

struct SimEvent : Event {
  uint64_t time = 0;
  bool timed;
  SimEvent(Device *device, bool timed) : Event(device), timed(timed) {}
};

static Status createEvent(Device &device, uint32_t flags, Event **out) {
  void *memory = malloc(sizeof(SimEvent));
  if (!memory)
    return "out of memory";
  *out = new (memory) SimEvent(&device, flags & fx_event_timing);
  return nullptr;
}

static void destroyEvent(Event &event) { free(&event); }

static Status recordEvent(Event &event, Stream &) {
  static_cast<SimEvent &>(event).time = fx_now();
  return nullptr;
}

static Status syncEvent(Event &) { return nullptr; }

static Status eventDone(Event &, bool *out) {
  *out = true;
  return nullptr;
}

static Status elapsed(Event &genericStart, Event &genericEnd, int64_t *out) {
  auto &start = static_cast<SimEvent &>(genericStart), &end = static_cast<SimEvent &>(genericEnd);
  if (!start.timed || !end.timed)
    return "the time between events needs events that were created with timing";
  if (start.time == 0 || end.time == 0)
    return "the time between events was asked for before both were over";
  *out = static_cast<int64_t>(end.time - start.time);
  return nullptr;
}

static constexpr EventFunctions eventFunctions = {createEvent, destroyEvent, recordEvent, syncEvent, eventDone, elapsed};

static Status beginGraph(Stream &) { return "the simulator has no graphs"; }
static Status endGraph(Stream &, Graph **) { return "the simulator has no graphs"; }
static Status launchGraph(Graph &, Stream &) { return "the simulator has no graphs"; }
static void destroyGraph(Graph &) {}

static constexpr GraphFunctions graphFunctions = {beginGraph, endGraph, launchGraph, destroyGraph};

} // namespace fornax::runtime::simulator

void *fx_print_ring;

namespace fornax::runtime {

constinit const Api simulatorApi = {"sim",
                                    simulator::count,
                                    simulator::open,
                                    simulator::deviceFunctions,
                                    simulator::streamFunctions,
                                    simulator::eventFunctions,
                                    simulator::memoryFunctions,
                                    simulator::kernelFunctions,
                                    simulator::graphFunctions};

// DeviceContext(api="cpu"): the same, under its own name.
constinit const Api cpuApi = {"cpu",
                              simulator::count,
                              simulator::open,
                              simulator::deviceFunctions,
                              simulator::streamFunctions,
                              simulator::eventFunctions,
                              simulator::memoryFunctions,
                              simulator::kernelFunctions,
                              simulator::graphFunctions};

} // namespace fornax::runtime
