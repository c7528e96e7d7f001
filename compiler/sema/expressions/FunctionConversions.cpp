// Functions as values: items, overload sets and closures where a function type is wanted.

#include "sema/calls/Overloads.h"

namespace fornax::sema {

using namespace checked;

Term callSignatureOf(BodyContext &bc, Type type) {
  if (isKind(type, TermKind::Pointer))
    return signatureOfPointer(type);
  if (std::optional<SignatureTerm> signature = callableSignature(bc.ctx, type))
    return makeSignature(bc.ctx, *signature);
  if (!isKind(type, TermKind::Struct))
    for (Term trait : knownTraits(bc.ctx, type, bc.env))
      if (isKind(trait, TermKind::Signature))
        return trait;
  return {};
}

/// The item with what the required signature determines filled in, if it meets the pointer type; null otherwise.
static Term itemMeeting(BodyContext &bc, Type item, Type pointer, uint8_t &adaptations) {
  std::optional<CallableFit> meets = callableMeets(bc.ctx, item, pointer, bc.env);
  if (!meets)
    return {};
  adaptations = meets->adaptations;
  if (!hasFlag(item, HasHole))
    return item;
  llvm::SmallVector<Term, 8> terms;
  size_t next = 0;
  for (Term argument : argumentsOf(item))
    terms.push_back(isKind(argument, TermKind::Hole) && next < meets->own.size() ? meets->own[next++] : argument);
  return makeFunctionItem(bc.ctx, functionOf(item), terms);
}

static bool isClosureWithList(Context &ctx, Type type) {
  return isKind(type, TermKind::ClosureType) && ctx.program.closures[closureOf(type)].hasCaptureList;
}

Fit fitFunction(BodyContext &bc, Draft *draft, Type from, Expected expected) {
  Fit fit;
  fit.expected = expected.type;
  fit.mode = expected.mode;
  fit.type = expected.type;
  fit.failure = {FailureReason::NoConversion, 0, 0, from, expected.type, {}, nullptr};
  if (!isKind(expected.type, TermKind::Pointer) || hasFlag(expected.type, HasHole) || isClosureWithList(bc.ctx, from))
    return fit;
  if (!isKind(from, TermKind::FunctionItem))
    return fit;
  if (Term item = itemMeeting(bc, from, expected.type, fit.adaptations)) {
    fit.failure = {};
    fit.step = FitStep::Function;
    fit.function = item;
  }
  (void)draft;
  return fit;
}

// ---- Overload sets

/// Each function of a set as an item, brackets applied; those that do not take the brackets are left out in silence if there are others.
llvm::SmallVector<Type, 4> functionItems(BodyContext &bc, Draft *draft) {
  Context &ctx = bc.ctx;
  const Denoted &set = *draft->denoted;
  llvm::SmallVector<Type, 4> items;
  for (FunctionId id : set.functions) {
    CallSite site;
    site.range = site.callee = draft->range;
    site.functions = set.functions;
    site.base = set.base;
    site.brackets = set.brackets;
    site.hasBrackets = set.hasBrackets;
    Candidate c;
    c.function = id;
    c.signature = &signatureOf(ctx, id);
    if (!bindOuter(bc, site, c) || !bindExplicit(bc, site, c))
      continue;
    Bindings known = c.slots.bindings();
    llvm::SmallVector<Term, 8> terms;
    for (size_t i = 0; i < c.slots.ids.size(); ++i) {
      Term term = c.slots.terms[i];
      if (!term && set.hasBrackets)
        if (Term value = defaultOf(ctx, c.slots.ids[i]); value && !isError(value))
          term = substitute(ctx, value, known);
      if (!term)
        term = makeHole(ctx, unsigned(i), true, ctx.program.parameters[c.slots.ids[i]].type);
      terms.push_back(term);
      known.bind(c.slots.ids[i], term);
    }
    items.push_back(makeFunctionItem(ctx, id, terms));
  }
  return items;
}

Fit fitOverloads(BodyContext &bc, Draft *draft, Expected expected) {
  Context &ctx = bc.ctx;
  Fit fit;
  fit.expected = expected.type;
  fit.mode = expected.mode;
  Name name = draft->denoted->functions.empty() ? Name() : ctx.program.functions[draft->denoted->functions.front()].name;
  llvm::SmallVector<Type, 4> items = functionItems(bc, draft);
  bool isOpen = !expected.type || isError(expected.type) || isKind(expected.type, TermKind::Hole);
  unsigned found = 0;
  for (Type item : items) {
    Type finished = item;
    uint8_t adaptations = 0;
    Term chosen = item;
    if (!isOpen && isKind(expected.type, TermKind::Pointer))
      chosen = itemMeeting(bc, item, expected.type, adaptations);
    else if (!isOpen && sameType(bc, item, expected.type, finished) != Comparison::Equal)
      chosen = {};
    if (!chosen)
      continue;
    ++found;
    fit.step = FitStep::Function;
    fit.function = chosen;
    fit.adaptations = adaptations;
    fit.type = !isOpen && isKind(expected.type, TermKind::Pointer) ? expected.type : Type(chosen.node());
  }
  if (found == 1)
    return fit;
  if (found > 1 || isOpen)
    fit.failure = {FailureReason::AmbiguousFunction, 0, 0, {}, expected.type, name, nullptr};
  else
    fit.failure = {FailureReason::NoConversion, 0, 0, items.empty() ? Term() : Term(items.front()), expected.type, name, nullptr};
  return fit;
}

} // namespace fornax::sema
