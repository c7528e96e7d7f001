#pragma once
// What a kind of device must provide: one struct of functions per noun. Entry.cpp turns the fx_ functions into calls of these; a device that lacks
// something answers with a text. Handles begin with Object, so that every function can find its device's functions.
#include "runtime/Abi.h"
#include "runtime/core/Status.h"

#include <atomic>

namespace fornax::runtime {

struct Api;

struct Object {
  const Api *api;
  std::atomic<uint32_t> references{1};

  explicit Object(const Api *api) : api(api) {}
};

struct Limits {
  uint32_t threads, block[3], grid[3];
  uint32_t sharedDefault, sharedMost; // dynamic and static together, without and with asking
  uint32_t clusterBlocks;             // 0 = no clusters
};

/// Opened once and kept until the process ends.
struct Device : Object {
  int32_t id;
  const char *name, *arch; // arch: what images are named after
  uint32_t archNumber;
  Limits limits;

  Device(const Api *api, int32_t id) : Object(api), id(id) {}
};

struct Stream : Object {
  Device *device;
  const char *lastKernel = nullptr; // what an asynchronous failure is probably about

  explicit Stream(Device *device) : Object(device->api), device(device) {}
};

struct Event : Object {
  Device *device;
  explicit Event(Device *device) : Object(device->api), device(device) {}
};

struct Graph : Object {
  Device *device;
  explicit Graph(Device *device) : Object(device->api), device(device) {}
};

/// A kernel loaded on a device. Kernels.cpp keeps them in fx_kernel::state.
struct Loaded {
  Loaded *next = nullptr;
  Device *device;
  const fx_image *image;
  std::atomic<uint32_t> dynamicAllowed{0}; // dynamic shared memory the driver has been told of

  Loaded(Device *device, const fx_image *image) : device(device), image(image) {}
};

struct DeviceFunctions {
  Status (*info)(Device &, uint32_t attribute, int64_t *out);
  Status (*text)(Device &, uint32_t which, const char **out);
  Status (*select)(Device &);
  Status (*sync)(Device &);
  Status (*peerPossible)(Device &, Device &peer, bool *out);
  Status (*peerEnable)(Device &, Device &peer);
};

struct StreamFunctions {
  Status (*create)(Device &, int32_t priority, Stream **out);
  Status (*wrap)(Device &, void *native, Stream **out);
  void *(*native)(Stream &);
  void (*destroy)(Stream &);
  Status (*sync)(Stream &);
  Status (*done)(Stream &, bool *out);
  Status (*wait)(Stream &, Event &);
  Status (*host)(Stream &, void (*function)(void *), void *context);
};

struct EventFunctions {
  Status (*create)(Device &, uint32_t flags, Event **out);
  void (*destroy)(Event &);
  Status (*record)(Event &, Stream &);
  Status (*sync)(Event &);
  Status (*done)(Event &, bool *out);
  Status (*elapsed)(Event &start, Event &end, int64_t *outNanoseconds);
};

struct MemoryFunctions {
  Status (*create)(Stream &, uint64_t bytes, uint32_t kind, void **out);
  void (*destroy)(Stream &, void *address, uint32_t kind);
  Status (*copy)(Stream &, void *to, const void *from, uint64_t bytes, uint32_t kinds);
  Status (*copyPeer)(Stream &, void *to, Device &toDevice, const void *from, Device &fromDevice, uint64_t bytes);
  Status (*fill)(Stream &, void *to, uint64_t count, uint64_t pattern, uint32_t width); // width in bytes: 1, 2, 4, 8
};

struct KernelFunctions {
  /// How well an image fits; 0 = not at all. The best one is loaded.
  uint32_t (*fitness)(Device &, const fx_image &);
  Status (*load)(Device &, const fx_kernel &, const fx_image &, Loaded **out);
  void (*unload)(Loaded &);
  Status (*info)(Loaded &, uint32_t attribute, int64_t *out);
  Status (*set)(Loaded &, uint32_t attribute, int64_t value);
  Status (*occupancy)(Loaded &, uint32_t blockThreads, uint64_t dynamicShared, int32_t *outBlocks);
  Status (*launch)(Stream &, Loaded &, const fx_kernel &, const fx_launch_config &, const void *block);
  Status (*global)(Loaded &, const char *name, void **outAddress, uint64_t *outSize);
  Status (*tensorMap)(Device &, void *out, void *base, const fx_tensor_map_description &);
};

struct GraphFunctions {
  Status (*begin)(Stream &);
  Status (*end)(Stream &, Graph **out);
  Status (*launch)(Graph &, Stream &);
  void (*destroy)(Graph &);
};

struct Api {
  const char *name;
  /// How many devices there are; `why` says why none, if there are none.
  uint32_t (*count)(Status *why);
  Status (*open)(const Api &, int32_t id, Device **out);
  const DeviceFunctions &device;
  const StreamFunctions &stream;
  const EventFunctions &event;
  const MemoryFunctions &memory;
  const KernelFunctions &kernel;
  const GraphFunctions &graph;
};

extern const Api nvidiaApi, simulatorApi, cpuApi;

/// The device of that name and number (Registry.cpp); opened on first use.
Status openDevice(const char *api, int32_t id, Device **out);
uint32_t countDevices(const char *api);
Status checkDevice(const char *api, int32_t id);

/// The kernel on that device, loaded on first use (Kernels.cpp).
Status loadKernel(Device &, fx_kernel &, Loaded **out);
void unloadKernel(fx_kernel &);

/// "device 0 (NVIDIA H100)".
struct DeviceLabel {
  char text[192];
  explicit DeviceLabel(const Device &device);
};

} // namespace fornax::runtime
