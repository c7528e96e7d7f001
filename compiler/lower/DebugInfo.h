#pragma once
// DWARF for debuggers: files, functions as instances, variables by place, types by layout. Made only with -g.

#include "lower/Context.h"
#include <mlir/Dialect/LLVMIR/LLVMAttrs.h>

namespace fornax::lower {

class DebugWriter {
  ModuleContext &module;
  mlir::LLVM::DICompileUnitAttr unit;
  llvm::DenseMap<mlir::Operation *, mlir::LLVM::DISubprogramAttr> subprograms; // by fx.func
  llvm::DenseMap<mlir::Type, mlir::LLVM::DITypeAttr> types;
  llvm::DenseMap<mlir::Type, llvm::StringRef> typeNames;  // of structs, as written in the source
  llvm::DenseMap<mlir::Location, mlir::Location> inlined; // of the current function: locations of inlined code, with scopes
  mlir::LLVM::DISubprogramAttr current;

public:
  explicit DebugWriter(ModuleContext &module);

  /// Gives the function its subprogram. Before its body is lowered.
  void begin(FunctionContext &context);
  /// The location that LLVM's translation wants: with a scope where code came from another function.
  mlir::Location location(mlir::Location location);

  /// A variable that lives at `address`.
  void declare(llvm::StringRef name, mlir::Value address, mlir::Type type, mlir::Location at, FunctionContext &context);
  /// A variable that is a value or, for a place, a reference to it.
  void value(llvm::StringRef name, mlir::Value value, mlir::Type type, mlir::Location at, FunctionContext &context);
  void declareArguments(FunctionContext &context);

private:
  bool hasVariables() const;
  mlir::LLVM::DIFileAttr fileOf(llvm::StringRef path);
  mlir::LLVM::DICompileUnitAttr unitFor(mlir::LLVM::DIFileAttr file);
  mlir::LLVM::DISubprogramAttr subprogramOf(fx::FuncOp function);
  mlir::LLVM::DILocalVariableAttr variable(llvm::StringRef name, mlir::Type type, mlir::Location at, unsigned argument, bool isReference,
                                           FunctionContext &context);
  void declareArgument(unsigned index, FunctionContext &context);
  mlir::LLVM::DITypeAttr typeOf(mlir::Type type);
  mlir::LLVM::DITypeAttr makeType(mlir::Type type);
  llvm::StringRef nameOf(fx::StructType type) const;
  mlir::LLVM::DITypeAttr structure(fx::StructType type);
  mlir::LLVM::DITypeAttr members(unsigned tag, llvm::StringRef name, ir::SizeAlign memory,
                                 llvm::ArrayRef<std::tuple<llvm::StringRef, mlir::Type, uint64_t>> fields);
  mlir::LLVM::DITypeAttr array(mlir::Type element, uint64_t count, uint64_t bits, bool isVector);
  mlir::LLVM::DITypeAttr reference(mlir::Type pointee);
  mlir::LLVM::DITypeAttr named(unsigned tag, llvm::StringRef name, mlir::LLVM::DITypeAttr base, ir::SizeAlign memory);
};

/// The file, line and column inside a location; null if it has none. Of inlined code: where it was written.
mlir::FileLineColLoc fileLineOf(mlir::Location location);

} // namespace fornax::lower
