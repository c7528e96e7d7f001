// What the archives of LLVM and LLD ask for and a static build does not want: LLD initialises every back end that LLVM was configured with, and
// LTO asks for Polly. Empty functions keep nineteen back ends out of the program. The shared libraries have the real ones.

#ifdef FORNAX_STATIC

#include <llvm/Plugins/PassPlugin.h>

// Only X86, NVPTX and AMDGPU are linked; a back end that is linked must not stand here, or its functions are never found.
#define UNUSED_BACK_END(NAME)                                                                                                                        \
  void LLVMInitialize##NAME##TargetInfo() {}                                                                                                         \
  void LLVMInitialize##NAME##Target() {}                                                                                                             \
  void LLVMInitialize##NAME##TargetMC() {}                                                                                                           \
  void LLVMInitialize##NAME##AsmPrinter() {}                                                                                                         \
  void LLVMInitialize##NAME##AsmParser() {}

extern "C" {
UNUSED_BACK_END(AArch64)
UNUSED_BACK_END(ARM)
UNUSED_BACK_END(AVR)
UNUSED_BACK_END(BPF)
UNUSED_BACK_END(Hexagon)
UNUSED_BACK_END(Lanai)
UNUSED_BACK_END(LoongArch)
UNUSED_BACK_END(M68k)
UNUSED_BACK_END(Mips)
UNUSED_BACK_END(MSP430)
UNUSED_BACK_END(PowerPC)
UNUSED_BACK_END(RISCV)
UNUSED_BACK_END(Sparc)
UNUSED_BACK_END(SPIRV)
UNUSED_BACK_END(SystemZ)
UNUSED_BACK_END(VE)
UNUSED_BACK_END(WebAssembly)
UNUSED_BACK_END(XCore)
UNUSED_BACK_END(Xtensa)
}

llvm::PassPluginLibraryInfo getPollyPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "Polly", "none", [](llvm::PassBuilder &) {}, nullptr};
}

#endif
