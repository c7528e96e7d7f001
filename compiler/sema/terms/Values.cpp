// Compile-time values: leaves, struct values by fields, values with memory.
#include "sema/entities/Demand.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/terms/Machine.h"
#include "sema/terms/TermTable.h"

using llvm::APFloat;
using llvm::APInt;
using llvm::ArrayRef;
using llvm::StringRef;

namespace fornax::sema {

static uint64_t address(const void *p) { return uint64_t(reinterpret_cast<uintptr_t>(p)); }

Term makeInt(Context &ctx, const APInt &value, Type type) {
  APInt kept = isIntLiteralMachine(type) ? minimal(value) : value;
  return tableOf(ctx).get({TermKind::Int, address(tableOf(ctx).intern(kept)), type, {}});
}

Term makeIntValue(Context &ctx, int64_t value, Type structType) {
  llvm::SmallVector<Type, 4> layers;
  Type type = structType;
  while (isKind(type, TermKind::Struct)) {
    ArrayRef<FieldId> fields = fieldsOf(ctx, structOf(type));
    if (fields.size() != 1 || !ctx.program.fields[fields[0]].type)
      return makeError(ctx);
    layers.push_back(type);
    type = substituteType(ctx, ctx.program.fields[fields[0]].type, bindingsFor(ctx, structOf(type), argumentsOf(type)));
  }
  std::optional<Scalar> scalar = isError(type) ? std::nullopt : scalarOf(type);
  if (!scalar || !scalar->isInteger())
    return makeError(ctx);
  Term result = makeInt(ctx, APInt(64, uint64_t(value), true).sextOrTrunc(scalar->bits), type);
  for (Type layer : llvm::reverse(layers))
    result = makeValue(ctx, layer, {result});
  return result;
}

Term makeInt(Context &ctx, int64_t value) {
  Type type = contractType(ctx, ContractItem::Int);
  return isError(type) ? Term(type) : makeIntValue(ctx, value, type);
}

Term makeIntLiteral(Context &ctx, const APInt &value) { return makeInt(ctx, value, intLiteralMachine(ctx)); }

Term makeRationalLiteral(Context &ctx, const Rational &value) {
  return tableOf(ctx).get({TermKind::Float, address(tableOf(ctx).intern(value)), floatLiteralMachine(ctx), {}});
}

Term makeFloatLiteral(Context &ctx, StringRef decimal) {
  std::optional<Rational> value = parseRational(decimal);
  return value ? makeRationalLiteral(ctx, *value) : makeError(ctx);
}

const Rational &rationalOf(Term t) {
  assert(isKind(t, TermKind::Float) && isFloatLiteralMachine(t->type));
  return *reinterpret_cast<const Rational *>(uintptr_t(t->payload));
}

Term makeFloat(Context &ctx, const APFloat &value, Type type) {
  return tableOf(ctx).get({TermKind::Float, address(tableOf(ctx).intern(value)), type, {}});
}

const APFloat &floatOf(Term t) {
  assert(isKind(t, TermKind::Float) && !isFloatLiteralMachine(t->type));
  return *reinterpret_cast<const APFloat *>(uintptr_t(t->payload));
}

Term makeString(Context &ctx, StringRef text) {
  return tableOf(ctx).get({TermKind::String, address(tableOf(ctx).internText(text)), stringMachine(ctx), {}});
}

Term makeBytes(Context &ctx, StringRef bytes, Type type) {
  return tableOf(ctx).get({TermKind::Bytes, address(tableOf(ctx).internText(bytes)), type, {}});
}

Term makeBool(Context &ctx, bool value) { return makeInt(ctx, APInt(1, value), boolMachine(ctx)); }

Term makeBoolValue(Context &ctx, Term i1) {
  Type type = contractType(ctx, ContractItem::Bool);
  if (isError(type) || isError(i1))
    return makeError(ctx);
  return wrapScalar(ctx, i1, type);
}

Term makeNone(Context &ctx) {
  Type type = contractType(ctx, ContractItem::NoneType);
  return isError(type) ? Term(type) : makeValue(ctx, type, {});
}

Term makeValue(Context &ctx, Type structType, ArrayRef<Term> fields) {
  for (Term field : fields)
    if (isError(field))
      return makeError(ctx);
  // A value made of all fields of one value, in order, is that value.
  if (!fields.empty() && isKind(fields[0], TermKind::Member)) {
    Term source = fields[0]->operand(0);
    bool isSame = fields.size() == fieldsOf(ctx, structOf(structType)).size() && typeOf(ctx, source) == structType;
    for (size_t i = 0; i < fields.size() && isSame; ++i)
      isSame = isKind(fields[i], TermKind::Member) && fields[i]->payload == i && fields[i]->operand(0) == source;
    if (isSame)
      return source;
  }
  return tableOf(ctx).get({TermKind::Value, 0, structType, fields});
}

Term makeMember(Context &ctx, Term value, unsigned index) {
  switch (value->kind) {
  case TermKind::Error: return value;
  case TermKind::Value: return index < value->count ? value->operand(index) : makeError(ctx);
  case TermKind::Object:
  case TermKind::Bytes:
    if (Term field = ctx.evaluator.member(ctx, value, index))
      return field;
    break;
  case TermKind::Cond:
    // Only where both arms are known by fields: elsewhere the smaller term is the projection itself.
    if (isKind(value->operand(1), TermKind::Value) && isKind(value->operand(2), TermKind::Value))
      return makeCond(ctx, value->operand(0), makeMember(ctx, value->operand(1), index), makeMember(ctx, value->operand(2), index));
    break;
  default: break;
  }
  return tableOf(ctx).get({TermKind::Member, index, {}, {value}});
}

Term makeObject(Context &ctx, ObjectGraph graph, Type type) {
  uint16_t flags = 0;
  for (const auto &block : graph.blocks)
    for (const auto &relocation : block.relocations)
      if (relocation.function)
        flags |= relocation.function->flags;
  const ObjectGraph *payload = tableOf(ctx).intern(std::move(graph));
  return tableOf(ctx).get({TermKind::Object, address(payload), type, {}, flags});
}

static Term innermost(Term t) {
  while (isKind(t, TermKind::Value) && t->count == 1)
    t = t->operand(0);
  return t;
}

std::optional<int64_t> asInt64(Term t) {
  t = innermost(t);
  if (!isKind(t, TermKind::Int))
    return std::nullopt;
  std::optional<Scalar> scalar = scalarOf(t->type);
  const APInt &value = intOf(t);
  if (scalar && (scalar->kind == Scalar::Kind::Unsigned || scalar->kind == Scalar::Kind::Bool))
    return value.getActiveBits() <= 63 ? std::optional<int64_t>(int64_t(value.getZExtValue())) : std::nullopt;
  return value.getSignificantBits() <= 64 ? std::optional<int64_t>(value.getSExtValue()) : std::nullopt;
}

std::optional<bool> asBool(Term t) {
  t = innermost(t);
  if (!isKind(t, TermKind::Int) || !isBoolMachine(t->type))
    return std::nullopt;
  return !intOf(t).isZero();
}

} // namespace fornax::sema
