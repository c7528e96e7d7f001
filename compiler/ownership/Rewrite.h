#pragma once
// Writes a plan into the function.

#include "ownership/Death.h"

namespace fornax::ownership {

/// Before: the function that `flow` was built from. After: destructor calls at the planned points, blocks on the edges that got one,
/// copies settled; no origins, place numbers, `use`, `extend` or `assign` are left. `flow` is stale afterwards.
void rewrite(const Flow &flow, const Plan &plan);
/// Only drops what the later phases must not see.
void dropAnnotations(fx::FuncOp func);

} // namespace fornax::ownership
