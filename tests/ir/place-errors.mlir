// RUN: %fornax-opt --split-input-file --verify-diagnostics %s
fx.func @number_taken(mut %x: !fx.ref<i64>) {
  // expected-error@+1 {{place 0 is taken by an argument}}
  %p = fx.var place 0 : !fx.ref<i64>
  fx.return
}

// -----

fx.struct "S" #fx.body<size 8 align 8 fields [("a", i64, 0)]>
fx.func @no_field(mut %s: !fx.ref<!fx.struct<"S">>) {
  // expected-error@+1 {{there is no field 1}}
  %f = fx.field %s[1] : !fx.ref<!fx.struct<"S">> -> !fx.ref<i64>
  fx.return
}

// -----

fx.struct "S" #fx.body<size 8 align 8 fields [("a", i64, 0)]>
fx.func @other_field_type(mut %s: !fx.ref<!fx.struct<"S">>) {
  // expected-error@+1 {{result must be '!fx.ref<i64>'}}
  %f = fx.field %s[0] : !fx.ref<!fx.struct<"S">> -> !fx.ref<i32>
  fx.return
}

// -----

fx.func @field_of_a_scalar(mut %s: !fx.ref<i64>) {
  // expected-error@+1 {{base must refer to a struct}}
  %f = fx.field %s[0] : !fx.ref<i64> -> !fx.ref<i32>
  fx.return
}

// -----

fx.func @spaces(mut %s: !fx.ref<i64, 3>) {
  // expected-error@+1 {{address spaces differ}}
  %p = fx.address_of %s : !fx.ref<i64, 3> -> !llvm.ptr
  fx.return
}

// -----

fx.func @dynamic_shared() {
  // expected-error@+1 {{count 0 is for memory shared by a block}}
  %p = fx.stack 0 x f32 : !llvm.ptr
  fx.return
}

// -----

fx.func @stack_align() {
  // expected-error@+1 {{alignment must be a power of two}}
  %p = fx.stack 4 x f32 align 12 : !llvm.ptr
  fx.return
}
