// `match` and what stands after `case`.
#include "syntax/ParserState.h"

namespace fornax::syntax {

using ast::Expr;
using ast::Pattern;
using llvm::SmallVector;

static const Pattern *parsePattern(Parser &p);

static const Pattern *errorPattern(Parser &p) {
  SourceRange range = p.missingRange().atBegin();
  return p.make<ast::ErrorPattern>(range);
}

// Patterns have a height like expressions, for the same reason.
template <class T> static const Pattern *finishPattern(Parser &p, T *node) {
  finishPart(p, node);
  return node;
}

bool isMatchStart(const Parser &p, unsigned ahead) {
  TokenKind kind = p.rawKind(p.position + ahead);
  if (kind == TokenKind::Match)
    return true;
  bool isOldWord = kind == TokenKind::Identifier && p.tokens.spelling(p.position + ahead) == "__match";
  return isOldWord && p.rawKind(p.position + ahead + 1) != TokenKind::Equal;
}

const ast::Stmt *parseMatch(Parser &p, int column) {
  uint32_t start = p.position;
  bool isComptime = p.accept(TokenKind::Comptime);
  SourceRange keywordRange = p.rangeOf(p.advance());
  const Expr *subject = parseExprList(p);
  flushMisplaced(p);
  expect(p, TokenKind::Colon);
  SmallVector<const ast::MatchCase *, 8> cases;
  auto atCase = [&] { return !p.hasFailed && p.rawKind(p.position) == TokenKind::Case && p.atLineStart(); };
  if (!p.hasFailed && !(atCase() && p.column() >= column))
    failAt(p, p.missingRange(), messages::expectedCase());
  int caseColumn = p.hasFailed ? 0 : p.column();
  while (atCase() && p.column() == caseColumn)
    cases.push_back(parseCase(p, isComptime ? RunsAt::CompileTime : RunsAt::RunTime));
  auto *match = p.make<ast::Match>(p.since(start));
  match->isComptime = isComptime;
  match->keywordRange = keywordRange;
  match->subject = subject;
  match->cases = p.keep(cases);
  return match;
}

static const Pattern *parseAs(Parser &p, const Pattern *pattern) {
  if (!p.accept(TokenKind::As))
    return pattern;
  auto *as = p.make<ast::AsPattern>(SourceRange());
  as->pattern = pattern;
  as->name = parseName(p);
  ast::NodeFactory::place(*as, as->id(), pattern->range().to(as->name.range));
  return finishPattern(p, as);
}

const ast::MatchCase *parseCase(Parser &p, RunsAt runsAt) {
  uint32_t start = p.position;
  int outerColumn = p.statementColumn;
  uint32_t outerStart = p.statementStart;
  int column = p.statementColumn = p.column();
  p.statementStart = start;
  p.advance();
  const Pattern *pattern = parsePattern(p);
  if (p.is(TokenKind::Comma)) {
    SmallVector<const Pattern *, 4> elements{pattern};
    while (p.accept(TokenKind::Comma))
      elements.push_back(parsePattern(p));
    auto *tuple = p.make<ast::TuplePattern>(elements.front()->range().to(elements.back()->range()));
    tuple->elements = p.keep(elements);
    pattern = finishPattern(p, tuple);
  }
  pattern = parseAs(p, pattern);
  const Expr *guard = p.accept(TokenKind::If) ? parseWalrusExpr(p) : nullptr;
  flushMisplaced(p);
  p.runTimeFlow += runsAt == RunsAt::RunTime;
  const ast::Block *body = parseSuite(p, column);
  p.runTimeFlow -= runsAt == RunsAt::RunTime;
  if (p.hasFailed)
    recover(p, start, column);
  p.statementColumn = outerColumn;
  p.statementStart = outerStart;
  auto *node = p.make<ast::MatchCase>(p.since(start));
  node->pattern = pattern;
  node->guard = guard;
  node->body = body;
  return node;
}

static const Pattern *parseParenPattern(Parser &p) {
  uint32_t opening = open(p, TokenKind::LeftParen);
  SmallVector<const Pattern *, 4> elements;
  bool hasComma = false;
  while (!p.is(TokenKind::RightParen)) {
    elements.push_back(parseAs(p, parsePattern(p)));
    if (!p.accept(TokenKind::Comma))
      break;
    hasComma = true;
  }
  close(p, TokenKind::RightParen, opening);
  if (elements.size() == 1 && !hasComma)
    return elements.front();
  auto *tuple = p.make<ast::TuplePattern>(p.since(opening));
  tuple->elements = p.keep(elements);
  return finishPattern(p, tuple);
}

static const Pattern *parseCallPattern(Parser &p, uint32_t start, const Expr *callee) {
  uint32_t opening = open(p, TokenKind::LeftParen);
  SmallVector<ast::PatternArgument, 4> arguments;
  while (!p.is(TokenKind::RightParen)) {
    ast::PatternArgument argument;
    if (p.atName() && p.peek(1) == TokenKind::Equal) {
      argument.keyword = identOf(p, p.advance());
      p.advance();
    }
    argument.pattern = parsePattern(p);
    arguments.push_back(argument);
    if (!p.accept(TokenKind::Comma))
      break;
  }
  close(p, TokenKind::RightParen, opening);
  auto *node = p.make<ast::CallPattern>(p.since(start));
  node->callee = callee;
  node->arguments = p.keep(arguments);
  return finishPattern(p, node);
}

/// The path of a type or case: `T`, `T.Case`, `Optional[Int].Some`, `.Case`, `Self`.
static const Expr *parsePath(Parser &p) {
  uint32_t start = p.position;
  const Expr *path = parsePrimary(p); // at a name, `Self` or `.`: takes no suffix
  while (true) {
    if (p.accept(TokenKind::Dot)) {
      ast::Ident member = parseMemberName(p);
      auto *node = p.make<ast::Member>(p.since(start));
      node->base = path;
      node->member = member;
      path = finish(p, node);
    } else if (p.is(TokenKind::LeftBracket)) {
      uint32_t opening = open(p, TokenKind::LeftBracket);
      auto arguments = parseSubscripts(p);
      close(p, TokenKind::RightBracket, opening);
      auto *node = p.make<ast::Subscript>(p.since(start));
      node->base = path;
      node->arguments = arguments;
      node->openRange = p.rangeOf(opening);
      path = finish(p, node);
    } else {
      return path;
    }
  }
}

static const Pattern *parseNamedPattern(Parser &p) {
  uint32_t start = p.position;
  bool isPlain = p.atName() && p.peek(1) != TokenKind::Dot && p.peek(1) != TokenKind::LeftBracket && p.peek(1) != TokenKind::LeftParen;
  if (isPlain && p.is(TokenKind::Identifier) && p.word() == "_")
    return p.make<ast::WildcardPattern>(p.rangeOf(p.advance()));
  if (isPlain) {
    ast::Ident name = identOf(p, p.advance());
    auto *node = p.make<ast::NamePattern>(name.range);
    node->name = name;
    return node;
  }
  const Expr *path = parsePath(p);
  if (p.is(TokenKind::LeftParen))
    return parseCallPattern(p, start, path);
  auto *value = p.make<ast::ValuePattern>(path->range());
  value->value = path;
  return finishPattern(p, value);
}

static const Pattern *parseOnePattern(Parser &p) {
  Nesting nesting(p);
  if (!nesting)
    return errorPattern(p);
  if (p.isAny(TokenKind::Var, TokenKind::Ref)) {
    uint32_t start = p.position;
    auto which = p.is(TokenKind::Var) ? ast::BinderKind::Var : ast::BinderKind::Ref;
    p.advance();
    const Pattern *inner = parseOnePattern(p);
    auto *binder = p.make<ast::BinderPattern>(p.since(start));
    binder->which = which;
    binder->pattern = inner;
    return finishPattern(p, binder);
  }
  if (p.is(TokenKind::LeftParen))
    return parseParenPattern(p);
  if (p.atName() || p.isAny(TokenKind::Dot, TokenKind::SelfType))
    return parseNamedPattern(p);
  const Expr *value = parseBitXor(p); // everything above `|`, which separates alternatives
  auto *node = p.make<ast::ValuePattern>(value->range());
  node->value = value;
  return finishPattern(p, node);
}

static const Pattern *parsePattern(Parser &p) {
  const Pattern *first = parseOnePattern(p);
  if (!p.is(TokenKind::Pipe))
    return first;
  SmallVector<const Pattern *, 4> alternatives{first};
  while (p.accept(TokenKind::Pipe))
    alternatives.push_back(parseOnePattern(p));
  auto *node = p.make<ast::OrPattern>(first->range().to(alternatives.back()->range()));
  node->alternatives = p.keep(alternatives);
  return finishPattern(p, node);
}

} // namespace fornax::syntax
