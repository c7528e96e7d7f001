#include "runtime/device/simulator/Fiber.h"

#include <sys/mman.h>

// The jump at the end is indirect on purpose: a `ret` to another stack than the one that was called from defeats the processor's prediction of
// returns and costs three times as much.
#if defined(__x86_64__)
asm(R"(
  .text
  .globl fx_sim_switch
  .hidden fx_sim_switch
  .type fx_sim_switch, @function
  .p2align 4
fx_sim_switch:
  endbr64
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  popq %r8
  jmp *%r8
  .size fx_sim_switch, .-fx_sim_switch

  .type fx_sim_first_entry, @function
fx_sim_first_entry:
  endbr64
  movq %r12, %rdi
  xorl %ebp, %ebp
  callq *%rbx
  ud2
  .size fx_sim_first_entry, .-fx_sim_first_entry
)");
#elif defined(__aarch64__)
asm(R"(
  .text
  .globl fx_sim_switch
  .hidden fx_sim_switch
  .type fx_sim_switch, %function
  .p2align 4
fx_sim_switch:
  hint #34
  sub sp, sp, #160
  stp x19, x20, [sp]
  stp x21, x22, [sp, #16]
  stp x23, x24, [sp, #32]
  stp x25, x26, [sp, #48]
  stp x27, x28, [sp, #64]
  stp x29, x30, [sp, #80]
  stp d8, d9, [sp, #96]
  stp d10, d11, [sp, #112]
  stp d12, d13, [sp, #128]
  stp d14, d15, [sp, #144]
  mov x2, sp
  str x2, [x0]
  mov sp, x1
  ldp x19, x20, [sp]
  ldp x21, x22, [sp, #16]
  ldp x23, x24, [sp, #32]
  ldp x25, x26, [sp, #48]
  ldp x27, x28, [sp, #64]
  ldp x29, x30, [sp, #80]
  ldp d8, d9, [sp, #96]
  ldp d10, d11, [sp, #112]
  ldp d12, d13, [sp, #128]
  ldp d14, d15, [sp, #144]
  add sp, sp, #160
  mov x16, x30
  br x16
  .size fx_sim_switch, .-fx_sim_switch

  .type fx_sim_first_entry, %function
fx_sim_first_entry:
  hint #34
  mov x0, x20
  mov x29, #0
  mov x30, #0
  blr x19
  brk #1
  .size fx_sim_first_entry, .-fx_sim_first_entry
)");
#else
#error "the simulator has no stack switch for this processor"
#endif

extern "C" void fx_sim_first_entry() __attribute__((visibility("hidden")));

namespace fornax::runtime::simulator {

void *prepareStack(uint8_t *top, void (*function)(void *), void *argument) {
  auto *words = reinterpret_cast<uintptr_t *>(reinterpret_cast<uintptr_t>(top) & ~uintptr_t(15));
#if defined(__x86_64__)
  // r15 r14 r13 r12 rbx rbp, then where to go on. At first entry the stack is aligned to 16, as before any call.
  words -= 2;
  *--words = 0;
  *--words = 0;
  uintptr_t *entry = --words;
  *entry = reinterpret_cast<uintptr_t>(fx_sim_first_entry);
  uintptr_t saved[] = {0, 0, 0, reinterpret_cast<uintptr_t>(argument), reinterpret_cast<uintptr_t>(function), 0};
  for (int i = 5; i >= 0; --i)
    *--words = saved[i];
#else
  words -= 20;
  for (int i = 0; i < 20; ++i)
    words[i] = 0;
  words[0] = reinterpret_cast<uintptr_t>(function);
  words[1] = reinterpret_cast<uintptr_t>(argument);
  words[11] = reinterpret_cast<uintptr_t>(fx_sim_first_entry);
#endif
  return words;
}

bool Stacks::create(size_t wanted) {
  void *memory = mmap(nullptr, wanted * stride, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    return false;
  base = static_cast<uint8_t *>(memory);
  count = wanted;
  for (size_t i = 0; i < count; ++i) {
    auto page = (reinterpret_cast<uintptr_t>(low(i)) + guard - 1) & ~uintptr_t(guard - 1);
    // Fails when the process has too many mappings; a stack without its guard still works.
    mprotect(reinterpret_cast<void *>(page), guard, PROT_NONE);
  }
  return true;
}

void Stacks::destroy() {
  if (base)
    munmap(base, count * stride);
  base = nullptr;
  count = 0;
}

} // namespace fornax::runtime::simulator
