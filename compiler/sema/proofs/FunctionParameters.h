#pragma once
// Functions as values of parameters.

#include "sema/proofs/Conformance.h"
#include "sema/terms/FunctionTypes.h"

namespace fornax::sema {

/// Whether a closure takes variables along: such a one needs an environment when it is called.
bool hasCaptures(Context &, Term closure);
/// Whether a parameter of type `wanted` takes the function: its signature meets, and only `capturing` types take what captures.
bool fitsFunctionParameter(Context &, Term function, Type wanted, Env);
/// A function's type as far as calls are concerned: itself for items and closures, which stand for their only value.
Type callableOf(Context &, Term function);

} // namespace fornax::sema
