#include "lower/Lower.h"
#include "ir/IR.h"
#include "lower/Context.h"
#include "lower/DebugInfo.h"
#include "lower/Diagnostics.h"
#include "lower/Inline.h"
#include "runtime/Table.h"
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>
#include <mlir/Dialect/UB/IR/UBOps.h>
#include <mlir/IR/Diagnostics.h>
#include <mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h>
#include <mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h>
#include <mlir/Target/LLVMIR/Dialect/NVVM/NVVMToLLVMIRTranslation.h>
#include <mlir/Target/LLVMIR/Export.h>

using namespace mlir;

namespace fornax::lower {

static void buildMain(ModuleContext &module);
static void buildLibraryStart(ModuleContext &module);
static void cloneForeign(ModuleContext &module);

void loadDialects(MLIRContext &context) {
  context.loadDialect<fx::FxDialect, arith::ArithDialect, cf::ControlFlowDialect, ub::UBDialect, LLVM::LLVMDialect>();
}

bool prepare(ModuleOp module, const Request &request, diag::Engine &diags) { return inlineCalls(module, request, diags); }

/// Launch attributes stand on the kernel's `fx.kernel`, or on its function where the device module has no such op.
static DictionaryAttr launchOf(fx::FuncOp function, ModuleOp module) {
  for (auto kernel : module.getOps<fx::KernelOp>())
    if (kernel.getEntry() == function.getSymName() && kernel.getLaunchAttr())
      return kernel.getLaunchAttr();
  return function->getAttrOfType<DictionaryAttr>("launch");
}

/// Where lowering begins; what these mention follows.
static bool isRoot(fx::FuncOp function, const Request &request, bool everything) {
  if (function.isExternal() || function.getSelfCheck())
    return false;
  return everything || function.getExported() || function.getCc() == fx::CallConv::Kernel || function.getSymName() == request.entry;
}

static void lowerFunction(fx::FuncOp function, ModuleContext &module, Lowered &result) {
  LLVM::LLVMFuncOp lowered = module.functions.lookup(function);
  FunctionContext context(module, function, lowered, module.signatureOf(function));
  if (module.debug)
    module.debug->begin(context);
  bool isKernel = function.getCc() == fx::CallConv::Kernel;
  if (isKernel)
    module.request.target.declareKernel(lowered, {launchOf(function, module.source)});
  if (failed(lowerBody(context)))
    module.failed = true;
  else
    module.request.target.finish(context);
  if (isKernel)
    result.kernels.push_back({function.getSymName().str(), lowered.getSymName().str(), 0, false});
}

Lowered toLLVMDialect(ModuleOp source, const Request &request, diag::Engine &diags) {
  ModuleContext module(source, request, diags);
  Lowered result;
  result.module = module.module;
  cloneForeign(module);
  // A module of a whole program says what it needs; the others are lowered as they are.
  auto functions = source.getOps<fx::FuncOp>();
  bool hasKernels = llvm::any_of(functions, [](fx::FuncOp f) { return f.getCc() == fx::CallConv::Kernel && !f.isExternal(); });
  bool everything = request.visibility == Visibility::Hidden || (request.entry.empty() && !request.isLibrary && !hasKernels);
  for (fx::FuncOp function : functions)
    if (isRoot(function, request, everything))
      module.declare(function);
  for (auto global : source.getOps<fx::GlobalOp>())
    if (global.getExported())
      module.declare(global);
  for (size_t next = 0; next != module.pending.size(); ++next)
    lowerFunction(module.pending[next], module, result);
  // Helpers that stayed functions share the objects of the module, so a kernel needs room for all of them.
  for (KernelFacts &kernel : result.kernels) {
    kernel.staticShared = module.sharedSize;
    kernel.needsSwitch = module.needsSwitch;
  }
  if (!request.entry.empty())
    buildMain(module);
  if (request.isLibrary)
    buildLibraryStart(module);
  if (module.failed)
    result.module = OwningOpRef<ModuleOp>();
  return result;
}

/// Functions and globals that inline MLIR declared in the LLVM dialect itself.
static void cloneForeign(ModuleContext &module) {
  OpBuilder builder(module.module.getBodyRegion());
  builder.setInsertionPointToEnd(module.module.getBody());
  for (Operation &op : module.source.getOps())
    if (isa<LLVM::LLVMFuncOp, LLVM::GlobalOp>(op)) {
      Operation *copy = builder.clone(op);
      module.linkNames[op.getAttrOfType<StringAttr>(SymbolTable::getSymbolAttrName())] = copy;
    }
}

/// Refers to the symbol that names the version of the runtime's interface, so that another version does not link.
static void referToVersion(ModuleContext &module) {
  OpBuilder builder(module.module.getBodyRegion());
  builder.setInsertionPointToEnd(module.module.getBody());
  Location loc = builder.getUnknownLoc();
  Type pointer = module.pointer();
  auto version = LLVM::GlobalOp::create(builder, loc, pointer, /*isConstant=*/false, LLVM::Linkage::External, "fx_abi_1", Attribute());
  auto used = LLVM::GlobalOp::create(builder, loc, LLVM::LLVMArrayType::get(pointer, 1), /*isConstant=*/false, LLVM::Linkage::Appending,
                                     "llvm.compiler.used", Attribute());
  auto holder = LLVM::GlobalOp::create(builder, loc, pointer, /*isConstant=*/true, LLVM::Linkage::Private, "fx.abi", Attribute());
  used.setSection("llvm.metadata");
  auto fill = [&](LLVM::GlobalOp global, Type type, StringRef symbol) {
    Block *block = new Block;
    global.getInitializerRegion().push_back(block);
    builder.setInsertionPointToStart(block);
    Value value = LLVM::AddressOfOp::create(builder, loc, pointer, symbol);
    if (type != pointer)
      value = LLVM::InsertValueOp::create(builder, loc, LLVM::PoisonOp::create(builder, loc, type), value, ArrayRef<int64_t>{0});
    LLVM::ReturnOp::create(builder, loc, value);
  };
  fill(used, used.getType(), holder.getSymName());
  fill(holder, pointer, version.getSymName());
}

/// C's `main`: starts the runtime, runs the language's entry, leaves.
static void buildMain(ModuleContext &module) {
  auto name = StringAttr::get(module.context(), module.request.entry);
  fx::FuncOp entry = module.findFunction(name);
  if (!entry) {
    module.failed = true;
    module.diags.report(SourceRange(), messages::unknownSymbol(module.request.entry));
    return;
  }
  OpBuilder builder(module.module.getBodyRegion());
  builder.setInsertionPointToEnd(module.module.getBody());
  Location loc = builder.getUnknownLoc();
  Type i32 = module.integer(32), pointer = module.pointer();
  auto type = LLVM::LLVMFunctionType::get(i32, {i32, pointer});
  auto function = LLVM::LLVMFuncOp::create(builder, loc, "main", type);
  function.setNoUnwind(true);
  LLVM::LLVMFuncOp start = module.declareC("fx_start", Type(), {i32, pointer}), finish = module.declareC("fx_exit", Type(), {i32});
  Block *block = function.addEntryBlock(builder);
  builder.setInsertionPointToStart(block);
  LLVM::CallOp::create(builder, loc, start, block->getArguments());
  LLVM::LLVMFuncOp callee = module.declare(entry);
  auto call = LLVM::CallOp::create(builder, loc, callee, ValueRange());
  call.setCConv(callee.getCConv());
  Value code = call.getNumResults() ? call.getResult() : Value(LLVM::ZeroOp::create(builder, loc, i32));
  LLVM::CallOp::create(builder, loc, finish, ValueRange(code));
  LLVM::UnreachableOp::create(builder, loc);
  referToVersion(module);
}

static void buildLibraryStart(ModuleContext &module) {
  OpBuilder builder(module.module.getBodyRegion());
  builder.setInsertionPointToEnd(module.module.getBody());
  Location loc = builder.getUnknownLoc();
  Type i32 = module.integer(32), pointer = module.pointer();
  LLVM::LLVMFuncOp start = module.declareC("fx_start", Type(), {i32, pointer});
  auto function = LLVM::LLVMFuncOp::create(builder, loc, "fx.library.start",
                                           LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(module.context()), {}), LLVM::Linkage::Internal);
  function.setNoUnwind(true);
  Block *block = function.addEntryBlock(builder);
  builder.setInsertionPointToStart(block);
  Value zero = LLVM::ZeroOp::create(builder, loc, i32), null = LLVM::ZeroOp::create(builder, loc, pointer);
  LLVM::CallOp::create(builder, loc, start, ValueRange{zero, null});
  LLVM::ReturnOp::create(builder, loc, ValueRange());
  builder.setInsertionPointToEnd(module.module.getBody());
  constexpr int32_t priority = 65535;
  LLVM::GlobalCtorsOp::create(builder, loc, builder.getArrayAttr({FlatSymbolRefAttr::get(function.getSymNameAttr())}),
                              builder.getI32ArrayAttr({priority}), builder.getArrayAttr({LLVM::ZeroAttr::get(module.context())}));
  referToVersion(module);
}

std::unique_ptr<llvm::Module> toLLVMIR(ModuleOp module, llvm::LLVMContext &context, llvm::StringRef name, bool verify, diag::Engine &diags) {
  registerBuiltinDialectTranslation(*module.getContext());
  registerLLVMDialectTranslation(*module.getContext());
  registerNVVMDialectTranslation(*module.getContext());
  std::string problem;
  SourceRange range;
  // MLIR reports through its context; here it becomes one of our diagnostics.
  ScopedDiagnosticHandler handler(module.getContext(), [&](Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() == DiagnosticSeverity::Error && problem.empty()) {
      problem = diagnostic.str();
      range = ir::rangeOf(diagnostic.getLocation());
    }
    return success();
  });
  auto result = translateModuleToLLVMIR(module, context, name, /*disableVerification=*/!verify);
  if (!result)
    diags.report(range, messages::translationFailed(problem.empty() ? "the module cannot be translated" : problem));
  return result;
}

} // namespace fornax::lower
