// Assignment targets: expressions, with `var` and `ref` among them.
#include "syntax/ParserState.h"

namespace fornax::syntax {

using ast::Expr;

/// `var target`, `ref target`: whoever asks for it stands where it may stand.
const ast::Binder *parseBinder(Parser &p, const Expr *(*parseInner)(Parser &)) {
  uint32_t start = p.position;
  bool isRef = p.is(TokenKind::Ref);
  p.advance();
  const Expr *target = parseInner(p);
  auto *binder = p.make<ast::Binder>(p.since(start));
  binder->which = isRef ? ast::BinderKind::Ref : ast::BinderKind::Var;
  binder->target = target;
  finish(p, binder);
  return binder;
}

/// A keyword where a name is declared: `var if = 3`.
static bool isKeywordAsTarget(const Parser &p) {
  if (!isKeyword(p.peek()) || p.atLineStart())
    return false;
  TokenKind next = p.peek(1);
  return next == TokenKind::Equal || next == TokenKind::Colon || next == TokenKind::Comma || next == TokenKind::In;
}

/// One target. A word reserved for later is reported and taken as a name.
const Expr *parseTarget(Parser &p) {
  Nesting nesting(p);
  if (!nesting)
    return errorExpr(p);
  if (p.isAny(TokenKind::Var, TokenKind::Ref))
    return parseBinder(p, parseTarget);
  const Expr *target;
  if (TokenKind kind = p.peek(); isReserved(kind) || isMagic(kind) || isKeywordAsTarget(p)) {
    ast::Ident name = parseName(p);
    auto *node = p.make<ast::Identifier>(name.range);
    node->name = name.name;
    target = node;
  } else {
    target = parsePostfix(p);
  }
  checkTarget(p, target);
  return target;
}

static bool endsTargets(const Parser &p) {
  return p.isAny(TokenKind::Equal, TokenKind::Colon, TokenKind::In, TokenKind::RightParen, TokenKind::EndOfStatement, TokenKind::EndOfFile);
}

const Expr *parseTargetList(Parser &p) {
  uint32_t start = p.position;
  const Expr *first = parseTarget(p);
  if (!p.is(TokenKind::Comma))
    return first;
  llvm::SmallVector<const Expr *, 4> elements{first};
  while (p.accept(TokenKind::Comma)) {
    if (endsTargets(p))
      break;
    elements.push_back(parseTarget(p));
  }
  auto *tuple = p.make<ast::Tuple>(p.since(start));
  tuple->elements = p.keep(elements);
  return finish(p, tuple);
}

const Expr *parseForTarget(Parser &p) {
  if (p.isAny(TokenKind::Var, TokenKind::Ref))
    return parseBinder(p, parseTargetList);
  return parseTargetList(p);
}

static bool isTarget(const Expr *expr) {
  switch (expr->kind()) {
  case ast::NodeKind::ErrorExpr: // reported already
  case ast::NodeKind::Identifier:
  case ast::NodeKind::Discard:
  case ast::NodeKind::Member:
  case ast::NodeKind::Subscript:
  case ast::NodeKind::Call:
  case ast::NodeKind::Binder: return true;
  case ast::NodeKind::Paren: return isTarget(llvm::cast<ast::Paren>(expr)->inner);
  default: return false;
  }
}

void checkTarget(Parser &p, const Expr *target) {
  acceptTarget(p, target);
  if (p.hasFailed)
    return;
  const Expr *inner = ast::stripParens(target);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(inner)) {
    for (const Expr *element : tuple->elements)
      checkTarget(p, element);
  } else if (auto *list = llvm::dyn_cast<ast::ListDisplay>(inner)) {
    auto mayHoldTargets = [](const Expr *element) { return isTarget(element) || llvm::isa<ast::Tuple, ast::ListDisplay>(ast::stripParens(element)); };
    if (llvm::all_of(list->elements, mayHoldTargets)) // else one error, not one for each
      for (const Expr *element : list->elements)
        checkTarget(p, element);
    else
      report(p, target->range(), messages::badTarget());
  } else if (!isTarget(inner)) {
    report(p, target->range(), messages::badTarget());
  }
}

} // namespace fornax::syntax
