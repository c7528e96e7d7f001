// Rows of the calling convention that text tests cannot reach: other machines, exact counts of registers.

#include "lower/ABI.h"
#include "ir/Dialect.h"
#include <gtest/gtest.h>
#include <mlir/Dialect/LLVMIR/LLVMDialect.h>

using namespace mlir;
using namespace fornax;
using namespace fornax::lower;

namespace {

struct ABITest : testing::Test {
  MLIRContext context{MLIRContext::Threading::DISABLED};
  Builder builder{&context};
  AbiContext abi{&context, ir::Layout(), Conventions(), 128};

  ABITest() { context.loadDialect<fx::FxDialect, LLVM::LLVMDialect>(); }

  Type structOf(StringRef key, ArrayRef<Type> fields, unsigned flags) {
    ir::FieldOffsets offsets = abi.layout.place(fields);
    SmallVector<fx::FieldInfo> infos;
    for (auto [index, type] : llvm::enumerate(fields))
      infos.push_back({builder.getStringAttr("f" + std::to_string(index)), type, offsets.offsets[index]});
    auto type = fx::StructType::get(&context, key);
    auto body = fx::BodyAttr::get(&context, offsets.size, offsets.align, infos, {}, {}, {}, flags, {});
    EXPECT_TRUE(succeeded(type.setBody(body)));
    return type;
  }
  Type plain(StringRef key, ArrayRef<Type> fields) {
    using enum fx::BodyFlag;
    return structOf(key, fields, RegisterPassable | TrivialRegisterPassable | TrivialCopy | TrivialMove | TrivialDestroy | Movable | Deinitable);
  }
  Type ref(Type type) { return fx::RefType::get(type); }

  Signature classifyResult(Type out, bool raises) {
    Shape shape;
    shape.arguments = {{ref(out), fx::Conv::Out}};
    shape.raises = raises;
    return classify(shape, abi);
  }
  Signature classifyArgument(Type type, fx::ArgConv conv) {
    Shape shape;
    shape.arguments = {{type, conv}};
    return classify(shape, abi);
  }
};

TEST_F(ABITest, ThreeIntegersFitTheResultRegistersFourDoNot) {
  Type i64 = builder.getI64Type();
  Type three = plain("three", {i64, i64, i64}), two = plain("two", {i64, i64});
  EXPECT_EQ(classifyResult(three, false).result.how, Pass::Pieces);
  EXPECT_EQ(classifyResult(three, true).result.how, Pass::Address); // the flag takes one
  EXPECT_EQ(classifyResult(two, true).result.how, Pass::Pieces);
  EXPECT_EQ(classifyResult(plain("wide", {builder.getIntegerType(128), i64, i64}), false).result.how, Pass::Address);
  EXPECT_EQ(classifyResult(plain("wide2", {builder.getIntegerType(128), i64}), false).result.how, Pass::Pieces);
}

TEST_F(ABITest, VectorsCountByTheMachinesRegisters) {
  Type v4 = VectorType::get({4}, builder.getF32Type()), v8 = VectorType::get({8}, builder.getF32Type());
  Type pair = plain("pair", {v4, v4}), wide = plain("wide", {v8, v8});
  EXPECT_EQ(classifyResult(pair, false).result.how, Pass::Pieces);
  EXPECT_EQ(classifyResult(wide, false).result.how, Pass::Address);
  abi.vectorBits = 256;
  EXPECT_EQ(classifyResult(wide, false).result.how, Pass::Pieces);
  Type three = plain("floats", {builder.getF32Type(), builder.getF64Type(), builder.getF32Type()});
  EXPECT_EQ(classifyResult(three, false).result.how, Pass::Address);
}

TEST_F(ABITest, ExplodedUpToFourLeavesAndThirtyTwoBytes) {
  Type i64 = builder.getI64Type(), i8 = builder.getI8Type();
  EXPECT_EQ(classifyArgument(ref(plain("a", {i64, i64, i64, i64})), fx::Conv::Imm).arguments[0].how, Pass::Pieces);
  EXPECT_EQ(classifyArgument(ref(plain("b", {i8, i8, i8, i8, i8})), fx::Conv::Imm).arguments[0].how, Pass::Address);
  Type v8 = VectorType::get({8}, builder.getF32Type());
  EXPECT_EQ(classifyArgument(ref(plain("c", {v8, i64})), fx::Conv::Imm).arguments[0].how, Pass::Address);
  abi.conventions.maxExplodedLeaves = 16; // devices inline everything: only leaves count
  EXPECT_EQ(classifyArgument(ref(plain("c", {v8, i64})), fx::Conv::Imm).arguments[0].how, Pass::Pieces);
}

TEST_F(ABITest, OnlyValuesAreExploded) {
  Type two = plain("two", {builder.getI64Type(), builder.getI64Type()});
  for (fx::Conv conv : {fx::Conv::Imm, fx::Conv::Var, fx::Conv::Deinit})
    EXPECT_EQ(classifyArgument(ref(two), conv).arguments[0].how, Pass::Pieces);
  for (fx::Conv conv : {fx::Conv::Mut, fx::Conv::Ref})
    EXPECT_EQ(classifyArgument(ref(two), conv).arguments[0].how, Pass::Address);
  EXPECT_EQ(classifyArgument(ref(two), fx::ArgConv(fx::Conv::Imm, true)).arguments[0].how, Pass::Address);
  Type pinned = structOf("pinned", {builder.getI64Type(), builder.getI64Type()}, fx::BodyFlag::TrivialDestroy | fx::BodyFlag::Deinitable);
  EXPECT_EQ(classifyArgument(ref(pinned), fx::Conv::Var).arguments[0].how, Pass::Address);
}

TEST_F(ABITest, HiddenArgumentsComeFirstTheErrorLast) {
  abi.conventions.hiddenSelf = true;
  Type big = plain("big", {builder.getI64Type(), builder.getI64Type(), builder.getI64Type(), builder.getI64Type()});
  Type error = plain("error", {builder.getI64Type(), builder.getI64Type()});
  Shape shape;
  shape.arguments = {{builder.getI32Type(), fx::Conv::Imm}, {ref(big), fx::Conv::Out}, {ref(error), fx::Conv::Error}};
  shape.raises = true;
  Signature signature = classify(shape, abi);
  Type pointer = LLVM::LLVMPointerType::get(&context);
  EXPECT_EQ(ArrayRef<Type>(signature.parameters), ArrayRef<Type>({pointer, pointer, builder.getI32Type(), pointer}));
  EXPECT_EQ(signature.returnType, builder.getI1Type());
}

TEST_F(ABITest, LeavesConvert) {
  EXPECT_EQ(convertLeaf(builder.getIndexType(), abi), builder.getI64Type());
  EXPECT_EQ(convertLeaf(Float8E4M3FNType::get(&context), abi), builder.getI8Type());
  EXPECT_EQ(convertLeaf(VectorType::get({8}, Float4E2M1FNType::get(&context)), abi), VectorType::get({4}, builder.getI8Type()));
  EXPECT_EQ(convertLeaf(VectorType::get({1}, builder.getF32Type()), abi), builder.getF32Type());
  auto shared = LLVM::LLVMPointerType::get(&context, 3);
  EXPECT_EQ(convertLeaf(shared, abi), LLVM::LLVMPointerType::get(&context));
  abi.conventions.addressSpaces = true;
  EXPECT_EQ(convertLeaf(shared, abi), shared);
  EXPECT_FALSE(convertLeaf(VectorType::get({2, 2}, builder.getF32Type()), abi));
}

} // namespace
