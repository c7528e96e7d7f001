#pragma once
// Inside of proofs/: how members are compared with requirements.

#include "sema/proofs/Conformance.h"
#include <string>

namespace fornax::sema {

/// Why a member does not meet a requirement, as text for a note; empty if it does.
struct Rejection {
  std::string why;
};
/// The struct's own functions of the requirement's name, the initialiser from its fields among them.
llvm::SmallVector<FunctionId, 4> candidatesFor(Context &, StructId, const Requirement &);
Rejection matchMethod(Context &, const ConformanceRecord &, FunctionId candidate, const Requirement &, WitnessEntry &);
/// Requirements of the struct's traits with the same name that have a default: the requirement's own first.
llvm::SmallVector<RequirementId, 2> defaultsFor(Context &, StructId, RequirementId);

} // namespace fornax::sema
