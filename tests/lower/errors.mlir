// RUN: not fornax-codegen %s --emit=llvm 2>&1 | FileCheck %s
// CHECK-DAG: error: operation `nvvm.barrier0` cannot be compiled for `cpu` [operationNotLowered]
// CHECK-DAG: error: `fx.unknown` exists at compile time only [compileTimeOnly]
// CHECK-DAG: error: C symbol `strange` is declared with two different types [symbolDeclaredTwice]
fx.func @barrier() {
  nvvm.barrier0
  fx.return
}
// CHECK-DAG: error: operation `llvm.nvvm.barrier0` cannot be compiled for `cpu` [operationNotLowered]
fx.func @intrinsic() {
  llvm.call_intrinsic "llvm.nvvm.barrier0"() : () -> ()
  fx.return
}
fx.func @unknown() -> i1 {
  %u = fx.unknown : i1
  fx.return %u : i1
}
fx.func @"a.strange"(imm : i32) cc(c) attributes {link_name = "strange"}
fx.func @"b.strange"(imm : i64) cc(c) attributes {link_name = "strange"}
fx.func @both(imm %a : i32, imm %b : i64) {
  fx.call @"a.strange"(imm %a) : (i32) -> ()
  fx.call @"b.strange"(imm %b) : (i64) -> ()
  fx.return
}
