#pragma once
// The kernels of the tests, each once as PTX and once as the code that a compiler for the simulator would make.
#include "runtime/conformance/Conformance.h"

namespace conformance {

struct ScaleArguments {
  float *p;
  uint32_t n;
  float k;
};
struct DynamicArguments {
  uint32_t *out;
  uint32_t words;
};

Kernel &scale();      // p[i] *= k for i < n
Kernel &ids();        // (out): each thread writes its coordinates at its linear number
Kernel &reverse();    // (p): reverses each block's 256 values through static shared memory
Kernel &dynamicSum(); // sums 0, 1, … through dynamic shared memory
Kernel &prints();     // thread 0 of each block prints "block <number>"
Kernel &traps();

extern const char *const scalePtx;

} // namespace conformance
