// Definite initialisation: every use is of something initialised on all paths; no field is stored into an object that was moved away.

#include "ownership/Death.h"

using namespace mlir;

namespace fornax::ownership {

/// The cells of some ranges that may be uninitialised, in ascending order.
static void missing(const State &state, ArrayRef<const Ranges *> lists, const Flow &flow, Cells &result) {
  result = flow.none();
  for (const Ranges *list : lists)
    for (CellRange range : *list)
      result.set(range);
  result &= state.uninit;
}

static void checkFieldStore(const Flow &flow, const State &state, NodeId target, Operation *op, Point point, Problems &problems) {
  if (!target)
    return;
  SmallVector<NodeId, 4> above;
  for (NodeId node = flow.places.nodes[target].parent; node; node = flow.places.nodes[node].parent)
    above.push_back(node);
  for (NodeId node : llvm::reverse(above))
    if (state.moved[flow.places.objectOf(node)])
      problems.push_back({ProblemKind::FieldUsedLater, node, op, point, {}});
}

void checkInitialized(const Flow &flow, Problems &problems) {
  Cells wrong = flow.none();
  for (unsigned b = 0; b != flow.blocks.size(); ++b) {
    const FlowBlock &block = flow.blocks[b];
    State state = flow.in[b];
    for (unsigned i = 0; i != block.size(); ++i) {
      const Effect &effect = block.effects[i];
      Point point{Point::After, b, i};
      missing(state, {&effect.use, &effect.held, &effect.consume}, flow, wrong);
      wrong.each([&](Cell cell) { problems.push_back({ProblemKind::Uninitialized, flow.places.cells[cell].node, block.ops[i], point, {}}); });
      checkFieldStore(flow, state, effect.initPath, block.ops[i], point, problems);
      checkFieldStore(flow, state, effect.intoPath, block.ops[i], point, problems);
      flow.step(effect, state);
    }
  }
}

} // namespace fornax::ownership
