#pragma once
// What a function looks like in `fx`: which arguments exist, how each is passed, where the result and the error go.

#include "ir/IR.h"
#include "sema/terms/Terms.h"

namespace fornax::irgen {

struct ArgumentShape {
  fx::ArgConv conv;
  mlir::Type type;      // lowered language type
  mlir::Type passed;    // type of the `fx` argument; null: nothing is passed (an empty value)
  unsigned index = ~0u; // among the `fx` arguments
  sema::Type source;    // language type, substituted
};

struct FunctionShape {
  llvm::SmallVector<ArgumentShape, 4> arguments; // parallel to the signature's arguments; that of the `out` one is unused
  int outArgument = -1;                          // index in the signature of a named `out` argument
  mlir::Type result;                             // lowered language type; the referent's if a reference is returned
  mlir::Type leafResult;                         // what the `fx` function returns, null for nothing
  bool returnsReference = false, isNever = false;
  int outIndex = -1, errorIndex = -1; // `fx` arguments
  mlir::Type error;                   // lowered error type; null if the function cannot raise
  mlir::FunctionType type;
  fx::ConvsAttr convs, callConvs; // callConvs: without the error place
  fx::CallConv cc = fx::CallConv::Fx;
  bool hasErrorPlace() const { return errorIndex >= 0; }
};

} // namespace fornax::irgen
