#pragma once
// Futex words: sleeping until a 32-bit word changes, and a lock made of one.
#include <atomic>
#include <stdint.h>

namespace fornax::runtime {

constexpr uint64_t forever = ~uint64_t(0);

/// Sleeps while *word == expected. False when the time is over.
bool waitWord(std::atomic<uint32_t> &word, uint32_t expected, uint64_t nanoseconds = forever);
void wakeWord(std::atomic<uint32_t> &word, uint32_t count);

/// 0 free, 1 held, 2 held and somebody sleeps.
struct Lock {
  std::atomic<uint32_t> word{0};

  bool tryAcquire() {
    uint32_t expected = 0;
    return word.compare_exchange_strong(expected, 1, std::memory_order_acquire, std::memory_order_relaxed);
  }
  void acquire() {
    if (!tryAcquire())
      acquireSlowly();
  }
  void release() {
    if (word.exchange(0, std::memory_order_release) == 2)
      wakeWord(word, 1);
  }

private:
  void acquireSlowly();
};

struct Locked {
  Lock &lock;
  explicit Locked(Lock &lock) : lock(lock) { lock.acquire(); }
  ~Locked() { lock.release(); }
  Locked(const Locked &) = delete;
};

inline void pauseProcessor() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

} // namespace fornax::runtime
