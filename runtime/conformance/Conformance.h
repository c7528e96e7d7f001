#pragma once
// Every test runs once per device: Open gives it a device and a stream, and skips devices that this machine does not have.
#include "runtime/core/Functions.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace conformance {

#define EXPECT_OK(CALL) EXPECT_STREQ(nullptr, (CALL))
#define ASSERT_OK(CALL) ASSERT_STREQ(nullptr, (CALL))

/// The names of the devices to test: "sim", "cuda".
std::vector<std::string> devices();

class Open : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override;
  void TearDown() override;

  bool isSimulator() const { return GetParam() == "sim"; }
  int64_t info(uint32_t attribute);

  /// Device memory with those contents; freed at the end of the test.
  template <class T> T *upload(const std::vector<T> &values) {
    auto *address = static_cast<T *>(allocate(values.size() * sizeof(T)));
    EXPECT_OK(fx_copy(stream, address, const_cast<T *>(values.data()), values.size() * sizeof(T), 0));
    EXPECT_OK(fx_stream_sync(stream));
    return address;
  }
  template <class T> std::vector<T> download(const T *address, size_t count) {
    std::vector<T> values(count);
    EXPECT_OK(fx_copy(stream, values.data(), const_cast<T *>(address), count * sizeof(T), 0));
    EXPECT_OK(fx_stream_sync(stream));
    return values;
  }
  void *allocate(uint64_t bytes, uint32_t kind = fx_memory_device);

  void *device = nullptr, *stream = nullptr;

private:
  struct Buffer {
    void *address;
    uint32_t kind;
  };
  std::vector<Buffer> buffers;
};

#define CONFORMANCE_SUITE(NAME)                                                                                                                      \
  class NAME : public conformance::Open {};                                                                                                          \
  INSTANTIATE_TEST_SUITE_P(Device, NAME, testing::ValuesIn(conformance::devices()), [](const auto &info) { return info.param; })

/// A kernel for all devices: PTX text for NVIDIA, a function for the simulator.
struct Kernel {
  fx_kernel descriptor;
  fx_image images[2];

  Kernel(const char *name, uint32_t blockSize, const char *ptx, fx_sim_entry simulated, uint32_t simulatorFlags, uint32_t staticShared = 0);
};

fx_launch_config configOf(uint32_t grid, uint32_t block, uint32_t dynamicShared = 0);

int runBenchmarks();

} // namespace conformance
