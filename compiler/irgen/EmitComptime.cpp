// Compile-time control flow: only the arm that is taken, one copy of the body per turn.

#include "irgen/Emit.h"
#include "irgen/SelfCheck.h"
#include "sema/entities/Demand.h"

namespace fornax::irgen {

using namespace sema;

void emitExtend(Emitter &e, llvm::ArrayRef<LocalId> locals) {
  if (!e.live || e.failed)
    return;
  llvm::SmallVector<Value, 4> refs;
  for (LocalId local : locals) {
    auto known = e.locals->find(local);
    if (known == e.locals->end() || !known->second.ref || known->second.place < 0)
      continue; // in a register, behind a pointer, or not declared on this path
    if (llvm::is_contained(refs, known->second.ref))
      continue;
    refs.push_back(known->second.ref);
  }
  if (!refs.empty())
    fx::ExtendOp::create(e.b, e.loc, refs);
}

void emitComptimeIf(Emitter &e, const checked::ComptimeIf &stmt) {
  if (e.isSelfCheck)
    return emitGenericIf(e, stmt);
  const checked::ComptimeArm *taken = nullptr;
  for (const checked::ComptimeArm &arm : stmt.arms) {
    if (arm.condition.isValid()) {
      std::optional<bool> holds = decide(*e.frame, e.frame->body.term(arm.condition), stmt.range);
      if (!holds)
        return fail(e);
      if (!*holds)
        continue;
    }
    taken = &arm;
    break;
  }
  llvm::SmallVector<LocalId, 8> others;
  for (const checked::ComptimeArm &arm : stmt.arms)
    if (&arm != taken)
      others.append(arm.outerLocals.begin(), arm.outerLocals.end());
  emitExtend(e, others);
  if (taken)
    emitBlock(e, taken->body);
}

/// The values of a `comptime for`: the elements of a list, or what the iterable's iterator gives.
static bool turnsOf(Emitter &e, const checked::ComptimeFor &loop, llvm::SmallVectorImpl<Term> &turns) {
  Term iterable = termOf(*e.frame, loop.iterable, loop.range);
  if (isError(iterable)) {
    fail(e);
    return false;
  }
  EvalResult result = e.ctx.evaluator.iterate(e.ctx, iterable, e.target, turns);
  if (result)
    return true;
  if (result.failure != EvalResult::Failure::BrokenBody)
    report(e.instances, e.site(loop.range), messages::comptimeIterableFailed(result.message.empty() ? print(e.ctx, iterable) : result.message));
  fail(e);
  return false;
}

void emitComptimeFor(Emitter &e, const checked::ComptimeFor &loop) {
  if (e.isSelfCheck)
    return emitGenericFor(e, loop);
  constexpr size_t ManyTurns = 16384;
  llvm::SmallVector<Term, 8> turns;
  if (!turnsOf(e, loop, turns))
    return;
  if (turns.size() > ManyTurns)
    report(e.instances, e.site(loop.range), messages::manyTurns(turns.size()));
  mlir::Block *after = newBlock(e);
  for (Term turn : turns) {
    if (!e.live || e.failed)
      break;
    llvm::SmallVector<std::pair<ParameterId, Term>, 2> variables;
    if (loop.parameter.isValid())
      variables.push_back({loop.parameter, turn});
    for (auto [parameter, element] : loop.elements)
      variables.push_back({parameter, settle(e.instances, makeMember(e.ctx, turn, element), e.target, e.site(loop.range))});
    beginTurn(*e.frame, loop.scope, variables);
    mlir::Block *next = newBlock(e);
    Exit exit;
    exit.kind = Exit::Kind::Loop;
    exit.breakTo = after;
    exit.continueTo = next;
    e.exits.push_back(std::move(exit));
    emitBlock(e, loop.body);
    e.exits.pop_back();
    branch(e, next);
    start(e, next);
    emitExtend(e, loop.outerLocals);
  }
  if (e.live)
    emitBlock(e, loop.otherwise);
  branch(e, after);
  start(e, after);
}

void emitComptimeAssert(Emitter &e, const checked::ComptimeAssert &stmt) {
  if (e.isSelfCheck)
    return;
  std::optional<bool> holds = decide(*e.frame, e.frame->body.term(stmt.condition), stmt.range);
  if (!holds)
    return fail(e);
  if (*holds)
    return;
  if (const Instance &row = e.instances.rows[e.frame->instance]; row.isOnlyChecked && row.touchesTarget)
    return fail(e); // device code that no kernel uses
  std::string message;
  if (stmt.message.isValid()) {
    Term text = termOf(*e.frame, stmt.message, stmt.range);
    if (isKind(text, TermKind::Struct) && !argumentsOf(text).empty())
      text = argumentsOf(text).front();
    else if (isKind(text, TermKind::Value) && isKind(text->type, TermKind::Struct) && !argumentsOf(text->type).empty())
      text = argumentsOf(text->type).front();
    message = ": " + (isKind(text, TermKind::String) ? textOf(text).str() : print(e.ctx, text));
  }
  // What the library asserts, it asks of whoever uses it.
  report(e.instances, callerOutsideLibrary(e.instances, e.site(stmt.range)), messages::comptimeAssertFailed(message));
  fail(e);
}

} // namespace fornax::irgen
