// Reporting, and where to go on after an error.
#include "syntax/ParserState.h"
#include "syntax/Visit.h"
#include <algorithm>

namespace fornax::syntax {

llvm::StringRef Parser::word(unsigned ahead) const {
  uint32_t token = position + ahead;
  if (token >= limit || !isName(tokens.kinds[token]))
    return {};
  llvm::StringRef text = tokens.spelling(token);
  return tokens.kinds[token] == TokenKind::Quoted ? text.drop_front().drop_back() : text;
}

SourceRange Parser::missingRange() const {
  if (position > 0 && position != statementStart && atLineStart())
    return {tokens.file, previousEnd(), previousEnd()};
  return tokens.range(std::min(position, tokens.size() - 1));
}

Found Parser::found() const {
  if (position >= tokens.fileTokens && atEnd())
    return {TokenKind::RightBrace, "}"}; // the end of a hole
  if (position >= limit)
    return {tokens.kinds[position] == TokenKind::EndOfFile ? TokenKind::EndOfFile : TokenKind::EndOfStatement, {}};
  bool isNextLine = bracketDepth == 0 && position != statementStart && tokens.isAtLineStart(position);
  return {endsStatement(position) || isNextLine ? TokenKind::EndOfStatement : tokens.kinds[position], tokens.spelling(position)};
}

// ---- Reporting

diag::Builder report(Parser &p, SourceRange range, diag::Message message) { return p.diags.report(range, std::move(message)); }

void failAt(Parser &p, SourceRange range, diag::Message message) {
  if (p.hasFailed)
    return;
  p.hasFailed = true;
  if (p.rawKind(p.position) != TokenKind::Error)
    p.diags.report(range, std::move(message));
}

void fail(Parser &p, diag::Message message) { failAt(p, p.missingRange(), std::move(message)); }

bool expect(Parser &p, TokenKind kind) {
  if (p.accept(kind))
    return true;
  if (!p.hasFailed)
    fail(p, messages::expectedToken(kind, p.found()));
  return false;
}

void failColon(Parser &p) {
  if (p.hasFailed)
    return;
  p.hasFailed = true;
  if (p.rawKind(p.position) == TokenKind::Error)
    return;
  SourceRange missing = p.missingRange();
  diag::Builder diagnostic = p.diags.report(missing, messages::expectedColon(p.found()));
  if (p.rawKind(p.position) == TokenKind::Equal)
    diagnostic.fix(messages::compareWithEquals(), p.tokenRange(), "==");
  else if (p.rawKind(p.position) == TokenKind::LeftBrace)
    diagnostic.note(messages::noBraces());
  else if (missing.size() == 0)
    diagnostic.fix(messages::insertColon(), missing, ":");
}

uint32_t open(Parser &p, TokenKind kind) {
  uint32_t opening = p.position;
  if (expect(p, kind))
    ++p.bracketDepth;
  return opening;
}

void close(Parser &p, TokenKind kind, uint32_t opening) {
  if (p.hasFailed)
    return;
  if (p.rawKind(p.position) == kind) {
    --p.bracketDepth;
    ++p.position;
    return;
  }
  bool isLexerError = p.rawKind(p.position) == TokenKind::Error;
  p.hasFailed = true;
  if (!isLexerError)
    p.diags.report(p.missingRange(), messages::unclosedBracket(kind, p.found())).label(p.rangeOf(opening), messages::openedHere());
}

// ---- Recovery

static bool isOpening(TokenKind kind) { return kind == TokenKind::LeftParen || kind == TokenKind::LeftBracket || kind == TokenKind::LeftBrace; }
static bool isClosing(TokenKind kind) { return kind == TokenKind::RightParen || kind == TokenKind::RightBracket || kind == TokenKind::RightBrace; }

/// Keywords that begin a line of a program and occur in no expression: an open bracket before one of them was never closed.
static bool beginsStatement(TokenKind kind) {
  switch (kind) {
  case TokenKind::Def:
  case TokenKind::Fn:
  case TokenKind::Struct:
  case TokenKind::Trait:
  case TokenKind::Extension:
  case TokenKind::Import:
  case TokenKind::From:
  case TokenKind::While:
  case TokenKind::With:
  case TokenKind::Try:
  case TokenKind::Return:
  case TokenKind::Raise:
  case TokenKind::Var:
  case TokenKind::Pass:
  case TokenKind::Break:
  case TokenKind::Continue:
  case TokenKind::Comptime: return true;
  default: return false;
  }
}

static bool isClauseKeyword(TokenKind kind) {
  return kind == TokenKind::Else || kind == TokenKind::Elif || kind == TokenKind::Except || kind == TokenKind::Finally || kind == TokenKind::Case;
}

static bool takesClauses(TokenKind kind) {
  switch (kind) {
  case TokenKind::If:
  case TokenKind::While:
  case TokenKind::For:
  case TokenKind::Try:
  case TokenKind::Match:
  case TokenKind::Comptime: return true;
  default: return isClauseKeyword(kind) && kind != TokenKind::Case;
  }
}

/// Steps over tokens to the next one that begins a line at or left of `column`, outside brackets as far as they can be told.
static void skipLines(Parser &p, unsigned brackets, int column) {
  while (p.position < p.limit && p.tokens.kinds[p.position] != TokenKind::EndOfFile) {
    TokenKind kind = p.tokens.kinds[p.position];
    if (p.tokens.isAtLineStart(p.position) && p.column() <= column && !isClosing(kind) && (brackets == 0 || beginsStatement(kind)))
      return;
    if (isOpening(kind))
      ++brackets;
    else if (isClosing(kind) && brackets)
      --brackets;
    ++p.position;
  }
}

void recover(Parser &p, uint32_t start, int column) {
  // Where a line start is what was not expected, its bracket was left open before it.
  bool atLine = p.position != start && !p.atEnd() && p.atLineStart() && p.column() <= column;
  unsigned brackets = atLine ? 0 : p.bracketDepth;
  p.hasFailed = false;
  p.bracketDepth = 0;
  p.discards.clear();
  p.binders.clear();
  if (p.position == start && !p.atEnd())
    ++p.position;
  skipLines(p, brackets, column);
  if (!takesClauses(p.rawKind(start)))
    return;
  while (!p.atEnd() && p.atLineStart() && p.column() == column && isClauseKeyword(p.rawKind(p.position))) {
    ++p.position;
    skipLines(p, 0, column);
  }
}

// ---- Depth

Nesting::Nesting(Parser &p) : p(p), isAllowed(++p.depth <= MaxDepth) {
  if (isAllowed || p.hasFailed)
    return;
  if (!p.reportedDepth)
    report(p, p.missingRange(), messages::nestedTooDeep(MaxDepth));
  p.reportedDepth = p.hasFailed = true;
}

static unsigned heightAbove(const ast::Node &node) {
  unsigned height = 0;
  ast::forEachChild(node, [&](const ast::Node &child) { height = std::max<unsigned>(height, ast::NodeFactory::height(child)); });
  return height + 1;
}

const ast::Expr *finish(Parser &p, ast::Expr *node) {
  unsigned height = heightAbove(*node);
  if (height <= MaxDepth) {
    ast::NodeFactory::setHeight(*node, uint16_t(height));
    return node;
  }
  if (!p.hasFailed && !p.reportedDepth)
    report(p, p.position ? p.rangeOf(p.position - 1) : node->range(), messages::nestedTooDeep(MaxDepth));
  p.reportedDepth = p.hasFailed = true;
  return p.make<ast::ErrorExpr>(node->range());
}

void finishPart(Parser &, ast::Node *node) { ast::NodeFactory::setHeight(*node, uint16_t(heightAbove(*node))); }

// ---- `_` and binders where they mean nothing

void flushMisplaced(Parser &p) {
  if (p.discards.empty() && p.binders.empty())
    return;
  if (!p.hasFailed) {
    for (const ast::Discard *discard : p.discards)
      report(p, discard->range(), messages::discardRead());
    for (const ast::Binder *binder : p.binders) {
      SourceRange range = binder->range();
      report(p, {range.file, range.begin, range.begin + 3}, messages::binderInValue());
    }
  }
  p.discards.clear();
  p.binders.clear();
}

/// Takes it out; the last ones are looked at first, as targets are walked from the end.
template <class T> static void take(llvm::SmallVectorImpl<const T *> &list, const T *item) {
  for (size_t i = list.size(); i-- > 0;) {
    if (list[i] != item)
      continue;
    list.erase(list.begin() + i);
    return;
  }
}

void acceptTarget(Parser &p, const ast::Expr *target) {
  if (p.discards.empty() && p.binders.empty())
    return;
  if (auto *discard = llvm::dyn_cast<ast::Discard>(target)) {
    take(p.discards, discard);
  } else if (auto *binder = llvm::dyn_cast<ast::Binder>(target)) {
    take(p.binders, binder);
    acceptTarget(p, binder->target);
  } else if (auto *paren = llvm::dyn_cast<ast::Paren>(target)) {
    acceptTarget(p, paren->inner);
  } else if (auto *tuple = llvm::dyn_cast<ast::Tuple>(target)) {
    for (const ast::Expr *element : llvm::reverse(tuple->elements))
      acceptTarget(p, element);
  } else if (auto *list = llvm::dyn_cast<ast::ListDisplay>(target)) {
    for (const ast::Expr *element : llvm::reverse(list->elements))
      acceptTarget(p, element);
  }
}

// ---- Names

ast::Ident identOf(Parser &p, uint32_t token) {
  llvm::StringRef text = p.tokens.spelling(token);
  bool isQuoted = p.tokens.kinds[token] == TokenKind::Quoted;
  return {p.names.intern(isQuoted ? text.drop_front().drop_back() : text), p.rangeOf(token), isQuoted};
}

ast::Ident parseName(Parser &p) {
  TokenKind kind = p.peek();
  if (isName(kind))
    return identOf(p, p.advance());
  if (isKeyword(kind) && !p.atLineStart()) {
    report(p, p.tokenRange(), messages::keywordAsName(kind))
        .fix(messages::quoteName(), p.tokenRange(), "`" + p.tokens.spelling(p.position).str() + "`");
    return identOf(p, p.advance());
  }
  SourceRange missing = p.missingRange();
  if (!p.hasFailed)
    fail(p, messages::expectedToken(TokenKind::Identifier, p.found()));
  return {Name(), missing.atBegin(), false};
}

ast::Ident parseMemberName(Parser &p) {
  TokenKind kind = p.peek();
  if (isName(kind) || isKeyword(kind))
    return identOf(p, p.advance());
  SourceRange missing = p.missingRange();
  fail(p, messages::expectedMember(p.found()));
  return {Name(), missing.atBegin(), false};
}

} // namespace fornax::syntax
