// Places: locals, fields, captures, temporaries, what calls return by reference.

#include "irgen/Closures.h"
#include "irgen/Emit.h"
#include "sema/entities/Demand.h"

namespace fornax::irgen {

using namespace sema;
using llvm::cast, llvm::dyn_cast, llvm::isa;

void fail(Emitter &e) { e.failed = true; }

Value deadValue(Emitter &e, mlir::Type leaf) { return fx::UnknownOp::create(e.b, e.loc, leaf ? leaf : mlir::Type(e.b.getI1Type())); }
Value deadPlace(Emitter &e, mlir::Type type) {
  mlir::Type ref = fx::RefType::get(type ? type : mlir::Type(e.b.getI1Type()));
  return fx::UnknownOp::create(e.b, e.loc, ref);
}

static mlir::Type pointeeOf(Value ref) { return cast<fx::RefType>(ref.getType()).getPointee(); }

Value load(Emitter &e, Value ref, fx::OriginsAttr origins) {
  if (!ref || !fx::leafOf(pointeeOf(ref)))
    return {};
  return fx::LoadOp::create(e.b, e.loc, ref, origins);
}

void store(Emitter &e, Value leaf, Value ref) {
  if (leaf && ref && fx::leafOf(pointeeOf(ref)) == leaf.getType())
    fx::StoreOp::create(e.b, e.loc, leaf, ref);
}

Value makeVar(Emitter &e, mlir::Type type, llvm::StringRef name, fx::OriginsAttr holds) {
  return fx::VarOp::create(e.b, e.loc, e.nextPlace++, type, name, holds);
}

Value declareLocal(Emitter &e, LocalId id) {
  const Local &local = e.frame->body.locals[id];
  mlir::Type type = loweredOf(*e.frame, local.type, local.range);
  if (!type) {
    fail(e);
    type = e.b.getI1Type();
  }
  mlir::Location outer = e.loc;
  if (local.kind == LocalKind::Variable)
    moveTo(e, local.range); // messages about the variable point to its name
  LocalState state;
  state.place = int(e.nextPlace);
  state.ref = makeVar(e, type, local.name.str(), originsOfType(e, e.frame->body.type(local.type), local.range));
  e.loc = outer;
  (*e.locals)[id] = state;
  return state.ref;
}

/// Gives a local that lives in SSA a place, right behind the point where its value is known.
static Value spill(Emitter &e, LocalId id) {
  Value leaf = (*e.locals)[id].leaf;
  bool isFixed = (*e.locals)[id].isFixed;
  SavedPoint saved(e);
  if (mlir::Operation *definition = leaf.getDefiningOp()) {
    if (definition->hasTrait<mlir::OpTrait::IsTerminator>())
      e.b.setInsertionPointToStart(definition->getSuccessor(0));
    else
      e.b.setInsertionPointAfter(definition);
  } else {
    e.b.setInsertionPointToStart(leaf.getParentBlock());
  }
  Value ref = declareLocal(e, id);
  store(e, leaf, ref);
  if (isFixed) {
    (*e.locals)[id].leaf = leaf;
    (*e.locals)[id].isFixed = true;
  }
  return ref;
}

Value placeOfLocal(Emitter &e, LocalId id, SourceRange range) {
  LocalState state = (*e.locals)[id];
  if (state.ref)
    return state.ref;
  if (state.leaf)
    return spill(e, id);
  return declareLocal(e, id); // an empty argument: it has a place only for those who ask
}

/// Constructs the value of a variable. What the variable holds is known only now, as is its rank: temporaries of the value were there before it.
static unsigned constructVar(Emitter &e, const checked::Expr *value, Value place, Term genericType) {
  emitInto(e, value, place);
  auto var = cast<fx::VarOp>(place.getDefiningOp());
  var.setPlace(e.nextPlace);
  if (fx::OriginsAttr holds = originsOfType(e, genericType, value->range))
    var.setHoldsAttr(holds);
  return e.nextPlace++;
}

Value emitTemporary(Emitter &e, const checked::Expr *value) {
  mlir::Type type = loweredType(e, value);
  if (!type)
    return deadPlace(e, {});
  Value place = makeVar(e, type);
  constructVar(e, value, place, e.frame->body.type(value->type));
  return place;
}

Value emitLocal(Emitter &e, LocalId id, const checked::Expr *value) {
  Value place = declareLocal(e, id);
  unsigned number = constructVar(e, value, place, e.frame->body.type(e.frame->body.locals[id].type));
  (*e.locals)[id].place = int(number);
  return place;
}

bool isPlace(const checked::Expr *expr) { return expr->category == checked::Category::Place; }

LocalId rootLocal(const checked::Expr *place) {
  while (true) {
    switch (place->kind) {
    case checked::ExprKind::LocalPlace: return static_cast<const checked::LocalPlace *>(place)->local;
    case checked::ExprKind::TemporaryPlace: return static_cast<const checked::TemporaryPlace *>(place)->local;
    case checked::ExprKind::FieldPlace: place = static_cast<const checked::FieldPlace *>(place)->base; break;
    case checked::ExprKind::Retype: place = static_cast<const checked::Retype *>(place)->operand; break;
    default: return {};
    }
  }
}

bool isBehindPointer(Emitter &e, const checked::Expr *place) {
  LocalId root = rootLocal(place);
  if (!root.isValid())
    return true;
  const Local &local = e.frame->body.locals[root];
  return local.kind == LocalKind::Reference || (local.kind == LocalKind::Argument && local.convention == Convention::Ref);
}

static Value emitField(Emitter &e, const checked::FieldPlace &field) {
  Value base = emitPlace(e, field.base);
  unsigned index = e.ctx.program.fields[field.field].index;
  auto structType = dyn_cast<fx::StructType>(pointeeOf(base));
  if (!structType || !structType.hasBody() || index >= structType.getBody().getFields().size()) {
    assert((e.failed || e.isSelfCheck) && "field of something that is no struct");
    fail(e);
    return deadPlace(e, loweredType(e, &field));
  }
  return fx::FieldOp::create(e.b, e.loc, base, index);
}

/// The closure of the body being emitted: its receiver.
static Value closureReceiver(Emitter &e) {
  const auto &locals = e.frame->body.locals;
  for (uint32_t index = 0; index < locals.size(); ++index)
    if (locals[LocalId(index)].kind == LocalKind::Argument && locals[LocalId(index)].argument == 0)
      return placeOfLocal(e, LocalId(index), locals[LocalId(index)].range);
  llvm_unreachable("a closure without a receiver");
}

static Value emitCapture(Emitter &e, const checked::CapturePlace &capture) {
  Value field = fx::FieldOp::create(e.b, e.loc, closureReceiver(e), capture.capture);
  const Capture &row = e.frame->body.captures[capture.capture];
  if (isReferenceCapture(row))
    return load(e, field);
  // The body may change what the closure owns though it has the closure by `imm`: seen from here it lies behind a pointer.
  return fx::DerefOp::create(e.b, e.loc, fx::AddressOfOp::create(e.b, e.loc, field), pointeeOf(field));
}

/// One of two places: the reference goes through a variable.
static Value emitChosenPlace(Emitter &e, const checked::Choose &choose) {
  mlir::Type type = loweredType(e, &choose);
  if (!type)
    return deadPlace(e, {});
  mlir::Block *then = newBlock(e), *otherwise = newBlock(e), *after = newBlock(e);
  Value slot;
  auto arm = [&](mlir::Block *block, const checked::Expr *place) {
    start(e, block);
    Value ref = emitPlace(e, place);
    if (!slot) {
      SavedPoint saved(e);
      e.b.setInsertionPointToStart(&e.func.getBody().front());
      slot = makeVar(e, ref.getType());
    }
    store(e, ref, slot);
    branch(e, after);
  };
  emitCondition(e, choose.condition, then, otherwise);
  arm(then, choose.then);
  arm(otherwise, choose.otherwise);
  start(e, after);
  fx::OriginsAttr origins = choose.origin.isValid() ? originsOfOrigin(e, e.frame->body.term(choose.origin), choose.range) : fx::OriginsAttr();
  return load(e, slot, origins);
}

Value emitPlace(Emitter &e, const checked::Expr *expr) {
  if (e.failed)
    return deadPlace(e, {});
  if (!isPlace(expr) && expr->kind != checked::ExprKind::TemporaryPlace)
    return emitTemporary(e, expr);
  moveTo(e, expr->range);
  switch (expr->kind) {
  case checked::ExprKind::LocalPlace: return placeOfLocal(e, static_cast<const checked::LocalPlace *>(expr)->local, expr->range);
  case checked::ExprKind::CapturePlace: return emitCapture(e, static_cast<const checked::CapturePlace &>(*expr));
  case checked::ExprKind::FieldPlace: return emitField(e, static_cast<const checked::FieldPlace &>(*expr));
  case checked::ExprKind::ResultPlace: {
    const checked::Expr *call = static_cast<const checked::ResultPlace *>(expr)->call;
    if (auto *intrinsic = dyn_cast<checked::Intrinsic>(call))
      return emitIntrinsicPlace(e, *intrinsic);
    Value ref = emitCall(e, *cast<checked::Call>(call), {});
    return ref ? ref : deadPlace(e, loweredType(e, expr));
  }
  case checked::ExprKind::TemporaryPlace: {
    auto *temporary = static_cast<const checked::TemporaryPlace *>(expr);
    return emitLocal(e, temporary->local, temporary->value);
  }
  case checked::ExprKind::Retype: {
    auto *retype = static_cast<const checked::Retype *>(expr);
    if (!holds(*e.frame, retype->obligation))
      fail(e);
    return emitPlace(e, retype->operand);
  }
  case checked::ExprKind::Choose: return emitChosenPlace(e, static_cast<const checked::Choose &>(*expr));
  case checked::ExprKind::ChooseComptime: {
    auto *choose = static_cast<const checked::ChooseComptime *>(expr);
    std::optional<bool> taken = decide(*e.frame, e.frame->body.term(choose->condition), expr->range);
    if (!taken) {
      fail(e);
      return deadPlace(e, {});
    }
    emitExtend(e, *taken ? choose->otherwiseLocals : choose->thenLocals);
    return emitPlace(e, *taken ? choose->then : choose->otherwise);
  }
  case checked::ExprKind::Sequence: {
    auto *sequence = static_cast<const checked::Sequence *>(expr);
    for (const checked::Stmt *statement : sequence->statements)
      emitStatement(e, *statement);
    return emitPlace(e, sequence->result);
  }
  case checked::ExprKind::AssignValue: {
    auto *assign = static_cast<const checked::AssignValue *>(expr);
    emitStatement(e, *assign->assign);
    return emitPlace(e, assign->result);
  }
  case checked::ExprKind::Intrinsic: return emitIntrinsicPlace(e, static_cast<const checked::Intrinsic &>(*expr));
  case checked::ExprKind::FromNever:
    emitEffects(e, static_cast<const checked::FromNever *>(expr)->operand);
    return deadPlace(e, loweredType(e, expr));
  case checked::ExprKind::Call: {
    Value ref = emitCall(e, static_cast<const checked::Call &>(*expr), {});
    return ref ? ref : deadPlace(e, loweredType(e, expr));
  }
  case checked::ExprKind::Copy:
  case checked::ExprKind::Move:
  case checked::ExprKind::Constant:
  case checked::ExprKind::MakeClosure:
  case checked::ExprKind::FunctionValue:
  case checked::ExprKind::And:
  case checked::ExprKind::Or:
  case checked::ExprKind::PackMake:
  case checked::ExprKind::MlirOp: return emitTemporary(e, expr);
  case checked::ExprKind::Error: fail(e); return deadPlace(e, {});
  }
  llvm_unreachable("unknown expression");
}

Value leafOfPlace(Emitter &e, const checked::Expr *expr) {
  mlir::Type type = loweredType(e, expr);
  if (e.failed || !type)
    return deadValue(e, {});
  if (fx::isEmpty(type)) {
    emitEffects(e, expr);
    return {};
  }
  if (!isPlace(expr) && expr->kind != checked::ExprKind::TemporaryPlace)
    return emitLeaf(e, expr);
  switch (expr->kind) {
  case checked::ExprKind::LocalPlace: {
    const LocalState state = (*e.locals)[static_cast<const checked::LocalPlace *>(expr)->local];
    if (state.leaf)
      return state.leaf;
    break;
  }
  case checked::ExprKind::FieldPlace: { // the field of a transparent struct is its leaf
    auto *field = static_cast<const checked::FieldPlace *>(expr);
    mlir::Type base = loweredType(e, field->base);
    if (base && fx::leafOf(base) && fx::leafOf(base) == fx::leafOf(type))
      return leafOfPlace(e, field->base);
    break;
  }
  case checked::ExprKind::TemporaryPlace: {
    auto *temporary = static_cast<const checked::TemporaryPlace *>(expr);
    Value leaf = emitLeaf(e, temporary->value);
    LocalState state;
    state.leaf = leaf;
    (*e.locals)[temporary->local] = state;
    return leaf;
  }
  case checked::ExprKind::Retype: {
    auto *retype = static_cast<const checked::Retype *>(expr);
    if (!holds(*e.frame, retype->obligation))
      fail(e);
    return leafOfPlace(e, retype->operand);
  }
  default: break;
  }
  Value place = emitPlace(e, expr);
  return load(e, place, originsOfType(e, e.frame->body.type(expr->type), expr->range));
}

} // namespace fornax::irgen
