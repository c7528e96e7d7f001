#pragma once
// Stacks and the switch between them.
#include <stddef.h>
#include <stdint.h>

namespace fornax::runtime::simulator {

/// Saves the callee-saved registers on the running stack, leaves its pointer in `*from`, goes on at `to`.
extern "C" void fx_sim_switch(void **from, void *to) __attribute__((visibility("hidden")));

/// The pointer to give fx_sim_switch for a first entry: calls `function(argument)`, which must never return.
void *prepareStack(uint8_t *top, void (*function)(void *), void *argument);

/// Many stacks in one mapping. Only touched pages cost memory.
struct Stacks {
  uint8_t *base = nullptr;
  size_t count = 0;

  static constexpr size_t usable = 128 << 10, guard = 4096;
  // Not a power of two: else the tops of all stacks would share a few cache sets, which doubles the time of a switch.
  static constexpr size_t stride = usable + guard + 192;

  bool create(size_t wanted);
  void destroy();
  uint8_t *low(size_t index) const { return base + index * stride; }
  uint8_t *top(size_t index) const { return base + (index + 1) * stride; }
};

} // namespace fornax::runtime::simulator
