#include "lower/Hash.h"
#include "ir/Dialect.h"
#include "targets/Target.h"
#include <gtest/gtest.h>
#include <mlir/Parser/Parser.h>

using namespace mlir;
using namespace fornax;

namespace {

constexpr const char *text = R"(
fx.struct "P" #fx.body<size 16 align 8 fields [("x", i64, 0), ("y", i64, 8)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy]>
fx.func @f(imm %a : i64) -> i64 {
  %p = fx.var : !fx.ref<!fx.struct<"P">>
  %c = arith.constant 7 : i64
  %s = arith.addi %a, %c : i64
  %z = arith.constant true
  cf.cond_br %z, ^one, ^two
^one:
  fx.return %s : i64
^two:
  fx.return %a : i64
})";

std::string hash(std::string source, const Options &options, llvm::StringRef target = "cpu", llvm::StringRef file = "a.mlir") {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  lower::loadDialects(context);
  auto module = parseSourceString<ModuleOp>(source, ParserConfig(&context), file);
  EXPECT_TRUE(module);
  auto found = targets::find(target, options);
  return lower::hashOf(*module, {*found, options, lower::Visibility::Internal, "", false}, "1");
}

std::string replaced(std::string source, const std::string &what, const std::string &with) {
  size_t at = source.find(what);
  EXPECT_NE(at, std::string::npos);
  return source.replace(at, what.size(), with);
}

TEST(Hash, SameInAnotherContext) { EXPECT_EQ(hash(text, Options()), hash(text, Options())); }

TEST(Hash, CodeDecides) {
  std::string base = hash(text, Options());
  EXPECT_NE(base, hash(replaced(text, "constant 7", "constant 8"), Options()));
  EXPECT_NE(base, hash(replaced(text, "addi %a, %c", "addi %c, %a"), Options()));
  EXPECT_NE(base, hash(replaced(text, "^one, ^two", "^two, ^one"), Options()));
  EXPECT_NE(base, hash(replaced(text, "(\"y\", i64, 8)", "(\"y\", f64, 8)"), Options()));
  EXPECT_NE(base, hash(replaced(text, "@f", "@g"), Options()));
  EXPECT_EQ(base,
            hash(replaced(text, "%s = arith.addi", "%sum = arith.addi").replace(std::string(text).find("fx.return %s") + 2, 12, "fx.return %sum"),
                 Options()));
}

TEST(Hash, OptionsAndTargetDecide) {
  std::string base = hash(text, Options());
  Options options;
  options.optLevel = OptLevel::O0;
  EXPECT_NE(base, hash(text, options));
  EXPECT_NE(base, hash(text, Options(), "sm_90"));
  EXPECT_NE(hash(text, Options(), "sm_80"), hash(text, Options(), "sm_90"));
}

TEST(Hash, PositionsCountWithDebugInformationOnly) {
  EXPECT_EQ(hash(text, Options(), "cpu", "a.mlir"), hash(text, Options(), "cpu", "b.mlir"));
  Options debug;
  debug.debugInfo = DebugInfo::Full;
  EXPECT_NE(hash(text, debug, "cpu", "a.mlir"), hash(text, debug, "cpu", "b.mlir"));
}

} // namespace
