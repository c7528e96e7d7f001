// One executable for all devices: the simulator always, NVIDIA where there is a driver. `--benchmark` measures instead of testing.
#include "runtime/conformance/Conformance.h"

#include <string.h>

int main(int argc, char **argv) {
  for (int i = 1; i < argc; ++i)
    if (strcmp(argv[i], "--benchmark") == 0)
      return conformance::runBenchmarks();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
