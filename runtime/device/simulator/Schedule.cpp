// Running groups of blocks: fibers that wait and hand on, or, for kernels that never wait, a plain loop.
#include "runtime/device/simulator/Checks.h"

#include <new>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

namespace fornax::runtime::simulator {

const uint32_t alwaysZero = 0;

Thread *findRunnable(Group &group, Thread *start) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    Thread *thread = start;
    do {
      if (canGoOn(*thread))
        return thread;
      thread = thread->next;
    } while (thread != start);
    // Nobody can: the copies that run beside the threads come first now, and may be what they wait for.
    if (!group.bulkLoads.first)
      break;
    finishCopies(group.bulkLoads, group, ~0u);
  }
  failDeadlock(group);
}

void searchAndSwitch(Thread &thread) {
  Thread *next = findRunnable(groupOf(thread), thread.next);
  if (next != &thread)
    fx_sim_switch(&thread.stack, next->stack);
}

void yield(Thread &thread) {
  if (thread.next == &thread || !thread.next)
    return;
  makeRunnable(thread);
  searchAndSwitch(thread);
}

void stop(Group &group) {
  void *abandoned;
  fx_sim_switch(&abandoned, group.mainStack);
  __builtin_unreachable();
}

/// Takes a thread that has returned out of the ring; gives the one behind it.
static Thread *takeOut(Thread &thread) {
  Group &group = groupOf(thread);
  if (thread.copies.first)
    finishCopies(thread.copies, group, ~0u);
  if (thread.bulkStores.first)
    finishCopies(thread.bulkStores, group, ~0u);
  thread.previous->next = thread.next;
  thread.next->previous = thread.previous;
  --thread.block->live;
  thread.warpState->live &= ~(uint64_t(1) << thread.lane);
  return thread.next;
}

/// The thread has returned. Comes back when its fiber gets a thread of another block to run.
static void finish(Thread &thread) {
  Group &group = groupOf(thread);
  Thread *following = takeOut(thread);
  if (--group.live == 0) {
    fx_sim_switch(&thread.stack, group.mainStack);
    return;
  }
  prefetchAfter(*following);
  __builtin_prefetch(&following->next->previous, 1);
  leaveBarriers(thread);
  leaveWarp(thread);
  Thread *next = canGoOn(*following) ? following : findRunnable(group, following);
  fx_sim_switch(&thread.stack, next->stack);
}

static void threadMain(void *argument) {
  auto &thread = *static_cast<Thread *>(argument);
  while (true) {
    Launch &launch = *groupOf(thread).launch;
    launch.entry(&thread, launch.arguments);
    finish(thread);
  }
}

// ---- Kernels that never wait: one fiber walks over all threads of the block ----------------------------------------------------------------------

static void placeThread(Thread &thread, const Launch &launch, uint64_t index) {
  const uint32_t (&block)[3] = launch.config.block;
  auto linear = static_cast<uint32_t>(index);
  thread.tid[0] = linear % block[0];
  thread.tid[1] = linear / block[0] % block[1];
  thread.tid[2] = linear / block[0] / block[1];
  thread.thread = linear;
  thread.lane = linear % launch.wave;
  thread.warp = linear / launch.wave;
}

static void loopMain(void *argument) {
  auto &thread = *static_cast<Thread *>(argument);
  Group &group = groupOf(thread);
  while (true) {
    const Launch &launch = *group.launch;
    while (group.nextThread < launch.blockThreads) {
      placeThread(thread, launch, group.nextThread++);
      launch.entry(&thread, launch.arguments);
    }
    fx_sim_switch(&thread.stack, group.mainStack);
  }
}

void leave(Thread &thread) {
  Group &group = groupOf(thread);
  thread.stack = nullptr; // what lies on it is lost
  if (group.launch->image.flags & fx_image_no_switch)
    stop(group);
  // finish() would save this stack as the place to go on; a fresh one is made instead when the fiber is needed again.
  void *abandoned = nullptr;
  Thread *following = takeOut(thread);
  void *to = group.mainStack;
  if (--group.live != 0) {
    leaveBarriers(thread);
    leaveWarp(thread);
    to = findRunnable(group, following)->stack;
  }
  fx_sim_switch(&abandoned, to);
  __builtin_unreachable();
}

// ---- Groups --------------------------------------------------------------------------------------------------------------------------------------

template <class T> static bool grow(T *&array, uint32_t &capacity, uint64_t wanted) {
  if (wanted <= capacity)
    return true;
  free(array);
  capacity = 0;
  array = static_cast<T *>(aligned_alloc(64, (wanted * sizeof(T) + 63) & ~uint64_t(63)));
  if (!array)
    return false;
  memset(static_cast<void *>(array), 0, wanted * sizeof(T));
  capacity = static_cast<uint32_t>(wanted);
  return true;
}

static Status prepareSpace(Group &group, const Launch &launch) {
  bool switches = !(launch.image.flags & fx_image_no_switch);
  uint64_t threads = switches ? uint64_t(launch.groupBlocks) * launch.blockThreads : 1;
  uint64_t warps = switches ? uint64_t(launch.groupBlocks) * launch.blockWarps : 1, blocks = launch.groupBlocks;
  if (blocks > group.blockCapacity) {
    uint32_t clusterCapacity = 0;
    free(group.clusters);
    group.clusters = nullptr;
    if (!grow(group.clusters, clusterCapacity, blocks))
      return "out of memory for the simulator's blocks";
  }
  if (!grow(group.threads, group.threadCapacity, threads) || !grow(group.warps, group.warpCapacity, warps) ||
      !grow(group.blocks, group.blockCapacity, blocks))
    return failure("out of memory for %llu simulated threads at once", static_cast<unsigned long long>(threads));
  if (group.stacks.count < threads) {
    group.stacks.destroy();
    if (!group.stacks.create(threads))
      return failure("out of memory for the stacks of %llu simulated threads at once", static_cast<unsigned long long>(threads));
    for (uint32_t i = 0; i < group.threadCapacity; ++i)
      group.threads[i].stack = nullptr;
  }
  uint64_t shared = uint64_t(launch.sharedBytes) * blocks;
  if (shared <= group.sharedCapacity)
    return nullptr;
  if (group.shared)
    freeRegion(group.shared);
  group.sharedCapacity = 0;
  group.shared = nullptr;
  void *memory = nullptr;
  if (Status status = allocateRegion(shared, regionShared, &memory))
    return status;
  group.shared = static_cast<uint8_t *>(memory);
  group.sharedCapacity = shared;
  return nullptr;
}

/// Everything about the threads of a launch that is the same for all groups.
static void placeThreads(Group &group, const Launch &launch) {
  bool switches = !(launch.image.flags & fx_image_no_switch);
  uint32_t perBlock = switches ? launch.blockThreads : 1;
  auto mainFunction = switches ? threadMain : loopMain;
  for (uint32_t b = 0; b < launch.groupBlocks; ++b) {
    Block &block = group.blocks[b];
    block.group = &group;
    block.first = group.threads + uint64_t(b) * (switches ? perBlock : 0);
    block.shared = group.shared + uint64_t(b) * launch.sharedBytes;
    block.threads = launch.blockThreads;
    for (uint32_t t = 0; t < perBlock; ++t) {
      uint64_t index = uint64_t(b) * perBlock + t;
      if (!switches && b > 0)
        break;
      Thread &thread = group.threads[index];
      memcpy(thread.ntid, launch.config.block, sizeof(thread.ntid));
      memcpy(thread.nctaid, launch.config.grid, sizeof(thread.nctaid));
      memcpy(thread.nclusterid, launch.clusters, sizeof(thread.nclusterid));
      placeThread(thread, launch, t);
      thread.warps = launch.blockWarps;
      thread.wave = launch.wave;
      thread.dynamicShared = launch.config.dynamicShared;
      thread.worker = group.worker;
      thread.workers = launch.device.workers;
      thread.block = &block;
      thread.shared = block.shared;
      thread.dynamic = block.shared + launch.dynamicOffset;
      thread.warpState = group.warps + (switches ? uint64_t(b) * launch.blockWarps + t / launch.wave : 0);
      thread.next = nullptr; // until it stands in a ring
      makeRunnable(thread);
      if (!thread.stack)
        thread.stack = prepareStack(group.stacks.top(index), mainFunction, &thread);
    }
  }
}

struct GridPlace {
  uint32_t cluster[3], inCluster[3], rank, size, clusterNumber;
};

/// Block number `within` of group number `number`. Blocks are counted cluster by cluster.
static GridPlace findPlace(const Launch &launch, uint64_t number, uint32_t within) {
  uint32_t shape[3];
  for (int i = 0; i < 3; ++i)
    shape[i] = launch.config.cluster[0] ? launch.config.cluster[i] : 1;
  GridPlace place;
  place.size = shape[0] * shape[1] * shape[2];
  uint64_t block = number * launch.groupBlocks + within;
  uint64_t cluster = block / place.size;
  place.rank = static_cast<uint32_t>(block % place.size);
  place.clusterNumber = within / place.size;
  uint32_t rest = place.rank;
  for (int i = 0; i < 3; ++i) {
    place.cluster[i] = static_cast<uint32_t>(cluster % launch.clusters[i]);
    cluster /= launch.clusters[i];
    place.inCluster[i] = rest % shape[i];
    rest /= shape[i];
  }
  return place;
}

void blockCoordinates(const Launch &launch, uint64_t block, uint32_t (&out)[3]) {
  GridPlace place = findPlace(launch, block / launch.groupBlocks, static_cast<uint32_t>(block % launch.groupBlocks));
  for (int i = 0; i < 3; ++i)
    out[i] = place.cluster[i] * (launch.config.cluster[0] ? launch.config.cluster[i] : 1) + place.inCluster[i];
}

static void placeThreadInGrid(Thread &thread, const Launch &launch, const GridPlace &place) {
  for (int i = 0; i < 3; ++i) {
    uint32_t shape = launch.config.cluster[0] ? launch.config.cluster[i] : 1;
    thread.ctaid[i] = place.cluster[i] * shape + place.inCluster[i];
    thread.clusterCtaid[i] = place.inCluster[i];
    thread.clusterNctaid[i] = shape;
  }
  memcpy(thread.clusterid, place.cluster, sizeof(thread.clusterid));
  thread.clusterCtarank = place.rank;
  thread.clusterNctarank = place.size;
}

static void copyClusterIds(Thread &to, const Thread &from) {
  memcpy(to.clusterid, from.clusterid, sizeof(to.clusterid));
  memcpy(to.clusterCtaid, from.clusterCtaid, sizeof(to.clusterCtaid));
  memcpy(to.clusterNctaid, from.clusterNctaid, sizeof(to.clusterNctaid));
  to.clusterCtarank = from.clusterCtarank;
  to.clusterNctarank = from.clusterNctarank;
}

static void startBlock(Group &group, uint64_t number, uint32_t within) {
  Launch &launch = *group.launch;
  GridPlace place = findPlace(launch, number, within);
  Block &block = group.blocks[within];
  block.live = launch.blockThreads;
  block.busyBarriers = 0;
  for (Barrier &barrier : block.barriers)
    barrier = {};
  block.cluster = &group.clusters[place.clusterNumber];
  *block.cluster = {0, 0, place.size * launch.blockThreads};
  if (launch.image.flags & fx_image_no_switch)
    return placeThreadInGrid(*block.first, launch, place);
  uint32_t left = launch.blockThreads;
  for (uint32_t w = 0; w < launch.blockWarps; ++w) {
    Warp &warp = group.warps[uint64_t(within) * launch.blockWarps + w];
    uint32_t lanes = left < launch.wave ? left : launch.wave;
    warp.first = block.first + uint64_t(w) * launch.wave;
    warp.live = lanes == 64 ? ~uint64_t(0) : (uint64_t(1) << lanes) - 1;
    warp.open = 0;
    left -= lanes;
    for (Exchange &exchange : warp.exchanges)
      exchange.arrived = 0;
  }
  Thread &first = *block.first;
  placeThreadInGrid(first, launch, place);
  for (uint32_t t = 1; t < launch.blockThreads; ++t) {
    Thread &thread = block.first[t];
    memcpy(thread.ctaid, first.ctaid, sizeof(thread.ctaid));
    if (launch.config.cluster[0] || !group.placed) // what does not change without clusters
      copyClusterIds(thread, first);
    else
      memcpy(thread.clusterid, first.clusterid, sizeof(thread.clusterid));
  }
}

/// After a failure the stacks hold threads that will never go on.
static void discardThreads(Group &group) {
  for (uint32_t i = 0; i < group.threadCapacity; ++i) {
    group.threads[i].stack = nullptr;
    dropCopies(group.threads[i].copies);
    dropCopies(group.threads[i].bulkStores);
  }
  dropCopies(group.bulkLoads);
}

static void runLoop(Group &group) {
  Launch &launch = *group.launch;
  Thread &thread = group.threads[0];
  for (uint32_t b = 0; b < launch.groupBlocks && !launch.failed.load(std::memory_order_relaxed); ++b) {
    group.nextThread = 0;
    thread.block = &group.blocks[b];
    thread.shared = group.blocks[b].shared;
    thread.dynamic = thread.shared + launch.dynamicOffset;
    while (group.nextThread < launch.blockThreads && !launch.failed.load(std::memory_order_relaxed)) {
      if (!thread.stack) // a thread before has left in the middle
        thread.stack = prepareStack(group.stacks.top(0), loopMain, &thread);
      fx_sim_switch(&group.mainStack, thread.stack);
    }
  }
}

static void runFibers(Group &group) {
  Launch &launch = *group.launch;
  uint64_t count = uint64_t(launch.groupBlocks) * launch.blockThreads;
  Thread *threads = group.threads;
  for (uint64_t i = 0; i < count; ++i) {
    threads[i].next = &threads[i + 1 == count ? 0 : i + 1];
    threads[i].previous = &threads[i == 0 ? count - 1 : i - 1];
    makeRunnable(threads[i]);
    if (!threads[i].stack)
      threads[i].stack = prepareStack(group.stacks.top(i), threadMain, &threads[i]);
  }
  group.live = static_cast<uint32_t>(count);
  fx_sim_switch(&group.mainStack, threads[0].stack);
  finishCopies(group.bulkLoads, group, ~0u);
}

static Group *takeGroup(SimDevice &device) {
  Locked locked(device.groupsLock);
  Group *group = device.idleGroups;
  if (!group) {
    void *memory = malloc(sizeof(Group));
    return memory ? new (memory) Group : nullptr;
  }
  device.idleGroups = group->link;
  return group;
}

static void giveGroup(SimDevice &device, Group &group) {
  Locked locked(device.groupsLock);
  group.link = device.idleGroups;
  device.idleGroups = &group;
}

static void failLaunch(Launch &launch, Status status) {
  Locked locked(launch.reportLock);
  if (!launch.failed.exchange(true))
    launch.report.add("%s", status);
}

void runGroups(void *context, uint64_t begin, uint64_t end) {
  Launch &launch = *static_cast<Launch *>(context);
  Group *group = takeGroup(launch.device);
  if (!group)
    return failLaunch(launch, "out of memory for the simulator");
  group->launch = &launch;
  group->worker = launch.workers.fetch_add(1, std::memory_order_relaxed);
  if (Status status = prepareSpace(*group, launch)) {
    failLaunch(launch, status);
    return giveGroup(launch.device, *group);
  }
  bool loops = launch.image.flags & fx_image_no_switch;
  if (group->loops != loops) // fibers of the other kind of kernel run the other main function
    discardThreads(*group);
  group->loops = loops;
  group->placed = false;
  if (!prepareOrder(*group, launch))
    failLaunch(launch, "out of memory to look for races");
  placeThreads(*group, launch);
  catchFaults(*group);
  for (uint64_t number = begin; number < end && !launch.failed.load(std::memory_order_relaxed); ++number) {
    for (uint32_t within = 0; within < launch.groupBlocks; ++within)
      startBlock(*group, number, within);
    group->placed = true;
    startOrder(*group, number);
    if (launch.image.flags & fx_image_no_switch)
      runLoop(*group);
    else
      runFibers(*group);
  }
  releaseFaults(*group);
  if (launch.failed.load(std::memory_order_relaxed))
    discardThreads(*group);
  giveGroup(launch.device, *group);
}

} // namespace fornax::runtime::simulator
