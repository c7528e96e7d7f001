#pragma once
// Walks over the tree, generated from Nodes.def.

#include "syntax/AST.h"
#include <llvm/ADT/STLFunctionalExtras.h>

namespace fornax::ast {

/// Calls `visitor(const Concrete &)` with the node as what it is. All overloads must return the same type.
///   visit(expr, [&](const auto &node) { return analyse(node); });
template <class Visitor> decltype(auto) visit(const Expr &expr, Visitor &&visitor) {
  switch (expr.kind()) {
#define EXPRESSION(NAME)                                                                                                                             \
  case NodeKind::NAME: return visitor(llvm::cast<NAME>(expr));
#define PATTERN(NAME) case NodeKind::NAME:
#define STATEMENT(NAME) case NodeKind::NAME:
#define DECLARATION(NAME) case NodeKind::NAME:
#define PART(NAME) case NodeKind::NAME:
#include "syntax/Nodes.def"
    break;
  }
  llvm_unreachable("not an expression");
}

template <class Visitor> decltype(auto) visit(const Stmt &stmt, Visitor &&visitor) {
  switch (stmt.kind()) {
#define EXPRESSION(NAME) case NodeKind::NAME:
#define PATTERN(NAME) case NodeKind::NAME:
#define STATEMENT(NAME)                                                                                                                              \
  case NodeKind::NAME: return visitor(llvm::cast<NAME>(stmt));
#define DECLARATION(NAME)                                                                                                                            \
  case NodeKind::NAME: return visitor(llvm::cast<NAME>(stmt));
#define PART(NAME) case NodeKind::NAME:
#include "syntax/Nodes.def"
    break;
  }
  llvm_unreachable("not a statement");
}

template <class Visitor> decltype(auto) visit(const Pattern &pattern, Visitor &&visitor) {
  switch (pattern.kind()) {
#define EXPRESSION(NAME) case NodeKind::NAME:
#define PATTERN(NAME)                                                                                                                                \
  case NodeKind::NAME: return visitor(llvm::cast<NAME>(pattern));
#define STATEMENT(NAME) case NodeKind::NAME:
#define DECLARATION(NAME) case NodeKind::NAME:
#define PART(NAME) case NodeKind::NAME:
#include "syntax/Nodes.def"
    break;
  }
  llvm_unreachable("not a pattern");
}

/// Calls `callback` for each direct child that is there, in source order. Bodies of functions are children only where they are nested
/// (Function::nestedBody).
void forEachChild(const Node &node, llvm::function_ref<void(const Node &)> callback);

} // namespace fornax::ast
