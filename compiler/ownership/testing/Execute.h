#pragma once
// Runs a program with the destructor calls that the pass decided on, and checks it by brute force: what memory holds at each step, and
// forward searches of the control flow for later uses. It knows neither cells nor liveness, and shares only the program with the pass.

#include "ownership/testing/Program.h"
#include <functional>
#include <unordered_map>

namespace fornax::ownership::testing {

/// Questions about all paths from a point. Answers are kept: a program is run many times.
class Search {
public:
  explicit Search(const Program &program) : program(program) {}
  /// Is `path` used later, not passing an overwrite of it?
  bool usedLater(const BasicBlock &block, unsigned index, const Path &path);
  /// Can control reach a call of a `Never` function, not passing an overwrite?
  bool reachesNever(const BasicBlock &block, unsigned index, const Path &path);
  /// No exit and no cycle from here.
  bool onlyNever(const BasicBlock &block);

private:
  using Key = std::tuple<bool, unsigned, unsigned, Path>;
  const Program &program;
  std::map<Key, bool> answers;
  std::map<unsigned, bool> never;

  bool touches(const Op &op, const Path &path) const;
  bool walk(const BasicBlock &block, unsigned index, const Path &path, llvm::function_ref<bool(const Op &)> goal) const;
  bool onlyNever(const BasicBlock &block, std::set<unsigned> &path);
};

enum class End { Return, Raise, Never, StillRunning };
using Choose = std::function<unsigned(unsigned)>;

struct Run {
  End end = End::StillRunning;
  std::string fault; // empty: none
  std::vector<std::string> log;
};

/// With insertions: the rewritten program must be free of faults. Without: the program as written, to find a path that goes wrong.
Run execute(const Program &program, const Insertions *insertions, const Choose &choose, Search &search, unsigned limit = 400);

} // namespace fornax::ownership::testing
