#include "runtime/conformance/Conformance.h"

#include <string.h>

namespace conformance {

std::vector<std::string> devices() { return {"sim", "cuda"}; }

void Open::SetUp() {
  auto *api = const_cast<char *>(GetParam().c_str());
  if (const char *why = fx_device_check(api, 0))
    GTEST_SKIP() << why;
  ASSERT_OK(fx_device_open(api, 0, &device));
  ASSERT_OK(fx_stream_create(device, 0, &stream));
}

void Open::TearDown() {
  for (const Buffer &buffer : buffers)
    fx_buffer_destroy(stream, buffer.address, buffer.kind);
  fx_stream_destroy(stream);
}

int64_t Open::info(uint32_t attribute) {
  int64_t value = -1;
  EXPECT_OK(fx_device_info(device, attribute, &value));
  return value;
}

void *Open::allocate(uint64_t bytes, uint32_t kind) {
  void *address = nullptr;
  EXPECT_OK(fx_buffer_create(stream, bytes, kind, &address));
  buffers.push_back({address, kind});
  return address;
}

Kernel::Kernel(const char *name, uint32_t blockSize, const char *ptx, fx_sim_entry simulated, uint32_t simulatorFlags, uint32_t staticShared)
    : descriptor{}, images{} {
  images[0] = {fx_image_ptx, 75, 0, staticShared, 0, 32, 0, "sm_75", name, ptx, ptx ? strlen(ptx) + 1 : 0};
  images[1] = {fx_image_simulator, 0, 0, staticShared, 0, 32, simulatorFlags, "sim", name, reinterpret_cast<const void *>(simulated), 0};
  descriptor.version = fx_kernel_version;
  descriptor.blockSize = blockSize;
  descriptor.imageCount = simulated ? 2 : 1;
  descriptor.name = name;
  descriptor.images = images;
}

fx_launch_config configOf(uint32_t grid, uint32_t block, uint32_t dynamicShared) {
  fx_launch_config config = {};
  config.grid[0] = grid;
  config.block[0] = block;
  config.grid[1] = config.grid[2] = config.block[1] = config.block[2] = 1;
  config.dynamicShared = dynamicShared;
  return config;
}

} // namespace conformance
