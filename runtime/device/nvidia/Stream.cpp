// Streams, events and graphs.
#include "runtime/device/nvidia/NVIDIA.h"

#include <new>

namespace fornax::runtime::nvidia {

Status checkAfterwards(const CudaStream &stream, CUresult result, const char *call) {
  const auto &device = static_cast<const CudaDevice &>(*stream.device);
  Status status = check(device, result, call);
  if (!status || result < CUDA_ERROR_ILLEGAL_ADDRESS || !stream.lastKernel)
    return status;
  return failure("%s; the last kernel launched on this stream was `%s`", status, stream.lastKernel);
}

static Status createStream(Device &generic, int32_t priority, Stream **out) {
  CudaDevice &device = cudaDevice(generic);
  if (Status status = enter(device))
    return status;
  auto *stream = make<CudaStream>(&device);
  if (!stream)
    return "out of memory";
  if (Status status =
          check(device, device.cuda.streamCreateWithPriority(&stream->handle, CU_STREAM_NON_BLOCKING, priority), "cuStreamCreateWithPriority")) {
    destroy(stream);
    return status;
  }
  *out = stream;
  return nullptr;
}

static Status wrapStream(Device &device, void *native, Stream **out) {
  auto *stream = make<CudaStream>(&device);
  if (!stream)
    return "out of memory";
  stream->handle = static_cast<CUstream>(native);
  stream->owned = false;
  *out = stream;
  return nullptr;
}

static void *nativeStream(Stream &stream) { return cudaStream(stream).handle; }

static void becomeIdle(CudaStream &stream) {
  CudaDevice &device = cudaDevice(stream);
  if (stream.busy.exchange(false))
    device.busyStreams.fetch_sub(1);
  drainPrinting(device);
}

static void destroyStream(Stream &generic) {
  CudaStream &stream = cudaStream(generic);
  CudaDevice &device = cudaDevice(stream);
  if (!enter(device)) {
    // What kernels printed must come out even if nobody waited for them.
    if (device.printBuffer && stream.busy)
      device.cuda.streamSynchronize(stream.handle);
    becomeIdle(stream);
    if (stream.owned)
      device.cuda.streamDestroy(stream.handle);
  }
  destroy(&stream);
}

static Status syncStream(Stream &generic) {
  CudaStream &stream = cudaStream(generic);
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  CUresult result = device.cuda.streamSynchronize(stream.handle);
  becomeIdle(stream);
  return checkAfterwards(stream, result, "cuStreamSynchronize");
}

static Status streamDone(Stream &generic, bool *out) {
  CudaStream &stream = cudaStream(generic);
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  CUresult result = device.cuda.streamQuery(stream.handle);
  *out = result == CUDA_SUCCESS;
  return result == CUDA_ERROR_NOT_READY ? nullptr : checkAfterwards(stream, result, "cuStreamQuery");
}

static Status waitFor(Stream &generic, Event &event) {
  CudaStream &stream = cudaStream(generic);
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  return checkAfterwards(stream, device.cuda.streamWaitEvent(stream.handle, static_cast<CudaEvent &>(event).handle, 0), "cuStreamWaitEvent");
}

static Status callHost(Stream &generic, void (*function)(void *), void *context) {
  CudaStream &stream = cudaStream(generic);
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  return checkAfterwards(stream, device.cuda.launchHostFunc(stream.handle, function, context), "cuLaunchHostFunc");
}

constinit const StreamFunctions streamFunctions = {createStream, wrapStream, nativeStream, destroyStream, syncStream, streamDone, waitFor, callHost};

static Status createEvent(Device &generic, uint32_t flags, Event **out) {
  CudaDevice &device = cudaDevice(generic);
  if (Status status = enter(device))
    return status;
  auto *event = make<CudaEvent>(&device);
  if (!event)
    return "out of memory";
  event->timed = flags & fx_event_timing;
  unsigned native = (flags & fx_event_timing ? 0 : CU_EVENT_DISABLE_TIMING) | (flags & fx_event_blocking ? CU_EVENT_BLOCKING_SYNC : 0) |
                    (flags & fx_event_interprocess ? CU_EVENT_INTERPROCESS : 0);
  if (Status status = check(device, device.cuda.eventCreate(&event->handle, native), "cuEventCreate")) {
    destroy(event);
    return status;
  }
  *out = event;
  return nullptr;
}

static void destroyEvent(Event &generic) {
  auto &event = static_cast<CudaEvent &>(generic);
  CudaDevice &device = cudaDevice(*event.device);
  if (!enter(device))
    device.cuda.eventDestroy(event.handle);
  destroy(&event);
}

static Status recordEvent(Event &generic, Stream &stream) {
  auto &event = static_cast<CudaEvent &>(generic);
  CudaDevice &device = cudaDevice(*event.device);
  if (Status status = enter(device))
    return status;
  return checkAfterwards(cudaStream(stream), device.cuda.eventRecord(event.handle, cudaStream(stream).handle), "cuEventRecord");
}

static Status syncEvent(Event &generic) {
  auto &event = static_cast<CudaEvent &>(generic);
  CudaDevice &device = cudaDevice(*event.device);
  if (Status status = enter(device))
    return status;
  CUresult result = device.cuda.eventSynchronize(event.handle);
  drainPrinting(device);
  return check(device, result, "cuEventSynchronize");
}

static Status eventDone(Event &generic, bool *out) {
  auto &event = static_cast<CudaEvent &>(generic);
  CudaDevice &device = cudaDevice(*event.device);
  if (Status status = enter(device))
    return status;
  CUresult result = device.cuda.eventQuery(event.handle);
  *out = result == CUDA_SUCCESS;
  return result == CUDA_ERROR_NOT_READY ? nullptr : check(device, result, "cuEventQuery");
}

static Status elapsed(Event &genericStart, Event &genericEnd, int64_t *out) {
  auto &start = static_cast<CudaEvent &>(genericStart), &end = static_cast<CudaEvent &>(genericEnd);
  CudaDevice &device = cudaDevice(*start.device);
  if (!start.timed || !end.timed)
    return "the time between events needs events that were created with timing";
  if (Status status = enter(device))
    return status;
  float milliseconds = 0;
  CUresult result = device.cuda.eventElapsedTime(&milliseconds, start.handle, end.handle);
  *out = static_cast<int64_t>(static_cast<double>(milliseconds) * 1e6);
  if (result == CUDA_ERROR_NOT_READY)
    return "the time between events was asked for before both were over";
  return check(device, result, "cuEventElapsedTime");
}

constinit const EventFunctions eventFunctions = {createEvent, destroyEvent, recordEvent, syncEvent, eventDone, elapsed};

static Status beginGraph(Stream &generic) {
  CudaStream &stream = cudaStream(generic);
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  return checkAfterwards(stream, device.cuda.streamBeginCapture(stream.handle, CU_STREAM_CAPTURE_MODE_RELAXED), "cuStreamBeginCapture");
}

static Status endGraph(Stream &generic, Graph **out) {
  CudaStream &stream = cudaStream(generic);
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  CUgraph captured = nullptr;
  if (Status status = checkAfterwards(stream, device.cuda.streamEndCapture(stream.handle, &captured), "cuStreamEndCapture"))
    return status;
  auto *graph = make<CudaGraph>(&device);
  CUresult result = graph ? device.cuda.graphInstantiate(&graph->handle, captured, 0) : CUDA_ERROR_OUT_OF_MEMORY;
  device.cuda.graphDestroy(captured);
  if (Status status = check(device, result, "cuGraphInstantiate")) {
    if (graph)
      destroy(graph);
    return status;
  }
  *out = graph;
  return nullptr;
}

static Status launchGraph(Graph &graph, Stream &generic) {
  CudaStream &stream = cudaStream(generic);
  CudaDevice &device = cudaDevice(stream);
  if (Status status = enter(device))
    return status;
  if (!stream.busy.exchange(true))
    device.busyStreams.fetch_add(1);
  return checkAfterwards(stream, device.cuda.graphLaunch(static_cast<CudaGraph &>(graph).handle, stream.handle), "cuGraphLaunch");
}

static void destroyGraph(Graph &generic) {
  auto &graph = static_cast<CudaGraph &>(generic);
  CudaDevice &device = cudaDevice(*graph.device);
  if (!enter(device))
    device.cuda.graphExecDestroy(graph.handle);
  destroy(&graph);
}

constinit const GraphFunctions graphFunctions = {beginGraph, endGraph, launchGraph, destroyGraph};

} // namespace fornax::runtime::nvidia
