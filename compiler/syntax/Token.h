#pragma once
// One token: what it is, where it stands. Tokens live in a TokenBuffer; this is a view of one.

#include "basic/SourceRange.h"
#include <cstdint>
#include <llvm/ADT/StringRef.h>
#include <string>

namespace fornax::syntax {

enum class TokenKind : uint8_t {
#define TOKEN(NAME) NAME,
#include "syntax/Tokens.def"
};

/// The fixed text of a punctuator or keyword; empty for the others.
llvm::StringRef fixedText(TokenKind kind);

/// The enumerator's name, for dumps.
llvm::StringRef toString(TokenKind kind);

/// The keyword spelled so, or Identifier.
TokenKind keywordOrIdentifier(llvm::StringRef text);

inline bool isKeyword(TokenKind kind) { return kind >= TokenKind::Def; }
inline bool isMagic(TokenKind kind) { return kind >= TokenKind::OriginOf && kind <= TokenKind::GeneratorType; }
inline bool isReserved(TokenKind kind) { return kind >= TokenKind::Fn; }
inline bool isName(TokenKind kind) { return kind == TokenKind::Identifier || kind == TokenKind::Quoted; }

/// A token as it is named in a message: its text in backticks, or what it is.
struct Found {
  TokenKind kind;
  llvm::StringRef text;
};
std::string formatArgument(Found found);
std::string formatArgument(TokenKind kind);

/// A bit set in TokenBuffer::flags.
enum TokenFlag : uint8_t {
  AtLineStart = 1,  // first on its line, and no backslash joined that line to the one before
  SpaceBefore = 2,  // whitespace, a comment or a line break stands before it
  TriviaBefore = 4, // a comment stands before it (on its line or above)
  BadIndent = 8,    // its line's leading whitespace has been reported
};

} // namespace fornax::syntax
