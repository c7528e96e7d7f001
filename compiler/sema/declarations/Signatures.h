#pragma once
// Signatures of functions, closures and function types.

#include "sema/evaluation/CompileTime.h"

namespace fornax::ast {
struct Signature;
}

namespace fornax::sema {

/// Reads a signature. Parameters and arguments are declared in the innermost scope, the arguments as locals of `bc`'s body whose origin is
/// OriginArgument(i); `bc.env` is extended by the constraints. `owner` owns the new parameters (none for a function type). False if an error
/// was reported.
bool buildSignature(BodyContext &, Entity owner, const ast::Signature &, Signature &);
/// A signature as a term: own parameters become bound variables, `outer` is filled in.
SignatureTerm signatureTerm(Context &, const Signature &, const Bindings &outer);

} // namespace fornax::sema
