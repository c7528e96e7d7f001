#include "diagnostics/RenderJson.h"
#include <llvm/Support/JSON.h>

namespace fornax::diag {

static llvm::json::Object position(FileId file, uint32_t offset, const Sources &sources) {
  LineColumn at = sources.position(file, offset);
  return llvm::json::Object{{"line", at.line}, {"column", at.column}, {"offset", offset}};
}

static void addRange(llvm::json::Object &object, SourceRange range, const Sources &sources) {
  if (!range.isValid())
    return;
  object["file"] = llvm::json::fixUTF8(sources.path(range.file)); // a file name may be any bytes
  object["range"] = llvm::json::Object{{"start", position(range.file, range.begin, sources)}, {"end", position(range.file, range.end, sources)}};
}

static llvm::json::Array labels(llvm::ArrayRef<Label> items, const Sources &sources) {
  llvm::json::Array result;
  for (const Label &item : items) {
    llvm::json::Object object{{"message", llvm::json::fixUTF8(item.message.text())}};
    addRange(object, item.range, sources);
    result.push_back(std::move(object));
  }
  return result;
}

static llvm::json::Array fixes(llvm::ArrayRef<FixIt> items, const Sources &sources) {
  llvm::json::Array result;
  for (const FixIt &item : items) {
    llvm::json::Array edits;
    for (const Edit &edit : item.edits) {
      llvm::json::Object object{{"replacement", llvm::json::fixUTF8(edit.replacement)}};
      addRange(object, edit.range, sources);
      edits.push_back(std::move(object));
    }
    result.push_back(llvm::json::Object{{"message", llvm::json::fixUTF8(item.message.text())}, {"edits", std::move(edits)}});
  }
  return result;
}

void renderJson(const Diagnostic &diagnostic, const Sources &sources, llvm::raw_ostream &out) {
  static constexpr const char *Severities[] = {"note", "warning", "error"};
  llvm::json::Object object{
      {"code", diagnostic.code()}, {"severity", Severities[int(diagnostic.severity())]}, {"message", llvm::json::fixUTF8(diagnostic.message.text())}};
  addRange(object, diagnostic.range, sources);
  object["labels"] = labels(diagnostic.labels, sources);
  object["notes"] = labels(diagnostic.notes, sources);
  object["fixes"] = fixes(diagnostic.fixes, sources);
  out << llvm::json::Value(std::move(object)) << '\n';
}

} // namespace fornax::diag
