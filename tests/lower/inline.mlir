// What is inlined before LLVM: `nodebug` and `always` at every level, accessors from O1.
// RUN: fornax-codegen %s --emit=fx -O0 | FileCheck %s --check-prefixes=CHECK,O0
// RUN: fornax-codegen %s --emit=fx -O1 | FileCheck %s --check-prefixes=CHECK,O1
// RUN: fornax-codegen %s --emit=fx -O0 --target=sm_90a | FileCheck %s --check-prefix=GPU

fx.struct "Err" #fx.body<size 8 align 8 fields [("code", i64, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>

fx.func @add(imm %a : i64, imm %b : i64) -> i64 inline(nodebug) {
  %s = arith.addi %a, %b : i64
  fx.return %s : i64
}
fx.func @twice(imm %a : i64) -> i64 {
  %s = arith.addi %a, %a : i64
  fx.return %s : i64
}
fx.func @kept(imm %a : i64) -> i64 inline(never) {
  fx.return %a : i64
}
fx.func @abs(imm %a : i64) -> i64 inline(always) {
  %z = arith.constant 0 : i64
  %c = arith.cmpi slt, %a, %z : i64
  cf.cond_br %c, ^n, ^p
^n:
  %m = arith.subi %z, %a : i64
  fx.return %m : i64
^p:
  fx.return %a : i64
}
fx.func @check(imm %a : i64, error %e : !fx.ref<!fx.struct<"Err">>) -> i64 raises !fx.struct<"Err"> inline(always) {
  %z = arith.constant 100 : i64
  %c = arith.cmpi sgt, %a, %z : i64
  cf.cond_br %c, ^n, ^p
^n:
  fx.store %a, %e : i64, !fx.ref<!fx.struct<"Err">>
  fx.raise
^p:
  fx.return %a : i64
}
fx.func @apply(imm %f : !llvm.ptr, imm %x : i64) -> i64 inline(always) {
  %r = fx.call %f(imm %x) : (i64) -> i64
  fx.return %r : i64
}

// CHECK-LABEL: fx.func @wrappers
// CHECK: [[S:%.*]] = arith.addi %a, %a
// O0: fx.call @twice(imm [[S]])
// O1-NOT: fx.call @twice
// O1: arith.addi [[S]], [[S]]
// CHECK: fx.call @kept
// GPU-LABEL: fx.func @wrappers
// GPU-NOT: fx.call @twice
// GPU: fx.call @kept
fx.func @wrappers(imm %a : i64 "a") -> i64 {
  %b = fx.call @add(imm %a, imm %a) : (i64, i64) -> i64
  %c = fx.call @twice(imm %b) : (i64) -> i64
  %d = fx.call @kept(imm %c) : (i64) -> i64
  fx.return %d : i64
}

// Two returns meet in a variable; a raise is a branch, so no flag is tested.
// CHECK-LABEL: fx.func @control
// CHECK: fx.var
// CHECK-NOT: fx.invoke
// CHECK-NOT: fx.call
// CHECK: arith.cmpi sgt
// CHECK: fx.store {{.*}}, %e
fx.func @control(imm %v : i64, error %e : !fx.ref<!fx.struct<"Err">> "e") -> i64 raises !fx.struct<"Err"> {
  %a = fx.call @abs(imm %v) : (i64) -> i64
  %r = fx.invoke @check(imm %a) to ^ok error ^bad into %e : (i64) -> i64, !fx.ref<!fx.struct<"Err">>
^ok:
  fx.return %r : i64
^bad:
  fx.raise
}

// A function pointer that became known is a direct call, and inlined in turn.
// CHECK-LABEL: fx.func @pointer
// CHECK-NOT: fx.func_ref
// CHECK-NOT: fx.call
// CHECK: arith.subi
fx.func @pointer(imm %v : i64) -> i64 {
  %f = fx.func_ref @abs : !llvm.ptr
  %r = fx.call @apply(imm %f, imm %v) : (!llvm.ptr, i64) -> i64
  fx.return %r : i64
}
