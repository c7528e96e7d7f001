#pragma once
// Races and uninitialised memory. Order.cpp knows which accesses of a group come after which; Shadow.cpp remembers who touched each word last.
#include "runtime/device/simulator/Simulator.h"

namespace fornax::runtime::simulator {

bool prepareOrder(Group &group, const Launch &launch);
void startOrder(Group &group, uint64_t number);
void freeOrder(Order &order);

/// A thread comes to a barrier; without `waits` it goes on at once.
void orderArrival(Thread &thread, uint32_t barrier, bool waits);
/// All have come: each knows of all.
void orderBarrier(Block &block, uint32_t barrier);
void orderWarp(Thread &thread);
/// What the thread did before is over for whoever acquires the same point later. `phase` is 0 or 1.
void releaseAt(Thread &thread, const void *point, uint32_t phase);
void acquireAt(Thread &thread, const void *point, uint32_t phase);

/// The moment of the thread's warp; whether the thread knows that moment of another warp of its group to be over.
uint32_t momentOf(const Thread &thread);
bool knows(const Thread &thread, uint32_t warp, uint32_t moment);

/// An access to a region that lies inside of it.
void checkShadow(Thread &thread, const Region &region, const void *address, uint64_t size, uint32_t kind, const fx_site *site);
/// The host has written there.
void markInitialised(const void *address, uint64_t size);
/// A kernel without checks runs: from now on nobody knows what is initialised.
void forgetInitialisation();
/// A copy beside the threads has written there.
void markWritten(Group &group, const void *address, uint64_t size);
void freeShadow(Region &region);
void startShadow(Launch &launch);

} // namespace fornax::runtime::simulator
