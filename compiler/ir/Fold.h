#pragma once
// Constant folding of upstream scalar arithmetic through Semantics.h.

#include <mlir/IR/BuiltinAttributes.h>
#include <mlir/IR/Operation.h>

namespace fornax::ir {

/// The constant that a one-result `arith` or `math` operation computes from constant operands; null if one is missing, if the operation is
/// not scalar arithmetic, or if the result would be undefined (the operation stays, so that it is reported where it runs).
mlir::TypedAttr foldConstant(mlir::Operation *op, llvm::ArrayRef<mlir::Attribute> operands);

} // namespace fornax::ir
