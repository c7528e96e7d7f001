#pragma once
#include "diagnostics/Define.h"

namespace fornax::comptime::messages {
#define ERROR(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Error, TEXT, PARAMETERS)
#define WARNING(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Warning, TEXT, PARAMETERS)
#define NOTE(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Note, TEXT, PARAMETERS)
#include "comptime/Diagnostics.def"
#undef ERROR
#undef WARNING
#undef NOTE
} // namespace fornax::comptime::messages
