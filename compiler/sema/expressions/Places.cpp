// Places and values: origins, mutability, copies, temporaries, conditions.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Subscripts.h"

namespace fornax::sema {

using namespace checked;

Term originOf(BodyContext &bc, const Expr *place) {
  Context &ctx = bc.ctx;
  const CheckedBody &body = bc.build.body;
  switch (place->kind) {
  case ExprKind::LocalPlace: return body.locals[llvm::cast<LocalPlace>(place)->local].origin;
  case ExprKind::TemporaryPlace: return body.locals[llvm::cast<TemporaryPlace>(place)->local].origin;
  case ExprKind::CapturePlace: {
    const Capture &capture = body.captures[llvm::cast<CapturePlace>(place)->capture];
    return capture.origin ? capture.origin : makeOriginUntracked(ctx, makeBool(ctx, capture.convention != Convention::Imm));
  }
  case ExprKind::FieldPlace: {
    auto *field = llvm::cast<FieldPlace>(place);
    return makeOriginField(ctx, originOf(bc, field->base), field->field);
  }
  case ExprKind::ResultPlace: return body.term(llvm::cast<ResultPlace>(place)->origin);
  case ExprKind::Choose: return body.term(llvm::cast<Choose>(place)->origin);
  case ExprKind::ChooseComptime: {
    auto *choice = llvm::cast<ChooseComptime>(place);
    return makeOriginUnion(ctx, {originOf(bc, choice->then), originOf(bc, choice->otherwise)});
  }
  case ExprKind::Retype: return originOf(bc, llvm::cast<Retype>(place)->operand);
  case ExprKind::Sequence: return originOf(bc, llvm::cast<Sequence>(place)->result);
  case ExprKind::Intrinsic: return body.term(llvm::cast<Intrinsic>(place)->origin);
  case ExprKind::Copy:
  case ExprKind::Move:
  case ExprKind::Constant:
  case ExprKind::Call:
  case ExprKind::MakeClosure:
  case ExprKind::FunctionValue:
  case ExprKind::FromNever:
  case ExprKind::And:
  case ExprKind::Or:
  case ExprKind::AssignValue:
  case ExprKind::PackMake:
  case ExprKind::MlirOp:
  case ExprKind::Error: break;
  }
  return makeOriginStatic(ctx, makeBool(ctx, false));
}

Term lentOrigin(BodyContext &bc, const Argument &argument, const Expr *place) {
  Term origin = originOf(bc, place);
  return argument.convention == Convention::Imm ? makeOriginMutCast(bc.ctx, origin, makeBool(bc.ctx, false)) : origin;
}

Term mutabilityOf(BodyContext &bc, const Expr *place) {
  if (auto *local = llvm::dyn_cast<LocalPlace>(place)) {
    const Local &row = bc.build.body.locals[local->local];
    if (!row.isMutable)
      return makeBool(bc.ctx, false);
  }
  return originMutability(bc.ctx, originOf(bc, place));
}

bool isMutable(BodyContext &bc, const Expr *place) { return prove(bc.ctx, mutabilityOf(bc, place), bc.env).proof == Proof::Proven; }

// ---- What may be changed and moved

std::string spelling(BodyContext &bc, SourceRange range) {
  llvm::StringRef text = bc.ctx.sources.text(range);
  return text.size() <= 60 && !text.contains('\n') ? text.str() : "this place";
}

static const Expr *rootOf(const Expr *place) {
  while (auto *field = llvm::dyn_cast_if_present<FieldPlace>(place))
    place = field->base;
  return place;
}

/// Why the place is immutable, where its declaration says so.
static void explainImmutable(BodyContext &bc, const Expr *place, diag::Builder report) {
  const Expr *root = rootOf(place);
  if (root && llvm::isa<CapturePlace>(root)) {
    report.note(messages::captureIsImmutable());
    return;
  }
  auto *local = llvm::dyn_cast_if_present<LocalPlace>(root);
  if (!local)
    return;
  const Local &row = bc.build.body.locals[local->local];
  if (!row.name || row.isMutable)
    return;
  if (row.kind == LocalKind::Reference) {
    report.note(row.range, messages::loopVariableIsImmutable(row.name));
  } else if (row.kind == LocalKind::Argument && row.convention == Convention::Imm) {
    report.note(row.range, messages::argumentIsImmutable(row.name));
    if (bc.ctx.sources.text(row.range) == row.name.str())
      report.fix(messages::insertMut(), row.range.atBegin(), "mut ");
  }
}

void reportNotMutable(BodyContext &bc, const Expr *place, SourceRange range, llvm::StringRef method) {
  std::string text = spelling(bc, range);
  bool isOperator = method.empty() || method.starts_with("__");
  explainImmutable(bc, place, bc.ctx.diags.report(range, isOperator ? messages::notMutable(text) : messages::receiverNotMutable(method, text)));
}

/// A variable, an owned or `mut` argument, or a field of one.
static bool isOwned(BodyContext &bc, const Expr *place) {
  const Expr *root = rootOf(place);
  if (auto *retype = llvm::dyn_cast_if_present<Retype>(root))
    return isOwned(bc, retype->operand);
  if (auto *local = llvm::dyn_cast_if_present<LocalPlace>(root)) {
    const Local &row = bc.build.body.locals[local->local];
    bool isBorrowed = row.kind == LocalKind::Argument && (row.convention == Convention::Imm || row.convention == Convention::Ref);
    return !isBorrowed && row.kind != LocalKind::Reference;
  }
  return root && !llvm::isa<CapturePlace, ResultPlace>(root);
}

bool checkTransferable(BodyContext &bc, const Expr *place, SourceRange range) {
  if (isOwned(bc, place))
    return true;
  diag::Builder report = bc.ctx.diags.report(range, messages::transferNotOwned(spelling(bc, range)));
  if (auto *local = llvm::dyn_cast<LocalPlace>(rootOf(place))) {
    const Local &row = bc.build.body.locals[local->local];
    if (row.kind == LocalKind::Argument && bc.ctx.sources.text(row.range) == row.name.str())
      report.note(row.range, messages::takeByVar());
  }
  return false;
}

/// The address space a place lies in; null for the generic one.
static Term addressSpaceOf(BodyContext &bc, const Expr *place) {
  const CheckedBody &body = bc.build.body;
  if (auto *local = llvm::dyn_cast<LocalPlace>(place))
    return body.locals[local->local].addressSpace;
  if (auto *field = llvm::dyn_cast<FieldPlace>(place))
    return addressSpaceOf(bc, field->base);
  if (auto *result = llvm::dyn_cast<ResultPlace>(place))
    return result->space.isValid() ? body.term(result->space) : Term();
  if (auto *retype = llvm::dyn_cast<Retype>(place))
    return addressSpaceOf(bc, retype->operand);
  if (auto *intrinsic = llvm::dyn_cast<Intrinsic>(place); intrinsic && intrinsic->id == IntrinsicKind::PlaceAt && intrinsic->terms.size() > 2)
    return body.term(intrinsic->terms[2]);
  return {};
}
Term spaceOf(BodyContext &bc, const Expr *place) { return addressSpaceOf(bc, place); }

/// A compile-time value that reaches run time is made anew there: only types that copy implicitly do so unasked (D38).
static bool checkMaterialisation(BodyContext &bc, const Expr *expr) {
  auto *constant = llvm::dyn_cast<Constant>(expr);
  if (!constant || bc.isComptimeOnly || bc.unevaluated.active)
    return true;
  Type type = bc.build.typeOf(constant);
  if (isKind(type, TermKind::Mlir) || isKind(type, TermKind::FunctionItem) || isKind(type, TermKind::Pointer) ||
      isImplicitlyCopyable(bc.ctx, type, bc.env))
    return true;
  bc.ctx.diags.report(expr->range, messages::needsMaterialise(text(bc.ctx, type))).note(messages::writeMaterialise());
  return false;
}

Expr *toValue(BodyContext &bc, Expr *expr, SourceRange range) {
  if (expr->kind == ExprKind::Error)
    return expr;
  if (!checkMaterialisation(bc, expr))
    return bc.build.error(range);
  if (expr->category != Category::Place)
    return expr;
  if (auto *temporary = llvm::dyn_cast<TemporaryPlace>(expr)) // nobody has seen the storage
    return const_cast<Expr *>(temporary->value);
  Type type = bc.build.typeOf(expr);
  if (isError(type))
    return bc.build.error(range);
  auto *copy = bc.build.make<Copy>(expr->type, range);
  copy->place = expr;
  if (!isImplicitlyCopyable(bc.ctx, type, bc.env)) {
    if (bc.unevaluated.active)
      return copy;
    auto report = bc.ctx.diags.report(range, messages::notImplicitlyCopyable(text(bc.ctx, type)));
    if (isCopyable(bc.ctx, type, bc.env))
      report.fix(messages::insertCopy(), range.atEnd(), ".copy()");
    if (isMovable(bc.ctx, type, bc.env))
      report.fix(messages::insertTransfer(), range.atEnd(), "^");
    return bc.build.error(range);
  }
  copy->how = isKind(type, TermKind::Struct) || isKind(type, TermKind::Mlir) ? Copy::How::Implicit : Copy::How::Bound;
  return copy;
}

Expr *toPlace(BodyContext &bc, Expr *expr) {
  if (expr->category == Category::Place || expr->kind == ExprKind::Error)
    return expr;
  if (!checkMaterialisation(bc, expr))
    return bc.build.error(expr->range);
  auto *place = bc.build.make<TemporaryPlace>(expr->type, expr->range);
  place->local = bc.build.addTemporary(bc.build.typeOf(expr), expr->range);
  place->value = expr;
  return place;
}

Expr *fieldPlace(BodyContext &bc, Expr *base, FieldId id, SourceRange range) {
  Type baseType = bc.build.typeOf(base);
  StructId structure = structOf(baseType);
  (void)fieldsOf(bc.ctx, structure); // sets the types
  const FieldInfo &row = bc.ctx.program.fields[id];
  if (isError(row.type))
    return bc.build.error(range);
  Type type = substituteType(bc.ctx, row.type, bindingsFor(bc.ctx, structure, argumentsOf(baseType)));
  if (auto *constant = llvm::dyn_cast<Constant>(base))
    return constantOf(bc, makeMember(bc.ctx, bc.build.body.term(constant->value), row.index), range);
  auto *field = bc.build.expr<FieldPlace>(type, range);
  field->base = toPlace(bc, base);
  field->field = id;
  return field->base->kind == ExprKind::Error ? const_cast<Expr *>(field->base) : field;
}

// ---- Locals between operations

Draft *hold(BodyContext &bc, Draft *draft, llvm::SmallVectorImpl<const Stmt *> &before) {
  if (draft->form != DraftForm::Done && draft->form != DraftForm::Error)
    draft = doneDraft(bc, finish(bc, draft), draft->syntax);
  if (draft->form == DraftForm::Error || draft->expr->kind == ExprKind::Constant)
    return draft;
  Expr *expr = draft->expr;
  Local local;
  local.range = draft->range;
  local.isUsed = true;
  if (expr->category == Category::Place) {
    local.kind = LocalKind::Reference;
    local.origin = originOf(bc, expr);
    local.isMutable = asBool(mutabilityOf(bc, expr)).value_or(false);
  } else {
    local.kind = LocalKind::Hidden;
  }
  Type type = bc.build.typeOf(expr);
  bool isPlace = expr->category == Category::Place;
  LocalId id = bc.build.addLocal(std::move(local), type);
  if (isPlace) {
    auto *bind = bc.build.stmt<BindRef>(draft->range);
    bind->local = id;
    bind->place = expr;
    before.push_back(bind);
  } else {
    auto *init = bc.build.stmt<Init>(draft->range);
    init->local = id;
    init->value = expr;
    before.push_back(init);
  }
  auto *place = bc.build.expr<LocalPlace>(type, draft->range);
  place->local = id;
  return doneDraft(bc, place, draft->syntax);
}

Expr *sequence(BodyContext &bc, llvm::ArrayRef<const Stmt *> before, Expr *result, SourceRange range) {
  if (before.empty() || result->kind == ExprKind::Error)
    return result;
  auto *node = bc.build.make<Sequence>(result->type, range);
  node->category = result->category;
  node->statements = bc.build.list(before);
  node->result = result;
  return node;
}

// ---- Conditions

static bool isI1(Context &ctx, Type type) { return type == makeMlirType(ctx, "i1"); }

Expr *wrapBool(BodyContext &bc, Expr *i1, SourceRange range) {
  Type type = contractType(bc.ctx, ContractItem::Bool);
  if (isError(type))
    return bc.build.error(range);
  if (auto *constant = llvm::dyn_cast<Constant>(i1))
    return constantOf(bc, makeBoolValue(bc.ctx, bc.build.body.term(constant->value)), range);
  CallOperand operand;
  operand.keyword = intern(bc, "mlir_value");
  operand.built = i1;
  operand.range = range;
  return callConstructor(bc, type, {operand}, range);
}

/// The truth of a value as a library Bool: itself, an implicit conversion, or `__bool__`.
static Expr *toBool(BodyContext &bc, Expr *expr, SourceRange range) {
  Type type = bc.build.typeOf(expr), wanted = contractType(bc.ctx, ContractItem::Bool);
  if (isError(wanted))
    return bc.build.error(range);
  if (type == wanted)
    return expr;
  if (isConvertible(bc, type, wanted))
    return convertTo(bc, expr, wanted, range);
  Expr *truth = callMember(bc, expr, "__bool__", {}, range);
  if (!truth)
    bc.ctx.diags.report(range, messages::notACondition(text(bc.ctx, type)));
  if (!truth || truth->kind == ExprKind::Error)
    return bc.build.error(range);
  return convertTo(bc, truth, wanted, range);
}

Expr *toCondition(BodyContext &bc, Expr *expr, SourceRange range) {
  if (hasErrorType(bc, expr))
    return bc.build.error(range);
  if (expr->category == Category::Never)
    return expr;
  if (isI1(bc.ctx, bc.build.typeOf(expr)))
    return toValue(bc, expr, range);
  Expr *truth = toBool(bc, expr, range);
  if (truth->kind == ExprKind::Error)
    return truth;
  llvm::ArrayRef<FieldId> fields = fieldsOf(bc.ctx, structOf(bc.build.typeOf(truth)));
  if (fields.size() != 1)
    return bc.build.error(range);
  return toValue(bc, fieldPlace(bc, truth, fields[0], range), range);
}

Expr *checkCondition(BodyContext &bc, const ast::Expr &expr) { return toCondition(bc, check(bc, expr, {Type(), FitMode::Discard}), expr.range()); }

Expr *checkPlace(BodyContext &bc, const ast::Expr &expr) {
  Expr *place = finish(bc, analyse(bc, expr));
  if (place->kind == ExprKind::Error || place->category == Category::Place)
    return place;
  if (place->kind == ExprKind::Constant)
    return toPlace(bc, place);
  bc.ctx.diags.report(expr.range(), messages::notAPlace());
  return bc.build.error(expr.range());
}

} // namespace fornax::sema
