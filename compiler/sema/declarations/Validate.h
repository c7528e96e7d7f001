#pragma once
// Rules of whole declarations that no single use would ask about: decorators, overload sets, special methods, `main`.

#include "sema/entities/Demand.h"

namespace fornax::sema {

/// Two functions of one set that differ in nothing a call can see (D39).
void checkOverloads(Context &, llvm::ArrayRef<FunctionId>);
/// Decorators of every declaration of a module (D52), exports (D51), `main` (D50).
void checkDecorators(Context &, ModuleId);
void checkMain(Context &, ModuleId);
/// Shape of the methods that the compiler calls (D41).
void checkSpecialMethods(Context &, llvm::ArrayRef<FunctionId>);
/// Fields that stand in the way of a synthesised member, register-passable contracts (D54, D55). False after a report.
bool checkLifecycle(Context &, StructId);

} // namespace fornax::sema
