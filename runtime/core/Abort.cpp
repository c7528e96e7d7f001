// The end of a program that cannot go on, and where it was.
#include "runtime/core/Functions.h"
#include "runtime/core/Status.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

namespace fornax::runtime {

constexpr uint32_t maxFrames = 64;
constexpr uintptr_t maxStack = 64u << 20;

/// Reads memory that may not be there: code compiled without frame pointers leaves anything in the register.
static bool readWords(uintptr_t address, uintptr_t (&out)[2]) {
  iovec to = {out, sizeof(out)}, from = {reinterpret_cast<void *>(address), sizeof(out)};
  return process_vm_readv(getpid(), &to, 1, &from, 1, 0) == sizeof(out);
}

/// `main`, which calls the program: what called it is of no interest.
static bool isProgramStart(const char *name, int length) { return length >= 4 && memcmp(name, "main", 4) == 0 && (length == 4 || name[4] == '+'); }

static void printBacktrace() {
  void *frames[maxFrames];
  uint32_t count = fx_backtrace(frames, maxFrames);
  for (uint32_t i = 0; i < count; ++i) {
    char name[512];
    uint64_t length = fx_symbolize(frames[i], name, sizeof(name) - 1);
    name[length] = 0;
    // Of a symbol of the language the part before `$` is its path; the rest are types. Behind it may stand a place.
    int shown = static_cast<int>(length);
    const char *place = "";
    if (const char *end = strchr(name, '$')) {
      shown = static_cast<int>(end - name);
      if (const char *at = strstr(end, " at "))
        place = at;
    }
    if (isProgramStart(name, shown))
      break;
    TextOf<640> line;
    line.add("  #%-2u %.*s%s\n", i, shown, name, place);
    writeAll(STDERR_FILENO, line.start, line.length);
  }
}

static bool wantsBacktrace() {
  const char *value = getenv("FORNAX_BACKTRACE");
  return value && *value && strcmp(value, "0") != 0;
}

} // namespace fornax::runtime

using namespace fornax::runtime;

void fx_abort(void *text, uint64_t length, void *file, uint32_t line, uint32_t column) {
  fflush(nullptr);
  auto *message = static_cast<const char *>(text);
  if (length > 0) {
    if (file && line > 0) { // nothing of the source has line 0: the text stands alone
      TextOf<1024> head;
      head.add("ABORT: %s:%u:%u: ", static_cast<const char *>(file), line, column);
      writeAll(STDOUT_FILENO, head.start, head.length);
    }
    writeAll(STDOUT_FILENO, message, length);
    if (message[length - 1] != '\n')
      writeAll(STDOUT_FILENO, "\n", 1);
  }
  if (wantsBacktrace())
    printBacktrace();
  abort();
}

uint32_t fx_backtrace(void *pcs, uint32_t max) {
  auto **out = static_cast<void **>(pcs);
  auto frame = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  uintptr_t lowest = frame;
  uint32_t count = 0;
  while (count < max && frame % sizeof(void *) == 0 && frame - lowest < maxStack) {
    uintptr_t words[2]; // the caller's frame, the return address
    if (!readWords(frame, words) || words[1] < 4096)
      break;
    out[count++] = reinterpret_cast<void *>(words[1]);
    if (words[0] <= frame)
      break;
    frame = words[0];
  }
  return count;
}
