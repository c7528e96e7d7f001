#pragma once
// Text to tokens, trees and messages for the unit tests of this folder.

#include "syntax/DumpAST.h"
#include "syntax/Lexer.h"
#include "syntax/Parser.h"
#include <llvm/Support/raw_ostream.h>

namespace fornax::syntax {

struct Parsed {
  Sources sources;
  NameTable names;
  diag::Engine diags;
  std::unique_ptr<ParsedModule> module;

  explicit Parsed(std::string text) {
    FileId file = sources.add("test.mojo", std::move(text));
    module = parseModule(sources, file, names, diags);
  }
  std::string dump() {
    std::string out;
    llvm::raw_string_ostream stream(out);
    module->parseAllBodies(diags);
    dumpModule(*module, stream);
    return out;
  }
  /// `code@line:column` of every diagnostic, separated by blanks.
  std::string codes() {
    module->parseAllBodies(diags);
    std::string out;
    diags.sort();
    for (const diag::Diagnostic &diagnostic : diags.all()) {
      LineColumn at = sources.position(diagnostic.range.file, diagnostic.range.begin);
      out += fmt::format("{}{}@{}:{}", out.empty() ? "" : " ", diagnostic.code().str(), at.line, at.column);
    }
    return out;
  }
};

} // namespace fornax::syntax
