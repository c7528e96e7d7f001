// Bounds and constraints of types as they are written: proven late, so that declarations may lean on each other.

#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"

namespace fornax::sema {

static void addBound(BodyContext &bc, PendingBound bound) {
  bound.env = bc.env;
  (bc.deferredBounds ? *bc.deferredBounds : bc.ctx.program.pendingBounds).push_back(bound);
  if (!bc.deferredBounds && !bc.ctx.demand)
    provePendingBounds(bc.ctx);
}

void requireConformance(BodyContext &bc, Type type, Term traits, SourceRange range) {
  if (isError(type) || isError(traits) || hasFlag(type, HasHole | HasError) || hasFlag(traits, HasHole | HasError))
    return;
  if (isKind(traits, TermKind::Traits) && traits->operands().empty())
    return;
  addBound(bc, {type, traits, {}, nullptr, range});
}

void requireCondition(BodyContext &bc, Term condition, SourceRange range) {
  if (isError(condition) || hasFlag(condition, HasHole | HasError) || asBool(condition).value_or(false))
    return;
  addBound(bc, {{}, {}, condition, nullptr, range});
}

static void proveConformance(Context &ctx, const PendingBound &bound) {
  ConformanceAnswer answer = conforms(ctx, bound.type, bound.traits, bound.env);
  if (answer.proof == Proof::Proven)
    return;
  auto report = ctx.diags.report(bound.range, messages::conformanceNotMet(TypeText{print(ctx, bound.type)}, TypeText{print(ctx, bound.traits)}));
  if (answer.condition && !isError(answer.condition))
    report.note(answer.proof == Proof::Refuted ? messages::failedConstraint(TypeText{print(ctx, answer.condition)})
                                               : messages::unprovenConstraint(TypeText{print(ctx, answer.condition)}));
}

static void proveCondition(Context &ctx, const PendingBound &bound) {
  ProofResult result = prove(ctx, bound.condition, bound.env);
  if (result.proof == Proof::Proven)
    return;
  TypeText text{print(ctx, result.conjunct ? result.conjunct : bound.condition)};
  auto report =
      ctx.diags.report(bound.range, result.proof == Proof::Refuted ? messages::constraintViolated(text) : messages::constraintUnproven(text));
  if (result.near)
    report.note(result.near->range, messages::nearFact(TypeText{print(ctx, result.near->fact)}));
}

void provePendingBounds(Context &ctx) {
  // Proving may read further declarations, which add to the list.
  while (!ctx.program.pendingBounds.empty()) {
    std::vector<PendingBound> bounds = std::move(ctx.program.pendingBounds);
    ctx.program.pendingBounds.clear();
    for (const PendingBound &bound : bounds) {
      if (bound.traits)
        proveConformance(ctx, bound);
      else
        proveCondition(ctx, bound);
    }
  }
}

} // namespace fornax::sema
