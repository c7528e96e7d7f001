#pragma once
// From problems to diagnostics: which words, and the notes that explain them.

#include "diagnostics/Engine.h"
#include "ownership/Death.h"

namespace fornax::ownership {

/// Reports the problems, one for each root; returns false.
bool diagnose(const Flow &flow, const Problems &problems, diag::Engine &diags);
/// Warns of stores whose value nothing reads.
void warnOfUnusedStores(const Flow &flow, const Deaths &deaths, diag::Engine &diags);

} // namespace fornax::ownership
