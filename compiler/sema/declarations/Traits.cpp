#include "sema/declarations/DeclContext.h"
#include "sema/Diagnostics.h"
#include "syntax/AST.h"

namespace fornax::sema {

static void addParent(Context &ctx, Term parent, std::vector<Term> &parents) {
  if (llvm::is_contained(parents, parent))
    return;
  parents.push_back(parent);
  if (isKind(parent, TermKind::Trait))
    for (Term ancestor : ancestorsOf(ctx, traitOf(parent)))
      if (!llvm::is_contained(parents, ancestor))
        parents.push_back(ancestor);
}

static void readParents(Context &ctx, TraitId id, std::vector<Term> &parents) {
  const Trait &row = ctx.program.traits[id];
  DeclContext decl(ctx, row.module, asType(makeParam(ctx, row.self)));
  for (const ast::Conformance *conformance : static_cast<const ast::Trait *>(row.syntax)->conformances) {
    if (conformance->where || conformance->isNegated)
      ctx.diags.report(conformance->range(), messages::conditionalParent());
    Type traits = boundFrom(decl.bc, *conformance->trait);
    if (isError(traits))
      continue;
    if (!isKind(traits, TermKind::Traits)) {
      ctx.diags.report(conformance->trait->range(), messages::notATrait());
      continue;
    }
    for (Term parent : traits->operands())
      addParent(ctx, parent, parents);
  }
}

llvm::ArrayRef<Term> ancestorsOf(Context &ctx, TraitId id) {
  using State = Lazy<std::vector<Term>>;
  Trait &row = ctx.program.traits[id];
  if (row.parents.state == State::InProgress) {
    reportCycle(ctx, id, row.range);
    row.parents.state = State::Failed;
  }
  if (row.parents.state != State::NotStarted)
    return row.parents.value;
  if (static_cast<const ast::Trait *>(row.syntax)->conformances.empty()) {
    row.parents.state = State::Done;
    return row.parents.value;
  }
  row.parents.state = State::InProgress;
  DemandGuard guard(ctx, id, "parents", row.range);
  std::vector<Term> parents;
  readParents(ctx, id, parents);
  row.parents.value = std::move(parents);
  if (row.parents.state == State::InProgress)
    row.parents.state = State::Done;
  return row.parents.value;
}

} // namespace fornax::sema
