#include "diagnostics/RenderText.h"
#include <algorithm>
#include <llvm/Support/Path.h>

namespace fornax::diag {

namespace {

enum class Colour { Plain, Bold, Red, Yellow, Cyan, Blue, Green };

struct Painter {
  llvm::raw_ostream &out;
  TextStyle style;

  void paint(Colour colour, llvm::StringRef text) {
    static constexpr const char *Codes[] = {"", "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;34m", "\x1b[32m"};
    if (style.colour && colour != Colour::Plain)
      out << Codes[int(colour)] << text << "\x1b[0m";
    else
      out << text;
  }
};

struct Mark {
  SourceRange range;
  std::string text;
  bool isPrimary;
};

} // namespace

static Colour severityColour(Severity severity) {
  switch (severity) {
  case Severity::Note: return Colour::Cyan;
  case Severity::Warning: return Colour::Yellow;
  case Severity::Error: return Colour::Red;
  }
  return Colour::Plain;
}

static llvm::StringRef severityName(Severity severity) {
  switch (severity) {
  case Severity::Note: return "note";
  case Severity::Warning: return "warning";
  case Severity::Error: return "error";
  }
  return "";
}

/// Text as one character per column: tabs become one space, control bytes a dot, so that carets line up.
static std::vector<std::string> columnsOf(llvm::StringRef line) {
  std::vector<std::string> columns;
  for (size_t at = 0; at < line.size();) {
    size_t next = at + 1;
    while (next < line.size() && (static_cast<unsigned char>(line[next]) & 0xC0) == 0x80)
      ++next;
    llvm::StringRef character = line.slice(at, next);
    bool control = static_cast<unsigned char>(character[0]) < 0x20;
    columns.push_back(control ? (character[0] == '\t' ? " " : ".") : character.str());
    at = next;
  }
  return columns;
}

/// A window of `width` columns of a long line that shows `column` (zero-based).
static std::pair<size_t, size_t> clip(size_t total, size_t column, size_t width) {
  if (total <= width)
    return {0, total};
  size_t first = column > width / 3 ? column - width / 3 : 0;
  first = std::min(first, total - width);
  return {first, first + width};
}

static llvm::StringRef clippedLine(llvm::StringRef line, uint32_t byteInLine, uint32_t &dropped) {
  // Decoding a line of 100 MB to show 120 columns of it would take seconds; bytes far from the range are cut first.
  constexpr uint32_t Margin = 4096;
  dropped = byteInLine > Margin ? byteInLine - Margin : 0;
  while (dropped > 0 && (static_cast<unsigned char>(line[dropped]) & 0xC0) == 0x80)
    --dropped;
  return line.substr(dropped, 2 * Margin);
}

static void renderExcerpt(const Mark &mark, const Sources &sources, Colour colour, size_t gutter, Painter &painter) {
  LineColumn start = sources.position(mark.range.file, mark.range.begin);
  llvm::StringRef line = sources.line(mark.range.file, start.line);
  uint32_t lineBegin = sources.lineStart(mark.range.file, start.line), dropped = 0;
  uint32_t byteBegin = mark.range.begin - lineBegin;
  uint32_t byteEnd = std::min<uint32_t>(mark.range.end - lineBegin, uint32_t(line.size()));
  llvm::StringRef shown = clippedLine(line, std::min<uint32_t>(byteBegin, uint32_t(line.size())), dropped);
  auto columns = columnsOf(shown);
  size_t from = columnsOf(shown.take_front(byteBegin - dropped)).size();
  size_t to = byteEnd > byteBegin ? columnsOf(shown.take_front(byteEnd - dropped)).size() : from + 1;
  auto [first, last] = clip(columns.size(), from, painter.style.width);

  std::string number = fmt::format("{:>{}}", start.line, gutter);
  painter.paint(Colour::Blue, number + " | ");
  painter.out << (dropped || first ? "…" : "");
  for (size_t i = first; i < last; ++i)
    painter.out << columns[i];
  painter.out << (last < columns.size() || dropped + shown.size() < line.size() ? "…" : "") << '\n';

  painter.paint(Colour::Blue, std::string(gutter, ' ') + " | ");
  painter.out << std::string(from - std::min(from, first) + (dropped || first ? 1 : 0), ' ');
  size_t length = std::max<size_t>(1, std::min(to, std::max(last, from + 1)) - from);
  std::string underline = mark.isPrimary ? "^" + std::string(length - 1, '~') : std::string(length, '-');
  painter.paint(mark.isPrimary ? colour : Colour::Blue, underline);
  if (!mark.text.empty())
    painter.paint(mark.isPrimary ? colour : Colour::Blue, " " + mark.text);
  painter.out << '\n';
}

static void renderHeader(SourceRange range, Severity severity, llvm::StringRef text, llvm::StringRef code, const Sources &sources, Painter &painter) {
  if (range.isValid()) {
    LineColumn at = sources.position(range.file, range.begin);
    painter.paint(Colour::Bold, fmt::format("{}:{}:{}: ", sources.path(range.file).str(), at.line, at.column));
  }
  painter.paint(severityColour(severity), fmt::format("{}: ", severityName(severity).str()));
  painter.paint(Colour::Bold, text);
  if (!code.empty())
    painter.out << " [" << code << ']';
  painter.out << '\n';
}

static size_t gutterWidth(const Diagnostic &diagnostic, const Sources &sources) {
  uint32_t most = 1;
  auto see = [&](SourceRange range) {
    if (range.isValid())
      most = std::max(most, sources.position(range.file, range.begin).line);
  };
  see(diagnostic.range);
  for (const Label &label : diagnostic.labels)
    see(label.range);
  for (const Label &note : diagnostic.notes)
    see(note.range);
  return std::max<size_t>(4, fmt::format("{}", most).size());
}

static void renderFix(const FixIt &fix, const Sources &sources, size_t gutter, Painter &painter) {
  painter.paint(Colour::Green, fmt::format("{} = help: {}\n", std::string(gutter, ' '), fix.message.text()));
  for (const Edit &edit : fix.edits) {
    LineColumn at = sources.position(edit.range.file, edit.range.begin);
    std::string line = sources.line(edit.range.file, at.line).str();
    uint32_t begin = edit.range.begin - sources.lineStart(edit.range.file, at.line);
    uint32_t length = std::min<uint32_t>(edit.range.size(), uint32_t(line.size()) - std::min<uint32_t>(begin, uint32_t(line.size())));
    if (line.size() > painter.style.width || llvm::StringRef(edit.replacement).contains('\n'))
      continue; // the words say it; an excerpt would not help
    line.replace(std::min<size_t>(begin, line.size()), length, edit.replacement);
    painter.paint(Colour::Blue, fmt::format("{:>{}} + ", at.line, gutter));
    painter.paint(Colour::Green, line);
    painter.out << '\n';
  }
}

void renderText(const Diagnostic &diagnostic, const Sources &sources, TextStyle style, llvm::raw_ostream &out) {
  Painter painter{out, style};
  Colour colour = severityColour(diagnostic.severity());
  size_t gutter = gutterWidth(diagnostic, sources);
  renderHeader(diagnostic.range, diagnostic.severity(), diagnostic.message.text(), diagnostic.code(), sources, painter);
  std::vector<Mark> marks;
  if (diagnostic.range.isValid())
    marks.push_back({diagnostic.range, "", true});
  for (const Label &label : diagnostic.labels)
    if (label.range.isValid())
      marks.push_back({label.range, label.message.text(), false});
  llvm::stable_sort(
      marks, [](const Mark &a, const Mark &b) { return std::tie(a.range.file.value, a.range.begin) < std::tie(b.range.file.value, b.range.begin); });
  for (const Mark &mark : marks)
    renderExcerpt(mark, sources, colour, gutter, painter);
  for (const Label &note : diagnostic.notes) {
    renderHeader(note.range, Severity::Note, note.message.text(), "", sources, painter);
    if (note.range.isValid())
      renderExcerpt({note.range, "", true}, sources, severityColour(Severity::Note), gutter, painter);
  }
  for (const FixIt &fix : diagnostic.fixes)
    renderFix(fix, sources, gutter, painter);
}

} // namespace fornax::diag
