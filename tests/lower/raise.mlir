// Errors through two calls: a flag in a register, a place for the error, nothing copied on the way up.
// RUN: fornax-codegen %s --emit=llvm -O0 | FileCheck %s
// RUN: fornax-codegen %s --emit=run -O0 --entry=demo.main | FileCheck %s --check-prefix=OUT
// RUN: fornax-codegen %s --emit=run -O2 --entry=demo.main | FileCheck %s --check-prefix=OUT
// OUT: 0 10
// OUT: 1 -5
fx.struct "Error" #fx.body<size 16 align 8 fields [("code", i64, 0), ("trace", !llvm.ptr, 8)] flags [movable, deinitable, trivial_copy, trivial_move, trivial_destroy]>
fx.func @printf(imm : !llvm.ptr) -> i32 cc(c)
fx.global @format #fx.bytes<"%ld %ld\n\00"> align 1

// CHECK: define internal fastcc { i1, i64 } @parse(i64 noundef %0, ptr noalias noundef nonnull align 8 dereferenceable(16) [[E:%.*]])
// CHECK: ret { i1, i64 } { i1 true, i64 poison }
fx.func @parse(imm %s : i64, error %e : !fx.ref<!fx.struct<"Error">>) -> i64 raises !fx.struct<"Error"> {
  %zero = arith.constant 0 : i64
  %bad = arith.cmpi slt, %s, %zero : i64
  cf.cond_br %bad, ^raise, ^ok
^raise:
  %code = fx.field %e[0] : !fx.ref<!fx.struct<"Error">> -> !fx.ref<i64>
  fx.store %s, %code : i64, !fx.ref<i64>
  fx.raise
^ok:
  fx.return %s : i64
}
// CHECK: define internal fastcc { i1, i64 } @twice(i64 noundef %0, ptr {{.*}} [[E:%[0-9]+]])
// CHECK: [[R:%.*]] = call fastcc { i1, i64 } @parse(i64 %0, ptr [[E]])
// CHECK: [[FLAG:%.*]] = extractvalue { i1, i64 } [[R]], 0
// CHECK: br i1 [[FLAG]], label %{{.*}}, label %{{.*}}, !prof [[W:![0-9]+]]
fx.func @twice(imm %s : i64, error %e : !fx.ref<!fx.struct<"Error">>) -> i64 raises !fx.struct<"Error"> {
  %v = fx.invoke @parse(imm %s) to ^ok error ^bad into %e : (i64) -> i64, !fx.ref<!fx.struct<"Error">>
^ok:
  %t = arith.addi %v, %v : i64
  fx.return %t : i64
^bad:
  fx.raise
}
fx.func @try(imm %s : i64) {
  %f = fx.global_ref @format : !llvm.ptr
  %e = fx.var "e" : !fx.ref<!fx.struct<"Error">>
  %r = fx.invoke @twice(imm %s) to ^ok error ^handler into %e : (i64) -> i64, !fx.ref<!fx.struct<"Error">>
^ok:
  %c0 = arith.constant 0 : i64
  %p = fx.call @printf(imm %f, imm %c0, imm %r) {num_fixed = 1 : i32} : (!llvm.ptr, i64, i64) -> i32
  fx.return
^handler:
  %c1 = arith.constant 1 : i64
  %at = fx.field %e[0] : !fx.ref<!fx.struct<"Error">> -> !fx.ref<i64>
  %code = fx.load %at : !fx.ref<i64> -> i64
  %q = fx.call @printf(imm %f, imm %c1, imm %code) {num_fixed = 1 : i32} : (!llvm.ptr, i64, i64) -> i32
  fx.return
}
fx.func @demo.main() -> i32 {
  %a = arith.constant 5 : i64
  fx.call @try(imm %a) : (i64) -> ()
  %b = arith.constant -5 : i64
  fx.call @try(imm %b) : (i64) -> ()
  %z = arith.constant 0 : i32
  fx.return %z : i32
}
// CHECK: [[W]] = !{!"branch_weights", i32 1, i32 2000}
