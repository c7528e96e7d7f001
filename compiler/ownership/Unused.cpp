// Warns of stores whose value nothing reads. A variable that is never read at all is the checker's business.

#include "ir/Locations.h"
#include "ownership/Diagnose.h"
#include "ownership/Diagnostics.h"

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

/// The variables that some operation reads, directly or through what holds them.
static llvm::DenseSet<RootId> readRoots(const Flow &flow) {
  llvm::DenseSet<RootId> read;
  for (const FlowBlock &block : flow.blocks)
    for (const Effect &effect : block.effects)
      for (const Ranges *list : {&effect.use, &effect.held, &effect.consume, &effect.weak})
        for (CellRange range : *list)
          read.insert(flow.places.nodes[flow.places.cells[range.begin].node].root);
  return read;
}

/// An operation that only gives a value to a variable of the program as a whole.
static const Root *storedVariable(const Flow &flow, Operation *op, const Effect &effect) {
  if (!isa<StoreOp, CopyOp, MoveOp, CallOp>(op) || !effect.initPath || !flow.places.isRoot(effect.initPath))
    return nullptr;
  if (isa<StoreOp>(op) && isa<BlockArgument>(op->getOperand(0)))
    return nullptr; // an argument put where it has an address
  const Root &root = flow.places.rootOf(effect.initPath);
  bool isNamed = root.kind == RootKind::Local && !root.name.starts_with("_");
  return isNamed ? &root : nullptr;
}

void warnOfUnusedStores(const Flow &flow, const Deaths &deaths, diag::Engine &diags) {
  std::optional<llvm::DenseSet<RootId>> read;
  for (unsigned b = 0; b != flow.blocks.size(); ++b) {
    const FlowBlock &block = flow.blocks[b];
    std::optional<std::vector<Cells>> live;
    for (unsigned i = 0; i != block.size(); ++i) {
      Operation *op = block.ops[i];
      const Root *root = storedVariable(flow, op, block.effects[i]);
      SourceRange range = root ? ir::rangeOf(op->getLoc()) : SourceRange();
      if (!range.isValid() || flow.doomed[b])
        continue;
      if (!live)
        live = deaths.liveAfter(b);
      if ((*live)[i].any(flow.places.cellsOf(root->node)))
        continue;
      if (!read)
        read = readRoots(flow);
      if (read->contains(flow.places.nodes[root->node].root))
        diags.report(range, messages::unusedStore(root->name));
    }
  }
}

} // namespace fornax::ownership
