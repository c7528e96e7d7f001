// Operators, by precedence; postfix forms.
#include "syntax/ParserState.h"

namespace fornax::syntax {

using ast::Expr;
using llvm::SmallVector;

static const Expr *parseBinary(Parser &p, unsigned minimum);
static const Expr *parseUnary(Parser &p);
static const Expr *parseLambda(Parser &p);

const Expr *errorExpr(Parser &p) {
  SourceRange range = p.missingRange().atBegin();
  return p.make<ast::ErrorExpr>(range);
}

static SourceRange spanning(const Expr *first, const Expr *last) { return first->range().to(last->range()); }

// ---- Lists, walrus, ternary

bool endsList(const Parser &p) {
  switch (p.peek()) {
  case TokenKind::EndOfStatement:
  case TokenKind::EndOfFile:
  case TokenKind::Semicolon:
  case TokenKind::RightParen:
  case TokenKind::RightBracket:
  case TokenKind::RightBrace:
  case TokenKind::Colon:
  case TokenKind::Equal: return true;
  default: return false;
  }
}

const Expr *parseExprList(Parser &p) {
  uint32_t start = p.position;
  const Expr *first = parseWalrusExpr(p);
  if (!p.is(TokenKind::Comma))
    return first;
  SmallVector<const Expr *, 8> elements{first};
  while (p.accept(TokenKind::Comma)) {
    if (endsList(p))
      break;
    elements.push_back(parseWalrusExpr(p));
  }
  auto *tuple = p.make<ast::Tuple>(p.since(start));
  tuple->elements = p.keep(elements);
  return finish(p, tuple);
}

const Expr *parseWalrusExpr(Parser &p) {
  const Expr *target = parseExpr(p);
  if (!p.is(TokenKind::ColonEqual))
    return target;
  if (!llvm::isa<ast::Identifier, ast::Member, ast::Subscript>(target)) {
    failAt(p, p.tokenRange(), messages::badWalrusTarget());
    return target;
  }
  SourceRange opRange = p.rangeOf(p.advance());
  const Expr *value = parseExpr(p);
  auto *walrus = p.make<ast::Walrus>(spanning(target, value));
  walrus->target = target;
  walrus->value = value;
  walrus->opRange = opRange;
  return finish(p, walrus);
}

const Expr *parseType(Parser &p) { return parseExpr(p); }

const Expr *parseExpr(Parser &p) {
  Nesting nesting(p);
  if (!nesting)
    return errorExpr(p);
  if (p.is(TokenKind::Lambda))
    return parseLambda(p);
  const Expr *value = parseOr(p);
  if (!p.is(TokenKind::If))
    return value;
  SourceRange ifRange = p.rangeOf(p.advance());
  const Expr *condition = parseOr(p);
  expect(p, TokenKind::Else);
  const Expr *otherwise = parseExpr(p);
  auto *ternary = p.make<ast::Ternary>(spanning(value, otherwise));
  ternary->condition = condition;
  ternary->whenTrue = value;
  ternary->whenFalse = otherwise;
  ternary->ifRange = ifRange;
  return finish(p, ternary);
}

static const Expr *parseLambda(Parser &p) {
  uint32_t start = p.advance();
  ast::Signature signature;
  bool hasArgumentList = false;
  if (p.is(TokenKind::LeftBracket)) {
    signature.hasParameterList = true;
    signature.parameters = parseParameters(p, ListOf::Declaration);
  }
  if (p.is(TokenKind::LeftParen)) {
    hasArgumentList = true;
    signature.arguments = parseArguments(p, ListOf::Declaration);
    parseEffects(p, signature, ListOf::Declaration);
  }
  if (p.is(TokenKind::LeftBrace))
    parseCaptureList(p, signature);
  if (p.accept(TokenKind::Arrow))
    signature.result = parseType(p);
  if (!hasArgumentList && p.atName())
    fail(p, messages::bareLambdaArgument());
  expect(p, TokenKind::Colon);
  const Expr *body = parseExpr(p);
  if (p.hasFailed)
    return errorExpr(p);
  auto *lambda = p.make<ast::Lambda>(p.since(start));
  lambda->signature = signature;
  lambda->hasArgumentList = hasArgumentList;
  lambda->body = body;
  return finish(p, lambda);
}

// ---- Logic and comparison

static const Expr *makeLogical(Parser &p, ast::LogicalOp op, const Expr *left, SourceRange opRange, const Expr *right) {
  auto *node = p.make<ast::Logical>(spanning(left, right));
  node->op = op;
  node->left = left;
  node->right = right;
  node->opRange = opRange;
  return finish(p, node);
}

static const Expr *parseAnd(Parser &p) {
  const Expr *left = parseNot(p);
  while (p.is(TokenKind::And)) {
    SourceRange opRange = p.rangeOf(p.advance());
    left = makeLogical(p, ast::LogicalOp::And, left, opRange, parseNot(p));
  }
  return left;
}

const Expr *parseOr(Parser &p) {
  const Expr *left = parseAnd(p);
  while (p.is(TokenKind::Or)) {
    SourceRange opRange = p.rangeOf(p.advance());
    left = makeLogical(p, ast::LogicalOp::Or, left, opRange, parseAnd(p));
  }
  return left;
}

static const Expr *makeUnary(Parser &p, ast::UnaryOp op, uint32_t start, const Expr *operand) {
  auto *node = p.make<ast::Unary>(p.rangeOf(start).to(operand->range()));
  node->op = op;
  node->operand = operand;
  return finish(p, node);
}

/// The comparison operator at hand, with its number of tokens; none: zero.
static std::pair<ast::CompareOp, unsigned> compareOp(const Parser &p) {
  using ast::CompareOp;
  switch (p.peek()) {
  case TokenKind::EqualEqual: return {CompareOp::Equal, 1};
  case TokenKind::NotEqual: return {CompareOp::NotEqual, 1};
  case TokenKind::Less: return {CompareOp::Less, 1};
  case TokenKind::LessEqual: return {CompareOp::LessEqual, 1};
  case TokenKind::Greater: return {CompareOp::Greater, 1};
  case TokenKind::GreaterEqual: return {CompareOp::GreaterEqual, 1};
  case TokenKind::In: return {CompareOp::In, 1};
  case TokenKind::Is: return p.peek(1) == TokenKind::Not ? std::pair(CompareOp::IsNot, 2u) : std::pair(CompareOp::Is, 1u);
  case TokenKind::Not: return {CompareOp::NotIn, p.peek(1) == TokenKind::In ? 2 : 0};
  default: return {CompareOp::Equal, 0};
  }
}

const Expr *parseNot(Parser &p) {
  if (p.is(TokenKind::Not)) {
    Nesting nesting(p);
    if (!nesting)
      return errorExpr(p);
    uint32_t start = p.advance();
    return makeUnary(p, ast::UnaryOp::Not, start, parseNot(p));
  }
  const Expr *first = parseBitOr(p);
  SmallVector<ast::CompareLink, 2> links;
  for (auto [op, length] = compareOp(p); length; std::tie(op, length) = compareOp(p)) {
    uint32_t start = p.position;
    p.position += length;
    SourceRange opRange = p.since(start);
    links.push_back({op, opRange, parseBitOr(p)});
  }
  if (links.empty())
    return first;
  auto *node = p.make<ast::Compare>(spanning(first, links.back().operand));
  node->first = first;
  node->links = p.keep(links);
  return finish(p, node);
}

// ---- Arithmetic

namespace {
struct Operator {
  unsigned precedence = 0; // 0: none; higher binds tighter
  ast::BinaryOp op = ast::BinaryOp::Add;
};
enum Precedence : unsigned { OrLevel = 1, XorLevel, AndLevel, ShiftLevel, SumLevel, TermLevel };
} // namespace

static Operator binaryOperator(TokenKind kind) {
  using ast::BinaryOp;
  switch (kind) {
  case TokenKind::Pipe: return {OrLevel, BinaryOp::Or};
  case TokenKind::Caret: return {XorLevel, BinaryOp::Xor};
  case TokenKind::Ampersand: return {AndLevel, BinaryOp::And};
  case TokenKind::LessLess: return {ShiftLevel, BinaryOp::ShiftLeft};
  case TokenKind::GreaterGreater: return {ShiftLevel, BinaryOp::ShiftRight};
  case TokenKind::Plus: return {SumLevel, BinaryOp::Add};
  case TokenKind::Minus: return {SumLevel, BinaryOp::Sub};
  case TokenKind::Star: return {TermLevel, BinaryOp::Mul};
  case TokenKind::Slash: return {TermLevel, BinaryOp::Div};
  case TokenKind::SlashSlash: return {TermLevel, BinaryOp::FloorDiv};
  case TokenKind::Percent: return {TermLevel, BinaryOp::Mod};
  case TokenKind::At: return {TermLevel, BinaryOp::MatMul};
  default: return {};
  }
}

const Expr *parseBitOr(Parser &p) { return parseBinary(p, OrLevel); }
const Expr *parseBitXor(Parser &p) { return parseBinary(p, XorLevel); }

static const Expr *makeBinary(Parser &p, ast::BinaryOp op, const Expr *left, SourceRange opRange, const Expr *right) {
  auto *node = p.make<ast::Binary>(spanning(left, right));
  node->op = op;
  node->left = left;
  node->right = right;
  node->opRange = opRange;
  return finish(p, node);
}

/// All operators are left-associative: the right operand takes only what binds tighter.
static const Expr *parseBinary(Parser &p, unsigned minimum) {
  const Expr *left = parseUnary(p);
  for (Operator next = binaryOperator(p.peek()); next.precedence >= minimum; next = binaryOperator(p.peek())) {
    SourceRange opRange = p.rangeOf(p.advance());
    left = makeBinary(p, next.op, left, opRange, parseBinary(p, next.precedence + 1));
  }
  return left;
}

static std::optional<ast::UnaryOp> unaryOperator(TokenKind kind) {
  switch (kind) {
  case TokenKind::Plus: return ast::UnaryOp::Plus;
  case TokenKind::Minus: return ast::UnaryOp::Minus;
  case TokenKind::Tilde: return ast::UnaryOp::Invert;
  default: return std::nullopt;
  }
}

/// `[await] postfix [** unary]`: `-a ** b` is `-(a ** b)`, `await` binds tighter than `**`.
static const Expr *parsePower(Parser &p) {
  uint32_t start = p.position;
  bool isAwait = p.isWord("__await") ? startsPrimary(p, p.peek(1)) : p.is(TokenKind::Await);
  if (isAwait)
    p.advance();
  const Expr *base = parsePostfix(p);
  if (isAwait) {
    auto *await = p.make<ast::Await>(p.since(start));
    await->operand = base;
    base = finish(p, await);
  }
  if (!p.is(TokenKind::StarStar))
    return base;
  Nesting nesting(p);
  if (!nesting)
    return base;
  SourceRange opRange = p.rangeOf(p.advance());
  return makeBinary(p, ast::BinaryOp::Pow, base, opRange, parseUnary(p));
}

static const Expr *parseUnary(Parser &p) {
  TokenKind kind = p.peek();
  if (auto op = unaryOperator(kind)) {
    Nesting nesting(p);
    if (!nesting)
      return errorExpr(p);
    uint32_t start = p.advance();
    return makeUnary(p, *op, start, parseUnary(p));
  }
  // Laxly, as published programs need it, `not` and `lambda` may be any operand.
  if (kind == TokenKind::Not)
    return parseNot(p);
  if (kind == TokenKind::Lambda)
    return parseExpr(p);
  return parsePower(p);
}

// ---- Postfix

static const Expr *parseMember(Parser &p, uint32_t start, const Expr *base) {
  p.advance();
  ast::Ident member = parseMemberName(p);
  auto *node = p.make<ast::Member>(p.since(start));
  node->base = base;
  node->member = member;
  return finish(p, node);
}

static const Expr *parseCall(Parser &p, uint32_t start, const Expr *callee) {
  uint32_t opening = open(p, TokenKind::LeftParen);
  auto arguments = parseCallArguments(p, TokenKind::RightParen, ArgumentList::Call);
  close(p, TokenKind::RightParen, opening);
  auto *call = p.make<ast::Call>(p.since(start));
  call->callee = callee;
  call->arguments = arguments;
  call->openRange = p.rangeOf(opening);
  return finish(p, call);
}

static const Expr *parseSubscript(Parser &p, uint32_t start, const Expr *base) {
  uint32_t opening = open(p, TokenKind::LeftBracket);
  auto arguments = parseSubscripts(p);
  close(p, TokenKind::RightBracket, opening);
  auto *node = p.make<ast::Subscript>(p.since(start));
  node->base = base;
  node->arguments = arguments;
  node->openRange = p.rangeOf(opening);
  return finish(p, node);
}

const Expr *parsePostfix(Parser &p) {
  uint32_t start = p.position;
  const Expr *value = parsePrimary(p);
  while (true) {
    switch (p.peek()) {
    case TokenKind::Dot: value = parseMember(p, start, value); break;
    case TokenKind::LeftParen: value = parseCall(p, start, value); break;
    case TokenKind::LeftBracket: value = parseSubscript(p, start, value); break;
    case TokenKind::Caret: {
      if (startsOperandAfterCaret(p.peek(1)))
        return value;
      SourceRange opRange = p.rangeOf(p.advance());
      auto *transfer = p.make<ast::Transfer>(p.since(start));
      transfer->operand = value;
      transfer->opRange = opRange;
      value = finish(p, transfer);
      break;
    }
    default: return value;
    }
  }
}

} // namespace fornax::syntax
