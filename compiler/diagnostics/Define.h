#pragma once
// Turns a Diagnostics.def into typed functions. In a phase's Diagnostics.h:
//
//   #include "diagnostics/Define.h"
//   namespace fornax::syntax::messages {
//   #define ERROR(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Error, TEXT, PARAMETERS)
//   #define WARNING(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Warning, TEXT, PARAMETERS)
//   #define NOTE(NAME, TEXT, PARAMETERS) DEFINE_DIAGNOSTIC(NAME, Note, TEXT, PARAMETERS)
//   #include "syntax/Diagnostics.def"
//   #undef ERROR …
//   }
//
// and at a reporting site: diags.report(range, messages::cannotConvert(from, to)).

#include "diagnostics/Diagnostic.h"

namespace fornax::diag {

template <class Signature> struct TypedDefinition;
template <class... Args> struct TypedDefinition<void(Args...)> : Definition {
  constexpr TypedDefinition(const char *name, Severity severity, const char *format) : Definition{name, severity, format} {}
  Message operator()(Args... args) const {
    Message message;
    message.definition = this;
    (message.arguments.push_back(formatArgument(args)), ...);
    return message;
  }
};

} // namespace fornax::diag

#define DEFINE_DIAGNOSTIC(NAME, SEVERITY, TEXT, PARAMETERS)                                                                                          \
  inline constexpr ::fornax::diag::TypedDefinition<void PARAMETERS> NAME{#NAME, ::fornax::diag::Severity::SEVERITY, TEXT};
