// Imports. They stand on one line, but for the names between parentheses.
#include "syntax/ParserState.h"

namespace fornax::syntax {

using llvm::SmallVector;

/// Outside the parenthesised list no token of an import begins a line; inside, no comma, `as` or bound name.
static bool rejectLineStart(Parser &p) {
  if (p.hasFailed || p.atEnd() || !p.atLineStart() || p.is(TokenKind::EndOfStatement))
    return false;
  failAt(p, p.tokenRange(), messages::lineBreakInImport());
  return true;
}

/// Behind `import` something must follow; a name on the next line, in whatever column, is what was meant.
static void rejectBreakBeforeNames(Parser &p) {
  if (p.hasFailed || p.atEnd() || !p.atLineStart() || !isName(p.rawKind(p.position)))
    return;
  report(p, p.tokenRange(), messages::lineBreakInImport());
  p.statementStart = p.position;
}

/// A name exists from its import on, whatever path the program takes.
static void rejectInFlow(Parser &p) {
  if (p.runTimeFlow)
    report(p, p.tokenRange(), messages::importInFlow());
}

static bool isSuffix(const Parser &p) { return p.isAny(TokenKind::As, TokenKind::Comma, TokenKind::Dot); }

static llvm::ArrayRef<ast::Ident> parseDotted(Parser &p) {
  SmallVector<ast::Ident, 4> path;
  rejectLineStart(p);
  path.push_back(parseName(p));
  while (p.is(TokenKind::Dot)) {
    rejectLineStart(p);
    p.accept(TokenKind::Dot);
    rejectLineStart(p);
    path.push_back(parseName(p));
  }
  return p.keep(path);
}

static ast::Ident parseAlias(Parser &p) {
  if (isSuffix(p))
    rejectLineStart(p);
  if (!p.accept(TokenKind::As))
    return {};
  rejectLineStart(p);
  ast::Ident alias = parseName(p);
  if (p.is(TokenKind::Comma))
    rejectLineStart(p);
  return alias;
}

/// `import .a.b`, an old spelling of `from .a import b`.
static const ast::Stmt *parseRelativeImport(Parser &p, uint32_t start) {
  auto *node = p.make<ast::FromImport>(SourceRange());
  uint32_t first = p.position;
  while (p.isAny(TokenKind::Dot, TokenKind::Ellipsis))
    node->dots += p.tokens.kinds[p.advance()] == TokenKind::Ellipsis ? 3 : 1;
  llvm::ArrayRef<ast::Ident> path = parseDotted(p);
  node->path = path.drop_back();
  node->pathRange = p.since(first);
  SourceRange range = p.since(start);
  llvm::SmallVector<ast::ImportName, 1> names{{path.back(), parseAlias(p)}};
  node->names = p.keep(names);
  ast::NodeFactory::place(*node, node->id(), p.since(start));
  if (p.hasFailed)
    return node;
  std::string now = "from " + std::string(node->dots, '.');
  for (const ast::Ident &part : node->path)
    now += (&part == node->path.begin() ? "" : ".") + p.tokens.text.slice(part.range.begin, part.range.end).str();
  now += " import " + p.tokens.text.slice(path.back().range.begin, path.back().range.end).str();
  report(p, p.rangeOf(first), messages::relativeImport()).fix(messages::replaceSpelling(now), range, now);
  return node;
}

const ast::Stmt *parseImport(Parser &p) {
  rejectInFlow(p);
  uint32_t start = p.advance();
  if (p.isAny(TokenKind::Dot, TokenKind::Ellipsis) && !p.atLineStart())
    return parseRelativeImport(p, start);
  SmallVector<ast::ImportItem, 2> items;
  do {
    auto path = parseDotted(p);
    items.push_back({path, parseAlias(p)});
  } while (p.accept(TokenKind::Comma));
  auto *node = p.make<ast::Import>(p.since(start));
  node->items = p.keep(items);
  return node;
}

static void parseImportNames(Parser &p, ast::FromImport &node) {
  bool hasParens = p.is(TokenKind::LeftParen);
  uint32_t opening = p.position;
  if (hasParens)
    open(p, TokenKind::LeftParen);
  SmallVector<ast::ImportName, 8> names;
  do {
    if (!hasParens && names.empty())
      rejectBreakBeforeNames(p);
    if (!hasParens && p.position != p.statementStart)
      rejectLineStart(p);
    ast::Ident name = parseName(p);
    names.push_back({name, parseAlias(p)});
  } while (p.accept(TokenKind::Comma) && !(hasParens && p.is(TokenKind::RightParen)));
  if (hasParens)
    close(p, TokenKind::RightParen, opening);
  node.names = p.keep(names);
}

const ast::Stmt *parseFromImport(Parser &p, llvm::ArrayRef<const ast::Decorator *> decorators) {
  rejectInFlow(p);
  uint32_t start = p.advance();
  auto *node = p.make<ast::FromImport>(SourceRange());
  node->decorators = decorators;
  rejectLineStart(p);
  uint32_t path = p.position;
  while (p.isAny(TokenKind::Dot, TokenKind::Ellipsis))
    node->dots += p.tokens.kinds[p.advance()] == TokenKind::Ellipsis ? 3 : 1;
  rejectLineStart(p);
  if (!node->dots || !p.is(TokenKind::Import))
    node->path = parseDotted(p);
  node->pathRange = p.since(path);
  rejectLineStart(p);
  expect(p, TokenKind::Import);
  if (p.is(TokenKind::Star)) {
    rejectLineStart(p);
    node->isWildcard = true;
    node->wildcardRange = p.rangeOf(p.advance());
  } else {
    parseImportNames(p, *node);
  }
  ast::NodeFactory::place(*node, node->id(), p.since(start));
  return node;
}

} // namespace fornax::syntax
