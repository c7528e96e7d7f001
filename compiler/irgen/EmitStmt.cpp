// Statements without loops and errors.

#include "irgen/Emit.h"
#include "sema/entities/Demand.h"

namespace fornax::irgen {

using namespace sema;
using llvm::cast;

void emitBlock(Emitter &e, const checked::Block *block) {
  if (!block)
    return;
  for (const checked::Stmt *statement : block->statements) {
    if (!e.live)
      return; // nothing comes here
    emitStatement(e, *statement);
  }
}

static void emitDiscard(Emitter &e, const checked::Discard &discard) {
  if (!discard.isUse || !isPlace(discard.expr)) {
    emitEffects(e, discard.expr);
    return;
  }
  mlir::Type type = loweredType(e, discard.expr);
  if (!type || fx::isEmpty(type))
    return emitEffects(e, discard.expr);
  fx::UseOp::create(e.b, e.loc, emitPlace(e, discard.expr));
}

static void emitBindRef(Emitter &e, const checked::BindRef &bind) {
  Value place = emitPlace(e, bind.place);
  LocalState &state = (*e.locals)[bind.local];
  state = LocalState();
  state.ref = place;
  const Local &local = e.frame->body.locals[bind.local];
  if (!local.name.empty())
    fx::DebugOp::create(e.b, e.loc, local.name.str(), place, mlir::LocationAttr());
}

static void emitIf(Emitter &e, const checked::If &branchStmt) {
  mlir::Block *then = newBlock(e), *otherwise = newBlock(e), *after = newBlock(e);
  emitCondition(e, branchStmt.condition, then, branchStmt.otherwise ? otherwise : after);
  start(e, then);
  emitBlock(e, branchStmt.then);
  branch(e, after);
  if (branchStmt.otherwise) {
    start(e, otherwise);
    emitBlock(e, branchStmt.otherwise);
    branch(e, after);
  }
  start(e, after);
}

static bool hasCleanup(const Emitter &e) {
  return llvm::any_of(e.exits, [](const Exit &exit) { return exit.kind == Exit::Kind::Cleanup; });
}

/// A variable of the function, at its entry, that carries the result through cleanups.
static Value returnSlot(Emitter &e) {
  if (!e.returnSlot) {
    SavedPoint saved(e);
    e.b.setInsertionPointToStart(&e.func.getBody().front());
    e.returnSlot = makeVar(e, e.shape->leafResult);
  }
  return e.returnSlot;
}

static void finishReturn(Emitter &e, Value leaf) {
  if (!e.live)
    return;
  if (hasCleanup(e)) {
    if (e.shape->leafResult)
      fx::StoreOp::create(e.b, e.loc, leaf, returnSlot(e));
    leave(e, {Destination::Kind::Return, -1});
    return;
  }
  if (e.shape->leafResult)
    fx::ReturnOp::create(e.b, e.loc, leaf);
  else
    fx::ReturnOp::create(e.b, e.loc);
  stop(e);
}

static LocalId namedResult(Emitter &e) {
  const auto &locals = e.frame->body.locals;
  for (uint32_t index = 0; index < locals.size(); ++index)
    if (locals[LocalId(index)].kind == LocalKind::Result)
      return LocalId(index);
  return {};
}

void emitReturn(Emitter &e, const checked::Return &ret) {
  const FunctionShape &shape = *e.shape;
  if (!ret.value) {
    LocalId local = namedResult(e);
    bool loads = shape.leafResult && local.isValid();
    Value leaf = loads ? Value(fx::LoadOp::create(e.b, e.loc, (*e.locals)[local].ref)) : Value();
    return finishReturn(e, leaf);
  }
  if (shape.returnsReference)
    return finishReturn(e, emitPlace(e, ret.value));
  if (shape.leafResult)
    return finishReturn(e, emitLeaf(e, ret.value));
  if (shape.outIndex >= 0)
    emitInto(e, ret.value, e.func.getArgument(unsigned(shape.outIndex)));
  else
    emitEffects(e, ret.value);
  finishReturn(e, {});
}

void emitStatement(Emitter &e, const checked::Stmt &statement) {
  moveTo(e, statement.range);
  switch (statement.kind) {
  case checked::StmtKind::Block: return emitBlock(e, &static_cast<const checked::Block &>(statement));
  case checked::StmtKind::Discard: return emitDiscard(e, static_cast<const checked::Discard &>(statement));
  case checked::StmtKind::Init: {
    auto &init = static_cast<const checked::Init &>(statement);
    emitLocal(e, init.local, init.value);
    return;
  }
  case checked::StmtKind::Late: declareLocal(e, static_cast<const checked::Late &>(statement).local); return;
  case checked::StmtKind::BindRef: return emitBindRef(e, static_cast<const checked::BindRef &>(statement));
  case checked::StmtKind::Assign: return emitAssign(e, static_cast<const checked::Assign &>(statement));
  case checked::StmtKind::If: return emitIf(e, static_cast<const checked::If &>(statement));
  case checked::StmtKind::While: return emitWhile(e, static_cast<const checked::While &>(statement));
  case checked::StmtKind::For: return emitFor(e, static_cast<const checked::For &>(statement));
  case checked::StmtKind::Try: return emitTry(e, static_cast<const checked::Try &>(statement));
  case checked::StmtKind::Raise: return emitRaise(e, static_cast<const checked::Raise &>(statement));
  case checked::StmtKind::Reraise: return emitReraise(e, static_cast<const checked::Reraise &>(statement));
  case checked::StmtKind::Return: return emitReturn(e, static_cast<const checked::Return &>(statement));
  case checked::StmtKind::With: return emitWith(e, static_cast<const checked::With &>(statement));
  case checked::StmtKind::Break:
  case checked::StmtKind::Continue: {
    bool isBreak = statement.kind == checked::StmtKind::Break;
    for (size_t index = e.exits.size(); index-- > 0;)
      if (e.exits[index].kind == Exit::Kind::Loop)
        return leave(e, {isBreak ? Destination::Kind::Break : Destination::Kind::Continue, int(index)});
    llvm_unreachable("break or continue outside of a loop");
  }
  case checked::StmtKind::ComptimeIf: return emitComptimeIf(e, static_cast<const checked::ComptimeIf &>(statement));
  case checked::StmtKind::ComptimeFor: return emitComptimeFor(e, static_cast<const checked::ComptimeFor &>(statement));
  case checked::StmtKind::ComptimeAssert: return emitComptimeAssert(e, static_cast<const checked::ComptimeAssert &>(statement));
  case checked::StmtKind::Error: e.failed = true; return;
  }
  llvm_unreachable("unknown statement");
}

} // namespace fornax::irgen
