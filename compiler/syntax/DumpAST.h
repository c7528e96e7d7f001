#pragma once
// The tree as text, one node a line, for tests and debuggers.

#include "syntax/Parser.h"
#include "syntax/TokenBuffer.h"
#include <llvm/Support/raw_ostream.h>

namespace fornax::syntax {

enum class DumpRanges : uint8_t { Hidden, Shown };

/// A node and everything below it.
void dump(const ast::Node &node, llvm::raw_ostream &out, DumpRanges ranges = DumpRanges::Hidden);
/// The module with every body. Bodies not parsed yet are parsed; what is wrong in them is not reported.
void dumpModule(ParsedModule &module, llvm::raw_ostream &out, DumpRanges ranges = DumpRanges::Hidden);
/// The tokens, one a line: position, kind, flags, text; holes below their t-string.
void dumpTokens(const TokenBuffer &tokens, const Sources &sources, llvm::raw_ostream &out);

} // namespace fornax::syntax
