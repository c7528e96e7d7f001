// Terms of operands, and the three questions asked of two terms.

#include "ownership/Terms.h"

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

static bool isInterior(OriginStep step) { return step.kind == StepKind::Interior; }

/// A subtree is its base and all below: from there on the path is not known exactly.
static void appendSteps(ArrayRef<OriginStep> from, Term &term) {
  for (OriginStep step : from) {
    if (step.kind != StepKind::Subtree)
      term.steps.push_back(step);
    else if (term.exact == ~0u)
      term.exact = unsigned(term.steps.size());
  }
}

Term Terms::termOf(OriginAttr origin) const {
  Term term;
  switch (origin.getKind()) {
  case OriginKind::Any: return term;
  case OriginKind::Param: term.param = origin.getParam(); break;
  case OriginKind::Place: {
    NodeId node = places.of(origin);
    if (!node)
      return term;
    term.root = places.nodes[node].root;
    break;
  }
  }
  appendSteps(origin.getSteps(), term);
  return term;
}

Term Terms::termOf(NodeId path) const {
  Term term;
  term.root = places.nodes[path].root;
  for (NodeId node = path; places.nodes[node].parent; node = places.nodes[node].parent) {
    auto structType = cast<StructType>(places.nodes[places.nodes[node].parent].type);
    term.steps.push_back({StepKind::Field, structType.getBody().getFields()[places.nodes[node].field].name});
  }
  std::reverse(term.steps.begin(), term.steps.end());
  return term;
}

void Terms::append(OriginsAttr origins, SmallVectorImpl<Access> &out) const {
  if (origins)
    for (OriginAttr term : origins.getTerms())
      out.push_back({termOf(term), term.getIsMut()});
}

SmallVector<Term, 2> Terms::placesOf(Value ref) const {
  if (NodeId node = places.of(ref))
    return {termOf(node)};
  SmallVector<Term, 2> terms;
  if (OriginsAttr origins = effects.originsOf(ref))
    for (OriginAttr term : origins.getTerms())
      terms.push_back(termOf(term));
  return terms;
}

SmallVector<Access, 2> Terms::heldBy(Value operand) const {
  SmallVector<Access, 2> held;
  if (NodeId node = places.of(operand))
    append(places.rootOf(node).holds, held);
  else if (!isa<RefType>(operand.getType()))
    append(effects.originsOf(operand), held);
  return held;
}

std::string Terms::spell(const Term &term) const {
  std::string text = term.param ? term.param.str() : term.root ? places.spell(places.roots[term.root].node) : "anything";
  for (OriginStep step : term.steps)
    text += isInterior(step) ? "[\"" + step.name.str() + "\"]" : "." + step.name.str();
  return text;
}

/// One path is a prefix of the other, as far as both are known exactly.
static bool prefixes(ArrayRef<OriginStep> a, ArrayRef<OriginStep> b, unsigned exact) {
  size_t common = std::min({a.size(), b.size(), size_t(exact)});
  return a.take_front(common) == b.take_front(common);
}

bool overlap(const Term &a, const Term &b) {
  return !a.isAny() && !b.isAny() && a.root == b.root && a.param == b.param && prefixes(a.steps, b.steps, std::min(a.exact, b.exact));
}

bool conflict(const Access &a, const Access &b) {
  if (!overlap(a.term, b.term))
    return false;
  auto writes = [](const Access &longer, const Access &shorter) {
    ArrayRef<OriginStep> steps = longer.term.steps;
    bool through = steps.size() > shorter.term.steps.size() && llvm::any_of(steps.drop_front(shorter.term.steps.size()), isInterior);
    return longer.writes && !through;
  };
  return writes(a, b) || writes(b, a);
}

bool invalidates(const Term &changed, const Term &held) {
  if (changed.isAny() || held.isAny() || changed.root != held.root || changed.param != held.param)
    return false;
  ArrayRef<OriginStep> path = changed.steps, whole = held.steps;
  for (size_t i = 0; i != whole.size(); ++i) {
    ArrayRef<OriginStep> base = whole.take_front(i);
    if (!isInterior(whole[i]) || !prefixes(path, base, std::min(changed.exact, held.exact)))
      continue;
    bool behindATag = path.size() > i && llvm::any_of(path.drop_front(i), isInterior);
    if (!behindATag)
      return true;
  }
  return false;
}

} // namespace fornax::ownership
