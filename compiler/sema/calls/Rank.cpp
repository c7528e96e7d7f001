// The order among viable candidates.

#include "sema/calls/Overloads.h"

namespace fornax::sema {

int compareRanks(const Rank &a, const Rank &b) {
  auto key = [](const Rank &r) { return std::tuple(r.conversions, r.bindsVariadic, r.conventions, r.parameters, r.isStatic, r.isImplicit); };
  return key(a) < key(b) ? -1 : key(b) < key(a) ? 1 : 0;
}

static bool isOwned(Convention convention) { return convention == Convention::Var || convention == Convention::Deinit; }

static bool isValue(const Draft *draft) {
  return draft->form != DraftForm::Done || draft->expr->category != checked::Category::Place ||
         draft->expr->kind == checked::ExprKind::TemporaryPlace;
}

/// 2: a place copied into an owned argument; 1: a value of the exact type taken by reference; 1: a register value that must lie in memory.
static unsigned conventionMismatch(BodyContext &bc, const Candidate &c, const Argument &argument, const Draft *draft, const Fit &fit) {
  bool isExact = fit.cost == 0;
  unsigned weight = 0;
  if (isOwned(argument.convention))
    weight += !isValue(draft) && isExact ? 2 : 0;
  else
    weight += isValue(draft) && isExact ? 1 : 0;
  bool isGeneric = isKind(argument.type, TermKind::Param) && c.slots.find(parameterOf(argument.type)) >= 0;
  bool wantsMemory = isGeneric || argument.convention == Convention::Mut || argument.convention == Convention::Ref;
  if (wantsMemory && fit.type && !isError(fit.type) && isRegisterPassable(bc.ctx, fit.type, bc.env))
    weight += 1;
  return weight;
}

void computeRank(BodyContext &bc, const CallSite &site, Candidate &c) {
  const Signature &signature = *c.signature;
  Rank &rank = c.rank;
  rank = {};
  llvm::SmallVector<bool, 8> isGiven(signature.arguments.size());
  for (size_t k = 0; k < site.operands.size(); ++k) {
    size_t i = size_t(c.argumentOf[k]);
    isGiven[i] = true;
    const Argument &argument = signature.arguments[i];
    rank.bindsVariadic |= argument.kind == ArgumentKind::Variadic || argument.kind == ArgumentKind::KeywordVariadic;
    rank.conversions += c.fits[k]->cost;
    if (site.functions.size() > 1)
      rank.conventions += conventionMismatch(bc, c, argument, site.operands[k].draft, *c.fits[k]);
  }
  for (size_t i = 0; i < signature.arguments.size(); ++i) {
    ArgumentKind kind = signature.arguments[i].kind;
    if (!isGiven[i] && int(i) != signature.outIndex && (kind == ArgumentKind::Variadic || kind == ArgumentKind::KeywordVariadic))
      rank.conversions += 1;
  }
  if (c.receiverFit && site.functions.size() > 1)
    rank.conventions += conventionMismatch(bc, c, signature.arguments[size_t(c.receiverArgument)], site.receiver, *c.receiverFit);
  rank.parameters = unsigned(c.slots.ids.size());
  rank.isStatic = bc.ctx.program.functions[c.function].isStatic && signature.outIndex < 0;
  rank.isImplicit = signature.isImplicit;
}

} // namespace fornax::sema
