// Functions, types, compile-time declarations, decorators.
#include "syntax/OldSpellings.h"
#include "syntax/ParserState.h"

namespace fornax::syntax {

using ast::Expr;
using ast::Stmt;
using llvm::SmallVector;

/// What follows is read as if it stood on the line.
static void rejectLineBreak(Parser &p, TokenKind after) {
  if (p.hasFailed || p.atEnd() || !p.atLineStart())
    return;
  if (!isName(p.rawKind(p.position)))
    return failAt(p, p.tokenRange(), messages::lineBreakAfter(after));
  report(p, p.tokenRange(), messages::lineBreakAfter(after));
  p.statementStart = p.position;
}

// ---- Files

static bool isImport(const Stmt *stmt) { return llvm::isa<ast::Import, ast::FromImport>(stmt); }

const ast::Module *parseFile(Parser &p) {
  StmtList statements;
  auto *module = p.make<ast::Module>(SourceRange());
  while (!p.atEnd()) {
    if (p.column() != 0 && p.rawKind(p.position) != TokenKind::Error && p.reportedIndent != p.position)
      report(p, p.tokenRange(), messages::unexpectedIndent());
    [[maybe_unused]] uint32_t before = p.position;
    bool onlyImports = llvm::all_of(statements, isImport) && !module->docString;
    parseStatement(p, Context::Module, statements);
    assert(p.position > before && "a statement consumes a token");
    // The first string of a file is its docstring; imports may stand before it.
    if (!onlyImports || statements.empty())
      continue;
    auto *expr = llvm::dyn_cast<ast::ExprStmt>(statements.back());
    auto *string = expr ? llvm::dyn_cast<ast::StringLiteral>(expr->value) : nullptr;
    if (string && string->pieces.size() == 1) {
      module->docString = string;
      statements.pop_back();
    }
  }
  ast::NodeFactory::place(*module, module->id(), {p.tokens.file, 0, uint32_t(p.tokens.text.size())});
  module->statements = p.keep(statements);
  return module;
}

// ---- Functions

/// A line that begins so is in no bracket, whatever was left open before it.
static bool beginsDeclaration(const Parser &p, uint32_t token) {
  switch (p.tokens.kinds[token]) {
  case TokenKind::Def:
  case TokenKind::Fn:
  case TokenKind::Struct:
  case TokenKind::Trait:
  case TokenKind::Extension:
  case TokenKind::Import:
  case TokenKind::From:
  case TokenKind::At: return true;
  case TokenKind::Comptime: return p.rawKind(token + 1) != TokenKind::LeftParen;
  default: return false;
  }
}

/// From the suite's colon to the next line start, outside brackets, at or left of the header.
static uint32_t findBodyEnd(const Parser &p, int column) {
  SmallVector<TokenKind, 16> closers; // of the brackets that are open
  for (uint32_t token = p.position + 1; token < p.limit; ++token) {
    TokenKind kind = p.tokens.kinds[token];
    bool isBeyond = (p.tokens.flags[token] & AtLineStart) && int(p.tokens.columns[token]) <= column;
    if (isBeyond && (closers.empty() || beginsDeclaration(p, token))) // an open bracket must not swallow the file
      return token;
    switch (kind) {
    case TokenKind::LeftParen: closers.push_back(TokenKind::RightParen); break;
    case TokenKind::LeftBracket: closers.push_back(TokenKind::RightBracket); break;
    case TokenKind::LeftBrace: closers.push_back(TokenKind::RightBrace); break;
    case TokenKind::RightParen:
    case TokenKind::RightBracket:
    case TokenKind::RightBrace:
      if (!closers.empty() && closers.back() == kind)
        closers.pop_back();
      else
        closers.clear();
      break;
    case TokenKind::EndOfFile: return token;
    default: break;
    }
  }
  return p.limit;
}

/// `def f() {` at the end of a line, with the rest of the block: the habit of other languages. Steps over the braces.
static void skipBracedBody(Parser &p, int column) {
  if (p.hasFailed || !p.is(TokenKind::LeftBrace) || !p.tokens.isAtLineStart(p.position + 1))
    return;
  failColon(p);
  uint32_t end = findBodyEnd(p, column);
  p.position = p.tokens.kinds[end] == TokenKind::RightBrace ? end + 1 : end;
}

/// What can be told of a body without parsing it.
static void peekBody(Parser &p, ast::Function &function, uint32_t end) {
  uint32_t token = p.position + 1;
  if (token < end && p.tokens.kinds[token] == TokenKind::String && (token + 1 == end || p.tokens.isAtLineStart(token + 1))) {
    uint32_t position = std::exchange(p.position, token);
    function.docString = parseOneString(p);
    p.position = position;
    ++token;
  }
  function.hasEllipsisBody = token + 1 == end && p.tokens.kinds[token] == TokenKind::Ellipsis;
}

static void deferBody(Parser &p, ast::Function &function, int column) {
  flushMisplaced(p);
  function.bodyIndex = uint32_t(p.deferred->size());
  p.deferred->push_back(&function);
  function.bodyTokens = {p.position, p.position};
  function.bodyRange = p.missingRange().atBegin();
  if (p.hasFailed) {
    function.hasErrors = true;
    return;
  }
  bool hasSuite = p.is(TokenKind::Colon);
  if (!hasSuite)
    failColon(p);
  bool isIndented = !p.atEnd() && p.atLineStart() && p.column() > column;
  if (!hasSuite && !isIndented)
    return;
  p.hasFailed = false; // a header that lacks only its colon still has its suite
  if (!hasSuite)
    --p.position; // findBodyEnd and the body's parser begin at the token before the suite
  uint32_t end = findBodyEnd(p, column);
  peekBody(p, function, end);
  function.bodyTokens = {p.position, end};
  p.position = end;
  function.bodyRange = p.since(function.bodyTokens.begin);
}

static ast::Ident parseFunctionName(Parser &p, Context context) {
  rejectLineBreak(p, TokenKind::Def);
  if (isTypeBody(context) && isKeyword(p.peek()))
    return identOf(p, p.advance());
  return parseName(p);
}

static void parseIntroducer(Parser &p, ast::Function &function) {
  if (p.is(TokenKind::Async) || p.isWord("__async")) {
    function.signature.isAsync = true;
    p.advance();
    rejectLineBreak(p, TokenKind::Async);
  }
  function.keywordRange = p.tokenRange();
  if (p.is(TokenKind::Fn)) {
    report(p, p.tokenRange(), messages::removedSpelling("fn", "def")).fix(messages::replaceSpelling("def"), p.tokenRange(), "def");
    p.advance();
  } else {
    expect(p, TokenKind::Def);
  }
}

const Stmt *parseFunction(Parser &p, Context context, int column, Decorators decorators) {
  uint32_t start = p.position;
  auto *function = p.make<ast::Function>(p.tokenRange());
  function->decorators = decorators;
  parseIntroducer(p, *function);
  function->name = parseFunctionName(p, context);
  ast::Signature &signature = function->signature;
  if (p.is(TokenKind::LeftBracket)) {
    signature.hasParameterList = true;
    signature.parameters = parseParameters(p, ListOf::Declaration);
  }
  signature.arguments = parseArguments(p, ListOf::Declaration);
  parseEffects(p, signature, ListOf::Declaration);
  skipBracedBody(p, column);
  if (p.is(TokenKind::LeftBrace))
    parseCaptureList(p, signature);
  if (p.accept(TokenKind::Arrow))
    parseResult(p, signature);
  signature.wheres = parseWheres(p);
  skipBracedBody(p, column);
  function->headerRange = p.since(start);
  if (p.deferred) {
    deferBody(p, *function, column);
  } else {
    function->hasErrors = p.hasFailed;
    flushMisplaced(p);
    uint32_t body = p.position;
    unsigned flow = std::exchange(p.runTimeFlow, 0);
    function->nestedBody = parseSuite(p, column);
    p.runTimeFlow = flow;
    function->docString = function->nestedBody->docString;
    function->bodyTokens = {body, p.position};
    function->bodyRange = function->nestedBody->range();
  }
  ast::NodeFactory::place(*function, function->id(), p.since(start));
  return function;
}

// ---- Types

/// The suite of a type.
static llvm::ArrayRef<const Stmt *> parseMembers(Parser &p, Context context, int column, const ast::StringLiteral *&docString) {
  flushMisplaced(p);
  StmtList members;
  docString = parseSuiteStatements(p, context, column, members);
  return p.keep(members);
}

static void rejectNested(Parser &p, Context context, TokenKind kind) {
  if (context != Context::Module)
    report(p, p.tokenRange(), messages::nestedType(kind));
}

const Stmt *parseStruct(Parser &p, Context context, int column, Decorators decorators) {
  uint32_t start = p.position;
  rejectNested(p, context, TokenKind::Struct);
  auto *node = p.make<ast::Struct>(p.rangeOf(p.advance()));
  node->decorators = decorators;
  rejectLineBreak(p, TokenKind::Struct);
  node->name = parseName(p);
  if (p.is(TokenKind::LeftBracket)) {
    node->hasParameterList = true;
    node->parameters = parseParameters(p, ListOf::Declaration);
  }
  if (p.is(TokenKind::LeftParen))
    node->conformances = parseConformances(p);
  node->wheres = parseWheres(p);
  node->hasErrors = p.hasFailed;
  node->members = parseMembers(p, Context::Struct, column, node->docString);
  ast::NodeFactory::place(*node, node->id(), p.since(start));
  return node;
}

const Stmt *parseTrait(Parser &p, Context context, int column, Decorators decorators) {
  uint32_t start = p.position;
  rejectNested(p, context, TokenKind::Trait);
  auto *node = p.make<ast::Trait>(p.rangeOf(p.advance()));
  node->decorators = decorators;
  rejectLineBreak(p, TokenKind::Trait);
  node->name = parseName(p);
  if (p.is(TokenKind::LeftBracket))
    failAt(p, p.tokenRange(), messages::traitParameters());
  if (p.is(TokenKind::LeftParen))
    node->conformances = parseConformances(p);
  node->hasErrors = p.hasFailed;
  node->members = parseMembers(p, Context::Trait, column, node->docString);
  ast::NodeFactory::place(*node, node->id(), p.since(start));
  return node;
}

const Stmt *parseExtension(Parser &p, Context context, int column, Decorators decorators) {
  uint32_t start = p.position;
  rejectNested(p, context, TokenKind::Extension);
  auto *node = p.make<ast::Extension>(p.rangeOf(p.advance()));
  node->decorators = decorators;
  rejectLineBreak(p, TokenKind::Extension);
  node->name = parseName(p);
  if (p.is(TokenKind::LeftBracket)) {
    uint32_t opening = open(p, TokenKind::LeftBracket);
    node->hasArguments = true;
    node->arguments = parseSubscripts(p);
    close(p, TokenKind::RightBracket, opening);
  }
  if (p.is(TokenKind::LeftParen))
    node->conformances = parseConformances(p);
  node->hasErrors = p.hasFailed;
  node->members = parseMembers(p, Context::Extension, column, node->docString);
  ast::NodeFactory::place(*node, node->id(), p.since(start));
  return node;
}

const Stmt *parseField(Parser &p, Decorators decorators) {
  uint32_t start = p.position;
  bool hasWord = !p.atName() || isName(p.peek(1)); // the `var`, or an old word for it; where it is missing that has been reported
  if (hasWord)
    p.advance();
  auto *field = p.make<ast::Field>(SourceRange());
  field->decorators = decorators;
  if (hasWord)
    rejectLineBreak(p, TokenKind::Var);
  field->name = parseName(p);
  field->type = expect(p, TokenKind::Colon) ? parseType(p) : errorExpr(p);
  if (p.is(TokenKind::Equal))
    failAt(p, p.tokenRange(), messages::fieldDefault());
  ast::NodeFactory::place(*field, field->id(), p.since(start));
  return field;
}

// ---- Compile-time declarations

static bool isNamedComptime(const Parser &p) {
  if (!p.atName() && !isReserved(p.peek()))
    return false;
  switch (p.peek(1)) {
  case TokenKind::LeftBracket:
  case TokenKind::Colon:
  case TokenKind::Equal:
  case TokenKind::Semicolon:
  case TokenKind::EndOfStatement:
  case TokenKind::EndOfFile: return true;
  default: return p.isWord("where", 1);
  }
}

static const Stmt *parseComptimeUnpack(Parser &p, uint32_t start, Context context, Decorators decorators) {
  auto *node = p.make<ast::ComptimeUnpack>(SourceRange());
  node->decorators = decorators;
  if (isTypeBody(context) && !p.hasFailed)
    report(p, p.tokenRange(), messages::memberUnpacking());
  node->target = parseTargetList(p);
  SourceRange equal = p.tokenRange();
  expect(p, TokenKind::Equal);
  if (p.isAny(TokenKind::EndOfStatement, TokenKind::EndOfFile, TokenKind::Semicolon))
    failAt(p, equal, messages::missingValue());
  node->value = parseExprList(p);
  ast::NodeFactory::place(*node, node->id(), p.since(start));
  return node;
}

const Stmt *parseComptimeDecl(Parser &p, Context context, Decorators decorators) {
  uint32_t start = p.advance();
  rejectLineBreak(p, TokenKind::Comptime);
  if (!isNamedComptime(p))
    return parseComptimeUnpack(p, start, context, decorators);
  auto *node = p.make<ast::ComptimeDecl>(SourceRange());
  node->decorators = decorators;
  node->name = parseName(p);
  if (p.is(TokenKind::LeftBracket)) {
    node->hasParameterList = true;
    node->parameters = parseParameters(p, ListOf::Declaration);
  }
  if (p.accept(TokenKind::Colon))
    node->type = parseType(p);
  node->wheres = parseWheres(p);
  if (p.is(TokenKind::Equal)) {
    SourceRange equal = p.rangeOf(p.advance());
    if (p.isAny(TokenKind::EndOfStatement, TokenKind::EndOfFile, TokenKind::Semicolon))
      failAt(p, equal, messages::missingValue());
    node->value = parseExpr(p);
  }
  if (p.is(TokenKind::Comma))
    failAt(p, p.tokenRange(), messages::comptimeTuple());
  node->hasErrors = p.hasFailed;
  ast::NodeFactory::place(*node, node->id(), p.since(start));
  return node;
}

} // namespace fornax::syntax
