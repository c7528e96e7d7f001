#pragma once
// Text to tokens, the whole file in one pass.

#include "basic/Sources.h"
#include "diagnostics/Engine.h"
#include "syntax/TokenBuffer.h"

namespace fornax::syntax {

/// Never fails: what is no token becomes an Error token with its diagnostic. The buffer refers to the text in `sources`.
TokenBuffer lex(const Sources &sources, FileId file, diag::Engine &diags);

} // namespace fornax::syntax
