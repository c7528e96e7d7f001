// Typed inline MLIR: any registered operation with parsed attributes and types; `simd.*` by table.

#include "irgen/Emit.h"
#include "sema/terms/Machine.h"
#include <mlir/AsmParser/AsmParser.h>
#include <mlir/IR/Verifier.h>

namespace fornax::irgen {

using namespace sema;

static std::optional<SimdOp> simdOpNamed(llvm::StringRef name) {
  static constexpr std::pair<llvm::StringLiteral, SimdOp> Table[] = {
#define SIMD_OP(NAME, OPERANDS, RESULT) {#NAME, SimdOp::Op_##NAME},
#include "sema/entities/SimdOps.def"
  };
  for (auto [spelling, op] : Table)
    if (spelling == name)
      return op;
  return std::nullopt;
}

/// An attribute's term, or null; attributes given as text give none.
static Term attributeTerm(Emitter &e, const checked::MlirOp &op, llvm::StringRef name) {
  for (const checked::MlirAttribute &attribute : op.attributes)
    if (attribute.name == name)
      return attribute.value.isValid() ? termOf(*e.frame, attribute.value, op.range) : makeBool(e.ctx, true);
  return {};
}

/// A machine integer keeps its type; as text between pieces it is bare digits. Null for other terms.
static mlir::Attribute integerAttribute(Emitter &e, const checked::MlirOp &op, Term term) {
  Term scalar = isError(term) ? term : unwrapScalar(e.ctx, term);
  if (!isKind(scalar, TermKind::Int) || !scalar->type || isBoolMachine(scalar->type))
    return {};
  mlir::Type type = lowerType(e.instances, scalar->type, e.target, e.site(op.range));
  mlir::Type leaf = type ? fx::leafOf(type) : mlir::Type();
  if (!leaf || !leaf.isIntOrIndex())
    return {};
  unsigned width = leaf.isIndex() ? 64 : leaf.getIntOrFloatBitWidth();
  return mlir::IntegerAttr::get(leaf, intOf(scalar).sextOrTrunc(width));
}

static mlir::Attribute parseAttribute(Emitter &e, const checked::MlirOp &op, const checked::MlirAttribute &attribute) {
  std::string text = attribute.text.str();
  if (attribute.value.isValid()) {
    Term term = termOf(*e.frame, attribute.value, op.range);
    if (mlir::Attribute number = integerAttribute(e, op, term))
      return number;
    std::optional<std::string> spliced = spliceText(e.instances, term, e.target, e.site(op.range));
    if (!spliced)
      return {};
    text = *spliced;
    if (isKind(term, TermKind::String)) // a text value, not MLIR text
      return e.b.getStringAttr(text);
  }
  if (text.empty())
    return e.b.getUnitAttr();
  std::string reason = "it cannot be parsed";
  mlir::ScopedDiagnosticHandler handler(e.b.getContext(), [&](mlir::Diagnostic &diagnostic) {
    reason = diagnostic.str();
    return mlir::success();
  });
  mlir::Attribute parsed = mlir::parseAttribute(text, e.b.getContext());
  if (!parsed)
    report(e.instances, e.site(op.range), messages::invalidAttribute(text, reason));
  return parsed;
}

static Value emitGeneric(Emitter &e, const checked::MlirOp &op) {
  mlir::MLIRContext *context = e.b.getContext();
  context->getOrLoadDialect(op.name.split('.').first);
  if (!mlir::RegisteredOperationName::lookup(op.name, context)) {
    report(e.instances, e.site(op.range), messages::unknownOperation(op.name.str()));
    fail(e);
    return deadValue(e, {});
  }
  mlir::OperationState state(e.loc, op.name);
  for (const checked::Expr *operand : op.operands) {
    Value value = leafOfPlace(e, operand);
    if (value)
      state.addOperands(value);
  }
  for (const checked::MlirAttribute &attribute : op.attributes) {
    mlir::Attribute parsed = parseAttribute(e, op, attribute);
    if (!parsed) {
      fail(e);
      return deadValue(e, {});
    }
    state.addAttribute(attribute.name, parsed);
  }
  for (checked::Slot slot : op.results) {
    mlir::Type type = loweredOf(*e.frame, slot, op.range);
    if (!type) {
      fail(e);
      return deadValue(e, {});
    }
    if (!fx::isEmpty(type))
      state.addTypes(fx::leafOf(type) ? fx::leafOf(type) : type);
  }
  if (e.failed)
    return deadValue(e, {});
  mlir::Operation *created = e.b.create(state);
  std::string reason = "verification failed";
  mlir::ScopedDiagnosticHandler handler(context, [&](mlir::Diagnostic &diagnostic) {
    reason = diagnostic.str();
    return mlir::success();
  });
  bool isTerminator = created->hasTrait<mlir::OpTrait::IsTerminator>();
  if (mlir::failed(mlir::verify(created, /*verifyRecursively=*/false))) {
    report(e.instances, e.site(op.range), messages::invalidOperation(op.name.str(), reason));
    fail(e);
    return deadValue(e, {});
  }
  Value result = created->getNumResults() ? Value(created->getResult(0)) : Value();
  if (isTerminator)
    stop(e);
  return result;
}

Value emitMlirOp(Emitter &e, const checked::MlirOp &op) {
  llvm::StringRef name = op.name;
  if (!name.consume_front("simd."))
    return emitGeneric(e, op);
  std::optional<SimdOp> known = simdOpNamed(name);
  if (!known) {
    report(e.instances, e.site(op.range), messages::unknownOperation(op.name.str()));
    fail(e);
    return deadValue(e, {});
  }
  llvm::SmallVector<SimdOperand, 3> operands;
  for (const checked::Expr *operand : op.operands)
    operands.push_back({leafOfPlace(e, operand), typeOf(*e.frame, operand->type, operand->range)});
  Type resultType;
  mlir::Type result;
  if (!op.results.empty()) {
    resultType = typeOf(*e.frame, op.results.front(), op.range);
    result = loweredOf(*e.frame, op.results.front(), op.range);
    if (!result) {
      fail(e);
      return deadValue(e, {});
    }
    result = fx::isEmpty(result) ? mlir::Type() : fx::leafOf(result);
  }
  return emitSimd(e, *known, operands, resultType, result, [&](llvm::StringRef attribute) { return attributeTerm(e, op, attribute); }, op.range);
}

} // namespace fornax::irgen
