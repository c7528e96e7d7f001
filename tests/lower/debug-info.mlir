// A debugger stops at a line of the source and shows arguments and variables, also of inlined library code.
// RUN: fornax-codegen %s --emit=llvm -O0 -g | FileCheck %s
// RUN: fornax-codegen %s --emit=obj -O0 -g -o %t.o
// RUN: llvm-dwarfdump --verify %t.o
// RUN: llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=DWARF
// RUN: fornax-codegen %s --emit=obj -O2 -g -o %t.o
// RUN: llvm-dwarfdump --verify %t.o
fx.struct "Int" #fx.body<size 8 align 8 fields [("value", i64, 0)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>
fx.struct "Point" #fx.body<size 16 align 8 fields [("x", !fx.struct<"Int">, 0), ("y", f64, 8)] flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]>

fx.func @"Int.add"(imm %a : i64 "a", imm %b : i64 "b") -> i64 inline(nodebug) {
  %s = arith.addi %a, %b : i64 loc("int.mojo":100:1)
  fx.return %s : i64 loc("int.mojo":101:1)
} loc("int.mojo":99:1)
fx.func @"Int.twice"(imm %a : i64 "a") -> i64 inline(always) attributes {debug_name = "twice"} {
  %two = fx.var "double" : !fx.ref<!fx.struct<"Int">> loc("int.mojo":200:1)
  %s = arith.addi %a, %a : i64 loc("int.mojo":200:1)
  fx.store %s, %two : i64, !fx.ref<!fx.struct<"Int">> loc("int.mojo":200:1)
  %v = fx.load %two : !fx.ref<!fx.struct<"Int">> -> i64 loc("int.mojo":201:1)
  fx.return %v : i64 loc("int.mojo":201:1)
} loc("int.mojo":199:1)

// CHECK: define internal fastcc i64 @demo.area({{.*}}) {{.*}}!dbg [[AREA:![0-9]+]]
// CHECK: #dbg_declare(ptr %{{.*}}, [[P:![0-9]+]], !DIExpression(),
// CHECK: #dbg_declare(ptr %{{.*}}, [[SCALE:![0-9]+]], !DIExpression(),
// CHECK: #dbg_declare(ptr %{{.*}}, [[TOTAL:![0-9]+]], !DIExpression(),
// CHECK: add i64 %{{.*}}, %{{.*}}, !dbg [[LINE8:![0-9]+]]
// CHECK: #dbg_declare(ptr %{{.*}}, [[DOUBLE:![0-9]+]], !DIExpression(), [[INNER:![0-9]+]]
// CHECK-DAG: [[AREA]] = distinct !DISubprogram(name: "area", {{.*}}line: 5
// CHECK-DAG: [[P]] = !DILocalVariable(name: "p", arg: 1,
// CHECK-DAG: [[SCALE]] = !DILocalVariable(name: "scale", arg: 2,
// CHECK-DAG: [[TOTAL]] = !DILocalVariable(name: "total",
// CHECK-DAG: [[LINE8]] = !DILocation(line: 8, column: 15, scope: [[AREA]])
// CHECK-DAG: [[TWICE:![0-9]+]] = distinct !DISubprogram(name: "twice",
// CHECK-DAG: [[DOUBLE]] = !DILocalVariable(name: "double", scope: [[TWICE]]
// CHECK-DAG: [[INNER]] = !DILocation(line: 200, column: 1, scope: [[TWICE]], inlinedAt: [[AT:![0-9]+]])
// CHECK-DAG: [[AT]] = !DILocation(line: 9, column: 12, scope: [[AREA]])
// DWARF: DW_TAG_compile_unit
// DWARF: DW_AT_producer ("fornax")
// DWARF: DW_AT_name ("int.mojo")
// DWARF: DW_TAG_structure_type
// DWARF-NEXT: DW_AT_name ("Point")
// DWARF: DW_TAG_member
// DWARF-NEXT: DW_AT_name ("x")
// DWARF-NEXT: DW_AT_type ({{.*}} "Int")
fx.func @"demo.area"(imm %p : !fx.ref<!fx.struct<"Point">> "p", imm %scale : i64 "scale") -> i64 attributes {debug_name = "area"} {
  %total = fx.var "total" : !fx.ref<!fx.struct<"Int">> loc("demo.mojo":6:9)
  fx.store %scale, %total : i64, !fx.ref<!fx.struct<"Int">> loc("demo.mojo":6:5)
  %px = fx.field %p[0] : !fx.ref<!fx.struct<"Point">> -> !fx.ref<!fx.struct<"Int">> loc("demo.mojo":8:18)
  %x = fx.load %px : !fx.ref<!fx.struct<"Int">> -> i64 loc("demo.mojo":8:18)
  %t = fx.load %total : !fx.ref<!fx.struct<"Int">> -> i64 loc("demo.mojo":8:9)
  %s = fx.call @"Int.add"(imm %t, imm %x) : (i64, i64) -> i64 loc("demo.mojo":8:15)
  fx.store %s, %total : i64, !fx.ref<!fx.struct<"Int">> loc("demo.mojo":8:15)
  %r = fx.load %total : !fx.ref<!fx.struct<"Int">> -> i64 loc("demo.mojo":9:12)
  %w = fx.call @"Int.twice"(imm %r) : (i64) -> i64 loc("demo.mojo":9:12)
  fx.return %w : i64 loc("demo.mojo":9:5)
} loc("demo.mojo":5:1)
