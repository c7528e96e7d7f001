#pragma once
// The top of sema: checks a module and everything it declares.

#include "sema/entities/Demand.h"

namespace fornax::sema {

/// Demands every declaration and body of a module (for a package: of its modules too) and reports what is wrong. Diagnostics are sorted.
void check(Context &, ModuleId);

} // namespace fornax::sema
