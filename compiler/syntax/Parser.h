#pragma once
// From text to tree. Nothing here fails: every function gives a result and diagnostics.
//
//   std::unique_ptr<ParsedModule> module = parseModule(sources, file, names, diags);
//   for (const ast::Stmt *stmt : module->tree().statements)
//     if (auto *function = dyn_cast<ast::Function>(stmt))
//       const ast::Block *block = module->body(*function, diags).block;
//
// Ownership. ParsedModule owns its tokens, the tree and every body; it refers to the text in Sources and to names in the NameTable, which
// must outlive it. Nodes and the ArrayRefs inside them live as long as the ParsedModule; pointers never move, also when more bodies are parsed.

#include "basic/Arena.h"
#include "basic/Sources.h"
#include "diagnostics/Engine.h"
#include "syntax/AST.h"
#include "syntax/TokenBuffer.h"

namespace fornax::syntax {

/// A function's body, in an arena of its own. Node ids below `block` (nested functions included) are 0 … nodeCount-1.
struct ParsedBody {
  const ast::Block *block = nullptr; // never null; empty if the suite is missing
  uint32_t nodeCount = 0;
};

/// One file: its tokens, its declarations, and the bodies asked for so far.
class ParsedModule {
public:
  ParsedModule(TokenBuffer tokens, NameTable &names);
  ~ParsedModule();
  ParsedModule(const ParsedModule &) = delete;

  FileId file() const { return buffer.file; }
  const TokenBuffer &tokens() const { return buffer; }
  const ast::Module &tree() const { return *root; }
  /// Node ids of declarations (everything outside bodies) are 0 … nodeCount()-1.
  uint32_t nodeCount() const { return declarationNodes; }

  /// The function's body, parsed at the first call (only then is anything reported). The function must be one of this module whose body is
  /// not nested in another's; a nested function's body is Function::nestedBody, in the arena of the outermost one.
  const ParsedBody &body(const ast::Function &function, diag::Engine &diags);
  /// Parses every body not parsed yet.
  void parseAllBodies(diag::Engine &diags);
  /// Every function with a body on demand, in source order; the position is Function::bodyIndex.
  llvm::ArrayRef<const ast::Function *> functions() const { return bodyOwners; }

private:
  friend std::unique_ptr<ParsedModule> parseDeclarations(TokenBuffer, NameTable &, diag::Engine &);
  struct BodySlot;
  TokenBuffer buffer;
  NameTable &names;
  Arena arena;
  const ast::Module *root = nullptr;
  uint32_t declarationNodes = 0;
  std::vector<const ast::Function *> bodyOwners;
  std::vector<std::unique_ptr<BodySlot>> bodies;
};

/// Parses declarations, headers and member lists; bodies stay ranges of tokens.
std::unique_ptr<ParsedModule> parseDeclarations(TokenBuffer tokens, NameTable &names, diag::Engine &diags);

/// lex and parseDeclarations.
std::unique_ptr<ParsedModule> parseModule(const Sources &sources, FileId file, NameTable &names, diag::Engine &diags);

} // namespace fornax::syntax
