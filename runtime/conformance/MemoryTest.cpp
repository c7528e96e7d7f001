// Buffers: where they come from, what they cost, how they fail.
#include "runtime/conformance/Conformance.h"

CONFORMANCE_SUITE(Memory);

TEST_P(Memory, BuffersOfEachKindHoldTheirBytes) {
  for (uint32_t kind : {fx_memory_device, fx_memory_host, fx_memory_managed}) {
    void *address = allocate(1000, kind);
    ASSERT_NE(nullptr, address);
    EXPECT_EQ(0u, reinterpret_cast<uintptr_t>(address) % 256);
    EXPECT_OK(fx_fill(stream, address, 1000, 0x5a, 1));
    EXPECT_EQ(std::vector<uint8_t>(1000, 0x5a), download(static_cast<uint8_t *>(address), 1000));
  }
}

TEST_P(Memory, HostBuffersAreReadByTheHost) {
  auto *host = static_cast<uint32_t *>(allocate(16 * sizeof(uint32_t), fx_memory_host));
  EXPECT_OK(fx_fill(stream, host, 16, 7, 4));
  EXPECT_OK(fx_stream_sync(stream));
  for (int i = 0; i < 16; ++i)
    EXPECT_EQ(7u, host[i]);
}

TEST_P(Memory, EmptyBuffersHaveAddressesOfTheirOwn) {
  void *a = allocate(0), *b = allocate(0);
  EXPECT_NE(nullptr, a);
  EXPECT_NE(a, b);
}

TEST_P(Memory, BuffersMayGoWhileWorkUsesThem) {
  for (int i = 0; i < 200; ++i) {
    void *from = nullptr, *to = nullptr;
    ASSERT_OK(fx_buffer_create(stream, 1 << 20, fx_memory_host, &from));
    ASSERT_OK(fx_buffer_create(stream, 1 << 20, fx_memory_device, &to));
    memset(from, i, 1 << 20);
    EXPECT_OK(fx_copy(stream, to, from, 1 << 20, fx_copy_kinds(fx_memory_device, fx_memory_host)));
    fx_buffer_destroy(stream, from, fx_memory_host);
    if (i % 50 == 0) {
      EXPECT_EQ(std::vector<uint8_t>(1 << 20, static_cast<uint8_t>(i)), download(static_cast<uint8_t *>(to), 1 << 20));
    }
    fx_buffer_destroy(stream, to, fx_memory_device);
  }
  EXPECT_OK(fx_stream_sync(stream));
}

TEST_P(Memory, TooMuchNamesTheSizes) {
  void *address = nullptr;
  const char *status = fx_buffer_create(stream, uint64_t(1) << 46, fx_memory_device, &address);
  ASSERT_NE(nullptr, status);
  EXPECT_NE(nullptr, strstr(status, "out of device memory: 64.0 TiB asked for on device 0 (")) << status;
  EXPECT_NE(nullptr, strstr(status, " free")) << status;
  // And the device still works.
  EXPECT_OK(fx_fill(stream, allocate(64), 64, 1, 1));
  EXPECT_OK(fx_stream_sync(stream));
}

TEST_P(Memory, TheDeviceKnowsHowMuchItHas) {
  int64_t total = info(fx_device_memory_total), free = info(fx_device_memory_free);
  EXPECT_GT(total, 0);
  EXPECT_GE(total, free);
}

TEST_P(Memory, FillsHaveAllWidths) {
  constexpr size_t count = 1237;
  EXPECT_OK(fx_fill(stream, allocate(8), 0, 0, 8));
  auto *a = static_cast<uint16_t *>(allocate(count * 2));
  EXPECT_OK(fx_fill(stream, a, count, 0xbeef, 2));
  EXPECT_EQ(std::vector<uint16_t>(count, 0xbeef), download(a, count));
  auto *b = static_cast<uint32_t *>(allocate(count * 4));
  EXPECT_OK(fx_fill(stream, b, count, 0xdeadbeef, 4));
  EXPECT_EQ(std::vector<uint32_t>(count, 0xdeadbeef), download(b, count));
  auto *c = static_cast<uint64_t *>(allocate(count * 8));
  EXPECT_OK(fx_fill(stream, c, count, 0x0123456789abcdef, 8));
  EXPECT_EQ(std::vector<uint64_t>(count, 0x0123456789abcdef), download(c, count));
  EXPECT_OK(fx_fill(stream, c, count, 0x1111111111111111, 8));
  EXPECT_EQ(std::vector<uint64_t>(count, 0x1111111111111111), download(c, count));
  EXPECT_STREQ("cannot fill with elements of 3 bytes", fx_fill(stream, c, 1, 0, 3));
}
