#include "lower/Context.h"
#include "targets/Diagnostics.h"
#include "targets/nvidia/DeviceOps.h"
#include <mlir/Conversion/NVVMToLLVM/NVVMToLLVM.h>
#include <mlir/Dialect/GPU/IR/GPUDialect.h>
#include <mlir/Dialect/LLVMIR/NVVMDialect.h>
#include <mlir/Pass/Pass.h>
#include <mlir/Pass/PassManager.h>

using namespace mlir;

namespace fornax::targets::nvidia {

template <class X, class Y, class Z> static void readRegister(Operation *op, gpu::Dimension dimension, lower::FunctionContext &context) {
  Type word = context.module.integer(32);
  Value id;
  switch (dimension) {
  case gpu::Dimension::x: id = X::create(context.builder, context.here, word); break;
  case gpu::Dimension::y: id = Y::create(context.builder, context.here, word); break;
  case gpu::Dimension::z: id = Z::create(context.builder, context.here, word); break;
  }
  context.set(op->getResult(0), LLVM::ZExtOp::create(context.builder, context.here, context.module.integer(64), id));
}

template <class Register> static void readScalar(Operation *op, lower::FunctionContext &context) {
  Value id = Register::create(context.builder, context.here, context.module.integer(32));
  context.set(op->getResult(0), LLVM::ZExtOp::create(context.builder, context.here, context.module.integer(64), id));
}

bool lowerDeviceOp(Operation *op, lower::FunctionContext &context) {
  if (op->getName().getDialectNamespace() != "gpu")
    return false;
  if (auto id = dyn_cast<gpu::ThreadIdOp>(op))
    readRegister<NVVM::ThreadIdXOp, NVVM::ThreadIdYOp, NVVM::ThreadIdZOp>(op, id.getDimension(), context);
  else if (auto id = dyn_cast<gpu::BlockDimOp>(op))
    readRegister<NVVM::BlockDimXOp, NVVM::BlockDimYOp, NVVM::BlockDimZOp>(op, id.getDimension(), context);
  else if (auto id = dyn_cast<gpu::BlockIdOp>(op))
    readRegister<NVVM::BlockIdXOp, NVVM::BlockIdYOp, NVVM::BlockIdZOp>(op, id.getDimension(), context);
  else if (auto id = dyn_cast<gpu::GridDimOp>(op))
    readRegister<NVVM::GridDimXOp, NVVM::GridDimYOp, NVVM::GridDimZOp>(op, id.getDimension(), context);
  else if (isa<gpu::LaneIdOp>(op))
    readScalar<NVVM::LaneIdOp>(op, context);
  else if (isa<gpu::SubgroupIdOp>(op))
    readScalar<NVVM::WarpIdOp>(op, context);
  else if (isa<gpu::SubgroupSizeOp>(op))
    readScalar<NVVM::WarpSizeOp>(op, context);
  else if (isa<gpu::BarrierOp>(op))
    NVVM::Barrier0Op::create(context.builder, context.here);
  else
    return false;
  return true;
}

bool prepareModule(ModuleOp lowered, diag::Engine &diags) {
  bool hasNvvm = false;
  lowered.walk([&](Operation *op) {
    hasNvvm |= op->getName().getDialectNamespace() == "nvvm";
    return hasNvvm ? WalkResult::interrupt() : WalkResult::advance();
  });
  if (!hasNvvm)
    return true;
  PassManager passes(lowered.getContext());
  passes.enableVerifier(false);
  passes.addPass(createConvertNVVMToLLVMPass());
  if (succeeded(passes.run(lowered)))
    return true;
  diags.report(SourceRange(), messages::emissionFailed("nvidia", "an `nvvm` operation cannot be lowered"));
  return false;
}

/// sqrt, fma, floor and their like select; these do not, with or without `afn`.
static constexpr llvm::StringLiteral unsupportedMath[] = {"math.acos",  "math.acosh", "math.asin",  "math.asinh", "math.atan", "math.atan2",
                                                          "math.atanh", "math.cbrt",  "math.cosh",  "math.erf",   "math.erfc", "math.exp",
                                                          "math.expm1", "math.log",   "math.log10", "math.log1p", "math.log2", "math.powf",
                                                          "math.sinh",  "math.tan",   "math.fpowi"};
static constexpr llvm::StringLiteral ownFunctions[] = {"vprintf", "malloc", "free", "__assertfail"};

const DeviceRules &deviceRules() {
  static constexpr DeviceRules rules = {"NVIDIA GPUs", unsupportedMath, ownFunctions, false, false, false};
  return rules;
}

} // namespace fornax::targets::nvidia
