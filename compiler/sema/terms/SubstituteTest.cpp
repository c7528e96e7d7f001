#include "sema/TestProgram.h"

namespace fornax::sema {
namespace {

struct Substitute : TestProgram, testing::Test {
  Term n = parameter("n", i64()), m = parameter("m", i64());
  Term bind(Term in, Term parameter, Term by) {
    Bindings bindings;
    bindings.bind(parameterOf(parameter), by);
    return substitute(ctx, in, bindings);
  }
};

TEST_F(Substitute, IsSimultaneous) {
  Bindings swap;
  swap.bind(parameterOf(n), m);
  swap.bind(parameterOf(m), n);
  Term term = makeAdd(ctx, n, makeMul(ctx, integer(2), m));
  EXPECT_EQ(substitute(ctx, term, swap), makeAdd(ctx, m, makeMul(ctx, integer(2), n)));
  EXPECT_EQ(substitute(ctx, substitute(ctx, term, swap), swap), term);
  EXPECT_EQ(substitute(ctx, term, Bindings()), term);
}

TEST_F(Substitute, LeavesTheArmNotTaken) {
  // The other arm would be an element that the list does not have.
  Type any = makeTraits(ctx, llvm::ArrayRef<Term>());
  Term list = makeList(ctx, {type("i8")}, any);
  Term inside = makeCompare(ctx, ComparePredicate::Lt, n, integer(1));
  Term guarded = makeCond(ctx, inside, makeListGet(ctx, list, n), type("i1"));
  EXPECT_EQ(bind(guarded, n, integer(0)), type("i8"));
  EXPECT_EQ(bind(guarded, n, integer(5)), type("i1"));
}

TEST_F(Substitute, GeneratorsReduce) {
  Term body = makeAdd(ctx, n, m);
  Term lambda = abstractOver(ctx, {parameterOf(n)}, body);
  EXPECT_EQ(makeApply(ctx, lambda, {integer(3)}), makeAdd(ctx, m, integer(3)));
  EXPECT_EQ(bind(lambda, m, integer(1)), abstractOver(ctx, {parameterOf(n)}, makeAdd(ctx, n, integer(1))));
  // Up to renaming of the parameter.
  Term other = parameter("other", i64());
  EXPECT_EQ(lambda, abstractOver(ctx, {parameterOf(other)}, makeAdd(ctx, other, m)));
  // What is put in under a binder is not captured by it.
  Term two = abstractOver(ctx, {parameterOf(n), parameterOf(m)}, makeAdd(ctx, n, makeMul(ctx, integer(2), m)));
  Term partial = makeApply(ctx, two, {integer(5), makeHole(ctx, 0, false, {})});
  EXPECT_EQ(makeApply(ctx, partial, {integer(1)}), integer(7));
  EXPECT_EQ(makeApply(ctx, two, {integer(5), integer(1)}), integer(7));
}

TEST_F(Substitute, NestedBindersKeepTheirDepth) {
  // Lambda n: Lambda m: n + 2 m, applied to the outer one only.
  Term inner = abstractOver(ctx, {parameterOf(m)}, makeAdd(ctx, n, makeMul(ctx, integer(2), m)));
  Term outer = abstractOver(ctx, {parameterOf(n)}, inner);
  Term k = parameter("k", i64());
  EXPECT_EQ(makeApply(ctx, makeApply(ctx, outer, {k}), {integer(4)}), makeAdd(ctx, k, integer(8)));
}

TEST_F(Substitute, HolesAreFilledByNumber) {
  Term pattern = makeAdd(ctx, makeHole(ctx, 1, false, i64()), makeMul(ctx, integer(3), makeHole(ctx, 0, false, i64())));
  EXPECT_EQ(fillHoles(ctx, pattern, {integer(2), integer(10)}), integer(16));
}

} // namespace
} // namespace fornax::sema
