#pragma once
// The messages of this folder as typed functions.

#include "diagnostics/Define.h"

namespace fornax::targets::messages {
#define ERROR(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Error, TEXT, PARAMETERS)
#define WARNING(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Warning, TEXT, PARAMETERS)
#define NOTE(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Note, TEXT, PARAMETERS)
#include "targets/Diagnostics.def"
#undef ERROR
#undef WARNING
#undef NOTE
} // namespace fornax::targets::messages
