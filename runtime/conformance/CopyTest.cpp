// Copies between all kinds of memory.
#include "runtime/conformance/Conformance.h"

#include <numeric>

CONFORMANCE_SUITE(Copy);

static std::vector<uint32_t> counting(size_t count) {
  std::vector<uint32_t> values(count);
  std::iota(values.begin(), values.end(), 1);
  return values;
}

TEST_P(Copy, RoundTripThroughPageableMemory) {
  auto values = counting(100000);
  EXPECT_EQ(values, download(upload(values), values.size()));
}

TEST_P(Copy, BetweenBuffersOfEachKind) {
  auto values = counting(5000);
  size_t bytes = values.size() * sizeof(uint32_t);
  uint32_t *source = upload(values);
  for (uint32_t from : {fx_memory_device, fx_memory_host, fx_memory_managed})
    for (uint32_t to : {fx_memory_device, fx_memory_host, fx_memory_managed}) {
      void *first = allocate(bytes, from), *second = allocate(bytes, to);
      EXPECT_OK(fx_copy(stream, first, source, bytes, 0));
      EXPECT_OK(fx_copy(stream, second, first, bytes, fx_copy_kinds(static_cast<fx_memory>(to), static_cast<fx_memory>(from))));
      EXPECT_EQ(values, download(static_cast<uint32_t *>(second), values.size()));
    }
}

TEST_P(Copy, PartsOfABuffer) {
  uint32_t *buffer = upload(counting(100));
  EXPECT_OK(fx_copy(stream, buffer + 10, buffer + 50, 10 * sizeof(uint32_t), 0));
  auto result = download(buffer, 100);
  EXPECT_EQ(10u, result[9]);
  EXPECT_EQ(51u, result[10]);
  EXPECT_EQ(60u, result[19]);
  EXPECT_EQ(21u, result[20]);
}

TEST_P(Copy, PageableSourceMayChangeAfterTheCall) {
  std::vector<uint32_t> values(1 << 20, 3);
  auto *buffer = static_cast<uint32_t *>(allocate(values.size() * 4));
  EXPECT_OK(fx_copy(stream, buffer, values.data(), values.size() * 4, 0));
  std::fill(values.begin(), values.end(), 4);
  EXPECT_EQ(std::vector<uint32_t>(1 << 20, 3), download(buffer, 1 << 20));
}

TEST_P(Copy, NothingIsFine) { EXPECT_OK(fx_copy(stream, nullptr, nullptr, 0, 0)); }

TEST_P(Copy, OrderWithinAStream) {
  auto *buffer = static_cast<uint32_t *>(allocate(4));
  std::vector<uint32_t> results(50);
  for (uint32_t i = 0; i < 50; ++i) {
    EXPECT_OK(fx_fill(stream, buffer, 1, i, 4));
    EXPECT_OK(fx_copy(stream, &results[i], buffer, 4, 0));
  }
  EXPECT_OK(fx_stream_sync(stream));
  for (uint32_t i = 0; i < 50; ++i)
    EXPECT_EQ(i, results[i]);
}

TEST_P(Copy, BeyondABufferIsRefused) {
  if (!isSimulator())
    GTEST_SKIP() << "hardware finds only what no buffer holds";
  void *buffer = allocate(100);
  char text[200] = {};
  EXPECT_STREQ("copy to outside of a buffer: 101 bytes from byte 0 of a device buffer of 100 bytes", fx_copy(stream, buffer, text, 101, 0));
  EXPECT_STREQ("fill outside of a buffer: 96 bytes from byte 8 of a device buffer of 100 bytes",
               fx_fill(stream, static_cast<char *>(buffer) + 8, 12, 0, 8));
}

TEST_P(Copy, PeerOfItself) {
  uint32_t *from = upload(counting(64));
  auto *to = static_cast<uint32_t *>(allocate(256));
  EXPECT_OK(fx_copy_peer(stream, to, device, from, device, 256));
  EXPECT_EQ(counting(64), download(to, 64));
  EXPECT_OK(fx_peer_enable(device, device));
}
