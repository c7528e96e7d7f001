// Device operations that have an instruction; `gpu` ids are `nvvm` ones.
// RUN: fornax-codegen %s --target=sm_90a --emit=ptx | FileCheck %s
// CHECK: .visible .entry ops(
// CHECK-DAG: mov.u32 {{.*}}, %tid.x;
// CHECK-DAG: mov.u32 {{.*}}, %laneid;
// CHECK-DAG: mov.u32 {{.*}}, %ctaid.y;
// CHECK-DAG: shfl.sync.bfly.b32
// CHECK-DAG: atom.{{.*}}add.u32
// CHECK-DAG: sqrt.rn.f32
// CHECK-DAG: ex2.approx.ftz.f32
// CHECK-DAG: setmaxnreg.inc.sync.aligned.u32 240
fx.func @ops(imm %p : !llvm.ptr, imm %x : f32) cc(kernel) target "sm_90a" {
  %t = nvvm.read.ptx.sreg.tid.x : i32
  %l = nvvm.read.ptx.sreg.laneid : i32
  %c = nvvm.read.ptx.sreg.ctaid.y : i32
  %mask = arith.constant -1 : i32
  %one = arith.constant 1 : i32
  %clamp = arith.constant 31 : i32
  %s = nvvm.shfl.sync bfly %mask, %t, %one, %clamp : i32 -> i32
  %sum = arith.addi %s, %l : i32
  %all = arith.addi %sum, %c : i32
  %old = llvm.atomicrmw add %p, %all syncscope("device") monotonic : !llvm.ptr, i32
  %q = math.sqrt %x : f32
  %e = nvvm.inline_ptx "ex2.approx.ftz.f32 {$w0}, {$r0};" ro (%q : f32) -> f32
  nvvm.setmaxregister increase 240
  llvm.store %e, %p : f32, !llvm.ptr
  fx.return
}
