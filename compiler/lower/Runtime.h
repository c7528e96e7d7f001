#pragma once
// What RuntimeFunctions.def says of a symbol, as LLVM attributes.

#include <mlir/Dialect/LLVMIR/LLVMDialect.h>

namespace fornax::lower {

/// Adds to `passthrough` (and to the function's own attributes) what the table says; nothing for symbols that are not the runtime's.
void addRuntimeAttributes(mlir::LLVM::LLVMFuncOp function, llvm::SmallVectorImpl<mlir::Attribute> &passthrough);

/// A variable that the runtime itself defines in host programs.
bool isRuntimeData(llvm::StringRef symbol);

} // namespace fornax::lower
