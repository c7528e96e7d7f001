// What a kernel cannot have is said here, with the way it was reached, and not by the back end.
// RUN: not fornax-codegen %s --target=sm_90a --emit=ptx 2>&1 | FileCheck %s
fx.func @puts(imm : !llvm.ptr) -> i32 cc(c)

// CHECK-DAG: error: `fact` calls itself, which kernels for NVIDIA GPUs cannot do [deviceRecursion]
fx.func @fact(imm %n : i64) -> i64 {
  %one = arith.constant 1 : i64
  %c = arith.cmpi sle, %n, %one : i64
  cf.cond_br %c, ^base, ^more
^base:
  fx.return %one : i64
^more:
  %m = arith.subi %n, %one : i64
  %r = fx.call @fact(imm %m) : (i64) -> i64
  %p = arith.muli %r, %n : i64
  fx.return %p : i64
}
// CHECK-DAG: error: `puts` is a function of the host, which a kernel for NVIDIA GPUs cannot call [deviceExternalCall]
// CHECK-DAG: error: a call through a function pointer cannot be made in a kernel for NVIDIA GPUs [deviceIndirectCall]
// CHECK-DAG: error: operation `math.erf` has no instruction on NVIDIA GPUs [deviceOperation]
// CHECK-DAG: error: a conversion between floats and integers of more than 64 bits is not possible on NVIDIA GPUs [deviceWideConversion]
// CHECK-DAG: warning: call of `kept` stays a call in a kernel, because `kept` is never inlined [deviceCallKept]
// CHECK-DAG: note: called from here
fx.func @kept(imm %n : i64) -> i64 inline(never) { fx.return %n : i64 }
fx.func @inner(imm %x : f32) -> f32 {
  %e = math.erf %x : f32
  fx.return %e : f32
}
fx.func @k(imm %p : !llvm.ptr, imm %n : i64, imm %x : f32) cc(kernel) target "sm_90a" {
  %a = fx.call @fact(imm %n) : (i64) -> i64
  %b = fx.call @puts(imm %p) : (!llvm.ptr) -> i32
  %f = llvm.load %p : !llvm.ptr -> !llvm.ptr
  %c = fx.call %f(imm %n) : (i64) -> i64
  %d = fx.call @inner(imm %x) : (f32) -> f32
  %w = arith.fptosi %x : f32 to i128
  %k = fx.call @kept(imm %n) : (i64) -> i64
  llvm.store %w, %p : i128, !llvm.ptr
  llvm.store %a, %p : i64, !llvm.ptr
  llvm.store %c, %p : i64, !llvm.ptr
  llvm.store %d, %p : f32, !llvm.ptr
  llvm.store %k, %p : i64, !llvm.ptr
  fx.return
}
