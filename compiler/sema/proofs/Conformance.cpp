// Does a type conform to a trait: asked of structs by their headers, of rigid types by their bounds and the facts.
#include "sema/proofs/Conformance.h"
#include "sema/entities/Demand.h"
#include "sema/proofs/FunctionParameters.h"
#include "sema/proofs/ProofState.h"
#include "sema/terms/Machine.h"

using llvm::ArrayRef;

namespace fornax::sema {

ProofState &proofState(Context &ctx) {
  if (!ctx.program.proofs)
    ctx.program.proofs = std::make_shared<ProofState>();
  return *ctx.program.proofs;
}

static ConformanceAnswer yes() { return {Proof::Proven, {}}; }
static ConformanceAnswer no() { return {Proof::Refuted, {}}; }
static ConformanceAnswer byProof(Context &ctx, Term condition, Env env) {
  ProofResult result = prove(ctx, condition, env);
  return {result.proof, result.proof == Proof::Proven ? Term() : result.conjunct ? result.conjunct : condition};
}

/// Every trait implied by a bound: its members and their ancestors.
static void expandTraits(Context &ctx, Term bound, llvm::SmallVectorImpl<Term> &into) {
  if (isKind(bound, TermKind::Traits)) {
    for (Term member : bound->operands())
      expandTraits(ctx, member, into);
    return;
  }
  if (!isKind(bound, TermKind::Trait) && !isKind(bound, TermKind::Signature) && !isKind(bound, TermKind::Param))
    return;
  if (llvm::is_contained(into, bound))
    return;
  into.push_back(bound);
  if (isKind(bound, TermKind::Trait))
    for (Term ancestor : ancestorsOf(ctx, traitOf(bound)))
      if (!llvm::is_contained(into, ancestor))
        into.push_back(ancestor);
  // A callable trait is a refinement of these two.
  if (isKind(bound, TermKind::Signature))
    for (ContractItem item : {ContractItem::Movable, ContractItem::Deinitable})
      if (TraitId trait = contractTrait(ctx, item))
        if (Term t = makeTrait(ctx, trait); !llvm::is_contained(into, t))
          into.push_back(t);
}

static void traitsFromFact(Context &ctx, Term fact, Type type, llvm::SmallVectorImpl<Term> &into) {
  if (isKind(fact, TermKind::And)) {
    for (Term member : fact->operands())
      traitsFromFact(ctx, member, type, into);
  } else if (isKind(fact, TermKind::Conforms) && fact->operand(0) == type) {
    expandTraits(ctx, fact->operand(1), into);
  } else if (isKind(fact, TermKind::AllConform) && isKind(type, TermKind::ListGet) && fact->operand(0) == type->operand(0)) {
    expandTraits(ctx, fact->operand(1), into);
  }
}

llvm::SmallVector<Term, 8> knownTraits(Context &ctx, Type type, Env env) {
  llvm::SmallVector<Term, 8> result;
  if (isError(type))
    return result;
  if (isKind(type, TermKind::Struct)) {
    Bindings bindings = bindingsFor(ctx, structOf(type), argumentsOf(type));
    for (const ConformanceClause &clause : headerOf(ctx, structOf(type)).conformances)
      if (prove(ctx, substitute(ctx, clause.condition, bindings), env).proof == Proof::Proven)
        expandTraits(ctx, substitute(ctx, clause.trait, bindings), result);
    return result;
  }
  if (isKind(type, TermKind::Cond)) { // what both arms have
    auto then = knownTraits(ctx, asType(type->operand(1)), extend(ctx, env, type->operand(0), {}));
    auto otherwise = knownTraits(ctx, asType(type->operand(2)), extend(ctx, env, makeNot(ctx, type->operand(0)), {}));
    for (Term t : then)
      if (llvm::is_contained(otherwise, t))
        result.push_back(t);
  } else if (isKind(type, TermKind::ListGet) && isKind(type->operand(0), TermKind::List)) { // what all elements have
    llvm::ArrayRef<Term> elements = type->operand(0)->operands();
    result = knownTraits(ctx, asType(elements.front()), env);
    for (Term element : elements.drop_front()) {
      auto others = knownTraits(ctx, asType(element), env);
      llvm::erase_if(result, [&](Term t) { return !llvm::is_contained(others, t); });
    }
  } else {
    expandTraits(ctx, typeOf(ctx, type), result);
  }
  for (const EnvNode *node = env; node; node = node->outer)
    traitsFromFact(ctx, node->fact, type, result);
  return result;
}

static bool isContractTrait(Context &ctx, Term trait, ContractItem item) {
  if (!isKind(trait, TermKind::Trait))
    return false;
  TraitId id = contractTrait(ctx, item);
  return id && id == traitOf(trait);
}

/// Traits that types of the language itself can have: how they are copied, moved, destroyed and passed.
static bool isLifecycleTrait(Context &ctx, Term trait) {
  for (ContractItem item : {ContractItem::Movable, ContractItem::Copyable, ContractItem::ImplicitlyCopyable, ContractItem::Deinitable,
                            ContractItem::RegisterPassable, ContractItem::TrivialRegisterPassable})
    if (isContractTrait(ctx, trait, item))
      return true;
  return false;
}

static ConformanceAnswer everyPart(Context &ctx, ArrayRef<Type> parts, Term trait, Env env) {
  ConformanceAnswer result = yes();
  for (Type part : parts) {
    ConformanceAnswer one = conforms(ctx, part, trait, env);
    if (one.proof == Proof::Refuted)
      return one;
    if (one.proof == Proof::Inconclusive && result.proof == Proof::Proven)
      result = {Proof::Inconclusive, one.condition ? one.condition : makeConforms(ctx, part, trait)};
  }
  return result;
}

static ConformanceAnswer machineConforms(Context &ctx, Type type, Term trait, Env env) {
  if (!isLifecycleTrait(ctx, trait))
    return no();
  // `!fx.array`, `!fx.union` and `!fx.tuple` hold values of the language and are what those are.
  llvm::SmallVector<Term, 2> each;
  for (Term operand : type->operands())
    if (isType(ctx, operand))
      each.push_back(makeConforms(ctx, operand, trait));
    else if (isListTerm(ctx, operand))
      each.push_back(makeAllConform(ctx, operand, trait));
  return byProof(ctx, makeAnd(ctx, each), env);
}

static ConformanceAnswer closureConforms(Context &ctx, Type type, Term trait, Env env) {
  const Closure &closure = ctx.program.closures[closureOf(type)];
  if (!isLifecycleTrait(ctx, trait)) {
    // A closure that owns everything it needs can go where its captures can.
    if (!isKind(trait, TermKind::Trait) || ctx.program.traits[traitOf(trait)].name != llvm::StringRef("DevicePassable"))
      return no();
    for (const Capture &capture : closure.captures)
      if (capture.convention != Convention::Var)
        return no();
  }
  if (isContractTrait(ctx, trait, ContractItem::Movable) || isContractTrait(ctx, trait, ContractItem::Deinitable))
    return yes();
  bool isCopy = isContractTrait(ctx, trait, ContractItem::Copyable) || isContractTrait(ctx, trait, ContractItem::ImplicitlyCopyable);
  Bindings bindings;
  bindings.bindAll(closure.context, argumentsOf(type));
  llvm::SmallVector<Type, 4> parts;
  for (const Capture &capture : closure.captures)
    if (!isCopy || (capture.convention == Convention::Var && capture.isMove))
      parts.push_back(substituteType(ctx, capture.type, bindings));
  TraitId implicit = contractTrait(ctx, ContractItem::ImplicitlyCopyable);
  return everyPart(ctx, parts, isCopy && implicit ? makeTrait(ctx, implicit) : trait, env);
}

/// The condition under which a struct has a lifecycle trait it does not list; null: it has not.
static Term unlistedCondition(Context &ctx, StructId id, Term trait) {
  const StructHeader &header = headerOf(ctx, id);
  bool isMove = isContractTrait(ctx, trait, ContractItem::Movable), isDeinit = isContractTrait(ctx, trait, ContractItem::Deinitable);
  if (isMove && header.movableCondition)
    return header.movableCondition;
  if (isDeinit && header.deinitableCondition)
    return header.deinitableCondition;
  if (isMove || isDeinit) {
    llvm::SmallVector<Term, 8> each;
    for (FieldId field : fieldsOf(ctx, id)) {
      Type type = ctx.program.fields[field].type;
      each.push_back(!type || isError(type) ? makeBool(ctx, true) : makeConforms(ctx, type, trait));
    }
    return makeAnd(ctx, each);
  }
  bool isTrivial = isContractTrait(ctx, trait, ContractItem::TrivialRegisterPassable);
  if (!isTrivial && !isContractTrait(ctx, trait, ContractItem::RegisterPassable))
    return {};
  if (ctx.program.structs[id].lifecycle.state == Lazy<Lifecycle>::InProgress)
    return makeBool(ctx, true); // asked while being answered
  const Lifecycle &lifecycle = lifecycleOf(ctx, id);
  return isTrivial ? lifecycle.trivialRegisterPassable : lifecycle.registerPassable;
}

static ConformanceAnswer structConforms(Context &ctx, Type type, Term trait, Env env) {
  StructId id = structOf(type);
  Bindings bindings = bindingsFor(ctx, id, argumentsOf(type));
  ConformanceAnswer best = no();
  for (const ConformanceClause &clause : headerOf(ctx, id).conformances) {
    bool isListed = clause.trait == trait || (isKind(clause.trait, TermKind::Signature) && substitute(ctx, clause.trait, bindings) == trait);
    if (!isListed)
      continue;
    ConformanceAnswer one = byProof(ctx, substitute(ctx, clause.condition, bindings), env);
    if (one.proof == Proof::Proven)
      return one;
    if (one.proof == Proof::Inconclusive || !best.condition)
      best = one;
  }
  if (best.condition)
    return best;
  if (isKind(trait, TermKind::Signature)) {
    std::optional<CallableFit> fit = callableMeets(ctx, type, trait, env);
    return fit ? yes() : no();
  }
  Term condition = unlistedCondition(ctx, id, trait);
  return condition ? byProof(ctx, substitute(ctx, condition, bindings), env) : no();
}

static ConformanceAnswer rigidConforms(Context &ctx, Type type, Term trait, Env env) {
  llvm::SmallVector<Term, 8> known = knownTraits(ctx, type, env);
  if (llvm::is_contained(known, trait))
    return yes();
  if (isKind(trait, TermKind::Signature))
    for (Term other : known)
      if (isKind(other, TermKind::Signature) && callableMeets(ctx, makePointer(ctx, other), trait, env))
        return yes();
  // The conditions of both arms answer for a conditional type also where their traits differ.
  if (isKind(type, TermKind::Cond)) {
    ConformanceAnswer then = conforms(ctx, asType(type->operand(1)), trait, extend(ctx, env, type->operand(0), {}));
    ConformanceAnswer otherwise = conforms(ctx, asType(type->operand(2)), trait, extend(ctx, env, makeNot(ctx, type->operand(0)), {}));
    if (then.proof == otherwise.proof)
      return {then.proof, then.condition};
  }
  return {Proof::Inconclusive, {}};
}

static ConformanceAnswer answer(Context &ctx, Type type, Term trait, Env env) {
  switch (type->kind) {
  case TermKind::Struct: return structConforms(ctx, type, trait, env);
  case TermKind::Mlir: return machineConforms(ctx, type, trait, env);
  case TermKind::FunctionItem:
  case TermKind::Pointer:
    if (isCapturing(type)) // no value at run time
      return no();
    if (isKind(trait, TermKind::Signature))
      return callableMeets(ctx, type, trait, env) ? yes() : no();
    return isLifecycleTrait(ctx, trait) ? yes() : no();
  case TermKind::ClosureType:
    if (isKind(trait, TermKind::Signature))
      return callableMeets(ctx, type, trait, env) ? yes() : no();
    return closureConforms(ctx, type, trait, env);
  case TermKind::Hole: return yes(); // whatever fills it is checked then
  default: return rigidConforms(ctx, type, trait, env);
  }
}

ConformanceAnswer conforms(Context &ctx, Type type, Term trait, Env env) {
  if (isError(type) || isError(trait))
    return yes();
  if (isKind(trait, TermKind::Traits)) {
    ConformanceAnswer result = yes();
    for (Term member : trait->operands()) {
      ConformanceAnswer one = conforms(ctx, type, member, env);
      if (one.proof == Proof::Refuted)
        return {Proof::Refuted, one.condition ? one.condition : Term()};
      if (one.proof == Proof::Inconclusive && result.proof == Proof::Proven)
        result = one;
    }
    return result;
  }
  if (isContractTrait(ctx, trait, ContractItem::AnyType) || isKind(trait, TermKind::TraitMeta))
    return yes();
  // A trait that is itself a parameter: only a bound or a fact can say it.
  if (!isKind(trait, TermKind::Trait) && !isKind(trait, TermKind::Signature))
    return rigidConforms(ctx, type, trait, env);
  ProofState &state = proofState(ctx);
  ProofState::Question question{type, trait};
  bool isSettled = isClosed(type) && isClosed(trait);
  if (isSettled)
    if (auto it = state.closed.find(question); it != state.closed.end())
      return {it->second, {}};
  if (llvm::is_contained(state.asking, question)) {
    ++state.assumed;
    return yes();
  }
  bool isOutermost = state.asking.empty();
  state.asking.push_back(question);
  ConformanceAnswer result = answer(ctx, type, trait, env);
  state.asking.pop_back();
  if (isSettled && result.proof != Proof::Inconclusive && (state.assumed == 0 || isOutermost))
    state.closed[question] = result.proof;
  if (isOutermost)
    state.assumed = 0;
  return result;
}

bool doesConform(Context &ctx, Type type, TraitId trait, Env env) { return doesConform(ctx, type, makeTrait(ctx, trait), env); }

// ---- Lifecycle

static bool hasContractTrait(Context &ctx, Type type, ContractItem item, Env env) {
  TraitId trait = contractTrait(ctx, item);
  return !trait || doesConform(ctx, type, trait, env);
}
bool isMovable(Context &ctx, Type t, Env env) { return hasContractTrait(ctx, t, ContractItem::Movable, env); }
bool isCopyable(Context &ctx, Type t, Env env) { return hasContractTrait(ctx, t, ContractItem::Copyable, env); }
bool isImplicitlyCopyable(Context &ctx, Type t, Env env) { return hasContractTrait(ctx, t, ContractItem::ImplicitlyCopyable, env); }
bool isDeinitable(Context &ctx, Type t, Env env) { return hasContractTrait(ctx, t, ContractItem::Deinitable, env); }
bool isRegisterPassable(Context &ctx, Type t, Env env) { return hasContractTrait(ctx, t, ContractItem::RegisterPassable, env); }
bool isTrivialRegisterPassable(Context &ctx, Type t, Env env) { return hasContractTrait(ctx, t, ContractItem::TrivialRegisterPassable, env); }

Term lifecycleCondition(Context &ctx, Type type, ContractItem item) {
  TraitId trait = contractTrait(ctx, item);
  return trait ? makeConforms(ctx, type, makeTrait(ctx, trait)) : makeBool(ctx, true);
}

/// The comptime requirement of a lifecycle trait that says whether the operation is trivial.
static RequirementId trivialityFlag(Context &ctx, Triviality which) {
  static constexpr std::pair<ContractItem, const char *> rows[] = {{ContractItem::Copyable, "__copy_ctor_is_trivial"},
                                                                   {ContractItem::Movable, "__move_ctor_is_trivial"},
                                                                   {ContractItem::Deinitable, "__del__is_trivial"}};
  TraitId trait = contractTrait(ctx, rows[size_t(which)].first);
  if (!trait)
    return {};
  const NameMap &members = membersOf(ctx, trait);
  auto it = members.find(ctx.names.intern(rows[size_t(which)].second));
  return it != members.end() && it->second.entity.is(Entity::Kind::Requirement) ? it->second.entity.requirement() : RequirementId();
}

Term trivialityCondition(Context &ctx, Type type, Triviality which) {
  llvm::SmallVector<Term, 4> each;
  switch (type->kind) {
  case TermKind::Error:
  case TermKind::FunctionItem:
  case TermKind::Pointer: return makeBool(ctx, true);
  case TermKind::Struct: {
    if (ctx.program.structs[structOf(type)].lifecycle.state == Lazy<Lifecycle>::InProgress)
      return makeBool(ctx, true);
    const Lifecycle &lifecycle = lifecycleOf(ctx, structOf(type));
    Term flag = which == Triviality::Copy ? lifecycle.trivialCopy : which == Triviality::Move ? lifecycle.trivialMove : lifecycle.trivialDeinit;
    return flag ? substitute(ctx, flag, bindingsFor(ctx, structOf(type), argumentsOf(type))) : makeBool(ctx, false);
  }
  case TermKind::Mlir:
    for (Term operand : type->operands())
      if (isType(ctx, operand))
        each.push_back(trivialityCondition(ctx, asType(operand), which));
      else if (isKind(operand, TermKind::List))
        for (Term element : operand->operands())
          each.push_back(isType(ctx, element) ? trivialityCondition(ctx, asType(element), which) : makeBool(ctx, true));
      else if (isListTerm(ctx, operand)) // not known one by one: what is trivial in every way is trivial in this one
        if (TraitId trivial = contractTrait(ctx, ContractItem::TrivialRegisterPassable))
          each.push_back(makeAllConform(ctx, operand, makeTrait(ctx, trivial)));
    return makeAnd(ctx, each);
  case TermKind::ClosureType: {
    const Closure &closure = ctx.program.closures[closureOf(type)];
    Bindings bindings;
    bindings.bindAll(closure.context, argumentsOf(type));
    for (const Capture &capture : closure.captures)
      if (capture.convention == Convention::Var)
        each.push_back(trivialityCondition(ctx, substituteType(ctx, capture.type, bindings), which));
    return makeAnd(ctx, each);
  }
  case TermKind::Cond:
    return makeCond(ctx, type->operand(0), trivialityCondition(ctx, asType(type->operand(1)), which),
                    trivialityCondition(ctx, asType(type->operand(2)), which));
  default: break;
  }
  // Rigid: the flag stays a question about whatever the type becomes.
  RequirementId flag = trivialityFlag(ctx, which);
  if (flag)
    return unwrapScalar(ctx, makeWitness(ctx, type, flag));
  return lifecycleCondition(ctx, type, ContractItem::TrivialRegisterPassable);
}

} // namespace fornax::sema
