#pragma once
// Text modules of owned fx, evaluated.

#include "comptime/Interpreter.h"
#include <gtest/gtest.h>
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/Dialect/ControlFlow/IR/ControlFlow.h>
#include <mlir/Dialect/LLVMIR/LLVMDialect.h>
#include <mlir/Dialect/Math/IR/Math.h>
#include <mlir/Dialect/UB/IR/UBOps.h>
#include <mlir/Dialect/Vector/IR/VectorOps.h>
#include <mlir/IR/OwningOpRef.h>
#include <mlir/Parser/Parser.h>

namespace fornax::comptime {

struct Evaluation : ::testing::Test, Environment {
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::unique_ptr<Code> code;
  std::unique_ptr<Execution> latest;
  Limits limits;
  std::string output;
  /// A function whose code cannot be had, as when its compilation failed.
  std::string withheld;
  unsigned asked = 0;

  Evaluation() {
    context.loadDialect<fx::FxDialect, mlir::arith::ArithDialect, mlir::math::MathDialect, mlir::vector::VectorDialect, mlir::cf::ControlFlowDialect,
                        mlir::ub::UBDialect, mlir::LLVM::LLVMDialect>();
  }

  void load(llvm::StringRef text) {
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
    ASSERT_TRUE(module) << "the test's module does not parse";
    code = std::make_unique<Code>();
  }
  template <class Op> Op find(mlir::StringAttr symbol) { return mlir::dyn_cast_or_null<Op>(mlir::SymbolTable::lookupSymbolIn(*module, symbol)); }
  fx::FuncOp function(mlir::StringAttr symbol) override {
    ++asked;
    if (symbol.getValue() == withheld)
      return {};
    return find<fx::FuncOp>(symbol);
  }
  fx::GlobalOp global(mlir::StringAttr symbol) override { return find<fx::GlobalOp>(symbol); }
  void write(int stream, llvm::StringRef text) override { output += fmt::format("{}<{}>", stream, text.str()); }

  Execution &start() {
    latest = std::make_unique<Execution>(*code, *this, limits);
    return *latest;
  }
  Outcome call(llvm::StringRef name, llvm::ArrayRef<uint64_t> arguments, llvm::SmallVectorImpl<uint64_t> &results) {
    return start().call(mlir::StringAttr::get(&context, name), arguments, results);
  }
  /// The results, or why there are none.
  std::string eval(llvm::StringRef name, llvm::ArrayRef<uint64_t> arguments = {}) {
    if (!code)
      return "no module";
    llvm::SmallVector<uint64_t, 4> results;
    Outcome outcome = call(name, arguments, results);
    if (outcome == Outcome::Returned) {
      std::string text;
      for (uint64_t result : results)
        text += (text.empty() ? "" : " ") + std::to_string(int64_t(result));
      return text;
    }
    return outcome == Outcome::Raised ? "raised" : outcome == Outcome::Broken ? "broken" : latest->stopReason().definition->name;
  }
  std::string trace() {
    std::string text;
    for (const TraceFrame &frame : latest->trace())
      text += (text.empty() ? "" : " ") + frame.function;
    return text;
  }
};

} // namespace fornax::comptime
