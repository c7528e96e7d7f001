#pragma once
// A function as the analyses see it: reachable blocks with the effects of their operations, and the solutions of the two dataflow problems.

#include "ownership/Effects.h"

namespace fornax::ownership {

struct FlowBlock {
  mlir::Block *block = nullptr;
  std::vector<mlir::Operation *> ops; // the terminator is the last one
  std::vector<Effect> effects;        // by operation
  llvm::SmallVector<unsigned, 2> successors;
  llvm::SmallVector<unsigned, 2> predecessors;

  unsigned size() const { return unsigned(ops.size()); }
  mlir::Operation *terminator() const { return ops.back(); }
  const Effect &last() const { return effects.back(); }
  /// What the terminator initialises on an edge.
  CellRange edgeInit(unsigned edge) const { return edge < 2 ? last().edgeInit[edge] : CellRange(); }
};

/// What is known of each cell at one point: it may be initialised, it may be uninitialised, it may have been moved out and not stored since.
struct State {
  Cells init, uninit, moved;
  Cells definite() const { return init - uninit; }
  bool absorb(const State &other);
};

/// Where something happens: after operation `at` of a block, on edge `at` of its terminator, or at the function's entry.
struct Point {
  enum Kind : uint8_t { Entry, After, Edge } kind = Entry;
  unsigned block = 0, at = 0;
  friend bool operator==(Point, Point) = default;
};

struct Flow {
  fx::FuncOp func;
  Places places;
  Effects effects;
  std::vector<FlowBlock> blocks;           // reachable, in reverse postorder
  Cells raw;                               // raw storage: initialised always
  Cells owned;                             // cells that this function may have to destroy
  llvm::SmallVector<NodeId, 1> unfinished; // an initialiser's `self`: an object as soon as all its fields are there
  Cells selves;                            // object cells of an initialiser's `self` and of `deinit` roots: derived, or for checks only

  // Forward (Initialized.cpp).
  std::vector<State> in;                    // by block
  std::vector<std::vector<Cells>> definite; // by block: before each operation, and after the last one
  std::vector<llvm::SmallVector<Cells, 2>> definiteOnEdge;

  // Blocks from where only `Never` is reached, and what will still be there then (Death.cpp).
  std::vector<bool> doomed;
  std::vector<Cells> ghostIn;
  std::vector<std::vector<Cells>> ghostAfter; // empty for blocks that are not doomed

  // Backward (Death.cpp).
  std::vector<Cells> liveIn;

  explicit Flow(fx::FuncOp func);
  Cells none() const { return Cells(places.cellCount()); }

  /// The state after an operation, and what an edge adds. An initialiser's `self` is an object as soon as all its fields are there.
  void step(const Effect &effect, State &state) const;
  void born(CellRange cells, State &state) const;
  void complete(Cells &init, Cells &uninit) const;
  const Cells &ghostAt(Point point) const;
  bool isDoomed(Point point) const;

private:
  Cells nothing;
};

/// Solves the forward problem.
void solveInitialized(Flow &flow);

} // namespace fornax::ownership
