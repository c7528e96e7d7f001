// RUN: %fornax-opt --own %s | FileCheck %s
!L = !fx.struct<"L">
!T = !fx.struct<"Tracked">
fx.struct "L" #fx.body<size 8 align 8 fields [] destroy @L.deinit flags [movable, deinitable]>
fx.struct "Tracked" #fx.body<size 8 align 8 fields [] copy @T.copy destroy @T.deinit flags [movable, deinitable, implicit_copy]>
fx.struct "Pair" #fx.body<size 16 align 8 fields [("first", !fx.struct<"L">, 0), ("second", !fx.struct<"L">, 8)] destroy @Pair.deinit flags [movable, deinitable]>

// An owned argument is passed from where it is; so is the last use of a copied one.
// CHECK-LABEL: fx.func @arguments
// CHECK-NEXT: fx.call "take"(var %x)
// CHECK-NEXT: fx.call "take"(var %y)
// CHECK-NEXT: fx.return
fx.func @arguments(var %x: !fx.ref<!L> "x", var %y: !fx.ref<!T> "y") {
  %t = fx.var place 2 : !fx.ref<!L>
  fx.move %x -> %t : !fx.ref<!L>, !fx.ref<!L>
  fx.call "take"(var %t) : (!fx.ref<!L>) -> ()
  %u = fx.var place 3 : !fx.ref<!T>
  fx.copy implicit %y -> %u : !fx.ref<!T>, !fx.ref<!T>
  fx.call "take"(var %u) : (!fx.ref<!T>) -> ()
  fx.return
}

// The old value of x is read by nobody: the raising call builds in place. Where it is still there at the call, the temporary stays.
// CHECK-LABEL: fx.func @results
// CHECK: fx.destroy %x
// CHECK: fx.invoke "make"(out %x)
// CHECK-NOT: fx.move
// CHECK-LABEL: fx.func @old_value_needed
// CHECK: fx.call "again"(imm %x, out %[[T:[a-z0-9_]+]])
// CHECK-NEXT: fx.destroy %x
// CHECK-NEXT: fx.move %[[T]] -> %x
fx.func @results() raises !L {
  %x = fx.var place 0 "x" : !fx.ref<!L>
  fx.call "make"(out %x) : (!fx.ref<!L>) -> ()
  %t = fx.var place 1 : !fx.ref<!L>
  fx.invoke "make"(out %t) to ^ok error ^bad : (!fx.ref<!L>) -> ()
^ok:
  fx.move %t -> %x assign : !fx.ref<!L>, !fx.ref<!L>
  fx.call "use"(imm %x) : (!fx.ref<!L>) -> ()
  fx.return
^bad:
  fx.raise
}
fx.func @old_value_needed() {
  %x = fx.var place 0 "x" : !fx.ref<!L>
  fx.call "make"(out %x) : (!fx.ref<!L>) -> ()
  %t = fx.var place 1 : !fx.ref<!L>
  fx.call "again"(imm %x, out %t) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  fx.move %t -> %x assign : !fx.ref<!L>, !fx.ref<!L>
  fx.call "use"(imm %x) : (!fx.ref<!L>) -> ()
  fx.return
}

// A field that is named only after the call; and one whose sibling the call reads, which stays in a temporary.
// CHECK-LABEL: fx.func @fields
// CHECK: fx.call "take"
// CHECK-NEXT: %[[F:[0-9]+]] = fx.field %w[0]
// CHECK-NEXT: fx.call "make"(out %[[F]])
// CHECK: fx.call "from"(imm %{{.*}}, out %t)
// CHECK: fx.move %t ->
fx.func @fields(var %w: !fx.ref<!fx.struct<"Pair">> "w") {
  %a = fx.field %w[0] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  fx.call "take"(var %a) : (!fx.ref<!L>) -> ()
  %t = fx.var place 1 : !fx.ref<!L>
  fx.call "make"(out %t) : (!fx.ref<!L>) -> ()
  %b = fx.field %w[0] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  fx.move %t -> %b assign : !fx.ref<!L>, !fx.ref<!L>
  fx.call "take"(var %b) : (!fx.ref<!L>) -> ()
  %u = fx.var place 2 : !fx.ref<!L>
  %s = fx.field %w[1] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  fx.call "from"(imm %s, out %u) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  fx.move %u -> %b assign : !fx.ref<!L>, !fx.ref<!L>
  fx.call "use"(imm %w) : (!fx.ref<!fx.struct<"Pair">>) -> ()
  fx.return
}
