#pragma once
// One instance's view of a checked body: its terms and types with the arguments filled in, each computed once.

#include "irgen/Instances.h"
#include "sema/checked/Checked.h"

namespace fornax::irgen {

struct Frame {
  Instances &instances;
  const sema::CheckedBody &body;
  InstanceId instance;
  TargetIndex target;
  sema::Bindings bindings;
  std::vector<sema::Term> terms; // by slot; null: not asked for yet
  std::vector<mlir::Type> types;

  Frame(Instances &instances, const sema::CheckedBody &body, InstanceId instance, TargetIndex target, sema::Bindings bindings)
      : instances(instances), body(body), instance(instance), target(target), bindings(std::move(bindings)), terms(body.terms.size()),
        types(body.terms.size()) {}
  Site site(SourceRange range) const { return {instance, range}; }
};

/// The parameters of a function bound to an instance's arguments, and the target.
sema::Bindings bindingsOf(Instances &, const InstanceKey &);

/// A slot's term, substituted, folded and evaluated for the frame's target. An error term after a report.
sema::Term termOf(Frame &, sema::checked::Slot, SourceRange);
sema::Type typeOf(Frame &, sema::checked::Slot, SourceRange);
/// The machine type of a slot's type. Null after a report.
mlir::Type loweredOf(Frame &, sema::checked::Slot, SourceRange);
/// Any term of the body (locals' origins, obligations), treated like a slot.
sema::Term resolve(Frame &, sema::Term, SourceRange);

/// Binds the loop variable of a `comptime for` for one turn: slots of its scope and of scopes inside it are forgotten.
void beginTurn(Frame &, uint32_t scope, llvm::ArrayRef<std::pair<sema::ParameterId, sema::Term>> variables);

/// Folds target queries and evaluates closed calls inside a closed term (FoldTerm.cpp). An error term after a report.
sema::Term settle(Instances &, sema::Term, TargetIndex, Site);
/// The same without reports: the null term if something cannot be evaluated.
sema::Term trySettle(Instances &, sema::Term, TargetIndex, sema::EvalResult &failure);
/// What a target answers to a query; `operands` come after the target. An error term if a type has no layout.
sema::Term answerQuery(Instances &, sema::QueryKind, llvm::ArrayRef<sema::Term> operands, sema::Type, TargetIndex, Site);
/// A settled condition (i1).
std::optional<bool> decide(Frame &, sema::Term condition, SourceRange);
/// Checks an equality that the checker accepted unproven; reports and answers false if it does not hold.
bool holds(Frame &, const sema::Obligation &);

} // namespace fornax::irgen
