#include "syntax/Token.h"
#include <algorithm>
#include <array>

namespace fornax::syntax {

llvm::StringRef fixedText(TokenKind kind) {
  switch (kind) {
#define TOKEN(NAME)                                                                                                                                  \
  case TokenKind::NAME: return "";
#define PUNCTUATOR(NAME, TEXT)                                                                                                                       \
  case TokenKind::NAME: return TEXT;
#define KEYWORD(NAME, TEXT)                                                                                                                          \
  case TokenKind::NAME: return TEXT;
#include "syntax/Tokens.def"
  }
  return "";
}

llvm::StringRef toString(TokenKind kind) {
  switch (kind) {
#define TOKEN(NAME)                                                                                                                                  \
  case TokenKind::NAME: return #NAME;
#include "syntax/Tokens.def"
  }
  return "";
}

std::string formatArgument(Found found) {
  if (found.kind == TokenKind::EndOfStatement)
    return "the end of the line";
  if (found.kind == TokenKind::EndOfFile)
    return "the end of the text";
  // Long tokens are strings; their first line says enough.
  llvm::StringRef line = found.text.take_until([](char c) { return c == '\n' || c == '\r'; });
  if (line.size() <= 40 && line.size() == found.text.size())
    return "`" + line.str() + "`";
  size_t length = std::min<size_t>(line.size(), 36);
  while (length > 0 && length < line.size() && (uint8_t(line[length]) & 0xc0) == 0x80)
    --length;
  return "`" + line.take_front(length).str() + "…`";
}

std::string formatArgument(TokenKind kind) {
  if (kind == TokenKind::Identifier)
    return "a name";
  if (kind == TokenKind::String)
    return "a string";
  return "`" + fixedText(kind).str() + "`";
}

// A hash table made at compile time: names are most of a program's tokens, and most of them are no keywords.
namespace {
struct KeywordTable {
  static constexpr unsigned Size = 256;
  struct Entry {
    std::string_view text;
    TokenKind kind = TokenKind::Identifier;
  };
  std::array<Entry, Size> entries{};

  static constexpr unsigned slotOf(std::string_view text) {
    unsigned first = uint8_t(text[0]), second = uint8_t(text[1]), last = uint8_t(text.back());
    return (first * 7 + second * 31 + last * 13 + unsigned(text.size()) * 3) % Size;
  }
  constexpr void add(std::string_view text, TokenKind kind) {
    unsigned slot = slotOf(text);
    while (!entries[slot].text.empty())
      slot = (slot + 1) % Size;
    entries[slot] = {text, kind};
  }
  constexpr KeywordTable() {
#define TOKEN(NAME)
#define KEYWORD(NAME, TEXT) add(TEXT, TokenKind::NAME);
#include "syntax/Tokens.def"
  }
};
constexpr KeywordTable Keywords;
} // namespace

TokenKind keywordOrIdentifier(llvm::StringRef text) {
  if (text.size() < 2)
    return TokenKind::Identifier;
  std::string_view key(text.data(), text.size());
  for (unsigned slot = KeywordTable::slotOf(key); !Keywords.entries[slot].text.empty(); slot = (slot + 1) % KeywordTable::Size)
    if (Keywords.entries[slot].text == key)
      return Keywords.entries[slot].kind;
  return TokenKind::Identifier;
}

} // namespace fornax::syntax
