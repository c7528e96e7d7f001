// Text of attributes whose content is plain data.

#include "ir/IR.h"
#include <llvm/ADT/StringSwitch.h>
#include <llvm/ADT/TypeSwitch.h>
#include <mlir/IR/DialectImplementation.h>

using namespace mlir;

namespace fornax::fx {

static constexpr StringLiteral ConvNames[] = {"imm", "mut", "ref", "var", "deinit", "out", "error"};

StringRef spelling(Conv conv) { return ConvNames[unsigned(conv)]; }

std::optional<Conv> parseConv(StringRef word) {
  for (auto [index, name] : llvm::enumerate(ConvNames))
    if (name == word)
      return Conv(index);
  return std::nullopt;
}

std::optional<unsigned> ConvsAttr::find(Conv conv) const {
  for (auto [index, arg] : llvm::enumerate(getArgs()))
    if (arg.conv == conv)
      return index;
  return std::nullopt;
}

// ---- #fx.convs

std::string spelling(ArgConv arg) { return (spelling(arg.conv) + (arg.isMut ? " mut" : "") + (arg.byAddress ? " by_address" : "")).str(); }

ParseResult parseArgConv(AsmParser &parser, ArgConv &arg) {
  StringRef word;
  SMLoc at = parser.getCurrentLocation();
  if (parser.parseKeyword(&word))
    return failure();
  auto conv = parseConv(word);
  if (!conv)
    return parser.emitError(at, "unknown argument convention");
  arg.conv = *conv;
  arg.isMut = *conv == Conv::Ref && succeeded(parser.parseOptionalKeyword("mut"));
  arg.byAddress = succeeded(parser.parseOptionalKeyword("by_address"));
  return success();
}

void ConvsAttr::print(AsmPrinter &printer) const {
  printer << "<";
  llvm::interleaveComma(getArgs(), printer, [&](ArgConv arg) { printer << spelling(arg); });
  printer << ">";
}

Attribute ConvsAttr::parse(AsmParser &parser, Type) {
  SmallVector<ArgConv> args;
  auto parseArg = [&] { return parseArgConv(parser, args.emplace_back()); };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::LessGreater, parseArg))
    return {};
  return get(parser.getContext(), args);
}

// ---- #fx.origin, #fx.origins

OriginAttr OriginAttr::place(MLIRContext *context, bool isMut, unsigned place, ArrayRef<OriginStep> steps) {
  return get(context, OriginKind::Place, isMut, place, StringAttr(), steps);
}

OriginAttr OriginAttr::param(MLIRContext *context, bool isMut, StringRef name, ArrayRef<OriginStep> steps) {
  return get(context, OriginKind::Param, isMut, 0, StringAttr::get(context, name), steps);
}

OriginAttr OriginAttr::any(MLIRContext *context, bool isMut) { return get(context, OriginKind::Any, isMut, 0, StringAttr(), {}); }

bool OriginAttr::hasInterior() const {
  return llvm::any_of(getSteps(), [](OriginStep step) { return step.kind == StepKind::Interior; });
}

static void printTerm(AsmPrinter &printer, OriginAttr term) {
  printer << (term.getIsMut() ? "mut " : "");
  switch (term.getKind()) {
  case OriginKind::Place: printer << term.getPlace(); break;
  case OriginKind::Param: printer << "param " << term.getParam(); break;
  case OriginKind::Any: printer << "any"; break;
  }
  for (OriginStep step : term.getSteps())
    switch (step.kind) {
    case StepKind::Field: printer << "{" << step.name << "}"; break;
    case StepKind::Interior: printer << "[" << step.name << "]"; break;
    case StepKind::Subtree: printer << "{*}"; break;
    }
}

static ParseResult parseSteps(AsmParser &parser, SmallVectorImpl<OriginStep> &steps) {
  auto name = [&](std::string &text) { return StringAttr::get(parser.getContext(), text); };
  while (true) {
    std::string text;
    if (succeeded(parser.parseOptionalLBrace())) {
      if (succeeded(parser.parseOptionalStar())) {
        steps.push_back({StepKind::Subtree, {}});
      } else {
        if (parser.parseString(&text))
          return failure();
        steps.push_back({StepKind::Field, name(text)});
      }
      if (parser.parseRBrace())
        return failure();
    } else if (succeeded(parser.parseOptionalLSquare())) {
      if (parser.parseString(&text) || parser.parseRSquare())
        return failure();
      steps.push_back({StepKind::Interior, name(text)});
    } else {
      return success();
    }
  }
}

static FailureOr<OriginAttr> parseTerm(AsmParser &parser) {
  bool isMut = succeeded(parser.parseOptionalKeyword("mut"));
  OriginKind kind = OriginKind::Place;
  unsigned place = 0;
  std::string param;
  if (succeeded(parser.parseOptionalKeyword("any"))) {
    kind = OriginKind::Any;
  } else if (succeeded(parser.parseOptionalKeyword("param"))) {
    kind = OriginKind::Param;
    if (parser.parseString(&param))
      return failure();
  } else if (parser.parseInteger(place)) {
    return failure();
  }
  SmallVector<OriginStep> steps;
  if (parseSteps(parser, steps))
    return failure();
  MLIRContext *context = parser.getContext();
  switch (kind) {
  case OriginKind::Place: return OriginAttr::place(context, isMut, place, steps);
  case OriginKind::Param: return OriginAttr::param(context, isMut, param, steps);
  case OriginKind::Any: return OriginAttr::any(context, isMut);
  }
  llvm_unreachable("unknown origin kind");
}

void OriginAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printTerm(printer, *this);
  printer << ">";
}

Attribute OriginAttr::parse(AsmParser &parser, Type) {
  if (parser.parseLess())
    return {};
  auto term = parseTerm(parser);
  if (failed(term) || parser.parseGreater())
    return {};
  return *term;
}

void OriginsAttr::print(AsmPrinter &printer) const {
  printer << "<";
  llvm::interleaveComma(getTerms(), printer, [&](OriginAttr term) { printTerm(printer, term); });
  printer << ">";
}

Attribute OriginsAttr::parse(AsmParser &parser, Type) {
  SmallVector<OriginAttr> terms;
  auto parseOne = [&]() -> ParseResult {
    auto term = parseTerm(parser);
    if (succeeded(term))
      terms.push_back(*term);
    return success(succeeded(term));
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::LessGreater, parseOne))
    return {};
  return get(parser.getContext(), terms);
}

// ---- #fx.body

static constexpr std::pair<BodyFlag, StringLiteral> BodyFlagNames[] = {
    {BodyFlag::RegisterPassable, "rp"},      {BodyFlag::TrivialRegisterPassable, "trp"},    {BodyFlag::TrivialCopy, "trivial_copy"},
    {BodyFlag::TrivialMove, "trivial_move"}, {BodyFlag::TrivialDestroy, "trivial_destroy"}, {BodyFlag::ImplicitCopy, "implicit_copy"},
    {BodyFlag::Movable, "movable"},          {BodyFlag::Deinitable, "deinitable"},          {BodyFlag::Unsized, "unsized"}};

void BodyAttr::print(AsmPrinter &printer) const {
  printer << "<size " << getSize() << " align " << getAlign() << " fields [";
  llvm::interleaveComma(getFields(), printer,
                        [&](const FieldInfo &field) { printer << "(" << field.name << ", " << field.type << ", " << field.offset << ")"; });
  printer << "]";
  if (getCopy())
    printer << " copy " << getCopy();
  if (getMove())
    printer << " move " << getMove();
  if (getDestroy())
    printer << " destroy " << getDestroy();
  SmallVector<StringRef> flags;
  for (auto [flag, word] : BodyFlagNames)
    if (has(flag))
      flags.push_back(word);
  if (!flags.empty())
    printer << " flags [" << llvm::join(flags, ", ") << "]";
  if (getAbandonMessage())
    printer << " abandon " << getAbandonMessage();
  printer << ">";
}

static ParseResult parseField(AsmParser &parser, SmallVectorImpl<FieldInfo> &fields) {
  std::string name;
  FieldInfo field;
  if (parser.parseLParen() || parser.parseString(&name) || parser.parseComma() || parser.parseType(field.type) || parser.parseComma() ||
      parser.parseInteger(field.offset) || parser.parseRParen())
    return failure();
  field.name = StringAttr::get(parser.getContext(), name);
  fields.push_back(field);
  return success();
}

static ParseResult parseBodyFlag(AsmParser &parser, unsigned &flags) {
  StringRef word;
  SMLoc at = parser.getCurrentLocation();
  if (parser.parseKeyword(&word))
    return failure();
  for (auto [flag, spelled] : BodyFlagNames)
    if (spelled == word) {
      flags = flags | flag;
      return success();
    }
  return parser.emitError(at, "unknown flag of a struct body");
}

static ParseResult parseOptionalSymbol(AsmParser &parser, StringRef keyword, FlatSymbolRefAttr &symbol) {
  if (failed(parser.parseOptionalKeyword(keyword)))
    return success();
  StringAttr name;
  if (parser.parseSymbolName(name))
    return failure();
  symbol = FlatSymbolRefAttr::get(name);
  return success();
}

Attribute BodyAttr::parse(AsmParser &parser, Type) {
  uint64_t size = 0, align = 0;
  SmallVector<FieldInfo> fields;
  FlatSymbolRefAttr copy, move, destroy;
  unsigned flags = 0;
  StringAttr abandon;
  if (parser.parseLess() || parser.parseKeyword("size") || parser.parseInteger(size) || parser.parseKeyword("align") || parser.parseInteger(align) ||
      parser.parseKeyword("fields") || parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] { return parseField(parser, fields); }) ||
      parseOptionalSymbol(parser, "copy", copy) || parseOptionalSymbol(parser, "move", move) || parseOptionalSymbol(parser, "destroy", destroy))
    return {};
  if (succeeded(parser.parseOptionalKeyword("flags")) &&
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] { return parseBodyFlag(parser, flags); }))
    return {};
  if (succeeded(parser.parseOptionalKeyword("abandon"))) {
    std::string text;
    if (parser.parseString(&text))
      return {};
    abandon = StringAttr::get(parser.getContext(), text);
  }
  if (parser.parseGreater())
    return {};
  return get(parser.getContext(), size, align, fields, copy, move, destroy, flags, abandon);
}

// ---- #fx.bytes

void BytesAttr::print(AsmPrinter &printer) const {
  printer << "<" << getData();
  if (!getRelocs().empty()) {
    printer << " relocs [";
    llvm::interleaveComma(getRelocs(), printer,
                          [&](const Relocation &r) { printer << "(" << r.offset << ", " << r.symbol << ", " << r.addend << ")"; });
    printer << "]";
  }
  printer << ">";
}

Attribute BytesAttr::parse(AsmParser &parser, Type) {
  std::string data;
  SmallVector<Relocation> relocs;
  auto parseReloc = [&]() -> ParseResult {
    Relocation reloc;
    StringAttr name;
    if (parser.parseLParen() || parser.parseInteger(reloc.offset) || parser.parseComma() || parser.parseSymbolName(name) || parser.parseComma() ||
        parser.parseInteger(reloc.addend) || parser.parseRParen())
      return failure();
    reloc.symbol = FlatSymbolRefAttr::get(name);
    relocs.push_back(reloc);
    return success();
  };
  if (parser.parseLess() || parser.parseString(&data))
    return {};
  if (succeeded(parser.parseOptionalKeyword("relocs")) && parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseReloc))
    return {};
  if (parser.parseGreater())
    return {};
  return get(parser.getContext(), data, relocs);
}

} // namespace fornax::fx

#define GET_ATTRDEF_CLASSES
#include "ir/Attributes.cpp.inc"

void fornax::fx::FxDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ir/Attributes.cpp.inc"
      >();
}
