// The back half of the compiler on its own: owned fx in, any later form out. For tests and for looking at one phase.
//
//   fornax-codegen FILE [--target=NAME] [--emit=fx|llvm-dialect|llvm|asm|obj|ptx|exe|lib|run] [-O0..3] [-g] [--checks] [--entry=SYMBOL] [-o FILE]
//
// A nested `module attributes {fx.target = "sm_90a"}` holds device code: it is compiled for that target and its kernels are embedded into the
// descriptors of the outer module's `fx.kernel` ops with the same entry.

#include "diagnostics/RenderText.h"
#include "ir/IR.h"
#include "lower/Lower.h"
#include "targets/CodeGen.h"
#include "targets/cpu/Jit.h"
#include "targets/cpu/Link.h"
#include "targets/Embed.h"
#include "targets/Target.h"
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/InitLLVM.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/ToolOutputFile.h>
#include <llvm/Target/TargetMachine.h>
#include <mlir/Dialect/Index/IR/IndexDialect.h>
#include <mlir/Dialect/LLVMIR/NVVMDialect.h>
#include <mlir/Dialect/Math/IR/Math.h>
#include <mlir/Dialect/Vector/IR/VectorOps.h>
#include <mlir/IR/Verifier.h>
#include <mlir/Parser/Parser.h>

using namespace fornax;
namespace cl = llvm::cl;

enum class Emit { Fx, LLVMDialect, LLVM, Asm, Obj, Ptx, Exe, Lib, Run };

static cl::opt<std::string> input(cl::Positional, cl::desc("<input>"), cl::init("-"));
static cl::opt<std::string> targetName("target", cl::init("host"));
static cl::opt<std::string> output("o", cl::init("-"));
static cl::opt<std::string> entry("entry");
static cl::opt<char> level("O", cl::Prefix, cl::init('2'));
static cl::opt<bool> debug("g"), checks("checks"), noVerify("no-verify");
static cl::opt<Emit> emitKind("emit", cl::init(Emit::LLVM),
                              cl::values(clEnumValN(Emit::Fx, "fx", "after inlining and simplification"),
                                         clEnumValN(Emit::LLVMDialect, "llvm-dialect", ""), clEnumValN(Emit::LLVM, "llvm", ""),
                                         clEnumValN(Emit::Asm, "asm", "optimised"), clEnumValN(Emit::Obj, "obj", ""),
                                         clEnumValN(Emit::Ptx, "ptx", ""), clEnumValN(Emit::Exe, "exe", ""), clEnumValN(Emit::Lib, "lib", ""),
                                         clEnumValN(Emit::Run, "run", "in this process")));

namespace {

struct Session {
  Options options;
  Sources sources;
  diag::Engine diags;
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};

  int finish(bool good) {
    diags.sort();
    for (const diag::Diagnostic &diagnostic : diags.all())
      diag::renderText(diagnostic, sources, {}, llvm::errs());
    return good && !diags.hasErrors() ? 0 : 1;
  }
};

struct DeviceImages {
  std::string function; // the fx symbol of the kernel
  std::vector<targets::Image> images;
};

} // namespace

static void print(llvm::ArrayRef<char> bytes) {
  std::error_code error;
  llvm::ToolOutputFile file(output, error, llvm::sys::fs::OF_None);
  file.os().write(bytes.data(), bytes.size());
  file.keep();
}
static void print(const std::string &text) { print(llvm::ArrayRef(text.data(), text.size())); }

/// Compiles the nested modules. Simulator code is host code: its objects are linked with the host's.
static bool compileDevices(mlir::ModuleOp module, Session &session, std::vector<DeviceImages> &kernels,
                           std::vector<llvm::SmallVector<char, 0>> &objects) {
  llvm::SmallVector<mlir::ModuleOp> nested(module.getOps<mlir::ModuleOp>());
  for (mlir::ModuleOp device : nested) {
    auto name = device->getAttrOfType<mlir::StringAttr>("fx.target");
    auto target = targets::find(name ? name.getValue() : "", session.options);
    if (!target) {
      llvm::errs() << "unknown device target\n";
      return false;
    }
    target->loadDialects(session.context);
    lower::Request request{*target, session.options, lower::Visibility::Internal, "", false};
    if (!lower::prepare(device, request, session.diags) || !target->validate(device, session.diags))
      return false;
    lower::Lowered lowered = lower::toLLVMDialect(device, request, session.diags);
    auto images = targets::compile(*target, lowered, "device", session.options, targets::ObjectCache(""), session.diags);
    if (images.empty())
      return false;
    for (const lower::KernelFacts &kernel : lowered.kernels) {
      auto slot = llvm::find_if(kernels, [&](auto &k) { return k.function == kernel.function; });
      if (slot == kernels.end())
        slot = kernels.insert(kernels.end(), DeviceImages{kernel.function, {}});
      for (targets::Image &image : images)
        if (image.entry == kernel.entry) {
          if (image.kind == targets::ImageKind::Simulator && !image.bytes.empty())
            objects.push_back(std::move(image.bytes));
          slot->images.push_back(std::move(image));
        }
    }
    device.erase();
  }
  return true;
}

static int runHere(llvm::ArrayRef<llvm::SmallVector<char, 0>> objects, Session &session) {
  targets::cpu::JitOptions options;
  options.debuggerSupport = debug;
  auto jit = targets::cpu::Jit::create(options);
  if (!jit) {
    llvm::errs() << llvm::toString(jit.takeError()) << "\n";
    return 1;
  }
  for (const auto &bytes : objects)
    if (llvm::Error error = (*jit)->addObject(llvm::MemoryBuffer::getMemBufferCopy(llvm::StringRef(bytes.data(), bytes.size()), "program"))) {
      llvm::errs() << llvm::toString(std::move(error)) << "\n";
      return 1;
    }
  auto main = (*jit)->lookup("main");
  if (!main) {
    llvm::errs() << llvm::toString(main.takeError()) << "\n";
    return 1;
  }
  std::string name = input;
  char *arguments[] = {name.data(), nullptr};
  return reinterpret_cast<int (*)(int, char **)>(*main)(1, arguments);
}

static int emitHost(llvm::Module &module, const targets::Target &target, std::vector<llvm::SmallVector<char, 0>> objects, Session &session) {
  if (emitKind == Emit::Asm) {
    auto machine = target.createMachine(session.options);
    module.setTargetTriple(machine->getTargetTriple());
    module.setDataLayout(machine->createDataLayout());
    targets::optimise(module, *machine, session.options.optLevel);
    print(llvm::cantFail(targets::emitFile(module, *machine, llvm::CodeGenFileType::AssemblyFile)));
    return session.finish(true);
  }
  auto images = target.emit(module, {}, session.options, targets::ObjectCache(""), session.diags);
  if (images.empty())
    return session.finish(false);
  objects.insert(objects.begin(), std::move(images.front().bytes));
  if (emitKind == Emit::Obj) {
    print(objects.front());
    return session.finish(true);
  }
  if (emitKind == Emit::Run) {
    if (int code = session.finish(true))
      return code;
    return runHere(objects, session);
  }
  targets::cpu::LinkRequest link;
  link.kind = emitKind == Emit::Lib ? targets::cpu::LinkKind::SharedLibrary : targets::cpu::LinkKind::Executable;
  link.output = output;
  for (const auto &object : objects)
    link.objects.push_back(object);
  link.files = {FORNAX_RUNTIME_ARCHIVE};
  for (llvm::Function &function : module)
    if (function.hasExternalLinkage() && !function.isDeclaration() && function.hasDefaultVisibility())
      link.exports.push_back(function.getName().str());
  return session.finish(targets::cpu::link(link, session.diags));
}

static int process(mlir::ModuleOp module, Session &session) {
  auto target = targets::find(targetName, session.options);
  if (!target) {
    llvm::errs() << "unknown target " << targetName << "\n";
    return 1;
  }
  target->loadDialects(session.context);
  std::vector<DeviceImages> kernels;
  std::vector<llvm::SmallVector<char, 0>> objects;
  if (!compileDevices(module, session, kernels, objects))
    return session.finish(false);
  lower::Request request{*target, session.options, lower::Visibility::Internal, entry, emitKind == Emit::Lib};
  if (!lower::prepare(module, request, session.diags) || (target->machine().isDevice && !target->validate(module, session.diags)))
    return session.finish(false);
  std::string text;
  llvm::raw_string_ostream out(text);
  if (emitKind == Emit::Fx) {
    module.print(out);
    print(text);
    return session.finish(mlir::succeeded(mlir::verify(module)));
  }
  std::vector<std::pair<std::string, std::string>> descriptors; // fx.kernel, its entry
  for (auto kernel : module.getOps<fx::KernelOp>())
    descriptors.push_back({kernel.getSymName().str(), kernel.getEntry().str()});
  lower::Lowered lowered = lower::toLLVMDialect(module, request, session.diags);
  if (!lowered.module)
    return session.finish(false);
  if (emitKind == Emit::LLVMDialect) {
    lowered.module->print(out);
    print(text);
    return session.finish(mlir::succeeded(mlir::verify(*lowered.module)));
  }
  if (!target->prepare(*lowered.module, session.diags))
    return session.finish(false);
  llvm::LLVMContext context;
  auto ir = lower::toLLVMIR(*lowered.module, context, "program", session.options.verifyIr, session.diags);
  if (!ir)
    return session.finish(false);
  for (const auto &[kernel, function] : descriptors)
    for (const DeviceImages &device : kernels)
      if (device.function == function)
        targets::embedImages(*ir, kernel, device.images);
  if (emitKind == Emit::LLVM) {
    ir->print(out, nullptr);
    print(text);
    return session.finish(true);
  }
  if (emitKind == Emit::Ptx) {
    auto images = target->emit(*ir, lowered.kernels, session.options, targets::ObjectCache(""), session.diags);
    for (const targets::Image &image : images)
      if (image.kind == targets::ImageKind::Ptx)
        print(image.bytes);
    return session.finish(!images.empty());
  }
  return emitHost(*ir, *target, std::move(objects), session);
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::ParseCommandLineOptions(argc, argv, "owned fx to code\n");
  Session session;
  session.options.optLevel = OptLevel(level - '0');
  session.options.debugInfo = debug ? DebugInfo::Full : DebugInfo::None;
  session.options.deviceChecks = checks;
  session.options.verifyIr = !noVerify;
  lower::loadDialects(session.context);
  session.context.loadDialect<mlir::math::MathDialect, mlir::vector::VectorDialect, mlir::index::IndexDialect, mlir::NVVM::NVVMDialect>();
  auto module = mlir::parseSourceFile<mlir::ModuleOp>(input, &session.context);
  if (!module)
    return 1;
  return process(*module, session);
}
