#include "sema/TestProgram.h"

namespace fornax::sema {
namespace {

struct Compare : TestProgram, testing::Test {
  Compare() : TestProgram("def half(n: Int) -> Int: return n\nstruct Box[T: AnyType, n: Int]: pass\n") {}
  Term n = parameter("n", contractType(ctx, ContractItem::Int)), m = parameter("m", contractType(ctx, ContractItem::Int));
  Type anyType = makeTraits(ctx, contractTrait(ctx, ContractItem::AnyType));
  Term T = parameter("T", anyType), U = parameter("U", anyType);
  Term number(int64_t value) { return makeInt(ctx, value); }
  Term half(Term argument) { return makeCall(ctx, function("half"), {}, {argument}, contractType(ctx, ContractItem::Int)); }
  Term box(Term type, Term count) { return makeStruct(ctx, structure("Box"), {type, count}); }
  Term sum(Term value, int64_t constant) {
    return makeValue(ctx, contractType(ctx, ContractItem::Int), {makeAdd(ctx, unwrapScalar(ctx, value), integer(constant))});
  }
};

TEST_F(Compare, TheTable) {
  using C = Comparison;
  Type theInt = contractType(ctx, ContractItem::Int);
  struct Row {
    const char *what;
    Term a, b;
    C expected;
  } rows[] = {
      {"same", box(T, n), box(T, n), C::Equal},
      {"two values", number(3), number(4), C::Different},
      {"rigid against a value", n, number(4), C::Different},
      {"rigid against rigid", n, m, C::Different},
      {"rigid type against a type", T, theInt, C::Different},
      {"sums that always differ", sum(n, 1), sum(n, 2), C::Different},
      {"sums that may meet", sum(n, 1), sum(m, 2), C::Different},
      {"the same sum in two ways", sum(sum(n, 1), 1), sum(n, 2), C::Equal},
      {"a call against a value", half(n), number(3), C::Unknown},
      {"a closed call against a value", half(number(6)), number(3), C::Unknown},
      {"one call", half(n), half(n), C::Equal},
      {"calls of other arguments", half(n), half(m), C::Unknown},
      {"a sum with a call", sum(half(n), 1), number(4), C::Unknown},
      {"in a struct", box(theInt, half(n)), box(theInt, number(3)), C::Unknown},
      {"one part decides", box(T, half(n)), box(theInt, number(3)), C::Different},
      {"target queries", makeTargetQuery(ctx, QueryKind::SizeOf, {makeTarget(ctx), theInt}, i64()), integer(8), C::Unknown},
      {"an error", makeError(ctx), theInt, C::Equal},
      {"origins of two mutabilities", makeOriginStatic(ctx, makeBool(ctx, true)), makeOriginStatic(ctx, makeBool(ctx, false)), C::Equal},
  };
  for (const Row &row : rows) {
    EXPECT_EQ(compare(ctx, row.a, row.b), row.expected) << row.what;
    EXPECT_EQ(compare(ctx, row.b, row.a), row.expected) << row.what << ", turned around";
  }
}

TEST_F(Compare, ConditionalsAnswerWhereBothArmsDo) {
  Term condition = makeCompare(ctx, ComparePredicate::Gt, unwrapScalar(ctx, n), integer(0));
  Type theInt = contractType(ctx, ContractItem::Int), theBool = contractType(ctx, ContractItem::Bool);
  Term choice = makeCond(ctx, condition, theInt, theBool);
  EXPECT_EQ(compare(ctx, choice, theInt), Comparison::Unknown);
  EXPECT_EQ(compare(ctx, choice, contractType(ctx, ContractItem::NoneType)), Comparison::Different);
}

} // namespace
} // namespace fornax::sema
