// Substitution in its forms: parameters, bound variables, holes.
#include "sema/terms/Machine.h"
#include "sema/terms/Rewrite.h"
#include "sema/terms/TermTable.h"

using llvm::ArrayRef;

namespace fornax::sema {

Term Rewriter::rebuildOperands(Term t, unsigned depth) {
  bool isBinder = t->kind == TermKind::Lambda || t->kind == TermKind::Signature;
  Type type = t->type ? asType(visit(t->type, depth)) : Type();
  if (t->kind == TermKind::Cond) { // only the arm that is taken
    Term condition = visit(t->operand(0), depth);
    if (std::optional<bool> value = asBool(condition))
      return visit(t->operand(*value ? 1 : 2), depth);
    return makeCond(ctx, condition, visit(t->operand(1), depth), visit(t->operand(2), depth));
  }
  signatureDepth += t->kind == TermKind::Signature;
  llvm::SmallVector<Term, 8> operands;
  bool isChanged = type != t->type;
  for (Term operand : t->operands()) {
    operands.push_back(operand ? visit(operand, depth + isBinder) : operand);
    isChanged |= operands.back() != operand;
  }
  signatureDepth -= t->kind == TermKind::Signature;
  return isChanged ? rebuild(ctx, t, type, operands) : t;
}

Term Rewriter::visit(Term t, unsigned depth) {
  if (skips(t, depth))
    return t;
  if (Term replaced = leaf(t, depth))
    return replaced;
  if (t->count == 0 && !t->type)
    return t;
  std::pair<const Node *, unsigned> key{t.node(), depth};
  bool isShared = signatureDepth == 0;
  if (isShared)
    if (auto it = memo.find(key); it != memo.end())
      return it->second;
  Term result = rebuildOperands(t, depth);
  if (isShared)
    memo[key] = result;
  return result;
}

// ---- Bound variables

namespace {
struct Shift final : Rewriter {
  unsigned by;
  Shift(Context &ctx, unsigned by) : Rewriter(ctx, HasBound), by(by) {}
  bool skips(Term t, unsigned depth) const override { return t->looseDepth <= depth; }
  Term leaf(Term t, unsigned depth) override {
    if (t->kind != TermKind::Bound || boundDepth(t) < depth)
      return {};
    return makeBoundLike(ctx, t, boundDepth(t) + by, t->type ? asType(visit(t->type, depth)) : Type());
  }
};

/// Replaces the variables of the innermost binder outside of the term.
struct Instantiate final : Rewriter {
  ArrayRef<Term> arguments;
  bool removesBinder;
  Instantiate(Context &ctx, ArrayRef<Term> arguments, bool removesBinder)
      : Rewriter(ctx, HasBound), arguments(arguments), removesBinder(removesBinder) {}
  bool skips(Term t, unsigned depth) const override { return t->looseDepth <= depth; }
  Term leaf(Term t, unsigned depth) override {
    if (t->kind != TermKind::Bound || boundDepth(t) < depth)
      return {};
    if (boundDepth(t) > depth)
      return makeBoundLike(ctx, t, boundDepth(t) - removesBinder, t->type ? asType(visit(t->type, depth)) : Type());
    unsigned index = boundIndex(t);
    if (index >= arguments.size() || !arguments[index])
      return makeError(ctx);
    return shiftBound(ctx, arguments[index], depth);
  }
};

struct Substitution final : Rewriter {
  const Bindings &bindings;
  Substitution(Context &ctx, const Bindings &bindings)
      : Rewriter(ctx, uint16_t((bindings.parameters.empty() ? 0 : HasParam) | (bindings.target ? HasTarget : 0) |
                               (bindings.argumentOrigins.empty() ? 0 : HasOrigin))),
        bindings(bindings) {}
  Term leaf(Term t, unsigned depth) override {
    switch (t->kind) {
    case TermKind::Param:
      for (const auto &[id, term] : bindings.parameters)
        if (id == parameterOf(t))
          return term ? shiftBound(ctx, term, depth) : t;
      return t;
    case TermKind::Target: return bindings.target ? bindings.target : t;
    case TermKind::OriginArgument:
      // Arguments of an inner function type are that type's own business.
      if (signatureDepth == 0 && t->payload < bindings.argumentOrigins.size() && bindings.argumentOrigins[t->payload])
        return shiftBound(ctx, bindings.argumentOrigins[t->payload], depth);
      return {};
    default: return {};
    }
  }
};

struct Abstraction final : Rewriter {
  ArrayRef<ParameterId> parameters;
  ArrayRef<Type> types; // of the bound variables, as seen from just inside the binder
  Abstraction(Context &ctx, ArrayRef<ParameterId> parameters, ArrayRef<Type> types)
      : Rewriter(ctx, uint16_t(HasParam | HasBound)), parameters(parameters), types(types) {}
  Term leaf(Term t, unsigned depth) override {
    if (t->kind == TermKind::Bound) // bound further out: one more binder lies between
      return boundDepth(t) < depth ? Term() : makeBoundLike(ctx, t, boundDepth(t) + 1, t->type ? asType(visit(t->type, depth)) : Type());
    if (t->kind != TermKind::Param)
      return {};
    for (unsigned i = 0; i < parameters.size(); ++i)
      if (parameters[i] == parameterOf(t))
        return makeBoundFor(ctx, parameters[i], depth, i, i < types.size() ? asType(shiftBound(ctx, types[i], depth)) : errorType(ctx));
    return t;
  }
};

struct FillHoles final : Rewriter {
  ArrayRef<Term> byIndex;
  FillHoles(Context &ctx, ArrayRef<Term> byIndex) : Rewriter(ctx, HasHole), byIndex(byIndex) {}
  Term leaf(Term t, unsigned depth) override {
    if (t->kind != TermKind::Hole)
      return {};
    size_t index = t->payload >> 1;
    return index < byIndex.size() && byIndex[index] ? shiftBound(ctx, byIndex[index], depth) : t;
  }
};
} // namespace

Term shiftBound(Context &ctx, Term t, unsigned by) { return by == 0 || t->looseDepth == 0 ? t : Shift(ctx, by).visit(t); }
Term instantiateBody(Context &ctx, Term body, ArrayRef<Term> arguments) { return Instantiate(ctx, arguments, true).visit(body); }
Term instantiateUnder(Context &ctx, Term body, ArrayRef<Term> arguments) { return Instantiate(ctx, arguments, false).visit(body); }

Term substitute(Context &ctx, Term t, const Bindings &bindings) {
  Substitution walk(ctx, bindings);
  return walk.visit(t);
}

void Bindings::bindAll(ArrayRef<ParameterId> ids, ArrayRef<Term> terms) {
  for (size_t i = 0; i < ids.size() && i < terms.size(); ++i)
    parameters.push_back({ids[i], terms[i]});
}

Term abstractOver(Context &ctx, ArrayRef<ParameterId> parameters, Term body) {
  llvm::SmallVector<Type, 4> types;
  llvm::SmallVector<Name, 4> names;
  for (ParameterId id : parameters) {
    Type type = ctx.program.parameters[id].type;
    if (!type)
      type = errorType(ctx);
    types.push_back(asType(Abstraction(ctx, parameters, types).visit(type)));
    names.push_back(ctx.program.parameters[id].name);
  }
  return makeLambda(ctx, types, names, {}, Abstraction(ctx, parameters, types).visit(body));
}

Term fillHoles(Context &ctx, Term t, ArrayRef<Term> byIndex) { return FillHoles(ctx, byIndex).visit(t); }

Term fillHolesInOrder(Context &ctx, Term t, ArrayRef<Term> terms) {
  llvm::SmallVector<Term, 8> operands;
  size_t next = 0;
  for (Term operand : t->operands())
    operands.push_back(isKind(operand, TermKind::Hole) && next < terms.size() ? terms[next++] : operand);
  if (next < terms.size())
    return makeError(ctx);
  return rebuild(ctx, t, t->type, operands);
}

// ---- Erasure

namespace {
struct Erasure final : Rewriter {
  explicit Erasure(Context &ctx) : Rewriter(ctx, HasOrigin) {}
  Term leaf(Term t, unsigned) override {
    if (t->kind == TermKind::OriginErased)
      return t;
    return isOrigin(ctx, t) ? makeOriginErased(ctx, originMutability(ctx, t)) : Term();
  }
};
} // namespace

Term eraseOrigins(Context &ctx, Term t) {
  if (!hasFlag(t, HasOrigin))
    return t;
  auto &memo = tableOf(ctx).erased;
  if (auto it = memo.find(t.node()); it != memo.end())
    return it->second;
  Term result = Erasure(ctx).visit(t);
  return tableOf(ctx).erased[t.node()] = result;
}

} // namespace fornax::sema
