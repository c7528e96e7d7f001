// Which variables a closure takes along, and how.
#include "sema/names/Attributes.h"
#include "sema/statements/Closures.h"
#include "syntax/Visit.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

/// While a closure's body is checked its state is reached from there by the body's context.
static CaptureState &stateOf(BodyContext &inner) {
  assert(inner.captures && "a closure's body has capture state");
  return *inner.captures;
}

static CaptureRule ruleOf(ast::CaptureKind kind, bool isMove) {
  switch (kind) {
  case ast::CaptureKind::Bare: return {isMove ? Convention::Var : Convention::Imm, isMove};
  case ast::CaptureKind::Imm: return {Convention::Imm, false};
  case ast::CaptureKind::Mut: return {Convention::Mut, false};
  case ast::CaptureKind::Ref: return {Convention::Ref, false};
  case ast::CaptureKind::Var: return {Convention::Var, isMove};
  }
  return {};
}

/// A variable's place as its own body sees it.
static Expr *variablePlace(BodyContext &b, const ScopeEntry &entry, SourceRange range) {
  LocalId id = entry.entity.local();
  Local &local = b.build.body.locals[id];
  if (!b.unevaluated.active)
    local.isUsed = true;
  auto *place = b.build.make<LocalPlace>(local.type, range);
  place->local = id;
  return place;
}

static bool isSameSource(const Expr *a, const Expr *b) {
  if (a->kind != b->kind)
    return false;
  if (auto *local = llvm::dyn_cast<LocalPlace>(a))
    return local->local == llvm::cast<LocalPlace>(b)->local;
  if (auto *capture = llvm::dyn_cast<CapturePlace>(a))
    return capture->capture == llvm::cast<CapturePlace>(b)->capture;
  return false;
}

/// An argument passed in a register has no address that could be kept.
static bool hasNoAddress(BodyContext &b, const Expr *place) {
  auto *local = llvm::dyn_cast<LocalPlace>(place);
  if (!local)
    return false;
  const Local &row = b.build.body.locals[local->local];
  return row.kind == LocalKind::Argument && row.convention == Convention::Imm && isRegisterPassable(b.ctx, b.build.typeOf(place), b.env);
}

/// Whether the place may be moved out of: an owned variable, argument, or capture.
static bool isOwnedPlace(BodyContext &b, const Expr *place) {
  if (auto *capture = llvm::dyn_cast<CapturePlace>(place))
    return b.build.body.captures[capture->capture].convention == Convention::Var;
  const Local &row = b.build.body.locals[llvm::cast<LocalPlace>(place)->local];
  if (row.kind == LocalKind::Reference)
    return false;
  return row.kind != LocalKind::Argument || row.convention == Convention::Var || row.convention == Convention::Deinit;
}

/// The rules for one capture; reports what breaks them.
static bool checkCapture(BodyContext &b, Name name, CaptureRule rule, const Expr *source, SourceRange range) {
  Context &ctx = b.ctx;
  Type type = b.build.typeOf(source);
  if (isError(type))
    return false;
  switch (rule.convention) {
  case Convention::Mut:
    if (asBool(mutabilityOf(b, source)) == false) {
      ctx.diags.report(range, messages::captureNotMutable(name));
      return false;
    }
    [[fallthrough]];
  case Convention::Ref:
    if (hasNoAddress(b, source)) {
      ctx.diags.report(range, messages::captureInRegister(name));
      return false;
    }
    return true;
  case Convention::Var: break;
  default: return true;
  }
  if (rule.isMove && !isOwnedPlace(b, source)) {
    ctx.diags.report(range, messages::captureNotOwned(name));
    return false;
  }
  if (rule.isMove && !isMovable(ctx, type, b.env)) {
    ctx.diags.report(range, messages::captureNotMovable(name, typeText(ctx, type)));
    return false;
  }
  if (!rule.isMove && !isImplicitlyCopyable(ctx, type, b.env)) {
    ctx.diags.report(range, messages::captureNotCopyable(name, typeText(ctx, type))).fix(messages::captureByMove(), range.atEnd(), "^");
    return false;
  }
  if (!isDeinitable(ctx, type, b.env)) {
    ctx.diags.report(range, messages::captureNotDeinitable(name, typeText(ctx, type)));
    return false;
  }
  return true;
}

/// The origin under which the closure sees what it refers to.
static Term captureOrigin(BodyContext &b, CaptureRule rule, const Expr *source) {
  Term origin = originOf(b, source);
  return rule.convention == Convention::Imm ? makeOriginMutCast(b.ctx, origin, makeBool(b.ctx, false)) : origin;
}

/// Adds a capture of a place of the enclosing body `b`; its number in the closure.
static int addCapture(BodyContext &b, ClosureId id, CaptureState &state, Name name, CaptureRule rule, Expr *source, SourceRange range,
                      bool isListed) {
  if (!checkCapture(b, name, rule, source, range))
    return -1;
  Capture capture;
  capture.name = name;
  capture.convention = rule.convention;
  capture.isMove = rule.isMove;
  capture.isListed = isListed;
  capture.type = b.build.typeOf(source);
  capture.range = range;
  if (auto *local = llvm::dyn_cast<LocalPlace>(source))
    capture.outerLocal = local->local;
  else
    capture.outerCapture = int(llvm::cast<CapturePlace>(source)->capture);
  if (rule.convention != Convention::Var)
    capture.origin = captureOrigin(b, rule, source);
  auto &captures = b.ctx.program.closures[id].captures;
  captures.push_back(std::move(capture));
  state.sources.push_back(source);
  return int(captures.size()) - 1;
}

// ---- The list

static void readEntry(BodyContext &b, ClosureId id, const ast::Capture &entry, CaptureState &state) {
  Context &ctx = b.ctx;
  CaptureRule rule = ruleOf(entry.which, entry.isMove);
  SourceRange range = entry.name.range;
  NameLookup found = lookupName(b, entry.name.name);
  state.failed.push_back(entry.name.name); // until it is added
  if (!found)
    return reportUnknownName(b, entry.name.name, range);
  if (found.kind != NameLookup::Kind::Local || !found.local->entity.is(Entity::Kind::Local)) {
    ctx.diags.report(range, messages::captureNotVariable(entry.name.name));
    return;
  }
  Expr *source = found.body == &b ? variablePlace(b, *found.local, range) : captureVariable(b, found, entry.name.name, range);
  if (source->kind == ExprKind::Error)
    return;
  for (size_t i = 0; i < state.sources.size(); ++i)
    if (isSameSource(state.sources[i], source))
      return; // the parser has reported it
  if (addCapture(b, id, state, entry.name.name, rule, source, range, true) >= 0)
    state.failed.pop_back();
}

void readCaptures(BodyContext &b, ClosureId id, const ast::Signature &signature, bool isLambda, CaptureState &state) {
  for (const ast::Capture *entry : signature.captures) {
    if (entry->name) {
      readEntry(b, id, *entry, state);
      continue;
    }
    state.byDefault = ruleOf(entry->which, entry->isMove);
  }
  if (isLambda && !signature.hasCaptureList)
    state.byDefault = CaptureRule{Convention::Imm, false};
  if (isParameterClosure(b.ctx, id) && !signature.hasCaptureList) // the older form: by reference, with the variable's own mutability
    state.byDefault = CaptureRule{Convention::Ref, false};
}

bool isParameterClosure(const ast::Function &function) { return function.signature.isCapturing || findDecorator(function.decorators, "__parameter"); }

bool isParameterClosure(Context &ctx, ClosureId id) {
  auto *function = llvm::dyn_cast_or_null<ast::Function>(static_cast<const ast::Node *>(ctx.program.closures[id].syntax));
  return function && isParameterClosure(*function);
}

void readCopied(BodyContext &b, ClosureId id, const ast::Function &function, CaptureState &state) {
  const ast::Decorator *decorator = findDecorator(function.decorators, "__copy_capture");
  if (!decorator)
    return;
  for (const ast::CallArgument &argument : decorator->arguments) {
    auto *name = argument.value ? llvm::dyn_cast<ast::Identifier>(ast::stripParens(argument.value)) : nullptr;
    if (!name) {
      b.ctx.diags.report(argument.value ? argument.value->range() : decorator->range(), messages::copyCaptureNotName());
      continue;
    }
    ast::Capture entry;
    entry.which = ast::CaptureKind::Var;
    entry.name = {name->name, name->range()};
    readEntry(b, id, entry, state);
  }
}

// ---- Uses in the body

/// The place of the variable in the body around the closure whose body `inner` is.
static Expr *outerPlace(BodyContext &inner, const NameLookup &found, Name name, SourceRange range) {
  BodyContext &b = *inner.outer;
  return found.body == &b ? variablePlace(b, *found.local, range) : captureVariable(b, found, name, range);
}

/// Under `type_of` and `origin_of` nothing is captured: a stand-in with the type and origin of the variable.
static Expr *standIn(BodyContext &inner, const NameLookup &found, SourceRange range) {
  const CheckedBody &body = found.body->build.body;
  const Local &variable = body.locals[found.local->entity.local()];
  Local local;
  local.kind = LocalKind::Reference;
  local.origin = variable.origin;
  local.addressSpace = variable.addressSpace;
  local.isMutable = variable.isMutable;
  local.isUsed = true;
  local.range = range;
  return localPlace(inner, inner.build.addLocal(std::move(local), body.type(variable.type)), range);
}

static Expr *capturePlace(BodyContext &inner, int index, SourceRange range) {
  Context &ctx = inner.ctx;
  const Closure &closure = ctx.program.closures[inner.closure];
  inner.build.body.captures = closure.captures;
  auto *place = inner.build.expr<CapturePlace>(closure.captures[size_t(index)].type, range);
  place->capture = uint32_t(index);
  return place;
}

/// Reports once per body that nothing says how a variable is captured.
static Expr *refuseCapture(BodyContext &inner, Name name, SourceRange range) {
  if (!inner.captures || !llvm::is_contained(inner.captures->failed, name)) {
    inner.ctx.diags.report(range, messages::cannotInferCapture(name)).note(messages::addCaptureEntry(name));
    if (inner.captures)
      inner.captures->failed.push_back(name);
  }
  return inner.build.error(range);
}

Expr *captureVariable(BodyContext &inner, const NameLookup &found, Name name, SourceRange range) {
  if (inner.unevaluated.active)
    return standIn(inner, found, range);
  if (!inner.outer || !inner.closure || llvm::is_contained(stateOf(inner).failed, name))
    return refuseCapture(inner, name, range);
  CaptureState &state = stateOf(inner);
  Expr *source = outerPlace(inner, found, name, range);
  if (source->kind == ExprKind::Error) {
    state.failed.push_back(name);
    return inner.build.error(range);
  }
  for (size_t i = 0; i < state.sources.size(); ++i)
    if (isSameSource(state.sources[i], source))
      return capturePlace(inner, int(i), range);
  if (!state.byDefault)
    return refuseCapture(inner, name, range);
  CaptureRule rule = *state.byDefault;
  if (rule.convention == Convention::Ref && isParameterClosure(inner.ctx, inner.closure) && hasNoAddress(*inner.outer, source)) {
    bool isTrivial = isTrivialRegisterPassable(inner.ctx, inner.outer->build.typeOf(source), inner.env);
    rule.convention = isTrivial ? Convention::Var : Convention::Imm; // it never changes, so a copy will do
  }
  int index = addCapture(*inner.outer, inner.closure, state, name, rule, source, range, false);
  if (index >= 0)
    return capturePlace(inner, index, range);
  state.failed.push_back(name);
  return inner.build.error(range);
}

// ---- Building

Type closureTypeOf(Context &ctx, ClosureId id) {
  const Closure &closure = ctx.program.closures[id];
  llvm::SmallVector<Term, 4> origins;
  for (const Capture &capture : closure.captures)
    if (capture.convention != Convention::Var)
      origins.push_back(capture.origin);
  return makeClosureType(ctx, id, identityArguments(ctx, closure.context), origins);
}

Expr *makeClosure(BodyContext &b, ClosureId id, const CaptureState &state, SourceRange range) {
  Context &ctx = b.ctx;
  const Closure &closure = ctx.program.closures[id];
  auto *make = b.build.expr<MakeClosure>(closureTypeOf(ctx, id), range);
  make->closure = id;
  llvm::SmallVector<Slot, 8> context;
  for (ParameterId parameter : closure.context)
    context.push_back(b.build.slot(makeParam(ctx, parameter)));
  make->context = b.build.list(llvm::ArrayRef<Slot>(context));
  llvm::SmallVector<ClosureCapture, 4> captures;
  for (size_t i = 0; i < closure.captures.size(); ++i) {
    const Capture &capture = closure.captures[i];
    auto *source = const_cast<Expr *>(state.sources[i]);
    if (capture.convention == Convention::Var && capture.isMove) {
      auto *move = b.build.make<Move>(source->type, source->range);
      move->place = source;
      source = move;
    } else if (capture.convention == Convention::Var) {
      source = toValue(b, source, capture.range);
    }
    captures.push_back({source, capture.convention});
  }
  make->captures = b.build.list(llvm::ArrayRef<ClosureCapture>(captures));
  return make;
}

// ---- Lambdas without captures

static bool mentions(BodyContext &b, const ast::Node &node, llvm::ArrayRef<const ast::Argument *> own) {
  if (auto *name = llvm::dyn_cast<ast::Identifier>(&node)) {
    for (const ast::Argument *argument : own)
      if (argument->name.name == name->name)
        return false;
    NameLookup found = lookupName(b, name->name);
    return found.kind == NameLookup::Kind::Local && found.local->entity.is(Entity::Kind::Local);
  }
  bool result = false;
  ast::forEachChild(node, [&](const ast::Node &child) { result = result || mentions(b, child, own); });
  return result;
}

bool mentionsVariable(BodyContext &b, const ast::Expr &expr, llvm::ArrayRef<const ast::Argument *> own) { return mentions(b, expr, own); }

} // namespace fornax::sema
