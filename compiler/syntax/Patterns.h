#pragma once
// Patterns: what stands after `case`. (Targets of assignments and `for` are expressions: Expressions.h.)

#include "syntax/Node.h"

namespace fornax::ast {

/// Stands where a pattern is missing or broken; already reported.
struct ErrorPattern : NodeOf<NodeKind::ErrorPattern, Pattern> {};

/// `_`
struct WildcardPattern : NodeOf<NodeKind::WildcardPattern, Pattern> {};

/// `x`: binds
struct NamePattern : NodeOf<NodeKind::NamePattern, Pattern> {
  Ident name;
};

/// `var p`, `ref p`
struct BinderPattern : NodeOf<NodeKind::BinderPattern, Pattern> {
  BinderKind which = BinderKind::Var;
  const Pattern *pattern = nullptr;
};

/// `3`, `"a"`, `T.value`, `.Case`, `{1, 2}`: compared with, or a case without payload
struct ValuePattern : NodeOf<NodeKind::ValuePattern, Pattern> {
  const Expr *value = nullptr;
};

struct PatternArgument {
  Ident keyword; // may be empty
  const Pattern *pattern = nullptr;
};

/// `T(f=p)`, `.Case(p)`, `T.Case(p)`
struct CallPattern : NodeOf<NodeKind::CallPattern, Pattern> {
  const Expr *callee = nullptr; // Identifier, Member, Subscript, ContextualMember, SelfType
  llvm::ArrayRef<PatternArgument> arguments;
};

/// `p, q`, `(p, q)`, `()`
struct TuplePattern : NodeOf<NodeKind::TuplePattern, Pattern> {
  llvm::ArrayRef<const Pattern *> elements;
};

/// `p | q`
struct OrPattern : NodeOf<NodeKind::OrPattern, Pattern> {
  llvm::ArrayRef<const Pattern *> alternatives;
};

/// `p as x`
struct AsPattern : NodeOf<NodeKind::AsPattern, Pattern> {
  const Pattern *pattern = nullptr;
  Ident name;
};

} // namespace fornax::ast
