// Conflicts between accesses and invalidation, case by case.

#include "ownership/Terms.h"
#include <gtest/gtest.h>

using namespace fornax;
using namespace fornax::ownership;
using fx::OriginStep;
using fx::StepKind;

namespace {
/// Terms are spelled "v[e].x": a one-letter base, `.field`, `[tag]`, `.*` for a subtree; "any"; upper-case bases are parameters.
struct TermsTest : ::testing::Test {
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  TermsTest() { context.loadDialect<fx::FxDialect>(); }

  Term term(llvm::StringRef text) {
    Term result;
    if (text == "any")
      return result;
    char base = text.front();
    if (base >= 'A' && base <= 'Z')
      result.param = mlir::StringAttr::get(&context, text.take_front());
    else
      result.root = RootId(uint32_t(base));
    for (text = text.drop_front(); !text.empty();) {
      StepKind kind = text.front() == '[' ? StepKind::Interior : StepKind::Field;
      text = text.drop_front();
      size_t length = std::min(text.find_first_of(".[]"), text.size());
      if (text.take_front(length) == "*")
        result.exact = unsigned(result.steps.size());
      else
        result.steps.push_back({kind, mlir::StringAttr::get(&context, text.take_front(length))});
      text = text.drop_front(length);
      text.consume_front("]");
    }
    return result;
  }
  bool clash(llvm::StringRef a, bool writesA, llvm::StringRef b, bool writesB) {
    bool one = conflict({term(a), writesA}, {term(b), writesB}), other = conflict({term(b), writesB}, {term(a), writesA});
    EXPECT_EQ(one, other) << "not symmetric";
    return one;
  }
};
constexpr bool Reads = false, Writes = true;
} // namespace

TEST_F(TermsTest, plainPlaces) {
  EXPECT_FALSE(clash("a", Reads, "a", Reads));
  EXPECT_TRUE(clash("a", Writes, "a", Reads));
  EXPECT_FALSE(clash("a.x", Writes, "a.y", Writes));
  EXPECT_TRUE(clash("a", Writes, "a.x", Reads));
  EXPECT_TRUE(clash("a", Reads, "a.x", Writes));
  EXPECT_FALSE(clash("a", Writes, "b", Writes));
}

TEST_F(TermsTest, interiorTags) {
  EXPECT_FALSE(clash("v[e]", Writes, "v", Reads));
  EXPECT_TRUE(clash("v[e]", Reads, "v", Writes));
  EXPECT_TRUE(clash("v[e]", Writes, "v[e]", Writes));
  EXPECT_FALSE(clash("v[e]", Reads, "v[e]", Reads));
  EXPECT_FALSE(clash("v[e]", Writes, "v[k]", Writes));
  EXPECT_FALSE(clash("v[e].x", Writes, "v[e].y", Writes));
  EXPECT_TRUE(clash("v[e]", Writes, "v[e][e]", Reads));
  EXPECT_FALSE(clash("v[e]", Reads, "v[e][e]", Writes));
}

TEST_F(TermsTest, anythingAndParameters) {
  EXPECT_FALSE(clash("any", Writes, "a", Writes));
  EXPECT_FALSE(clash("any", Writes, "any", Writes));
  EXPECT_FALSE(clash("O", Writes, "P", Writes));
  EXPECT_TRUE(clash("O", Writes, "O", Reads));
}

TEST_F(TermsTest, invalidation) {
  auto kills = [&](llvm::StringRef changed, llvm::StringRef held) { return invalidates(term(changed), term(held)); };
  EXPECT_TRUE(kills("v", "v[e]"));
  EXPECT_TRUE(kills("v.size", "v[e]"));  // a plain part of the base
  EXPECT_FALSE(kills("v[e]", "v[e]"));   // the element itself
  EXPECT_TRUE(kills("v[e]", "v[e][e]")); // what hangs below it
  EXPECT_FALSE(kills("v[e]", "v[k]"));
  EXPECT_FALSE(kills("s.b", "s.a[e]"));
  EXPECT_TRUE(kills("s", "s.a[e]"));
  EXPECT_TRUE(kills("s.a", "s.a[e].x"));
  EXPECT_FALSE(kills("v", "v"));
  EXPECT_FALSE(kills("any", "v[e]"));
}

TEST_F(TermsTest, subtrees) {
  EXPECT_TRUE(clash("v.*", Writes, "v.x", Reads));
  EXPECT_TRUE(clash("v.*[e]", Writes, "v.x[e]", Reads));
  EXPECT_FALSE(clash("v.a.*", Writes, "v.b", Reads));
  EXPECT_FALSE(clash("v.*[e]", Writes, "v", Reads)); // through a tag it only reads
  EXPECT_TRUE(invalidates(term("v.x"), term("v.*[e]")));
  EXPECT_FALSE(invalidates(term("w"), term("v.*[e]")));
}
