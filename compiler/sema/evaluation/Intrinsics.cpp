// The names of Intrinsics.def that are terms.

#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/terms/Machine.h"
#include "syntax/AST.h"

namespace fornax::sema {

using checked::IntrinsicKind;
using Terms = llvm::ArrayRef<Term>;

namespace {
struct Row {
  IntrinsicKind kind;
  llvm::StringLiteral spelling;
  IntrinsicCategory category;
};
} // namespace
static constexpr Row Rows[] = {
#define INTRINSIC(ENUMERATOR, SPELLING, CATEGORY) {IntrinsicKind::ENUMERATOR, SPELLING, IntrinsicCategory::CATEGORY},
#include "sema/entities/Intrinsics.def"
};

std::optional<IntrinsicKind> intrinsicNamed(llvm::StringRef spelling) {
  // All but four begin with two underscores: most names are turned away at once.
  for (const Row &row : Rows)
    if (row.spelling == spelling)
      return row.kind;
  return std::nullopt;
}

IntrinsicCategory categoryOf(IntrinsicKind kind) { return Rows[size_t(kind)].category; }

// ---- Operands

/// The exact value or text inside a literal; everything else as it is.
static Term literalContent(Context &ctx, Term term) {
  if (isError(term) || isType(ctx, term))
    return term;
  Type type = typeOf(ctx, term);
  if (isContractStruct(ctx, type, ContractItem::IntLiteral) || isContractStruct(ctx, type, ContractItem::FloatLiteral) ||
      isContractStruct(ctx, type, ContractItem::StringLiteral))
    return argumentsOf(type).back();
  return term;
}

llvm::SmallVector<Term, 4> intrinsicTerms(BodyContext &bc, llvm::ArrayRef<ast::CallArgument> arguments) {
  llvm::SmallVector<Term, 4> terms;
  for (const ast::CallArgument &argument : arguments) {
    Term term = termFrom(bc, *argument.value);
    if (!isError(term) && !isType(bc.ctx, term) && isContractStruct(bc.ctx, typeOf(bc.ctx, term), ContractItem::StringLiteral))
      term = argumentsOf(typeOf(bc.ctx, term)).back();
    terms.push_back(term);
  }
  return terms;
}

static size_t operandCount(IntrinsicKind kind) {
  switch (kind) {
  case IntrinsicKind::OriginContains:
  case IntrinsicKind::OriginUnionOf:
  case IntrinsicKind::OriginInterior:
  case IntrinsicKind::OriginMutCast:
  case IntrinsicKind::ListGet:
  case IntrinsicKind::ListConcat:
  case IntrinsicKind::ListTabulate:
  case IntrinsicKind::ListAllConform:
  case IntrinsicKind::StringConcat:
  case IntrinsicKind::StringEquals:
  case IntrinsicKind::LiteralAdd:
  case IntrinsicKind::LiteralSub:
  case IntrinsicKind::LiteralMul:
  case IntrinsicKind::LiteralDiv:
  case IntrinsicKind::LiteralFloorDiv:
  case IntrinsicKind::LiteralMod:
  case IntrinsicKind::LiteralShl:
  case IntrinsicKind::LiteralShr:
  case IntrinsicKind::LiteralAnd:
  case IntrinsicKind::LiteralOr:
  case IntrinsicKind::LiteralXor:
  case IntrinsicKind::LiteralCompare:
  case IntrinsicKind::LiteralEquals:
  case IntrinsicKind::LiteralToSimd:
  case IntrinsicKind::LiteralToMachine:
  case IntrinsicKind::LiteralFits:
  case IntrinsicKind::ReflectFieldName:
  case IntrinsicKind::ReflectFieldType:
  case IntrinsicKind::FieldOffset:
  case IntrinsicKind::KernelArguments:
  case IntrinsicKind::KernelArgumentType: return 2;
  case IntrinsicKind::ListReduce: return 3;
  default: return 1;
  }
}

static Type i64(Context &ctx) { return int64Machine(ctx); }

/// A literal against a type parameter that binds a DType value.
static Term literalCast(Context &ctx, Term literal, Type type) { return makeOp(ctx, SimdOp::Op_cast, {literal}, type); }

static Term literalOp(Context &ctx, SimdOp op, Terms v) { return makeOp(ctx, op, v, typeOf(ctx, v[0])); }

static Term one(Context &ctx) { return makeInt(ctx, llvm::APInt(64, 1), i64(ctx)); }

// ---- By subject

static Term foldOrigin(Context &ctx, IntrinsicKind kind, Terms v) {
  switch (kind) {
  case IntrinsicKind::OriginMutability: return originMutability(ctx, v[0]);
  case IntrinsicKind::OriginContains: return makeOriginHas(ctx, v[0], v[1]);
  case IntrinsicKind::OriginUnionOf: return makeOriginUnion(ctx, v);
  case IntrinsicKind::OriginInterior: return isKind(v[1], TermKind::String) ? makeOriginInterior(ctx, v[0], textOf(v[1])) : Term();
  default: break;
  }
  Term mut = conditionOf(ctx, v.back());
  if (!mut)
    return {};
  switch (kind) {
  case IntrinsicKind::OriginStatic: return makeOriginStatic(ctx, mut);
  case IntrinsicKind::OriginAny: return makeOriginAny(ctx, mut);
  case IntrinsicKind::OriginUntracked: return makeOriginUntracked(ctx, mut);
  case IntrinsicKind::OriginMutCast: return makeOriginMutCast(ctx, v[0], mut);
  default: return {};
  }
}

static Term foldList(Context &ctx, IntrinsicKind kind, llvm::SmallVector<Term, 4> v) {
  for (Term &term : v)
    if (Term list = listOf(ctx, term))
      term = list;
  switch (kind) {
  case IntrinsicKind::ListLength: return makeListLen(ctx, v[0]);
  case IntrinsicKind::ListGet: return makeListGet(ctx, v[0], unwrapScalar(ctx, v[1]));
  case IntrinsicKind::ListConcat: return makeConcat(ctx, v);
  case IntrinsicKind::ListTabulate: return makeTabulate(ctx, unwrapScalar(ctx, v[0]), v[1]);
  case IntrinsicKind::ListReduce: return makeReduce(ctx, v[0], v[1], v[2]);
  case IntrinsicKind::ListAllConform: return makeAllConform(ctx, v[0], makeTraits(ctx, {v[1]}));
  default: return {};
  }
}

static Term foldText(Context &ctx, IntrinsicKind kind, Terms v) {
  switch (kind) {
  case IntrinsicKind::StringLength: return makeReflect(ctx, ReflectKind::StringLength, v, i64(ctx));
  case IntrinsicKind::StringConcat: return makeReflect(ctx, ReflectKind::StringConcat, v, stringMachine(ctx));
  case IntrinsicKind::StringEquals:
    return isKind(v[0], TermKind::String) && isKind(v[1], TermKind::String) ? makeBool(ctx, v[0] == v[1])
                                                                            : makeCompare(ctx, ComparePredicate::Eq, v[0], v[1]);
  case IntrinsicKind::LiteralText: return makeReflect(ctx, ReflectKind::LiteralText, v, stringMachine(ctx));
  default: return {};
  }
}

static Term foldLiteral(Context &ctx, IntrinsicKind kind, Terms v) {
  switch (kind) {
  case IntrinsicKind::LiteralAdd: return literalOp(ctx, SimdOp::Op_add, v);
  case IntrinsicKind::LiteralSub: return literalOp(ctx, SimdOp::Op_sub, v);
  case IntrinsicKind::LiteralMul: return literalOp(ctx, SimdOp::Op_mul, v);
  case IntrinsicKind::LiteralDiv: return literalOp(ctx, SimdOp::Op_div, v);
  case IntrinsicKind::LiteralFloorDiv: return literalOp(ctx, SimdOp::Op_floordiv, v);
  case IntrinsicKind::LiteralMod: return literalOp(ctx, SimdOp::Op_mod, v);
  case IntrinsicKind::LiteralShl: return literalOp(ctx, SimdOp::Op_shl, v);
  case IntrinsicKind::LiteralShr: return literalOp(ctx, SimdOp::Op_shr, v);
  case IntrinsicKind::LiteralAnd: return literalOp(ctx, SimdOp::Op_and, v);
  case IntrinsicKind::LiteralOr: return literalOp(ctx, SimdOp::Op_or, v);
  case IntrinsicKind::LiteralXor: return literalOp(ctx, SimdOp::Op_xor, v);
  case IntrinsicKind::LiteralNeg: return literalOp(ctx, SimdOp::Op_neg, v);
  case IntrinsicKind::LiteralCompare: return makeCompare(ctx, ComparePredicate::Lt, v[0], v[1]);
  case IntrinsicKind::LiteralEquals: return makeCompare(ctx, ComparePredicate::Eq, v[0], v[1]);
  case IntrinsicKind::LiteralToSimd: return literalCast(ctx, v[0], makeSimd(ctx, one(ctx), v[1]));
  case IntrinsicKind::LiteralToMachine: return isType(ctx, v[1]) ? literalCast(ctx, v[0], asType(v[1])) : Term();
  case IntrinsicKind::LiteralFits: return makeReflect(ctx, ReflectKind::LiteralFits, v, boolMachine(ctx));
  case IntrinsicKind::LiteralToFloat: return literalCast(ctx, v[0], floatLiteralMachine(ctx));
  case IntrinsicKind::LiteralTruncate: return literalCast(ctx, v[0], intLiteralMachine(ctx));
  default: return {};
  }
}

static Term foldReflection(Context &ctx, IntrinsicKind kind, llvm::SmallVector<Term, 4> v) {
  if (v.size() > 1)
    v[1] = unwrapScalar(ctx, v[1]);
  switch (kind) {
  case IntrinsicKind::ReflectFieldCount: return makeReflect(ctx, ReflectKind::FieldCount, v, i64(ctx));
  case IntrinsicKind::ReflectFieldName: return makeReflect(ctx, ReflectKind::FieldName, v, stringMachine(ctx));
  case IntrinsicKind::ReflectFieldType: return makeReflect(ctx, ReflectKind::FieldType, v, makeTraits(ctx, Terms()));
  case IntrinsicKind::ReflectTypeName: return makeReflect(ctx, ReflectKind::TypeName, v, stringMachine(ctx));
  case IntrinsicKind::ReflectBaseName: return makeReflect(ctx, ReflectKind::BaseName, v, stringMachine(ctx));
  case IntrinsicKind::ReflectIsStruct: return makeReflect(ctx, ReflectKind::IsStruct, v, boolMachine(ctx));
  case IntrinsicKind::FunctionName: return makeReflect(ctx, ReflectKind::FunctionName, v, stringMachine(ctx));
  case IntrinsicKind::TrivialCopy: return makeReflect(ctx, ReflectKind::TrivialCopy, v, boolMachine(ctx));
  case IntrinsicKind::TrivialMove: return makeReflect(ctx, ReflectKind::TrivialMove, v, boolMachine(ctx));
  case IntrinsicKind::TrivialDeinit: return makeReflect(ctx, ReflectKind::TrivialDeinit, v, boolMachine(ctx));
  case IntrinsicKind::KernelArgumentCount: return makeReflect(ctx, ReflectKind::KernelArgumentCount, v, i64(ctx));
  case IntrinsicKind::KernelArgumentType: return makeReflect(ctx, ReflectKind::KernelArgumentType, v, makeTraits(ctx, Terms()));
  case IntrinsicKind::KernelArguments: return makeTargetQuery(ctx, QueryKind::FieldOffset, {makeTarget(ctx), v[0], v[1]}, i64(ctx));
  case IntrinsicKind::DefineOf: return makeReflect(ctx, ReflectKind::DefineText, v, stringMachine(ctx));
  case IntrinsicKind::IsDefined: return makeReflect(ctx, ReflectKind::IsDefined, v, boolMachine(ctx));
  default: return {};
  }
}

// ---- Targets and options

static Term targetQuery(Context &ctx, QueryKind kind, Terms v) {
  // An explicit target comes last, the query wants it first.
  size_t own = kind == QueryKind::FieldOffset ? 2 : 1;
  llvm::SmallVector<Term, 4> operands{v.size() > own ? v.back() : makeTarget(ctx), v[0]};
  if (kind == QueryKind::FieldOffset)
    operands.push_back(unwrapScalar(ctx, v[1]));
  return makeTargetQuery(ctx, kind, operands, i64(ctx));
}

static Term targetInfo(Context &ctx, Term subject) {
  if (!isKind(subject, TermKind::String))
    return {};
  llvm::StringRef text = textOf(subject);
  Term target = makeTarget(ctx);
  if (text.consume_front("has:"))
    return makeTargetQuery(ctx, QueryKind::HasFeature, {target, makeString(ctx, text)}, boolMachine(ctx));
  struct {
    llvm::StringLiteral name;
    QueryKind kind;
    Type type;
  } const rows[] = {
      {"arch", QueryKind::Arch, stringMachine(ctx)},      {"triple", QueryKind::Triple, stringMachine(ctx)},
      {"cpu", QueryKind::Cpu, stringMachine(ctx)},        {"os", QueryKind::Os, stringMachine(ctx)},
      {"is_gpu", QueryKind::IsGpu, boolMachine(ctx)},     {"is_nvidia", QueryKind::IsNvidia, boolMachine(ctx)},
      {"is_amd", QueryKind::IsAmd, boolMachine(ctx)},     {"is_big_endian", QueryKind::IsBigEndian, boolMachine(ctx)},
      {"simd_bits", QueryKind::SimdWidth, i64(ctx)},      {"wave_size", QueryKind::WaveSize, i64(ctx)},
      {"pointer_bits", QueryKind::PointerBits, i64(ctx)}, {"accelerator", QueryKind::Accelerator, stringMachine(ctx)},
  };
  for (const auto &row : rows)
    if (row.name == text)
      return makeTargetQuery(ctx, row.kind, {target}, row.type);
  if (text == "has_accelerator" || text == "accelerator_is_nvidia" || text == "accelerator_is_amd")
    return makeTargetQuery(ctx, QueryKind::Accelerator, {target, subject}, boolMachine(ctx));
  return {};
}

static Term fold(Context &ctx, IntrinsicKind kind, const llvm::SmallVector<Term, 4> &v) {
  if (Term term = foldOrigin(ctx, kind, v))
    return term;
  if (Term term = foldList(ctx, kind, v))
    return term;
  if (Term term = foldText(ctx, kind, v))
    return term;
  if (Term term = foldLiteral(ctx, kind, v))
    return term;
  if (Term term = foldReflection(ctx, kind, v))
    return term;
  switch (kind) {
  case IntrinsicKind::SizeOf: return targetQuery(ctx, QueryKind::SizeOf, v);
  case IntrinsicKind::AlignOf: return targetQuery(ctx, QueryKind::AlignOf, v);
  case IntrinsicKind::FieldOffset: return targetQuery(ctx, QueryKind::FieldOffset, v);
  case IntrinsicKind::TargetInfo: return targetInfo(ctx, v[0]);
  default: return {};
  }
}

Term foldIntrinsic(Context &ctx, IntrinsicKind kind, Terms given, SourceRange range) {
  llvm::StringRef name = Rows[size_t(kind)].spelling;
  size_t count = operandCount(kind);
  bool mayHaveTarget = kind == IntrinsicKind::SizeOf || kind == IntrinsicKind::AlignOf || kind == IntrinsicKind::FieldOffset;
  if (given.size() != count && !(mayHaveTarget && given.size() == count + 1)) {
    ctx.diags.report(range, messages::intrinsicOperands(name, unsigned(count)));
    return makeError(ctx);
  }
  llvm::SmallVector<Term, 4> v;
  for (Term term : given) {
    if (isError(term))
      return makeError(ctx);
    v.push_back(literalContent(ctx, term));
  }
  if (Term term = fold(ctx, kind, v))
    return term;
  ctx.diags.report(range, messages::intrinsicMisused(name));
  return makeError(ctx);
}

} // namespace fornax::sema
