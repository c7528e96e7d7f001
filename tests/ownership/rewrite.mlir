// RUN: %fornax-opt --own %s | FileCheck %s
!L = !fx.struct<"L">
!T = !fx.struct<"Tracked">
fx.struct "L" #fx.body<size 8 align 8 fields [] destroy @L.deinit flags [movable, deinitable]>
fx.struct "Tracked" #fx.body<size 8 align 8 fields [] copy @T.copy destroy @T.deinit flags [movable, deinitable, implicit_copy]>
fx.struct "Pair" #fx.body<size 16 align 8 fields [("first", !fx.struct<"L">, 0), ("second", !fx.struct<"L">, 8)] destroy @Pair.deinit flags [movable, deinitable]>

// A copy whose source dies there is a move; one whose target is not used is not made. Annotations are gone.
// CHECK-LABEL: fx.func @copies
// CHECK-NEXT: %a = fx.var "a" : <!fx.struct<"Tracked">>
// CHECK-NEXT: %b = fx.var "b"
// CHECK-NEXT: %c = fx.var "c"
// CHECK-NEXT: fx.call "make"(out %a)
// CHECK-NEXT: fx.move %a -> %c
// CHECK-NEXT: fx.call "use"(imm %c)
// CHECK-NEXT: fx.destroy %c
// CHECK-NEXT: fx.return
fx.func @copies() {
  %a = fx.var place 0 "a" : !fx.ref<!T>
  %b = fx.var place 1 "b" : !fx.ref<!T>
  %c = fx.var place 2 "c" : !fx.ref<!T>
  fx.call "make"(out %a) : (!fx.ref<!T>) -> ()
  fx.copy implicit %a -> %b : !fx.ref<!T>, !fx.ref<!T>
  fx.copy implicit %a -> %c assign : !fx.ref<!T>, !fx.ref<!T>
  fx.call "use"(imm %c) : (!fx.ref<!T>) -> ()
  fx.return
}

// What the raising call used last dies at the head of both edges, then what only the other edge needs. Equal error edges share a block.
// CHECK-LABEL: fx.func @raising
// CHECK: fx.invoke "f"(imm %a) to ^[[OK:bb[0-9]+]] error ^[[BOTH:bb[0-9]+]] :
// CHECK: ^[[OK]]:
// CHECK-NEXT: fx.destroy %a
// CHECK-NEXT: fx.invoke "g"() to ^[[OK2:bb[0-9]+]] error ^[[ONLY_B:bb[0-9]+]] :
// CHECK: ^[[OK2]]:
// CHECK-NEXT: fx.invoke "g"() to ^[[OK3:bb[0-9]+]] error ^[[ONLY_B]] :
// CHECK: ^[[OK3]]:
// CHECK-NEXT: fx.call "use"(imm %b)
// CHECK-NEXT: fx.destroy %b
// CHECK-NEXT: fx.return
// CHECK: ^[[BOTH]]:
// CHECK-NEXT: fx.destroy %a
// CHECK-NEXT: fx.destroy %b
// CHECK-NEXT: cf.br ^[[BAD:bb[0-9]+]]
// CHECK: ^[[ONLY_B]]:
// CHECK-NEXT: fx.destroy %b
// CHECK-NEXT: cf.br ^[[BAD]]
// CHECK: ^[[BAD]]:
// CHECK-NEXT: fx.raise
fx.func @raising() raises !L {
  %a = fx.var place 0 "a" : !fx.ref<!L>
  %b = fx.var place 1 "b" : !fx.ref<!L>
  fx.call "make"(out %a) : (!fx.ref<!L>) -> ()
  fx.call "make"(out %b) : (!fx.ref<!L>) -> ()
  fx.invoke "f"(imm %a) to ^ok error ^bad : (!fx.ref<!L>) -> ()
^ok:
  fx.invoke "g"() to ^ok2 error ^bad : () -> ()
^ok2:
  fx.invoke "g"() to ^ok3 error ^bad : () -> ()
^ok3:
  fx.call "use"(imm %b) : (!fx.ref<!L>) -> ()
  fx.return
^bad:
  fx.raise
}

// A field is destroyed through its own reference where its value is not read again; what was moved out and restored dies with the whole.
// CHECK-LABEL: fx.func @fields(var %w
// CHECK-NEXT: %[[S:[0-9]+]] = fx.field %w[1]
// CHECK-NEXT: fx.destroy %[[S]]
// CHECK: fx.call "sink"(var
// CHECK: fx.call "make"
// CHECK-NEXT: fx.call "make"
// CHECK-NEXT: fx.destroy %w
fx.func @fields(var %w: !fx.ref<!fx.struct<"Pair">> "w") {
  %f = fx.field %w[0] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  fx.call "sink"(var %f) : (!fx.ref<!L>) -> ()
  %s = fx.field %w[1] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  fx.call "make"(out %s) : (!fx.ref<!L>) -> ()
  fx.call "make"(out %f) : (!fx.ref<!L>) -> ()
  fx.return
}

// A pointer keeps what it points to; `use` and `extend` leave nothing behind.
// CHECK-LABEL: fx.func @held
// CHECK: %[[P:.*]] = fx.load %p : <!llvm.ptr> -> !llvm.ptr
// CHECK-NEXT: fx.call "print"(imm %[[P]])
// CHECK-NEXT: fx.destroy %a
// CHECK-NEXT: fx.call "end"()
// CHECK-NEXT: fx.destroy %b
// CHECK-NEXT: fx.call "end"()
// CHECK-NEXT: fx.return
fx.func @held(var %b: !fx.ref<!L> "b") {
  %a = fx.var place 1 "a" : !fx.ref<!L>
  fx.call "make"(out %a) : (!fx.ref<!L>) -> ()
  %p = fx.var place 2 "p" holds <1> : !fx.ref<!llvm.ptr>
  %x = fx.call "point"(imm %a) origins <1> : (!fx.ref<!L>) -> !llvm.ptr
  fx.store %x, %p : !llvm.ptr, !fx.ref<!llvm.ptr>
  %y = fx.load %p origins <1> : !fx.ref<!llvm.ptr> -> !llvm.ptr
  fx.call "print"(imm %y) : (!llvm.ptr) -> ()
  fx.call "end"() : () -> ()
  fx.use %b : !fx.ref<!L>
  fx.call "end"() : () -> ()
  fx.return
}

// Raw storage counts as initialised; what is behind a pointer is not tracked.
// CHECK-LABEL: fx.func @raw
// CHECK-NOT: fx.destroy
// CHECK: fx.return
fx.func @raw(imm %p: !llvm.ptr) {
  %u = fx.var place 0 "u" : !fx.ref<!fx.union<i64, !L>>
  fx.call "write"(mut %u) : (!fx.ref<!fx.union<i64, !L>>) -> ()
  %r = fx.deref %p : !llvm.ptr -> !fx.ref<!L>
  fx.call "make"(out %r) : (!fx.ref<!L>) -> ()
  fx.call "sink"(var %r) : (!fx.ref<!L>) -> ()
  fx.return
}

// Where only `Never` is reached nothing is destroyed.
// CHECK-LABEL: fx.func @give_up
// CHECK: fx.call "use"(imm %a)
// CHECK-NEXT: fx.call "abort"()
// CHECK-NEXT: ub.unreachable
fx.func @give_up() {
  %a = fx.var place 0 "a" : !fx.ref<!L>
  fx.call "make"(out %a) : (!fx.ref<!L>) -> ()
  fx.call "use"(imm %a) : (!fx.ref<!L>) -> ()
  fx.call "abort"() : () -> ()
  ub.unreachable
}
