#pragma once
// The data that generated code and the runtime share. Plain C layout; both sides include this file, and a change of it is a new fx_abi version.
#include <stdint.h>

// ---- Kernels -------------------------------------------------------------------------------------------------------------------------------------

enum fx_image_kind : uint32_t {
  fx_image_ptx = 1,       // text, ends in NUL; `arch` is the PTX target, 10 * major + minor (sm_90a -> 90)
  fx_image_cubin = 2,     // NVIDIA machine code for exactly `archName`, or its family when fx_image_family is set
  fx_image_hsaco = 3,     // AMD code object
  fx_image_simulator = 4, // `data` is an fx_sim_entry: host code
};

enum fx_image_flag : uint32_t {
  fx_image_family = 1,       // runs on every chip of the same major version
  fx_image_no_switch = 2,    // simulator: no barrier, warp operation or wait anywhere, so threads are plain calls in a loop
  fx_image_check_bounds = 4, // simulator: which checks it was compiled with
  fx_image_check_races = 8,
  fx_image_check_init = 16,
  fx_image_check_barriers = 32,
  fx_image_prints = 64, // has a global `fx_print_ring`
};

struct fx_image {
  uint32_t kind, arch, minDriver, staticShared; // minDriver: CUDA driver API version, e.g. 12080; 0 = any
  uint16_t registers, wave;
  uint32_t flags;
  const char *archName; // "sm_90a", "gfx942", "sim"
  const char *entry;    // symbol in the image
  const void *data;
  uint64_t size;
};

struct fx_arg {
  uint32_t offset, size;
};

struct fx_kernel {
  uint32_t version, argCount, blockSize, imageCount; // version = fx_kernel_version; blockSize = end of the last argument, not rounded
  const char *name;
  const fx_arg *args;
  const fx_image *images;
  // JIT only, else null: compiles the kernel for an architecture. The image belongs to the compiler and lives as long as the process.
  const fx_image *(*build)(const struct fx_kernel *, const char *archName);
  void *state; // the runtime's; zero at start
};
constexpr uint32_t fx_kernel_version = 1;

enum fx_launch_flag : uint32_t {
  fx_launch_cooperative = 1,  // all blocks run at the same time
  fx_launch_programmatic = 2, // may start before its predecessor has ended (programmatic dependent launch)
};

struct fx_launch_attribute { // id and value as the driver defines them (CUlaunchAttributeID, 64 bytes of value)
  uint32_t id, reserved;
  uint64_t value[8];
};

struct fx_launch_config {
  uint32_t grid[3], block[3], cluster[3]; // cluster 0 = not asked for
  uint32_t dynamicShared, flags, attributeCount;
  const fx_launch_attribute *attributes;
};

// fx_kernel_info and fx_kernel_set; the first ones are numbered as CUDA does.
enum fx_kernel_attribute : uint32_t {
  fx_kernel_max_threads = 0,
  fx_kernel_static_shared = 1,
  fx_kernel_constant = 2,
  fx_kernel_local = 3,
  fx_kernel_registers = 4,
  fx_kernel_ptx_version = 5,
  fx_kernel_binary_version = 6,
  fx_kernel_cache_mode = 7, // fx_kernel_set accepts and ignores it: the mode is chosen when a kernel is compiled
  fx_kernel_max_dynamic_shared = 8,
  fx_kernel_shared_carveout = 9,
  fx_kernel_image_kind = 1000,
};

// ---- Memory --------------------------------------------------------------------------------------------------------------------------------------

enum fx_memory : uint32_t { fx_memory_device = 0, fx_memory_host = 1, fx_memory_managed = 2, fx_memory_pageable = 3 };
// fx_copy's `kinds`: where the two ends lie; 0 for "ask the driver".
constexpr uint32_t fx_copy_kinds(fx_memory to, fx_memory from) { return 0x100u | (to << 4) | from; }

struct fx_alloc_statistics { // fx_alloc_stats; counting starts at the first call
  int64_t liveBlocks, liveBytes, totalBlocks, totalBytes, peakBytes;
};

enum fx_cpu_kind : uint32_t { fx_cpu_logical = 0, fx_cpu_physical = 1, fx_cpu_performance = 2, fx_cpu_pool = 3 };

// ---- Devices -------------------------------------------------------------------------------------------------------------------------------------

// fx_device_info: below 1000 as CUDA numbers its device attributes; from 2000 ours.
enum fx_device_attribute : uint32_t {
  fx_device_max_threads_per_block = 1,
  fx_device_max_block_x = 2,
  fx_device_max_block_y = 3,
  fx_device_max_block_z = 4,
  fx_device_max_grid_x = 5,
  fx_device_max_grid_y = 6,
  fx_device_max_grid_z = 7,
  fx_device_max_shared_per_block = 8,
  fx_device_warp_size = 10,
  fx_device_max_registers_per_block = 12,
  fx_device_clock_khz = 13,
  fx_device_multiprocessors = 16,
  fx_device_max_threads_per_multiprocessor = 39,
  fx_device_compute_major = 75,
  fx_device_compute_minor = 76,
  fx_device_max_shared_per_multiprocessor = 81,
  fx_device_max_registers_per_multiprocessor = 82,
  fx_device_cooperative = 95,
  fx_device_max_shared_optin = 97,
  fx_device_max_blocks_per_multiprocessor = 106,
  fx_device_max_window = 109,
  fx_device_parallelism = 1000,
  fx_device_id = 2000,
  fx_device_memory_total = 2001,
  fx_device_memory_free = 2002,
  fx_device_driver_version = 2003, // CUDA: 12080 for 12.8
  fx_device_priority_least = 2004,
  fx_device_priority_greatest = 2005,
  fx_device_multicast = 2006,
  fx_device_memory_max_alloc = 2007,
};

enum fx_device_text_kind : uint32_t { fx_device_name = 0, fx_device_api = 1, fx_device_arch = 2, fx_device_bus = 3, fx_device_uuid = 4 };

enum fx_event_flag : uint32_t { fx_event_timing = 1, fx_event_blocking = 2, fx_event_interprocess = 4 };

struct fx_tensor_map_description { // numbered as CUDA's tensor map enums; dimension 0 is the innermost
  uint32_t type, rank, interleave, swizzle, l2Promotion, fill;
  uint64_t dims[5], strides[5]; // strides in bytes; strides[0] is the element size
  uint32_t box[5], elementStrides[5];
};

// What a kernel prints into, in host memory the device can write. A writer adds 8 + length (rounded up to 8) to `head` in one atomic add; if the
// record then ends beyond `capacity` it writes nothing; else it writes the bytes, then `thread`, then, released at system scope, `length`.
// `length` counts the bytes and must not be 0.
struct fx_print_record {
  uint32_t length, thread;
  // bytes follow
};
struct fx_print_buffer {
  uint64_t head, capacity;
  // records follow
};

// ---- The simulator -------------------------------------------------------------------------------------------------------------------------------

// Where an access or an operation stands in the source; constant data of the image. Reports show it.
struct fx_site {
  const char *file;
  uint32_t line, column;
  const char *expression, *variable; // may be null
};

// Bits: an atomic load is fx_access_atomic, an atomic store or change fx_access_write | fx_access_atomic.
enum fx_access : uint32_t { fx_access_read = 0, fx_access_write = 1, fx_access_atomic = 2, fx_access_scope_block = 4, fx_access_scope_system = 8 };

// What generated code may read of a simulated thread (Operations.def, SIM_FIELD). The runtime's own part follows.
struct fx_sim_thread {
  uint32_t tid[3], ntid[3], ctaid[3], nctaid[3];
  uint32_t clusterid[3], nclusterid[3], clusterCtaid[3], clusterNctaid[3];
  uint32_t clusterCtarank, clusterNctarank;
  uint32_t lane, warp, warps, wave;
  uint32_t thread;        // linear index in the block
  uint32_t dynamicShared; // bytes
  uint32_t worker;        // stands for the multiprocessor
  uint32_t workers;
  uint8_t *shared;  // the block's shared memory: static objects from 0, as numbered by the image
  uint8_t *dynamic; // the dynamic part
};

typedef void (*fx_sim_entry)(fx_sim_thread *self, const uint8_t *block);
