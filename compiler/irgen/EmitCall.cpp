// Calls: arguments by convention, the operation, the error edge; "builtin" callees expanded in place.

#include "ir/Locations.h"
#include "irgen/Emit.h"
#include "irgen/Key.h"
#include "irgen/SelfCheck.h"
#include "sema/entities/Demand.h"
#include "sema/proofs/Conformance.h"

namespace fornax::irgen {

using namespace sema;
using llvm::cast, llvm::dyn_cast, llvm::isa;

// ---- the operation

/// Where an error of the callee goes, and the place that receives it.
namespace {
struct ErrorEdge {
  mlir::Block *block = nullptr;
  Value into;
};
} // namespace

static ErrorEdge makeErrorEdge(Emitter &e, const FunctionShape &callee, const checked::Call *call) {
  Destination to = raiseDestination(e);
  ErrorSlot slot = errorSlot(e, to);
  if (slot.takesAny) // dropped: received where nothing uses it
    return {routeTo(e, to, e.exits.size()), callee.hasErrorPlace() ? makeVar(e, callee.error) : Value()};
  bool converts = call && call->convertedError;
  if (!converts) {
    assert((e.isSelfCheck || !slot.type || slot.type == callee.error) && "an error of another type needs a conversion in the tree");
    if (slot.type && slot.type != callee.error)
      fail(e);
    return {routeTo(e, to, e.exits.size()), callee.hasErrorPlace() ? slot.place : Value()};
  }
  ErrorEdge edge;
  if (callee.hasErrorPlace())
    edge.into = call->error.isValid() ? declareLocal(e, call->error) : makeVar(e, callee.error);
  edge.block = newBlock(e);
  SavedPoint saved(e);
  e.func.getBody().push_back(edge.block);
  e.b.setInsertionPointToEnd(edge.block);
  e.live = true;
  if (slot.place)
    emitInto(e, call->convertedError, slot.place);
  else
    emitEffects(e, call->convertedError);
  leave(e, to);
  return edge;
}

template <class Op> static void setCallAttributes(Op op, const CallTarget &target, mlir::ArrayAttr accesses, mlir::ArrayAttr positions) {
  if (target.keepsInterior)
    op.setKeepsInterior(true);
  if (target.environments != ~0u)
    op->setDiscardableAttr("fx.environments", mlir::IntegerAttr::get(mlir::IntegerType::get(op.getContext(), 64), target.environments));
  if (accesses)
    op.setAccessesAttr(accesses);
  if (positions)
    op.setPositionsAttr(positions);
}

static Value emitPlainCall(Emitter &e, const CallTarget &target, llvm::ArrayRef<Value> operands, fx::OriginsAttr origins, mlir::ArrayAttr accesses,
                           mlir::ArrayAttr positions) {
  const FunctionShape &shape = *target.shape;
  auto op = target.pointer ? fx::CallOp::create(e.b, e.loc, target.pointer, shape.callConvs, operands, shape.leafResult, origins)
                           : fx::CallOp::create(e.b, e.loc, llvm::StringRef(target.symbol), shape.callConvs, operands, shape.leafResult, origins);
  if (target.pointer)
    op.setCc(shape.cc);
  setCallAttributes(op, target, accesses, positions);
  return op.getResult();
}

static Value emitRaisingCall(Emitter &e, const CallTarget &target, llvm::ArrayRef<Value> operands, const checked::Call *call, fx::OriginsAttr origins,
                             mlir::ArrayAttr accesses, mlir::ArrayAttr positions) {
  const FunctionShape &shape = *target.shape;
  ErrorEdge edge = makeErrorEdge(e, shape, call);
  mlir::Block *ok = newBlock(e);
  auto op = target.pointer
                ? fx::InvokeOp::create(e.b, e.loc, target.pointer, shape.callConvs, operands, shape.leafResult, ok, edge.block, edge.into, origins)
                : fx::InvokeOp::create(e.b, e.loc, llvm::StringRef(target.symbol), shape.callConvs, operands, shape.leafResult, ok, edge.block,
                                       edge.into, origins);
  setCallAttributes(op, target, accesses, positions);
  start(e, ok);
  return op.getResult();
}

Value emitCallOp(Emitter &e, const CallTarget &target, llvm::ArrayRef<Value> arguments, Value into, const checked::Call *call,
                 fx::OriginsAttr origins, mlir::ArrayAttr accesses, mlir::ArrayAttr positions) {
  const FunctionShape &shape = *target.shape;
  llvm::SmallVector<Value, 6> operands(shape.callConvs.size());
  for (auto [index, argument] : llvm::enumerate(shape.arguments))
    if (argument.passed)
      operands[argument.index] = arguments[index];
  if (shape.outIndex >= 0)
    operands[unsigned(shape.outIndex)] = into ? into : makeVar(e, shape.result);
  if (e.failed || !e.live || llvm::is_contained(operands, Value()))
    return shape.leafResult ? deadValue(e, shape.leafResult) : Value();
  Value result = shape.error ? emitRaisingCall(e, target, operands, call, origins, accesses, positions)
                             : emitPlainCall(e, target, operands, origins, accesses, positions);
  if (shape.isNever)
    emitUnreachable(e);
  return result;
}

// ---- arguments

/// An owned value for a memory-class `var` argument: what is moved is passed as it is, everything else is built in a temporary.
static Value emitOwned(Emitter &e, const checked::Expr *expr) {
  if (auto *move = dyn_cast<checked::Move>(expr))
    return emitPlace(e, move->place);
  if (auto *retype = dyn_cast<checked::Retype>(expr))
    if (isa<checked::Move>(retype->operand) && holds(*e.frame, retype->obligation))
      return emitOwned(e, retype->operand);
  return emitTemporary(e, expr);
}

/// The copy of a place for a parameter that owns its argument (a witness of another convention).
static Value emitCopyOf(Emitter &e, const checked::Expr *place) {
  Value from = emitPlace(e, place);
  Value temporary = makeVar(e, cast<fx::RefType>(from.getType()).getPointee());
  if (!e.failed)
    fx::CopyOp::create(e.b, e.loc, from, temporary);
  return temporary;
}

/// In a generic form: what will travel in registers whatever the parameters are is read before the call.
static Value emitRead(Emitter &e, const checked::Expr *expr) {
  if (isPlace(expr))
    return emitCopyOf(e, expr);
  return emitTemporary(e, expr);
}

static Value emitArgument(Emitter &e, const checked::CallArgument &argument, const ArgumentShape &shape) {
  if (!shape.passed) {
    emitEffects(e, argument.expr);
    return {};
  }
  bool isValue = !isPlace(argument.expr);
  if (!isa<fx::RefType>(shape.passed) || (fx::leafOf(shape.type) == shape.passed && isa<fx::RefType>(shape.type)))
    return leafOfPlace(e, argument.expr);
  if (e.isSelfCheck && shape.conv.conv == fx::Conv::Imm && isTrivialRegisterPassable(e.ctx, shape.source, nullptr))
    return emitRead(e, argument.expr);
  switch (shape.conv.conv) {
  case fx::Conv::Imm:
  case fx::Conv::Mut:
  case fx::Conv::Ref: return isValue ? emitTemporary(e, argument.expr) : emitPlace(e, argument.expr);
  case fx::Conv::Var:
  case fx::Conv::Deinit: return isValue ? emitOwned(e, argument.expr) : emitCopyOf(e, argument.expr);
  case fx::Conv::Out:
  case fx::Conv::Error: break;
  }
  llvm_unreachable("not an argument's convention");
}

/// What an argument reads besides the place it is passed by: a register value given to a generic parameter was read from its variable.
static mlir::Attribute accessOf(Emitter &e, const Signature *signature, const checked::CallArgument &argument, const ArgumentShape &shape) {
  mlir::Attribute none = mlir::UnitAttr::get(e.b.getContext());
  if (!signature || argument.parameter >= signature->arguments.size() || isa<fx::RefType>(shape.passed) || shape.conv.conv != fx::Conv::Imm)
    return none;
  const Argument &declared = signature->arguments[argument.parameter];
  if (!declared.type || !hasFlag(declared.type, HasParam) || !isPlace(argument.expr))
    return none;
  if (isKind(declared.type, TermKind::Struct) && isTrivialRegisterPassable(e.ctx, declared.type, nullptr))
    return none; // trivial whatever its parameters are: read before the call, like a concrete one
  Term origin = originOfPlace(e, argument.expr);
  fx::OriginsAttr origins = origin ? originsOfOrigin(e, origin, argument.expr->range) : fx::OriginsAttr();
  if (!origins)
    return none;
  // The origin may allow writing; this argument only reads.
  llvm::SmallVector<fx::OriginAttr, 2> reads;
  for (fx::OriginAttr term : origins.getTerms())
    reads.push_back(fx::OriginAttr::get(term.getContext(), term.getKind(), false, term.getPlace(), term.getParam(), term.getSteps()));
  return fx::OriginsAttr::get(origins.getContext(), reads);
}

namespace {
struct Arguments {
  llvm::SmallVector<Value, 6> values; // parallel to the shape's arguments
  mlir::ArrayAttr accesses, positions;
};
} // namespace

/// The receiver of a callable that is called through its bound.
static void emitReceiver(Emitter &e, const Callee &callee, const FunctionShape &shape, Arguments &into) {
  checked::CallArgument argument;
  argument.expr = callee.receiver;
  into.values[0] = emitArgument(e, argument, shape.arguments[0]);
}

static Arguments emitArguments(Emitter &e, const checked::Call &call, const Callee &callee, const FunctionShape &shape, const Signature *signature) {
  Arguments result;
  result.values.resize(shape.arguments.size());
  mlir::Attribute none = mlir::UnitAttr::get(e.b.getContext());
  llvm::SmallVector<mlir::Attribute, 6> accesses(shape.callConvs.size(), none), positions(shape.callConvs.size(), none);
  bool hasAccess = false;
  if (callee.receiver)
    emitReceiver(e, callee, shape, result);
  else if (callee.environment && shape.arguments[0].passed)
    result.values[0] = environmentOf(e, callee.environment, call.range);
  else if (call.callee.pointer && callee.isValid())
    emitEffects(e, call.callee.pointer); // an item: nothing but its evaluation
  for (checked::CallArgument argument : call.arguments) {
    if (!callee.positions.empty() && argument.parameter < callee.positions.size())
      argument.parameter = callee.positions[argument.parameter];
    if (argument.parameter >= shape.arguments.size()) {
      assert((e.failed || e.isSelfCheck) && "argument without a parameter");
      fail(e);
      continue;
    }
    const ArgumentShape &to = shape.arguments[argument.parameter];
    result.values[argument.parameter] = emitArgument(e, argument, to);
    if (!to.passed)
      continue;
    accesses[to.index] = accessOf(e, signature, argument, to);
    hasAccess |= accesses[to.index] != none;
    if (argument.expr->range.isValid())
      positions[to.index] = ir::positionOf(e.b.getContext(), argument.expr->range);
  }
  for (auto [index, argument] : llvm::enumerate(shape.arguments)) // empty receivers and the like that only have an address
    if (argument.passed && !result.values[index] && fx::isEmpty(argument.type))
      result.values[index] = makeVar(e, argument.type);
  if (callee.isValid() && signature)
    for (size_t index = signature->arguments.size(); index < shape.arguments.size(); ++index) // closures that its parameters stand for
      if (shape.arguments[index].passed)
        result.values[index] = environmentOf(e, shape.arguments[index].source, call.range);
  if (hasAccess)
    result.accesses = e.b.getArrayAttr(accesses);
  if (!positions.empty())
    result.positions = e.b.getArrayAttr(positions);
  return result;
}

// ---- expansion of "builtin" callees

/// The one expression that a builtin function computes; null if its body is of another form.
static const checked::Expr *builtinBody(const CheckedBody &body) {
  llvm::ArrayRef<const checked::Stmt *> statements = body.root ? body.root->statements : llvm::ArrayRef<const checked::Stmt *>();
  while (!statements.empty() && isa<checked::Return>(statements.back()) && !cast<checked::Return>(statements.back())->value)
    statements = statements.drop_back();
  if (statements.size() != 1)
    return nullptr;
  if (auto *ret = dyn_cast<checked::Return>(statements.front()))
    return ret->value;
  auto *assign = dyn_cast<checked::Assign>(statements.front());
  if (!assign)
    return nullptr;
  LocalId root = rootLocal(assign->target); // `self.field = value` of an initialiser whose type is one leaf
  bool isResult = root.isValid() && body.locals[root].kind == LocalKind::Result;
  return isResult ? assign->value : nullptr;
}

static bool isRegisterOnly(const FunctionShape &shape) {
  if (shape.error || shape.isNever || shape.returnsReference || shape.outIndex >= 0)
    return false;
  return llvm::all_of(shape.arguments, [](const ArgumentShape &argument) {
    return argument.conv.conv == fx::Conv::Out ||
           ((argument.conv.conv == fx::Conv::Imm || argument.conv.conv == fx::Conv::Var) && (!argument.passed || !isa<fx::RefType>(argument.passed)));
  });
}

std::optional<Value> tryInline(Emitter &e, const checked::Call &call, const Callee &callee, InstanceId id) {
  constexpr unsigned MaxDepth = 64;
  const Function &function = e.ctx.program.functions[callee.function];
  if (function.inlining != InlineKind::Builtin || e.isSelfCheck || e.inlineDepth > MaxDepth || !shapeInstance(e.instances, id))
    return std::nullopt;
  std::shared_ptr<const FunctionShape> shape = e.instances.rows[id].shape;
  CheckedBody *body = isRegisterOnly(*shape) ? bodyOf(e.ctx, callee.function) : nullptr;
  if (!body || body->hasError)
    return std::nullopt;
  const checked::Expr *value = builtinBody(*body);
  if (!value && (shape->leafResult || !body->root || !body->root->statements.empty()))
    return std::nullopt;
  Arguments arguments = emitArguments(e, call, callee, *shape, nullptr);
  if (!value)
    return Value(); // an initialiser of an empty type
  std::shared_ptr<Frame> &frame = e.instances.inlineFrames[id];
  if (!frame)
    frame = std::make_shared<Frame>(e.instances, *body, id, e.target, bindingsOf(e.instances, e.instances.rows[id].key));
  std::shared_ptr<Frame> keep = frame;
  Locals locals;
  for (uint32_t index = 0; index < body->locals.size(); ++index)
    if (const Local &local = body->locals[LocalId(index)]; local.kind == LocalKind::Argument) {
      locals[LocalId(index)].leaf = arguments.values[local.argument];
      locals[LocalId(index)].isFixed = true;
    }
  Frame *outerFrame = std::exchange(e.frame, keep.get());
  Locals *outerLocals = std::exchange(e.locals, &locals);
  mlir::Location outerLoc = e.loc;
  ++e.inlineDepth;
  Value result = leafOfPlace(e, value);
  --e.inlineDepth;
  e.frame = outerFrame;
  e.locals = outerLocals;
  e.loc = outerLoc;
  return shape->leafResult ? result : Value();
}

// ---- calls of the tree

/// What a witness that returns a reference gives where a value is required.
static Value copyResult(Emitter &e, Value ref, const FunctionShape &shape, Value into) {
  if (fx::isEmpty(shape.result) || !ref)
    return {};
  if (fx::leafOf(shape.result))
    return load(e, ref);
  if (!e.failed && e.live)
    fx::CopyOp::create(e.b, e.loc, ref, into ? into : makeVar(e, shape.result));
  return {};
}

Value finishCall(Emitter &e, const checked::Call &call, const Callee &callee, const CallTarget &target, Value into) {
  const FunctionShape &shape = *target.shape;
  const Signature *signature = callee.isValid() ? &signatureOf(e.ctx, callee.function) : nullptr;
  Arguments arguments = emitArguments(e, call, callee, shape, signature);
  moveTo(e, call.range);
  const CheckedBody &body = e.frame->body;
  fx::OriginsAttr origins = call.resultOrigin.isValid() ? originsOfOrigin(e, body.term(call.resultOrigin), call.range)
                            : shape.leafResult          ? originsOfType(e, body.type(call.type), call.range)
                                                        : fx::OriginsAttr();
  Value result = emitCallOp(e, target, arguments.values, into, &call, origins, arguments.accesses, arguments.positions);
  if (shape.returnsReference && !call.resultOrigin.isValid())
    return copyResult(e, result, shape, into);
  return result;
}

static Value emitIndirect(Emitter &e, const checked::Call &call, Value into) {
  CallTarget target;
  target.pointer = leafOfPlace(e, call.callee.pointer);
  Type type = typeOf(*e.frame, call.callee.pointer->type, call.range);
  if (!isKind(type, TermKind::Pointer)) {
    fail(e);
    return deadValue(e, {});
  }
  std::optional<FunctionShape> shape = shapeOfSignature(e.instances, readSignature(e.ctx, signatureOfPointer(type)), e.target, e.site(call.range));
  if (!shape) {
    fail(e);
    return deadValue(e, {});
  }
  target.shape = std::make_shared<const FunctionShape>(std::move(*shape));
  return finishCall(e, call, {}, target, into);
}

/// Copies, moves and destroys a value through a bound where the type turns out to be no struct: a function, a closure, a machine type. These have
/// no member to call. Nothing if the call is another one.
static std::optional<Value> emitLifecycleCall(Emitter &e, const checked::Call &call, Value into) {
  if (call.callee.kind != checked::Callee::Kind::Witness || call.arguments.size() != 1)
    return std::nullopt;
  const Requirement &requirement = e.ctx.program.requirements[call.callee.requirement];
  auto is = [&](ContractItem trait, const char *name) { return requirement.trait == contractTrait(e.ctx, trait) && requirement.name.str() == name; };
  bool copies = is(ContractItem::Copyable, "__init__"), destroys = is(ContractItem::Deinitable, "__deinit__");
  if (!copies && !destroys && !is(ContractItem::Movable, "__init__"))
    return std::nullopt;
  Type base = typeOf(*e.frame, call.callee.base, call.range);
  if (isError(base) || isKind(base, TermKind::Struct) || !isClosed(base))
    return std::nullopt;
  const checked::Expr *value = call.arguments.front().expr;
  mlir::Type type = loweredType(e, value);
  if (!type || fx::isEmpty(type)) {
    emitEffects(e, value);
    return Value();
  }
  if (fx::leafOf(type))
    return destroys ? (emitEffects(e, value), Value()) : leafOfPlace(e, value);
  Value from = copies ? emitPlace(e, value) : emitOwned(e, value);
  if (e.failed)
    return Value();
  if (destroys)
    fx::DestroyOp::create(e.b, e.loc, from);
  else if (copies)
    fx::CopyOp::create(e.b, e.loc, from, into ? into : makeVar(e, type));
  else
    fx::MoveOp::create(e.b, e.loc, from, into ? into : makeVar(e, type));
  return Value();
}

Value emitCall(Emitter &e, const checked::Call &call, Value into) {
  for (const Obligation &obligation : call.obligations)
    if (!holds(*e.frame, obligation))
      fail(e);
  if (e.failed)
    return deadValue(e, {});
  if (isIndirect(e, call))
    return emitIndirect(e, call, into);
  if (e.isSelfCheck)
    return emitGenericCall(e, call, into);
  if (std::optional<Value> done = emitLifecycleCall(e, call, into))
    return *done;
  Callee callee = resolveCallee(e, call);
  if (!callee.isValid())
    return deadValue(e, {});
  Site from = e.site(call.range);
  InstanceId id = name(e.instances, callee.function, callee.arguments, e.target, from);
  if (std::optional<Value> inlined = tryInline(e, call, callee, id))
    return *inlined;
  id = request(e.instances, callee.function, callee.arguments, e.target, from);
  if (!id.isValid()) {
    fail(e);
    return deadValue(e, {});
  }
  CallTarget target;
  target.symbol = e.instances.rows[id].symbol;
  target.shape = e.instances.rows[id].shape;
  target.keepsInterior = e.ctx.program.functions[callee.function].keepsInterior;
  size_t written = signatureOf(e.ctx, callee.function).arguments.size();
  for (const ArgumentShape &argument : llvm::ArrayRef(target.shape->arguments).drop_front(written))
    target.environments = std::min(target.environments, argument.passed ? argument.index : ~0u);
  return finishCall(e, call, callee, target, into);
}

} // namespace fornax::irgen
