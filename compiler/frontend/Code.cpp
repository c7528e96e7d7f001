#include "frontend/Code.h"
#include "frontend/Diagnostics.h"
#include "frontend/Installation.h"
#include "frontend/State.h"
#include "frontend/Workshop.h"
#include "irgen/Instances.h"
#include "lower/Lower.h"
#include "ownership/Own.h"
#include "runtime/core/Functions.h"
#include "sema/checked/Checked.h"
#include "sema/entities/Demand.h"
#include "targets/cpu/Jit.h"
#include "targets/cpu/Link.h"
#include "targets/cpu/Symbolize.h"
#include "targets/Embed.h"
#include "targets/Target.h"
#include <cstdio>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <mlir/IR/Verifier.h>
#include <unistd.h>

namespace fornax::frontend {

struct Code {
  Workshop &shop;
  targets::Target *host = shop.targets[0].get();
  irgen::Instances *instances = shop.instances.get();
  irgen::InstanceId start; // run_main of the program
  std::vector<irgen::InstanceId> exports;
  targets::ObjectCache cache{targets::ObjectCache::standard()};
  std::vector<std::vector<targets::Image>> images; // by kernel of `instances`: one or more for each device
  lower::Lowered lowered;                          // host, after `lower`

  explicit Code(Workshop &shop) : shop(shop) {}
};

Code *makeCode(Compilation::State &state) {
  auto *code = new Code(workshopOf(*state.evaluator, state.context));
  if (!state.options.accelerators.empty())
    irgen::demandAccelerators(*code->instances); // a wrong name is one even where the program has no kernel
  return code;
}

void destroyCode(Code *code) { delete code; }

// ---- Instantiate

static bool isOfProgram(const Compilation::State &state, const sema::Function &function) {
  const sema::Module &module = state.program.modules[function.module];
  return function.module == state.mainModule || !module.isLibrary;
}

static void requestProgram(Compilation::State &state, Code &code, bool needsMain) {
  const sema::NameMap &names = sema::namesOf(state.context, state.mainModule);
  auto it = names.find(state.names.intern("main"));
  if (it == names.end() || it->second.overloads.empty()) {
    if (needsMain)
      state.diags.report(SourceRange(), messages::noMain(state.sources.path(state.mainFile))).note(messages::mainExplained());
    return;
  }
  sema::FunctionId main = it->second.overloads[0];
  code.start = irgen::requestMain(*code.instances, main);
}

/// Functions of the program: those without parameters are instances of their own, so that ownership sees them even if nobody calls them; the others
/// are checked in their generic form. What the program reaches, on whatever target, has been made already.
static void requestChecks(Compilation::State &state, Code &code) {
  llvm::DenseSet<sema::FunctionId> reached;
  for (uint32_t i = 0; i < code.instances->rows.size(); ++i)
    if (const irgen::Instance &row = code.instances->rows[irgen::InstanceId(i)]; row.state != irgen::Instance::State::Named)
      reached.insert(row.key.function);
  for (uint32_t i = 0; i < state.program.functions.size(); ++i) {
    sema::FunctionId id(i);
    const sema::Function &function = state.program.functions[id];
    if (!function.body.isDone() || !function.body.value || function.body.value->hasError || !isOfProgram(state, function))
      continue;
    if (function.role != sema::FunctionRole::Ordinary && function.role != sema::FunctionRole::Requirement)
      continue;
    bool isConcrete = sema::allParameters(state.context, id).empty();
    if (isConcrete && function.isExported) {
      if (irgen::InstanceId row = irgen::requestRoot(*code.instances, id))
        code.exports.push_back(row);
    } else if (isConcrete && !function.body.value->hasComptimeFlow) {
      if (!reached.contains(id))
        irgen::requestCheck(*code.instances, id);
    } else if (!reached.contains(id)) {
      irgen::requestSelfCheck(*code.instances, id);
    }
  }
}

bool instantiateCode(Compilation::State &state, Product product) {
  Code &code = *state.code;
  if (product != Product::SharedLibrary)
    requestProgram(state, code, product == Product::Program);
  while (irgen::next(*code.instances)) {
  }
  requestChecks(state, code);
  while (irgen::next(*code.instances)) {
  }
  return !state.diags.hasErrors();
}

// ---- Own

/// Under --verify-ir: the bodies that instances were made of.
static bool verifyBodies(Compilation::State &state) {
  for (uint32_t i = 0; i < state.program.functions.size(); ++i) {
    const sema::Function &function = state.program.functions[sema::FunctionId(i)];
    if (!function.body.isDone() || !function.body.value || function.body.value->hasError)
      continue;
    if (std::string problem = sema::verify(state.context, *function.body.value); !problem.empty()) {
      state.diags.report(function.range, messages::emitFailed("the checked body of `" + function.name.str().str() + "` has " + problem));
      return false;
    }
  }
  return true;
}

/// Under --verify-ir. MLIR itself prints what is wrong.
static bool verifyModules(Compilation::State &state) {
  bool good = true;
  for (auto &target : state.code->instances->targets)
    good = mlir::succeeded(mlir::verify(*target->module)) && good;
  if (!good)
    state.diags.report(SourceRange(), messages::emitFailed("the intermediate form is not valid"));
  return good;
}

bool ownCode(Compilation::State &state) {
  irgen::Instances &instances = *state.code->instances;
  bool good = true;
  for (bool again = true; again;) { // what lifecycles ask for is a row that may stand before the one that asks
    again = false;
    while (irgen::next(instances)) {
    }
    for (uint32_t i = 0; i < instances.rows.size(); ++i) {
      irgen::Instance &instance = instances.rows[irgen::InstanceId(i)];
      if (instance.state != irgen::Instance::State::Done || !instance.op || instance.op.isDeclaration() || irgen::isOwned(instance.op))
        continue;
      good = ownInstance(state.code->shop, irgen::InstanceId(i), state.context) && good;
      again = true;
    }
  }
  if (good && state.options.verifyIr)
    good = verifyBodies(state) && verifyModules(state);
  return good && !state.diags.hasErrors();
}

// ---- Lower

/// Functions and globals that nothing reaches were made for checking, or for compile-time evaluation, only.
static bool isKept(mlir::Operation &op, const llvm::DenseSet<mlir::StringAttr> &reachable) {
  auto symbol = op.getAttrOfType<mlir::StringAttr>("sym_name");
  return !symbol || llvm::isa<fx::StructOp>(op) || reachable.contains(symbol);
}

/// What is reached. A function in it without code that nobody has reported is a fault of ours, to be found here and not by the linker.
static llvm::DenseSet<mlir::StringAttr> findReachable(const Code &code, sema::TargetIndex target, llvm::ArrayRef<mlir::StringAttr> roots) {
  irgen::Instances &instances = *code.instances;
  llvm::DenseSet<mlir::StringAttr> reachable = irgen::reachableFrom(irgen::moduleOf(instances, target), roots);
  for (const irgen::Instance &instance : instances.rows)
    if (instance.state == irgen::Instance::State::Failed && instance.key.target == target &&
        reachable.contains(mlir::StringAttr::get(&instances.mlir, instance.symbol)))
      llvm::report_fatal_error(llvm::Twine("no code and no message for `") + instance.displayName + "`");
  return reachable;
}

static void keepReachable(mlir::ModuleOp module, const llvm::DenseSet<mlir::StringAttr> &reachable) {
  for (mlir::Operation &op : llvm::make_early_inc_range(module.getBody()->getOperations()))
    if (!isKept(op, reachable))
      op.erase();
}

static mlir::OwningOpRef<mlir::ModuleOp> copyReachable(mlir::ModuleOp module, const llvm::DenseSet<mlir::StringAttr> &reachable) {
  mlir::OwningOpRef<mlir::ModuleOp> copy = mlir::ModuleOp::create(module.getLoc());
  (*copy)->setAttrs(module->getAttrDictionary());
  mlir::OpBuilder builder = mlir::OpBuilder::atBlockEnd(copy->getBody());
  for (mlir::Operation &op : module.getBody()->getOperations())
    if (isKept(op, reachable))
      builder.clone(op);
  return copy;
}

static mlir::StringAttr symbolOf(const irgen::Instances &instances, irgen::InstanceId id) {
  return mlir::StringAttr::get(&instances.mlir, instances.rows[id].symbol);
}

/// One kernel for one device: a module of its own, so that every image holds just what its kernel reaches.
static bool lowerKernel(Compilation::State &state, const irgen::Kernel &kernel, unsigned device, bool asText, std::vector<targets::Image> &images) {
  Code &code = *state.code;
  targets::Target &target = *code.shop.targets[device + 1];
  mlir::OwningOpRef<mlir::ModuleOp> module = copyReachable(irgen::moduleOf(*code.instances, device + 1),
                                                           findReachable(code, device + 1, {symbolOf(*code.instances, kernel.entries[device])}));
  Options options = state.options;
  options.emitAssembly = asText;
  lower::Request request{target, options, lower::Visibility::Internal, {}, false};
  if (!lower::prepare(*module, request, state.diags) || !target.validate(*module, state.diags))
    return false;
  lower::Lowered lowered = lower::toLLVMDialect(*module, request, state.diags);
  if (!lowered.module)
    return false;
  auto made = targets::compile(target, lowered, kernel.symbol, options, code.cache, state.diags);
  std::move(made.begin(), made.end(), std::back_inserter(images));
  return !made.empty() && !state.diags.hasErrors();
}

static bool lowerHost(Compilation::State &state) {
  Code &code = *state.code;
  mlir::ModuleOp module = irgen::moduleOf(*code.instances, 0);
  llvm::SmallVector<mlir::StringAttr, 4> roots;
  if (code.start)
    roots.push_back(symbolOf(*code.instances, code.start));
  for (irgen::InstanceId id : code.exports)
    roots.push_back(symbolOf(*code.instances, id));
  keepReachable(module, findReachable(code, 0, roots));
  std::string entry = code.start ? code.instances->rows[code.start].symbol : std::string();
  lower::Request request{*code.host, state.options, lower::Visibility::Internal, entry, entry.empty()};
  if (!lower::prepare(module, request, state.diags))
    return false;
  code.lowered = lower::toLLVMDialect(module, request, state.diags);
  return bool(code.lowered.module);
}

bool lowerKernels(Compilation::State &state, bool asText) {
  Code &code = *state.code;
  while (code.images.size() < code.instances->kernels.size()) { // none the second time
    const irgen::Kernel &kernel = code.instances->kernels[code.images.size()];
    code.images.emplace_back();
    for (unsigned device = 0; device + 1 < code.shop.targets.size(); ++device)
      if (!lowerKernel(state, kernel, device, asText, code.images.back()))
        return false;
  }
  return true;
}

bool lowerCode(Compilation::State &state) { return lowerKernels(state, false) && lowerHost(state); }

// ---- Emit

/// The host's module as LLVM IR, with the images of its kernels inside.
static std::unique_ptr<llvm::Module> hostModule(Compilation::State &state, llvm::LLVMContext &context) {
  Code &code = *state.code;
  if (!code.host->prepare(*code.lowered.module, state.diags))
    return nullptr;
  auto module = lower::toLLVMIR(*code.lowered.module, context, "program", state.options.verifyIr, state.diags);
  for (size_t i = 0; module && i < code.images.size(); ++i)
    targets::embedImages(*module, code.instances->kernels[i].symbol, code.images[i]);
  return module;
}

/// The program's object, then those of kernels for the simulator.
static std::vector<targets::Image> hostObjects(Compilation::State &state, const Options &options) {
  PhaseTimer timer(state.timings, "emit");
  Code &code = *state.code;
  llvm::LLVMContext context;
  auto module = hostModule(state, context);
  if (!module)
    return {};
  auto objects = code.host->emit(*module, code.lowered.kernels, options, code.cache, state.diags);
  if (objects.empty())
    return {};
  for (const auto &images : code.images)
    for (const targets::Image &image : images)
      if (image.kind == targets::ImageKind::Simulator && !image.bytes.empty())
        objects.push_back(image);
  return objects;
}

static bool emitKernels(Compilation::State &state, llvm::raw_ostream &out) {
  bool any = false;
  for (const auto &images : state.code->images)
    for (const targets::Image &image : images)
      if (image.kind == targets::ImageKind::Ptx) {
        out << llvm::StringRef(image.bytes.data(), image.bytes.size()).rtrim('\0') << '\n';
        any = true;
      }
  if (!any)
    state.diags.report(SourceRange(), messages::noKernels("NVIDIA"));
  return any;
}

static bool emitLlvm(Compilation::State &state, llvm::raw_ostream &out) {
  llvm::LLVMContext context;
  auto module = hostModule(state, context);
  if (module)
    module->print(out, nullptr);
  return bool(module);
}

static bool emitHost(Compilation::State &state, bool asText, llvm::raw_ostream &out) {
  Options options = state.options;
  options.emitAssembly = asText;
  auto objects = hostObjects(state, options);
  if (!objects.empty())
    out.write(objects[0].bytes.data(), objects[0].bytes.size());
  return !objects.empty();
}

bool emitCode(Compilation::State &state, EmitKind kind, llvm::raw_ostream &out) {
  switch (kind) {
  case EmitKind::Tokens:
  case EmitKind::Ast:
  case EmitKind::Checked: return false; // forms of earlier phases
  case EmitKind::Fx:
    for (auto &target : state.code->instances->targets)
      target->module->print(out);
    return true;
  case EmitKind::Llvm: return emitLlvm(state, out);
  case EmitKind::Ptx: return emitKernels(state, out);
  case EmitKind::Asm: return emitHost(state, true, out);
  case EmitKind::Obj: return emitHost(state, false, out);
  }
  return false;
}

// ---- Run and link

static void reportFailure(Compilation::State &state, llvm::Error error) {
  state.diags.report(SourceRange(), messages::emitFailed(llvm::toString(std::move(error))));
}

/// The program has ended: what it wrote is written, nothing else is torn down.
[[noreturn]] static int leave(int code) {
  std::fflush(nullptr);
  _exit(code);
}

/// What the runtime's backtraces are made of. The hook is a plain function of C.
namespace {
struct RunningCode {
  const targets::cpu::Jit *jit = nullptr;
  std::vector<llvm::ArrayRef<char>> objects;
};
} // namespace
static RunningCode running;

/// Called when the program has failed already: time does not matter, but the compiler's state must be left alone.
static uint64_t symbolize(void *pc, char *buffer, uint64_t size) {
  const char *call = static_cast<const char *>(pc) - 1; // a return address may belong to the next line, or to the next function
  std::optional<targets::cpu::Jit::Place> place = running.jit->find(call);
  if (!place)
    return 0;
  std::string text;
  if (place->symbol != "main") // C's, which is not in the source and ends the list
    text = targets::cpu::describeCode(running.objects, place->symbol, place->offset);
  if (text.empty())
    text = place->symbol;
  size_t length = std::min<size_t>(text.size(), size - 1);
  memcpy(buffer, text.data(), length);
  buffer[length] = 0;
  return length;
}

std::optional<int> runCode(Compilation::State &state, llvm::ArrayRef<std::string> arguments, llvm::function_ref<void()> beforeStart) {
  std::vector<targets::Image> objects = hostObjects(state, state.options);
  if (objects.empty())
    return std::nullopt;
  targets::cpu::JitOptions jitOptions;
  jitOptions.debuggerSupport = state.options.debugInfo == DebugInfo::Full;
  auto jit = targets::cpu::Jit::create(jitOptions);
  if (!jit)
    return reportFailure(state, jit.takeError()), std::nullopt;
  for (const targets::Image &object : objects) {
    auto buffer = llvm::MemoryBuffer::getMemBuffer(llvm::StringRef(object.bytes.data(), object.bytes.size()), "program", false);
    if (llvm::Error error = (*jit)->addObject(std::move(buffer)))
      return reportFailure(state, std::move(error)), std::nullopt;
  }
  auto address = (*jit)->lookup("main");
  if (!address)
    return reportFailure(state, address.takeError()), std::nullopt;
  std::string name = state.sources.path(state.mainFile).str();
  std::vector<char *> argv{name.data()};
  std::vector<std::string> copies(arguments.begin(), arguments.end());
  for (std::string &copy : copies)
    argv.push_back(copy.data());
  argv.push_back(nullptr);
  runtime::exitHook = leave;
  auto *main = reinterpret_cast<int (*)(int, char **)>(*address);
  running.jit = jit->get();
  for (const targets::Image &object : objects)
    running.objects.push_back(object.bytes);
  runtime::symbolizeHook = symbolize;
  beforeStart();
  return main(int(argv.size() - 1), argv.data());
}

bool linkCode(Compilation::State &state, llvm::StringRef output, Product product) {
  std::vector<targets::Image> objects = hostObjects(state, state.options);
  if (objects.empty())
    return false;
  targets::cpu::LinkRequest request;
  request.kind = product == Product::Program ? targets::cpu::LinkKind::Executable : targets::cpu::LinkKind::SharedLibrary;
  request.output = output.str();
  for (const targets::Image &object : objects)
    request.objects.push_back(object.bytes);
  std::string runtime = runtimeArchive(state.options.libraryPath);
  if (runtime.empty()) {
    state.diags.report(SourceRange(), messages::runtimeNotFound()).note(messages::libraryExplained());
    return false;
  }
  request.files.push_back(runtime);
  for (irgen::InstanceId id : state.code->exports)
    request.exports.push_back(state.program.functions[state.code->instances->rows[id].key.function].exportName);
  return targets::cpu::link(request, state.diags);
}

} // namespace fornax::frontend
