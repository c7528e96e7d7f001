#pragma once
// A place to read the expressions of a declaration: types, bounds, defaults, conditions. Its body is thrown away; what an expression needs to
// keep becomes terms.

#include "sema/evaluation/CompileTime.h"
#include "sema/names/Scope.h"

namespace fornax::sema {

ModuleId moduleOf(Context &, Entity);
/// `Self` inside the declaration; null outside types.
Type selfTypeOf(Context &, Entity owner);

/// The parameters that members of an entity can mention without declaring them.
llvm::SmallVector<ParameterId, 4> surroundingParameters(Context &, Entity owner);

class DeclContext {
  CheckedBody scratch;
  Builder build;
  Scope scope;
  std::vector<PendingBound> bounds;

public:
  BodyContext bc;

  /// Names of the scope are added by `declare`.
  DeclContext(Context &ctx, ModuleId module, Type selfType) : build(ctx, scratch), bc(ctx, build) {
    scope.isFunctionBoundary = true;
    bc.scope = &scope;
    bc.module = module;
    bc.selfType = selfType;
    bc.isComptimeOnly = true;
    bc.raisesType = errorType(ctx); // whether an evaluation may raise is not the checker's question
    bc.deferredBounds = &bounds;
  }
  /// The bounds met so far wait for a proof from the facts known by now (the declaration's own constraints among them).
  ~DeclContext() {
    for (PendingBound &bound : bounds) {
      bound.env = bc.env;
      bc.ctx.program.pendingBounds.push_back(bound);
    }
  }
  DeclContext(const DeclContext &) = delete;

  /// A parameter by its name.
  void declare(ParameterId);
  /// Parameters that are in scope without a name of their own (`Self.P`).
  void inherit(llvm::ArrayRef<ParameterId> ids) { bc.parametersInScope.append(ids.begin(), ids.end()); }
  void declareAll(llvm::ArrayRef<ParameterId> ids) {
    for (ParameterId id : ids)
      declare(id);
  }
};

/// Reports a name used twice in a parameter or argument list.
void declareInScope(BodyContext &, Name, Entity, SourceRange);

} // namespace fornax::sema
