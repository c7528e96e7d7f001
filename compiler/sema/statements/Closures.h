#pragma once
// Nested functions and lambdas, inside of statements/.

#include "sema/statements/Bodies.h"

namespace fornax::sema {

/// What a capture list says about one entry or about the names it does not list.
struct CaptureRule {
  Convention convention = Convention::Imm;
  bool isMove = false;
};
/// Captures while a closure's body is checked; found through the closure's id.
struct CaptureState {
  std::optional<CaptureRule> byDefault;
  /// Where each capture comes from in the enclosing body.
  llvm::SmallVector<const checked::Expr *, 4> sources;
  llvm::SmallVector<Name, 2> failed; // reported already: further uses are silent
};

/// Reads the capture list: adds the listed variables of `b` to the closure. `isLambda`: no list means "by reference as needed".
void readCaptures(BodyContext &b, ClosureId, const ast::Signature &, bool isLambda, CaptureState &);
/// The variables of `@__copy_capture(…)`.
void readCopied(BodyContext &b, ClosureId, const ast::Function &, CaptureState &);
/// The expressions that build the closure in the enclosing body, in the order of its captures.
checked::Expr *makeClosure(BodyContext &b, ClosureId, const CaptureState &, SourceRange);
/// Whether a nested function is one of the older form, which may be the value of a parameter: `@__parameter`, or `capturing`.
bool isParameterClosure(Context &, ClosureId);
bool isParameterClosure(const ast::Function &);
/// The type of a closure over its own context and the origins of what it refers to.
Type closureTypeOf(Context &, ClosureId);
/// Whether an expression mentions a run-time variable of the surroundings.
bool mentionsVariable(BodyContext &b, const ast::Expr &, llvm::ArrayRef<const ast::Argument *> own);

} // namespace fornax::sema
