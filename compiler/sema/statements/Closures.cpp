// Nested functions and lambdas: plain functions of the parameters around them, or closures with what they capture.
#include "sema/statements/Closures.h"
#include "sema/declarations/Signatures.h"
#include "sema/names/Attributes.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

namespace {
/// What nested functions and lambdas have in common.
struct Nested {
  Name name;
  SourceRange nameRange, range;
  const ast::Node *syntax = nullptr;
  const ast::Signature &signature;
  const ast::Function *function = nullptr; // one of these
  const ast::Lambda *lambda = nullptr;
};
} // namespace

static Entity ownerOf(const BodyContext &b) { return b.function.isValid() ? Entity(b.function) : Entity(b.module); }

static FunctionId addFunction(BodyContext &b, const Nested &nested, FunctionRole role, Entity owner) {
  Function row;
  row.name = nested.name;
  row.owner = owner;
  row.module = b.module;
  row.syntax = nested.syntax;
  row.role = role;
  row.range = nested.nameRange;
  if (nested.function)
    readAttributes(row, *nested.function);
  row.outerParameters.value.assign(b.parametersInScope.begin(), b.parametersInScope.end());
  row.outerParameters.state = Lazy<std::vector<ParameterId>>::Done;
  return b.ctx.program.functions.add(std::move(row));
}

/// The context of a body nested in `b`; the caller gives it a scope.
static void enterNested(BodyContext &inner, BodyContext &b, FunctionId function) {
  inner.outer = &b;
  inner.env = b.env;
  inner.function = function;
  inner.module = b.module;
  inner.selfType = b.selfType;
  inner.parametersInScope = b.parametersInScope;
}

static void readSignature(BodyContext &b, FunctionId function, const ast::Signature &syntax, Signature &signature) {
  CheckedBody scratch;
  scratch.function = function;
  Builder build(b.ctx, scratch);
  BodyContext inner(b.ctx, build);
  enterNested(inner, b, function);
  inner.isComptimeOnly = true;
  ScopeGuard scope(inner);
  inner.scope->isFunctionBoundary = true;
  buildSignature(inner, function, syntax, signature);
}

static bool isMutableInside(Convention convention) {
  return convention == Convention::Mut || convention == Convention::Var || convention == Convention::Deinit || convention == Convention::Out;
}

/// The closure itself becomes the first argument: the places of the others are one further.
static void addReceiver(Context &ctx, Signature &signature, SourceRange range) {
  llvm::SmallVector<Term, 8> shifted;
  for (size_t i = 0; i < signature.arguments.size(); ++i)
    shifted.push_back(makeOriginArgument(ctx, unsigned(i + 1), makeBool(ctx, isMutableInside(signature.arguments[i].convention))));
  Bindings bindings;
  bindings.argumentOrigins = shifted;
  auto move = [&](auto &term) {
    if (term && !isError(term))
      term = std::remove_reference_t<decltype(term)>(substitute(ctx, term, bindings).node());
  };
  for (Argument &argument : signature.arguments) {
    move(argument.type);
    move(argument.pack);
    move(argument.origin);
    move(argument.addressSpace);
  }
  move(signature.result);
  move(signature.resultOrigin);
  move(signature.resultSpace);
  move(signature.raises);
  for (WhereClause &where : signature.wheres)
    move(where.condition);
  if (signature.outIndex >= 0)
    ++signature.outIndex;
  Argument receiver;
  receiver.kind = ArgumentKind::PositionalOnly;
  receiver.type = errorType(ctx); // known when the captures are
  receiver.range = range;
  signature.arguments.insert(signature.arguments.begin(), std::move(receiver));
}

static void checkLambdaBody(BodyContext &inner, const ast::Lambda &lambda, StmtList &statements) {
  const ast::Expr &expr = *lambda.body;
  auto *result = inner.build.stmt<Return>(expr.range());
  if (isNone(inner.ctx, inner.resultType) || isNever(inner.ctx, inner.resultType)) {
    auto *discard = inner.build.stmt<Discard>(expr.range());
    discard->expr = check(inner, expr, {Type(), FitMode::Discard});
    statements.push_back(discard);
  } else if (inner.returnsReference) {
    result->value = checkReturnedPlace(inner, expr);
  } else {
    result->value = check(inner, expr, {inner.resultType, FitMode::Value});
  }
  if (!isNever(inner.ctx, inner.resultType))
    statements.push_back(result);
}

/// Checks the body and stores it; for a closure `captures` collects what it uses.
static void checkNestedBody(BodyContext &b, FunctionId id, const Nested &nested, ClosureId closure, CaptureState *captures) {
  Context &ctx = b.ctx;
  Function &row = ctx.program.functions[id];
  row.body.state = Lazy<CheckedBody *>::InProgress;
  const Signature &signature = row.signature.value;
  auto *body = ctx.program.keep<CheckedBody>();
  body->function = id;
  Builder build(ctx, *body);
  BodyContext inner(ctx, build);
  enterNested(inner, b, id);
  inner.closure = closure;
  inner.captures = captures;
  for (const WhereClause &where : signature.wheres)
    inner.env = extend(ctx, inner.env, where.condition, where.range);
  llvm::append_range(inner.parametersInScope, signature.parameters);
  unsigned errorsBefore = ctx.diags.errorCount();
  ScopeGuard scope(inner);
  inner.scope->isFunctionBoundary = true;
  declareParameters(inner, signature.parameters);
  llvm::SmallVector<Term, 8> origins;
  declareArguments(inner, signature, origins);
  setResult(inner, signature, origins);
  llvm::SmallVector<const Stmt *, 16> statements;
  if (nested.lambda) {
    inner.pending = &statements;
    checkLambdaBody(inner, *nested.lambda, statements);
    body->root = makeBlock(inner, statements, nested.lambda->body->range());
  } else if (const ast::Block *suite = nested.function->nestedBody) {
    {
      ScopeGuard variables(inner);
      checkBlock(inner, *suite, statements);
    }
    finishBody(inner, *suite, statements, signature);
  }
  if (closure) {
    body->captures = ctx.program.closures[closure].captures;
    Type type = closureTypeOf(ctx, closure);
    row.signature.value.arguments[0].type = type;
    body->locals[LocalId(0)].type = build.slot(type);
  }
  SourceRange written = nested.lambda ? nested.lambda->range() : nested.function->range();
  body->hasError = body->hasError || ctx.diags.errorCount() != errorsBefore || hasErrorIn(ctx, written);
  warnUnused(inner);
  row.body.value = body;
  row.body.state = Lazy<CheckedBody *>::Done;
}

/// A function that captures nothing: one of the program, over every parameter in scope here.
static FunctionId addPlainFunction(BodyContext &b, const Nested &nested) {
  FunctionId id = addFunction(b, nested, FunctionRole::Ordinary, ownerOf(b));
  Function &row = b.ctx.program.functions[id];
  row.isStatic = true;
  readSignature(b, id, nested.signature, row.signature.value);
  row.signature.state = Lazy<Signature>::Done;
  return id;
}

static Expr *checkClosureValue(BodyContext &b, const Nested &nested) {
  Context &ctx = b.ctx;
  ClosureId closure = ctx.program.closures.add({});
  {
    Closure &row = ctx.program.closures[closure];
    row.name = nested.name;
    row.syntax = nested.syntax;
    row.outer = b.function;
    row.context.assign(b.parametersInScope.begin(), b.parametersInScope.end());
    row.hasCaptureList = !nested.signature.captures.empty();
    row.range = nested.nameRange;
  }
  Nested call = nested;
  call.name = ctx.names.intern("__call__");
  FunctionId id = addFunction(b, call, FunctionRole::ClosureCall, closure);
  ctx.program.closures[closure].call = id;
  Function &row = ctx.program.functions[id];
  readSignature(b, id, nested.signature, row.signature.value);
  addReceiver(ctx, row.signature.value, nested.nameRange);
  row.signature.state = Lazy<Signature>::Done;
  if (nested.signature.isThin || nested.signature.abi)
    ctx.diags.report(nested.nameRange, messages::thinClosure());
  CaptureState captures;
  if (nested.function)
    readCopied(b, closure, *nested.function, captures);
  readCaptures(b, closure, nested.signature, nested.lambda != nullptr, captures);
  checkNestedBody(b, id, nested, closure, &captures);
  return makeClosure(b, closure, captures, nested.range);
}

Expr *checkClosure(BodyContext &b, const ast::Function &function) {
  Nested nested{function.name.name, function.name.range, function.range(), &function, function.signature, &function, nullptr};
  bool isClosure = !function.signature.captures.empty() || isParameterClosure(function);
  if (function.signature.isCapturing)
    b.ctx.diags.report(function.name.range, messages::capturingEffect());
  if (isClosure)
    return checkClosureValue(b, nested);
  FunctionId id = addPlainFunction(b, nested);
  ScopeEntry entry;
  entry.entity = id;
  entry.range = function.name.range;
  declareName(b, function.name.name, entry); // before the body: it may call itself
  CaptureState none;
  checkNestedBody(b, id, nested, {}, &none);
  return nullptr;
}

/// Own parameters other than origins: such a lambda is a closure value.
static bool hasOwnParameters(const ast::Signature &signature) { return !signature.parameters.empty(); }

Expr *checkLambda(BodyContext &b, const ast::Lambda &lambda) {
  Nested nested{Name(), lambda.range(), lambda.range(), &lambda, lambda.signature, nullptr, &lambda};
  const ast::Signature &signature = lambda.signature;
  bool isThin = signature.captures.empty() && (!hasOwnParameters(signature) || b.isComptimeOnly) &&
                (signature.hasCaptureList || b.isComptimeOnly || !mentionsVariable(b, *lambda.body, signature.arguments));
  if (!isThin)
    return checkClosureValue(b, nested);
  FunctionId id = addPlainFunction(b, nested);
  CaptureState none;
  checkNestedBody(b, id, nested, {}, &none);
  Context &ctx = b.ctx;
  llvm::SmallVector<Term, 8> arguments = identityArguments(ctx, b.parametersInScope);
  unsigned hole = 0;
  for (ParameterId own : ctx.program.functions[id].signature.value.parameters)
    arguments.push_back(makeHole(ctx, hole++, true, ctx.program.parameters[own].type));
  Type item = makeFunctionItem(ctx, id, arguments);
  auto *value = b.build.expr<FunctionValue>(item, lambda.range());
  value->function = b.build.slot(item);
  return value;
}

} // namespace fornax::sema
