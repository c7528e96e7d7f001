#pragma once
// Assignment to whatever can be assigned to: variables, fields, references, elements and attributes with setters.

#include "sema/expressions/Expressions.h"

namespace fornax::ast {
enum class BinaryOp : uint8_t;
} // namespace fornax::ast

namespace fornax::sema {

/// `target = value` for one target that is no tuple and no `_`. Appends the statements in the order of evaluation; reports.
void assignTo(BodyContext &, const ast::Expr &target, const ast::Expr &value, SourceRange, llvm::SmallVectorImpl<const checked::Stmt *> &into);
/// Likewise with a value or place that is built: destructuring, chains of targets, `with … as`.
void assignBuilt(BodyContext &, const ast::Expr &target, checked::Expr *value, SourceRange, llvm::SmallVectorImpl<const checked::Stmt *> &into);
/// `target op= value`: the in-place method on a place; with a getter by value: get, operate, set.
void assignAugmented(BodyContext &, const ast::Expr &target, ast::BinaryOp, SourceRange op, const ast::Expr &value, SourceRange,
                     llvm::SmallVectorImpl<const checked::Stmt *> &into);
/// What the target holds, for choosing the type of a value that is built before; null where a setter decides.
Type typeOfTarget(BodyContext &, const ast::Expr &target);

} // namespace fornax::sema
