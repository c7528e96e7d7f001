// The fx_ functions of devices: handles to objects, geometry checked, the rest passed on to the device's own functions.
#include "runtime/core/Functions.h"
#include "runtime/device/Device.h"

#include <stdlib.h>
#include <string.h>

namespace fornax::runtime {

static Device &asDevice(void *handle) { return *static_cast<Device *>(handle); }
static Stream &asStream(void *handle) { return *static_cast<Stream *>(handle); }
static Event &asEvent(void *handle) { return *static_cast<Event *>(handle); }
static fx_kernel &asKernel(void *handle) { return *static_cast<fx_kernel *>(handle); }
template <class T> static T *asOut(void *pointer) { return static_cast<T *>(pointer); }

static bool releaseLast(Object &object) { return object.references.fetch_sub(1, std::memory_order_acq_rel) == 1; }
static void retain(Object &object) { object.references.fetch_add(1, std::memory_order_relaxed); }

static Status checkExtent(const char *what, const uint32_t (&size)[3], const uint32_t (&most)[3], const fx_kernel &kernel, const Device &device) {
  for (int i = 0; i < 3; ++i)
    if (size[i] == 0 || size[i] > most[i])
      return failure("cannot launch `%s`: %s is (%u, %u, %u); dimension %c must be from 1 to %u on %s", kernel.name, what, size[0], size[1], size[2],
                     "xyz"[i], most[i], DeviceLabel(device).text);
  return nullptr;
}

static Status checkGeometry(const Device &device, const fx_kernel &kernel, const fx_launch_config &config, const Loaded &loaded) {
  const Limits &limits = device.limits;
  if (Status status = checkExtent("the grid", config.grid, limits.grid, kernel, device))
    return status;
  if (Status status = checkExtent("the block", config.block, limits.block, kernel, device))
    return status;
  uint64_t threads = uint64_t(config.block[0]) * config.block[1] * config.block[2];
  if (threads > limits.threads)
    return failure("cannot launch `%s`: %llu threads a block, %s allows %u", kernel.name, static_cast<unsigned long long>(threads),
                   DeviceLabel(device).text, limits.threads);
  uint64_t shared = uint64_t(config.dynamicShared) + loaded.image->staticShared;
  if (shared > limits.sharedMost)
    return failure("cannot launch `%s`: a block needs %s of shared memory (%u bytes of it dynamic), %s has %s", kernel.name, Bytes(shared).text,
                   config.dynamicShared, DeviceLabel(device).text, Bytes(limits.sharedMost).text);
  if (config.cluster[0] == 0)
    return nullptr;
  uint64_t blocks = uint64_t(config.cluster[0]) * config.cluster[1] * config.cluster[2];
  if (blocks == 0 || blocks > limits.clusterBlocks)
    return failure("cannot launch `%s`: a cluster of (%u, %u, %u) blocks; %s allows %u", kernel.name, config.cluster[0], config.cluster[1],
                   config.cluster[2], DeviceLabel(device).text, limits.clusterBlocks);
  for (int i = 0; i < 3; ++i)
    if (config.grid[i] % config.cluster[i] != 0)
      return failure("cannot launch `%s`: grid dimension %c is %u, not a multiple of the cluster's %u", kernel.name, "xyz"[i], config.grid[i],
                     config.cluster[i]);
  return nullptr;
}

/// A module that came as bytes: a kernel descriptor with one image, in one block of memory.
struct ForeignKernel {
  fx_kernel kernel;
  fx_image image;
};

static uint32_t kindOfBytes(const uint8_t *bytes, uint64_t size) {
  constexpr unsigned machineOffset = 18, machineAmd = 224;
  if (size < 20 || memcmp(bytes, "\177ELF", 4) != 0)
    return fx_image_ptx;
  return bytes[machineOffset] == machineAmd ? fx_image_hsaco : fx_image_cubin;
}

static Status makeForeign(Device &device, const uint8_t *bytes, uint64_t size, const char *entry, fx_kernel **out) {
  size_t nameLength = strlen(entry) + 1;
  // PTX is text and the driver wants a NUL behind it.
  auto *memory = static_cast<uint8_t *>(calloc(1, sizeof(ForeignKernel) + nameLength + size + 1));
  if (!memory)
    return failure("out of memory for a module of %s", Bytes(size).text);
  auto *foreign = reinterpret_cast<ForeignKernel *>(memory);
  auto *name = reinterpret_cast<char *>(memory + sizeof(ForeignKernel));
  uint8_t *code = memory + sizeof(ForeignKernel) + nameLength;
  memcpy(name, entry, nameLength);
  memcpy(code, bytes, size);
  foreign->image.kind = kindOfBytes(bytes, size);
  foreign->image.arch = device.archNumber; // whether that is so, the driver will say
  foreign->image.archName = foreign->image.kind == fx_image_ptx ? "PTX" : foreign->image.kind == fx_image_cubin ? "NVIDIA" : "AMD";
  foreign->image.entry = name;
  foreign->image.data = code;
  foreign->image.size = size;
  foreign->kernel.version = fx_kernel_version;
  foreign->kernel.imageCount = 1;
  foreign->kernel.name = name;
  foreign->kernel.images = &foreign->image;
  *out = &foreign->kernel;
  return nullptr;
}

} // namespace fornax::runtime

using namespace fornax::runtime;

uint32_t fx_device_count(void *api) { return countDevices(static_cast<const char *>(api)); }
Status fx_device_check(void *api, int32_t id) { return checkDevice(static_cast<const char *>(api), id); }
Status fx_device_open(void *api, int32_t id, void *out) { return openDevice(static_cast<const char *>(api), id, asOut<Device *>(out)); }
void fx_device_retain(void *device) { retain(asDevice(device)); }
void fx_device_release(void *device) { asDevice(device).references.fetch_sub(1, std::memory_order_relaxed); }

Status fx_device_info(void *device, uint32_t attribute, void *out) {
  if (attribute == fx_device_id) {
    *asOut<int64_t>(out) = asDevice(device).id;
    return nullptr;
  }
  if (attribute == fx_device_parallelism) {
    *asOut<int64_t>(out) = fx_cpu_count(fx_cpu_pool);
    return nullptr;
  }
  return asDevice(device).api->device.info(asDevice(device), attribute, asOut<int64_t>(out));
}

Status fx_device_text(void *device, uint32_t which, void *out) {
  auto *text = asOut<const char *>(out);
  switch (which) {
  case fx_device_name: *text = asDevice(device).name; return nullptr;
  case fx_device_api: *text = asDevice(device).api->name; return nullptr;
  case fx_device_arch: *text = asDevice(device).arch; return nullptr;
  }
  return asDevice(device).api->device.text(asDevice(device), which, text);
}

Status fx_device_select(void *device) { return asDevice(device).api->device.select(asDevice(device)); }
Status fx_device_sync(void *device) { return asDevice(device).api->device.sync(asDevice(device)); }

Status fx_peer_possible(void *device, void *peer, void *out) {
  if (asDevice(device).api == asDevice(peer).api)
    return asDevice(device).api->device.peerPossible(asDevice(device), asDevice(peer), asOut<bool>(out));
  *asOut<bool>(out) = false;
  return nullptr;
}

Status fx_peer_enable(void *device, void *peer) {
  if (asDevice(device).api != asDevice(peer).api)
    return failure("%s device cannot reach the memory of a %s device", asDevice(device).api->name, asDevice(peer).api->name);
  return asDevice(device).api->device.peerEnable(asDevice(device), asDevice(peer));
}

Status fx_stream_create(void *device, int32_t priority, void *out) {
  return asDevice(device).api->stream.create(asDevice(device), priority, asOut<Stream *>(out));
}
Status fx_stream_wrap(void *device, void *native, void *out) {
  return asDevice(device).api->stream.wrap(asDevice(device), native, asOut<Stream *>(out));
}
void *fx_stream_native(void *stream) { return asStream(stream).api->stream.native(asStream(stream)); }
void fx_stream_retain(void *stream) { retain(asStream(stream)); }
void fx_stream_destroy(void *stream) {
  if (stream && releaseLast(asStream(stream)))
    asStream(stream).api->stream.destroy(asStream(stream));
}
Status fx_stream_sync(void *stream) { return asStream(stream).api->stream.sync(asStream(stream)); }
Status fx_stream_done(void *stream, void *out) { return asStream(stream).api->stream.done(asStream(stream), asOut<bool>(out)); }
Status fx_stream_wait(void *stream, void *event) {
  if (asStream(stream).api != asEvent(event).api) // nothing on the device can wait for another kind of device: the host does
    return asEvent(event).api->event.sync(asEvent(event));
  return asStream(stream).api->stream.wait(asStream(stream), asEvent(event));
}
Status fx_stream_host(void *stream, void *function, void *context) {
  return asStream(stream).api->stream.host(asStream(stream), reinterpret_cast<void (*)(void *)>(function), context);
}

Status fx_event_create(void *device, uint32_t flags, void *out) {
  return asDevice(device).api->event.create(asDevice(device), flags, asOut<Event *>(out));
}
void fx_event_retain(void *event) { retain(asEvent(event)); }
void fx_event_destroy(void *event) {
  if (event && releaseLast(asEvent(event)))
    asEvent(event).api->event.destroy(asEvent(event));
}
Status fx_event_record(void *event, void *stream) {
  if (asEvent(event).device != asStream(stream).device)
    return failure("an event of %s cannot be recorded in a stream of %s", DeviceLabel(*asEvent(event).device).text,
                   DeviceLabel(*asStream(stream).device).text);
  return asEvent(event).api->event.record(asEvent(event), asStream(stream));
}
Status fx_event_sync(void *event) { return asEvent(event).api->event.sync(asEvent(event)); }
Status fx_event_done(void *event, void *out) { return asEvent(event).api->event.done(asEvent(event), asOut<bool>(out)); }
Status fx_event_elapsed(void *start, void *end, void *out) {
  if (asEvent(start).device != asEvent(end).device)
    return "the time between events of two devices is not defined";
  return asEvent(start).api->event.elapsed(asEvent(start), asEvent(end), asOut<int64_t>(out));
}

Status fx_buffer_create(void *stream, uint64_t bytes, uint32_t kind, void *out) {
  return asStream(stream).api->memory.create(asStream(stream), bytes, kind, asOut<void *>(out));
}
void fx_buffer_destroy(void *stream, void *address, uint32_t kind) {
  if (address)
    asStream(stream).api->memory.destroy(asStream(stream), address, kind);
}
Status fx_copy(void *stream, void *to, void *from, uint64_t bytes, uint32_t kinds) {
  return bytes ? asStream(stream).api->memory.copy(asStream(stream), to, from, bytes, kinds) : nullptr;
}
Status fx_copy_peer(void *stream, void *to, void *toDevice, void *from, void *fromDevice, uint64_t bytes) {
  if (asDevice(toDevice).api != asDevice(fromDevice).api)
    return failure("cannot copy from a %s device to a %s device", asDevice(fromDevice).api->name, asDevice(toDevice).api->name);
  return bytes ? asStream(stream).api->memory.copyPeer(asStream(stream), to, asDevice(toDevice), from, asDevice(fromDevice), bytes) : nullptr;
}
Status fx_fill(void *stream, void *to, uint64_t count, uint64_t pattern, uint32_t width) {
  if (width != 1 && width != 2 && width != 4 && width != 8)
    return failure("cannot fill with elements of %u bytes", width);
  return count ? asStream(stream).api->memory.fill(asStream(stream), to, count, pattern, width) : nullptr;
}

Status fx_kernel_load(void *device, void *kernel, void *out) { return loadKernel(asDevice(device), asKernel(kernel), asOut<Loaded *>(out)); }

Status fx_kernel_info(void *device, void *kernel, uint32_t attribute, void *out) {
  Loaded *loaded;
  if (Status status = loadKernel(asDevice(device), asKernel(kernel), &loaded))
    return status;
  if (attribute == fx_kernel_image_kind) {
    *asOut<int64_t>(out) = loaded->image->kind;
    return nullptr;
  }
  return asDevice(device).api->kernel.info(*loaded, attribute, asOut<int64_t>(out));
}

Status fx_kernel_set(void *device, void *kernel, uint32_t attribute, int64_t value) {
  Loaded *loaded;
  if (Status status = loadKernel(asDevice(device), asKernel(kernel), &loaded))
    return status;
  return asDevice(device).api->kernel.set(*loaded, attribute, value);
}

Status fx_kernel_occupancy(void *device, void *kernel, uint32_t blockThreads, uint64_t dynamicShared, void *out) {
  Loaded *loaded;
  if (Status status = loadKernel(asDevice(device), asKernel(kernel), &loaded))
    return status;
  return asDevice(device).api->kernel.occupancy(*loaded, blockThreads, dynamicShared, asOut<int32_t>(out));
}

Status fx_launch(void *handle, void *kernelHandle, void *configHandle, void *block) {
  Stream &stream = asStream(handle);
  fx_kernel &kernel = asKernel(kernelHandle);
  auto &config = *static_cast<const fx_launch_config *>(configHandle);
  Loaded *loaded;
  if (Status status = loadKernel(*stream.device, kernel, &loaded))
    return status;
  if (Status status = checkGeometry(*stream.device, kernel, config, *loaded))
    return status;
  stream.lastKernel = kernel.name;
  return stream.api->kernel.launch(stream, *loaded, kernel, config, block);
}

Status fx_module_load(void *device, void *bytes, uint64_t size, void *entry, void *out) {
  fx_kernel *kernel;
  if (Status status = makeForeign(asDevice(device), static_cast<const uint8_t *>(bytes), size, static_cast<const char *>(entry), &kernel))
    return status;
  Loaded *loaded;
  if (Status status = loadKernel(asDevice(device), *kernel, &loaded)) {
    free(kernel);
    return status;
  }
  *asOut<fx_kernel *>(out) = kernel;
  return nullptr;
}

void fx_module_unload(void *kernel) {
  if (!kernel)
    return;
  unloadKernel(asKernel(kernel));
  free(kernel);
}

Status fx_module_global(void *device, void *kernel, void *name, void *outAddress, void *outSize) {
  Loaded *loaded;
  if (Status status = loadKernel(asDevice(device), asKernel(kernel), &loaded))
    return status;
  return asDevice(device).api->kernel.global(*loaded, static_cast<const char *>(name), asOut<void *>(outAddress), asOut<uint64_t>(outSize));
}

Status fx_tensor_map(void *device, void *out, void *base, void *description) {
  return asDevice(device).api->kernel.tensorMap(asDevice(device), out, base, *static_cast<const fx_tensor_map_description *>(description));
}

Status fx_graph_begin(void *stream) { return asStream(stream).api->graph.begin(asStream(stream)); }
Status fx_graph_end(void *stream, void *out) { return asStream(stream).api->graph.end(asStream(stream), asOut<Graph *>(out)); }
Status fx_graph_launch(void *graph, void *stream) { return asStream(stream).api->graph.launch(*static_cast<Graph *>(graph), asStream(stream)); }
void fx_graph_destroy(void *graph) {
  if (graph)
    static_cast<Graph *>(graph)->api->graph.destroy(*static_cast<Graph *>(graph));
}
