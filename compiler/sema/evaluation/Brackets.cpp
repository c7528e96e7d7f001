// Binding of bracket arguments to parameter lists.

#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/proofs/FunctionParameters.h"
#include "sema/proofs/Match.h"
#include "syntax/AST.h"
#include <llvm/ADT/SmallSet.h>

namespace fornax::sema {

static bool isMetatype(Context &ctx, Type type) {
  return isKind(type, TermKind::Traits) || (isKind(type, TermKind::Param) && isKind(typeOf(ctx, type), TermKind::TraitMeta));
}

/// State of one bracket list. `slots` holds what is bound so far.
namespace {
struct Binder {
  BodyContext &bc;
  llvm::ArrayRef<ParameterId> ids;
  Bindings outer;
  SourceRange range;
  Slots slots;
  llvm::SmallVector<bool, 8> isHole;   // written as `_`
  llvm::SmallVector<bool, 8> isGiven;  // written at all
  llvm::SmallVector<Term, 8> elements; // of the variadic parameter: lists, in order
  bool hasEllipsis = false, hasError = false;

  const Parameter &row(size_t i) const { return bc.ctx.program.parameters[ids[i]]; }
};
} // namespace

static Bindings knownBindings(const Binder &b) {
  Bindings known = b.outer;
  for (size_t i = 0; i < b.ids.size(); ++i)
    if (b.slots.terms[i])
      known.bind(b.ids[i], b.slots.terms[i]);
  return known;
}

/// The declared type with what is known filled in; unknown parameters become holes (then `isOpen`).
static Type declaredType(Binder &b, size_t i, bool &isOpen) {
  Bindings known = knownBindings(b);
  for (size_t k = 0; k < b.ids.size(); ++k)
    if (!b.slots.terms[k])
      known.bind(b.ids[k], makeHole(b.bc.ctx, unsigned(k), false, b.row(k).type));
  Type type = substituteType(b.bc.ctx, b.row(i).type, known);
  isOpen = hasFlag(type, HasHole) && !hasFlag(b.row(i).type, HasHole);
  return type;
}

/// An expression as what a parameter of the given type (null: unknown) takes.
static Term readArgument(BodyContext &bc, const ast::Expr &expr, Type type) {
  if (type && isMetatype(bc.ctx, type)) {
    Type argument = typeFrom(bc, expr, HolePolicy::Keep);
    requireConformance(bc, argument, type, expr.range());
    return argument;
  }
  return termFrom(bc, expr, type);
}

/// What a literal type becomes when a type parameter is inferred from it.
static Term materialised(Context &ctx, Type type) {
  if (isContractStruct(ctx, type, ContractItem::IntLiteral))
    return contractType(ctx, ContractItem::Int);
  if (isContractStruct(ctx, type, ContractItem::FloatLiteral))
    return contractType(ctx, ContractItem::Float64);
  if (isContractStruct(ctx, type, ContractItem::StringLiteral))
    return contractType(ctx, ContractItem::String);
  return type;
}

static Term evaluate(Binder &b, size_t i, const ast::Expr &expr) {
  Context &ctx = b.bc.ctx;
  bool isOpen = false;
  Type type = declaredType(b, i, isOpen);
  if (!isOpen)
    return readArgument(b.bc, expr, type);
  Term argument = readArgument(b.bc, expr, {});
  if (isError(argument))
    return argument;
  // The parameter's type hangs on parameters that are not bound yet: the value's type binds them.
  // A literal is what it is where the parameter asks for literals (`StringLiteral[_]`), else what it becomes at run time.
  Type pattern = substituteType(ctx, b.row(i).type, b.outer);
  Term actual = isListTerm(ctx, argument) ? makeMlirType(ctx, {"!fx.list<", ">"}, {listElementType(ctx, argument)}) : Term(typeOf(ctx, argument));
  if (isKind(pattern, TermKind::Pointer))
    actual = callableOf(ctx, argument);
  auto matches = [&] {
    llvm::SmallVector<Term, 8> saved(b.slots.terms);
    Matcher matcher{ctx, b.slots, b.bc.env, UnknownPolicy::Accept, {}, {}};
    if (match(matcher, pattern, actual))
      return true;
    b.slots.terms = saved;
    return false;
  };
  bool isBare = isKind(pattern, TermKind::Param) && !isType(ctx, argument);
  bool isMatched = !isBare && matches();
  if (!isMatched && !isType(ctx, argument)) {
    actual = materialised(ctx, asType(actual));
    isMatched = matches();
  }
  if (!isMatched) {
    ctx.diags.report(expr.range(), messages::parameterTypeMismatch(b.row(i).name, TypeText{print(ctx, pattern)}, TypeText{print(ctx, actual)}));
    return makeError(ctx);
  }
  Type settled = declaredType(b, i, isOpen);
  return isOpen ? argument : convertTerm(b.bc, argument, settled, expr.range());
}

static void bindSlot(Binder &b, size_t i, const ast::Expr &expr, SourceRange range) {
  if (b.isGiven[i]) {
    b.bc.ctx.diags.report(range, messages::parameterRepeated(b.row(i).name));
    b.hasError = true;
    return;
  }
  b.isGiven[i] = true;
  if (llvm::isa<ast::Discard>(expr)) {
    b.isHole[i] = true;
    return;
  }
  Term term = evaluate(b, i, expr);
  b.hasError |= isError(term);
  b.slots.terms[i] = term;
}

static void addElement(Binder &b, size_t i, const ast::CallArgument &argument) {
  Context &ctx = b.bc.ctx;
  bool isOpen = false;
  Type element = declaredType(b, i, isOpen);
  b.isGiven[i] = true;
  if (argument.kind == ast::PassKind::Star) {
    Term value = termFrom(b.bc, *argument.value);
    Term list = isError(value) ? value : listOf(ctx, value);
    if (!list)
      ctx.diags.report(argument.range, messages::notAParameterList());
    b.hasError |= isError(list);
    b.elements.push_back(isError(list) ? Term(makeError(ctx)) : list);
    return;
  }
  if (llvm::isa<ast::Discard>(argument.value)) {
    ctx.diags.report(argument.range, messages::holeInVariadic());
    b.hasError = true;
    return;
  }
  Term term = readArgument(b.bc, *argument.value, isOpen ? Type() : element);
  b.hasError |= isError(term);
  b.elements.push_back(makeList(ctx, {term}, element));
}

static int nextPositional(const Binder &b, size_t &cursor) {
  for (; cursor < b.ids.size(); ++cursor) {
    ParameterGroup group = b.row(cursor).group;
    if (group == ParameterGroup::Hidden || group == ParameterGroup::InferOnly)
      continue;
    if (b.row(cursor).isVariadic)
      return int(cursor);
    if (group == ParameterGroup::PositionalOnly || group == ParameterGroup::Positional)
      return int(cursor++);
  }
  return -1;
}

static int namedParameter(const Binder &b, Name name) {
  for (size_t i = 0; i < b.ids.size(); ++i) {
    ParameterGroup group = b.row(i).group;
    if (b.row(i).name == name && !b.row(i).isVariadic && group != ParameterGroup::Hidden && group != ParameterGroup::PositionalOnly)
      return int(i);
  }
  return -1;
}

static void bindArgument(Binder &b, const ast::CallArgument &argument, size_t &cursor) {
  Context &ctx = b.bc.ctx;
  if (argument.kind == ast::PassKind::Keyword) {
    int i = namedParameter(b, argument.keyword.name);
    if (i < 0) {
      ctx.diags.report(argument.keyword.range, messages::unknownParameter(argument.keyword.name));
      b.hasError = true;
      return;
    }
    return bindSlot(b, size_t(i), *argument.value, argument.keyword.range);
  }
  if (llvm::isa<ast::Ellipsis>(argument.value)) {
    b.hasEllipsis = true;
    return;
  }
  int i = nextPositional(b, cursor);
  if (i < 0) {
    ctx.diags.report(argument.range, messages::tooManyParameters());
    b.hasError = true;
    return;
  }
  if (b.row(size_t(i)).isVariadic)
    return addElement(b, size_t(i), argument);
  if (argument.kind == ast::PassKind::Star) {
    ctx.diags.report(argument.range, messages::spliceWithoutVariadic());
    b.hasError = true;
    return;
  }
  bindSlot(b, size_t(i), *argument.value, argument.range);
}

/// What stands for a parameter that nothing was given for.
static Term unbound(Binder &b, size_t i, UnboundPolicy policy) {
  Context &ctx = b.bc.ctx;
  const Parameter &row = b.row(i);
  bool isOpen = false;
  Type type = declaredType(b, i, isOpen);
  auto hole = [&](bool isEllipsis) { return newHole(b.bc, b.ids[i], row.name, isEllipsis, type); };
  if (b.isHole[i])
    return hole(false);
  if (b.hasEllipsis || policy == UnboundPolicy::Call)
    return hole(true);
  if (row.isVariadic && !(row.group == ParameterGroup::InferOnly || row.group == ParameterGroup::Hidden))
    return makeList(ctx, {}, type);
  if (Term value = defaultOf(ctx, b.ids[i])) {
    if (isError(value))
      return value;
    Term substituted = substitute(ctx, value, knownBindings(b));
    // A default over parameters that are still open is installed when they are known.
    bool mentionsOpen = false;
    for (size_t k = 0; k < b.ids.size(); ++k)
      mentionsOpen |= !b.slots.terms[k] && hasFlag(value, HasParam) && mentionsParameter(value, b.ids[k]);
    return mentionsOpen ? hole(true) : substituted;
  }
  if (row.group == ParameterGroup::InferOnly || row.group == ParameterGroup::Hidden)
    return hole(true);
  if (!b.hasError) // a parameter that is given wrongly has been reported
    ctx.diags.report(b.range, messages::missingParameter(row.name)).note(row.range, messages::parameterDeclared());
  b.hasError = true;
  return makeError(ctx);
}

BracketResult bindBrackets(BodyContext &bc, llvm::ArrayRef<ParameterId> ids, const Bindings &outer, llvm::ArrayRef<ast::CallArgument> arguments,
                           SourceRange range, UnboundPolicy policy) {
  Binder b{bc, ids, outer, range, {}, {}, {}, {}};
  b.slots.ids.assign(ids.begin(), ids.end());
  b.slots.terms.resize(ids.size());
  b.isHole.resize(ids.size());
  b.isGiven.resize(ids.size());
  HoleScope holes(bc);
  size_t cursor = 0;
  for (const ast::CallArgument &argument : arguments)
    bindArgument(b, argument, cursor);
  for (size_t i = 0; i < ids.size(); ++i) {
    if (b.row(i).isVariadic && b.isGiven[i])
      b.slots.terms[i] = makeConcat(bc.ctx, b.elements);
    if (!b.slots.terms[i])
      b.slots.terms[i] = b.hasError && b.isGiven[i] && !b.isHole[i] ? Term(makeError(bc.ctx)) : unbound(b, i, policy);
  }
  BracketResult result;
  result.hasError = b.hasError;
  for (Term term : b.slots.terms) {
    result.hasError |= isError(term);
    result.terms.push_back(term);
  }
  return result;
}

// ---- Things that take brackets

/// The constraints of a struct on its now complete arguments.
static void requireWheres(BodyContext &bc, StructId id, llvm::ArrayRef<Term> arguments, SourceRange range) {
  auto *syntax = static_cast<const ast::Struct *>(bc.ctx.program.structs[id].syntax);
  if (!syntax || syntax->wheres.empty())
    return;
  Bindings bindings = bindingsFor(bc.ctx, id, arguments);
  for (const WhereClause &where : headerOf(bc.ctx, id).wheres)
    requireCondition(bc, substitute(bc.ctx, where.condition, bindings), range);
}

/// Binds the holes of a partly bound struct or item; `ids` are the parameters its operands stand for.
static llvm::SmallVector<Term, 8> bindHoles(BodyContext &bc, Term base, llvm::ArrayRef<ParameterId> ids, llvm::ArrayRef<ast::CallArgument> arguments,
                                            SourceRange range, UnboundPolicy policy, bool &hasError) {
  llvm::SmallVector<ParameterId, 8> open;
  Bindings bound;
  for (auto [id, operand] : llvm::zip(ids, base->operands())) {
    if (isKind(operand, TermKind::Hole))
      open.push_back(id);
    else
      bound.bind(id, operand);
  }
  BracketResult result = bindBrackets(bc, open, bound, arguments, range, policy);
  hasError = result.hasError;
  llvm::SmallVector<Term, 8> terms;
  size_t next = 0;
  for (Term operand : base->operands())
    terms.push_back(isKind(operand, TermKind::Hole) ? result.terms[next++] : operand);
  return terms;
}

/// Parameters for a generator that has no declaration at hand: one row each, with the bound variables in their types replaced.
static llvm::SmallVector<ParameterId, 4> parametersOfLambda(Context &ctx, Term lambda) {
  llvm::SmallVector<ParameterId, 4> ids;
  llvm::SmallVector<Term, 4> terms;
  llvm::ArrayRef<Name> names = lambdaNamesOf(ctx, lambda);
  for (unsigned i = 0; i + 1 < lambda->count; ++i) {
    Parameter row;
    row.name = i < names.size() ? names[i] : Name();
    row.index = i;
    row.type = asType(instantiateBody(ctx, lambda->operand(i), terms));
    row.isVariadic = isListParameter(lambda, i);
    ids.push_back(ctx.program.parameters.add(std::move(row)));
    terms.push_back(makeParam(ctx, ids.back()));
  }
  return ids;
}

static Term applyLambda(BodyContext &bc, Term generator, llvm::ArrayRef<ParameterId> ids, const Bindings &outer,
                        llvm::ArrayRef<ast::CallArgument> arguments, SourceRange range, UnboundPolicy policy) {
  BracketResult result = bindBrackets(bc, ids, outer, arguments, range, policy);
  if (result.hasError)
    return makeError(bc.ctx);
  return makeApply(bc.ctx, generator, result.terms);
}

Term applyToAlias(BodyContext &bc, const Denoted &base, llvm::ArrayRef<ast::CallArgument> arguments, SourceRange range, UnboundPolicy policy) {
  if (!base.alias.isValid())
    return applyBrackets(bc, base.term, arguments, range, policy);
  llvm::ArrayRef<ParameterId> ids = parametersOf(bc.ctx, base.alias);
  BracketResult result = bindBrackets(bc, ids, base.aliasOuter, arguments, range, policy);
  if (result.hasError)
    return makeError(bc.ctx);
  Bindings bindings = base.aliasOuter;
  bindings.bindAll(ids, result.terms);
  for (const WhereClause &where : bc.ctx.program.comptimes[base.alias].wheres)
    requireCondition(bc, substitute(bc.ctx, where.condition, bindings), range);
  return settled(bc.ctx, makeApply(bc.ctx, base.term, result.terms), range);
}

Term applyBrackets(BodyContext &bc, Term base, llvm::ArrayRef<ast::CallArgument> arguments, SourceRange range, UnboundPolicy policy) {
  Context &ctx = bc.ctx;
  if (isError(base))
    return base;
  bool hasError = false;
  if (isKind(base, TermKind::Struct)) {
    StructId id = structOf(base);
    auto terms = bindHoles(bc, base, parametersOf(ctx, id), arguments, range, policy, hasError);
    if (hasError)
      return makeError(ctx);
    requireWheres(bc, id, terms, range);
    return makeStruct(ctx, id, terms);
  }
  if (isKind(base, TermKind::FunctionItem)) {
    auto terms = bindHoles(bc, base, allParameters(ctx, functionOf(base)), arguments, range, policy, hasError);
    return hasError ? Term(makeError(ctx)) : makeFunctionItem(ctx, functionOf(base), terms);
  }
  if (isKind(base, TermKind::Lambda))
    return applyLambda(bc, base, parametersOfLambda(ctx, base), {}, arguments, range, policy);
  Type type = typeOf(ctx, base);
  if (isKind(base, TermKind::Witness)) {
    const Requirement &requirement = ctx.program.requirements[requirementOf(base)];
    Bindings outer;
    outer.bind(ctx.program.traits[requirement.trait].self, base->operand(0));
    return applyLambda(bc, base, parametersOf(ctx, requirement.comptime), outer, arguments, range, policy);
  }
  if (isKind(type, TermKind::Lambda))
    return applyLambda(bc, base, parametersOfLambda(ctx, type), {}, arguments, range, policy);
  ctx.diags.report(range, messages::notParametric(TypeText{print(ctx, base)}));
  return makeError(ctx);
}

Term instantiateWithHoles(BodyContext &bc, Term lambda) {
  llvm::SmallVector<Term, 4> holes;
  llvm::ArrayRef<Name> names = lambdaNamesOf(bc.ctx, lambda);
  for (unsigned i = 0; i + 1 < lambda->count; ++i) {
    Type type = asType(instantiateBody(bc.ctx, lambda->operand(i), holes));
    holes.push_back(newHole(bc, {}, i < names.size() ? names[i] : Name(), true, type));
    if (bc.holes)
      bc.holes->holes.back().isList = isListParameter(lambda, i);
  }
  Term body = instantiateBody(bc.ctx, lambda->operands().back(), holes);
  return isKind(body, TermKind::Lambda) ? instantiateWithHoles(bc, body) : body;
}

bool mentionsParameter(Term term, ParameterId id) {
  if (!hasFlag(term, HasParam))
    return false;
  if (isKind(term, TermKind::Param))
    return parameterOf(term) == id;
  return llvm::any_of(term->operands(), [&](Term operand) { return mentionsParameter(operand, id); });
}

} // namespace fornax::sema
