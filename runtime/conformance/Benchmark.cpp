// What the device layer itself costs: run with --benchmark. Prints a table; judges nothing.
#include "runtime/conformance/Conformance.h"
#include "runtime/conformance/Kernels.h"
#include "runtime/device/nvidia/Library.h"
#include "runtime/device/simulator/Functions.h"

#include <algorithm>
#include <stdio.h>

namespace conformance {

constexpr uint32_t barrierRounds = 1000;

static void barrierRing(fx_sim_thread *self, const uint8_t *) {
  for (uint32_t i = 0; i < barrierRounds; ++i)
    fx_sim_barrier(self, 0, 0, nullptr);
}

static void shuffleRing(fx_sim_thread *self, const uint8_t *) {
  uint32_t value = self->lane;
  for (uint32_t i = 0; i < barrierRounds; ++i)
    value += static_cast<uint32_t>(fx_sim_shuffle(self, 0xffffffff, 2, value, 1, 0x1f, nullptr));
}

static void twoBarriers(fx_sim_thread *self, const uint8_t *) {
  fx_sim_barrier(self, 0, 0, nullptr);
  fx_sim_barrier(self, 0, 0, nullptr);
}

/// The median time of a launch in nanoseconds.
static double timeLaunch(void *stream, Kernel &kernel, fx_launch_config config, void *arguments, int repeats) {
  std::vector<uint64_t> times;
  for (int i = 0; i < repeats; ++i) {
    uint64_t start = fx_now();
    fx_launch(stream, &kernel.descriptor, &config, arguments);
    if (const char *status = fx_stream_sync(stream))
      printf("failed: %s\n", status);
    times.push_back(fx_now() - start);
  }
  std::sort(times.begin(), times.end());
  return static_cast<double>(times[times.size() / 2]);
}

static void benchmarkSimulator() {
  char sim[] = "sim";
  void *device = nullptr, *stream = nullptr;
  if (fx_device_open(sim, 0, &device) || fx_stream_create(device, 0, &stream))
    return;
  Kernel barriers("barriers", 0, nullptr, barrierRing, 0), shuffles("shuffles", 0, nullptr, shuffleRing, 0), two("two", 0, nullptr, twoBarriers, 0);
  double barrier = timeLaunch(stream, barriers, configOf(1, 256), nullptr, 21) / (256.0 * barrierRounds);
  double shuffle = timeLaunch(stream, shuffles, configOf(1, 32), nullptr, 21) / (32.0 * barrierRounds);
  constexpr uint32_t blocks = 4000;
  double block = timeLaunch(stream, two, configOf(blocks, 256), nullptr, 11) / blocks * fx_cpu_count(fx_cpu_pool);
  printf("simulator: barrier, ns per thread of 256      %8.2f\n", barrier);
  printf("simulator: shuffle, ns per lane               %8.2f\n", shuffle);
  printf("simulator: block of 256, two barriers, us     %8.2f\n", block / 1000);
  fx_stream_destroy(stream);
}

static void benchmarkDevice(const char *name) {
  char api[16];
  snprintf(api, sizeof(api), "%s", name);
  void *device = nullptr, *stream = nullptr, *buffer = nullptr;
  if (const char *status = fx_device_open(api, 0, &device)) {
    printf("%s: %s\n", name, status);
    return;
  }
  fx_stream_create(device, 0, &stream);
  fx_buffer_create(stream, 1 << 20, fx_memory_device, &buffer);
  ScaleArguments arguments = {static_cast<float *>(buffer), 256, 1};
  fx_launch_config config = configOf(1, 256);
  timeLaunch(stream, scale(), config, &arguments, 50);
  constexpr int launches = 20000;
  uint64_t start = fx_now();
  for (int i = 0; i < launches; ++i)
    fx_launch(stream, &scale().descriptor, &config, &arguments);
  uint64_t issued = fx_now() - start;
  fx_stream_sync(stream);
  printf("%s: host cost of a launch, us              %8.2f\n", name, static_cast<double>(issued) / launches / 1000);
  printf("%s: launch and wait, us                    %8.2f\n", name, timeLaunch(stream, scale(), config, &arguments, 501) / 1000);
  start = fx_now();
  for (int i = 0; i < 2000; ++i) {
    void *piece = nullptr;
    fx_buffer_create(stream, 1 << 16, fx_memory_device, &piece);
    fx_buffer_destroy(stream, piece, fx_memory_device);
  }
  printf("%s: device buffer made and freed, us       %8.2f\n", name, static_cast<double>(fx_now() - start) / 2000 / 1000);
  fx_buffer_destroy(stream, buffer, fx_memory_device);
  fx_stream_destroy(stream);
}

/// The same launch by the driver's own call: what ours is to be compared with.
static void benchmarkDriver() {
  namespace nvidia = fornax::runtime::nvidia;
  const nvidia::Library *cuda = nvidia::openLibrary(nullptr);
  if (!cuda)
    return;
  char api[] = "cuda";
  void *device = nullptr, *stream = nullptr, *buffer = nullptr;
  nvidia::CUmodule module = nullptr;
  nvidia::CUfunction function = nullptr;
  if (fx_device_open(api, 0, &device) || fx_stream_create(device, 0, &stream) || fx_buffer_create(stream, 1 << 20, fx_memory_device, &buffer) ||
      fx_device_select(device) || cuda->moduleLoadDataEx(&module, scalePtx, 0, nullptr, nullptr) ||
      cuda->moduleGetFunction(&function, module, "scale"))
    return;
  ScaleArguments arguments = {static_cast<float *>(buffer), 256, 1};
  void *parameters[] = {&arguments.p, &arguments.n, &arguments.k};
  auto native = static_cast<nvidia::CUstream>(fx_stream_native(stream));
  auto issue = [&](int launches) {
    uint64_t start = fx_now();
    for (int i = 0; i < launches; ++i)
      cuda->launchKernel(function, 1, 1, 1, 256, 1, 1, 0, native, parameters, nullptr);
    return fx_now() - start;
  };
  issue(1000);
  fx_stream_sync(stream);
  constexpr int launches = 20000;
  uint64_t issued = issue(launches);
  fx_stream_sync(stream);
  printf("cuda: host cost of the driver's cuLaunchKernel, us %8.2f\n", static_cast<double>(issued) / launches / 1000);
  fx_buffer_destroy(stream, buffer, fx_memory_device);
  fx_stream_destroy(stream);
}

int runBenchmarks() {
  benchmarkSimulator();
  benchmarkDevice("sim");
  benchmarkDevice("cuda");
  benchmarkDriver();
  return 0;
}

} // namespace conformance
