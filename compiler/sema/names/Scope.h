#pragma once
// Local scopes of a body: variables, compile-time names, nested functions. Module scope and members are reached through Demand.h.

#include "sema/checked/Checked.h"
#include "sema/entities/Demand.h"

namespace fornax::sema {

struct ScopeEntry {
  Entity entity;    // Local, Parameter, Comptime, Function (a nested function without captures), Struct/Trait/Module (local import)
  int capture = -1; // the name is a capture of the enclosing closure
  SourceRange range;
};

/// One suite, or the parameters and arguments of a function. Inner scopes may shadow.
struct Scope {
  Scope *outer = nullptr;
  llvm::DenseMap<Name, ScopeEntry> names;
  llvm::SmallVector<std::pair<Name, llvm::SmallVector<FunctionId, 2>>, 0> imported; // local imports of functions
  bool isFunctionBoundary = false;                                                  // names further out belong to an enclosing body
  const ScopeEntry *find(Name) const;                                               // here and outwards up to the boundary
};

} // namespace fornax::sema
