#include "syntax/Literals.h"
#include "syntax/SyntaxTestSupport.h"
#include <gtest/gtest.h>
#include <llvm/ADT/SmallString.h>

using namespace fornax;
using namespace fornax::syntax;

static std::string decimal(llvm::StringRef text) {
  llvm::SmallString<64> out;
  intValue(text).toString(out, 10, /*Signed=*/true);
  return std::string(out);
}

TEST(Literals, Integers) {
  EXPECT_EQ(decimal("0"), "0");
  EXPECT_EQ(decimal("00_0"), "0");
  EXPECT_EQ(decimal("1_000"), "1000");
  EXPECT_EQ(decimal("0xfF_"), "255");
  EXPECT_EQ(decimal("0X_10"), "16");
  EXPECT_EQ(decimal("0o17"), "15");
  EXPECT_EQ(decimal("0b1_01"), "5");
  EXPECT_EQ(decimal("18446744073709551615"), "18446744073709551615") << "positive as a signed number";
  EXPECT_EQ(decimal("340282366920938463463374607431768211456"), "340282366920938463463374607431768211456");
  EXPECT_EQ(decimal("0o7777777777777777777777_1"), "590295810358705651705") << "digits that cross a word";
  EXPECT_EQ(decimal("0x1_0000_0000_0000_0000_0000_0000_0000_0000"), "340282366920938463463374607431768211456");
  EXPECT_EQ(decimal("100000000000000000000000000000000000000000000000000000000000000000007"),
            "100000000000000000000000000000000000000000000000000000000000000000007");
  EXPECT_EQ(intValue("1").getBitWidth(), 64u);
  EXPECT_EQ(intValue("0xffffffffffffffff").getBitWidth(), 65u);
}

TEST(Literals, Floats) {
  EXPECT_EQ(floatText("1_0."), "10.0");
  EXPECT_EQ(floatText(".5e3"), "0.5e3");
  EXPECT_EQ(floatText("1.e5"), "1.0e5");
  EXPECT_EQ(floatText("1_0.2_5E+1_0"), "10.25E+10");
  const llvm::fltSemantics &f64 = llvm::APFloat::IEEEdouble();
  EXPECT_EQ(floatValue("0.1", f64).convertToDouble(), 0.1);
  EXPECT_EQ(floatValue("1.", f64).convertToDouble(), 1.0);
  EXPECT_EQ(floatValue("1e5", f64).convertToDouble(), 1e5);
  EXPECT_EQ(floatValue("9007199254740993.0", f64).convertToDouble(), 9007199254740992.0) << "ties to even";
  EXPECT_TRUE(floatValue("1e400", f64).isInfinity());
  EXPECT_TRUE(floatValue("1e-400", f64).isZero());
}

TEST(Literals, Strings) {
  EXPECT_EQ(stringValue(R"("")"), "");
  EXPECT_EQ(stringValue(R"('a"b')"), "a\"b");
  EXPECT_EQ(stringValue(R"("\\\'\"\a\b\f\v\n\r\t")"), "\\'\"\a\b\f\v\n\r\t");
  EXPECT_EQ(stringValue(R"("\x41\xe9\101\777\0")"), std::string("A\xC3\xA9"
                                                                "A\xC7\xBF\0",
                                                                7));
  EXPECT_EQ(stringValue(R"("\u00e9\U0001F525")"), "\xC3\xA9\xF0\x9F\x94\xA5");
  EXPECT_EQ(stringValue("\"a\\\nb\\\r\nc\""), "abc");
  EXPECT_EQ(stringValue("\"\"\"a\n'b\"\"\""), "a\n'b");
  EXPECT_EQ(stringValue("''''''"), "");
  EXPECT_EQ(stringValue(R"(r"\n\"")"), R"(\n\")");
  EXPECT_EQ(stringValue(R"(R'\\')"), R"(\\)");
}

static const ast::Expr &firstExpr(Parsed &parsed) { return *llvm::cast<ast::ExprStmt>(parsed.module->tree().statements.front())->value; }

TEST(Literals, JoinedStrings) {
  Parsed parsed("x\n\"a\" 'b'\n  r'\\c'");
  auto *stmt = llvm::cast<ast::ExprStmt>(parsed.module->tree().statements[1]);
  EXPECT_EQ(stringValue(*llvm::cast<ast::StringLiteral>(stmt->value)), "ab\\c");
}

TEST(Literals, FormatTexts) {
  auto format = [](const char *text) {
    Parsed parsed(text);
    return formatText(llvm::cast<ast::TString>(firstExpr(parsed)));
  };
  EXPECT_EQ(format(R"(t"a{x}b{y}")"), "a{}b{}");
  EXPECT_EQ(format(R"(t"{{x}} }")"), "{{x}} }}");
  EXPECT_EQ(format(R"(t"\x7b{x}\n")"), "{{{}\n") << "a brace made by an escape is text";
  EXPECT_EQ(format(R"(rt"\n{x}\{y}")"), R"(\n{}\{})");
  EXPECT_EQ(format(R"(t"a" t"{b}")"), "a{}");
  EXPECT_EQ(format(R"(t"")"), "");
}
