// RUN: %fornax-opt --own --verify-diagnostics %s
!L = !fx.struct<"L">
!Lin = !fx.struct<"Lin">
!T = !fx.opaque<"T", [copy]>
fx.struct "L" #fx.body<size 8 align 8 fields [] destroy @L.deinit flags [movable, deinitable]>
fx.struct "Lin" #fx.body<size 8 align 8 fields [] flags [movable] abandon "call close()">
fx.struct "Pair" #fx.body<size 16 align 8 fields [("first", !fx.struct<"L">, 0), ("second", !fx.struct<"L">, 8)] destroy @Pair.deinit flags [movable, deinitable]>

fx.func @uninitialized(imm %c: i1) {
  // expected-note@+1 {{`x` declared here}}
  %x = fx.var place 0 "x" : !fx.ref<!L>
  // expected-error@+1 {{[useOfUninitialized] use of uninitialized value `x`}}
  fx.call "use"(imm %x) : (!fx.ref<!L>) -> ()
  fx.return
}

fx.func @moved(var %x: !fx.ref<!L> "x") { // expected-note {{`x` declared here}}
  // expected-note@+1 {{moved here}}
  fx.call "sink"(var %x) : (!fx.ref<!L>) -> ()
  // expected-error@+1 {{[useAfterMove] use of moved value `x`}}
  fx.call "use"(imm %x) : (!fx.ref<!L>) -> ()
  fx.call "use"(imm %x) : (!fx.ref<!L>) -> ()
  fx.return
}

fx.func @moved_in_a_loop(imm %c: i1) {
  // expected-note@+1 {{`x` declared here}}
  %x = fx.var place 0 "x" : !fx.ref<!L>
  fx.call "make"(out %x) : (!fx.ref<!L>) -> ()
  cf.br ^head
^head:
  cf.cond_br %c, ^body, ^end
^body:
  // expected-error@+2 {{[useAfterMove] use of moved value `x`}}
  // expected-note@+1 {{moved here, in a previous iteration}}
  fx.call "sink"(var %x) : (!fx.ref<!L>) -> ()
  cf.br ^head
^end:
  fx.return
}

fx.func @moved_on_one_arm(imm %c: i1, var %x: !fx.ref<!L> "x") { // expected-note {{`x` declared here}}
  cf.cond_br %c, ^a, ^b
^a:
  // expected-note@+1 {{moved here}}
  fx.call "sink"(var %x) : (!fx.ref<!L>) -> ()
  cf.br ^b
^b:
  // expected-error@+1 {{[useMaybeUninitialized] `x` may be uninitialized here}}
  fx.call "use"(imm %x) : (!fx.ref<!L>) -> ()
  fx.return
}

fx.func @initialized_on_one_arm(imm %c: i1) {
  // expected-note@+1 {{`x` declared here}}
  %x = fx.var place 0 "x" : !fx.ref<!L>
  // expected-note@+1 {{not initialized when this condition is false}}
  cf.cond_br %c, ^a, ^b
^a:
  fx.call "make"(out %x) : (!fx.ref<!L>) -> ()
  cf.br ^b
^b:
  // expected-error@+1 {{[useMaybeUninitialized] `x` may be uninitialized here}}
  fx.call "use"(imm %x) : (!fx.ref<!L>) -> ()
  fx.return
}

fx.func @through_a_holder(var %x: !fx.ref<!L> "x", imm %p: !llvm.ptr holds <0>) { // expected-note {{`x` declared here}}
  // expected-note@+1 {{moved here}}
  fx.call "sink"(var %x) : (!fx.ref<!L>) -> ()
  // expected-error@+1 {{[indirectUseOfUninitialized] potential indirect access to uninitialized value `x`}}
  fx.call "use"(imm %p) : (!llvm.ptr) -> ()
  fx.return
}

fx.func @result_missing(imm %c: i1, out %r: !fx.ref<!L>) {
  cf.cond_br %c, ^a, ^b
^a:
  fx.call "make"(out %r) : (!fx.ref<!L>) -> ()
  fx.return
^b:
  // expected-error@+1 {{[resultNotInitialized]}}
  fx.return
}

fx.func @self_missing(out %self: !fx.ref<!fx.struct<"Pair">> "self") initializer {
  %f = fx.field %self[0] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  fx.call "make"(out %f) : (!fx.ref<!L>) -> ()
  // expected-error@+1 {{[selfNotInitialized] `self.second` is not initialized on this path at return}}
  fx.return
}

fx.func @not_restored(mut %x: !fx.ref<!L> "x") {
  // expected-note@+1 {{moved here}}
  fx.call "sink"(var %x) : (!fx.ref<!L>) -> ()
  // expected-error@+1 {{[argumentNotRestored] `mut` argument `x`}}
  fx.return
}

// expected-error@+1 {{[partiallyMoved] field `w.first` destroyed out of the middle of a value}}
fx.func @partial(var %w: !fx.ref<!fx.struct<"Pair">> "w") {
  %f = fx.field %w[0] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  %s = fx.field %w[1] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  // expected-note@+1 {{moved here}}
  fx.call "sink"(var %f) : (!fx.ref<!L>) -> ()
  // expected-note@+1 {{value dies here}}
  fx.call "use"(imm %s) : (!fx.ref<!L>) -> ()
  fx.return
}

fx.func @field_of_a_moved_object(var %w: !fx.ref<!fx.struct<"Pair">> "w") {
  // expected-error@+1 {{[movedFieldUsedLater] `w` cannot be consumed, because its field `w.first` is used later}}
  fx.call "sink"(var %w) : (!fx.ref<!fx.struct<"Pair">>) -> ()
  %f = fx.field %w[0] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  // expected-note@+1 {{field stored here}}
  fx.call "make"(out %f) : (!fx.ref<!L>) -> ()
  fx.return
}

fx.func @abandoned() {
  // expected-note@+1 {{`h` declared here}}
  %h = fx.var place 0 "h" : !fx.ref<!Lin>
  // expected-error@+1 {{[abandoned] `h` abandoned without being explicitly destroyed: call close()}}
  fx.call "open"(out %h) : (!fx.ref<!Lin>) -> ()
  fx.return
}

fx.func @abandoned_when_raising() raises !L {
  // expected-note@+1 {{`h` declared here}}
  %h = fx.var place 0 "h" : !fx.ref<!Lin>
  fx.call "open"(out %h) : (!fx.ref<!Lin>) -> ()
  // expected-error@+2 {{[abandoned]}}
  // expected-note@+1 {{when this call raises}}
  fx.invoke "step"() to ^ok error ^bad : () -> ()
^ok:
  fx.call "close"(deinit %h) : (!fx.ref<!Lin>) -> ()
  fx.return
^bad:
  fx.raise
}

// The new value is made from a pointer to the old one, which so lives until it is overwritten.
fx.func @abandoned_by_assignment() {
  %h = fx.var place 0 "h" : !fx.ref<!Lin>
  %t = fx.var place 1 holds <0> : !fx.ref<!Lin>
  fx.call "open"(out %h) : (!fx.ref<!Lin>) -> ()
  fx.call "reopen"(imm %h, out %t) : (!fx.ref<!Lin>, !fx.ref<!Lin>) -> ()
  // expected-error@+1 {{[abandonedByAssignment] assignment abandons the previous value of `h`}}
  fx.move %t -> %h assign : !fx.ref<!Lin>, !fx.ref<!Lin>
  fx.call "close"(deinit %h) : (!fx.ref<!Lin>) -> ()
  fx.return
}

fx.func @destructor_looks(var %a: !fx.ref<!L> "a") {
  %g = fx.var place 1 "g" holds <0> : !fx.ref<!L>
  fx.call "guard"(imm %a, out %g) : (!fx.ref<!L>, !fx.ref<!L>) -> ()
  %p = fx.call "point"(imm %g) origins <1> : (!fx.ref<!L>) -> !llvm.ptr
  // expected-error@+1 {{[destructorUsesUninitialized] destructor of `g` accesses `a`, which is already moved}}
  fx.call "both"(imm %p, var %a) : (!llvm.ptr, !fx.ref<!L>) -> ()
  fx.return
}

fx.func @whole_or_parts(imm %c: i1) {
  %w = fx.var place 0 "w" : !fx.ref<!fx.struct<"Pair">>
  %f = fx.field %w[0] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  %s = fx.field %w[1] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!L>
  cf.cond_br %c, ^a, ^b
^a:
  // expected-error@+1 {{[splitWhole] `w` is a whole value on one path and separate fields on another}}
  fx.call "make"(out %w) : (!fx.ref<!fx.struct<"Pair">>) -> ()
  cf.br ^c
^b:
  fx.call "make"(out %f) : (!fx.ref<!L>) -> ()
  fx.call "make"(out %s) : (!fx.ref<!L>) -> ()
  cf.br ^c
^c:
  fx.call "read"(imm %f) : (!fx.ref<!L>) -> ()
  fx.return
}

fx.func @type_parameter(var %x: !fx.ref<!T> "x") self_check { // expected-note {{add `& Deinitable` to the bound of `T`}}
  // expected-error@-1 {{[notImplicitlyDestructible] `x` of type `T` must be consumed}}
  fx.return
}
