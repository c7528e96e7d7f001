// Writes the planned destructor calls, splitting an edge only where one is needed, and drops what only ownership reads.

#include "ownership/Rewrite.h"
#include <llvm/ADT/TypeSwitch.h>
#include <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

/// The reference to a path at the insertion point.
static Value referenceTo(const Places &places, NodeId node, OpBuilder &builder, Location loc) {
  const Node &info = places.nodes[node];
  if (!info.parent)
    return places.rootOf(node).ref;
  return FieldOp::create(builder, loc, referenceTo(places, info.parent, builder, loc), info.field);
}

static bool needsDestructor(const Places &places, NodeId node) { return !lifecycleOf(places.nodes[node].type).trivialDestroy; }

static void writeDestroys(const Places &places, ArrayRef<NodeId> list, OpBuilder &builder, Location loc) {
  for (NodeId node : list)
    if (needsDestructor(places, node))
      DestroyOp::create(builder, loc, referenceTo(places, node, builder, loc));
}

namespace {
/// Blocks put on edges. Error edges into one handler that destroy the same share one.
struct EdgeWriter {
  const Flow &flow;
  SmallVector<std::tuple<Block *, SmallVector<NodeId, 4>, Block *>> shared;

  void write(const FlowBlock &block, unsigned edge, ArrayRef<NodeId> list);
};
} // namespace

void EdgeWriter::write(const FlowBlock &block, unsigned edge, ArrayRef<NodeId> planned) {
  SmallVector<NodeId, 4> list;
  llvm::copy_if(planned, std::back_inserter(list), [&](NodeId node) { return needsDestructor(flow.places, node); });
  if (list.empty())
    return;
  Operation *terminator = block.terminator();
  const FlowBlock &target = flow.blocks[block.successors[edge]];
  OpBuilder builder(terminator->getContext());
  if (target.predecessors.size() == 1) {
    builder.setInsertionPointToStart(target.block);
    writeDestroys(flow.places, list, builder, terminator->getLoc());
    return;
  }
  bool isError = isa<InvokeOp>(terminator) && edge == 1;
  if (isError)
    for (auto &[to, same, existing] : shared)
      if (to == target.block && same == list) {
        terminator->setSuccessor(existing, edge);
        return;
      }
  Block *split = new Block;
  split->insertBefore(target.block);
  builder.setInsertionPointToStart(split);
  writeDestroys(flow.places, list, builder, terminator->getLoc());
  cf::BranchOp::create(builder, terminator->getLoc(), target.block);
  terminator->setSuccessor(split, edge);
  if (isError)
    shared.push_back({target.block, list, split});
}

static void writeBlock(const Flow &flow, const FlowBlock &block, const BlockPlan &plan, EdgeWriter &edges) {
  const Places &places = flow.places;
  for (unsigned i = 0; i != block.size(); ++i) {
    Operation *op = block.ops[i];
    OpBuilder builder(op);
    writeDestroys(places, plan.before[i], builder, op->getLoc());
    if (op != block.terminator()) {
      builder.setInsertionPointAfter(op);
      writeDestroys(places, plan.after[i], builder, op->getLoc());
    } else if (block.successors.size() == 1) {
      writeDestroys(places, plan.after[i], builder, op->getLoc());
    }
  }
  for (unsigned e = 0; e != block.successors.size(); ++e) {
    SmallVector<NodeId, 4> list;
    if (block.successors.size() > 1)
      list.append(plan.after.back().begin(), plan.after.back().end());
    list.append(plan.onEdge[e].begin(), plan.onEdge[e].end());
    edges.write(block, e, list);
  }
}

static void settleCopies(const Plan &plan) {
  for (Operation *op : plan.drops)
    op->erase();
  for (Operation *op : plan.moves) {
    auto copy = cast<CopyOp>(op);
    OpBuilder builder(op);
    MoveOp::create(builder, op->getLoc(), copy.getFrom(), copy.getTo());
    op->erase();
  }
}

template <class Call> static void dropCallAnnotations(Call call) {
  call.removeOriginsAttr();
  call.removeAccessesAttr();
  call.removePositionsAttr();
}

static void dropAnnotationsOf(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case([](VarOp variable) {
        variable.removePlaceAttr();
        variable.removeHoldsAttr();
      })
      .Case<LoadOp, DerefOp>([](auto each) { each.removeOriginsAttr(); })
      .Case<CallOp, InvokeOp>([](auto call) { dropCallAnnotations(call); })
      .Case<CopyOp, MoveOp>([](auto transfer) { transfer.removeAssignAttr(); })
      .Case<UseOp, ExtendOp>([](auto each) { each.erase(); });
}

void dropAnnotations(FuncOp func) {
  func.removeArgHoldsAttr();
  for (Block &block : func.getBody())
    for (Operation &op : llvm::make_early_inc_range(block))
      dropAnnotationsOf(&op);
}

void rewrite(const Flow &flow, const Plan &plan) {
  FuncOp func = flow.func;
  EdgeWriter edges{flow, {}};
  for (unsigned b = 0; b != flow.blocks.size(); ++b)
    writeBlock(flow, flow.blocks[b], plan.blocks[b], edges);
  OpBuilder builder = OpBuilder::atBlockBegin(&func.getBody().front());
  writeDestroys(flow.places, plan.entry, builder, func.getLoc());
  settleCopies(plan);
}

} // namespace fornax::ownership
