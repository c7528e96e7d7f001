#pragma once
// Worked timelines: a program, and what it prints on each path.

#include "ownership/testing/Execute.h"

namespace fornax::ownership::testing {

/// A program with short spellings for tests.
class Timeline : public Program {
public:
  /// A variable, initialised by a call of its own name.
  Path local(std::string name, const TypeSpec &type = types.L);
  void use(std::string name, std::vector<Path> paths);
  void sink(std::string name, Path path);
  std::pair<BasicBlock *, BasicBlock *> split();
  /// A raising call; goes on where it succeeds and returns the error block.
  BasicBlock *may(std::string name, std::vector<Path> paths = {}, std::optional<Path> dst = {}, std::optional<Path> into = {});
  Timeline &at(BasicBlock *block);
};

/// `want`: "choices | log -> end" for each path (0 and 1 are the successors taken, then always 0), or one word for the problem.
struct TimelineCase {
  const char *title;
  std::vector<const char *> want;
  void (*build)(Timeline &);
};
void checkTimelines(const std::vector<TimelineCase> &cases);

} // namespace fornax::ownership::testing
