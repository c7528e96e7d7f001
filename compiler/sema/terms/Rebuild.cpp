#include "sema/terms/Arithmetic.h"
#include "sema/terms/FunctionTypes.h"
#include "sema/terms/Machine.h"
#include "sema/terms/Rewrite.h"
#include "sema/terms/TermTable.h"

using llvm::ArrayRef;

namespace fornax::sema {

static Term rebuildSum(Context &ctx, Term t, Type type, ArrayRef<Term> operands) {
  // Coefficients and constant are of the old type; a type that was symbolic has no ring form, so they are the new type's already.
  Term sum = makeInt(ctx, readPolynomial(t, ringOf(t->type)).constant, type);
  for (size_t i = 0; i < operands.size(); i += 2)
    sum = makeAdd(ctx, sum, makeMul(ctx, operands[i], operands[i + 1]));
  return sum;
}

static Term rebuildProduct(Context &ctx, ArrayRef<Term> operands) {
  Term product = operands[0];
  for (Term factor : operands.drop_front())
    product = makeMul(ctx, product, factor);
  return product;
}

static Term rebuildLambda(Context &ctx, Term t, ArrayRef<Term> operands) {
  llvm::SmallVector<Type, 4> types;
  for (Term type : operands.drop_back())
    types.push_back(asType(type));
  llvm::SmallVector<Name, 4> names(lambdaNamesOf(ctx, t));
  return makeLambda(ctx, types, names, {}, operands.back());
}

static Term rebuildOrigin(Context &ctx, Term t, ArrayRef<Term> v) {
  switch (t->kind) {
  case TermKind::OriginLocal: return makeOriginLocal(ctx, ownerOfOrigin(t), localOfOrigin(t), v[0]);
  case TermKind::OriginArgument: return makeOriginArgument(ctx, unsigned(t->payload), v[0]);
  case TermKind::OriginStatic: return makeOriginStatic(ctx, v[0]);
  case TermKind::OriginAny: return makeOriginAny(ctx, v[0]);
  case TermKind::OriginUntracked: return makeOriginUntracked(ctx, v[0]);
  case TermKind::OriginUnion: return makeOriginUnion(ctx, v);
  case TermKind::OriginField: return makeOriginField(ctx, v[0], fieldOfOrigin(t));
  case TermKind::OriginInterior: return makeOriginInterior(ctx, v[0], textOf(t));
  case TermKind::OriginSubtree: return makeOriginSubtree(ctx, v[0]);
  case TermKind::OriginMutCast: return makeOriginMutCast(ctx, v[0], v[1]);
  case TermKind::OriginErased: return makeOriginErased(ctx, v[0]);
  default: return t;
  }
}

static Term rebuildMlir(Context &ctx, Term t, Type type, ArrayRef<Term> operands) {
  if (isMlirAttribute(t))
    return makeMlirAttribute(ctx, mlirPieces(t), operands, type);
  return makeMlirType(ctx, mlirPieces(t), operands);
}

static Term rebuildBoolean(Context &ctx, Term t, ArrayRef<Term> v) {
  switch (t->kind) {
  case TermKind::Compare: return makeCompare(ctx, ComparePredicate(t->payload), v[0], v[1]);
  case TermKind::And: return makeAnd(ctx, v);
  case TermKind::Or: return makeOr(ctx, v);
  case TermKind::Not: return makeNot(ctx, v[0]);
  case TermKind::TypeEq: return makeTypeEq(ctx, v[0], v[1]);
  case TermKind::Conforms: return makeConforms(ctx, v[0], v[1]);
  case TermKind::AllConform: return makeAllConform(ctx, v[0], v[1]);
  case TermKind::OriginHas: return makeOriginHas(ctx, v[0], v[1]);
  default: return t;
  }
}

Term rebuild(Context &ctx, Term t, Type type, ArrayRef<Term> v) {
  switch (t->kind) {
  case TermKind::Struct: return makeStruct(ctx, structOf(t), v);
  case TermKind::FunctionItem: return makeFunctionItem(ctx, functionOf(t), v);
  case TermKind::ClosureType: {
    size_t context = argumentsOf(t).size();
    return makeClosureType(ctx, closureOf(t), v.take_front(context), v.drop_front(context));
  }
  case TermKind::Pointer: return isCapturing(t) ? makeCapturing(ctx, v[0]) : makePointer(ctx, v[0]);
  case TermKind::Signature: return rebuildSignature(ctx, t, v);
  case TermKind::Traits: return makeTraits(ctx, v);
  case TermKind::Mlir: return rebuildMlir(ctx, t, type, v);
  case TermKind::Bound: return makeBoundLike(ctx, t, boundDepth(t), type);
  case TermKind::Lambda: return rebuildLambda(ctx, t, v);
  case TermKind::Apply: {
    ComptimeId alias(uint32_t(t->payload));
    return alias.isValid() ? makeApplyRecursive(ctx, alias, v) : makeApply(ctx, v[0], v.drop_front());
  }
  case TermKind::Witness: return makeWitness(ctx, v[0], requirementOf(t), v.drop_front());
  case TermKind::Member: return makeMember(ctx, v[0], unsigned(t->payload));
  case TermKind::Int: return makeInt(ctx, intOf(t), type);
  case TermKind::Float: return isFloatLiteralMachine(t->type) ? t : makeFloat(ctx, floatOf(t), type);
  case TermKind::Bytes: return makeBytes(ctx, textOf(t), type);
  case TermKind::Value: return makeValue(ctx, type, v);
  case TermKind::Object: return makeObject(ctx, objectOf(t), type);
  case TermKind::Sum: return rebuildSum(ctx, t, type, v);
  case TermKind::Product: return rebuildProduct(ctx, v);
  case TermKind::Op: return makeOp(ctx, SimdOp(t->payload), v, type);
  case TermKind::Compare:
  case TermKind::And:
  case TermKind::Or:
  case TermKind::Not:
  case TermKind::TypeEq:
  case TermKind::Conforms:
  case TermKind::AllConform:
  case TermKind::OriginHas: return rebuildBoolean(ctx, t, v);
  case TermKind::Cond: return makeCond(ctx, v[0], v[1], v[2]);
  case TermKind::Call: {
    size_t parameters = argumentsOf(t).size();
    return makeCall(ctx, functionOf(t), v.take_front(parameters), v.drop_front(parameters), type);
  }
  case TermKind::List: return makeList(ctx, v, type);
  case TermKind::Concat: return makeConcat(ctx, v);
  case TermKind::ListGet: return makeListGet(ctx, v[0], v[1]);
  case TermKind::ListLen: return makeListLen(ctx, v[0]);
  case TermKind::Tabulate: return makeTabulate(ctx, v[0], v[1]);
  case TermKind::Reduce: return makeReduce(ctx, v[0], v[1], v[2]);
  case TermKind::Reflect: return makeReflect(ctx, ReflectKind(t->payload), v, type);
  case TermKind::TargetQuery: return makeTargetQuery(ctx, QueryKind(t->payload), v, type);
  case TermKind::Hole: return makeHole(ctx, unsigned(t->payload >> 1), t->payload & 1, type);
  case TermKind::OriginLocal:
  case TermKind::OriginArgument:
  case TermKind::OriginStatic:
  case TermKind::OriginAny:
  case TermKind::OriginUntracked:
  case TermKind::OriginUnion:
  case TermKind::OriginField:
  case TermKind::OriginInterior:
  case TermKind::OriginSubtree:
  case TermKind::OriginMutCast:
  case TermKind::OriginErased: return rebuildOrigin(ctx, t, v);
  case TermKind::Trait:
  case TermKind::TraitMeta:
  case TermKind::Param:
  case TermKind::String:
  case TermKind::Target:
  case TermKind::Error: return t;
  }
  return t;
}

} // namespace fornax::sema
