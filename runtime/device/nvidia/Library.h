#pragma once
// The CUDA driver, opened at run time: only what is used is declared here, so neither building nor starting needs CUDA.
#include "runtime/core/Status.h"

#include <new>
#include <stddef.h>
#include <stdint.h>

namespace fornax::runtime::nvidia {

using CUresult = uint32_t;
using CUdevice = int32_t;
using CUdeviceptr = uint64_t;
using CUcontext = struct CUctx_st *;
using CUmodule = struct CUmod_st *;
using CUfunction = struct CUfunc_st *;
using CUstream = struct CUstream_st *;
using CUevent = struct CUevent_st *;
using CUgraph = struct CUgraph_st *;
using CUgraphExec = struct CUgraphExec_st *;
using CUmemoryPool = struct CUmemPoolHandle_st *;

enum : CUresult {
  CUDA_SUCCESS = 0,
  CUDA_ERROR_INVALID_VALUE = 1,
  CUDA_ERROR_OUT_OF_MEMORY = 2,
  CUDA_ERROR_NO_DEVICE = 100,
  CUDA_ERROR_NOT_FOUND = 500,
  CUDA_ERROR_NOT_READY = 600,
  CUDA_ERROR_ILLEGAL_ADDRESS = 700,
  CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED = 704,
};

enum : uint32_t {
  CU_STREAM_NON_BLOCKING = 1,
  CU_EVENT_BLOCKING_SYNC = 1,
  CU_EVENT_DISABLE_TIMING = 2,
  CU_EVENT_INTERPROCESS = 4,
  CU_MEMHOSTALLOC_PORTABLE = 1,
  CU_MEMHOSTALLOC_DEVICEMAP = 2,
  CU_MEM_ATTACH_GLOBAL = 1,
  CU_MEMPOOL_ATTR_RELEASE_THRESHOLD = 4,
  CU_JIT_INFO_LOG_BUFFER = 3,
  CU_JIT_INFO_LOG_BUFFER_SIZE_BYTES = 4,
  CU_JIT_ERROR_LOG_BUFFER = 5,
  CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES = 6,
  CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES = 8,
  CU_FUNC_ATTRIBUTE_NON_PORTABLE_CLUSTER_SIZE_ALLOWED = 14,
  CU_LAUNCH_ATTRIBUTE_COOPERATIVE = 2,
  CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION = 4,
  CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION = 6,
  CU_STREAM_CAPTURE_MODE_RELAXED = 2,
  CU_DEVICE_ATTRIBUTE_CLUSTER_LAUNCH = 120,
  CU_DEVICE_ATTRIBUTE_MEMORY_POOLS_SUPPORTED = 115,
  CU_DEVICE_ATTRIBUTE_MULTICAST_SUPPORTED = 132,
  CU_MEM_LOCATION_TYPE_DEVICE = 1,
  CU_MEM_ACCESS_READWRITE = 3,
};

// Values of CUlaunchConfig::extra.
inline void *const CU_LAUNCH_PARAM_END = nullptr;
inline void *const CU_LAUNCH_PARAM_BUFFER_POINTER = reinterpret_cast<void *>(1);
inline void *const CU_LAUNCH_PARAM_BUFFER_SIZE = reinterpret_cast<void *>(2);

struct CUlaunchAttribute {
  uint32_t id, reserved;
  uint64_t value[8];
};

struct CUlaunchConfig {
  uint32_t grid[3], block[3], sharedBytes;
  CUstream stream;
  CUlaunchAttribute *attributes;
  uint32_t attributeCount;
};

struct CUmemAccessDesc {
  struct {
    uint32_t type;
    int32_t id;
  } location;
  uint32_t flags;
};

// CU(name, symbol in the library, arguments); OPTIONAL for what older drivers lack (null then).
#define FORNAX_CUDA_FUNCTIONS                                                                                                                        \
  CU(init, "cuInit", (unsigned flags))                                                                                                               \
  CU(driverGetVersion, "cuDriverGetVersion", (int *version))                                                                                         \
  CU(getErrorName, "cuGetErrorName", (CUresult, const char **))                                                                                      \
  CU(getErrorString, "cuGetErrorString", (CUresult, const char **))                                                                                  \
  CU(deviceGetCount, "cuDeviceGetCount", (int *))                                                                                                    \
  CU(deviceGet, "cuDeviceGet", (CUdevice *, int ordinal))                                                                                            \
  CU(deviceGetName, "cuDeviceGetName", (char *, int size, CUdevice))                                                                                 \
  CU(deviceGetAttribute, "cuDeviceGetAttribute", (int *, uint32_t attribute, CUdevice))                                                              \
  CU(deviceTotalMem, "cuDeviceTotalMem_v2", (size_t *, CUdevice))                                                                                    \
  CU(deviceGetPCIBusId, "cuDeviceGetPCIBusId", (char *, int size, CUdevice))                                                                         \
  CU(deviceGetUuid, "cuDeviceGetUuid", (uint8_t *, CUdevice))                                                                                        \
  CU(deviceCanAccessPeer, "cuDeviceCanAccessPeer", (int *, CUdevice, CUdevice peer))                                                                 \
  CU(deviceGetDefaultMemPool, "cuDeviceGetDefaultMemPool", (CUmemoryPool *, CUdevice))                                                               \
  CU(devicePrimaryCtxRetain, "cuDevicePrimaryCtxRetain", (CUcontext *, CUdevice))                                                                    \
  CU(ctxSetCurrent, "cuCtxSetCurrent", (CUcontext))                                                                                                  \
  CU(ctxSynchronize, "cuCtxSynchronize", ())                                                                                                         \
  CU(ctxEnablePeerAccess, "cuCtxEnablePeerAccess", (CUcontext peer, unsigned flags))                                                                 \
  CU(ctxGetStreamPriorityRange, "cuCtxGetStreamPriorityRange", (int *least, int *greatest))                                                          \
  CU(memGetInfo, "cuMemGetInfo_v2", (size_t *free, size_t *total))                                                                                   \
  CU(memAlloc, "cuMemAlloc_v2", (CUdeviceptr *, size_t))                                                                                             \
  CU(memFree, "cuMemFree_v2", (CUdeviceptr))                                                                                                         \
  CU(memAllocAsync, "cuMemAllocAsync", (CUdeviceptr *, size_t, CUstream))                                                                            \
  CU(memFreeAsync, "cuMemFreeAsync", (CUdeviceptr, CUstream))                                                                                        \
  CU(memPoolSetAttribute, "cuMemPoolSetAttribute", (CUmemoryPool, uint32_t attribute, void *value))                                                  \
  CU(memPoolSetAccess, "cuMemPoolSetAccess", (CUmemoryPool, const CUmemAccessDesc *, size_t count))                                                  \
  CU(memPoolTrimTo, "cuMemPoolTrimTo", (CUmemoryPool, size_t keep))                                                                                  \
  CU(memAllocManaged, "cuMemAllocManaged", (CUdeviceptr *, size_t, unsigned flags))                                                                  \
  CU(memHostAlloc, "cuMemHostAlloc", (void **, size_t, unsigned flags))                                                                              \
  CU(memHostGetDevicePointer, "cuMemHostGetDevicePointer_v2", (CUdeviceptr *, void *, unsigned flags))                                               \
  CU(memFreeHost, "cuMemFreeHost", (void *))                                                                                                         \
  CU(memcpyAsync, "cuMemcpyAsync", (CUdeviceptr to, CUdeviceptr from, size_t, CUstream))                                                             \
  CU(memcpyPeerAsync, "cuMemcpyPeerAsync", (CUdeviceptr to, CUcontext, CUdeviceptr from, CUcontext, size_t, CUstream))                               \
  CU(memcpyHtoD, "cuMemcpyHtoD_v2", (CUdeviceptr, const void *, size_t))                                                                             \
  CU(memsetD8Async, "cuMemsetD8Async", (CUdeviceptr, uint8_t, size_t, CUstream))                                                                     \
  CU(memsetD16Async, "cuMemsetD16Async", (CUdeviceptr, uint16_t, size_t, CUstream))                                                                  \
  CU(memsetD32Async, "cuMemsetD32Async", (CUdeviceptr, uint32_t, size_t, CUstream))                                                                  \
  CU(streamCreateWithPriority, "cuStreamCreateWithPriority", (CUstream *, unsigned flags, int priority))                                             \
  CU(streamDestroy, "cuStreamDestroy_v2", (CUstream))                                                                                                \
  CU(streamSynchronize, "cuStreamSynchronize", (CUstream))                                                                                           \
  CU(streamQuery, "cuStreamQuery", (CUstream))                                                                                                       \
  CU(streamWaitEvent, "cuStreamWaitEvent", (CUstream, CUevent, unsigned flags))                                                                      \
  CU(launchHostFunc, "cuLaunchHostFunc", (CUstream, void (*)(void *), void *))                                                                       \
  CU(eventCreate, "cuEventCreate", (CUevent *, unsigned flags))                                                                                      \
  CU(eventDestroy, "cuEventDestroy_v2", (CUevent))                                                                                                   \
  CU(eventRecord, "cuEventRecord", (CUevent, CUstream))                                                                                              \
  CU(eventSynchronize, "cuEventSynchronize", (CUevent))                                                                                              \
  CU(eventQuery, "cuEventQuery", (CUevent))                                                                                                          \
  CU(eventElapsedTime, "cuEventElapsedTime", (float *milliseconds, CUevent start, CUevent end))                                                      \
  CU(moduleLoadDataEx, "cuModuleLoadDataEx", (CUmodule *, const void *, unsigned count, const uint32_t *options, void **values))                     \
  CU(moduleUnload, "cuModuleUnload", (CUmodule))                                                                                                     \
  CU(moduleGetFunction, "cuModuleGetFunction", (CUfunction *, CUmodule, const char *))                                                               \
  CU(moduleGetGlobal, "cuModuleGetGlobal_v2", (CUdeviceptr *, size_t *, CUmodule, const char *))                                                     \
  CU(funcGetAttribute, "cuFuncGetAttribute", (int *, uint32_t attribute, CUfunction))                                                                \
  CU(funcSetAttribute, "cuFuncSetAttribute", (CUfunction, uint32_t attribute, int value))                                                            \
  CU(occupancyMaxActiveBlocks, "cuOccupancyMaxActiveBlocksPerMultiprocessor", (int *, CUfunction, int threads, size_t shared))                       \
  CU(launchKernel, "cuLaunchKernel",                                                                                                                 \
     (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned shared, CUstream, void **parameters, void **extra))           \
  CU(streamBeginCapture, "cuStreamBeginCapture_v2", (CUstream, uint32_t mode))                                                                       \
  CU(streamEndCapture, "cuStreamEndCapture", (CUstream, CUgraph *))                                                                                  \
  CU(graphInstantiate, "cuGraphInstantiateWithFlags", (CUgraphExec *, CUgraph, unsigned long long flags))                                            \
  CU(graphLaunch, "cuGraphLaunch", (CUgraphExec, CUstream))                                                                                          \
  CU(graphDestroy, "cuGraphDestroy", (CUgraph))                                                                                                      \
  CU(graphExecDestroy, "cuGraphExecDestroy", (CUgraphExec))                                                                                          \
  OPTIONAL(launchKernelEx, "cuLaunchKernelEx", (const CUlaunchConfig *, CUfunction, void **parameters, void **extra))                                \
  OPTIONAL(funcGetParamInfo, "cuFuncGetParamInfo", (CUfunction, size_t index, size_t *offset, size_t *size))                                         \
  OPTIONAL(tensorMapEncodeTiled, "cuTensorMapEncodeTiled",                                                                                           \
           (void *out, uint32_t type, uint32_t rank, void *base, const uint64_t *dims, const uint64_t *strides, const uint32_t *box,                 \
            const uint32_t *elementStrides, uint32_t interleave, uint32_t swizzle, uint32_t l2, uint32_t fill))

struct Library {
#define CU(NAME, SYMBOL, ARGUMENTS) CUresult(*NAME) ARGUMENTS;
#define OPTIONAL CU
  FORNAX_CUDA_FUNCTIONS
#undef CU
#undef OPTIONAL
  int version; // 12080 for 12.8
  int devices;
};

/// Opened once; null if there is no driver or no device, with the reason.
const Library *openLibrary(Status *why);

} // namespace fornax::runtime::nvidia
