#pragma once
// The phases behind the checked program; the only part of a compilation that knows MLIR.

#include "frontend/Compilation.h"

namespace fornax::frontend {

struct Code;
Code *makeCode(Compilation::State &);
void destroyCode(Code *);

bool instantiateCode(Compilation::State &, Product);
bool ownCode(Compilation::State &);
/// Images of the kernels alone; as text, an assembler that is present is not asked.
bool lowerKernels(Compilation::State &, bool asText);
bool lowerCode(Compilation::State &);
bool emitCode(Compilation::State &, EmitKind, llvm::raw_ostream &out);
std::optional<int> runCode(Compilation::State &, llvm::ArrayRef<std::string> arguments, llvm::function_ref<void()> beforeStart);
bool linkCode(Compilation::State &, llvm::StringRef output, Product);

} // namespace fornax::frontend
