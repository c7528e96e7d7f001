#pragma once
// Where values die: liveness, the death points of split objects, and the plan of destructor calls that follows.

#include "ownership/Flow.h"

namespace fornax::ownership {

/// What the analyses found wrong. Diagnose.cpp finds the words and the notes.
enum class ProblemKind : uint8_t {
  Uninitialized,  // a use in U
  FieldUsedLater, // a store to a field of a moved object
  PartiallyMoved, // dies while a part of it is missing
  SplitWhole,     // whole on one path, loose fields on another
  Abandoned,      // not destructible, and nothing consumes it
  AbandonedByAssignment,
  DestructorUses, // a destructor looks at something moved already
  Internal,       // the plan contradicts the analyses: a bug here
};

struct Problem {
  ProblemKind kind;
  NodeId node;                   // what it is about
  mlir::Operation *op = nullptr; // null: at the function's entry
  Point point;
  NodeId other; // what a destructor accesses
};

using Problems = std::vector<Problem>;

/// Destructor calls at one point, in order.
using DestroyList = llvm::SmallVector<NodeId, 2>;

struct BlockPlan {
  std::vector<DestroyList> before, after; // by operation
  llvm::SmallVector<DestroyList, 2> onEdge;
};

struct Plan {
  DestroyList entry;
  std::vector<BlockPlan> blocks;               // as Flow::blocks
  std::vector<mlir::Operation *> moves, drops; // copies that become moves, or nothing
};

/// Uses in U and stores to fields of moved objects. Nothing else is looked at if there are any.
void checkInitialized(const Flow &flow, Problems &problems);
/// Fills in Flow::doomed and the ghosts.
void findDoomed(Flow &flow);

/// Marks put on liveness: the death of a split object is a use of each of its cells.
class Deaths {
public:
  explicit Deaths(Flow &flow);
  /// Finds the death points of split objects, outermost first, and the final liveness.
  void find(Problems &problems);
  /// What is live after each operation of a block.
  std::vector<Cells> liveAfter(unsigned block) const;
  /// Does this split path die as a whole at this point?
  bool diesAt(NodeId node, Point point) const;

private:
  Flow &flow;
  llvm::DenseMap<uint64_t, Cells> pseudo; // by point
  llvm::DenseMap<uint64_t, llvm::SmallVector<NodeId, 2>> deathsByPoint;

  void solve();
  Cells scan(unsigned block, std::vector<Cells> *after) const;
  const Cells *pseudoAt(Point point) const;
  void findAt(llvm::ArrayRef<NodeId> nodes, unsigned block, Problems &problems, std::vector<std::pair<NodeId, Point>> &found);
  void check(NodeId node, Point point, bool liveBefore, const Cells &after, const Cells &definite, mlir::Operation *op, Problems &problems,
             std::vector<std::pair<NodeId, Point>> &found);
};

/// Decides every destructor call and what becomes of implicit copies.
Plan makePlan(const Flow &flow, const Deaths &deaths, Problems &problems);

} // namespace fornax::ownership
