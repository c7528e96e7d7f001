// The simulator's memory: one reserved range of addresses, cut into units, with a table from unit to region. So any address is looked up in two
// loads, and what lies outside of a buffer is known to.
#include "runtime/device/simulator/Checks.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

namespace fornax::runtime::simulator {

constexpr uint64_t unit = 64 << 10;
constexpr uint32_t quarantine = 4;       // freed regions of one size that are kept before the oldest is used again
constexpr uint64_t keepMapped = 1 << 20; // pages of larger freed regions go back to the system

struct Arena {
  Lock lock;
  uint8_t *base = nullptr;
  uint64_t units = 0, nextUnit = 0;
  std::atomic<Region *> *table = nullptr;
  Region *freed = nullptr, *lastFreed = nullptr; // the oldest first
  std::atomic<uint64_t> inUse{0};
};

static Arena arena;

static bool reserve() {
  constexpr uint64_t sizes[] = {uint64_t(64) << 30, uint64_t(8) << 30, uint64_t(1) << 30}; // less under a limit on addresses
  for (uint64_t size : sizes) {
    void *memory = mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
      continue;
    void *table = mmap(nullptr, size / unit * sizeof(Region *), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (table == MAP_FAILED) {
      munmap(memory, size);
      continue;
    }
    arena.table = static_cast<std::atomic<Region *> *>(table);
    arena.units = size / unit;
    arena.base = static_cast<uint8_t *>(memory);
    return true;
  }
  return false;
}

static void unlinkFreed(Region *previous, Region *region) {
  (previous ? previous->next : arena.freed) = region->next;
  if (arena.lastFreed == region)
    arena.lastFreed = previous;
}

/// A freed region to use again: the oldest of exactly that size if enough lie there; with `any`, the first that is large enough.
static Region *takeFreed(uint32_t units, bool any) {
  uint32_t same = 0;
  for (Region *region = arena.freed; region && same < quarantine; region = region->next)
    same += region->units == units;
  if (!any && same < quarantine)
    return nullptr;
  Region *previous = nullptr;
  for (Region *region = arena.freed; region; previous = region, region = region->next)
    if (any ? region->units >= units : region->units == units) {
      unlinkFreed(previous, region);
      return region;
    }
  return nullptr;
}

static Region *makeRegion(uint32_t units) {
  if (arena.nextUnit + units > arena.units)
    return nullptr;
  uint8_t *base = arena.base + arena.nextUnit * unit;
  // The last unit stays inaccessible: overruns fault even where nothing is checked.
  if (mprotect(base, (units - 1) * unit, PROT_READ | PROT_WRITE) != 0)
    return nullptr;
  auto *region = static_cast<Region *>(calloc(1, sizeof(Region)));
  if (!region)
    return nullptr;
  region->base = base;
  region->units = units;
  for (uint32_t i = 0; i < units; ++i)
    arena.table[arena.nextUnit + i].store(region, std::memory_order_release);
  arena.nextUnit += units;
  return region;
}

Status allocateRegion(uint64_t bytes, uint32_t kind, void **out) {
  Locked locked(arena.lock);
  if (!arena.base && !reserve())
    return "out of memory: the simulator cannot reserve addresses";
  uint64_t units = (bytes + unit - 1) / unit + 1;
  Region *region = nullptr;
  if (bytes <= memoryTotal() && units <= arena.units) {
    region = takeFreed(static_cast<uint32_t>(units), false);
    if (!region)
      region = makeRegion(static_cast<uint32_t>(units));
    if (!region)
      region = takeFreed(static_cast<uint32_t>(units), true);
  }
  if (!region)
    return failure("out of device memory: %s asked for on device 0 (simulator), %s free", Bytes(bytes).text,
                   Bytes(memoryTotal() - (memoryInUse() < memoryTotal() ? memoryInUse() : memoryTotal())).text);
  region->size = bytes;
  region->kind = kind;
  region->freed = false;
  region->next = nullptr;
  arena.inUse.fetch_add(bytes, std::memory_order_relaxed);
  *out = region->base;
  return nullptr;
}

void freeRegion(void *address) {
  Locked locked(arena.lock);
  auto *region = const_cast<Region *>(findRegion(address));
  if (!region || region->base != address || region->freed)
    return;
  region->freed = true;
  region->next = nullptr;
  freeShadow(*region);
  arena.inUse.fetch_sub(region->size, std::memory_order_relaxed);
  uint64_t mapped = (region->units - 1) * unit;
  if (mapped >= keepMapped)
    madvise(region->base, mapped, MADV_DONTNEED);
  (arena.lastFreed ? arena.lastFreed->next : arena.freed) = region;
  arena.lastFreed = region;
}

const Region *findRegion(const void *address) {
  uint64_t offset = static_cast<uint64_t>(static_cast<const uint8_t *>(address) - arena.base);
  if (!arena.base || offset >= arena.units * unit)
    return nullptr;
  return arena.table[offset / unit].load(std::memory_order_acquire);
}

const Region *findRegionBelow(const void *address) {
  uint64_t offset = static_cast<uint64_t>(static_cast<const uint8_t *>(address) - arena.base);
  if (!arena.base || offset >= arena.units * unit)
    return nullptr;
  for (uint64_t at = offset / unit + 1; at > 0; --at)
    if (const Region *region = arena.table[at - 1].load(std::memory_order_acquire))
      return region;
  return nullptr;
}

const char *kindName(const Region &region) {
  switch (region.kind) {
  case fx_memory_device: return "device buffer";
  case fx_memory_host: return "host buffer";
  case fx_memory_managed: return "managed buffer";
  case regionShared: return "shared memory";
  }
  return "buffer";
}

uint64_t memoryInUse() { return arena.inUse.load(std::memory_order_relaxed); }

uint64_t memoryTotal() {
  static std::atomic<uint64_t> total;
  uint64_t value = total.load(std::memory_order_relaxed);
  if (value == 0) {
    value = static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
    total.store(value, std::memory_order_relaxed);
  }
  return value;
}

Status checkRange(const void *address, uint64_t bytes, const char *what) {
  const Region *region = findRegion(address);
  if (!region)
    return nullptr;
  if (region->freed)
    return failure("%s: the %s of %s at %p has been freed", what, kindName(*region), Bytes(region->size).text, address);
  auto offset = static_cast<uint64_t>(static_cast<const uint8_t *>(address) - region->base);
  if (offset <= region->size && bytes <= region->size - offset)
    return nullptr;
  return failure("%s: %llu bytes from byte %llu of a %s of %llu bytes", what, static_cast<unsigned long long>(bytes),
                 static_cast<unsigned long long>(offset), kindName(*region), static_cast<unsigned long long>(region->size));
}

// ---- The functions of the device -----------------------------------------------------------------------------------------------------------------

static Status create(Stream &, uint64_t bytes, uint32_t kind, void **out) {
  if (kind > fx_memory_managed)
    return failure("buffers have no kind %u", kind);
  return allocateRegion(bytes, kind, out);
}

static void destroy(Stream &, void *address, uint32_t) { freeRegion(address); }

static Status copy(Stream &, void *to, const void *from, uint64_t bytes, uint32_t) {
  if (Status status = checkRange(to, bytes, "copy to outside of a buffer"))
    return status;
  if (Status status = checkRange(from, bytes, "copy from outside of a buffer"))
    return status;
  memmove(to, from, bytes);
  markInitialised(to, bytes);
  return nullptr;
}

static Status copyPeer(Stream &stream, void *to, Device &, const void *from, Device &, uint64_t bytes) { return copy(stream, to, from, bytes, 0); }

template <class T> static void fillWith(void *to, uint64_t count, uint64_t pattern) {
  auto *elements = static_cast<T *>(to);
  for (uint64_t i = 0; i < count; ++i)
    elements[i] = static_cast<T>(pattern);
}

static Status fill(Stream &, void *to, uint64_t count, uint64_t pattern, uint32_t width) {
  if (Status status = checkRange(to, count * width, "fill outside of a buffer"))
    return status;
  markInitialised(to, count * width);
  switch (width) {
  case 1: memset(to, static_cast<int>(pattern & 0xff), count); break;
  case 2: fillWith<uint16_t>(to, count, pattern); break;
  case 4: fillWith<uint32_t>(to, count, pattern); break;
  case 8: fillWith<uint64_t>(to, count, pattern); break;
  }
  return nullptr;
}

constinit const MemoryFunctions memoryFunctions = {create, destroy, copy, copyPeer, fill};

} // namespace fornax::runtime::simulator
