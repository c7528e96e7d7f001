// RUN: not fornax-codegen %s --emit=fx 2>&1 | FileCheck %s
// CHECK: error: `@always_inline` function `ping` calls itself
// CHECK: note: `ping` calls `pong` here
// CHECK: note: `pong` calls `ping` here
fx.func @ping(imm %n : i64) inline(always) {
  fx.call @pong(imm %n) : (i64) -> ()
  fx.return
}
fx.func @pong(imm %n : i64) inline(always) {
  fx.call @ping(imm %n) : (i64) -> ()
  fx.return
}
