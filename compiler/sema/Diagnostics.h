#pragma once
// Typed messages of sema/Diagnostics.def: messages::cannotConvert(from, to) and so on.

#include "diagnostics/Define.h"
#include "sema/entities/Ids.h"

namespace fornax::sema {
/// A type or term already printed by terms/Print for a message (printing needs the context).
struct TypeText {
  std::string text;
};
inline std::string formatArgument(const TypeText &t) { return "`" + t.text + "`"; }
} // namespace fornax::sema

namespace fornax::sema::messages {
#define ERROR(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Error, TEXT, PARAMETERS)
#define WARNING(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Warning, TEXT, PARAMETERS)
#define NOTE(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Note, TEXT, PARAMETERS)
#include "sema/Diagnostics.def"
#undef ERROR
#undef WARNING
#undef NOTE
} // namespace fornax::sema::messages
