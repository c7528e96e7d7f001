#include "targets/CodeGen.h"
#include <llvm/Analysis/AliasAnalysis.h>
#include <llvm/Analysis/CGSCCPassManager.h>
#include <llvm/Analysis/LoopAnalysisManager.h>
#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/DiagnosticPrinter.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Target/TargetOptions.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/ADCE.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/LoopRotation.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <mutex>

extern "C" {
void LLVMInitializeNVPTXTargetInfo();
void LLVMInitializeNVPTXTarget();
void LLVMInitializeNVPTXTargetMC();
void LLVMInitializeNVPTXAsmPrinter();
}

namespace fornax::targets {

static void initialiseBackEnds(const llvm::Triple &triple);
static llvm::CodeGenOptLevel codeGenLevel(OptLevel level);
static void addQuickPasses(llvm::ModulePassManager &passes);

namespace {

/// Without a handler LLVM prints an error (of inline assembly, say) and ends the process.
class ErrorCollector {
  llvm::LLVMContext &context;
  std::string text;

public:
  explicit ErrorCollector(llvm::LLVMContext &context) : context(context) {
    context.setDiagnosticHandlerCallBack(
        [](const llvm::DiagnosticInfo *info, void *self) {
          if (info->getSeverity() != llvm::DS_Error)
            return;
          llvm::raw_string_ostream out(static_cast<ErrorCollector *>(self)->text);
          llvm::DiagnosticPrinterRawOStream printer(out);
          info->print(printer);
          out << '\n';
        },
        this);
  }
  ~ErrorCollector() { context.setDiagnosticHandlerCallBack(nullptr); }
  llvm::StringRef errors() const { return llvm::StringRef(text).trim(); }
};

} // namespace

llvm::Expected<std::unique_ptr<llvm::TargetMachine>> makeTargetMachine(const MachineSpec &spec) {
  llvm::Triple triple(spec.triple);
  initialiseBackEnds(triple);
  std::string error;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return llvm::createStringError(error);
  llvm::TargetOptions options;
  options.AllowFPOpFusion = llvm::FPOpFusion::Standard; // only where the operations say so: the library counts on single roundings
  options.FunctionSections = options.DataSections = true;
  options.UseInitArray = true;
  auto model = spec.positionIndependent ? llvm::Reloc::PIC_ : llvm::Reloc::Static;
  std::unique_ptr<llvm::TargetMachine> machine(
      target->createTargetMachine(triple, spec.cpu, spec.features, options, model, std::nullopt, codeGenLevel(spec.level)));
  if (!machine)
    return llvm::createStringError("no code generator for " + spec.triple);
  if (spec.level == OptLevel::O0)
    machine->setFastISel(true);
  return machine;
}

std::string problemOfHost(const Options &options) {
  if (options.targetTriple.empty() && options.targetCpu.empty() && options.targetFeatures.empty())
    return {};
  MachineSpec spec = hostSpec(Processor::Baseline, options);
  llvm::Triple triple(spec.triple);
  initialiseBackEnds(triple);
  std::string error;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return fmt::format("there is no code generator for `{}`", spec.triple);
  std::unique_ptr<llvm::MCSubtargetInfo> machine(target->createMCSubtargetInfo(triple, "", ""));
  if (!machine->isCPUStringValid(spec.cpu))
    return fmt::format("`{}` is no CPU of `{}`", spec.cpu, triple.str());
  for (llvm::StringRef feature : llvm::split(options.targetFeatures, ',')) {
    llvm::StringRef name = feature;
    bool hasSign = name.consume_front("+") || name.consume_front("-");
    bool isKnown = llvm::any_of(machine->getAllProcessorFeatures(), [&](const llvm::SubtargetFeatureKV &one) { return name == one.Key; });
    if (!feature.empty() && (!hasSign || !isKnown))
      return fmt::format("`{}` is no feature of `{}` with a `+` or `-` before it", feature, triple.str());
  }
  return {};
}

void optimise(llvm::Module &module, llvm::TargetMachine &machine, OptLevel level, llvm::function_ref<void(llvm::PassBuilder &)> extend) {
  if (level == OptLevel::O0 && !extend)
    return;
  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = tuning.SLPVectorization = tuning.LoopInterleaving = level >= OptLevel::O2;
  llvm::PassBuilder builder(&machine, tuning);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  if (extend)
    extend(builder);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);

  llvm::ModulePassManager passes;
  switch (level) {
  case OptLevel::O0: passes = builder.buildO0DefaultPipeline(llvm::OptimizationLevel::O0); break;
  case OptLevel::O1: addQuickPasses(passes); break;
  case OptLevel::O2: passes = builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2); break;
  case OptLevel::O3: passes = builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3); break;
  }
  passes.run(module, modules);
}

llvm::Expected<llvm::SmallVector<char, 0>> emitFile(llvm::Module &module, llvm::TargetMachine &machine, llvm::CodeGenFileType type) {
  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream out(bytes);
  ErrorCollector collector(module.getContext());
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, out, nullptr, type, /*DisableVerify=*/true))
    return llvm::createStringError("the target cannot emit this kind of file");
  passes.run(module);
  if (!collector.errors().empty())
    return llvm::createStringError(collector.errors());
  return bytes;
}

static constexpr llvm::StringLiteral baseline = "x86-64-v2";

MachineSpec hostSpec(Processor processor, const Options &options) {
  MachineSpec spec;
  spec.triple = options.targetTriple.empty() ? llvm::sys::getProcessTriple() : options.targetTriple;
  spec.cpu = options.targetCpu;
  spec.features = options.targetFeatures;
  if (spec.cpu == "native" || (spec.cpu.empty() && processor == Processor::Host)) {
    spec.cpu = llvm::sys::getHostCPUName().str();
    // The name alone does not say what a virtual machine hides.
    std::string own;
    for (const auto &feature : llvm::sys::getHostCPUFeatures())
      own += (own.empty() ? "" : ",") + std::string(feature.second ? "+" : "-") + feature.first().str();
    spec.features = own + (spec.features.empty() ? "" : "," + spec.features);
  } else if (spec.cpu.empty()) {
    spec.cpu = llvm::Triple(spec.triple).isX86() ? baseline.str() : "generic";
  }
  spec.level = options.optLevel;
  return spec;
}

/// Back ends register themselves in a process-wide table of LLVM's, once.
static void initialiseBackEnds(const llvm::Triple &triple) {
  if (triple.isNVPTX()) {
    static std::once_flag nvptx;
    std::call_once(nvptx, [] {
      LLVMInitializeNVPTXTargetInfo();
      LLVMInitializeNVPTXTarget();
      LLVMInitializeNVPTXTargetMC();
      LLVMInitializeNVPTXAsmPrinter();
    });
    return;
  }
  static std::once_flag native;
  std::call_once(native, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser(); // inline assembly is parsed while it is emitted
  });
}

static llvm::CodeGenOptLevel codeGenLevel(OptLevel level) {
  switch (level) {
  case OptLevel::O0: return llvm::CodeGenOptLevel::None;
  case OptLevel::O1: return llvm::CodeGenOptLevel::Less;
  case OptLevel::O2: return llvm::CodeGenOptLevel::Default;
  case OptLevel::O3: return llvm::CodeGenOptLevel::Aggressive;
  }
  llvm_unreachable("unknown level");
}

/// O1: what removes our allocas and byte-wise memory, and little else; about a third of the time of O2.
static void addQuickPasses(llvm::ModulePassManager &passes) {
  llvm::FunctionPassManager functions;
  functions.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  functions.addPass(llvm::EarlyCSEPass(/*UseMemorySSA=*/false));
  functions.addPass(llvm::SimplifyCFGPass());
  functions.addPass(llvm::InstCombinePass());
  llvm::LoopPassManager loops;
  loops.addPass(llvm::LoopRotatePass());
  loops.addPass(llvm::LICMPass(llvm::LICMOptions()));
  functions.addPass(llvm::createFunctionToLoopPassAdaptor(std::move(loops), /*UseMemorySSA=*/true));
  functions.addPass(llvm::EarlyCSEPass(/*UseMemorySSA=*/true));
  functions.addPass(llvm::ADCEPass());
  functions.addPass(llvm::SimplifyCFGPass());
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(functions)));
}

} // namespace fornax::targets
