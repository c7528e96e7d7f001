#pragma once
// Prototypes of everything in RuntimeFunctions.def, so that a definition that disagrees with the list does not compile.
#include "runtime/Abi.h"

namespace fornax::runtime {
using Void = void;
using I1 = bool;
using I32 = int32_t;
using I64 = int64_t;
using U32 = uint32_t;
using U64 = uint64_t;
using F32 = float;
using F64 = double;
using Ptr = void *;
using Status = const char *;
} // namespace fornax::runtime

extern "C" {
using namespace fornax::runtime; // the list's type names
#define FX(NAME, RESULT, ARGUMENTS, ATTRIBUTES, COMPTIME) RESULT NAME ARGUMENTS;
#define FX_SIMULATOR(NAME, RESULT, ARGUMENTS)
#define FX_DATA(NAME) extern void *NAME;
#include "runtime/RuntimeFunctions.def"
}

namespace fornax::runtime {
/// A linker keeps an object of the archive only if something names a symbol of it. The compiler links the archive for its JIT and sets these two.
extern int (*exitHook)(int code);                                        // instead of exit(): must not return
extern uint64_t (*symbolizeHook)(void *pc, char *buffer, uint64_t size); // asked before the symbol table of the executable; 0 = not known
} // namespace fornax::runtime
