#pragma once
// The ring normal form of integers, for the files of terms/.

#include "sema/terms/Terms.h"

namespace fornax::sema {

struct RingType {
  bool isRing = false;
  unsigned bits = 0; // 0: exact
};
RingType ringOf(Type);

struct Polynomial {
  struct Summand {
    llvm::APInt coefficient; // not zero
    Term atom;               // a Product, or any term that is neither Int nor Sum
  };
  llvm::APInt constant;
  llvm::SmallVector<Summand, 4> terms; // by id of the atom
};
Polynomial readPolynomial(Term, RingType);
Term writePolynomial(Context &, const Polynomial &, Type);
Polynomial addPolynomials(const Polynomial &, const Polynomial &, RingType);
Polynomial scalePolynomial(const Polynomial &, const llvm::APInt &, RingType);
llvm::APInt ringConstant(RingType, int64_t);
llvm::APInt ringAdd(RingType, const llvm::APInt &, const llvm::APInt &);
llvm::APInt ringMul(RingType, const llvm::APInt &, const llvm::APInt &);
llvm::APInt ringNeg(RingType, const llvm::APInt &);

/// A scalar operation on settled operands; null if it cannot be computed here (FoldScalar.cpp).
Term foldScalarOp(Context &, SimdOp, llvm::ArrayRef<Term> operands, Type resultType);
/// Order of two settled numbers of one type; nothing if unordered or not numbers.
std::optional<int> orderOfConstants(Term a, Term b);

} // namespace fornax::sema
