// mlir-opt with the `fx` dialect and the passes of the compiler's middle; for tests and for looking at one phase.

#include "ir/Dialect.h"
#include "opt/Passes.h"
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/Dialect/ControlFlow/IR/ControlFlow.h>
#include <mlir/Dialect/LLVMIR/LLVMDialect.h>
#include <mlir/Dialect/LLVMIR/NVVMDialect.h>
#include <mlir/Dialect/Math/IR/Math.h>
#include <mlir/Dialect/UB/IR/UBOps.h>
#include <mlir/Dialect/Vector/IR/VectorOps.h>
#include <mlir/Tools/mlir-opt/MlirOptMain.h>

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  registry.insert<fornax::fx::FxDialect, mlir::arith::ArithDialect, mlir::cf::ControlFlowDialect, mlir::LLVM::LLVMDialect, mlir::math::MathDialect,
                  mlir::NVVM::NVVMDialect, mlir::ub::UBDialect, mlir::vector::VectorDialect>();
  fornax::opt::registerPasses();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "fornax-opt", registry));
}
