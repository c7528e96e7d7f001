#pragma once
// The lexer's state, shared by its source files; nobody else includes this.

#include "diagnostics/Engine.h"
#include "syntax/TokenBuffer.h"

namespace fornax::syntax {

/// A list of tokens in the making: that of the file, or that of one hole.
struct TokenList {
  std::vector<TokenKind> kinds;
  std::vector<uint8_t> flags;
  std::vector<uint32_t> starts, ends, columns;

  std::vector<HoleOwner> owners; // indices into this list

  uint32_t size() const { return uint32_t(kinds.size()); }
  void append(const TokenList &list);
  void truncate(uint32_t tokens, size_t ownerCount);
};

struct Lexer {
  TokenBuffer &buffer;
  diag::Engine &diags;
  llvm::StringRef text;
  uint32_t at = 0;               // the next byte
  uint32_t lineStart = 0;        // of the line `at` is on
  llvm::StringRef indent = {};   // leading whitespace of the last line that had a token
  uint8_t pending = AtLineStart; // flags of the next token
  unsigned stringDepth = 0;      // t-strings round the current hole

  TokenList file = {};
  TokenList nested = {};             // tokens of closed holes; their final indices begin after the file's
  std::vector<TokenHole> holes = {}; // with indices into `nested`
  /// A hole has run to the end of the file unclosed: from now on holes must close on their line, so that a file full of
  /// broken holes stays linear.
  bool holesEndAtLine = false;
  /// An inner hole is not closed, so the ones round it are given up as well: trying each of them anew would take exponential time.
  bool holeIsAbandoned = false;
  uint32_t brokenLineEnd = 0; // of the last line with an unclosed hole
  unsigned brokenHoles = 0;   // how many that line had
  uint32_t limit = 0;         // no token of a hole begins at or behind it

  char peek(uint32_t ahead = 0) const { return at + ahead < text.size() ? text[at + ahead] : '\0'; }
  SourceRange range(uint32_t begin, uint32_t end) const { return {buffer.file, begin, end}; }
};

inline bool isLineEnd(char c) { return c == '\n' || c == '\r' || c == '\v' || c == '\f'; }
/// Steps over a line end, CR LF being one.
void skipLineEnd(Lexer &lexer);

/// Reports the first byte that is no part of a UTF-8 character (Encoding.cpp).
void checkEncoding(Lexer &lexer);

enum class LexEnd : uint8_t { EndOfFile, ClosingBrace };
/// Appends tokens to `list` up to the end of the file or (in a hole) the `}` that closes it, which is not consumed.
LexEnd lexTokens(Lexer &lexer, TokenList &list, bool inHole);

/// Whether a string literal, with its prefix, begins here.
bool isStringStart(const Lexer &lexer);
struct LexedString {
  TokenKind kind = TokenKind::String;
  HoleOwner holes; // `token` is for the caller to fill in
};
LexedString lexString(Lexer &lexer);
TokenKind lexNumber(Lexer &lexer);

} // namespace fornax::syntax
