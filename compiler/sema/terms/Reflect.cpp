// Reflection and target queries: folded where the subject is settled.
#include "sema/entities/Demand.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/terms/Arithmetic.h"
#include "sema/terms/Machine.h"
#include "sema/terms/PrintTerm.h"
#include "sema/terms/Rational.h"
#include "sema/terms/TermTable.h"

using llvm::APInt;
using llvm::ArrayRef;

namespace fornax::sema {

static Term number(Context &ctx, Type type, int64_t value) {
  std::optional<Scalar> scalar = scalarOf(type);
  return scalar && scalar->isInteger() ? makeInt(ctx, APInt(64, uint64_t(value), true).sextOrTrunc(scalar->bits), type)
                                       : makeIntValue(ctx, value, type);
}

/// The element types of `!fx.tuple<Ts>`, whose fields they are; nothing for another type.
static Term tupleElements(Context &ctx, Term subject) {
  bool isTuple = isKind(subject, TermKind::Mlir) && subject->count == 1 && mlirPieces(subject)[0] == "!fx.tuple<";
  return isTuple && isListTerm(ctx, subject->operand(0)) ? subject->operand(0) : Term();
}

static Term foldField(Context &ctx, ReflectKind kind, ArrayRef<Term> operands, Type type) {
  Term subject = operands[0];
  if (Term elements = tupleElements(ctx, subject); elements && kind == ReflectKind::FieldType)
    return makeListGet(ctx, elements, operands[1]);
  if (!isKind(subject, TermKind::Struct))
    return {};
  ArrayRef<FieldId> fields = fieldsOf(ctx, structOf(subject));
  if (kind == ReflectKind::FieldCount)
    return number(ctx, type, int64_t(fields.size()));
  Term which = unwrapScalar(ctx, operands[1]);
  if (kind == ReflectKind::FieldIndex) {
    if (!isKind(which, TermKind::String))
      return {};
    for (size_t i = 0; i < fields.size(); ++i)
      if (ctx.program.fields[fields[i]].name == textOf(which))
        return number(ctx, type, int64_t(i));
    return number(ctx, type, -1);
  }
  std::optional<int64_t> index = asInt64(which);
  if (!index)
    return {};
  if (*index < 0 || *index >= int64_t(fields.size()))
    return makeError(ctx);
  const FieldInfo &field = ctx.program.fields[fields[size_t(*index)]];
  if (kind == ReflectKind::FieldName)
    return makeString(ctx, field.name.str());
  if (!field.type)
    return makeError(ctx);
  return substitute(ctx, field.type, bindingsFor(ctx, structOf(subject), argumentsOf(subject)));
}

static Term foldName(Context &ctx, ReflectKind kind, Term subject) {
  if (kind == ReflectKind::FunctionName || kind == ReflectKind::SourceName) {
    if (isKind(subject, TermKind::FunctionItem))
      return makeString(ctx, ctx.program.functions[functionOf(subject)].name.str());
    if (isKind(subject, TermKind::ClosureType))
      return makeString(ctx, ctx.program.closures[closureOf(subject)].name.str());
    return {};
  }
  if (!isClosed(subject) || hasFlag(subject, HasCall))
    return {};
  if (kind == ReflectKind::TypeName)
    return makeString(ctx, printReflected(ctx, subject));
  if (isKind(subject, TermKind::Struct))
    return makeString(ctx, ctx.program.structs[structOf(subject)].name.str());
  return makeString(ctx, print(ctx, subject));
}

/// A literal fits an element type if nothing of its value is lost to the width.
static Term foldLiteralFits(Context &ctx, Term literal, Term dtype) {
  std::optional<Scalar> scalar = scalarOfDType(dtype);
  if (!scalar || !isKind(literal, TermKind::Int))
    return {};
  if (!scalar->isInteger())
    return makeBool(ctx, true);
  const APInt &value = intOf(literal);
  bool fits = scalar->kind == Scalar::Kind::Signed ? value.getSignificantBits() <= scalar->bits
                                                   : !value.isNegative() && value.getActiveBits() <= scalar->bits;
  return makeBool(ctx, fits);
}

static Term foldText(Context &ctx, ReflectKind kind, ArrayRef<Term> v, Type type) {
  if (kind == ReflectKind::LiteralText) {
    if (isKind(v[0], TermKind::Int)) {
      llvm::SmallString<32> text;
      intOf(v[0]).toString(text, 10, true);
      return makeString(ctx, text);
    }
    if (isKind(v[0], TermKind::Float) && isFloatLiteralMachine(v[0]->type))
      return makeString(ctx, toText(rationalOf(v[0])));
    return {};
  }
  if (!llvm::all_of(v, [](Term t) { return isKind(t, TermKind::String); }))
    return {};
  if (kind == ReflectKind::StringLength)
    return number(ctx, type, int64_t(textOf(v[0]).size()));
  return makeString(ctx, textOf(v[0]).str() + textOf(v[1]).str());
}

static Term foldKernel(Context &ctx, ReflectKind kind, ArrayRef<Term> v, Type type) {
  if (!isKind(v[0], TermKind::FunctionItem))
    return {};
  FunctionId function = functionOf(v[0]);
  const Signature &signature = signatureOf(ctx, function);
  if (kind == ReflectKind::KernelArgumentCount)
    return number(ctx, type, int64_t(signature.arguments.size()));
  std::optional<int64_t> index = asInt64(unwrapScalar(ctx, v[1]));
  if (!index)
    return {};
  if (*index < 0 || size_t(*index) >= signature.arguments.size())
    return makeError(ctx);
  return substitute(ctx, signature.arguments[size_t(*index)].type, bindingsFor(ctx, function, argumentsOf(v[0])));
}

static Term foldDefine(Context &ctx, ReflectKind kind, Term name) {
  if (!isKind(name, TermKind::String))
    return {};
  auto it = ctx.options.defines.find(textOf(name).str());
  bool isDefined = it != ctx.options.defines.end();
  return kind == ReflectKind::IsDefined ? makeBool(ctx, isDefined) : makeString(ctx, isDefined ? it->second : std::string());
}

static Term foldReflect(Context &ctx, ReflectKind kind, ArrayRef<Term> v, Type type) {
  switch (kind) {
  case ReflectKind::FieldCount:
  case ReflectKind::FieldName:
  case ReflectKind::FieldType:
  case ReflectKind::FieldIndex: return foldField(ctx, kind, v, type);
  case ReflectKind::TypeName:
  case ReflectKind::BaseName:
  case ReflectKind::FunctionName:
  case ReflectKind::SourceName: return foldName(ctx, kind, v[0]);
  case ReflectKind::IsStruct:
    switch (v[0]->kind) {
    case TermKind::Struct: return makeBool(ctx, true);
    case TermKind::Mlir:
    case TermKind::FunctionItem:
    case TermKind::ClosureType:
    case TermKind::Pointer: return makeBool(ctx, false);
    default: return {};
    }
  case ReflectKind::LiteralFits: return foldLiteralFits(ctx, v[0], v[1]);
  case ReflectKind::LiteralText:
  case ReflectKind::StringLength:
  case ReflectKind::StringConcat: return foldText(ctx, kind, v, type);
  case ReflectKind::KernelArgumentCount:
  case ReflectKind::KernelArgumentType: return foldKernel(ctx, kind, v, type);
  case ReflectKind::DefineText:
  case ReflectKind::IsDefined: return foldDefine(ctx, kind, v[0]);
  case ReflectKind::TrivialCopy:
  case ReflectKind::TrivialMove:
  case ReflectKind::TrivialDeinit: return foldTriviality(ctx, kind, asType(v[0]));
  }
  return {};
}

Term makeReflect(Context &ctx, ReflectKind kind, ArrayRef<Term> operands, Type type) {
  for (Term operand : operands)
    if (isError(operand))
      return makeError(ctx);
  if (Term folded = foldReflect(ctx, kind, operands, type))
    return folded;
  return tableOf(ctx).get({TermKind::Reflect, uint64_t(kind), type, operands});
}

Term makeTargetQuery(Context &ctx, QueryKind kind, ArrayRef<Term> operands, Type type) {
  for (Term operand : operands)
    if (isError(operand))
      return makeError(ctx);
  if (isKind(operands[0], TermKind::Int) && llvm::all_of(operands, [](Term t) { return isClosed(t); }))
    if (Term answer = ctx.evaluator.targetQuery(ctx, kind, operands.drop_front(), type, uint32_t(intOf(operands[0]).getZExtValue())))
      return answer;
  return tableOf(ctx).get({TermKind::TargetQuery, uint64_t(kind), type, operands});
}

} // namespace fornax::sema
