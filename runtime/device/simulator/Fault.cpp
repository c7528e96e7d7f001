// Kernels without checks that touch what is not there: the fault becomes the launch's error instead of the end of the process.
#include "runtime/device/simulator/Simulator.h"

#include <signal.h>
#include <stdlib.h>
#include <ucontext.h>

namespace fornax::runtime::simulator {

static thread_local Group *runningGroup;
static struct sigaction previous[2]; // of SIGSEGV and SIGBUS
static Lock installLock;
static bool installed;

/// The thread on whose stack the address lies.
static Thread *threadAt(Group &group, uintptr_t address) {
  uint64_t offset = address - reinterpret_cast<uintptr_t>(group.stacks.base);
  if (offset >= group.stacks.count * Stacks::stride)
    return nullptr;
  return &group.threads[offset / Stacks::stride];
}

/// Runs on the group's spare stack, as if the kernel had called it.
[[noreturn]] static void reportFault(Thread *thread, void *address) {
  Group &group = groupOf(*thread);
  uint8_t *low = group.stacks.low(static_cast<size_t>(thread - group.threads));
  if (static_cast<uint64_t>(static_cast<uint8_t *>(address) - low) < 2 * Stacks::guard)
    fail(*thread, nullptr, "stack overflow: a thread of a kernel has %s of local memory on the simulator", Bytes(Stacks::usable).text);
  const Region *region = findRegionBelow(address);
  if (!region)
    fail(*thread, nullptr, "out of bounds: access at %p, which is %s", address,
         reinterpret_cast<uintptr_t>(address) < 4096 ? "null" : "not memory of the device");
  auto offset = static_cast<unsigned long long>(static_cast<uint8_t *>(address) - region->base);
  fail(*thread, nullptr, "out of bounds: access at byte %llu of a %s of %llu bytes", offset, kindName(*region),
       static_cast<unsigned long long>(region->size));
}

static void redirect(ucontext_t &context, Thread *thread, void *address, uint8_t *stackTop) {
  auto top = reinterpret_cast<uintptr_t>(stackTop) & ~uintptr_t(15);
#if defined(__x86_64__)
  greg_t *registers = context.uc_mcontext.gregs;
  registers[REG_RSP] = static_cast<greg_t>(top - 8); // as after a call
  registers[REG_RIP] = reinterpret_cast<greg_t>(reportFault);
  registers[REG_RDI] = reinterpret_cast<greg_t>(thread);
  registers[REG_RSI] = reinterpret_cast<greg_t>(address);
#elif defined(__aarch64__)
  context.uc_mcontext.sp = top;
  context.uc_mcontext.pc = reinterpret_cast<uintptr_t>(reportFault);
  context.uc_mcontext.regs[0] = reinterpret_cast<uintptr_t>(thread);
  context.uc_mcontext.regs[1] = reinterpret_cast<uintptr_t>(address);
#endif
}

static uintptr_t stackPointer(const ucontext_t &context) {
#if defined(__x86_64__)
  return static_cast<uintptr_t>(context.uc_mcontext.gregs[REG_RSP]);
#elif defined(__aarch64__)
  return context.uc_mcontext.sp;
#endif
}

/// Not ours: whoever was there before, or the default, which needs the instruction to run again.
static void passOn(int signal, siginfo_t *info, void *context) {
  struct sigaction &old = previous[signal == SIGBUS];
  if (old.sa_flags & SA_SIGINFO)
    return old.sa_sigaction(signal, info, context);
  if (old.sa_handler != SIG_DFL && old.sa_handler != SIG_IGN)
    return old.sa_handler(signal);
  sigaction(signal, &old, nullptr);
}

static void onFault(int signal, siginfo_t *info, void *opaque) {
  auto &context = *static_cast<ucontext_t *>(opaque);
  Group *group = runningGroup;
  Thread *thread = group ? threadAt(*group, stackPointer(context)) : nullptr;
  if (!thread)
    return passOn(signal, info, opaque);
  redirect(context, thread, info->si_addr, group->spareStack + Group::spareStackSize);
}

static void install() {
  Locked locked(installLock);
  if (installed)
    return;
  installed = true;
  struct sigaction action = {};
  action.sa_sigaction = onFault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGSEGV, &action, &previous[0]);
  sigaction(SIGBUS, &action, &previous[1]);
}

void catchFaults(Group &group) {
  install();
  // The handler needs a stack of its own where the kernel's has run over; what comes after it runs on the spare one.
  constexpr size_t handlerStack = 16 << 10;
  if (!group.spareStack)
    group.spareStack = static_cast<uint8_t *>(malloc(Group::spareStackSize + handlerStack));
  if (!group.spareStack)
    return;
  stack_t stack = {};
  stack.ss_sp = group.spareStack + Group::spareStackSize;
  stack.ss_size = handlerStack;
  sigaltstack(&stack, &group.oldSignalStack);
  runningGroup = &group;
}

void releaseFaults(Group &group) {
  if (runningGroup != &group)
    return;
  runningGroup = nullptr;
  sigaltstack(&group.oldSignalStack, nullptr);
}

} // namespace fornax::runtime::simulator
