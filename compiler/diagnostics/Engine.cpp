#include "diagnostics/Engine.h"
#include <algorithm>
#include <llvm/ADT/STLExtras.h>
#include <tuple>

namespace fornax::diag {

std::string Message::text() const {
  std::string result;
  llvm::StringRef format = definition->format;
  while (!format.empty()) {
    auto [before, rest] = format.split('{');
    result += before;
    if (before.size() == format.size())
      break;
    auto [number, after] = rest.split('}');
    unsigned index = 0;
    if (number.getAsInteger(10, index) || index >= arguments.size()) {
      result += '{'; // a brace that is text
      format = rest;
      continue;
    }
    result += arguments[index];
    format = after;
  }
  return result;
}

static constexpr size_t Discarded = ~size_t(0);

static Diagnostic &target(Diagnostic &discarded, std::vector<Diagnostic> &all, size_t index) {
  return index == Discarded || index >= all.size() ? discarded : all[index];
}

Builder &Builder::label(SourceRange range, Message message) {
  target(engine->discarded, engine->diagnostics, index).labels.push_back({range, std::move(message)});
  return *this;
}
Builder &Builder::note(SourceRange range, Message message) {
  target(engine->discarded, engine->diagnostics, index).notes.push_back({range, std::move(message)});
  return *this;
}
Builder &Builder::note(Message message) { return note(SourceRange(), std::move(message)); }
Builder &Builder::fix(Message message, SourceRange range, std::string replacement) {
  return fix(FixIt{std::move(message), {Edit{range, std::move(replacement)}}});
}
Builder &Builder::fix(FixIt fixIt) {
  target(engine->discarded, engine->diagnostics, index).fixes.push_back(std::move(fixIt));
  return *this;
}

Builder Engine::report(SourceRange range, Message message) {
  Diagnostic diagnostic;
  diagnostic.range = range;
  diagnostic.message = std::move(message);
  return report(std::move(diagnostic));
}

Builder Engine::report(Diagnostic diagnostic) {
  if (diagnostic.severity() == Severity::Error)
    ++errors;
  diagnostics.push_back(std::move(diagnostic));
  return Builder(this, diagnostics.size() - 1);
}

std::vector<Diagnostic> Engine::takeSince(size_t mark) {
  std::vector<Diagnostic> taken(std::make_move_iterator(diagnostics.begin() + mark), std::make_move_iterator(diagnostics.end()));
  diagnostics.resize(mark);
  errors -= unsigned(llvm::count_if(taken, [](const Diagnostic &d) { return d.severity() == Severity::Error; }));
  return taken;
}

void Engine::sort() {
  auto key = [](const Diagnostic &d) { return std::make_tuple(d.range.file.value, d.range.begin); };
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic &a, const Diagnostic &b) { return key(a) < key(b); });
  auto same = [](const Diagnostic &a, const Diagnostic &b) {
    return a.range == b.range && a.code() == b.code() && a.message.arguments == b.message.arguments;
  };
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
  errors = unsigned(llvm::count_if(diagnostics, [](const Diagnostic &d) { return d.severity() == Severity::Error; }));
}

void Engine::clear() {
  diagnostics.clear();
  errors = 0;
}

} // namespace fornax::diag
