// Slots of a body for one instance.

#include "irgen/Frame.h"
#include "irgen/LowerType.h"
#include "irgen/Trace.h"

namespace fornax::irgen {

using namespace sema;

Bindings bindingsOf(Instances &instances, const InstanceKey &key) {
  Bindings bindings = bindingsFor(instances.ctx, key.function, key.arguments);
  bindings.target = instances.targets[key.target]->term;
  return bindings;
}

Term resolve(Frame &frame, Term term, SourceRange range) {
  Context &ctx = frame.instances.ctx;
  if (hasFlag(term, HasTarget) && frame.instance.isValid())
    frame.instances.rows[frame.instance].touchesTarget = true;
  return settle(frame.instances, substitute(ctx, term, frame.bindings), frame.target, frame.site(range));
}

Term termOf(Frame &frame, checked::Slot slot, SourceRange range) {
  if (Term known = frame.terms[slot.value])
    return known;
  Term computed = resolve(frame, frame.body.term(slot), range);
  frame.terms[slot.value] = computed;
  return computed;
}

Type typeOf(Frame &frame, checked::Slot slot, SourceRange range) {
  Term term = termOf(frame, slot, range);
  return isError(term) ? errorType(frame.instances.ctx) : asType(term);
}

mlir::Type loweredOf(Frame &frame, checked::Slot slot, SourceRange range) {
  if (mlir::Type known = frame.types[slot.value])
    return known;
  Type type = typeOf(frame, slot, range);
  mlir::Type lowered = isError(type) ? mlir::Type() : lowerType(frame.instances, type, frame.target, frame.site(range));
  frame.types[slot.value] = lowered;
  return lowered;
}

void beginTurn(Frame &frame, uint32_t scope, llvm::ArrayRef<std::pair<ParameterId, Term>> variables) {
  for (auto [parameter, term] : variables) {
    auto *old = llvm::find_if(frame.bindings.parameters, [&](auto &entry) { return entry.first == parameter; });
    if (old == frame.bindings.parameters.end())
      frame.bindings.bind(parameter, term);
    else
      old->second = term;
  }
  auto liesIn = [&](uint32_t inner) {
    while (inner && inner != scope)
      inner = frame.body.scopeParents[inner - 1];
    return inner == scope;
  };
  for (auto [index, entry] : llvm::enumerate(frame.body.terms))
    if (entry.scope && liesIn(entry.scope)) {
      frame.terms[index] = Term();
      frame.types[index] = mlir::Type();
    }
}

std::optional<bool> decide(Frame &frame, Term condition, SourceRange range) {
  Context &ctx = frame.instances.ctx;
  Term settled = resolve(frame, condition, range);
  if (isError(settled))
    return std::nullopt;
  std::optional<bool> known = asBool(settled);
  if (!known)
    report(frame.instances, frame.site(range), messages::conditionNotKnown(print(ctx, settled)));
  return known;
}

bool holds(Frame &frame, const Obligation &obligation) {
  if (!obligation.a || !obligation.b)
    return true;
  Context &ctx = frame.instances.ctx;
  Term a = eraseOrigins(ctx, resolve(frame, obligation.a, obligation.range));
  Term b = eraseOrigins(ctx, resolve(frame, obligation.b, obligation.range));
  if (a == b || isError(a) || isError(b))
    return true;
  report(frame.instances, frame.site(obligation.range), messages::typesBecameDifferent(print(ctx, a), print(ctx, b)));
  return false;
}

} // namespace fornax::irgen
