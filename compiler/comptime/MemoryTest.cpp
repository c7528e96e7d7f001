// Checked memory: alone, and under fx.

#include "comptime/Graph.h"
#include "comptime/InterpreterTest.h"

namespace fornax::comptime {

struct Bytes : ::testing::Test {
  Memory memory{1 << 20};
  uint64_t value = 0;
};

TEST_F(Bytes, accessesAreChecked) {
  Pointer p = memory.allocate(BlockKind::Heap, 16, 8);
  EXPECT_EQ(memory.load<uint64_t>(p, 0, value), Fault::Uninitialized);
  EXPECT_EQ(memory.store<uint32_t>(p, 4, 7), Fault::None);
  EXPECT_EQ(memory.load<uint32_t>(p, 4, value), Fault::None);
  EXPECT_EQ(value, 7u);
  EXPECT_EQ(memory.load<uint64_t>(p, 0, value), Fault::Uninitialized) << "only half of it was written";
  EXPECT_EQ(memory.store<uint64_t>(p, 9, 0), Fault::OutOfBounds);
  EXPECT_EQ(memory.store<uint8_t>(advance(p, -1), 0, 0), Fault::OutOfBounds);
  EXPECT_EQ(memory.store<uint8_t>(0, 0, 0), Fault::Null);
  EXPECT_EQ(memory.store<uint8_t>(8, 0, 0), Fault::NotAPointer);
  EXPECT_EQ(memory.store<uint8_t>(functionPointer(0), 0, 0), Fault::IsFunction);
  EXPECT_EQ(memory.store<uint8_t>(Pointer(77) << 32, 0, 0), Fault::NotAPointer);
}

TEST_F(Bytes, deadBlocksAreKnown) {
  Pointer p = memory.allocate(BlockKind::Heap, 8, 8);
  EXPECT_EQ(memory.free(advance(p, 4)), Fault::NotHeap);
  EXPECT_EQ(memory.free(p), Fault::None);
  EXPECT_EQ(memory.free(p), Fault::Dead);
  EXPECT_EQ(memory.free(0), Fault::None);
  Pointer q = memory.allocate(BlockKind::Heap, 8, 8); // takes the slot of the first
  EXPECT_EQ(Memory::indexOf(p), Memory::indexOf(q));
  EXPECT_EQ(memory.store<uint64_t>(p, 0, 1), Fault::Dead);
  EXPECT_EQ(memory.store<uint64_t>(q, 0, 1), Fault::None);
  EXPECT_EQ(memory.liveHeapBlocks(), 1u);
}

TEST_F(Bytes, pointersAreWhole) {
  Pointer p = memory.allocate(BlockKind::Heap, 32, 8), q = memory.allocate(BlockKind::Heap, 32, 8);
  ASSERT_EQ(memory.storePointer(p, 8, q), Fault::None);
  EXPECT_EQ(memory.load<uint64_t>(p, 8, value), Fault::None);
  EXPECT_EQ(value, q);
  EXPECT_EQ(memory.load<uint8_t>(p, 9, value), Fault::PartOfPointer);
  EXPECT_EQ(memory.store<uint8_t>(p, 9, 0), Fault::PartOfPointer);
  EXPECT_EQ(memory.store<uint32_t>(p, 8, 0), Fault::PartOfPointer);
  EXPECT_EQ(memory.copy(advance(q, 1), advance(p, 8), 4), Fault::PartOfPointer);
  EXPECT_EQ(memory.copy(advance(q, 3), advance(p, 8), 8), Fault::None) << "wherever it goes as a whole";
  EXPECT_EQ(memory.load<uint64_t>(q, 3, value), Fault::None);
  EXPECT_EQ(value, q);
  EXPECT_EQ(memory.store<uint64_t>(p, 8, 5), Fault::None);
  EXPECT_EQ(memory.load<uint8_t>(p, 8, value), Fault::None);
  ASSERT_EQ(memory.storePointer(p, 0, 16), Fault::None) << "an integer: no block behind it";
  EXPECT_EQ(memory.store<uint8_t>(p, 1, 0), Fault::None);
}

TEST_F(Bytes, limit) {
  EXPECT_EQ(memory.allocate(BlockKind::Heap, 2 << 20, 8), 0u);
  Pointer p = memory.allocate(BlockKind::Heap, 900 << 10, 8);
  EXPECT_NE(p, 0u);
  EXPECT_EQ(memory.allocate(BlockKind::Heap, 900 << 10, 8), 0u);
  memory.free(p);
  EXPECT_NE(memory.allocate(BlockKind::Heap, 900 << 10, 8), 0u);
}

static constexpr const char *text = R"(
  fx.global @table #fx.bytes<"\01\02\03\00\00\00\00\00\00\00\00\00\00\00\00\00"  relocs [(8, @name, 1)]> align 8
  fx.global @name #fx.bytes<"xyz\00"> align 1
  fx.func @fx_alloc(imm : i64, imm : i64) -> !llvm.ptr cc(c)
  fx.func @fx_free(imm : !llvm.ptr, imm : i64, imm : i64) cc(c)
  fx.func @constants() -> i8 {
    %p = fx.global_ref @table : !llvm.ptr
    %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, i64
    %n = llvm.load %q : !llvm.ptr -> !llvm.ptr
    %c = llvm.load %n : !llvm.ptr -> i8
    fx.return %c : i8
  }
  fx.func @overwrite() {
    %p = fx.global_ref @table : !llvm.ptr
    %c = arith.constant 0 : i8
    llvm.store %c, %p : i8, !llvm.ptr
    fx.return
  }
  fx.func @dangling() -> i64 {
    %eight = arith.constant 8 : i64
    %p = fx.call @fx_alloc(imm %eight, imm %eight) : (i64, i64) -> !llvm.ptr
    llvm.store %eight, %p : i64, !llvm.ptr
    fx.call @fx_free(imm %p, imm %eight, imm %eight) : (!llvm.ptr, i64, i64) -> ()
    %r = llvm.load %p : !llvm.ptr -> i64
    fx.return %r : i64
  }
  fx.func @local() -> !llvm.ptr {
    %v = fx.var : !fx.ref<i64>
    %p = fx.address_of %v : !fx.ref<i64> -> !llvm.ptr
    fx.return %p : !llvm.ptr
  }
  fx.func @escaped() -> i64 {
    %p = fx.call @local() : () -> !llvm.ptr
    %r = llvm.load %p : !llvm.ptr -> i64
    fx.return %r : i64
  }
  fx.func @lent() -> !llvm.ptr inline(always) {
    %p = fx.stack 4 x i64 : !llvm.ptr
    fx.return %p : !llvm.ptr
  }
  fx.func @borrowed() -> i64 {
    %p = fx.call @lent() : () -> !llvm.ptr
    %three = arith.constant 3 : i64
    %q = fx.offset %p, %three x i64 : !llvm.ptr, i64 -> !llvm.ptr
    llvm.store %three, %q : i64, !llvm.ptr
    %r = llvm.load %q : !llvm.ptr -> i64
    fx.return %r : i64
  }
  fx.func @again(imm %n : i64) -> i64 {
    %one = arith.constant 1 : i64
    %zero = arith.constant 0 : i64
    %count = fx.var : !fx.ref<i64>
    fx.store %n, %count : i64, !fx.ref<i64>
    cf.br ^head
  ^head:
    %left = fx.load %count : !fx.ref<i64> -> i64
    %v = fx.var : !fx.ref<i64>
    %p = fx.address_of %v : !fx.ref<i64> -> !llvm.ptr
    %first = arith.cmpi eq, %left, %n : i64
    cf.cond_br %first, ^write, ^read
  ^write:
    llvm.store %left, %p : i64, !llvm.ptr
    cf.br ^read
  ^read:
    %r = llvm.load %p : !llvm.ptr -> i64
    %rest = arith.subi %left, %one : i64
    %done = arith.cmpi eq, %rest, %zero : i64
    fx.store %rest, %count : i64, !fx.ref<i64>
    cf.cond_br %done, ^out, ^head
  ^out:
    fx.return %r : i64
  }
  fx.func @blocks() -> i64 {
    %n = arith.constant 24 : i64
    %byte = arith.constant -1 : i8
    %p = fx.call @fx_alloc(imm %n, imm %n) : (i64, i64) -> !llvm.ptr
    %q = fx.call @fx_alloc(imm %n, imm %n) : (i64, i64) -> !llvm.ptr
    "llvm.intr.memset"(%p, %byte, %n) <{isVolatile = false}> : (!llvm.ptr, i8, i64) -> ()
    "llvm.intr.memcpy"(%q, %p, %n) <{isVolatile = false}> : (!llvm.ptr, !llvm.ptr, i64) -> ()
    %end = llvm.getelementptr inbounds %q[16] : (!llvm.ptr) -> !llvm.ptr, i8
    %r = llvm.load %end : !llvm.ptr -> i64
    %same = llvm.ptrtoint %end : !llvm.ptr to i64
    %start = llvm.ptrtoint %q : !llvm.ptr to i64
    %distance = arith.subi %same, %start : i64
    %sum = arith.addi %r, %distance : i64
    fx.return %sum : i64
  }
)";

TEST_F(Evaluation, memoryOfFunctions) {
  load(text);
  EXPECT_EQ(eval("constants"), "121"); // 'y'
  EXPECT_EQ(eval("overwrite"), "writeToConstant");
  EXPECT_EQ(eval("dangling"), "useAfterFree");
  EXPECT_EQ(eval("escaped"), "useAfterFree");
  EXPECT_EQ(eval("borrowed"), "3");
  EXPECT_EQ(eval("again", {1}), "1");
  EXPECT_EQ(eval("again", {2}), "uninitializedRead") << "a variable is a new one each time";
  EXPECT_EQ(eval("blocks"), "15");
}

TEST_F(Evaluation, graphs) {
  load(text);
  Execution &run = start();
  Memory &memory = run.memory();
  Pointer root = memory.allocate(BlockKind::Stack, 32, 8), heap = memory.allocate(BlockKind::Heap, 16, 16), table = 0;
  ASSERT_TRUE(run.globalAddress(mlir::StringAttr::get(&context, "table"), table));
  memory.storePointer(root, 0, advance(heap, 8)); // root -> heap -> root, table -> name; function
  memory.storePointer(root, 8, table);
  memory.storePointer(root, 16, run.functionAddress(mlir::StringAttr::get(&context, "local")));
  memory.store<uint8_t>(root, 25, 9);
  memory.storePointer(heap, 0, advance(root, 4));
  Graph graph;
  ASSERT_FALSE(readGraph(run, root, 32, 8, graph));
  ASSERT_EQ(graph.blocks.size(), 4u);
  EXPECT_EQ(graph.blocks[0].bytes, std::string(25, '\0') + '\x09' + std::string(6, '\0'));
  EXPECT_EQ(graph.blocks[0].addresses[0].block, 1u);
  EXPECT_EQ(graph.blocks[0].addresses[0].addend, 8u);
  EXPECT_EQ(graph.blocks[0].addresses[2].function.getValue(), "local");
  EXPECT_EQ(graph.blocks[1].align, 16u);
  EXPECT_EQ(graph.blocks[1].addresses[0].block, 0u);
  EXPECT_EQ(graph.blocks[1].addresses[0].addend, 4u);
  EXPECT_TRUE(graph.blocks[2].isConstant);
  EXPECT_EQ(graph.blocks[3].bytes, std::string("xyz\0", 4));

  // There and back again, in another run.
  Execution &other = start();
  Pointer place = other.memory().allocate(BlockKind::Stack, 32, 8);
  ASSERT_FALSE(writeGraph(other, graph, place));
  Graph copy;
  ASSERT_FALSE(readGraph(other, place, 32, 8, copy));
  ASSERT_EQ(copy.blocks.size(), graph.blocks.size());
  for (auto [a, b] : llvm::zip(copy.blocks, graph.blocks)) {
    EXPECT_EQ(a.bytes, b.bytes);
    EXPECT_EQ(a.align, b.align);
    EXPECT_EQ(a.isConstant, b.isConstant);
    EXPECT_EQ(a.addresses.size(), b.addresses.size());
  }

  Pointer local = other.memory().allocate(BlockKind::Stack, 8, 8), gone = other.memory().allocate(BlockKind::Heap, 8, 8);
  other.memory().storePointer(place, 0, local);
  EXPECT_EQ(readGraph(other, place, 32, 8, copy)->definition->name, llvm::StringRef("pointerToStack"));
  other.memory().storePointer(place, 0, gone);
  other.memory().free(gone);
  EXPECT_EQ(readGraph(other, place, 32, 8, copy)->definition->name, llvm::StringRef("pointerToDead"));
}

} // namespace fornax::comptime
