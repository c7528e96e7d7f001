#include "sema/statements/Bodies.h"
#include "sema/statements/Statements.h"
#include "syntax/Parser.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

const ast::Block *syntaxBody(Context &ctx, const Function &row) {
  auto *function = static_cast<const ast::Function *>(row.syntax);
  if (!function)
    return nullptr;
  if (function->nestedBody)
    return function->nestedBody;
  FileId file = ctx.program.modules[row.module].file;
  for (auto &tree : ctx.program.syntaxTrees)
    if (tree->file() == file && function->bodyIndex != ~0u)
      return tree->body(*function, ctx.diags).block;
  return nullptr;
}

static Type selfTypeOf(Context &ctx, Entity owner) {
  if (owner.is(Entity::Kind::Struct))
    return makeSelf(ctx, owner.structure());
  if (owner.is(Entity::Kind::Trait))
    return asType(makeParam(ctx, ctx.program.traits[owner.trait()].self));
  return Type();
}

/// What holds in the whole body: the constraints of the function, over its own arguments, and of its struct.
static Env initialEnv(Context &ctx, Entity owner, const Signature &signature, llvm::ArrayRef<Term> argumentOrigins) {
  Env env = nullptr;
  if (owner.is(Entity::Kind::Struct))
    for (const WhereClause &where : headerOf(ctx, owner.structure()).wheres)
      env = extend(ctx, env, where.condition, where.range);
  Bindings places;
  places.argumentOrigins = argumentOrigins;
  for (const WhereClause &where : signature.wheres)
    env = extend(ctx, env, isError(where.condition) ? where.condition : substitute(ctx, where.condition, places), where.range);
  return env;
}

Type variadicListType(Context &ctx, const Argument &argument, Term origin, Term mut) {
  Term isOwned = makeBoolValue(ctx, makeBool(ctx, argument.convention == Convention::Var));
  Term isMutable = makeBoolValue(ctx, mut);
  if (!argument.isPack)
    return contractType(ctx, ContractItem::VariadicList, {isMutable, origin, argument.type, isOwned});
  return contractType(ctx, ContractItem::VariadicPack, {isMutable, origin, argument.type, isOwned, argument.pack});
}

static bool isMutableArgument(Convention convention) {
  return convention == Convention::Mut || convention == Convention::Var || convention == Convention::Deinit || convention == Convention::Out;
}

/// The type that the name of an argument has inside the body.
static Type localType(Context &ctx, const Argument &argument, Entity owner, LocalId id) {
  if (argument.kind == ArgumentKind::KeywordVariadic)
    return contractType(ctx, ContractItem::StringDict, {argument.type});
  if (argument.kind != ArgumentKind::Variadic)
    return argument.type;
  Term mut = makeBool(ctx, isMutableArgument(argument.convention));
  return variadicListType(ctx, argument, makeOriginLocal(ctx, owner, id, mut), mut);
}

void declareArguments(BodyContext &b, const Signature &signature, llvm::SmallVectorImpl<Term> &origins) {
  Context &ctx = b.ctx;
  for (uint32_t i = 0; i < signature.arguments.size(); ++i) {
    const Argument &argument = signature.arguments[i];
    LocalId id(b.build.body.locals.size());
    Local local;
    local.name = argument.name;
    local.kind = argument.convention == Convention::Out ? LocalKind::Result : LocalKind::Argument;
    local.convention = argument.convention;
    local.argument = i;
    local.range = argument.range;
    local.addressSpace = argument.addressSpace;
    local.isMutable = isMutableArgument(argument.convention);
    local.isUsed = true;
    // Types and origins of later arguments may name the places of earlier ones.
    Bindings bindings;
    bindings.argumentOrigins = origins;
    Type type = localType(ctx, argument, b.function, id);
    if (type && !isError(type))
      type = substituteType(ctx, type, bindings);
    if (argument.convention == Convention::Ref && argument.origin) {
      local.origin = substitute(ctx, argument.origin, bindings);
      local.isMutable = asBool(originMutability(ctx, local.origin)).value_or(true);
    }
    LocalId added = b.build.addLocal(std::move(local), type);
    assert(added == id && "arguments are the first locals");
    const Local &row = b.build.body.locals[added];
    origins.push_back(row.origin ? row.origin : makeOriginLocal(ctx, b.function, added, makeBool(ctx, row.isMutable)));
    if (argument.name) {
      ScopeEntry entry;
      entry.entity = added;
      entry.range = argument.range;
      declareName(b, argument.name, entry);
    }
  }
}

void declareParameters(BodyContext &b, llvm::ArrayRef<ParameterId> parameters) {
  for (ParameterId id : parameters) {
    const Parameter &parameter = b.ctx.program.parameters[id];
    if (!parameter.name || parameter.group == ParameterGroup::Hidden)
      continue;
    ScopeEntry entry;
    entry.entity = id;
    entry.range = parameter.range;
    declareName(b, parameter.name, entry);
  }
}

void finishBody(BodyContext &b, const ast::Block &suite, StmtList &statements, const Signature &signature) {
  const Block *root = makeBlock(b, statements, suite.range());
  if (fallsThrough(*root, b.build.body)) {
    bool needsValue = signature.outIndex < 0 && !isError(b.resultType) && !isNone(b.ctx, b.resultType);
    if (needsValue && isNever(b.ctx, b.resultType))
      b.ctx.diags.report(suite.range().atEnd(), messages::neverReturns());
    else if (needsValue && !hasErrorIn(b.ctx, suite.range())) // it may be the `return` that is broken
      b.ctx.diags.report(b.ctx.program.functions[b.function].range, messages::missingReturn(typeText(b.ctx, b.resultType)));
    if (!needsValue) {
      statements.push_back(b.build.stmt<Return>(suite.range().atEnd()));
      root = makeBlock(b, statements, suite.range());
    }
  }
  b.build.body.root = root;
}

void setResult(BodyContext &b, const Signature &signature, llvm::ArrayRef<Term> origins) {
  Bindings bindings;
  bindings.argumentOrigins = origins;
  auto local = [&](auto term) { return !term || isError(term) ? term : decltype(term)(substitute(b.ctx, term, bindings).node()); };
  b.resultType = signature.outIndex >= 0 ? local(signature.arguments[signature.outIndex].type) : local(signature.result);
  b.raisesType = local(signature.raises);
  b.returnsReference = signature.returnsReference();
  b.resultOrigin = local(signature.resultOrigin);
}

void warnUnused(BodyContext &b) {
  if (b.build.body.hasError || b.ctx.program.modules[b.module].isLibrary)
    return;
  for (const Local &local : b.build.body.locals) {
    bool isNamed = local.name && !local.name.str().starts_with("_");
    bool mustBeConsumed =
        isNamed && !local.isUsed && !isError(b.build.body.type(local.type)) && !isDeinitable(b.ctx, b.build.body.type(local.type), b.env);
    if (isNamed && !local.isUsed && !mustBeConsumed && (local.kind == LocalKind::Variable || local.kind == LocalKind::Reference))
      b.ctx.diags.report(local.range, messages::unusedVariable(local.name));
  }
}

/// A method without `self` has been reported; its body may use the name all the same.
static void declareMissingSelf(BodyContext &b, const Function &row, const Signature &signature) {
  if (!b.selfType || row.isStatic || (!signature.arguments.empty() && signature.arguments[0].name == "self"))
    return;
  b.scope->names.try_emplace(b.ctx.names.intern("self"), ScopeEntry());
}

CheckedBody *checkBody(Context &ctx, FunctionId id) {
  const Function &row = ctx.program.functions[id];
  const ast::Block *suite = syntaxBody(ctx, row);
  if (!suite)
    return nullptr;
  const Signature &signature = signatureOf(ctx, id);
  auto *body = ctx.program.keep<CheckedBody>();
  body->function = id;
  Builder build(ctx, *body);
  BodyContext b(ctx, build);
  b.function = id;
  b.module = row.module;
  b.selfType = selfTypeOf(ctx, row.owner);
  llvm::append_range(b.parametersInScope, allParameters(ctx, id));
  unsigned errorsBefore = ctx.diags.errorCount();
  llvm::SaveAndRestore conditions(ctx.conditionDepth, 0u);
  ScopeGuard scope(b);
  b.scope->isFunctionBoundary = true;
  declareParameters(b, signature.parameters);
  llvm::SmallVector<Term, 8> origins;
  declareArguments(b, signature, origins);
  declareMissingSelf(b, row, signature);
  setResult(b, signature, origins);
  b.env = initialEnv(ctx, row.owner, signature, origins);
  llvm::SmallVector<const Stmt *, 16> statements;
  {
    ScopeGuard inner(b); // a variable of the body may shadow an argument
    checkBlock(b, *suite, statements);
  }
  finishBody(b, *suite, statements, signature);
  body->hasError = body->hasError || ctx.diags.errorCount() != errorsBefore || hasErrorIn(ctx, suite->range());
  warnUnused(b);
  return body;
}

} // namespace fornax::sema
