#pragma once
// What the conformance questions of one program remember.

#include "sema/proofs/Conformance.h"

namespace fornax::sema {

struct ProofState {
  using Question = std::pair<Term, Term>; // type, trait
  llvm::DenseMap<Question, Proof> closed; // answers about closed types: facts cannot change them
  llvm::SmallVector<Question, 8> asking;  // a question met again while it is being answered is answered yes (coinduction)
  unsigned assumed = 0;                   // answers given that way in the outermost question: nothing inner may be kept
};
ProofState &proofState(Context &);

} // namespace fornax::sema
