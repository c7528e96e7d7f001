// Suites and compound statements.
#include "syntax/OldSpellings.h"
#include "syntax/ParserState.h"

namespace fornax::syntax {

using ast::Block;
using ast::Expr;
using ast::Stmt;
using llvm::SmallVector;

// ---- Suites

/// Compound statements and declarations begin a line.
static bool mustBeginLine(const Parser &p) {
  TokenKind next = p.rawKind(p.position + 1);
  switch (p.rawKind(p.position)) {
  case TokenKind::If:
  case TokenKind::While:
  case TokenKind::For:
  case TokenKind::Try:
  case TokenKind::With:
  case TokenKind::Struct:
  case TokenKind::Trait:
  case TokenKind::At:
  case TokenKind::Extension:
  case TokenKind::MlirRegion:
  case TokenKind::Match: return true;
  case TokenKind::Def:
  case TokenKind::Fn:
  case TokenKind::Async: return next != TokenKind::LeftParen && next != TokenKind::LeftBracket;
  case TokenKind::Comptime: return next == TokenKind::If || next == TokenKind::For || next == TokenKind::Match;
  default: return false;
  }
}

static void parseInlineSuite(Parser &p, Context context, StmtList &out) {
  if (mustBeginLine(p)) {
    failAt(p, p.tokenRange(), messages::statementMustBeginLine(p.rawKind(p.position)));
    return;
  }
  int outer = p.statementColumn;
  p.statementColumn = InlineColumn;
  parseSimpleLine(p, context, out);
  p.statementColumn = outer;
}

static bool isDocStringLine(const Parser &p) {
  return p.rawKind(p.position) == TokenKind::String && (p.position + 1 >= p.limit || p.tokens.isAtLineStart(p.position + 1));
}

/// The first string of a suite, alone on its line.
static const ast::StringLiteral *asDocString(const Stmt *stmt) {
  auto *expr = llvm::dyn_cast<ast::ExprStmt>(stmt);
  auto *string = expr ? llvm::dyn_cast<ast::StringLiteral>(expr->value) : nullptr;
  return string && string->pieces.size() == 1 ? string : nullptr;
}

/// A docstring before the first statement does not fix the column of the suite.
static const ast::StringLiteral *parseLeadingDocString(Parser &p, int headerColumn) {
  if (!isDocStringLine(p) || p.position + 1 >= p.limit)
    return nullptr;
  uint32_t next = p.position + 1;
  if (p.rawKind(next) == TokenKind::EndOfFile || p.rawKind(next) == TokenKind::String || int(p.tokens.columns[next]) <= headerColumn)
    return nullptr;
  p.statementStart = p.position;
  return parseOneString(p);
}

static void reportIndent(Parser &p, diag::Message message) {
  bool isReported = p.reportedIndent == p.position || (p.tokens.flags[p.position] & BadIndent);
  if (!isReported && p.rawKind(p.position) != TokenKind::Error)
    report(p, p.tokenRange(), std::move(message));
  p.reportedIndent = p.position;
}

/// Statements that begin lines right of the header.
static void parseIndentedLines(Parser &p, Context context, int headerColumn, StmtList &out) {
  int column = p.column();
  while (!p.atEnd() && p.column() > headerColumn) {
    if (p.column() > column) {
      reportIndent(p, messages::unexpectedIndent());
    } else if (p.column() < column) {
      reportIndent(p, messages::inconsistentDedent());
      column = p.column();
    }
    [[maybe_unused]] uint32_t before = p.position;
    parseStatement(p, context, out);
    assert(p.position > before && "a statement consumes a token");
  }
}

const ast::StringLiteral *parseSuiteStatements(Parser &p, Context context, int headerColumn, StmtList &out) {
  if (p.hasFailed)
    return nullptr;
  Nesting nesting(p);
  if (!nesting)
    return nullptr;
  if (!p.accept(TokenKind::Colon)) {
    // A header that lacks only its colon still has its suite.
    bool hasSuite = !p.atEnd() && p.atLineStart() && p.column() > headerColumn && p.rawKind(p.position) != TokenKind::Error;
    failColon(p);
    if (!hasSuite)
      return nullptr;
    p.hasFailed = false;
  }
  return parseSuiteBehindColon(p, context, headerColumn, out);
}

const ast::StringLiteral *parseSuiteBehindColon(Parser &p, Context context, int headerColumn, StmtList &out) {
  if (p.atEnd() || (p.atLineStart() && p.column() <= headerColumn)) {
    report(p, {p.tokens.file, p.previousEnd(), p.previousEnd()}, messages::missingSuite());
    return nullptr;
  }
  unsigned outerBrackets = std::exchange(p.bracketDepth, 0);
  const ast::StringLiteral *docString = nullptr;
  if (!p.atLineStart()) {
    parseInlineSuite(p, context, out);
  } else {
    docString = parseLeadingDocString(p, headerColumn);
    parseIndentedLines(p, context, headerColumn, out);
  }
  p.bracketDepth = outerBrackets;
  if (!docString && !out.empty())
    if ((docString = asDocString(out.front())))
      out.erase(out.begin());
  return docString;
}

const Block *parseSuite(Parser &p, int headerColumn) {
  uint32_t start = p.position;
  StmtList statements;
  const ast::StringLiteral *docString = parseSuiteStatements(p, Context::Body, headerColumn, statements);
  auto *block = p.make<Block>(p.since(start));
  block->statements = p.keep(statements);
  block->docString = docString;
  return block;
}

// ---- Statements

static const Stmt *parseMlirRegion(Parser &p, int column) {
  uint32_t start = p.advance();
  ast::Ident name = parseName(p);
  auto arguments = parseArguments(p, ListOf::Declaration);
  const Block *body = parseSuite(p, column);
  auto *region = p.make<ast::MlirRegion>(p.since(start));
  region->name = name;
  region->arguments = arguments;
  region->body = body;
  return region;
}

static bool isFunctionStart(const Parser &p) {
  switch (p.peek()) {
  case TokenKind::Async: return true;
  case TokenKind::Def:
  case TokenKind::Fn: return p.peek(1) != TokenKind::LeftParen && p.peek(1) != TokenKind::LeftBracket;
  default: return p.isWord("__async") && (p.peek(1) == TokenKind::Def || p.peek(1) == TokenKind::Fn);
  }
}

static bool isCompoundStart(const Parser &p) {
  switch (p.peek()) {
  case TokenKind::If:
  case TokenKind::While:
  case TokenKind::For:
  case TokenKind::Try:
  case TokenKind::With: return true;
  case TokenKind::Comptime: return p.peek(1) == TokenKind::If || p.peek(1) == TokenKind::For;
  default: return false;
  }
}

static bool isStrayClause(TokenKind kind) {
  return kind == TokenKind::Else || kind == TokenKind::Elif || kind == TokenKind::Except || kind == TokenKind::Finally || kind == TokenKind::Case;
}

/// `class Name`, which is read as a struct.
static bool isClass(Parser &p) {
  if (!p.is(TokenKind::Class) || !isName(p.peek(1)))
    return false;
  report(p, p.tokenRange(), messages::noClasses()).fix(messages::replaceSpelling("struct"), p.tokenRange(), "struct");
  return true;
}

/// The statement's first token is current and exempt from the column rule.
static void parseStatementHere(Parser &p, Context context, int column, StmtList &out) {
  TokenKind kind = p.peek();
  if (kind == TokenKind::At)
    return parseDecorated(p, context, column, out);
  if (isFunctionStart(p))
    out.push_back(parseFunction(p, context, column, {}));
  else if (kind == TokenKind::Struct || isClass(p))
    out.push_back(parseStruct(p, context, column, {}));
  else if (kind == TokenKind::Trait)
    out.push_back(parseTrait(p, context, column, {}));
  else if (kind == TokenKind::Extension)
    out.push_back(parseExtension(p, context, column, {}));
  else if (isTypeBody(context))
    parseSimpleLine(p, context, out);
  else if (isCompoundStart(p))
    out.push_back(parseCompound(p, column, RunsAt::RunTime));
  else if (isMatchStart(p, 0) || (kind == TokenKind::Comptime && isMatchStart(p, 1)))
    out.push_back(parseMatch(p, column));
  else if (kind == TokenKind::MlirRegion)
    out.push_back(parseMlirRegion(p, column));
  else if (isStrayClause(kind))
    failAt(p, p.tokenRange(), messages::clauseWithoutOpener(kind));
  else
    parseSimpleLine(p, context, out);
}

const Stmt *parseStatement(Parser &p, Context context, StmtList &out) {
  int outerColumn = std::exchange(p.statementColumn, p.column());
  uint32_t outerStart = std::exchange(p.statementStart, p.position);
  int column = p.statementColumn;
  uint32_t start = p.position;
  size_t before = out.size();
  parseStatementHere(p, context, column, out);
  flushMisplaced(p);
  if (p.hasFailed) {
    recover(p, start, column);
    if (out.size() == before && !isTypeBody(context))
      out.push_back(p.make<ast::ErrorStmt>(p.since(start)));
  }
  p.statementColumn = outerColumn;
  p.statementStart = outerStart;
  return out.size() > before ? out.back() : nullptr;
}

// ---- Compound statements

namespace {
/// The clauses of a compound statement begin lines at its column.
struct Clauses {
  Parser &p;
  int column;
  RunsAt runsAt;

  bool at(TokenKind keyword) const { return !p.hasFailed && p.rawKind(p.position) == keyword && p.atLineStart() && p.column() == column; }
  /// Consumes the keyword.
  SourceRange take() {
    p.statementStart = p.position;
    return p.rangeOf(p.advance());
  }
  const Block *suite() {
    flushMisplaced(p);
    p.runTimeFlow += runsAt == RunsAt::RunTime;
    const Block *block = parseSuite(p, column);
    p.runTimeFlow -= runsAt == RunsAt::RunTime;
    return block;
  }
  /// `keyword: suite`, or null.
  const Block *optional(TokenKind keyword) {
    if (!at(keyword))
      return nullptr;
    take();
    return suite();
  }
};
} // namespace

static const Stmt *parseIf(Parser &p, uint32_t start, bool isComptime, Clauses clauses) {
  SmallVector<ast::IfArm, 4> arms;
  SourceRange keyword = p.rangeOf(p.advance());
  while (true) {
    const Expr *condition = parseWalrusExpr(p);
    arms.push_back({condition, clauses.suite(), keyword});
    if (clauses.at(TokenKind::Else) && p.rawKind(p.position + 1) == TokenKind::If && !p.tokens.isAtLineStart(p.position + 1)) {
      SourceRange both = p.tokenRange().to(p.rangeOf(p.position + 1));
      report(p, both, messages::elseIf()).fix(messages::replaceSpelling("elif"), both, "elif");
      clauses.take();
    } else if (!clauses.at(TokenKind::Elif)) {
      break;
    }
    keyword = clauses.take();
  }
  const Block *elseBody = clauses.optional(TokenKind::Else);
  auto *node = p.make<ast::If>(p.since(start));
  node->isComptime = isComptime;
  node->arms = p.keep(arms);
  node->elseBody = elseBody;
  return node;
}

static const Stmt *parseWhile(Parser &p, uint32_t start, Clauses clauses) {
  p.advance();
  const Expr *condition = parseWalrusExpr(p);
  const Block *body = clauses.suite();
  const Block *elseBody = clauses.optional(TokenKind::Else);
  auto *node = p.make<ast::While>(p.since(start));
  node->condition = condition;
  node->body = body;
  node->elseBody = elseBody;
  return node;
}

static const Stmt *parseFor(Parser &p, uint32_t start, bool isComptime, Clauses clauses) {
  p.advance();
  const Expr *target = parseForTarget(p);
  expect(p, TokenKind::In);
  const Expr *iterable = parseExpr(p);
  if (p.is(TokenKind::Comma))
    failAt(p, p.tokenRange(), messages::forOverTuple());
  const Block *body = clauses.suite();
  const Block *elseBody = clauses.optional(TokenKind::Else);
  auto *node = p.make<ast::For>(p.since(start));
  node->isComptime = isComptime;
  node->target = target;
  node->iterable = iterable;
  node->body = body;
  node->elseBody = elseBody;
  return node;
}

static const Stmt *parseTry(Parser &p, uint32_t start, Clauses clauses) {
  p.advance();
  const Block *body = clauses.suite();
  ast::Ident errorName;
  SourceRange exceptRange;
  const Block *handler = nullptr, *elseBody = nullptr;
  if (clauses.at(TokenKind::Except)) {
    exceptRange = clauses.take();
    if (p.atName())
      errorName = identOf(p, p.advance());
    if (p.is(TokenKind::As) && isName(p.peek(1))) { // `except Type as name`
      uint32_t name = p.position + 1;
      SourceRange written = errorName.range.isValid() ? errorName.range.to(p.rangeOf(name)) : p.tokenRange().to(p.rangeOf(name));
      report(p, written, messages::exceptWithType()).fix(messages::replaceSpelling(p.tokens.spelling(name)), written, p.tokens.spelling(name).str());
      p.advance();
      errorName = identOf(p, p.advance());
    }
    handler = clauses.suite();
    elseBody = clauses.optional(TokenKind::Else);
  }
  const Block *finallyBody = clauses.optional(TokenKind::Finally);
  if (!handler && !finallyBody && !p.hasFailed) {
    SourceRange end{p.tokens.file, p.previousEnd(), p.previousEnd()};
    report(p, end, messages::tryWithoutHandler());
    if (clauses.at(TokenKind::Else)) { // belongs to the same fault
      clauses.take();
      clauses.suite();
      finallyBody = clauses.optional(TokenKind::Finally);
    }
  }
  auto *node = p.make<ast::Try>(p.since(start));
  node->body = body;
  node->errorName = errorName;
  node->exceptRange = exceptRange;
  node->handler = handler;
  node->elseBody = elseBody;
  node->finallyBody = finallyBody;
  return node;
}

static const Stmt *parseWith(Parser &p, uint32_t start, Clauses clauses) {
  p.advance();
  SmallVector<ast::WithItem, 2> items;
  do {
    const Expr *value = parseExpr(p);
    const Expr *target = p.accept(TokenKind::As) ? parseTarget(p) : nullptr;
    items.push_back({value, target});
  } while (p.accept(TokenKind::Comma));
  const Block *body = clauses.suite();
  auto *node = p.make<ast::With>(p.since(start));
  node->items = p.keep(items);
  node->body = body;
  return node;
}

const Stmt *parseCompound(Parser &p, int column, RunsAt runsAt) {
  uint32_t start = p.position;
  bool isComptime = runsAt == RunsAt::CompileTime;
  if (p.accept(TokenKind::Comptime)) {
    isComptime = true;
    if (p.atLineStart())
      report(p, p.tokenRange(), messages::lineBreakAfter(TokenKind::Comptime));
  }
  Clauses clauses{p, column, isComptime ? RunsAt::CompileTime : RunsAt::RunTime};
  switch (p.peek()) {
  case TokenKind::If: return parseIf(p, start, isComptime, clauses);
  case TokenKind::While: return parseWhile(p, start, clauses);
  case TokenKind::For: return parseFor(p, start, isComptime, clauses);
  case TokenKind::Try: return parseTry(p, start, clauses);
  default: return parseWith(p, start, clauses);
  }
}

} // namespace fornax::syntax
