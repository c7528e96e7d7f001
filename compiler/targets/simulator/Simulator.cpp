#include "lower/Context.h"
#include "runtime/Abi.h"
#include "targets/Capabilities.h"
#include "targets/CodeGen.h"
#include "targets/Diagnostics.h"
#include "targets/Registry.h"
#include "targets/simulator/DeviceOps.h"
#include "targets/ValidateDevice.h"
#include <cstddef>
#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>
#include <mlir/Dialect/LLVMIR/NVVMDialect.h>

using namespace mlir;

namespace fornax::targets {
namespace simulator {

/// Kernels as host code where each GPU thread is a fiber. To a program it is the GPU that it stands for.
class Simulator : public Target {
  std::unique_ptr<Target> stoodFor; // owns the capabilities
  ir::Machine facts;
  bool checks;

public:
  Simulator(std::unique_ptr<Target> gpu, bool checks) : stoodFor(std::move(gpu)), facts(stoodFor->machine()), checks(checks) {
    facts.kind = ir::MachineKind::Simulator;
    facts.name = "sim";
  }

  llvm::StringRef name() const override { return "sim"; }
  const ir::Machine &machine() const override { return facts; }
  lower::Conventions conventions() const override {
    lower::Conventions conventions;
    conventions.hiddenSelf = true;
    conventions.kernelFromBlock = true;
    return conventions;
  }
  void loadDialects(MLIRContext &context) const override { context.loadDialect<NVVM::NVVMDialect>(); }

  bool validate(ModuleOp owned, diag::Engine &diags) const override {
    // Functions of the host could be called, but the GPU that it stands for has none.
    static constexpr DeviceRules rules = {"the simulator", {}, {}, /*callsMayRemain=*/true, /*wideFloatConversions=*/true, /*externalCalls=*/false};
    return validateDevice(owned, rules, diags);
  }
  void declareKernel(LLVM::LLVMFuncOp, const lower::KernelInfo &) const override {}
  bool lowerDeviceOp(Operation *op, lower::FunctionContext &context) const override { return simulator::lowerDeviceOp(op, context); }

  /// Static objects lie in the block's arena, one after the other; an object of size 0 is the start of the launch's dynamic part.
  Value sharedObject(Operation *, uint64_t size, uint64_t align, lower::FunctionContext &context) const override {
    Type pointer = context.module.pointer();
    uint64_t member = size == 0 ? offsetof(fx_sim_thread, dynamic) : offsetof(fx_sim_thread, shared);
    Value base = LLVM::LoadOp::create(context.builder, context.here, pointer, context.advance(context.self, member), alignof(void *));
    if (size == 0)
      return base;
    uint64_t offset = llvm::alignTo(context.module.sharedSize, align);
    context.module.sharedSize = offset + size;
    return context.advance(base, offset);
  }

  void trap(Operation *at, lower::FunctionContext &context) const override { context.callC("fx_sim_trap", Type(), {context.self, context.site(at)}); }

  void finish(lower::FunctionContext &context) const override {
    if (checks)
      instrument(context);
  }

  std::unique_ptr<llvm::TargetMachine> createMachine(const Options &options) const override {
    return llvm::cantFail(makeTargetMachine(hostSpec(Processor::Baseline, options)));
  }

  std::vector<Image> emit(llvm::Module &module, llvm::ArrayRef<lower::KernelFacts> kernels, const Options &options, const ObjectCache &,
                          diag::Engine &diags) const override {
    auto machine = makeTargetMachine(hostSpec(Processor::Baseline, options));
    if (!machine) {
      diags.report(SourceRange(), messages::emissionFailed("sim", llvm::toString(machine.takeError())));
      return {};
    }
    module.setTargetTriple((*machine)->getTargetTriple());
    module.setDataLayout((*machine)->createDataLayout());
    optimise(module, **machine, options.optLevel);
    auto bytes = emitFile(module, **machine, llvm::CodeGenFileType::ObjectFile);
    if (!bytes) {
      diags.report(SourceRange(), messages::emissionFailed("sim", llvm::toString(bytes.takeError())));
      return {};
    }
    std::vector<Image> images;
    for (const lower::KernelFacts &kernel : kernels) {
      Image image;
      image.kind = ImageKind::Simulator;
      image.arch = "sim";
      image.entry = kernel.entry;
      image.wave = facts.waveSize;
      image.staticShared = unsigned(kernel.staticShared);
      image.flags = (kernel.needsSwitch ? 0u : uint32_t(fx_image_no_switch)) |
                    (checks ? uint32_t(fx_image_check_bounds) | fx_image_check_races | fx_image_check_init | fx_image_check_barriers : 0u);
      if (images.empty())
        image.bytes = std::move(*bytes); // one object holds them all
      images.push_back(std::move(image));
    }
    return images;
  }
};

} // namespace simulator

std::unique_ptr<Target> makeSimulator(llvm::StringRef name, const Options &options) {
  if (!name.consume_front("sim"))
    return nullptr;
  llvm::StringRef arch = name.consume_front(":") ? name : name.empty() ? llvm::StringRef("sm_90a") : llvm::StringRef();
  auto stoodFor = arch.empty() ? nullptr : find(arch, options);
  if (!stoodFor || !stoodFor->machine().isDevice)
    return nullptr;
  return std::make_unique<simulator::Simulator>(std::move(stoodFor), options.deviceChecks);
}

} // namespace fornax::targets
