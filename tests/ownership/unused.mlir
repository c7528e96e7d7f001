// RUN: %fornax-opt --own --verify-diagnostics %s
!L = !fx.struct<"L">
fx.struct "L" #fx.body<size 8 align 8 fields [] destroy @L.deinit flags [movable, deinitable]>

fx.func @stores(imm %a: i64, imm %c: i1) -> i64 {
  %k = arith.constant 1 : i64
  %x = fx.var place 0 "x" : !fx.ref<i64>
  // expected-warning@+1 {{[unusedStore] the value assigned to `x` is never used}}
  fx.store %k, %x : i64, !fx.ref<i64>
  fx.store %a, %x : i64, !fx.ref<i64>
  cf.cond_br %c, ^read, ^skip
^read:
  %v = fx.load %x : !fx.ref<i64> -> i64
  // expected-warning@+1 {{[unusedStore]}}
  fx.store %v, %x : i64, !fx.ref<i64>
  fx.return %v : i64
^skip:
  // An argument that is only put where it has an address.
  %y = fx.var place 1 "a" : !fx.ref<i64>
  fx.store %a, %y : i64, !fx.ref<i64>
  fx.store %k, %y : i64, !fx.ref<i64>
  fx.use %y : !fx.ref<i64>
  fx.return %a : i64
}

// Not here: a name that asks for silence, a variable that is never read, a value that a pointer can reach.
fx.func @silent(imm %a: i64) {
  %x = fx.var place 0 "_x" : !fx.ref<i64>
  fx.store %a, %x : i64, !fx.ref<i64>
  fx.store %a, %x : i64, !fx.ref<i64>
  fx.use %x : !fx.ref<i64>
  %y = fx.var place 1 "y" : !fx.ref<!L>
  fx.call "make"(out %y) : (!fx.ref<!L>) -> ()
  %z = fx.var place 2 "z" : !fx.ref<i64>
  fx.store %a, %z : i64, !fx.ref<i64>
  %p = fx.call "point"(imm %z) origins <2> : (!fx.ref<i64>) -> !llvm.ptr
  fx.store %a, %z : i64, !fx.ref<i64>
  fx.call "read"(imm %p) : (!llvm.ptr) -> ()
  fx.return
}
