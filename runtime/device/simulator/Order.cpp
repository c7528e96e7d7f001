#include "runtime/device/simulator/Checks.h"

#include <stdlib.h>
#include <string.h>

namespace fornax::runtime::simulator {

constexpr uint32_t mostWarps = 1024;  // of a group; clocks grow with the square
constexpr uint32_t pointSlots = 4096; // a power of two; half of them may be used

struct Order::Point {
  const void *key;
  uint32_t *clocks; // of both phases
};

void freeOrder(Order &order) {
  for (uint32_t i = 0; order.points && i < pointSlots; ++i)
    free(order.points[i].clocks);
  free(order.clocks);
  free(order.barrierClocks);
  free(order.barrierWarps);
  free(order.points);
  order = {};
}

bool prepareOrder(Group &group, const Launch &launch) {
  freeOrder(group.order);
  uint64_t warps = uint64_t(launch.groupBlocks) * launch.blockWarps;
  if (!(launch.image.flags & fx_image_check_races) || warps > mostWarps)
    return true;
  Order &order = group.order;
  order.warps = static_cast<uint32_t>(warps);
  order.clocks = static_cast<uint32_t *>(calloc(warps * warps, sizeof(uint32_t)));
  order.barrierClocks = static_cast<uint32_t *>(calloc(uint64_t(launch.groupBlocks) * barrierCount * warps, sizeof(uint32_t)));
  order.barrierWarps = static_cast<uint32_t *>(calloc(uint64_t(launch.groupBlocks) * barrierCount, sizeof(uint32_t)));
  order.points = static_cast<Order::Point *>(calloc(pointSlots, sizeof(Order::Point)));
  return order.clocks && order.barrierClocks && order.barrierWarps && order.points;
}

void startOrder(Group &group, uint64_t number) {
  static std::atomic<uint32_t> epochs{0};
  Order &order = group.order;
  order.epoch = epochs.fetch_add(1, std::memory_order_relaxed) + 1;
  order.number = number;
  if (!order.clocks)
    return;
  uint64_t warps = order.warps, blocks = group.launch->groupBlocks;
  memset(order.clocks, 0, warps * warps * sizeof(uint32_t));
  for (uint64_t w = 0; w < warps; ++w)
    order.clocks[w * warps + w] = 1;
  memset(order.barrierClocks, 0, blocks * barrierCount * warps * sizeof(uint32_t));
  memset(order.barrierWarps, 0, blocks * barrierCount * sizeof(uint32_t));
  for (uint32_t i = 0; order.pointCount && i < pointSlots; ++i) {
    free(order.points[i].clocks);
    order.points[i] = {};
  }
  order.pointCount = 0;
  order.lost = false;
}

static uint32_t warpOf(const Thread &thread) {
  const Group &group = *thread.block->group;
  return static_cast<uint32_t>(thread.block - group.blocks) * group.launch->blockWarps + thread.warp;
}

static uint32_t *clockOf(const Thread &thread) {
  const Order &order = thread.block->group->order;
  return order.clocks + uint64_t(warpOf(thread)) * order.warps;
}

static void join(uint32_t *into, const uint32_t *from, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i)
    if (from[i] > into[i])
      into[i] = from[i];
}

uint32_t momentOf(const Thread &thread) { return clockOf(thread)[warpOf(thread)]; }
bool knows(const Thread &thread, uint32_t warp, uint32_t moment) { return clockOf(thread)[warp] > moment; }

void orderArrival(Thread &thread, uint32_t barrier, bool waits) {
  Order &order = groupOf(thread).order;
  if (!order.clocks)
    return;
  uint64_t index = static_cast<uint64_t>(thread.block - thread.block->group->blocks) * barrierCount + barrier;
  uint32_t *clocks = order.barrierClocks + index * order.warps, *own = clockOf(thread), warp = warpOf(thread);
  join(clocks, own, order.warps);
  // The present moment will be over for those who meet here.
  if (clocks[warp] < own[warp] + 1)
    clocks[warp] = own[warp] + 1;
  if (waits)
    order.barrierWarps[index] |= 1u << thread.warp;
  else
    ++own[warp];
}

void orderBarrier(Block &block, uint32_t barrier) {
  Order &order = block.group->order;
  if (!order.clocks)
    return;
  uint64_t blockIndex = static_cast<uint64_t>(&block - block.group->blocks), index = blockIndex * barrierCount + barrier;
  uint32_t *clocks = order.barrierClocks + index * order.warps;
  uint64_t firstWarp = blockIndex * block.group->launch->blockWarps;
  for (uint32_t rest = order.barrierWarps[index]; rest; rest &= rest - 1)
    join(order.clocks + (firstWarp + static_cast<uint32_t>(__builtin_ctz(rest))) * order.warps, clocks, order.warps);
  order.barrierWarps[index] = 0;
  memset(clocks, 0, order.warps * sizeof(uint32_t));
}

void orderWarp(Thread &thread) {
  if (groupOf(thread).order.clocks)
    ++clockOf(thread)[warpOf(thread)];
}

static uint32_t *findPoint(Order &order, const void *key, uint32_t phase) {
  auto hash = static_cast<uint32_t>((reinterpret_cast<uintptr_t>(key) >> 2) * 0x9e3779b97f4a7c15u >> 40);
  for (uint32_t i = hash;; ++i) {
    Order::Point &point = order.points[i & (pointSlots - 1)];
    if (point.key == key)
      return point.clocks + phase * order.warps;
    if (point.key)
      continue;
    uint32_t *clocks = order.pointCount < pointSlots / 2 ? static_cast<uint32_t *>(calloc(2 * order.warps, sizeof(uint32_t))) : nullptr;
    if (!clocks) {
      order.lost = true;
      return nullptr;
    }
    point = {key, clocks};
    ++order.pointCount;
    return clocks + phase * order.warps;
  }
}

void releaseAt(Thread &thread, const void *key, uint32_t phase) {
  Order &order = groupOf(thread).order;
  uint32_t *point = order.clocks && !order.lost ? findPoint(order, key, phase) : nullptr;
  if (!point)
    return;
  uint32_t *own = clockOf(thread), warp = warpOf(thread);
  ++own[warp];
  join(point, own, order.warps);
}

void acquireAt(Thread &thread, const void *key, uint32_t phase) {
  Order &order = groupOf(thread).order;
  if (uint32_t *point = order.clocks && !order.lost ? findPoint(order, key, phase) : nullptr)
    join(clockOf(thread), point, order.warps);
}

} // namespace fornax::runtime::simulator
