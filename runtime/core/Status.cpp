#include "runtime/core/Status.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

namespace fornax::runtime {

constexpr size_t textSize = 4096;

// A pointer, not the buffer: thread-local storage of a library that is opened late is scarce.
static thread_local char *threadText;

Status failure(const char *format, ...) {
  if (!threadText)
    threadText = static_cast<char *>(malloc(textSize));
  if (!threadText)
    return "out of memory while reporting an error";
  // An argument may be the previous text, so the new one is made apart.
  TextOf<textSize> text;
  va_list arguments;
  va_start(arguments, format);
  text.addList(format, arguments);
  va_end(arguments);
  __builtin_memcpy(threadText, text.start, text.length + 1);
  return threadText;
}

void Text::add(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  addList(format, arguments);
  va_end(arguments);
}

void Text::addList(const char *format, va_list arguments) {
  int wanted = vsnprintf(start + length, size - length, format, arguments);
  if (wanted < 0)
    return;
  size_t room = size - length - 1;
  length += static_cast<size_t>(wanted) < room ? static_cast<size_t>(wanted) : room;
}

Bytes::Bytes(uint64_t count) {
  static constexpr const char *units[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  if (count < 1024) {
    snprintf(text, sizeof(text), "%u bytes", static_cast<unsigned>(count));
    return;
  }
  double value = static_cast<double>(count) / 1024;
  unsigned unit = 0;
  for (; value >= 1024; ++unit)
    value /= 1024;
  snprintf(text, sizeof(text), "%.1f %s", value, units[unit]);
}

void writeAll(int descriptor, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(descriptor, bytes, length);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return;
    bytes += written;
    length -= static_cast<size_t>(written);
  }
}

} // namespace fornax::runtime
