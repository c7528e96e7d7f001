#pragma once
// Diagnostics for tools: one JSON object per line.
//
// {"code", "severity", "message", "file", "range": {"start": {"line", "column", "offset"}, "end": {…}},
//  "labels": [{"message", "file", "range"}], "notes": […], "fixes": [{"message", "edits": [{"file", "range", "replacement"}]}]}
// Lines and columns are one-based, columns count characters, offsets are bytes.

#include "basic/Sources.h"
#include "diagnostics/Diagnostic.h"
#include <llvm/Support/raw_ostream.h>

namespace fornax::diag {

void renderJson(const Diagnostic &diagnostic, const Sources &sources, llvm::raw_ostream &out);

} // namespace fornax::diag
