#pragma once
// Keys of instances and the symbols they get.

#include "irgen/Frame.h"
#include "irgen/Instances.h"

namespace fornax::irgen {

uint64_t hashOf(const InstanceKey &);
/// Settles the arguments for the target and erases their origins.
InstanceKey makeKey(Instances &, sema::FunctionId, llvm::ArrayRef<sema::Term> arguments, TargetIndex, Site from);
/// A readable name, unique among the target's symbols: `module.Struct.function[arguments](argument types)`.
std::string symbolFor(Instances &, const InstanceKey &);
/// The name as messages show it: `apply[f=add]`.
std::string displayNameFor(Instances &, const InstanceKey &);

} // namespace fornax::irgen
