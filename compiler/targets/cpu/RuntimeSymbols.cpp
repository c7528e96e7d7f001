// The JIT's view of the runtime, out of the same list that the linker's view comes from, so the two cannot differ.

#include "targets/cpu/Jit.h"

// Only the addresses matter, so every symbol is declared alike, under a name of its own.
extern "C" {
#define FX(NAME, RESULT, ARGUMENTS, ATTRIBUTES, COMPTIME) void fornax_address_##NAME() __asm__(#NAME);
#define FX_DATA(NAME) extern char fornax_address_##NAME[] __asm__(#NAME);
#define FX_HELPER(NAME) void fornax_address_##NAME() __asm__(#NAME);
#include "runtime/RuntimeFunctions.def"
}

namespace fornax::targets::cpu {

llvm::ArrayRef<NativeSymbol> runtimeSymbols() {
  static const NativeSymbol table[] = {
#define FX(NAME, RESULT, ARGUMENTS, ATTRIBUTES, COMPTIME) {#NAME, reinterpret_cast<void *>(&fornax_address_##NAME)},
#define FX_DATA(NAME) {#NAME, fornax_address_##NAME},
#define FX_HELPER(NAME) {#NAME, reinterpret_cast<void *>(&fornax_address_##NAME)},
#include "runtime/RuntimeFunctions.def"
  };
  return table;
}

} // namespace fornax::targets::cpu
