// Barriers of a block and of a cluster.
#include "runtime/device/simulator/Checks.h"
#include "runtime/device/simulator/Functions.h"

namespace fornax::runtime::simulator {

static Barrier &barrierOf(Thread &thread, uint32_t id, const fx_site *site) {
  if (id >= barrierCount)
    fail(thread, site, "barrier %u does not exist; a block has barriers 0 to %u", id, barrierCount - 1);
  return thread.block->barriers[id];
}

static bool isComplete(const Barrier &barrier, const Block &block) { return barrier.arrived >= (barrier.expected ? barrier.expected : block.live); }

/// Threads that have returned are not waited for, as on hardware. That is a mistake all the same, and with checks on it is reported.
static void checkAllPresent(Thread &thread, const Barrier &barrier, const fx_site *site) {
  const Block &block = *thread.block;
  if (barrier.expected == 0 && block.live < block.threads && (groupOf(thread).launch->image.flags & fx_image_check_barriers))
    fail(thread, site, "divergent barrier: %u of the block's %u threads have returned before it", block.threads - block.live, block.threads);
}

static void release(Block &block, uint32_t id, uint32_t reduction) {
  Barrier &barrier = block.barriers[id];
  orderBarrier(block, id);
  uint32_t generation = barrier.generation;
  if (reduction)
    for (uint32_t t = 0; t < block.threads; ++t)
      if (block.first[t].waitWord == &barrier.generation && block.first[t].waitValue == generation)
        block.first[t].result = barrier.trueCount;
  barrier = {generation + 1};
  block.busyBarriers &= ~(1u << id);
}

/// One more has come. True if it was the last one.
static bool arrive(Thread &thread, uint32_t id, uint32_t count, bool waits, bool reduction, bool predicate, const fx_site *site) {
  Barrier &barrier = barrierOf(thread, id, site);
  Block &block = *thread.block;
  if (barrier.arrived == 0)
    barrier.expected = count;
  else if (barrier.expected != count)
    fail(thread, site, "barrier %u is used with %u threads here and with %u elsewhere at the same time (0 = the whole block)", id, count,
         barrier.expected);
  block.busyBarriers |= 1u << id;
  ++barrier.arrived;
  barrier.trueCount += predicate;
  orderArrival(thread, id, waits);
  if (!isComplete(barrier, block))
    return false;
  checkAllPresent(thread, barrier, site);
  thread.result = barrier.trueCount;
  release(block, id, reduction);
  return true;
}

[[gnu::noinline]] static void arriveAndWait(Thread &thread, uint32_t id, uint32_t count, bool reduction, bool predicate, const fx_site *site) {
  if (arrive(thread, id, count, true, reduction, predicate, site))
    return;
  const Barrier &barrier = thread.block->barriers[id];
  waitFor(thread, barrier.generation, barrier.generation, Wait::Barrier, site);
}

void leaveBarriers(Thread &thread) {
  Block &block = *thread.block;
  --block.cluster->live;
  if (block.cluster->arrived > 0 && block.cluster->arrived >= block.cluster->live) {
    block.cluster->arrived = 0;
    ++block.cluster->generation;
  }
  for (uint32_t rest = block.busyBarriers; rest != 0; rest &= rest - 1) {
    auto id = static_cast<uint32_t>(__builtin_ctz(rest));
    Barrier &barrier = block.barriers[id];
    if (barrier.expected != 0 || !isComplete(barrier, block))
      continue;
    for (uint32_t t = 0; t < block.threads; ++t)
      if (block.first[t].waitWord == &barrier.generation && block.first[t].waitValue == barrier.generation) {
        checkAllPresent(block.first[t], barrier, block.first[t].waitSite);
        break;
      }
    release(block, id, 1);
  }
}

} // namespace fornax::runtime::simulator

using namespace fornax::runtime::simulator;

void fx_sim_barrier(void *self, uint32_t id, uint32_t count, void *site) {
  Thread &thread = asThread(self);
  Block &block = *thread.block;
  if (id < barrierCount && count == 0 && !block.group->order.clocks) [[likely]] {
    Barrier &barrier = block.barriers[id];
    if (barrier.expected == 0 && barrier.arrived + 1 < block.live) { // all but the last one
      ++barrier.arrived;
      block.busyBarriers |= 1u << id;
      return waitFor(thread, barrier.generation, barrier.generation, Wait::Barrier, asSite(site));
    }
  }
  arriveAndWait(thread, id, count, false, false, asSite(site));
}

void fx_sim_barrier_arrive(void *self, uint32_t id, uint32_t count, void *site) {
  arrive(asThread(self), id, count, false, false, false, asSite(site));
}

uint32_t fx_sim_barrier_reduce(void *self, uint32_t id, uint32_t count, uint32_t kind, uint32_t predicate, void *site) {
  Thread &thread = asThread(self);
  uint32_t participants = count ? count : thread.block->live;
  arriveAndWait(thread, id, count, true, predicate != 0, asSite(site));
  auto trueCount = static_cast<uint32_t>(thread.result);
  switch (kind) {
  case 0: return trueCount == participants;
  case 1: return trueCount != 0;
  }
  return trueCount;
}

void fx_sim_cluster_arrive(void *self, void *) {
  Thread &thread = asThread(self);
  Cluster &cluster = *thread.block->cluster;
  thread.clusterGeneration = cluster.generation;
  releaseAt(thread, &cluster, cluster.generation & 1);
  if (++cluster.arrived < cluster.live)
    return;
  cluster.arrived = 0;
  ++cluster.generation;
}

void fx_sim_cluster_wait(void *self, void *site) {
  Thread &thread = asThread(self);
  const Cluster &cluster = *thread.block->cluster;
  if (cluster.generation == thread.clusterGeneration)
    waitFor(thread, cluster.generation, thread.clusterGeneration, Wait::Cluster, asSite(site));
  acquireAt(thread, &cluster, thread.clusterGeneration & 1);
}
