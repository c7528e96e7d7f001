// Headers that code generation uses.
#include "pch-mlir.h"

#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Target/TargetMachine.h>
#include <mlir/Dialect/LLVMIR/NVVMDialect.h>
