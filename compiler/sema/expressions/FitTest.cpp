#include "sema/expressions/Draft.h"
#include "sema/TestProgram.h"
#include "syntax/Parser.h"

namespace fornax::sema {
namespace {

const char *Library = R"(
@fieldwise_init
struct Colour(ImplicitlyCopyable):
    var value: Int

    @staticmethod
    def grey(v: Int) -> Self:
        return Self(v)

@fieldwise_init("implicit")
struct Metres(ImplicitlyCopyable):
    var value: Float64

@fieldwise_init
struct Linear(Movable):
    var value: Int

def wanted(a: WANTED): pass

def main():
    var number = 1
    var other = 2.5
    var linear = Linear(3)
    _ = EXPRESSION
)";

/// An expression against a type: does it fit, at what cost, and as what?
struct Case {
  const char *name, *expression, *wanted;
  bool fits;
  int cost;
  FitMode mode = FitMode::Borrow;
};

const Case Cases[] = {
    {"sameType", "number", "Int", true, 0},
    {"otherType", "number", "Float64", false, 0},
    {"literalDefault", "3", "Int", true, 1},
    {"literalOtherType", "2.5", "Metres", true, 2},
    {"twoConstructors", "number", "Metres", false, 0},
    {"implicitConstructor", "other", "Metres", true, 2},
    {"contextMember", ".grey(3)", "Colour", true, 0},
    {"contextMemberMissing", ".blue(3)", "Colour", false, 0},
    {"initialiserList", "{3}", "Colour", true, 0},
    {"initialiserListBad", "{3, 4}", "Colour", false, 0},
    {"ternary", "number if number < 3 else 4", "Int", true, 0},
    {"mutableVariable", "number", "Int", true, 0, FitMode::Mutate},
    {"mutableLiteral", "3", "Int", false, 0, FitMode::Mutate},
    {"copyOfLinear", "linear", "Linear", false, 0, FitMode::Value},
    {"borrowOfLinear", "linear", "Linear", true, 0, FitMode::Borrow},
    {"transferOfLinear", "linear^", "Linear", true, 0, FitMode::Value},
};

class FitCases : public testing::TestWithParam<Case> {};

std::string replaced(std::string text, llvm::StringRef what, llvm::StringRef by) {
  size_t at = text.find(what.str());
  return text.replace(at, what.size(), by.str());
}

TEST_P(FitCases, CostsWhatItShould) {
  const Case &c = GetParam();
  // The value stands behind `_ =` in `main`; what it is fitted to is the type of the argument of `wanted`.
  TestProgram p(replaced(replaced(Library, "WANTED", c.wanted), "EXPRESSION", "number"));
  p.expectsErrors = true;
  CheckedBody *body = bodyOf(p.ctx, p.function("main"));
  ASSERT_TRUE(body && !body->hasError);
  Builder build(p.ctx, *body);
  BodyContext bc(p.ctx, build);
  bc.function = p.function("main");
  bc.module = p.main;
  Scope scope;
  scope.isFunctionBoundary = true;
  for (uint32_t i = 0; i < body->locals.size(); ++i)
    if (Name name = body->locals[LocalId(i)].name) {
      ScopeEntry entry;
      entry.entity = LocalId(i);
      scope.names[name] = entry;
    }
  bc.scope = &scope;
  std::string text = std::string("def e():\n    ") + c.expression + "\n";
  auto tree = syntax::parseModule(p.sources, p.sources.add("expression.mojo", text), p.names, p.diags);
  auto *function = llvm::cast<ast::Function>(tree->tree().statements[0]);
  auto *statement = llvm::cast<ast::ExprStmt>(tree->body(*function, p.diags).block->statements[0]);
  Draft *draft = analyse(bc, *statement->value);
  ASSERT_NE(draft->form, DraftForm::Error);
  size_t reported = p.diags.all().size();
  const Fit *result = fit(bc, draft, {signatureOf(p.ctx, p.function("wanted")).arguments[0].type, c.mode});
  EXPECT_EQ(p.diags.all().size(), reported) << "a fit never reports";
  EXPECT_EQ(succeeded(result), c.fits);
  EXPECT_EQ(fit(bc, draft, {signatureOf(p.ctx, p.function("wanted")).arguments[0].type, c.mode}), result) << "fits are remembered";
  if (c.fits) {
    EXPECT_EQ(result->cost, c.cost);
    EXPECT_EQ(print(p.ctx, typeOf(result)), c.wanted);
  }
}

INSTANTIATE_TEST_SUITE_P(Expressions, FitCases, testing::ValuesIn(Cases), [](const auto &info) { return info.param.name; });

} // namespace
} // namespace fornax::sema
