// The heap: libc's, with an alignment, a clear end when memory is out, and counting for leak tests.
#include "runtime/core/Functions.h"
#include "runtime/core/Status.h"

#include <atomic>
#include <malloc.h>
#include <stdlib.h>

namespace fornax::runtime {

constexpr uint64_t mallocAlign = 16;

struct Counters {
  std::atomic<int64_t> liveBlocks, liveBytes, totalBlocks, totalBytes, peakBytes;
};

// Off until somebody asks, because an atomic addition costs a fifth of a small allocation.
static std::atomic<bool> counting;
static Counters counters;

static void countAllocation(void *block) {
  auto bytes = static_cast<int64_t>(malloc_usable_size(block));
  counters.liveBlocks.fetch_add(1, std::memory_order_relaxed);
  counters.totalBlocks.fetch_add(1, std::memory_order_relaxed);
  counters.totalBytes.fetch_add(bytes, std::memory_order_relaxed);
  int64_t live = counters.liveBytes.fetch_add(bytes, std::memory_order_relaxed) + bytes;
  int64_t peak = counters.peakBytes.load(std::memory_order_relaxed);
  while (live > peak && !counters.peakBytes.compare_exchange_weak(peak, live, std::memory_order_relaxed))
    ;
}

static void countRelease(void *block) {
  counters.liveBlocks.fetch_sub(1, std::memory_order_relaxed);
  counters.liveBytes.fetch_sub(static_cast<int64_t>(malloc_usable_size(block)), std::memory_order_relaxed);
}

[[noreturn]] static void outOfMemory(uint64_t size) {
  TextOf<96> text;
  text.add("ABORT: out of memory: %s asked for\n", Bytes(size).text);
  fx_abort(text.start, text.length, nullptr, 0, 0);
  __builtin_unreachable();
}

} // namespace fornax::runtime

using namespace fornax::runtime;

void *fx_alloc(uint64_t size, uint64_t align) {
  void *block = nullptr;
  if (align <= mallocAlign)
    block = malloc(size ? size : 1);
  else if (posix_memalign(&block, align, size ? size : 1) != 0)
    block = nullptr;
  if (!block)
    outOfMemory(size);
  if (counting.load(std::memory_order_relaxed))
    countAllocation(block);
  return block;
}

void fx_free(void *block, uint64_t, uint64_t) {
  if (counting.load(std::memory_order_relaxed) && block)
    countRelease(block);
  free(block);
}

bool fx_resize(void *block, uint64_t, uint64_t newSize, uint64_t) { return newSize <= malloc_usable_size(block); }

void fx_alloc_stats(void *out) {
  counting.store(true, std::memory_order_relaxed);
  *static_cast<fx_alloc_statistics *>(out) = {counters.liveBlocks.load(), counters.liveBytes.load(), counters.totalBlocks.load(),
                                              counters.totalBytes.load(), counters.peakBytes.load()};
}
