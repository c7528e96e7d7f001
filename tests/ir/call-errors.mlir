// RUN: %fornax-opt --split-input-file --verify-diagnostics %s
fx.func @f(imm : i64)
fx.func @conventions(var %x: i64) {
  // expected-error@+1 {{conventions #fx.convs<var> differ from those of f}}
  fx.call @f(var %x) : (i64) -> ()
  fx.return
}

// -----

fx.func @f(imm : i64)
fx.func @types(imm %x: i32) {
  // expected-error@+1 {{argument types differ from those of f}}
  fx.call @f(imm %x) : (i32) -> ()
  fx.return
}

// -----

fx.func @f() -> i64
fx.func @result() {
  // expected-error@+1 {{result differs from that of f}}
  fx.call @f() : () -> ()
  fx.return
}

// -----

fx.func @unknown() {
  // expected-error@+1 {{callee g is not declared}}
  fx.call @g() : () -> ()
  fx.return
}

// -----

fx.func @f() raises i64
fx.func @raising() {
  // expected-error@+1 {{callee f may raise; use `fx.invoke`}}
  fx.call @f() : () -> ()
  fx.return
}

// -----

fx.func @f()
fx.func @not_raising() {
  // expected-error@+1 {{callee f does not raise; use `fx.call`}}
  fx.invoke @f() to ^a error ^b : () -> ()
^a:
  fx.return
^b:
  fx.return
}

// -----

fx.func @f(error : !fx.ref<i64>) raises i64
fx.func @error_place() {
  // expected-error@+1 {{error place differs from that of f}}
  fx.invoke @f() to ^a error ^b : () -> ()
^a:
  fx.return
^b:
  fx.return
}

// -----

fx.func @one_successor() {
  // expected-error@+1 {{successors must differ}}
  fx.invoke "f"() to ^a error ^a : () -> ()
^a:
  fx.return
}

// -----

fx.func @lists(imm %x: i64) {
  // expected-error@+1 {{must have one entry for each argument}}
  fx.call "f"(imm %x) {positions = []} : (i64) -> ()
  fx.return
}

// -----

fx.func @no_value() -> i64 {
  // expected-error@+1 {{value differs from the function's result}}
  fx.return
}

// -----

fx.func @no_raises() {
  // expected-error@+1 {{function does not raise}}
  fx.raise
}

// -----

fx.func @symbols() {
  // expected-error@+1 {{@nothing is not declared}}
  %f = fx.func_ref @nothing : !llvm.ptr
  fx.return
}
