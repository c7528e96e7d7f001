// One function: declaration, arguments as locals, body, the way out at its end.

#include "ir/Locations.h"
#include "irgen/Closures.h"
#include "irgen/Emit.h"
#include "irgen/Thunks.h"
#include "sema/entities/Demand.h"

namespace fornax::irgen {

using namespace sema;

mlir::Location locate(Instances &instances, SourceRange range) {
  if (!range.isValid())
    return mlir::UnknownLoc::get(&instances.mlir);
  Sources &sources = instances.ctx.sources;
  LineColumn at = sources.position(range.file, range.begin);
  return ir::locate(&instances.mlir, range, sources.path(range.file), at.line, at.column);
}

void moveTo(Emitter &e, SourceRange range) {
  if (range.isValid() && !e.inlineDepth)
    e.loc = locate(e.instances, range);
}

static fx::InlineKind lowerInline(InlineKind kind) {
  switch (kind) {
  case InlineKind::Automatic: return fx::InlineKind::Auto;
  case InlineKind::Always: return fx::InlineKind::Always;
  case InlineKind::NoDebug:
  case InlineKind::Builtin: return fx::InlineKind::NoDebug;
  case InlineKind::Never: return fx::InlineKind::Never;
  }
  llvm_unreachable("unknown inlining");
}

static void nameArguments(Instances &instances, fx::FuncOp op, FunctionId function, const FunctionShape &shape) {
  const Signature &signature = signatureOf(instances.ctx, function);
  for (auto [index, argument] : llvm::enumerate(shape.arguments))
    if (argument.passed && index < signature.arguments.size())
      op.setArgName(argument.index, signature.arguments[index].name.str());
  if (shape.outIndex >= 0)
    op.setArgName(unsigned(shape.outIndex), shape.outArgument >= 0 ? signature.arguments[unsigned(shape.outArgument)].name.str() : "");
}

/// For debuggers: an argument in a register has a machine type, which does not say `UInt8` or `Celsius`. lower/DebugInfo reads it.
static void describeArguments(Instances &instances, fx::FuncOp op, const FunctionShape &shape) {
  llvm::SmallVector<mlir::Attribute> types;
  for (mlir::Type type : op.getFunctionType().getInputs())
    types.push_back(mlir::TypeAttr::get(type));
  for (const ArgumentShape &argument : shape.arguments)
    if (argument.passed && argument.type && !llvm::isa<fx::RefType>(argument.passed))
      types[argument.index] = mlir::TypeAttr::get(argument.type);
  op->setDiscardableAttr("fx.argument_types", mlir::ArrayAttr::get(&instances.mlir, types));
}

/// Linkage: `@export`, `@extern`, C functions. False after a report.
static bool setLinkage(Instances &instances, fx::FuncOp op, const Instance &instance) {
  const Function &function = instances.ctx.program.functions[instance.key.function];
  if (function.isExtern)
    op.setLinkName(function.externName.empty() ? function.name.str() : llvm::StringRef(function.externName));
  if (!function.isExported)
    return true;
  llvm::StringRef symbol = function.exportName.empty() ? function.name.str() : llvm::StringRef(function.exportName);
  op.setExported(true);
  op.setLinkName(symbol);
  auto [first, isNew] = instances.targets[instance.key.target]->externals.try_emplace(symbol, function.range);
  if (isNew || first->second == function.range)
    return true;
  report(instances, {InstanceId(), function.range}, messages::exportClash(symbol.str()));
  return false;
}

bool declare(Instances &instances, InstanceId id) {
  Instance &instance = instances.rows[id];
  const Function &function = instances.ctx.program.functions[instance.key.function];
  mlir::OpBuilder builder(&instances.mlir);
  builder.setInsertionPointToEnd(moduleOf(instances, instance.key.target).getBody());
  const FunctionShape &shape = *instance.shape;
  auto op = fx::FuncOp::create(builder, locate(instances, function.range), instance.symbol, shape.type, shape.convs, shape.error);
  instance.op = op;
  op.setCc(shape.cc);
  op.setDebugName(instance.displayName);
  if (function.module.isValid() && instances.ctx.program.modules[function.module].isLibrary)
    op->setAttr("library", builder.getUnitAttr()); // no advice to users about it
  const ir::Machine &machine = instances.targets[instance.key.target]->machine;
  if (machine.isDevice)
    op.setTarget(machine.arch.empty() ? machine.name : machine.arch);
  op.setNoreturn(shape.isNever);
  switch (instance.key.role) {
  case Role::Body:
  case Role::SelfCheck: break;
  case Role::ClosureInit:
  case Role::ClosureCopy:
  case Role::ClosureMove:
  case Role::ClosureDestroy: op.setInlineKind(fx::InlineKind::NoDebug); return true;
  case Role::Thunk: return true;
  }
  op.setInlineKind(lowerInline(function.inlining));
  op.setSelfCheck(instance.key.role == Role::SelfCheck);
  op.setInitializer(shape.outArgument >= 0 && shape.outIndex >= 0 && function.name == "__init__");
  nameArguments(instances, op, instance.key.function, shape);
  if (instances.ctx.options.debugInfo == DebugInfo::Full)
    describeArguments(instances, op, shape);
  return instance.key.role == Role::SelfCheck || setLinkage(instances, op, instance);
}

Emitter::Emitter(Instances &instances, InstanceId id)
    : instances(instances), ctx(instances.ctx), instance(id), target(instances.rows[id].key.target), func(instances.rows[id].op), b(&instances.mlir),
      loc(func.getLoc()), isSelfCheck(instances.rows[id].key.role == Role::SelfCheck) {
  nextPlace = func.getNumPlaceArguments();
}

/// An argument of the function as a local of its body.
static void bindArgument(Emitter &e, LocalId id, const Local &local) {
  const ArgumentShape &argument = e.shape->arguments[local.argument];
  LocalState &state = (*e.locals)[id];
  if (!argument.passed)
    return; // empty: a place is made if one is asked for
  Value value = e.func.getArgument(argument.index);
  if (auto place = e.func.getPlaceOf(argument.index); place && llvm::isa<fx::RefType>(argument.passed)) {
    state.ref = value;
    state.place = int(*place);
  } else {
    state.leaf = value;
    state.isFixed = argument.conv.conv == fx::Conv::Imm;
    if (!state.isFixed) { // an owned argument is a variable
      Value var = declareLocal(e, id);
      fx::StoreOp::create(e.b, e.loc, value, var);
      (*e.locals)[id].leaf = {};
    }
  }
}

static void bindResult(Emitter &e, LocalId id) {
  if (e.shape->outIndex < 0) {
    declareLocal(e, id);
    return;
  }
  LocalState &state = (*e.locals)[id];
  state.ref = e.func.getArgument(unsigned(e.shape->outIndex));
  state.place = int(*e.func.getPlaceOf(unsigned(e.shape->outIndex)));
}

static void bindArguments(Emitter &e, const CheckedBody &body) {
  for (uint32_t index = 0; index < body.locals.size(); ++index) {
    LocalId id(index);
    const Local &local = body.locals[id];
    if (local.kind == LocalKind::Argument)
      bindArgument(e, id, local);
    else if (local.kind == LocalKind::Result)
      bindResult(e, id);
  }
  for (uint32_t index = 0; index < body.locals.size(); ++index) { // after all are bound: a type may name the place of another argument
    LocalId id(index);
    const Local &local = body.locals[id];
    if (local.kind != LocalKind::Argument || !e.shape->arguments[local.argument].passed)
      continue;
    if (fx::OriginsAttr origins = originsOfType(e, body.type(local.type), local.range))
      e.func.setArgHolds(e.shape->arguments[local.argument].index, origins);
  }
}

/// What happens where the body ends without a `return`.
static void finishBody(Emitter &e, const CheckedBody &body) {
  if (!e.live)
    return;
  bool hasNamedResult = llvm::any_of(body.locals, [](const Local &local) { return local.kind == LocalKind::Result; });
  if (!e.shape->isNever && (hasNamedResult || (!e.shape->leafResult && e.shape->outIndex < 0))) {
    emitReturn(e, checked::Return(SourceRange()));
    return;
  }
  fx::TrapUnreachedOp::create(e.b, e.loc); // the checker has shown that control does not come here
  stop(e);
}

static bool emitBody(Instances &instances, InstanceId id, const CheckedBody &body) {
  const InstanceKey key = instances.rows[id].key;
  std::shared_ptr<const FunctionShape> shape = instances.rows[id].shape;
  Frame frame(instances, body, id, key.target, bindingsOf(instances, key));
  Locals locals;
  Emitter e(instances, id);
  e.shape = shape.get();
  e.frame = &frame;
  e.locals = &locals;
  unsigned errors = instances.ctx.diags.errorCount();
  mlir::Block *entry = e.func.addEntryBlock();
  e.b.setInsertionPointToEnd(entry);
  bindArguments(e, body);
  emitBlock(e, body.root);
  finishBody(e, body);
  dropDeadBlocks(e);
  if (!e.failed && instances.ctx.diags.errorCount() == errors) {
    markConstantEnvironment(e);
    return true;
  }
  e.func.getBody().dropAllReferences(); // what was emitted so far must not reach later phases
  e.func.getBody().getBlocks().clear();
  return false;
}

bool emitInstance(Instances &instances, InstanceId id) {
  const InstanceKey key = instances.rows[id].key;
  switch (key.role) {
  case Role::Body:
  case Role::SelfCheck: break;
  case Role::ClosureInit:
  case Role::ClosureCopy:
  case Role::ClosureMove:
  case Role::ClosureDestroy: return emitClosureMember(instances, id);
  case Role::Thunk: return emitThunk(instances, id);
  }
  const Function &function = instances.ctx.program.functions[key.function];
  if (function.isExtern)
    return true; // defined elsewhere
  CheckedBody *body = bodyOf(instances.ctx, key.function);
  if (!body || !body->root) {
    report(instances, {id, function.range}, messages::missingBody(instances.rows[id].displayName));
    return false;
  }
  return !body->hasError && emitBody(instances, id, *body);
}

} // namespace fornax::irgen
