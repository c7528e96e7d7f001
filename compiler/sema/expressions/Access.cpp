// Assignment targets: places, elements and attributes with setters, and parts of values that must be written back.

#include "sema/expressions/Access.h"
#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Members.h"
#include "sema/expressions/Subscripts.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;
using StmtList = llvm::SmallVectorImpl<const Stmt *>;

namespace {
struct Target {
  enum class Kind : uint8_t { Error, Place, Element, Attribute } kind = Kind::Error;
  Expr *place = nullptr;     // Place
  Draft *receiver = nullptr; // Element, Attribute
  const ast::Subscript *subscript = nullptr;
  llvm::SmallVector<CallOperand, 4> operands; // Element: subscripts; Attribute: the name
  Name name;                                  // of an attribute
  SourceRange range;
  const Target *owner = nullptr; // the place is part of a loaded value, which goes back to `owner` afterwards
  Expr *loaded = nullptr;
};
} // namespace

static Target errorTarget(SourceRange range) {
  Target target;
  target.range = range;
  return target;
}

static Target placeTarget(BodyContext &bc, Expr *place, SourceRange range) {
  Target target;
  target.range = range;
  if (place->kind == ExprKind::Error)
    return target;
  if (place->category != Category::Place || place->kind == ExprKind::TemporaryPlace) {
    bool isConstant = place->kind == ExprKind::Constant;
    bc.ctx.diags.report(range, isConstant ? messages::constantAssigned(spelling(bc, range)) : messages::notAPlace());
    return target;
  }
  target.kind = Target::Kind::Place;
  target.place = place;
  return target;
}

static Target analyseTarget(BodyContext &bc, const ast::Expr &written, StmtList &into);

static void discard(BodyContext &bc, const Expr *expr, SourceRange range, StmtList &into) {
  if (expr->kind == ExprKind::Error)
    return;
  auto *stmt = bc.build.stmt<Discard>(range);
  stmt->expr = expr;
  into.push_back(stmt);
}

/// The getter's value of an element or attribute.
static Expr *read(BodyContext &bc, const Target &target) {
  if (target.kind == Target::Kind::Element)
    return readElement(bc, target.receiver, target.subscript->arguments, target.operands, target.range);
  Expr *value = callMember(bc, target.receiver->expr, "__getattr__", target.operands, target.range);
  if (value)
    return value;
  bc.ctx.diags.report(target.range, messages::setterWithoutGetter(text(bc.ctx, bc.build.typeOf(target.receiver->expr)), "__setattr__"));
  return bc.build.error(target.range);
}

/// Calls the setter; the value goes by the keyword that the first overload names last.
static void callSetter(BodyContext &bc, const Target &target, CallOperand value, StmtList &into) {
  llvm::StringRef method = target.kind == Target::Kind::Element ? "__setitem__" : "__setattr__";
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, naturalType(bc, target.receiver), intern(bc, method), bc.env, functions);
  if (functions.empty())
    return; // its getter has been refused
  llvm::SmallVector<CallOperand, 4> operands(target.operands);
  const Signature &first = signatureOf(bc.ctx, functions.front());
  if (target.kind == Target::Kind::Element && !first.arguments.empty() &&
      (first.arguments.back().kind == ArgumentKind::Positional || first.arguments.back().kind == ArgumentKind::KeywordOnly))
    value.keyword = first.arguments.back().name;
  operands.push_back(value);
  discard(bc, methodCall(bc, target.receiver, intern(bc, method), functions, operands, {}, false, target.range, target.range), target.range, into);
}

/// A part of an element whose getter gives a value: the value is loaded, changed and written back.
static Target partTarget(BodyContext &bc, Target owner, Name field, SourceRange fieldRange, SourceRange range, StmtList &into) {
  owner.receiver = hold(bc, owner.receiver, into);
  for (CallOperand &operand : owner.operands)
    operand.draft = hold(bc, operand.draft, into);
  Expr *value = toValue(bc, read(bc, owner), owner.range);
  if (value->kind == ExprKind::Error)
    return errorTarget(range);
  Type type = bc.build.typeOf(value);
  FieldId id = fieldNamed(bc.ctx, type, field);
  if (!id) {
    bc.ctx.diags.report(fieldRange, messages::noMember(text(bc.ctx, type), field));
    return errorTarget(range);
  }
  Draft *held = hold(bc, doneDraft(bc, value), into);
  Target target = placeTarget(bc, fieldPlace(bc, held->expr, id, range), range);
  target.owner = bc.ctx.program.keep<Target>(std::move(owner));
  target.loaded = held->expr;
  return target;
}

static Target memberTarget(BodyContext &bc, const ast::Member &member, StmtList &into) {
  Name name = member.member.name;
  const ast::Expr *inner = ast::stripParens(member.base);
  if (llvm::isa<ast::Subscript>(inner) && denote(bc, *inner).is(Denoted::Kind::RunTime)) {
    Target base = analyseTarget(bc, *inner, into);
    if (base.kind == Target::Kind::Error)
      return errorTarget(member.range());
    if (base.kind == Target::Kind::Element) {
      Expr *element = read(bc, base);
      if (element->kind == ExprKind::Error)
        return errorTarget(member.range());
      if (element->category != Category::Place || !isMutable(bc, element))
        return partTarget(bc, std::move(base), name, member.member.range, member.range(), into);
      base.kind = Target::Kind::Place;
      base.place = element;
    }
    if (FieldId field = fieldNamed(bc.ctx, bc.build.typeOf(base.place), name)) {
      Target target = placeTarget(bc, fieldPlace(bc, base.place, field, member.range()), member.range());
      target.owner = base.owner;
      target.loaded = base.loaded;
      return target;
    }
  }
  Draft *baseDraft = analyse(bc, *member.base);
  if (baseDraft->form == DraftForm::Error)
    return errorTarget(member.range());
  Expr *base = memberBase(bc, baseDraft);
  if (!base || hasErrorType(bc, base)) {
    if (!base)
      bc.ctx.diags.report(member.range(), messages::notAPlace());
    return errorTarget(member.range());
  }
  Type type = bc.build.typeOf(base);
  if (FieldId field = fieldNamed(bc.ctx, type, name))
    return placeTarget(bc, fieldPlace(bc, base, field, member.range()), member.range());
  if (hasMember(bc, type, "__setattr__")) {
    Target target;
    target.kind = Target::Kind::Attribute;
    target.receiver = doneDraft(bc, base);
    target.name = name;
    target.range = member.range();
    CallOperand operand;
    operand.draft = doneDraft(bc, nameOperand(bc, name, member.member.range));
    operand.range = member.member.range;
    target.operands.push_back(operand);
    return target;
  }
  Expr *value = readMember(bc, base, name, member.member.range, member.range());
  if (value)
    return placeTarget(bc, value, member.range());
  bc.ctx.diags.report(member.member.range, messages::noMember(text(bc.ctx, type), name));
  return errorTarget(member.range());
}

static Target subscriptTarget(BodyContext &bc, const ast::Subscript &subscript) {
  Draft *base = analyse(bc, *subscript.base);
  if (base->form != DraftForm::Error && base->form != DraftForm::Done)
    base = doneDraft(bc, finish(bc, base), subscript.base);
  auto operands = analyseOperands(bc, subscript.arguments);
  if (base->form == DraftForm::Error || hasErrorOperand(bc, operands))
    return errorTarget(subscript.range());
  Type type = bc.build.typeOf(base->expr);
  if (!hasMember(bc, type, "__setitem__"))
    return placeTarget(bc, readElement(bc, base, subscript.arguments, operands, subscript.range()), subscript.range());
  if (!hasMember(bc, type, "__getitem__") && !hasMember(bc, type, "__getitem_param__")) {
    bc.ctx.diags.report(subscript.range(), messages::setterWithoutGetter(text(bc.ctx, type), "__setitem__"));
    return errorTarget(subscript.range());
  }
  Target target;
  target.kind = Target::Kind::Element;
  target.receiver = base;
  target.subscript = &subscript;
  target.operands = operands;
  target.range = subscript.range();
  return target;
}

static Target analyseTarget(BodyContext &bc, const ast::Expr &written, StmtList &into) {
  const ast::Expr &expr = *ast::stripParens(&written);
  if (auto *member = llvm::dyn_cast<ast::Member>(&expr); member && denote(bc, expr).is(Denoted::Kind::RunTime))
    return memberTarget(bc, *member, into);
  if (auto *subscript = llvm::dyn_cast<ast::Subscript>(&expr); subscript && denote(bc, expr).is(Denoted::Kind::RunTime))
    return subscriptTarget(bc, *subscript);
  if (!llvm::isa<ast::Identifier, ast::Member, ast::Subscript, ast::Call>(expr))
    return errorTarget(expr.range()); // refused by the parser
  Draft *draft = analyse(bc, expr);
  return draft->form == DraftForm::Error ? errorTarget(expr.range()) : placeTarget(bc, finish(bc, draft), expr.range());
}

// ---- Storing

static void writeBack(BodyContext &bc, const Target &target, StmtList &into) {
  if (!target.owner)
    return;
  auto *move = bc.build.make<Move>(target.loaded->type, target.range);
  move->place = target.loaded;
  CallOperand value;
  value.draft = doneDraft(bc, move);
  value.range = target.range;
  callSetter(bc, *target.owner, value, into);
}

static void storePlace(BodyContext &bc, const Target &target, Expr *value, SourceRange range, StmtList &into) {
  if (value->kind == ExprKind::Error)
    return;
  auto *intrinsic = llvm::dyn_cast<checked::Intrinsic>(target.place);
  bool isUninit = intrinsic && intrinsic->id == IntrinsicKind::UninitAt;
  if (!isUninit && !isMutable(bc, target.place)) {
    reportNotMutable(bc, target.place, target.range);
    return;
  }
  auto *assign = bc.build.stmt<Assign>(range);
  assign->target = target.place;
  assign->value = value;
  assign->isUninit = isUninit;
  into.push_back(assign);
  writeBack(bc, target, into);
}

static void store(BodyContext &bc, const Target &target, Draft *value, SourceRange range, StmtList &into) {
  if (value->form == DraftForm::Error || target.kind == Target::Kind::Error)
    return;
  if (target.kind == Target::Kind::Place) {
    Type type = bc.build.typeOf(target.place);
    return storePlace(bc, target, realise(bc, value, fit(bc, value, {type, FitMode::Value})), range, into);
  }
  CallOperand operand;
  operand.draft = value;
  operand.range = value->range;
  callSetter(bc, target, operand, into);
}

void assignTo(BodyContext &bc, const ast::Expr &target, const ast::Expr &value, SourceRange range, StmtList &into) {
  Target where = analyseTarget(bc, target, into);
  store(bc, where, analyse(bc, value), range, into);
}

void assignBuilt(BodyContext &bc, const ast::Expr &target, Expr *value, SourceRange range, StmtList &into) {
  Target where = analyseTarget(bc, target, into);
  store(bc, where, doneDraft(bc, value), range, into);
}

Type typeOfTarget(BodyContext &bc, const ast::Expr &target) {
  bool saved = bc.unevaluated.active;
  bc.unevaluated.active = true;
  llvm::SmallVector<const Stmt *, 4> dropped;
  size_t mark = bc.ctx.diags.mark();
  bool hadError = bc.build.body.hasError;
  Target where = analyseTarget(bc, target, dropped);
  bc.ctx.diags.takeSince(mark);
  bc.build.body.hasError = hadError;
  bc.unevaluated.active = saved;
  return where.kind == Target::Kind::Place ? bc.build.typeOf(where.place) : Type();
}

// ---- Augmented

/// `place.__iop__(value)`
static void operate(BodyContext &bc, Expr *place, llvm::StringRef method, Draft *value, SourceRange op, SourceRange range, StmtList &into) {
  CallOperand operand;
  operand.draft = value;
  operand.range = value->range;
  Type type = bc.build.typeOf(place);
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, type, intern(bc, method), bc.env, functions);
  if (functions.empty()) {
    bc.ctx.diags.report(op, messages::noInPlaceOperator(method, text(bc.ctx, type)));
    return;
  }
  discard(bc, methodCall(bc, doneDraft(bc, place), intern(bc, method), functions, {operand}, {}, false, op, range), range, into);
}

void assignAugmented(BodyContext &bc, const ast::Expr &written, ast::BinaryOp op, SourceRange opRange, const ast::Expr &value, SourceRange range,
                     StmtList &into) {
  std::string method = methodOf(op, "i");
  Target target = analyseTarget(bc, written, into);
  Draft *right = analyse(bc, value);
  if (target.kind == Target::Kind::Error || right->form == DraftForm::Error)
    return;
  if (target.kind != Target::Kind::Place) {
    Expr *current = read(bc, target);
    if (current->kind == ExprKind::Error)
      return;
    if (current->category != Category::Place || !isMutable(bc, current)) {
      // Receiver and subscripts once, the right side, get, operate, set.
      target.receiver = hold(bc, target.receiver, into);
      for (CallOperand &operand : target.operands)
        operand.draft = hold(bc, operand.draft, into);
      if (right->form == DraftForm::Done)
        right = hold(bc, right, into);
      Draft *loaded = hold(bc, doneDraft(bc, toValue(bc, read(bc, target), target.range)), into);
      if (loaded->form == DraftForm::Error)
        return;
      operate(bc, loaded->expr, method, right, opRange, range, into);
      target.owner = &target;
      target.loaded = loaded->expr;
      return writeBack(bc, target, into);
    }
    target.place = current;
  }
  operate(bc, target.place, method, right, opRange, range, into);
  if (target.kind == Target::Kind::Place)
    writeBack(bc, target, into);
}

// ---- `(x := e)`

Draft *analyseWalrus(BodyContext &bc, const ast::Walrus &walrus) {
  llvm::SmallVector<const Stmt *, 4> statements;
  Target target = analyseTarget(bc, *walrus.target, statements);
  Draft *value = analyse(bc, *walrus.value);
  if (target.kind == Target::Kind::Error || value->form == DraftForm::Error)
    return errorDraft(bc, &walrus, walrus.range());
  if (target.kind != Target::Kind::Place || target.owner) {
    // The value of the expression is what the setter got.
    Draft *held = hold(bc, value, statements);
    store(bc, target, held, walrus.range(), statements);
    return doneDraft(bc, sequence(bc, statements, held->expr, walrus.range()), &walrus);
  }
  store(bc, target, value, walrus.range(), statements);
  if (statements.empty())
    return errorDraft(bc, &walrus, walrus.range());
  return doneDraft(bc, sequence(bc, statements, target.place, walrus.range()), &walrus);
}

} // namespace fornax::sema
