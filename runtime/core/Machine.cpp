// Clock, processors, randomness.
#include "runtime/core/Functions.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

namespace fornax::runtime {

static uint32_t logicalProcessors() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0)
    return 1;
  int count = CPU_COUNT(&set);
  return count > 0 ? static_cast<uint32_t>(count) : 1;
}

static bool readFirstNumber(const char *format, unsigned processor, unsigned *out) {
  char path[96];
  snprintf(path, sizeof(path), format, processor);
  FILE *file = fopen(path, "re");
  if (!file)
    return false;
  bool found = fscanf(file, "%u", out) == 1;
  fclose(file);
  return found;
}

/// A core is counted at its first hardware thread.
static uint32_t physicalProcessors() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0)
    return 1;
  uint32_t count = 0;
  for (unsigned i = 0; i < CPU_SETSIZE; ++i) {
    unsigned first;
    if (CPU_ISSET(i, &set) &&
        (!readFirstNumber("/sys/devices/system/cpu/cpu%u/topology/thread_siblings_list", i, &first) || first == i || !CPU_ISSET(first, &set)))
      ++count;
  }
  return count ? count : 1;
}

static uint32_t poolSize() {
  const char *text = getenv("FORNAX_THREADS");
  long wanted = text ? strtol(text, nullptr, 10) : 0;
  return wanted > 0 && wanted <= 4096 ? static_cast<uint32_t>(wanted) : logicalProcessors();
}

} // namespace fornax::runtime

using namespace fornax::runtime;

uint64_t fx_now() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1000000000 + static_cast<uint64_t>(now.tv_nsec);
}

void fx_sleep(uint64_t nanoseconds) {
  timespec rest = {static_cast<time_t>(nanoseconds / 1000000000), static_cast<long>(nanoseconds % 1000000000)};
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR)
    ;
}

uint32_t fx_cpu_count(uint32_t kind) {
  switch (kind) {
  case fx_cpu_logical: return logicalProcessors();
  case fx_cpu_physical:
  case fx_cpu_performance: return physicalProcessors();
  case fx_cpu_pool: return poolSize();
  }
  return 1;
}

uint64_t fx_entropy() {
  uint64_t value;
  // Fails only on kernels without the call; the clock is the best that is left then.
  if (getrandom(&value, sizeof(value), 0) != sizeof(value))
    value = fx_now() * 0x9e3779b97f4a7c15u;
  return value;
}
