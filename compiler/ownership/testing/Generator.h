#pragma once
// Random programs for the fuzz test: nested branches, loops, handlers, assignments, moves of fields, holders, `Never` calls.

#include "ownership/testing/Program.h"
#include <array>

namespace fornax::ownership::testing {

/// Mersenne Twister with the derivations of Python's `random`, so that a seed names the same program as in the executable model of the
/// algorithm, and their totals can be compared.
class Random {
public:
  explicit Random(uint32_t seed);
  double real();                  // in [0, 1)
  uint32_t below(uint32_t n);     // in [0, n)
  int between(int low, int high); // both included
  bool chance(double p) { return real() < p; }
  template <class T> const T &choice(const std::vector<T> &items) { return items[below(uint32_t(items.size()))]; }

private:
  std::array<uint32_t, 624> state;
  unsigned index = 624;
  uint32_t next();
};

std::unique_ptr<Program> generate(uint32_t seed);

} // namespace fornax::ownership::testing
