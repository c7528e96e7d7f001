// One-sided matching: slots of the pattern are variables, everything in the actual term is rigid.
#include "sema/proofs/Match.h"
#include "sema/entities/Demand.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/proofs/Conformance.h"
#include "sema/proofs/FunctionParameters.h"
#include "sema/terms/Arithmetic.h"
#include "sema/terms/Machine.h"

using llvm::ArrayRef;

namespace fornax::sema {

Bindings Slots::bindings() const {
  Bindings result;
  for (size_t i = 0; i < ids.size(); ++i)
    if (terms[i])
      result.bind(ids[i], terms[i]);
  return result;
}

static bool fail(Matcher &m, MatchFailure::Reason reason, Term pattern, Term actual, ParameterId slot = {}) {
  if (m.failure.reason == MatchFailure::Reason::None)
    m.failure = {reason, pattern, actual, slot};
  return false;
}

/// Both sides are complete: they must be equal, or may be by an obligation.
static bool requireEqual(Matcher &m, Term pattern, Term actual, ParameterId slot = {}) {
  switch (compare(m.ctx, pattern, actual)) {
  case Comparison::Equal: return true;
  case Comparison::Different: return fail(m, slot ? MatchFailure::Reason::InferredTwice : MatchFailure::Reason::Different, pattern, actual, slot);
  case Comparison::Unknown: break;
  }
  // The equality may be a known fact.
  Term question = isType(m.ctx, pattern) ? makeTypeEq(m.ctx, pattern, actual) : Term();
  if (question && m.env && prove(m.ctx, question, m.env).proof == Proof::Proven)
    return true;
  if (m.policy == UnknownPolicy::Fail)
    return fail(m, MatchFailure::Reason::Undecided, pattern, actual, slot);
  m.obligations.push_back({pattern, actual, {}});
  return true;
}

static bool isOpenSlot(const Matcher &m, Term t) {
  if (!isKind(t, TermKind::Param))
    return false;
  int slot = m.slots.find(parameterOf(t));
  return slot >= 0 && !m.slots.terms[size_t(slot)];
}

/// A parameter that is a slot without a term yet occurs in the pattern.
static bool mentionsOpenSlot(const Matcher &m, Term t) {
  if (!t || !hasFlag(t, HasParam))
    return false;
  if (isOpenSlot(m, t))
    return true;
  if (t->type && mentionsOpenSlot(m, t->type))
    return true;
  return llvm::any_of(t->operands(), [&](Term operand) { return mentionsOpenSlot(m, operand); });
}

/// The type of what a slot is bound to says something about the slots in the parameter's type: `[mut: Bool, o: Origin[mut=mut]]`.
static bool matchSlotType(Matcher &m, ParameterId id, Term actual) {
  const Parameter &parameter = m.ctx.program.parameters[id];
  if (!parameter.type || parameter.isVariadic || !mentionsOpenSlot(m, parameter.type))
    return true;
  if (isType(m.ctx, actual)) {
    // A trait slot takes the bound of the type; callable members of a bound learn from the callable's signature.
    for (Term member : isKind(parameter.type, TermKind::Traits) ? parameter.type->operands() : ArrayRef<Term>())
      if (isKind(member, TermKind::Signature) && !matchCallable(m, member, asType(actual)))
        return false;
    return true;
  }
  return match(m, parameter.type, typeOf(m.ctx, actual));
}

static bool matchSlot(Matcher &m, int slot, Term pattern, Term actual) {
  Term &bound = m.slots.terms[size_t(slot)];
  ParameterId id = m.slots.ids[size_t(slot)];
  if (bound)
    return requireEqual(m, bound, actual, id);
  // A literal's value is matched against the slot's type later, by conversion; kinds must agree now.
  const Parameter &parameter = m.ctx.program.parameters[id];
  if (parameter.type && !parameter.isVariadic && isKind(parameter.type, TermKind::Traits) && !isType(m.ctx, actual))
    return fail(m, MatchFailure::Reason::Different, pattern, actual);
  bound = actual;
  return matchSlotType(m, id, actual);
}

// ---- Lists: at most one symbolic segment whose length is open

static llvm::SmallVector<Term, 4> segmentsOf(Term list) {
  if (isKind(list, TermKind::Concat))
    return llvm::SmallVector<Term, 4>(list->operands());
  return {list};
}

/// Elements in front and at the back that are known one by one, and what lies between.
struct ListView {
  llvm::SmallVector<Term, 8> front, back;
  llvm::SmallVector<Term, 4> middle; // segments
};

static ListView viewOf(Term list) {
  ListView view;
  llvm::SmallVector<Term, 4> segments = segmentsOf(list);
  size_t first = 0, last = segments.size();
  while (first < last && isKind(segments[first], TermKind::List)) {
    view.front.append(segments[first]->operands().begin(), segments[first]->operands().end());
    ++first;
  }
  while (last > first && isKind(segments[last - 1], TermKind::List)) {
    view.back.insert(view.back.begin(), segments[last - 1]->operands().begin(), segments[last - 1]->operands().end());
    --last;
  }
  view.middle.append(segments.begin() + long(first), segments.begin() + long(last));
  return view;
}

static bool matchList(Matcher &m, Term pattern, Term actual) {
  ListView p = viewOf(pattern), a = viewOf(actual);
  if (a.middle.empty()) { // all elements are in front
    if (p.middle.empty()) {
      if (p.front.size() != a.front.size())
        return fail(m, MatchFailure::Reason::Different, pattern, actual);
    } else if (a.front.size() < p.front.size() + p.back.size()) {
      return fail(m, MatchFailure::Reason::Different, pattern, actual);
    } else {
      a.back.assign(a.front.end() - long(p.back.size()), a.front.end());
      a.front.resize(a.front.size() - p.back.size());
    }
  }
  if (a.front.size() < p.front.size() || a.back.size() < p.back.size())
    return fail(m, MatchFailure::Reason::Different, pattern, actual);
  for (size_t i = 0; i < p.front.size(); ++i)
    if (!match(m, p.front[i], a.front[i]))
      return false;
  for (size_t i = 1; i <= p.back.size(); ++i)
    if (!match(m, p.back[p.back.size() - i], a.back[a.back.size() - i]))
      return false;
  if (p.middle.empty())
    return a.middle.empty() && a.front.size() == p.front.size() && a.back.size() == p.back.size()
               ? true
               : fail(m, MatchFailure::Reason::Different, pattern, actual);
  Type elementType = listElementType(m.ctx, actual);
  llvm::SmallVector<Term, 6> rest;
  rest.push_back(makeList(m.ctx, ArrayRef<Term>(a.front).drop_front(p.front.size()), elementType));
  rest.append(a.middle);
  rest.push_back(makeList(m.ctx, ArrayRef<Term>(a.back).drop_back(p.back.size()), elementType));
  Term between = makeConcat(m.ctx, rest);
  if (p.middle.size() == 1)
    return match(m, p.middle[0], between);
  return requireEqual(m, makeConcat(m.ctx, p.middle), between);
}

// ---- Expressions of one shape

/// `n * 2` against `k * 2`: the one open atom of a polynomial is what is left, if its coefficient divides evenly.
static bool matchSum(Matcher &m, Term pattern, Term actual) {
  RingType ring = ringOf(typeOf(m.ctx, pattern));
  if (!ring.isRing || typeOf(m.ctx, actual) != typeOf(m.ctx, pattern))
    return fail(m, MatchFailure::Reason::Different, pattern, actual);
  Polynomial p = readPolynomial(pattern, ring), a = readPolynomial(actual, ring);
  // Only the same operator on both sides is taken apart: no arithmetic is inverted.
  if (p.terms.size() != a.terms.size() || p.constant != a.constant)
    return fail(m, MatchFailure::Reason::Undecided, pattern, actual);
  for (size_t i = 0; i < p.terms.size(); ++i)
    if (p.terms[i].coefficient != a.terms[i].coefficient || !match(m, p.terms[i].atom, a.terms[i].atom))
      return fail(m, MatchFailure::Reason::Undecided, pattern, actual);
  return true;
}

/// A struct value by fields against a symbolic value of the same type.
static bool matchValue(Matcher &m, Term pattern, Term actual) {
  if (typeOf(m.ctx, actual) != typeOf(m.ctx, pattern) && !match(m, typeOf(m.ctx, pattern), typeOf(m.ctx, actual)))
    return false;
  for (unsigned i = 0; i < pattern->count; ++i)
    if (!match(m, pattern->operand(i), makeMember(m.ctx, actual, i)))
      return false;
  return true;
}

/// The field of a slot against a number: `Member(n, 0)` of a one-field struct is the struct around it.
static bool matchMember(Matcher &m, Term pattern, Term actual) {
  Term base = pattern->operand(0);
  if (isKind(actual, TermKind::Member) && actual->payload == pattern->payload)
    return match(m, base, actual->operand(0));
  Type type = typeOf(m.ctx, base);
  if (!isKind(type, TermKind::Struct) || fieldsOf(m.ctx, structOf(type)).size() != 1)
    return fail(m, MatchFailure::Reason::Undecided, pattern, actual);
  return match(m, base, makeValue(m.ctx, type, {actual}));
}

static bool matchOperands(Matcher &m, Term pattern, Term actual) {
  if (pattern->count != actual->count)
    return fail(m, MatchFailure::Reason::Different, pattern, actual);
  for (unsigned i = 0; i < pattern->count; ++i) {
    Term p = pattern->operand(i), a = actual->operand(i);
    if (!p || !a)
      continue;
    if (!match(m, p, a))
      return false;
  }
  return true;
}

static bool matchOrigin(Matcher &m, Term pattern, Term actual) {
  if (isKind(pattern, TermKind::OriginMutCast))
    return match(m, pattern->operand(0), actual);
  if (pattern->kind == actual->kind && pattern->payload == actual->payload && pattern->count == actual->count)
    return matchOperands(m, pattern, actual);
  return requireEqual(m, substitute(m.ctx, pattern, m.slots.bindings()), actual);
}

bool match(Matcher &m, Term pattern, Term actual) {
  if (isError(pattern) || isError(actual))
    return true;
  if (isKind(pattern, TermKind::Param))
    if (int slot = m.slots.find(parameterOf(pattern)); slot >= 0)
      return matchSlot(m, slot, pattern, actual);
  if (!mentionsOpenSlot(m, pattern)) {
    Bindings known = m.slots.bindings();
    return requireEqual(m, substitute(m.ctx, pattern, known), actual);
  }
  if (isOrigin(m.ctx, pattern))
    return matchOrigin(m, pattern, actual);
  switch (pattern->kind) {
  case TermKind::List:
  case TermKind::Concat: return matchList(m, pattern, actual);
  case TermKind::Value: return matchValue(m, pattern, actual);
  case TermKind::Member: return matchMember(m, pattern, actual);
  case TermKind::Sum: return matchSum(m, pattern, actual);
  case TermKind::Cond: return fail(m, MatchFailure::Reason::Undecided, pattern, actual);
  default: break;
  }
  // A function converts to a thin type whose signature it meets: here it says what the open parts of that are; the conversion is checked later.
  bool isFunction = isKind(actual, TermKind::FunctionItem) || isKind(actual, TermKind::ClosureType) ||
                    (isKind(actual, TermKind::Pointer) && isCapturing(pattern) && !isCapturing(actual));
  if (isKind(pattern, TermKind::Pointer) && isFunction)
    return matchCallable(m, signatureOfPointer(asType(pattern)), asType(actual));
  if (pattern->kind != actual->kind || pattern->payload != actual->payload) {
    bool isConstructor = isKind(pattern, TermKind::Struct) || isKind(pattern, TermKind::FunctionItem) || isKind(pattern, TermKind::Pointer) ||
                         isKind(pattern, TermKind::Mlir) || isKind(pattern, TermKind::Signature);
    return fail(m, isConstructor ? MatchFailure::Reason::Different : MatchFailure::Reason::Undecided, pattern, actual);
  }
  return matchOperands(m, pattern, actual);
}

// ---- Holes

static bool fillFrom(Context &ctx, Term pattern, Term actual, Env env, llvm::SmallVectorImpl<Term> &holes) {
  if (isKind(pattern, TermKind::Hole)) {
    size_t index = pattern->payload >> 1;
    if (index >= holes.size())
      holes.resize(index + 1);
    if (holes[index])
      return compare(ctx, holes[index], actual) == Comparison::Equal;
    holes[index] = actual;
    return true;
  }
  if (!hasFlag(pattern, HasHole))
    return compare(ctx, pattern, actual) == Comparison::Equal;
  if (isKind(pattern, TermKind::Value) && !isKind(actual, TermKind::Value)) {
    for (unsigned i = 0; i < pattern->count; ++i)
      if (!fillFrom(ctx, pattern->operand(i), makeMember(ctx, actual, i), env, holes))
        return false;
    return true;
  }
  if (pattern->kind != actual->kind || pattern->payload != actual->payload || pattern->count != actual->count) {
    // What the holes before it make of a computed part decides: the default `T.width` of a later parameter.
    Term known = settled(ctx, fillHoles(ctx, pattern, holes), {});
    return !hasFlag(known, HasHole) && compare(ctx, known, actual) == Comparison::Equal;
  }
  for (unsigned i = 0; i < pattern->count; ++i) {
    Term p = pattern->operand(i), a = actual->operand(i);
    if (p && a && !fillFrom(ctx, p, a, env, holes))
      return false;
  }
  return true;
}

bool matchHoles(Context &ctx, Term pattern, Term actual, Env env, llvm::SmallVectorImpl<Term> &holes) {
  if (isError(pattern) || isError(actual))
    return true;
  return fillFrom(ctx, pattern, actual, env, holes);
}

} // namespace fornax::sema
