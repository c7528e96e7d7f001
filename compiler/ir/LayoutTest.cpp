// The layout table row by row.

#include "ir/Layout.h"
#include "ir/IR.h"
#include <gtest/gtest.h>
#include <mlir/IR/Builders.h>

using namespace mlir;
using namespace fornax;

namespace {
struct LayoutTest : ::testing::Test {
  MLIRContext context{MLIRContext::Threading::DISABLED};
  Builder b{&context};
  ir::Layout layout;
  LayoutTest() { context.loadDialect<fx::FxDialect>(); }

  Type i(unsigned bits) { return b.getIntegerType(bits); }
  Type vector(int64_t n, Type element) { return VectorType::get({n}, element); }
  void expect(Type type, uint64_t size, uint64_t align) {
    EXPECT_EQ(layout.sizeOf(type), size);
    EXPECT_EQ(layout.alignOf(type), align);
  }
  fx::StructType structOf(StringRef key, ArrayRef<Type> types, uint64_t minAlign = 1, unsigned flags = 0) {
    ir::FieldOffsets place = layout.place(types, minAlign);
    SmallVector<fx::FieldInfo> fields;
    for (auto [type, offset] : llvm::zip(types, place.offsets))
      fields.push_back({b.getStringAttr("f"), type, offset});
    auto type = fx::StructType::get(&context, key);
    EXPECT_TRUE(succeeded(type.setBody(fx::BodyAttr::get(&context, place.size, place.align, fields, {}, {}, {}, flags, {}))));
    return type;
  }
};
constexpr unsigned Trivial =
    unsigned(fx::BodyFlag::TrivialRegisterPassable) | unsigned(fx::BodyFlag::TrivialDestroy) | unsigned(fx::BodyFlag::RegisterPassable);
} // namespace

TEST_F(LayoutTest, scalars) {
  expect(i(1), 1, 1);
  expect(i(8), 1, 1);
  expect(i(24), 4, 4);
  expect(i(64), 8, 8);
  expect(i(128), 16, 16);
  expect(i(256), 32, 16);
  expect(b.getF16Type(), 2, 2);
  expect(b.getBF16Type(), 2, 2);
  expect(b.getF64Type(), 8, 8);
  expect(Float8E4M3FNType::get(&context), 1, 1);
  expect(Float4E2M1FNType::get(&context), 1, 1);
  expect(b.getIndexType(), 8, 8);
  expect(LLVM::LLVMPointerType::get(&context, 3), 8, 8);
}

TEST_F(LayoutTest, vectors) {
  expect(vector(4, b.getF32Type()), 16, 16);
  expect(vector(3, b.getF32Type()), 16, 16);
  expect(vector(64, b.getF32Type()), 256, 64);
  expect(vector(8, i(1)), 8, 8);
  expect(vector(8, Float4E2M1FNType::get(&context)), 4, 4);
  expect(vector(2, LLVM::LLVMPointerType::get(&context)), 16, 16);
  EXPECT_EQ(ir::Layout::memoryTypeOf(vector(8, i(1))), vector(8, i(8)));
}

TEST_F(LayoutTest, structs) {
  expect(structOf("a", {i(8), i(64), i(16)}), 24, 8);
  expect(structOf("b", {i(32)}, 16), 16, 16);
  expect(structOf("empty", {}, 1, Trivial), 0, 1);
  expect(fx::ArrayType::get(&context, 5, structOf("c", {i(32), i(8)})), 40, 4);
  expect(fx::UnionType::get(&context, {i(64), vector(3, b.getF32Type()), i(8)}), 16, 16);
  expect(fx::UnionType::get(&context, {}), 0, 1);
}

TEST_F(LayoutTest, transparentStructs) {
  fx::StructType empty = structOf("None", {}, 1, Trivial);
  fx::StructType integer = structOf("Int", {i(64)}, 1, Trivial);
  EXPECT_EQ(integer.getLeaf(), i(64));
  EXPECT_EQ(structOf("Wrapped", {empty, integer}, 1, Trivial).getLeaf(), i(64));
  EXPECT_FALSE(structOf("Two", {integer, integer}, 1, Trivial).getLeaf());
  EXPECT_FALSE(structOf("NotTrivial", {integer}).getLeaf());
  EXPECT_TRUE(empty.isEmpty());
  EXPECT_FALSE(integer.isEmpty());
}

TEST_F(LayoutTest, leavesOfAUnionAreWords) {
  Type type = structOf("s", {i(8), fx::UnionType::get(&context, {vector(3, b.getF32Type()), i(32)}), fx::ArrayType::get(&context, 2, i(16))});
  SmallVector<ir::LeafAt> leaves = layout.leavesOf(type);
  ASSERT_EQ(leaves.size(), 5u);
  EXPECT_EQ(leaves[1].offset, 16u);
  EXPECT_TRUE(leaves[1].ofUnion && leaves[1].type == i(64));
  EXPECT_EQ(leaves[2].offset, 24u);
  EXPECT_EQ(leaves[4].offset, 34u);
}

TEST_F(LayoutTest, aBodyIsSetOnce) {
  fx::StructType type = structOf("once", {i(8)});
  EXPECT_TRUE(succeeded(type.setBody(type.getBody())));
  EXPECT_TRUE(failed(type.setBody(fx::BodyAttr::get(&context, 0, 1, {}, {}, {}, {}, 0, {}))));
}
