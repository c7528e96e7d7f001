// Parameter and argument lists with their markers, conventions and defaults.
#include "syntax/OldSpellings.h"
#include "syntax/ParserState.h"

namespace fornax::syntax {

using ast::Argument;
using ast::Convention;
using ast::Expr;
using ast::Parameter;
using ast::Passing;
using ast::Variadic;
using llvm::SmallVector;

namespace {
enum class MarkerList : uint8_t { Parameters, Arguments };

/// The order of `//`, `/`, `*` and variadics, and what it says about the items: a slash makes everything before it positional.
struct Markers {
  Parser &p;
  MarkerList list;
  unsigned items = 0;
  std::optional<unsigned> inferOnlyEnd = {}, positionalEnd = {}, keywordBegin = {};
  bool hasDoubleStar = false;

  void misplaced() { report(p, p.tokenRange(), messages::misplacedMarker(p.peek())); }
  void checkEnd(SourceRange range) {
    if (std::exchange(hasDoubleStar, false))
      report(p, range, messages::itemAfterKeywordVariadic());
  }

  /// At a `//`, `/` or bare `*`.
  void marker(TokenKind closing) {
    checkEnd(p.tokenRange());
    switch (p.peek()) {
    case TokenKind::SlashSlash:
      if (list == MarkerList::Arguments || !items || inferOnlyEnd || positionalEnd || keywordBegin)
        misplaced();
      inferOnlyEnd = items;
      break;
    case TokenKind::Slash:
      if (!items || positionalEnd || keywordBegin)
        misplaced();
      positionalEnd = items;
      break;
    default:
      bool isLast = p.peek(1) == closing || p.peek(2) == closing;
      if (keywordBegin || (list == MarkerList::Arguments && isLast))
        misplaced();
      keywordBegin = items;
      break;
    }
    p.advance();
  }

  /// Before an item is parsed (checkEnd has been asked at its start); `p` is at its star, if it has one.
  void item(Variadic variadic) {
    if (variadic == Variadic::Star && keywordBegin)
      misplaced();
    ++items;
    if (variadic == Variadic::Star)
      keywordBegin = items;
    hasDoubleStar = variadic == Variadic::DoubleStar && list == MarkerList::Arguments;
  }

  Passing passing(unsigned index, Variadic variadic) const {
    if (inferOnlyEnd && index < *inferOnlyEnd)
      return Passing::InferOnly;
    if (positionalEnd && index < *positionalEnd)
      return Passing::PositionalOnly;
    if (variadic == Variadic::DoubleStar || (keywordBegin && index >= *keywordBegin))
      return Passing::KeywordOnly;
    return variadic == Variadic::Star ? Passing::PositionalOnly : Passing::PositionalOrKeyword;
  }
};
} // namespace

/// A bare `*`: nothing of an item follows.
static bool isBareStar(const Parser &p, TokenKind closing) {
  return p.is(TokenKind::Star) && (p.peek(1) == TokenKind::Comma || p.peek(1) == closing);
}

static Variadic variadicAt(const Parser &p) {
  if (p.is(TokenKind::Star))
    return Variadic::Star;
  return p.is(TokenKind::StarStar) ? Variadic::DoubleStar : Variadic::None;
}

/// `where` in a bracket list was legal once; the condition is parsed and dropped.
static bool rejectWhere(Parser &p) {
  if (!p.isWord("where"))
    return false;
  TokenKind next = p.peek(1);
  bool isCondition = isName(next) || isMagic(next) || next == TokenKind::Not || next == TokenKind::True || next == TokenKind::False ||
                     next == TokenKind::Integer || next == TokenKind::SelfType;
  if (!isCondition)
    return false;
  report(p, p.tokenRange(), messages::whereInList());
  p.advance();
  parseExpr(p);
  return true;
}

// ---- Parameters

static void checkRequiredAfterDefault(Parser &p, bool &sawDefault, const ast::Ident &name, const Expr *defaultValue, bool isPositional) {
  if (!isPositional)
    return;
  if (defaultValue)
    sawDefault = true;
  else if (sawDefault && !p.hasFailed)
    report(p, name.range, messages::requiredAfterDefault());
}

static Parameter *parseParameter(Parser &p, ListOf list, Variadic variadic) {
  uint32_t start = p.position;
  if (variadic == Variadic::DoubleStar)
    report(p, p.tokenRange(), messages::keywordVariadicParameter());
  if (variadic != Variadic::None)
    p.advance();
  ast::Ident name;
  const Expr *type;
  if (list == ListOf::Type && !(p.atName() && p.peek(1) == TokenKind::Colon)) {
    type = parseType(p);
  } else {
    name = parseName(p);
    if (expect(p, TokenKind::Colon))
      type = parseType(p);
    else
      type = errorExpr(p);
  }
  const Expr *defaultValue = nullptr;
  if (p.accept(TokenKind::Equal)) {
    defaultValue = parseExpr(p);
    if (variadic != Variadic::None && !p.hasFailed)
      report(p, p.since(start), messages::defaultOnVariadic());
  }
  auto *parameter = p.make<Parameter>(p.since(start));
  parameter->name = name;
  parameter->variadic = variadic;
  parameter->type = type;
  parameter->defaultValue = defaultValue;
  finishPart(p, parameter);
  return parameter;
}

llvm::ArrayRef<const Parameter *> parseParameters(Parser &p, ListOf list) {
  constexpr TokenKind Closing = TokenKind::RightBracket;
  uint32_t opening = open(p, TokenKind::LeftBracket);
  SmallVector<Parameter *, 8> parameters;
  Markers markers{p, MarkerList::Parameters};
  bool sawDefault = false;
  while (!p.is(Closing)) {
    if (p.isAny(TokenKind::SlashSlash, TokenKind::Slash) || isBareStar(p, Closing)) {
      markers.marker(Closing);
      if (markers.inferOnlyEnd == markers.items)
        sawDefault = false; // inferred parameters with defaults may precede required ones
    } else if (!rejectWhere(p)) {
      Variadic variadic = variadicAt(p);
      markers.checkEnd(p.tokenRange());
      markers.item(variadic);
      bool isPositional = !markers.keywordBegin;
      parameters.push_back(parseParameter(p, list, variadic));
      checkRequiredAfterDefault(p, sawDefault, parameters.back()->name, parameters.back()->defaultValue, isPositional);
      rejectWhere(p);
    }
    if (!p.accept(TokenKind::Comma))
      break;
  }
  close(p, Closing, opening);
  SmallVector<const Parameter *, 8> result;
  for (Parameter *parameter : parameters) {
    parameter->passing = markers.passing(unsigned(result.size()), parameter->variadic);
    result.push_back(parameter);
  }
  return p.keep(result);
}

// ---- Arguments

/// A soft convention is one only before what it applies to.
static bool isConventionHere(const Parser &p, ListOf list, bool mayTakeBrackets) {
  switch (p.peek(1)) {
  case TokenKind::Identifier:
  case TokenKind::Quoted:
  case TokenKind::Star:
  case TokenKind::StarStar: return true;
  case TokenKind::Var:
  case TokenKind::Ref: return list == ListOf::Declaration; // a second convention, reported as such
  case TokenKind::LeftBracket: return mayTakeBrackets;
  case TokenKind::SelfType:
  case TokenKind::None:
  case TokenKind::Def:
  case TokenKind::LeftParen: return list == ListOf::Type;
  default: return list == ListOf::Type && isMagic(p.peek(1));
  }
}

static Convention softConvention(llvm::StringRef word) {
  if (word == "imm")
    return Convention::Imm;
  if (word == "mut")
    return Convention::Mut;
  if (word == "out")
    return Convention::Out;
  return word == "deinit" ? Convention::Deinit : Convention::None;
}

namespace {
struct ParsedConvention {
  Convention which = Convention::None;
  SourceRange range;
  bool hasOrigins = false;
  llvm::ArrayRef<ast::OriginItem> origins;
};
} // namespace

static ParsedConvention parseConvention(Parser &p, ListOf list) {
  ParsedConvention result;
  if (p.isAny(TokenKind::Var, TokenKind::Ref)) {
    result.which = p.is(TokenKind::Var) ? Convention::Var : Convention::Ref;
    result.range = p.rangeOf(p.advance());
    if (result.which == Convention::Ref && p.is(TokenKind::LeftBracket)) {
      result.hasOrigins = true;
      result.origins = parseOriginItems(p);
    }
    return result;
  }
  if (!p.atName())
    return result;
  Convention soft = softConvention(p.word());
  if (soft == Convention::None) {
    if (const OldSpelling *old = findOldConvention(p.word()); old && isConventionHere(p, ListOf::Declaration, false)) {
      result.which = convention(*old);
      result.range = p.tokenRange();
      reportOldSpelling(p, *old, p.tokenRange());
      p.advance();
    }
    return result;
  }
  if (!isConventionHere(p, list, soft == Convention::Out)) {
    if (list == ListOf::Declaration)
      report(p, p.tokenRange(), messages::conventionAsName(p.word()));
    return result;
  }
  if (list == ListOf::Type && soft == Convention::Deinit)
    report(p, p.tokenRange(), messages::deinitInFunctionType());
  result.which = soft;
  result.range = p.rangeOf(p.advance());
  if (soft == Convention::Out && p.is(TokenKind::LeftBracket)) {
    result.hasOrigins = true;
    uint32_t opening = open(p, TokenKind::LeftBracket);
    SmallVector<ast::OriginItem, 1> space{{{}, parseExpr(p)}};
    close(p, TokenKind::RightBracket, opening);
    result.origins = p.keep(space);
  }
  return result;
}

static void rejectSecondConvention(Parser &p, const ParsedConvention &first) {
  if (first.which == Convention::None)
    return;
  while (p.isAny(TokenKind::Var, TokenKind::Ref) || (p.atName() && softConvention(p.word()) != Convention::None && isName(p.peek(1)))) {
    report(p, p.tokenRange(), messages::secondConvention());
    p.advance();
  }
}

/// The type of a declared argument; null for a bare `self`.
static const Expr *parseArgumentType(Parser &p, ast::Ident &name, bool &isPackType) {
  if (p.accept(TokenKind::Colon)) {
    isPackType = p.accept(TokenKind::Star);
    return parseType(p);
  }
  if (name.name == "self")
    return nullptr;
  if (p.atName() && !p.atLineStart()) { // `int x`
    SourceRange both = name.range.to(p.tokenRange());
    std::string now = p.tokens.spelling(p.position).str() + ": " + name.name.str().str();
    report(p, both, messages::typeBeforeName()).fix(messages::replaceSpelling(now), both, now);
    auto *type = p.make<ast::Identifier>(name.range);
    type->name = name.name;
    name = identOf(p, p.advance());
    return type;
  }
  if (!p.hasFailed)
    report(p, name.range, messages::argumentWithoutType(name.name));
  return p.make<ast::ErrorExpr>(name.range.atEnd());
}

static void parseDefault(Parser &p, Argument &argument, uint32_t start) {
  if (!p.accept(TokenKind::Equal))
    return;
  argument.defaultValue = parseExpr(p);
  if (p.hasFailed)
    return;
  if (argument.variadic != Variadic::None)
    report(p, p.since(start), messages::defaultOnVariadic());
  else if (argument.convention == Convention::Mut || argument.convention == Convention::Out)
    report(p, p.since(start), messages::defaultOnConvention(toString(argument.convention)));
}

static Argument *parseArgument(Parser &p, ListOf list, Markers &markers) {
  uint32_t start = p.position;
  markers.checkEnd(p.tokenRange());
  ParsedConvention convention = parseConvention(p, list);
  rejectSecondConvention(p, convention);
  Variadic variadic = variadicAt(p);
  if (list == ListOf::Declaration && variadic == Variadic::DoubleStar && convention.which != Convention::Var)
    report(p, p.tokenRange(), messages::keywordVariadicWithoutVar()).fix(messages::insertVar(), p.tokenRange().atBegin(), "var ");
  if (convention.which == Convention::Out && variadic != Variadic::None)
    report(p, p.tokenRange(), messages::variadicOut());
  markers.item(variadic);
  if (variadic != Variadic::None)
    p.advance();

  auto *argument = p.make<Argument>(SourceRange());
  argument->variadic = variadic;
  argument->convention = convention.which;
  argument->conventionRange = convention.range;
  argument->hasOrigins = convention.hasOrigins;
  argument->origins = convention.origins;
  if (list == ListOf::Type && !(p.atName() && p.peek(1) == TokenKind::Colon)) {
    argument->type = parseType(p);
  } else {
    argument->name = parseName(p);
    argument->type = parseArgumentType(p, argument->name, argument->isPackType);
    if (list == ListOf::Declaration)
      parseDefault(p, *argument, start);
  }
  ast::NodeFactory::place(*argument, argument->id(), p.since(start));
  finishPart(p, argument);
  return argument;
}

/// Two results: `out` twice, or `out` and an arrow (see parseResult's callers).
static void checkOuts(Parser &p, llvm::ArrayRef<Argument *> arguments) {
  const Argument *first = nullptr;
  for (const Argument *argument : arguments) {
    if (argument->convention != Convention::Out)
      continue;
    if (first)
      report(p, argument->conventionRange, messages::secondOut()).note(first->conventionRange, messages::firstOut());
    else
      first = argument;
  }
}

/// In function types: unnamed arguments come first and are positional-only.
static void checkUnnamed(Parser &p, llvm::ArrayRef<Argument *> arguments, const Markers &markers) {
  const Argument *unnamed = nullptr;
  bool mayBeUnnamed = true;
  for (unsigned i = 0; i < arguments.size(); ++i) {
    const Argument *argument = arguments[i];
    if (argument->convention == Convention::Out || argument->variadic != Variadic::None)
      continue;
    if (markers.positionalEnd == i || markers.keywordBegin == i)
      mayBeUnnamed = false;
    if (!argument->name) {
      if (!mayBeUnnamed)
        report(p, argument->range(), messages::unnamedAfterNamed());
      unnamed = argument;
      continue;
    }
    bool isSeparated = markers.positionalEnd && *markers.positionalEnd <= i;
    if (unnamed && mayBeUnnamed && !isSeparated)
      report(p, argument->range(), messages::namedAfterUnnamed());
    mayBeUnnamed = false;
  }
}

llvm::ArrayRef<const Argument *> parseArguments(Parser &p, ListOf list) {
  constexpr TokenKind Closing = TokenKind::RightParen;
  uint32_t opening = open(p, TokenKind::LeftParen);
  SmallVector<Argument *, 8> arguments;
  Markers markers{p, MarkerList::Arguments};
  bool sawDefault = false;
  while (!p.is(Closing)) {
    if (p.isAny(TokenKind::SlashSlash, TokenKind::Slash) || isBareStar(p, Closing)) {
      markers.marker(Closing);
    } else if (!rejectWhere(p)) {
      Argument *argument = parseArgument(p, list, markers);
      arguments.push_back(argument);
      bool isPositional = !markers.keywordBegin && argument->variadic == Variadic::None && argument->convention != Convention::Out;
      checkRequiredAfterDefault(p, sawDefault, argument->name, argument->defaultValue, isPositional);
      rejectWhere(p);
    }
    if (!p.accept(TokenKind::Comma))
      break;
  }
  if (!p.hasFailed) {
    checkOuts(p, arguments);
    if (list == ListOf::Type)
      checkUnnamed(p, arguments, markers);
  }
  close(p, Closing, opening);
  SmallVector<const Argument *, 8> result;
  for (Argument *argument : arguments) {
    argument->passing = markers.passing(unsigned(result.size()), argument->variadic);
    if (list == ListOf::Type && !argument->name && argument->passing == Passing::PositionalOrKeyword)
      argument->passing = Passing::PositionalOnly;
    result.push_back(argument);
  }
  return p.keep(result);
}

} // namespace fornax::syntax
