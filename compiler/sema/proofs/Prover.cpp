// Facts and what follows from them: canonical forms and equalities, no arithmetic.
#include "sema/evaluation/Evaluator.h"
#include "sema/proofs/Conformance.h"
#include "sema/terms/Rewrite.h"

namespace fornax::sema {

Env extend(Context &ctx, Env outer, Term fact, SourceRange range) {
  if (isError(fact) || asBool(fact) == true)
    return outer;
  return ctx.program.arena.make<EnvNode>(EnvNode{fact, range, outer});
}

namespace {
/// Replaces whole terms by equal ones.
struct Replace final : Rewriter {
  Term from, to;
  Replace(Context &ctx, Term from, Term to) : Rewriter(ctx, 0xffff), from(from), to(to) {}
  bool skips(Term, unsigned) const override { return false; }
  Term leaf(Term t, unsigned depth) override { return t == from ? shiftBound(ctx, to, depth) : Term(); }
};
} // namespace

static void collect(Term fact, const EnvNode *node, llvm::SmallVectorImpl<std::pair<Term, const EnvNode *>> &into) {
  if (isKind(fact, TermKind::And))
    for (Term member : fact->operands())
      collect(member, node, into);
  else
    into.push_back({fact, node});
}

static bool isEquality(Term t) {
  return isKind(t, TermKind::TypeEq) || (isKind(t, TermKind::Compare) && ComparePredicate(t->payload) == ComparePredicate::Eq);
}

/// The condition with one side of every known equality replaced by the other: settled sides win.
static Term rewriteByEqualities(Context &ctx, Term condition, llvm::ArrayRef<Term> facts) {
  for (size_t round = 0; round < facts.size(); ++round) {
    Term before = condition;
    for (Term fact : facts) {
      if (!isEquality(fact))
        continue;
      Term a = fact->operand(0), b = fact->operand(1);
      if (isClosed(a) && !isClosed(b))
        std::swap(a, b);
      if (!isClosed(a))
        condition = Replace(ctx, a, b).visit(condition);
    }
    if (condition == before)
      break;
  }
  return condition;
}

/// A fact about the same things, for the note of a failed proof.
static const EnvNode *nearFact(Term wanted, llvm::ArrayRef<std::pair<Term, const EnvNode *>> facts) {
  for (const auto &[fact, node] : facts)
    if (fact->kind == wanted->kind && fact->count > 0 && wanted->count > 0)
      for (Term operand : wanted->operands())
        if (!isClosed(operand) && llvm::is_contained(fact->operands(), operand))
          return node;
  return nullptr;
}

static ProofResult proveOne(Context &ctx, Term wanted, Env env);

static ProofResult proveAll(Context &ctx, llvm::ArrayRef<Term> conjuncts, Env env) {
  ProofResult result{Proof::Proven, {}, nullptr};
  for (Term conjunct : conjuncts) {
    ProofResult one = proveOne(ctx, conjunct, env);
    if (one.proof == Proof::Refuted)
      return one;
    if (one.proof == Proof::Inconclusive && result.proof == Proof::Proven)
      result = one;
  }
  return result;
}

/// Whether every type that a generator makes conforms, whatever the index.
static bool tabulatedConform(Context &ctx, Term list, Term trait, Env env) {
  if (!isKind(list, TermKind::Tabulate) || !isKind(list->operand(1), TermKind::Lambda) || list->operand(1)->payload != 1)
    return false;
  Term lambda = list->operand(1);
  Term element = instantiateBody(ctx, lambda->operands().back(), {makeHole(ctx, 0, false, asType(lambda->operand(0)))});
  return isType(ctx, element) && conforms(ctx, asType(element), trait, env).proof == Proof::Proven;
}

static ProofResult proveConformance(Context &ctx, Term wanted, Env env) {
  ConformanceAnswer answer = conforms(ctx, asType(wanted->operand(0)), wanted->operand(1), env);
  return {answer.proof, answer.condition ? answer.condition : wanted, nullptr};
}

static ProofResult proveOne(Context &ctx, Term wanted, Env env) {
  if (isClosed(wanted) && hasFlag(wanted, HasCall))
    wanted = evaluateClosed(ctx, wanted, env ? env->range : SourceRange());
  if (isError(wanted))
    return {Proof::Proven, {}, nullptr}; // reported where it arose
  if (std::optional<bool> value = asBool(wanted))
    return {*value ? Proof::Proven : Proof::Refuted, wanted, nullptr};
  if (isKind(wanted, TermKind::And))
    return proveAll(ctx, wanted->operands(), env);

  llvm::SmallVector<std::pair<Term, const EnvNode *>, 8> facts;
  for (const EnvNode *node = env; node; node = node->outer)
    collect(node->fact, node, facts);
  llvm::SmallVector<Term, 8> known;
  for (const auto &[fact, node] : facts) {
    if (fact == wanted)
      return {Proof::Proven, wanted, node};
    known.push_back(fact);
  }
  if (isKind(wanted, TermKind::Or))
    for (Term alternative : wanted->operands())
      if (proveOne(ctx, alternative, env).proof == Proof::Proven)
        return {Proof::Proven, wanted, nullptr};
  if (isKind(wanted, TermKind::Conforms)) {
    ProofResult result = proveConformance(ctx, wanted, env);
    if (result.proof != Proof::Inconclusive)
      return result;
  }
  if (isKind(wanted, TermKind::AllConform) && tabulatedConform(ctx, wanted->operand(0), wanted->operand(1), env))
    return {Proof::Proven, wanted, nullptr};
  if (known.empty())
    return {Proof::Inconclusive, wanted, nullptr};
  // What is known already says it, or excludes it.
  Term all = makeAnd(ctx, known);
  if (asBool(all) == false)
    return {Proof::Proven, wanted, nullptr}; // contradictory facts: this point is never reached
  known.push_back(wanted);
  Term with = makeAnd(ctx, known);
  known.pop_back();
  if (with == all)
    return {Proof::Proven, wanted, nullptr};
  if (asBool(with) == false)
    return {Proof::Refuted, wanted, nullptr};
  Term rewritten = rewriteByEqualities(ctx, wanted, known);
  if (rewritten != wanted) {
    if (std::optional<bool> value = asBool(rewritten))
      return {*value ? Proof::Proven : Proof::Refuted, wanted, nullptr};
    for (Term fact : known)
      if (fact == rewritten || rewriteByEqualities(ctx, fact, known) == rewritten)
        return {Proof::Proven, wanted, nullptr};
  }
  return {Proof::Inconclusive, wanted, nearFact(wanted, facts)};
}

ProofResult prove(Context &ctx, Term condition, Env env) {
  if (isError(condition))
    return {Proof::Proven, {}, nullptr};
  return proveOne(ctx, condition, env);
}

} // namespace fornax::sema
