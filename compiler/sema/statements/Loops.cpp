#include "sema/statements/Statements.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

static const Block *checkElse(BodyContext &b, const ast::Block *suite) { return suite ? checkSuite(b, *suite) : nullptr; }

void checkWhile(BodyContext &b, const ast::While &stmt, StmtList &into) {
  auto *loop = b.build.stmt<While>(stmt.range());
  loop->condition = checkCondition(b, *stmt.condition);
  {
    llvm::SaveAndRestore depth(b.loopDepth, b.loopDepth + 1);
    loop->body = checkSuite(b, *stmt.body);
  }
  loop->otherwise = checkElse(b, stmt.elseBody);
  into.push_back(loop);
}

static LocalId hiddenLocal(BodyContext &b, LocalKind kind, Type type, SourceRange range) {
  Local local;
  local.kind = kind;
  local.range = range;
  return b.build.addLocal(std::move(local), type);
}

bool startIteration(BodyContext &b, const ast::Expr &iterable, Iteration &turn) {
  SourceRange range = iterable.range();
  Expr *source = check(b, iterable, {Type(), FitMode::Borrow});
  if (source->kind == ExprKind::Error)
    return false;
  Expr *init = callMember(b, source, "__iter__", {}, range);
  if (!init) {
    b.ctx.diags.report(range, messages::notIterable(typeText(b.ctx, b.build.typeOf(source))));
    return false;
  }
  if (init->kind == ExprKind::Error)
    return false;
  turn.init = toValue(b, init, range);
  Type iteratorType = b.build.typeOf(turn.init);
  turn.iterator = hiddenLocal(b, LocalKind::Hidden, iteratorType, range);
  {
    // An error of `__next__` ends the loop, whatever its type: it never reaches a handler.
    BodyContext::Handler swallow;
    llvm::SaveAndRestore handler(b.handler, &swallow);
    turn.next = callMember(b, localPlace(b, turn.iterator, range), "__next__", {}, range);
    if (!turn.next) {
      b.ctx.diags.report(range, messages::notAnIterator(typeText(b.ctx, iteratorType)));
      return false;
    }
    if (turn.next->kind == ExprKind::Error)
      return false;
    if (!swallow.seen) { // the older protocol: `__has_next__` is asked first
      Expr *hasNext = callMember(b, localPlace(b, turn.iterator, range), "__has_next__", {}, range);
      if (!hasNext) {
        b.ctx.diags.report(range, messages::notAnIterator(typeText(b.ctx, iteratorType)));
        return false;
      }
      turn.hasNext = toCondition(b, hasNext, range);
    }
  }
  bool isPlace = turn.next->category == Category::Place;
  turn.element = hiddenLocal(b, isPlace ? LocalKind::Reference : LocalKind::Hidden, b.build.typeOf(turn.next), range);
  Local &row = b.build.body.locals[turn.element];
  if (isPlace) {
    row.origin = originOf(b, turn.next);
    row.isMutable = asBool(mutabilityOf(b, turn.next)).value_or(true);
  }
  turn.source = localPlace(b, turn.element, range);
  return true;
}

/// `var x` takes an element that the iterator hands over by value without a copy.
static Expr *takeElement(BodyContext &b, const ast::Expr &target, const Iteration &turn) {
  bool isOwned = turn.next->category == Category::Value;
  auto *binder = llvm::dyn_cast<ast::Binder>(ast::stripParens(&target));
  bool wantsVar = binder && binder->which == ast::BinderKind::Var && llvm::isa<ast::Identifier>(ast::stripParens(binder->target));
  if (!isOwned || !wantsVar)
    return turn.source;
  auto *move = b.build.make<Move>(turn.source->type, turn.source->range);
  move->place = turn.source;
  return move;
}

void checkFor(BodyContext &b, const ast::For &stmt, StmtList &into) {
  Iteration turn;
  bool good = startIteration(b, *stmt.iterable, turn);
  auto *loop = b.build.stmt<For>(stmt.range());
  {
    ScopeGuard scope(b);
    llvm::SaveAndRestore depth(b.loopDepth, b.loopDepth + 1);
    llvm::SmallVector<const Stmt *, 4> bindings;
    Expr *source = good ? takeElement(b, *stmt.target, turn) : b.build.error(stmt.iterable->range());
    bindTarget(b, *stmt.target, source, PlainName::ImmutableReference, bindings);
    loop->bindings = b.build.list(llvm::ArrayRef<const Stmt *>(bindings));
    loop->body = checkSuite(b, *stmt.body);
  }
  loop->otherwise = checkElse(b, stmt.elseBody);
  if (!good) {
    into.push_back(b.build.make<ErrorStmt>(stmt.range()));
    return;
  }
  loop->iterator = turn.iterator;
  loop->init = turn.init;
  loop->hasNext = turn.hasNext;
  loop->next = turn.next;
  loop->element = turn.element;
  into.push_back(loop);
}

} // namespace fornax::sema
