#include "syntax/Lexer.h"
#include "syntax/Diagnostics.h"
#include "syntax/LexerState.h"
#include <algorithm>
#include <array>

namespace fornax::syntax {

static TokenKind lexToken(Lexer &lexer, TokenList &list);
static bool skipTrivia(Lexer &lexer);
static void checkIndent(Lexer &lexer, uint32_t start);
static TokenKind lexPunctuator(Lexer &lexer);
static TokenKind lexQuoted(Lexer &lexer);
static TokenKind reportUnknown(Lexer &lexer);

static void reserve(TokenList &list, size_t bytes) {
  size_t guess = bytes / 4 + 16;
  list.kinds.reserve(guess);
  list.flags.reserve(guess);
  list.starts.reserve(guess);
  list.ends.reserve(guess);
  list.columns.reserve(guess);
}

TokenBuffer lex(const Sources &sources, FileId file, diag::Engine &diags) {
  TokenBuffer buffer;
  buffer.file = file;
  buffer.text = sources.text(file);
  Lexer lexer{.buffer = buffer, .diags = diags, .text = buffer.text};
  lexer.limit = uint32_t(buffer.text.size());
  if (buffer.text.starts_with("\xEF\xBB\xBF"))
    lexer.at = lexer.lineStart = 3;
  checkEncoding(lexer);
  reserve(lexer.file, buffer.text.size());
  lexTokens(lexer, lexer.file, /*inHole=*/false);

  // The tokens of holes go behind those of the file.
  uint32_t offset = buffer.fileTokens = lexer.file.size();
  for (TokenHole &hole : lexer.holes) {
    hole.begin += offset;
    hole.end += offset;
  }
  lexer.file.append(lexer.nested);
  buffer.kinds = std::move(lexer.file.kinds);
  buffer.flags = std::move(lexer.file.flags);
  buffer.starts = std::move(lexer.file.starts);
  buffer.ends = std::move(lexer.file.ends);
  buffer.columns = std::move(lexer.file.columns);
  buffer.holeOwners = std::move(lexer.file.owners);
  buffer.allHoles = std::move(lexer.holes);
  return buffer;
}

llvm::ArrayRef<TokenHole> TokenBuffer::holes(uint32_t token) const {
  auto owner = std::lower_bound(holeOwners.begin(), holeOwners.end(), token, [](const HoleOwner &o, uint32_t t) { return o.token < t; });
  if (owner == holeOwners.end() || owner->token != token)
    return {};
  return llvm::ArrayRef(allHoles).slice(owner->firstHole, owner->holeCount);
}

void TokenList::append(const TokenList &list) {
  uint32_t offset = size();
  kinds.insert(kinds.end(), list.kinds.begin(), list.kinds.end());
  flags.insert(flags.end(), list.flags.begin(), list.flags.end());
  starts.insert(starts.end(), list.starts.begin(), list.starts.end());
  ends.insert(ends.end(), list.ends.begin(), list.ends.end());
  columns.insert(columns.end(), list.columns.begin(), list.columns.end());
  for (HoleOwner owner : list.owners) {
    owner.token += offset;
    owners.push_back(owner);
  }
}

void TokenList::truncate(uint32_t tokens, size_t ownerCount) {
  kinds.resize(tokens);
  flags.resize(tokens);
  starts.resize(tokens);
  ends.resize(tokens);
  columns.resize(tokens);
  owners.resize(ownerCount);
}

static void add(Lexer &lexer, TokenList &list, TokenKind kind, uint32_t start, uint32_t column) {
  list.kinds.push_back(kind);
  list.flags.push_back(lexer.pending);
  list.starts.push_back(start);
  list.ends.push_back(lexer.at);
  list.columns.push_back(column);
  lexer.pending = 0;
}

LexEnd lexTokens(Lexer &lexer, TokenList &list, bool inHole) {
  unsigned openBraces = 0;
  while (true) {
    if (!skipTrivia(lexer) || (inHole && (lexer.at >= lexer.limit || lexer.holeIsAbandoned))) {
      lexer.pending |= AtLineStart;
      add(lexer, list, TokenKind::EndOfFile, lexer.at, 0);
      return LexEnd::EndOfFile;
    }
    uint32_t start = lexer.at;
    if (lexer.pending & AtLineStart)
      checkIndent(lexer, start);
    char c = lexer.text[start];
    if (inHole && c == '}' && openBraces-- == 0) {
      add(lexer, list, TokenKind::EndOfFile, start, 0);
      return LexEnd::ClosingBrace;
    }
    if (inHole && c == '{')
      ++openBraces;
    uint32_t column = start - lexer.lineStart;
    uint8_t flags = lexer.pending; // a string changes them while its holes are lexed
    TokenKind kind = lexToken(lexer, list);
    lexer.pending = flags;
    add(lexer, list, kind, start, column);
  }
}

namespace {
enum class CharClass : uint8_t { Unknown, Letter, Digit, Quote, Backtick, Dot, Punctuation };

constexpr std::array<CharClass, 256> makeClasses() {
  std::array<CharClass, 256> classes{};
  for (char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"))
    classes[uint8_t(c)] = CharClass::Letter;
  for (char c : std::string_view("0123456789"))
    classes[uint8_t(c)] = CharClass::Digit;
  for (char c : std::string_view("+-*/%@&|^~<>=!:()[]{},;"))
    classes[uint8_t(c)] = CharClass::Punctuation;
  classes['"'] = classes['\''] = CharClass::Quote;
  classes['`'] = CharClass::Backtick;
  classes['.'] = CharClass::Dot;
  return classes;
}
constexpr std::array<CharClass, 256> Classes = makeClasses();

CharClass classOf(char c) { return Classes[uint8_t(c)]; }
bool continuesName(char c) { return classOf(c) == CharClass::Letter || classOf(c) == CharClass::Digit || c == '$'; }
} // namespace

static TokenKind lexStringToken(Lexer &lexer, TokenList &list) {
  LexedString string = lexString(lexer);
  if (string.holes.holeCount) {
    string.holes.token = list.size();
    list.owners.push_back(string.holes);
  }
  return string.kind;
}

static TokenKind lexToken(Lexer &lexer, TokenList &list) {
  uint32_t start = lexer.at;
  switch (classOf(lexer.text[start])) {
  case CharClass::Letter:
    if (isStringStart(lexer))
      return lexStringToken(lexer, list);
    do
      ++lexer.at;
    while (continuesName(lexer.peek()));
    return keywordOrIdentifier(lexer.text.slice(start, lexer.at));
  case CharClass::Digit: return lexNumber(lexer);
  case CharClass::Quote: return lexStringToken(lexer, list);
  case CharClass::Backtick: return lexQuoted(lexer);
  case CharClass::Dot: return classOf(lexer.peek(1)) == CharClass::Digit ? lexNumber(lexer) : lexPunctuator(lexer);
  case CharClass::Punctuation: return lexPunctuator(lexer);
  case CharClass::Unknown: return reportUnknown(lexer);
  }
  return TokenKind::Error;
}

void skipLineEnd(Lexer &lexer) {
  if (lexer.peek() == '\r' && lexer.peek(1) == '\n')
    ++lexer.at;
  ++lexer.at;
  lexer.lineStart = lexer.at;
}

/// A backslash that joins lines; otherwise it is reported and stepped over.
static void lexLineJoin(Lexer &lexer) {
  uint32_t start = lexer.at++;
  while (lexer.peek() == ' ' || lexer.peek() == '\t')
    ++lexer.at;
  if (lexer.at >= lexer.text.size() || !isLineEnd(lexer.peek())) {
    lexer.at = start + 1;
    lexer.diags.report(lexer.range(start, start + 1), messages::strayBackslash());
    return;
  }
  skipLineEnd(lexer);
  lexer.buffer.trivia.push_back({TriviaKind::LineJoin, start, lexer.at});
}

/// False at the end of the text.
static bool skipTrivia(Lexer &lexer) {
  while (lexer.at < lexer.text.size()) {
    switch (lexer.text[lexer.at]) {
    case ' ':
    case '\t':
    case '\0':
      ++lexer.at;
      lexer.pending |= SpaceBefore;
      break;
    case '\n':
    case '\r':
    case '\v':
    case '\f':
      skipLineEnd(lexer);
      lexer.pending |= AtLineStart | SpaceBefore;
      break;
    case '#': {
      uint32_t start = lexer.at;
      while (lexer.at < lexer.text.size() && !isLineEnd(lexer.text[lexer.at]))
        ++lexer.at;
      lexer.buffer.trivia.push_back({TriviaKind::Comment, start, lexer.at});
      lexer.pending |= TriviaBefore | SpaceBefore;
      break;
    }
    case '\\':
      lexLineJoin(lexer);
      lexer.pending |= SpaceBefore;
      break;
    default: return true;
    }
  }
  return false;
}

/// Leading whitespace must agree with the previous line's over the shorter of the two.
static void checkIndent(Lexer &lexer, uint32_t start) {
  llvm::StringRef indent = lexer.text.slice(lexer.lineStart, start);
  size_t common = std::min(indent.size(), lexer.indent.size());
  if (indent.take_front(common) != lexer.indent.take_front(common)) {
    uint32_t end = std::min(start + 1, uint32_t(lexer.text.size()));
    lexer.diags.report(lexer.range(start, end), messages::inconsistentIndentation());
    lexer.pending |= BadIndent;
  }
  lexer.indent = indent;
}

static TokenKind take(Lexer &lexer, unsigned bytes, TokenKind kind) {
  lexer.at += bytes;
  return kind;
}

/// An operator that may be doubled, and may be followed by `=` either way.
static TokenKind lexDoubled(Lexer &lexer, TokenKind plain, TokenKind plainEqual, TokenKind doubled, TokenKind doubledEqual) {
  if (lexer.peek(1) == lexer.peek())
    return lexer.peek(2) == '=' ? take(lexer, 3, doubledEqual) : take(lexer, 2, doubled);
  return lexer.peek(1) == '=' ? take(lexer, 2, plainEqual) : take(lexer, 1, plain);
}

static TokenKind lexWithEqual(Lexer &lexer, TokenKind plain, TokenKind withEqual) {
  return lexer.peek(1) == '=' ? take(lexer, 2, withEqual) : take(lexer, 1, plain);
}

static TokenKind lexPunctuator(Lexer &lexer) {
  using enum TokenKind;
  switch (lexer.peek()) {
  case '+': return lexWithEqual(lexer, Plus, PlusEqual);
  case '-': return lexer.peek(1) == '>' ? take(lexer, 2, Arrow) : lexWithEqual(lexer, Minus, MinusEqual);
  case '*': return lexDoubled(lexer, Star, StarEqual, StarStar, StarStarEqual);
  case '/': return lexDoubled(lexer, Slash, SlashEqual, SlashSlash, SlashSlashEqual);
  case '%': return lexWithEqual(lexer, Percent, PercentEqual);
  case '@': return lexWithEqual(lexer, At, AtEqual);
  case '&': return lexWithEqual(lexer, Ampersand, AmpersandEqual);
  case '|': return lexWithEqual(lexer, Pipe, PipeEqual);
  case '^': return lexWithEqual(lexer, Caret, CaretEqual);
  case '~': return take(lexer, 1, Tilde);
  case '<': return lexer.peek(1) == '>' ? take(lexer, 2, LessGreater) : lexDoubled(lexer, Less, LessEqual, LessLess, LessLessEqual);
  case '>': return lexDoubled(lexer, Greater, GreaterEqual, GreaterGreater, GreaterGreaterEqual);
  case '=': return lexWithEqual(lexer, Equal, EqualEqual);
  case '!': return lexer.peek(1) == '=' ? take(lexer, 2, NotEqual) : reportUnknown(lexer);
  case ':': return lexWithEqual(lexer, Colon, ColonEqual);
  case '(': return take(lexer, 1, LeftParen);
  case ')': return take(lexer, 1, RightParen);
  case '[': return take(lexer, 1, LeftBracket);
  case ']': return take(lexer, 1, RightBracket);
  case '{': return take(lexer, 1, LeftBrace);
  case '}': return take(lexer, 1, RightBrace);
  case ',': return take(lexer, 1, Comma);
  case ';': return take(lexer, 1, Semicolon);
  case '.': return lexer.peek(1) == '.' && lexer.peek(2) == '.' ? take(lexer, 3, Ellipsis) : take(lexer, 1, Dot);
  default: return reportUnknown(lexer);
  }
}

static TokenKind lexQuoted(Lexer &lexer) {
  uint32_t start = lexer.at++;
  while (lexer.at < lexer.text.size() && lexer.text[lexer.at] != '`' && !isLineEnd(lexer.text[lexer.at]))
    ++lexer.at;
  bool closed = lexer.peek() == '`';
  bool empty = lexer.at == start + 1;
  if (closed)
    ++lexer.at;
  if (closed && !empty)
    return TokenKind::Quoted;
  lexer.diags.report(lexer.range(start, start + 1), messages::badQuotedName());
  return TokenKind::Error;
}

/// One character of ASCII, or a run of bytes that are not ASCII.
static TokenKind reportUnknown(Lexer &lexer) {
  uint32_t start = lexer.at++;
  if (uint8_t(lexer.text[start]) >= 0x80)
    while (uint8_t(lexer.peek()) >= 0x80)
      ++lexer.at;
  llvm::StringRef shown = lexer.text.slice(start, lexer.at);
  bool isPrintable = uint8_t(shown[0]) >= 0x20 && shown[0] != 0x7f;
  diag::Message message =
      isPrintable ? messages::unknownCharacter(shown.take_front(32)) : messages::unknownControlCharacter(unsigned(uint8_t(shown[0])));
  diag::Builder report = lexer.diags.report(lexer.range(start, lexer.at), std::move(message));
  if (shown == "!")
    report.fix(messages::replaceSpelling("not"), lexer.range(start, lexer.at), "not ");
  return TokenKind::Error;
}

} // namespace fornax::syntax
