#pragma once
// State of the walk, and the small things that every handler of an operation needs. Private to lowering and to the targets' device operations.

#include "basic/Options.h"
#include "diagnostics/Engine.h"
#include "ir/IR.h"
#include "ir/Layout.h"
#include "ir/Locations.h"
#include "lower/ABI.h"
#include "lower/Lower.h"
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/StringMap.h>
#include <mlir/IR/IRMapping.h>

namespace fornax::lower {

struct FunctionContext;
class DebugWriter;

/// Lowers one operation; failure means that it was reported.
using Handler = llvm::LogicalResult (*)(mlir::Operation *, FunctionContext &);
using HandlerTable = llvm::DenseMap<const void *, Handler>; // by TypeID of the operation

template <class Op> void addHandler(HandlerTable &table, Handler handler) { table[mlir::TypeID::get<Op>().getAsOpaquePointer()] = handler; }

struct ModuleContext {
  mlir::ModuleOp source, module;
  const Request &request;
  diag::Engine &diags;
  AbiContext abi;
  HandlerTable handlers;
  llvm::DenseMap<mlir::StringAttr, mlir::Operation *> symbols; // of the source
  llvm::DenseMap<mlir::StringAttr, std::unique_ptr<Signature>> signatures;
  llvm::DenseMap<mlir::Operation *, mlir::LLVM::LLVMFuncOp> functions; // fx.func → its LLVM function
  std::vector<fx::FuncOp> pending;                                     // declared, with a body to lower
  llvm::DenseMap<mlir::Operation *, mlir::LLVM::GlobalOp> globals;
  llvm::StringMap<mlir::Operation *> linkNames; // what the module defines or declares
  llvm::DenseMap<mlir::Type, mlir::Type> leafTypes;
  std::unique_ptr<DebugWriter> debug; // null without -g
  uint64_t sharedSize = 0;            // simulator: the arena of static shared objects
  unsigned counter = 0;               // for names of private globals
  bool needsSwitch = false;
  bool failed = false;

  ModuleContext(mlir::ModuleOp source, const Request &request, diag::Engine &diags);
  ~ModuleContext();
  mlir::MLIRContext *context() const { return abi.context; }
  const ir::Layout &layout() const { return abi.layout; }
  const Conventions &conventions() const { return abi.conventions; }

  const Signature &signatureOf(fx::FuncOp function);
  mlir::LLVM::LLVMFuncOp declare(fx::FuncOp function);
  /// A C function that lowering itself calls: of the runtime or of libm.
  mlir::LLVM::LLVMFuncOp declareC(llvm::StringRef name, mlir::Type result, llvm::ArrayRef<mlir::Type> parameters);
  mlir::LLVM::GlobalOp declare(fx::GlobalOp global);
  mlir::LLVM::GlobalOp declare(fx::KernelOp kernel);
  /// Constant bytes without a name of their own, merged by content.
  mlir::LLVM::GlobalOp constantBytes(llvm::StringRef bytes, uint64_t align);
  fx::FuncOp findFunction(mlir::StringAttr symbol) { return llvm::dyn_cast_or_null<fx::FuncOp>(symbols.lookup(symbol)); }

  mlir::Type convert(mlir::Type leaf);
  mlir::LLVM::LLVMPointerType pointer(unsigned space = 0) const { return mlir::LLVM::LLVMPointerType::get(abi.context, space); }
  mlir::Type integer(unsigned bits) const { return mlir::IntegerType::get(abi.context, bits); }
  mlir::Type bytes(uint64_t size) const { return mlir::LLVM::LLVMArrayType::get(integer(8), size); }

  llvm::StringMap<mlir::LLVM::GlobalOp> constants, sites;
};

struct FunctionContext {
  ModuleContext &module;
  fx::FuncOp source;
  mlir::LLVM::LLVMFuncOp function;
  const Signature &signature;
  mlir::OpBuilder builder;                            // at the current place of the walk
  mlir::Location here;                                // of the operation being lowered; unknown in the prologue
  mlir::IRMapping mapping;                            // values and blocks of the source
  mlir::Value self;                                   // simulator: the thread
  llvm::DenseMap<mlir::Value, llvm::StringRef> names; // of arguments, for reports
  mlir::Value resultPlace;                            // where `out` is built
  mlir::Value errorPlace;
  bool needsPatterns = false;            // has operations that no table knows
  mlir::Operation *lastAlloca = nullptr; // the head of the entry block holds allocas and this is its end

  FunctionContext(ModuleContext &module, fx::FuncOp source, mlir::LLVM::LLVMFuncOp function, const Signature &signature)
      : module(module), source(source), function(function), signature(signature), builder(module.context()), here(builder.getUnknownLoc()) {}

  mlir::Value value(mlir::Value of) const { return mapping.lookup(of); }
  void set(mlir::Value of, mlir::Value to) { mapping.map(of, to); }
  mlir::Block *block(mlir::Block *of) const { return mapping.lookup(of); }

  // Constants and addresses.
  mlir::Value constant(mlir::Type type, int64_t value);
  mlir::Value constant64(uint64_t value) { return constant(module.integer(64), int64_t(value)); }
  mlir::Value addressOf(mlir::Operation *global, unsigned space = 0);
  mlir::Value advance(mlir::Value pointer, uint64_t bytes);
  /// The address of a place without bytes: its alignment, never poison.
  mlir::Value emptyAddress(uint64_t align);
  /// Storage in the entry block, as a generic pointer.
  mlir::Value allocate(uint64_t size, uint64_t align);

  // Memory, by leaf: bools are bytes there, bool vectors vectors of bytes.
  mlir::Value loadLeaf(mlir::Value pointer, mlir::Type leaf, uint64_t align);
  void storeLeaf(mlir::Value value, mlir::Value pointer, mlir::Type leaf, uint64_t align);
  mlir::Value loadPiece(mlir::Value place, const Piece &piece, uint64_t align);
  void storePiece(mlir::Value value, mlir::Value place, const Piece &piece, uint64_t align);
  void copyBytes(mlir::Value from, mlir::Value to, mlir::Type type);

  mlir::Value callC(llvm::StringRef name, mlir::Type result, llvm::ArrayRef<mlir::Value> arguments);
  /// The address of an fx_site for this operation: where it stands in the source.
  mlir::Value site(mlir::Operation *op, llvm::StringRef variable = {});

  llvm::LogicalResult fail(mlir::Operation *op, diag::Message message);
};

// The handlers, by file.
void addFxHandlers(HandlerTable &table);       // ToLLVM.cpp
void addCallHandlers(HandlerTable &table);     // Calls.cpp
void addUpstreamHandlers(HandlerTable &table); // UpstreamToLLVM.cpp
void addVectorHandlers(HandlerTable &table);   // VectorToLLVM.cpp
void addMathHandlers(HandlerTable &table);     // MathToLLVM.cpp

/// Lowers a body block by block (ToLLVM.cpp).
llvm::LogicalResult lowerBody(FunctionContext &context);
/// Clones an operation that LLVM's translation knows, with mapped operands and converted types.
void cloneConverted(mlir::Operation *op, FunctionContext &context);

/// A call of one of the language's own functions on places (lifecycle functions).
void emitPlaceCall(mlir::Operation *at, mlir::StringAttr callee, llvm::ArrayRef<mlir::Value> places, FunctionContext &context);

/// Entry and exit of a function (Calls.cpp).
void bindArguments(FunctionContext &context);

/// Memory shared by a block (Kernels.cpp).
mlir::Value sharedObject(fx::StackOp stack, uint64_t size, uint64_t align, FunctionContext &context);
/// The descriptor of a kernel (Kernels.cpp); images are embedded later by targets.
mlir::LLVM::GlobalOp buildDescriptor(fx::KernelOp kernel, ModuleContext &module);

} // namespace fornax::lower
