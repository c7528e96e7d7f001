// Expressions that no form of term covers become hidden functions of the parameters in scope; the term is a call of them.

#include "sema/evaluation/CompileTime.h"
#include "sema/names/Scope.h"
#include "syntax/AST.h"

namespace fornax::sema {

static FunctionId addThunk(BodyContext &bc, const ast::Expr &expr, Type type) {
  Function row;
  row.owner = bc.function.isValid() ? Entity(bc.function) : Entity(bc.module);
  row.module = bc.module;
  row.syntax = &expr;
  row.role = FunctionRole::Thunk;
  row.range = expr.range();
  row.outerParameters.value.assign(bc.parametersInScope.begin(), bc.parametersInScope.end());
  row.outerParameters.state = Lazy<std::vector<ParameterId>>::Done;
  row.signature.value.result = type;
  row.signature.value.raises = contractType(bc.ctx, ContractItem::Never);
  row.signature.state = Lazy<Signature>::Done;
  return bc.ctx.program.functions.add(std::move(row));
}

/// The expression once more, in a body of its own. Run-time names cannot occur: the expression has been checked as a compile-time one.
static CheckedBody *checkThunk(BodyContext &bc, FunctionId id, const ast::Expr &expr, Type type) {
  Context &ctx = bc.ctx;
  auto *body = ctx.program.keep<CheckedBody>();
  body->function = id;
  Builder build(ctx, *body);
  BodyContext inner(ctx, build);
  Scope scope;
  scope.isFunctionBoundary = true;
  BodyContext::Handler raised;
  inner.scope = &scope;
  inner.outer = &bc;
  inner.env = bc.env;
  inner.function = id;
  inner.module = bc.module;
  inner.selfType = bc.selfType;
  inner.resultType = type;
  inner.raisesType = contractType(ctx, ContractItem::Never);
  inner.handler = &raised; // an error leaves the thunk; whoever evaluates it reports it
  inner.parametersInScope = bc.parametersInScope;
  inner.isComptimeOnly = true;
  checked::Expr *value = check(inner, expr, {type, FitMode::Value});
  body->hasError |= llvm::isa<checked::Error>(value);
  if (!body->hasError)
    value = toValue(inner, value, expr.range());
  body->hasError |= llvm::isa<checked::Error>(value);
  if (raised.seen && raised.error)
    ctx.program.functions[id].signature.value.raises = raised.error;
  auto *result = build.stmt<checked::Return>(expr.range());
  result->value = value;
  auto *root = build.stmt<checked::Block>(expr.range());
  const checked::Stmt *only = result;
  root->statements = build.list<const checked::Stmt *>(only);
  body->root = root;
  return body;
}

Term makeThunk(BodyContext &bc, const ast::Expr &expr, Type type) {
  Context &ctx = bc.ctx;
  FunctionId &id = ctx.program.thunks[{&expr, type}];
  bool isKnown = id.isValid() && llvm::ArrayRef(ctx.program.functions[id].outerParameters.value) == llvm::ArrayRef(bc.parametersInScope);
  if (!isKnown) {
    id = addThunk(bc, expr, type);
    FunctionId added = id; // the map may grow while the body is checked
    CheckedBody *body = checkThunk(bc, added, expr, type);
    ctx.program.functions[added].body.value = body;
    ctx.program.functions[added].body.state = Lazy<CheckedBody *>::Done;
    if (body->hasError)
      return makeError(ctx);
    return makeCall(ctx, added, identityArguments(ctx, bc.parametersInScope), {}, type);
  }
  return makeCall(ctx, id, identityArguments(ctx, bc.parametersInScope), {}, type);
}

} // namespace fornax::sema
