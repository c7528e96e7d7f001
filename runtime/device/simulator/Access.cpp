// Checks of accesses: is this address memory that the kernel may touch? Then who else touches it (Shadow.cpp).
#include "runtime/device/simulator/Checks.h"
#include "runtime/device/simulator/Functions.h"

#include <stdio.h>
#include <string.h>

namespace fornax::runtime::simulator {

struct Range {
  uintptr_t begin, end;
  bool writable;
};

// Memory outside of the simulator's that kernels may use: constants and variables of the program, and read-only memory of the JIT. The rest is the
// host's heap and stacks. Few ranges are ever asked for, and looking them up is slow.
static Lock rangesLock;
static Range ranges[64];
static std::atomic<uint32_t> rangeCount;

static bool findRange(uintptr_t begin, uintptr_t end, bool writes) {
  uint32_t count = rangeCount.load(std::memory_order_acquire);
  for (uint32_t i = 0; i < count; ++i)
    if (begin >= ranges[i].begin && end <= ranges[i].end && (!writes || ranges[i].writable))
      return true;
  return false;
}

static bool readRange(uintptr_t address, Range &out) {
  FILE *maps = fopen("/proc/self/maps", "re");
  if (!maps)
    return false;
  char line[512];
  bool found = false;
  while (!found && fgets(line, sizeof(line), maps)) {
    unsigned long begin, end, inode;
    char rights[8];
    if (sscanf(line, "%lx-%lx %7s %*x %*s %lu", &begin, &end, rights, &inode) != 4 || address < begin || address >= end)
      continue;
    out = {begin, end, rights[1] == 'w'};
    found = rights[0] == 'r' && (inode != 0 || rights[1] != 'w');
    break;
  }
  fclose(maps);
  return found;
}

static bool isProgramMemory(const void *address, uint64_t size, bool writes) {
  auto begin = reinterpret_cast<uintptr_t>(address), end = begin + size;
  if (findRange(begin, end, writes))
    return true;
  Range range;
  if (!readRange(begin, range) || end > range.end || (writes && !range.writable))
    return false;
  Locked locked(rangesLock);
  uint32_t count = rangeCount.load(std::memory_order_relaxed);
  if (count < 64) {
    ranges[count] = range;
    rangeCount.store(count + 1, std::memory_order_release);
  }
  return true;
}

void addElement(Text &text, const fx_site *site, int64_t offset, uint64_t size) {
  if (site && site->variable && size > 0 && offset % static_cast<int64_t>(size) == 0)
    text.add(", `%s[%lld]`", site->variable, static_cast<long long>(offset / static_cast<int64_t>(size)));
}

Place describePlace(Thread &thread, const Region &region, const void *address) {
  const auto *byte = static_cast<const uint8_t *>(address);
  if (region.kind == regionShared)
    return {byte - thread.shared, "shared memory", groupOf(thread).launch->sharedBytes};
  return {byte - region.base, kindName(region), region.size};
}

[[noreturn]] static void failAccess(Thread &thread, const void *address, uint64_t size, bool writes, const fx_site *site) {
  const char *verb = writes ? "write" : "read";
  auto bytes = static_cast<unsigned long long>(size);
  const Region *region = findRegionBelow(address);
  if (!region)
    fail(thread, site, "out of bounds: %s of %llu bytes at %p, which is %s", verb, bytes, address,
         reinterpret_cast<uintptr_t>(address) < 4096 ? "null" : "not memory of the device");
  Place place = describePlace(thread, *region, address);
  auto length = static_cast<unsigned long long>(place.length);
  if (region->freed && findRegion(address) == region)
    fail(thread, site, "use after free: %s of %llu bytes in a %s of %llu bytes that has been freed", verb, bytes, place.what, length);
  TextOf<160> element;
  addElement(element, site, place.offset, size);
  fail(thread, site, "out of bounds: %s of %llu bytes at byte %lld of a %s of %llu bytes%s", verb, bytes, static_cast<long long>(place.offset),
       place.what, length, element.start);
}

static bool isSharedMemory(const Thread &thread, const uint8_t *byte, uint64_t size) {
  uint64_t length = groupOf(const_cast<Thread &>(thread)).launch->sharedBytes;
  const Block *first = thread.block - thread.clusterCtarank;
  for (uint32_t rank = 0; rank < thread.clusterNctarank; ++rank) {
    auto offset = static_cast<uint64_t>(byte - first[rank].shared);
    if (offset <= length && size <= length - offset)
      return true;
  }
  return false;
}

/// The arguments of the launch: a kernel hands parts of them to other functions by address.
static bool isArgument(const Launch &launch, const uint8_t *byte, uint64_t size) {
  auto offset = static_cast<uint64_t>(byte - launch.arguments);
  return offset <= launch.kernel.blockSize && size <= launch.kernel.blockSize - offset;
}

const Region *checkBounds(Thread &thread, const void *address, uint64_t size, bool writes, const fx_site *site) {
  const auto *byte = static_cast<const uint8_t *>(address);
  if (const Region *region = findRegion(address)) {
    auto offset = static_cast<uint64_t>(byte - region->base);
    bool inside =
        region->kind == regionShared ? isSharedMemory(thread, byte, size) : !region->freed && offset <= region->size && size <= region->size - offset;
    if (!inside)
      failAccess(thread, address, size, writes, site);
    return region;
  }
  const Stacks &stacks = groupOf(thread).stacks;
  bool isLocal = static_cast<uint64_t>(byte - stacks.base) < stacks.count * Stacks::stride;
  bool isKnown = isLocal || (!writes && isArgument(*groupOf(thread).launch, byte, size));
  if (!isKnown && !isProgramMemory(address, size, writes))
    failAccess(thread, address, size, writes, site);
  return nullptr;
}

void checkAccess(Thread &thread, const void *address, uint64_t size, uint32_t kind, const fx_site *site) {
  const Region *region = checkBounds(thread, address, size, kind & fx_access_write, site);
  if (region && (groupOf(thread).launch->image.flags & (fx_image_check_races | fx_image_check_init)))
    checkShadow(thread, *region, address, size, kind, site);
}

} // namespace fornax::runtime::simulator

using namespace fornax::runtime::simulator;

void fx_sim_access(void *self, void *address, uint64_t size, uint32_t kind, void *site) {
  checkAccess(asThread(self), address, size, kind, asSite(site));
}
