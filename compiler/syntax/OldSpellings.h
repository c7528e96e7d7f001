#pragma once
// The table of OldSpellings.def.

#include "syntax/ParserState.h"

namespace fornax::syntax {

enum class OldPlace : uint8_t { Keyword, Convention, Effect, Decorator };

struct OldSpelling {
  OldPlace where;
  llvm::StringRef text, replacement; // empty: it goes away
  diag::Severity severity;
};

/// The old spelling `word` is in that position, or null.
const OldSpelling *findOldSpelling(OldPlace where, llvm::StringRef word);
inline const OldSpelling *findOldConvention(llvm::StringRef word) { return findOldSpelling(OldPlace::Convention, word); }
inline const OldSpelling *findOldEffect(llvm::StringRef word) { return findOldSpelling(OldPlace::Effect, word); }

/// Reports it at `range` with the edit.
void reportOldSpelling(Parser &p, const OldSpelling &old, SourceRange range);

/// What an old convention means now.
ast::Convention convention(const OldSpelling &old);
ast::CaptureKind captureKind(const OldSpelling &old);

} // namespace fornax::syntax
