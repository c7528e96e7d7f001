// RUN: fornax-codegen %s --emit=fx -O0 | FileCheck %s
// RUN: fornax-codegen %s --emit=fx -O0 -g | FileCheck %s --check-prefix=DEBUG

// Stores reach loads, unused operations go, constants fold, known branches are taken.
// CHECK-LABEL: fx.func @forward
// CHECK-NEXT: %[[C:.*]] = arith.constant 7 : i64
// CHECK-NEXT: %[[S:.*]] = arith.addi %a, %[[C]]
// CHECK-NEXT: cf.br
// DEBUG-LABEL: fx.func @forward
// DEBUG: fx.var "named"
// DEBUG: fx.load
fx.func @forward(imm %a : i64 "a") -> i64 {
  %t = fx.var : !fx.ref<i64>
  %n = fx.var "named" : !fx.ref<i64>
  %three = arith.constant 3 : i64
  %four = arith.constant 4 : i64
  %seven = arith.addi %three, %four : i64
  fx.store %seven, %t : i64, !fx.ref<i64>
  %l = fx.load %t : !fx.ref<i64> -> i64
  %s = arith.addi %a, %l : i64
  fx.store %s, %n : i64, !fx.ref<i64>
  %unused = arith.muli %a, %a : i64
  %c = arith.cmpi slt, %three, %four : i64
  cf.cond_br %c, ^yes, ^no
^yes:
  %r = fx.load %n : !fx.ref<i64> -> i64
  fx.return %r : i64
^no:
  fx.return %a : i64
}

// A place behind a pointer and back is the place.
// CHECK-LABEL: fx.func @round_trip
// CHECK-NEXT: fx.load %p
// CHECK-NEXT: fx.return
fx.func @round_trip(ref %p : !fx.ref<i64> "p") -> i64 {
  %a = fx.address_of %p : !fx.ref<i64> -> !llvm.ptr
  %q = fx.deref %a : !llvm.ptr -> !fx.ref<i64>
  %v = fx.load %q : !fx.ref<i64> -> i64
  fx.return %v : i64
}

// A variable whose address leaves stays.
// CHECK-LABEL: fx.func @escapes
// CHECK: fx.var
// CHECK: fx.load
fx.func @escapes(imm %a : i64) -> i64 {
  %t = fx.var : !fx.ref<i64>
  fx.store %a, %t : i64, !fx.ref<i64>
  fx.call @change(mut %t) : (!fx.ref<i64>) -> ()
  %v = fx.load %t : !fx.ref<i64> -> i64
  fx.return %v : i64
}
fx.func @change(mut : !fx.ref<i64>)

// Re-execution in a loop makes a new variable: the store of the last turn does not reach its load.
// CHECK-LABEL: fx.func @loop
// CHECK: ^[[BODY:.*]]:
// CHECK: fx.var
// CHECK: fx.load
fx.func @loop(imm %c : i1, imm %a : i64) -> i64 {
  cf.br ^body
^body:
  %t = fx.var : !fx.ref<i64>
  cf.cond_br %c, ^set, ^get
^set:
  fx.store %a, %t : i64, !fx.ref<i64>
  cf.br ^get
^get:
  %v = fx.load %t : !fx.ref<i64> -> i64
  cf.cond_br %c, ^body, ^end
^end:
  fx.return %v : i64
}
