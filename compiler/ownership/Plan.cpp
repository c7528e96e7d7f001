// From liveness and death points to destructor calls: a walk over each block that knows exactly what is initialised in the rewritten function.

#include "ownership/Death.h"
#include <mlir/Dialect/UB/IR/UBOps.h>

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

namespace {
/// The walk of one function. `present` is what is initialised at the current point of the rewritten function.
struct Planner {
  const Flow &flow;
  const Deaths &deaths;
  Problems &problems;
  Plan plan;
  Cells present;
  DestroyList dropped; // by the last call of `dead`: kept by ghost, neither destroyed nor live

  Planner(const Flow &flow, const Deaths &deaths, Problems &problems) : flow(flow), deaths(deaths), problems(problems), present(flow.none()) {}

  const Places &places() const { return flow.places; }
  void planFunction();
  void planBlock(unsigned b);
  void planOperation(unsigned b, unsigned i, const Cells &liveAfter, BlockPlan &out);
  void planEdges(unsigned b, BlockPlan &out);
  DestroyList destroyOld(NodeId target, Operation *op, Point point);
  DestroyList dead(Point point, const Cells &live, Operation *op);
  void visit(NodeId node, const Cells &gone, const Cells &ghost, bool silent, Point point, Operation *op, DestroyList &out);
  void checkDestructors(const DestroyList &list, Point point, Operation *op);
  void settleCopy(Operation *op, DestroyList &list);
  void syncSelf(const Cells &definite);
  void report(ProblemKind kind, NodeId node, Operation *op, Point point, NodeId other = {}) { problems.push_back({kind, node, op, point, other}); }
};
} // namespace

Plan makePlan(const Flow &flow, const Deaths &deaths, Problems &problems) {
  Planner planner(flow, deaths, problems);
  planner.planFunction();
  return std::move(planner.plan);
}

void Planner::planFunction() {
  plan.blocks.resize(flow.blocks.size());
  for (unsigned b = 0; b != flow.blocks.size(); ++b)
    planBlock(b);
}

/// An initialiser's `self` is an object exactly where all its fields are there.
void Planner::syncSelf(const Cells &definite) {
  for (NodeId self : flow.unfinished)
    present.assign(places().objectOf(self), definite[places().objectOf(self)]);
  present -= flow.raw;
}

void Planner::planBlock(unsigned b) {
  const FlowBlock &block = flow.blocks[b];
  BlockPlan &out = plan.blocks[b];
  out.before.resize(block.size());
  out.after.resize(block.size());
  std::vector<Cells> after = deaths.liveAfter(b);
  if (b == 0) {
    present = flow.in[0].init - flow.raw;
    plan.entry = dead({Point::Entry, 0, 0}, flow.liveIn[0], nullptr);
  } else {
    present = flow.in[b].init & flow.liveIn[b];
  }
  syncSelf(flow.definite[b][0]);
  for (unsigned i = 0; i != block.size(); ++i)
    planOperation(b, i, after[i], out);
  planEdges(b, out);
}

void Planner::planOperation(unsigned b, unsigned i, const Cells &liveAfter, BlockPlan &out) {
  const FlowBlock &block = flow.blocks[b];
  Operation *op = block.ops[i];
  const Effect &effect = block.effects[i];
  Point point{Point::After, b, i};
  for (const Ranges *list : {&effect.use, &effect.held, &effect.consume})
    for (CellRange range : *list)
      for (Cell cell = range.begin; cell != range.end; ++cell)
        if (!present[cell] && !flow.raw[cell])
          report(ProblemKind::Internal, places().cells[cell].node, op, point);
  for (CellRange range : effect.consume)
    present.reset(range);
  if (effect.isVar) {
    if (present.any(effect.kill.front()))
      report(ProblemKind::Internal, places().of(op->getResult(0)), op, point);
  } else if (effect.initPath) {
    out.before[i] = destroyOld(effect.initPath, op, point);
  }
  for (CellRange range : effect.init)
    present.set(range);
  syncSelf(flow.definite[b][i + 1]);
  if (i + 1 == block.size() && block.successors.empty())
    return; // what is left belongs to the caller
  DestroyList list = dead(point, liveAfter, op);
  settleCopy(op, list);
  out.after[i] = std::move(list);
}

/// What is still there in the target of `op` dies before it: the whole path, or the cells that are left.
DestroyList Planner::destroyOld(NodeId target, Operation *op, Point point) {
  CellRange cells = places().cellsOf(target);
  DestroyList old, list;
  Cells whole = flow.none();
  whole.set(cells);
  whole -= flow.raw;
  if (!whole.none() && (present & whole) == whole) {
    old.push_back(target);
  } else {
    for (Cell cell = cells.begin; cell != cells.end; ++cell)
      if (present[cell] && !places().cells[cell].isObject)
        old.push_back(places().cells[cell].node);
  }
  for (NodeId node : old) {
    if (lifecycleOf(places().nodes[node].type).deinitable)
      list.push_back(node);
    else if (!flow.doomed[point.block])
      report(ProblemKind::AbandonedByAssignment, node, op, point);
  }
  present.reset(cells);
  return list;
}

/// Paths to destroy at a point, in order; takes them out of `present`.
DestroyList Planner::dead(Point point, const Cells &live, Operation *op) {
  DestroyList out;
  dropped.clear();
  Cells gone = (present & flow.owned) - live;
  if (gone.none())
    return out;
  const Cells &ghost = flow.ghostAt(point);
  SmallVector<RootId, 4> dying; // cells are numbered by root
  gone.each([&](Cell cell) {
    RootId root = places().nodes[places().cells[cell].node].root;
    if (dying.empty() || dying.back() != root)
      dying.push_back(root);
  });
  for (RootId id : llvm::reverse(dying)) {
    const Root &root = places().roots[id];
    bool silent = root.kind == RootKind::Deinit || root.kind == RootKind::OutSelf;
    visit(root.node, gone, ghost, silent, point, op, out);
  }
  checkDestructors(out, point, op);
  return out;
}

void Planner::visit(NodeId node, const Cells &gone, const Cells &ghost, bool silent, Point point, Operation *op, DestroyList &out) {
  const Node &info = places().nodes[node];
  if (info.cells.empty() || !gone.any(info.cells))
    return;
  if (!info.split || deaths.diesAt(node, point)) {
    if (ghost.all(info.cells))
      dropped.push_back(node);
    else if (lifecycleOf(info.type).deinitable)
      out.push_back(node);
    else if (!flow.isDoomed(point))
      report(ProblemKind::Abandoned, node, op, point);
    present.reset(info.cells);
    return;
  }
  Cell object = places().objectOf(node);
  if (gone[object] && !silent && !ghost[object])
    report(ProblemKind::SplitWhole, node, op, point);
  if (gone[object])
    present.reset(object);
  for (NodeId field : info.children)
    visit(field, gone, ghost, false, point, op, out);
}

/// A destructor may look at what its object holds: that must be there, or die at this point too.
void Planner::checkDestructors(const DestroyList &list, Point point, Operation *op) {
  for (NodeId node : list) {
    if (lifecycleOf(places().nodes[node].type).trivialDestroy)
      continue;
    const Closure &closure = const_cast<Flow &>(flow).effects.closureOf(places().nodes[node].root);
    for (auto [range, held] : llvm::zip(closure.ranges, closure.nodes)) {
      Cells missing = flow.none();
      missing.set(range);
      missing -= present;
      missing -= flow.raw;
      for (NodeId other : list)
        missing.reset(places().cellsOf(other));
      if (!missing.none())
        report(ProblemKind::DestructorUses, node, op, point, held);
    }
  }
}

/// An implicit copy whose target dies at once is not made; one whose source dies there is a move.
void Planner::settleCopy(Operation *op, DestroyList &list) {
  auto copy = dyn_cast<CopyOp>(op);
  if (!copy || !copy.getImplicit())
    return;
  NodeId from = places().of(copy.getFrom()), to = places().of(copy.getTo());
  Lifecycle life = lifecycleOf(copy.getFrom().getType().getPointee());
  if (!to || !life.deinitable)
    return;
  auto dies = [&](NodeId node) { return llvm::is_contained(list, node); };
  if (dies(to) || llvm::is_contained(dropped, to)) {
    plan.drops.push_back(op);
    llvm::erase(list, to);
    return;
  }
  if (!from || !dies(from) || !life.movable)
    return;
  for (NodeId other : list) {
    const Closure &closure = const_cast<Flow &>(flow).effects.closureOf(places().nodes[other].root);
    if (!lifecycleOf(places().nodes[other].type).trivialDestroy && llvm::is_contained(closure.nodes, from))
      return; // a destructor at this point may still look at the source
  }
  plan.moves.push_back(op);
  llvm::erase(list, from);
}

void Planner::planEdges(unsigned b, BlockPlan &out) {
  const FlowBlock &block = flow.blocks[b];
  Cells atEnd = present;
  for (unsigned e = 0; e != block.successors.size(); ++e) {
    Point point{Point::Edge, b, e};
    unsigned target = block.successors[e];
    CellRange init = block.edgeInit(e);
    present = atEnd;
    if (present.any(init))
      report(ProblemKind::Internal, places().cells[init.begin].node, block.terminator(), point);
    present.set(init);
    syncSelf(flow.definiteOnEdge[b][e]);
    out.onEdge.push_back(dead(point, flow.liveIn[target], block.terminator()));
    Cells want = ((flow.in[target].init & flow.liveIn[target]) & flow.owned) - flow.selves - flow.raw;
    Cells have = (present & flow.owned) - flow.selves - flow.raw;
    if (have != want && problems.empty())
      report(ProblemKind::Internal, places().cells[0].node, block.terminator(), point);
  }
}

} // namespace fornax::ownership
