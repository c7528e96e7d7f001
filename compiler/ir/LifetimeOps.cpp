// Values in places: builders and verifiers.

#include "ir/IR.h"

using namespace mlir;

namespace fornax::fx {

// ---- fx.load, fx.store

void LoadOp::build(OpBuilder &builder, OperationState &state, Value ref, OriginsAttr origins) {
  Type leaf = leafOf(cast<RefType>(ref.getType()).getPointee());
  assert(leaf && "a memory-class value is not loaded");
  build(builder, state, leaf, ref, origins);
}

/// A place's leaf, or an error: the value must have that type.
static LogicalResult verifyAccess(Operation *op, Type pointee, Type value) {
  Type leaf = leafOf(pointee);
  if (!leaf)
    return op->emitOpError() << pointee << " is of memory class";
  if (leaf != value)
    return op->emitOpError() << "value of type " << value << " in a place for " << leaf;
  return success();
}

LogicalResult LoadOp::verify() { return verifyAccess(*this, getRef().getType().getPointee(), getValue().getType()); }
LogicalResult StoreOp::verify() { return verifyAccess(*this, getRef().getType().getPointee(), getValue().getType()); }

// ---- fx.copy, fx.move

void CopyOp::build(OpBuilder &builder, OperationState &state, Value from, Value to, bool implicit, bool assign) {
  state.addOperands({from, to});
  if (implicit)
    state.addAttribute(getImplicitAttrName(state.name), builder.getUnitAttr());
  if (assign)
    state.addAttribute(getAssignAttrName(state.name), builder.getUnitAttr());
}

void MoveOp::build(OpBuilder &builder, OperationState &state, Value from, Value to, bool assign) {
  state.addOperands({from, to});
  if (assign)
    state.addAttribute(getAssignAttrName(state.name), builder.getUnitAttr());
}

/// Both sides have one type; outside the default address space only bytes can be transferred.
static LogicalResult verifyTransfer(Operation *op, RefType from, RefType to, bool trivial) {
  if (from.getPointee() != to.getPointee())
    return op->emitOpError("source and target types differ");
  if ((from.getSpace() || to.getSpace()) && !trivial)
    return op->emitOpError("only trivial values can be transferred in another address space");
  return success();
}

LogicalResult CopyOp::verify() {
  Lifecycle life = lifecycleOf(getFrom().getType().getPointee());
  if (!life.copyable)
    return emitOpError("type is not copyable");
  if (getImplicit() && !life.implicitCopy)
    return emitOpError("type is not implicitly copyable");
  return verifyTransfer(*this, getFrom().getType(), getTo().getType(), life.trivialCopy);
}

LogicalResult MoveOp::verify() {
  Lifecycle life = lifecycleOf(getFrom().getType().getPointee());
  if (!life.movable)
    return emitOpError("type is not movable");
  return verifyTransfer(*this, getFrom().getType(), getTo().getType(), life.trivialMove);
}

} // namespace fornax::fx
