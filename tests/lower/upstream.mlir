// `arith`, `index`, `math`, `vector`: one line an operation where LLVM has the same.
// RUN: fornax-codegen %s --emit=llvm -O0 | FileCheck %s

// CHECK-LABEL: @integers(
// CHECK: add nsw i64 %0, %1
// CHECK: icmp ule i64 %0, %1
// CHECK: call i64 @llvm.smax.i64(
// CHECK: select i1
fx.func @integers(imm %a : i64, imm %b : i64) -> i64 {
  %s = arith.addi %a, %b overflow<nsw> : i64
  %c = arith.cmpi ule, %a, %b : i64
  %m = arith.maxsi %s, %b : i64
  %r = arith.select %c, %s, %m : i64
  fx.return %r : i64
}

// CHECK-LABEL: @floor_division(
// CHECK: [[Q:%.*]] = sdiv i64 %0, %1
// CHECK: [[R:%.*]] = srem i64 %0, %1
// CHECK: icmp ne i64 [[R]], 0
// CHECK: xor i64 %0, %1
// CHECK: icmp slt
// CHECK: [[STEP:%.*]] = sext i1 {{.*}} to i64
// CHECK: add i64 [[Q]], [[STEP]]
fx.func @floor_division(imm %a : i64, imm %b : i64) -> i64 {
  %q = arith.floordivsi %a, %b : i64
  fx.return %q : i64
}

// CHECK-LABEL: @floats(
// CHECK: fadd contract float %0, %1
// CHECK: fcmp olt float
// CHECK: call float @llvm.fma.f32(
// CHECK: call float @llvm.sqrt.f32(
// CHECK: call float @expm1f(float
fx.func @floats(imm %a : f32, imm %b : f32) -> f32 {
  %s = arith.addf %a, %b fastmath<contract> : f32
  %c = arith.cmpf olt, %s, %b : f32
  %f = math.fma %a, %b, %s : f32
  %q = math.sqrt %f : f32
  %e = math.expm1 %q : f32
  %r = arith.select %c, %e, %a : f32
  fx.return %r : f32
}

// CHECK-LABEL: @widths(
// CHECK: zext i32 %0 to i64
// CHECK: mul i128
// CHECK: lshr i128
// CHECK: call { i32, i1 } @llvm.uadd.with.overflow.i32(
fx.func @widths(imm %a : i32, imm %b : i64) -> i64 {
  %i = arith.index_castui %a : i32 to index
  %j = arith.index_cast %i : index to i64
  %lo, %hi = arith.mului_extended %j, %b : i64
  %s, %o = arith.addui_extended %a, %a : i32, i1
  %k = arith.extui %o : i1 to i64
  %r = arith.addi %hi, %k : i64
  fx.return %r : i64
}

// CHECK-LABEL: @vectors(
// CHECK: insertelement <4 x float> poison, float %1, i64 0
// CHECK: shufflevector <4 x float> {{.*}}, <4 x i32> zeroinitializer
// CHECK: extractelement <4 x float> {{.*}}, i64 2
// CHECK: insertelement <4 x float> {{.*}}, i64 1
// CHECK: shufflevector <4 x float> {{.*}}, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
// CHECK: call reassoc float @llvm.vector.reduce.fadd.v4f32(float -0.000000e+00,
fx.func @vectors(imm %v : vector<4xf32>, imm %x : f32) -> f32 {
  %s = vector.broadcast %x : f32 to vector<4xf32>
  %a = arith.addf %v, %s : vector<4xf32>
  %e = vector.extract %a[2] : f32 from vector<4xf32>
  %i = vector.insert %e, %a [1] : f32 into vector<4xf32>
  %m = vector.shuffle %i, %v [0, 4, 1, 5] : vector<4xf32>, vector<4xf32>
  %r = vector.reduction <add>, %m fastmath<reassoc> : vector<4xf32> into f32
  fx.return %r : f32
}

// A vector of one element is its element.
// CHECK-LABEL: @single(float noundef %0)
// CHECK-NEXT: [[S:%.*]] = fadd float %0, %0
// CHECK-NEXT: ret float [[S]]
fx.func @single(imm %v : vector<1xf32>) -> f32 {
  %a = arith.addf %v, %v : vector<1xf32>
  %e = vector.extract %a[0] : f32 from vector<1xf32>
  fx.return %e : f32
}

// More dimensions go through MLIR's patterns, and only then.
// CHECK-LABEL: @matrix(
// CHECK-COUNT-4: extractelement
// CHECK: ret
fx.func @matrix(imm %v : vector<4xf32>) -> vector<4xf32> {
  %m = vector.shape_cast %v : vector<4xf32> to vector<2x2xf32>
  %t = vector.transpose %m, [1, 0] : vector<2x2xf32> to vector<2x2xf32>
  %r = vector.shape_cast %t : vector<2x2xf32> to vector<4xf32>
  fx.return %r : vector<4xf32>
}

// A product goes into the sum after it where both allow it and nobody else needs it.
// CHECK-LABEL: @joined(
// CHECK: [[A:%.*]] = call contract double @llvm.fmuladd.f64(double %0, double %1, double %2)
// CHECK: [[N:%.*]] = fneg double %2
// CHECK: [[B:%.*]] = call contract double @llvm.fmuladd.f64(double %0, double %1, double [[N]])
// CHECK: [[M:%.*]] = fneg double %0
// CHECK: [[C:%.*]] = call contract double @llvm.fmuladd.f64(double [[M]], double %1, double %2)
// CHECK: fadd double
// CHECK: fmul contract double
// CHECK: fadd contract double
fx.func @joined(imm %a : f64, imm %b : f64, imm %c : f64) -> f64 {
  %p = arith.mulf %a, %b fastmath<contract> : f64
  %x = arith.addf %c, %p fastmath<contract> : f64
  %q = arith.mulf %a, %b fastmath<contract> : f64
  %y = arith.subf %q, %c fastmath<contract> : f64
  %r = arith.mulf %a, %b fastmath<contract> : f64
  %z = arith.subf %c, %r fastmath<contract> : f64
  // Not without the flag, and not where the product is used twice.
  %s = arith.mulf %x, %y : f64
  %t = arith.addf %s, %z : f64
  %u = arith.mulf %t, %t fastmath<contract> : f64
  %v = arith.addf %u, %a fastmath<contract> : f64
  %w = arith.mulf %u, %v : f64
  fx.return %w : f64
}
