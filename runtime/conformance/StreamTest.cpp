// Streams: order, waiting, calls of the host.
#include "runtime/conformance/Conformance.h"

#include <atomic>

CONFORMANCE_SUITE(Stream);

TEST_P(Stream, IsDoneAfterSync) {
  auto *buffer = static_cast<uint8_t *>(allocate(1 << 24));
  for (int i = 0; i < 20; ++i)
    EXPECT_OK(fx_fill(stream, buffer, 1 << 24, static_cast<uint64_t>(i), 1));
  EXPECT_OK(fx_stream_sync(stream));
  bool done = false;
  EXPECT_OK(fx_stream_done(stream, &done));
  EXPECT_TRUE(done);
}

TEST_P(Stream, HostFunctionsRunInOrder) {
  struct Shared {
    std::atomic<int> calls{0};
    uint32_t seen = 0;
    uint32_t *host;
  } shared;
  shared.host = static_cast<uint32_t *>(allocate(4, fx_memory_host));
  auto *buffer = static_cast<uint32_t *>(allocate(4));
  EXPECT_OK(fx_fill(stream, buffer, 1, 42, 4));
  EXPECT_OK(fx_copy(stream, shared.host, buffer, 4, 0));
  void (*call)(void *) = [](void *context) {
    auto *s = static_cast<Shared *>(context);
    s->seen = *s->host;
    ++s->calls;
  };
  EXPECT_OK(fx_stream_host(stream, reinterpret_cast<void *>(call), &shared));
  EXPECT_OK(fx_stream_sync(stream));
  EXPECT_EQ(1, shared.calls);
  EXPECT_EQ(42u, shared.seen);
}

TEST_P(Stream, OneWaitsForAnother) {
  void *other = nullptr, *event = nullptr;
  ASSERT_OK(fx_stream_create(device, 0, &other));
  ASSERT_OK(fx_event_create(device, 0, &event));
  constexpr size_t size = 1 << 24;
  auto *buffer = static_cast<uint8_t *>(allocate(size)), *copy = static_cast<uint8_t *>(allocate(size));
  EXPECT_OK(fx_stream_sync(stream));
  for (int i = 1; i <= 9; ++i)
    EXPECT_OK(fx_fill(other, buffer, size, static_cast<uint64_t>(i), 1));
  EXPECT_OK(fx_event_record(event, other));
  EXPECT_OK(fx_stream_wait(stream, event));
  EXPECT_OK(fx_copy(stream, copy, buffer, size, 0));
  EXPECT_EQ(std::vector<uint8_t>(size, 9), download(copy, size));
  fx_event_destroy(event);
  fx_stream_destroy(other);
}

TEST_P(Stream, PrioritiesOfTheRangeWork) {
  for (int64_t priority : {info(fx_device_priority_least), info(fx_device_priority_greatest)}) {
    void *other = nullptr;
    ASSERT_OK(fx_stream_create(device, static_cast<int32_t>(priority), &other));
    EXPECT_OK(fx_stream_sync(other));
    fx_stream_destroy(other);
  }
}

TEST_P(Stream, LivesWhileSomebodyHoldsIt) {
  void *other = nullptr;
  ASSERT_OK(fx_stream_create(device, 0, &other));
  fx_stream_retain(other);
  fx_stream_destroy(other);
  EXPECT_OK(fx_stream_sync(other));
  fx_stream_destroy(other);
}

TEST_P(Stream, NativeHandlesCanBeWrapped) {
  if (isSimulator()) {
    void *wrapped = nullptr;
    EXPECT_NE(nullptr, fx_stream_wrap(device, nullptr, &wrapped));
    return;
  }
  void *wrapped = nullptr;
  ASSERT_OK(fx_stream_wrap(device, fx_stream_native(stream), &wrapped));
  auto *buffer = static_cast<uint32_t *>(allocate(4));
  EXPECT_OK(fx_fill(wrapped, buffer, 1, 5, 4));
  EXPECT_EQ(std::vector<uint32_t>{5}, download(buffer, 1));
  fx_stream_destroy(wrapped);
  EXPECT_OK(fx_stream_sync(stream));
}

TEST_P(Stream, DeviceSyncWaitsForAll) {
  auto *host = static_cast<uint32_t *>(allocate(4, fx_memory_host));
  EXPECT_OK(fx_fill(stream, host, 1, 77, 4));
  EXPECT_OK(fx_device_sync(device));
  EXPECT_EQ(77u, *host);
}

TEST(Registry, NamesWhatIsMissing) {
  char hip[] = "hip", sim[] = "sim";
  void *device = nullptr;
  EXPECT_STREQ("no hip driver: this runtime has cuda, sim and cpu", fx_device_open(hip, 0, &device));
  EXPECT_STREQ("device 7 asked for, but there is 1 sim device", fx_device_open(sim, 7, &device));
  EXPECT_EQ(0u, fx_device_count(hip));
  EXPECT_EQ(1u, fx_device_count(sim));
  EXPECT_GE(fx_device_count(nullptr), 1u);
}

TEST(Registry, ThereIsADefault) {
  void *first = nullptr, *second = nullptr;
  ASSERT_OK(fx_device_open(nullptr, -1, &first));
  ASSERT_OK(fx_device_open(nullptr, 0, &second));
  EXPECT_EQ(first, second);
}

TEST(Registry, TheCpuIsADevice) {
  char cpu[] = "cpu";
  void *device = nullptr;
  ASSERT_OK(fx_device_open(cpu, 0, &device));
  const char *api = nullptr;
  EXPECT_OK(fx_device_text(device, fx_device_api, &api));
  EXPECT_STREQ("cpu", api);
}

/// What a process with that FORNAX_DEVICE answers for the name: its device's own name for its kind, or why there is none.
[[noreturn]] static void askWith(const char *wish, const char *name) {
  setenv("FORNAX_DEVICE", wish, 1);
  void *device = nullptr;
  const char *text = fx_device_open(const_cast<char *>(name), 0, &device);
  if (!text)
    text = fx_device_text(device, fx_device_api, &text) ? "no name" : text;
  fprintf(stderr, "[%s] %u", text, fx_device_count(const_cast<char *>(name)));
  _exit(0);
}

TEST(RegistryDeathTest, FollowsTheWish) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  auto exited = testing::ExitedWithCode(0);
  EXPECT_EXIT(askWith("sim", nullptr), exited, "\\[sim\\] 1");
  EXPECT_EXIT(askWith("sim", "cuda"), exited, "\\[sim\\] 1") << "the simulator stands in";
  EXPECT_EXIT(askWith("sim:sm_90a", "gpu"), exited, "\\[sim\\] 1");
  EXPECT_EXIT(askWith("none", nullptr), exited, "\\[no device: FORNAX_DEVICE=none\\] 0");
  EXPECT_EXIT(askWith("none", "cpu"), exited, "\\[cpu\\] 1") << "the processor is always there";
  EXPECT_EXIT(askWith("toaster", nullptr), exited, "FORNAX_DEVICE=toaster names no kind of device");
  EXPECT_EXIT(askWith("cuda:99", nullptr), exited, "\\[FORNAX_DEVICE=cuda:99( asks for a GPU, but there is no cuda d|, but there)");
}
