// Removes temporaries of instance generation that nothing can tell apart from their source or target. The language allows it: a move
// constructor need not run where the value can be in the right memory already.
//
//   fx.move %x -> %t; fx.call @f(var %t)         becomes   fx.call @f(var %x)
//   fx.call @f(out %t); fx.move %t -> %x         becomes   fx.call @f(out %x)      where x is uninitialised at the call

#include "ownership/Rewrite.h"
#include <mlir/IR/Dominance.h>

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

/// The variable or argument that a reference is a part of; null behind a pointer.
static Value baseOf(Value ref) {
  while (auto field = ref.getDefiningOp<FieldOp>())
    ref = field.getBase();
  return isa<BlockArgument>(ref) || ref.getDefiningOp<VarOp>() ? ref : Value();
}

static bool touches(Operation *op, Value base) {
  return llvm::any_of(op->getOperands(), [&](Value operand) { return isa<RefType>(operand.getType()) && baseOf(operand) == base; });
}

/// What is between two operations of one block leaves `base` alone.
static bool untouchedBetween(Operation *first, Operation *last, Value base) {
  for (Operation *op = first->getNextNode(); op != last; op = op->getNextNode())
    if (!op || (touches(op, base) && !isa<FieldOp>(op)))
      return false;
  return true;
}

/// The only other use of a temporary, besides `known`; null if there are more.
static OpOperand *otherUse(VarOp temporary, Operation *known) {
  OpOperand *other = nullptr;
  for (OpOperand &use : temporary.getRef().getUses()) {
    if (use.getOwner() == known)
      continue;
    if (other)
      return nullptr;
    other = &use;
  }
  return other;
}

static std::optional<Conv> conventionOf(OpOperand &use) {
  auto find = [&](auto call) -> std::optional<Conv> {
    for (auto [arg, value] : llvm::zip(call.getConvs().getArgs(), call.getArgsMutable()))
      if (&value == &use)
        return arg.conv;
    return std::nullopt;
  };
  if (auto call = dyn_cast<CallOp>(use.getOwner()))
    return find(call);
  if (auto invoke = dyn_cast<InvokeOp>(use.getOwner()))
    return find(invoke);
  return std::nullopt;
}

/// An owned argument is passed from where it is.
static bool forwardArgument(MoveOp move) {
  auto temporary = move.getTo().getDefiningOp<VarOp>();
  Value base = baseOf(move.getFrom());
  if (!temporary || temporary.getName() || !base)
    return false;
  if (auto arg = dyn_cast<BlockArgument>(base))
    if (cast<FuncOp>(arg.getOwner()->getParentOp()).getConv(arg.getArgNumber()) == Conv::Ref)
      return false; // behind a pointer: the place may be reached in other ways
  OpOperand *use = otherUse(temporary, move);
  std::optional<Conv> conv = use ? conventionOf(*use) : std::nullopt;
  if (conv != Conv::Var && conv != Conv::Deinit)
    return false;
  Operation *call = use->getOwner();
  if (call->getBlock() != move->getBlock() || !untouchedBetween(move, call, base) || touches(call, base))
    return false;
  use->set(move.getFrom());
  move.erase();
  temporary.erase();
  return true;
}

/// Where a value is made: the operation, and where its `move` may follow it in the same straight line.
static bool followsDirectly(Operation *producer, MoveOp move, Value base) {
  if (producer->getBlock() == move->getBlock())
    return producer->isBeforeInBlock(move) && untouchedBetween(producer, move, base);
  auto invoke = dyn_cast<InvokeOp>(producer);
  if (!invoke || invoke.getOk() != move->getBlock() || !move->getBlock()->getSinglePredecessor())
    return false;
  Operation *first = &move->getBlock()->front();
  return first == move || (!touches(first, base) && untouchedBetween(first, move, base));
}

namespace {
struct Construction {
  MoveOp move;
  VarOp temporary;
  OpOperand *use; // of the temporary, in the operation that makes the value
};
} // namespace

static std::optional<Construction> constructionOf(MoveOp move) {
  auto temporary = move.getFrom().getDefiningOp<VarOp>();
  Value base = baseOf(move.getTo());
  OpOperand *use = temporary && !temporary.getName() && base ? otherUse(temporary, move) : nullptr;
  if (!use)
    return std::nullopt;
  auto copy = dyn_cast<CopyOp>(use->getOwner());
  bool makes = conventionOf(*use) == Conv::Out || (copy && use->getOperandNumber() == 1);
  if (!makes || touches(use->getOwner(), base) || !followsDirectly(use->getOwner(), move, base))
    return std::nullopt;
  return Construction{move, temporary, use};
}

/// Is the path certainly uninitialised before `op`?
static bool isVacant(const Flow &flow, NodeId node, Operation *op) {
  for (unsigned b = 0; b != flow.blocks.size(); ++b) {
    const FlowBlock &block = flow.blocks[b];
    if (block.block != op->getBlock())
      continue;
    State state = flow.in[b];
    for (unsigned i = 0; block.ops[i] != op; ++i)
      flow.step(block.effects[i], state);
    CellRange cells = flow.places.cellsOf(node);
    return !cells.empty() && !state.init.any(cells);
  }
  return false;
}

/// The target's reference where the value is made; it may be named only later.
static Value referenceBefore(Operation *op, Value ref, const DominanceInfo &dominance) {
  if (dominance.properlyDominates(ref, op))
    return ref;
  auto field = ref.getDefiningOp<FieldOp>();
  Value base = field ? referenceBefore(op, field.getBase(), dominance) : Value();
  if (!base)
    return {};
  OpBuilder builder(op);
  return FieldOp::create(builder, field.getLoc(), base, field.getIndex());
}

static void forwardConstructions(FuncOp func) {
  SmallVector<Construction> candidates;
  func.walk([&](MoveOp move) {
    if (auto construction = constructionOf(move))
      candidates.push_back(*construction);
  });
  if (candidates.empty())
    return;
  Flow flow(func);
  solveInitialized(flow);
  DominanceInfo dominance(func);
  for (Construction &each : candidates) {
    Operation *producer = each.use->getOwner();
    NodeId target = flow.places.of(each.move.getTo());
    if (!target || !isVacant(flow, target, producer))
      continue;
    Value ref = referenceBefore(producer, each.move.getTo(), dominance);
    if (!ref)
      continue;
    each.use->set(ref);
    each.move.erase();
    each.temporary.erase();
  }
}

void forwardTemporaries(FuncOp func) {
  SmallVector<MoveOp> moves;
  func.walk([&](MoveOp move) { moves.push_back(move); });
  for (MoveOp move : moves)
    forwardArgument(move);
  forwardConstructions(func);
}

} // namespace fornax::ownership
