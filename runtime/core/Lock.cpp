#include "runtime/core/Lock.h"
#include "runtime/core/Functions.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace fornax::runtime {

bool waitWord(std::atomic<uint32_t> &word, uint32_t expected, uint64_t nanoseconds) {
  if (word.load(std::memory_order_acquire) != expected)
    return true;
  timespec relative;
  timespec *timeout = nullptr;
  if (nanoseconds != forever) {
    relative = {static_cast<time_t>(nanoseconds / 1000000000), static_cast<long>(nanoseconds % 1000000000)};
    timeout = &relative;
  }
  long result = syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, expected, timeout, nullptr, 0);
  return result == 0 || errno != ETIMEDOUT;
}

void wakeWord(std::atomic<uint32_t> &word, uint32_t count) {
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, count < INT_MAX ? static_cast<int>(count) : INT_MAX, nullptr, nullptr, 0);
}

void Lock::acquireSlowly() {
  for (int i = 0; i < 64; ++i) {
    if (tryAcquire())
      return;
    pauseProcessor();
  }
  while (word.exchange(2, std::memory_order_acquire) != 0)
    waitWord(word, 2);
}

static std::atomic<uint32_t> &asWord(void *word) { return *static_cast<std::atomic<uint32_t> *>(word); }

} // namespace fornax::runtime

using namespace fornax::runtime;

// The word of a lock is the library's own, so it is used in place: Lock is exactly one word.
static_assert(sizeof(Lock) == sizeof(uint32_t));

void fx_lock(void *word) { static_cast<Lock *>(word)->acquire(); }
bool fx_try_lock(void *word) { return static_cast<Lock *>(word)->tryAcquire(); }
void fx_unlock(void *word) { static_cast<Lock *>(word)->release(); }
bool fx_wait(void *word, uint32_t expected, uint64_t timeout) { return waitWord(asWord(word), expected, timeout); }
void fx_wake(void *word, uint32_t count) { wakeWord(asWord(word), count); }
