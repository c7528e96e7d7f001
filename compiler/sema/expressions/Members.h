#pragma once
// Members of values, for reading, calling and storing.

#include "sema/expressions/Draft.h"

namespace fornax::sema {

FieldId fieldNamed(Context &, Type, Name);
/// The base of a member access as a built expression; null for types and modules.
checked::Expr *memberBase(BodyContext &, Draft *);
/// A field or attribute read; null if the name is a method, or none.
checked::Expr *readMember(BodyContext &, checked::Expr *base, Name, SourceRange name, SourceRange whole);
Draft *memberDraft(BodyContext &, Draft *base, const ast::Expr &syntax, Name, SourceRange name);
/// The name as a literal: the argument of `__getattr__` and `__setattr__`.
checked::Expr *nameOperand(BodyContext &, Name, SourceRange);

// ---- Calls (Calls.cpp)
/// Operands that were built get drafts.
llvm::ArrayRef<CallOperand> withDrafts(BodyContext &, llvm::ArrayRef<CallOperand>);
/// `T(…)`
checked::Expr *constructCall(BodyContext &, Term type, llvm::ArrayRef<CallOperand>, SourceRange callee, SourceRange range);
/// A call of a member function of a value.
checked::Expr *methodCall(BodyContext &, Draft *receiver, Name, llvm::ArrayRef<FunctionId>, llvm::ArrayRef<CallOperand>,
                          llvm::ArrayRef<ast::CallArgument> brackets, bool hasBrackets, SourceRange callee, SourceRange range,
                          const ast::Expr *syntax = nullptr);
/// `value(…)`; reports what cannot be called.
checked::Expr *valueCall(BodyContext &, checked::Expr *value, llvm::ArrayRef<CallOperand>, llvm::ArrayRef<ast::CallArgument> brackets,
                         bool hasBrackets, SourceRange callee, SourceRange range);

} // namespace fornax::sema
