#include "frontend/Code.h"
#include "frontend/Devices.h"
#include "frontend/Diagnostics.h"
#include "frontend/Evaluate.h"
#include "frontend/State.h"
#include "sema/checked/Checked.h"
#include "sema/entities/Demand.h"
#include "sema/Sema.h"
#include "syntax/DocString.h"
#include "syntax/DumpAST.h"
#include "syntax/Lexer.h"
#include "syntax/Parser.h"
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

namespace fornax::frontend {

static std::vector<std::string> searchRoots(const Options &options) {
  std::vector<std::string> roots = options.includePaths;
  if (!options.libraryPath.empty())
    roots.push_back(options.libraryPath);
  return roots;
}

static std::vector<std::string> wantedAccelerators(const Compilation::State &state) {
  if (!state.options.accelerators.empty())
    return state.options.accelerators;
  switch (state.use) {
  case Use::Check: return {"sim"};
  case Use::Run: return machineAccelerators();
  case Use::Keep: return portableAccelerators();
  }
  return {};
}

Compilation::State::State(Options given, Use use)
    : options(std::move(given)), finder(searchRoots(options)), evaluator(makeEvaluator([this] { return wantedAccelerators(*this); })),
      context{program, sources, finder, names, diags, options, *evaluator}, code(nullptr, destroyCode), use(use) {}

Compilation::Compilation(Options options, Use use) : state(std::make_unique<State>(std::move(options), use)) {}
Compilation::~Compilation() = default;

const Sources &Compilation::sources() const { return state->sources; }
diag::Engine &Compilation::diagnostics() { return state->diags; }
FileId Compilation::mainFile() const { return state->mainFile; }

static diag::Message loadMessage(llvm::StringRef path, const LoadResult &result) {
  switch (result.error) {
  case LoadError::None:
  case LoadError::NotFound: return messages::fileNotFound(path);
  case LoadError::IsDirectory: return messages::fileIsFolder(path);
  case LoadError::Unreadable: return messages::fileUnreadable(path, result.detail);
  case LoadError::TooLarge: return messages::fileTooLarge(path);
  case LoadError::Binary: return messages::fileIsBinary(path);
  }
  return messages::fileNotFound(path);
}

/// `-` is standard input.
static LoadResult loadInput(Sources &sources, llvm::StringRef path) {
  if (path != "-")
    return sources.load(path);
  auto buffer = llvm::MemoryBuffer::getSTDIN();
  if (!buffer)
    return {{}, LoadError::Unreadable, buffer.getError().message()};
  if ((*buffer)->getBuffer().contains('\0'))
    return {{}, LoadError::Binary, {}};
  return {sources.add("<stdin>", (*buffer)->getBuffer().str()), LoadError::None, {}};
}

bool Compilation::load(llvm::StringRef path) {
  if (state->loaded != Progress::NotRun)
    return state->loaded == Progress::Good;
  LoadResult result = loadInput(state->sources, path);
  if (result.error == LoadError::IsDirectory) {
    llvm::SmallString<256> init(path);
    llvm::sys::path::append(init, "__init__.mojo");
    if (llvm::sys::fs::exists(init))
      result = state->sources.load(init);
  }
  if (result.error != LoadError::None) {
    state->diags.report(SourceRange(), loadMessage(path, result));
    state->loaded = Progress::Failed;
    return false;
  }
  state->mainFile = result.file;
  // Modules beside the program's file are found first.
  llvm::SmallString<256> folder(llvm::sys::path::parent_path(state->sources.path(result.file)));
  std::vector<std::string> roots{folder.empty() ? "." : folder.str().str()};
  llvm::append_range(roots, searchRoots(state->options));
  state->finder = DiskModuleFinder(std::move(roots));
  state->loaded = Progress::Good;
  return true;
}

bool Compilation::parse() {
  if (state->parsed != Progress::NotRun)
    return state->parsed == Progress::Good;
  PhaseTimer timer(state->timings, "parse");
  llvm::StringRef stem = llvm::sys::path::stem(state->sources.path(state->mainFile));
  state->mainModule = sema::addMainModule(state->context, state->mainFile, stem);
  for (auto &tree : state->program.syntaxTrees)
    if (tree->file() == state->mainFile) {
      tree->parseAllBodies(state->diags);
      syntax::checkDocStrings(tree->tree(), state->diags);
    }
  state->parsed = state->diags.hasErrors() ? Progress::Failed : Progress::Good;
  return state->parsed == Progress::Good;
}

bool Compilation::check() {
  if (state->checked != Progress::NotRun)
    return state->checked == Progress::Good;
  parse(); // a tree with errors is checked all the same: what can be said about the rest is said
  PhaseTimer timer(state->timings, "check");
  if (!llvm::sys::fs::is_directory(state->options.libraryPath)) {
    llvm::StringRef wanted = state->options.libraryPath.empty() ? "lib/fornax" : llvm::StringRef(state->options.libraryPath);
    state->diags.report(SourceRange(), messages::libraryNotFound(wanted)).note(messages::libraryExplained());
    state->checked = Progress::Failed;
    return false;
  }
  sema::check(state->context, state->mainModule);
  state->checked = state->diags.hasErrors() ? Progress::Failed : Progress::Good;
  return state->checked == Progress::Good;
}

bool Compilation::instantiate(Product product) {
  if (state->instantiated != Progress::NotRun)
    return state->instantiated == Progress::Good;
  if (!check())
    return false;
  PhaseTimer timer(state->timings, "instantiate");
  state->code.reset(makeCode(*state));
  bool good = instantiateCode(*state, product) && !state->diags.hasErrors();
  state->instantiated = good ? Progress::Good : Progress::Failed;
  return good;
}

bool Compilation::own() {
  if (state->owned != Progress::NotRun)
    return state->owned == Progress::Good;
  if (!instantiate())
    return false;
  PhaseTimer timer(state->timings, "own");
  bool good = ownCode(*state) && !state->diags.hasErrors();
  state->owned = good ? Progress::Good : Progress::Failed;
  return good;
}

bool Compilation::lower() {
  if (state->lowered != Progress::NotRun)
    return state->lowered == Progress::Good;
  if (!own())
    return false;
  PhaseTimer timer(state->timings, "lower");
  bool good = lowerCode(*state) && !state->diags.hasErrors();
  state->lowered = good ? Progress::Good : Progress::Failed;
  return good;
}

/// Who asks for the code of kernels does not wait for the host's.
static bool lowerKernelsOf(Compilation::State &state) {
  PhaseTimer timer(state.timings, "lower kernels");
  return lowerKernels(state, true) && !state.diags.hasErrors();
}

static void emitTokens(const Compilation::State &state, FileId file, llvm::raw_ostream &out) {
  diag::Engine ignored; // the parser has reported them
  syntax::dumpTokens(syntax::lex(state.sources, file, ignored), state.sources, out);
}

static void emitChecked(Compilation::State &state, llvm::raw_ostream &out) {
  sema::Program &program = state.program;
  for (uint32_t i = 0; i < program.functions.size(); ++i) {
    sema::Function &function = program.functions[sema::FunctionId(i)];
    if (function.module == state.mainModule && function.body.isDone() && function.body.value)
      out << sema::dump(state.context, *function.body.value) << '\n';
  }
}

bool Compilation::emit(EmitKind kind, llvm::raw_ostream &out) {
  switch (kind) {
  case EmitKind::Tokens: emitTokens(*state, state->mainFile, out); return parse();
  case EmitKind::Ast: {
    bool good = parse();
    for (auto &tree : state->program.syntaxTrees)
      if (tree->file() == state->mainFile)
        syntax::dumpModule(*tree, out);
    return good;
  }
  case EmitKind::Checked: {
    bool good = check();
    emitChecked(*state, out);
    return good;
  }
  case EmitKind::Fx: return own() && emitCode(*state, kind, out);
  case EmitKind::Ptx: return own() && lowerKernelsOf(*state) && emitCode(*state, kind, out);
  case EmitKind::Llvm:
  case EmitKind::Asm:
  case EmitKind::Obj: return lower() && emitCode(*state, kind, out);
  }
  return false;
}

std::optional<int> Compilation::run(llvm::ArrayRef<std::string> arguments, llvm::function_ref<void()> beforeStart) {
  if (!lower())
    return std::nullopt;
  return runCode(*state, arguments, beforeStart);
}

bool Compilation::build(llvm::StringRef output, Product product) {
  if (!instantiate(product) || !lower())
    return false;
  PhaseTimer timer(state->timings, "emit and link");
  return linkCode(*state, output, product);
}

void Compilation::printTimings(llvm::raw_ostream &out) const {
  for (const Timing &timing : state->timings)
    out << fmt::format("{:<16} {:8.2f} ms\n", timing.phase, timing.milliseconds);
}

} // namespace fornax::frontend
