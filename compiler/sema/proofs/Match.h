#pragma once
// One-sided matching of a pattern (a candidate's declared type, with slots) against an actual term.

#include "sema/entities/Program.h"
#include "sema/proofs/Env.h"

namespace fornax::sema {

struct Obligation {
  Term a, b; // must be equal in every instance
  SourceRange range;
};

/// The variables of a match: parameters of the candidate; null terms are unknown.
struct Slots {
  llvm::SmallVector<ParameterId, 8> ids;
  llvm::SmallVector<Term, 8> terms;
  int find(ParameterId id) const {
    for (size_t i = 0; i < ids.size(); ++i)
      if (ids[i] == id)
        return int(i);
    return -1;
  }
  Bindings bindings() const; // of the known ones
};

enum class UnknownPolicy : uint8_t { Fail, Accept }; // Accept records an obligation

struct MatchFailure {
  enum class Reason : uint8_t { None, Different, InferredTwice, Undecided, BoundNotMet };
  Reason reason = Reason::None;
  Term pattern, actual; // the innermost pair that disagrees
  ParameterId slot;     // InferredTwice, BoundNotMet
};

struct Matcher {
  Context &ctx;
  Slots &slots;
  Env env;
  UnknownPolicy policy = UnknownPolicy::Fail;
  llvm::SmallVector<Obligation, 2> obligations;
  MatchFailure failure;
};
/// True if the pattern with the slots bound so far, and those bound by this call, equals the actual term. On failure slots may be partly bound.
bool match(Matcher &, Term pattern, Term actual);
/// Holes in the pattern are filled by what they meet: `List[_]` with `List[Int]`. Null entries were not met.
bool matchHoles(Context &, Term pattern, Term actual, Env, llvm::SmallVectorImpl<Term> &holes);

} // namespace fornax::sema
