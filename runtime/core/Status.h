#pragma once
// Failures as text. `return failure("no device %d", id);`
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

namespace fornax::runtime {

using Status = const char *;

/// Formats into the calling thread's text. The result lives until the thread's next failure.
Status failure(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// A text under construction, in a fixed place; what does not fit is cut off.
struct Text {
  char *start;
  size_t size, length = 0;

  Text(char *start, size_t size) : start(start), size(size) { start[0] = 0; }
  void add(const char *format, ...) __attribute__((format(printf, 2, 3)));
  void addList(const char *format, va_list arguments);
};

template <size_t N> struct TextOf : Text {
  char storage[N];
  TextOf() : Text(storage, N) {}
};

/// "8.0 GiB", "512 bytes".
struct Bytes {
  char text[24];
  explicit Bytes(uint64_t count);
};

/// Writes all of it to a file descriptor, past interruptions and partial writes.
void writeAll(int descriptor, const char *bytes, size_t length);

} // namespace fornax::runtime
