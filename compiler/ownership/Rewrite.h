#pragma once
// Writes a plan into the function.

#include "ownership/Death.h"

namespace fornax::ownership {

/// Before: the function that `flow` was built from. After: destructor calls at the planned points, blocks on the edges that got one,
/// copies settled. `flow` is stale afterwards.
void rewrite(const Flow &flow, const Plan &plan);
/// Lets calls take and make values where they are wanted, instead of in temporaries.
void forwardTemporaries(fx::FuncOp func);
/// Removes what the later phases must not see: origins, place numbers, `use`, `extend`, `assign`.
void dropAnnotations(fx::FuncOp func);
/// Looks at a rewritten function whose annotations are still there: the name of a place whose lifetime does not come out, if there is one.
std::optional<std::string> findInconsistency(fx::FuncOp func);

} // namespace fornax::ownership
