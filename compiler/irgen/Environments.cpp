// Closures as values of parameters: which of them an instance needs, and where they are.

#include "irgen/Closures.h"
#include "irgen/Emit.h"
#include "irgen/Key.h"
#include "sema/entities/Demand.h"
#include "syntax/AST.h"
#include "syntax/Visit.h"

namespace fornax::irgen {

using namespace sema;
using llvm::cast;

using Environments = llvm::SmallVector<Type, 2>;

static void collect(Context &ctx, llvm::ArrayRef<ParameterId> parameters, llvm::ArrayRef<Term> arguments, Environments &into);

/// `isFunction`: the argument is a function, not a type. The type of a closure needs nothing: its value comes along as a value.
static void collect(Context &ctx, Term argument, bool isFunction, Environments &into) {
  if (isKind(argument, TermKind::FunctionItem))
    return collect(ctx, allParameters(ctx, functionOf(argument)), argumentsOf(argument), into);
  if (isFunction && isKind(argument, TermKind::List))
    for (Term element : argument->operands())
      collect(ctx, element, true, into);
  if (!isFunction || !isKind(argument, TermKind::ClosureType) || llvm::is_contained(into, asType(argument)))
    return;
  bool isEmpty = ctx.program.closures[closureOf(argument)].captures.empty() && environmentsOf(ctx, asType(argument)).empty();
  if (!isEmpty)
    into.push_back(asType(argument));
}

static void collect(Context &ctx, llvm::ArrayRef<ParameterId> parameters, llvm::ArrayRef<Term> arguments, Environments &into) {
  for (auto [parameter, argument] : llvm::zip(parameters, arguments)) {
    const Parameter &row = ctx.program.parameters[parameter];
    if (row.owner.is(Entity::Kind::Struct)) // its members are also called by the compiler, from anywhere
      continue;
    collect(ctx, argument, row.type && isKind(row.type, TermKind::Pointer), into);
  }
}

Environments environmentsOf(Context &ctx, const InstanceKey &key) {
  Environments result;
  llvm::SmallVector<ParameterId, 8> parameters = allParameters(ctx, key.function);
  const Function &function = ctx.program.functions[key.function];
  // A closure finds what its context needs in itself.
  size_t first = function.role == FunctionRole::ClosureCall ? outerParametersOf(ctx, key.function).size() : 0;
  llvm::ArrayRef<Term> arguments = key.arguments;
  if (first < arguments.size())
    collect(ctx, llvm::ArrayRef(parameters).drop_front(first), arguments.drop_front(first), result);
  return result;
}

Environments environmentsOf(Context &ctx, Type closure) {
  Environments result;
  collect(ctx, ctx.program.closures[closureOf(closure)].context, argumentsOf(closure), result);
  return result;
}

/// Whether a type of the body is the closure in question.
static bool isThis(Emitter &e, checked::Slot slot, Type closure, SourceRange range) {
  Type generic = slot.isValid() ? e.frame->body.type(slot) : Type();
  if (!generic || !isKind(generic, TermKind::ClosureType) || closureOf(generic) != closureOf(closure))
    return false;
  Type type = typeOf(*e.frame, slot, range);
  return !isError(type) && eraseOrigins(e.ctx, type) == closure;
}

/// The local that the closure's declaration made; the first one of its type.
static Value inVariable(Emitter &e, Type closure, SourceRange range) {
  const auto &locals = e.frame->body.locals;
  for (uint32_t index = 0; index < locals.size(); ++index) {
    const Local &local = locals[LocalId(index)];
    if (local.kind == LocalKind::Variable && e.locals->contains(LocalId(index)) && isThis(e, local.type, closure, range))
      return placeOfLocal(e, LocalId(index), range);
  }
  return {};
}

/// In a closure that has captured the other one, or points to it.
static Value inReceiver(Emitter &e, Type closure) {
  const InstanceKey &key = e.instances.rows[e.instance].key;
  const Function &function = e.ctx.program.functions[key.function];
  if (function.role != FunctionRole::ClosureCall || (key.role != Role::Body && key.role != Role::SelfCheck) || !e.shape->arguments[0].passed)
    return {};
  Type own = closureOfKey(e.instances, key);
  const Closure &row = e.ctx.program.closures[closureOf(own)];
  Value receiver = e.func.getArgument(e.shape->arguments[0].index);
  Bindings bindings;
  bindings.bindAll(row.context, argumentsOf(own));
  for (auto [index, capture] : llvm::enumerate(row.captures)) {
    if (!isKind(capture.type, TermKind::ClosureType) || closureOf(capture.type) != closureOf(closure) ||
        eraseOrigins(e.ctx, substitute(e.ctx, capture.type, bindings)) != closure)
      continue;
    Value field = fx::FieldOp::create(e.b, e.loc, receiver, unsigned(index));
    return isReferenceCapture(capture) ? load(e, field) : field;
  }
  for (auto [index, other] : llvm::enumerate(environmentsOf(e.ctx, own)))
    if (other == closure)
      return load(e, fx::FieldOp::create(e.b, e.loc, receiver, unsigned(row.captures.size() + index)));
  return {};
}

/// What was handed to this function along with its arguments.
static Value inArgument(Emitter &e, Type closure) {
  const InstanceKey &key = e.instances.rows[e.instance].key;
  if (key.role != Role::Body && key.role != Role::SelfCheck)
    return {};
  size_t written = signatureOf(e.ctx, key.function).arguments.size();
  for (const ArgumentShape &argument : llvm::ArrayRef(e.shape->arguments).drop_front(written))
    if (argument.passed && argument.source == closure)
      return e.func.getArgument(argument.index);
  return {};
}

Value environmentOf(Emitter &e, Type closure, SourceRange range) {
  Type wanted = Type(eraseOrigins(e.ctx, settle(e.instances, closure, e.target, e.site(range))).node());
  Value place = inVariable(e, wanted, range);
  if (!place)
    place = inArgument(e, wanted);
  if (!place)
    place = inReceiver(e, wanted);
  if (place)
    return place;
  report(e.instances, e.site(range), messages::noEnvironment(print(e.ctx, closure)));
  fail(e);
  return deadPlace(e, lowerType(e.instances, wanted, e.target, e.site(range)));
}

// ---- Environments that nobody changes

/// Whether what lies at a place is only read: a call could do more, by a pointer.
static bool isOnlyRead(Value place) {
  return llvm::all_of(place.getUsers(), [&](mlir::Operation *user) {
    if (auto field = llvm::dyn_cast<fx::FieldOp>(user))
      return isOnlyRead(field);
    if (auto address = llvm::dyn_cast<fx::AddressOfOp>(user))
      return llvm::all_of(address.getResult().getUsers(), [](mlir::Operation *next) {
        auto place = llvm::dyn_cast<fx::DerefOp>(next);
        return place && isOnlyRead(place);
      });
    if (auto copy = llvm::dyn_cast<fx::CopyOp>(user))
      return user->getOperand(0) == place && user->getOperand(1) != place;
    return llvm::isa<fx::LoadOp>(user);
  });
}

/// Parametric closures: another instance of the body may do what this one does not.
static bool isSameInAllInstances(Context &ctx, FunctionId function) {
  for (ParameterId id : signatureOf(ctx, function).parameters)
    if (const Type &type = ctx.program.parameters[id].type; !type || isKind(type, TermKind::Traits) || isKind(type, TermKind::Pointer))
      return false;
  auto choosesAtCompileTime = [](auto &self, const ast::Node &node) -> bool {
    auto *branch = llvm::dyn_cast<ast::If>(&node);
    bool found = (branch && branch->isComptime) || llvm::isa<ast::ComptimeExpr>(node);
    ast::forEachChild(node, [&](const ast::Node &child) { found = found || self(self, child); });
    return found;
  };
  auto *syntax = static_cast<const ast::Node *>(ctx.program.functions[function].syntax);
  return syntax && !choosesAtCompileTime(choosesAtCompileTime, *syntax);
}

void markConstantEnvironment(Emitter &e) {
  const InstanceKey &key = e.instances.rows[e.instance].key;
  if (e.ctx.program.functions[key.function].role != FunctionRole::ClosureCall || key.role != Role::Body || !e.shape->arguments[0].passed)
    return;
  bool ownsNothing = llvm::all_of(e.frame->body.captures, isReferenceCapture);
  bool isParametric = !signatureOf(e.ctx, key.function).parameters.empty();
  if (!ownsNothing && isParametric && !isSameInAllInstances(e.ctx, key.function))
    return;
  if (isOnlyRead(e.func.getArgument(e.shape->arguments[0].index)))
    e.func->setDiscardableAttr("fx.constant_environment", e.b.getUnitAttr());
}

} // namespace fornax::irgen
