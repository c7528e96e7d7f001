#pragma once
// Simulated kernels in tests, as a compiler would make them: C++ functions with the entry's signature.
#include "runtime/device/simulator/Functions.h"

#include <functional>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <string.h>
#include <string>
#include <vector>

#define EXPECT_HAS(TEXT, PART) EXPECT_PRED2(contains, TEXT, PART)
inline bool contains(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

/// Runs C++ functions as kernels of the simulator.
class SimulatorFixture : public testing::Test {
protected:
  using Body = std::function<void(fx_sim_thread *)>;

  struct Shape {
    uint32_t grid = 1, block = 32, cluster = 0, dynamicShared = 0, staticShared = 0, flags = 0, launchFlags = 0;
  };

  void SetUp() override {
    char sim[] = "sim";
    ASSERT_STREQ(nullptr, fx_device_open(sim, 0, &device));
    ASSERT_STREQ(nullptr, fx_stream_create(device, 0, &stream));
  }
  void TearDown() override { fx_stream_destroy(stream); }

  /// Runs the body as a kernel; its error, or "".
  std::string run(Shape shape, Body body) {
    fx_sim_entry entry = [](fx_sim_thread *self, const uint8_t *block) { (**reinterpret_cast<Body *const *>(block))(self); };
    fx_image image = {fx_image_simulator, 0, 0, shape.staticShared, 0, 32, shape.flags, "sim", "body", reinterpret_cast<const void *>(entry), 0};
    fx_kernel kernel = {fx_kernel_version, 0, 8, 1, "body", nullptr, &image, nullptr, nullptr};
    fx_launch_config config = {{shape.grid, 1, 1}, {shape.block, 1, 1}, {shape.cluster, 1, 1}, shape.dynamicShared, shape.launchFlags, 0, nullptr};
    Body *argument = &body;
    EXPECT_STREQ(nullptr, fx_launch(stream, &kernel, &config, &argument));
    const char *status = fx_stream_sync(stream);
    std::string text = status ? status : "";
    fx_module_unload_state(kernel);
    return text;
  }

  template <class T> T *buffer(size_t count, uint32_t kind = fx_memory_device) {
    void *address = nullptr;
    EXPECT_STREQ(nullptr, fx_buffer_create(stream, count * sizeof(T), kind, &address));
    memset(address, 0, count * sizeof(T));
    return static_cast<T *>(address);
  }

  void *device = nullptr, *stream = nullptr;

private:
  // The descriptor lives on the stack of run(), what was loaded for it on the heap.
  static void fx_module_unload_state(fx_kernel &kernel) { free(kernel.state); }
};
