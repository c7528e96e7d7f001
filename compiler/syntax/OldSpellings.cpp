#include "syntax/OldSpellings.h"

namespace fornax::syntax {

static constexpr OldSpelling Table[] = {
#define OLD(PLACE, TEXT, REPLACEMENT, SEVERITY) {OldPlace::PLACE, TEXT, REPLACEMENT, diag::Severity::SEVERITY},
#include "syntax/OldSpellings.def"
};

const OldSpelling *findOldSpelling(OldPlace where, llvm::StringRef word) {
  for (const OldSpelling &old : Table)
    if (old.where == where && old.text == word)
      return &old;
  return nullptr;
}

void reportOldSpelling(Parser &p, const OldSpelling &old, SourceRange range) {
  if (old.replacement.empty()) {
    report(p, range, messages::removedWord(old.text)).fix(messages::deleteWord(), range, "");
    return;
  }
  bool isWarning = old.severity == diag::Severity::Warning;
  diag::Message message = isWarning ? messages::oldSpelling(old.text, old.replacement) : messages::removedSpelling(old.text, old.replacement);
  report(p, range, std::move(message)).fix(messages::replaceSpelling(old.replacement), range, old.replacement.str());
}

ast::Convention convention(const OldSpelling &old) {
  if (old.replacement == "imm")
    return ast::Convention::Imm;
  return old.replacement == "mut" ? ast::Convention::Mut : ast::Convention::Var;
}

ast::CaptureKind captureKind(const OldSpelling &old) {
  if (old.replacement == "imm")
    return ast::CaptureKind::Imm;
  return old.replacement == "mut" ? ast::CaptureKind::Mut : ast::CaptureKind::Var;
}

} // namespace fornax::syntax
