#include "lower/Context.h"
#include "runtime/Abi.h"
#include "targets/Capabilities.h"
#include "targets/Diagnostics.h"
#include "targets/nvidia/DeviceOps.h"
#include "targets/nvidia/Emit.h"
#include "targets/Registry.h"
#include "targets/ValidateDevice.h"
#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>
#include <mlir/Dialect/LLVMIR/NVVMDialect.h>

using namespace mlir;

namespace fornax::targets {
namespace nvidia {

static Capabilities capabilitiesOf(const Architecture &arch) {
  Capabilities caps;
  unsigned number = arch.number;
  caps.computeCapability = number;
  caps.bf16 = caps.asyncCopy = number >= 80;
  caps.fp8 = number >= 89;
  caps.fp4 = number >= 100;
  caps.bulkCopy = caps.clusters = number >= 90;
  // `a` machines only: other members of the family lack them.
  caps.wgmma = number == 90 && arch.reach == Reach::Exact;
  caps.tcgen05 = number >= 100 && number < 120 && arch.reach != Reach::None;
  caps.tensorCores = number >= 120   ? TensorCores::ConsumerBlackwell
                     : number >= 100 ? TensorCores::Blackwell
                     : number >= 90  ? TensorCores::Hopper
                     : number >= 80  ? TensorCores::Ampere
                                     : TensorCores::Turing;
  caps.maxThreadsPerBlock = 1024;
  caps.registersPerBlock = 65536;
  caps.maxBlocksPerCluster = caps.clusters ? 8 : 0;
  return caps;
}

class NVIDIA : public Target {
  const Architecture &arch;
  Capabilities caps;
  ir::Machine facts;

public:
  explicit NVIDIA(const Architecture &arch) : arch(arch), caps(capabilitiesOf(arch)) {
    facts.kind = ir::MachineKind::Nvidia;
    facts.name = "nvidia";
    facts.arch = facts.cpu = arch.name.str();
    facts.triple = "nvptx64-nvidia-cuda";
    facts.features = {arch.ptxFeature.str()};
    facts.vectorBits = 128;
    facts.waveSize = 32;
    facts.maxSharedBytes = arch.sharedKiB * 1024;
    facts.cacheLineBytes = 128;
    facts.isDevice = true;
    facts.caps = &caps;
  }

  llvm::StringRef name() const override { return "nvidia"; }
  const ir::Machine &machine() const override { return facts; }
  lower::Conventions conventions() const override {
    lower::Conventions conventions;
    conventions.addressSpaces = true;
    conventions.dotsInNames = false;
    conventions.maxExplodedLeaves = 16;
    conventions.globalKernelPointers = true;
    conventions.deviceDialect = "nvvm";
    return conventions;
  }
  void loadDialects(MLIRContext &context) const override { context.loadDialect<NVVM::NVVMDialect>(); }
  bool validate(ModuleOp owned, diag::Engine &diags) const override { return validateDevice(owned, deviceRules(), diags); }

  void declareKernel(LLVM::LLVMFuncOp function, const lower::KernelInfo &info) const override {
    Builder builder(function.getContext());
    function->setAttr("nvvm.kernel", builder.getUnitAttr());
    for (unsigned index = 0; index != function.getNumArguments(); ++index)
      if (function.getArgAttr(index, "llvm.byval"))
        function.setArgAttr(index, "nvvm.grid_constant", builder.getUnitAttr());
    if (!info.launch)
      return;
    for (NamedAttribute attribute : info.launch)
      function->setAttr(("nvvm." + attribute.getName().getValue()).str(), attribute.getValue());
  }

  bool lowerDeviceOp(Operation *op, lower::FunctionContext &context) const override { return nvidia::lowerDeviceOp(op, context); }
  bool prepare(ModuleOp lowered, diag::Engine &diags) const override { return prepareModule(lowered, diags); }
  std::unique_ptr<llvm::TargetMachine> createMachine(const Options &) const override { return makeMachine(arch); }

  std::vector<Image> emit(llvm::Module &module, llvm::ArrayRef<lower::KernelFacts> kernels, const Options &options, const ObjectCache &cache,
                          diag::Engine &diags) const override {
    bool prints = module.getNamedGlobal("fx_print_ring");
    auto ptx = emitPtx(module, arch, options);
    if (!ptx) {
      diags.report(SourceRange(), messages::emissionFailed(arch.name, llvm::toString(ptx.takeError())));
      return {};
    }
    std::string entry = kernels.empty() ? "" : kernels.front().entry, function = kernels.empty() ? "" : kernels.front().function;
    Image text;
    text.kind = ImageKind::Ptx;
    text.arch = arch.name.str();
    text.entry = entry;
    text.minDriver = arch.minDriver;
    text.wave = facts.waveSize;
    text.staticShared = kernels.empty() ? 0 : unsigned(kernels.front().staticShared);
    text.flags = prints ? uint32_t(fx_image_prints) : 0u;
    text.bytes = std::move(*ptx);
    auto cubin = options.emitAssembly ? Cubin() : assemble(llvm::StringRef(text.bytes.data(), text.bytes.size()), arch, options, cache);
    if (!cubin) {
      diags.report(SourceRange(), messages::assemblyFailed(arch.name, function, llvm::toString(cubin.takeError())));
      return {};
    }
    for (const AssemblerMessage &message : readMessages(cubin->log))
      diags.report(SourceRange(), messages::assemblerWarning(function, message.code, message.text));
    std::vector<Image> images;
    if (cubin->assembler != Assembler::None) {
      Image code = text;
      code.kind = ImageKind::Cubin;
      code.minDriver = 0;
      code.bytes = std::move(cubin->bytes);
      text.use = code.use = readResourceUse(cubin->log, entry);
      images.push_back(std::move(code));
    }
    images.push_back(std::move(text));
    return images;
  }
};

} // namespace nvidia

std::unique_ptr<Target> makeNvidia(llvm::StringRef name, const Options &) {
  const nvidia::Architecture *arch = nvidia::findArchitecture(name);
  return arch ? std::make_unique<nvidia::NVIDIA>(*arch) : nullptr;
}

void appendNvidiaNames(std::vector<std::string> &names) {
  for (const nvidia::Architecture &arch : nvidia::architectures())
    names.push_back(arch.name.str());
}

} // namespace fornax::targets
