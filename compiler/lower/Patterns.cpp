#include "lower/Patterns.h"
#include "lower/Diagnostics.h"
#include <mlir/Conversion/ArithToLLVM/ArithToLLVM.h>
#include <mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h>
#include <mlir/Conversion/IndexToLLVM/IndexToLLVM.h>
#include <mlir/Conversion/LLVMCommon/ConversionTarget.h>
#include <mlir/Conversion/LLVMCommon/TypeConverter.h>
#include <mlir/Conversion/MathToLLVM/MathToLLVM.h>
#include <mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h>
#include <mlir/Conversion/UBToLLVM/UBToLLVM.h>
#include <mlir/Conversion/VectorToLLVM/ConvertVectorToLLVM.h>
#include <mlir/Dialect/Vector/IR/VectorOps.h>
#include <mlir/Dialect/Vector/Transforms/LoweringPatterns.h>
#include <mlir/Transforms/DialectConversion.h>
#include <mlir/Transforms/GreedyPatternRewriteDriver.h>

using namespace mlir;

namespace fornax::lower {

static bool isCovered(Operation *op) {
  StringRef dialect = op->getName().getDialectNamespace();
  return dialect == "vector" || dialect == "arith" || dialect == "math" || dialect == "index" || dialect == "ub";
}

LogicalResult leaveToPatterns(Operation *op, FunctionContext &context) {
  if (!isCovered(op))
    return context.fail(op, messages::operationNotLowered(op->getName().getStringRef(), context.module.request.target.machine().name));
  OpBuilder &builder = context.builder;
  IRMapping operands;
  for (Value operand : op->getOperands()) {
    Value value = context.value(operand);
    if (value.getType() != operand.getType())
      value = UnrealizedConversionCastOp::create(builder, context.here, operand.getType(), value).getResult(0);
    operands.map(operand, value);
  }
  Operation *copy = builder.clone(*op, operands);
  for (auto [from, to] : llvm::zip_equal(op->getResults(), copy->getResults())) {
    Value value = to;
    Type converted = context.module.convert(from.getType());
    // A vector of more dimensions has no leaf type: it lives between operations of this kind only.
    if (converted && converted != to.getType())
      value = UnrealizedConversionCastOp::create(builder, context.here, converted, to).getResult(0);
    context.set(from, value);
  }
  context.needsPatterns = true;
  return success();
}

LogicalResult runPatterns(FunctionContext &context) {
  if (!context.needsPatterns)
    return success();
  MLIRContext *mlir = context.module.context();
  {
    RewritePatternSet patterns(mlir);
    vector::populateVectorToVectorCanonicalizationPatterns(patterns);
    vector::populateVectorBroadcastLoweringPatterns(patterns);
    vector::populateVectorInsertExtractStridedSliceTransforms(patterns);
    vector::populateVectorShapeCastLoweringPatterns(patterns);
    vector::populateVectorTransposeLoweringPatterns(patterns, vector::VectorTransposeLowering::EltWise);
    vector::populateVectorMultiReductionLoweringPatterns(patterns, vector::VectorMultiReductionLowering::InnerReduction);
    vector::populateVectorOuterProductLoweringPatterns(patterns);
    vector::populateVectorContractLoweringPatterns(patterns, vector::VectorContractLowering::OuterProduct);
    vector::populateVectorMaskOpLoweringPatterns(patterns);
    if (failed(applyPatternsGreedily(context.function, std::move(patterns))))
      return context.fail(context.source, messages::translationFailed("rewriting of vectors does not end"));
  }
  LowerToLLVMOptions options(mlir);
  LLVMTypeConverter converter(mlir, options);
  RewritePatternSet patterns(mlir);
  arith::populateArithToLLVMConversionPatterns(converter, patterns);
  populateMathToLLVMConversionPatterns(converter, patterns);
  populateVectorToLLVMConversionPatterns(converter, patterns);
  index::populateIndexToLLVMConversionPatterns(converter, patterns);
  ub::populateUBToLLVMConversionPatterns(converter, patterns);
  LLVMConversionTarget target(*mlir);
  target.addLegalOp<UnrealizedConversionCastOp>();
  target.markUnknownOpDynamicallyLegal([](Operation *op) { return !isCovered(op); });
  if (failed(applyPartialConversion(context.function, target, std::move(patterns))))
    return context.fail(context.source, messages::operationNotLowered("vector", context.module.request.target.machine().name));
  SmallVector<UnrealizedConversionCastOp> casts;
  context.function.walk([&](UnrealizedConversionCastOp cast) { casts.push_back(cast); });
  reconcileUnrealizedCasts(casts);
  return success();
}

} // namespace fornax::lower
