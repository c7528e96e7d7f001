// Symbols that linkers and profilers can read; PTX has no dots.
// RUN: fornax-codegen %s --emit=llvm -O0 | FileCheck %s
// RUN: fornax-codegen %s --emit=llvm -O0 --target=sm_80 | FileCheck %s --check-prefix=GPU
// RUN: fornax-codegen %s --emit=llvm -O0 --target=sim | FileCheck %s --check-prefix=SIM
// CHECK: define internal fastcc void @"std.List$bInt$e.append$omut$sself$p"()
// GPU: define internal fastcc void @"std$dList$bInt$e$dappend$omut$sself$p"()
// SIM: define internal fastcc void @"std.List$bInt$e.append$omut$sself$p.sim"(ptr %0)
fx.func @"std.List[Int].append(mut self)"() { fx.return }
// CHECK: define dso_local i32 @visible(i32 noundef %0)
fx.func @"demo.visible"(imm %a : i32) -> i32 cc(c) exported attributes {link_name = "visible"} { fx.return %a : i32 }
