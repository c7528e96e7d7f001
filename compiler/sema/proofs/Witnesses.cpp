// Which members of a struct meet the requirements of a trait.
#include "sema/proofs/Witnesses.h"
#include "sema/declarations/DeclContext.h"
#include "sema/entities/Demand.h"
#include "sema/proofs/Conformance.h"
#include "sema/proofs/Match.h"
#include "sema/terms/Machine.h"
#include <fmt/format.h>

using llvm::ArrayRef;

namespace fornax::sema {

// ---- Records

static Term conditionOfConformance(Context &ctx, StructId id, Term trait, SourceRange &range, bool &isKnown) {
  isKnown = false;
  Term condition;
  for (const ConformanceClause &clause : headerOf(ctx, id).conformances)
    if (clause.trait == trait) {
      // An ancestor reached in several ways holds wherever one of them does.
      condition = isKnown ? makeOr(ctx, {condition, clause.condition}) : clause.condition;
      if (!isKnown || !clause.isInherited)
        range = clause.range;
      isKnown = true;
    }
  return condition;
}

ConformanceRecord *recordOf(Context &ctx, StructId id, Term trait) {
  auto &records = ctx.program.structs[id].records;
  if (auto it = records.find(trait); it != records.end())
    return it->second;
  SourceRange range = ctx.program.structs[id].range;
  bool isKnown;
  Term condition = conditionOfConformance(ctx, id, trait, range, isKnown);
  if (!isKnown) {
    Type self = makeSelf(ctx, id);
    ConformanceAnswer answer = conforms(ctx, self, trait, nullptr);
    if (answer.proof == Proof::Refuted)
      return nullptr;
    condition = answer.proof == Proof::Proven ? makeBool(ctx, true) : answer.condition ? answer.condition : makeConforms(ctx, self, trait);
  }
  auto *record = ctx.program.keep<ConformanceRecord>();
  record->structure = id;
  record->trait = trait;
  record->condition = condition;
  record->range = range;
  return records[trait] = record;
}

// ---- Members that may meet a requirement

static std::string described(const Argument &argument) { return argument.name ? "argument `" + argument.name.str().str() + "`" : "an argument"; }

static const char *spelling(Convention convention) {
  switch (convention) {
  case Convention::Imm: return "imm";
  case Convention::Mut: return "mut";
  case Convention::Ref: return "ref";
  case Convention::Var: return "var";
  case Convention::Deinit: return "deinit";
  case Convention::Out: return "out";
  }
  return "";
}

static bool areKindsEqual(const Argument &member, const Argument &required) {
  auto normal = [](ArgumentKind kind) { return kind == ArgumentKind::PositionalOnly ? ArgumentKind::Positional : kind; };
  return normal(member.kind) == normal(required.kind) && member.isPack == required.isPack;
}

namespace {
/// One candidate against one requirement: the member's own parameters are slots, everything in the requirement is rigid.
struct RequirementMatch {
  Context &ctx;
  StructId structure;
  const Signature &member;
  const Signature &required;
  Bindings asRequired; // Self of the trait
  Env env;
  Slots slots;
  uint8_t adaptations = 0;

  Term seen(Term t) { return t ? substitute(ctx, t, asRequired) : t; }
  Type seen(Type t) { return t ? substituteType(ctx, t, asRequired) : t; }

  std::string difference(llvm::StringRef what, Term found, Term wanted) {
    auto [x, y] = printDifference(ctx, found, wanted);
    return fmt::format("{} is `{}` where `{}` is required", std::string_view(what), x, y);
  }

  bool matches(Term pattern, Term actual) {
    Matcher m{ctx, slots, env, UnknownPolicy::Fail, {}, {}};
    return match(m, pattern, actual);
  }

  Rejection argument(const Argument &mine, const Argument &theirs) {
    bool mustShareName = theirs.kind != ArgumentKind::PositionalOnly && mine.kind != ArgumentKind::PositionalOnly;
    if (mustShareName && mine.name != theirs.name)
      return {fmt::format("{} is called `{}` there", described(mine), std::string_view(theirs.name.str()))};
    if (!areKindsEqual(mine, theirs))
      return {fmt::format("{} is passed in another way", described(mine))};
    if (mine.convention != theirs.convention)
      return {fmt::format("{} is `{}` where `{}` is required", described(mine), spelling(mine.convention), spelling(theirs.convention))};
    Term found = mine.isPack ? mine.pack : Term(mine.type), wanted = seen(theirs.isPack ? theirs.pack : Term(theirs.type));
    if (!matches(found, wanted))
      return {difference(described(mine), substitute(ctx, found, slots.bindings()), wanted)};
    if (mine.origin && theirs.origin && !matches(mine.origin, seen(theirs.origin)))
      return {fmt::format("{} has another origin", described(mine))};
    return {};
  }

  Rejection result() {
    if (member.outIndex != required.outIndex)
      return {"one of them is no initialiser"};
    Type wanted = seen(required.result);
    if (required.resultOrigin && !member.resultOrigin)
      return {"a reference must be returned"};
    if (!matches(member.result, wanted))
      return {difference("the result", substitute(ctx, member.result, slots.bindings()), wanted)};
    if (required.resultOrigin && !matches(member.resultOrigin, seen(required.resultOrigin)))
      return {"the origin of the result differs"};
    if (member.resultOrigin && !required.resultOrigin) {
      if (!isCopyable(ctx, wanted, env))
        return {fmt::format("it returns a reference, and `{}` is not `Copyable`", print(ctx, wanted))};
      adaptations |= CopyRefResult;
    }
    return {};
  }

  Rejection effects() {
    Type wanted = seen(required.raises);
    if (isNever(ctx, member.raises)) {
      if (!isNever(ctx, wanted))
        adaptations |= WidenRaise;
      return {};
    }
    if (isNever(ctx, wanted) && !isKind(member.raises, TermKind::Param))
      return {"it may raise"};
    if (!matches(member.raises, wanted))
      return {difference("the error type", substitute(ctx, member.raises, slots.bindings()), wanted)};
    return {};
  }

  /// Parameters written in brackets correspond in order; hidden ones are inferred from the arguments.
  Rejection pairParameters() {
    auto isWritten = [&](ParameterId id) {
      ParameterGroup group = ctx.program.parameters[id].group;
      return group != ParameterGroup::Hidden && group != ParameterGroup::InferOnly;
    };
    llvm::SmallVector<ParameterId, 4> theirs;
    for (ParameterId id : required.parameters)
      if (isWritten(id))
        theirs.push_back(id);
    size_t next = 0;
    for (size_t i = 0; i < slots.ids.size() && next < theirs.size(); ++i)
      if (isWritten(slots.ids[i]))
        slots.terms[i] = makeParam(ctx, theirs[next++]);
    // A requirement's written parameter may be inferred on the member's side: `Some[Hasher]` meets `[H: Hasher]`.
    return {};
  }

  Rejection finishSlots() {
    for (size_t i = 0; i < slots.ids.size(); ++i) {
      const Parameter &row = ctx.program.parameters[slots.ids[i]];
      Bindings known = slots.bindings();
      if (!slots.terms[i] && row.defaultValue)
        slots.terms[i] = substitute(ctx, defaultOf(ctx, slots.ids[i]), known);
      if (!slots.terms[i])
        return {fmt::format("its parameter `{}` cannot be inferred", std::string_view(row.name.str()))};
      Type bound = row.type ? substituteType(ctx, row.type, known) : Type();
      if (!bound || row.isVariadic || !isKind(bound, TermKind::Traits) || !isType(ctx, slots.terms[i]))
        continue;
      if (!doesConform(ctx, asType(slots.terms[i]), bound, env))
        return {fmt::format("its parameter `{}` asks for more than the requirement gives", std::string_view(row.name.str()))};
    }
    return {};
  }

  Rejection constraints() {
    Bindings known = slots.bindings();
    for (const WhereClause &where : member.wheres) {
      ProofResult proof = prove(ctx, substitute(ctx, where.condition, known), env);
      if (proof.proof == Proof::Refuted)
        return {"its constraint excludes this conformance"};
      if (proof.proof == Proof::Inconclusive)
        return {fmt::format("its constraint `{}` does not follow from the conditions of the conformance", print(ctx, where.condition))};
    }
    return {};
  }

  Rejection run() {
    slots.ids.append(member.parameters.begin(), member.parameters.end());
    slots.terms.resize(slots.ids.size());
    if (member.arguments.size() != required.arguments.size())
      return {fmt::format("it takes {} arguments where {} are required", member.arguments.size(), required.arguments.size())};
    if (Rejection r = pairParameters(); !r.why.empty())
      return r;
    for (size_t i = 0; i < member.arguments.size(); ++i)
      if (Rejection r = argument(member.arguments[i], required.arguments[i]); !r.why.empty())
        return r;
    for (auto step : {&RequirementMatch::result, &RequirementMatch::effects, &RequirementMatch::finishSlots, &RequirementMatch::constraints})
      if (Rejection r = (this->*step)(); !r.why.empty())
        return r;
    return {};
  }
};
} // namespace

/// What holds while a conformance is checked: its condition, the struct's own constraints and the requirement's.
static Env conformanceEnv(Context &ctx, const ConformanceRecord &record) {
  Env env = extend(ctx, nullptr, record.condition, record.range);
  for (const WhereClause &where : headerOf(ctx, record.structure).wheres)
    env = extend(ctx, env, where.condition, where.range);
  return env;
}

Rejection matchMethod(Context &ctx, const ConformanceRecord &record, FunctionId candidate, const Requirement &requirement, WitnessEntry &entry) {
  const Function &row = ctx.program.functions[candidate];
  const Function &wanted = ctx.program.functions[requirement.function];
  if (row.isStatic != wanted.isStatic)
    return {row.isStatic ? "it is static" : "it is not static"};
  RequirementMatch match{
      ctx, record.structure, signatureOf(ctx, candidate), signatureOf(ctx, requirement.function), {}, conformanceEnv(ctx, record), {}, 0};
  match.asRequired.bind(ctx.program.traits[requirement.trait].self, makeSelf(ctx, record.structure));
  Rejection rejection = match.run();
  if (!rejection.why.empty())
    return rejection;
  entry.kind = WitnessEntry::Kind::Method;
  entry.function = candidate;
  entry.adaptations = match.adaptations;
  auto outer = identityArguments(ctx, outerParametersOf(ctx, candidate));
  entry.arguments.assign(outer.begin(), outer.end());
  entry.arguments.append(match.slots.terms.begin(), match.slots.terms.end());
  return {};
}

// ---- Defaults and synthesis

static std::optional<SynthesisKind> synthesisOf(Context &ctx, const Requirement &requirement) {
  auto isOf = [&](ContractItem item) { return contractTrait(ctx, item) == requirement.trait; };
  if (requirement.name == llvm::StringRef("__init__") && isOf(ContractItem::Movable))
    return SynthesisKind::Move;
  if (requirement.name == llvm::StringRef("__init__") && isOf(ContractItem::Copyable))
    return SynthesisKind::Copy;
  if (requirement.name == llvm::StringRef("__deinit__") && isOf(ContractItem::Deinitable))
    return SynthesisKind::Deinit;
  return std::nullopt;
}

static FunctionId handWritten(Context &ctx, StructId id, SynthesisKind kind) {
  const Lifecycle &lifecycle = lifecycleOf(ctx, id);
  switch (kind) {
  case SynthesisKind::Move: return lifecycle.move;
  case SynthesisKind::Copy: return lifecycle.copy;
  case SynthesisKind::Deinit: return lifecycle.deinit;
  default: return {};
  }
}

static WitnessEntry entryOf(Context &ctx, FunctionId function, StructId id) {
  WitnessEntry entry;
  if (!function)
    return entry;
  entry.kind = WitnessEntry::Kind::Method;
  entry.function = function;
  auto arguments = identityArguments(ctx, parametersOf(ctx, id));
  entry.arguments.assign(arguments.begin(), arguments.end());
  return entry;
}

/// The lifecycle flag a comptime requirement asks for; nothing if it is an ordinary one.
static std::optional<Triviality> flagOf(const Requirement &requirement) {
  llvm::StringRef name = requirement.name.str();
  if (name == "__copy_ctor_is_trivial")
    return Triviality::Copy;
  if (name == "__move_ctor_is_trivial")
    return Triviality::Move;
  if (name == "__del__is_trivial" || name == "__deinit_is_trivial")
    return Triviality::Deinit;
  return std::nullopt;
}

/// Requirements of the struct's traits with the same name that have a default: the requirement's own first.
llvm::SmallVector<RequirementId, 2> defaultsFor(Context &ctx, StructId id, RequirementId wanted) {
  const Requirement &requirement = ctx.program.requirements[wanted];
  llvm::SmallVector<RequirementId, 2> result;
  if (requirement.hasDefault)
    result.push_back(wanted);
  for (const ConformanceClause &clause : headerOf(ctx, id).conformances) {
    if (!isKind(clause.trait, TermKind::Trait) || traitOf(clause.trait) == requirement.trait)
      continue;
    TraitId other = traitOf(clause.trait);
    if (!llvm::is_contained(ancestorsOf(ctx, other), makeTrait(ctx, requirement.trait)))
      continue; // only a child restates its parent's requirement
    (void)membersOf(ctx, other);
    for (RequirementId candidate : ctx.program.traits[other].requirements) {
      const Requirement &row = ctx.program.requirements[candidate];
      bool isSameKind = row.function.isValid() == requirement.function.isValid();
      if (row.name != requirement.name || !row.hasDefault || !isSameKind || llvm::is_contained(result, candidate))
        continue;
      if (row.function && signatureOf(ctx, row.function).arguments.size() != signatureOf(ctx, requirement.function).arguments.size())
        continue;
      result.push_back(candidate);
    }
  }
  return result;
}

static WitnessEntry defaultEntry(Context &ctx, StructId id, RequirementId source, RequirementId wanted) {
  const Requirement &requirement = ctx.program.requirements[source];
  WitnessEntry entry;
  Type self = makeSelf(ctx, id);
  if (requirement.comptime) {
    Bindings bindings;
    bindings.bind(ctx.program.traits[requirement.trait].self, self);
    entry.kind = WitnessEntry::Kind::Member;
    entry.member = substitute(ctx, valueOf(ctx, requirement.comptime), bindings);
    return entry;
  }
  entry.kind = WitnessEntry::Kind::Default;
  entry.function = requirement.function;
  entry.arguments.push_back(self);
  // The parameters of the requirement that was asked about, also where a child's default answers.
  for (ParameterId own : signatureOf(ctx, ctx.program.requirements[wanted].function).parameters)
    entry.arguments.push_back(makeParam(ctx, own));
  return entry;
}

// ---- Entries

llvm::SmallVector<FunctionId, 4> candidatesFor(Context &ctx, StructId id, const Requirement &requirement) {
  llvm::SmallVector<FunctionId, 4> result;
  const NameMap &members = membersOf(ctx, id);
  if (auto it = members.find(requirement.name); it != members.end())
    result.append(it->second.overloads.begin(), it->second.overloads.end());
  if (requirement.name == llvm::StringRef("__init__"))
    if (FunctionId fieldwise = synthesised(ctx, id, SynthesisKind::FieldwiseInit))
      result.push_back(fieldwise);
  return result;
}

static WitnessEntry findMethod(Context &ctx, const ConformanceRecord &record, RequirementId id) {
  const Requirement &requirement = ctx.program.requirements[id];
  if (std::optional<SynthesisKind> kind = synthesisOf(ctx, requirement)) {
    if (FunctionId own = handWritten(ctx, record.structure, *kind))
      return entryOf(ctx, own, record.structure);
    return entryOf(ctx, synthesised(ctx, record.structure, *kind), record.structure);
  }
  WitnessEntry entry;
  for (FunctionId candidate : candidatesFor(ctx, record.structure, requirement)) {
    WitnessEntry one;
    if (!matchMethod(ctx, record, candidate, requirement, one).why.empty())
      continue;
    // The member that is as the requirement says comes before one that takes more than that.
    if (entry.kind == WitnessEntry::Kind::Missing || one.arguments.size() < entry.arguments.size())
      entry = one;
  }
  if (entry.kind != WitnessEntry::Kind::Missing)
    return entry;
  llvm::SmallVector<RequirementId, 2> defaults = defaultsFor(ctx, record.structure, id);
  return defaults.empty() ? entry : defaultEntry(ctx, record.structure, defaults[0], id);
}

/// The struct's own `comptime` member, or a parameter of that name.
static Term ownMember(Context &ctx, StructId id, Name name) {
  const NameMap &members = membersOf(ctx, id);
  if (auto it = members.find(name); it != members.end() && it->second.entity.is(Entity::Kind::Comptime))
    return valueOf(ctx, it->second.entity.comptime());
  for (ParameterId parameter : parametersOf(ctx, id))
    if (ctx.program.parameters[parameter].name == name)
      return makeParam(ctx, parameter);
  return {};
}

/// The member as the requirement's declared type wants it: `comptime n = 7` meets `comptime n: Int`.
static Term convertedMember(Context &ctx, const ConformanceRecord &record, const Requirement &requirement, Term value) {
  if (isError(value) || isKind(value, TermKind::Lambda) || isType(ctx, value))
    return value;
  Bindings bindings;
  bindings.bind(ctx.program.traits[requirement.trait].self, makeSelf(ctx, record.structure));
  Type wanted = substituteType(ctx, typeOfComptime(ctx, requirement.comptime), bindings);
  if (isError(wanted) || compare(ctx, typeOf(ctx, value), wanted) != Comparison::Different)
    return value;
  DeclContext context(ctx, ctx.program.structs[record.structure].module, makeSelf(ctx, record.structure));
  Term converted = convertTerm(context.bc, value, wanted, record.range);
  return converted ? converted : value;
}

static WitnessEntry findMember(Context &ctx, const ConformanceRecord &record, RequirementId id) {
  const Requirement &requirement = ctx.program.requirements[id];
  WitnessEntry entry;
  if (std::optional<Triviality> flag = flagOf(requirement)) {
    entry.kind = WitnessEntry::Kind::Member;
    entry.member = makeBoolValue(ctx, trivialityCondition(ctx, makeSelf(ctx, record.structure), *flag));
    return entry;
  }
  if (Term own = ownMember(ctx, record.structure, requirement.name)) {
    entry.kind = WitnessEntry::Kind::Member;
    entry.member = convertedMember(ctx, record, requirement, own);
    return entry;
  }
  llvm::SmallVector<RequirementId, 2> defaults = defaultsFor(ctx, record.structure, id);
  return defaults.empty() ? entry : defaultEntry(ctx, record.structure, defaults[0], id);
}

const WitnessEntry &witnessOf(Context &ctx, ConformanceRecord &record, RequirementId id) {
  if (auto it = record.entries.find(id); it != record.entries.end())
    return *it->second;
  const Requirement &requirement = ctx.program.requirements[id];
  WitnessEntry entry = requirement.function ? findMethod(ctx, record, id) : findMember(ctx, record, id);
  // Finding it may have asked for the same entry: the first answer stays, its address is known to the asker.
  auto &slot = record.entries[id];
  if (!slot)
    slot = ctx.program.keep<WitnessEntry>(std::move(entry));
  return *slot;
}

Term foldWitness(Context &ctx, Type base, RequirementId id) {
  const Requirement &requirement = ctx.program.requirements[id];
  if (!requirement.comptime)
    return {};
  switch (base->kind) {
  case TermKind::Struct: break;
  case TermKind::Mlir:
  case TermKind::FunctionItem:
  case TermKind::ClosureType:
  case TermKind::Pointer: {
    if (std::optional<Triviality> flag = flagOf(requirement))
      return makeBoolValue(ctx, trivialityCondition(ctx, base, *flag));
    if (!requirement.hasDefault)
      return {};
    Bindings bindings; // types of the language have the defaults, and no members
    bindings.bind(ctx.program.traits[requirement.trait].self, base);
    return substitute(ctx, valueOf(ctx, requirement.comptime), bindings);
  }
  default: return {};
  }
  if (ctx.program.structs[structOf(base)].header.state == Lazy<StructHeader>::InProgress)
    return {}; // asked again when the header is known
  ConformanceRecord *record = recordOf(ctx, structOf(base), makeTrait(ctx, requirement.trait));
  if (!record)
    return makeError(ctx);
  const WitnessEntry &entry = witnessOf(ctx, *record, id);
  if (entry.kind != WitnessEntry::Kind::Member || !entry.member)
    return makeError(ctx);
  return substitute(ctx, entry.member, bindingsFor(ctx, structOf(base), argumentsOf(base)));
}

// ---- Resolution for instances

std::optional<ResolvedWitness> resolveWitness(Context &ctx, Type base, RequirementId id, ArrayRef<Term> own) {
  const Requirement &requirement = ctx.program.requirements[id];
  if (!requirement.function)
    return std::nullopt;
  ResolvedWitness result;
  if (!isKind(base, TermKind::Struct)) { // types of the language have the defaults, and no members
    if (!requirement.hasDefault)
      return std::nullopt;
    result.function = requirement.function;
    result.arguments.push_back(base);
    result.arguments.append(own.begin(), own.end());
    return result;
  }
  ConformanceRecord *record = recordOf(ctx, structOf(base), makeTrait(ctx, requirement.trait));
  if (!record)
    return std::nullopt;
  const WitnessEntry &entry = witnessOf(ctx, *record, id);
  if (entry.kind == WitnessEntry::Kind::Missing || entry.kind == WitnessEntry::Kind::Member)
    return std::nullopt;
  Bindings bindings = bindingsFor(ctx, structOf(base), argumentsOf(base));
  bindings.bindAll(signatureOf(ctx, requirement.function).parameters, own);
  result.function = entry.function;
  result.adaptations = entry.adaptations;
  for (Term argument : entry.arguments)
    result.arguments.push_back(substitute(ctx, argument, bindings));
  return result;
}

/// The `__call__` of a struct that its callable conformance is about.
static std::optional<ResolvedWitness> resolveStructCall(Context &ctx, Type base, Term required, ArrayRef<Term> own) {
  const NameMap &members = membersOf(ctx, structOf(base));
  auto it = members.find(ctx.names.intern("__call__"));
  if (it == members.end())
    return std::nullopt;
  for (FunctionId candidate : it->second.overloads) {
    auto all = allParameters(ctx, candidate);
    size_t outer = outerParametersOf(ctx, candidate).size();
    llvm::SmallVector<Term, 8> arguments(argumentsOf(base));
    for (size_t i = outer; i < all.size(); ++i)
      arguments.push_back(makeHole(ctx, unsigned(i - outer), false, {}));
    // The receiver is no argument of the required signature, so it is put in front there.
    SignatureTerm wanted = readSignature(ctx, required);
    const Signature &signature = signatureOf(ctx, candidate);
    if (signature.arguments.empty())
      continue;
    const Argument &self = signature.arguments.front();
    wanted.arguments.insert(wanted.arguments.begin(), {self.name, self.convention, self.kind, false, asType(shiftBound(ctx, base, 1)), {}, {}});
    std::optional<CallableFit> fit = callableMeets(ctx, makeFunctionItem(ctx, candidate, arguments), makeSignature(ctx, wanted), nullptr);
    if (!fit)
      continue;
    ResolvedWitness result{candidate, llvm::SmallVector<Term, 8>(argumentsOf(base)), fit->adaptations};
    for (Term t : fit->own)
      result.arguments.push_back(instantiateBody(ctx, t, own));
    return result;
  }
  return std::nullopt;
}

std::optional<ResolvedWitness> resolveCallable(Context &ctx, Type base, Term required, ArrayRef<Term> own) {
  if (isKind(required, TermKind::Pointer))
    required = signatureOfPointer(asType(required));
  if (isKind(base, TermKind::Struct))
    return resolveStructCall(ctx, base, required, own);
  if (!isKind(base, TermKind::FunctionItem) && !isKind(base, TermKind::ClosureType))
    return std::nullopt;
  std::optional<CallableFit> fit = callableMeets(ctx, base, required, nullptr);
  if (!fit)
    return std::nullopt;
  ResolvedWitness result;
  result.adaptations = fit->adaptations;
  size_t next = 0;
  if (isKind(base, TermKind::FunctionItem)) {
    result.function = functionOf(base);
    for (Term argument : base->operands())
      result.arguments.push_back(isKind(argument, TermKind::Hole) ? instantiateBody(ctx, fit->own[next++], own) : argument);
    return result;
  }
  result.function = ctx.program.closures[closureOf(base)].call;
  result.arguments.append(argumentsOf(base).begin(), argumentsOf(base).end());
  for (Term t : fit->own)
    result.arguments.push_back(instantiateBody(ctx, t, own));
  return result;
}

} // namespace fornax::sema
