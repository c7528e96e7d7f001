// Closures: construction through an initialiser, so that a half-built one never exists; copy, move and destruction of what they own.

#include "irgen/Closures.h"
#include "irgen/Emit.h"
#include "irgen/Thunks.h"
#include "sema/entities/Demand.h"

namespace fornax::irgen {

using namespace sema;
using llvm::cast, llvm::dyn_cast;

bool isReferenceCapture(const Capture &capture) { return capture.convention != Convention::Var && !capture.isMove; }

InstanceKey closureKey(Instances &instances, Type closure, Role role, TargetIndex target) {
  InstanceKey key;
  key.function = instances.ctx.program.closures[closureOf(closure)].call;
  for (Term argument : argumentsOf(closure))
    key.arguments.push_back(eraseOrigins(instances.ctx, argument));
  key.target = target;
  key.role = role;
  return key;
}

Type closureOfKey(Instances &instances, const InstanceKey &key) {
  Context &ctx = instances.ctx;
  ClosureId id = ctx.program.functions[key.function].owner.closure();
  const Closure &closure = ctx.program.closures[id];
  Bindings bindings;
  bindings.bindAll(closure.context, key.arguments);
  bindings.target = instances.targets[key.target]->term;
  llvm::SmallVector<Term, 4> origins;
  for (const Capture &capture : closure.captures)
    if (isReferenceCapture(capture))
      origins.push_back(eraseOrigins(ctx, substitute(ctx, capture.origin, bindings)));
  return makeClosureType(ctx, id, key.arguments, origins);
}

mlir::Type lowerCapture(Instances &instances, Type closure, unsigned index, TargetIndex target, Site site) {
  Context &ctx = instances.ctx;
  const Closure &row = ctx.program.closures[closureOf(closure)];
  const Capture &capture = row.captures[index];
  Bindings bindings;
  bindings.bindAll(row.context, argumentsOf(closure));
  bindings.target = instances.targets[target]->term;
  Term type = settle(instances, substitute(ctx, capture.type, bindings), target, site);
  mlir::Type lowered = isError(type) ? mlir::Type() : lowerType(instances, asType(type), target, site);
  if (!lowered)
    return {};
  return isReferenceCapture(capture) ? mlir::Type(fx::RefType::get(lowered)) : lowered;
}

std::optional<FunctionShape> shapeOfClosureMember(Instances &instances, const InstanceKey &key, Site site) {
  Type closure = closureOfKey(instances, key);
  mlir::Type type = lowerType(instances, closure, key.target, site);
  if (!type)
    return std::nullopt;
  switch (key.role) {
  case Role::ClosureCopy: return shapeOf(instances, {PlainArgument{fx::Conv::Imm, type}}, type);
  case Role::ClosureMove: return shapeOf(instances, {PlainArgument{fx::Conv::Deinit, type}}, type);
  case Role::ClosureDestroy: return shapeOf(instances, {PlainArgument{fx::Conv::Deinit, type}}, {});
  default: break;
  }
  llvm::SmallVector<PlainArgument, 4> arguments;
  const Closure &row = instances.ctx.program.closures[closureOf(closure)];
  for (auto [index, capture] : llvm::enumerate(row.captures)) {
    mlir::Type lowered = lowerCapture(instances, closure, unsigned(index), key.target, site);
    if (!lowered)
      return std::nullopt;
    if (isReferenceCapture(capture))
      arguments.push_back({fx::Conv::Ref, cast<fx::RefType>(lowered).getPointee()});
    else
      arguments.push_back({fx::Conv::Var, lowered});
  }
  for (Type environment : environmentsOf(instances.ctx, closure)) {
    mlir::Type lowered = lowerType(instances, environment, key.target, site);
    if (!lowered)
      return std::nullopt;
    arguments.push_back({fx::Conv::Ref, lowered});
  }
  return shapeOf(instances, arguments, type);
}

/// Initialises one field of a closure from what it is made of.
static void emitCaptureInto(Emitter &e, Value from, Value field, bool isReference, bool isCopy) {
  mlir::Type type = cast<fx::RefType>(field.getType()).getPointee();
  if (isReference)
    fx::StoreOp::create(e.b, e.loc, from, field);
  else if (fx::isEmpty(type))
    return;
  else if (fx::leafOf(type))
    store(e, llvm::isa<fx::RefType>(from.getType()) ? load(e, from) : from, field);
  else if (isCopy)
    fx::CopyOp::create(e.b, e.loc, from, field);
  else
    fx::MoveOp::create(e.b, e.loc, from, field);
}

/// The pointers to other closures, behind the captures.
static void emitEnvironments(Emitter &e, Type closure, Role role, Value result) {
  size_t first = e.ctx.program.closures[closureOf(closure)].captures.size();
  for (size_t index = first, end = first + environmentsOf(e.ctx, closure).size(); index < end && role != Role::ClosureDestroy; ++index) {
    Value field = fx::FieldOp::create(e.b, e.loc, result, unsigned(index));
    Value from = role == Role::ClosureInit ? Value(e.func.getArgument(e.shape->arguments[index].index))
                                           : load(e, fx::FieldOp::create(e.b, e.loc, e.func.getArgument(0), unsigned(index)));
    fx::StoreOp::create(e.b, e.loc, from, field);
  }
}

bool emitClosureMember(Instances &instances, InstanceId id) {
  const InstanceKey key = instances.rows[id].key;
  std::shared_ptr<const FunctionShape> shape = instances.rows[id].shape;
  Type closure = closureOfKey(instances, key);
  const Closure &row = instances.ctx.program.closures[closureOf(closure)];
  Emitter e(instances, id);
  e.shape = shape.get();
  e.b.setInsertionPointToEnd(e.func.addEntryBlock());
  if (shape->outIndex >= 0)
    e.func.setInitializer(true);
  Value result = shape->outIndex >= 0 ? Value(e.func.getArgument(unsigned(shape->outIndex))) : Value();
  for (auto [index, capture] : llvm::enumerate(row.captures)) {
    bool isReference = isReferenceCapture(capture);
    if (key.role == Role::ClosureDestroy)
      break; // every field dies at entry, by ownership
    Value field = fx::FieldOp::create(e.b, e.loc, result, unsigned(index));
    if (key.role == Role::ClosureInit) {
      const ArgumentShape &argument = shape->arguments[index];
      if (argument.passed)
        emitCaptureInto(e, e.func.getArgument(argument.index), field, isReference, false);
      continue;
    }
    Value source = fx::FieldOp::create(e.b, e.loc, e.func.getArgument(0), unsigned(index));
    if (isReference)
      store(e, load(e, source), field);
    else
      emitCaptureInto(e, source, field, false, key.role == Role::ClosureCopy);
  }
  emitEnvironments(e, closure, key.role, result);
  fx::ReturnOp::create(e.b, e.loc);
  return true;
}

void emitClosureInto(Emitter &e, const checked::MakeClosure &make, Value place) {
  Type closure = typeOf(*e.frame, make.type, make.range);
  if (isError(closure))
    return fail(e);
  Site from = e.site(make.range);
  InstanceId id = request(e.instances, closureKey(e.instances, closure, Role::ClosureInit, e.target), from);
  if (!id.isValid())
    return fail(e);
  CallTarget target;
  target.symbol = e.instances.rows[id].symbol;
  target.shape = e.instances.rows[id].shape;
  llvm::SmallVector<Type, 2> environments = environmentsOf(e.ctx, Type(eraseOrigins(e.ctx, closure).node()));
  llvm::SmallVector<Value, 4> arguments;
  for (auto [index, capture] : llvm::enumerate(make.captures)) {
    const ArgumentShape &argument = target.shape->arguments[index];
    if (!argument.passed) {
      emitEffects(e, capture.expr);
      arguments.push_back({});
    } else if (argument.conv.conv == fx::Conv::Ref) {
      arguments.push_back(emitPlace(e, capture.expr));
    } else if (!llvm::isa<fx::RefType>(argument.passed)) {
      arguments.push_back(leafOfPlace(e, capture.expr));
    } else {
      auto *move = dyn_cast<checked::Move>(capture.expr);
      arguments.push_back(move ? emitPlace(e, move->place) : emitTemporary(e, capture.expr));
    }
  }
  for (size_t index = arguments.size(); index < target.shape->arguments.size(); ++index)
    arguments.push_back(environmentOf(e, environments[index - make.captures.size()], make.range));
  emitCallOp(e, target, arguments, place, nullptr, {});
}

// ---- functions as values

/// Whether a function can stand behind a thin pointer as it is.
static bool isSameShape(const FunctionShape &a, const FunctionShape &b) {
  return a.type == b.type && a.convs == b.convs && bool(a.error) == bool(b.error) && a.cc == b.cc;
}

Value emitFunctionValue(Emitter &e, const checked::FunctionValue &value) {
  mlir::Type type = loweredType(e, &value);
  if (e.failed || !type)
    return deadValue(e, {});
  if (fx::isEmpty(type)) {
    if (value.closure)
      emitEffects(e, value.closure);
    return {};
  }
  Type thin = typeOf(*e.frame, value.type, value.range);
  Callee callee = resolveFunctionTerm(e, termOf(*e.frame, value.function, value.range), {}, value.range);
  InstanceId id = callee.isValid() ? request(e.instances, callee.function, callee.arguments, e.target, e.site(value.range)) : InstanceId();
  if (!id.isValid() || !isKind(thin, TermKind::Pointer)) {
    fail(e);
    return deadValue(e, {});
  }
  std::optional<FunctionShape> wanted = shapeOfSignature(e.instances, readSignature(e.ctx, signatureOfPointer(thin)), e.target, e.site(value.range));
  if (!wanted) {
    fail(e);
    return deadValue(e, {});
  }
  if (llvm::SmallVector<Type, 2> needed = environmentsOf(e.ctx, e.instances.rows[id].key); !needed.empty()) {
    report(e.instances, e.site(value.range), messages::thinNeedsEnvironment(print(e.ctx, needed.front())));
    fail(e);
    return deadValue(e, {});
  }
  if (!isSameShape(*e.instances.rows[id].shape, *wanted)) {
    InstanceKey key = e.instances.rows[id].key;
    key.role = Role::Thunk;
    key.arguments.push_back(eraseOrigins(e.ctx, thin));
    id = request(e.instances, std::move(key), e.site(value.range));
    if (!id.isValid()) {
      fail(e);
      return deadValue(e, {});
    }
  }
  return fx::FuncRefOp::create(e.b, e.loc, llvm::StringRef(e.instances.rows[id].symbol));
}

/// One argument of the thin type as the function behind it wants it.
static Value adaptArgument(Emitter &e, const ArgumentShape &from, const ArgumentShape &to) {
  if (!to.passed)
    return {};
  Value value = from.passed ? Value(e.func.getArgument(from.index)) : makeVar(e, to.type);
  if (value.getType() == to.passed)
    return value;
  if (!llvm::isa<fx::RefType>(to.passed)) // a reference where a register value is wanted
    return load(e, value);
  Value place = makeVar(e, to.type);
  store(e, value, place);
  return place;
}

bool emitThunk(Instances &instances, InstanceId id) {
  const InstanceKey key = instances.rows[id].key;
  std::shared_ptr<const FunctionShape> shape = instances.rows[id].shape;
  InstanceKey inner = key;
  inner.role = Role::Body;
  inner.arguments.pop_back();
  InstanceId target = request(instances, std::move(inner), {id, instances.ctx.program.functions[key.function].range});
  if (!target.isValid())
    return false;
  Emitter e(instances, id);
  e.shape = shape.get();
  e.b.setInsertionPointToEnd(e.func.addEntryBlock());
  CallTarget call;
  call.symbol = instances.rows[target].symbol;
  call.shape = instances.rows[target].shape;
  llvm::SmallVector<Value, 6> arguments;
  for (size_t index = 0; index < call.shape->arguments.size() && index < shape->arguments.size(); ++index)
    arguments.push_back(adaptArgument(e, shape->arguments[index], call.shape->arguments[index]));
  arguments.resize(call.shape->arguments.size());
  Value into = shape->outIndex >= 0 ? Value(e.func.getArgument(unsigned(shape->outIndex))) : Value();
  Value result = emitCallOp(e, call, arguments, into, nullptr, {});
  if (call.shape->returnsReference && !shape->returnsReference && e.live) {
    if (shape->leafResult)
      result = load(e, result);
    else if (into)
      fx::CopyOp::create(e.b, e.loc, result, into);
  }
  if (e.live) {
    if (shape->leafResult)
      fx::ReturnOp::create(e.b, e.loc, result);
    else
      fx::ReturnOp::create(e.b, e.loc);
    stop(e);
  }
  dropDeadBlocks(e);
  return !e.failed;
}

} // namespace fornax::irgen
