#include "targets/Registry.h"
#include "lower/Lower.h"
#include "targets/Diagnostics.h"
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

namespace fornax::targets {

using Factory = std::unique_ptr<Target> (*)(llvm::StringRef, const Options &);
static constexpr Factory factories[] = {makeCpu, makeNvidia, makeSimulator};

Target::~Target() = default;

bool Target::validate(mlir::ModuleOp, diag::Engine &) const { return true; }

bool Target::prepare(mlir::ModuleOp, diag::Engine &) const { return true; }

std::unique_ptr<Target> find(llvm::StringRef nameOrArch, const Options &options) {
  for (Factory factory : factories)
    if (auto target = factory(nameOrArch, options))
      return target;
  return nullptr;
}

std::vector<std::string> knownTargets() {
  std::vector<std::string> names = {"cpu", "host", "sim"};
  appendNvidiaNames(names);
  return names;
}

std::vector<Image> compile(const Target &target, const lower::Lowered &lowered, llvm::StringRef name, const Options &options,
                           const ObjectCache &cache, diag::Engine &diags) {
  if (!lowered.module || !target.prepare(*lowered.module, diags))
    return {};
  llvm::LLVMContext context;
  auto module = lower::toLLVMIR(*lowered.module, context, name, options.verifyIr, diags);
  if (!module)
    return {};
  return target.emit(*module, lowered.kernels, options, cache, diags);
}

} // namespace fornax::targets
