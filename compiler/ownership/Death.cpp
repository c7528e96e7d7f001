// Blocks that only reach `Never`, backward liveness, and the points where split objects die as a whole.

#include "ownership/Death.h"
#include <mlir/Dialect/UB/IR/UBOps.h>

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

// ---- doomed blocks and ghosts

static bool givesUp(Operation *terminator) { return isa<ub::UnreachableOp, TrapUnreachedOp>(terminator); }

/// The least set, so an endless loop is not in it. A block joins after its successors, so one pass over the order solves the ghosts.
static std::vector<unsigned> doomedInOrder(Flow &flow) {
  std::vector<unsigned> order;
  flow.doomed.assign(flow.blocks.size(), false);
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned b = unsigned(flow.blocks.size()); b-- != 0;) {
      const FlowBlock &block = flow.blocks[b];
      bool all = block.successors.empty() ? givesUp(block.terminator()) : llvm::all_of(block.successors, [&](unsigned t) { return flow.doomed[t]; });
      if (flow.doomed[b] || !all)
        continue;
      flow.doomed[b] = changed = true;
      order.push_back(b);
    }
  }
  return order;
}

void findDoomed(Flow &flow) {
  std::vector<unsigned> order = doomedInOrder(flow);
  flow.ghostIn.assign(flow.blocks.size(), flow.none());
  flow.ghostAfter.assign(flow.blocks.size(), {});
  for (unsigned b : order) {
    const FlowBlock &block = flow.blocks[b];
    Cells ghost = flow.none();
    if (block.successors.empty())
      ghost.set({0, flow.places.cellCount()});
    for (unsigned e = 0; e != block.successors.size(); ++e) {
      Cells edge = flow.ghostIn[block.successors[e]];
      edge.reset(block.edgeInit(e));
      ghost |= edge;
    }
    flow.ghostAfter[b].resize(block.size());
    for (unsigned i = block.size(); i-- != 0;) {
      flow.ghostAfter[b][i] = ghost;
      for (CellRange range : block.effects[i].init)
        ghost.reset(range);
      for (CellRange range : block.effects[i].kill)
        ghost.reset(range);
    }
    flow.ghostIn[b] = ghost;
  }
}

// ---- liveness

static uint64_t keyOf(Point point) { return uint64_t(point.kind) << 62 | uint64_t(point.block) << 31 | point.at; }

Deaths::Deaths(Flow &flow) : flow(flow) {}

const Cells *Deaths::pseudoAt(Point point) const {
  if (pseudo.empty())
    return nullptr;
  auto it = pseudo.find(keyOf(point));
  return it == pseudo.end() ? nullptr : &it->second;
}

/// What is live at a block's entry; with `after`, also what is live after each operation.
Cells Deaths::scan(unsigned b, std::vector<Cells> *after) const {
  const FlowBlock &block = flow.blocks[b];
  Cells live = flow.none();
  for (unsigned e = 0; e != block.successors.size(); ++e) {
    Cells edge = flow.liveIn[block.successors[e]];
    if (const Cells *marks = pseudoAt({Point::Edge, b, e}))
      edge |= *marks;
    edge.reset(block.edgeInit(e));
    live |= edge;
  }
  if (after)
    after->resize(block.size());
  for (unsigned i = block.size(); i-- != 0;) {
    const Effect &effect = block.effects[i];
    const Cells &definite = flow.definite[b][i];
    if (after)
      (*after)[i] = live;
    if (const Cells *marks = pseudoAt({Point::After, b, i}))
      live |= *marks;
    for (CellRange range : effect.init)
      live.reset(range);
    for (CellRange range : effect.kill)
      live.reset(range);
    for (const Ranges *list : {&effect.use, &effect.held, &effect.consume})
      for (CellRange range : *list)
        live.set(range);
    for (CellRange range : effect.weak)
      for (Cell cell = range.begin; cell != range.end; ++cell)
        if (definite[cell])
          live.set(cell);
    if (effect.weakAll)
      live |= definite & flow.owned;
    if (!effect.over.empty() && definite.all(effect.over))
      live.set(effect.over);
  }
  return live;
}

void Deaths::solve() {
  flow.liveIn.assign(flow.blocks.size(), flow.none());
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned b = unsigned(flow.blocks.size()); b-- != 0;) {
      Cells live = scan(b, nullptr);
      if (live != flow.liveIn[b]) {
        flow.liveIn[b] = live;
        changed = true;
      }
    }
  }
}

std::vector<Cells> Deaths::liveAfter(unsigned block) const {
  std::vector<Cells> after;
  scan(block, &after);
  return after;
}

bool Deaths::diesAt(NodeId node, Point point) const {
  auto it = deathsByPoint.find(keyOf(point));
  return it != deathsByPoint.end() && llvm::is_contained(it->second, node);
}

// ---- death points of split objects

/// `node` dies at `point` if some cell of it is live before or touched there, none is after, and there is an object to die.
void Deaths::check(NodeId node, Point point, bool liveBefore, const Cells &after, const Cells &definite, Operation *op, Problems &problems,
                   std::vector<std::pair<NodeId, Point>> &found) {
  const Places &places = flow.places;
  CellRange cells = places.cellsOf(node);
  Cell object = places.objectOf(node);
  if (!liveBefore || after.any(cells) || !definite[object] || flow.ghostAt(point)[object])
    return;
  for (NodeId above = places.nodes[node].parent; above; above = places.nodes[above].parent)
    if (diesAt(above, point))
      return;
  found.push_back({node, point});
  for (Cell cell = cells.begin; cell != cells.end; ++cell)
    if (!definite[cell] && !places.cells[cell].isTrivial) {
      problems.push_back({ProblemKind::PartiallyMoved, places.cells[cell].node, op, point, node});
      return;
    }
}

/// Is a cell of `cells` live before the operation, or touched by it?
static bool isActive(const Effect &effect, CellRange cells, const Cells &live, const Cells &definite, const Cells &owned) {
  auto overlaps = [&](CellRange range) { return range.begin < cells.end && cells.begin < range.end; };
  for (const Ranges *list : {&effect.use, &effect.consume, &effect.held, &effect.init})
    if (llvm::any_of(*list, overlaps))
      return true;
  for (Cell cell = cells.begin; cell != cells.end; ++cell) {
    auto covers = [&](CellRange range) { return range.begin <= cell && cell < range.end; };
    bool killed = llvm::any_of(effect.init, covers) || llvm::any_of(effect.kill, covers);
    bool weak = definite[cell] && (llvm::any_of(effect.weak, covers) || (effect.weakAll && owned[cell]));
    if ((live[cell] && !killed) || weak)
      return true;
  }
  return false;
}

void Deaths::findAt(ArrayRef<NodeId> nodes, unsigned b, Problems &problems, std::vector<std::pair<NodeId, Point>> &found) {
  const FlowBlock &block = flow.blocks[b];
  std::vector<Cells> after = liveAfter(b);
  unsigned points = block.successors.empty() ? block.size() - 1 : block.size(); // what is left at an exit belongs to the caller
  for (NodeId node : nodes) {
    CellRange cells = flow.places.cellsOf(node);
    if (b == 0)
      check(node, {Point::Entry, 0, 0}, true, flow.liveIn[0], flow.definite[0][0], nullptr, problems, found);
    for (unsigned i = 0; i != points; ++i) {
      Point point{Point::After, b, i};
      Cells live = after[i];
      if (const Cells *marks = pseudoAt(point))
        live |= *marks;
      bool active = isActive(block.effects[i], cells, live, flow.definite[b][i], flow.owned);
      check(node, point, active, after[i], flow.definite[b][i + 1], block.ops[i], problems, found);
    }
    for (unsigned e = 0; e != block.successors.size(); ++e) {
      CellRange init = block.edgeInit(e);
      bool active = after.back().any(cells) || (init.begin < cells.end && cells.begin < init.end);
      check(node, {Point::Edge, b, e}, active, flow.liveIn[block.successors[e]], flow.definiteOnEdge[b][e], block.terminator(), problems, found);
    }
  }
}

void Deaths::find(Problems &problems) {
  solve();
  llvm::SmallVector<NodeId> nodes;
  unsigned deepest = 0;
  for (NodeId id(0); id.value != flow.places.nodes.size(); ++id.value) {
    const Node &node = flow.places.nodes[id];
    bool deinitRoot = flow.places.isRoot(id) && flow.places.kindOf(id) == RootKind::Deinit;
    if (!node.split || deinitRoot || node.cells.empty())
      continue;
    nodes.push_back(id);
    deepest = std::max(deepest, node.depth);
  }
  for (unsigned depth = 1; depth <= deepest; ++depth) {
    llvm::SmallVector<NodeId> level;
    for (NodeId id : nodes)
      if (flow.places.nodes[id].depth == depth)
        level.push_back(id);
    if (level.empty())
      continue;
    std::vector<std::pair<NodeId, Point>> found;
    for (unsigned b = 0; b != flow.blocks.size(); ++b)
      findAt(level, b, problems, found);
    for (auto [node, point] : found) {
      deathsByPoint[keyOf(point)].push_back(node);
      pseudo.try_emplace(keyOf(point), flow.none()).first->second.set(flow.places.cellsOf(node));
    }
    solve();
  }
}

} // namespace fornax::ownership
