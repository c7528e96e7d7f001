#include "sema/statements/Statements.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

static LocalId addHidden(BodyContext &b, LocalKind kind, Type type, SourceRange range) {
  Local local;
  local.kind = kind;
  local.range = range;
  return b.build.addLocal(std::move(local), type);
}

/// The overload of `__exit__` that takes an error; false if the type has only the plain one.
static bool hasErrorExit(BodyContext &b, Type manager) {
  llvm::SmallVector<FunctionId, 4> exits;
  memberFunctions(b.ctx, manager, b.ctx.names.intern("__exit__"), b.env, exits);
  return llvm::any_of(exits, [&](FunctionId id) { return signatureOf(b.ctx, id).arguments.size() == 2; });
}

/// Whether `__enter__` takes the manager itself (`var self`, `deinit self`).
static bool enterConsumes(BodyContext &b, Type manager) {
  llvm::SmallVector<FunctionId, 4> enters;
  memberFunctions(b.ctx, manager, b.ctx.names.intern("__enter__"), b.env, enters);
  return llvm::any_of(enters, [&](FunctionId id) {
    const Signature &signature = signatureOf(b.ctx, id);
    if (signature.arguments.empty())
      return false;
    Convention convention = signature.arguments[0].convention;
    return convention == Convention::Var || convention == Convention::Deinit;
  });
}

static void bindEntered(BodyContext &b, With &with, const ast::Expr *target, Expr *enter, SourceRange range) {
  bool isPlace = enter->category == Category::Place;
  if (!target && isNone(b.ctx, b.build.typeOf(enter)))
    return;
  with.entered = addHidden(b, isPlace ? LocalKind::Reference : LocalKind::Hidden, b.build.typeOf(enter), range);
  if (isPlace) {
    Local &row = b.build.body.locals[with.entered];
    row.origin = originOf(b, enter);
    row.isMutable = asBool(mutabilityOf(b, enter)).value_or(true);
  }
  if (!target)
    return;
  // The name is the entered value: a value moves into it, a place is referred to.
  Expr *source = localPlace(b, with.entered, range);
  llvm::SmallVector<const Stmt *, 2> bindings;
  if (isPlace) {
    bindTarget(b, *target, source, PlainName::Reference, bindings);
  } else {
    auto *move = b.build.make<Move>(source->type, range);
    move->place = source;
    bindTarget(b, *target, move, PlainName::Variable, bindings);
  }
  with.bindings = b.build.list(llvm::ArrayRef<const Stmt *>(bindings));
}

static void checkErrorExit(BodyContext &b, With &with, Type error, Type manager, SourceRange range) {
  with.error = addHidden(b, LocalKind::Error, error, range);
  CallOperand operand;
  operand.built = localPlace(b, with.error, range);
  operand.range = range;
  if (Expr *call = callMember(b, localPlace(b, with.manager, range), "__exit__", {operand}, range))
    with.exitWithError = toCondition(b, call, range);
}

/// Where the error that goes on needs a conversion: `swallowed or (raise the converted error)`.
static const Expr *convertedOnward(BodyContext &b, const With &with, SourceRange range) {
  const Stmt *raise = raiseConverted(b, with.error, range);
  if (!raise)
    return with.exitWithError;
  Type condition = b.build.typeOf(with.exitWithError);
  auto *onward = b.build.expr<Sequence>(condition, range);
  onward->statements = b.build.list(llvm::ArrayRef<const Stmt *>(raise));
  auto *never = b.build.expr<Constant>(condition, range);
  never->value = b.build.slot(makeBool(b.ctx, false));
  onward->result = never;
  auto *either = b.build.expr<Or>(condition, range);
  either->lhs = with.exitWithError;
  either->rhs = onward;
  return either;
}

static const With *checkItems(BodyContext &b, const ast::With &stmt, llvm::ArrayRef<ast::WithItem> items);

static const Block *checkWithBody(BodyContext &b, const ast::With &stmt, llvm::ArrayRef<ast::WithItem> rest) {
  if (rest.empty())
    return checkSuite(b, *stmt.body);
  const With *inner = checkItems(b, stmt, rest);
  return inner ? makeBlock(b, {inner}, stmt.range()) : makeBlock(b, {}, stmt.range());
}

static const With *checkItems(BodyContext &b, const ast::With &stmt, llvm::ArrayRef<ast::WithItem> items) {
  const ast::WithItem &item = items.front();
  SourceRange range = item.value->range();
  auto *with = b.build.stmt<With>(range);
  with->init = checkInferred(b, *item.value);
  Type manager = b.build.typeOf(with->init);
  with->manager = addHidden(b, LocalKind::Hidden, manager, range);
  with->consumesManager = !isError(manager) && enterConsumes(b, manager);
  Expr *receiver = localPlace(b, with->manager, range);
  if (with->consumesManager) {
    auto *move = b.build.make<Move>(receiver->type, range);
    move->place = receiver;
    receiver = move;
  }
  Expr *enter = isError(manager) ? b.build.error(range) : callMember(b, receiver, "__enter__", {}, range);
  if (!enter) {
    b.ctx.diags.report(range, messages::notAContextManager(typeText(b.ctx, manager)));
    enter = b.build.error(range);
  }
  with->enter = enter;
  bool hasExit = !isError(manager) && hasMember(b, manager, "__exit__");
  if (hasExit && with->consumesManager)
    b.ctx.diags.report(range, messages::consumingEnterWithExit(typeText(b.ctx, manager)));
  ScopeGuard scope(b);
  bindEntered(b, *with, item.target, enter, range);
  bool catches = hasExit && hasErrorExit(b, manager) && (b.handler || !b.raisesType || !isNever(b.ctx, b.raisesType));
  BodyContext::Handler handler;
  {
    llvm::SaveAndRestore inner(b.handler, catches ? &handler : b.handler);
    with->body = checkWithBody(b, stmt, items.drop_front());
  }
  if (hasExit && !with->consumesManager) {
    with->exit = callMember(b, localPlace(b, with->manager, range), "__exit__", {}, range);
    if (catches && handler.seen) {
      checkErrorExit(b, *with, handler.error, manager, range);
      noteRaise(b, handler.error, range); // what is not swallowed goes on outwards
      if (with->exitWithError)
        with->exitWithError = convertedOnward(b, *with, range);
    }
  }
  return with;
}

void checkWith(BodyContext &b, const ast::With &stmt, StmtList &into) {
  if (const With *with = checkItems(b, stmt, stmt.items))
    into.push_back(with);
}

} // namespace fornax::sema
