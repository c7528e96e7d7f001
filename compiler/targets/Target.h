#pragma once
// A machine that code can be made for. One folder each; Registry.cpp lists them; README.md says how to add one.

#include "basic/Options.h"
#include "diagnostics/Engine.h"
#include "ir/Machine.h"
#include "lower/Lower.h"
#include "lower/TargetHooks.h"
#include "targets/Image.h"
#include "targets/ObjectCache.h"
#include <llvm/Support/Error.h>
#include <memory>
#include <mlir/IR/BuiltinOps.h>

namespace llvm {
class Module;
class PassBuilder;
class TargetMachine;
} // namespace llvm

namespace fornax::targets {

/// Called in this order: machine (irgen), loadDialects, validate (owned fx, after lower::prepare), the hooks of lower, prepare, emit.
class Target : public lower::TargetHooks {
public:
  /// "cpu", "nvidia", "sim".
  virtual llvm::StringRef name() const = 0;
  /// The dialects of operations that lowering for this target creates or takes. Only what a run needs.
  virtual void loadDialects(mlir::MLIRContext &context) const = 0;
  /// Types, operations and calls that the machine cannot have, reported with the call path. The default accepts everything.
  virtual bool validate(mlir::ModuleOp owned, diag::Engine &diags) const;
  /// After the walk, on the LLVM dialect. The default does nothing.
  virtual bool prepare(mlir::ModuleOp lowered, diag::Engine &diags) const;
  virtual std::unique_ptr<llvm::TargetMachine> createMachine(const Options &options) const = 0;
  /// Machine code, or PTX where no assembler is at hand. Optimises; consumes the IR. Reports and returns nothing on failure.
  virtual std::vector<Image> emit(llvm::Module &module, llvm::ArrayRef<lower::KernelFacts> kernels, const Options &options, const ObjectCache &cache,
                                  diag::Engine &diags) const = 0;
  ~Target() override;
};

/// "cpu" (the portable baseline, or what the options say), "host" (this very machine), "sm_90a", "sim", "sim:sm_80". Null: no such target.
std::unique_ptr<Target> find(llvm::StringRef nameOrArch, const Options &options);
/// What `find` knows, for messages and completion.
std::vector<std::string> knownTargets();

/// The back half in one call: prepare, translate, optimise, emit. Nothing on failure (reported).
std::vector<Image> compile(const Target &target, const lower::Lowered &lowered, llvm::StringRef name, const Options &options,
                           const ObjectCache &cache, diag::Engine &diags);

} // namespace fornax::targets
