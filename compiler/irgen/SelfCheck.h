#pragma once
// The generic form of a function, with opaque types for what hangs on its parameters; only ownership sees it (checker.md 8.8).

#include "irgen/Instances.h"

namespace fornax::irgen {

/// A type that mentions parameters, in a self-check instance.
mlir::Type lowerOpaque(Instances &, sema::Type, TargetIndex, Site);

} // namespace fornax::irgen
