#pragma once
// Function types of parameters that also take functions which capture: `def(Int) capturing [_] -> Int`.

#include "sema/terms/Terms.h"

namespace fornax::sema {

/// Like a thin function type, but what stands behind it may need an environment: it exists as a parameter's type only.
Type makeCapturing(Context &, Term signature);
bool isCapturing(Term type);

} // namespace fornax::sema
