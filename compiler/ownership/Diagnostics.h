#pragma once
// The messages of ownership.

#include "diagnostics/Define.h"

namespace fornax::ownership::messages {
#define ERROR(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Error, TEXT, PARAMETERS)
#define WARNING(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Warning, TEXT, PARAMETERS)
#define NOTE(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Note, TEXT, PARAMETERS)
#include "ownership/Diagnostics.def"
#undef ERROR
#undef WARNING
#undef NOTE
} // namespace fornax::ownership::messages
