// RUN: %fornax-opt --split-input-file --verify-diagnostics %s
// expected-error@+1 {{argument 0 of convention mut must be a reference}}
fx.func @leaf_by_reference(mut : i64)

// -----

fx.struct "S" #fx.body<size 16 align 8 fields [("a", i64, 0), ("b", i64, 8)]>
// expected-error@+1 {{must be passed as a leaf or a reference}}
fx.func @memory_class_by_value(imm : !fx.struct<"S">)

// -----

fx.struct "S" #fx.body<size 16 align 8 fields [("a", i64, 0), ("b", i64, 8)]>
// expected-error@+1 {{by_address is for arguments that have a place}}
fx.func @by_address(imm by_address : i64)

// -----

// expected-error@+1 {{the `out` argument must come last}}
fx.func @out_first(out : !fx.ref<i64>, imm : i64)

// -----

// expected-error@+1 {{has both an `out` argument and a leaf result}}
fx.func @two_results(out : !fx.ref<i64>) -> i64

// -----

// expected-error@+1 {{has an `error` argument but does not raise}}
fx.func @no_raises(error : !fx.ref<i64>)

// -----

// expected-error@+1 {{initializer without an `out` argument}}
fx.func @init() initializer

// -----

// expected-error@+1 {{only the entry block may have arguments}}
fx.func @block_argument(imm %x: i64) {
  cf.br ^next(%x : i64)
^next(%y: i64):
  fx.return
}

// -----

// expected-error@+1 {{alignment must be a power of two that divides the size}}
fx.struct "S" #fx.body<size 12 align 8 fields []>

// -----

// expected-error@+1 {{offset of field "b" is out of order}}
fx.struct "S" #fx.body<size 16 align 8 fields [("a", i64, 8), ("b", i64, 0)]>

// -----

fx.struct "S" #fx.body<size 16 align 8 fields []>
// expected-error@+1 {{struct has another body already}}
fx.struct "S" #fx.body<size 8 align 8 fields []>

// -----

// expected-error@+1 {{lifecycle function @S.destroy must be #fx.convs<deinit>}}
fx.struct "S" #fx.body<size 8 align 8 fields [] destroy @S.destroy>
fx.func @S.destroy(mut : !fx.ref<!fx.struct<"S">>)

// -----

// expected-error@+1 {{relocation at 4 lies outside or is not aligned}}
fx.global @g #fx.bytes<"\00\00\00\00\00\00\00\00\00\00\00\00" relocs [(4, @g, 0)]> align 8

// -----

// expected-error@+1 {{the block must end with its last argument}}
fx.kernel @k entry @f offsets [0, 8] sizes [8, 4] block 16

// -----

// expected-error@+1 {{the entry of a kernel returns nothing}}
fx.kernel @k entry @f offsets [] sizes [] block 0
fx.func @f() -> i64

// -----

// expected-error@+1 {{unknown argument convention}}
fx.func @f(borrowed : i64)
