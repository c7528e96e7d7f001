// Integers as polynomials: a sum of products with coefficients, modulo 2^width (exact for the values of literals).
#include "sema/terms/Arithmetic.h"
#include "sema/terms/Machine.h"
#include "sema/terms/TermTable.h"

using llvm::APInt;
using llvm::ArrayRef;

namespace fornax::sema {

constexpr size_t MaxExpandedTerms = 64;

RingType ringOf(Type type) {
  if (isIntLiteralMachine(type))
    return {true, 0};
  std::optional<Scalar> scalar = scalarOf(type);
  if (!scalar || !scalar->isInteger() || scalar->bits < 2)
    return {};
  return {true, scalar->bits};
}

APInt ringAdd(RingType ring, const APInt &a, const APInt &b) { return ring.bits ? a + b : exactAdd(a, b); }
APInt ringMul(RingType ring, const APInt &a, const APInt &b) { return ring.bits ? a * b : exactMul(a, b); }
APInt ringNeg(RingType ring, const APInt &a) { return ring.bits ? -a : exactSub(APInt(2, 0), a); }
APInt ringConstant(RingType ring, int64_t value) {
  return ring.bits ? APInt(64, uint64_t(value), true).sextOrTrunc(ring.bits) : minimal(APInt(64, uint64_t(value), true));
}

Polynomial readPolynomial(Term t, RingType ring) {
  Polynomial result{ringConstant(ring, 0), {}};
  if (isKind(t, TermKind::Int)) {
    result.constant = intOf(t);
  } else if (isKind(t, TermKind::Sum)) {
    result.constant = *reinterpret_cast<const APInt *>(uintptr_t(t->payload));
    for (size_t i = 0; i < t->count; i += 2)
      result.terms.push_back({intOf(t->operand(unsigned(i))), t->operand(unsigned(i + 1))});
  } else {
    result.terms.push_back({ringConstant(ring, 1), t});
  }
  return result;
}

Term writePolynomial(Context &ctx, const Polynomial &p, Type type) {
  if (p.terms.empty())
    return makeInt(ctx, p.constant, type);
  if (p.constant.isZero() && p.terms.size() == 1 && p.terms[0].coefficient.isOne())
    return p.terms[0].atom;
  llvm::SmallVector<Term, 8> operands;
  for (const auto &term : p.terms) {
    operands.push_back(makeInt(ctx, term.coefficient, type));
    operands.push_back(term.atom);
  }
  const APInt *constant = tableOf(ctx).intern(isIntLiteralMachine(type) ? minimal(p.constant) : p.constant);
  return tableOf(ctx).get({TermKind::Sum, uint64_t(reinterpret_cast<uintptr_t>(constant)), type, operands});
}

Polynomial addPolynomials(const Polynomial &a, const Polynomial &b, RingType ring) {
  Polynomial result{ringAdd(ring, a.constant, b.constant), {}};
  size_t i = 0, j = 0;
  while (i < a.terms.size() || j < b.terms.size()) {
    if (j == b.terms.size() || (i < a.terms.size() && a.terms[i].atom->id < b.terms[j].atom->id)) {
      result.terms.push_back(a.terms[i++]);
    } else if (i == a.terms.size() || b.terms[j].atom->id < a.terms[i].atom->id) {
      result.terms.push_back(b.terms[j++]);
    } else {
      APInt sum = ringAdd(ring, a.terms[i].coefficient, b.terms[j].coefficient);
      if (!sum.isZero())
        result.terms.push_back({sum, a.terms[i].atom});
      ++i, ++j;
    }
  }
  return result;
}

Polynomial scalePolynomial(const Polynomial &p, const APInt &factor, RingType ring) {
  Polynomial result{ringMul(ring, p.constant, factor), {}};
  for (const auto &term : p.terms) {
    APInt coefficient = ringMul(ring, term.coefficient, factor);
    if (!coefficient.isZero())
      result.terms.push_back({coefficient, term.atom});
  }
  return result;
}

static ArrayRef<Term> factorsOf(const Term &atom) { return isKind(atom, TermKind::Product) ? atom->operands() : ArrayRef<Term>(atom); }

static Term multiplyAtoms(Context &ctx, const Term &a, const Term &b, Type type) {
  llvm::SmallVector<Term, 8> factors(factorsOf(a).begin(), factorsOf(a).end());
  factors.append(factorsOf(b).begin(), factorsOf(b).end());
  llvm::sort(factors, [](Term x, Term y) { return x->id < y->id; });
  return tableOf(ctx).get({TermKind::Product, 0, type, factors});
}

static Polynomial multiplyPolynomials(Context &ctx, const Polynomial &a, const Polynomial &b, RingType ring, Type type) {
  Polynomial result = scalePolynomial(a, b.constant, ring);
  Polynomial right{ringConstant(ring, 0), b.terms};
  result = addPolynomials(result, scalePolynomial(right, a.constant, ring), ring);
  for (const auto &x : a.terms)
    for (const auto &y : b.terms) {
      APInt coefficient = ringMul(ring, x.coefficient, y.coefficient);
      if (!coefficient.isZero())
        result = addPolynomials(result, {ringConstant(ring, 0), {{coefficient, multiplyAtoms(ctx, x.atom, y.atom, type)}}}, ring);
    }
  return result;
}

/// Operands of a ring operation, or an error, or no ring at all.
static std::optional<Term> refuse(Context &ctx, SimdOp op, ArrayRef<Term> operands, Type type) {
  for (Term t : operands)
    if (isError(t))
      return makeError(ctx);
  if (!ringOf(type).isRing)
    return makeOp(ctx, op, operands, type);
  return std::nullopt;
}

Term makeAdd(Context &ctx, Term a, Term b) {
  if (isError(a) || isError(b))
    return makeError(ctx);
  Type type = typeOf(ctx, a);
  if (std::optional<Term> other = refuse(ctx, SimdOp::Op_add, {a, b}, type))
    return *other;
  RingType ring = ringOf(type);
  return writePolynomial(ctx, addPolynomials(readPolynomial(a, ring), readPolynomial(b, ring), ring), type);
}

Term makeMul(Context &ctx, Term a, Term b) {
  if (isError(a) || isError(b))
    return makeError(ctx);
  Type type = typeOf(ctx, a);
  if (std::optional<Term> other = refuse(ctx, SimdOp::Op_mul, {a, b}, type))
    return *other;
  RingType ring = ringOf(type);
  Polynomial left = readPolynomial(a, ring), right = readPolynomial(b, ring);
  if ((left.terms.size() + 1) * (right.terms.size() + 1) > MaxExpandedTerms && left.terms.size() > 1 && right.terms.size() > 1)
    return multiplyAtoms(ctx, a, b, type);
  return writePolynomial(ctx, multiplyPolynomials(ctx, left, right, ring, type), type);
}

Term makeNeg(Context &ctx, Term a) {
  if (isError(a))
    return a;
  Type type = typeOf(ctx, a);
  if (std::optional<Term> other = refuse(ctx, SimdOp::Op_neg, {a}, type))
    return *other;
  RingType ring = ringOf(type);
  return writePolynomial(ctx, scalePolynomial(readPolynomial(a, ring), ringConstant(ring, -1), ring), type);
}

} // namespace fornax::sema
