// Any bytes through the lexer, both modes of the parser and the tree's walks. What must hold of every text:
// nothing crashes, every body parses, node ids are dense, ranges lie in the text, a text without errors dumps.

#include "syntax/DocString.h"
#include "syntax/DumpAST.h"
#include "syntax/Lexer.h"
#include "syntax/Literals.h"
#include "syntax/Parser.h"
#include "syntax/Visit.h"
#include <cstdlib>

using namespace fornax;

static void require(bool holds) {
  if (!holds)
    std::abort();
}

namespace {
struct Walk {
  uint32_t textSize = 0, nodeCount = 0;
  std::vector<bool> seen;

  void literal(const ast::Node &node) {
    if (auto *integer = llvm::dyn_cast<ast::IntLiteral>(&node))
      require(!syntax::intValue(*integer).isNegative());
    else if (auto *floating = llvm::dyn_cast<ast::FloatLiteral>(&node); floating && floating->text.size() < 64)
      syntax::floatValue(floating->text, llvm::APFloat::IEEEdouble());
    else if (auto *string = llvm::dyn_cast<ast::StringLiteral>(&node))
      syntax::parseDocString(syntax::stringValue(*string));
    else if (auto *format = llvm::dyn_cast<ast::TString>(&node))
      syntax::formatText(*format);
  }
  void visit(const ast::Node &node) {
    require(node.id().value < nodeCount && !seen[node.id().value]);
    seen[node.id().value] = true;
    require(node.range().isValid() && node.range().begin <= node.range().end && node.range().end <= textSize);
    literal(node);
    ast::forEachChild(node, [this](const ast::Node &child) { visit(child); });
  }
  void arena(const ast::Node &root, uint32_t count) {
    nodeCount = count;
    seen.assign(count, false);
    visit(root);
  }
};
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Sources sources;
  NameTable names;
  diag::Engine diags;
  FileId file = sources.add("fuzz.mojo", std::string(reinterpret_cast<const char *>(data), size));
  auto module = syntax::parseModule(sources, file, names, diags);
  module->parseAllBodies(diags);

  Walk walk;
  walk.textSize = uint32_t(size);
  walk.arena(module->tree(), module->nodeCount());
  for (const ast::Function *function : module->functions()) {
    const syntax::ParsedBody &body = module->body(*function, diags);
    walk.arena(*body.block, body.nodeCount);
    syntax::checkDocString(*function, diags);
  }
  for (const diag::Diagnostic &diagnostic : diags.all())
    require(diagnostic.range.isValid() && diagnostic.range.begin <= diagnostic.range.end && diagnostic.range.end <= size);
  std::string text;
  llvm::raw_string_ostream out(text);
  syntax::dumpModule(*module, out);
  return 0;
}
