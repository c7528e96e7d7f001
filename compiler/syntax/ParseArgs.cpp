// Items of calls, brace displays and subscripts.
#include "syntax/ParserState.h"
#include <llvm/ADT/DenseMap.h>

namespace fornax::syntax {

using ast::CallArgument;
using ast::Expr;
using ast::PassKind;

namespace {
/// What came before decides what may still come.
struct CallOrder {
  llvm::SmallDenseMap<Name, SourceRange, 8> keywords;
  bool hasLate = false; // a keyword argument or an unpacking
  bool hasStar = false, hasDoubleStar = false;
};
} // namespace

static CallArgument parseKeywordArgument(Parser &p, CallOrder &order) {
  uint32_t start = p.position;
  ast::Ident keyword = identOf(p, p.advance());
  p.advance();
  auto [earlier, isFirst] = order.keywords.try_emplace(keyword.name, keyword.range);
  if (!isFirst)
    report(p, keyword.range, messages::repeatedKeyword(keyword.name)).note(earlier->second, messages::firstHere(keyword.name));
  order.hasLate = true;
  const Expr *value = parseExpr(p);
  return {PassKind::Keyword, keyword, value, p.since(start)};
}

static CallArgument parseUnpacking(Parser &p, CallOrder &order, ArgumentList list) {
  uint32_t start = p.position;
  bool isDouble = p.is(TokenKind::StarStar);
  if (isDouble && list == ArgumentList::Brace)
    report(p, p.tokenRange(), messages::starOutsideCall());
  else if (isDouble ? order.hasDoubleStar : order.hasStar || order.hasDoubleStar)
    report(p, p.tokenRange(), messages::secondUnpacking());
  (isDouble ? order.hasDoubleStar : order.hasStar) = true;
  order.hasLate = true;
  p.advance();
  const Expr *value = parseExpr(p);
  return {isDouble ? PassKind::DoubleStar : PassKind::Star, {}, value, p.since(start)};
}

static CallArgument parsePositional(Parser &p, CallOrder &order, ArgumentList list) {
  uint32_t start = p.position;
  bool isRef = p.is(TokenKind::Ref) && list == ArgumentList::Call;
  const Expr *value;
  if (isRef) {
    report(p, p.tokenRange(), messages::refInCall());
    p.advance();
    value = parsePostfix(p);
  } else {
    value = list == ArgumentList::Brace ? parseExpr(p) : parseWalrusExpr(p);
  }
  SourceRange range = p.since(start);
  if (order.hasLate && list == ArgumentList::Call && !p.hasFailed)
    report(p, range, messages::positionalAfterKeyword());
  return {isRef ? PassKind::Ref : PassKind::Positional, {}, value, range};
}

llvm::ArrayRef<CallArgument> parseCallArguments(Parser &p, TokenKind end, ArgumentList list) {
  llvm::SmallVector<CallArgument, 8> arguments;
  CallOrder order;
  while (!p.is(end)) {
    if (p.atName() && p.peek(1) == TokenKind::Equal)
      arguments.push_back(parseKeywordArgument(p, order));
    else if (p.isAny(TokenKind::Star, TokenKind::StarStar))
      arguments.push_back(parseUnpacking(p, order, list));
    else
      arguments.push_back(parsePositional(p, order, list));
    if (!p.accept(TokenKind::Comma))
      break;
  }
  return p.keep(arguments);
}

// ---- Subscripts

static bool endsSliceBound(const Parser &p) { return p.isAny(TokenKind::Colon, TokenKind::Comma, TokenKind::RightBracket); }

static const Expr *parseSliceOrValue(Parser &p) {
  uint32_t start = p.position;
  const Expr *first = p.is(TokenKind::Colon) ? nullptr : parseExpr(p);
  if (!p.accept(TokenKind::Colon)) {
    if (llvm::isa<ast::Discard>(first))
      acceptTarget(p, first);
    return first;
  }
  const Expr *end = endsSliceBound(p) ? nullptr : parseExpr(p);
  const Expr *step = nullptr;
  if (p.accept(TokenKind::Colon) && !endsSliceBound(p))
    step = parseExpr(p);
  auto *slice = p.make<ast::Slice>(p.since(start));
  slice->start = first;
  slice->end = end;
  slice->step = step;
  return finish(p, slice);
}

llvm::ArrayRef<CallArgument> parseSubscripts(Parser &p) {
  llvm::SmallVector<CallArgument, 4> items;
  while (!p.is(TokenKind::RightBracket)) {
    uint32_t start = p.position;
    CallArgument item;
    if (p.accept(TokenKind::Star)) {
      item.kind = PassKind::Star;
      item.value = parseExpr(p);
    } else {
      if (p.atName() && p.peek(1) == TokenKind::Equal) {
        item.kind = PassKind::Keyword;
        item.keyword = identOf(p, p.advance());
        p.advance();
      }
      item.value = parseSliceOrValue(p);
    }
    item.range = p.since(start);
    items.push_back(item);
    if (!p.accept(TokenKind::Comma))
      break;
  }
  return p.keep(items);
}

} // namespace fornax::syntax
