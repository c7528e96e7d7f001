// Names, literals, displays, function types, MLIR forms.
#include "syntax/ParserState.h"

namespace fornax::syntax {

using ast::Expr;
using llvm::SmallVector;

static const Expr *parseNameExpr(Parser &p);
static const Expr *parseParen(Parser &p);
static const Expr *parseList(Parser &p);
static const Expr *parseBrace(Parser &p);
static const Expr *parseFunctionType(Parser &p);
static const Expr *parseContextual(Parser &p);
static const Expr *parseComptime(Parser &p);
static const Expr *parseKeyword(Parser &p);

static const Expr *parseIntrinsic(Parser &p, ast::IntrinsicKind which) {
  auto *node = p.make<ast::Intrinsic>(p.rangeOf(p.advance()));
  node->which = which;
  return node;
}

static const Expr *parseBool(Parser &p, bool value) {
  auto *node = p.make<ast::BoolLiteral>(p.rangeOf(p.advance()));
  node->value = value;
  return node;
}

template <class T> static const Expr *parseNumber(Parser &p) {
  auto *node = p.make<T>(p.tokenRange());
  node->text = p.tokens.spelling(p.advance());
  return node;
}

const Expr *parsePrimary(Parser &p) {
  TokenKind kind = p.peek();
  switch (kind) {
  case TokenKind::Identifier:
  case TokenKind::Quoted: return parseNameExpr(p);
  case TokenKind::Integer: return parseNumber<ast::IntLiteral>(p);
  case TokenKind::Float: return parseNumber<ast::FloatLiteral>(p);
  case TokenKind::String:
  case TokenKind::TString: return parseStrings(p);
  case TokenKind::True: return parseBool(p, true);
  case TokenKind::False: return parseBool(p, false);
  case TokenKind::None: return p.make<ast::NoneLiteral>(p.rangeOf(p.advance()));
  case TokenKind::SelfType: return p.make<ast::SelfType>(p.rangeOf(p.advance()));
  case TokenKind::Ellipsis: return p.make<ast::Ellipsis>(p.rangeOf(p.advance()));
  case TokenKind::LeftParen: return parseParen(p);
  case TokenKind::LeftBracket: return parseList(p);
  case TokenKind::LeftBrace: return parseBrace(p);
  case TokenKind::Dot: return parseContextual(p);
  case TokenKind::Comptime: return parseComptime(p);
  case TokenKind::Def:
  case TokenKind::Fn:
  case TokenKind::Async: return parseFunctionType(p);
#define TOKEN(NAME)
#define MAGIC(NAME, TEXT, INTRINSIC)                                                                                                                 \
  case TokenKind::NAME: return parseIntrinsic(p, ast::IntrinsicKind::INTRINSIC);
#include "syntax/Tokens.def"
  default: return parseKeyword(p);
  }
}

bool startsPrimary(const Parser &p, TokenKind kind) {
  switch (kind) {
  case TokenKind::Identifier:
  case TokenKind::Quoted:
  case TokenKind::Integer:
  case TokenKind::Float:
  case TokenKind::String:
  case TokenKind::TString:
  case TokenKind::True:
  case TokenKind::False:
  case TokenKind::None:
  case TokenKind::SelfType:
  case TokenKind::Ellipsis:
  case TokenKind::LeftParen:
  case TokenKind::LeftBracket:
  case TokenKind::LeftBrace:
  case TokenKind::Dot:
  case TokenKind::Comptime:
  case TokenKind::Def:
  case TokenKind::Fn: return true;
  default: return isMagic(kind);
  }
}

bool startsOperandAfterCaret(TokenKind kind) {
  switch (kind) {
  case TokenKind::Identifier:
  case TokenKind::Quoted:
  case TokenKind::Integer:
  case TokenKind::Float:
  case TokenKind::String:
  case TokenKind::TString:
  case TokenKind::True:
  case TokenKind::False:
  case TokenKind::None:
  case TokenKind::SelfType:
  case TokenKind::Ellipsis:
  case TokenKind::LeftParen:
  case TokenKind::LeftBracket:
  case TokenKind::LeftBrace:
  case TokenKind::Comptime:
  case TokenKind::Def:
  case TokenKind::Fn:
  case TokenKind::Tilde:
  case TokenKind::Plus:
  case TokenKind::Minus:
  case TokenKind::Star:
  case TokenKind::Not:
  case TokenKind::Await:
  case TokenKind::Var:
  case TokenKind::Ref:
  case TokenKind::Lambda:
  case TokenKind::Async: return true;
  default: return isMagic(kind);
  }
}

/// Operators of other languages that read as two of ours: `x++`, `a && b`, `a || b`. The second token is current, or the one behind it.
static bool failDoubled(Parser &p) {
  uint32_t first = p.position;
  auto isPair = [&](TokenKind kind) {
    return first + 1 < p.limit && p.tokens.kinds[first] == kind && p.tokens.kinds[first + 1] == kind &&
           p.tokens.starts[first + 1] == p.tokens.ends[first];
  };
  if (first >= 1 && (--first, isPair(TokenKind::Ampersand) || isPair(TokenKind::Pipe))) {
    bool isOr = p.tokens.kinds[first] == TokenKind::Pipe;
    llvm::StringRef now = isOr ? "or" : "and";
    SourceRange both = p.rangeOf(first).to(p.rangeOf(first + 1));
    report(p, both, messages::wordOperator(isOr ? "||" : "&&", now)).fix(messages::replaceSpelling(now), both, now.str());
    p.hasFailed = true;
    return true;
  }
  if (first >= 1 && (--first, isPair(TokenKind::Plus) || isPair(TokenKind::Minus))) {
    bool isPlus = p.tokens.kinds[first] == TokenKind::Plus;
    failAt(p, p.rangeOf(first).to(p.rangeOf(first + 1)), messages::noIncrement(isPlus ? "++" : "--", isPlus ? "+=" : "-="));
    return true;
  }
  return false;
}

/// Nothing an expression can begin with.
static const Expr *parseKeyword(Parser &p) {
  if (p.isAny(TokenKind::Var, TokenKind::Ref)) {
    failAt(p, p.tokenRange(), messages::binderInValue());
  } else if (p.isAny(TokenKind::Star, TokenKind::StarStar)) {
    failAt(p, p.tokenRange(), messages::starOutsideCall());
  } else if (TokenKind kind = p.peek(); isReserved(kind)) {
    failAt(p, p.tokenRange(), messages::reservedWord(kind));
  } else if (!p.hasFailed && !failDoubled(p)) {
    fail(p, messages::expectedExpression(p.found()));
  }
  return errorExpr(p);
}

// ---- Strings

const ast::StringLiteral *parseOneString(Parser &p) {
  SmallVector<llvm::StringRef, 1> pieces{p.tokens.spelling(p.position)};
  auto *node = p.make<ast::StringLiteral>(p.rangeOf(p.advance()));
  node->pieces = p.keep(pieces);
  return node;
}

static uint32_t prefixAndQuote(llvm::StringRef text, bool &isRaw, uint32_t &closing) {
  size_t prefix = text.find_first_of("'\"");
  isRaw = text.take_front(prefix).contains_insensitive('r');
  closing = text.substr(prefix).starts_with("'''") || text.substr(prefix).starts_with("\"\"\"") ? 3 : 1;
  return uint32_t(prefix) + closing;
}

/// A hole's tokens lie behind those of the file; it is parsed where they are.
static const Expr *parseHole(Parser &p, const TokenHole &hole) {
  uint32_t position = p.position, limit = p.limit;
  p.position = hole.begin;
  p.limit = hole.end;
  ++p.bracketDepth;
  const Expr *value = parseExpr(p);
  if (!p.hasFailed && !p.atEnd())
    failAt(p, p.tokenRange(), p.is(TokenKind::ColonEqual) ? messages::misplacedWalrus() : messages::junkInHole(p.found()));
  --p.bracketDepth;
  p.position = position;
  p.limit = limit;
  return value;
}

static void addTStringParts(Parser &p, uint32_t token, SmallVector<ast::TStringPart, 8> &parts) {
  llvm::StringRef text = p.tokens.spelling(token);
  uint32_t base = p.tokens.starts[token], closing = 1;
  bool isRaw = false;
  uint32_t at = prefixAndQuote(text, isRaw, closing);
  auto addText = [&](uint32_t end) {
    if (end > at)
      parts.push_back({text.slice(at, end), isRaw, nullptr});
  };
  for (const TokenHole &hole : p.tokens.holes(token)) {
    addText(hole.openOffset - base);
    parts.push_back({{}, isRaw, parseHole(p, hole)});
    at = hole.closeOffset - base + 1;
  }
  addText(uint32_t(text.size()) - closing);
}

static const Expr *parseTStrings(Parser &p) {
  uint32_t start = p.position;
  SmallVector<ast::TStringPart, 8> parts;
  while (p.is(TokenKind::TString)) {
    Nesting nesting(p);
    if (!nesting)
      return errorExpr(p);
    addTStringParts(p, p.advance(), parts);
  }
  auto *node = p.make<ast::TString>(p.since(start));
  node->parts = p.keep(parts);
  return finish(p, node);
}

const Expr *parseStrings(Parser &p) {
  uint32_t start = p.position;
  const Expr *result;
  if (p.is(TokenKind::TString)) {
    result = parseTStrings(p);
  } else {
    SmallVector<llvm::StringRef, 4> pieces;
    while (p.is(TokenKind::String))
      pieces.push_back(p.tokens.spelling(p.advance()));
    auto *node = p.make<ast::StringLiteral>(p.since(start));
    node->pieces = p.keep(pieces);
    result = node;
  }
  if (p.isAny(TokenKind::String, TokenKind::TString))
    failAt(p, p.tokenRange(), messages::mixedStrings());
  return result;
}

// ---- Brackets

/// One item between parentheses: an expression, or a `var`/`ref` target, which makes the whole a pattern.
static const Expr *parseParenItem(Parser &p) {
  if (!p.isAny(TokenKind::Var, TokenKind::Ref))
    return parseWalrusExpr(p);
  const ast::Binder *binder = parseBinder(p, parseTarget);
  p.binders.push_back(binder);
  return binder;
}

static const Expr *parseParen(Parser &p) {
  uint32_t opening = open(p, TokenKind::LeftParen);
  SmallVector<const Expr *, 8> elements;
  bool hasComma = false;
  while (!p.is(TokenKind::RightParen)) {
    elements.push_back(parseParenItem(p));
    if (!p.accept(TokenKind::Comma))
      break;
    hasComma = true;
  }
  if (p.is(TokenKind::For))
    failAt(p, p.tokenRange(), messages::generatorExpression());
  close(p, TokenKind::RightParen, opening);
  if (elements.size() == 1 && !hasComma) {
    auto *paren = p.make<ast::Paren>(p.since(opening));
    paren->inner = elements.front();
    return finish(p, paren);
  }
  auto *tuple = p.make<ast::Tuple>(p.since(opening));
  tuple->elements = p.keep(elements);
  tuple->isParenthesised = true;
  return finish(p, tuple);
}

static llvm::ArrayRef<ast::ComprehensionClause> parseClauses(Parser &p) {
  SmallVector<ast::ComprehensionClause, 4> clauses;
  while (p.isAny(TokenKind::For, TokenKind::If)) {
    if (p.accept(TokenKind::If)) {
      clauses.push_back({nullptr, parseOr(p)});
      continue;
    }
    p.advance();
    const Expr *target = parseForTarget(p);
    expect(p, TokenKind::In);
    clauses.push_back({target, parseOr(p)});
  }
  return p.keep(clauses);
}

static const Expr *finishComprehension(Parser &p, uint32_t opening, TokenKind end, ast::ComprehensionKind which, const Expr *key,
                                       const Expr *element) {
  auto clauses = parseClauses(p);
  close(p, end, opening);
  auto *node = p.make<ast::Comprehension>(p.since(opening));
  node->which = which;
  node->key = key;
  node->element = element;
  node->clauses = clauses;
  return finish(p, node);
}

static const Expr *parseList(Parser &p) {
  uint32_t opening = open(p, TokenKind::LeftBracket);
  SmallVector<const Expr *, 8> elements;
  while (!p.is(TokenKind::RightBracket)) {
    elements.push_back(parseParenItem(p));
    if (elements.size() == 1 && p.is(TokenKind::For)) {
      if (llvm::isa<ast::Walrus>(elements.front()))
        failAt(p, llvm::cast<ast::Walrus>(elements.front())->opRange, messages::misplacedWalrus());
      return finishComprehension(p, opening, TokenKind::RightBracket, ast::ComprehensionKind::List, nullptr, elements.front());
    }
    if (!p.accept(TokenKind::Comma))
      break;
  }
  close(p, TokenKind::RightBracket, opening);
  auto *list = p.make<ast::ListDisplay>(p.since(opening));
  list->elements = p.keep(elements);
  return finish(p, list);
}

static const Expr *finishDict(Parser &p, uint32_t opening, const Expr *key) {
  p.advance();
  const Expr *value = parseExpr(p);
  if (p.is(TokenKind::For))
    return finishComprehension(p, opening, TokenKind::RightBrace, ast::ComprehensionKind::Dict, key, value);
  SmallVector<ast::DictEntry, 8> entries{{key, value}};
  while (p.accept(TokenKind::Comma) && !p.is(TokenKind::RightBrace)) {
    if (p.isAny(TokenKind::Star, TokenKind::StarStar)) {
      failAt(p, p.tokenRange(), messages::starOutsideCall());
      break;
    }
    const Expr *nextKey = parseExpr(p);
    if (p.isAny(TokenKind::Comma, TokenKind::RightBrace, TokenKind::Equal)) {
      failAt(p, nextKey->range(), messages::mixedDict());
      break;
    }
    expect(p, TokenKind::Colon);
    entries.push_back({nextKey, parseExpr(p)});
  }
  close(p, TokenKind::RightBrace, opening);
  auto *dict = p.make<ast::DictDisplay>(p.since(opening));
  dict->entries = p.keep(entries);
  return finish(p, dict);
}

static const Expr *finishBrace(Parser &p, uint32_t opening, llvm::ArrayRef<ast::CallArgument> arguments) {
  close(p, TokenKind::RightBrace, opening);
  auto *brace = p.make<ast::BraceDisplay>(p.since(opening));
  brace->arguments = arguments;
  return finish(p, brace);
}

/// `{}`, set display, initialiser list, dictionary or comprehension: what follows the first expression decides.
static const Expr *parseBrace(Parser &p) {
  uint32_t opening = open(p, TokenKind::LeftBrace);
  bool startsWithKeyword = p.atName() && p.peek(1) == TokenKind::Equal;
  if (p.isAny(TokenKind::RightBrace, TokenKind::Star, TokenKind::StarStar) || startsWithKeyword)
    return finishBrace(p, opening, parseCallArguments(p, TokenKind::RightBrace, ArgumentList::Brace));
  const Expr *first = parseExpr(p);
  if (p.is(TokenKind::Colon))
    return finishDict(p, opening, first);
  if (p.is(TokenKind::For))
    return finishComprehension(p, opening, TokenKind::RightBrace, ast::ComprehensionKind::Set, nullptr, first);
  SmallVector<ast::CallArgument, 8> arguments{{ast::PassKind::Positional, {}, first, first->range()}};
  if (p.accept(TokenKind::Comma)) {
    auto rest = parseCallArguments(p, TokenKind::RightBrace, ArgumentList::Brace);
    arguments.append(rest.begin(), rest.end());
    if (p.is(TokenKind::Colon) && !rest.empty())
      failAt(p, rest.back().range, messages::mixedDict());
  }
  return finishBrace(p, opening, p.keep(arguments));
}

// ---- Names

static const Expr *parseMlirText(Parser &p, uint32_t start, ast::MlirTextKind which);
static const Expr *parseMlirOp(Parser &p, uint32_t start);

/// `f"…"`, `b"…"`, `u"…"` of other languages: reported, and read without the prefix.
static bool isForeignPrefix(Parser &p) {
  bool touches = p.peek(1) == TokenKind::String && p.tokens.starts[p.position + 1] == p.tokens.ends[p.position];
  llvm::StringRef prefix = p.word();
  if (!touches || prefix.size() > 2 || prefix.find_first_not_of("fFbBuUrR") != llvm::StringRef::npos)
    return false;
  SourceRange range = p.tokenRange();
  diag::Builder diagnostic = report(p, range, messages::stringPrefix(prefix));
  if (prefix.contains_insensitive('f'))
    diagnostic.fix(messages::replaceSpelling("t"), range, prefix.contains_insensitive('r') ? "rt" : "t");
  else
    diagnostic.fix(messages::deleteWord(), range, prefix.contains_insensitive('r') ? "r" : "");
  p.advance();
  return true;
}

static const Expr *parseNameExpr(Parser &p) {
  uint32_t token = p.position;
  llvm::StringRef text = p.tokens.spelling(token);
  if (text == "_") {
    auto *discard = p.make<ast::Discard>(p.rangeOf(p.advance()));
    p.discards.push_back(discard);
    return discard;
  }
  if (text == "__async" && p.peek(1) == TokenKind::Def)
    return parseFunctionType(p);
  if (text.starts_with("__mlir_")) {
    if (text == "__mlir_type")
      return parseMlirText(p, p.advance(), ast::MlirTextKind::Type);
    if (text == "__mlir_attr")
      return parseMlirText(p, p.advance(), ast::MlirTextKind::Attr);
    if (text == "__mlir_deferred_type")
      return parseMlirText(p, p.advance(), ast::MlirTextKind::DeferredType);
    if (text == "__mlir_op")
      return parseMlirOp(p, p.advance());
  }
  if (isForeignPrefix(p))
    return parseStrings(p);
  ast::Ident name = identOf(p, p.advance());
  auto *node = p.make<ast::Identifier>(name.range);
  node->name = name.name;
  node->isQuoted = name.isQuoted;
  return node;
}

static const Expr *parseContextual(Parser &p) {
  uint32_t start = p.advance();
  ast::Ident member = parseMemberName(p);
  auto *node = p.make<ast::ContextualMember>(p.since(start));
  node->member = member;
  return node;
}

static const Expr *parseComptime(Parser &p) {
  uint32_t start = p.advance();
  uint32_t opening = open(p, TokenKind::LeftParen);
  const Expr *value;
  if (p.is(TokenKind::RightParen))
    value = p.make<ast::Tuple>(p.tokenRange().atBegin());
  else
    value = parseExprList(p);
  close(p, TokenKind::RightParen, opening);
  auto *node = p.make<ast::ComptimeExpr>(p.since(start));
  node->value = value;
  return finish(p, node);
}

// ---- Function types

static const Expr *parseFunctionType(Parser &p) {
  uint32_t start = p.position;
  ast::Signature signature;
  if (p.is(TokenKind::Async) || p.isWord("__async")) {
    signature.isAsync = true;
    p.advance();
  }
  if (p.is(TokenKind::Fn)) {
    report(p, p.tokenRange(), messages::removedSpelling("fn", "def")).fix(messages::replaceSpelling("def"), p.tokenRange(), "def");
    p.advance();
  } else {
    expect(p, TokenKind::Def);
  }
  if (p.is(TokenKind::LeftBracket)) {
    signature.hasParameterList = true;
    signature.parameters = parseParameters(p, ListOf::Type);
  }
  signature.arguments = parseArguments(p, ListOf::Type);
  parseEffects(p, signature, ListOf::Type);
  if (p.accept(TokenKind::Arrow))
    parseResult(p, signature);
  signature.wheres = parseWheres(p);
  auto *type = p.make<ast::FunctionType>(p.since(start));
  type->signature = signature;
  return finish(p, type);
}

// ---- MLIR

/// A quoted name that is a whole piece is text; anything else is a value.
static ast::MlirPiece parsePiece(Parser &p) {
  bool isWholePiece = p.peek(1) == TokenKind::Comma || p.peek(1) == TokenKind::RightBracket;
  if (p.is(TokenKind::Quoted) && isWholePiece) {
    llvm::StringRef text = p.word();
    p.advance();
    return {text, nullptr, false};
  }
  bool isBare = p.accept(TokenKind::Plus);
  return {{}, parseExpr(p), isBare};
}

static const Expr *parseMlirText(Parser &p, uint32_t start, ast::MlirTextKind which) {
  SmallVector<ast::MlirPiece, 8> pieces;
  if (which != ast::MlirTextKind::DeferredType && p.accept(TokenKind::Dot)) {
    llvm::StringRef text = p.word();
    if (parseName(p))
      pieces.push_back({text, nullptr, false});
  } else {
    uint32_t opening = open(p, TokenKind::LeftBracket);
    while (!p.is(TokenKind::RightBracket)) {
      pieces.push_back(parsePiece(p));
      if (!p.accept(TokenKind::Comma))
        break;
    }
    close(p, TokenKind::RightBracket, opening);
  }
  auto *node = p.make<ast::MlirText>(p.since(start));
  node->which = which;
  node->pieces = p.keep(pieces);
  return finish(p, node);
}

static const Expr *parseMlirOp(Parser &p, uint32_t start) {
  expect(p, TokenKind::Dot);
  ast::Ident op = parseName(p);
  SmallVector<ast::MlirOpItem, 4> items;
  if (p.is(TokenKind::LeftBracket)) {
    uint32_t opening = open(p, TokenKind::LeftBracket);
    while (!p.is(TokenKind::RightBracket)) {
      ast::Ident name = parseName(p);
      expect(p, TokenKind::Equal);
      items.push_back({name, parseExpr(p)});
      if (!p.accept(TokenKind::Comma))
        break;
    }
    close(p, TokenKind::RightBracket, opening);
  }
  uint32_t opening = open(p, TokenKind::LeftParen);
  auto arguments = parseCallArguments(p, TokenKind::RightParen, ArgumentList::Call);
  close(p, TokenKind::RightParen, opening);
  auto *node = p.make<ast::MlirOp>(p.since(start));
  node->op = op;
  node->items = p.keep(items);
  node->arguments = arguments;
  return finish(p, node);
}

} // namespace fornax::syntax
