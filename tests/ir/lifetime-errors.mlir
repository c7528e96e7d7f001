// RUN: %fornax-opt --split-input-file --verify-diagnostics %s
fx.struct "S" #fx.body<size 16 align 8 fields [("a", i64, 0), ("b", i64, 8)] flags [movable]>
fx.func @load_memory_class(mut %s: !fx.ref<!fx.struct<"S">>) {
  // expected-error@+1 {{is of memory class}}
  %v = fx.load %s : !fx.ref<!fx.struct<"S">> -> i64
  fx.return
}

// -----

fx.func @other_type(mut %p: !fx.ref<i64>, imm %v: i32) {
  // expected-error@+1 {{value of type 'i32' in a place for 'i64'}}
  fx.store %v, %p : i32, !fx.ref<i64>
  fx.return
}

// -----

fx.struct "S" #fx.body<size 16 align 8 fields [] flags [movable]>
fx.func @not_copyable(mut %s: !fx.ref<!fx.struct<"S">>, out %r: !fx.ref<!fx.struct<"S">>) {
  // expected-error@+1 {{type is not copyable}}
  fx.copy %s -> %r : !fx.ref<!fx.struct<"S">>, !fx.ref<!fx.struct<"S">>
  fx.return
}

// -----

fx.struct "S" #fx.body<size 16 align 8 fields [] copy @S.copy>
fx.func @S.copy(imm : !fx.ref<!fx.struct<"S">>, out : !fx.ref<!fx.struct<"S">>)
fx.func @not_implicitly(mut %s: !fx.ref<!fx.struct<"S">>, out %r: !fx.ref<!fx.struct<"S">>) {
  // expected-error@+1 {{type is not implicitly copyable}}
  fx.copy implicit %s -> %r : !fx.ref<!fx.struct<"S">>, !fx.ref<!fx.struct<"S">>
  fx.return
}

// -----

fx.struct "S" #fx.body<size 16 align 8 fields []>
fx.func @pinned(var %s: !fx.ref<!fx.struct<"S">>, out %r: !fx.ref<!fx.struct<"S">>) {
  // expected-error@+1 {{type is not movable}}
  fx.move %s -> %r : !fx.ref<!fx.struct<"S">>, !fx.ref<!fx.struct<"S">>
  fx.return
}

// -----

fx.struct "S" #fx.body<size 16 align 8 fields [] move @S.move flags [movable]>
fx.func @S.move(deinit : !fx.ref<!fx.struct<"S">>, out : !fx.ref<!fx.struct<"S">>)
fx.func @other_space(var %s: !fx.ref<!fx.struct<"S">, 3>, out %r: !fx.ref<!fx.struct<"S">>) {
  // expected-error@+1 {{only trivial values can be transferred in another address space}}
  fx.move %s -> %r : !fx.ref<!fx.struct<"S">, 3>, !fx.ref<!fx.struct<"S">>
  fx.return
}
