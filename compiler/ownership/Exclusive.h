#pragma once
// The two checks on aliasing: arguments of one call, and references into containers that change.

#include "diagnostics/Engine.h"
#include "ownership/Flow.h"

namespace fornax::ownership {

/// No call may write through one argument what another argument accesses. True if there is no error.
bool checkExclusive(const Flow &flow, diag::Engine &diags);
/// No reference into a container is used after the container may have changed. True if there is no error.
bool checkInterior(const Flow &flow, diag::Engine &diags);

} // namespace fornax::ownership
