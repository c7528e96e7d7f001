#include "sema/statements/Statements.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

/// An error of another type is converted on its way.
static bool fitsHandler(BodyContext &b, Type error, Type wanted) {
  return compare(b.ctx, wanted, error) != Comparison::Different || isConvertible(b, error, wanted);
}

void noteRaise(BodyContext &b, Type error, SourceRange range) {
  if (isError(error) || isNever(b.ctx, error) || b.unevaluated.active)
    return;
  if (b.handler) {
    if (!b.handler->seen) {
      b.handler->seen = true;
      b.handler->error = error;
    } else if (!fitsHandler(b, error, b.handler->error)) {
      b.ctx.diags.report(range, messages::errorTypeDiffers(typeText(b.ctx, error), typeText(b.ctx, b.handler->error)));
    }
    return;
  }
  if (!b.raisesType || isError(b.raisesType))
    return;
  if (isNever(b.ctx, b.raisesType)) {
    b.ctx.diags.report(range, messages::cannotRaise(typeText(b.ctx, error))).note(messages::addRaises());
    return;
  }
  if (!fitsHandler(b, error, b.raisesType))
    b.ctx.diags.report(range, messages::errorTypeDiffers(typeText(b.ctx, error), typeText(b.ctx, b.raisesType)));
}

/// The type that a `raise` at this point converts to; null if the first raise decides.
static Type raiseTarget(BodyContext &b) {
  if (b.handler)
    return b.handler->seen ? b.handler->error : Type();
  return b.raisesType && !isNever(b.ctx, b.raisesType) ? b.raisesType : Type();
}

const Stmt *raiseConverted(BodyContext &b, LocalId error, SourceRange range) {
  Type type = b.build.body.type(b.build.body.locals[error].type);
  Type target = b.handler ? b.handler->error : b.raisesType;
  if (!target || isError(target) || isError(type) || isNever(b.ctx, target) || compare(b.ctx, type, target) != Comparison::Different ||
      !isConvertible(b, type, target))
    return nullptr;
  auto *place = b.build.expr<LocalPlace>(type, range);
  place->local = error;
  auto *raise = b.build.stmt<Raise>(range);
  raise->value = convertTo(b, place, target, range);
  return raise;
}

/// `raise "text"` makes an Error where nothing else is asked for.
static Expr *raisedValue(BodyContext &b, const ast::Expr &value) {
  if (Type target = raiseTarget(b))
    return check(b, value, {target, FitMode::Value});
  if (llvm::isa<ast::StringLiteral>(ast::stripParens(&value)))
    return check(b, value, {contractType(b.ctx, ContractItem::Error), FitMode::Value});
  return checkInferred(b, value);
}

void checkRaise(BodyContext &b, const ast::Raise &stmt, StmtList &into) {
  if (!stmt.value) {
    if (!b.caughtError.isValid()) {
      b.ctx.diags.report(stmt.range(), messages::bareRaise());
      return;
    }
    noteRaise(b, b.build.body.type(b.build.body.locals[b.caughtError].type), stmt.range());
    if (const Stmt *raise = raiseConverted(b, b.caughtError, stmt.range())) {
      into.push_back(raise);
      return;
    }
    auto *again = b.build.stmt<Reraise>(stmt.range());
    again->error = b.caughtError;
    into.push_back(again);
    return;
  }
  Expr *value = raisedValue(b, *stmt.value);
  Type type = b.build.typeOf(value);
  if (isContractStruct(b.ctx, type, ContractItem::String) && !raiseTarget(b)) // `raise String(…)` makes an Error too
    type = b.build.typeOf(value = convertTo(b, value, contractType(b.ctx, ContractItem::Error), stmt.value->range()));
  noteRaise(b, type, stmt.range());
  auto *raise = b.build.stmt<Raise>(stmt.range());
  raise->value = value;
  into.push_back(raise);
}

static const Block *checkHandler(BodyContext &b, const ast::Try &stmt, Try &attempt, Type error) {
  ScopeGuard scope(b);
  Local local;
  local.kind = LocalKind::Error;
  local.name = stmt.errorName.name;
  local.range = stmt.errorName ? stmt.errorName.range : stmt.exceptRange;
  attempt.error = b.build.addLocal(std::move(local), error);
  if (stmt.errorName && stmt.errorName.name != "_") {
    ScopeEntry entry;
    entry.entity = attempt.error;
    entry.range = stmt.errorName.range;
    declareName(b, stmt.errorName.name, entry);
  }
  llvm::SaveAndRestore caught(b.caughtError, attempt.error);
  return checkSuiteInScope(b, *stmt.handler);
}

void checkTry(BodyContext &b, const ast::Try &stmt, StmtList &into) {
  auto *attempt = b.build.stmt<Try>(stmt.range());
  BodyContext::Handler handler;
  {
    llvm::SaveAndRestore inner(b.handler, stmt.handler ? &handler : b.handler);
    llvm::SaveAndRestore caught(b.caughtError, LocalId());
    attempt->body = checkSuite(b, *stmt.body);
  }
  attempt->hasHandler = stmt.handler != nullptr;
  if (stmt.handler) {
    if (!handler.seen && !stmt.finallyBody && !b.ctx.diags.hasErrors())
      b.ctx.diags.report(stmt.exceptRange, messages::nothingRaised());
    Type error = handler.seen ? handler.error : contractType(b.ctx, ContractItem::Error);
    attempt->errorType = b.build.slot(error);
    attempt->handler = checkHandler(b, stmt, *attempt, error);
  }
  if (stmt.elseBody)
    attempt->otherwise = checkSuite(b, *stmt.elseBody);
  if (stmt.finallyBody)
    attempt->finally = checkSuite(b, *stmt.finallyBody);
  into.push_back(attempt);
}

} // namespace fornax::sema
