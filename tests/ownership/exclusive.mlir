// RUN: %fornax-opt --own --verify-diagnostics %s
!L = !fx.struct<"L">
!Ptr = !fx.struct<"Ptr">
fx.struct "L" #fx.body<size 8 align 8 fields [] destroy @L.deinit flags [movable, deinitable]>
fx.struct "P2" #fx.body<size 16 align 8 fields [("x", !fx.struct<"L">, 0), ("y", !fx.struct<"L">, 8)] destroy @P2.deinit flags [movable, deinitable]>
fx.struct "Ptr" #fx.body<size 16 align 8 fields [] flags [trivial_copy, trivial_move, trivial_destroy, movable, deinitable]>

fx.func @same_argument_twice(mut %a: !fx.ref<!L> "a", imm %b: !fx.ref<!L> "b") {
  fx.call "two"(imm %a, imm %a) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  fx.call "one"(mut %a, imm %b) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  // expected-error@+2 {{[overlappingAccess] argument 1 of `swap` allows writing `a`, which argument 2 also accesses}}
  // expected-note@+1 {{also accessed here}}
  fx.call "swap"(mut %a, mut %a) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  fx.return
}

fx.func @fields(mut %a: !fx.ref<!fx.struct<"P2">> "a") {
  %x = fx.field %a[0] : !fx.ref<!fx.struct<"P2">> -> !fx.ref<!L>
  %y = fx.field %a[1] : !fx.ref<!fx.struct<"P2">> -> !fx.ref<!L>
  fx.call "swap"(mut %x, mut %y) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  // expected-error@+2 {{argument 2 of `f` allows writing `a.x`, which argument 1 also accesses}}
  // expected-note@+1 {{also accessed here}}
  fx.call "f"(imm %a, mut %x) : (!fx.ref<!fx.struct<"P2">>, !fx.ref<!L>) -> ()
  fx.return
}

// A pointer in a value counts with its own mutability; a reference known to be mutable is a write.
fx.func @through_values(mut %a: !fx.ref<!L> "a", imm %p: !llvm.ptr "p" holds <mut 0>, ref %r: !fx.ref<!L> "r") {
  fx.call "read"(imm %p, ref %r) : (!llvm.ptr, !fx.ref<!L>) -> ()
  fx.call "f"(ref %r, ref %r) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  // expected-error@+2 {{argument 1 of `g` allows writing `r`, which argument 2 also accesses}}
  // expected-note@+1 {{also accessed here}}
  fx.call "g"(ref mut %r, imm %r) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  // expected-error@+2 {{argument 1 of `h` allows writing `a`, which argument 2 also accesses}}
  // expected-note@+1 {{also accessed here}}
  fx.call "h"(imm %p, imm %a) : (!llvm.ptr, !fx.ref<!L>) -> ()
  fx.call "h"(imm %p, imm %a) {keeps_interior} : (!llvm.ptr, !fx.ref<!L>) -> ()
  fx.return
}

// `x^` is a write of x; passing a temporary on is nothing. Elements read their container.
fx.func @taken() {
  %x = fx.var place 0 "x" : !fx.ref<!L>
  %t = fx.var place 1 : !fx.ref<!L>
  %p = fx.var place 2 "p" holds <0> : !fx.ref<!Ptr>
  fx.call "make"(out %x) : (!fx.ref<!L>) -> ()
  fx.call "make"(out %t) : (!fx.ref<!L>) -> ()
  fx.call "point"(imm %x, out %p) : (!fx.ref<!L>, !fx.ref<!Ptr>) -> ()
  fx.call "sink"(var %t, imm %p) : (!fx.ref<!L>, !fx.ref<!Ptr>) -> ()
  %e = fx.call "get"(imm %x) origins <mut 0["element"]> : (!fx.ref<!L>) -> !fx.ref<!L>
  fx.call "set"(mut %e, imm %x) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  // expected-error@+2 {{argument 2 of `append` allows writing `x`, which argument 1 also accesses}}
  // expected-note@+1 {{also accessed here}}
  fx.call "append"(imm %e, mut %x) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  // expected-error@+2 {{argument 2 of `both` allows writing `x`, which argument 1 also accesses}}
  // expected-note@+1 {{also accessed here}}
  fx.call "both"(imm %p, var %x) : (!fx.ref<!Ptr>, !fx.ref<!L>) -> ()
  fx.return
}
