#pragma once
// Reads terms off checked trees: straight-line evaluation with terms for values. For expressions of compile-time positions (termOf) and for the
// bodies of "builtin" functions.

#include "sema/evaluation/CompileTime.h"
#include <llvm/Support/Casting.h>

namespace fornax::sema {

struct Symbolic {
  Context &ctx;
  const CheckedBody &body;
  Bindings bindings;                                         // of the body's parameters; empty for an expression in its own body
  llvm::DenseMap<LocalId, Term> locals;                      // values of arguments, variables and temporaries known so far
  llvm::DenseMap<LocalId, llvm::SmallVector<Term, 4>> parts; // locals being built field by field
  TermFailure failure;
  unsigned depth = 0; // of inlined calls

  Symbolic(Context &ctx, const CheckedBody &body, Bindings bindings) : ctx(ctx), body(body), bindings(std::move(bindings)) {}

  Term slot(checked::Slot) const;
};

/// Null after setting `failure`.
Term evaluate(Symbolic &, const checked::Expr *);
/// Runs a block; null if it leaves the straight line. At a `return` sets `result`.
enum class RunResult : uint8_t { Done, Returned, Failed };
RunResult run(Symbolic &, const checked::Block &, Term &result);
/// "builtin" functions, and synthesised members, whose bodies only move fields.
bool isSeenThrough(const Function &);
/// As inlineBuiltin, `depth` calls deep.
Term inlineCall(Context &, FunctionId, llvm::ArrayRef<Term> parameters, llvm::ArrayRef<Term> arguments, unsigned depth);

} // namespace fornax::sema
