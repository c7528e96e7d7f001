// What follows the lists of a header: effects, captures, result, conditions; conformance lists.
#include "syntax/OldSpellings.h"
#include "syntax/ParserState.h"

namespace fornax::syntax {

using ast::CaptureKind;
using ast::Expr;
using ast::Signature;
using llvm::SmallVector;

// ---- Effects

enum class Effect : uint8_t { Raises, Abi, Thin, Capturing };

static std::optional<Effect> effectAt(const Parser &p) {
  if (!p.atName())
    return std::nullopt;
  llvm::StringRef word = p.word();
  if (word == "raises")
    return Effect::Raises;
  if (word == "abi")
    return Effect::Abi;
  if (word == "thin")
    return Effect::Thin;
  return word == "capturing" ? std::optional(Effect::Capturing) : std::nullopt;
}

/// After `raises`: a type is there iff the next token, on the same logical line, begins a postfix expression and is no word of a header.
static bool hasErrorType(const Parser &p) {
  if (!startsPrimary(p, p.peek()) || p.isAny(TokenKind::LeftBrace, TokenKind::Dot))
    return false;
  if (p.atLineStart() && p.bracketDepth == 0)
    return false;
  return !p.atName() || !(effectAt(p) || p.isWord("where"));
}

static void parseAbi(Parser &p, Signature &signature) {
  uint32_t opening = open(p, TokenKind::LeftParen);
  if (p.is(TokenKind::String)) {
    signature.abi = parseOneString(p);
    llvm::StringRef text = signature.abi->pieces.front();
    llvm::StringRef name = text.trim("'\"");
    if (!name.equals_insensitive("c") && !name.equals_insensitive("mojo"))
      report(p, signature.abi->range(), messages::unknownAbi());
  } else if (!p.hasFailed) {
    fail(p, messages::expectedToken(TokenKind::String, p.found()));
  }
  close(p, TokenKind::RightParen, opening);
}

static void parseEffect(Parser &p, Signature &signature, Effect effect) {
  SourceRange range = p.rangeOf(p.advance());
  switch (effect) {
  case Effect::Raises:
    signature.raises = true;
    signature.raisesRange = range;
    if (hasErrorType(p))
      signature.errorType = parsePostfix(p);
    return;
  case Effect::Abi: return parseAbi(p, signature);
  case Effect::Thin: signature.isThin = true; return;
  case Effect::Capturing: {
    signature.isCapturing = true;
    if (!p.is(TokenKind::LeftBracket))
      return;
    SmallVector<const Expr *, 2> origins;
    for (const ast::OriginItem &item : parseOriginItems(p))
      origins.push_back(item.value);
    signature.capturedOrigins = p.keep(origins);
    return;
  }
  }
}

/// A word where only an effect may stand. In a declaration nothing else begins with a name there.
static bool rejectUnknownEffect(Parser &p, ListOf list) {
  if (!p.atName() || p.isWord("where"))
    return false;
  if (const OldSpelling *old = findOldEffect(p.word())) {
    reportOldSpelling(p, *old, p.tokenRange());
    p.advance();
    return true;
  }
  if (list == ListOf::Type || p.atLineStart())
    return false;
  report(p, p.tokenRange(), messages::unknownEffect(p.word()));
  p.advance();
  return true;
}

void parseEffects(Parser &p, Signature &signature, ListOf list) {
  bool seen[4] = {};
  while (true) {
    auto effect = effectAt(p);
    if (!effect) {
      if (rejectUnknownEffect(p, list))
        continue;
      break;
    }
    if (seen[unsigned(*effect)])
      report(p, p.tokenRange(), messages::repeatedEffect(p.word()));
    else if (*effect == Effect::Thin && list == ListOf::Declaration)
      report(p, p.tokenRange(), messages::thinOnDeclaration());
    seen[unsigned(*effect)] = true;
    parseEffect(p, signature, *effect);
  }
  if (signature.abi && signature.raises && signature.abi->pieces.front().trim("'\"").equals_insensitive("c"))
    report(p, signature.raisesRange, messages::raisingC());
}

// ---- Captures

static CaptureKind captureKind(const Parser &p) {
  if (p.is(TokenKind::Var))
    return CaptureKind::Var;
  if (p.is(TokenKind::Ref))
    return CaptureKind::Ref;
  bool isConvention = isName(p.peek(1)) || p.peek(1) == TokenKind::Comma || p.peek(1) == TokenKind::RightBrace || p.peek(1) == TokenKind::Caret;
  if (!p.atName() || !isConvention)
    return CaptureKind::Bare;
  if (p.word() == "imm")
    return CaptureKind::Imm;
  return p.word() == "mut" ? CaptureKind::Mut : CaptureKind::Bare;
}

static const ast::Capture *parseCapture(Parser &p) {
  uint32_t start = p.position;
  auto *capture = p.make<ast::Capture>(SourceRange());
  capture->which = captureKind(p);
  const OldSpelling *old = capture->which == CaptureKind::Bare && p.atName() ? findOldConvention(p.word()) : nullptr;
  bool isOld = old && old->where == OldPlace::Convention && (isName(p.peek(1)) || (p.word() == "read" && p.peek(1) != TokenKind::Caret));
  if (isOld) {
    reportOldSpelling(p, *old, p.tokenRange());
    capture->which = captureKind(*old);
  }
  if (isOld || capture->which != CaptureKind::Bare)
    p.advance();
  if (capture->which == CaptureKind::Var && p.is(TokenKind::Caret)) { // `var^`, `var^ x`
    capture->isMove = true;
    capture->moveRange = p.rangeOf(p.advance());
  }
  if (p.atName() || capture->which == CaptureKind::Bare)
    capture->name = parseName(p);
  if (p.is(TokenKind::Caret)) {
    if (capture->which != CaptureKind::Bare && capture->which != CaptureKind::Var)
      report(p, p.tokenRange(), messages::moveWithoutVar());
    capture->isMove = true;
    capture->moveRange = p.rangeOf(p.advance());
  }
  ast::NodeFactory::place(*capture, capture->id(), p.since(start));
  return capture;
}

static void checkCaptures(Parser &p, llvm::ArrayRef<const ast::Capture *> captures) {
  llvm::SmallDenseMap<Name, SourceRange, 8> names;
  const ast::Capture *byDefault = nullptr;
  for (const ast::Capture *capture : captures) {
    if (!capture->name) {
      if (byDefault)
        report(p, capture->range(), messages::secondDefaultCapture()).note(byDefault->range(), messages::firstDefaultCapture());
      byDefault = capture;
      continue;
    }
    auto [earlier, isFirst] = names.try_emplace(capture->name.name, capture->name.range);
    if (!isFirst)
      report(p, capture->name.range, messages::repeatedCapture(capture->name.name)).note(earlier->second, messages::firstHere(capture->name.name));
  }
}

void parseCaptureList(Parser &p, Signature &signature) {
  uint32_t opening = open(p, TokenKind::LeftBrace);
  SmallVector<const ast::Capture *, 4> captures;
  while (!p.is(TokenKind::RightBrace)) {
    captures.push_back(parseCapture(p));
    if (!p.accept(TokenKind::Comma))
      break;
  }
  close(p, TokenKind::RightBrace, opening);
  if (!p.hasFailed)
    checkCaptures(p, captures);
  signature.hasCaptureList = true;
  signature.captures = p.keep(captures);
}

// ---- Results

llvm::ArrayRef<ast::OriginItem> parseOriginItems(Parser &p) {
  uint32_t opening = open(p, TokenKind::LeftBracket);
  SmallVector<ast::OriginItem, 2> items;
  do {
    ast::OriginItem item;
    if (p.atName() && p.peek(1) == TokenKind::Equal) {
      item.keyword = identOf(p, p.advance());
      p.advance();
    }
    item.value = parseExpr(p);
    acceptTarget(p, item.value);
    items.push_back(item);
  } while (p.accept(TokenKind::Comma) && !p.is(TokenKind::RightBracket));
  close(p, TokenKind::RightBracket, opening);
  return p.keep(items);
}

void parseResult(Parser &p, Signature &signature) {
  for (const ast::Argument *argument : signature.arguments)
    if (argument->convention == ast::Convention::Out && !p.hasFailed)
      report(p, p.tokenRange(), messages::outAndResult()).note(argument->conventionRange, messages::firstOut());
  if (p.is(TokenKind::Ref)) {
    SourceRange refRange = p.rangeOf(p.advance());
    signature.isRefResult = true;
    if (p.is(TokenKind::LeftBracket))
      signature.resultOrigins = parseOriginItems(p);
    else if (!p.hasFailed)
      report(p, refRange, messages::refWithoutOrigin());
    for (const ast::OriginItem &item : signature.resultOrigins)
      if (!item.keyword && llvm::isa<ast::Discard>(item.value))
        report(p, item.value->range(), messages::refWithoutOrigin());
  }
  signature.result = parseType(p);
}

// ---- Conditions

/// `else "m"` behind a condition.
static const ast::StringLiteral *parseElseMessage(Parser &p) {
  if (!p.accept(TokenKind::Else))
    return nullptr;
  if (p.is(TokenKind::String))
    return parseOneString(p);
  if (!p.hasFailed)
    failAt(p, p.missingRange(), messages::messageNotString());
  return nullptr;
}

/// The condition itself: `or_e`, or a ternary, which 1.0 took here.
static const Expr *parseCondition(Parser &p) {
  const Expr *value = parseOr(p);
  if (!p.is(TokenKind::If))
    return value;
  SourceRange ifRange = p.rangeOf(p.advance());
  auto *ternary = p.make<ast::Ternary>(value->range());
  ternary->ifRange = ifRange;
  ternary->whenTrue = value;
  ternary->condition = parseOr(p);
  expect(p, TokenKind::Else);
  ternary->whenFalse = parseExpr(p);
  ast::NodeFactory::place(*ternary, ternary->id(), value->range().to(ternary->whenFalse->range()));
  return finish(p, ternary);
}

static const ast::Where *parseWhere(Parser &p) {
  uint32_t start = p.advance();
  auto *where = p.make<ast::Where>(SourceRange());
  where->condition = parseCondition(p);
  // `where (cond, "message")`
  if (auto *pair = llvm::dyn_cast<ast::Tuple>(where->condition); pair && pair->isParenthesised && pair->elements.size() == 2) {
    where->condition = pair->elements[0];
    where->message = llvm::dyn_cast<ast::StringLiteral>(pair->elements[1]);
    if (!where->message)
      report(p, pair->elements[1]->range(), messages::messageNotString());
  }
  if (auto *message = parseElseMessage(p))
    where->message = message;
  ast::NodeFactory::place(*where, where->id(), p.since(start));
  finishPart(p, where);
  return where;
}

llvm::ArrayRef<const ast::Where *> parseWheres(Parser &p) {
  SmallVector<const ast::Where *, 2> wheres;
  while (p.isWord("where"))
    wheres.push_back(parseWhere(p));
  return p.keep(wheres);
}

// ---- Conformances

static const ast::Conformance *parseConformance(Parser &p) {
  uint32_t start = p.position;
  auto *conformance = p.make<ast::Conformance>(SourceRange());
  if (p.accept(TokenKind::Not)) {
    conformance->isNegated = true;
    conformance->trait = parseBitOr(p);
    conformance->message = parseElseMessage(p);
  } else {
    conformance->trait = parseExpr(p);
    if (p.isWord("where"))
      conformance->where = parseWhere(p);
  }
  ast::NodeFactory::place(*conformance, conformance->id(), p.since(start));
  return conformance;
}

llvm::ArrayRef<const ast::Conformance *> parseConformances(Parser &p) {
  uint32_t opening = open(p, TokenKind::LeftParen);
  SmallVector<const ast::Conformance *, 4> conformances;
  while (!p.is(TokenKind::RightParen)) {
    conformances.push_back(parseConformance(p));
    if (!p.accept(TokenKind::Comma))
      break;
  }
  close(p, TokenKind::RightParen, opening);
  return p.keep(conformances);
}

} // namespace fornax::syntax
