// Folding agrees with the folders of the upstream dialects where both give a constant.

#include "ir/Fold.h"
#include <gtest/gtest.h>
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/Dialect/Math/IR/Math.h>
#include <mlir/IR/Builders.h>
#include <mlir/IR/OwningOpRef.h>

using namespace mlir;

namespace {
struct Fold : ::testing::Test {
  MLIRContext context{MLIRContext::Threading::DISABLED};
  OpBuilder b{&context};
  Location loc = UnknownLoc::get(&context);
  Fold() { context.loadDialect<arith::ArithDialect, math::MathDialect>(); }

  /// Builds the operation on constants, folds it both ways.
  template <class Op, class... Extra> void check(ArrayRef<TypedAttr> constants, Extra... extra) {
    Block block;
    b.setInsertionPointToEnd(&block);
    SmallVector<Value> values;
    SmallVector<Attribute> attributes;
    for (TypedAttr constant : constants) {
      values.push_back(arith::ConstantOp::create(b, loc, constant));
      attributes.push_back(constant);
    }
    Op op = values.size() == 1 ? create<Op>(extra..., values[0]) : create<Op>(extra..., values[0], values.back());
    SmallVector<OpFoldResult> upstream;
    TypedAttr ours = fornax::ir::foldConstant(op, attributes);
    if (failed(op->fold(attributes, upstream)) || upstream.empty() || !isa<Attribute>(upstream[0]))
      return;
    EXPECT_EQ(Attribute(ours), cast<Attribute>(upstream[0]));
  }
  template <class Op, class... Args> Op create(Args... args) {
    if constexpr (requires { Op::create(b, loc, args...); })
      return Op::create(b, loc, args...);
    else
      llvm_unreachable("wrong number of operands");
  }
};
} // namespace

TEST_F(Fold, integers) {
  for (int64_t x : {0, 1, -1, 7, 100, -128, 127})
    for (int64_t y : {1, -1, 3, 5, -128}) {
      SmallVector<TypedAttr> operands{b.getI8IntegerAttr(int8_t(x)), b.getI8IntegerAttr(int8_t(y))};
      check<arith::AddIOp>(operands);
      check<arith::SubIOp>(operands);
      check<arith::MulIOp>(operands);
      check<arith::DivSIOp>(operands);
      if (x != -128 || y != -1) // undefined in LLVM; upstream folds it to 0
        check<arith::RemSIOp>(operands);
      check<arith::FloorDivSIOp>(operands);
      check<arith::DivUIOp>(operands);
      check<arith::MinSIOp>(operands);
      check<arith::XOrIOp>(operands);
      for (unsigned p = 0; p != 10; ++p)
        check<arith::CmpIOp>(operands, arith::CmpIPredicate(p));
    }
}

TEST_F(Fold, floats) {
  for (double x : {0.0, -0.0, 1.5, -2.25, 1e300})
    for (double y : {1.0, -0.5, 3.0}) {
      SmallVector<TypedAttr> operands{b.getF64FloatAttr(x), b.getF64FloatAttr(y)};
      check<arith::AddFOp>(operands);
      check<arith::MulFOp>(operands);
      check<arith::DivFOp>(operands);
      check<arith::MaximumFOp>(operands);
      for (unsigned p = 0; p != 16; ++p)
        check<arith::CmpFOp>(operands, arith::CmpFPredicate(p));
    }
}

TEST_F(Fold, undefinedResultsStay) {
  TypedAttr one = b.getI32IntegerAttr(1), zero = b.getI32IntegerAttr(0);
  Block block;
  b.setInsertionPointToEnd(&block);
  Value x = arith::ConstantOp::create(b, loc, one), y = arith::ConstantOp::create(b, loc, zero);
  EXPECT_FALSE(fornax::ir::foldConstant(arith::DivSIOp::create(b, loc, x, y), {one, zero}));
  EXPECT_FALSE(fornax::ir::foldConstant(arith::AddIOp::create(b, loc, x, y), {one, Attribute()}));
  EXPECT_TRUE(fornax::ir::foldConstant(arith::ExtSIOp::create(b, loc, b.getI64Type(), x), {one}));
}
