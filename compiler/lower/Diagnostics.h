#pragma once
// The messages of this folder as typed functions.

#include "diagnostics/Define.h"

namespace fornax::lower::messages {
#define ERROR(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Error, TEXT, PARAMETERS)
#define WARNING(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Warning, TEXT, PARAMETERS)
#define NOTE(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Note, TEXT, PARAMETERS)
#include "lower/Diagnostics.def"
#undef ERROR
#undef WARNING
#undef NOTE
} // namespace fornax::lower::messages
