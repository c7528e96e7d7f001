// The function as blocks of effects, and the transfer of states through them.

#include "ownership/Flow.h"
#include <llvm/ADT/PostOrderIterator.h>
#include <mlir/IR/RegionGraphTraits.h>

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

bool State::absorb(const State &other) {
  if (init.contains(other.init) && uninit.contains(other.uninit) && moved.contains(other.moved))
    return false;
  init |= other.init;
  uninit |= other.uninit;
  moved |= other.moved;
  return true;
}

/// Storage without a lifecycle: reading it before a store is the library's business.
static bool isRawStorage(Type type) { return isa<fx::ArrayType, fx::UnionType>(type) || fx::isEmpty(type); }

Flow::Flow(FuncOp func) : func(func), places(func), effects(places, func) {
  llvm::DenseMap<Block *, unsigned> numbers;
  for (Block *block : llvm::ReversePostOrderTraversal<Block *>(&func.getBody().front())) {
    numbers[block] = unsigned(blocks.size());
    FlowBlock &added = blocks.emplace_back();
    added.block = block;
    for (Operation &op : *block) {
      added.ops.push_back(&op);
      added.effects.push_back(effects.of(&op));
    }
  }
  for (unsigned number = 0; number != blocks.size(); ++number)
    for (Block *successor : blocks[number].block->getSuccessors()) {
      unsigned target = numbers[successor];
      blocks[number].successors.push_back(target);
      blocks[target].predecessors.push_back(number);
    }
  for (const Root &root : places.roots)
    if (root.kind == RootKind::OutSelf)
      unfinished.push_back(root.node);
  nothing = raw = owned = selves = none();
  for (Cell cell = 0; cell != places.cellCount(); ++cell) {
    const CellInfo &info = places.cells[cell];
    RootKind kind = places.kindOf(info.node);
    raw.assign(cell, !info.isObject && isRawStorage(places.nodes[info.node].type));
    owned.assign(cell, isOwned(kind));
    selves.assign(cell, info.isObject && (kind == RootKind::OutSelf || kind == RootKind::Deinit));
  }
}

void Flow::complete(Cells &init, Cells &uninit) const {
  init |= raw;
  uninit -= raw;
  for (NodeId self : unfinished) {
    Cell object = places.objectOf(self);
    CellRange fields = {object + 1, places.cellsOf(self).end};
    init.assign(object, init.all(fields));
    uninit.assign(object, uninit.any(fields));
  }
}

void Flow::born(CellRange cells, State &state) const {
  state.init.set(cells);
  state.uninit.reset(cells);
  state.moved.reset(cells);
  complete(state.init, state.uninit);
}

void Flow::step(const Effect &effect, State &state) const {
  for (CellRange range : effect.consume) {
    state.init.reset(range);
    state.uninit.set(range);
  }
  for (CellRange range : effect.kill) {
    state.init.reset(range);
    state.uninit.set(range);
    state.moved.reset(range);
  }
  for (CellRange range : effect.consume)
    state.moved.set(range);
  for (CellRange range : effect.init)
    born(range, state);
  complete(state.init, state.uninit);
}

const Cells &Flow::ghostAt(Point point) const {
  switch (point.kind) {
  case Point::Entry: return doomed[0] ? ghostIn[0] : nothing;
  case Point::After: return ghostAfter[point.block].empty() ? nothing : ghostAfter[point.block][point.at];
  case Point::Edge: {
    unsigned target = blocks[point.block].successors[point.at];
    return doomed[target] ? ghostIn[target] : nothing;
  }
  }
  llvm_unreachable("unknown point");
}

bool Flow::isDoomed(Point point) const { return point.kind == Point::Edge ? doomed[blocks[point.block].successors[point.at]] : doomed[point.block]; }

/// All paths' states at the entry of each block, then the definite cells at each operation and on each edge.
void solveInitialized(Flow &flow) {
  unsigned count = unsigned(flow.blocks.size());
  State entry{flow.none(), flow.none(), flow.none()};
  for (Cell cell = 0; cell != flow.places.cellCount(); ++cell)
    (isInitializedAtEntry(flow.places.kindOf(flow.places.cells[cell].node)) ? entry.init : entry.uninit).set(cell);
  flow.complete(entry.init, entry.uninit);
  flow.in.assign(count, State{flow.none(), flow.none(), flow.none()});
  flow.in[0] = entry;
  std::vector<bool> reached(count, false);
  reached[0] = true;
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned b = 0; b != count; ++b) {
      if (!reached[b])
        continue;
      const FlowBlock &block = flow.blocks[b];
      State state = flow.in[b];
      for (const Effect &effect : block.effects)
        flow.step(effect, state);
      for (unsigned e = 0; e != block.successors.size(); ++e) {
        State out = state;
        flow.born(block.edgeInit(e), out);
        unsigned target = block.successors[e];
        if (!reached[target]) {
          reached[target] = changed = true;
          flow.in[target] = out;
        } else {
          changed |= flow.in[target].absorb(out);
        }
      }
    }
  }
  flow.definite.resize(count);
  flow.definiteOnEdge.resize(count);
  for (unsigned b = 0; b != count; ++b) {
    const FlowBlock &block = flow.blocks[b];
    State state = flow.in[b];
    flow.definite[b].reserve(block.size() + 1);
    for (const Effect &effect : block.effects) {
      flow.definite[b].push_back(state.definite());
      flow.step(effect, state);
    }
    flow.definite[b].push_back(state.definite());
    for (unsigned e = 0; e != block.successors.size(); ++e) {
      State out = state;
      flow.born(block.edgeInit(e), out);
      flow.definiteOnEdge[b].push_back(out.definite());
    }
  }
}

} // namespace fornax::ownership
