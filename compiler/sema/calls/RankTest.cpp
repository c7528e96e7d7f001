#include "sema/calls/Overloads.h"
#include "sema/TestProgram.h"

namespace fornax::sema {
namespace {

/// Conversions, variadic, conventions, parameters, static, implicit.
Rank rank(unsigned conversions, bool variadic = false, unsigned conventions = 0, unsigned parameters = 0, bool isStatic = false,
          bool isImplicit = false) {
  return {conversions, variadic, conventions, parameters, isStatic, isImplicit};
}

TEST(Rank, EarlierComponentsDecide) {
  EXPECT_EQ(compareRanks(rank(1), rank(1)), 0);
  EXPECT_LT(compareRanks(rank(1), rank(2)), 0);
  EXPECT_LT(compareRanks(rank(0, true, 2, 3, true, true), rank(1)), 0);
  EXPECT_LT(compareRanks(rank(1, false, 9), rank(1, true)), 0);
  EXPECT_LT(compareRanks(rank(1, false, 1, 9), rank(1, false, 2)), 0);
  EXPECT_LT(compareRanks(rank(1, false, 1, 0), rank(1, false, 1, 1)), 0);
  EXPECT_GT(compareRanks(rank(0, false, 0, 0, true), rank(0, false, 0, 0, false, true)), 0);
  EXPECT_GT(compareRanks(rank(0, false, 0, 0, false, true), rank(0)), 0);
}

/// Functions `f` that differ by their result: which one does the call in `main` choose?
struct Choice {
  const char *name, *functions, *call;
  const char *result; // type of the result; empty: the call is an error
};

const Choice Choices[] = {
    {"literalToDefault", "def f(x: Int) -> Int: return 1\ndef f(x: Float64) -> Float64: return x\n", "f(4)", "Int"},
    {"concreteBeatsGeneric", "def f[T: Movable](x: T) -> Float64: return 1.0\ndef f(x: Int) -> Int: return x\n", "f(4)", "Int"},
    {"exactBeatsConversion", "def f(x: Float64) -> Float64: return x\ndef f(x: IntLiteral[_]) -> Int: return 1\n", "f(4)", "Int"},
    {"fewerParameters", "def f[T: Movable, U: Movable](x: T, y: U) -> Float64: return 1.0\ndef f[T: Movable](x: T, y: T) -> Int: return 1\n",
     "f(1, 2)", "Int"},
    {"keywordDecides", "def f(*, a: Int) -> Int: return 1\ndef f(*, b: Int) -> Float64: return 1.0\n", "f(b=3)", "Float64"},
    {"arityDecides", "def f(x: Int) -> Int: return 1\ndef f(x: Int, y: Int) -> Float64: return 1.0\n", "f(1, 2)", "Float64"},
    {"noCandidate", "def f(x: Float64) -> Float64: return x\ndef f(x: Bool) -> Int: return 1\n", "f(4)", ""},
    {"ambiguous", "def f[a: Int, b: Float64](x: Int) -> Int: return 1\ndef f[a: Float64, b: Int](x: Int) -> Int: return 1\n", "f[1, 2](3)", ""},
};

class RankChoice : public testing::TestWithParam<Choice> {};

TEST_P(RankChoice, ChoosesTheBest) {
  const Choice &choice = GetParam();
  TestProgram p(std::string(choice.functions) + "def main():\n    var r = " + choice.call + "\n");
  p.expectsErrors = true;
  CheckedBody *body = bodyOf(p.ctx, p.function("main"));
  ASSERT_TRUE(body);
  EXPECT_EQ(body->hasError, choice.result[0] == 0);
  EXPECT_EQ(p.diags.hasErrors(), choice.result[0] == 0) << (p.diags.all().empty() ? "" : p.diags.all()[0].message.text());
  if (!choice.result[0])
    return;
  ASSERT_EQ(body->locals.size() > 0, true);
  for (const Local &local : body->locals)
    if (local.name == "r") {
      EXPECT_EQ(print(p.ctx, body->type(local.type)), choice.result);
    }
}

INSTANTIATE_TEST_SUITE_P(Calls, RankChoice, testing::ValuesIn(Choices), [](const auto &info) { return info.param.name; });

} // namespace
} // namespace fornax::sema
