#include "sema/TestProgram.h"
#include <random>

namespace fornax::sema {
namespace {

using P = ComparePredicate;
using O = SimdOp;

struct Canonical : TestProgram, testing::Test {
  Term n = parameter("n", i64()), m = parameter("m", i64()), k = parameter("k", i64());
  Term add(Term a, Term b) { return makeAdd(ctx, a, b); }
  Term mul(Term a, Term b) { return makeMul(ctx, a, b); }
  Term op(O o, Term a, Term b) { return makeOp(ctx, o, {a, b}, i64()); }
  Term cmp(P p, Term a, Term b) { return makeCompare(ctx, p, a, b); }
  Term no(Term a) { return makeNot(ctx, a); }
  Term both(Term a, Term b) { return makeAnd(ctx, {a, b}); }
  Term either(Term a, Term b) { return makeOr(ctx, {a, b}); }
};

TEST_F(Canonical, IntegersAreSums) {
  EXPECT_EQ(add(n, n), mul(integer(2), n));
  EXPECT_EQ(add(add(integer(1), n), integer(1)), add(n, integer(2)));
  EXPECT_EQ(mul(n, integer(2)), mul(integer(2), n));
  EXPECT_EQ(mul(add(n, m), add(n, m)), add(add(mul(n, n), mul(m, m)), mul(integer(2), mul(m, n))));
  EXPECT_EQ(add(n, makeNeg(ctx, n)), integer(0));
  EXPECT_EQ(op(O::Op_shl, n, integer(3)), mul(n, integer(8)));
  EXPECT_EQ(op(O::Op_sub, add(n, m), m), n);
  EXPECT_NE(add(n, m), add(n, k));
}

TEST_F(Canonical, ComparisonsHaveOneForm) {
  EXPECT_EQ(cmp(P::Gt, n, integer(0)), cmp(P::Ge, n, integer(1)));
  EXPECT_EQ(no(cmp(P::Lt, n, integer(2))), cmp(P::Ge, n, integer(2)));
  EXPECT_EQ(cmp(P::Eq, n, m), cmp(P::Eq, m, n));
  EXPECT_EQ(cmp(P::Eq, add(n, integer(1)), integer(5)), cmp(P::Eq, n, integer(4)));
  EXPECT_EQ(no(cmp(P::Eq, n, m)), cmp(P::Ne, m, n));
  EXPECT_EQ(no(no(cmp(P::Le, n, m))), cmp(P::Le, n, m));
  EXPECT_EQ(asBool(cmp(P::Lt, n, n)), false);
  EXPECT_EQ(asBool(cmp(P::Le, n, integer(INT64_MAX))), true);
  // Nothing else moves across: n + 1 > 5 is not n > 4 where arithmetic wraps.
  EXPECT_NE(cmp(P::Gt, add(n, integer(1)), integer(5)), cmp(P::Gt, n, integer(4)));
}

TEST_F(Canonical, Booleans) {
  Term a = cmp(P::Gt, n, integer(0)), b = cmp(P::Gt, m, integer(0)), c = cmp(P::Eq, k, integer(7));
  EXPECT_EQ(both(a, both(b, c)), both(both(c, a), b));
  EXPECT_EQ(both(a, a), a);
  EXPECT_EQ(asBool(both(a, no(a))), false);
  EXPECT_EQ(asBool(either(a, no(a))), true);
  EXPECT_EQ(both(a, either(a, b)), a);
  EXPECT_EQ(both(a, no(both(a, b))), both(a, no(b)));
  EXPECT_EQ(no(both(a, b)), either(no(a), no(b)));
  EXPECT_EQ(asBool(both(c, cmp(P::Eq, k, integer(8)))), false);
  EXPECT_EQ(makeCond(ctx, no(a), n, m), makeCond(ctx, a, m, n));
  EXPECT_EQ(makeCond(ctx, a, n, n), n);
  EXPECT_EQ(makeCond(ctx, a, b, makeBool(ctx, false)), both(a, b));
}

/// Both sides of every ring law, over random trees, also agree in value for random arguments.
TEST_F(Canonical, RandomTermsEvaluateAsWritten) {
  std::mt19937_64 random(7);
  Term atoms[] = {n, m, k};
  for (int round = 0; round < 300; ++round) {
    int64_t values[] = {int64_t(random()), int64_t(random()), int64_t(random())};
    std::vector<std::pair<Term, uint64_t>> pool;
    for (int i = 0; i < 3; ++i)
      pool.push_back({atoms[i], uint64_t(values[i])});
    pool.push_back({integer(int64_t(random() % 5)), 0});
    pool.back().second = uint64_t(*asInt64(pool.back().first));
    for (int step = 0; step < 6; ++step) {
      auto [a, x] = pool[random() % pool.size()];
      auto [b, y] = pool[random() % pool.size()];
      switch (random() % 3) {
      case 0: pool.push_back({add(a, b), x + y}); break;
      case 1: pool.push_back({mul(a, b), x * y}); break;
      default: pool.push_back({op(O::Op_sub, a, b), x - y}); break;
      }
    }
    auto [term, expected] = pool.back();
    Bindings bindings;
    for (int i = 0; i < 3; ++i)
      bindings.bind(parameterOf(atoms[i]), integer(values[i]));
    EXPECT_EQ(substitute(ctx, term, bindings), integer(int64_t(expected))) << print(ctx, term);
  }
}

TEST_F(Canonical, ScalarsFoldAsTheMachine) {
  struct Row {
    O op;
    int64_t a, b, result;
  } rows[] = {{O::Op_div, -7, 2, -3},
              {O::Op_rem, -7, 2, -1},
              {O::Op_floordiv, -7, 2, -4},
              {O::Op_mod, -7, 2, 1},
              {O::Op_mod, 7, -2, -1},
              {O::Op_div, 5, 0, 0},
              {O::Op_div, INT64_MIN, -1, INT64_MIN},
              {O::Op_shl, 1, 64, 0},
              {O::Op_shr, -8, 1, -4},
              {O::Op_shr, -8, 100, -1},
              {O::Op_min, -1, 1, -1},
              {O::Op_xor, 6, 3, 5}};
  for (const Row &row : rows)
    EXPECT_EQ(op(row.op, integer(row.a), integer(row.b)), integer(row.result)) << int(row.op) << " " << row.a << " " << row.b;
}

TEST_F(Canonical, LiteralsAreExact) {
  auto literal = [&](llvm::StringRef text) { return makeFloatLiteral(ctx, text); };
  auto on = [&](O o, Term a, Term b) { return makeOp(ctx, o, {a, b}, a->type); };
  EXPECT_EQ(on(O::Op_add, literal("0.1"), literal("0.2")), literal("0.3"));
  EXPECT_EQ(on(O::Op_mul, literal("1e20"), literal("1e-20")), literal("1.0"));
  Term third = on(O::Op_div, literal("1"), literal("3"));
  EXPECT_EQ(on(O::Op_mul, third, literal("3")), literal("1.0"));
  EXPECT_EQ(print(ctx, literal("-0.0")), "-0.0");
  EXPECT_EQ(print(ctx, literal("2.50")), "2.5");
  Term big = makeIntLiteral(ctx, llvm::APInt(200, 1).shl(150));
  EXPECT_EQ(makeAdd(ctx, big, makeNeg(ctx, big)), makeIntLiteral(ctx, llvm::APInt(8, 0)));
  Term narrow = makeOp(ctx, O::Op_cast, {literal("0.1")}, type("f32"));
  EXPECT_EQ(floatOf(narrow).convertToFloat(), 0.1f);
  EXPECT_EQ(floatOf(makeOp(ctx, O::Op_cast, {literal("4.9e-324")}, type("f64"))).convertToDouble(), 4.9e-324);
  EXPECT_EQ(floatOf(makeOp(ctx, O::Op_cast, {third}, type("f64"))).convertToDouble(), 1.0 / 3.0);
}

TEST_F(Canonical, Lists) {
  Type any = makeTraits(ctx, llvm::ArrayRef<Term>());
  Term a = type("i8"), b = type("i16"), c = type("i32");
  Parameter row;
  row.name = names.intern("Ts");
  row.type = any;
  row.isVariadic = true;
  Term pack = makeParam(ctx, program.parameters.add(std::move(row)));
  Term list = makeList(ctx, {a, b}, any), joined = makeConcat(ctx, {list, pack, makeList(ctx, {c}, any)});
  EXPECT_EQ(makeConcat(ctx, {list, makeList(ctx, {}, any)}), list);
  EXPECT_EQ(makeConcat(ctx, {makeList(ctx, {a}, any), makeList(ctx, {b}, any)}), list);
  EXPECT_EQ(makeListGet(ctx, joined, integer(1)), b);
  EXPECT_EQ(makeListGet(ctx, joined, integer(3)), makeListGet(ctx, makeConcat(ctx, {pack, makeList(ctx, {c}, any)}), integer(1)));
  EXPECT_EQ(makeListLen(ctx, joined), add(makeListLen(ctx, pack), integer(3)));
  EXPECT_TRUE(isError(makeListGet(ctx, list, integer(2))));
}

TEST_F(Canonical, MlirTextIsSettledBySplices) {
  EXPECT_EQ(makeMlirType(ctx, {"!llvm.array<", " x i8>"}, {integer(4)}), type("!llvm.array<4 x i8>"));
  Term symbolic = makeMlirType(ctx, {"!llvm.array<", " x i8>"}, {n});
  Bindings bindings;
  bindings.bind(parameterOf(n), integer(9));
  EXPECT_EQ(substitute(ctx, symbolic, bindings), type("!llvm.array<9 x i8>"));
  EXPECT_EQ(makeMlirAttribute(ctx, {"5 : i64"}, {}, {}), integer(5));
}

} // namespace
} // namespace fornax::sema
