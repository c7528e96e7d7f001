// Normal forms of scalar operations, comparisons, booleans and conditionals.
#include "sema/entities/Demand.h"
#include "sema/proofs/Conformance.h"
#include "sema/terms/Arithmetic.h"
#include "sema/terms/Machine.h"
#include "sema/terms/TermTable.h"

using llvm::APInt;
using llvm::ArrayRef;

namespace fornax::sema {

static bool byId(Term a, Term b) { return a->id < b->id; }
static bool anyError(ArrayRef<Term> terms) {
  return llvm::any_of(terms, [](Term t) { return isError(t); });
}
static bool isTrue(Term t) { return asBool(t) == true; }
static bool isFalse(Term t) { return asBool(t) == false; }

// ---- Operations

static bool isCommutative(SimdOp op) {
  switch (op) {
  case SimdOp::Op_add:
  case SimdOp::Op_mul:
  case SimdOp::Op_min:
  case SimdOp::Op_max:
  case SimdOp::Op_and:
  case SimdOp::Op_or:
  case SimdOp::Op_xor: return true;
  default: return false;
  }
}

static std::optional<ComparePredicate> predicateOf(SimdOp op) {
  switch (op) {
  case SimdOp::Op_eq: return ComparePredicate::Eq;
  case SimdOp::Op_ne: return ComparePredicate::Ne;
  case SimdOp::Op_lt: return ComparePredicate::Lt;
  case SimdOp::Op_le: return ComparePredicate::Le;
  case SimdOp::Op_gt: return ComparePredicate::Gt;
  case SimdOp::Op_ge: return ComparePredicate::Ge;
  default: return std::nullopt;
  }
}

/// Over one lane these are the identity.
static bool isReduction(SimdOp op) {
  switch (op) {
  case SimdOp::Op_all:
  case SimdOp::Op_any:
  case SimdOp::Op_reduce_add:
  case SimdOp::Op_reduce_mul:
  case SimdOp::Op_reduce_min:
  case SimdOp::Op_reduce_max:
  case SimdOp::Op_reduce_and:
  case SimdOp::Op_reduce_or:
  case SimdOp::Op_reduce_xor: return true;
  default: return false;
  }
}

/// Operations that have a normal form of their own; null for the rest.
static Term normalOp(Context &ctx, SimdOp op, ArrayRef<Term> v, Type type) {
  bool isRing = ringOf(type).isRing;
  if (isBoolMachine(type)) {
    if (op == SimdOp::Op_and)
      return makeAnd(ctx, v);
    if (op == SimdOp::Op_or)
      return makeOr(ctx, v);
    if (op == SimdOp::Op_not)
      return makeNot(ctx, v[0]);
    if (op == SimdOp::Op_xor)
      return makeNot(ctx, makeCompare(ctx, ComparePredicate::Eq, v[0], v[1]));
    std::optional<ComparePredicate> predicate = predicateOf(op);
    if (predicate && v.size() == 2)
      return makeCompare(ctx, *predicate, v[0], v[1]);
  }
  if (isRing) {
    if (op == SimdOp::Op_add)
      return makeAdd(ctx, v[0], v[1]);
    if (op == SimdOp::Op_sub)
      return makeAdd(ctx, v[0], makeNeg(ctx, v[1]));
    if (op == SimdOp::Op_mul)
      return makeMul(ctx, v[0], v[1]);
    if (op == SimdOp::Op_neg)
      return makeNeg(ctx, v[0]);
    std::optional<int64_t> amount = op == SimdOp::Op_shl ? asInt64(v[1]) : std::nullopt;
    unsigned bits = ringOf(type).bits;
    if (amount && *amount >= 0 && *amount < int64_t(bits ? bits : 4096))
      return makeMul(ctx, v[0], makeInt(ctx, APInt(bits ? bits : unsigned(*amount) + 2, 1).shl(unsigned(*amount)), type));
    if ((op == SimdOp::Op_div || op == SimdOp::Op_floordiv) && asInt64(v[1]) == 1)
      return v[0];
  }
  if ((op == SimdOp::Op_cast || op == SimdOp::Op_bitcast || op == SimdOp::Op_splat) && typeOf(ctx, v[0]) == type)
    return v[0];
  if (isReduction(op) && v.size() == 1 && typeOf(ctx, v[0]) == type && scalarOf(type))
    return v[0];
  if (op == SimdOp::Op_splat && scalarOf(type) && scalarOf(typeOf(ctx, v[0])))
    return makeOp(ctx, SimdOp::Op_bitcast, v, type); // one lane, spelled in two ways
  if (op == SimdOp::Op_select && isBoolMachine(typeOf(ctx, v[0])))
    return makeCond(ctx, v[0], v[1], v[2]);
  if ((op == SimdOp::Op_min || op == SimdOp::Op_max || op == SimdOp::Op_and || op == SimdOp::Op_or) && v[0] == v[1])
    return v[0];
  return {};
}

Term makeOp(Context &ctx, SimdOp op, ArrayRef<Term> operands, Type type) {
  if (anyError(operands) || isError(type))
    return makeError(ctx);
  if (Term folded = foldScalarOp(ctx, op, operands, type))
    return folded;
  if (Term normal = normalOp(ctx, op, operands, type))
    return normal;
  llvm::SmallVector<Term, 4> sorted(operands.begin(), operands.end());
  if (isCommutative(op))
    llvm::sort(sorted, byId);
  return tableOf(ctx).get({TermKind::Op, uint64_t(op), type, sorted});
}

// ---- Comparisons

static Term compareNode(Context &ctx, ComparePredicate predicate, Term a, Term b) {
  return tableOf(ctx).get({TermKind::Compare, uint64_t(predicate), boolMachine(ctx), {a, b}});
}

/// a == b modulo the width: all terms with a positive coefficient left, the rest right, the first positive.
static Term compareEqual(Context &ctx, bool isEqual, Term a, Term b, Type type) {
  RingType ring = ringOf(type);
  Polynomial d = addPolynomials(readPolynomial(a, ring), scalePolynomial(readPolynomial(b, ring), ringConstant(ring, -1), ring), ring);
  if (d.terms.empty())
    return makeBool(ctx, d.constant.isZero() == isEqual);
  if (d.terms[0].coefficient.isNegative())
    d = scalePolynomial(d, ringConstant(ring, -1), ring);
  Polynomial left{ringConstant(ring, 0), {}}, right{ringNeg(ring, d.constant), {}};
  for (const auto &term : d.terms)
    if (term.coefficient.isNegative())
      right.terms.push_back({ringNeg(ring, term.coefficient), term.atom});
    else
      left.terms.push_back(term);
  return compareNode(ctx, isEqual ? ComparePredicate::Eq : ComparePredicate::Ne, writePolynomial(ctx, left, type), writePolynomial(ctx, right, type));
}

/// a < b or a <= b; with a constant on one side always the latter.
static Term compareOrder(Context &ctx, bool orEqual, bool isUnsigned, Term a, Term b, Type type) {
  if (a == b)
    return makeBool(ctx, orEqual);
  if (std::optional<int> order = orderOfConstants(a, b))
    return makeBool(ctx, *order < 0 || (orEqual && *order == 0));
  RingType ring = ringOf(type);
  bool isExact = ring.bits == 0;
  if (isKind(b, TermKind::Int)) {
    const APInt &limit = intOf(b);
    bool isLeast = !isExact && (isUnsigned ? limit.isMinValue() : limit.isMinSignedValue());
    bool isGreatest = !isExact && (isUnsigned ? limit.isMaxValue() : limit.isMaxSignedValue());
    if (orEqual && isGreatest)
      return makeBool(ctx, true);
    if (!orEqual && isLeast)
      return makeBool(ctx, false);
    if (!orEqual)
      return compareOrder(ctx, true, isUnsigned, a, makeInt(ctx, ringAdd(ring, limit, ringConstant(ring, -1)), type), type);
  } else if (isKind(a, TermKind::Int)) {
    const APInt &limit = intOf(a);
    bool isLeast = !isExact && (isUnsigned ? limit.isMinValue() : limit.isMinSignedValue());
    bool isGreatest = !isExact && (isUnsigned ? limit.isMaxValue() : limit.isMaxSignedValue());
    if (orEqual && isLeast)
      return makeBool(ctx, true);
    if (!orEqual && isGreatest)
      return makeBool(ctx, false);
    if (!orEqual)
      return compareOrder(ctx, true, isUnsigned, makeInt(ctx, ringAdd(ring, limit, ringConstant(ring, 1)), type), b, type);
  }
  ComparePredicate predicate =
      orEqual ? (isUnsigned ? ComparePredicate::ULe : ComparePredicate::Le) : (isUnsigned ? ComparePredicate::ULt : ComparePredicate::Lt);
  return compareNode(ctx, predicate, a, b);
}

static Term compareBooleans(Context &ctx, bool isEqual, Term a, Term b) {
  Term same = makeOr(ctx, {makeAnd(ctx, {a, b}), makeAnd(ctx, {makeNot(ctx, a), makeNot(ctx, b)})});
  return isEqual ? same : makeNot(ctx, same);
}

/// Types without a ring form: floats, text, machine types that are still symbolic.
static Term compareOther(Context &ctx, ComparePredicate predicate, Term a, Term b, Type type) {
  bool isEq = predicate == ComparePredicate::Eq, isNe = predicate == ComparePredicate::Ne;
  if (isKind(a, TermKind::String) && isKind(b, TermKind::String)) {
    int order = textOf(a).compare(textOf(b));
    return makeBool(ctx, isEq ? order == 0 : isNe ? order != 0 : predicate == ComparePredicate::Lt ? order < 0 : order <= 0);
  }
  if (isKind(a, TermKind::Float) && isKind(b, TermKind::Float)) {
    std::optional<int> order = orderOfConstants(a, b);
    if (!order)
      return makeBool(ctx, isNe);
    return makeBool(ctx, isEq ? *order == 0 : isNe ? *order != 0 : predicate == ComparePredicate::Lt ? *order < 0 : *order <= 0);
  }
  if (isStringMachine(type) && a == b)
    return makeBool(ctx, predicate != ComparePredicate::Ne && predicate != ComparePredicate::Lt);
  if ((isEq || isNe) && byId(b, a))
    std::swap(a, b);
  return compareNode(ctx, predicate, a, b);
}

Term makeCompare(Context &ctx, ComparePredicate predicate, Term a, Term b) {
  if (isError(a) || isError(b))
    return makeError(ctx);
  using P = ComparePredicate;
  switch (predicate) {
  case P::Gt: return makeCompare(ctx, P::Lt, b, a);
  case P::Ge: return makeCompare(ctx, P::Le, b, a);
  case P::UGt: return makeCompare(ctx, P::ULt, b, a);
  case P::UGe: return makeCompare(ctx, P::ULe, b, a);
  default: break;
  }
  Type type = typeOf(ctx, a);
  std::optional<Scalar> scalar = scalarOf(type);
  bool isEquality = predicate == P::Eq || predicate == P::Ne;
  if (isBoolMachine(type) && isEquality)
    return compareBooleans(ctx, predicate == P::Eq, a, b);
  if (isBoolMachine(type)) // False < True
    return predicate == P::Lt || predicate == P::ULt ? makeAnd(ctx, {makeNot(ctx, a), b}) : makeOr(ctx, {makeNot(ctx, a), b});
  if (!ringOf(type).isRing)
    return compareOther(ctx, predicate, a, b, type);
  if (isEquality)
    return compareEqual(ctx, predicate == P::Eq, a, b, type);
  bool isUnsigned = predicate == P::ULt || predicate == P::ULe || (scalar && scalar->kind == Scalar::Kind::Unsigned);
  return compareOrder(ctx, predicate == P::Le || predicate == P::ULe, isUnsigned, a, b, type);
}

// ---- Booleans

static Term negateCompare(Context &ctx, Term t) {
  using P = ComparePredicate;
  Term a = t->operand(0), b = t->operand(1);
  switch (P(t->payload)) {
  case P::Eq: return compareNode(ctx, P::Ne, a, b);
  case P::Ne: return compareNode(ctx, P::Eq, a, b);
  default: break;
  }
  if (!ringOf(typeOf(ctx, a)).isRing)
    return {}; // not (x < y) says nothing about the order of floats
  switch (P(t->payload)) {
  case P::Lt: return makeCompare(ctx, P::Le, b, a);
  case P::Le: return makeCompare(ctx, P::Lt, b, a);
  case P::ULt: return makeCompare(ctx, P::ULe, b, a);
  case P::ULe: return makeCompare(ctx, P::ULt, b, a);
  default: return {};
  }
}

Term makeNot(Context &ctx, Term t) {
  if (isError(t))
    return t;
  if (std::optional<bool> value = asBool(t))
    return makeBool(ctx, !*value);
  llvm::SmallVector<Term, 4> negated;
  switch (t->kind) {
  case TermKind::Not: return t->operand(0);
  case TermKind::Compare:
    if (Term flipped = negateCompare(ctx, t))
      return flipped;
    break;
  case TermKind::And:
  case TermKind::Or:
    for (Term operand : t->operands())
      negated.push_back(makeNot(ctx, operand));
    return t->kind == TermKind::And ? makeOr(ctx, negated) : makeAnd(ctx, negated);
  default: break;
  }
  return tableOf(ctx).get({TermKind::Not, 0, boolMachine(ctx), {t}});
}

/// `a` says everything that `b` says: the same, or conformance (of all elements) to a trait with b's among its ancestors.
static bool implies(Context &ctx, Term a, Term b) {
  if (a == b)
    return true;
  bool isConformance = isKind(a, TermKind::Conforms) || isKind(a, TermKind::AllConform);
  if (!isConformance || a->kind != b->kind || a->operand(0) != b->operand(0))
    return false;
  Term trait = a->operand(1);
  return isKind(trait, TermKind::Trait) && llvm::is_contained(ancestorsOf(ctx, traitOf(trait)), b->operand(1));
}

/// Two equalities that cannot both hold: one thing equal to two different constants.
static bool contradicts(Context &ctx, Term a, Term b) {
  if (makeNot(ctx, a) == b)
    return true;
  bool areValues = isKind(a, TermKind::Compare) && isKind(b, TermKind::Compare) && ComparePredicate(a->payload) == ComparePredicate::Eq &&
                   ComparePredicate(b->payload) == ComparePredicate::Eq;
  bool areTypes = isKind(a, TermKind::TypeEq) && isKind(b, TermKind::TypeEq);
  if (!areValues && !areTypes)
    return false;
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j) {
      Term x = a->operand(unsigned(1 - i)), y = b->operand(unsigned(1 - j));
      if (a->operand(unsigned(i)) == b->operand(unsigned(j)) && x != y && isClosed(x) && isClosed(y) && !hasFlag(x, HasCall) && !hasFlag(y, HasCall))
        return true;
    }
  return false;
}

/// And and Or are duals: `isAnd` says which; the unit of And is true.
struct Junction {
  Context &ctx;
  bool isAnd;
  llvm::SmallVector<Term, 8> operands;

  TermKind own() const { return isAnd ? TermKind::And : TermKind::Or; }
  TermKind dual() const { return isAnd ? TermKind::Or : TermKind::And; }
  bool isUnit(Term t) const { return isAnd ? isTrue(t) : isFalse(t); }
  bool isZero(Term t) const { return isAnd ? isFalse(t) : isTrue(t); }
  bool absorbs(Term kept, Term other) const { return isAnd ? implies(ctx, kept, other) : implies(ctx, other, kept); }
  bool excludes(Term a, Term b) const { return isAnd ? contradicts(ctx, a, b) : makeNot(ctx, a) == b; }
  Term make(ArrayRef<Term> terms) const { return isAnd ? makeAnd(ctx, terms) : makeOr(ctx, terms); }

  void flatten(ArrayRef<Term> terms) {
    for (Term t : terms)
      if (isKind(t, own()))
        flatten(t->operands());
      else if (!isUnit(t))
        operands.push_back(t);
  }

  /// Drops what others absorb; false if the whole is the zero.
  bool reduce() {
    llvm::sort(operands, byId);
    operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
    for (size_t i = 0; i < operands.size(); ++i)
      for (size_t j = 0; j < operands.size(); ++j) {
        if (i == j)
          continue;
        if (isZero(operands[i]) || (i < j && excludes(operands[i], operands[j])))
          return false;
        if (absorbs(operands[i], operands[j])) {
          operands.erase(operands.begin() + long(j));
          return reduce();
        }
      }
    return operands.empty() || !isZero(operands[0]);
  }

  /// Simplifies one operand of the dual kind by the other operands: absorbed, or without the members that another operand excludes.
  std::optional<Term> resolve(size_t index) const {
    Term t = operands[index];
    llvm::SmallVector<Term, 8> kept;
    for (Term member : t->operands()) {
      bool isExcluded = false;
      for (size_t i = 0; i < operands.size(); ++i) {
        if (i == index)
          continue;
        if (absorbs(operands[i], member))
          return isAnd ? makeBool(ctx, true) : makeBool(ctx, false);
        isExcluded |= excludes(operands[i], member);
      }
      if (!isExcluded)
        kept.push_back(member);
    }
    if (kept.size() == t->count)
      return std::nullopt;
    return isAnd ? makeOr(ctx, kept) : makeAnd(ctx, kept);
  }

  Term build(ArrayRef<Term> terms) {
    flatten(terms);
    if (!reduce())
      return makeBool(ctx, !isAnd);
    for (size_t i = 0; i < operands.size(); ++i)
      if (isKind(operands[i], dual()))
        if (std::optional<Term> simpler = resolve(i)) {
          operands[i] = *simpler;
          return make(operands);
        }
    if (operands.empty())
      return makeBool(ctx, isAnd);
    if (operands.size() == 1)
      return operands[0];
    return tableOf(ctx).get({own(), 0, boolMachine(ctx), operands});
  }
};

Term makeAnd(Context &ctx, ArrayRef<Term> terms) {
  if (anyError(terms))
    return makeError(ctx);
  return Junction{ctx, true, {}}.build(terms);
}

Term makeOr(Context &ctx, ArrayRef<Term> terms) {
  if (anyError(terms))
    return makeError(ctx);
  return Junction{ctx, false, {}}.build(terms);
}

Term makeCond(Context &ctx, Term condition, Term then, Term otherwise) {
  if (isError(condition))
    return condition;
  if (std::optional<bool> value = asBool(condition))
    return *value ? then : otherwise;
  if (then == otherwise)
    return then;
  // Of a condition and its negation the one that was made first decides which arm comes first.
  if (Term negated = makeNot(ctx, condition); byId(negated, condition)) {
    std::swap(then, otherwise);
    condition = negated;
  }
  if (isBoolMachine(typeOf(ctx, then)) && !isError(then) && !isError(otherwise))
    return makeOr(ctx, {makeAnd(ctx, {condition, then}), makeAnd(ctx, {makeNot(ctx, condition), otherwise})});
  return tableOf(ctx).get({TermKind::Cond, 0, {}, {condition, then, otherwise}});
}

// ---- Questions about types

/// No assignment of the parameters makes them equal: two constructors meet that differ.
static bool neverEqual(Term a, Term b) {
  auto isConstructor = [](Term t) {
    switch (t->kind) {
    case TermKind::Struct:
    case TermKind::FunctionItem:
    case TermKind::ClosureType:
    case TermKind::Pointer:
    case TermKind::Int:
    case TermKind::String:
    case TermKind::Value:
    case TermKind::Traits: return true;
    case TermKind::Mlir: return t->count == 0;
    default: return false;
    }
  };
  if (a == b || !isConstructor(a) || !isConstructor(b))
    return false;
  if (a->kind != b->kind || a->payload != b->payload)
    return true;
  for (unsigned i = 0; i < std::min(a->count, b->count); ++i)
    if (neverEqual(a->operand(i), b->operand(i)))
      return true;
  return a->count != b->count && !hasFlag(a, HasList) && !hasFlag(b, HasList);
}

Term makeTypeEq(Context &ctx, Term a, Term b) {
  if (isError(a) || isError(b))
    return makeError(ctx);
  // Instances do not tell origins apart, so the question must not either.
  a = eraseOrigins(ctx, a);
  b = eraseOrigins(ctx, b);
  if (a == b)
    return makeBool(ctx, true);
  constexpr unsigned unsettled = HasParam | HasBound | HasHole | HasTarget | HasCall | HasOpaque;
  if (neverEqual(a, b) || (!hasFlag(a, unsettled) && !hasFlag(b, unsettled)))
    return makeBool(ctx, false);
  if (byId(b, a))
    std::swap(a, b);
  return tableOf(ctx).get({TermKind::TypeEq, 0, boolMachine(ctx), {a, b}});
}

Term makeConforms(Context &ctx, Term type, Term traits) {
  if (isError(type) || isError(traits))
    return makeError(ctx);
  if (isKind(traits, TermKind::Traits)) {
    llvm::SmallVector<Term, 4> each;
    for (Term member : traits->operands())
      each.push_back(makeConforms(ctx, type, member));
    return makeAnd(ctx, each);
  }
  if (isType(ctx, type) && !isKind(type, TermKind::Hole) && !isKind(type, TermKind::Bound)) {
    ConformanceAnswer answer = conforms(ctx, asType(type), traits, nullptr);
    if (answer.proof == Proof::Proven)
      return makeBool(ctx, true);
    if (answer.proof == Proof::Refuted)
      return makeBool(ctx, false);
    if (isKind(type, TermKind::Struct) && answer.condition && !isKind(answer.condition, TermKind::Conforms))
      return answer.condition;
    if (isKind(type, TermKind::Struct) && answer.condition && answer.condition->operand(0) != type)
      return answer.condition;
  }
  return tableOf(ctx).get({TermKind::Conforms, 0, boolMachine(ctx), {type, traits}});
}

Term makeAllConform(Context &ctx, Term list, Term traits) {
  if (isError(list) || isError(traits))
    return makeError(ctx);
  llvm::SmallVector<Term, 8> each;
  if (isKind(list, TermKind::List)) {
    for (Term element : list->operands())
      each.push_back(makeConforms(ctx, element, traits));
    return makeAnd(ctx, each);
  }
  if (isKind(list, TermKind::Concat)) {
    for (Term segment : list->operands())
      each.push_back(makeAllConform(ctx, segment, traits));
    return makeAnd(ctx, each);
  }
  if (isKind(traits, TermKind::Traits)) {
    for (Term member : traits->operands())
      each.push_back(makeAllConform(ctx, list, member));
    return makeAnd(ctx, each);
  }
  if (isKind(list, TermKind::Param) && isKind(traits, TermKind::Trait)) {
    // The bound of the list answers for every element.
    Term bound = makeTraits(ctx, {traits, typeOf(ctx, list)});
    if (isKind(typeOf(ctx, list), TermKind::Traits) && bound == typeOf(ctx, list))
      return makeBool(ctx, true);
  }
  return tableOf(ctx).get({TermKind::AllConform, 0, boolMachine(ctx), {list, traits}});
}

Term makeOriginHas(Context &ctx, Term outer, Term inner) {
  if (isError(outer) || isError(inner))
    return makeError(ctx);
  if (originContains(ctx, outer, inner))
    return makeBool(ctx, true);
  if (!hasFlag(outer, HasParam | HasBound) && !hasFlag(inner, HasParam | HasBound))
    return makeBool(ctx, false);
  return tableOf(ctx).get({TermKind::OriginHas, 0, boolMachine(ctx), {outer, inner}});
}

} // namespace fornax::sema
