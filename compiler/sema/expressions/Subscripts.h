#pragma once
// Elements of values, and the constructors behind literal forms.

#include "sema/expressions/Draft.h"

namespace fornax::sema {

/// `base[…]` read: a place or value; reports.
checked::Expr *readElement(BodyContext &, Draft *base, llvm::ArrayRef<ast::CallArgument> written, llvm::ArrayRef<CallOperand>, SourceRange whole);
/// The constructors of a type that take a marker keyword (`__list_literal__` and its relatives).
llvm::SmallVector<FunctionId, 4> constructorsWith(BodyContext &, Type, llvm::StringRef keyword);
/// The marker itself: `keyword=None`.
CallOperand displayMarker(BodyContext &, llvm::StringRef keyword, SourceRange);
/// A value or place that several operations use, or that must be evaluated before others: a local, set by a statement.
Draft *hold(BodyContext &, Draft *, llvm::SmallVectorImpl<const checked::Stmt *> &before);
/// Statements, then the expression; the expression itself without statements.
checked::Expr *sequence(BodyContext &, llvm::ArrayRef<const checked::Stmt *> before, checked::Expr *result, SourceRange);

} // namespace fornax::sema
