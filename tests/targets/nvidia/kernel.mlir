// Parameters stand at the offsets of the argument block; pointers point to global memory; shared memory is an object of the module.
// RUN: fornax-codegen %s --target=sm_90a --emit=llvm | FileCheck %s --check-prefix=IR
// RUN: fornax-codegen %s --target=sm_90a --emit=ptx | FileCheck %s
// RUN: fornax-codegen %s --target=sm_90a --emit=ptx | FileCheck %s --check-prefix=DYNAMIC
fx.struct "Shape" #fx.body<size 24 align 8 fields [("e", !fx.array<3 x i64>, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>

// IR: @"flip$dstack$d0" = internal addrspace(3) global [1024 x i8] poison, align 4
// IR: define dso_local ptx_kernel void @flip(ptr addrspace(1) noundef %0, i32 noundef %1, i8 noundef %2)
// CHECK: .visible .entry flip(
// CHECK: .maxntid 256
// CHECK: .shared .align 4 .b8 flip$dstack$d0[1024];
// CHECK: ld.global.b32
// CHECK: st.shared.b32
// CHECK: bar.sync 0;
// CHECK: st.global.b32
fx.kernel @k.flip entry @flip offsets [0, 8, 12] sizes [8, 4, 1] block 13 {launch = {maxntid = array<i32: 256>}}
fx.func @flip(imm %p : !llvm.ptr, imm %n : i32, imm %b : i1) cc(kernel) target "sm_90a" {
  %tile = fx.stack 256 x f32 : !llvm.ptr<3>
  %tid = nvvm.read.ptx.sreg.tid.x : i32
  %t = arith.extui %tid : i32 to i64
  %a = fx.offset %p, %t x f32 : !llvm.ptr, i64 -> !llvm.ptr
  %v = llvm.load %a : !llvm.ptr -> f32
  %s = fx.offset %tile, %t x f32 : !llvm.ptr<3>, i64 -> !llvm.ptr<3>
  llvm.store %v, %s : f32, !llvm.ptr<3>
  nvvm.barrier0
  %one = arith.constant 1 : i32
  %last = arith.subi %n, %one : i32
  %r = arith.subi %last, %tid : i32
  %r64 = arith.extui %r : i32 to i64
  %o = fx.offset %tile, %r64 x f32 : !llvm.ptr<3>, i64 -> !llvm.ptr<3>
  %w = llvm.load %o : !llvm.ptr<3> -> f32
  llvm.store %w, %a : f32, !llvm.ptr
  fx.return
}

// Structs, vectors and wide integers go by value in the parameter block.
// IR: define dso_local ptx_kernel void @by_value(ptr addrspace(1) noundef %0, ptr byval([24 x i8]) align 8 "nvvm.grid_constant" %1, ptr byval([16 x i8]) align 16 "nvvm.grid_constant" %2)
// CHECK: .visible .entry by_value(
// CHECK-NEXT: .param .u64 .ptr .global .align 1 by_value_param_0,
// CHECK-NEXT: .param .align 8 .b8 by_value_param_1[24],
// CHECK-NEXT: .param .align 16 .b8 by_value_param_2[16]
// CHECK: ld.param.{{.*}} [by_value_param_1+20];
fx.func @by_value(imm %p : !llvm.ptr, imm %s : !fx.ref<!fx.struct<"Shape">>, imm %v : vector<4xf32>) cc(kernel) target "sm_90a" {
  %a = fx.address_of %s : !fx.ref<!fx.struct<"Shape">> -> !llvm.ptr
  %two = arith.constant 2 : i64
  %e = fx.offset %a, %two x i64 : !llvm.ptr, i64 -> !llvm.ptr
  %x = llvm.load %e : !llvm.ptr -> i64
  llvm.store %x, %p : i64, !llvm.ptr
  %y = vector.extract %v[3] : f32 from vector<4xf32>
  llvm.store %y, %p : f32, !llvm.ptr
  fx.return
}

// The launch's dynamic part of shared memory.
// DYNAMIC: .extern .shared .align 16 .b8 dynamic$dshared[];
fx.func @dynamic(imm %p : !llvm.ptr) cc(kernel) target "sm_90a" {
  %d = fx.stack 0 x f32 : !llvm.ptr<3>
  %v = llvm.load %d : !llvm.ptr<3> -> f32
  llvm.store %v, %p : f32, !llvm.ptr
  fx.return
}
