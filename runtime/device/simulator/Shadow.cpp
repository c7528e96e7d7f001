// What is remembered of each word of memory: who wrote it, who read it, which bytes have ever been written.
#include "runtime/device/simulator/Checks.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

namespace fornax::runtime::simulator {

constexpr uint64_t word = 4;

enum Flag : uint32_t { WriteMask = 0xf, ReadShift = 4, WriteAtomic = 1 << 8, ReadAtomic = 1 << 9, InitShift = 12, Busy = 1u << 31 };

// Of one word. `epoch` says of which launch, or for shared memory of which block; a cell with another one is empty.
struct Cell {
  uint32_t epoch;
  uint32_t writer, writeMoment, reader, readMoment; // threads are numbered from 1 through the whole grid
  int32_t writeSite, readSite;                      // distance from the launch's first site, odd; 0 = none
  std::atomic<uint32_t> flags;
};

struct Interval {
  uint64_t begin, end;
};

// Written by the host before anything is checked: a handful of whole buffers, so intervals are enough.
struct Shadow {
  Cell *cells = nullptr;
  uint8_t *initialised = nullptr; // a mask of bytes per word
  Interval intervals[8];
  uint32_t intervalCount = 0;
  bool all = false;
  uint64_t words = 0;
};

static Lock shadowLock;
static std::atomic<bool> initialisationKnown{true};

template <class T> static T *reserve(uint64_t count) {
  void *memory = mmap(nullptr, count * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<T *>(memory);
}

void freeShadow(Region &region) {
  Shadow *shadow = region.shadow.exchange(nullptr);
  if (!shadow)
    return;
  if (shadow->cells)
    munmap(shadow->cells, shadow->words * sizeof(Cell));
  if (shadow->initialised)
    munmap(shadow->initialised, shadow->words);
  free(shadow);
}

static Shadow *shadowOf(const Region &constRegion) {
  auto &region = const_cast<Region &>(constRegion);
  if (Shadow *shadow = region.shadow.load(std::memory_order_acquire))
    return shadow;
  Locked locked(shadowLock);
  Shadow *shadow = region.shadow.load(std::memory_order_relaxed);
  if (!shadow) {
    void *memory = calloc(1, sizeof(Shadow));
    if (!memory)
      return nullptr;
    shadow = static_cast<Shadow *>(memory);
    shadow->words = (region.size + word - 1) / word;
    region.shadow.store(shadow, std::memory_order_release);
  }
  return shadow;
}

// ---- Initialisation ------------------------------------------------------------------------------------------------------------------------------

static uint32_t maskOf(uint64_t wordIndex, uint64_t begin, uint64_t end) {
  uint64_t low = wordIndex * word, from = begin > low ? begin - low : 0, to = end < low + word ? end - low : word;
  return static_cast<uint32_t>(((1u << (to - from)) - 1) << from);
}

static void setInitialised(Shadow &shadow, uint64_t begin, uint64_t end) {
  for (uint64_t i = begin / word; i * word < end; ++i)
    shadow.initialised[i] |= static_cast<uint8_t>(maskOf(i, begin, end));
}

static void addInterval(Shadow &shadow, uint64_t begin, uint64_t end) {
  for (uint32_t i = 0; i < shadow.intervalCount; ++i) {
    Interval &each = shadow.intervals[i];
    if (begin > each.end || end < each.begin)
      continue;
    each.begin = begin < each.begin ? begin : each.begin;
    each.end = end > each.end ? end : each.end;
    return;
  }
  if (shadow.intervalCount == 8)
    shadow.all = true;
  else
    shadow.intervals[shadow.intervalCount++] = {begin, end};
}

void markInitialised(const void *address, uint64_t size) {
  const Region *region = findRegion(address);
  if (!region || region->kind != fx_memory_device || size == 0 || !initialisationKnown.load(std::memory_order_relaxed))
    return;
  Shadow *shadow = shadowOf(*region);
  if (!shadow)
    return;
  auto begin = static_cast<uint64_t>(static_cast<const uint8_t *>(address) - region->base);
  Locked locked(shadowLock);
  if (shadow->initialised)
    setInitialised(*shadow, begin, begin + size);
  else
    addInterval(*shadow, begin, begin + size);
}

void forgetInitialisation() { initialisationKnown.store(false, std::memory_order_relaxed); }

static bool makeCells(Shadow &shadow) {
  if (__atomic_load_n(&shadow.cells, __ATOMIC_ACQUIRE))
    return true;
  Locked locked(shadowLock);
  if (shadow.cells)
    return true;
  Cell *cells = reserve<Cell>(shadow.words);
  shadow.initialised = reserve<uint8_t>(shadow.words);
  if (!cells || !shadow.initialised)
    return false;
  for (uint32_t i = 0; i < shadow.intervalCount; ++i)
    setInitialised(shadow, shadow.intervals[i].begin, shadow.intervals[i].end);
  __atomic_store_n(&shadow.cells, cells, __ATOMIC_RELEASE);
  return true;
}

// ---- Accesses ------------------------------------------------------------------------------------------------------------------------------------

struct Access {
  Thread &thread;
  const Region &region;
  const void *address;
  uint64_t size;
  bool writes, atomic;
  const fx_site *site;
  uint32_t self, moment;
};

static uint32_t numberOf(const Thread &thread) {
  const Group &group = *thread.block->group;
  uint64_t block = group.order.number * group.launch->groupBlocks + static_cast<uint64_t>(thread.block - group.blocks);
  return static_cast<uint32_t>(block * group.launch->blockThreads + thread.thread + 1);
}

static int32_t packSite(Launch &launch, const fx_site *site) {
  if (!site)
    return 0;
  const fx_site *none = nullptr;
  launch.firstSite.compare_exchange_strong(none, site, std::memory_order_relaxed);
  intptr_t distance = reinterpret_cast<intptr_t>(site) - reinterpret_cast<intptr_t>(launch.firstSite.load(std::memory_order_relaxed));
  return distance == static_cast<int32_t>(distance) ? static_cast<int32_t>(distance) | 1 : 0;
}

static const fx_site *unpackSite(const Launch &launch, int32_t packed) {
  if (!packed)
    return nullptr;
  return reinterpret_cast<const fx_site *>(reinterpret_cast<intptr_t>(launch.firstSite.load()) + (packed & ~1));
}

/// Is what thread number `other` did at that moment over for this thread?
static bool isOver(const Access &access, uint32_t other, uint32_t moment) {
  const Group &group = groupOf(access.thread);
  const Launch &launch = *group.launch;
  if (other == access.self || !group.order.clocks || group.order.lost)
    return true;
  uint64_t perGroup = uint64_t(launch.groupBlocks) * launch.blockThreads, index = other - 1;
  // Blocks of different groups are ordered by atomics alone. Which ones order what is not followed: where there are any, nothing is reported.
  if (index / perGroup != group.order.number)
    return launch.usesAtomics.load(std::memory_order_relaxed);
  uint64_t within = index % perGroup, block = within / launch.blockThreads;
  return knows(access.thread, static_cast<uint32_t>(block * launch.blockWarps + within % launch.blockThreads / launch.wave), moment);
}

static void addPlace(Text &text, const Access &access) {
  Place place = describePlace(access.thread, access.region, access.address);
  text.add("byte %lld of %s of %llu bytes", static_cast<long long>(place.offset), place.what, static_cast<unsigned long long>(place.length));
  addElement(text, access.site, place.offset, access.size);
}

static void addThread(Text &text, const Launch &launch, uint32_t number) {
  uint64_t index = number - 1, thread = index % launch.blockThreads;
  uint32_t block[3];
  const uint32_t (&shape)[3] = launch.config.block;
  blockCoordinates(launch, index / launch.blockThreads, block);
  text.add("thread (%u, %u, %u), block (%u, %u, %u)", static_cast<uint32_t>(thread % shape[0]), static_cast<uint32_t>(thread / shape[0] % shape[1]),
           static_cast<uint32_t>(thread / shape[0] / shape[1]), block[0], block[1], block[2]);
}

[[noreturn]] static void failRace(const Access &access, const char *otherVerb, uint32_t other, int32_t otherSite) {
  Launch &launch = *groupOf(access.thread).launch;
  TextOf<1024> text;
  text.add("race: nothing orders two accesses to ");
  addPlace(text, access);
  text.add("\n  a %s by ", otherVerb);
  addThread(text, launch, other);
  addSite(text, unpackSite(launch, otherSite));
  text.add("\n  and a %s by this thread", access.writes ? "write" : "read");
  fail(access.thread, access.site, "%s", text.start);
}

[[noreturn]] static void failUninitialised(const Access &access) {
  TextOf<512> text;
  text.add("uninitialised: read of %llu bytes that nobody has written, ", static_cast<unsigned long long>(access.size));
  addPlace(text, access);
  fail(access.thread, access.site, "%s", text.start);
}

enum class Verdict : uint8_t { Fine, RaceWithWrite, RaceWithRead, Uninitialised };

static Verdict judge(const Access &access, const Cell &cell, uint32_t flags, uint32_t mask, uint32_t initialised) {
  const Launch &launch = *groupOf(access.thread).launch;
  if ((launch.image.flags & fx_image_check_init) && !access.writes && (mask & ~initialised))
    return Verdict::Uninitialised;
  if (!(launch.image.flags & fx_image_check_races))
    return Verdict::Fine;
  bool writeMatters = (flags & mask & WriteMask) && !(access.atomic && (flags & WriteAtomic));
  if (writeMatters && !isOver(access, cell.writer, cell.writeMoment))
    return Verdict::RaceWithWrite;
  bool readMatters = access.writes && (flags >> ReadShift & mask) && !(access.atomic && (flags & ReadAtomic));
  if (readMatters && !isOver(access, cell.reader, cell.readMoment))
    return Verdict::RaceWithRead;
  return Verdict::Fine;
}

static uint32_t record(const Access &access, Cell &cell, uint32_t flags, uint32_t mask, int32_t site) {
  if (access.writes) {
    bool again = cell.writer == access.self && cell.writeMoment == access.moment;
    flags = (flags & ~(WriteAtomic | (again ? 0u : uint32_t(WriteMask)))) | mask | (access.atomic ? WriteAtomic : 0) | mask << InitShift;
    flags &= ~(mask << ReadShift); // who comes later than this write comes later than those reads
    cell.writer = access.self;
    cell.writeMoment = access.moment;
    cell.writeSite = site;
    return flags;
  }
  bool again = cell.reader == access.self && cell.readMoment == access.moment;
  flags = (flags & ~(ReadAtomic | (again ? 0u : uint32_t(WriteMask) << ReadShift))) | mask << ReadShift | (access.atomic ? ReadAtomic : 0);
  cell.reader = access.self;
  cell.readMoment = access.moment;
  cell.readSite = site;
  return flags;
}

static uint32_t enter(Cell &cell, uint32_t epoch) {
  uint32_t flags;
  while ((flags = cell.flags.fetch_or(Busy, std::memory_order_acquire)) & Busy)
    pauseProcessor();
  if (cell.epoch == epoch)
    return flags;
  cell.epoch = epoch;
  cell.writer = cell.reader = 0;
  return 0;
}

static void checkWord(const Access &access, Shadow &shadow, uint64_t index, uint32_t mask, uint32_t epoch, int32_t site) {
  Cell &cell = shadow.cells[index];
  uint32_t flags = enter(cell, epoch), initialised = flags >> InitShift & 0xf;
  if (access.region.kind != regionShared) {
    bool known = access.region.kind == fx_memory_device && initialisationKnown.load(std::memory_order_relaxed) && !shadow.all;
    initialised = known ? shadow.initialised[index] : 0xf;
    if (access.writes)
      __atomic_fetch_or(&shadow.initialised[index], static_cast<uint8_t>(mask), __ATOMIC_RELAXED);
  }
  Verdict verdict = judge(access, cell, flags, mask, initialised);
  uint32_t writer = cell.writer, reader = cell.reader;
  int32_t writeSite = cell.writeSite, readSite = cell.readSite;
  if (verdict == Verdict::Fine)
    flags = record(access, cell, flags, mask, site);
  cell.flags.store(flags & ~Busy, std::memory_order_release);
  switch (verdict) {
  case Verdict::Fine: return;
  case Verdict::RaceWithWrite: failRace(access, "write", writer, writeSite);
  case Verdict::RaceWithRead: failRace(access, "read", reader, readSite);
  case Verdict::Uninitialised: failUninitialised(access);
  }
}

void checkShadow(Thread &thread, const Region &region, const void *address, uint64_t size, uint32_t kind, const fx_site *site) {
  Group &group = groupOf(thread);
  Launch &launch = *group.launch;
  Shadow *shadow = shadowOf(region);
  if (!shadow || !makeCells(*shadow))
    return;
  Access access = {thread, region, address, size, (kind & fx_access_write) != 0, (kind & fx_access_atomic) != 0, site, numberOf(thread), 0};
  access.moment = group.order.clocks ? momentOf(thread) : 0;
  bool shared = region.kind == regionShared;
  if (access.atomic && !shared && !(kind & fx_access_scope_block))
    launch.usesAtomics.store(true, std::memory_order_relaxed);
  uint32_t epoch = shared ? group.order.epoch : launch.epoch;
  int32_t packed = packSite(launch, site);
  auto begin = static_cast<uint64_t>(static_cast<const uint8_t *>(address) - region.base), end = begin + size;
  for (uint64_t i = begin / word; i * word < end; ++i)
    checkWord(access, *shadow, i, maskOf(i, begin, end), epoch, packed);
  if (!access.atomic)
    return;
  // Weak or strong, an atomic orders its threads here: reporting too little is better than reporting what is right.
  acquireAt(thread, address, 0);
  releaseAt(thread, address, 0);
}

void markWritten(Group &group, const void *address, uint64_t size) {
  const Region *region = findRegion(address);
  if (!region || !(group.launch->image.flags & fx_image_check_init))
    return;
  if (region->kind != regionShared)
    return markInitialised(address, size);
  Shadow *shadow = shadowOf(*region);
  if (!shadow || !makeCells(*shadow))
    return;
  auto begin = static_cast<uint64_t>(static_cast<const uint8_t *>(address) - region->base), end = begin + size;
  for (uint64_t i = begin / word; i * word < end; ++i) {
    Cell &cell = shadow->cells[i];
    uint32_t flags = enter(cell, group.order.epoch);
    cell.flags.store((flags | maskOf(i, begin, end) << InitShift) & ~Busy, std::memory_order_release);
  }
}

void startShadow(Launch &launch) {
  static std::atomic<uint32_t> epochs{0};
  launch.epoch = epochs.fetch_add(1, std::memory_order_relaxed) + 1;
  if (!(launch.image.flags & fx_image_check_init))
    forgetInitialisation();
}

} // namespace fornax::runtime::simulator
