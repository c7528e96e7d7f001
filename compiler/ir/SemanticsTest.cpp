// Semantics against LLVM's APInt and APFloat, on edge values and random ones.

#include "ir/Semantics.h"
#include <gtest/gtest.h>
#include <llvm/ADT/SmallVector.h>
#include <random>

using namespace fornax::ir::semantics;
using llvm::APFloat;
using llvm::APInt;

static llvm::SmallVector<uint64_t> interesting(unsigned n, std::mt19937_64 &random) {
  llvm::SmallVector<uint64_t> values{0, 1, maskOf(n), minSigned(n), maxSigned(n), wrap(n, 2), wrap(n, 7), wrap(n, ~uint64_t(1))};
  for (int i = 0; i != 12; ++i)
    values.push_back(wrap(n, random() >> (random() % n)));
  return values;
}

static void checkPair(unsigned n, uint64_t a, uint64_t b) {
  APInt x(n, a), y(n, b);
  bool overflow = false;
  SCOPED_TRACE(::testing::Message() << "i" << n << " " << a << " " << b);
  EXPECT_EQ(add(n, a, b), (x + y).getZExtValue());
  EXPECT_EQ(sub(n, a, b), (x - y).getZExtValue());
  EXPECT_EQ(mul(n, a, b), (x * y).getZExtValue());
  EXPECT_EQ(minS(n, a, b), (x.slt(y) ? x : y).getZExtValue());
  EXPECT_EQ(maxU(n, a, b), (x.ugt(y) ? x : y).getZExtValue());
  (void)x.sadd_ov(y, overflow);
  EXPECT_EQ(addOverflowsS(n, a, b), overflow);
  (void)x.uadd_ov(y, overflow);
  EXPECT_EQ(addOverflowsU(n, a, b), overflow);
  (void)x.ssub_ov(y, overflow);
  EXPECT_EQ(subOverflowsS(n, a, b), overflow);
  (void)x.usub_ov(y, overflow);
  EXPECT_EQ(subOverflowsU(n, a, b), overflow);
  (void)x.smul_ov(y, overflow);
  EXPECT_EQ(mulOverflowsS(n, a, b), overflow);
  (void)x.umul_ov(y, overflow);
  EXPECT_EQ(mulOverflowsU(n, a, b), overflow);
  EXPECT_EQ(addSatS(n, a, b), x.sadd_sat(y).getZExtValue());
  EXPECT_EQ(addSatU(n, a, b), x.uadd_sat(y).getZExtValue());
  EXPECT_EQ(subSatS(n, a, b), x.ssub_sat(y).getZExtValue());
  EXPECT_EQ(subSatU(n, a, b), x.usub_sat(y).getZExtValue());
  EXPECT_EQ(mulHighU(n, a, b), llvm::APIntOps::mulhu(x, y).getZExtValue());
  EXPECT_EQ(mulHighS(n, a, b), llvm::APIntOps::mulhs(x, y).getZExtValue());
  EXPECT_EQ(shl(n, a, b), x.shl(y).getZExtValue());
  EXPECT_EQ(shrU(n, a, b), x.lshr(y).getZExtValue());
  EXPECT_EQ(shrS(n, a, b), x.ashr(y).getZExtValue());
  for (unsigned p = 0; p != 10; ++p)
    EXPECT_EQ(compare(Compare(p), n, a, b), compare(Compare(p), x, y));
  if (divisionFailsS(n, a, b))
    return;
  EXPECT_EQ(divU(n, a, b), x.udiv(y).getZExtValue());
  EXPECT_EQ(remU(n, a, b), x.urem(y).getZExtValue());
  EXPECT_EQ(divS(n, a, b), x.sdiv(y).getZExtValue());
  EXPECT_EQ(remS(n, a, b), x.srem(y).getZExtValue());
  EXPECT_EQ(floorDivS(n, a, b), llvm::APIntOps::RoundingSDiv(x, y, APInt::Rounding::DOWN).getZExtValue());
  EXPECT_EQ(ceilDivS(n, a, b), llvm::APIntOps::RoundingSDiv(x, y, APInt::Rounding::UP).getZExtValue());
  EXPECT_EQ(ceilDivU(n, a, b), llvm::APIntOps::RoundingUDiv(x, y, APInt::Rounding::UP).getZExtValue());
}

static void checkOne(unsigned n, uint64_t a) {
  APInt x(n, a);
  EXPECT_EQ(countOnes(n, a), x.popcount());
  EXPECT_EQ(countLeadingZeros(n, a), x.countl_zero());
  EXPECT_EQ(countTrailingZeros(n, a), x.countr_zero());
  EXPECT_EQ(reverseBits(n, a), x.reverseBits().getZExtValue());
  EXPECT_EQ(absS(n, a), x.abs().getZExtValue());
  if (n % 16 == 0)
    EXPECT_EQ(swapBytes(n, a), x.byteSwap().getZExtValue());
  for (unsigned amount : {0u, 1u, n - 1, n + 1}) {
    EXPECT_EQ(funnelLeft(n, a, a, amount), x.rotl(amount).getZExtValue());
    EXPECT_EQ(funnelRight(n, a, a, amount), x.rotr(amount).getZExtValue());
  }
}

TEST(Semantics, integersAgreeWithAPInt) {
  std::mt19937_64 random(1);
  for (unsigned n : {1, 8, 16, 32, 64}) {
    auto values = interesting(n, random);
    for (uint64_t a : values) {
      checkOne(n, a);
      for (uint64_t b : values)
        checkPair(n, a, b);
    }
  }
}

TEST(Semantics, wideIntegersAgreeWithNarrowOnes) {
  std::mt19937_64 random(2);
  auto values = interesting(32, random);
  for (unsigned op = 0; op <= unsigned(IntOp::MaxS); ++op)
    for (uint64_t a : values)
      for (uint64_t b : values) {
        bool isSigned = IntOp(op) == IntOp::DivS || IntOp(op) == IntOp::RemS || IntOp(op) == IntOp::FloorDivS || IntOp(op) == IntOp::CeilDivS ||
                        IntOp(op) == IntOp::MinS || IntOp(op) == IntOp::MaxS;
        APInt x(128, a), y(128, b);
        if (isSigned)
          x = APInt(32, a).sext(128), y = APInt(32, b).sext(128);
        auto narrow = apply(IntOp(op), 32, a, b);
        auto wide = apply(IntOp(op), x, y);
        if (narrow && wide && IntOp(op) != IntOp::ShrS)
          EXPECT_EQ(wide->trunc(32).getZExtValue(), *narrow) << op << " " << a << " " << b;
      }
  APInt smallest = APInt::getSignedMinValue(128), minusOne = APInt::getAllOnes(128);
  EXPECT_FALSE(apply(IntOp::DivS, smallest, minusOne));
  EXPECT_FALSE(apply(IntOp::RemU, smallest, APInt(128, 0)));
  EXPECT_FALSE(apply(IntOp::Shl, smallest, APInt(128, 128)));
  EXPECT_EQ(*apply(IntOp::Shl, APInt(128, 1), APInt(128, 127)), smallest);
}

template <class T> static void checkFloats(T a, T b) {
  SCOPED_TRACE(::testing::Message() << a << " " << b);
  APFloat x(a), y(b);
  for (unsigned op = 0; op <= unsigned(FloatOp::CopySign); ++op) {
    APFloat host(apply(FloatOp(op), a, b)), soft = apply(FloatOp(op), x, y);
    EXPECT_TRUE((host.isNaN() && soft.isNaN()) || host.bitwiseIsEqual(soft)) << op;
  }
  for (unsigned p = 0; p != 16; ++p)
    EXPECT_EQ(compare(CompareFloat(p), a, b), compare(CompareFloat(p), x, y)) << p;
  for (unsigned f = 0; f <= unsigned(FloatFunction::Round); ++f) {
    APFloat host(apply(FloatFunction(f), a)), soft = apply(FloatFunction(f), x);
    EXPECT_TRUE((host.isNaN() && soft.isNaN()) || host.bitwiseIsEqual(soft)) << f;
  }
}

TEST(Semantics, hostFloatsAgreeWithAPFloat) {
  std::mt19937_64 random(3);
  llvm::SmallVector<double> values{0.0, -0.0, 1.0, -1.5, 2.5, 0.5, 1e308, -1e-308, INFINITY, -INFINITY, NAN, 5e-324};
  for (int i = 0; i != 10; ++i)
    values.push_back(std::bit_cast<double>(random()));
  for (double a : values)
    for (double b : values) {
      checkFloats<double>(a, b);
      checkFloats<float>(float(a), float(b));
    }
}

TEST(Semantics, narrowFloats) {
  const llvm::fltSemantics &half = APFloat::IEEEhalf(), &brain = APFloat::BFloat(), &tiny = APFloat::Float8E4M3FN();
  EXPECT_EQ(apply(FloatOp::Add, half, 0x3c00, 0x3c00), 0x4000u);  // 1 + 1
  EXPECT_EQ(apply(FloatOp::Mul, brain, 0x4040, 0x4000), 0x40c0u); // 3 * 2
  EXPECT_EQ(apply(FloatFunction::Sqrt, half, 0x4400), 0x4000u);   // of 4
  EXPECT_EQ(fma(half, 0x4000, 0x4200, 0x3c00), 0x4700u);          // 2 * 3 + 1
  EXPECT_EQ(toBits(convert(APFloat(1e9), tiny)), 0x7fu);          // no infinity: out of range is NaN
  EXPECT_EQ(convert(fromBits(half, 0x3555), APFloat::IEEEdouble()).convertToDouble(), 0.333251953125);
}

TEST(Semantics, conversionsToIntegers) {
  EXPECT_EQ(toInteger(APFloat(-2.9), 8, true)->getSExtValue(), -2);
  EXPECT_FALSE(toInteger(APFloat(300.0), 8, true));
  EXPECT_FALSE(toInteger(APFloat(-1.0), 8, false));
  EXPECT_FALSE(toInteger(APFloat(NAN), 8, true));
  EXPECT_EQ(toIntegerSaturating(APFloat(300.0), 8, true).getSExtValue(), 127);
  EXPECT_EQ(toIntegerSaturating(APFloat(-1.0), 8, false).getZExtValue(), 0u);
  EXPECT_EQ(toIntegerSaturating(APFloat(NAN), 8, true).getSExtValue(), 0);
  EXPECT_EQ(fromInteger(APInt(64, ~uint64_t(0)), false, APFloat::IEEEsingle()).convertToFloat(), 18446744073709551616.0f);
}
