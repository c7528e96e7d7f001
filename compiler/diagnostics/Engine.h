#pragma once
// Collects diagnostics, counts errors, drops repetitions. It stops nothing and prints nothing.

#include "diagnostics/Diagnostic.h"
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/STLFunctionalExtras.h>

namespace fornax::diag {

/// What `report` returns: adds to the diagnostic just reported.
class Builder {
  class Engine *engine;
  size_t index;

public:
  Builder(Engine *engine, size_t index) : engine(engine), index(index) {}
  Builder &label(SourceRange range, Message message);
  Builder &note(SourceRange range, Message message);
  /// A note without a place.
  Builder &note(Message message);
  Builder &fix(Message message, SourceRange range, std::string replacement);
  Builder &fix(FixIt fixIt);
};

class Engine {
  friend class Builder;
  std::vector<Diagnostic> diagnostics;
  unsigned errors = 0;
  Diagnostic discarded; // where builders write while a report was dropped

public:
  Builder report(SourceRange range, Message message);
  Builder report(Diagnostic diagnostic);

  bool hasErrors() const { return errors != 0; }
  unsigned errorCount() const { return errors; }
  llvm::ArrayRef<Diagnostic> all() const { return diagnostics; }

  /// A point to return to: `takeSince(mark())` removes and returns what was reported in between.
  size_t mark() const { return diagnostics.size(); }
  std::vector<Diagnostic> takeSince(size_t mark);

  /// Orders by file and position (stable), and removes repetitions (same code, range and text).
  void sort();
  void clear();
};

} // namespace fornax::diag
