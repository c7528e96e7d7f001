// RUN: not fornax-codegen %s --target=sim --emit=llvm 2>&1 | FileCheck %s
// CHECK: error: inline assembly cannot run on the simulator [inlinePtx]
fx.func @k(imm %x : f32) cc(kernel) target "sim" {
  %e = llvm.inline_asm has_side_effects "ex2.approx.f32 $0, $1;", "=f,f" %x : (f32) -> f32
  fx.return
}
