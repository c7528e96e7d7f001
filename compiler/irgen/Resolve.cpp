// Who is called: witnesses, function parameters and closures as one function with all its arguments.

#include "irgen/Emit.h"
#include "sema/entities/Demand.h"
#include "sema/proofs/Conformance.h"

namespace fornax::irgen {

using namespace sema;

static llvm::SmallVector<Term, 8> termsOf(Emitter &e, llvm::ArrayRef<checked::Slot> slots, SourceRange range) {
  llvm::SmallVector<Term, 8> terms;
  for (checked::Slot slot : slots)
    terms.push_back(termOf(*e.frame, slot, range));
  return terms;
}

Callee resolveFunctionTerm(Emitter &e, Term term, llvm::ArrayRef<Term> own, SourceRange range) {
  Callee callee;
  if (isKind(term, TermKind::FunctionItem)) {
    callee.function = functionOf(term);
    const Term *next = own.begin();
    for (Term argument : argumentsOf(term)) { // what the item left open is bound by the call
      bool open = isKind(argument, TermKind::Hole) && next != own.end();
      callee.arguments.push_back(open ? *next++ : argument);
    }
    callee.arguments.append(next, own.end());
    return callee;
  }
  if (isKind(term, TermKind::ClosureType)) {
    callee.function = e.ctx.program.closures[closureOf(term)].call;
    callee.arguments.append(argumentsOf(term).begin(), argumentsOf(term).end());
    callee.arguments.append(own.begin(), own.end());
    callee.environment = asType(term);
    const Signature &signature = signatureOf(e.ctx, callee.function);
    for (unsigned index = 1; index < signature.arguments.size(); ++index)
      if (signature.arguments[index].convention != Convention::Out)
        callee.positions.push_back(index);
    return callee;
  }
  if (!isError(term))
    report(e.instances, e.site(range), messages::notAFunctionValue(print(e.ctx, term)));
  fail(e);
  return callee;
}

static Callee resolveRequirement(Emitter &e, const checked::Call &call) {
  Type base = typeOf(*e.frame, call.callee.base, call.range);
  llvm::SmallVector<Term, 8> own = termsOf(e, call.callee.arguments, call.range);
  Callee callee;
  if (isError(base)) {
    fail(e);
    return callee;
  }
  std::optional<ResolvedWitness> witness = resolveWitness(e.ctx, base, call.callee.requirement, own);
  if (!witness) {
    report(e.instances, e.site(call.range),
           messages::noConformance(print(e.ctx, base), e.ctx.program.requirements[call.callee.requirement].name.str().str()));
    fail(e);
    return callee;
  }
  callee.function = witness->function;
  callee.arguments = witness->arguments;
  callee.adaptations = witness->adaptations;
  return callee;
}

bool isIndirect(Emitter &e, const checked::Call &call) {
  if (call.callee.kind == checked::Callee::Kind::Indirect)
    return true;
  bool isCallable = call.callee.kind == checked::Callee::Kind::Parameter && call.callee.pointer;
  return isCallable && isKind(typeOf(*e.frame, call.callee.base, call.range), TermKind::Pointer);
}

/// A callable value whose type is known by a bound only: an item, a closure, a struct with `__call__`.
static Callee resolveCallableValue(Emitter &e, const checked::Call &call) {
  Type base = typeOf(*e.frame, call.callee.base, call.range);
  Term bound = termOf(*e.frame, call.callee.bound, call.range);
  Callee callee;
  std::optional<ResolvedWitness> found;
  if (!isError(base) && !isError(bound))
    found = resolveCallable(e.ctx, base, bound, termsOf(e, call.callee.arguments, call.range));
  if (!found) {
    if (!isError(base))
      report(e.instances, e.site(call.range), messages::noConformance(print(e.ctx, base), "__call__"));
    fail(e);
    return callee;
  }
  callee.function = found->function;
  callee.arguments = found->arguments;
  callee.adaptations = found->adaptations;
  if (callee.adaptations & SpreadPack) {
    report(e.instances, e.site(call.range),
           messages::unsupportedConversion(print(e.ctx, base), "a callable with separate arguments, since it takes them as a pack"));
    fail(e);
  }
  bool hasSelf = !isKind(base, TermKind::FunctionItem);
  if (hasSelf)
    callee.receiver = call.callee.pointer;
  const Signature &signature = signatureOf(e.ctx, callee.function);
  for (unsigned index = hasSelf ? 1 : 0; index < signature.arguments.size(); ++index)
    if (signature.arguments[index].convention != Convention::Out)
      callee.positions.push_back(index);
  return callee;
}

Callee resolveCallee(Emitter &e, const checked::Call &call) {
  switch (call.callee.kind) {
  case checked::Callee::Kind::Direct: return {call.callee.function, termsOf(e, call.callee.arguments, call.range), 0, nullptr, {}, {}};
  case checked::Callee::Kind::Witness: return resolveRequirement(e, call);
  case checked::Callee::Kind::Parameter:
    if (call.callee.pointer)
      return resolveCallableValue(e, call);
    return resolveFunctionTerm(e, termOf(*e.frame, call.callee.base, call.range), termsOf(e, call.callee.arguments, call.range), call.range);
  case checked::Callee::Kind::Indirect: return {};
  }
  llvm_unreachable("unknown kind of callee");
}

} // namespace fornax::irgen
