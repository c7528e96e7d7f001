// C's conventions (System V x86-64): eightbytes in registers, the rest on the stack, small scalars extended.
// RUN: fornax-codegen %s --emit=llvm -O0 | FileCheck %s
// RUN: fornax-codegen %s --emit=llvm -O0 | FileCheck %s --check-prefix=DECLARED
fx.struct "Two" #fx.body<size 16 align 8 fields [("a", f64, 0), ("b", i32, 8)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Floats" #fx.body<size 12 align 4 fields [("a", f32, 0), ("b", f32, 4), ("c", f32, 8)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Mixed" #fx.body<size 8 align 4 fields [("a", f32, 0), ("b", i32, 4)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Big" #fx.body<size 24 align 8 fields [("a", !fx.array<3 x i64>, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Odd" #fx.body<size 3 align 1 fields [("a", !fx.array<3 x i8>, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Choice" #fx.body<size 8 align 8 fields [("a", !fx.union<f64, f32>, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>

// DECLARED-DAG: declare { double, i64 } @two(double, i64)
fx.func @two(imm : !fx.ref<!fx.struct<"Two">>, out : !fx.ref<!fx.struct<"Two">>) cc(c)
// DECLARED-DAG: declare { <2 x float>, float } @floats(<2 x float>, float)
fx.func @floats(imm : !fx.ref<!fx.struct<"Floats">>, out : !fx.ref<!fx.struct<"Floats">>) cc(c)
// DECLARED-DAG: declare i64 @mixed(i64)
fx.func @mixed(imm : !fx.ref<!fx.struct<"Mixed">>, out : !fx.ref<!fx.struct<"Mixed">>) cc(c)
// DECLARED-DAG: declare void @big(ptr noalias sret([24 x i8]) align 8, ptr byval([24 x i8]) align 8)
fx.func @big(imm : !fx.ref<!fx.struct<"Big">>, out : !fx.ref<!fx.struct<"Big">>) cc(c)
// DECLARED-DAG: declare i24 @odd(i24)
fx.func @odd(imm : !fx.ref<!fx.struct<"Odd">>, out : !fx.ref<!fx.struct<"Odd">>) cc(c)
// A union of floats is one SSE eightbyte.
// DECLARED-DAG: declare double @choice(double)
fx.func @choice(imm : !fx.ref<!fx.struct<"Choice">>, out : !fx.ref<!fx.struct<"Choice">>) cc(c)
// DECLARED-DAG: declare zeroext i1 @small(i1 noundef zeroext, i8 noundef signext, i16 noundef zeroext, i32 noundef)
fx.func @small(imm : i1, imm : i8, imm : i16, imm : i32) -> i1 cc(c) attributes {unsigned_arguments = array<i1: false, false, true, false>}
// Five integer registers are taken: a struct of two goes to the stack as a whole.
// DECLARED-DAG: declare void @full(i64 noundef, i64 noundef, i64 noundef, i64 noundef, i64 noundef, ptr byval([16 x i8]) align 8, i64 noundef)
fx.struct "Ints" #fx.body<size 16 align 8 fields [("a", i64, 0), ("b", i64, 8)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.func @full(imm : i64, imm : i64, imm : i64, imm : i64, imm : i64, imm : !fx.ref<!fx.struct<"Ints">>, imm : i64) cc(c)

// DECLARED-DAG: declare i32 @printf(ptr noundef, ...)
fx.func @printf(imm : !llvm.ptr) -> i32 cc(c)

// CHECK: define internal fastcc void @calls(
// CHECK: [[R:%.*]] = call { double, i64 } @two(double {{%.*}}, i64 {{%.*}})
// CHECK: call void @big(ptr noalias sret([24 x i8]) align 8 {{%.*}}, ptr byval([24 x i8]) align 8 {{%.*}})
// CHECK: call i32 (ptr, ...) @printf(ptr noundef {{%.*}}, i64 noundef {{%.*}}, double noundef {{%.*}})
fx.func @calls(mut %t : !fx.ref<!fx.struct<"Two">>, mut %b : !fx.ref<!fx.struct<"Big">>, imm %p : !llvm.ptr, imm %i : i64, imm %d : f64) {
  fx.call @two(imm %t, out %t) : (!fx.ref<!fx.struct<"Two">>, !fx.ref<!fx.struct<"Two">>) -> ()
  fx.call @big(imm %b, out %b) : (!fx.ref<!fx.struct<"Big">>, !fx.ref<!fx.struct<"Big">>) -> ()
  %r = fx.call @printf(imm %p, imm %i, imm %d) {num_fixed = 1 : i32} : (!llvm.ptr, i64, f64) -> i32
  fx.call @unused() : () -> ()
  fx.return
}
fx.func @unused() {
  %f1 = fx.func_ref @floats : !llvm.ptr
  %f2 = fx.func_ref @mixed : !llvm.ptr
  %f3 = fx.func_ref @odd : !llvm.ptr
  %f4 = fx.func_ref @choice : !llvm.ptr
  %f5 = fx.func_ref @small : !llvm.ptr
  %f6 = fx.func_ref @full : !llvm.ptr
  %s = fx.stack 6 x !llvm.ptr : !llvm.ptr
  llvm.store %f1, %s : !llvm.ptr, !llvm.ptr
  llvm.store %f2, %s : !llvm.ptr, !llvm.ptr
  llvm.store %f3, %s : !llvm.ptr, !llvm.ptr
  llvm.store %f4, %s : !llvm.ptr, !llvm.ptr
  llvm.store %f5, %s : !llvm.ptr, !llvm.ptr
  llvm.store %f6, %s : !llvm.ptr, !llvm.ptr
  fx.return
}
// The function itself has C's prologue: pieces are spilled, the result leaves in registers.
// CHECK: define dso_local { double, i64 } @exported(double %0, i64 %1)
fx.func @"demo.exported"(imm %t : !fx.ref<!fx.struct<"Two">>, out %r : !fx.ref<!fx.struct<"Two">>) cc(c) exported attributes {link_name = "exported"} {
  fx.copy %t -> %r : !fx.ref<!fx.struct<"Two">>, !fx.ref<!fx.struct<"Two">>
  fx.return
}
