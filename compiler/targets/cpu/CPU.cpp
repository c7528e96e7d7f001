#include "targets/CodeGen.h"
#include "targets/Diagnostics.h"
#include "targets/Registry.h"
#include <llvm/IR/Module.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/Target/TargetMachine.h>

namespace fornax::targets {
namespace cpu {

class CPU : public Target {
  MachineSpec spec;
  ir::Machine facts;

public:
  CPU(Processor processor, const Options &options) : spec(hostSpec(processor, options)) {
    facts.kind = ir::MachineKind::Cpu;
    facts.name = "cpu";
    facts.arch = facts.cpu = spec.cpu;
    facts.triple = spec.triple;
    auto machine = makeTargetMachine(spec);
    if (!machine) {
      llvm::consumeError(machine.takeError());
      return;
    }
    const llvm::MCSubtargetInfo &info = *(*machine)->getMCSubtargetInfo();
    for (const llvm::SubtargetFeatureKV &feature : info.getEnabledProcessorFeatures())
      facts.features.push_back(feature.Key);
    auto has = [&](llvm::StringRef name) { return llvm::is_contained(facts.features, name); };
    facts.vectorBits = has("avx512f") ? 512 : has("avx") ? 256 : 128;
    facts.pointerBits = (*machine)->createDataLayout().getPointerSizeInBits();
    facts.isLittleEndian = (*machine)->createDataLayout().isLittleEndian();
  }

  llvm::StringRef name() const override { return "cpu"; }
  const ir::Machine &machine() const override { return facts; }
  lower::Conventions conventions() const override { return {}; }
  void loadDialects(mlir::MLIRContext &) const override {}
  void declareKernel(mlir::LLVM::LLVMFuncOp, const lower::KernelInfo &) const override {}
  bool lowerDeviceOp(mlir::Operation *, lower::FunctionContext &) const override { return false; }
  std::unique_ptr<llvm::TargetMachine> createMachine(const Options &) const override { return llvm::cantFail(makeTargetMachine(spec)); }

  std::vector<Image> emit(llvm::Module &module, llvm::ArrayRef<lower::KernelFacts>, const Options &options, const ObjectCache &,
                          diag::Engine &diags) const override {
    auto machine = makeTargetMachine(spec);
    if (!machine) {
      diags.report(SourceRange(), messages::emissionFailed(spec.triple, llvm::toString(machine.takeError())));
      return {};
    }
    module.setTargetTriple((*machine)->getTargetTriple());
    module.setDataLayout((*machine)->createDataLayout());
    optimise(module, **machine, options.optLevel);
    auto bytes = emitFile(module, **machine,
                          options.emitAssembly   ? llvm::CodeGenFileType::AssemblyFile
                          : options.emitAssembly ? llvm::CodeGenFileType::AssemblyFile
                                                 : llvm::CodeGenFileType::ObjectFile);
    if (!bytes) {
      diags.report(SourceRange(), messages::emissionFailed(spec.triple, llvm::toString(bytes.takeError())));
      return {};
    }
    std::vector<Image> images(1);
    images[0].bytes = std::move(*bytes);
    return images;
  }
};

} // namespace cpu

std::unique_ptr<Target> makeCpu(llvm::StringRef name, const Options &options) {
  if (name == "cpu")
    return std::make_unique<cpu::CPU>(Processor::Baseline, options);
  if (name == "host")
    return std::make_unique<cpu::CPU>(Processor::Host, options);
  return nullptr;
}

} // namespace fornax::targets
