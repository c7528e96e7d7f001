// Numbers and strings. Escapes are checked here; values are made by Literals.
#include "syntax/Diagnostics.h"
#include "syntax/LexerState.h"
#include <llvm/ADT/StringExtras.h>

namespace fornax::syntax {

static constexpr unsigned MaxStringDepth = 20;
static constexpr unsigned MaxBrokenHoles = 40; // on one line; t-strings behind them are text

// ---- Numbers

static void skipDigits(Lexer &lexer) {
  while (llvm::isDigit(lexer.peek()) || lexer.peek() == '_')
    ++lexer.at;
}

static bool isRadixDigit(char c, unsigned radix) { return radix == 16 ? llvm::isHexDigit(c) : c >= '0' && c < char('0' + radix); }

static TokenKind badNumber(Lexer &lexer, uint32_t start, diag::Message message) {
  while (llvm::isAlnum(lexer.peek()) || lexer.peek() == '_')
    ++lexer.at;
  lexer.diags.report(lexer.range(start, lexer.at), std::move(message));
  return TokenKind::Error;
}

static TokenKind lexRadix(Lexer &lexer, unsigned radix) {
  uint32_t start = lexer.at;
  lexer.at += 2;
  bool hasDigits = false;
  while (isRadixDigit(lexer.peek(), radix) || lexer.peek() == '_')
    hasDigits |= lexer.text[lexer.at++] != '_';
  if (!hasDigits)
    return badNumber(lexer, start, messages::missingDigits(lexer.text.substr(start, 2)));
  return TokenKind::Integer;
}

/// Everything that reads or prints such a number takes time by the square of its length.
static constexpr uint32_t MaxNumberLength = 10000;

static TokenKind lexAnyNumber(Lexer &lexer);

TokenKind lexNumber(Lexer &lexer) {
  uint32_t start = lexer.at;
  TokenKind kind = lexAnyNumber(lexer);
  if (lexer.at - start > MaxNumberLength)
    return badNumber(lexer, start, messages::numberTooLong(MaxNumberLength));
  return kind;
}

static TokenKind lexAnyNumber(Lexer &lexer) {
  uint32_t start = lexer.at;
  if (lexer.peek() == '0') {
    switch (lexer.peek(1)) {
    case 'x':
    case 'X': return lexRadix(lexer, 16);
    case 'o':
    case 'O': return lexRadix(lexer, 8);
    case 'b':
    case 'B': return lexRadix(lexer, 2);
    default: break;
    }
  }
  skipDigits(lexer);
  llvm::StringRef whole = lexer.text.slice(start, lexer.at);
  bool isFloat = false;
  if (lexer.peek() == '.') {
    isFloat = true;
    ++lexer.at;
    if (llvm::isDigit(lexer.peek()))
      skipDigits(lexer);
  }
  if (lexer.peek() == 'e' || lexer.peek() == 'E') {
    uint32_t sign = lexer.peek(1) == '+' || lexer.peek(1) == '-';
    if (!llvm::isDigit(lexer.peek(1 + sign)))
      return badNumber(lexer, start, messages::missingDigits(lexer.text.substr(lexer.at, 1)));
    isFloat = true;
    lexer.at += 1 + sign;
    skipDigits(lexer);
  }
  if (whole.starts_with("0") && whole.find_first_not_of("0_") != llvm::StringRef::npos)
    return badNumber(lexer, start, messages::leadingZero());
  return isFloat ? TokenKind::Float : TokenKind::Integer;
}

// ---- Strings

namespace {
struct StringShape {
  uint32_t start; // of the prefix
  char quote = '"';
  bool isLong = false;
  bool isRaw = false;
  bool isTemplate = false;
};

/// What was lexed before a hole, to go back to when it turns out unclosed.
struct Checkpoint {
  uint32_t at, lineStart;
  llvm::StringRef indent;
  size_t trivia, holes, diagnostics;
  uint32_t nested;
  size_t nestedOwners;
};
} // namespace

static unsigned prefixLength(const Lexer &lexer) {
  unsigned length = 0;
  bool raw = false, isTemplate = false;
  for (; length < 2; ++length) {
    char c = lexer.peek(length) | 0x20;
    if (c == 'r' && !raw)
      raw = true;
    else if (c == 't' && !isTemplate)
      isTemplate = true;
    else
      break;
  }
  return length;
}

bool isStringStart(const Lexer &lexer) {
  char c = lexer.peek(prefixLength(lexer));
  return c == '"' || c == '\'';
}

static StringShape lexOpening(Lexer &lexer) {
  StringShape shape{.start = lexer.at};
  for (unsigned left = prefixLength(lexer); left; --left)
    ((lexer.text[lexer.at++] | 0x20) == 'r' ? shape.isRaw : shape.isTemplate) = true;
  shape.quote = lexer.peek();
  shape.isLong = lexer.peek(1) == shape.quote && lexer.peek(2) == shape.quote;
  lexer.at += shape.isLong ? 3 : 1;
  return shape;
}

/// Reports the escape at the backslash at `start` and gives up on it.
static bool badEscape(Lexer &lexer, uint32_t start, diag::Message message) {
  lexer.diags.report(lexer.range(start, lexer.at), std::move(message));
  return false;
}

static bool lexCodePoint(Lexer &lexer, uint32_t start, unsigned digits) {
  llvm::StringRef letter = lexer.text.substr(start + 1, 1);
  uint32_t value = 0;
  for (unsigned i = 0; i < digits; ++i) {
    if (!llvm::isHexDigit(lexer.peek()))
      return badEscape(lexer, start, messages::badHexEscape(letter, digits));
    value = value * 16 + llvm::hexDigitValue(lexer.text[lexer.at++]);
  }
  if (digits > 2 && (value > 0x10ffff || (value >= 0xd800 && value < 0xe000)))
    return badEscape(lexer, start, messages::badCodePoint());
  return true;
}

/// At a backslash of a string that processes escapes. False: reported.
static bool lexEscape(Lexer &lexer) {
  uint32_t start = lexer.at++;
  char c = lexer.peek();
  switch (c) {
  case '\\':
  case '\'':
  case '"':
  case 'a':
  case 'b':
  case 'f':
  case 'v':
  case 'n':
  case 'r':
  case 't': ++lexer.at; return true;
  case 'x': ++lexer.at; return lexCodePoint(lexer, start, 2);
  case 'u': ++lexer.at; return lexCodePoint(lexer, start, 4);
  case 'U': ++lexer.at; return lexCodePoint(lexer, start, 8);
  case '\n':
  case '\r': skipLineEnd(lexer); return true;
  default: break;
  }
  if (c >= '0' && c <= '7') {
    for (unsigned digits = 0; digits < 3 && lexer.peek() >= '0' && lexer.peek() <= '7'; ++digits)
      ++lexer.at;
    return true;
  }
  if (lexer.at >= lexer.text.size())
    return true; // reported as unterminated
  // The character after the backslash, whole.
  uint32_t character = lexer.at++;
  while ((uint8_t(lexer.peek()) & 0xc0) == 0x80)
    ++lexer.at;
  return badEscape(lexer, start, messages::unknownEscape(lexer.text.slice(character, lexer.at)));
}

static void lexRawBackslash(Lexer &lexer) {
  ++lexer.at;
  char c = lexer.peek();
  if (lexer.at >= lexer.text.size())
    return;
  if (c == '\n' || c == '\r')
    skipLineEnd(lexer);
  else if (c == '"' || c == '\'' || c == '\\')
    ++lexer.at;
}

static Checkpoint save(const Lexer &lexer) {
  return {lexer.at,           lexer.lineStart,    lexer.indent,        lexer.buffer.trivia.size(),
          lexer.holes.size(), lexer.diags.mark(), lexer.nested.size(), lexer.nested.owners.size()};
}

static void restore(Lexer &lexer, const Checkpoint &point) {
  lexer.at = point.at;
  lexer.lineStart = point.lineStart;
  lexer.indent = point.indent;
  lexer.buffer.trivia.resize(point.trivia);
  lexer.holes.resize(point.holes);
  lexer.nested.truncate(point.nested, point.nestedOwners);
  lexer.diags.takeSince(point.diagnostics);
}

/// A `:` outside brackets in a hole is a format specification.
static void checkHole(Lexer &lexer, const TokenList &tokens, uint32_t open) {
  if (tokens.size() == 1) {
    lexer.diags.report(lexer.range(open, lexer.at + 1), messages::emptyHole());
    return;
  }
  int depth = 0;
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    switch (tokens.kinds[i]) {
    case TokenKind::LeftParen:
    case TokenKind::LeftBracket:
    case TokenKind::LeftBrace: ++depth; break;
    case TokenKind::RightParen:
    case TokenKind::RightBracket:
    case TokenKind::RightBrace: --depth; break;
    case TokenKind::Lambda: return; // its `:` is its own
    case TokenKind::Colon:
      if (depth == 0) {
        lexer.diags.report(lexer.range(tokens.starts[i], tokens.ends[i]), messages::formatInHole());
        return;
      }
      break;
    default: break;
    }
  }
}

static uint32_t endOfLine(const Lexer &lexer, uint32_t at) { return uint32_t(std::min(lexer.text.find_first_of("\r\n", at), lexer.text.size())); }

/// Counts the holes of a line that are not closed.
static void noteUnclosed(Lexer &lexer, uint32_t open) {
  if (open >= lexer.brokenLineEnd)
    lexer.brokenHoles = 0;
  ++lexer.brokenHoles;
  lexer.brokenLineEnd = endOfLine(lexer, open);
}

/// At the `{` of a hole. False: it is not closed, which has been reported; the text goes on behind the brace.
static bool lexHole(Lexer &lexer, llvm::SmallVectorImpl<TokenHole> &holes, bool &isBroken) {
  uint32_t open = lexer.at++;
  Checkpoint point = save(lexer);
  uint32_t outerLimit = lexer.limit;
  if (lexer.holesEndAtLine)
    lexer.limit = std::min(lexer.limit, endOfLine(lexer, open));
  TokenList tokens;
  lexer.pending = 0;
  ++lexer.stringDepth;
  size_t before = lexer.diags.errorCount(), mark = lexer.diags.mark();
  LexEnd end = lexTokens(lexer, tokens, /*inHole=*/true);
  --lexer.stringDepth;
  lexer.limit = outerLimit;
  if (end == LexEnd::EndOfFile) {
    restore(lexer, point);
    lexer.holesEndAtLine = true;
    lexer.holeIsAbandoned = lexer.stringDepth > 0;
    noteUnclosed(lexer, open);
    lexer.diags.report(lexer.range(open, open + 1), messages::unclosedHole());
    return false;
  }
  std::vector<diag::Diagnostic> inHole = lexer.diags.takeSince(mark);
  checkHole(lexer, tokens, open);
  if (lexer.diags.errorCount() == before) // what stands behind a format's colon is no expression
    for (diag::Diagnostic &diagnostic : inHole)
      lexer.diags.report(std::move(diagnostic));
  isBroken |= lexer.diags.errorCount() != before;
  uint32_t first = lexer.nested.size();
  holes.push_back({first, first + tokens.size() - 1, open, lexer.at});
  lexer.nested.append(tokens);
  ++lexer.at; // the `}`
  return true;
}

static LexedString finish(Lexer &lexer, TokenKind kind, llvm::ArrayRef<TokenHole> holes) {
  LexedString result;
  result.kind = kind;
  result.holes = {0, uint32_t(lexer.holes.size()), uint32_t(holes.size())};
  lexer.holes.insert(lexer.holes.end(), holes.begin(), holes.end());
  return result;
}

LexedString lexString(Lexer &lexer) {
  StringShape shape = lexOpening(lexer);
  uint32_t contents = lexer.at;
  bool isBroken = false;
  bool hasHoles = shape.isTemplate;
  if (hasHoles && shape.start < lexer.brokenLineEnd && lexer.brokenHoles >= MaxBrokenHoles) {
    isBroken = true; // enough has been reported on this line
    hasHoles = false;
  }
  if (hasHoles && lexer.stringDepth >= MaxStringDepth) {
    lexer.diags.report(lexer.range(shape.start, contents), messages::nestedTooDeepString());
    isBroken = true;
    hasHoles = false;
  }
  llvm::SmallVector<TokenHole, 4> holes;
  while (lexer.at < lexer.text.size()) {
    char c = lexer.text[lexer.at];
    if (c == shape.quote && (!shape.isLong || (lexer.peek(1) == c && lexer.peek(2) == c))) {
      lexer.at += shape.isLong ? 3 : 1;
      TokenKind kind = shape.isTemplate ? TokenKind::TString : TokenKind::String;
      return finish(lexer, isBroken ? TokenKind::Error : kind, isBroken ? llvm::ArrayRef<TokenHole>() : holes);
    }
    if (c == '\n' || c == '\r') {
      if (!shape.isLong)
        break;
      skipLineEnd(lexer);
    } else if (c == '\\') {
      if (shape.isRaw)
        lexRawBackslash(lexer);
      else
        isBroken |= !lexEscape(lexer);
    } else if (hasHoles && (c == '{' || c == '}') && lexer.peek(1) == c) {
      lexer.at += 2;
    } else if (hasHoles && c == '{') {
      // Behind a hole that is not closed all is text.
      hasHoles = lexHole(lexer, holes, isBroken);
      isBroken |= !hasHoles;
    } else {
      ++lexer.at;
    }
  }
  if (!isBroken) {
    auto message = shape.isLong ? messages::unterminatedLongString() : messages::unterminatedString();
    lexer.diags.report(lexer.range(shape.start, contents), message);
  }
  return finish(lexer, TokenKind::Error, {});
}

} // namespace fornax::syntax
