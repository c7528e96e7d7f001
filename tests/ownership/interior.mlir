// RUN: %fornax-opt --own --verify-diagnostics --split-input-file %s
!L = !fx.struct<"L">
fx.struct "L" #fx.body<size 8 align 8 fields [] destroy @L.deinit flags [movable, deinitable]>

fx.func @append_then_use(mut %v: !fx.ref<!L> "v") {
  // expected-note@+1 {{obtained here}}
  %r = fx.call "get"(ref %v) origins <mut 0["element"]> : (!fx.ref<!L>) -> !fx.ref<!L>
  fx.call "read"(imm %v) : (!fx.ref<!L>) -> ()
  fx.call "set"(mut %r) : (!fx.ref<!L>) -> ()
  fx.call "use"(imm %r) : (!fx.ref<!L>) -> ()
  // expected-note@+1 {{invalidated here}}
  fx.call "append"(mut %v) : (!fx.ref<!L>) -> ()
  // expected-error@+1 {{[interiorInvalidated] `v["element"]` may refer to an element}}
  fx.call "use"(imm %r) : (!fx.ref<!L>) -> ()
  fx.return
}

fx.func @obtained_again(mut %v: !fx.ref<!L> "v") {
  %r = fx.call "get"(ref %v) origins <0["element"]> : (!fx.ref<!L>) -> !fx.ref<!L>
  fx.call "use"(imm %r) : (!fx.ref<!L>) -> ()
  fx.call "append"(mut %v) : (!fx.ref<!L>) -> ()
  %s = fx.call "get"(ref %v) origins <0["element"]> : (!fx.ref<!L>) -> !fx.ref<!L>
  fx.call "use"(imm %s) : (!fx.ref<!L>) -> ()
  fx.call "swap_elements"(mut %v) {keeps_interior} : (!fx.ref<!L>) -> ()
  fx.call "use"(imm %s) : (!fx.ref<!L>) -> ()
  fx.return
}

// -----

!L = !fx.struct<"L">
fx.struct "L" #fx.body<size 8 align 8 fields [] destroy @L.deinit flags [movable, deinitable]>

// One arm is enough.
fx.func @one_arm(mut %v: !fx.ref<!L> "v", imm %c: i1) {
  // expected-note@+1 {{obtained here}}
  %r = fx.call "get"(ref %v) origins <0["element"]> : (!fx.ref<!L>) -> !fx.ref<!L>
  cf.cond_br %c, ^a, ^b
^a:
  // expected-note@+1 {{invalidated here}}
  fx.call "append"(mut %v) : (!fx.ref<!L>) -> ()
  cf.br ^b
^b:
  // expected-error@+1 {{may refer to an element}}
  fx.call "use"(imm %r) : (!fx.ref<!L>) -> ()
  fx.return
}

// An iterator in a variable that is declared outside of the loop.
fx.func @append_while_iterating(mut %v: !fx.ref<!L> "v") {
  // expected-note@+1 {{obtained here}}
  %it = fx.var place 1 "it" holds <mut 0["element"]> : !fx.ref<!L>
  fx.call "iter"(ref %v, out %it) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  cf.br ^head
^head:
  // expected-error@+1 {{`it` may refer to an element}}
  %e = fx.invoke "next"(mut %it) origins <mut 0["element"]> to ^body error ^done : (!fx.ref<!L>) -> !fx.ref<!L>
^body:
  fx.call "use"(imm %e) : (!fx.ref<!L>) -> ()
  // expected-note@+1 {{invalidated here}}
  fx.call "append"(mut %v) : (!fx.ref<!L>) -> ()
  cf.br ^head
^done:
  fx.return
}

// A variable declared in the loop is obtained anew in each turn.
fx.func @declared_in_the_loop(mut %v: !fx.ref<!L> "v", imm %c: i1) {
  cf.br ^head
^head:
  cf.cond_br %c, ^body, ^done
^body:
  %s = fx.var place 1 "s" holds <mut 0["element"]> : !fx.ref<!L>
  fx.call "slice"(ref %v, out %s) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  fx.call "use"(imm %s) : (!fx.ref<!L>) -> ()
  fx.call "append"(mut %v) : (!fx.ref<!L>) -> ()
  cf.br ^head
^done:
  fx.return
}

// -----

!L = !fx.struct<"L">
fx.struct "L" #fx.body<size 8 align 8 fields [] destroy @L.deinit flags [movable, deinitable]>

// Nobody knows which field a subtree reference hangs on, so a change through it may have replaced what it refers to.
fx.func @subtree(mut %v: !fx.ref<!L> "v") {
  // expected-note@+1 {{obtained here}}
  %r = fx.call "find"(ref %v) origins <mut 0{*}["element"]> : (!fx.ref<!L>) -> !fx.ref<!L>
  fx.call "use"(imm %r) : (!fx.ref<!L>) -> ()
  fx.call "set"(mut %r) : (!fx.ref<!L>) -> ()
  // expected-error@+1 {{[interiorInvalidated]}}
  fx.call "use"(imm %r) : (!fx.ref<!L>) -> ()
  fx.return
}
