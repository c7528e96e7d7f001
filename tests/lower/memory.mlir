// Places, leaves in memory, copies and lifecycles.
// RUN: fornax-codegen %s --emit=llvm -O0 | FileCheck %s
// RUN: fornax-codegen %s --emit=llvm -O0 | FileCheck %s --check-prefix=DATA

fx.struct "S" #fx.body<size 24 align 8 fields [("p", !llvm.ptr, 0), ("n", i64, 8), ("b", i1, 16)] copy @S.copy move @S.move destroy @S.destroy flags [rp, movable, deinitable]>
fx.struct "T" #fx.body<size 24 align 8 fields [("p", !llvm.ptr, 0), ("n", i64, 8), ("b", i1, 16)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.func @S.copy(imm : !fx.ref<!fx.struct<"S">>, out : !fx.ref<!fx.struct<"S">>)
fx.func @S.move(deinit : !fx.ref<!fx.struct<"S">>, out : !fx.ref<!fx.struct<"S">>)
fx.func @S.destroy(deinit : !fx.ref<!fx.struct<"S">>)

// A bool is a byte in memory, zero or one.
// CHECK-LABEL: @bools(
// CHECK: [[B:%.*]] = load i8, ptr %0, align 1
// CHECK: [[V:%.*]] = trunc nuw i8 [[B]] to i1
// CHECK: [[W:%.*]] = zext i1 [[V]] to i8
// CHECK: store i8 [[W]], ptr %1, align 1
// CHECK: load <4 x i8>, ptr %2, align 4
// CHECK: trunc nuw <4 x i8> {{.*}} to <4 x i1>
fx.func @bools(mut %a : !fx.ref<i1>, mut %b : !fx.ref<i1>, mut %c : !fx.ref<vector<4xi1>>) {
  %v = fx.load %a : !fx.ref<i1> -> i1
  fx.store %v, %b : i1, !fx.ref<i1>
  %w = fx.load %c : !fx.ref<vector<4xi1>> -> vector<4xi1>
  fx.store %w, %c : vector<4xi1>, !fx.ref<vector<4xi1>>
  fx.return
}

// CHECK-LABEL: @lifecycles(
// CHECK: call fastcc {{.*}} @S.copy(
// CHECK: call fastcc {{.*}} @S.move(
// CHECK: call fastcc void @S.destroy(
// CHECK: call void @llvm.memcpy.p0.p0.i64(ptr align 8 %2, ptr align 8 %3, i64 24, i1 false)
// CHECK-NOT: call
// CHECK: ret void
fx.func @lifecycles(mut %a : !fx.ref<!fx.struct<"S">>, mut %b : !fx.ref<!fx.struct<"S">>, mut %c : !fx.ref<!fx.struct<"T">>, mut %d : !fx.ref<!fx.struct<"T">>) {
  fx.copy %a -> %b : !fx.ref<!fx.struct<"S">>, !fx.ref<!fx.struct<"S">>
  fx.move %a -> %b : !fx.ref<!fx.struct<"S">>, !fx.ref<!fx.struct<"S">>
  fx.destroy %b : !fx.ref<!fx.struct<"S">>
  fx.copy %d -> %c : !fx.ref<!fx.struct<"T">>, !fx.ref<!fx.struct<"T">>
  fx.destroy %c : !fx.ref<!fx.struct<"T">>
  fx.return
}

// Addresses are byte offsets; elements have the stride of their type.
// CHECK-LABEL: @addresses(
// CHECK: getelementptr inbounds nuw i8, ptr %0, i32 8
// CHECK: getelementptr [24 x i8], ptr %1, i64 %2
// CHECK: getelementptr inbounds i8, ptr %1, i64 %2
fx.func @addresses(mut %s : !fx.ref<!fx.struct<"T">>, imm %p : !llvm.ptr, imm %i : i64, mut %sink : !fx.ref<!llvm.ptr>) {
  %f = fx.field %s[1] : !fx.ref<!fx.struct<"T">> -> !fx.ref<i64>
  %a = fx.address_of %f : !fx.ref<i64> -> !llvm.ptr
  fx.store %a, %sink : !llvm.ptr, !fx.ref<!llvm.ptr>
  %b = fx.offset %p, %i x !fx.struct<"T"> : !llvm.ptr, i64 -> !llvm.ptr
  fx.store %b, %sink : !llvm.ptr, !fx.ref<!llvm.ptr>
  %c = fx.offset %p, %i x i8 inbounds : !llvm.ptr, i64 -> !llvm.ptr
  fx.store %c, %sink : !llvm.ptr, !fx.ref<!llvm.ptr>
  fx.return
}

// Variables and untracked storage stand in the entry block, wherever they are executed.
// CHECK-LABEL: @storage(
// CHECK-NEXT: alloca [24 x i8], align 8
// CHECK-NEXT: alloca [64 x i8], align 16
// CHECK-NEXT: br
fx.func @storage(imm %c : i1, mut %sink : !fx.ref<!llvm.ptr>) {
  cf.br ^body
^body:
  %v = fx.var : !fx.ref<!fx.struct<"T">>
  %a = fx.address_of %v : !fx.ref<!fx.struct<"T">> -> !llvm.ptr
  fx.store %a, %sink : !llvm.ptr, !fx.ref<!llvm.ptr>
  %s = fx.stack 16 x f32 align 16 : !llvm.ptr
  fx.store %s, %sink : !llvm.ptr, !fx.ref<!llvm.ptr>
  cf.cond_br %c, ^body, ^end
^end:
  fx.return
}

// Constant data: text, and addresses inside it.
// DATA-DAG: @text = private unnamed_addr constant [3 x i8] c"hi\00", align 1
// DATA-DAG: @table = private unnamed_addr constant <{ [8 x i8], ptr, ptr }> <{ [8 x i8] c"abcdefgh", ptr getelementptr inbounds nuw (i8, ptr @text, i64 1), ptr @bools }>, align 8
// DATA-DAG: @cell = global [8 x i8] zeroinitializer, align 8
fx.global @text #fx.bytes<"hi\00"> align 1
fx.global @table #fx.bytes<"abcdefgh\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00" relocs [(8, @text, 1), (16, @bools, 0)]> align 8
fx.global @cell #fx.bytes<"\00\00\00\00\00\00\00\00"> align 8 mutable exported
fx.func @globals() -> !llvm.ptr {
  %t = fx.global_ref @table : !llvm.ptr
  fx.return %t : !llvm.ptr
}
