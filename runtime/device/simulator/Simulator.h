#pragma once
// What the files of this folder share: the state of a launch, from the whole grid down to one simulated thread.
//
// A *group* is the set of blocks that must make progress together: one block, a cluster, or the whole grid of a cooperative launch. One worker
// thread runs one group at a time, so nothing inside a group needs locks. Each simulated thread is a fiber that runs until it has to wait;
// the waiting fiber itself picks the next one that can go on.
#include "runtime/core/Lock.h"
#include "runtime/device/Device.h"
#include "runtime/device/simulator/Fiber.h"

#include <signal.h>

namespace fornax::runtime::simulator {

struct Group;
struct Block;
struct Warp;
struct Thread;

constexpr uint32_t barrierCount = 16;
constexpr uint32_t mostExchanges = 32; // of one warp at one time: each open one has two lanes or more

enum class Wait : uint8_t { Barrier, WarpOperation, Cluster, Mbarrier };

struct Barrier {
  uint32_t generation = 0, arrived = 0;
  uint32_t expected = 0; // 0 = all threads of the block
  uint32_t trueCount = 0;
};

/// An operation of some lanes together: open until all lanes of `mask` have come. Operands and results are in the threads.
struct Exchange {
  uint64_t mask = 0, arrived = 0; // arrived 0 = free
  void (*operation)(Warp &warp, uint64_t lanes) = nullptr;
  const fx_site *site = nullptr;
};

struct Warp {
  Thread *first;
  uint64_t live; // lanes that have not returned
  uint32_t open; // exchanges in use
  Exchange exchanges[mostExchanges];
};

struct Cluster {
  uint32_t generation, arrived, live;
};

struct Block {
  Group *group;
  Thread *first;
  uint8_t *shared;
  Cluster *cluster;
  uint32_t live, threads;
  uint32_t busyBarriers; // bit set of barriers somebody has come to
  Barrier barriers[barrierCount];
};

/// A copy that has been asked for and not been waited for.
struct PendingCopy {
  PendingCopy *next;
  void (*run)(PendingCopy &copy, Group &group);
  uint8_t *to;
  const uint8_t *from;
  uint32_t size, fromSize; // what lies behind fromSize is zeroed
  uint32_t batch;
  uint64_t *mbarrier;
  const void *map;
  int32_t coordinates[5];
  const fx_site *site;
};

struct CopyQueue {
  PendingCopy *first = nullptr, *last = nullptr;
  uint32_t batch = 0; // number of the one that is being filled
};

struct Thread : fx_sim_thread {
  // What a switch touches: one cache line.
  alignas(64) void *stack; // where to go on; null = needs a fresh stack
  Thread *next;
  const uint32_t *waitWord; // can go on when *waitWord != waitValue
  uint32_t waitValue;
  Wait wait;
  const fx_site *waitSite;
  Block *block;

  // What the end of a thread touches.
  alignas(64) Thread *previous;
  Warp *warpState;
  CopyQueue copies, bulkStores;

  uint32_t clusterGeneration;
  // Operands and result of a warp operation or a barrier's reduction.
  uint64_t operand, result;
  uint32_t lane1, lane2;
  void *in, *out;
};

struct SimDevice;

/// Vector clocks, one per warp of the group: clocks[w][v] is the latest moment of warp v that warp w knows to be over. A warp's own moment moves on
/// when it synchronises. Two accesses are ordered if the later one's warp knows a later moment than the earlier one's.
///
/// A plain count of barriers would not do: two warps can differ in it without ever having met.
struct Order {
  uint32_t warps = 0;
  uint32_t *clocks = nullptr;        // warps * warps; null = races are not looked for
  uint32_t *barrierClocks = nullptr; // of each barrier of each block: what its visitors bring along
  uint32_t *barrierWarps = nullptr;  // and which warps of the block they are, one bit each
  struct Point;
  Point *points = nullptr; // words through which threads synchronise: mbarriers, atomics
  uint32_t pointCount = 0;
  uint32_t epoch = 0;  // of this run of the group: shadow of shared memory with another number is old
  bool lost = false;   // too many points: nothing can be said any more
  uint64_t number = 0; // of the group
};

/// One fx_launch, shared by its workers.
struct Launch {
  SimDevice &device;
  const fx_kernel &kernel;
  const fx_launch_config &config;
  const fx_image &image;
  fx_sim_entry entry;
  const uint8_t *arguments;
  uint32_t wave = 0, blockThreads = 0, blockWarps = 0, groupBlocks = 0;
  uint32_t clusters[3] = {}; // of the grid; each is one block where the launch has none
  uint64_t groups = 0;
  uint32_t dynamicOffset = 0, sharedBytes = 0;
  std::atomic<bool> failed{false};
  std::atomic<uint32_t> workers{0};
  // For the checks: when it runs, whether blocks may be ordered by atomics, what sites are counted from.
  uint32_t epoch = 0;
  std::atomic<bool> usesAtomics{false};
  std::atomic<const fx_site *> firstSite{nullptr};
  Lock reportLock{};
  TextOf<3072> report{};
};

/// A worker's place of work. Kept by the device between launches.
struct Group {
  Group *link = nullptr;
  Launch *launch = nullptr;
  void *mainStack = nullptr;
  Stacks stacks;
  Thread *threads = nullptr;
  Warp *warps = nullptr;
  Block *blocks = nullptr;
  Cluster *clusters = nullptr;
  uint32_t threadCapacity = 0, warpCapacity = 0, blockCapacity = 0;
  uint8_t *shared = nullptr;
  uint64_t sharedCapacity = 0;
  uint32_t live = 0;       // threads that have not returned
  uint64_t nextThread = 0; // where to go on after an exit in a kernel without switches
  uint32_t worker = 0;
  bool loops = false;  // what the fibers were made for
  bool placed = false; // the threads know their place in a cluster
  CopyQueue bulkLoads;
  Order order;
  static constexpr size_t spareStackSize = 32 << 10; // to report a fault on
  uint8_t *spareStack = nullptr;
  stack_t oldSignalStack = {};
};

struct SimDevice : Device {
  Lock groupsLock;
  Group *idleGroups = nullptr;
  uint32_t workers = 1; // stands for the number of multiprocessors
  explicit SimDevice(const Api *api) : Device(api, 0) {}
};

struct SimStream : Stream {
  Lock lock;
  char *error = nullptr; // of a launch, until somebody synchronises
  explicit SimStream(Device *device) : Stream(device) {}
};

inline Thread &asThread(void *self) { return *static_cast<Thread *>(static_cast<fx_sim_thread *>(self)); }
inline Group &groupOf(Thread &thread) { return *thread.block->group; }
inline const fx_site *asSite(void *site) { return static_cast<const fx_site *>(site); }

// Schedule.cpp
extern const uint32_t alwaysZero;
inline void makeRunnable(Thread &thread) {
  thread.waitWord = &alwaysZero;
  thread.waitValue = 1;
}
inline bool canGoOn(const Thread &thread) { return *thread.waitWord != thread.waitValue; }
/// The first thread from `start` on, round the ring, that can go on. Fails the launch if there is none.
Thread *findRunnable(Group &group, Thread *start);
void searchAndSwitch(Thread &thread);
/// Hundreds of stacks do not fit the first-level cache. Fetching those of the next two switches now more than halves the time of one.
inline void prefetchAfter(Thread &next) {
  __builtin_prefetch(next.next->stack, 1);
  __builtin_prefetch(&(&next + 2)->stack, 1);
}
/// Waits until *word != value. Small and inline, so that a waiting thread leaves no more on its stack than the switch itself.
inline void waitFor(Thread &thread, const uint32_t &word, uint32_t value, Wait kind, const fx_site *site) {
  thread.waitWord = &word;
  thread.waitValue = value;
  thread.wait = kind;
  thread.waitSite = site;
  Thread *next = thread.next;
  prefetchAfter(*next);
  if (!canGoOn(*next)) [[unlikely]] // mostly it can: then this is the whole search
    return searchAndSwitch(thread);
  fx_sim_switch(&thread.stack, next->stack);
}
/// Lets others run once.
void yield(Thread &thread);
/// Leaves the kernel for this thread.
[[noreturn]] void leave(Thread &thread);
/// Gives up the whole group; the launch has failed.
[[noreturn]] void stop(Group &group);
void runGroups(void *launch, uint64_t begin, uint64_t end);
/// Block number `block` counted group by group, as coordinates of the grid.
void blockCoordinates(const Launch &launch, uint64_t block, uint32_t (&out)[3]);

// Barrier.cpp, Warp.cpp: somebody has returned; that may complete what others wait for.
void leaveBarriers(Thread &thread);
void leaveWarp(Thread &thread);

// Warp.cpp
/// Runs `operation` once all lanes of the mask are here; the result is in the thread.
uint64_t meet(Thread &thread, uint64_t mask, void (*operation)(Warp &, uint64_t), const fx_site *site);
inline Thread &laneOf(Warp &warp, uint32_t lane) { return warp.first[lane]; }

// Fault.cpp
/// Between the two, faults on this group's stacks are errors of its launch.
void catchFaults(Group &group);
void releaseFaults(Group &group);

// Copy.cpp
void finishCopies(CopyQueue &queue, Group &group, uint32_t upToBatch);
void dropCopies(CopyQueue &queue);
PendingCopy *addCopy(CopyQueue &queue, const fx_site *site);

// Mbarrier.cpp
void completeTransaction(uint64_t *mbarrier, uint32_t bytes);

// Tensor.cpp
void runTensorLoad(PendingCopy &copy, Group &group);
void runTensorStore(PendingCopy &copy, Group &group);
Status encodeTensorMap(void *out, void *base, const fx_tensor_map_description &description);
uint32_t tensorBoxBytes(const void *map);

// Report.cpp
/// Records the launch's failure (the first one counts) and gives up the group.
[[noreturn]] void fail(Thread &thread, const fx_site *site, const char *format, ...) __attribute__((format(printf, 3, 4)));
[[noreturn]] void failDeadlock(Group &group);
void addSite(Text &text, const fx_site *site);

// Memory.cpp
extern const MemoryFunctions memoryFunctions;
Status allocateRegion(uint64_t bytes, uint32_t kind, void **out);
void freeRegion(void *address);
constexpr uint32_t regionShared = 100; // beside fx_memory
struct Shadow;                         // Shadow.cpp
struct Region {
  uint8_t *base;
  uint64_t size;
  uint32_t units, kind;
  bool freed;
  Region *next;
  std::atomic<Shadow *> shadow;
};
/// The region an address lies in; null outside of all memory of the simulator.
const Region *findRegion(const void *address);
/// The region nearest below an address, for reports; may be null.
const Region *findRegionBelow(const void *address);
const char *kindName(const Region &region);
uint64_t memoryInUse();
uint64_t memoryTotal();
/// Null, or why these bytes are not all in one live buffer. Memory that is not the simulator's passes: it is the program's own.
Status checkRange(const void *address, uint64_t bytes, const char *what);

// Access.cpp
/// All checks the kernel was compiled with; `kind` is fx_access.
void checkAccess(Thread &thread, const void *address, uint64_t size, uint32_t kind, const fx_site *site);
/// Fails unless the kernel may touch these bytes. The region they lie in; null for local memory and the program's own.
const Region *checkBounds(Thread &thread, const void *address, uint64_t size, bool writes, const fx_site *site);
inline bool isChecked(const Thread &thread) { return thread.block->group->launch->image.flags & fx_image_check_bounds; }
/// An address as a reader knows it: how far into what.
struct Place {
  int64_t offset;
  const char *what;
  uint64_t length;
};
Place describePlace(Thread &thread, const Region &region, const void *address);
/// ", `p[12]`" where the site says what is accessed, else nothing.
void addElement(Text &text, const fx_site *site, int64_t offset, uint64_t size);

// Kernel.cpp
extern const KernelFunctions kernelFunctions;

} // namespace fornax::runtime::simulator
