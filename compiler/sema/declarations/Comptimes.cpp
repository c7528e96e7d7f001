// `comptime` declarations: of modules, types and bodies.

#include "sema/declarations/DeclContext.h"
#include "sema/declarations/Parameters.h"
#include "sema/Diagnostics.h"
#include "sema/names/Attributes.h"
#include "syntax/AST.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

static const ast::ComptimeDecl *declarationOf(const Comptime &row) {
  return llvm::dyn_cast<ast::ComptimeDecl>(static_cast<const ast::Stmt *>(row.syntax));
}

// ---- Parameters

static void readParametersOf(BodyContext &bc, ComptimeId id, const ast::ComptimeDecl &syntax) {
  Context &ctx = bc.ctx;
  ParameterList list{id, {}, {}};
  readParameters(bc, syntax.parameters, list);
  Comptime &row = ctx.program.comptimes[id];
  row.parameters.value = list.all();
  numberParameters(ctx, row.parameters.value);
  row.parameters.state = Lazy<std::vector<ParameterId>>::Done;
  for (const ast::Where *where : syntax.wheres) {
    Term condition = conditionFrom(bc, *where->condition);
    if (isError(condition))
      continue;
    row.wheres.push_back({condition, literalText(where->message), where->range()});
    bc.env = extend(ctx, bc.env, condition, where->range());
  }
}

llvm::ArrayRef<ParameterId> parametersOf(Context &ctx, ComptimeId id) {
  using State = Lazy<std::vector<ParameterId>>;
  Comptime &row = ctx.program.comptimes[id];
  if (row.parameters.state == State::InProgress) {
    reportCycle(ctx, id, row.range);
    row.parameters.state = State::Failed;
  }
  if (row.parameters.state != State::NotStarted)
    return row.parameters.value;
  const ast::ComptimeDecl *syntax = declarationOf(row);
  if (!syntax || syntax->parameters.empty()) {
    row.parameters.state = State::Done;
    if (syntax && !syntax->wheres.empty()) {
      DeclContext decl(ctx, row.module, selfTypeOf(ctx, row.owner));
      readParametersOf(decl.bc, id, *syntax);
    }
    return row.parameters.value;
  }
  row.parameters.state = State::InProgress;
  DemandGuard guard(ctx, id, "parameters", row.range);
  DeclContext decl(ctx, row.module, selfTypeOf(ctx, row.owner));
  decl.inherit(surroundingParameters(ctx, row.owner));
  readParametersOf(decl.bc, id, *syntax);
  return row.parameters.value;
}

// ---- Type and value

/// Type and value in a scope that has the parameters; the row's `type` is set.
static Term readValue(BodyContext &bc, ComptimeId id, const ast::ComptimeDecl &syntax) {
  Context &ctx = bc.ctx;
  Comptime &row = ctx.program.comptimes[id];
  Type declared = syntax.type ? boundFrom(bc, *syntax.type) : Type();
  row.type = declared;
  if (!syntax.value) {
    if (!declared)
      row.type = errorType(ctx);
    return {};
  }
  if (declared && isError(declared))
    return makeError(ctx);
  HoleScope holes(bc);
  Term value = termFrom(bc, *syntax.value, declared);
  if (isError(value)) {
    if (!declared)
      row.type = errorType(ctx);
    return value;
  }
  if (!declared)
    row.type = typeOf(ctx, value);
  return value;
}

/// Element `index` of an unpacking declaration.
static Term readElement(BodyContext &bc, Comptime &row) {
  Context &ctx = bc.ctx;
  auto *syntax = llvm::cast<ast::ComptimeUnpack>(static_cast<const ast::Stmt *>(row.syntax));
  const ast::Expr *value = ast::stripParens(syntax->value);
  size_t wanted = 1;
  if (auto *targets = llvm::dyn_cast<ast::Tuple>(ast::stripParens(syntax->target)))
    wanted = targets->elements.size();
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(value)) {
    if (tuple->elements.size() == wanted)
      return termFrom(bc, *tuple->elements[row.element]);
    if (row.element == 0)
      ctx.diags.report(value->range(), messages::unpackCount(unsigned(wanted), unsigned(tuple->elements.size())));
    return makeError(ctx);
  }
  // A value that is a tuple: its element's field.
  Term whole = termFrom(bc, *value);
  if (isError(whole))
    return whole;
  if (Term list = listOf(ctx, whole))
    return makeListGet(ctx, list, makeInt(ctx, llvm::APInt(64, row.element), makeMlirType(ctx, "i64")));
  if (row.element == 0)
    ctx.diags.report(value->range(), messages::unpackNotATuple(TypeText{print(ctx, typeOf(ctx, whole))}));
  return makeError(ctx);
}

static Term evaluateDeclaration(Context &ctx, ComptimeId id) {
  Comptime &row = ctx.program.comptimes[id];
  const ast::ComptimeDecl *syntax = declarationOf(row);
  llvm::ArrayRef<ParameterId> parameters = parametersOf(ctx, id);
  DeclContext decl(ctx, row.module, selfTypeOf(ctx, row.owner));
  decl.inherit(surroundingParameters(ctx, row.owner));
  decl.declareAll(parameters);
  for (const WhereClause &where : row.wheres)
    decl.bc.env = extend(ctx, decl.bc.env, where.condition, where.range);
  if (!syntax) {
    Term element = readElement(decl.bc, row);
    row.type = isError(element) ? errorType(ctx) : typeOf(ctx, element);
    return element;
  }
  return readValue(decl.bc, id, *syntax);
}

static void settle(Context &ctx, ComptimeId id, Term value) {
  using State = Lazy<Term>;
  Comptime &row = ctx.program.comptimes[id];
  if (value && !isError(value) && !row.parameters.value.empty())
    value = abstractOver(ctx, row.parameters.value, value);
  if (row.value.state != State::InProgress)
    return; // failed by a cycle
  row.value.value = value ? value : Term(makeError(ctx));
  row.value.state = value && isError(value) ? State::Failed : State::Done;
}

/// A generator that applies an alias which is still being read: expanded when its arguments are settled.
static Term recursiveAlias(Context &ctx, ComptimeId id) {
  const std::vector<ParameterId> &parameters = ctx.program.comptimes[id].parameters.value;
  return abstractOver(ctx, parameters, makeApplyRecursive(ctx, id, identityArguments(ctx, parameters)));
}

Term valueOf(Context &ctx, ComptimeId id) {
  using State = Lazy<Term>;
  Comptime &row = ctx.program.comptimes[id];
  if (row.value.state == State::InProgress) {
    if (!row.parameters.value.empty()) // a recursive alias: applied when its arguments are settled
      return recursiveAlias(ctx, id);
    reportCycle(ctx, id, row.range);
    row.value.state = State::Failed;
    row.value.value = makeError(ctx);
    if (!row.type)
      row.type = errorType(ctx);
  }
  if (row.value.state != State::NotStarted)
    return row.value.value;
  row.value.state = State::InProgress;
  {
    DemandGuard guard(ctx, id, "value", row.range);
    settle(ctx, id, evaluateDeclaration(ctx, id));
  }
  if (!ctx.demand)
    provePendingBounds(ctx);
  return row.value.value;
}

Type typeOfComptime(Context &ctx, ComptimeId id) {
  Comptime &row = ctx.program.comptimes[id];
  if (row.type)
    return row.type;
  (void)valueOf(ctx, id);
  return row.type ? row.type : errorType(ctx);
}

void evaluateLocalComptime(BodyContext &bc, ComptimeId id) {
  Context &ctx = bc.ctx;
  Comptime &row = ctx.program.comptimes[id];
  DemandGuard guard(ctx, id, "value", row.range);
  row.value.state = Lazy<Term>::InProgress;
  Scope inner;
  inner.outer = bc.scope;
  llvm::SaveAndRestore<Scope *> scope(bc.scope, &inner);
  llvm::SaveAndRestore<Env> env(bc.env);
  llvm::SaveAndRestore<bool> comptime(bc.isComptimeOnly, true);
  const ast::ComptimeDecl *syntax = declarationOf(row);
  if (!syntax) {
    row.parameters.state = Lazy<std::vector<ParameterId>>::Done;
    Term element = readElement(bc, row);
    row.type = isError(element) ? errorType(ctx) : typeOf(ctx, element);
    return settle(ctx, id, element);
  }
  readParametersOf(bc, id, *syntax);
  settle(ctx, id, readValue(bc, id, *syntax));
}

} // namespace fornax::sema
