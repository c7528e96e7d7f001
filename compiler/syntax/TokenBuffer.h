#pragma once
// All tokens and trivia of a file, in parallel arrays. No tokens for line ends or indentation: a token knows whether it begins a line and its
// column, and the parser compares columns.

#include "syntax/Token.h"
#include <llvm/ADT/ArrayRef.h>
#include <vector>

namespace fornax::syntax {

/// Tokens [begin, end) of one hole of a t-string, without braces; tokens[end] is an EndOfFile at the closing brace.
struct TokenHole {
  uint32_t begin = 0, end = 0;
  uint32_t openOffset = 0, closeOffset = 0; // the braces, in bytes
};

/// A t-string that has holes.
struct HoleOwner {
  uint32_t token = 0, firstHole = 0, holeCount = 0;
};

enum class TriviaKind : uint8_t { Comment, LineJoin };

/// What the parser does not see and the formatter needs. Blank space is what lies between.
struct Trivia {
  TriviaKind kind;
  uint32_t begin = 0, end = 0;
};

struct TokenBuffer {
  FileId file;
  llvm::StringRef text;

  // One entry per token: those of the file up to the first EndOfFile, then those of t-string holes, each hole closed by an EndOfFile.
  std::vector<TokenKind> kinds;
  std::vector<uint8_t> flags;
  std::vector<uint32_t> starts, ends;
  std::vector<uint32_t> columns; // zero-based, in characters; meaningful at line starts
  uint32_t fileTokens = 0;       // how many belong to the file itself, its EndOfFile included

  std::vector<TokenHole> allHoles;
  std::vector<HoleOwner> holeOwners; // ordered by token
  std::vector<Trivia> trivia;        // ordered by offset

  uint32_t size() const { return uint32_t(kinds.size()); }
  bool isAtLineStart(uint32_t token) const { return flags[token] & AtLineStart; }
  SourceRange range(uint32_t token) const { return {file, starts[token], ends[token]}; }
  llvm::StringRef spelling(uint32_t token) const { return text.slice(starts[token], ends[token]); }
  /// The holes of a t-string, in order.
  llvm::ArrayRef<TokenHole> holes(uint32_t token) const;
};

} // namespace fornax::syntax
