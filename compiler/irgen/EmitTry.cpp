// Raising, `try`, `with`.

#include "irgen/Emit.h"
#include "sema/entities/Program.h"

namespace fornax::irgen {

using namespace sema;

static void pushCleanup(Emitter &e, std::function<void()> cleanup) {
  Exit exit;
  exit.kind = Exit::Kind::Cleanup;
  exit.cleanup = std::move(cleanup);
  e.exits.push_back(std::move(exit));
}

static void pushHandler(Emitter &e, mlir::Block *entry, Value place, mlir::Type type) {
  Exit exit;
  exit.kind = Exit::Kind::Handler;
  exit.entry = entry;
  exit.errorPlace = place;
  exit.errorType = type;
  e.exits.push_back(std::move(exit));
}

void emitRaise(Emitter &e, const checked::Raise &raise) {
  Destination to = raiseDestination(e);
  ErrorSlot slot = errorSlot(e, to);
  if (slot.place)
    emitInto(e, raise.value, slot.place);
  else
    emitEffects(e, raise.value);
  leave(e, to);
}

void emitReraise(Emitter &e, const checked::Reraise &reraise) {
  Destination to = raiseDestination(e);
  ErrorSlot slot = errorSlot(e, to);
  if (slot.place)
    fx::MoveOp::create(e.b, e.loc, placeOfLocal(e, reraise.error, reraise.range), slot.place);
  leave(e, to);
}

/// A variable that receives an error: the handler's own, or one without a name.
static Value declareError(Emitter &e, LocalId local, mlir::Type type) {
  if (!type || fx::isEmpty(type))
    return {};
  return local.isValid() ? declareLocal(e, local) : makeVar(e, type);
}

void emitTry(Emitter &e, const checked::Try &stmt) {
  mlir::Type errorType;
  bool neverRaises = false;
  if (stmt.hasHandler && stmt.errorType.isValid()) {
    neverRaises = isNever(e.ctx, typeOf(*e.frame, stmt.errorType, stmt.range));
    errorType = neverRaises ? mlir::Type() : loweredOf(*e.frame, stmt.errorType, stmt.range);
  }
  mlir::Block *after = newBlock(e), *handler = newBlock(e);
  if (stmt.finally)
    pushCleanup(e, [&e, finally = stmt.finally] { emitBlock(e, finally); });
  if (stmt.hasHandler) {
    Value place = neverRaises ? Value() : declareError(e, stmt.error, errorType);
    pushHandler(e, handler, place, errorType);
  }
  emitBlock(e, stmt.body);
  if (stmt.hasHandler)
    e.exits.pop_back();
  emitBlock(e, stmt.otherwise);
  branch(e, after);
  if (stmt.hasHandler) {
    start(e, handler);
    if (e.live)
      emitBlock(e, stmt.handler);
    branch(e, after);
  }
  if (stmt.finally)
    e.exits.pop_back();
  start(e, after);
  if (stmt.finally && e.live)
    emitBlock(e, stmt.finally);
}

/// Without __exit__ the entered value is the context: it, or the variables that it was moved into, live to the end of the suite.
static void keepEntered(Emitter &e, const checked::With &with) {
  llvm::SmallVector<LocalId, 2> locals;
  if (with.entered.isValid())
    locals.push_back(with.entered);
  for (const checked::Stmt *binding : with.bindings)
    if (const auto *init = llvm::dyn_cast<checked::Init>(binding))
      locals.push_back(init->local);
  emitExtend(e, locals);
}

/// What ends the context on every way out but a handled error.
static void emitPlainExit(Emitter &e, const checked::With &with) {
  if (with.exit)
    emitEffects(e, with.exit);
  else
    keepEntered(e, with);
  if (!e.live || !with.manager.isValid() || with.consumesManager)
    return;
  if (Value manager = (*e.locals)[with.manager].ref)
    fx::UseOp::create(e.b, e.loc, manager);
}

/// The error overload: true swallows the error, false sends it on.
static void emitErrorExit(Emitter &e, const checked::With &with, Value place, mlir::Block *after) {
  mlir::Block *again = newBlock(e);
  emitCondition(e, with.exitWithError, after, again);
  start(e, again);
  if (!e.live)
    return;
  Destination to = raiseDestination(e);
  ErrorSlot slot = errorSlot(e, to);
  if (slot.place && place)
    fx::MoveOp::create(e.b, e.loc, place, slot.place);
  leave(e, to);
}

void emitWith(Emitter &e, const checked::With &with) {
  if (with.init)
    emitLocal(e, with.manager, with.init);
  if (!with.entered.isValid()) {
    if (with.enter)
      emitEffects(e, with.enter);
  } else if (isPlace(with.enter)) {
    LocalState state;
    state.ref = emitPlace(e, with.enter);
    (*e.locals)[with.entered] = state;
  } else {
    emitLocal(e, with.entered, with.enter);
  }
  mlir::Block *after = newBlock(e), *handler = newBlock(e);
  pushCleanup(e, [&e, &with] { emitPlainExit(e, with); });
  Value place;
  if (with.exitWithError) {
    mlir::Type type;
    if (with.error.isValid())
      type = loweredOf(*e.frame, e.frame->body.locals[with.error].type, with.range);
    place = declareError(e, with.error, type);
    pushHandler(e, handler, place, type);
  }
  for (const checked::Stmt *binding : with.bindings)
    emitStatement(e, *binding);
  emitBlock(e, with.body);
  if (with.exitWithError)
    e.exits.pop_back();
  e.exits.pop_back();
  if (e.live)
    emitPlainExit(e, with);
  branch(e, after);
  if (with.exitWithError) {
    start(e, handler);
    if (e.live)
      emitErrorExit(e, with, place, after);
  }
  start(e, after);
}

} // namespace fornax::irgen
