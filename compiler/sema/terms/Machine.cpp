#include "sema/terms/Machine.h"
#include "sema/entities/Demand.h"
#include "sema/terms/TermTable.h"
#include <llvm/ADT/StringExtras.h>

using llvm::APFloat;
using llvm::StringRef;

namespace fornax::sema {

static const llvm::fltSemantics *semanticsOf(StringRef mlir) {
  return llvm::StringSwitch<const llvm::fltSemantics *>(mlir)
      .Case("f16", &APFloat::IEEEhalf())
      .Case("bf16", &APFloat::BFloat())
      .Case("f32", &APFloat::IEEEsingle())
      .Case("f64", &APFloat::IEEEdouble())
      .Case("f80", &APFloat::x87DoubleExtended())
      .Case("f128", &APFloat::IEEEquad())
      .Case("tf32", &APFloat::FloatTF32())
      .Case("f8E4M3FN", &APFloat::Float8E4M3FN())
      .Case("f8E4M3FNUZ", &APFloat::Float8E4M3FNUZ())
      .Case("f8E5M2", &APFloat::Float8E5M2())
      .Case("f8E5M2FNUZ", &APFloat::Float8E5M2FNUZ())
      .Case("f8E3M4", &APFloat::Float8E3M4())
      .Case("f8E8M0FNU", &APFloat::Float8E8M0FNU())
      .Case("f4E2M1FN", &APFloat::Float4E2M1FN())
      .Default(nullptr);
}

struct ScalarRow {
  const char *name;
  uint8_t code;
  unsigned bits;
  Scalar::Kind kind;
  const char *mlir;
};
static const ScalarRow scalarRows[] = {
#define SCALAR(NAME, CODE, BITS, KIND, MLIR) {#NAME, CODE, BITS, Scalar::Kind::KIND, MLIR},
#include "sema/entities/ScalarTypes.def"
};

static Scalar fromRow(const ScalarRow &row) {
  Scalar result{row.kind, row.bits, nullptr, row.name, row.mlir, row.code};
  if (row.kind == Scalar::Kind::Float)
    result.semantics = semanticsOf(row.mlir);
  return result;
}

std::optional<Scalar> scalarNamed(StringRef name) {
  for (const ScalarRow &row : scalarRows)
    if (name == row.name)
      return fromRow(row);
  return std::nullopt;
}

std::optional<Scalar> scalarOfDType(Term dtype) {
  while (isKind(dtype, TermKind::Value) && dtype->count == 1)
    dtype = dtype->operand(0);
  if (!isKind(dtype, TermKind::Int))
    return std::nullopt;
  uint64_t code = intOf(dtype).getLimitedValue();
  for (const ScalarRow &row : scalarRows)
    if (row.code == code)
      return fromRow(row);
  return std::nullopt;
}

static std::optional<Scalar> scalarOfText(StringRef text) {
  using Kind = Scalar::Kind;
  if (text == "i1")
    return scalarNamed("bool");
  if (text == "index")
    return Scalar{Kind::Signed, 64, nullptr, "", "index", 0};
  unsigned bits;
  if (text.starts_with("i") && !text.drop_front().getAsInteger(10, bits) && bits >= 1 && bits <= 4096)
    return Scalar{Kind::Signed, bits, nullptr, "", text, 0};
  for (const ScalarRow &row : scalarRows)
    if (row.kind == Kind::Float && text == row.mlir)
      return fromRow(row);
  if (const llvm::fltSemantics *semantics = semanticsOf(text))
    return Scalar{Kind::Float, unsigned(APFloat::semanticsSizeInBits(*semantics)), semantics, "", text, 0};
  return std::nullopt;
}

std::optional<Scalar> scalarOf(Type type) {
  if (!isKind(type, TermKind::Mlir))
    return std::nullopt;
  if (type->count == 0)
    return scalarOfText(machineText(type));
  std::optional<SimdShape> shape = simdShape(type);
  if (!shape || asInt64(shape->length) != 1)
    return std::nullopt;
  return scalarOfDType(shape->dtype);
}

StringRef machineText(Type type) {
  if (!isKind(type, TermKind::Mlir) || type->count != 0)
    return {};
  return mlirPieces(type)[0];
}

Type intLiteralMachine(Context &ctx) { return makeMlirType(ctx, "!fx.int_literal"); }
Type floatLiteralMachine(Context &ctx) { return makeMlirType(ctx, "!fx.float_literal"); }
Type stringMachine(Context &ctx) { return makeMlirType(ctx, "!fx.string"); }
Type boolMachine(Context &ctx) { return makeMlirType(ctx, "i1"); }
Type int64Machine(Context &ctx) { return makeMlirType(ctx, "i64"); }
bool isIntLiteralMachine(Type type) { return machineText(type) == "!fx.int_literal"; }
bool isFloatLiteralMachine(Type type) { return machineText(type) == "!fx.float_literal"; }
bool isStringMachine(Type type) { return machineText(type) == "!fx.string"; }
bool isBoolMachine(Type type) { return machineText(type) == "i1"; }

/// The field of a struct type that has exactly one; null for others.
static Type onlyField(Context &ctx, Type type) {
  if (!isKind(type, TermKind::Struct))
    return {};
  llvm::ArrayRef<FieldId> fields = fieldsOf(ctx, structOf(type));
  if (fields.size() != 1)
    return {};
  Type field = ctx.program.fields[fields[0]].type;
  return field ? substituteType(ctx, field, bindingsFor(ctx, structOf(type), argumentsOf(type))) : Type();
}

Term unwrapScalar(Context &ctx, Term term) {
  while (isKind(term, TermKind::Value) && term->count == 1)
    term = term->operand(0);
  if (!term || isError(term) || isKind(term, TermKind::Int) || isKind(term, TermKind::Float) || isKind(term, TermKind::Sum))
    return term;
  for (Type type = typeOf(ctx, term); isKind(type, TermKind::Struct); type = typeOf(ctx, term)) {
    if (!onlyField(ctx, type))
      return term;
    term = makeMember(ctx, term, 0);
  }
  return term;
}

Term wrapScalar(Context &ctx, Term machine, Type type) {
  Type inner = onlyField(ctx, type);
  if (!inner)
    return machine;
  return makeValue(ctx, type, {wrapScalar(ctx, machine, inner)});
}

// ---- MLIR types and attributes

/// Splices that are settled text: `!llvm.array<`, 4, ` x i8>` is the type that is written with a 4. The dialect's own heads keep language terms.
static std::optional<std::string> settledText(Term operand) {
  while (isKind(operand, TermKind::Value) && operand->count == 1)
    operand = operand->operand(0);
  if (isKind(operand, TermKind::String))
    return textOf(operand).str();
  if (isKind(operand, TermKind::Int)) {
    llvm::SmallString<24> text;
    std::optional<Scalar> scalar = operand->type ? scalarOf(operand->type) : std::nullopt;
    intOf(operand).toString(text, 10, !scalar || scalar->kind == Scalar::Kind::Signed);
    return text.str().str();
  }
  if (isKind(operand, TermKind::Mlir) && operand->count == 0)
    return mlirPieces(operand)[0].str();
  return std::nullopt;
}

static bool keepsTerms(StringRef head) {
  for (StringRef own : {"!fx.array<", "!fx.union<", "!fx.simd<", "!fx.tuple<"})
    if (head.starts_with(own))
      return true;
  return false;
}

static void joinSettled(llvm::ArrayRef<StringRef> pieces, llvm::ArrayRef<Term> operands, std::vector<std::string> &texts,
                        llvm::SmallVectorImpl<Term> &kept) {
  texts.push_back(pieces[0].str());
  for (size_t i = 0; i < operands.size(); ++i) {
    std::optional<std::string> settled = keepsTerms(pieces[0]) ? std::nullopt : settledText(operands[i]);
    if (settled) {
      texts.back() += *settled + pieces[i + 1].str();
    } else {
      kept.push_back(operands[i]);
      texts.push_back(pieces[i + 1].str());
    }
  }
}

static Term makeMlir(Context &ctx, llvm::ArrayRef<std::string> texts, llvm::ArrayRef<Term> operands, bool isAttribute, Type type) {
  llvm::SmallVector<StringRef, 4> pieces(texts.begin(), texts.end());
  const MlirPieces *payload = tableOf(ctx).intern(pieces, isAttribute);
  return tableOf(ctx).get({TermKind::Mlir, uint64_t(reinterpret_cast<uintptr_t>(payload)), type, operands});
}

Type makeMlirType(Context &ctx, llvm::ArrayRef<StringRef> pieces, llvm::ArrayRef<Term> operands) {
  assert(pieces.size() == operands.size() + 1);
  if (operands.empty()) {
    Type &known = tableOf(ctx).machineTypes[pieces[0]];
    if (!known) // the generic address space is not spelled
      known = Type(makeMlir(ctx, {pieces[0] == "!llvm.ptr<0>" ? "!llvm.ptr" : pieces[0].str()}, {}, false, {}).node());
    return known;
  }
  if (operands.size() == 2 && pieces[0].trim() == "!fx.simd<" && pieces[1].trim() == "," && pieces[2].trim() == ">")
    return makeSimd(ctx, operands[0], operands[1]);
  std::vector<std::string> texts;
  llvm::SmallVector<Term, 4> kept;
  joinSettled(pieces, operands, texts, kept);
  if (kept.empty() && texts[0] == "!llvm.ptr<0>") // the generic address space is not spelled
    texts[0] = "!llvm.ptr";
  return Type(makeMlir(ctx, texts, kept, false, {}).node());
}

/// `5 : i32`, `true`: an integer that arithmetic can see.
static Term integerAttribute(Context &ctx, StringRef text) {
  text = text.trim();
  if (text == "true" || text == "false")
    return makeBool(ctx, text == "true");
  auto [number, typeText] = text.split(':');
  number = number.trim();
  typeText = typeText.trim();
  std::optional<Scalar> scalar = scalarOfText(typeText);
  if (!scalar || !scalar->isInteger())
    return {};
  llvm::APInt value;
  bool negative = number.consume_front("-");
  if (number.empty() || number.getAsInteger(0, value) || value.getActiveBits() > scalar->bits)
    return {};
  value = value.zextOrTrunc(scalar->bits);
  return makeInt(ctx, negative ? -value : value, makeMlirType(ctx, typeText));
}

/// `"inf" : !fx.float_literal`: a number of the program text that cannot be written there.
static Term literalAttribute(Context &ctx, StringRef text) {
  auto [number, type] = text.rsplit(':');
  number = number.trim();
  if (type.trim() != "!fx.float_literal" || !number.consume_front("\"") || !number.consume_back("\""))
    return {};
  return makeFloatLiteral(ctx, number);
}

Term makeMlirAttribute(Context &ctx, llvm::ArrayRef<StringRef> pieces, llvm::ArrayRef<Term> operands, Type type) {
  std::vector<std::string> texts;
  llvm::SmallVector<Term, 4> kept;
  joinSettled(pieces, operands, texts, kept);
  if (kept.empty()) {
    if (Term number = integerAttribute(ctx, texts[0]))
      return number;
    if (Term number = literalAttribute(ctx, texts[0]))
      return number;
  }
  return makeMlir(ctx, texts, kept, true, type);
}

static const MlirPieces &piecesOf(Term term) {
  assert(isKind(term, TermKind::Mlir));
  return *reinterpret_cast<const MlirPieces *>(uintptr_t(term->payload));
}
llvm::ArrayRef<StringRef> mlirPieces(Term term) { return piecesOf(term).pieces; }
bool isMlirAttribute(Term term) { return isKind(term, TermKind::Mlir) && piecesOf(term).isAttribute; }

Type makeSimd(Context &ctx, Term length, Term dtype) {
  // A settled length is an i64, however many structs it came in; a symbolic one stays as the library passed it.
  Term lanes = length;
  while (isKind(lanes, TermKind::Value) && lanes->count == 1)
    lanes = lanes->operand(0);
  if (isKind(lanes, TermKind::Int))
    length = makeInt(ctx, intOf(lanes).sextOrTrunc(64), int64Machine(ctx));
  std::optional<Scalar> scalar = scalarOfDType(dtype);
  if (scalar && scalar->kind == Scalar::Kind::Bool && asInt64(length) == 1)
    return boolMachine(ctx);
  return Type(makeMlir(ctx, {"!fx.simd<", ", ", ">"}, {length, dtype}, false, {}).node());
}

std::optional<SimdShape> simdShape(Type type) {
  if (!isKind(type, TermKind::Mlir) || type->count != 2 || mlirPieces(type)[0] != "!fx.simd<")
    return std::nullopt;
  return SimdShape{type->operand(0), type->operand(1)};
}

} // namespace fornax::sema
