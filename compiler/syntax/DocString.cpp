#include "syntax/DocString.h"
#include "syntax/Diagnostics.h"
#include "syntax/Literals.h"
#include <llvm/ADT/StringExtras.h>

namespace fornax::syntax {

using llvm::StringRef;

llvm::StringRef toString(DocSectionKind kind) {
  switch (kind) {
  case DocSectionKind::Args: return "Args";
  case DocSectionKind::Parameters: return "Parameters";
  case DocSectionKind::Returns: return "Returns";
  case DocSectionKind::Raises: return "Raises";
  case DocSectionKind::Constraints: return "Constraints";
  }
  return "";
}

const DocSection *DocString::find(DocSectionKind kind) const {
  for (const DocSection &section : sections)
    if (section.kind == kind)
      return &section;
  return nullptr;
}

// ---- Structure

static size_t indentOf(StringRef line) { return line.size() - line.ltrim(" \t").size(); }
static bool isBlank(StringRef line) { return line.trim().empty(); }

/// Removes the indentation that all lines but the first share.
static std::vector<StringRef> dedentedLines(StringRef text) {
  llvm::SmallVector<StringRef, 32> lines;
  text.split(lines, '\n');
  size_t common = StringRef::npos;
  for (StringRef line : llvm::drop_begin(lines))
    if (!isBlank(line))
      common = std::min(common, indentOf(line));
  std::vector<StringRef> result;
  for (auto [i, line] : llvm::enumerate(lines)) {
    StringRef kept = i == 0 ? line.ltrim(" \t") : isBlank(line) ? StringRef() : line.drop_front(common);
    result.push_back(kept.rtrim());
  }
  return result;
}

static std::optional<DocSectionKind> sectionAt(StringRef line) {
  for (auto kind : {DocSectionKind::Args, DocSectionKind::Parameters, DocSectionKind::Returns, DocSectionKind::Raises, DocSectionKind::Constraints})
    if (line.size() == toString(kind).size() + 1 && line.starts_with(toString(kind)) && line.ends_with(":"))
      return kind;
  return std::nullopt;
}

static void appendLine(std::string &text, StringRef line) {
  if (!text.empty())
    text += '\n';
  text += line;
}

/// `name: text` with deeper lines behind it; sections without names are one entry.
static DocSection readSection(DocSectionKind kind, llvm::ArrayRef<StringRef> lines) {
  DocSection section{kind, {}};
  bool isNamed = kind == DocSectionKind::Args || kind == DocSectionKind::Parameters;
  size_t indent = StringRef::npos;
  for (StringRef line : lines)
    if (!isBlank(line))
      indent = std::min(indent, indentOf(line));
  if (!isNamed)
    section.entries.emplace_back();
  for (StringRef line : lines) {
    bool startsEntry = isNamed && !isBlank(line) && indentOf(line) == indent && line.contains(':');
    if (startsEntry) {
      auto [name, text] = line.trim().split(':');
      section.entries.push_back({name.trim().ltrim("*`").rtrim('`').str(), text.trim().str()});
    } else if (!section.entries.empty()) {
      appendLine(section.entries.back().text, isBlank(line) ? StringRef() : line.drop_front(std::min(indent, indentOf(line))));
    }
  }
  for (DocEntry &entry : section.entries)
    entry.text = StringRef(entry.text).trim().str();
  return section;
}

DocString parseDocString(StringRef text) {
  std::vector<StringRef> lines = dedentedLines(text);
  DocString result;
  size_t at = 0;
  bool inFence = false;
  while (at < lines.size() && isBlank(lines[at]))
    ++at;
  for (; at < lines.size() && !isBlank(lines[at]) && !sectionAt(lines[at]); ++at) {
    if (!result.summary.empty())
      result.summary += ' ';
    result.summary += lines[at].trim();
  }
  for (; at < lines.size() && (inFence || !sectionAt(lines[at])); ++at) {
    inFence ^= lines[at].trim().starts_with("```");
    appendLine(result.description, lines[at]);
  }
  result.description = StringRef(result.description).trim().str();
  while (at < lines.size()) {
    auto kind = sectionAt(lines[at++]);
    size_t first = at;
    while (at < lines.size() && (isBlank(lines[at]) || indentOf(lines[at]) > 0))
      ++at;
    result.sections.push_back(readSection(*kind, llvm::ArrayRef(lines).slice(first, at - first)));
    while (at < lines.size() && !sectionAt(lines[at])) { // text behind a section belongs to the description
      appendLine(result.description, lines[at]);
      ++at;
    }
  }
  return result;
}

// ---- Checks

/// Where `word` begins in the literal, or the whole literal.
static SourceRange rangeIn(const ast::StringLiteral &literal, StringRef word) {
  size_t at = word.empty() ? StringRef::npos : literal.pieces.front().find((word + ":").str());
  SourceRange range = literal.range();
  if (at == StringRef::npos)
    return range;
  return {range.file, range.begin + uint32_t(at), range.begin + uint32_t(at + word.size())};
}

static void checkSummary(const DocString &doc, const ast::StringLiteral &literal, diag::Engine &diags) {
  StringRef summary = doc.summary;
  bool startsWell = !summary.empty() && !(summary.front() >= 'a' && summary.front() <= 'z');
  bool endsWell = !summary.empty() && StringRef(".!?`").contains(summary.back());
  if (!startsWell || !endsWell)
    diags.report(literal.range(), messages::docSummary());
}

/// The entries of a section against the declared names, which are in order.
static void checkNames(const DocSection *section, llvm::ArrayRef<Name> names, const ast::StringLiteral &literal, diag::Engine &diags) {
  if (!section)
    return;
  llvm::SmallVector<StringRef, 8> seen;
  size_t next = 0; // behind the last name documented
  for (const DocEntry &entry : section->entries) {
    if (llvm::is_contained(seen, entry.name)) {
      diags.report(rangeIn(literal, entry.name), messages::docRepeatedName(entry.name));
      continue;
    }
    seen.push_back(entry.name);
    size_t index = size_t(llvm::find_if(names, [&](Name name) { return name == StringRef(entry.name); }) - names.begin());
    if (index == names.size())
      diags.report(rangeIn(literal, entry.name), messages::docUnknownName(entry.name));
    else if (index < next)
      diags.report(rangeIn(literal, entry.name), messages::docNameOrder(entry.name));
    else
      next = index + 1;
  }
  for (Name name : names)
    if (!llvm::is_contained(seen, name.str()) && !name.str().starts_with("_"))
      diags.report(literal.range(), messages::docMissingName(name));
}

static llvm::SmallVector<Name, 8> namesOf(llvm::ArrayRef<const ast::Parameter *> parameters) {
  llvm::SmallVector<Name, 8> names;
  for (const ast::Parameter *parameter : parameters)
    if (parameter->name && parameter->passing != ast::Passing::InferOnly)
      names.push_back(parameter->name.name);
  return names;
}

static llvm::SmallVector<Name, 8> namesOf(llvm::ArrayRef<const ast::Argument *> arguments) {
  llvm::SmallVector<Name, 8> names;
  for (const ast::Argument *argument : arguments)
    if (argument->name && argument->name.name != "self" && argument->convention != ast::Convention::Out)
      names.push_back(argument->name.name);
  return names;
}

static bool returnsNothing(const ast::Function &function) {
  for (const ast::Argument *argument : function.signature.arguments)
    if (argument->convention == ast::Convention::Out)
      return argument->name.name == "self";
  return !function.signature.result || llvm::isa<ast::NoneLiteral>(function.signature.result);
}

void checkDocString(const ast::Function &function, diag::Engine &diags) {
  if (!function.docString)
    return;
  const ast::StringLiteral &literal = *function.docString;
  DocString doc = parseDocString(stringValue(literal));
  checkSummary(doc, literal, diags);
  checkNames(doc.find(DocSectionKind::Parameters), namesOf(function.signature.parameters), literal, diags);
  checkNames(doc.find(DocSectionKind::Args), namesOf(function.signature.arguments), literal, diags);
  if (doc.find(DocSectionKind::Returns) && returnsNothing(function))
    diags.report(rangeIn(literal, "Returns"), messages::docReturnsNothing());
  bool isDetailed = doc.find(DocSectionKind::Args) || doc.find(DocSectionKind::Returns);
  if (isDetailed && !doc.find(DocSectionKind::Raises) && function.signature.raises)
    diags.report(literal.range(), messages::docMissingRaises());
}

void checkDocString(const ast::Struct &type, diag::Engine &diags) {
  if (!type.docString)
    return;
  DocString doc = parseDocString(stringValue(*type.docString));
  checkSummary(doc, *type.docString, diags);
  checkNames(doc.find(DocSectionKind::Parameters), namesOf(type.parameters), *type.docString, diags);
}

static void checkDocStrings(llvm::ArrayRef<const ast::Stmt *> statements, diag::Engine &diags) {
  for (const ast::Stmt *stmt : statements) {
    if (auto *function = llvm::dyn_cast<ast::Function>(stmt)) {
      checkDocString(*function, diags);
    } else if (auto *type = llvm::dyn_cast<ast::Struct>(stmt)) {
      checkDocString(*type, diags);
      checkDocStrings(type->members, diags);
    } else if (auto *trait = llvm::dyn_cast<ast::Trait>(stmt)) {
      checkDocStrings(trait->members, diags);
    } else if (auto *extension = llvm::dyn_cast<ast::Extension>(stmt)) {
      checkDocStrings(extension->members, diags);
    }
  }
}

void checkDocStrings(const ast::Module &module, diag::Engine &diags) { checkDocStrings(module.statements, diags); }

} // namespace fornax::syntax
