// Finds the parameters of a candidate: explicit ones, those the given arguments determine, defaults.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/proofs/FunctionParameters.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;

FitMode modeOf(Convention convention) {
  switch (convention) {
  case Convention::Imm: return FitMode::Borrow;
  case Convention::Mut: return FitMode::Mutate;
  case Convention::Ref: return FitMode::Reference;
  case Convention::Var:
  case Convention::Deinit:
  case Convention::Out: return FitMode::Value;
  }
  llvm_unreachable("every convention is handled");
}

static bool fail(Candidate &c, Failure failure) {
  c.failure = failure;
  return false;
}

// ---- Slots known from the callee

/// Whether a spelled parameter leaves something to inference. A function whose own parameters are open is a value as it is.
static bool isOpen(Term term) { return hasFlag(term, HasHole) && !isKind(term, TermKind::FunctionItem); }

/// Binds what has no hole; what has one inside (`Span[Scalar[_], _]`) is found by inference and compared with the form afterwards.
static void bindSlots(Candidate &c, size_t first, llvm::ArrayRef<Term> terms) {
  for (size_t i = 0; i < terms.size() && first + i < c.slots.terms.size(); ++i)
    if (terms[i] && !isOpen(terms[i]))
      c.slots.terms[first + i] = terms[i];
}

/// The parameters of the object as the caller spells them.
static llvm::ArrayRef<Term> spelledOuter(BodyContext &bc, const CallSite &site, const Candidate &c) {
  const Function &row = bc.ctx.program.functions[c.function];
  if (site.item)
    return argumentsOf(site.item);
  bool isOwner = isKind(site.base, TermKind::Struct) && row.owner.is(Entity::Kind::Struct) && structOf(site.base) == row.owner.structure();
  return isOwner ? argumentsOf(site.base) : llvm::ArrayRef<Term>();
}

/// What was found for `Scalar[_]` must be of that form; what one hole is decides about later parameters that are computed from it.
static bool agreesWithHoles(BodyContext &bc, const CallSite &site, Candidate &c) {
  llvm::ArrayRef<Term> spelled = spelledOuter(bc, site, c);
  llvm::SmallVector<Term, 4> holes;
  for (size_t i = 0; i < spelled.size() && i < c.outerCount; ++i) {
    if (!spelled[i] || !hasFlag(spelled[i], HasHole))
      continue;
    if (isKind(spelled[i], TermKind::Hole)) { // anything; parameters that are not written may all be one hole
      size_t index = spelled[i]->payload >> 1;
      holes.resize(std::max(holes.size(), index + 1));
      holes[index] = c.slots.terms[i];
    } else if (!matchHoles(bc.ctx, spelled[i], c.slots.terms[i], bc.env, holes)) {
      return fail(c, {FailureReason::InferredTwice, 0, uint16_t(i), spelled[i], c.slots.terms[i], {}, nullptr});
    }
  }
  return true;
}

bool bindOuter(BodyContext &bc, const CallSite &site, Candidate &c) {
  Context &ctx = bc.ctx;
  const Function &row = ctx.program.functions[c.function];
  llvm::ArrayRef<ParameterId> outer = outerParametersOf(ctx, c.function);
  c.outerCount = outer.size();
  c.slots.ids.assign(outer.begin(), outer.end());
  c.slots.ids.append(c.signature->parameters.begin(), c.signature->parameters.end());
  c.slots.terms.resize(c.slots.ids.size());
  if (site.item) {
    bindSlots(c, 0, argumentsOf(site.item));
  } else if (site.base && row.owner.is(Entity::Kind::Trait)) {
    if (!outer.empty())
      c.slots.terms[0] = site.base;
  } else if (isKind(site.base, TermKind::Struct) && row.owner.is(Entity::Kind::Struct)) {
    if (structOf(site.base) == row.owner.structure())
      bindSlots(c, 0, argumentsOf(site.base));
  } else if (isKind(site.base, TermKind::ClosureType)) {
    bindSlots(c, 0, argumentsOf(site.base));
  } else { // a function nested in this one, seen from inside: the parameters of the surroundings are the same
    for (size_t i = 0; i < outer.size(); ++i)
      c.slots.terms[i] = makeParam(ctx, outer[i]);
  }
  for (Term term : c.slots.terms)
    c.isFormed.push_back(bool(term));
  return true;
}

bool bindExplicit(BodyContext &bc, const CallSite &site, Candidate &c) {
  Context &ctx = bc.ctx;
  llvm::ArrayRef<ParameterId> own = c.signature->parameters;
  if (!site.parameters.empty()) {
    size_t next = 0;
    for (size_t i = 0; i < own.size() && next < site.parameters.size(); ++i) {
      ParameterGroup group = ctx.program.parameters[own[i]].group;
      if (group == ParameterGroup::Positional || group == ParameterGroup::PositionalOnly)
        c.slots.terms[c.outerCount + i] = site.parameters[next++];
    }
    return next == site.parameters.size() || fail(c, {FailureReason::ParameterCount, 0, 0, {}, {}, {}, nullptr});
  }
  if (site.literalSize >= 0)
    for (size_t i = 0; i < own.size(); ++i)
      if (const Parameter &row = ctx.program.parameters[own[i]]; row.name == "__literal_size__")
        c.slots.terms[c.outerCount + i] = makeIntValue(ctx, site.literalSize, row.type);
  if (!site.hasBrackets)
    return true;
  Bindings outer;
  for (size_t i = 0; i < c.outerCount; ++i)
    if (c.slots.terms[i])
      outer.bind(c.slots.ids[i], c.slots.terms[i]);
  size_t mark = ctx.diags.mark();
  unsigned errors = ctx.diags.errorCount();
  size_t pending = ctx.program.pendingBounds.size();
  bool hadError = bc.build.body.hasError;
  HoleScope holes(bc);
  BracketResult result = bindBrackets(bc, own, outer, site.brackets, site.range, UnboundPolicy::Call);
  // While declarations are read, bounds wait; one that cannot hold speaks against the candidate now.
  bool isRefuted = false;
  for (size_t i = pending; i < ctx.program.pendingBounds.size(); ++i)
    if (PendingBound bound = ctx.program.pendingBounds[i]; bound.traits)
      isRefuted |= conforms(ctx, bound.type, bound.traits, bound.env).proof == Proof::Refuted;
  if (result.hasError || isRefuted || ctx.diags.errorCount() != errors) { // a type may be readable and yet not conform to its bound
    c.diagnostics = ctx.diags.takeSince(mark);
    ctx.program.pendingBounds.resize(pending);
    bc.build.body.hasError = hadError; // another candidate may do
    return fail(c, {FailureReason::BadParameters, 0, 0, {}, {}, {}, nullptr});
  }
  bindSlots(c, c.outerCount, result.terms);
  return true;
}

// ---- Matching

static bool mentionsUnknown(const Candidate &c, Term pattern) {
  if (!pattern || !hasFlag(pattern, HasParam))
    return false;
  if (isKind(pattern, TermKind::Param)) {
    int i = c.slots.find(parameterOf(pattern));
    if (i >= 0 && !c.slots.terms[size_t(i)])
      return true;
  }
  return llvm::any_of(pattern->operands(), [&](Term operand) { return mentionsUnknown(c, operand); });
}

static bool allKnown(const Candidate &c) {
  return llvm::all_of(c.slots.terms, [](Term term) { return bool(term); });
}

/// Matches, leaving the slots as they were when it fails.
static bool tryMatch(BodyContext &bc, Candidate &c, Term pattern, Term actual, UnknownPolicy policy, MatchFailure *why = nullptr) {
  llvm::SmallVector<Term, 8> saved(c.slots.terms);
  Matcher matcher{bc.ctx, c.slots, bc.env, policy, {}, {}};
  if (match(matcher, pattern, actual)) {
    c.obligations.append(matcher.obligations.begin(), matcher.obligations.end());
    return true;
  }
  if (why)
    *why = matcher.failure;
  c.slots.terms = saved;
  return false;
}

/// The pattern with known slots filled in and holes for the unknown ones.
static Type openType(BodyContext &bc, const Candidate &c, Type pattern) {
  Bindings bindings = c.slots.bindings();
  for (size_t i = 0; i < c.slots.ids.size(); ++i)
    if (!c.slots.terms[i])
      bindings.bind(c.slots.ids[i], makeHole(bc.ctx, unsigned(i), false, bc.ctx.program.parameters[c.slots.ids[i]].type));
  return substituteType(bc.ctx, pattern, bindings);
}

/// What a bound slot tells about the others: the type of its term against the parameter's own type.
static void settleSlotTypes(BodyContext &bc, Candidate &c) {
  for (size_t i = 0; i < c.slots.ids.size(); ++i) {
    Term term = c.slots.terms[i];
    Type declared = bc.ctx.program.parameters[c.slots.ids[i]].type;
    if (!term || isError(term) || !declared || !mentionsUnknown(c, declared))
      continue;
    if (isKind(declared, TermKind::Traits)) {
      for (Term member : declared->operands())
        if (isKind(member, TermKind::Signature) && isType(bc.ctx, term)) {
          Matcher matcher{bc.ctx, c.slots, bc.env, UnknownPolicy::Accept, {}, {}};
          matchCallable(matcher, member, asType(term));
        }
      continue;
    }
    bool isFunction = isKind(declared, TermKind::Pointer);
    tryMatch(bc, c, declared, isFunction ? callableOf(bc.ctx, term) : typeOf(bc.ctx, term), UnknownPolicy::Accept);
  }
}

/// A literal binds a type parameter as what it is at run time, if that meets the bound.
static bool bindLiteral(BodyContext &bc, Candidate &c, Type pattern, Type actual) {
  if (!isKind(pattern, TermKind::Param))
    return false;
  int i = c.slots.find(parameterOf(pattern));
  Type later = i >= 0 ? materialised(bc.ctx, actual) : Type();
  if (!later || isError(later))
    return false;
  Type bound = openType(bc, c, bc.ctx.program.parameters[c.slots.ids[size_t(i)]].type);
  if (isKind(bound, TermKind::Traits) && !hasFlag(bound, HasHole) && !doesConform(bc.ctx, later, bound, bc.env) &&
      doesConform(bc.ctx, actual, bound, bc.env))
    return false;
  return tryMatch(bc, c, pattern, later, UnknownPolicy::Fail);
}

/// The temporary in which a contextual form will lie; its type and value come when it is realised.
static Expr *placeOfForm(BodyContext &bc, Draft *draft) {
  if (!draft->place) {
    auto *place = bc.build.expr<TemporaryPlace>(errorType(bc.ctx), draft->range);
    place->local = bc.build.addTemporary(errorType(bc.ctx), draft->range);
    draft->place = place;
  }
  return draft->place;
}

static Expr *placeOf(BodyContext &bc, Draft *draft) {
  if (draft->isContextual())
    return placeOfForm(bc, draft);
  if (draft->form != DraftForm::Done)
    return nullptr;
  if (draft->expr->category == Category::Place)
    return draft->expr;
  if (!draft->place)
    draft->place = toPlace(bc, draft->expr);
  return draft->place->kind == ExprKind::Error ? nullptr : draft->place;
}

/// A `ref` argument binds the origin, its mutability and the address space.
static bool matchPlace(BodyContext &bc, Candidate &c, const Argument &argument, Draft *draft, size_t operand) {
  if (argument.convention != Convention::Ref)
    return true;
  bool wantsOrigin = argument.origin && mentionsUnknown(c, argument.origin);
  bool wantsSpace = argument.addressSpace && mentionsUnknown(c, argument.addressSpace);
  if (!wantsOrigin && !wantsSpace)
    return true;
  Expr *place = placeOf(bc, draft);
  if (wantsOrigin) {
    Term origin = place ? originOf(bc, place) : makeOriginUntracked(bc.ctx, makeBool(bc.ctx, true));
    if (place && !asBool(mutabilityOf(bc, place)).value_or(true)) // `for x in xs`: the name is immutable, what it stands for may not be
      origin = makeOriginMutCast(bc.ctx, origin, makeBool(bc.ctx, false));
    if (!tryMatch(bc, c, argument.origin, origin, UnknownPolicy::Accept))
      return fail(c, {FailureReason::ArgumentMismatch, uint16_t(operand), 0, origin, argument.origin, argument.name, nullptr});
  }
  if (wantsSpace) {
    Term space = place ? spaceOf(bc, place) : Term();
    if (!space)
      space = genericSpace(bc.ctx);
    if (space && !isError(space))
      tryMatch(bc, c, argument.addressSpace, space, UnknownPolicy::Accept);
  }
  return true;
}

static bool inferFromType(BodyContext &bc, Candidate &c, Type pattern, Type actual, UnknownPolicy policy, MatchFailure &why) {
  if (bindLiteral(bc, c, pattern, actual) || tryMatch(bc, c, pattern, actual, policy, &why))
    return true;
  Type later = materialised(bc.ctx, actual);
  return later && !isError(later) && tryMatch(bc, c, pattern, later, policy);
}

/// A pattern that only one unknown slot keeps from matching, and that slot has a default: it takes it.
static bool takeDefault(BodyContext &bc, Candidate &c, Term pattern) {
  int blocking = -1;
  for (size_t i = 0; i < c.slots.ids.size(); ++i)
    if (!c.slots.terms[i] && mentionsParameter(pattern, c.slots.ids[i])) {
      if (blocking >= 0)
        return false;
      blocking = int(i);
    }
  Term value = blocking >= 0 ? defaultOf(bc.ctx, c.slots.ids[size_t(blocking)]) : Term();
  if (!value || isError(value) || mentionsUnknown(c, value))
    return false;
  c.slots.terms[size_t(blocking)] = substitute(bc.ctx, value, c.slots.bindings());
  return true;
}

/// An overload set for a type parameter with a callable bound: the one function that meets the bound.
static bool inferFunction(BodyContext &bc, Candidate &c, Type pattern, Draft *draft) {
  int slot = draft->form == DraftForm::Functions && isKind(pattern, TermKind::Param) ? c.slots.find(parameterOf(pattern)) : -1;
  if (slot < 0)
    return false;
  llvm::SmallVector<Term, 8> before(c.slots.terms), chosen;
  unsigned found = 0;
  for (Type item : functionItems(bc, draft)) {
    c.slots.terms = before;
    if (!tryMatch(bc, c, pattern, item, UnknownPolicy::Fail))
      continue;
    settleSlotTypes(bc, c);
    Type bound = openType(bc, c, bc.ctx.program.parameters[c.slots.ids[size_t(slot)]].type);
    if (!isKind(bound, TermKind::Traits) || hasFlag(bound, HasHole) || !doesConform(bc.ctx, item, bound, bc.env))
      continue;
    ++found;
    chosen = c.slots.terms;
  }
  c.slots.terms = found == 1 ? chosen : before;
  return found == 1;
}

/// One operand against the declared type of its argument, while that still has unknown slots.
static bool inferOperand(BodyContext &bc, Candidate &c, const Argument &argument, Type pattern, Draft *draft, size_t operand, FitRules rules,
                         bool isContextual) {
  UnknownPolicy policy = rules.policy;
  bool isPostponed = draft->form != DraftForm::Done;
  if (isPostponed != isContextual || draft->form == DraftForm::Error)
    return true;
  if (!matchPlace(bc, c, argument, draft, operand))
    return false;
  settleSlotTypes(bc, c);
  if (!mentionsUnknown(c, pattern))
    return true;
  MatchFailure why;
  if (draft->form == DraftForm::Done) {
    Type actual = bc.build.typeOf(draft->expr);
    if (isError(actual) || inferFromType(bc, c, pattern, actual, policy, why)) {
      settleSlotTypes(bc, c);
      return true;
    }
  }
  const Fit *open = fitWith(bc, draft, {openType(bc, c, pattern), modeOf(argument.convention)}, rules);
  if (!open->failure && !hasFlag(open->type, HasHole) && inferFromType(bc, c, pattern, open->type, policy, why)) {
    settleSlotTypes(bc, c);
    return true;
  }
  if (inferFunction(bc, c, pattern, draft))
    return true;
  if (isContextual) {
    // A form that does not fit the open type may still have a type of its own.
    Type natural = naturalType(bc, draft);
    if (natural && !isError(natural) && inferFromType(bc, c, pattern, natural, policy, why)) {
      settleSlotTypes(bc, c);
      return true;
    }
  }
  if (takeDefault(bc, c, pattern))
    return true; // whether the operand fits is seen with all parameters known
  c.failedByUnknown = why.reason == MatchFailure::Reason::Undecided;
  auto *inner = open->failure ? &open->failure : nullptr;
  return fail(c, {FailureReason::ArgumentMismatch, uint16_t(operand), 0, naturalType(bc, draft), openType(bc, c, pattern), argument.name, inner});
}

/// `*xs: T` with unknown T: the common type of the elements.
static bool inferHomogeneous(BodyContext &bc, const CallSite &site, Candidate &c, size_t i, UnknownPolicy policy) {
  const Argument &argument = c.signature->arguments[i];
  if (!isKind(argument.type, TermKind::Param) || !mentionsUnknown(c, argument.type))
    return true;
  Type common;
  for (size_t k = 0; k < site.operands.size(); ++k) {
    if (size_t(c.argumentOf[k]) != i || site.operands[k].isSplat)
      continue;
    Type type = naturalType(bc, site.operands[k].draft);
    if (!type)
      return true; // the general way
    bool isAmbiguous = false;
    common = common ? mergeTypes(bc, common, type, isAmbiguous) : type;
    if (!common)
      return true;
  }
  MatchFailure why;
  if (common && !isError(common))
    inferFromType(bc, c, argument.type, common, policy, why);
  settleSlotTypes(bc, c);
  return true;
}

static bool inferArgument(BodyContext &bc, const CallSite &site, Candidate &c, size_t i, UnknownPolicy policy, bool isContextual) {
  const Argument &argument = c.signature->arguments[i];
  if (argument.isPack && argument.kind == ArgumentKind::Variadic) {
    if (!isContextual || !mentionsUnknown(c, argument.pack))
      return true; // element types of forms are known as late as possible
    Term list = packListOf(bc, site, c, i);
    if (!list)
      return true;
    if (!tryMatch(bc, c, argument.pack, list, policy))
      return fail(c, {FailureReason::ArgumentMismatch, 0, uint16_t(i), list, argument.pack, argument.name, nullptr});
    settleSlotTypes(bc, c);
    return true;
  }
  if (argument.kind == ArgumentKind::Variadic && !isContextual)
    inferHomogeneous(bc, site, c, i, policy);
  for (size_t k = 0; k < site.operands.size(); ++k) {
    if (size_t(c.argumentOf[k]) != i)
      continue;
    const CallOperand &operand = site.operands[k];
    Type pattern = argument.type;
    if (operand.isSplat || operand.isKeywordSplat)
      pattern = variadicType(bc.ctx, argument, {}, {});
    if (!pattern || isError(pattern))
      continue;
    if (!inferOperand(bc, c, argument, pattern, operand.draft, k, {policy, site.conversion}, isContextual))
      return false;
  }
  return true;
}

/// The written type of the object tells an initialiser's own parameters: `out self: Array[U, n]`.
static void inferFromSelf(BodyContext &bc, Candidate &c) {
  if (c.signature->outIndex < 0)
    return;
  Type out = c.signature->arguments[size_t(c.signature->outIndex)].type;
  if (!isKind(out, TermKind::Struct))
    return;
  llvm::ArrayRef<Term> arguments = argumentsOf(out);
  for (size_t i = 0; i < arguments.size() && i < c.outerCount; ++i) {
    if (isKind(arguments[i], TermKind::OriginMutCast))
      continue; // the origin may be of either mutability: the arguments say which
    if (c.slots.terms[i] && mentionsUnknown(c, arguments[i]))
      tryMatch(bc, c, arguments[i], c.slots.terms[i], UnknownPolicy::Fail);
  }
}

bool inferArguments(BodyContext &bc, const CallSite &site, Candidate &c, UnknownPolicy policy) {
  inferFromSelf(bc, c);
  if (c.receiverArgument >= 0) {
    const Argument &self = c.signature->arguments[size_t(c.receiverArgument)];
    if (!allKnown(c)) {
      if (!matchPlace(bc, c, self, site.receiver, 0))
        return false;
      Type actual = naturalType(bc, site.receiver);
      MatchFailure why;
      if (actual && mentionsUnknown(c, self.type) && !tryMatch(bc, c, self.type, actual, policy, &why))
        return fail(c, {FailureReason::ReceiverMismatch, 0, 0, actual, self.type, {}, nullptr});
      settleSlotTypes(bc, c);
    }
  }
  settleSlotTypes(bc, c);
  for (bool isContextual : {false, true})
    for (size_t i = 0; i < c.signature->arguments.size(); ++i) {
      if (int(i) == c.receiverArgument || int(i) == c.signature->outIndex)
        continue;
      if (allKnown(c))
        return true;
      if (!inferArgument(bc, site, c, i, policy, isContextual))
        return false;
    }
  return true;
}

// ---- What the given arguments leave open

static void inferFromDefaults(BodyContext &bc, const CallSite &site, Candidate &c) {
  for (size_t i = 0; i < c.signature->arguments.size(); ++i) {
    const Argument &argument = c.signature->arguments[i];
    bool isGiven = int(i) == c.receiverArgument || llvm::is_contained(c.argumentOf, int(i));
    if (isGiven || !argument.defaultValue || isError(argument.type) || !mentionsUnknown(c, argument.type))
      continue;
    if (isKind(argument.type, TermKind::Param)) {
      int slot = c.slots.find(parameterOf(argument.type));
      if (slot >= 0 && bc.ctx.program.parameters[c.slots.ids[size_t(slot)]].defaultValue)
        continue; // the parameter's own default decides
    }
    if (Type type = typeOfDefault(bc, c.function, i, c.slots.bindings())) {
      MatchFailure why;
      inferFromType(bc, c, argument.type, type, UnknownPolicy::Fail, why);
    }
  }
  (void)site;
  settleSlotTypes(bc, c);
}

/// `where a == b` with one side known binds the other.
static void inferFromWheres(BodyContext &bc, Candidate &c) {
  auto bindEqual = [&](Term condition) {
    bool isEquality =
        isKind(condition, TermKind::TypeEq) || (isKind(condition, TermKind::Compare) && ComparePredicate(condition->payload) == ComparePredicate::Eq);
    if (!isEquality)
      return;
    Bindings known = c.slots.bindings();
    for (auto [pattern, value] : {std::pair(condition->operand(0), condition->operand(1)), std::pair(condition->operand(1), condition->operand(0))})
      if (mentionsUnknown(c, pattern) && !mentionsUnknown(c, value))
        tryMatch(bc, c, pattern, substitute(bc.ctx, value, known), UnknownPolicy::Fail);
  };
  for (const WhereClause &where : c.signature->wheres) {
    if (isKind(where.condition, TermKind::And))
      llvm::for_each(where.condition->operands(), bindEqual);
    else if (where.condition)
      bindEqual(where.condition);
  }
}

static llvm::SmallVector<Term, 8> knownOrigins(BodyContext &, const CallSite &, const Candidate &);

/// Is what the initialiser makes of its arguments' places within the origin that is asked for? `var s: StringSpan[origin_of(text)] = text`
static bool holdsArgument(BodyContext &bc, const CallSite &site, const Candidate &c, Term made, Term wanted) {
  if (!isOrigin(bc.ctx, made) || !isOrigin(bc.ctx, wanted))
    return false;
  llvm::SmallVector<Term, 8> origins = knownOrigins(bc, site, c);
  Bindings places;
  places.argumentOrigins = origins;
  return originContains(bc.ctx, wanted, substitute(bc.ctx, made, places));
}

/// Parameters of the object that the caller spells must agree with the initialiser's `out` type.
static bool agreesWithOut(BodyContext &bc, const CallSite &site, Candidate &c) {
  if (c.signature->outIndex < 0)
    return true;
  Type out = c.signature->arguments[size_t(c.signature->outIndex)].type;
  if (!isKind(out, TermKind::Struct))
    return true;
  Bindings known = c.slots.bindings();
  llvm::ArrayRef<Term> arguments = argumentsOf(out);
  for (size_t i = 0; i < arguments.size() && i < c.outerCount; ++i) {
    bool isPlain = isKind(arguments[i], TermKind::Param) && parameterOf(arguments[i]) == c.slots.ids[i];
    if (!c.isFormed[i] || isPlain)
      continue;
    Term made = substitute(bc.ctx, arguments[i], known);
    if (compare(bc.ctx, made, c.slots.terms[i]) == Comparison::Different && !holdsArgument(bc, site, c, made, c.slots.terms[i]))
      return fail(c, {FailureReason::InferredTwice, 0, uint16_t(i), made, c.slots.terms[i], {}, nullptr});
  }
  return true;
}

/// An initialiser's `out` type fixes the parameters of Self.
static void inferFromOut(BodyContext &bc, Candidate &c) {
  if (c.signature->outIndex < 0)
    return;
  Type out = c.signature->arguments[size_t(c.signature->outIndex)].type;
  if (!isKind(out, TermKind::Struct))
    return;
  llvm::ArrayRef<Term> arguments = argumentsOf(out);
  for (size_t i = 0; i < arguments.size() && i < c.outerCount; ++i)
    if (!c.slots.terms[i] && !mentionsUnknown(c, arguments[i]))
      c.slots.terms[i] = substitute(bc.ctx, arguments[i], c.slots.bindings());
}

/// `[origins: OriginSet, //, f: def() capturing[origins] -> None]`: the closure's own type says which origins these are, so any set will do.
static bool isOriginSet(Context &ctx, Type type) {
  if (!type || !isKind(type, TermKind::Struct))
    return false;
  const Struct &row = ctx.program.structs[structOf(type)];
  return row.name == "OriginSet" && ctx.program.modules[row.module].isLibrary;
}

static void fillParameterDefaults(BodyContext &bc, Candidate &c) {
  for (size_t i = 0; i < c.slots.ids.size(); ++i) {
    if (c.slots.terms[i])
      continue;
    const Parameter &row = bc.ctx.program.parameters[c.slots.ids[i]];
    if (Term value = defaultOf(bc.ctx, c.slots.ids[i]); value && !isError(value) && !mentionsUnknown(c, value)) {
      c.slots.terms[i] = substitute(bc.ctx, value, c.slots.bindings());
      settleSlotTypes(bc, c);
    } else if (row.isVariadic) {
      c.slots.terms[i] = makeList(bc.ctx, {}, asType(openType(bc, c, row.type)));
    } else if (isOriginSet(bc.ctx, row.type)) {
      c.slots.terms[i] = makeValue(bc.ctx, row.type, {});
    }
  }
}

bool fillDefaults(BodyContext &bc, const CallSite &site, Candidate &c) {
  if (allKnown(c))
    return agreesWithOut(bc, site, c) && agreesWithHoles(bc, site, c);
  inferFromOut(bc, c);
  inferFromWheres(bc, c);
  if (!allKnown(c))
    inferFromDefaults(bc, site, c);
  if (!allKnown(c))
    fillParameterDefaults(bc, c);
  inferFromOut(bc, c);
  for (size_t i = 0; i < c.slots.ids.size(); ++i)
    if (!c.slots.terms[i])
      return fail(c, {FailureReason::CannotInfer, 0, uint16_t(i), {}, {}, bc.ctx.program.parameters[c.slots.ids[i]].name, nullptr});
  return agreesWithOut(bc, site, c) && agreesWithHoles(bc, site, c);
}

// ---- With all parameters known

/// The places of operands that are places already: types of later arguments may name them (`type_of(a)`).
static llvm::SmallVector<Term, 8> knownOrigins(BodyContext &bc, const CallSite &site, const Candidate &c) {
  llvm::SmallVector<Term, 8> origins(c.signature->arguments.size());
  auto set = [&](size_t argument, Draft *draft) {
    if (c.signature->arguments[argument].kind == ArgumentKind::Variadic)
      return; // known when the pack is built
    if (draft->form == DraftForm::Done && (draft->expr->category == Category::Place || draft->place))
      origins[argument] = lentOrigin(bc, c.signature->arguments[argument], draft->place ? draft->place : draft->expr);
  };
  if (c.receiverArgument >= 0)
    set(size_t(c.receiverArgument), site.receiver);
  for (size_t k = 0; k < site.operands.size(); ++k)
    set(size_t(c.argumentOf[k]), site.operands[k].draft);
  return origins;
}

/// `ref[o]` pins the origin: what is passed lies in it, and can be changed where `o` says so. An inferred one holds the place by its making.
static bool checkPinnedOrigin(BodyContext &bc, Candidate &c, const Argument &argument, Draft *draft, size_t operand, const Bindings &bindings) {
  bool isPinned = argument.convention == Convention::Ref && argument.origin && argument.kind != ArgumentKind::Variadic;
  if (!isPinned || draft->form != DraftForm::Done || draft->expr->kind == ExprKind::Error)
    return true;
  Term origin = substitute(bc.ctx, argument.origin, bindings);
  Expr *place = hasFlag(origin, HasHole) ? nullptr : placeOf(bc, draft);
  if (!place)
    return true;
  Term wanted = substitute(bc.ctx, originMutability(bc.ctx, argument.origin), bindings);
  if (asBool(wanted).value_or(false) && !asBool(mutabilityOf(bc, place)).value_or(true)) {
    auto *inner = bc.ctx.program.arena.make<Failure>(Failure{FailureReason::NotMutable, 0, 0, bc.build.typeOf(place), {}, {}, nullptr});
    return fail(c, {FailureReason::ArgumentMismatch, uint16_t(operand), 0, bc.build.typeOf(place), bc.build.typeOf(place), argument.name, inner});
  }
  if (originContains(bc.ctx, origin, originOf(bc, place)))
    return true;
  return fail(c, {FailureReason::OriginMismatch, uint16_t(operand), 0, originOf(bc, place), origin, argument.name, nullptr});
}

bool fitOperands(BodyContext &bc, const CallSite &site, Candidate &c, UnknownPolicy policy) {
  llvm::SmallVector<Term, 8> origins = knownOrigins(bc, site, c);
  Bindings bindings = c.slots.bindings();
  bindings.argumentOrigins = origins;
  FitRules rules{policy, site.conversion};
  auto check = [&](size_t argument, Draft *draft, Type type, FitMode mode, size_t operand, FailureReason reason, const Fit *&into) {
    into = fitWith(bc, draft, {type, mode}, rules);
    if (!into->failure)
      return true;
    c.failedByUnknown = into->isUnknown;
    return fail(c, {reason, uint16_t(operand), uint16_t(argument), naturalType(bc, draft), type, {}, &into->failure});
  };
  if (c.receiverArgument >= 0) {
    const Argument &self = c.signature->arguments[size_t(c.receiverArgument)];
    Type type = isError(self.type) ? errorType(bc.ctx) : substituteType(bc.ctx, self.type, bindings);
    if (!check(size_t(c.receiverArgument), site.receiver, type, modeOf(self.convention), 0, FailureReason::ReceiverMismatch, c.receiverFit))
      return false;
    if (c.receiverFit->step == FitStep::Construct) // a receiver is never converted
      return fail(c, {FailureReason::ReceiverMismatch, 0, 0, naturalType(bc, site.receiver), type, {}, nullptr});
  }
  c.fits.resize(site.operands.size());
  for (size_t k = 0; k < site.operands.size(); ++k) {
    size_t i = size_t(c.argumentOf[k]);
    const Argument &argument = c.signature->arguments[i];
    const CallOperand &operand = site.operands[k];
    Type type = argument.type;
    if (operand.isSplat || operand.isKeywordSplat)
      type = Type();
    else if (argument.kind == ArgumentKind::Variadic)
      type = elementTypeFor(bc, site, c, i, k);
    else if (!isError(type))
      type = substituteType(bc.ctx, type, bindings);
    if (type && isKind(type, TermKind::Hole))
      return fail(c, {FailureReason::TooManyArguments, uint16_t(k), uint16_t(i), {}, {}, {}, nullptr});
    FitMode mode = operand.isKeywordSplat ? FitMode::Value : operand.isSplat ? FitMode::Borrow : modeOf(argument.convention);
    if (!check(i, operand.draft, type, mode, k, FailureReason::ArgumentMismatch, c.fits[k]) ||
        !checkPinnedOrigin(bc, c, argument, operand.draft, k, bindings))
      return false;
  }
  return true;
}

static bool checkBound(BodyContext &bc, Candidate &c, size_t i, const Bindings &bindings) {
  Context &ctx = bc.ctx;
  const Parameter &row = ctx.program.parameters[c.slots.ids[i]];
  Term term = c.slots.terms[i];
  if (isError(term) || isError(row.type) || !row.type)
    return true;
  Type declared = substituteType(ctx, row.type, bindings);
  Failure failure{FailureReason::BoundNotMet, 0, uint16_t(i), term, declared, row.name, nullptr};
  if (row.isVariadic) {
    if (!isKind(declared, TermKind::Traits))
      return true;
    if (isKind(term, TermKind::List)) {
      for (Term element : term->operands())
        if (isType(ctx, element) && !doesConform(ctx, asType(element), declared, bc.env)) {
          failure.a = element;
          return fail(c, failure);
        }
      return true;
    }
    return prove(ctx, makeAllConform(ctx, term, declared), bc.env).proof == Proof::Proven || fail(c, failure);
  }
  if (isKind(declared, TermKind::Traits)) {
    if (!isType(ctx, term))
      return fail(c, failure);
    return doesConform(ctx, asType(term), declared, bc.env) || fail(c, failure);
  }
  if (isKind(declared, TermKind::Pointer))
    return fitsFunctionParameter(ctx, term, declared, bc.env) || fail(c, failure);
  return true;
}

static bool checkWhere(BodyContext &bc, Candidate &c, const WhereClause &where, size_t index, const Bindings &bindings) {
  if (isError(where.condition))
    return true;
  Term condition = substitute(bc.ctx, where.condition, bindings);
  ProofResult result = prove(bc.ctx, condition, bc.env);
  bool isSettled = isClosed(condition) || !(hasFlag(condition, HasParam | HasBound | HasHole));
  if (result.proof == Proof::Inconclusive && isSettled) {
    // No parameter is left: it is evaluated. What only a target can answer is asked again in each instance.
    llvm::SaveAndRestore quietly(bc.ctx.conditionDepth, bc.ctx.conditionDepth + 1);
    condition = evaluateClosed(bc.ctx, condition, bc.ctx.program.functions[c.function].range);
    if (isError(condition))
      return true;
    result = prove(bc.ctx, condition, bc.env);
    if (result.proof == Proof::Inconclusive) {
      c.obligations.push_back({condition, makeBool(bc.ctx, true), where.range});
      return true;
    }
  }
  if (result.proof == Proof::Refuted)
    return fail(c, {FailureReason::WhereRefuted, 0, uint16_t(index), condition, result.conjunct, {}, nullptr});
  if (result.proof == Proof::Inconclusive && !c.isInconclusive) { // the candidate stays viable, and must not be chosen
    c.isInconclusive = true;
    c.unproven = result.conjunct ? result.conjunct : condition;
    c.unprovenRange = where.range;
  }
  return true;
}

bool checkBounds(BodyContext &bc, const CallSite &site, Candidate &c) {
  llvm::SmallVector<Term, 8> origins = knownOrigins(bc, site, c);
  Bindings bindings = c.slots.bindings();
  bindings.argumentOrigins = origins;
  for (size_t i = 0; i < c.slots.ids.size(); ++i)
    if (!c.isFormed[i] && !checkBound(bc, c, i, bindings))
      return false;
  const Function &row = bc.ctx.program.functions[c.function];
  if (c.signature->outIndex >= 0 && row.owner.is(Entity::Kind::Struct))
    for (const WhereClause &where : headerOf(bc.ctx, row.owner.structure()).wheres)
      if (!checkWhere(bc, c, where, ~0u, bindings))
        return false;
  for (size_t i = 0; i < c.signature->wheres.size(); ++i)
    if (!checkWhere(bc, c, c.signature->wheres[i], i, bindings))
      return false;
  if (c.isInconclusive && site.conversion)
    return fail(c, {FailureReason::WhereInconclusive, 0, 0, {}, {}, {}, nullptr});
  return true;
}

} // namespace fornax::sema
