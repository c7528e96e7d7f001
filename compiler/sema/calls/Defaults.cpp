// Default arguments: checked at each use, in the callee's scope, with the callee's parameters known.

#include "sema/calls/Overloads.h"

namespace fornax::sema {

using namespace checked;

namespace {
/// The scope of a declaration seen from a call: names of its parameters stand for what they are bound to.
struct DeclarationScope {
  Scope scope;
  BodyContext bc;

  DeclarationScope(BodyContext &caller, FunctionId function, const Bindings &bindings) : bc(caller.ctx, caller.build) {
    Context &ctx = caller.ctx;
    const Function &row = ctx.program.functions[function];
    bc.module = row.module;
    bc.function = caller.function;
    bc.env = caller.env;
    bc.raisesType = caller.raisesType;
    bc.handler = caller.handler;
    bc.pending = caller.pending;
    bc.parametersInScope = caller.parametersInScope;
    bc.unevaluated = caller.unevaluated;
    bc.isComptimeOnly = caller.isComptimeOnly;
    bc.scope = &scope;
    scope.isFunctionBoundary = true;
    for (auto [id, term] : bindings.parameters)
      declare(id, term);
    if (row.owner.is(Entity::Kind::Struct))
      bc.selfType = substituteType(ctx, makeSelf(ctx, row.owner.structure()), bindings);
    else if (row.owner.is(Entity::Kind::Trait))
      bc.selfType = asType(substitute(ctx, makeParam(ctx, ctx.program.traits[row.owner.trait()].self), bindings));
  }

  void declare(ParameterId id, Term term) {
    Context &ctx = bc.ctx;
    const Parameter &parameter = ctx.program.parameters[id];
    if (!parameter.name || parameter.owner.is(Entity::Kind::Struct) || parameter.group == ParameterGroup::Hidden)
      return;
    Comptime row;
    row.name = parameter.name;
    row.owner = parameter.owner;
    row.module = bc.module;
    row.range = parameter.range;
    row.parameters.state = Lazy<std::vector<ParameterId>>::Done;
    row.value.state = Lazy<Term>::Done;
    row.value.value = term;
    row.type = typeOf(ctx, term);
    ScopeEntry entry;
    entry.entity = ctx.program.comptimes.add(std::move(row));
    entry.range = parameter.range;
    scope.names[parameter.name] = entry;
  }
};
} // namespace

Expr *realiseDefault(BodyContext &caller, FunctionId function, size_t argument, const Bindings &bindings, Type type, SourceRange use) {
  const Argument &row = signatureOf(caller.ctx, function).arguments[argument];
  DeclarationScope inner(caller, function, bindings);
  Expr *value = check(inner.bc, *row.defaultValue, {type, FitMode::Value});
  value->range = use;
  return value;
}

Type typeOfDefault(BodyContext &caller, FunctionId function, size_t argument, const Bindings &bindings) {
  const Argument &row = signatureOf(caller.ctx, function).arguments[argument];
  DeclarationScope inner(caller, function, bindings);
  inner.bc.unevaluated.active = true;
  size_t mark = caller.ctx.diags.mark();
  bool hadError = caller.build.body.hasError;
  Type type = naturalType(inner.bc, analyse(inner.bc, *row.defaultValue));
  caller.build.body.hasError = hadError;
  caller.ctx.diags.takeSince(mark); // a default that needs what is still open says nothing
  return type && !isError(type) ? type : Type();
}

} // namespace fornax::sema
