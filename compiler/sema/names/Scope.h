#pragma once
// Local scopes of a body: variables, compile-time names, nested functions. Module scope and members are reached through Demand.h.

#include "sema/checked/Checked.h"
#include "sema/entities/Demand.h"

namespace fornax::sema {

struct BodyContext;

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
  llvm::SmallVector<ModuleId, 0> wildcards;                                         // local `from m import *`, in order
  bool isFunctionBoundary = false;                                                  // names further out belong to an enclosing body
  const ScopeEntry *find(Name) const;                                               // here and outwards up to the boundary
};

/// What a plain name means at a point of a body: innermost scope first, then enclosing bodies, then the module.
struct NameLookup {
  enum class Kind : uint8_t { None, Local, Functions, Entity };
  Kind kind = Kind::None;
  const ScopeEntry *local = nullptr;    // Local: a variable, parameter, comptime name… of a scope
  const BodyContext *body = nullptr;    // Local: the body whose scope has it (an enclosing one for a capture)
  llvm::ArrayRef<FunctionId> functions; // Functions: an overload set (module level, or imported)
  Entity entity;                        // Entity: of the module scope
  explicit operator bool() const { return kind != Kind::None; }
};
NameLookup lookupName(const BodyContext &, Name);
/// Reports a name that lookupName does not know: `unknownName` with a suggestion, or `bareParameter` for a parameter of the enclosing struct.
void reportUnknownName(const BodyContext &, Name, SourceRange);

} // namespace fornax::sema
