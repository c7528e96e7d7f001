// RUN: %fornax-opt --own %s | FileCheck %s
fx.struct "L" #fx.body<size 8 align 8 fields [] destroy @L.deinit flags [movable, deinitable]>
fx.func @L.deinit(deinit : !fx.ref<!fx.struct<"L">>)
fx.func @make(out : !fx.ref<!fx.struct<"L">>)
fx.func @use(imm : !fx.ref<!fx.struct<"L">>)

// Dead on the edge into the arm that does not use it.
// CHECK-LABEL: fx.func @branch
// CHECK: cf.cond_br %{{.*}}, ^[[THEN:.*]], ^[[ELSE:.*]]
// CHECK: ^[[THEN]]:
// CHECK-NEXT: fx.call @use(imm %a)
// CHECK-NEXT: fx.destroy %a
// CHECK: ^[[ELSE]]:
// CHECK-NEXT: fx.destroy %a
fx.func @branch(imm %c: i1) {
  %a = fx.var place 0 "a" : !fx.ref<!fx.struct<"L">>
  fx.call @make(out %a) : (!fx.ref<!fx.struct<"L">>) -> ()
  cf.cond_br %c, ^then, ^else
^then:
  fx.call @use(imm %a) : (!fx.ref<!fx.struct<"L">>) -> ()
  cf.br ^end
^else:
  cf.br ^end
^end:
  fx.return
}
