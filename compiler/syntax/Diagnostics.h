#pragma once
// The messages of this folder as typed functions.

#include "diagnostics/Define.h"
#include "syntax/Token.h"

namespace fornax::syntax::messages {

#define ERROR(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Error, TEXT, PARAMETERS)
#define WARNING(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Warning, TEXT, PARAMETERS)
#define NOTE(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Note, TEXT, PARAMETERS)
#include "syntax/Diagnostics.def"
#undef ERROR
#undef WARNING
#undef NOTE

} // namespace fornax::syntax::messages
