#pragma once
// What decorators say, read from the syntax alone while rows are made. Whether they are legal is checked later (declarations/Decorators).

#include "sema/entities/Entities.h"
#include "syntax/AST.h"

namespace fornax::sema {

/// The decorator of a plain name (`@name`, `@name(…)`); null if there is none.
const ast::Decorator *findDecorator(llvm::ArrayRef<const ast::Decorator *>, llvm::StringRef name);
UseAttributes useAttributes(llvm::ArrayRef<const ast::Decorator *>);
/// Static, inlining, linkage: everything a Function row takes from its decorators.
void readAttributes(Function &, const ast::Function &);
/// Likewise for a struct (the terms of `@align` and `@nonmaterializable` are set by lifecycleOf).
void readAttributes(Struct &, const ast::Struct &);
/// The value of a plain text literal; empty if the expression is none.
std::string literalText(const ast::Expr *);

} // namespace fornax::sema
