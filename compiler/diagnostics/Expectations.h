#pragma once
// Reads expectations out of the comments of a test program and compares them with what was reported (`fornax check --verify`).
//
//   x = 1              # expected-error [unknownName]
//   y: Int = "a"       # expected-error [cannotConvert] cannot convert
//   # expected-warning@+1 [unusedVariable]          (the line below; @-2 two lines above)
//   # expected-note [declaredHere]
// A bracket holds the code; words after it must occur in the message. Several expectations may stand in one comment. Every error and
// warning must be expected; notes are compared only where one is expected.

#include "basic/Sources.h"
#include "diagnostics/Engine.h"
#include <llvm/Support/raw_ostream.h>

namespace fornax::diag {

/// Prints each difference; true if there is none. Diagnostics in files other than `files` are differences too.
bool verifyExpectations(const Engine &engine, const Sources &sources, llvm::ArrayRef<FileId> files, llvm::raw_ostream &out);

} // namespace fornax::diag
