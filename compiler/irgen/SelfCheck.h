#pragma once
// The generic form of a function, with opaque types for what hangs on its parameters; only ownership sees it. It is made for generic functions
// of the program that nothing calls, so that a mistake in them shows before somebody does; instances are judged themselves. Calls in it name
// functions that are never made. A form that would need to know an argument fails, and nothing is said about it.

#include "irgen/Emit.h"

namespace fornax::irgen {

/// Whether the form can be judged without what `where` clauses and compile-time conditions say about the parameters.
bool canSelfCheck(sema::Context &, sema::FunctionId);
bool isSelfCheck(const Instances &, Site);
/// A type that mentions parameters and is no struct, in a self-check instance.
mlir::Type lowerOpaque(Instances &, sema::Type);

/// A call whose callee is known by its signature only.
Value emitGenericCall(Emitter &, const checked::Call &, Value into);
void emitGenericIf(Emitter &, const checked::ComptimeIf &);
void emitGenericFor(Emitter &, const checked::ComptimeFor &);

} // namespace fornax::irgen
