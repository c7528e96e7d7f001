#pragma once
// Names of instances as linkers, profilers and PTX accept them, and back.

#include <llvm/ADT/StringRef.h>
#include <string>

namespace fornax::lower {

/// `List[Int].append(mut self, var Int)` → `List$bInt$e.append$omut$sself$c$svar$sInt$p`. Letters, digits, `_` and `.` stay; everything else
/// becomes `$` and a letter. More than 120 characters: the first 90, `$h` and a hash; the full text is in debug information.
std::string mangle(llvm::StringRef readable);

/// PTX forbids dots too.
std::string manglePtx(llvm::StringRef readable);

/// Undoes `mangle` and `manglePtx`; a hash stays as `…hash`. Names that are not ours come back unchanged.
std::string demangle(llvm::StringRef symbol);

} // namespace fornax::lower
