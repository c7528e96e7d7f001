// Whether and how a draft becomes something of an expected type. Pure; memoised in the draft.

#include "sema/calls/Caches.h"
#include "sema/calls/Overloads.h"

namespace fornax::sema {

using namespace checked;

bool succeeded(const Fit *fit) { return !fit->failure; }
Type typeOf(const Fit *fit) { return fit->type; }

static Fit failed(Draft *draft, Expected expected, FitRules rules, FailureReason reason) {
  Fit fit;
  fit.expected = expected.type;
  fit.mode = expected.mode;
  fit.rules = rules;
  fit.failure = {reason, 0, 0, {}, expected.type, {}, nullptr};
  (void)draft;
  return fit;
}

static Fit computeFit(BodyContext &bc, Draft *draft, Expected expected, FitRules rules) {
  switch (draft->form) {
  case DraftForm::Done: return convertFit(bc, draft, bc.build.typeOf(draft->expr), expected, rules);
  case DraftForm::Error: {
    Fit fit = failed(draft, expected, rules, FailureReason::None);
    fit.type = expected.type ? expected.type : errorType(bc.ctx);
    return fit;
  }
  case DraftForm::Functions: return fitOverloads(bc, draft, expected);
  case DraftForm::Term:
  case DraftForm::Module:
  case DraftForm::Intrinsic: return failed(draft, expected, rules, FailureReason::NotAValue);
  case DraftForm::ListDisplay:
  case DraftForm::DictDisplay:
  case DraftForm::BraceDisplay:
  case DraftForm::Tuple:
  case DraftForm::Comprehension: return fitDisplay(bc, draft, expected, rules);
  case DraftForm::ContextMember: return fitChain(bc, draft, expected, rules);
  case DraftForm::Slice: return fitSlice(bc, draft, expected, rules);
  case DraftForm::Ternary: return fitTernary(bc, draft, expected, rules);
  }
  llvm_unreachable("every form is handled");
}

/// Longer lists are slow to search: calls with hundreds of candidates ask each operand about as many types.
static constexpr unsigned LongestList = 16;

static const Fit *findFit(const Fit *list, Expected expected, FitRules rules, unsigned &length) {
  for (; list; list = list->next, ++length)
    if (list->expected == expected.type && list->mode == expected.mode && list->rules == rules)
      return list;
  return nullptr;
}

const Fit *fitWith(BodyContext &bc, Draft *draft, Expected expected, FitRules rules) {
  unsigned length = 0;
  if (const Fit *known = findFit(draft->fits, expected, rules, length))
    return known;
  auto &more = cachesOf(bc.ctx).fits;
  bool isLong = length >= LongestList;
  if (isLong)
    if (const Fit *known = findFit(more.lookup({draft, expected.type}), expected, rules, length))
      return known;
  Fit fit = computeFit(bc, draft, expected, rules);
  fit.expected = expected.type;
  fit.mode = expected.mode;
  fit.rules = rules;
  const Fit *&list = isLong ? more[{draft, expected.type}] : draft->fits;
  fit.next = list;
  return list = bc.ctx.program.arena.make<Fit>(fit);
}

/// First with undecided equalities as failures; then, if only they stand in the way, with obligations.
const Fit *fit(BodyContext &bc, Draft *draft, Expected expected) {
  const Fit *strict = fitWith(bc, draft, expected, {UnknownPolicy::Fail, 0});
  if (!strict->failure || !strict->isUnknown)
    return strict;
  const Fit *lenient = fitWith(bc, draft, expected, {UnknownPolicy::Accept, 0});
  return lenient->failure ? strict : lenient;
}

} // namespace fornax::sema
