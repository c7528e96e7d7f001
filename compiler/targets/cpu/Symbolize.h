#pragma once
// Where code of a program comes from: function, file and line, for the backtraces of programs that run in this process.

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <string>

namespace fornax::targets::cpu {

/// The source of the code that is `offset` bytes behind a function's symbol, innermost first where functions were inlined. Empty if none of the
/// objects has debug information about it.
std::string describeCode(llvm::ArrayRef<llvm::ArrayRef<char>> objects, llvm::StringRef symbol, uint64_t offset);

} // namespace fornax::targets::cpu
