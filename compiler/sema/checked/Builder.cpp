#include "sema/checked/Builder.h"

namespace fornax::sema {

/// The innermost compile-time scope whose loop variable the term mentions; 0 if it mentions none.
static uint32_t scopeOf(const Builder &build, Term term) {
  if (build.loopParameters.empty() || !hasFlag(term, HasParam))
    return 0;
  if (isKind(term, TermKind::Param)) {
    auto it = build.loopParameters.find(parameterOf(term));
    uint32_t own = it == build.loopParameters.end() ? 0 : it->second;
    return std::max(own, term->type ? scopeOf(build, term->type) : 0);
  }
  uint32_t scope = term->type ? scopeOf(build, term->type) : 0;
  for (Term operand : term->operands())
    scope = std::max(scope, scopeOf(build, operand));
  return scope;
}

checked::Slot Builder::slot(Term term) {
  if (!term)
    term = makeError(ctx);
  auto [it, isNew] = slots.try_emplace(term, checked::Slot());
  if (isNew) {
    it->second = checked::Slot(uint32_t(body.terms.size()));
    body.terms.push_back({term, scopeOf(*this, term)});
  }
  return it->second;
}

LocalId Builder::addLocal(Local local, Type type) {
  LocalId id(body.locals.size());
  local.type = slot(type);
  local.scope = scope;
  if (!local.origin)
    local.origin = makeOriginLocal(ctx, Entity(body.function), id, makeBool(ctx, local.isMutable));
  body.locals.push(std::move(local));
  return id;
}

LocalId Builder::addTemporary(Type type, SourceRange range) {
  Local local;
  local.kind = LocalKind::Temporary;
  local.range = range;
  local.isUsed = true;
  return addLocal(std::move(local), type);
}

checked::Expr *Builder::error(SourceRange range) {
  body.hasError = true;
  return expr<checked::Error>(errorType(ctx), range);
}

} // namespace fornax::sema
