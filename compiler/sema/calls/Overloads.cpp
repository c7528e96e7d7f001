// The passes over the candidates of a call, and the choice among those that are viable.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/evaluation/Evaluator.h"

namespace fornax::sema {

const CallSite *keepSite(BodyContext &bc, const CallSite &site) { return bc.ctx.program.arena.make<CallSite>(site); }

static Candidate tryCandidate(BodyContext &bc, const CallSite &site, FunctionId function, UnknownPolicy policy) {
  Candidate c;
  c.function = function;
  c.signature = &signatureOf(bc.ctx, function);
  bool isViable = bindShape(bc, site, c) && bindOuter(bc, site, c) && bindExplicit(bc, site, c) && inferArguments(bc, site, c, policy) &&
                  fillDefaults(bc, site, c) && fitOperands(bc, site, c, policy) && checkBounds(bc, site, c);
  if (isViable)
    computeRank(bc, site, c);
  assert(isViable == c.isViable());
  return c;
}

static Type resultTypeOf(BodyContext &bc, const CallSite &site, const Candidate &c) {
  Type declared = c.signature->outIndex >= 0 ? c.signature->arguments[c.signature->outIndex].type : c.signature->result;
  if (isError(declared))
    return errorType(bc.ctx);
  Term type = settled(bc.ctx, substituteType(bc.ctx, declared, c.slots.bindings()), site.range);
  return isError(type) ? errorType(bc.ctx) : asType(type);
}

static const Resolution *freeze(BodyContext &bc, const CallSite &site, const Candidate &c) {
  auto *chosen = bc.ctx.program.arena.make<Resolution>();
  chosen->site = &site;
  chosen->function = c.function;
  chosen->terms = arenaList(bc, llvm::ArrayRef<Term>(c.slots.terms));
  chosen->outerCount = c.outerCount;
  chosen->receiverArgument = c.receiverArgument;
  chosen->argumentOf = arenaList(bc, llvm::ArrayRef<int>(c.argumentOf));
  chosen->fits = arenaList(bc, llvm::ArrayRef<const Fit *>(c.fits));
  chosen->receiverFit = c.receiverFit;
  chosen->obligations = arenaList(bc, llvm::ArrayRef<Obligation>(c.obligations));
  chosen->cost = c.rank.conversions;
  chosen->type = resultTypeOf(bc, site, c);
  return chosen;
}

/// The candidates that no other viable one beats.
static llvm::SmallVector<size_t, 2> minima(llvm::ArrayRef<Candidate> candidates) {
  llvm::SmallVector<size_t, 2> best;
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (!candidates[i].isViable())
      continue;
    int order = best.empty() ? 0 : compareRanks(candidates[i].rank, candidates[best.front()].rank);
    if (order < 0)
      best.clear();
    if (order <= 0)
      best.push_back(i);
  }
  return best;
}

/// A trait that declares a requirement of its ancestor anew speaks for it.
static void dropOverridden(BodyContext &bc, llvm::ArrayRef<Candidate> candidates, llvm::SmallVectorImpl<size_t> &best) {
  auto traitOf = [&](size_t i) {
    Entity owner = bc.ctx.program.functions[candidates[i].function].owner;
    return owner.is(Entity::Kind::Trait) ? owner.trait() : TraitId();
  };
  auto isOverridden = [&](size_t i) {
    TraitId own = traitOf(i);
    return own && llvm::any_of(best, [&](size_t k) {
             TraitId other = traitOf(k);
             return other && other != own && llvm::is_contained(ancestorsOf(bc.ctx, other), makeTrait(bc.ctx, own));
           });
  };
  llvm::SmallVector<size_t, 2> kept;
  for (size_t i : best)
    if (!isOverridden(i))
      kept.push_back(i);
  best.assign(kept.begin(), kept.end());
}

Outcome resolve(BodyContext &bc, const CallSite &site, UnknownPolicy policy) {
  Outcome outcome;
  for (FunctionId function : site.functions)
    outcome.candidates.push_back(tryCandidate(bc, site, function, policy));
  outcome.best = minima(outcome.candidates);
  if (outcome.best.empty() && policy == UnknownPolicy::Fail &&
      llvm::any_of(outcome.candidates, [](const Candidate &c) { return c.failedByUnknown; })) {
    for (Candidate &c : outcome.candidates)
      if (c.failedByUnknown)
        c = tryCandidate(bc, site, c.function, UnknownPolicy::Accept);
    outcome.best = minima(outcome.candidates);
  }
  if (outcome.best.empty())
    return outcome;
  if (outcome.best.size() > 1)
    dropOverridden(bc, outcome.candidates, outcome.best);
  outcome.lacksEvidence = llvm::any_of(outcome.best, [&](size_t i) { return outcome.candidates[i].isInconclusive; });
  outcome.isAmbiguous = outcome.best.size() > 1;
  if (!outcome.lacksEvidence && !outcome.isAmbiguous)
    outcome.chosen = freeze(bc, site, outcome.candidates[outcome.best.front()]);
  return outcome;
}

checked::Expr *buildCall(BodyContext &bc, const CallSite &site) {
  if (hasErrorOperand(bc, site.operands) || (site.receiver && site.receiver->form == DraftForm::Error))
    return bc.build.error(site.range);
  const CallSite *kept = keepSite(bc, site);
  Outcome outcome = resolve(bc, *kept);
  if (outcome.chosen)
    return realiseCall(bc, *outcome.chosen);
  explain(bc, *kept, outcome);
  return bc.build.error(site.range);
}

} // namespace fornax::sema
