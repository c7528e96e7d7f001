// Blocks, and the ways out of statements: loops, handlers, cleanups.

#include "irgen/Emit.h"

namespace fornax::irgen {

mlir::Block *newBlock(Emitter &e) {
  e.blocks.push_back(new mlir::Block);
  return e.blocks.back();
}

void start(Emitter &e, mlir::Block *block) {
  if (!block->getParent())
    e.func.getBody().push_back(block);
  e.live = !block->hasNoPredecessors();
  e.b.setInsertionPointToEnd(block);
}

void stop(Emitter &e) {
  start(e, newBlock(e));
  e.live = false;
}

void branch(Emitter &e, mlir::Block *block) {
  if (!e.live)
    return;
  mlir::cf::BranchOp::create(e.b, e.loc, block);
  stop(e);
}

void branchIf(Emitter &e, Value condition, mlir::Block *then, mlir::Block *otherwise) {
  if (!e.live)
    return;
  mlir::cf::CondBranchOp::create(e.b, e.loc, condition, then, otherwise);
  stop(e);
}

void emitUnreachable(Emitter &e) {
  if (!e.live)
    return;
  mlir::ub::UnreachableOp::create(e.b, e.loc);
  stop(e);
}

/// The first exit that still encloses the destination.
static size_t boundary(Destination to) { return size_t(to.depth + 1); }

static mlir::Block *returnBlock(Emitter &e) {
  if (e.returnBlock)
    return e.returnBlock;
  e.returnBlock = newBlock(e);
  SavedPoint saved(e);
  e.func.getBody().push_back(e.returnBlock);
  e.b.setInsertionPointToEnd(e.returnBlock);
  if (e.shape->leafResult)
    fx::ReturnOp::create(e.b, e.loc, fx::LoadOp::create(e.b, e.loc, e.returnSlot));
  else
    fx::ReturnOp::create(e.b, e.loc);
  return e.returnBlock;
}

static mlir::Block *raiseBlock(Emitter &e) {
  if (e.raiseBlock)
    return e.raiseBlock;
  e.raiseBlock = newBlock(e);
  SavedPoint saved(e);
  e.func.getBody().push_back(e.raiseBlock);
  e.b.setInsertionPointToEnd(e.raiseBlock);
  fx::RaiseOp::create(e.b, e.loc);
  return e.raiseBlock;
}

static mlir::Block *finalBlock(Emitter &e, Destination to) {
  switch (to.kind) {
  case Destination::Kind::Return: return returnBlock(e);
  case Destination::Kind::Raise: return to.depth < 0 ? raiseBlock(e) : e.exits[size_t(to.depth)].entry;
  case Destination::Kind::Break: return e.exits[size_t(to.depth)].breakTo;
  case Destination::Kind::Continue: return e.exits[size_t(to.depth)].continueTo;
  }
  llvm_unreachable("unknown destination");
}

/// Emits a cleanup on the way of an error. An error of the cleanup itself takes the first one's place, which is full already.
static void emitCleanup(Emitter &e, const std::function<void()> &cleanup, Destination to) {
  ErrorSlot slot = to.kind == Destination::Kind::Raise ? errorSlot(e, to) : ErrorSlot();
  if (!slot.place)
    return cleanup();
  Exit exit;
  exit.kind = Exit::Kind::Handler;
  exit.entry = newBlock(e);
  exit.errorPlace = makeVar(e, slot.type);
  exit.errorType = slot.type;
  exit.takesAny = slot.takesAny;
  mlir::Block *replaced = exit.entry;
  Value second = exit.errorPlace;
  e.exits.push_back(std::move(exit));
  cleanup();
  e.exits.pop_back();
  SavedPoint saved(e);
  start(e, replaced);
  if (!e.live)
    return;
  fx::MoveOp::create(e.b, e.loc, second, slot.place);
  leave(e, to);
}

/// The copy of a cleanup for one destination, emitted when it is first needed.
static mlir::Block *cleanupCopy(Emitter &e, size_t index, Destination to) {
  for (auto &[known, block] : e.exits[index].copies)
    if (known == to)
      return block;
  mlir::Block *block = newBlock(e);
  e.exits[index].copies.push_back({to, block});
  std::function<void()> cleanup = e.exits[index].cleanup;
  SavedPoint saved(e);
  // The cleanup runs outside of what it ends: an error in it goes further out.
  llvm::SmallVector<Exit, 4> inner(std::make_move_iterator(e.exits.begin() + long(index)), std::make_move_iterator(e.exits.end()));
  e.exits.truncate(index);
  e.func.getBody().push_back(block);
  e.b.setInsertionPointToEnd(block);
  e.live = true;
  emitCleanup(e, cleanup, to);
  if (e.live)
    branch(e, routeTo(e, to, index));
  for (Exit &exit : inner)
    e.exits.push_back(std::move(exit));
  return block;
}

mlir::Block *routeTo(Emitter &e, Destination to, size_t from) {
  for (size_t index = from; index-- > boundary(to);)
    if (e.exits[index].kind == Exit::Kind::Cleanup)
      return cleanupCopy(e, index, to);
  return finalBlock(e, to);
}

void leave(Emitter &e, Destination to) {
  if (e.live)
    branch(e, routeTo(e, to, e.exits.size()));
}

Destination raiseDestination(Emitter &e) {
  for (size_t index = e.exits.size(); index-- > 0;)
    if (e.exits[index].kind == Exit::Kind::Handler)
      return {Destination::Kind::Raise, int(index)};
  return {Destination::Kind::Raise, -1};
}

ErrorSlot errorSlot(Emitter &e, Destination to) {
  if (to.depth >= 0) {
    const Exit &handler = e.exits[size_t(to.depth)];
    return {handler.errorPlace, handler.errorType, handler.takesAny};
  }
  Value place = e.shape->hasErrorPlace() ? Value(e.func.getArgument(unsigned(e.shape->errorIndex))) : Value();
  return {place, e.shape->error, false};
}

void dropDeadBlocks(Emitter &e) {
  llvm::DenseSet<mlir::Block *> reached;
  llvm::SmallVector<mlir::Block *> work{&e.func.getBody().front()};
  reached.insert(work.front());
  while (!work.empty())
    for (mlir::Block *successor : work.pop_back_val()->getSuccessors())
      if (reached.insert(successor).second)
        work.push_back(successor);
  llvm::SmallVector<mlir::Block *> dead;
  for (mlir::Block *block : e.blocks)
    if (!reached.contains(block))
      dead.push_back(block);
  for (mlir::Block *block : dead) {
    block->dropAllReferences();
    block->dropAllDefinedValueUses();
  }
  for (mlir::Block *block : dead)
    if (block->getParent())
      block->erase();
    else
      delete block;
}

} // namespace fornax::irgen
