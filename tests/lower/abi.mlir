// How each kind of argument and result crosses a call of the language's own functions.
// RUN: fornax-codegen %s --emit=llvm -O0 | FileCheck %s
// RUN: fornax-codegen %s --emit=llvm -O0 --target=sm_90a | FileCheck %s --check-prefix=GPU

fx.struct "Pair" #fx.body<size 16 align 8 fields [("x", i64, 0), ("y", f64, 8)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Text" #fx.body<size 24 align 8 fields [("data", !llvm.ptr, 0), ("len", i64, 8), ("cap", i64, 16)] flags [rp, movable, deinitable, trivial_copy, trivial_move, trivial_destroy]>
fx.struct "Five" #fx.body<size 40 align 8 fields [("e", !fx.array<5 x i64>, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Pinned" #fx.body<size 8 align 8 fields [("x", i64, 0)] flags [trivial_destroy, deinitable]>
fx.struct "None" #fx.body<size 0 align 1 fields [] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Maybe" #fx.body<size 16 align 8 fields [("value", !fx.union<i64, !fx.struct<"None">>, 0), ("tag", i8, 8)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Bool" #fx.body<size 1 align 1 fields [("value", i1, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>

// A leaf is itself; a bool travels as a bit.
// CHECK: define internal fastcc i64 @leaves(i64 noundef %0, i1 noundef %1, <4 x float> noundef %2, ptr noundef %3)
fx.func @leaves(imm %a : i64, imm %b : i1, imm %c : vector<4xf32>, imm %p : !llvm.ptr) -> i64 { fx.return %a : i64 }

// Up to four leaves and 32 bytes are exploded and spilled at the entry; more go by address.
// CHECK: define internal fastcc void @exploded(i64 noundef %0, double noundef %1)
// CHECK-NEXT: alloca [16 x i8], align 8
// CHECK-NEXT: store i64 %0, ptr [[P:%.*]], align 8
// CHECK-NEXT: [[Y:%.*]] = getelementptr inbounds nuw i8, ptr [[P]], i32 8
// CHECK-NEXT: store double %1, ptr [[Y]], align 8
// GPU: define internal fastcc void @exploded(i64 noundef %0, double noundef %1)
fx.func @exploded(imm %p : !fx.ref<!fx.struct<"Pair">>) { fx.return }
// CHECK: define internal fastcc void @large(ptr noundef nonnull align 8 dereferenceable(40) %0)
// GPU: define internal fastcc void @large(i64 noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4)
fx.func @large(imm %p : !fx.ref<!fx.struct<"Five">>) { fx.return }

// What a union holds may be undefined.
// CHECK: define internal fastcc void @maybe(i64 %0, i8 noundef %1)
fx.func @maybe(imm %p : !fx.ref<!fx.struct<"Maybe">>) { fx.return }

// `mut` and `ref` are addresses; owned ones alias nothing.
// CHECK: define internal fastcc void @places(ptr noundef nonnull align 8 dereferenceable(16) %0, ptr noalias noundef nonnull align 8 dereferenceable(8) %1)
fx.func @places(mut %p : !fx.ref<!fx.struct<"Pair">>, var %q : !fx.ref<!fx.struct<"Pinned">>) { fx.return }

// CHECK: define internal fastcc void @by_address(ptr noundef nonnull align 8 dereferenceable(8) %0)
fx.func @by_address(imm by_address %n : !fx.ref<i64>) { fx.return }

// Nobody writes to what a closure has in memory while its body runs, if that only reads: the marked ones alias nothing.
// CHECK: define internal fastcc void @closure(ptr noalias noundef nonnull align 8 dereferenceable(40) %0, i64 noundef %1)
fx.func @closure(imm %self : !fx.ref<!fx.struct<"Five">>, imm %x : i64) attributes {fx.constant_environment} { fx.return }

// Empty types are not there; their address is their alignment.
// CHECK: define internal fastcc ptr @empty()
// CHECK: inttoptr (i64 1 to ptr)
fx.func @empty(ref %n : !fx.ref<!fx.struct<"None">>) -> !fx.ref<!fx.struct<"None">> { fx.return %n : !fx.ref<!fx.struct<"None">> }

// Three words fit RAX, RDX, RCX; with the flag of a raising function they do not.
// CHECK: define internal fastcc { ptr, i64, i64 } @three()
fx.func @three(out %r : !fx.ref<!fx.struct<"Text">>) {
  %p = llvm.mlir.zero : !llvm.ptr
  %f = fx.field %r[0] : !fx.ref<!fx.struct<"Text">> -> !fx.ref<!llvm.ptr>
  fx.store %p, %f : !llvm.ptr, !fx.ref<!llvm.ptr>
  fx.return
}
// CHECK: define internal fastcc i1 @three_raising(ptr noalias noundef nonnull align 8 dereferenceable(24) %0, ptr noalias noundef nonnull align 8 dereferenceable(24) %1)
fx.func @three_raising(out %r : !fx.ref<!fx.struct<"Text">>, error %e : !fx.ref<!fx.struct<"Text">>) raises !fx.struct<"Text"> {
  fx.call @three(out %r) : (!fx.ref<!fx.struct<"Text">>) -> ()
  fx.return
}
// CHECK: define internal fastcc { i1, i64, double } @pair_raising()
// CHECK: ret { i1, i64, double } { i1 true, i64 poison, double poison }
fx.func @pair_raising(out %r : !fx.ref<!fx.struct<"Pair">>, error %e : !fx.ref<!fx.struct<"None">>) raises !fx.struct<"None"> { fx.raise }

// Types that are not register passable are built in place.
// CHECK: define internal fastcc void @pinned(ptr noalias noundef nonnull align 8 dereferenceable(8) %0)
fx.func @pinned(out %r : !fx.ref<!fx.struct<"Pinned">>) { fx.return }

// A value of three vector registers comes back through memory; the caller loads it.
// CHECK: define internal fastcc void @wide(ptr noalias noundef nonnull align 64 dereferenceable(512) %0, <128 x float> noundef %1)
// CHECK: store <128 x float> %1, ptr %0, align 64
fx.func @wide(imm %v : vector<128xf32>) -> vector<128xf32> { fx.return %v : vector<128xf32> }

// CHECK: define internal fastcc void @never() [[NEVER:#[0-9]+]]
fx.func @never() attributes {noreturn} { ub.unreachable }

// The caller's side.
// CHECK: define internal fastcc void @calls(ptr
// CHECK: [[X:%.*]] = load i64, ptr [[A:%.*]], align 8
// CHECK: [[Y:%.*]] = load double, ptr
// CHECK: call fastcc void @exploded(i64 [[X]], double [[Y]])
// CHECK: call fastcc void @large(ptr
// CHECK: [[R:%.*]] = call fastcc { i1, i64, double } @pair_raising()
// CHECK: [[FLAG:%.*]] = extractvalue { i1, i64, double } [[R]], 0
// CHECK: br i1 [[FLAG]], label %{{.*}}, label %{{[0-9]+}}{{$}}
fx.func @calls(mut %p : !fx.ref<!fx.struct<"Pair">>, mut %q : !fx.ref<!fx.struct<"Five">>) {
  fx.call @exploded(imm %p) : (!fx.ref<!fx.struct<"Pair">>) -> ()
  fx.call @large(imm %q) : (!fx.ref<!fx.struct<"Five">>) -> ()
  %e = fx.var : !fx.ref<!fx.struct<"None">>
  fx.invoke @pair_raising(out %p) to ^ok error ^bad into %e : (!fx.ref<!fx.struct<"Pair">>) -> (), !fx.ref<!fx.struct<"None">>
^ok:
  fx.return
^bad:
  fx.return
}
// CHECK: attributes [[NEVER]] = { cold noreturn nounwind
