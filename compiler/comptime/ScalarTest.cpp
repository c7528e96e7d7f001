// Scalars and vectors: what an operation computes is that of ir/Semantics.h; here, that every operation reaches it with the right operands.

#include "comptime/InterpreterTest.h"

namespace fornax::comptime {

struct Row {
  const char *body; // with %a, %b of type T; defines %r
  const char *type, *result;
  uint64_t a, b;
  const char *expected;
};

static uint64_t f32(float value) { return std::bit_cast<uint32_t>(value); }
static uint64_t f64(double value) { return std::bit_cast<uint64_t>(value); }

TEST_F(Evaluation, operations) {
  std::string two = std::to_string(f32(2)), minus = std::to_string(int64_t(f64(-1.5)));
  std::string floored = std::to_string(int64_t(f64(-2))), one = std::to_string(int64_t(f64(-1)));
  const Row rows[] = {
      {"%r = arith.addi %a, %b : i8", "i8", "i8", 200, 100, "44"},
      {"%r = arith.subi %a, %b : i64", "i64", "i64", 1, 2, "-1"},
      {"%r = arith.muli %a, %b : i16", "i16", "i16", 300, 300, "24464"},
      {"%r = arith.divsi %a, %b : i8", "i8", "i8", 0xf9, 2, "253"},
      {"%r = arith.divsi %a, %b : i8", "i8", "i8", 1, 0, "divisionByZero"},
      {"%r = arith.divsi %a, %b : i8", "i8", "i8", 0x80, 0xff, "undefinedResult"},
      {"%r = arith.floordivsi %a, %b : i8", "i8", "i8", 0xf9, 2, "252"},
      {"%r = arith.shli %a, %b : i32", "i32", "i32", 1, 31, "2147483648"},
      {"%r = arith.shli %a, %b : i32", "i32", "i32", 1, 32, "undefinedResult"},
      {"%r = arith.shrsi %a, %b : i8", "i8", "i8", 0x80, 7, "255"},
      {"%r = arith.cmpi slt, %a, %b : i8", "i8", "i1", 0x80, 1, "1"},
      {"%r = arith.cmpi ugt, %a, %b : i8", "i8", "i1", 0x80, 1, "1"},
      {"%r = arith.maxsi %a, %b : i8", "i8", "i8", 0x80, 1, "1"},
      {"%r = arith.extsi %a : i8 to i32", "i8", "i32", 0x80, 0, "4294967168"},
      {"%r = arith.extui %a : i8 to i32", "i8", "i32", 0x80, 0, "128"},
      {"%r = arith.trunci %a : i32 to i8", "i32", "i8", 0x1234, 0, "52"},
      {"%r = math.ctpop %a : i16", "i16", "i16", 0xf0f0, 0, "8"},
      {"%r = math.ctlz %a : i16", "i16", "i16", 1, 0, "15"},
      {"%r = llvm.intr.bswap(%a) : (i16) -> i16", "i16", "i16", 0x1234, 0, "13330"},
      {"%r = llvm.intr.fshl(%a, %b, %b) : (i8, i8, i8) -> i8", "i8", "i8", 0x81, 4, "16"},
      {"%r = llvm.call_intrinsic \"llvm.umax\"(%a, %b) : (i8, i8) -> i8", "i8", "i8", 3, 200, "200"},
      {"%p = llvm.call_intrinsic \"llvm.sadd.with.overflow.i8\"(%a, %b) : (i8, i8) -> !llvm.struct<(i8, i1)>\n"
       "%r = llvm.extractvalue %p[1] : !llvm.struct<(i8, i1)>",
       "i8", "i1", 100, 100, "1"},
      {"%c = arith.cmpi eq, %a, %b : i8\n%r = arith.select %c, %a, %b : i8", "i8", "i8", 3, 4, "4"},
      {"%x = arith.extui %a : i64 to i128\n%y = arith.extui %b : i64 to i128\n%z = arith.muli %x, %y : i128\n%s = arith.constant 64 : i128\n"
       "%h = arith.shrui %z, %s : i128\n%r = arith.trunci %h : i128 to i64",
       "i64", "i64", uint64_t(1) << 63, 6, "3"},
      {"%x = arith.extsi %a : i64 to i128\n%y = arith.extsi %b : i64 to i128\n%r = arith.cmpi slt, %x, %y : i128", "i64", "i1", uint64_t(-5), 3, "1"},
      {"%r = arith.addf %a, %b : f32", "f32", "f32", f32(0.5), f32(1.5), two.c_str()},
      {"%r = arith.subf %a, %b : f64", "f64", "f64", f64(0.5), f64(2), minus.c_str()},
      {"%r = arith.remf %a, %b : f32", "f32", "f32", f32(5), f32(3), two.c_str()},
      {"%r = arith.mulf %a, %b : bf16", "bf16", "bf16", 0x4000, 0x4040, "16576"}, // 2 * 3 = 6
      {"%r = arith.cmpf olt, %a, %b : f64", "f64", "i1", f64(1), f64(2), "1"},
      {"%r = arith.cmpf uno, %a, %b : f32", "f32", "i1", f32(NAN), f32(2), "1"},
      {"%r = math.floor %a : f64", "f64", "f64", f64(-1.25), 0, floored.c_str()},
      {"%r = math.sqrt %a : f32", "f32", "f32", f32(4), 0, two.c_str()},
      {"%r = math.fma %a, %b, %b : f32", "f32", "f32", f32(1), f32(1), two.c_str()},
      {"%r = arith.fptosi %a : f64 to i8", "f64", "i8", f64(-1.5), 0, "255"},
      {"%r = arith.fptosi %a : f64 to i8", "f64", "i8", f64(1000), 0, "undefinedResult"},
      {"%r = arith.sitofp %a : i8 to f64", "i8", "f64", 0xff, 0, one.c_str()},
      {"%r = arith.truncf %a : f64 to f32", "f64", "f32", f64(2), 0, two.c_str()},
      {"%r = arith.bitcast %a : f32 to i32", "f32", "i32", f32(2), 0, two.c_str()},
  };
  for (const Row &row : rows) {
    load(fmt::format("fx.func @f(imm %a : {0}, imm %b : {0}) -> {1} {{\n{2}\nfx.return %r : {1}\n}}", row.type, row.result, row.body));
    EXPECT_EQ(eval("f", {row.a, row.b}), row.expected) << row.body;
  }
}

TEST_F(Evaluation, lanes) {
  load(R"(
    fx.func @lanes(imm %v : vector<4xi8>, imm %w : vector<4xi8>, imm %k : index) -> i8 {
      %s = vector.shuffle %v, %w [0, 7, 2, 5] : vector<4xi8>, vector<4xi8>
      %x = arith.addi %s, %v : vector<4xi8>
      %n = arith.constant 50 : i8
      %y = vector.insert %n, %x [%k] : i8 into vector<4xi8>
      %r = vector.extract %y[%k] : i8 from vector<4xi8>
      %q = vector.reduction <add>, %y : vector<4xi8> into i8
      %t = arith.addi %r, %q : i8
      fx.return %t : i8
    }
    fx.func @bits(imm %v : vector<4xi8>) -> vector<2xi16> {
      %r = vector.bitcast %v : vector<4xi8> to vector<2xi16>
      fx.return %r : vector<2xi16>
    }
    fx.func @mask(imm %n : i8) -> i8 {
      %v = vector.broadcast %n : i8 to vector<8xi8>
      %c = arith.constant dense<[1, 2, 3, 4, 5, 6, 7, 8]> : vector<8xi8>
      %m = arith.cmpi ult, %c, %v : vector<8xi8>
      %o = vector.broadcast %n : i8 to vector<1xi8>
      %b = vector.bitcast %m : vector<8xi1> to vector<1xi8>
      %x = arith.addi %o, %b : vector<1xi8>
      %r = vector.extract %x[0] : i8 from vector<1xi8>
      fx.return %r : i8
    }
    fx.func @memory(imm %v : vector<4xi1>, imm %k : i64) -> i8 {
      %p = fx.var : !fx.ref<vector<4xi1>>
      %q = fx.address_of %p : !fx.ref<vector<4xi1>> -> !llvm.ptr
      fx.store %v, %p : vector<4xi1>, !fx.ref<vector<4xi1>>
      %at = fx.offset %q, %k x i8 : !llvm.ptr, i64 -> !llvm.ptr
      %r = llvm.load %at : !llvm.ptr -> i8
      fx.return %r : i8
    }
    fx.func @masked(imm %m : vector<2xi1>) -> i16 {
      %p = fx.stack 2 x i16 : !llvm.ptr
      %v = arith.constant dense<[3, 4]> : vector<2xi16>
      %w = arith.constant dense<[30, 40]> : vector<2xi16>
      llvm.intr.masked.store %v, %p, %m {alignment = 2 : i32} : vector<2xi16>, vector<2xi1> into !llvm.ptr
      %x = llvm.intr.masked.load %p, %m, %w {alignment = 2 : i32} : (!llvm.ptr, vector<2xi1>, vector<2xi16>) -> vector<2xi16>
      %r = vector.reduction <add>, %x : vector<2xi16> into i16
      fx.return %r : i16
    }
    fx.func @atomic(imm %n : i32) -> i32 {
      %p = fx.stack 1 x i32 : !llvm.ptr
      llvm.store %n, %p : i32, !llvm.ptr
      %old = llvm.atomicrmw add %p, %n seq_cst : !llvm.ptr, i32
      %c = llvm.cmpxchg %p, %old, %n acq_rel monotonic : !llvm.ptr, i32
      %f = llvm.extractvalue %c[1] : !llvm.struct<(i32, i1)>
      %v = llvm.extractvalue %c[0] : !llvm.struct<(i32, i1)>
      %b = arith.extui %f : i1 to i32
      %r = arith.addi %v, %b : i32
      fx.return %r : i32
    })");
  // Lanes 1 8 3 6 plus 1 2 3 4: 2 10 6 10; lane 1 becomes 50: the sum is 68, and 50 more.
  EXPECT_EQ(eval("lanes", {1, 2, 3, 4, 5, 6, 7, 8, 1}), "118");
  EXPECT_EQ(eval("lanes", {1, 2, 3, 4, 5, 6, 7, 8, 4}), "undefinedResult");
  EXPECT_EQ(eval("bits", {1, 2, 3, 4}), "513 1027");
  EXPECT_EQ(eval("mask", {4}), "11");
  EXPECT_EQ(eval("memory", {0, 1, 0, 1, 3}), "1");
  EXPECT_EQ(eval("memory", {0, 1, 0, 1, 2}), "0");
  EXPECT_EQ(eval("memory", {0, 1, 0, 1, 4}), "outOfBounds");
  EXPECT_EQ(eval("masked", {1, 0}), "43");
  EXPECT_EQ(eval("masked", {1, 1}), "7");
  EXPECT_EQ(eval("atomic", {21}), "42");
}

} // namespace fornax::comptime
