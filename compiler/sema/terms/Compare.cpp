// Equality of terms in three answers. The table in CompareTest is the contract.
#include "sema/terms/Arithmetic.h"
#include "sema/terms/Machine.h"
#include "sema/terms/TermTable.h"

using llvm::ArrayRef;

namespace fornax::sema {

/// The outcome hangs on something only evaluation can say.
static bool isInterpreted(Term t) {
  switch (t->kind) {
  case TermKind::Call:
  case TermKind::TargetQuery:
  case TermKind::Reflect:
  case TermKind::Op:
  case TermKind::Compare:
  case TermKind::And:
  case TermKind::Or:
  case TermKind::Not:
  case TermKind::TypeEq:
  case TermKind::Conforms:
  case TermKind::AllConform:
  case TermKind::OriginHas:
  case TermKind::Target: return true;
  case TermKind::Member:
  case TermKind::ListGet:
  case TermKind::Witness: return isInterpreted(t->operand(0));
  case TermKind::Apply: return hasFlag(t, HasOpaque) || ComptimeId(uint32_t(t->payload)).isValid() || isInterpreted(t->operand(0));
  case TermKind::Reduce:
  case TermKind::Tabulate: return true;
  case TermKind::Product: return llvm::any_of(t->operands(), isInterpreted);
  default: return false;
  }
}

static Comparison fold(Comparison a, Comparison b) {
  if (a == Comparison::Different || b == Comparison::Different)
    return Comparison::Different;
  return a == Comparison::Unknown || b == Comparison::Unknown ? Comparison::Unknown : Comparison::Equal;
}

static bool isNumeric(Term t) { return isKind(t, TermKind::Int) || isKind(t, TermKind::Sum) || isKind(t, TermKind::Product); }

static Comparison compareNumbers(Term a, Term b, Type type) {
  RingType ring = ringOf(type);
  Polynomial d = addPolynomials(readPolynomial(a, ring), scalePolynomial(readPolynomial(b, ring), ringConstant(ring, -1), ring), ring);
  bool areRigid = llvm::none_of(d.terms, [](const Polynomial::Summand &s) { return isInterpreted(s.atom); });
  return areRigid ? Comparison::Different : Comparison::Unknown;
}

static Comparison compareCond(Context &ctx, Term cond, Term other) {
  Comparison then = compare(ctx, cond->operand(1), other), otherwise = compare(ctx, cond->operand(2), other);
  return then == otherwise ? then : Comparison::Unknown;
}

static Comparison compareValue(Context &ctx, Term value, Term other) {
  Comparison result = Comparison::Equal;
  for (unsigned i = 0; i < value->count; ++i)
    result = fold(result, compare(ctx, value->operand(i), makeMember(ctx, other, i)));
  return result;
}

static Comparison compareOperands(Context &ctx, Term a, Term b) {
  Comparison result = Comparison::Equal;
  for (unsigned i = 0; i < a->count; ++i)
    if (a->operand(i) && b->operand(i))
      result = fold(result, compare(ctx, a->operand(i), b->operand(i)));
  return result;
}

/// Lists with symbolic segments: known heads and tails are compared, the rest stays open.
static Comparison compareLists(Context &ctx, Term a, Term b) {
  auto segments = [](const Term &t) { return isKind(t, TermKind::Concat) ? t->operands() : ArrayRef<Term>(t); };
  llvm::SmallVector<Term, 8> x, y;
  auto expand = [&](Term t, llvm::SmallVectorImpl<Term> &into) {
    for (Term segment : segments(t))
      if (isKind(segment, TermKind::List))
        into.append(segment->operands().begin(), segment->operands().end());
      else
        into.push_back(Term());
  };
  expand(a, x);
  expand(b, y);
  size_t n = std::min(x.size(), y.size());
  for (size_t i = 0; i < n && x[i] && y[i]; ++i)
    if (compare(ctx, x[i], y[i]) == Comparison::Different)
      return Comparison::Different;
  for (size_t i = 1; i <= n && x[x.size() - i] && y[y.size() - i]; ++i)
    if (compare(ctx, x[x.size() - i], y[y.size() - i]) == Comparison::Different)
      return Comparison::Different;
  return llvm::any_of(a->operands(), isInterpreted) || llvm::any_of(b->operands(), isInterpreted) ? Comparison::Unknown : Comparison::Different;
}

Comparison compare(Context &ctx, Term a, Term b) {
  if (a == b || isError(a) || isError(b) || hasFlag(a, HasError) || hasFlag(b, HasError))
    return Comparison::Equal;
  if (isKind(a, TermKind::Hole) || isKind(b, TermKind::Hole))
    return Comparison::Equal;
  if (isOrigin(ctx, a) && isOrigin(ctx, b))
    return originsEqual(a, b) ? Comparison::Equal : Comparison::Different;
  constexpr unsigned unsettled = HasParam | HasBound | HasTarget | HasOpaque | HasOrigin | HasCall | HasHole;
  if (!hasFlag(a, unsettled) && !hasFlag(b, unsettled))
    return Comparison::Different;
  if (isNumeric(a) || isNumeric(b)) {
    Type type = typeOf(ctx, isNumeric(a) ? a : b);
    if (ringOf(type).isRing && typeOf(ctx, isNumeric(a) ? b : a) == type)
      return compareNumbers(a, b, type);
  }
  if (isKind(a, TermKind::Cond))
    return compareCond(ctx, a, b);
  if (isKind(b, TermKind::Cond))
    return compareCond(ctx, b, a);
  if (isKind(a, TermKind::Value))
    return isKind(b, TermKind::Value) && typeOf(ctx, a) != typeOf(ctx, b) ? Comparison::Different : compareValue(ctx, a, b);
  if (isKind(b, TermKind::Value))
    return compareValue(ctx, b, a);
  if (isInterpreted(a) || isInterpreted(b))
    return Comparison::Unknown;
  if (a->kind == b->kind && a->payload == b->payload && a->count == b->count)
    return compareOperands(ctx, a, b);
  auto isList = [](Term t) { return isKind(t, TermKind::List) || isKind(t, TermKind::Concat); };
  if (isList(a) && isList(b))
    return compareLists(ctx, a, b);
  return Comparison::Different;
}

} // namespace fornax::sema
