#pragma once
// Questions of the library about where it was called from: `fx_location_line(n)`, `…_column(n)`, `…_file(n)`, `…_file_length(n)`.
// The answer is the place of the call that inlines the code around the question for the n-th time.

#include <mlir/IR/BuiltinOps.h>

namespace fornax::lower {

/// The operation was copied to where `call` stood. If it is such a question, it is one step nearer to its answer.
void noteInlined(mlir::Operation *op, mlir::Location call);

/// Replaces all questions by constants. What was not inlined that often answers with its own place.
void answerLocations(mlir::ModuleOp module);

} // namespace fornax::lower
