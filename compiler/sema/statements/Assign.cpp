#include "sema/expressions/Access.h"
#include "sema/statements/Statements.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

static bool isSimple(const ast::Expr *target) { return !llvm::isa<ast::Tuple, ast::Discard, ast::Binder>(target); }

/// `_ = e`: a place is kept alive up to here, a value dies at once.
static void discard(BodyContext &b, Expr *source, SourceRange range, StmtList &into) {
  auto *stmt = b.build.stmt<Discard>(range);
  stmt->expr = source;
  stmt->isUse = source->category == Category::Place;
  into.push_back(stmt);
}

void storeBuilt(BodyContext &b, const ast::Expr &written, Expr *source, StmtList &into) {
  const ast::Expr *target = ast::stripParens(&written);
  if (llvm::isa<ast::Discard>(target))
    return discard(b, source, target->range(), into);
  if (auto *binder = llvm::dyn_cast<ast::Binder>(target))
    return bindTarget(b, *binder, source, PlainName::Variable, into);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(target)) {
    Expr *place = toPlace(b, source);
    for (unsigned i = 0; i < tuple->elements.size(); ++i)
      storeBuilt(b, *tuple->elements[i], tupleElement(b, place, i, tuple->elements[i]->range()), into);
    return;
  }
  assignBuilt(b, *target, source, target->range(), into);
}

/// `a, b = x, y`: every value before any target, so that `a, b = b, a` exchanges.
static void assignTuple(BodyContext &b, const ast::Tuple &targets, const ast::Expr &value, SourceRange range, StmtList &into) {
  auto *values = llvm::dyn_cast<ast::Tuple>(ast::stripParens(&value));
  if (!values || values->elements.size() != targets.elements.size())
    return storeBuilt(b, targets, checkInferred(b, value), into);
  llvm::SmallVector<Expr *, 4> built;
  for (unsigned i = 0; i < targets.elements.size(); ++i) {
    const ast::Expr *target = ast::stripParens(targets.elements[i]);
    Type type = isSimple(target) ? typeOfTarget(b, *target) : Type();
    Expr *element = type ? check(b, *values->elements[i], {type, FitMode::Value}) : checkInferred(b, *values->elements[i]);
    built.push_back(toPlace(b, element));
  }
  for (unsigned i = 0; i < targets.elements.size(); ++i) {
    Expr *source = built[i];
    if (source->kind == ExprKind::TemporaryPlace) { // the temporary's value is not needed again
      auto *move = b.build.make<Move>(source->type, source->range);
      move->place = source;
      source = move;
    }
    storeBuilt(b, *targets.elements[i], source, into);
  }
}

void checkAssign(BodyContext &b, const ast::Assign &stmt, StmtList &into) {
  if (stmt.targets.size() > 1) {
    Type type = isSimple(ast::stripParens(stmt.targets[0])) ? typeOfTarget(b, *stmt.targets[0]) : Type();
    Expr *shared = toPlace(b, type ? check(b, *stmt.value, {type, FitMode::Value}) : checkInferred(b, *stmt.value));
    for (const ast::Expr *target : llvm::reverse(stmt.targets))
      storeBuilt(b, *target, shared, into);
    return;
  }
  const ast::Expr *target = ast::stripParens(stmt.targets[0]);
  if (llvm::isa<ast::Discard>(target))
    return discard(b, check(b, *stmt.value, {Type(), FitMode::Discard}), stmt.range(), into);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(target))
    return assignTuple(b, *tuple, *stmt.value, stmt.range(), into);
  if (stmt.type) {
    Type written = typeFrom(b, *stmt.type);
    Type actual = typeOfTarget(b, *target);
    if (actual && !isError(written) && compare(b.ctx, written, actual) != Comparison::Equal)
      b.ctx.diags.report(stmt.type->range(), messages::annotationDiffers(typeText(b.ctx, written), typeText(b.ctx, actual)));
    else
      b.ctx.diags.report(stmt.type->range(), messages::annotationIgnored());
  }
  assignTo(b, *target, *stmt.value, stmt.range(), into);
}

void checkAugAssign(BodyContext &b, const ast::AugAssign &stmt, StmtList &into) {
  assignAugmented(b, *stmt.target, stmt.op, stmt.opRange, *stmt.value, stmt.range(), into);
}

} // namespace fornax::sema
