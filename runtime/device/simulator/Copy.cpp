// Asynchronous copies: kept back until somebody waits for them, so that a program that forgets to wait sees old data.
#include "runtime/device/simulator/Checks.h"
#include "runtime/device/simulator/Functions.h"

#include <stdlib.h>
#include <string.h>

namespace fornax::runtime::simulator {

static void runPlain(PendingCopy &copy, Group &group) {
  memcpy(copy.to, copy.from, copy.fromSize);
  markWritten(group, copy.to, copy.size);
  memset(copy.to + copy.fromSize, 0, copy.size - copy.fromSize);
  if (copy.mbarrier)
    completeTransaction(copy.mbarrier, copy.size);
}

PendingCopy *addCopy(CopyQueue &queue, const fx_site *site) {
  auto *copy = static_cast<PendingCopy *>(calloc(1, sizeof(PendingCopy)));
  if (!copy)
    abort();
  copy->run = runPlain;
  copy->batch = queue.batch;
  copy->site = site;
  (queue.last ? queue.last->next : queue.first) = copy;
  queue.last = copy;
  return copy;
}

void finishCopies(CopyQueue &queue, Group &group, uint32_t upToBatch) {
  while (queue.first && queue.first->batch <= upToBatch) {
    PendingCopy *copy = queue.first;
    queue.first = copy->next;
    if (!queue.first)
      queue.last = nullptr;
    copy->run(*copy, group);
    free(copy);
  }
}

void dropCopies(CopyQueue &queue) {
  while (PendingCopy *copy = queue.first) {
    queue.first = copy->next;
    free(copy);
  }
  queue.last = nullptr;
}

/// All but the latest `groups` batches that were closed.
static void waitForBatches(CopyQueue &queue, Group &group, uint32_t groups) {
  if (queue.batch > groups)
    finishCopies(queue, group, queue.batch - groups - 1);
}

/// A copy's two ends, when it is asked for. Its own accesses happen later and are nobody's.
static void checkEnds(Thread &thread, const void *to, uint32_t toSize, const void *from, uint32_t fromSize, const fx_site *site) {
  if (!isChecked(thread))
    return;
  checkBounds(thread, to, toSize, true, site);
  if (fromSize)
    checkBounds(thread, from, fromSize, false, site);
}

static void checkBulk(Thread &thread, const void *to, const void *from, uint32_t size, const fx_site *site) {
  if (reinterpret_cast<uintptr_t>(to) % 16 != 0 || reinterpret_cast<uintptr_t>(from) % 16 != 0 || size % 16 != 0)
    fail(thread, site, "a bulk copy of %u bytes from %p to %p: size and both addresses must be multiples of 16", size, from, to);
  checkEnds(thread, to, size, from, size, site);
}

} // namespace fornax::runtime::simulator

using namespace fornax::runtime::simulator;

void fx_sim_cp_async(void *self, void *to, void *from, uint32_t size, uint32_t fromSize, void *site) {
  Thread &thread = asThread(self);
  if (reinterpret_cast<uintptr_t>(to) % size != 0 || reinterpret_cast<uintptr_t>(from) % size != 0)
    fail(thread, asSite(site), "an asynchronous copy of %u bytes from %p to %p: both must be aligned to it", size, from, to);
  fromSize = fromSize < size ? fromSize : size;
  checkEnds(thread, to, size, from, fromSize, asSite(site));
  PendingCopy *copy = addCopy(thread.copies, asSite(site));
  copy->to = static_cast<uint8_t *>(to);
  copy->from = static_cast<uint8_t *>(from);
  copy->size = size;
  copy->fromSize = fromSize;
}

void fx_sim_cp_async_commit(void *self) { ++asThread(self).copies.batch; }
void fx_sim_cp_async_wait(void *self, uint32_t groups) { waitForBatches(asThread(self).copies, groupOf(asThread(self)), groups); }
void fx_sim_cp_async_wait_all(void *self) { finishCopies(asThread(self).copies, groupOf(asThread(self)), ~0u); }

// The arrival comes when this thread's copies are done, so they are done now. With `increment` the arrival was not counted beforehand.
void fx_sim_cp_async_mbarrier(void *self, void *address, uint32_t increment, void *site) {
  fx_sim_cp_async_wait_all(self);
  if (!increment)
    fx_sim_mbarrier_arrive(self, address, 1, site);
}

void fx_sim_bulk_load(void *self, void *to, void *mbarrier, void *from, uint32_t size, void *site) {
  Thread &thread = asThread(self);
  checkBulk(thread, to, from, size, asSite(site));
  PendingCopy *copy = addCopy(groupOf(thread).bulkLoads, asSite(site));
  copy->to = static_cast<uint8_t *>(to);
  copy->from = static_cast<uint8_t *>(from);
  copy->size = copy->fromSize = size;
  copy->mbarrier = static_cast<uint64_t *>(mbarrier);
}

void fx_sim_bulk_store(void *self, void *to, void *from, uint32_t size, void *site) {
  Thread &thread = asThread(self);
  checkBulk(thread, to, from, size, asSite(site));
  PendingCopy *copy = addCopy(thread.bulkStores, asSite(site));
  copy->to = static_cast<uint8_t *>(to);
  copy->from = static_cast<uint8_t *>(from);
  copy->size = copy->fromSize = size;
}

void fx_sim_bulk_commit(void *self) { ++asThread(self).bulkStores.batch; }
void fx_sim_bulk_wait(void *self, uint32_t groups, uint32_t) { waitForBatches(asThread(self).bulkStores, groupOf(asThread(self)), groups); }

void fx_sim_tensor_load(void *self, void *to, void *mbarrier, void *map, void *coordinates, uint32_t multicast, void *site) {
  Thread &thread = asThread(self);
  auto place = [&](uint8_t *target, uint64_t *barrier) {
    PendingCopy *copy = addCopy(groupOf(thread).bulkLoads, asSite(site));
    copy->run = runTensorLoad;
    copy->to = target;
    copy->map = map;
    copy->mbarrier = barrier;
    memcpy(copy->coordinates, coordinates, sizeof(copy->coordinates));
  };
  if (!multicast)
    return place(static_cast<uint8_t *>(to), static_cast<uint64_t *>(mbarrier));
  // The same offsets in each block of the mask.
  for (uint32_t rank = 0; rank < thread.clusterNctarank; ++rank)
    if (multicast & (1u << rank))
      place(static_cast<uint8_t *>(fx_sim_mapa(self, to, rank)), static_cast<uint64_t *>(fx_sim_mapa(self, mbarrier, rank)));
}

void fx_sim_tensor_store(void *self, void *map, void *from, void *coordinates, void *site) {
  PendingCopy *copy = addCopy(asThread(self).bulkStores, asSite(site));
  copy->run = runTensorStore;
  copy->from = static_cast<uint8_t *>(from);
  copy->map = map;
  memcpy(copy->coordinates, coordinates, sizeof(copy->coordinates));
}
