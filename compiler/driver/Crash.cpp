#include "driver/Crash.h"
#include "driver/Version.h"
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <execinfo.h>
#include <fcntl.h>
#include <llvm/Support/ErrorHandling.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fornax::driver {

// The one place with process-wide state: a signal handler has no other way to find anything.
namespace {
struct CrashState {
  std::atomic<const Sources *> sources{nullptr};
  std::atomic<bool> inUserProgram{false}, handling{false};
  char version[128];
  char command[4096];
  char folder[64];
};
} // namespace

static CrashState crash;
static constexpr int FatalSignals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};

static void writeAll(int fd, const char *text, size_t size) {
  while (size > 0) {
    ssize_t written = ::write(fd, text, size);
    if (written <= 0)
      return;
    text += written;
    size -= size_t(written);
  }
}
static void writeText(int fd, const char *text) { writeAll(fd, text, strlen(text)); }

static int openInFolder(const char *name) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", crash.folder, name);
  return ::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
}

/// Only async-signal-safe calls, and reads of immutable text that was mapped before.
static void writeReproducer(const char *reason) {
  snprintf(crash.folder, sizeof crash.folder, "fornax-crash-%d", int(getpid()));
  bool haveFolder = ::mkdir(crash.folder, 0755) == 0;
  if (!haveFolder) {
    snprintf(crash.folder, sizeof crash.folder, "/tmp/fornax-crash-%d", int(getpid()));
    haveFolder = ::mkdir(crash.folder, 0755) == 0;
  }
  writeText(2, "fornax: internal error: ");
  writeText(2, reason);
  writeText(2, "\n");
  void *frames[64];
  int count = backtrace(frames, 64);
  if (!haveFolder) {
    backtrace_symbols_fd(frames, count, 2);
    return;
  }
  if (int fd = openInFolder("report.txt"); fd >= 0) {
    writeText(fd, crash.version);
    writeText(fd, "\ncommand: ");
    writeText(fd, crash.command);
    writeText(fd, "\nreason: ");
    writeText(fd, reason);
    writeText(fd, "\nbacktrace:\n");
    backtrace_symbols_fd(frames, count, fd);
    ::close(fd);
  }
  if (const Sources *sources = crash.sources.load()) {
    for (uint32_t i = 0, total = sources->size(); i < total; ++i) {
      llvm::StringRef path = sources->path(FileId(i));
      char name[200];
      snprintf(name, sizeof name, "%03u-%.*s", i, 120, path.substr(path.rfind('/') + 1).str().c_str());
      if (int fd = openInFolder(name); fd >= 0) {
        llvm::StringRef text = sources->text(FileId(i));
        writeAll(fd, text.data(), text.size());
        ::close(fd);
      }
    }
  }
  writeText(2, "what is needed to repeat it is in ");
  writeText(2, crash.folder);
  writeText(2, "; please report it with that folder\n");
}

[[noreturn]] static void fail(const char *reason) {
  if (!crash.handling.exchange(true))
    writeReproducer(reason);
  _exit(70);
}

static void onSignal(int signal) {
  if (crash.inUserProgram.load()) { // the program's own fault: end as it would have ended alone
    ::signal(signal, SIG_DFL);
    ::raise(signal);
    return;
  }
  const char *reason = signal == SIGSEGV   ? "segmentation fault"
                       : signal == SIGBUS  ? "bus error"
                       : signal == SIGILL  ? "illegal instruction"
                       : signal == SIGFPE  ? "arithmetic exception"
                       : signal == SIGTRAP ? "trap"
                                           : "assertion failed or abort";
  fail(reason);
}

static void onLlvmError(void *, const char *reason, bool) { fail(reason); }

static void onOutOfMemory(void *, const char *reason, bool) { fail("out of memory"); }

void useCrashStack() {
  constexpr size_t StackSize = 256 * 1024;
  stack_t stack{};
  stack.ss_sp = mmap(nullptr, StackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  stack.ss_size = StackSize;
  sigaltstack(&stack, nullptr);
}

void installCrashHandlers(int argc, char **argv) {
  size_t used = 0;
  for (int i = 0; i < argc && used + 2 < sizeof crash.command; ++i)
    used += size_t(std::max(0, snprintf(crash.command + used, sizeof crash.command - used, "%s ", argv[i])));
  snprintf(crash.version, sizeof crash.version, "%s", versionText().c_str());
  void *frame[1];
  backtrace(frame, 1); // loads libgcc now, not inside the handler
  useCrashStack();
  struct sigaction action{};
  action.sa_handler = onSignal;
  action.sa_flags = SA_ONSTACK | SA_NODEFER;
  for (int signal : FatalSignals)
    sigaction(signal, &action, nullptr);
  llvm::install_fatal_error_handler(onLlvmError);
  llvm::install_bad_alloc_error_handler(onOutOfMemory);
}

void setCrashSources(const Sources *sources) { crash.sources = sources; }
void enterUserProgram() { crash.inUserProgram = true; }
void leaveUserProgram() { crash.inUserProgram = false; }

} // namespace fornax::driver
