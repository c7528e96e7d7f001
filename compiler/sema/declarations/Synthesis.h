#pragma once
// Members that the language provides: `@fieldwise_init`, copy and move initialisers, `copy()`, destructors. They are ordinary functions with
// ordinary checked bodies.

#include "sema/entities/Demand.h"

namespace fornax::sema {

Signature synthesisedSignature(Context &, FunctionId);
CheckedBody *synthesisedBody(Context &, FunctionId);
/// The copy or move initialiser among the written members of a struct (by the keyword-only argument `copy` or `move`); invalid if there is none.
FunctionId writtenInitialiser(Context &, StructId, llvm::StringRef keyword);
/// `__deinit__`, or the old name.
FunctionId writtenDeinit(Context &, StructId);

} // namespace fornax::sema
