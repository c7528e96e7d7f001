// `while` and `for`.

#include "irgen/Emit.h"

namespace fornax::irgen {

using namespace sema;

static void pushLoop(Emitter &e, mlir::Block *breakTo, mlir::Block *continueTo) {
  Exit loop;
  loop.kind = Exit::Kind::Loop;
  loop.breakTo = breakTo;
  loop.continueTo = continueTo;
  e.exits.push_back(std::move(loop));
}

/// The end shared by loops: `else` where the loop ran out, then what follows.
static void finishLoop(Emitter &e, mlir::Block *done, const checked::Block *otherwise, mlir::Block *after) {
  start(e, done);
  emitBlock(e, otherwise);
  branch(e, after);
  start(e, after);
}

void emitWhile(Emitter &e, const checked::While &loop) {
  mlir::Block *head = newBlock(e), *body = newBlock(e), *done = newBlock(e), *after = newBlock(e);
  branch(e, head);
  start(e, head);
  emitCondition(e, loop.condition, body, done);
  start(e, body);
  pushLoop(e, after, head);
  emitBlock(e, loop.body);
  e.exits.pop_back();
  branch(e, head);
  finishLoop(e, done, loop.otherwise, after);
}

/// The element of a turn: any error of `next` ends the loop.
static void emitNext(Emitter &e, const checked::For &loop, mlir::Block *done) {
  Exit handler;
  handler.kind = Exit::Kind::Handler;
  handler.entry = done;
  handler.takesAny = true;
  e.exits.push_back(std::move(handler));
  if (!loop.element.isValid()) {
    emitEffects(e, loop.next);
  } else if (isPlace(loop.next)) {
    Value place = emitPlace(e, loop.next);
    LocalState state;
    state.ref = place;
    (*e.locals)[loop.element] = state;
  } else {
    emitLocal(e, loop.element, loop.next);
  }
  e.exits.pop_back();
}

void emitFor(Emitter &e, const checked::For &loop) {
  if (loop.init)
    emitLocal(e, loop.iterator, loop.init);
  mlir::Block *head = newBlock(e), *done = newBlock(e), *after = newBlock(e);
  branch(e, head);
  start(e, head);
  if (loop.hasNext) {
    mlir::Block *more = newBlock(e);
    emitCondition(e, loop.hasNext, more, done);
    start(e, more);
  }
  emitNext(e, loop, done);
  pushLoop(e, after, head);
  for (const checked::Stmt *binding : loop.bindings)
    emitStatement(e, *binding);
  emitBlock(e, loop.body);
  e.exits.pop_back();
  branch(e, head);
  finishLoop(e, done, loop.otherwise, after);
}

} // namespace fornax::irgen
