#pragma once
// Imports of a module or function body, and the search for a name in what they bring in.

#include "sema/entities/Demand.h"

namespace fornax::ast {
struct Stmt;
}

namespace fornax::sema {

struct Scope;

/// One bound name of an import statement, or one wildcard.
struct ImportRow {
  enum class Kind : uint8_t { Root, Module, Name, Wildcard };
  Kind kind = Kind::Name;
  Name bound;       // Root: `a` of `import a.b.c`; Module: `m` of `import a.b as m`, or `x` of `from . import x`
  Name imported;    // Name: as the other module calls it
  std::string path; // dotted path of the module, from the roots
  SourceRange pathRange, nameRange;
  Lazy<NameEntry> resolved; // Root, Module, Name
  ModuleId module;          // Wildcard, once found
  bool isSearched = false;  // Wildcard
  bool isLocal = false;     // of a body: binds nothing at module level, but makes submodules reachable
};

/// The rows of one `import` or `from` statement written in `module`; reports a relative import that leaves its package.
void readImport(Context &, ModuleId module, const ast::Stmt &, std::vector<std::shared_ptr<ImportRow>> &rows);
/// What a row binds; reports once what is missing (then an entry without entity).
const NameEntry &resolveImport(Context &, ModuleId module, ImportRow &);
/// A local import statement: binds its names in `scope`. Reports clashes with other names of the scope.
void importIntoScope(Context &, ModuleId module, const ast::Stmt &, Scope &scope);
/// Every name visible in a module that is close to a misspelled one: "did you mean". Empty if none is.
std::string nearestName(Context &, ModuleId, const Scope *, Name);
/// Resolves every import of a module, so that what is missing is reported, and compares bound names (D31, D39).
void checkImports(Context &, ModuleId);
/// Picks the closest spelling (edit distance at most 2, a third of the length); empty if none is close.
std::string nearestSpelling(llvm::StringRef wanted, llvm::ArrayRef<llvm::StringRef> known);

} // namespace fornax::sema
