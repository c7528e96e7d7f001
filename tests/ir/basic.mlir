// RUN: %fornax-opt %s | %fornax-opt | FileCheck %s
// CHECK: fx.struct "String"
// CHECK: fx.invoke @parse(imm %{{.*}}) to ^{{.*}} error ^{{.*}} into %{{.*}} {positions
fx.struct "String" #fx.body<size 24 align 8 fields [("data", !llvm.ptr, 0), ("len", i64, 8), ("cap", i64, 16)] copy @String.copy move @String.move destroy @String.destroy flags [rp, implicit_copy, movable, deinitable]>
fx.struct "Pair" #fx.body<size 48 align 8 fields [("first", !fx.struct<"String">, 0), ("second", !fx.struct<"String">, 24)] destroy @Pair.destroy flags [movable, deinitable, trivial_move] abandon "use it">
fx.struct "Int" #fx.body<size 8 align 8 fields [("value", i64, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.func @String.copy(imm : !fx.ref<!fx.struct<"String">>, out : !fx.ref<!fx.struct<"String">>)
fx.func @String.move(deinit : !fx.ref<!fx.struct<"String">>, out : !fx.ref<!fx.struct<"String">>)
fx.func @String.destroy(deinit : !fx.ref<!fx.struct<"String">>)
fx.global @lit #fx.bytes<"hi\00"> align 1
fx.global @ptrs #fx.bytes<"\00\00\00\00\00\00\00\00" relocs [(0, @lit, 4)]> align 8 space 1 mutable exported
fx.kernel @k.flip entry @flip offsets [0, 8] sizes [8, 4] block 12 {launch = {reqntid = 128 : i64}}
fx.func @flip(imm %p : !llvm.ptr, imm %n : i32) cc(kernel) target "sm_90a" {
  %tile = fx.stack 256 x f32 : !llvm.ptr<3>
  %b = fx.offset %tile, %n x f32 inbounds : !llvm.ptr<3>, i32 -> !llvm.ptr<3>
  fx.return
}
fx.func @parse(imm : !fx.ref<!fx.struct<"String">>, error : !fx.ref<!fx.struct<"String">>) -> i64 raises !fx.struct<"String"> inline(always) exported attributes {link_name = "parse_c"}
fx.func @pick(imm %xs: !fx.ref<!fx.struct<"Pair">> "xs", imm %i: i64 "i", out %r : !fx.ref<!fx.struct<"String">>, error %e : !fx.ref<!fx.struct<"String">>) raises !fx.struct<"String"> {
  %p = fx.var place 3 "p" holds <mut 0{"first"}["element"], param "o", any, 0{*}> align 16 : !fx.ref<!llvm.ptr>
  %f = fx.field %xs[0] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<!fx.struct<"String">>
  %a = fx.address_of %f : !fx.ref<!fx.struct<"String">> -> !llvm.ptr
  fx.store %a, %p : !llvm.ptr, !fx.ref<!llvm.ptr>
  %q = fx.load %p origins <mut 0> : !fx.ref<!llvm.ptr> -> !llvm.ptr
  %d = fx.deref %q origins <mut 0> : !llvm.ptr -> !fx.ref<!fx.struct<"String">>
  %v = fx.invoke @parse(imm %d) to ^ok error ^bad into %e {positions = [#fx.pos<0 : 1 : 2>]} : (!fx.ref<!fx.struct<"String">>) -> i64, !fx.ref<!fx.struct<"String">>
^ok:
  %int = fx.var place 4 : !fx.ref<!fx.struct<"Int">>
  fx.store %v, %int : i64, !fx.ref<!fx.struct<"Int">>
  %w = fx.load %int : !fx.ref<!fx.struct<"Int">> -> i64
  fx.copy implicit %f -> %r assign : !fx.ref<!fx.struct<"String">>, !fx.ref<!fx.struct<"String">>
  fx.use %w : i64
  fx.extend %xs, %int : !fx.ref<!fx.struct<"Pair">>, !fx.ref<!fx.struct<"Int">>
  fx.return
^bad:
  fx.raise
}
fx.func @generic(imm %x : !fx.ref<!fx.opaque<"T", [copy, move, deinit]>>, imm by_address %n : !fx.ref<i64> holds <param "o">) -> !fx.ref<i64> self_check {
  %t = fx.var place 2 : !fx.ref<!fx.opaque<"T", [copy, move, deinit]>>
  fx.call "T.copy"(imm %x, out %t) : (!fx.ref<!fx.opaque<"T", [copy, move, deinit]>>, !fx.ref<!fx.opaque<"T", [copy, move, deinit]>>) -> ()
  %c = fx.unknown : i1
  %f = fx.func_ref @String.destroy : !llvm.ptr
  %g = fx.global_ref @lit : !llvm.ptr
  %k = fx.kernel_ref @k.flip : !llvm.ptr
  %z = fx.call %f(imm %x, ref %n) origins <mut 0> {keeps_interior} : (!fx.ref<!fx.opaque<"T", [copy, move, deinit]>>, !fx.ref<i64>) -> i1
  %i = fx.is_interpreted
  fx.debug "n" %n : !fx.ref<i64>
  cf.cond_br %c, ^a, ^b
^a:
  fx.return %n : !fx.ref<i64>
^b:
  fx.forget %t : !fx.ref<!fx.opaque<"T", [copy, move, deinit]>>
  fx.destroy %t : !fx.ref<!fx.opaque<"T", [copy, move, deinit]>>
  fx.move %t -> %t : !fx.ref<!fx.opaque<"T", [copy, move, deinit]>>, !fx.ref<!fx.opaque<"T", [copy, move, deinit]>>
  fx.trap_unreached
}
