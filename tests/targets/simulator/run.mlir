// A kernel through its descriptor on the simulator: shared memory, a barrier, results; with checks a stray access is reported.
// RUN: fornax-codegen %s --emit=run --entry=demo.main | FileCheck %s
// RUN: fornax-codegen %s --emit=run --entry=demo.main --checks | FileCheck %s
// RUN: fornax-codegen %s --emit=exe --entry=demo.main -o %t && %t | FileCheck %s
// RUN: sed 's/constant 256 : i32 \/\/ threads/constant 512 : i32/' %s > %t.mlir
// RUN: fornax-codegen %t.mlir --emit=run --entry=demo.main --checks | FileCheck %s --check-prefix=STRAY
// CHECK: status (null)
// CHECK-NEXT: last 0
// CHECK-NEXT: first 255
// STRAY: out of bounds: read of 4 bytes at byte 1024 of a device buffer of 1024 bytes
fx.func @printf(imm : !llvm.ptr) -> i32 cc(c)
fx.func @fx_device_open(imm : !llvm.ptr, imm : i32, imm : !llvm.ptr) -> !llvm.ptr cc(c)
fx.func @fx_stream_create(imm : !llvm.ptr, imm : i32, imm : !llvm.ptr) -> !llvm.ptr cc(c)
fx.func @fx_stream_sync(imm : !llvm.ptr) -> !llvm.ptr cc(c)
fx.func @fx_buffer_create(imm : !llvm.ptr, imm : i64, imm : i32, imm : !llvm.ptr) -> !llvm.ptr cc(c)
fx.func @fx_copy(imm : !llvm.ptr, imm : !llvm.ptr, imm : !llvm.ptr, imm : i64, imm : i32) -> !llvm.ptr cc(c)
fx.func @fx_launch(imm : !llvm.ptr, imm : !llvm.ptr, imm : !llvm.ptr, imm : !llvm.ptr) -> !llvm.ptr cc(c)
fx.global @status #fx.bytes<"status %s\n\00"> align 1
fx.global @last #fx.bytes<"last %d\n\00"> align 1
fx.global @first #fx.bytes<"first %d\n\00"> align 1
fx.global @api #fx.bytes<"sim\00"> align 1
fx.kernel @k.flip entry @flip offsets [0, 8] sizes [8, 4] block 12

fx.func @fill(imm %p : !llvm.ptr, imm %n : i64) {
  %i = fx.var : !fx.ref<i64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  fx.store %zero, %i : i64, !fx.ref<i64>
  cf.br ^head
^head:
  %v = fx.load %i : !fx.ref<i64> -> i64
  %more = arith.cmpi slt, %v, %n : i64
  cf.cond_br %more, ^body, ^done
^body:
  %at = fx.offset %p, %v x i32 : !llvm.ptr, i64 -> !llvm.ptr
  %w = arith.trunci %v : i64 to i32
  llvm.store %w, %at : i32, !llvm.ptr
  %next = arith.addi %v, %one : i64
  fx.store %next, %i : i64, !fx.ref<i64>
  cf.br ^head
^done:
  fx.return
}
fx.func @demo.main() -> i32 {
  %api = fx.global_ref @api : !llvm.ptr
  %z = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %n = arith.constant 256 : i64
  %bytes = arith.constant 1024 : i64
  %slot = fx.stack 1 x !llvm.ptr : !llvm.ptr
  %a = fx.call @fx_device_open(imm %api, imm %z, imm %slot) : (!llvm.ptr, i32, !llvm.ptr) -> !llvm.ptr
  %device = llvm.load %slot : !llvm.ptr -> !llvm.ptr
  %b = fx.call @fx_stream_create(imm %device, imm %z, imm %slot) : (!llvm.ptr, i32, !llvm.ptr) -> !llvm.ptr
  %stream = llvm.load %slot : !llvm.ptr -> !llvm.ptr
  %c = fx.call @fx_buffer_create(imm %stream, imm %bytes, imm %z, imm %slot) : (!llvm.ptr, i64, i32, !llvm.ptr) -> !llvm.ptr
  %buffer = llvm.load %slot : !llvm.ptr -> !llvm.ptr
  %host = fx.stack 256 x i32 : !llvm.ptr
  fx.call @fill(imm %host, imm %n) : (!llvm.ptr, i64) -> ()
  %d = fx.call @fx_copy(imm %stream, imm %buffer, imm %host, imm %bytes, imm %z) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i64, i32) -> !llvm.ptr
  // The argument block: the buffer at 0, the count at 8.
  %block = fx.stack 2 x i64 : !llvm.ptr
  llvm.store %buffer, %block : !llvm.ptr, !llvm.ptr
  %n32 = arith.constant 256 : i32
  %at8 = llvm.getelementptr %block[8] : (!llvm.ptr) -> !llvm.ptr, i8
  llvm.store %n32, %at8 : i32, !llvm.ptr
  // fx_launch_config: one block of 256 threads.
  %config = fx.stack 7 x i64 : !llvm.ptr
  %size = arith.constant 56 : i64
  %nil = arith.constant 0 : i8
  "llvm.intr.memset"(%config, %nil, %size) <{isVolatile = false}> : (!llvm.ptr, i8, i64) -> ()
  %threads = arith.constant 256 : i32 // threads
  llvm.store %one, %config : i32, !llvm.ptr
  %c4 = llvm.getelementptr %config[4] : (!llvm.ptr) -> !llvm.ptr, i8
  llvm.store %one, %c4 : i32, !llvm.ptr
  %c8 = llvm.getelementptr %config[8] : (!llvm.ptr) -> !llvm.ptr, i8
  llvm.store %one, %c8 : i32, !llvm.ptr
  %c12 = llvm.getelementptr %config[12] : (!llvm.ptr) -> !llvm.ptr, i8
  llvm.store %threads, %c12 : i32, !llvm.ptr
  %c16 = llvm.getelementptr %config[16] : (!llvm.ptr) -> !llvm.ptr, i8
  llvm.store %one, %c16 : i32, !llvm.ptr
  %c20 = llvm.getelementptr %config[20] : (!llvm.ptr) -> !llvm.ptr, i8
  llvm.store %one, %c20 : i32, !llvm.ptr
  %k = fx.kernel_ref @k.flip : !llvm.ptr
  %e = fx.call @fx_launch(imm %stream, imm %k, imm %config, imm %block) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> !llvm.ptr
  %f = fx.call @fx_copy(imm %stream, imm %host, imm %buffer, imm %bytes, imm %z) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i64, i32) -> !llvm.ptr
  %s = fx.call @fx_stream_sync(imm %stream) : (!llvm.ptr) -> !llvm.ptr
  %t0 = fx.global_ref @status : !llvm.ptr
  %p0 = fx.call @printf(imm %t0, imm %s) {num_fixed = 1 : i32} : (!llvm.ptr, !llvm.ptr) -> i32
  %t1 = fx.global_ref @last : !llvm.ptr
  %l = llvm.getelementptr %host[255] : (!llvm.ptr) -> !llvm.ptr, i32
  %lv = llvm.load %l : !llvm.ptr -> i32
  %p1 = fx.call @printf(imm %t1, imm %lv) {num_fixed = 1 : i32} : (!llvm.ptr, i32) -> i32
  %t2 = fx.global_ref @first : !llvm.ptr
  %fv = llvm.load %host : !llvm.ptr -> i32
  %p2 = fx.call @printf(imm %t2, imm %fv) {num_fixed = 1 : i32} : (!llvm.ptr, i32) -> i32
  fx.return %z : i32
}
module attributes {fx.target = "sim"} {
fx.func @flip(imm %p : !llvm.ptr "p", imm %n : i32 "n") cc(kernel) target "sim" {
  %tile = fx.stack 512 x i32 : !llvm.ptr<3>
  %tid = nvvm.read.ptx.sreg.tid.x : i32
  %t = arith.extui %tid : i32 to i64
  %a = fx.offset %p, %t x i32 : !llvm.ptr, i64 -> !llvm.ptr
  %v = llvm.load %a : !llvm.ptr -> i32
  %s = fx.offset %tile, %t x i32 : !llvm.ptr<3>, i64 -> !llvm.ptr<3>
  llvm.store %v, %s : i32, !llvm.ptr<3>
  nvvm.barrier0
  %one = arith.constant 1 : i32
  %last = arith.subi %n, %one : i32
  %r = arith.subi %last, %tid : i32
  %r64 = arith.extsi %r : i32 to i64
  %o = fx.offset %tile, %r64 x i32 : !llvm.ptr<3>, i64 -> !llvm.ptr<3>
  %w = llvm.load %o : !llvm.ptr<3> -> i32
  llvm.store %w, %a : i32, !llvm.ptr
  fx.return
}
}
