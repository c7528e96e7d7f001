#pragma once
// Docstrings: a summary, a description, and sections (`Args:`, `Parameters:`, `Returns:`, `Raises:`, `Constraints:`) of entries.

#include "syntax/AST.h"

#include "diagnostics/Engine.h"

namespace fornax::syntax {

struct DocEntry {
  std::string name; // `*xs` is `xs`; empty in Returns, Raises and Constraints
  std::string text; // lines joined, common indentation removed
};

enum class DocSectionKind : uint8_t { Args, Parameters, Returns, Raises, Constraints };
llvm::StringRef toString(DocSectionKind kind);

struct DocSection {
  DocSectionKind kind = DocSectionKind::Args;
  std::vector<DocEntry> entries; // of Returns, Raises, Constraints: one without a name
};

struct DocString {
  std::string summary;     // the first paragraph, on one line
  std::string description; // all paragraphs before the first section but the summary, in Markdown
  std::vector<DocSection> sections;

  const DocSection *find(DocSectionKind kind) const;
};

/// Reads a docstring's value (Literals: stringValue).
DocString parseDocString(llvm::StringRef text);

/// Warns where a docstring does not fit what it describes: names, their order, `Returns` and `Raises`, the form of the summary.
void checkDocString(const ast::Function &function, diag::Engine &diags);
void checkDocString(const ast::Struct &type, diag::Engine &diags);
/// The same for every function and struct at the top of a file, and for the members of its types.
void checkDocStrings(const ast::Module &module, diag::Engine &diags);

} // namespace fornax::syntax
