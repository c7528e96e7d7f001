#include "diagnostics/Expectations.h"

namespace fornax::diag {

namespace {

struct Expectation {
  Severity severity;
  FileId file;
  uint32_t line, writtenAt;
  std::string code, words;
  bool met = false;
};

struct Seen {
  Severity severity;
  SourceRange range;
  llvm::StringRef code;
  std::string text;
  bool isExpected = false;
};

} // namespace

static std::optional<Severity> takeSeverity(llvm::StringRef &rest) {
  if (rest.consume_front("error"))
    return Severity::Error;
  if (rest.consume_front("warning"))
    return Severity::Warning;
  if (rest.consume_front("note"))
    return Severity::Note;
  return std::nullopt;
}

static void readLine(llvm::StringRef text, FileId file, uint32_t line, std::vector<Expectation> &into) {
  static constexpr llvm::StringLiteral Marker = "expected-";
  for (size_t at = text.find(Marker); at != llvm::StringRef::npos; at = text.find(Marker)) {
    if (!text.take_front(at).contains('#'))
      return;
    text = text.substr(at + Marker.size());
    auto severity = takeSeverity(text);
    if (!severity)
      continue;
    int64_t offset = 0;
    if (text.consume_front("@")) {
      text.consume_front("+");
      text.consumeInteger(10, offset);
    }
    text = text.ltrim();
    if (!text.consume_front("["))
      continue;
    auto [code, rest] = text.split(']');
    llvm::StringRef words = rest.substr(0, rest.find(Marker)).rtrim(" \t#").trim();
    into.push_back({*severity, file, uint32_t(int64_t(line) + offset), line, code.str(), words.str()});
    text = rest;
  }
}

static std::vector<Seen> seenIn(const Engine &engine) {
  std::vector<Seen> all;
  for (const Diagnostic &diagnostic : engine.all()) {
    all.push_back({diagnostic.severity(), diagnostic.range, diagnostic.code(), diagnostic.message.text()});
    auto add = [&](const Label &label) {
      if (label.range.isValid())
        all.push_back({Severity::Note, label.range, label.message.definition->name, label.message.text()});
    };
    llvm::for_each(diagnostic.labels, add);
    llvm::for_each(diagnostic.notes, add);
  }
  return all;
}

bool verifyExpectations(const Engine &engine, const Sources &sources, llvm::ArrayRef<FileId> files, llvm::raw_ostream &out) {
  std::vector<Expectation> expected;
  for (FileId file : files) {
    auto [text, line] = std::pair(sources.text(file), uint32_t(1));
    for (; !text.empty(); ++line) {
      auto [first, rest] = text.split('\n');
      readLine(first, file, line, expected);
      text = rest;
    }
  }
  std::vector<Seen> seen = seenIn(engine);
  for (Expectation &wanted : expected)
    for (Seen &found : seen) {
      if (found.isExpected || found.severity != wanted.severity || found.code != wanted.code || !found.range.isValid())
        continue;
      if (found.range.file != wanted.file || sources.position(found.range.file, found.range.begin).line != wanted.line)
        continue;
      if (!llvm::StringRef(found.text).contains(wanted.words))
        continue;
      found.isExpected = wanted.met = true;
      break;
    }
  bool good = true;
  static constexpr const char *Severities[] = {"note", "warning", "error"};
  for (const Expectation &wanted : expected)
    if (!wanted.met) {
      good = false;
      out << sources.path(wanted.file) << ':' << wanted.line << ": expected " << Severities[int(wanted.severity)] << " [" << wanted.code << "] "
          << wanted.words << ", which was not reported\n";
    }
  for (const Seen &found : seen)
    if (!found.isExpected && found.severity != Severity::Note) {
      good = false;
      LineColumn at = found.range.isValid() ? sources.position(found.range.file, found.range.begin) : LineColumn{};
      out << (found.range.isValid() ? sources.path(found.range.file) : "<no file>") << ':' << at.line << ':' << at.column << ": unexpected "
          << Severities[int(found.severity)] << " [" << found.code << "] " << found.text << '\n';
    }
  return good;
}

} // namespace fornax::diag
