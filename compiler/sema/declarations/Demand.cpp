// The demand table: memoised questions about functions, and cycles.

#include "sema/declarations/DeclContext.h"
#include "sema/declarations/Signatures.h"
#include "sema/declarations/Synthesis.h"
#include "sema/Diagnostics.h"
#include "sema/names/Attributes.h"
#include "syntax/AST.h"

namespace fornax::sema {

// ---- Cycles

static SourceRange rangeOf(const Program &p, Entity entity) {
  switch (entity.kind) {
  case Entity::Kind::Struct: return p.structs[entity.structure()].range;
  case Entity::Kind::Trait: return p.traits[entity.trait()].range;
  case Entity::Kind::Function: return p.functions[entity.function()].range;
  case Entity::Kind::Comptime: return p.comptimes[entity.comptime()].range;
  case Entity::Kind::Parameter: return p.parameters[entity.parameter()].range;
  case Entity::Kind::Field: return p.fields[entity.field()].range;
  case Entity::Kind::None:
  case Entity::Kind::Module:
  case Entity::Kind::Closure:
  case Entity::Kind::Requirement:
  case Entity::Kind::Local: return {};
  }
  llvm_unreachable("every kind of entity is handled");
}

static std::string shortName(const Program &p, Entity entity) {
  if (entity.is(Entity::Kind::Parameter))
    return p.parameters[entity.parameter()].name.str().str();
  if (entity.is(Entity::Kind::Function))
    return p.functions[entity.function()].name.str().str();
  std::string name = qualifiedName(p, entity);
  return name.substr(name.rfind('.') + 1);
}

void reportCycle(Context &ctx, Entity entity, SourceRange range) {
  auto report = ctx.diags.report(range, messages::recursiveReference(shortName(ctx.program, entity)));
  for (const DemandFrame *frame = ctx.demand; frame; frame = frame->outer) {
    report.note(frame->range.isValid() ? frame->range : rangeOf(ctx.program, frame->entity),
                messages::demandedBy(frame->what, shortName(ctx.program, frame->entity)));
    if (frame->entity == entity)
      break;
  }
}

// ---- Functions

llvm::ArrayRef<ParameterId> outerParametersOf(Context &ctx, FunctionId id) {
  Function &row = ctx.program.functions[id];
  if (row.outerParameters.state != Lazy<std::vector<ParameterId>>::NotStarted)
    return row.outerParameters.value;
  if (row.owner.is(Entity::Kind::Struct))
    row.outerParameters.value = parametersOf(ctx, row.owner.structure()).vec();
  else if (row.owner.is(Entity::Kind::Trait))
    row.outerParameters.value = {ctx.program.traits[row.owner.trait()].self};
  else if (row.owner.is(Entity::Kind::Closure))
    row.outerParameters.value.assign(ctx.program.closures[row.owner.closure()].context.begin(),
                                     ctx.program.closures[row.owner.closure()].context.end());
  row.outerParameters.state = Lazy<std::vector<ParameterId>>::Done;
  return row.outerParameters.value;
}

/// What holds inside a member: the constraints of its struct.
static Env ownerEnv(Context &ctx, Entity owner) {
  Env env = nullptr;
  if (!owner.is(Entity::Kind::Struct))
    return env;
  auto *syntax = static_cast<const ast::Struct *>(ctx.program.structs[owner.structure()].syntax);
  if (syntax && !syntax->wheres.empty())
    for (const WhereClause &where : headerOf(ctx, owner.structure()).wheres)
      env = extend(ctx, env, where.condition, where.range);
  return env;
}

static bool isMethod(const Function &row) { return row.owner.is(Entity::Kind::Struct) || row.owner.is(Entity::Kind::Trait); }

/// `self` must be there, and be of the type (N13).
static void checkSelf(Context &ctx, const Function &row, const Signature &signature, Type self) {
  if (!isMethod(row))
    return;
  bool isInit = row.name == "__init__";
  if (isInit) {
    if (signature.outIndex < 0) // `self` itself is `out` by now
      ctx.diags.report(row.range, messages::initWithoutOutSelf());
    return;
  }
  if (row.isStatic)
    return;
  if (signature.arguments.empty() || signature.arguments[0].name != "self") {
    ctx.diags.report(row.range, messages::missingSelf(row.name));
    return;
  }
  const Argument &first = signature.arguments[0];
  // Another specialisation of the struct narrows the method, as the library does; the language asks for a `where` instead.
  bool sameStruct = isKind(first.type, TermKind::Struct) && isKind(self, TermKind::Struct) && structOf(first.type) == structOf(self);
  if (!sameStruct && !isError(first.type) && !isError(self) && compare(ctx, first.type, self) == Comparison::Different)
    ctx.diags.report(first.typeRange, messages::selfOfOtherType(TypeText{print(ctx, self)}));
}

static void readSignature(Context &ctx, FunctionId id, Signature &signature) {
  const Function &row = ctx.program.functions[id];
  auto *syntax = static_cast<const ast::Function *>(row.syntax);
  Type self = selfTypeOf(ctx, row.owner);
  DeclContext decl(ctx, row.module, self);
  decl.bc.function = id;
  decl.bc.env = ownerEnv(ctx, row.owner);
  decl.inherit(outerParametersOf(ctx, id));
  buildSignature(decl.bc, id, syntax->signature, signature);
  signature.isImplicit = findDecorator(syntax->decorators, "implicit") != nullptr;
  checkSelf(ctx, row, signature, self);
}

const Signature &signatureOf(Context &ctx, FunctionId id) {
  using State = Lazy<Signature>;
  Function &row = ctx.program.functions[id];
  if (row.signature.state == State::InProgress) {
    reportCycle(ctx, id, row.range);
    row.signature.state = State::Failed;
    row.signature.value.result = row.signature.value.raises = errorType(ctx);
  }
  if (row.signature.state != State::NotStarted)
    return row.signature.value;
  row.signature.state = State::InProgress;
  {
    DemandGuard guard(ctx, id, "signature", row.range);
    Signature signature;
    if (row.role == FunctionRole::Synthesised)
      signature = synthesisedSignature(ctx, id);
    else
      readSignature(ctx, id, signature);
    // After a cycle the slot is failed; what is known serves all the same.
    row.signature.value = std::move(signature);
    if (row.signature.state == State::InProgress)
      row.signature.state = State::Done;
  }
  if (!ctx.demand)
    provePendingBounds(ctx);
  return row.signature.value;
}

static bool hasNoBody(const Function &row) {
  if (row.isExtern)
    return true;
  if (row.role != FunctionRole::Ordinary && row.role != FunctionRole::Requirement)
    return false;
  return static_cast<const ast::Function *>(row.syntax)->hasEllipsisBody;
}

CheckedBody *bodyOf(Context &ctx, FunctionId id) {
  using State = Lazy<CheckedBody *>;
  Function &row = ctx.program.functions[id];
  if (row.body.state == State::InProgress) {
    reportCycle(ctx, id, row.range);
    return nullptr;
  }
  if (row.body.state != State::NotStarted)
    return row.body.value;
  if (hasNoBody(row)) {
    row.body.state = State::Done;
    return nullptr;
  }
  row.body.state = State::InProgress;
  {
    DemandGuard guard(ctx, id, "body", row.range);
    CheckedBody *body = row.role == FunctionRole::Synthesised ? synthesisedBody(ctx, id) : checkBody(ctx, id);
    row.body.value = body;
    row.body.state = body ? State::Done : State::Failed;
  }
  if (!ctx.demand)
    provePendingBounds(ctx);
  return row.body.value;
}

} // namespace fornax::sema
