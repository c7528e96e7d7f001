// Events: order and time.
#include "runtime/conformance/Conformance.h"

CONFORMANCE_SUITE(Events);

TEST_P(Events, TimeGoesForward) {
  void *start = nullptr, *end = nullptr;
  ASSERT_OK(fx_event_create(device, fx_event_timing, &start));
  ASSERT_OK(fx_event_create(device, fx_event_timing, &end));
  void *buffer = allocate(1 << 26);
  uint64_t before = fx_now();
  EXPECT_OK(fx_event_record(start, stream));
  for (int i = 0; i < 10; ++i)
    EXPECT_OK(fx_fill(stream, buffer, 1 << 26, 1, 1));
  EXPECT_OK(fx_event_record(end, stream));
  EXPECT_OK(fx_event_sync(end));
  uint64_t host = fx_now() - before;
  int64_t nanoseconds = -1;
  EXPECT_OK(fx_event_elapsed(start, end, &nanoseconds));
  EXPECT_GT(nanoseconds, 0);
  EXPECT_LE(nanoseconds, static_cast<int64_t>(host) + 1000000);
  bool done = false;
  EXPECT_OK(fx_event_done(end, &done));
  EXPECT_TRUE(done);
  fx_event_destroy(start);
  fx_event_destroy(end);
}

TEST_P(Events, TimingMustBeAskedFor) {
  void *start = nullptr, *end = nullptr;
  ASSERT_OK(fx_event_create(device, 0, &start));
  ASSERT_OK(fx_event_create(device, fx_event_timing | fx_event_blocking, &end));
  EXPECT_OK(fx_event_record(start, stream));
  EXPECT_OK(fx_event_record(end, stream));
  EXPECT_OK(fx_event_sync(end));
  int64_t nanoseconds = 0;
  EXPECT_STREQ("the time between events needs events that were created with timing", fx_event_elapsed(start, end, &nanoseconds));
  fx_event_destroy(start);
  fx_event_destroy(end);
}

TEST_P(Events, CanBeRecordedAgain) {
  void *event = nullptr;
  ASSERT_OK(fx_event_create(device, fx_event_timing, &event));
  for (int i = 0; i < 3; ++i) {
    EXPECT_OK(fx_event_record(event, stream));
    EXPECT_OK(fx_event_sync(event));
  }
  fx_event_destroy(event);
}
