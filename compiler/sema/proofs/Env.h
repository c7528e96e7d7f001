#pragma once
// What is known at a point of the program, and the prover over it.

#include "sema/terms/Terms.h"

namespace fornax::sema {

/// An immutable list of facts; inner scopes extend it, nothing leaks out.
struct EnvNode {
  Term fact; // i1
  SourceRange range;
  const EnvNode *outer;
};
using Env = const EnvNode *;

Env extend(Context &, Env, Term fact, SourceRange);

enum class Proof : uint8_t { Proven, Refuted, Inconclusive };
struct ProofResult {
  Proof proof = Proof::Inconclusive;
  Term conjunct;                 // first one not proven
  const EnvNode *near = nullptr; // a fact about the same things
};
ProofResult prove(Context &, Term condition, Env);

} // namespace fornax::sema
