// Statements of one logical line, and lines of them.
#include "syntax/OldSpellings.h"
#include "syntax/ParserState.h"

namespace fornax::syntax {

using ast::Expr;
using ast::Stmt;
using llvm::SmallVector;

static const Stmt *parseSimple(Parser &p, Context context);
static const Stmt *parseMember(Parser &p, Context context, StmtList &out);
static const Stmt *parseAssignment(Parser &p);
static const Stmt *parseVar(Parser &p);
static const Stmt *parseAssert(Parser &p);

// ---- Lines

void parseSimpleLine(Parser &p, Context context, StmtList &out) {
  while (true) {
    const Stmt *stmt = isTypeBody(context) ? parseMember(p, context, out) : parseSimple(p, context);
    if (stmt)
      out.push_back(stmt);
    flushMisplaced(p);
    if (!p.accept(TokenKind::Semicolon))
      break;
    if (p.isAny(TokenKind::EndOfStatement, TokenKind::EndOfFile))
      break;
  }
  parseLineEnd(p);
}

void parseLineEnd(Parser &p) {
  if (p.hasFailed || p.isAny(TokenKind::EndOfStatement, TokenKind::EndOfFile))
    return;
  if (p.is(TokenKind::ColonEqual)) {
    failAt(p, p.tokenRange(), messages::misplacedWalrus());
  } else if (p.atLineStart()) { // a deeper line that continues nothing; it is parsed as a statement
    if (p.rawKind(p.position) != TokenKind::Error)
      report(p, p.tokenRange(), messages::unexpectedIndent());
    p.reportedIndent = p.position;
  } else {
    failAt(p, p.tokenRange(), messages::expectedLineEnd(p.found()));
  }
}

static bool endsSimple(const Parser &p) { return p.isAny(TokenKind::EndOfStatement, TokenKind::EndOfFile, TokenKind::Semicolon); }

/// `alias`, `let` before a name.
static const OldSpelling *oldKeyword(const Parser &p) {
  if (!p.is(TokenKind::Identifier) || !isName(p.peek(1)) || p.tokens.isAtLineStart(p.position + 1))
    return nullptr;
  return findOldSpelling(OldPlace::Keyword, p.word());
}

/// `comptime (` begins an unpacking iff the matching parenthesis is followed by `=`.
static bool isUnpacking(const Parser &p) {
  unsigned depth = 0;
  for (uint32_t token = p.position + 1; token < p.limit; ++token) {
    if (p.tokens.isAtLineStart(token) && int(p.tokens.columns[token]) < p.statementColumn)
      return false; // left open
    switch (p.tokens.kinds[token]) {
    case TokenKind::LeftParen:
    case TokenKind::LeftBracket:
    case TokenKind::LeftBrace: ++depth; break;
    case TokenKind::RightParen:
    case TokenKind::RightBracket:
    case TokenKind::RightBrace:
      if (--depth == 0)
        return p.rawKind(token + 1) == TokenKind::Equal;
      break;
    case TokenKind::Semicolon:
    case TokenKind::Comptime:
    case TokenKind::EndOfFile: return false;
    default: break;
    }
  }
  return false;
}

static const Stmt *parseReturn(Parser &p) {
  uint32_t start = p.advance();
  const Expr *value = nullptr;
  if (!endsSimple(p)) {
    uint32_t first = p.position;
    value = parseExpr(p);
    if (p.is(TokenKind::Comma)) {
      SmallVector<const Expr *, 4> elements{value};
      while (p.accept(TokenKind::Comma) && !endsSimple(p))
        elements.push_back(parseExpr(p));
      auto *tuple = p.make<ast::Tuple>(p.since(first));
      tuple->elements = p.keep(elements);
      value = finish(p, tuple);
    }
  }
  auto *node = p.make<ast::Return>(p.since(start));
  node->value = value;
  return node;
}

static const Stmt *parseRaise(Parser &p) {
  uint32_t start = p.advance();
  const Expr *value = endsSimple(p) ? nullptr : parseExpr(p);
  auto *node = p.make<ast::Raise>(p.since(start));
  node->value = value;
  return node;
}

static const Stmt *parseAssert(Parser &p) {
  uint32_t start = p.position;
  bool isComptime = p.accept(TokenKind::Comptime);
  p.advance();
  const Expr *condition = parseExpr(p);
  const Expr *message = p.accept(TokenKind::Comma) ? parseExpr(p) : nullptr;
  auto *node = p.make<ast::Assert>(p.since(start));
  node->isComptime = isComptime;
  node->condition = condition;
  node->message = message;
  return node;
}

static const Stmt *parseSimple(Parser &p, Context context) {
  switch (p.peek()) {
  case TokenKind::Pass: return p.make<ast::Pass>(p.rangeOf(p.advance()));
  case TokenKind::Break: return p.make<ast::Break>(p.rangeOf(p.advance()));
  case TokenKind::Continue: return p.make<ast::Continue>(p.rangeOf(p.advance()));
  case TokenKind::Return: return parseReturn(p);
  case TokenKind::Raise: return parseRaise(p);
  case TokenKind::Assert: return parseAssert(p);
  case TokenKind::Import: return parseImport(p);
  case TokenKind::From: return parseFromImport(p, {});
  case TokenKind::Var:
  case TokenKind::Ref: return parseVar(p);
  case TokenKind::Comptime:
    if (p.peek(1) == TokenKind::Assert)
      return parseAssert(p);
    if (p.peek(1) != TokenKind::LeftParen || isUnpacking(p))
      return parseComptimeDecl(p, context, {});
    return parseAssignment(p);
  default: break;
  }
  if (const OldSpelling *old = oldKeyword(p)) {
    reportOldSpelling(p, *old, p.tokenRange());
    return old->replacement == "var" ? parseVar(p) : parseComptimeDecl(p, context, {});
  }
  // What may not stand behind `;` or a header's colon. Here nothing else would fit either.
  if (p.position != p.statementStart && p.isAny(TokenKind::If, TokenKind::While, TokenKind::For, TokenKind::Try, TokenKind::With, TokenKind::Struct,
                                                TokenKind::Trait, TokenKind::Extension, TokenKind::At, TokenKind::Match)) {
    TokenKind kind = p.peek();
    failAt(p, p.tokenRange(), messages::statementMustBeginLine(kind));
    return nullptr;
  }
  if (p.position != p.statementStart && p.isAny(TokenKind::Def, TokenKind::Fn, TokenKind::Async) && isName(p.peek(1))) {
    failAt(p, p.tokenRange(), messages::statementMustBeginLine(p.peek()));
    return nullptr;
  }
  return parseAssignment(p);
}

// ---- Members of type bodies

/// Hangs a docstring on the member before it.
static void attachDocString(const Stmt *member, const ast::StringLiteral *docString) {
  // The member was made by this parser a moment ago and nobody else has seen it.
  if (auto *field = llvm::dyn_cast<ast::Field>(member))
    const_cast<ast::Field *>(field)->docString = docString;
  else if (auto *decl = llvm::dyn_cast<ast::ComptimeDecl>(member))
    const_cast<ast::ComptimeDecl *>(decl)->docString = docString;
}

/// A simple member; null for what leaves no trace: `pass`, `...`, docstrings of members.
static const Stmt *parseMember(Parser &p, Context context, StmtList &out) {
  switch (p.peek()) {
  case TokenKind::Var: {
    if (context == Context::Trait)
      report(p, p.tokenRange(), messages::fieldInTrait());
    const Stmt *field = parseField(p, {});
    return context == Context::Trait ? nullptr : field;
  }
  case TokenKind::Comptime: return parseComptimeDecl(p, context, {});
  case TokenKind::String: {
    const ast::StringLiteral *docString = parseOneString(p);
    if (!out.empty()) {
      attachDocString(out.back(), docString);
      return nullptr;
    }
    auto *stmt = p.make<ast::ExprStmt>(docString->range()); // the suite takes it as the type's own
    stmt->value = docString;
    return stmt;
  }
  case TokenKind::Pass:
  case TokenKind::Ellipsis: p.advance(); return nullptr;
  case TokenKind::Import:
  case TokenKind::From: failAt(p, p.tokenRange(), messages::importInType()); return nullptr;
  default: break;
  }
  if (const OldSpelling *old = oldKeyword(p)) {
    reportOldSpelling(p, *old, p.tokenRange());
    return old->replacement == "var" ? parseField(p, {}) : parseComptimeDecl(p, context, {});
  }
  if (p.atName() && p.peek(1) == TokenKind::Colon && context != Context::Trait) {
    report(p, p.tokenRange(), messages::annotationWithoutVar()).fix(messages::insertVar(), p.tokenRange().atBegin(), "var ");
    return parseField(p, {});
  }
  fail(p, messages::badMember(p.found()));
  return nullptr;
}

// ---- Assignments

static std::optional<ast::BinaryOp> augmentedOp(TokenKind kind) {
  using ast::BinaryOp;
  switch (kind) {
  case TokenKind::PlusEqual: return BinaryOp::Add;
  case TokenKind::MinusEqual: return BinaryOp::Sub;
  case TokenKind::StarEqual: return BinaryOp::Mul;
  case TokenKind::SlashEqual: return BinaryOp::Div;
  case TokenKind::SlashSlashEqual: return BinaryOp::FloorDiv;
  case TokenKind::PercentEqual: return BinaryOp::Mod;
  case TokenKind::StarStarEqual: return BinaryOp::Pow;
  case TokenKind::AtEqual: return BinaryOp::MatMul;
  case TokenKind::AmpersandEqual: return BinaryOp::And;
  case TokenKind::PipeEqual: return BinaryOp::Or;
  case TokenKind::CaretEqual: return BinaryOp::Xor;
  case TokenKind::LessLessEqual: return BinaryOp::ShiftLeft;
  case TokenKind::GreaterGreaterEqual: return BinaryOp::ShiftRight;
  default: return std::nullopt;
  }
}

/// Expressions and binders, as they stand on either side of `=`.
static const Expr *parseMixedList(Parser &p) {
  uint32_t start = p.position;
  SmallVector<const Expr *, 4> elements;
  bool hasComma = false;
  do {
    if (p.isAny(TokenKind::Var, TokenKind::Ref)) {
      const ast::Binder *binder = parseBinder(p, parseTarget);
      p.binders.push_back(binder);
      elements.push_back(binder);
    } else {
      elements.push_back(parseWalrusExpr(p));
    }
    if (!p.accept(TokenKind::Comma))
      break;
    hasComma = true;
  } while (!endsList(p));
  if (!hasComma)
    return elements.front();
  auto *tuple = p.make<ast::Tuple>(p.since(start));
  tuple->elements = p.keep(elements);
  return finish(p, tuple);
}

/// Behind a `=`: one more target, or the value.
static const Expr *parseChainItem(Parser &p, SourceRange equal) {
  if (p.isAny(TokenKind::EndOfStatement, TokenKind::EndOfFile, TokenKind::Semicolon)) {
    failAt(p, equal, messages::missingValue());
    return errorExpr(p);
  }
  if (!p.isAny(TokenKind::Var, TokenKind::Ref))
    return parseMixedList(p);
  const ast::Binder *binder = parseBinder(p, parseTargetList);
  p.binders.push_back(binder);
  return binder;
}

/// `= item = item … = value`: all but the last are targets.
static const Expr *parseChain(Parser &p, SmallVector<const Expr *, 2> &targets) {
  const Expr *item = nullptr;
  while (p.is(TokenKind::Equal)) {
    if (item) {
      checkTarget(p, item);
      targets.push_back(item);
    }
    SourceRange equal = p.rangeOf(p.advance());
    item = parseChainItem(p, equal);
  }
  return item;
}

static const Stmt *parseAugmented(Parser &p, const Expr *target, ast::BinaryOp op) {
  if (llvm::isa<ast::Tuple>(target) && !llvm::cast<ast::Tuple>(target)->isParenthesised)
    report(p, target->range(), messages::badTarget());
  else
    checkTarget(p, target);
  SourceRange opRange = p.rangeOf(p.advance());
  const Expr *value = endsSimple(p) ? nullptr : parseExprList(p);
  if (!value) {
    failAt(p, opRange, messages::missingValue());
    value = errorExpr(p);
  }
  auto *node = p.make<ast::AugAssign>(target->range().to(value->range()));
  node->op = op;
  node->opRange = opRange;
  node->target = target;
  node->value = value;
  return node;
}

static const ast::Binder *implicitVar(Parser &p, const Expr *target) {
  auto *binder = p.make<ast::Binder>(target->range());
  binder->which = ast::BinderKind::Var;
  binder->target = target;
  finish(p, binder);
  return binder;
}

/// `x: T = e`, once a declaration, and `self.f: T = e`, once an assignment.
static const Stmt *parseBareAnnotation(Parser &p, const Expr *target) {
  bool declares = llvm::isa<ast::Identifier, ast::Discard>(target);
  if (!declares && !llvm::isa<ast::Member>(target)) {
    failAt(p, p.tokenRange(), messages::expectedLineEnd(p.found()));
    return nullptr;
  }
  acceptTarget(p, target);
  if (declares)
    report(p, target->range(), messages::annotationWithoutVar()).fix(messages::insertVar(), target->range().atBegin(), "var ");
  p.advance();
  const Expr *type = parseType(p);
  if (!declares) {
    SourceRange extra = target->range().atEnd().to(type->range());
    report(p, type->range(), messages::annotatedAssignment()).fix(messages::deleteAnnotation(), extra, "");
  }
  const Expr *value = p.accept(TokenKind::Equal) ? parseExprList(p) : nullptr;
  SourceRange range = target->range().to(value ? value->range() : type->range());
  SmallVector<const Expr *, 1> one{declares ? type : target};
  if (declares) {
    auto *node = p.make<ast::VarStmt>(range);
    node->pattern = implicitVar(p, target);
    node->types = p.keep(one);
    node->value = value;
    return node;
  }
  if (!value) {
    auto *node = p.make<ast::ExprStmt>(range);
    node->value = target;
    return node;
  }
  auto *node = p.make<ast::Assign>(range);
  node->targets = p.keep(one);
  node->type = type;
  node->value = value;
  return node;
}

static const Stmt *parseAssignment(Parser &p) {
  const Expr *first = parseMixedList(p);
  if (auto op = augmentedOp(p.peek()))
    return parseAugmented(p, first, *op);
  if (p.is(TokenKind::Colon))
    return parseBareAnnotation(p, first);
  if (!p.is(TokenKind::Equal)) {
    auto *node = p.make<ast::ExprStmt>(first->range());
    node->value = first;
    return node;
  }
  checkTarget(p, first);
  SmallVector<const Expr *, 2> targets{first};
  const Expr *value = parseChain(p, targets);
  auto *node = p.make<ast::Assign>(first->range().to(value->range()));
  node->targets = p.keep(targets);
  node->value = value;
  return node;
}

static const Stmt *parseVar(Parser &p) {
  uint32_t start = p.position;
  const ast::Binder *pattern = parseBinder(p, parseTargetList);
  SmallVector<const Expr *, 2> types, targets;
  if (p.accept(TokenKind::Colon)) {
    do
      types.push_back(parseType(p));
    while (p.accept(TokenKind::Comma));
  }
  const Expr *value = nullptr;
  if (p.is(TokenKind::Equal))
    value = parseChain(p, targets);
  else if (!p.hasFailed && (types.empty() || pattern->which == ast::BinderKind::Ref) && endsSimple(p))
    report(p, p.since(start), pattern->which == ast::BinderKind::Ref ? messages::refWithoutValue() : messages::varWithoutType());
  auto *node = p.make<ast::VarStmt>(p.since(start));
  node->pattern = pattern;
  node->types = p.keep(types);
  node->moreTargets = p.keep(targets);
  node->value = value;
  return node;
}

} // namespace fornax::syntax
