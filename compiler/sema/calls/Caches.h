#pragma once
// What calls and operators remember beyond a statement. Only closed types enter: facts change the answer for rigid ones.

#include "sema/entities/Program.h"
#include "sema/terms/Terms.h"

namespace fornax::sema {

struct Draft;
struct Fit;

struct CheckCaches {
  llvm::DenseMap<Term, FunctionId> signatures; // rows made by functionOfSignature
  llvm::DenseMap<FunctionId, Term> signatureOf;
  llvm::DenseMap<std::pair<Term, Term>, FunctionId> conversions;    // (from, to), both closed, to the constructor; none: there is no conversion
  llvm::DenseMap<std::pair<const Draft *, Term>, const Fit *> fits; // what a draft's own list no longer holds: calls with hundreds of candidates
};
CheckCaches &cachesOf(Context &);

} // namespace fornax::sema
