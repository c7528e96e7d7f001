#include "targets/CodeGen.h"
#include "targets/nvidia/Emit.h"
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/IPO/Internalize.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>

namespace fornax::targets::nvidia {

static void keepOnlyKernels(llvm::Module &module);

static bool isWgmma(const llvm::Instruction &instruction) {
  auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction);
  if (!call)
    return false;
  if (auto *assembly = llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand()))
    return llvm::StringRef(assembly->getAsmString()).contains("wgmma");
  return call->getCalledFunction() && call->getCalledFunction()->getName().contains("wgmma");
}

/// Peeling and partial unrolling copy the whole body of a tensor-core loop, and with it the accumulators. Loops of a constant count still unroll.
struct KeepTensorLoops : llvm::PassInfoMixin<KeepTensorLoops> {
  llvm::PreservedAnalyses run(llvm::Loop &loop, llvm::LoopAnalysisManager &, llvm::LoopStandardAnalysisResults &results, llvm::LPMUpdater &) {
    if (results.SE.getSmallConstantTripCount(&loop) == 0)
      for (const llvm::BasicBlock *block : loop.blocks())
        if (llvm::any_of(*block, isWgmma)) {
          loop.setLoopAlreadyUnrolled();
          break;
        }
    return llvm::PreservedAnalyses::all();
  }
};

std::unique_ptr<llvm::TargetMachine> makeMachine(const Architecture &arch) {
  MachineSpec spec;
  spec.triple = "nvptx64-nvidia-cuda";
  spec.cpu = arch.name.str();
  spec.features = "+" + arch.ptxFeature.str();
  spec.level = OptLevel::O3;
  spec.positionIndependent = false;
  return llvm::cantFail(makeTargetMachine(spec));
}

llvm::Expected<llvm::SmallVector<char, 0>> emitPtx(llvm::Module &module, const Architecture &arch, const Options &) {
  auto machine = makeMachine(arch);
  module.setTargetTriple(machine->getTargetTriple());
  module.setDataLayout(machine->createDataLayout());
  keepOnlyKernels(module);
  optimise(module, *machine, OptLevel::O3, [&](llvm::PassBuilder &builder) {
    machine->registerPassBuilderCallbacks(builder);
    builder.registerLateLoopOptimizationsEPCallback(
        [](llvm::LoopPassManager &passes, llvm::OptimizationLevel) { passes.addPass(KeepTensorLoops()); });
  });
  return emitFile(module, *machine, llvm::CodeGenFileType::AssemblyFile);
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
