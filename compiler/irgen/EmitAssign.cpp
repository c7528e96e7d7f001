// Assignment: in place where nothing can tell, through a temporary where the old value is still needed.

#include "irgen/Emit.h"
#include "sema/entities/Demand.h"
#include "sema/proofs/Conformance.h"

namespace fornax::irgen {

using namespace sema;
using llvm::cast, llvm::dyn_cast;

static mlir::Type pointeeOf(Value ref) { return cast<fx::RefType>(ref.getType()).getPointee(); }

/// In an initialiser of a type that is one leaf, storing the field that holds the leaf initialises the object.
const checked::Expr *leafTarget(Emitter &e, const checked::Expr *target) {
  LocalId root = rootLocal(target);
  if (!root.isValid() || e.frame->body.locals[root].kind != LocalKind::Result)
    return target;
  while (auto *field = dyn_cast<checked::FieldPlace>(target)) {
    mlir::Type whole = loweredType(e, field->base), part = loweredType(e, field);
    if (!whole || !part || !fx::leafOf(whole) || fx::leafOf(whole) != fx::leafOf(part))
      break;
    target = field->base;
  }
  return target;
}

/// The origins inside a type.
static void collectOrigins(Context &ctx, Term term, llvm::SmallVectorImpl<Term> &origins) {
  if (!term || !hasFlag(term, HasOrigin))
    return;
  if (isOrigin(ctx, term)) {
    origins.push_back(term);
    return;
  }
  for (Term operand : term->operands())
    collectOrigins(ctx, operand, origins);
}

/// Everything that an operand of a call may reach: its own place and what its type names. `UnsafeAny` does not count.
static bool operandTouches(Emitter &e, const checked::Expr *operand, Term target) {
  llvm::SmallVector<Term, 4> origins;
  if (isPlace(operand))
    if (Term own = originOfPlace(e, operand))
      origins.push_back(own);
  if (auto *move = dyn_cast<checked::Move>(operand))
    if (Term own = originOfPlace(e, move->place))
      origins.push_back(own);
  collectOrigins(e.ctx, e.frame->body.type(operand->type), origins);
  return llvm::any_of(origins, [&](Term origin) { return !isKind(origin, TermKind::OriginAny) && originsOverlap(e.ctx, origin, target); });
}

static bool callTouches(Emitter &e, const checked::Call &call, Term target) {
  return llvm::any_of(call.arguments, [&](const checked::CallArgument &argument) {
    if (auto *pack = dyn_cast<checked::PackMake>(argument.expr))
      return llvm::any_of(pack->segments, [&](const checked::PackSegment &segment) {
        return operandTouches(e, segment.element ? segment.element : segment.forwarded, target);
      });
    return operandTouches(e, argument.expr, target);
  });
}

static bool isFieldOrBorrowed(Emitter &e, const checked::Expr *target) {
  LocalId root = rootLocal(target);
  if (!root.isValid() || isBehindPointer(e, target))
    return true;
  const Local &local = e.frame->body.locals[root];
  if (local.kind == LocalKind::Argument && local.convention == Convention::Mut)
    return true;
  return target->kind == checked::ExprKind::FieldPlace && local.kind != LocalKind::Result;
}

static bool isCaught(const Emitter &e) {
  return llvm::any_of(e.exits, [](const Exit &exit) { return exit.kind != Exit::Kind::Loop; });
}

/// Whether `x = call` needs the old value of x until the call is done: points (i) to (iii).
static bool needsTemporary(Emitter &e, const checked::Expr *target, const checked::Call &call) {
  Context &ctx = e.ctx;
  Type type = e.frame->body.type(target->type); // the generic form decides, so every instance has its timeline
  if (isRegisterPassable(ctx, type, nullptr))
    return true;
  Term origin = originOfPlace(e, target);
  if (!origin || callTouches(e, call, origin))
    return true;
  bool raises = !isNever(ctx, e.frame->body.type(call.raises));
  return raises && (isFieldOrBorrowed(e, target) || (isCaught(e) && isMovable(ctx, type, nullptr)));
}

/// Destroys what a pointer points to, before it is overwritten.
static void destroyBehind(Emitter &e, Value place) {
  if (!fx::lifecycleOf(pointeeOf(place)).trivialDestroy)
    fx::DestroyOp::create(e.b, e.loc, place);
}

static void moveInto(Emitter &e, Value from, Value to, bool behind, bool isUninit) {
  if (e.failed)
    return;
  if (behind && !isUninit)
    destroyBehind(e, to);
  fx::MoveOp::create(e.b, e.loc, from, to, !behind && !isUninit);
}

/// `x = y`: the source is a place of its own.
static void emitTransfer(Emitter &e, const checked::Assign &assign, bool behind) {
  auto *copy = dyn_cast<checked::Copy>(assign.value);
  const checked::Expr *source = copy ? copy->place : cast<checked::Move>(assign.value)->place;
  bool isCopy = copy && copy->how != checked::Copy::How::MoveRequired;
  Term from = originOfPlace(e, source), to = originOfPlace(e, assign.target);
  bool overlaps = !from || !to || originsOverlap(e.ctx, from, to);
  if (overlaps && !assign.isUninit) { // `x = x`: the new value is complete before the old one goes
    Value temporary = emitTemporary(e, assign.value);
    Value target = emitPlace(e, assign.target);
    return moveInto(e, temporary, target, behind, false);
  }
  Value sourcePlace = emitPlace(e, source);
  Value target = emitPlace(e, assign.target);
  if (e.failed)
    return;
  if (!isCopy)
    return moveInto(e, sourcePlace, target, behind, assign.isUninit);
  if (behind && !assign.isUninit)
    destroyBehind(e, target);
  fx::CopyOp::create(e.b, e.loc, sourcePlace, target, copy->how == checked::Copy::How::Implicit, !behind && !assign.isUninit);
}

static void emitMemoryAssign(Emitter &e, const checked::Assign &assign) {
  bool behind = isBehindPointer(e, assign.target);
  if (auto *copy = dyn_cast<checked::Copy>(assign.value); copy || llvm::isa<checked::Move>(assign.value))
    return emitTransfer(e, assign, behind);
  auto *call = dyn_cast<checked::Call>(assign.value);
  bool direct = assign.isUninit || (call && !needsTemporary(e, assign.target, *call) && !behind);
  if (!direct && !call && assign.target->kind == checked::ExprKind::LocalPlace && !behind &&
      llvm::isa<checked::Constant, checked::MakeClosure>(assign.value))
    direct = true;
  if (direct) {
    Value target = emitPlace(e, assign.target);
    return emitInto(e, assign.value, target);
  }
  Value temporary = emitTemporary(e, assign.value);
  Value target = emitPlace(e, assign.target);
  moveInto(e, temporary, target, behind, assign.isUninit);
}

void emitAssign(Emitter &e, const checked::Assign &assign) {
  mlir::Type type = loweredType(e, assign.value);
  if (e.failed || !type)
    return;
  if (fx::isEmpty(type)) {
    emitEffects(e, assign.value);
    if (rootLocal(assign.target).isValid())
      return;
    return emitEffects(e, assign.target);
  }
  if (fx::isMemoryClass(type))
    return emitMemoryAssign(e, assign);
  Value leaf = emitLeaf(e, assign.value); // the right side first
  const checked::Expr *target = leafTarget(e, assign.target);
  store(e, leaf, emitPlace(e, target));
}

} // namespace fornax::irgen
