#include "targets/CodeGen.h"
#include "targets/nvidia/Emit.h"
#include <llvm/IR/DebugInfo.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/IPO/GlobalDCE.h>
#include <llvm/Transforms/IPO/Internalize.h>

namespace fornax::targets::nvidia {

static bool usesWgmma(const llvm::Module &module);
static void keepOnlyKernels(llvm::Module &module);

std::unique_ptr<llvm::TargetMachine> makeMachine(const Architecture &arch, const Options &options) {
  MachineSpec spec;
  spec.triple = "nvptx64-nvidia-cuda";
  spec.cpu = arch.name.str();
  spec.features = "+" + arch.ptxFeature.str();
  spec.level = OptLevel::O3;
  spec.positionIndependent = false;
  spec.contractFloats = options.contract == ContractMode::Fast;
  return llvm::cantFail(makeTargetMachine(spec));
}

llvm::Expected<llvm::SmallVector<char, 0>> emitPtx(llvm::Module &module, const Architecture &arch, const Options &options) {
  auto machine = makeMachine(arch, options);
  module.setTargetTriple(machine->getTargetTriple());
  module.setDataLayout(machine->createDataLayout());
  keepOnlyKernels(module);
  // Peeling copies the whole body of a tensor-core loop, and with it the accumulators.
  bool noPeeling = usesWgmma(module);
  if (noPeeling)
    for (llvm::Function &function : module)
      function.addFnAttr("no-loop-peeling");
  optimise(module, *machine, OptLevel::O3, [&](llvm::PassBuilder &builder) { machine->registerPassBuilderCallbacks(builder); });
  return emitFile(module, *machine, llvm::CodeGenFileType::AssemblyFile);
}

static bool usesWgmma(const llvm::Module &module) {
  for (const llvm::Function &function : module)
    if (function.getName().contains("wgmma"))
      return true;
  for (const llvm::Function &function : module)
    for (const llvm::BasicBlock &block : function)
      for (const llvm::Instruction &instruction : block)
        if (auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction))
          if (auto *assembly = llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand()); assembly && assembly->getAsmString().contains("wgmma"))
            return true;
  return false;
}

/// Helpers of a kernel are not visible outside it, so that LLVM may inline and drop them. Declarations stay: they are the device's own.
static void keepOnlyKernels(llvm::Module &module) {
  llvm::internalizeModule(module, [](const llvm::GlobalValue &value) {
    if (auto *function = llvm::dyn_cast<llvm::Function>(&value))
      return function->getCallingConv() == llvm::CallingConv::PTX_Kernel;
    return value.hasExternalLinkage() && value.getName().starts_with("fx_"); // cells that the runtime finds by name
  });
}

} // namespace fornax::targets::nvidia
