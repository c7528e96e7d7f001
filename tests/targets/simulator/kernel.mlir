// A kernel is host code: ids are loads from the thread, device operations are calls of the runtime, shared memory is the block's arena.
// RUN: fornax-codegen %s --target=sim --emit=llvm -O0 | FileCheck %s
// RUN: fornax-codegen %s --target=sim --emit=llvm -O0 --checks | FileCheck %s --check-prefix=CHECKED
// CHECK: define hidden void @flip.sim(ptr %0, ptr %1)
// CHECK: [[P:%.*]] = load ptr, ptr %1, align 8
// CHECK: [[AT:%.*]] = getelementptr inbounds nuw i8, ptr %1, i32 8
// CHECK: [[N:%.*]] = load i32, ptr [[AT]], align 4
// CHECK: [[M:%.*]] = getelementptr inbounds nuw i8, ptr %0, i32 {{[0-9]+}}
// CHECK: [[TILE:%.*]] = load ptr, ptr [[M]], align 8
// CHECK: [[TID:%.*]] = load i32, ptr %0, align 4
// CHECK-NOT: fx_sim_access
// CHECK: call void @fx_sim_barrier(ptr %0, i32 0, i32 0, ptr @fx.site
// CHECK: call i64 @fx_sim_shuffle(ptr %0, i64 {{.*}}, i32 2, i32 {{.*}}, i32 1, i32 31, ptr @fx.site
// CHECK-NOT: fx_sim_access
// CHECKED: call void @fx_sim_access(ptr %0, ptr {{%.*}}, i64 4, i32 0, ptr @fx.site
// CHECKED-NEXT: load float
// CHECKED: call void @fx_sim_access(ptr %0, ptr {{%.*}}, i64 4, i32 1, ptr @fx.site
// CHECKED-NEXT: store float
// CHECKED: call void @fx_sim_barrier
// An atomic of the block.
// CHECKED: call void @fx_sim_access(ptr %0, ptr {{%.*}}, i64 4, i32 7, ptr @fx.site
// CHECKED-NEXT: atomicrmw add
// Local variables at constant offsets are not checked.
// CHECKED-NOT: fx_sim_access
// CHECKED: ret void
fx.func @flip(imm %p : !llvm.ptr, imm %n : i32) cc(kernel) target "sim" {
  %tile = fx.stack 256 x f32 : !llvm.ptr<3>
  %tid = nvvm.read.ptx.sreg.tid.x : i32
  %t = arith.extui %tid : i32 to i64
  %a = fx.offset %p, %t x f32 : !llvm.ptr, i64 -> !llvm.ptr
  %v = llvm.load %a : !llvm.ptr -> f32
  %s = fx.offset %tile, %t x f32 : !llvm.ptr<3>, i64 -> !llvm.ptr<3>
  llvm.store %v, %s : f32, !llvm.ptr<3>
  nvvm.barrier0
  %mask = arith.constant -1 : i32
  %one = arith.constant 1 : i32
  %clamp = arith.constant 31 : i32
  %q = nvvm.shfl.sync bfly %mask, %tid, %one, %clamp : i32 -> i32
  %g = llvm.addrspacecast %tile : !llvm.ptr<3> to !llvm.ptr
  %old = llvm.atomicrmw add %g, %q syncscope("block") monotonic : !llvm.ptr, i32
  %x = fx.var "x" : !fx.ref<i32>
  fx.call @touch(mut %x) : (!fx.ref<i32>) -> ()
  %y = fx.load %x : !fx.ref<i32> -> i32
  fx.return
}
// Functions that stay pass the thread on.
// CHECK: define internal fastcc void @touch.sim(ptr %0, ptr noundef nonnull align 4 dereferenceable(4) %1)
fx.func @touch(mut %v : !fx.ref<i32>) inline(never) { fx.return }
