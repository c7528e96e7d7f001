// Every code of every format of eight bits and fewer, and many floats on their way to them, against APFloat.

#include "ir/Dialect.h"
#include "lower/Lower.h"
#include "targets/cpu/Jit.h"
#include "targets/Target.h"
#include <cmath>
#include <gtest/gtest.h>
#include <llvm/ADT/APFloat.h>
#include <llvm/Support/MemoryBuffer.h>
#include <mlir/Parser/Parser.h>
#include <random>

using namespace mlir;
using namespace fornax;

namespace {

struct Functions {
  std::unique_ptr<targets::cpu::Jit> jit;
  float (*extend)(uint8_t);
  uint8_t (*truncate)(float);
  uint8_t (*truncateDouble)(double);
};

Functions compile(MLIRContext &context, const std::string &type) {
  std::string c = "cc(c) exported attributes {link_name = ";
  std::string text = "fx.func @t.extend(imm %x : i8) -> f32 " + c +
                     "\"extend\", unsigned_arguments = array<i1: true>} {\n  %n = arith.trunci %x : i8 to iW\n  %s = arith.bitcast %n : iW to T\n"
                     "  %r = arith.extf %s : T to f32\n  fx.return %r : f32\n}\n";
  for (std::string from : {"f32", "f64"})
    text += "fx.func @t.truncate_" + from + "(imm %x : " + from + ") -> i8 " + c + "\"truncate_" + from + "\"} {\n  %s = arith.truncf %x : " + from +
            " to T\n  %n = arith.bitcast %s : T to iW\n  %r = arith.extui %n : iW to i8\n  fx.return %r : i8\n}\n";
  // The bits of a float below eight are a byte on both sides: the casts above name the byte itself.
  auto replaceAll = [&](const std::string &what, const std::string &with) {
    for (size_t at; (at = text.find(what)) != std::string::npos;)
      text.replace(at, what.size(), with);
  };
  replaceAll("  %n = arith.trunci %x : i8 to iW\n  %s = arith.bitcast %n : iW to T\n", "  %s = arith.bitcast %x : i8 to T\n");
  replaceAll("  %n = arith.bitcast %s : T to iW\n  %r = arith.extui %n : iW to i8\n", "  %r = arith.bitcast %s : T to i8\n");
  replaceAll(" T\n", " " + type + "\n");
  replaceAll(" T to", " " + type + " to");

  Options options;
  diag::Engine diags;
  auto target = targets::find("host", options);
  ParserConfig config(&context, /*verifyAfterParse=*/false); // bitcasts between widths of one byte
  auto module = parseSourceString<ModuleOp>(text, config);
  EXPECT_TRUE(module) << text;
  lower::Request request{*target, options, lower::Visibility::Internal, "", false};
  EXPECT_TRUE(lower::prepare(*module, request, diags));
  auto lowered = lower::toLLVMDialect(*module, request, diags);
  auto images = targets::compile(*target, lowered, "test", options, targets::ObjectCache(""), diags);
  EXPECT_FALSE(images.empty()) << (diags.all().empty() ? "" : diags.all()[0].message.text());
  Functions result{llvm::cantFail(targets::cpu::Jit::create({})), nullptr, nullptr, nullptr};
  llvm::cantFail(result.jit->addObject(llvm::MemoryBuffer::getMemBufferCopy(llvm::StringRef(images[0].bytes.data(), images[0].bytes.size()), "t")));
  result.extend = reinterpret_cast<float (*)(uint8_t)>(llvm::cantFail(result.jit->lookup("extend")));
  result.truncate = reinterpret_cast<uint8_t (*)(float)>(llvm::cantFail(result.jit->lookup("truncate_f32")));
  result.truncateDouble = reinterpret_cast<uint8_t (*)(double)>(llvm::cantFail(result.jit->lookup("truncate_f64")));
  return result;
}

struct Format {
  const char *type;
  const llvm::fltSemantics &semantics;
};
void PrintTo(const Format &format, std::ostream *out) { *out << format.type; }

class SmallFloats : public testing::TestWithParam<Format> {};
INSTANTIATE_TEST_SUITE_P(All, SmallFloats,
                         testing::Values(Format{"f8E5M2", llvm::APFloat::Float8E5M2()}, Format{"f8E5M2FNUZ", llvm::APFloat::Float8E5M2FNUZ()},
                                         Format{"f8E4M3", llvm::APFloat::Float8E4M3()}, Format{"f8E4M3FN", llvm::APFloat::Float8E4M3FN()},
                                         Format{"f8E4M3FNUZ", llvm::APFloat::Float8E4M3FNUZ()},
                                         Format{"f8E4M3B11FNUZ", llvm::APFloat::Float8E4M3B11FNUZ()}, Format{"f8E3M4", llvm::APFloat::Float8E3M4()},
                                         Format{"f8E8M0FNU", llvm::APFloat::Float8E8M0FNU()}, Format{"f6E3M2FN", llvm::APFloat::Float6E3M2FN()},
                                         Format{"f6E2M3FN", llvm::APFloat::Float6E2M3FN()}, Format{"f4E2M1FN", llvm::APFloat::Float4E2M1FN()}));

unsigned widthOf(const llvm::fltSemantics &semantics) { return llvm::APFloat::semanticsSizeInBits(semantics); }

/// What APFloat makes of a number; saturating where the format has neither infinity nor NaN.
uint8_t expected(double value, const llvm::fltSemantics &semantics) {
  llvm::APFloat number(value);
  bool lost;
  bool finiteOnly = !llvm::APFloat::semanticsHasInf(semantics) && !llvm::APFloat::semanticsHasNaN(semantics);
  if (finiteOnly && !number.isFinite()) {
    llvm::APFloat largest = llvm::APFloat::getLargest(semantics, number.isNegative());
    return uint8_t(largest.bitcastToAPInt().getZExtValue());
  }
  number.convert(semantics, llvm::APFloat::rmNearestTiesToEven, &lost);
  return uint8_t(number.bitcastToAPInt().getZExtValue());
}

TEST_P(SmallFloats, ExtensionOfEveryCode) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  lower::loadDialects(context);
  Functions functions = compile(context, GetParam().type);
  unsigned width = widthOf(GetParam().semantics);
  for (unsigned code = 0; code < 1u << width; ++code) {
    llvm::APFloat value(GetParam().semantics, llvm::APInt(width, code));
    bool lost;
    value.convert(llvm::APFloat::IEEEsingle(), llvm::APFloat::rmNearestTiesToEven, &lost);
    float got = functions.extend(uint8_t(code));
    if (value.isNaN())
      EXPECT_TRUE(std::isnan(got)) << code;
    else
      EXPECT_EQ(llvm::bit_cast<uint32_t>(got), uint32_t(value.bitcastToAPInt().getZExtValue())) << code;
  }
}

TEST_P(SmallFloats, RoundingOfManyNumbers) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  lower::loadDialects(context);
  Functions functions = compile(context, GetParam().type);
  const llvm::fltSemantics &semantics = GetParam().semantics;
  unsigned width = widthOf(semantics);
  std::vector<double> numbers = {0.0, -0.0, 1e-30, -1e-30, 1e30, -1e30, 3e38, 1.0, 0.1, -0.7};
  // Each code, and what lies half way to its neighbours and just beside.
  std::vector<double> values;
  for (unsigned code = 0; code < 1u << width; ++code) {
    llvm::APFloat value(semantics, llvm::APInt(width, code));
    if (value.isFinite())
      values.push_back(value.convertToDouble());
  }
  std::sort(values.begin(), values.end());
  for (size_t i = 0; i + 1 < values.size(); ++i) {
    double middle = (values[i] + values[i + 1]) / 2;
    for (double number : {values[i], middle, std::nextafter(middle, INFINITY), std::nextafter(middle, -INFINITY)})
      numbers.push_back(number);
  }
  std::mt19937 random(1);
  std::uniform_real_distribution<double> exponent(-12, 18);
  for (int i = 0; i < 2000; ++i)
    numbers.push_back(std::exp2(exponent(random)) * (i % 2 ? 1 : -1));
  bool hasSign = llvm::APFloat::semanticsHasSignedRepr(semantics);
  for (double number : numbers) {
    if (!hasSign && (number < 0 || (number == 0 && std::signbit(number))))
      continue; // the format has no answer
    EXPECT_EQ(functions.truncateDouble(number), expected(number, semantics)) << number;
    float single = float(number);
    EXPECT_EQ(functions.truncate(single), expected(single, semantics)) << single;
  }
  EXPECT_EQ(functions.truncate(INFINITY), expected(INFINITY, semantics));
  if (llvm::APFloat::semanticsHasNaN(semantics)) {
    llvm::APFloat nan(semantics, llvm::APInt(width, functions.truncate(NAN)));
    EXPECT_TRUE(nan.isNaN());
  }
}

} // namespace
