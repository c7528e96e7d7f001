#include "targets/cpu/Jit.h"
#include <llvm/ExecutionEngine/Orc/Debugging/DebuggerSupport.h>
#include <llvm/ExecutionEngine/Orc/ExecutionUtils.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <llvm/ExecutionEngine/Orc/ObjectTransformLayer.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/TargetParser/Host.h>
#include <mutex>

namespace fornax::targets::cpu {

namespace orc = llvm::orc;

namespace {
/// Remembers where functions were put.
class FunctionTable : public orc::ObjectLinkingLayer::Plugin {
  struct Row {
    uint64_t begin, end;
    std::string symbol;
  };
  std::vector<Row> rows;
  std::mutex mutex; // code may be linked while another thread asks

public:
  void modifyPassConfig(orc::MaterializationResponsibility &, llvm::jitlink::LinkGraph &, llvm::jitlink::PassConfiguration &passes) override {
    // Calls name the section of a local function, so its symbol goes when what is unused goes, and only its block stays.
    struct Candidate {
      const llvm::jitlink::Block *block;
      uint64_t offset, size;
      std::string symbol;
    };
    auto candidates = std::make_shared<std::vector<Candidate>>();
    passes.PrePrunePasses.push_back([candidates](llvm::jitlink::LinkGraph &graph) {
      for (const llvm::jitlink::Symbol *symbol : graph.defined_symbols())
        if (symbol->hasName() && symbol->isCallable())
          candidates->push_back({&symbol->getBlock(), symbol->getOffset(), symbol->getSize(), (*symbol->getName()).str()});
      return llvm::Error::success();
    });
    passes.PostAllocationPasses.push_back([this, candidates](llvm::jitlink::LinkGraph &graph) {
      llvm::DenseSet<const llvm::jitlink::Block *> used;
      for (const llvm::jitlink::Block *block : graph.blocks())
        used.insert(block);
      std::lock_guard<std::mutex> lock(mutex);
      for (Candidate &candidate : *candidates) {
        if (!used.contains(candidate.block))
          continue;
        uint64_t begin = candidate.block->getAddress().getValue() + candidate.offset;
        rows.push_back({begin, begin + candidate.size, std::move(candidate.symbol)});
      }
      return llvm::Error::success();
    });
  }
  llvm::Error notifyFailed(orc::MaterializationResponsibility &) override { return llvm::Error::success(); }
  llvm::Error notifyRemovingResources(orc::JITDylib &, orc::ResourceKey) override { return llvm::Error::success(); }
  void notifyTransferringResources(orc::JITDylib &, orc::ResourceKey, orc::ResourceKey) override {}

  /// The latest: memory of what was removed may be in use again.
  std::optional<Jit::Place> find(uint64_t address) {
    std::lock_guard<std::mutex> lock(mutex);
    for (const Row &row : llvm::reverse(rows))
      if (row.begin <= address && address < row.end)
        return Jit::Place{row.symbol, address - row.begin};
    return std::nullopt;
  }
};
} // namespace

struct Jit::State {
  std::shared_ptr<FunctionTable> functions = std::make_shared<FunctionTable>();
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
  auto state = std::make_unique<State>();
  auto jit = orc::LLJITBuilder()
                 .setJITTargetMachineBuilder(std::move(machine))
                 // No static constructors, no thread-local storage: the platform of LLJIT would cost a module to compile.
                 .setPlatformSetUp(orc::setUpInactivePlatform)
                 .setObjectLinkingLayerCreator([&](orc::ExecutionSession &session) -> llvm::Expected<std::unique_ptr<orc::ObjectLayer>> {
                   auto layer = std::make_unique<orc::ObjectLinkingLayer>(session);
                   // A lazily made object may define helpers that were not announced.
                   layer->setAutoClaimResponsibilityForObjectSymbols(true);
                   layer->setOverrideObjectFlagsWithResponsibilityFlags(true);
                   layer->addPlugin(state->functions);
                   return layer;
                 })
                 .create();
  if (!jit)
    return jit.takeError();

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

std::optional<Jit::Place> Jit::find(const void *address) const { return state->functions->find(reinterpret_cast<uint64_t>(address)); }

static llvm::Error defineSymbols(orc::LLJIT &jit, llvm::ArrayRef<NativeSymbol> symbols) {
  if (symbols.empty())
    return llvm::Error::success();
  orc::SymbolMap map;
  for (const NativeSymbol &symbol : symbols)
    map[jit.mangleAndIntern(symbol.name)] = {orc::ExecutorAddr::fromPtr(symbol.address), llvm::JITSymbolFlags::Exported};
  return jit.getMainJITDylib().define(orc::absoluteSymbols(std::move(map)));
}

} // namespace fornax::targets::cpu
