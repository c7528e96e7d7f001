#include "sema/proofs/Conformance.h"
#include "sema/TestProgram.h"

namespace fornax::sema {
namespace {

const char *const Source = R"(
trait Base: pass
trait Derived(Base): pass
struct Plain: pass
struct Yes(Derived): pass
struct Holder[T: AnyType](Base where conforms_to(T, Base)): pass
struct Linear(not Deinitable): pass
struct Node:
    var value: Int
    var linear: Linear
)";

struct Prover : TestProgram, testing::Test {
  Prover() : TestProgram(Source) {}
  using P = ComparePredicate;
  Term n = parameter("n", i64()), m = parameter("m", i64()), k = parameter("k", i64());
  Type anyType = makeTraits(ctx, contractTrait(ctx, ContractItem::AnyType));
  Term T = parameter("T", anyType), U = parameter("U", anyType);
  Term cmp(P p, Term a, Term b) { return makeCompare(ctx, p, a, b); }
  Term has(Term type, llvm::StringRef name) { return makeConforms(ctx, type, makeTrait(ctx, trait(name))); }
  Type plain(llvm::StringRef name) { return makeStruct(ctx, structure(name), {}); }
  Type holder(Term inner) { return makeStruct(ctx, structure("Holder"), {inner}); }
  Proof proof(Term wanted, llvm::ArrayRef<Term> facts) {
    Env env = nullptr;
    for (Term fact : facts)
      env = extend(ctx, env, fact, {});
    return prove(ctx, wanted, env).proof;
  }
};

TEST_F(Prover, FollowsFromCanonicalForms) {
  Term positive = cmp(P::Gt, n, integer(0)), small = cmp(P::Lt, m, integer(9));
  Term both = makeAnd(ctx, {positive, small}), either = makeOr(ctx, {positive, small});
  struct Row {
    const char *what;
    Term wanted;
    std::vector<Term> facts;
    Proof expected;
  } rows[] = {
      {"itself", positive, {positive}, Proof::Proven},
      {"in another spelling", cmp(P::Ge, n, integer(1)), {positive}, Proof::Proven},
      {"a part", small, {both}, Proof::Proven},
      {"both from each", both, {small, positive}, Proof::Proven},
      {"an alternative", either, {positive}, Proof::Proven},
      {"the opposite", cmp(P::Le, n, integer(0)), {positive}, Proof::Refuted},
      {"no ranges", cmp(P::Gt, n, integer(0)), {cmp(P::Gt, n, integer(1))}, Proof::Inconclusive},
      {"nothing known", positive, {}, Proof::Inconclusive},
      {"one value is not two", cmp(P::Eq, n, integer(1)), {cmp(P::Eq, n, integer(2))}, Proof::Refuted},
      {"equality is transitive", cmp(P::Eq, n, k), {cmp(P::Eq, n, m), cmp(P::Eq, m, k)}, Proof::Proven},
      {"a value for a parameter", cmp(P::Gt, n, integer(3)), {cmp(P::Eq, n, integer(4))}, Proof::Proven},
      {"what is left of an alternative", small, {either, makeNot(ctx, positive)}, Proof::Proven},
      {"contradictory facts prove anything", small, {positive, makeNot(ctx, positive)}, Proof::Proven},
      {"settled", cmp(P::Lt, integer(1), integer(2)), {}, Proof::Proven},
  };
  for (const Row &row : rows)
    EXPECT_EQ(proof(row.wanted, row.facts), row.expected) << row.what;
}

TEST_F(Prover, Conformance) {
  struct Row {
    const char *what;
    Term wanted;
    std::vector<Term> facts;
    Proof expected;
  } rows[] = {
      {"listed", has(plain("Yes"), "Derived"), {}, Proof::Proven},
      {"an ancestor of what is listed", has(plain("Yes"), "Base"), {}, Proof::Proven},
      {"not listed", has(plain("Plain"), "Base"), {}, Proof::Refuted},
      {"the condition holds", has(holder(plain("Yes")), "Base"), {}, Proof::Proven},
      {"the condition fails", has(holder(plain("Plain")), "Base"), {}, Proof::Refuted},
      {"the condition is open", has(holder(T), "Base"), {}, Proof::Inconclusive},
      {"the condition is known", has(holder(T), "Base"), {has(T, "Derived")}, Proof::Proven},
      {"a fact about another type", has(T, "Base"), {has(U, "Base")}, Proof::Inconclusive},
      {"an ancestor of a fact", has(T, "Base"), {has(T, "Derived")}, Proof::Proven},
      {"a negated fact", has(T, "Base"), {makeNot(ctx, has(T, "Base"))}, Proof::Refuted},
  };
  for (const Row &row : rows)
    EXPECT_EQ(proof(row.wanted, row.facts), row.expected) << row.what;
}

TEST_F(Prover, LifecycleComesFromTheFields) {
  EXPECT_TRUE(isMovable(ctx, plain("Node"), nullptr));
  EXPECT_FALSE(isDeinitable(ctx, plain("Linear"), nullptr));
  EXPECT_FALSE(isDeinitable(ctx, plain("Node"), nullptr));
  EXPECT_TRUE(isDeinitable(ctx, plain("Plain"), nullptr));
  EXPECT_FALSE(isCopyable(ctx, plain("Plain"), nullptr));
  EXPECT_TRUE(isImplicitlyCopyable(ctx, contractType(ctx, ContractItem::Int), nullptr));
}

} // namespace
} // namespace fornax::sema
