#pragma once
// Diagnostics for people: a header line, an excerpt with the ranges underlined, notes and suggested edits.

#include "basic/Sources.h"
#include "diagnostics/Diagnostic.h"
#include <llvm/Support/raw_ostream.h>

namespace fornax::diag {

struct TextStyle {
  bool colour = false;
  unsigned width = 120; // excerpts are clipped round the range to this many columns
};

void renderText(const Diagnostic &diagnostic, const Sources &sources, TextStyle style, llvm::raw_ostream &out);

} // namespace fornax::diag
