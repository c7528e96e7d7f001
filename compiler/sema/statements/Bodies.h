#pragma once
// Setting up a body: arguments, parameters, result; shared by functions and closures.

#include "sema/statements/Statements.h"

namespace fornax::sema {

/// The suite of a function in the syntax tree; null if it has none.
const ast::Block *syntaxBody(Context &, const Function &);
/// Adds a local for every argument, in order, and its name to the innermost scope; `origins` gets the place of each.
void declareArguments(BodyContext &, const Signature &, llvm::SmallVectorImpl<Term> &origins);
void declareParameters(BodyContext &, llvm::ArrayRef<ParameterId>);
/// Result, error type and result origin of the body, over its own arguments.
void setResult(BodyContext &, const Signature &, llvm::ArrayRef<Term> argumentOrigins);
/// Adds the return at the end, or reports that one is missing, and sets the root.
void finishBody(BodyContext &, const ast::Block &, StmtList &statements, const Signature &);
/// Warns of variables that nothing mentions; silent for names that start with `_`, for the library, and after errors.
void warnUnused(BodyContext &);
/// VariadicList or VariadicPack of a variadic argument whose elements lie in `origin`.
Type variadicListType(Context &, const Argument &, Term origin, Term mut);

} // namespace fornax::sema
