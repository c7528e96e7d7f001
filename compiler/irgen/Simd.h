#pragma once
// The parts of `simd.*` emission: arithmetic by element kind (EmitSimd.cpp), lanes and memory (EmitLanes.cpp).

#include "irgen/Emit.h"
#include "sema/terms/Machine.h"
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/Dialect/Math/IR/Math.h>
#include <mlir/Dialect/Vector/IR/VectorOps.h>
#include <mlir/IR/TypeUtilities.h>

namespace fornax::irgen {

/// An element type with what MLIR's integers do not say: signedness.
struct Element {
  sema::Scalar::Kind kind;
  mlir::Type lane;
};
Element elementOf(sema::Type, mlir::Type machine);

Value constantLike(Emitter &, mlir::Type, mlir::TypedAttr lane);
Value intConstant(Emitter &, mlir::Type, int64_t);

/// Null if the operation is not arithmetic.
Value emitArithmetic(Emitter &, sema::SimdOp, Element, llvm::ArrayRef<SimdOperand>);
/// Floats that machines do not compute with.
bool isSmallFloat(mlir::Type);
Value widenSmallFloat(Emitter &, Value);
Value castElements(Emitter &, Element from, Value, Element to, mlir::Type toType);

} // namespace fornax::irgen
