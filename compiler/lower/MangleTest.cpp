#include "lower/Mangle.h"
#include <gtest/gtest.h>
#include <llvm/ADT/StringExtras.h>

using namespace fornax::lower;

namespace {

TEST(Mangle, Readable) {
  EXPECT_EQ(mangle("std.list.List[Int].append(mut self, var Int)"), "std.list.List$bInt$e.append$omut$sself$c$svar$sInt$p");
  EXPECT_EQ(mangle("f(imm Int) -> Int"), "f$oimm$sInt$p$s$t$sInt");
  EXPECT_EQ(mangle("plain_name1"), "plain_name1");
  EXPECT_EQ(mangle("a$b"), "a$$b");
  EXPECT_EQ(mangle("é"), "$xC3$xA9");
}

TEST(Mangle, PtxHasNoDots) {
  EXPECT_EQ(manglePtx("a.b[c]"), "a$db$bc$e");
  EXPECT_EQ(demangle("a$db$bc$e"), "a.b[c]");
}

TEST(Mangle, RoundTrip) {
  for (llvm::StringRef name : {"List[Int].append(mut self, var Int)", "a$b", "x -> y-z>", "f[\"a b\", *args]", "日本", "", "$", "a.b"}) {
    EXPECT_EQ(demangle(mangle(name)), name);
    EXPECT_EQ(demangle(manglePtx(name)), name);
    EXPECT_TRUE(llvm::all_of(manglePtx(name), [](char c) { return llvm::isAlnum(c) || c == '_' || c == '$'; }));
  }
}

TEST(Mangle, LongNamesKeepTheirHeadAndDiffer) {
  std::string a(200, 'x'), b = a;
  b.back() = 'y';
  EXPECT_EQ(mangle(a).size(), 108u);
  EXPECT_TRUE(llvm::StringRef(mangle(a)).starts_with("xxx"));
  EXPECT_NE(mangle(a), mangle(b));
  EXPECT_EQ(demangle(mangle(a)).substr(0, 90), a.substr(0, 90));
  // The cut never falls into an escape.
  for (unsigned shift = 0; shift < 6; ++shift) {
    std::string name = std::string(86 + shift, 'x') + "é[]" + std::string(100, 'z');
    EXPECT_TRUE(llvm::StringRef(demangle(mangle(name))).starts_with(std::string(86, 'x'))) << name;
    EXPECT_EQ(demangle(mangle(name)).find('$'), std::string::npos) << name;
  }
}

TEST(Mangle, ForeignNamesAreLeftAlone) {
  EXPECT_EQ(demangle("foo$"), "foo$");
  EXPECT_EQ(demangle("foo$z1"), "foo$z1");
}

} // namespace
