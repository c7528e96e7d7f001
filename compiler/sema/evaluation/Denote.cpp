// What names, members and brackets denote before any run-time meaning.

#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/names/Imports.h"
#include "sema/names/Scope.h"
#include "syntax/AST.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using Kind = Denoted::Kind;

static Denoted ofKind(Kind kind) {
  Denoted d;
  d.kind = kind;
  return d;
}
static Denoted ofTerm(Term term) {
  Denoted d = ofKind(isError(term) ? Kind::Error : Kind::Term);
  d.term = term;
  return d;
}
static Denoted ofFunctions(llvm::ArrayRef<FunctionId> functions, Term base = {}) {
  Denoted d = ofKind(Kind::Functions);
  d.functions = functions;
  d.base = base;
  return d;
}

Term newHole(BodyContext &bc, ParameterId from, Name name, bool isEllipsis, Type type) {
  unsigned index = bc.holes ? unsigned(bc.holes->holes.size()) : 0;
  if (bc.holes)
    bc.holes->holes.push_back({from, name, type, from.isValid() && bc.ctx.program.parameters[from].isVariadic});
  return makeHole(bc.ctx, index, isEllipsis, type);
}

Type unboundStruct(BodyContext &bc, StructId id) {
  llvm::ArrayRef<ParameterId> parameters = parametersOf(bc.ctx, id);
  Bindings known;
  llvm::SmallVector<Term, 4> holes;
  for (ParameterId parameter : parameters) {
    const Parameter &row = bc.ctx.program.parameters[parameter];
    Type type = row.type ? substituteType(bc.ctx, row.type, known) : errorType(bc.ctx);
    holes.push_back(newHole(bc, parameter, row.name, true, type));
    known.bind(parameter, holes.back());
  }
  return makeStruct(bc.ctx, id, holes);
}

/// Collects fresh holes for those in a term that was read elsewhere.
static void renewHoles(BodyContext &bc, Term term, ParameterId position, llvm::SmallVectorImpl<Term> &byIndex) {
  if (!hasFlag(term, HasHole))
    return;
  Context &ctx = bc.ctx;
  if (isKind(term, TermKind::Hole)) {
    size_t index = term->payload >> 1;
    if (byIndex.size() <= index)
      byIndex.resize(index + 1);
    if (byIndex[index])
      return;
    if (term->type)
      renewHoles(bc, term->type, {}, byIndex);
    Type type = term->type ? asType(fillHoles(ctx, term->type, byIndex)) : Type();
    Name name = position.isValid() ? ctx.program.parameters[position].name : Name();
    byIndex[index] = newHole(bc, position, name, term->payload & 1, type);
    return;
  }
  llvm::ArrayRef<ParameterId> positions = isKind(term, TermKind::Struct) ? parametersOf(ctx, structOf(term)) : llvm::ArrayRef<ParameterId>();
  for (auto [i, operand] : llvm::enumerate(term->operands()))
    renewHoles(bc, operand, i < positions.size() ? positions[i] : ParameterId(), byIndex);
}

/// A partly bound type behind a name (`comptime P = Pointer[Int, _]`): each use has holes of its own.
static Term withOwnHoles(BodyContext &bc, Term term) {
  if (isError(term) || !hasFlag(term, HasHole))
    return term;
  llvm::SmallVector<Term, 4> byIndex;
  renewHoles(bc, term, {}, byIndex);
  return fillHoles(bc.ctx, term, byIndex);
}

// ---- Uses

static void reportUse(BodyContext &bc, const UseAttributes &use, Name name, SourceRange range) {
  auto message = [](const ast::Decorator *decorator) -> std::string {
    for (const ast::CallArgument &argument : decorator->arguments)
      if (auto *text = llvm::dyn_cast_or_null<ast::StringLiteral>(argument.value); text && !text->pieces.empty())
        return text->pieces.front().trim("\"'").str();
    return {};
  };
  if (use.unavailable)
    bc.ctx.diags.report(range, messages::unavailableUse(name, message(use.unavailable)));
  else if (use.deprecated)
    bc.ctx.diags.report(range, messages::deprecatedUse(name, message(use.deprecated)));
}

// ---- Entities

static Denoted ofAlias(BodyContext &bc, ComptimeId id, Bindings outer) {
  Context &ctx = bc.ctx;
  Denoted d = ofTerm(valueOf(ctx, id));
  if (d.is(Kind::Error))
    return d;
  if (!outer.parameters.empty())
    d.term = substitute(ctx, d.term, outer);
  d.term = withOwnHoles(bc, d.term);
  if (!parametersOf(ctx, id).empty()) {
    d.alias = id;
    d.aliasOuter = std::move(outer);
  }
  return d;
}

static Denoted ofEntity(BodyContext &bc, Entity entity, SourceRange range) {
  Context &ctx = bc.ctx;
  switch (entity.kind) {
  case Entity::Kind::Module: {
    Denoted d = ofKind(Kind::Module);
    d.module = entity.module();
    return d;
  }
  case Entity::Kind::Struct: {
    const Struct &row = ctx.program.structs[entity.structure()];
    reportUse(bc, row.use, row.name, range);
    return ofTerm(unboundStruct(bc, entity.structure()));
  }
  case Entity::Kind::Trait: {
    const Trait &row = ctx.program.traits[entity.trait()];
    reportUse(bc, row.use, row.name, range);
    return ofTerm(makeTrait(ctx, entity.trait()));
  }
  case Entity::Kind::Comptime: {
    const Comptime &row = ctx.program.comptimes[entity.comptime()];
    reportUse(bc, row.use, row.name, range);
    return ofAlias(bc, entity.comptime(), {});
  }
  case Entity::Kind::Parameter: return ofTerm(makeParam(ctx, entity.parameter()));
  case Entity::Kind::Function: {
    FunctionId function = entity.function();
    return ofFunctions(ctx.program.arena.copy(llvm::ArrayRef(function)));
  }
  case Entity::Kind::None: return ofKind(Kind::Error); // a broken import, reported
  case Entity::Kind::Field:
  case Entity::Kind::Closure:
  case Entity::Kind::Requirement:
  case Entity::Kind::Local: return ofKind(Kind::RunTime);
  }
  llvm_unreachable("every kind of entity is handled");
}

/// What has a broken header is not known well enough to judge its uses: the header has been reported.
template <class Syntax> static bool isBroken(const void *syntax) {
  auto *node = llvm::dyn_cast_if_present<Syntax>(static_cast<const ast::Node *>(syntax)); // a lambda, say, is no Function
  return node && node->hasErrors;
}

bool isBroken(Context &ctx, FunctionId id) { return isBroken<ast::Function>(ctx.program.functions[id].syntax); }

static bool isBroken(Context &ctx, Entity entity) {
  if (entity.is(Entity::Kind::Struct))
    return isBroken<ast::Struct>(ctx.program.structs[entity.structure()].syntax);
  if (entity.is(Entity::Kind::Trait))
    return isBroken<ast::Trait>(ctx.program.traits[entity.trait()].syntax);
  return entity.is(Entity::Kind::Comptime) && isBroken<ast::ComptimeDecl>(ctx.program.comptimes[entity.comptime()].syntax);
}

static Denoted denoteName(BodyContext &bc, Name name, SourceRange range) {
  NameLookup found = lookupName(bc, name);
  if (found.kind == NameLookup::Kind::Entity && isBroken(bc.ctx, found.entity))
    return ofKind(Kind::Error);
  switch (found.kind) {
  case NameLookup::Kind::Local: return ofEntity(bc, found.local->entity, range);
  case NameLookup::Kind::Functions: return ofFunctions(found.functions);
  case NameLookup::Kind::Entity: return ofEntity(bc, found.entity, range);
  case NameLookup::Kind::None: break;
  }
  if (auto intrinsic = intrinsicNamed(name.str())) {
    Denoted d = ofKind(Kind::Intrinsic);
    d.intrinsic = *intrinsic;
    return d;
  }
  if (name)
    reportUnknownName(bc, name, range);
  return ofKind(Kind::Error);
}

// ---- Members of types

/// A parameter list as the library value that wraps it, so that its members can be found.
static Type wrapList(Context &ctx, Term list) {
  Type element = listElementType(ctx, list);
  bool isTypes = isKind(element, TermKind::Traits) || isKind(element, TermKind::TraitMeta);
  return contractType(ctx, isTypes ? ContractItem::TypeList : ContractItem::ParameterList, {element, list});
}

static bool isList(Term t) {
  switch (t->kind) {
  case TermKind::List:
  case TermKind::Concat:
  case TermKind::Tabulate: return true;
  case TermKind::Param:
  case TermKind::Bound: return hasFlag(t, HasList);
  default: return false;
  }
}

/// The list inside a library TypeList or ParameterList value; null if it is none.
Term listOf(Context &ctx, Term value) {
  if (isList(value))
    return value;
  if (isType(ctx, value))
    return {};
  Type type = typeOf(ctx, value);
  if (isContractStruct(ctx, type, ContractItem::TypeList) || isContractStruct(ctx, type, ContractItem::ParameterList))
    return argumentsOf(type).back();
  return {};
}

static Term parameterMember(Context &ctx, Type type, Name name) {
  llvm::ArrayRef<ParameterId> parameters = parametersOf(ctx, structOf(type));
  for (auto [parameter, argument] : llvm::zip(parameters, argumentsOf(type)))
    if (ctx.program.parameters[parameter].name == name && ctx.program.parameters[parameter].group != ParameterGroup::Hidden)
      return argument;
  return {};
}

/// A `comptime` requirement of that name among the traits of a type.
static RequirementId requirementNamed(Context &ctx, llvm::ArrayRef<Term> traits, Name name) {
  for (Term trait : traits) {
    if (!isKind(trait, TermKind::Trait))
      continue;
    const NameMap &members = membersOf(ctx, traitOf(trait));
    if (auto it = members.find(name); it != members.end() && it->second.entity.is(Entity::Kind::Requirement))
      return it->second.entity.requirement();
  }
  return {};
}

static llvm::SmallVector<Term, 8> listedTraits(Context &ctx, StructId id) {
  llvm::SmallVector<Term, 8> traits;
  for (const ConformanceClause &clause : headerOf(ctx, id).conformances)
    traits.push_back(clause.trait);
  return traits;
}

static Denoted comptimeMember(BodyContext &bc, Type type, Name name, SourceRange range) {
  Context &ctx = bc.ctx;
  if (isKind(type, TermKind::Struct)) {
    StructId id = structOf(type);
    const NameMap &members = membersOf(ctx, id);
    if (auto it = members.find(name); it != members.end()) {
      if (!it->second.entity.is(Entity::Kind::Comptime))
        return ofKind(Kind::RunTime);
      const Comptime &row = ctx.program.comptimes[it->second.entity.comptime()];
      reportUse(bc, row.use, name, range);
      return ofAlias(bc, it->second.entity.comptime(), bindingsFor(ctx, id, argumentsOf(type)));
    }
    if (Term argument = parameterMember(ctx, type, name))
      return ofTerm(argument);
    if (RequirementId requirement = requirementNamed(ctx, listedTraits(ctx, id), name))
      return ofTerm(makeWitness(ctx, type, requirement));
    return ofKind(Kind::RunTime);
  }
  if (RequirementId requirement = requirementNamed(ctx, knownTraits(ctx, type, bc.env), name))
    return ofTerm(makeWitness(ctx, type, requirement));
  return ofKind(Kind::RunTime);
}

Term comptimeMemberOf(BodyContext &bc, Type type, Name name, SourceRange range) {
  Denoted d = comptimeMember(bc, type, name, range);
  return d.is(Kind::Term) ? d.term : d.is(Kind::Error) ? Term(makeError(bc.ctx)) : Term();
}

static void addFunctions(const NameMap &members, Name name, llvm::SmallVectorImpl<FunctionId> &into) {
  if (auto it = members.find(name); it != members.end())
    for (FunctionId function : it->second.overloads)
      if (!llvm::is_contained(into, function))
        into.push_back(function);
}

static void addSynthesised(Context &ctx, StructId id, Name name, llvm::SmallVectorImpl<FunctionId> &into) {
  auto add = [&](SynthesisKind kind) {
    if (FunctionId function = synthesised(ctx, id, kind); function && !llvm::is_contained(into, function))
      into.push_back(function);
  };
  if (name == "__init__") {
    add(SynthesisKind::FieldwiseInit);
    add(SynthesisKind::Copy);
    add(SynthesisKind::Move);
  } else if (name == "copy" && into.empty()) {
    add(SynthesisKind::CopyMethod);
  } else if (name == "__deinit__" && into.empty()) {
    add(SynthesisKind::Deinit);
  }
}

void memberFunctions(Context &ctx, Type type, Name name, Env env, llvm::SmallVectorImpl<FunctionId> &into) {
  llvm::SmallVector<Term, 8> traits;
  if (isKind(type, TermKind::Struct)) {
    StructId id = structOf(type);
    addFunctions(membersOf(ctx, id), name, into);
    addSynthesised(ctx, id, name, into);
    if (!into.empty() || membersOf(ctx, id).count(name))
      return; // own members hide what is inherited
    traits = listedTraits(ctx, id);
  } else {
    traits = knownTraits(ctx, type, env);
    bool isFunction = isKind(type, TermKind::ClosureType) || isKind(type, TermKind::FunctionItem) || isKind(type, TermKind::Pointer);
    if (TraitId copyable = contractTrait(ctx, ContractItem::Copyable); isFunction && copyable && isCopyable(ctx, type, env))
      traits.push_back(makeTrait(ctx, copyable)); // `f.copy()`
  }
  for (Term trait : traits)
    if (isKind(trait, TermKind::Trait))
      addFunctions(membersOf(ctx, traitOf(trait)), name, into);
}

static Denoted memberOfType(BodyContext &bc, Type type, Name name, SourceRange range) {
  Denoted d = comptimeMember(bc, type, name, range);
  if (!d.is(Kind::RunTime))
    return d;
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, type, name, bc.env, functions);
  if (functions.empty())
    return ofKind(Kind::RunTime);
  return ofFunctions(bc.ctx.program.arena.copy(llvm::ArrayRef<FunctionId>(functions)), type);
}

/// A field of a compile-time struct value.
static Term fieldOfValue(Context &ctx, Term value, Type type, Name name) {
  if (!isKind(type, TermKind::Struct))
    return {};
  const NameMap &members = membersOf(ctx, structOf(type));
  auto it = members.find(name);
  if (it == members.end() || !it->second.entity.is(Entity::Kind::Field))
    return {};
  (void)fieldsOf(ctx, structOf(type)); // sets the types that the member term reads
  return makeMember(ctx, value, ctx.program.fields[it->second.entity.field()].index);
}

Denoted denoteMember(BodyContext &bc, Term base, Name name, SourceRange range) {
  Context &ctx = bc.ctx;
  if (isError(base))
    return ofKind(Kind::Error);
  if (isList(base)) {
    Type wrapped = wrapList(ctx, base);
    return isError(wrapped) ? ofKind(Kind::Error) : memberOfType(bc, wrapped, name, range);
  }
  if (isType(ctx, base))
    return memberOfType(bc, asType(base), name, range);
  if (isKind(base, TermKind::Trait) || isKind(base, TermKind::Traits) || isKind(base, TermKind::Signature) || isKind(base, TermKind::Lambda))
    return ofKind(Kind::RunTime);
  Type type = typeOf(ctx, base);
  if (isError(type))
    return ofKind(Kind::Error);
  if (Term field = fieldOfValue(ctx, base, type, name))
    return ofTerm(field);
  return comptimeMember(bc, type, name, range);
}

// ---- Expressions

static Denoted denoteMemberOf(BodyContext &bc, const ast::Member &member) {
  if (!member.member)
    return ofKind(Kind::Error);
  Name name = member.member.name;
  SourceRange range = member.member.range;
  const ast::Expr *inner = ast::stripParens(member.base);
  Denoted base = denote(bc, *inner);
  switch (base.kind) {
  case Kind::Error: return base;
  case Kind::Functions:
  case Kind::Intrinsic: return ofKind(Kind::RunTime);
  case Kind::Module: {
    const NameEntry *entry = lookupInModuleValue(bc.ctx, bc.module, base.module, name);
    if (!entry) {
      bc.ctx.diags.report(range, messages::nameNotInModule(name, bc.ctx.program.modules[base.module].path));
      return ofKind(Kind::Error);
    }
    return entry->overloads.empty() ? ofEntity(bc, entry->entity, range) : ofFunctions(entry->overloads);
  }
  case Kind::Term: {
    Denoted d = denoteMember(bc, base.term, name, range);
    // Nothing else can be meant by the member of a type.
    if (d.is(Kind::RunTime) && !isError(base.term) && isType(bc.ctx, base.term) && isKind(base.term, TermKind::Struct) &&
        !membersOf(bc.ctx, structOf(base.term)).count(name)) {
      bc.ctx.diags.report(range, messages::noMember(TypeText{print(bc.ctx, base.term)}, name));
      return ofKind(Kind::Error);
    }
    return d;
  }
  case Kind::RunTime: break;
  }
  auto *identifier = llvm::dyn_cast<ast::Identifier>(inner);
  if (!identifier)
    return ofKind(Kind::RunTime);
  // `v.T` on a run-time variable names a parameter or member of its type.
  NameLookup found = lookupName(bc, identifier->name);
  if (found.kind != NameLookup::Kind::Local || !found.local->entity.is(Entity::Kind::Local) || found.local->capture >= 0)
    return ofKind(Kind::RunTime);
  const CheckedBody &body = found.body->build.body;
  checked::Slot slot = body.locals[found.local->entity.local()].type;
  if (!slot.isValid() || isError(body.type(slot)))
    return ofKind(Kind::RunTime);
  return comptimeMember(bc, body.type(slot), name, range);
}

static bool isGenerator(Context &ctx, const Denoted &d) {
  if (d.alias.isValid() || isKind(d.term, TermKind::Lambda))
    return true;
  return isKind(d.term, TermKind::Struct) || isKind(d.term, TermKind::FunctionItem) || isKind(typeOf(ctx, d.term), TermKind::Lambda);
}

static Denoted denoteSubscript(BodyContext &bc, const ast::Subscript &subscript) {
  Denoted base = denote(bc, *subscript.base);
  switch (base.kind) {
  case Kind::Error:
  case Kind::Module:
  case Kind::RunTime: return base.is(Kind::Error) ? base : ofKind(Kind::RunTime);
  case Kind::Functions:
    if (base.hasBrackets)
      return ofKind(Kind::RunTime);
    base.brackets = subscript.arguments;
    base.hasBrackets = true;
    return base;
  case Kind::Intrinsic:
    base.brackets = subscript.arguments;
    base.hasBrackets = true;
    if (categoryOf(base.intrinsic) != IntrinsicCategory::Term)
      return base;
    return ofTerm(intrinsicTerm(bc, base.intrinsic, intrinsicTerms(bc, subscript.arguments), subscript.range()));
  case Kind::Term: break;
  }
  if (isGenerator(bc.ctx, base)) {
    HoleScope holes(bc);
    return ofTerm(applyToAlias(bc, base, subscript.arguments, subscript.range(), UnboundPolicy::Type));
  }
  Term list = listOf(bc.ctx, base.term);
  if (!list || subscript.arguments.size() != 1 || subscript.arguments[0].kind != ast::PassKind::Positional)
    return ofKind(Kind::RunTime);
  Term index = termFrom(bc, *subscript.arguments[0].value, contractType(bc.ctx, ContractItem::Int));
  return ofTerm(isError(index) ? index : makeListGet(bc.ctx, list, machineInt(bc.ctx, index)));
}

/// `__list_len[Ts]()`: the call adds nothing to an intrinsic that is a term.
static bool isTermIntrinsicCall(BodyContext &bc, const ast::Call &call) {
  auto *subscript = llvm::dyn_cast<ast::Subscript>(ast::stripParens(call.callee));
  if (!subscript || !call.arguments.empty())
    return false;
  auto *identifier = llvm::dyn_cast<ast::Identifier>(ast::stripParens(subscript->base));
  auto intrinsic = identifier ? intrinsicNamed(identifier->name.str()) : std::nullopt;
  return intrinsic && categoryOf(*intrinsic) == IntrinsicCategory::Term && !lookupName(bc, identifier->name);
}

static Denoted denoteCall(BodyContext &bc, const ast::Call &call) {
  if (auto *keyword = llvm::dyn_cast<ast::Intrinsic>(ast::stripParens(call.callee)))
    if (Term term = keywordTerm(bc, keyword->which, call.arguments, call.range()))
      return ofTerm(term);
  if (isTermIntrinsicCall(bc, call))
    return denote(bc, *call.callee);
  return ofKind(Kind::RunTime);
}

/// `A & B` of traits.
static Denoted denoteComposition(BodyContext &bc, const ast::Binary &binary) {
  auto isTrait = [&](const Denoted &d) {
    return d.is(Kind::Term) && (isKind(d.term, TermKind::Trait) || isKind(d.term, TermKind::Traits) || isKind(d.term, TermKind::Signature) ||
                                isKind(typeOf(bc.ctx, d.term), TermKind::TraitMeta));
  };
  Denoted left = denote(bc, *binary.left);
  if (!isTrait(left))
    return left.is(Kind::Error) ? left : ofKind(Kind::RunTime);
  Denoted right = denote(bc, *binary.right);
  if (right.is(Kind::Error))
    return right;
  if (!isTrait(right)) {
    bc.ctx.diags.report(binary.right->range(), messages::notATrait());
    return ofKind(Kind::Error);
  }
  Term both = makeTraits(bc.ctx, {left.term, right.term});
  auto implies = [&](Term one) { return isKind(one, TermKind::Trait) || isKind(one, TermKind::Traits) ? makeTraits(bc.ctx, {one}) == both : false; };
  auto warn = [&](const ast::Expr &redundant, Term trait, Term by) {
    if (!bc.ctx.program.modules[bc.module].isLibrary)
      bc.ctx.diags.report(redundant.range(), messages::redundantTrait(TypeText{print(bc.ctx, trait)}, TypeText{print(bc.ctx, by)}));
  };
  if (implies(left.term))
    warn(*binary.right, right.term, left.term);
  else if (implies(right.term))
    warn(*binary.left, left.term, right.term);
  return ofTerm(both);
}

/// Whether an expression names a type, a trait or a parameter list; nothing is reported.
static bool namesType(BodyContext &bc, const ast::Expr &expr) {
  size_t mark = bc.ctx.diags.mark();
  Denoted d = denote(bc, expr);
  bc.ctx.diags.takeSince(mark);
  return d.is(Kind::Term) && (isType(bc.ctx, d.term) || isListTerm(bc.ctx, d.term));
}

/// `A if c else B` of types: what `c` says is known in the first arm, its opposite in the second.
static Denoted denoteTernary(BodyContext &bc, const ast::Ternary &ternary) {
  if (!namesType(bc, *ternary.whenTrue) && !namesType(bc, *ternary.whenFalse))
    return ofKind(Kind::RunTime);
  Context &ctx = bc.ctx;
  Term condition = conditionFrom(bc, *ternary.condition);
  if (isError(condition))
    return ofKind(Kind::Error);
  auto arm = [&](const ast::Expr &expr, Term fact) {
    llvm::SaveAndRestore<Env> env(bc.env, extend(ctx, bc.env, fact, ternary.condition->range()));
    return termFrom(bc, expr);
  };
  if (std::optional<bool> known = asBool(condition))
    return ofTerm(*known ? arm(*ternary.whenTrue, condition) : arm(*ternary.whenFalse, makeNot(ctx, condition)));
  Term whenTrue = arm(*ternary.whenTrue, condition);
  Term whenFalse = arm(*ternary.whenFalse, makeNot(ctx, condition));
  return isError(whenTrue) || isError(whenFalse) ? ofKind(Kind::Error) : ofTerm(makeCond(ctx, condition, whenTrue, whenFalse));
}

Denoted denote(BodyContext &bc, const ast::Expr &expr) {
  if (auto *identifier = llvm::dyn_cast<ast::Identifier>(&expr))
    return denoteName(bc, identifier->name, expr.range());
  if (auto *member = llvm::dyn_cast<ast::Member>(&expr))
    return denoteMemberOf(bc, *member);
  if (auto *subscript = llvm::dyn_cast<ast::Subscript>(&expr))
    return denoteSubscript(bc, *subscript);
  if (auto *paren = llvm::dyn_cast<ast::Paren>(&expr))
    return denote(bc, *paren->inner);
  if (auto *call = llvm::dyn_cast<ast::Call>(&expr))
    return denoteCall(bc, *call);
  if (auto *type = llvm::dyn_cast<ast::FunctionType>(&expr))
    return ofTerm(functionTypeFrom(bc, *type));
  if (auto *text = llvm::dyn_cast<ast::MlirText>(&expr))
    return ofTerm(mlirTextFrom(bc, *text));
  if (auto *comptime = llvm::dyn_cast<ast::ComptimeExpr>(&expr))
    return ofTerm(termFrom(bc, *comptime->value));
  if (auto *binary = llvm::dyn_cast<ast::Binary>(&expr); binary && binary->op == ast::BinaryOp::And)
    return denoteComposition(bc, *binary);
  if (auto *ternary = llvm::dyn_cast<ast::Ternary>(&expr))
    return denoteTernary(bc, *ternary);
  if (llvm::isa<ast::ErrorExpr>(expr))
    return ofKind(Kind::Error);
  if (llvm::isa<ast::SelfType>(expr)) {
    if (bc.selfType)
      return ofTerm(bc.selfType);
    bc.ctx.diags.report(expr.range(), messages::selfOutsideType());
    return ofKind(Kind::Error);
  }
  return ofKind(Kind::RunTime);
}

} // namespace fornax::sema
