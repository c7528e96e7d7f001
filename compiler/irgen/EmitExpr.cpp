// Expressions as values: in SSA, or constructed in a place.

#include "irgen/Emit.h"

namespace fornax::irgen {

using namespace sema;
using llvm::cast, llvm::dyn_cast, llvm::isa;

mlir::Type loweredType(Emitter &e, const checked::Expr *expr) {
  mlir::Type type = loweredOf(*e.frame, expr->type, expr->range);
  if (!type)
    fail(e);
  return type;
}

static bool isNeverType(Emitter &e, const checked::Expr *expr) {
  return expr->category == checked::Category::Never || isNever(e.ctx, typeOf(*e.frame, expr->type, expr->range));
}

// ---- conditions

/// Looks through what the checker wraps round a Bool to get its i1: a field of a temporary, copied.
static const checked::Expr *peelCondition(Emitter &e, const checked::Expr *expr) {
  const checked::Expr *at = expr;
  while (true) {
    if (auto *copy = dyn_cast<checked::Copy>(at); copy && copy->how != checked::Copy::How::MoveRequired)
      at = copy->place;
    else if (auto *field = dyn_cast<checked::FieldPlace>(at))
      at = field->base;
    else if (auto *temporary = dyn_cast<checked::TemporaryPlace>(at))
      at = temporary->value;
    else
      break;
  }
  if (!isa<checked::And, checked::Or>(at))
    return expr;
  bool isPlain = isa<checked::And>(at) ? !cast<checked::And>(at)->left.isValid() : !cast<checked::Or>(at)->left.isValid();
  mlir::Type type = loweredType(e, at);
  return isPlain && type && fx::leafOf(type) && fx::leafOf(type).isInteger(1) ? at : expr;
}

void emitCondition(Emitter &e, const checked::Expr *expr, mlir::Block *then, mlir::Block *otherwise) {
  const checked::Expr *condition = peelCondition(e, expr);
  if (auto *both = dyn_cast<checked::And>(condition); both && !both->left.isValid()) {
    mlir::Block *next = newBlock(e);
    emitCondition(e, both->lhs, next, otherwise);
    start(e, next);
    return emitCondition(e, both->rhs, then, otherwise);
  }
  if (auto *either = dyn_cast<checked::Or>(condition); either && !either->left.isValid()) {
    mlir::Block *next = newBlock(e);
    emitCondition(e, either->lhs, then, next);
    start(e, next);
    return emitCondition(e, either->rhs, then, otherwise);
  }
  Value value = leafOfPlace(e, condition);
  if (!value || !value.getType().isInteger(1))
    value = deadValue(e, e.b.getI1Type());
  branchIf(e, value, then, otherwise);
}

// ---- merges

namespace {
/// The parts that `and` and `or` share.
struct ShortCircuit {
  const checked::Expr *lhs, *rhs, *test, *leftResult;
  LocalId left;
  bool stopsOn; // the truth value that decides
};
} // namespace

static ShortCircuit readShortCircuit(const checked::Expr *expr) {
  if (auto *both = dyn_cast<checked::And>(expr))
    return {both->lhs, both->rhs, both->test, both->leftResult, both->left, false};
  auto *either = cast<checked::Or>(expr);
  return {either->lhs, either->rhs, either->test, either->leftResult, either->left, true};
}

/// Emits `construct(arm)` in one of two arms.
static void emitArms(Emitter &e, mlir::Block *then, mlir::Block *otherwise, llvm::function_ref<void(bool)> construct) {
  mlir::Block *after = newBlock(e);
  start(e, then);
  construct(true);
  branch(e, after);
  start(e, otherwise);
  construct(false);
  branch(e, after);
  start(e, after);
}

/// `and`, `or` into a place of the merged type.
static void emitShortCircuitInto(Emitter &e, const checked::Expr *expr, Value place) {
  ShortCircuit parts = readShortCircuit(expr);
  mlir::Block *left = newBlock(e), *right = newBlock(e);
  if (!parts.left.isValid()) { // both are plain values of one leaf: keep the left one until it is known that it decides
    Value lhs = leafOfPlace(e, parts.lhs);
    store(e, lhs, place);
    mlir::Block *after = newBlock(e);
    parts.stopsOn ? branchIf(e, lhs, after, right) : branchIf(e, lhs, right, after);
    start(e, right);
    emitInto(e, parts.rhs, place);
    branch(e, after);
    return start(e, after);
  }
  if (isPlace(parts.lhs)) {
    LocalState state;
    state.ref = emitPlace(e, parts.lhs);
    (*e.locals)[parts.left] = state;
  } else {
    emitLocal(e, parts.left, parts.lhs);
  }
  parts.stopsOn ? emitCondition(e, parts.test, left, right) : emitCondition(e, parts.test, right, left);
  emitArms(e, left, right, [&](bool isLeft) { emitInto(e, isLeft ? parts.leftResult : parts.rhs, place); });
}

static void emitChooseInto(Emitter &e, const checked::Choose &choose, Value place) {
  mlir::Block *then = newBlock(e), *otherwise = newBlock(e);
  emitCondition(e, choose.condition, then, otherwise);
  emitArms(e, then, otherwise, [&](bool isThen) { emitInto(e, isThen ? choose.then : choose.otherwise, place); });
}

/// A merge whose result is a leaf goes through a variable.
static Value emitMergedLeaf(Emitter &e, const checked::Expr *expr, llvm::function_ref<void(Value)> construct) {
  mlir::Type type = loweredType(e, expr);
  if (!type)
    return deadValue(e, {});
  if (fx::isEmpty(type)) {
    construct(makeVar(e, type));
    return {};
  }
  Value slot = makeVar(e, type);
  construct(slot);
  return load(e, slot, originsOfType(e, e.frame->body.type(expr->type), expr->range));
}

/// The arm of a compile-time choice that is taken; null after a report.
static const checked::Expr *takenArm(Emitter &e, const checked::ChooseComptime &choose) {
  std::optional<bool> taken = decide(*e.frame, e.frame->body.term(choose.condition), choose.range);
  if (!taken) {
    fail(e);
    return nullptr;
  }
  emitExtend(e, *taken ? choose.otherwiseLocals : choose.thenLocals);
  return *taken ? choose.then : choose.otherwise;
}

static void emitStatements(Emitter &e, llvm::ArrayRef<const checked::Stmt *> statements) {
  for (const checked::Stmt *statement : statements)
    if (e.live)
      emitStatement(e, *statement);
}

// ---- leaf values

static Value emitLeafOf(Emitter &e, const checked::Expr *expr) {
  switch (expr->kind) {
  case checked::ExprKind::LocalPlace:
  case checked::ExprKind::CapturePlace:
  case checked::ExprKind::FieldPlace:
  case checked::ExprKind::ResultPlace:
  case checked::ExprKind::TemporaryPlace: return leafOfPlace(e, expr);
  case checked::ExprKind::Copy: return leafOfPlace(e, static_cast<const checked::Copy *>(expr)->place);
  case checked::ExprKind::Move: return leafOfPlace(e, static_cast<const checked::Move *>(expr)->place);
  case checked::ExprKind::Constant: {
    auto *constant = static_cast<const checked::Constant *>(expr);
    return emitConstant(e, termOf(*e.frame, constant->value, expr->range), typeOf(*e.frame, expr->type, expr->range), expr->range);
  }
  case checked::ExprKind::Call: return emitCall(e, static_cast<const checked::Call &>(*expr), {});
  case checked::ExprKind::MakeClosure: return emitMergedLeaf(e, expr, [&](Value place) { emitInto(e, expr, place); });
  case checked::ExprKind::FunctionValue: return emitFunctionValue(e, static_cast<const checked::FunctionValue &>(*expr));
  case checked::ExprKind::Retype: {
    auto *retype = static_cast<const checked::Retype *>(expr);
    if (!holds(*e.frame, retype->obligation))
      fail(e);
    return leafOfPlace(e, retype->operand);
  }
  case checked::ExprKind::FromNever:
    emitEffects(e, static_cast<const checked::FromNever *>(expr)->operand);
    return deadValue(e, fx::leafOf(loweredType(e, expr)));
  case checked::ExprKind::Choose:
    return emitMergedLeaf(e, expr, [&](Value place) { emitChooseInto(e, static_cast<const checked::Choose &>(*expr), place); });
  case checked::ExprKind::ChooseComptime: {
    const checked::Expr *arm = takenArm(e, static_cast<const checked::ChooseComptime &>(*expr));
    return arm ? leafOfPlace(e, arm) : deadValue(e, {});
  }
  case checked::ExprKind::And:
  case checked::ExprKind::Or: return emitMergedLeaf(e, expr, [&](Value place) { emitShortCircuitInto(e, expr, place); });
  case checked::ExprKind::AssignValue: {
    auto *assign = static_cast<const checked::AssignValue *>(expr);
    emitStatement(e, *assign->assign);
    return leafOfPlace(e, assign->result);
  }
  case checked::ExprKind::Sequence: {
    auto *sequence = static_cast<const checked::Sequence *>(expr);
    emitStatements(e, sequence->statements);
    return sequence->result ? leafOfPlace(e, sequence->result) : Value();
  }
  case checked::ExprKind::PackMake: return emitMergedLeaf(e, expr, [&](Value place) { emitInto(e, expr, place); });
  case checked::ExprKind::MlirOp: return emitMlirOp(e, static_cast<const checked::MlirOp &>(*expr));
  case checked::ExprKind::Intrinsic: {
    auto &intrinsic = static_cast<const checked::Intrinsic &>(*expr);
    return isPlace(expr) ? load(e, emitIntrinsicPlace(e, intrinsic)) : emitIntrinsicLeaf(e, intrinsic);
  }
  case checked::ExprKind::Error: fail(e); return deadValue(e, {});
  }
  llvm_unreachable("unknown expression");
}

Value emitLeaf(Emitter &e, const checked::Expr *expr) {
  if (e.failed)
    return deadValue(e, {});
  moveTo(e, expr->range);
  Value value = emitLeafOf(e, expr);
  if (!isPlace(expr) && isNeverType(e, expr))
    emitUnreachable(e);
  return value;
}

// ---- values constructed in a place

static void emitMemoryInto(Emitter &e, const checked::Expr *expr, Value place) {
  switch (expr->kind) {
  case checked::ExprKind::LocalPlace: // a place where a value is due: the tree says Copy or Move
  case checked::ExprKind::CapturePlace:
  case checked::ExprKind::FieldPlace:
  case checked::ExprKind::ResultPlace:
    assert(e.isSelfCheck && "a place is copied or moved explicitly");
    return fail(e); // of a type that is a leaf whatever its parameters are, which a generic form does not see
  case checked::ExprKind::TemporaryPlace: return emitInto(e, static_cast<const checked::TemporaryPlace *>(expr)->value, place);
  case checked::ExprKind::Copy: {
    auto *copy = static_cast<const checked::Copy *>(expr);
    Value from = emitPlace(e, copy->place);
    if (e.failed)
      return;
    if (copy->how == checked::Copy::How::MoveRequired)
      fx::MoveOp::create(e.b, e.loc, from, place);
    else
      fx::CopyOp::create(e.b, e.loc, from, place, copy->how == checked::Copy::How::Implicit);
    return;
  }
  case checked::ExprKind::Move: {
    Value from = emitPlace(e, static_cast<const checked::Move *>(expr)->place);
    if (!e.failed)
      fx::MoveOp::create(e.b, e.loc, from, place);
    return;
  }
  case checked::ExprKind::Constant: {
    auto *constant = static_cast<const checked::Constant *>(expr);
    return emitConstantInto(e, termOf(*e.frame, constant->value, expr->range), typeOf(*e.frame, expr->type, expr->range), place, expr->range);
  }
  case checked::ExprKind::Call: emitCall(e, static_cast<const checked::Call &>(*expr), place); return;
  case checked::ExprKind::MakeClosure: return emitClosureInto(e, static_cast<const checked::MakeClosure &>(*expr), place);
  case checked::ExprKind::Retype: {
    auto *retype = static_cast<const checked::Retype *>(expr);
    if (!holds(*e.frame, retype->obligation))
      return fail(e);
    return emitInto(e, retype->operand, place);
  }
  case checked::ExprKind::FromNever: return emitEffects(e, static_cast<const checked::FromNever *>(expr)->operand);
  case checked::ExprKind::Choose: return emitChooseInto(e, static_cast<const checked::Choose &>(*expr), place);
  case checked::ExprKind::ChooseComptime:
    if (const checked::Expr *arm = takenArm(e, static_cast<const checked::ChooseComptime &>(*expr)))
      emitInto(e, arm, place);
    return;
  case checked::ExprKind::And:
  case checked::ExprKind::Or: return emitShortCircuitInto(e, expr, place);
  case checked::ExprKind::AssignValue: {
    auto *assign = static_cast<const checked::AssignValue *>(expr);
    emitStatement(e, *assign->assign);
    return emitInto(e, assign->result, place);
  }
  case checked::ExprKind::Sequence: {
    auto *sequence = static_cast<const checked::Sequence *>(expr);
    emitStatements(e, sequence->statements);
    if (sequence->result && e.live)
      emitInto(e, sequence->result, place);
    return;
  }
  case checked::ExprKind::PackMake: return emitPackInto(e, static_cast<const checked::PackMake &>(*expr), place);
  case checked::ExprKind::Intrinsic: return emitIntrinsicInto(e, static_cast<const checked::Intrinsic &>(*expr), place);
  case checked::ExprKind::FunctionValue:
  case checked::ExprKind::MlirOp: assert(e.isSelfCheck && "values of these are leaves"); return fail(e);
  case checked::ExprKind::Error: return fail(e);
  }
  llvm_unreachable("unknown expression");
}

void emitInto(Emitter &e, const checked::Expr *expr, Value place) {
  mlir::Type type = loweredType(e, expr);
  if (e.failed || !type)
    return;
  moveTo(e, expr->range);
  if (fx::isEmpty(type))
    return emitEffects(e, expr);
  if (fx::leafOf(type))
    return store(e, emitLeaf(e, expr), place);
  emitMemoryInto(e, expr, place);
  if (!isPlace(expr) && isNeverType(e, expr))
    emitUnreachable(e);
}

// ---- effects

/// An empty value: only what its parts do.
static void emitEmpty(Emitter &e, const checked::Expr *expr) {
  switch (expr->kind) {
  case checked::ExprKind::LocalPlace:
  case checked::ExprKind::CapturePlace:
  case checked::ExprKind::Constant: return;
  case checked::ExprKind::FieldPlace: return emitEffects(e, static_cast<const checked::FieldPlace *>(expr)->base);
  case checked::ExprKind::ResultPlace: emitPlace(e, expr); return;
  case checked::ExprKind::TemporaryPlace: return emitEffects(e, static_cast<const checked::TemporaryPlace *>(expr)->value);
  case checked::ExprKind::Copy: return emitEffects(e, static_cast<const checked::Copy *>(expr)->place);
  case checked::ExprKind::Move: return emitEffects(e, static_cast<const checked::Move *>(expr)->place);
  case checked::ExprKind::Retype: return emitEffects(e, static_cast<const checked::Retype *>(expr)->operand);
  case checked::ExprKind::MakeClosure:
    for (const checked::ClosureCapture &capture : static_cast<const checked::MakeClosure *>(expr)->captures)
      emitEffects(e, capture.expr);
    return;
  default: emitLeaf(e, expr); return;
  }
}

void emitEffects(Emitter &e, const checked::Expr *expr) {
  if (e.failed || !expr)
    return;
  if (expr->category == checked::Category::None) { // a name of a type or module; a sequence without result
    if (auto *sequence = dyn_cast<checked::Sequence>(expr))
      emitStatements(e, sequence->statements);
    return;
  }
  mlir::Type type = loweredType(e, expr);
  if (!type)
    return;
  if (fx::isEmpty(type))
    emitEmpty(e, expr);
  else if (isPlace(expr))
    emitPlace(e, expr);
  else if (fx::leafOf(type))
    emitLeaf(e, expr);
  else
    emitTemporary(e, expr);
}

} // namespace fornax::irgen
