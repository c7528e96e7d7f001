#pragma once
// The MLIR side of a compilation, made when first needed: by compile-time evaluation while the program is checked, or by code generation.

#include "comptime/Interpreter.h"
#include "irgen/Instances.h"
#include "sema/evaluation/Evaluator.h"
#include "targets/Target.h"

namespace fornax::frontend {

struct Workshop {
  mlir::MLIRContext mlir{mlir::MLIRContext::Threading::DISABLED};
  std::vector<std::unique_ptr<targets::Target>> targets; // [0] is the host
  std::unique_ptr<irgen::Instances> instances;
  std::vector<std::unique_ptr<comptime::Code>> code; // translated functions, by target
  unsigned depth = 0;                                // evaluations inside of each other

  Workshop(sema::Context &, std::function<std::vector<std::string>()> accelerators);
  /// A device, after the host. Its number in `targets` and in the instances.
  sema::TargetIndex add(std::unique_ptr<targets::Target>);
  comptime::Code &codeFor(sema::TargetIndex);
};

/// The workshop of a compilation's evaluator.
Workshop &workshopOf(sema::Evaluator &, sema::Context &);

/// Runs ownership on an instance unless that has happened; what it asks for is requested. False after a report.
bool ownInstance(Workshop &, irgen::InstanceId, sema::Context &);

} // namespace fornax::frontend
