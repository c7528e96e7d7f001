// mbarrier objects, packed into their 64 bits of shared memory.
//
//   bits 0-19   arrivals still missing in this phase          bit 61      the phase's parity
//   bits 20-39  arrivals a phase needs                        bits 62-63  01: initialised
//   bits 40-60  bytes still missing, two's complement
#include "runtime/device/simulator/Checks.h"
#include "runtime/device/simulator/Functions.h"

namespace fornax::runtime::simulator {

struct State {
  uint32_t pending, needed;
  int32_t bytes;
  bool parity;
};

constexpr uint64_t mostCount = (1 << 20) - 1, initialised = uint64_t(1) << 62;

static State unpack(uint64_t word) {
  return {static_cast<uint32_t>(word & mostCount), static_cast<uint32_t>((word >> 20) & mostCount),
          static_cast<int32_t>(static_cast<uint32_t>(word >> 40) << 11) >> 11, ((word >> 61) & 1) != 0};
}

static uint64_t pack(const State &state) {
  return state.pending | uint64_t(state.needed) << 20 | (uint64_t(static_cast<uint32_t>(state.bytes)) & 0x1fffff) << 40 |
         uint64_t(state.parity) << 61 | initialised;
}

static uint64_t &placeOf(Thread &thread, void *address, const fx_site *site) {
  if (reinterpret_cast<uintptr_t>(address) % 8 != 0)
    fail(thread, site, "an mbarrier must be aligned to 8 bytes; %p is not", address);
  const Region *region = findRegion(address);
  if (!region || region->kind != regionShared)
    fail(thread, site, "an mbarrier must lie in shared memory; %p does not", address);
  return *static_cast<uint64_t *>(address);
}

static uint64_t &wordOf(Thread &thread, void *address, const fx_site *site) {
  uint64_t &word = placeOf(thread, address, site);
  if ((word >> 62) != 1)
    fail(thread, site, "this mbarrier has not been initialised");
  return word;
}

/// The phase ends when nothing is missing: then the next one begins.
static void store(uint64_t &word, State state) {
  if (state.pending == 0 && state.bytes == 0) {
    state.pending = state.needed;
    state.parity = !state.parity;
  }
  word = pack(state);
}

static uint64_t arrive(Thread &thread, void *address, uint32_t count, uint32_t bytes, bool drop, const fx_site *site) {
  uint64_t &word = wordOf(thread, address, site), before = word;
  State state = unpack(word);
  releaseAt(thread, address, state.parity);
  if (count > state.pending)
    fail(thread, site, "mbarrier: %u arrivals where only %u are missing in this phase (it was initialised with %u)", count, state.pending,
         state.needed);
  state.bytes += static_cast<int32_t>(bytes);
  state.pending -= count;
  if (drop)
    state.needed -= count;
  store(word, state);
  return before;
}

void completeTransaction(uint64_t *mbarrier, uint32_t bytes) {
  State state = unpack(*mbarrier);
  state.bytes -= static_cast<int32_t>(bytes);
  store(*mbarrier, state);
}

static bool isOver(Thread &thread, void *address, bool parity, const fx_site *site) { return unpack(wordOf(thread, address, site)).parity != parity; }

/// Copies go on while somebody looks for their end.
static bool test(Thread &thread, void *address, bool parity, const fx_site *site) {
  finishCopies(groupOf(thread).bulkLoads, groupOf(thread), ~0u);
  if (!isOver(thread, address, parity, site))
    yield(thread);
  bool over = isOver(thread, address, parity, site);
  if (over)
    acquireAt(thread, address, parity);
  return over;
}

} // namespace fornax::runtime::simulator

using namespace fornax::runtime::simulator;

void fx_sim_mbarrier_init(void *self, void *address, uint32_t count, void *site) {
  Thread &thread = asThread(self);
  if (count == 0 || count > mostCount)
    fail(thread, asSite(site), "an mbarrier must be initialised with 1 to %llu arrivals, not %u", static_cast<unsigned long long>(mostCount), count);
  placeOf(thread, address, asSite(site)) = pack({count, count, 0, false});
}

void fx_sim_mbarrier_inval(void *self, void *address, void *site) { wordOf(asThread(self), address, asSite(site)) = 0; }

void fx_sim_mbarrier_expect(void *self, void *address, uint32_t bytes, void *site) { arrive(asThread(self), address, 0, bytes, false, asSite(site)); }

void fx_sim_mbarrier_complete(void *self, void *address, uint32_t bytes, void *site) {
  completeTransaction(&wordOf(asThread(self), address, asSite(site)), bytes);
}

uint64_t fx_sim_mbarrier_arrive(void *self, void *address, uint32_t count, void *site) {
  return arrive(asThread(self), address, count, 0, false, asSite(site));
}

uint64_t fx_sim_mbarrier_arrive_drop(void *self, void *address, uint32_t count, void *site) {
  return arrive(asThread(self), address, count, 0, true, asSite(site));
}

uint64_t fx_sim_mbarrier_arrive_expect(void *self, void *address, uint32_t bytes, void *site) {
  return arrive(asThread(self), address, 1, bytes, false, asSite(site));
}

uint32_t fx_sim_mbarrier_test(void *self, void *address, uint64_t state, void *site) {
  return test(asThread(self), address, unpack(state).parity, asSite(site));
}

uint32_t fx_sim_mbarrier_test_parity(void *self, void *address, uint32_t parity, void *site) {
  return test(asThread(self), address, parity != 0, asSite(site));
}

uint32_t fx_sim_mbarrier_wait(void *self, void *address, uint64_t state, void *site) {
  return fx_sim_mbarrier_wait_parity(self, address, unpack(state).parity, site);
}

uint32_t fx_sim_mbarrier_wait_parity(void *self, void *address, uint32_t parity, void *site) {
  Thread &thread = asThread(self);
  while (!isOver(thread, address, parity != 0, asSite(site))) {
    // The parity lies in the upper half: other changes of it wake too early, which the loop puts right.
    const uint32_t &upper = static_cast<uint32_t *>(address)[1];
    waitFor(thread, upper, upper, Wait::Mbarrier, asSite(site));
  }
  acquireAt(thread, address, parity != 0);
  return 1;
}

uint32_t fx_sim_mbarrier_pending(void *, uint64_t state) { return unpack(state).pending; }
