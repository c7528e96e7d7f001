// Start, exit and the command line.
#include "runtime/core/Functions.h"
#include "runtime/core/Lock.h"

#include <stdio.h>
#include <stdlib.h>

namespace fornax::runtime {

struct ExitFunction {
  void (*function)(void *);
  void *argument;
  ExitFunction *next;
};

static int argumentCount;
static char **argumentVector;
static Lock exitLock;
static ExitFunction *exitFunctions;

int (*exitHook)(int code);

} // namespace fornax::runtime

using namespace fornax::runtime;

void *fx_abi_1;

// A library's constructor calls this with no arguments, before or after the program's own start.
void fx_start(int32_t argc, void *argv) {
  if (!argv)
    return;
  argumentCount = argc;
  argumentVector = static_cast<char **>(argv);
}

void *fx_args(void *outCount) {
  *static_cast<int64_t *>(outCount) = argumentCount;
  return argumentVector;
}

void fx_at_exit(void *function, void *argument) {
  auto *entry = static_cast<ExitFunction *>(malloc(sizeof(ExitFunction)));
  if (!entry)
    return;
  Locked locked(exitLock);
  *entry = {reinterpret_cast<void (*)(void *)>(function), argument, exitFunctions};
  exitFunctions = entry;
}

void fx_exit(int32_t code) {
  // One at a time and outside of the lock: a function may register another.
  while (true) {
    ExitFunction *entry;
    {
      Locked locked(exitLock);
      entry = exitFunctions;
      if (entry)
        exitFunctions = entry->next;
    }
    if (!entry)
      break;
    entry->function(entry->argument);
    free(entry);
  }
  fflush(nullptr);
  if (exitHook)
    exitHook(code);
  exit(code);
}
