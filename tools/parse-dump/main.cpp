// parse-dump: what the lexer and parser make of files. For the tests of `compiler/syntax`; `fornax --emit=ast` is the user's way.
//
//   parse-dump FILE…                 the tree of each file, every body parsed, diagnostics after it
//   parse-dump --tokens FILE…        the tokens instead
//   parse-dump --check FILE…         per file one line: ok, or the codes of its errors
//   parse-dump --time FILE…          bytes a second of lexing, declarations, bodies
//   parse-dump --ranges …            trees with byte ranges

#include "diagnostics/RenderText.h"
#include "syntax/DumpAST.h"
#include "syntax/Lexer.h"
#include "syntax/Parser.h"
#include <chrono>
#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/raw_ostream.h>

using namespace fornax;

namespace {
enum class Mode { Tree, Tokens, Check, Time };

struct Options {
  Mode mode = Mode::Tree;
  syntax::DumpRanges ranges = syntax::DumpRanges::Hidden;
  std::vector<std::string> files;
};
} // namespace

static void printDiagnostics(diag::Engine &diags, const Sources &sources) {
  diags.sort();
  for (const diag::Diagnostic &diagnostic : diags.all()) {
    LineColumn at = sources.position(diagnostic.range.file, diagnostic.range.begin);
    llvm::outs() << at.line << ':' << at.column << ": " << (diagnostic.severity() == diag::Severity::Error ? "error" : "warning") << " ["
                 << diagnostic.code() << "] " << diagnostic.message.text() << '\n';
    for (const diag::FixIt &fix : diagnostic.fixes)
      for (const diag::Edit &edit : fix.edits)
        llvm::outs() << "  fix: " << sources.text(edit.range) << " -> " << edit.replacement << '\n';
  }
}

static void check(const std::string &path, const diag::Engine &diags) {
  llvm::outs() << path << ": " << (diags.hasErrors() ? "error" : "ok");
  for (const diag::Diagnostic &diagnostic : diags.all())
    llvm::outs() << ' ' << diagnostic.code() << '@' << diagnostic.range.begin;
  llvm::outs() << '\n';
}

static void time(const Sources &sources, FileId file) {
  using Clock = std::chrono::steady_clock;
  double best[3] = {1e9, 1e9, 1e9};
  for (int round = 0; round < 5; ++round) {
    NameTable names;
    diag::Engine diags;
    auto start = Clock::now();
    syntax::TokenBuffer tokens = syntax::lex(sources, file, diags);
    auto lexed = Clock::now();
    auto module = syntax::parseDeclarations(std::move(tokens), names, diags);
    auto declared = Clock::now();
    module->parseAllBodies(diags);
    auto parsed = Clock::now();
    double spent[3] = {std::chrono::duration<double>(lexed - start).count(), std::chrono::duration<double>(declared - lexed).count(),
                       std::chrono::duration<double>(parsed - declared).count()};
    for (int i = 0; i < 3; ++i)
      best[i] = std::min(best[i], spent[i]);
  }
  double megabytes = double(sources.text(file).size()) / 1e6;
  llvm::outs() << llvm::formatv("{0:f2} MB: lex {1:f1} MB/s, declarations {2:f1} MB/s, bodies {3:f1} MB/s, all {4:f1} MB/s\n", megabytes,
                                megabytes / best[0], megabytes / best[1], megabytes / best[2], megabytes / (best[0] + best[1] + best[2]));
}

static void run(const Options &options, const std::string &path) {
  Sources sources;
  diag::Engine diags;
  LoadResult loaded = sources.load(path);
  if (loaded.error != LoadError::None) {
    llvm::outs() << path << ": cannot read\n";
    return;
  }
  if (options.mode == Mode::Time)
    return time(sources, loaded.file);
  if (options.mode == Mode::Tokens) {
    syntax::dumpTokens(syntax::lex(sources, loaded.file, diags), sources, llvm::outs());
    return printDiagnostics(diags, sources);
  }
  NameTable names;
  auto module = syntax::parseModule(sources, loaded.file, names, diags);
  module->parseAllBodies(diags);
  if (options.mode == Mode::Check)
    return check(path, diags);
  syntax::dumpModule(*module, llvm::outs(), options.ranges);
  printDiagnostics(diags, sources);
}

int main(int argc, char **argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    llvm::StringRef argument = argv[i];
    if (argument == "--tokens")
      options.mode = Mode::Tokens;
    else if (argument == "--check")
      options.mode = Mode::Check;
    else if (argument == "--time")
      options.mode = Mode::Time;
    else if (argument == "--ranges")
      options.ranges = syntax::DumpRanges::Shown;
    else
      options.files.push_back(argument.str());
  }
  for (const std::string &path : options.files)
    run(options, path);
  return 0;
}
