// Control flow, calls, errors, limits.

#include "comptime/InterpreterTest.h"

namespace fornax::comptime {

TEST_F(Evaluation, loopOverVariables) {
  load(R"(
    fx.func @sum(imm %n : i64) -> i64 {
      %zero = arith.constant 0 : i64
      %one = arith.constant 1 : i64
      %i = fx.var "i" : !fx.ref<i64>
      %s = fx.var "s" : !fx.ref<i64>
      fx.store %zero, %i : i64, !fx.ref<i64>
      fx.store %zero, %s : i64, !fx.ref<i64>
      cf.br ^head
    ^head:
      %k = fx.load %i : !fx.ref<i64> -> i64
      %more = arith.cmpi slt, %k, %n : i64
      cf.cond_br %more, ^body, ^done
    ^body:
      %old = fx.load %s : !fx.ref<i64> -> i64
      %new = arith.addi %old, %k : i64
      fx.store %new, %s : i64, !fx.ref<i64>
      %next = arith.addi %k, %one : i64
      fx.store %next, %i : i64, !fx.ref<i64>
      cf.br ^head
    ^done:
      %r = fx.load %s : !fx.ref<i64> -> i64
      fx.return %r : i64
    })");
  EXPECT_EQ(eval("sum", {0}), "0");
  EXPECT_EQ(eval("sum", {101}), "5050");
  limits.steps = 50;
  EXPECT_EQ(eval("sum", {101}), "budgetExceeded");
  EXPECT_EQ(trace(), "sum");
  EXPECT_EQ(eval("sum", {20}), "190");
}

TEST_F(Evaluation, recursionAndItsLimit) {
  load(R"(
    fx.func @fib(imm %n : i64) -> i64 {
      %one = arith.constant 1 : i64
      %two = arith.constant 2 : i64
      %small = arith.cmpi slt, %n, %two : i64
      cf.cond_br %small, ^base, ^step
    ^base:
      fx.return %n : i64
    ^step:
      %a = arith.subi %n, %one : i64
      %b = arith.subi %n, %two : i64
      %x = fx.call @fib(imm %a) : (i64) -> i64
      %y = fx.call @fib(imm %b) : (i64) -> i64
      %z = arith.addi %x, %y : i64
      fx.return %z : i64
    }
    fx.func @down(imm %n : i64) -> i64 {
      %r = fx.call @down(imm %n) : (i64) -> i64
      fx.return %r : i64
    })");
  EXPECT_EQ(eval("fib", {20}), "6765");
  EXPECT_EQ(eval("down", {1}), "recursionTooDeep");
  EXPECT_EQ(latest->trace().size(), limits.frames);
  limits.steps = 100;
  EXPECT_EQ(eval("down", {1}), "budgetExceeded");
  EXPECT_EQ(asked, 2u) << "functions are translated once";
}

TEST_F(Evaluation, errorsGoTheirWay) {
  load(R"(
    fx.struct "Stop" #fx.body<size 8 align 8 fields [("code", i64, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, movable, deinitable]>
    fx.func @check(imm %n : i64, error %e : !fx.ref<!fx.struct<"Stop">>) -> i64 raises !fx.struct<"Stop"> {
      %zero = arith.constant 0 : i64
      %bad = arith.cmpi slt, %n, %zero : i64
      cf.cond_br %bad, ^fail, ^fine
    ^fail:
      fx.store %n, %e : i64, !fx.ref<!fx.struct<"Stop">>
      fx.raise
    ^fine:
      fx.return %n : i64
    }
    fx.func @through(imm %n : i64, error %e : !fx.ref<!fx.struct<"Stop">>) -> i64 raises !fx.struct<"Stop"> {
      %v = fx.invoke @check(imm %n) to ^ok error ^bad into %e : (i64) -> i64, !fx.ref<!fx.struct<"Stop">>
    ^ok:
      %w = arith.addi %v, %v : i64
      fx.return %w : i64
    ^bad:
      fx.raise
    }
    fx.func @caught(imm %n : i64) -> i64 {
      %e = fx.var : !fx.ref<!fx.struct<"Stop">>
      %v = fx.invoke @through(imm %n) to ^ok error ^bad into %e : (i64) -> i64, !fx.ref<!fx.struct<"Stop">>
    ^bad:
      %code = fx.load %e : !fx.ref<!fx.struct<"Stop">> -> i64
      fx.return %code : i64
    ^ok:
      fx.return %v : i64
    })");
  EXPECT_EQ(eval("caught", {21}), "42");
  EXPECT_EQ(eval("caught", {uint64_t(-7)}), "-7");
  Execution &run = start();
  Pointer place = run.memory().allocate(BlockKind::Heap, 8, 8);
  llvm::SmallVector<uint64_t, 1> results;
  EXPECT_EQ(run.call(mlir::StringAttr::get(&context, "through"), {uint64_t(-3), place}, results), Outcome::Raised);
  uint64_t value = 0;
  EXPECT_EQ(run.memory().load<uint64_t>(place, 0, value), Fault::None);
  EXPECT_EQ(int64_t(value), -3);
}

TEST_F(Evaluation, switches) {
  load(R"(
    fx.func @pick(imm %n : i8) -> i64 {
      %a = arith.constant 10 : i64
      %b = arith.constant 20 : i64
      %c = arith.constant 30 : i64
      cf.switch %n : i8, [default: ^other, 1: ^first, 255: ^second]
    ^first:
      fx.return %a : i64
    ^second:
      fx.return %b : i64
    ^other:
      fx.return %c : i64
    })");
  EXPECT_EQ(eval("pick", {1}), "10");
  EXPECT_EQ(eval("pick", {255}), "20");
  EXPECT_EQ(eval("pick", {7}), "30");
}

TEST_F(Evaluation, pointersToFunctions) {
  load(R"(
    fx.func @twice(imm %n : i64) -> i64 {
      %r = arith.addi %n, %n : i64
      fx.return %r : i64
    }
    fx.func @apply(imm %n : i64) -> i64 {
      %f = fx.func_ref @twice : !llvm.ptr
      %place = fx.var : !fx.ref<!llvm.ptr>
      %p = fx.address_of %place : !fx.ref<!llvm.ptr> -> !llvm.ptr
      fx.store %f, %place : !llvm.ptr, !fx.ref<!llvm.ptr>
      %g = llvm.load %p : !llvm.ptr -> !llvm.ptr
      %r = fx.call %g(imm %n) : (i64) -> i64
      fx.return %r : i64
    }
    fx.func @wild() -> i64 {
      %one = arith.constant 1 : i64
      %f = llvm.inttoptr %one : i64 to !llvm.ptr
      %r = fx.call %f(imm %one) : (i64) -> i64
      fx.return %r : i64
    }
    fx.func @peek() -> i8 {
      %f = fx.func_ref @twice : !llvm.ptr
      %r = llvm.load %f : !llvm.ptr -> i8
      fx.return %r : i8
    }
    fx.func @withheld() -> i64
    fx.func @missing() -> i64 {
      %f = fx.func_ref @withheld : !llvm.ptr
      %r = fx.call %f() : () -> i64
      fx.return %r : i64
    })");
  withheld = "withheld";
  EXPECT_EQ(eval("apply", {21}), "42");
  EXPECT_EQ(eval("wild"), "notAFunction");
  EXPECT_EQ(eval("peek"), "functionAccess");
  EXPECT_EQ(eval("missing"), "broken");
}

TEST_F(Evaluation, lifecycle) {
  load(R"(
    fx.struct "Box" #fx.body<size 8 align 8 fields [("n", i64, 0)] copy @copy destroy @destroy flags [movable, deinitable, trivial_move]>
    fx.func @copy(imm %x : !fx.ref<!fx.struct<"Box">>, out %y : !fx.ref<!fx.struct<"Box">>) {
      %a = fx.field %x[0] : !fx.ref<!fx.struct<"Box">> -> !fx.ref<i64>
      %b = fx.field %y[0] : !fx.ref<!fx.struct<"Box">> -> !fx.ref<i64>
      %n = fx.load %a : !fx.ref<i64> -> i64
      %one = arith.constant 1 : i64
      %m = arith.addi %n, %one : i64
      fx.store %m, %b : i64, !fx.ref<i64>
      fx.return
    }
    fx.func @destroy(deinit %x : !fx.ref<!fx.struct<"Box">>) {
      %a = fx.field %x[0] : !fx.ref<!fx.struct<"Box">> -> !fx.ref<i64>
      %b = fx.address_of %a : !fx.ref<i64> -> !llvm.ptr
      %gone = arith.constant -1 : i64
      llvm.store %gone, %b : i64, !llvm.ptr
      fx.return
    }
    fx.func @run(imm %n : i64) -> i64 {
      %x = fx.var : !fx.ref<!fx.struct<"Box">>
      %y = fx.var : !fx.ref<!fx.struct<"Box">>
      %z = fx.var : !fx.ref<!fx.struct<"Box">>
      %f = fx.field %x[0] : !fx.ref<!fx.struct<"Box">> -> !fx.ref<i64>
      fx.store %n, %f : i64, !fx.ref<i64>
      fx.copy %x -> %y : !fx.ref<!fx.struct<"Box">>, !fx.ref<!fx.struct<"Box">>
      fx.destroy %x : !fx.ref<!fx.struct<"Box">>
      fx.move %y -> %z : !fx.ref<!fx.struct<"Box">>, !fx.ref<!fx.struct<"Box">>
      %g = fx.field %z[0] : !fx.ref<!fx.struct<"Box">> -> !fx.ref<i64>
      %a = fx.load %g : !fx.ref<i64> -> i64
      %b = fx.load %f : !fx.ref<i64> -> i64
      %c = arith.addi %a, %b : i64
      fx.return %c : i64
    })");
  EXPECT_EQ(eval("run", {41}), "41");
}

TEST_F(Evaluation, foreignFunctions) {
  load(R"(
    fx.global @text #fx.bytes<"hello\00"> align 1
    fx.func @write(imm : i32, imm : !llvm.ptr, imm : i64) -> i64 cc(c)
    fx.func @strlen(imm : !llvm.ptr) -> i64 cc(c)
    fx.func @fx_abort(imm : !llvm.ptr, imm : i64, imm : !llvm.ptr, imm : i32, imm : i32) cc(c)
    fx.func @getpid() -> i32 cc(c)
    fx.func @hello(imm %stream : i32) -> i64 {
      %p = fx.global_ref @text : !llvm.ptr
      %n = fx.call @strlen(imm %p) : (!llvm.ptr) -> i64
      %w = fx.call @write(imm %stream, imm %p, imm %n) : (i32, !llvm.ptr, i64) -> i64
      fx.return %w : i64
    }
    fx.func @fail() {
      %p = fx.global_ref @text : !llvm.ptr
      %n = fx.call @strlen(imm %p) : (!llvm.ptr) -> i64
      %line = arith.constant 0 : i32
      fx.call @fx_abort(imm %p, imm %n, imm %p, imm %line, imm %line) : (!llvm.ptr, i64, !llvm.ptr, i32, i32) -> ()
      ub.unreachable
    }
    fx.func @pid() -> i32 {
      %p = fx.call @getpid() : () -> i32
      fx.return %p : i32
    })");
  EXPECT_EQ(eval("hello", {1}), "5");
  EXPECT_EQ(eval("hello", {2}), "5");
  EXPECT_EQ(output, "1<hello>2<hello>");
  EXPECT_EQ(eval("hello", {3}), "notEvaluable");
  EXPECT_EQ(eval("fail"), "aborted");
  EXPECT_EQ(latest->stopReason().text(), "aborted: hello");
  EXPECT_EQ(trace(), "fail");
  EXPECT_EQ(eval("pid"), "notEvaluable");
  EXPECT_EQ(latest->stopReason().text(), "cannot be evaluated at compile time: call of `getpid`");
}

TEST_F(Evaluation, operationsThatCannotBeEvaluatedStopWhereTheyAreReached) {
  load(R"(
    fx.func @maybe(imm %c : i1, imm %x : f64) -> f64 {
      cf.cond_br %c, ^a, ^b
    ^a:
      %y = math.exp %x : f64
      fx.return %y : f64
    ^b:
      fx.return %x : f64
    })");
  EXPECT_EQ(eval("maybe", {0, 5}), "5");
  EXPECT_EQ(eval("maybe", {1, 5}), "notEvaluable");
  EXPECT_EQ(latest->stopReason().text(), "cannot be evaluated at compile time: operation `math.exp`");
}

} // namespace fornax::comptime
