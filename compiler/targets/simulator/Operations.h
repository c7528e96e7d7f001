#pragma once
// runtime/device/simulator/Operations.def as a table: what becomes of each device operation on the simulator.

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

namespace fornax::targets::simulator {

enum class Action : uint8_t { Field, Call, Intrinsic, Fence, Nothing, Constant };

struct Row {
  llvm::StringRef operation; // the MLIR operation or LLVM intrinsic
  llvm::StringRef variant;   // words that its attributes must have, separated by blanks
  Action action;
  llvm::StringRef function; // Call, Intrinsic
  llvm::StringRef operands; // Call
  uint64_t number;          // Field: offset in fx_sim_thread; Constant: the value
};

/// The rows of one operation, those with more words first.
llvm::ArrayRef<Row> rowsOf(llvm::StringRef operation);

} // namespace fornax::targets::simulator
