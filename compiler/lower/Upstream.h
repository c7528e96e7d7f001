#pragma once
// Shared by the tables of upstream operations.

#include "lower/Context.h"
#include "lower/Diagnostics.h"
#include <mlir/Dialect/Arith/IR/Arith.h>

namespace fornax::lower {

inline mlir::LLVM::FastmathFlags convertFlags(mlir::arith::FastMathFlags flags) {
  using From = mlir::arith::FastMathFlags;
  using To = mlir::LLVM::FastmathFlags;
  constexpr std::pair<From, To> pairs[] = {{From::reassoc, To::reassoc}, {From::nnan, To::nnan},         {From::ninf, To::ninf}, {From::nsz, To::nsz},
                                           {From::arcp, To::arcp},       {From::contract, To::contract}, {From::afn, To::afn}};
  To result = To::none;
  for (auto [from, to] : pairs)
    if ((flags & from) == from)
      result = result | to;
  return result;
}

/// Floats that LLVM does not have: eight bits and fewer.
inline bool isSmallFloat(mlir::Type type) {
  auto real = llvm::dyn_cast<mlir::FloatType>(mlir::getElementTypeOrSelf(type));
  return real && real.getWidth() < 16;
}

/// The same operands in an operation of the LLVM dialect, with the flags that both have.
template <class From, class To> llvm::LogicalResult replaceWith(mlir::Operation *op, FunctionContext &context) {
  for (mlir::Value operand : op->getOperands())
    if (isSmallFloat(operand.getType()))
      return context.fail(op, messages::operationNotLowered(op->getName().getStringRef(), "floats of eight bits"));
  llvm::SmallVector<mlir::Value, 4> operands;
  for (mlir::Value operand : op->getOperands())
    operands.push_back(context.value(operand));
  mlir::Type type = context.module.convert(op->getResult(0).getType());
  auto made = To::create(context.builder, context.here, mlir::TypeRange(type), mlir::ValueRange(operands), llvm::ArrayRef<mlir::NamedAttribute>());
  auto from = llvm::cast<From>(op);
  if constexpr (requires { made.setFastmathFlags(convertFlags(from.getFastmath())); })
    made.setFastmathFlags(convertFlags(from.getFastmath()));
  if constexpr (requires { made.setOverflowFlags(mlir::LLVM::IntegerOverflowFlags(from.getOverflowFlags())); })
    made.setOverflowFlags(mlir::LLVM::IntegerOverflowFlags(uint32_t(from.getOverflowFlags())));
  if constexpr (requires { made.setIsExact(from.getIsExact()); })
    made.setIsExact(from.getIsExact());
  if constexpr (requires { made.setNonNeg(from.getNonNeg()); })
    made.setNonNeg(from.getNonNeg());
  context.set(op->getResult(0), made->getResult(0));
  return llvm::success();
}

template <class From, class To> void addReplacement(HandlerTable &table) { addHandler<From>(table, replaceWith<From, To>); }

// SmallFloats.cpp: exact conversions of floats that LLVM does not have, on their bits.
mlir::Value extendSmallFloat(mlir::Value bits, mlir::FloatType from, FunctionContext &context);    // → f32
mlir::Value truncateToSmallFloat(mlir::Value value, mlir::FloatType to, FunctionContext &context); // f32 → bits in i8
mlir::Value truncateToOdd(mlir::Value wide, FunctionContext &context);                             // f64 → f32, safe to round again

} // namespace fornax::lower
