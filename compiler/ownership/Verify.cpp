// Proves the rewritten function again, forward and without liveness: what is used is there, what is overwritten is not, nothing is left at an
// exit. Shares only places and effects with the pass; runs while origins are still in the function.

#include "ownership/Rewrite.h"

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

namespace {
struct Verifier {
  Flow flow;
  std::optional<NodeId> wrong;

  explicit Verifier(FuncOp func) : flow(func) {
    solveInitialized(flow);
    findDoomed(flow);
  }
  void fail(Cell cell) {
    if (!wrong)
      wrong = flow.places.cells[cell].node;
  }
  bool mustDie(Cell cell) const;
  void checkUses(const Effect &effect, const State &state);
  void checkOverwritten(const Ranges &ranges, const State &state);
  void checkExit(Operation *op, const State &state);
  void run();
};
} // namespace

/// Does the cell have something to destroy? An object of a `deinit` argument or an unfinished `self` is not destroyed as one.
bool Verifier::mustDie(Cell cell) const {
  const CellInfo &info = flow.places.cells[cell];
  if (info.isTrivial || flow.raw[cell] || (info.isObject && flow.selves[cell]))
    return false;
  return !info.isObject || !lifecycleOf(flow.places.nodes[info.node].type).trivialDestroy;
}

void Verifier::checkUses(const Effect &effect, const State &state) {
  for (const Ranges *list : {&effect.use, &effect.held, &effect.consume})
    for (CellRange range : *list)
      for (Cell cell = range.begin; cell != range.end; ++cell)
        if (state.uninit[cell] && !flow.places.cells[cell].isTrivial)
          fail(cell);
}

void Verifier::checkOverwritten(const Ranges &ranges, const State &state) {
  for (CellRange range : ranges)
    for (Cell cell = range.begin; cell != range.end; ++cell)
      if (state.init[cell] && mustDie(cell))
        fail(cell);
}

/// What is left where the function ends belongs to the caller, or leaks.
void Verifier::checkExit(Operation *op, const State &state) {
  for (Cell cell = 0; cell != flow.places.cellCount(); ++cell) {
    RootKind kind = flow.places.kindOf(flow.places.cells[cell].node);
    bool isResult = kind == RootKind::Result || kind == RootKind::OutSelf;
    bool callers = kind == RootKind::Mut || (isa<ReturnOp>(op) ? isResult : kind == RootKind::Error);
    if (!callers && state.init[cell] && mustDie(cell))
      fail(cell);
  }
}

void Verifier::run() {
  for (unsigned b = 0; b != flow.blocks.size(); ++b) {
    const FlowBlock &block = flow.blocks[b];
    State state = flow.in[b];
    for (unsigned i = 0; i != block.size(); ++i) {
      const Effect &effect = block.effects[i];
      checkUses(effect, state);
      State before = state;
      for (CellRange range : effect.consume)
        before.init.reset(range);
      if (!flow.doomed[b]) {
        checkOverwritten(effect.init, before);
        checkOverwritten(effect.kill, before);
      }
      if (isa<ReturnOp, RaiseOp>(block.ops[i]))
        checkExit(block.ops[i], state);
      flow.step(effect, state);
    }
    for (unsigned e = 0; e != block.successors.size() && !flow.doomed[b]; ++e)
      checkOverwritten({block.edgeInit(e)}, state);
  }
}

std::optional<std::string> findInconsistency(FuncOp func) {
  Verifier verifier(func);
  verifier.run();
  return verifier.wrong ? std::optional(verifier.flow.places.spell(*verifier.wrong)) : std::nullopt;
}

} // namespace fornax::ownership
