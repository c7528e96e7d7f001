// Everything a simulated thread does alone: time, output, ends, addresses.
#include "runtime/device/simulator/Functions.h"
#include "runtime/device/simulator/Simulator.h"

#include <string.h>
#include <unistd.h>

using namespace fornax::runtime::simulator;
namespace runtime = fornax::runtime;

void fx_sim_yield(void *self) { yield(asThread(self)); }

// Time passes when the others run; blocks of other workers run by themselves.
void fx_sim_nanosleep(void *self, uint32_t) { yield(asThread(self)); }

void fx_sim_exit(void *self) { leave(asThread(self)); }
void fx_sim_trap(void *self, void *site) { fail(asThread(self), asSite(site), "trap"); }

void fx_sim_abort(void *self, void *text, uint64_t length, void *file, uint32_t line, uint32_t column) {
  fx_site site = {static_cast<const char *>(file), line, column, nullptr, nullptr};
  fail(asThread(self), file ? &site : nullptr, "abort: %.*s", static_cast<int>(length), static_cast<const char *>(text));
}

void fx_sim_print(void *, void *bytes, uint64_t length) { runtime::writeAll(STDOUT_FILENO, static_cast<const char *>(bytes), length); }

uint64_t fx_sim_clock(void *) { return fx_now(); }

void *fx_sim_mapa(void *self, void *address, uint32_t rank) {
  Thread &thread = asThread(self);
  Block &block = *thread.block;
  if (rank >= thread.clusterNctarank)
    fail(thread, nullptr, "block %u of a cluster of %u blocks does not exist", rank, thread.clusterNctarank);
  return static_cast<uint8_t *>(address) - block.shared + (&block - thread.clusterCtarank + rank)->shared;
}

uint32_t fx_sim_ctarank(void *self, void *address) {
  Thread &thread = asThread(self);
  const Block *first = thread.block - thread.clusterCtarank;
  uint32_t bytes = groupOf(thread).launch->sharedBytes;
  for (uint32_t rank = 0; rank < thread.clusterNctarank; ++rank)
    if (static_cast<uint64_t>(static_cast<uint8_t *>(address) - first[rank].shared) < bytes)
      return rank;
  return ~0u;
}

uint32_t fx_sim_isspace(void *self, void *address, uint32_t space) {
  Thread &thread = asThread(self);
  auto *byte = static_cast<uint8_t *>(address);
  const Group &group = groupOf(thread);
  bool isShared = static_cast<uint64_t>(byte - thread.shared) < group.launch->sharedBytes;
  const runtime::simulator::Region *region = findRegion(address);
  bool isStack = static_cast<uint64_t>(byte - group.stacks.base) < group.stacks.count * Stacks::stride;
  switch (space) {
  case 1: return !isStack && !(region && region->kind == regionShared);
  case 3: return isShared;
  case 5: return isStack;
  case 7: return region && region->kind == regionShared;
  }
  return 0; // constant memory is global memory here
}
