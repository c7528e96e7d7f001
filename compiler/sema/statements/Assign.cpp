// Assignments: one target, several at once, chains, annotated and augmented ones.
#include "sema/expressions/Access.h"
#include "sema/statements/Statements.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

static LocalId addHidden(BodyContext &b, Type type, SourceRange range) {
  Local local;
  local.kind = LocalKind::Hidden;
  local.isUsed = true;
  local.range = range;
  return b.build.addLocal(std::move(local), type);
}

/// Reports a plain name that nothing declares.
static bool isUndeclared(BodyContext &b, const ast::Expr &target) {
  auto *name = llvm::dyn_cast<ast::Identifier>(&target);
  if (!name || lookupName(b, name->name))
    return false;
  b.ctx.diags.report(name->range(), messages::undeclaredTarget(name->name)).fix(messages::insertVar(), name->range().atBegin(), "var ");
  Scope *body = b.scope; // known from here on, so that its uses are not reported too
  while (body->outer && !body->outer->isFunctionBoundary)
    body = body->outer;
  body->names.try_emplace(name->name, ScopeEntry());
  return true;
}

static void discardValue(BodyContext &b, Expr *value, SourceRange range, StmtList &into) {
  auto *discard = b.build.stmt<Discard>(range);
  discard->expr = value;
  discard->isUse = value->category == Category::Place;
  into.push_back(discard);
}

void storeBuilt(BodyContext &b, const ast::Expr &written, Expr *source, StmtList &into) {
  const ast::Expr &target = *ast::stripParens(&written);
  if (source->kind == ExprKind::Error)
    return;
  if (llvm::isa<ast::Discard>(target))
    return discardValue(b, source, target.range(), into);
  if (llvm::isa<ast::Binder>(target))
    return bindTarget(b, target, source, PlainName::Variable, into);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(&target)) {
    if (!checkElementCount(b, source, tuple->elements.size(), target.range()))
      return;
    Expr *place = evaluateOnce(b, source, into);
    for (unsigned i = 0; i < tuple->elements.size(); ++i)
      storeBuilt(b, *tuple->elements[i], tupleElement(b, place, i, tuple->elements[i]->range()), into);
    return;
  }
  if (!isUndeclared(b, target))
    assignBuilt(b, target, source, target.range(), into);
}

/// A value kept until every other value of the statement is known; moved from there.
static Expr *hold(BodyContext &b, Expr *value, StmtList &into) {
  if (value->kind == ExprKind::Error)
    return value;
  LocalId local = addHidden(b, b.build.typeOf(value), value->range);
  into.push_back(makeInit(b, local, value, value->range));
  Expr *place = localPlace(b, local, value->range);
  auto *move = b.build.make<Move>(place->type, value->range);
  move->place = place;
  return move;
}

static Expr *valueFor(BodyContext &b, const ast::Expr &target, const ast::Expr &value) {
  const ast::Expr &inner = *ast::stripParens(&target);
  bool hasType = !llvm::isa<ast::Discard>(inner) && !llvm::isa<ast::Tuple>(inner) && !llvm::isa<ast::Binder>(inner);
  Type type = hasType ? typeOfTarget(b, inner) : Type();
  return type && !isError(type) ? check(b, value, {type, FitMode::Value}) : checkInferred(b, value);
}

/// `a, b = x, y`: every value before the first store. From anything else the elements are taken one by one.
static void assignTuple(BodyContext &b, const ast::Tuple &targets, const ast::Expr &value, StmtList &into) {
  auto *values = llvm::dyn_cast<ast::Tuple>(ast::stripParens(&value));
  if (!values)
    return storeBuilt(b, targets, check(b, value, {Type(), FitMode::Borrow}), into);
  if (values->elements.size() != targets.elements.size()) {
    b.ctx.diags.report(value.range(), messages::wrongElementCount(unsigned(targets.elements.size()), unsigned(values->elements.size())));
    return;
  }
  llvm::SmallVector<Expr *, 4> held;
  for (unsigned i = 0; i < targets.elements.size(); ++i)
    held.push_back(hold(b, valueFor(b, *targets.elements[i], *values->elements[i]), into));
  for (unsigned i = 0; i < targets.elements.size(); ++i)
    storeBuilt(b, *targets.elements[i], held[i], into);
}

static void assignOne(BodyContext &b, const ast::Expr &written, const ast::Expr &value, SourceRange range, StmtList &into) {
  const ast::Expr &target = *ast::stripParens(&written);
  if (llvm::isa<ast::Discard>(target))
    return discardValue(b, check(b, value, {Type(), FitMode::Discard}), range, into);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(&target))
    return assignTuple(b, *tuple, value, into);
  if (isUndeclared(b, target)) {
    (void)check(b, value, {Type(), FitMode::Discard}); // its own mistakes are reported all the same
    return;
  }
  assignTo(b, target, value, range, into);
}

/// `place: T = e`, the older form: the type must be that of the place.
static void checkAnnotation(BodyContext &b, const ast::Assign &stmt) {
  Type written = typeFrom(b, *stmt.type);
  Type actual = typeOfTarget(b, *stmt.targets[0]);
  if (!actual || isError(actual) || isError(written))
    return;
  if (compare(b.ctx, actual, written) != Comparison::Equal)
    b.ctx.diags.report(stmt.type->range(), messages::annotationDiffers(typeText(b.ctx, actual), typeText(b.ctx, written)));
  else
    b.ctx.diags.report(stmt.type->range(), messages::annotationIgnored());
}

void checkAssign(BodyContext &b, const ast::Assign &stmt, StmtList &into) {
  if (stmt.type) {
    const ast::Expr &target = *ast::stripParens(stmt.targets[0]);
    if (llvm::isa<ast::Identifier>(target) || llvm::isa<ast::Discard>(target))
      return; // the parser has reported it
    checkAnnotation(b, stmt);
  }
  if (stmt.targets.size() == 1)
    return assignOne(b, *stmt.targets[0], *stmt.value, stmt.range(), into);
  // A chain: the value once, then the targets from right to left.
  Expr *value = valueFor(b, *stmt.targets.back(), *stmt.value);
  if (value->kind == ExprKind::Error)
    return;
  LocalId shared = addHidden(b, b.build.typeOf(value), value->range);
  into.push_back(makeInit(b, shared, value, stmt.value->range()));
  for (const ast::Expr *target : llvm::reverse(stmt.targets))
    storeBuilt(b, *target, localPlace(b, shared, value->range), into);
}

void checkAugAssign(BodyContext &b, const ast::AugAssign &stmt, StmtList &into) {
  if (isUndeclared(b, *ast::stripParens(stmt.target))) {
    (void)check(b, *stmt.value, {Type(), FitMode::Discard});
    return;
  }
  assignAugmented(b, *stmt.target, stmt.op, stmt.opRange, *stmt.value, stmt.range(), into);
}

} // namespace fornax::sema
