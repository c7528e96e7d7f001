// `!fx.simd`, `!fx.array`, `!fx.union`, and everything else that is written as MLIR text with splices.

#include "ir/Layout.h"
#include "irgen/Frame.h"
#include "irgen/LowerType.h"
#include "irgen/Trace.h"
#include "sema/terms/Machine.h"
#include <llvm/Support/MathExtras.h>
#include <mlir/AsmParser/AsmParser.h>

namespace fornax::irgen {

using namespace sema;

static mlir::Type scalarType(mlir::MLIRContext *context, const Scalar &scalar) { return mlir::parseType(scalar.mlir, context); }

mlir::Type lowerSimd(Instances &instances, Term length, Term dtype, Site site) {
  std::optional<Scalar> scalar = scalarOfDType(dtype);
  if (!scalar) {
    report(instances, site, messages::invalidElementType(print(instances.ctx, dtype)));
    return {};
  }
  int64_t lanes = asInt64(length).value_or(0);
  if (lanes < 1 || !llvm::isPowerOf2_64(uint64_t(lanes))) {
    report(instances, site, messages::invalidVectorWidth(lanes));
    return {};
  }
  mlir::Type element = scalarType(&instances.mlir, *scalar);
  return lanes == 1 ? element : mlir::Type(mlir::VectorType::get({lanes}, element));
}

namespace {
/// The inside of `!fx.array<…>` or `!fx.union<…>`: text where operands are marked by Mark and their number.
struct SplicedText {
  static constexpr char Mark = '\x01';
  std::string text;
  llvm::ArrayRef<Term> operands;

  SplicedText(Term type) : operands(type->operands()) {
    llvm::ArrayRef<llvm::StringRef> pieces = mlirPieces(type);
    for (auto [index, piece] : llvm::enumerate(pieces)) {
      text += piece;
      if (index + 1 < pieces.size())
        text += Mark + std::to_string(index) + Mark;
    }
  }
  /// The operand if the text is nothing but one, else null.
  Term operandIn(llvm::StringRef part) const {
    part = part.trim();
    unsigned index = 0;
    if (!part.consume_front(llvm::StringRef(&Mark, 1)) || !part.consume_back(llvm::StringRef(&Mark, 1)) || part.getAsInteger(10, index))
      return {};
    return operands[index];
  }
};
} // namespace

static mlir::Type parse(Instances &instances, llvm::StringRef text, Site site) {
  std::string reason = "it cannot be parsed";
  mlir::ScopedDiagnosticHandler handler(&instances.mlir, [&](mlir::Diagnostic &diagnostic) {
    reason = diagnostic.str();
    return mlir::success();
  });
  mlir::Type type = mlir::parseType(text.trim(), &instances.mlir);
  if (!type)
    report(instances, site, messages::invalidMachineType(text.str(), reason));
  return type;
}

std::optional<std::string> spliceText(Instances &instances, Term term, TargetIndex target, Site site) {
  Context &ctx = instances.ctx;
  if (isError(term))
    return std::nullopt;
  if (isType(ctx, term)) {
    mlir::Type type = lowerType(instances, asType(term), target, site);
    if (!type)
      return std::nullopt;
    if (mlir::Type leaf = fx::leafOf(type)) // a machine type inside MLIR text is the leaf of a transparent struct
      type = leaf;
    std::string text;
    llvm::raw_string_ostream(text) << type;
    return text;
  }
  Term scalar = unwrapScalar(ctx, term);
  if (isKind(scalar, TermKind::Int)) {
    llvm::SmallString<32> digits;
    bool isSigned = !scalar->type || !isBoolMachine(scalar->type);
    intOf(scalar).toString(digits, 10, isSigned);
    return scalar->type && isBoolMachine(scalar->type) ? (intOf(scalar).isZero() ? "false" : "true") : digits.str().str();
  }
  if (isKind(scalar, TermKind::String))
    return textOf(scalar).str();
  if (isKind(scalar, TermKind::Mlir) && isMlirAttribute(scalar)) {
    SplicedText spliced(scalar);
    std::string text;
    llvm::ArrayRef<llvm::StringRef> pieces = mlirPieces(scalar);
    for (auto [index, piece] : llvm::enumerate(pieces)) {
      text += piece;
      if (index + 1 == pieces.size())
        break;
      std::optional<std::string> inner = spliceText(instances, scalar->operand(unsigned(index)), target, site);
      if (!inner)
        return std::nullopt;
      text += *inner;
    }
    return text;
  }
  report(instances, site, messages::notCompileTimeKnown(print(ctx, term)));
  return std::nullopt;
}

/// A member or element type: an operand, or text.
static mlir::Type lowerPart(Instances &instances, const SplicedText &spliced, llvm::StringRef part, TargetIndex target, Site site) {
  if (Term operand = spliced.operandIn(part))
    return isType(instances.ctx, operand) ? lowerType(instances, asType(operand), target, site) : mlir::Type();
  return parse(instances, part, site);
}

/// No machine has more memory, and sums of such sizes do not overflow.
static constexpr uint64_t MaxValueSize = uint64_t(1) << 47;

static mlir::Type lowerArray(Instances &instances, const SplicedText &spliced, llvm::StringRef inside, TargetIndex target, Site site) {
  auto [count, element] = inside.split('x'); // the count comes first and holds no letter
  int64_t length = 0;
  if (Term operand = spliced.operandIn(count))
    length = asInt64(operand).value_or(-1);
  else if (count.trim().getAsInteger(10, length))
    length = -1;
  if (length < 0) {
    report(instances, site, messages::invalidArrayLength(length));
    return {};
  }
  mlir::Type lowered = lowerPart(instances, spliced, element, target, site);
  if (!lowered)
    return {};
  uint64_t elementSize = ir::Layout(instances.targets[target]->machine).sizeOf(lowered);
  if (elementSize > 0 && uint64_t(length) > MaxValueSize / elementSize) {
    report(instances, site, messages::arrayTooLarge(length, elementSize));
    return {};
  }
  return fx::ArrayType::get(&instances.mlir, uint64_t(length), lowered);
}

/// The types between the commas; an operand may be a list of types. Nothing after a report.
static std::optional<llvm::SmallVector<mlir::Type, 4>> lowerParts(Instances &instances, const SplicedText &spliced, llvm::StringRef inside,
                                                                  TargetIndex target, Site site) {
  llvm::SmallVector<mlir::Type, 4> members;
  for (llvm::StringRef part : llvm::split(inside, ',')) {
    Term operand = spliced.operandIn(part);
    if (isKind(operand, TermKind::List)) { // a spliced list of types
      for (Term element : operand->operands()) {
        mlir::Type member = lowerType(instances, asType(element), target, site);
        if (!member)
          return std::nullopt;
        members.push_back(member);
      }
      continue;
    }
    mlir::Type member = lowerPart(instances, spliced, part, target, site);
    if (!member)
      return std::nullopt;
    members.push_back(member);
  }
  return members;
}

/// Raw storage for several values side by side: a struct without a lifecycle of its own.
static mlir::Type lowerTuple(Instances &instances, Type type, llvm::ArrayRef<mlir::Type> members, TargetIndex target) {
  using enum fx::BodyFlag;
  mlir::MLIRContext *context = &instances.mlir;
  ir::FieldOffsets place = ir::Layout(instances.targets[target]->machine).place(members);
  llvm::SmallVector<fx::FieldInfo, 4> fields;
  bool inRegisters = true;
  for (auto [index, member] : llvm::enumerate(members)) {
    fields.push_back({mlir::StringAttr::get(context, std::to_string(index)), member, place.offsets[index]});
    auto structType = llvm::dyn_cast<fx::StructType>(member);
    inRegisters &= fx::isLeaf(member) || (structType && structType.getBody().has(TrivialRegisterPassable));
  }
  unsigned flags = TrivialCopy | TrivialMove | TrivialDestroy | ImplicitCopy | Movable | Deinitable;
  if (inRegisters)
    flags |= RegisterPassable | TrivialRegisterPassable;
  auto result = fx::StructType::get(context, printKey(instances.ctx, type));
  setBody(instances, target, result, fx::BodyAttr::get(context, place.size, place.align, fields, nullptr, nullptr, nullptr, flags, nullptr));
  return result;
}

/// The text between `<` and the last `>` if the type has this head.
static std::optional<llvm::StringRef> insideOf(llvm::StringRef text, llvm::StringRef head) {
  text = text.trim();
  if (!text.consume_front(head) || !text.consume_back(">"))
    return std::nullopt;
  return text;
}

mlir::Type lowerMachineType(Instances &instances, Type type, TargetIndex target, Site site) {
  if (std::optional<SimdShape> simd = simdShape(type))
    return lowerSimd(instances, simd->length, simd->dtype, site);
  SplicedText spliced(type);
  llvm::StringRef text = spliced.text;
  if (auto inside = insideOf(text, "!fx.array<"))
    return lowerArray(instances, spliced, *inside, target, site);
  if (auto inside = insideOf(text, "!fx.union<")) {
    auto members = lowerParts(instances, spliced, *inside, target, site);
    return members ? mlir::Type(fx::UnionType::get(&instances.mlir, *members)) : mlir::Type();
  }
  if (auto inside = insideOf(text, "!fx.tuple<")) {
    auto members = lowerParts(instances, spliced, *inside, target, site);
    return members ? lowerTuple(instances, type, *members, target) : mlir::Type();
  }
  if (text == "!fx.string" || text == "!fx.int_literal" || text == "!fx.float_literal") {
    report(instances, site, messages::noRunTimeForm(text.str()));
    return {};
  }
  std::string plain;
  llvm::ArrayRef<llvm::StringRef> pieces = mlirPieces(type);
  for (auto [index, piece] : llvm::enumerate(pieces)) {
    plain += piece;
    if (index + 1 == pieces.size())
      break;
    std::optional<std::string> part = spliceText(instances, type->operand(unsigned(index)), target, site);
    if (!part)
      return {};
    plain += *part;
  }
  return parse(instances, plain, site);
}

} // namespace fornax::irgen
