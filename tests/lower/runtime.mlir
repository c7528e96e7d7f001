// The program's entry, and what the list of the runtime says about its functions.
// RUN: fornax-codegen %s --emit=llvm -O0 --entry=demo.main | FileCheck %s
// RUN: fornax-codegen %s --emit=llvm -O0 | FileCheck %s --check-prefix=ATTRIBUTES
// RUN: fornax-codegen %s --emit=run --entry=demo.main | FileCheck %s --check-prefix=OUT
// RUN: fornax-codegen %s --emit=exe --entry=demo.main -o %t && %t | FileCheck %s --check-prefix=OUT
// ATTRIBUTES: declare noalias ptr @fx_alloc(i64 noundef, i64 allocalign noundef) [[ALLOC:#[0-9]+]]
// CHECK: define i32 @main(i32 %0, ptr %1)
// CHECK-NEXT: call void @fx_start(i32 %0, ptr %1)
// CHECK-NEXT: [[CODE:%.*]] = call fastcc i32 @demo.main()
// CHECK-NEXT: call void @fx_exit(i32 [[CODE]])
// CHECK-NEXT: unreachable
// ATTRIBUTES: attributes [[ALLOC]] = { {{.*}}willreturn{{.*}}"alloc-family"="fx_alloc"
// OUT: value 41
fx.func @printf(imm : !llvm.ptr) -> i32 cc(c)
fx.func @fx_alloc(imm : i64, imm : i64) -> !llvm.ptr cc(c)
fx.func @fx_free(imm : !llvm.ptr, imm : i64, imm : i64) cc(c)
fx.global @format #fx.bytes<"value %ld\n\00"> align 1
fx.func @demo.main() -> i32 {
  %size = arith.constant 8 : i64
  %p = fx.call @fx_alloc(imm %size, imm %size) : (i64, i64) -> !llvm.ptr
  %place = fx.deref %p : !llvm.ptr -> !fx.ref<i64>
  %v = arith.constant 41 : i64
  fx.store %v, %place : i64, !fx.ref<i64>
  %f = fx.global_ref @format : !llvm.ptr
  %w = fx.load %place : !fx.ref<i64> -> i64
  %n = fx.call @printf(imm %f, imm %w) {num_fixed = 1 : i32} : (!llvm.ptr, i64) -> i32
  fx.call @fx_free(imm %p, imm %size, imm %size) : (!llvm.ptr, i64, i64) -> ()
  %zero = arith.constant 0 : i32
  fx.return %zero : i32
}
