#pragma once
// A diagnostic as data. Text comes only from the phases' Diagnostics.def files (see Define.h).

#include "basic/Name.h"
#include "basic/SourceRange.h"
#include <fmt/format.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringRef.h>
#include <string>
#include <vector>

namespace fornax::diag {

enum class Severity : uint8_t { Note, Warning, Error };

/// One line of a Diagnostics.def. `name` is the stable code.
struct Definition {
  const char *name;
  Severity severity;
  const char *format; // {0}, {1}, … are the arguments
};

/// A definition with its arguments filled in.
struct Message {
  const Definition *definition = nullptr;
  llvm::SmallVector<std::string, 2> arguments;
  std::string text() const;
};

struct Label {
  SourceRange range;
  Message message;
};

struct Edit {
  SourceRange range; // empty: an insertion
  std::string replacement;
};

/// Edits that belong together, applied all or none.
struct FixIt {
  Message message; // what the edits do, as an order: "insert `^` to move"
  std::vector<Edit> edits;
};

struct Diagnostic {
  SourceRange range;
  Message message;
  std::vector<Label> labels; // further ranges, shown in the same excerpt where possible
  std::vector<Label> notes;  // shown below, each with its own excerpt; an invalid range shows text only
  std::vector<FixIt> fixes;

  Severity severity() const { return message.definition->severity; }
  llvm::StringRef code() const { return message.definition->name; }
};

// How values of the compiler become arguments of a message. Other types are added by overloads found through their namespace.
inline std::string formatArgument(llvm::StringRef text) { return text.str(); }
inline std::string formatArgument(const char *text) { return text; }
inline std::string formatArgument(const std::string &text) { return text; }
inline std::string formatArgument(Name name) { return name.str().str(); }
inline std::string formatArgument(int value) { return fmt::format("{}", value); }
inline std::string formatArgument(unsigned value) { return fmt::format("{}", value); }
inline std::string formatArgument(int64_t value) { return fmt::format("{}", value); }
inline std::string formatArgument(uint64_t value) { return fmt::format("{}", value); }

} // namespace fornax::diag
