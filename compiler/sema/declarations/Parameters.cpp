#include "sema/declarations/Parameters.h"
#include "sema/declarations/DeclContext.h"
#include "sema/Diagnostics.h"
#include "sema/terms/FunctionTypes.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

// ---- Contexts of declarations

ModuleId moduleOf(Context &ctx, Entity owner) {
  Program &p = ctx.program;
  switch (owner.kind) {
  case Entity::Kind::Module: return owner.module();
  case Entity::Kind::Struct: return p.structs[owner.structure()].module;
  case Entity::Kind::Trait: return p.traits[owner.trait()].module;
  case Entity::Kind::Function: return p.functions[owner.function()].module;
  case Entity::Kind::Comptime: return p.comptimes[owner.comptime()].module;
  case Entity::Kind::Closure: return p.functions[p.closures[owner.closure()].call].module;
  case Entity::Kind::Parameter: return moduleOf(ctx, p.parameters[owner.parameter()].owner);
  case Entity::Kind::Field: return p.structs[p.fields[owner.field()].owner].module;
  case Entity::Kind::Requirement: return p.traits[p.requirements[owner.requirement()].trait].module;
  case Entity::Kind::None:
  case Entity::Kind::Local: return {};
  }
  llvm_unreachable("every kind of entity is handled");
}

Type selfTypeOf(Context &ctx, Entity owner) {
  Program &p = ctx.program;
  switch (owner.kind) {
  case Entity::Kind::Struct: return makeSelf(ctx, owner.structure());
  case Entity::Kind::Trait: return asType(makeParam(ctx, p.traits[owner.trait()].self));
  case Entity::Kind::Function: return selfTypeOf(ctx, p.functions[owner.function()].owner);
  case Entity::Kind::Comptime: return selfTypeOf(ctx, p.comptimes[owner.comptime()].owner);
  case Entity::Kind::Closure: return selfTypeOf(ctx, p.closures[owner.closure()].outer);
  case Entity::Kind::None:
  case Entity::Kind::Module:
  case Entity::Kind::Parameter:
  case Entity::Kind::Field:
  case Entity::Kind::Requirement:
  case Entity::Kind::Local: return {};
  }
  llvm_unreachable("every kind of entity is handled");
}

void declareInScope(BodyContext &bc, Name name, Entity entity, SourceRange range) {
  if (!name || name == "_")
    return;
  auto [it, isNew] = bc.scope->names.try_emplace(name, ScopeEntry{entity, -1, range});
  if (!isNew)
    bc.ctx.diags.report(range, messages::redeclared(name)).note(it->second.range, messages::declaredBefore(name));
}

void DeclContext::declare(ParameterId id) {
  const Parameter &row = bc.ctx.program.parameters[id];
  bc.parametersInScope.push_back(id);
  if (row.group != ParameterGroup::Hidden)
    declareInScope(bc, row.name, id, row.range);
}

// ---- Lists

static ParameterGroup groupOf(const ast::Parameter &syntax) {
  if (syntax.variadic != ast::Variadic::None)
    return ParameterGroup::Variadic;
  switch (syntax.passing) {
  case ast::Passing::InferOnly: return ParameterGroup::InferOnly;
  case ast::Passing::PositionalOnly: return ParameterGroup::PositionalOnly;
  case ast::Passing::PositionalOrKeyword: return ParameterGroup::Positional;
  case ast::Passing::KeywordOnly: return ParameterGroup::KeywordOnly;
  }
  llvm_unreachable("every way of passing is handled");
}

ParameterId addHidden(Context &ctx, ParameterList &list, Name name, Type type, bool isVariadic, std::string printed, SourceRange range) {
  Parameter row;
  row.name = name;
  row.owner = list.owner;
  row.group = ParameterGroup::Hidden;
  row.type = type;
  row.isVariadic = isVariadic;
  row.range = range;
  row.origin = std::move(printed);
  list.hidden.push_back(ctx.program.parameters.add(std::move(row)));
  return list.hidden.back();
}

/// Marks the holes in a term, and those that their types mention.
static void markHoles(Term term, llvm::ArrayRef<HoleInfo> holes, llvm::SmallVectorImpl<bool> &marked) {
  if (!term || !hasFlag(term, HasHole))
    return;
  if (isKind(term, TermKind::Hole)) {
    size_t index = term->payload >> 1;
    if (index < marked.size() && !marked[index]) {
      marked[index] = true;
      markHoles(holes[index].type, holes, marked);
    }
    return;
  }
  for (Term operand : term->operands())
    markHoles(operand, holes, marked);
}

Term hideHoles(BodyContext &bc, ParameterList &list, Term term, llvm::ArrayRef<HoleInfo> holes, llvm::StringRef printed, SourceRange range) {
  Context &ctx = bc.ctx;
  if (isError(term) || !hasFlag(term, HasHole))
    return term;
  llvm::SmallVector<Term, 4> byIndex(holes.size());
  llvm::SmallVector<bool, 4> marked(holes.size()); // a base without brackets made holes that its brackets replaced
  markHoles(term, holes, marked);
  for (auto [i, hole] : llvm::enumerate(holes)) {
    if (!marked[i])
      continue;
    Type type = asType(fillHoles(ctx, hole.type, byIndex));
    std::string text = printed.str() + "." + hole.name.str().str();
    ParameterId id = addHidden(ctx, list, hole.name, type, hole.isList, std::move(text), range);
    bc.parametersInScope.push_back(id);
    byIndex[i] = makeParam(ctx, id);
  }
  return fillHoles(ctx, term, byIndex);
}

/// A method's parameter may not take the name of one of its struct.
static void reportIfOfSelf(BodyContext &bc, const Parameter &row) {
  if (!row.name || !row.owner.is(Entity::Kind::Function) || !isKind(bc.selfType, TermKind::Struct))
    return;
  for (ParameterId id : parametersOf(bc.ctx, structOf(bc.selfType))) {
    const Parameter &other = bc.ctx.program.parameters[id];
    if (other.name == row.name && other.group != ParameterGroup::Hidden)
      bc.ctx.diags.report(row.range, messages::parameterOfSelf(row.name)).note(other.range, messages::parameterDeclared());
  }
}

static void readParameter(BodyContext &bc, const ast::Parameter &syntax, ParameterList &list) {
  Context &ctx = bc.ctx;
  Type type;
  {
    HoleSupply supply;
    llvm::SaveAndRestore<HoleSupply *> holes(bc.holes, &supply);
    type = boundFrom(bc, *syntax.type);
    type = asType(hideHoles(bc, list, type, supply.holes, syntax.name.name.str(), syntax.name.range));
  }
  Parameter row;
  row.name = syntax.name.name;
  row.owner = list.owner;
  row.group = groupOf(syntax);
  row.type = type;
  row.isVariadic = syntax.variadic != ast::Variadic::None;
  row.defaultValue = syntax.defaultValue;
  row.range = syntax.name ? syntax.name.range : syntax.range();
  reportIfOfSelf(bc, row);
  if (isCapturing(type) && (list.owner.is(Entity::Kind::Struct) || list.owner.is(Entity::Kind::Trait)))
    ctx.diags.report(row.range, messages::capturingOfType(row.name)); // their members would have to bring an environment along
  ParameterId id = ctx.program.parameters.add(std::move(row));
  list.own.push_back(id);
  bc.parametersInScope.push_back(id);
  declareInScope(bc, syntax.name.name, id, syntax.name.range);
}

void readParameters(BodyContext &bc, llvm::ArrayRef<const ast::Parameter *> syntax, ParameterList &list) {
  for (const ast::Parameter *parameter : syntax)
    readParameter(bc, *parameter, list);
}

void numberParameters(Context &ctx, llvm::ArrayRef<ParameterId> ids) {
  for (auto [i, id] : llvm::enumerate(ids))
    ctx.program.parameters[id].index = uint32_t(i);
}

// ---- Defaults

static std::vector<ParameterId> parametersOfOwner(Context &ctx, Entity owner) {
  switch (owner.kind) {
  case Entity::Kind::Struct: return parametersOf(ctx, owner.structure()).vec();
  case Entity::Kind::Comptime: return parametersOf(ctx, owner.comptime()).vec();
  case Entity::Kind::Function: return signatureOf(ctx, owner.function()).parameters;
  default: return {}; // function types and generators have no defaults of their own
  }
}

llvm::SmallVector<ParameterId, 4> surroundingParameters(Context &ctx, Entity owner) {
  llvm::SmallVector<ParameterId, 4> ids;
  if (owner.is(Entity::Kind::Struct))
    llvm::append_range(ids, parametersOf(ctx, owner.structure()));
  else if (owner.is(Entity::Kind::Trait))
    ids.push_back(ctx.program.traits[owner.trait()].self);
  else if (owner.is(Entity::Kind::Function))
    llvm::append_range(ids, allParameters(ctx, owner.function()));
  return ids;
}

/// Likewise around the declaration that owns a parameter.
static llvm::SmallVector<ParameterId, 4> parametersAround(Context &ctx, Entity declaration) {
  if (declaration.is(Entity::Kind::Comptime))
    return surroundingParameters(ctx, ctx.program.comptimes[declaration.comptime()].owner);
  llvm::SmallVector<ParameterId, 4> ids;
  if (declaration.is(Entity::Kind::Function))
    llvm::append_range(ids, outerParametersOf(ctx, declaration.function()));
  return ids;
}

Term defaultOf(Context &ctx, ParameterId id) {
  using State = Lazy<Term>;
  Parameter &row = ctx.program.parameters[id];
  if (!row.defaultValue) // a parameter of a function type that was read back from its term has the value alone
    return row.defaultTerm.state == State::Done ? row.defaultTerm.value : Term();
  if (row.defaultTerm.state == State::InProgress) {
    reportCycle(ctx, id, row.range);
    row.defaultTerm.state = State::Failed;
    row.defaultTerm.value = makeError(ctx);
  }
  if (row.defaultTerm.state != State::NotStarted)
    return row.defaultTerm.value;
  row.defaultTerm.state = State::InProgress;
  DemandGuard guard(ctx, id, "default", row.range);
  // A method's defaults see the struct's parameters as `Self.P` only; a struct's own list sees them by name.
  DeclContext decl(ctx, moduleOf(ctx, row.owner), selfTypeOf(ctx, row.owner));
  decl.inherit(parametersAround(ctx, row.owner));
  for (ParameterId other : parametersOfOwner(ctx, row.owner)) {
    if (other == id)
      break;
    decl.declare(other);
  }
  Term value = termFrom(decl.bc, *row.defaultValue, row.type);
  if (row.defaultTerm.state == State::InProgress) {
    row.defaultTerm.value = value;
    row.defaultTerm.state = isError(value) ? State::Failed : State::Done;
  }
  return row.defaultTerm.value;
}

} // namespace fornax::sema
