#include "targets/cpu/Jit.h"
#include <llvm/ExecutionEngine/Orc/Debugging/DebuggerSupport.h>
#include <llvm/ExecutionEngine/Orc/ExecutionUtils.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <llvm/ExecutionEngine/Orc/ObjectTransformLayer.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/TargetParser/Host.h>

namespace fornax::targets::cpu {

namespace orc = llvm::orc;

struct Jit::State {
  std::unique_ptr<orc::LLJIT> jit;
  std::vector<orc::ResourceTrackerSP> cells; // by Cell - 1
  std::string reported;                      // what ORC told its error reporter since the last lookup

  orc::ResourceTrackerSP tracker(Cell cell) { return cell == 0 ? jit->getMainJITDylib().getDefaultResourceTracker() : cells[cell - 1]; }
};

static llvm::Error defineSymbols(orc::LLJIT &jit, llvm::ArrayRef<NativeSymbol> symbols);

Jit::Jit(std::unique_ptr<State> state) : state(std::move(state)) {}

Jit::~Jit() = default;

llvm::Expected<std::unique_ptr<Jit>> Jit::create(const JitOptions &options) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  // Only the triple and the data layout matter here: objects come compiled.
  auto machine = orc::JITTargetMachineBuilder(llvm::Triple(llvm::sys::getProcessTriple()));
  auto jit = orc::LLJITBuilder()
                 .setJITTargetMachineBuilder(std::move(machine))
                 // No static constructors, no thread-local storage: the platform of LLJIT would cost a module to compile.
                 .setPlatformSetUp(orc::setUpInactivePlatform)
                 .setObjectLinkingLayerCreator([](orc::ExecutionSession &session) -> llvm::Expected<std::unique_ptr<orc::ObjectLayer>> {
                   auto layer = std::make_unique<orc::ObjectLinkingLayer>(session);
                   // A lazily made object may define helpers that were not announced.
                   layer->setAutoClaimResponsibilityForObjectSymbols(true);
                   layer->setOverrideObjectFlagsWithResponsibilityFlags(true);
                   return layer;
                 })
                 .create();
  if (!jit)
    return jit.takeError();

  auto state = std::make_unique<State>();
  state->jit = std::move(*jit);
  state->jit->getExecutionSession().setErrorReporter(
      [raw = state.get()](llvm::Error error) { raw->reported += (raw->reported.empty() ? "" : "; ") + llvm::toString(std::move(error)); });
  if (options.debuggerSupport)
    if (llvm::Error error = orc::enableDebuggerSupport(*state->jit))
      return std::move(error);
  if (llvm::Error error = defineSymbols(*state->jit, runtimeSymbols()))
    return std::move(error);
  if (llvm::Error error = defineSymbols(*state->jit, options.symbols))
    return std::move(error);
  for (const std::string &library : options.libraries) {
    auto generator = orc::DynamicLibrarySearchGenerator::Load(library.c_str(), state->jit->getDataLayout().getGlobalPrefix());
    if (!generator)
      return generator.takeError();
    state->jit->getMainJITDylib().addGenerator(std::move(*generator));
  }
  return std::unique_ptr<Jit>(new Jit(std::move(state)));
}

Jit::Cell Jit::openCell() {
  state->cells.push_back(state->jit->getMainJITDylib().createResourceTracker());
  return Cell(state->cells.size());
}

llvm::Error Jit::removeCell(Cell cell) {
  assert(cell != 0 && "the program itself cannot be removed");
  return state->cells[cell - 1]->remove();
}

llvm::Error Jit::addObject(std::unique_ptr<llvm::MemoryBuffer> object, Cell cell) {
  return state->jit->addObjectFile(state->tracker(cell), std::move(object));
}

/// One object that is made on the first lookup of one of its symbols.
class LazyObject : public orc::MaterializationUnit {
  orc::ObjectLayer &layer;
  Jit::MakeObject make;

public:
  LazyObject(orc::ObjectLayer &layer, orc::SymbolFlagsMap symbols, Jit::MakeObject make)
      : MaterializationUnit(Interface(std::move(symbols), nullptr)), layer(layer), make(std::move(make)) {}
  llvm::StringRef getName() const override { return "fornax object"; }

private:
  void materialize(std::unique_ptr<orc::MaterializationResponsibility> responsibility) override {
    auto object = make();
    if (!object) {
      layer.getExecutionSession().reportError(object.takeError());
      responsibility->failMaterialization();
      return;
    }
    layer.emit(std::move(responsibility), std::move(*object));
  }
  void discard(const orc::JITDylib &, const orc::SymbolStringPtr &) override {}
};

llvm::Error Jit::addLazily(llvm::ArrayRef<std::string> symbols, MakeObject make, Cell cell) {
  orc::SymbolFlagsMap flags;
  for (const std::string &symbol : symbols)
    flags[state->jit->mangleAndIntern(symbol)] = llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable;
  auto unit = std::make_unique<LazyObject>(state->jit->getObjTransformLayer(), std::move(flags), std::move(make));
  return state->jit->getMainJITDylib().define(std::move(unit), state->tracker(cell));
}

llvm::Expected<void *> Jit::lookup(llvm::StringRef name) {
  state->reported.clear();
  auto address = state->jit->lookup(name);
  if (address)
    return address->toPtr<void *>();
  std::string text = llvm::toString(address.takeError());
  if (!state->reported.empty())
    text = state->reported + "; " + text;
  return llvm::createStringError(text);
}

static llvm::Error defineSymbols(orc::LLJIT &jit, llvm::ArrayRef<NativeSymbol> symbols) {
  if (symbols.empty())
    return llvm::Error::success();
  orc::SymbolMap map;
  for (const NativeSymbol &symbol : symbols)
    map[jit.mangleAndIntern(symbol.name)] = {orc::ExecutorAddr::fromPtr(symbol.address), llvm::JITSymbolFlags::Exported};
  return jit.getMainJITDylib().define(orc::absoluteSymbols(std::move(map)));
}

} // namespace fornax::targets::cpu
