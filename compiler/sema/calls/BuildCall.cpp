// Builds the checked node of a resolved call.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Subscripts.h"
#include "sema/names/Attributes.h"

namespace fornax::sema {

using namespace checked;

namespace {
/// The call under construction. Operands are realised first, in the order of writing.
struct CallBuilder {
  BodyContext &bc;
  const Resolution &call;
  const CallSite &site;
  const Signature &signature;
  Bindings bindings;
  llvm::SmallVector<Term, 8> origins;        // per declared argument
  llvm::SmallVector<CallArgument, 8> passed; // in order of evaluation
  bool hasError = false;
};
} // namespace

static PassMode passMode(const Argument &argument) {
  if (argument.kind == ArgumentKind::Variadic)
    return PassMode::Pack;
  switch (argument.convention) {
  case Convention::Imm: return PassMode::Borrow;
  case Convention::Mut: return PassMode::Mutate;
  case Convention::Ref: return PassMode::Reference;
  case Convention::Var:
  case Convention::Deinit:
  case Convention::Out: return PassMode::Own;
  }
  llvm_unreachable("every convention is handled");
}

static void pass(CallBuilder &b, size_t argument, Expr *expr) {
  if (expr->kind == ExprKind::Error) {
    b.hasError = true;
    return;
  }
  PassMode mode = passMode(b.signature.arguments[argument]);
  if (mode != PassMode::Own && mode != PassMode::Pack) {
    expr = toPlace(b.bc, expr);
    if (expr->kind != ExprKind::Error)
      b.origins[argument] = lentOrigin(b.bc, b.signature.arguments[argument], expr);
  } else if (auto *pack = llvm::dyn_cast<PackMake>(expr)) {
    b.origins[argument] = argumentsOf(b.bc.build.typeOf(pack))[1]; // the result may name where the elements are
  }
  b.hasError |= expr->kind == ExprKind::Error;
  b.passed.push_back({uint32_t(argument), mode, expr});
}

static void passOperands(CallBuilder &b) {
  if (b.call.receiverArgument >= 0)
    pass(b, size_t(b.call.receiverArgument), realise(b.bc, b.site.receiver, b.call.receiverFit));
  llvm::SmallVector<bool, 8> isDone(b.signature.arguments.size());
  if (b.call.receiverArgument >= 0)
    isDone[size_t(b.call.receiverArgument)] = true;
  for (size_t k = 0; k < b.site.operands.size(); ++k) {
    size_t i = size_t(b.call.argumentOf[k]);
    if (isDone[i])
      continue; // a variadic, built at its first element
    isDone[i] = true;
    ArgumentKind kind = b.signature.arguments[i].kind;
    if (kind == ArgumentKind::Variadic)
      pass(b, i, makePack(b.bc, b.call, i, b.bindings));
    else if (kind == ArgumentKind::KeywordVariadic)
      pass(b, i, makeKeywordPack(b.bc, b.call, i, b.bindings));
    else
      pass(b, i, realise(b.bc, b.site.operands[k].draft, b.call.fits[k]));
  }
  b.bindings.argumentOrigins = b.origins;
  for (size_t i = 0; i < b.signature.arguments.size(); ++i) {
    const Argument &argument = b.signature.arguments[i];
    if (isDone[i] || int(i) == b.signature.outIndex)
      continue;
    if (argument.kind == ArgumentKind::Variadic)
      pass(b, i, makePack(b.bc, b.call, i, b.bindings));
    else if (argument.kind == ArgumentKind::KeywordVariadic)
      pass(b, i, makeKeywordPack(b.bc, b.call, i, b.bindings));
    else
      pass(b, i, realiseDefault(b.bc, b.call.function, i, b.bindings, substituteType(b.bc.ctx, argument.type, b.bindings), b.site.range));
  }
}

// ---- Folding

/// The compile-time value behind a passed operand: a constant, perhaps in a temporary.
static Term constantValue(BodyContext &bc, const Expr *expr) {
  if (auto *temporary = llvm::dyn_cast<TemporaryPlace>(expr))
    expr = temporary->value;
  auto *constant = llvm::dyn_cast<Constant>(expr);
  return constant ? bc.build.body.term(constant->value) : Term();
}

/// A "builtin" function of constants is a constant.
static Expr *foldCall(CallBuilder &b, Type type) {
  Context &ctx = b.bc.ctx;
  if (ctx.program.functions[b.call.function].inlining != InlineKind::Builtin || b.signature.returnsReference())
    return nullptr;
  llvm::SmallVector<Term, 4> arguments(b.signature.arguments.size());
  for (const CallArgument &argument : b.passed) {
    Term value = argument.mode == PassMode::Pack ? Term() : constantValue(b.bc, argument.expr);
    if (!value)
      return nullptr;
    arguments[argument.parameter] = value;
  }
  Term result = inlineBuiltin(ctx, b.call.function, b.call.terms, arguments);
  if (!result || isError(result) || typeOf(ctx, result) != type)
    return nullptr;
  return constantOf(b.bc, result, b.site.range);
}

// ---- Callee, errors, uses

static llvm::ArrayRef<Slot> slotsOf(BodyContext &bc, llvm::ArrayRef<Term> terms) {
  llvm::SmallVector<Slot, 8> slots;
  for (Term term : terms)
    slots.push_back(bc.build.slot(term));
  return bc.build.list(llvm::ArrayRef<Slot>(slots));
}

static void setCallee(CallBuilder &b, Callee &callee) {
  BodyContext &bc = b.bc;
  const Function &row = bc.ctx.program.functions[b.call.function];
  callee.kind = b.site.calleeKind;
  callee.pointer = b.site.calleeValue;
  if (callee.kind != Callee::Kind::Direct) {
    callee.base = b.site.calleeTerm ? bc.build.slot(b.site.calleeTerm) : Slot();
    if (callee.kind == Callee::Kind::Parameter && callee.pointer)
      callee.bound = bc.build.slot(signatureBehind(bc.ctx, b.call.function));
    callee.arguments = slotsOf(bc, b.call.terms.drop_front(b.call.outerCount));
    return;
  }
  if (row.owner.is(Entity::Kind::Trait)) {
    callee.kind = Callee::Kind::Witness;
    callee.requirement = row.requirement;
    callee.base = bc.build.slot(b.call.terms.front());
    callee.arguments = slotsOf(bc, b.call.terms.drop_front(b.call.outerCount));
    return;
  }
  callee.function = b.call.function;
  callee.arguments = slotsOf(bc, b.call.terms);
}

static void reportUse(BodyContext &bc, const Function &row, SourceRange range) {
  auto reason = [](const ast::Decorator *decorator) {
    for (const ast::CallArgument &argument : decorator->arguments)
      if (llvm::isa_and_nonnull<ast::StringLiteral>(argument.value))
        return literalText(argument.value);
    return std::string();
  };
  if (row.use.unavailable)
    bc.ctx.diags.report(range, messages::unavailableUse(row.name, reason(row.use.unavailable)));
  else if (row.use.deprecated)
    bc.ctx.diags.report(range, messages::deprecatedUse(row.name, reason(row.use.deprecated)));
}

/// An error that goes on to a place of another type is converted on the way.
static void setError(CallBuilder &b, Call &node, Type raises) {
  BodyContext &bc = b.bc;
  if (isError(raises) || isNever(bc.ctx, raises) || bc.unevaluated.active)
    return;
  noteRaise(bc, raises, b.site.range);
  Type target = bc.handler ? bc.handler->error : bc.raisesType;
  if (!target || isError(target) || isNever(bc.ctx, target) || compare(bc.ctx, raises, target) != Comparison::Different ||
      !isConvertible(bc, raises, target))
    return;
  Local local;
  local.kind = LocalKind::Error;
  local.range = b.site.range;
  node.error = bc.build.addLocal(std::move(local), raises);
  auto *place = bc.build.expr<LocalPlace>(raises, b.site.range);
  place->local = node.error;
  auto *move = bc.build.expr<Move>(raises, b.site.range);
  move->place = place;
  node.convertedError = convertTo(bc, move, target, b.site.range);
}

static Expr *buildNode(BodyContext &bc, const Resolution &call) {
  Context &ctx = bc.ctx;
  const CallSite &site = *call.site;
  const Signature &signature = signatureOf(ctx, call.function);
  CallBuilder b{bc, call, site, signature, bindingsFor(ctx, call.function, call.terms), {}, {}};
  b.origins.resize(signature.arguments.size());
  passOperands(b);
  if (b.hasError)
    return bc.build.error(site.range);
  reportUse(bc, ctx.program.functions[call.function], site.callee);
  if (site.syntax)
    bc.build.body.answers[site.syntax] = {Entity(call.function), bc.build.slot(call.type)};
  b.bindings.argumentOrigins = b.origins;
  if (isError(call.type)) {
    if (!isError(signature.result)) // only for these parameters: an index beyond the end of a list of types
      ctx.diags.report(site.range, messages::noResultType(ctx.program.functions[call.function].name.str(), TypeText{print(ctx, signature.result)}));
    return bc.build.error(site.range);
  }
  Bindings places; // parameters have been filled in: a rigid one of this function may be a parameter of the callee too
  places.argumentOrigins = b.origins;
  Type type = substituteType(ctx, call.type, places);
  if (Expr *folded = foldCall(b, type))
    return folded;
  auto *node = bc.build.expr<Call>(type, site.range);
  setCallee(b, node->callee);
  node->arguments = bc.build.list(llvm::ArrayRef<CallArgument>(b.passed));
  node->obligations = call.obligations;
  Type raises = isError(signature.raises) ? contractType(ctx, ContractItem::Never) : substituteType(ctx, signature.raises, b.bindings);
  node->raises = bc.build.slot(raises);
  setError(b, *node, raises);
  if (isNever(ctx, type))
    node->category = Category::Never;
  if (!signature.returnsReference())
    return node;
  node->resultOrigin = bc.build.slot(substitute(ctx, signature.resultOrigin, b.bindings));
  auto *place = bc.build.expr<ResultPlace>(type, site.range);
  place->call = node;
  place->origin = node->resultOrigin;
  if (signature.resultSpace)
    place->space = bc.build.slot(substitute(ctx, signature.resultSpace, b.bindings));
  return place;
}

Expr *realiseCall(BodyContext &bc, const Resolution &call) {
  Expr *built = buildNode(bc, call);
  const Draft *receiver = call.site->receiver;
  bool isDropped = receiver && call.receiverArgument < 0 && receiver->expr;
  if (!isDropped || built->kind == ExprKind::Error || llvm::isa<LocalPlace, Constant, CapturePlace, FieldPlace>(receiver->expr))
    return built;
  // A static method through a value: the value is not passed, but evaluated.
  auto *discard = bc.build.stmt<Discard>(receiver->range);
  discard->expr = receiver->expr;
  return sequence(bc, {discard}, built, call.site->range);
}

} // namespace fornax::sema
