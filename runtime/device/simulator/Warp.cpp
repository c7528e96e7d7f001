// Operations of the lanes of a warp together.
#include "runtime/device/simulator/Checks.h"
#include "runtime/device/simulator/Functions.h"

namespace fornax::runtime::simulator {

static uint64_t bit(uint32_t lane) { return uint64_t(1) << lane; }

// for (Lanes lanes(mask); lanes; lanes.next()) … lanes.lane()
struct Lanes {
  uint64_t rest;
  explicit Lanes(uint64_t mask) : rest(mask) {}
  explicit operator bool() const { return rest != 0; }
  uint32_t lane() const { return static_cast<uint32_t>(__builtin_ctzll(rest)); }
  void next() { rest &= rest - 1; }
};

static void complete(Warp &warp, Exchange &exchange) {
  uint64_t lanes = exchange.arrived;
  exchange.arrived = 0;
  --warp.open;
  if (exchange.operation)
    exchange.operation(warp, lanes);
  else
    orderWarp(laneOf(warp, Lanes(lanes).lane())); // only syncwarp orders memory
  for (Lanes each(lanes); each; each.next())
    makeRunnable(laneOf(warp, each.lane()));
}

static Exchange &findExchange(Thread &thread, uint64_t mask, const fx_site *site) {
  Warp &warp = *thread.warpState;
  Exchange *free = nullptr;
  uint32_t open = warp.open;
  for (Exchange &exchange : warp.exchanges) {
    if (exchange.arrived == 0) {
      if (!free)
        free = &exchange;
      if (open == 0)
        break;
      continue;
    }
    if (exchange.mask == mask)
      return exchange;
    --open;
  }
  if (!free)
    fail(thread, site, "more warp operations with different masks at once than a warp can have");
  ++warp.open;
  free->mask = mask;
  return *free;
}

uint64_t meet(Thread &thread, uint64_t mask, void (*operation)(Warp &, uint64_t), const fx_site *site) {
  Warp &warp = *thread.warpState;
  if (thread.wave < 64)
    mask &= (uint64_t(1) << thread.wave) - 1;
  if (!(mask & bit(thread.lane)))
    fail(thread, site, "lane %u takes part in a warp operation whose mask 0x%llx does not name it", thread.lane,
         static_cast<unsigned long long>(mask));
  Exchange &exchange = findExchange(thread, mask, site);
  if (exchange.arrived == 0) {
    exchange.operation = operation;
    exchange.site = site;
  } else if (exchange.operation != operation) {
    TextOf<256> other;
    addSite(other, exchange.site);
    fail(thread, site, "divergent warp operation: other lanes of mask 0x%llx wait in another operation%s", static_cast<unsigned long long>(mask),
         other.start);
  }
  exchange.arrived |= bit(thread.lane);
  if (exchange.arrived == (mask & warp.live)) {
    complete(warp, exchange);
    return thread.result;
  }
  waitFor(thread, alwaysZero, 0, Wait::WarpOperation, site);
  return thread.result;
}

void leaveWarp(Thread &thread) {
  Warp &warp = *thread.warpState;
  if (warp.open == 0)
    return;
  for (Exchange &exchange : warp.exchanges)
    if (exchange.arrived != 0 && exchange.arrived == (exchange.mask & warp.live))
      complete(warp, exchange);
}

// ---- What the operations compute: the last lane that comes computes for all -----------------------------------------------------------------------

enum Shuffle : uint32_t { ShuffleUp, ShuffleDown, ShuffleButterfly, ShuffleIndex };

/// The lane to read from, by the rules of PTX `shfl.sync`; `inside` says whether it lies in the segment.
static uint32_t shuffleSource(Shuffle mode, uint32_t lane, uint32_t operand, uint32_t clampWord, bool &inside) {
  uint32_t offset = operand & 31, clamp = clampWord & 31, segment = (clampWord >> 8) & 31;
  uint32_t base = lane & ~31u, within = lane & 31, most = (within & segment) | (clamp & ~segment), least = within & segment;
  uint32_t source = within;
  switch (mode) {
  case ShuffleUp:
    source = within - offset;
    inside = static_cast<int32_t>(source) >= static_cast<int32_t>(most);
    break;
  case ShuffleDown:
    source = within + offset;
    inside = source <= most;
    break;
  case ShuffleButterfly:
    source = within ^ offset;
    inside = source <= most;
    break;
  case ShuffleIndex:
    source = least | (offset & ~segment);
    inside = source <= most;
    break;
  }
  return base + (inside ? source : within);
}

static void shuffle(Warp &warp, uint64_t lanes) {
  for (Lanes each(lanes); each; each.next()) {
    Thread &thread = laneOf(warp, each.lane());
    bool inside = false;
    uint32_t source = shuffleSource(static_cast<Shuffle>(thread.lane2 >> 16), each.lane(), thread.lane1, thread.lane2 & 0xffff, inside);
    // A lane that is not there has no value to give; the hardware's answer is undefined, ours is the own value.
    if (!(lanes & bit(source)))
      source = each.lane();
    thread.result = laneOf(warp, source).operand | (uint64_t(inside) << 32);
  }
}

static void vote(Warp &warp, uint64_t lanes) {
  uint64_t ballot = 0;
  for (Lanes each(lanes); each; each.next())
    ballot |= laneOf(warp, each.lane()).operand ? bit(each.lane()) : 0;
  for (Lanes each(lanes); each; each.next()) {
    Thread &thread = laneOf(warp, each.lane());
    switch (thread.lane1) {
    case 0: thread.result = ballot == lanes; break;
    case 1: thread.result = ballot != 0; break;
    case 2: thread.result = ballot == lanes || ballot == 0; break;
    default: thread.result = ballot; break;
    }
  }
}

static void matchAny(Warp &warp, uint64_t lanes) {
  for (Lanes each(lanes); each; each.next()) {
    uint64_t same = 0;
    for (Lanes other(lanes); other; other.next())
      if (laneOf(warp, other.lane()).operand == laneOf(warp, each.lane()).operand)
        same |= bit(other.lane());
    laneOf(warp, each.lane()).result = same;
  }
}

static void matchAll(Warp &warp, uint64_t lanes) {
  uint64_t value = laneOf(warp, Lanes(lanes).lane()).operand;
  bool same = true;
  for (Lanes each(lanes); each; each.next())
    same &= laneOf(warp, each.lane()).operand == value;
  for (Lanes each(lanes); each; each.next())
    laneOf(warp, each.lane()).result = same ? lanes | (uint64_t(1) << 32) : 0;
}

static void elect(Warp &warp, uint64_t lanes) {
  uint32_t leader = Lanes(lanes).lane();
  for (Lanes each(lanes); each; each.next())
    laneOf(warp, each.lane()).result = leader | (uint64_t(each.lane() == leader) << 32);
}

static float minimumNumber(float a, float b) { return a != a ? b : b != b || a < b ? a : b; }
static float maximumNumber(float a, float b) { return a != a ? b : b != b || a > b ? a : b; }

static uint32_t combine(uint32_t kind, uint32_t a, uint32_t b) {
  auto signedA = static_cast<int32_t>(a), signedB = static_cast<int32_t>(b);
  switch (kind) {
  case 0: return a + b;
  case 1: return a < b ? a : b;
  case 2: return a > b ? a : b;
  case 3: return signedA < signedB ? a : b;
  case 4: return signedA > signedB ? a : b;
  case 5: return a & b;
  case 6: return a | b;
  case 7: return a ^ b;
  case 8: return __builtin_bit_cast(uint32_t, minimumNumber(__builtin_bit_cast(float, a), __builtin_bit_cast(float, b)));
  case 9: return __builtin_bit_cast(uint32_t, maximumNumber(__builtin_bit_cast(float, a), __builtin_bit_cast(float, b)));
  }
  return 0;
}

static void reduce(Warp &warp, uint64_t lanes) {
  Lanes each(lanes);
  Thread &first = laneOf(warp, each.lane());
  auto value = static_cast<uint32_t>(first.operand);
  for (each.next(); each; each.next())
    value = combine(first.lane1, value, static_cast<uint32_t>(laneOf(warp, each.lane()).operand));
  for (Lanes all(lanes); all; all.next())
    laneOf(warp, all.lane()).result = value;
}

} // namespace fornax::runtime::simulator

using namespace fornax::runtime::simulator;

void fx_sim_syncwarp(void *self, uint64_t mask, void *site) { meet(asThread(self), mask, nullptr, asSite(site)); }

uint64_t fx_sim_shuffle(void *self, uint64_t mask, uint32_t mode, uint32_t value, uint32_t lane, uint32_t clamp, void *site) {
  Thread &thread = asThread(self);
  thread.operand = value;
  thread.lane1 = lane;
  thread.lane2 = mode << 16 | (clamp & 0xffff);
  return meet(thread, mask, shuffle, asSite(site));
}

uint64_t fx_sim_vote(void *self, uint64_t mask, uint32_t kind, uint32_t predicate, void *site) {
  Thread &thread = asThread(self);
  thread.operand = predicate;
  thread.lane1 = kind;
  return meet(thread, mask, vote, asSite(site));
}

uint32_t fx_sim_match_any(void *self, uint64_t mask, uint64_t value, void *site) {
  asThread(self).operand = value;
  return static_cast<uint32_t>(meet(asThread(self), mask, matchAny, asSite(site)));
}

uint64_t fx_sim_match_all(void *self, uint64_t mask, uint64_t value, void *site) {
  asThread(self).operand = value;
  return meet(asThread(self), mask, matchAll, asSite(site));
}

uint32_t fx_sim_redux(void *self, uint64_t mask, uint32_t kind, uint32_t value, void *site) {
  Thread &thread = asThread(self);
  thread.operand = value;
  thread.lane1 = kind;
  return static_cast<uint32_t>(meet(thread, mask, reduce, asSite(site)));
}

uint64_t fx_sim_elect(void *self, uint64_t mask, void *site) { return meet(asThread(self), mask, elect, asSite(site)); }

uint32_t fx_sim_lanemask(void *self, uint32_t kind) {
  uint32_t own = 1u << (asThread(self).lane & 31);
  switch (kind) {
  case 0: return own;
  case 1: return own - 1;
  case 2: return own | (own - 1);
  case 3: return ~(own | (own - 1));
  }
  return ~(own - 1);
}

// Which lanes run together is the hardware's choice; alone is always a possible one, and the only one that cannot hang afterwards.
uint32_t fx_sim_activemask(void *self) { return 1u << (asThread(self).lane & 31); }
