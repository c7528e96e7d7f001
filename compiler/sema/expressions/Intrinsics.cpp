// Inline MLIR operations, and the intrinsics that have a meaning at run time only (entities/Intrinsics.def, SimdOps.def).

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/expressions/Members.h"
#include "sema/expressions/Subscripts.h"
#include "sema/terms/Machine.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

// ---- Operands

/// An operand as a machine value.
static Expr *machineOperand(BodyContext &bc, const ast::Expr &expr) {
  Expr *value = finish(bc, analyse(bc, expr));
  if (value->kind == ExprKind::Error)
    return value;
  value = toValue(bc, value, expr.range());
  Type type = bc.build.typeOf(value);
  if (value->kind == ExprKind::Error || isError(type))
    return bc.build.error(expr.range());
  bool isMachine = isKind(type, TermKind::Mlir) || isKind(type, TermKind::Pointer) || !isKind(type, TermKind::Struct);
  if (!isMachine) {
    bc.ctx.diags.report(expr.range(), messages::mlirOperand(text(bc.ctx, type)));
    return bc.build.error(expr.range());
  }
  return value;
}

/// An operand passed to foreign code: a register value as it is, anything else by its place. Literals are what they are at run time.
static Expr *foreignOperand(BodyContext &bc, const ast::Expr &expr) {
  Draft *draft = analyse(bc, expr);
  Expr *value = finish(bc, draft);
  if (value->kind == ExprKind::Error)
    return value;
  if (Type later = materialised(bc.ctx, bc.build.typeOf(value)); later && !isError(later))
    value = convertTo(bc, value, later, expr.range());
  if (value->kind == ExprKind::Error)
    return value;
  Type type = bc.build.typeOf(value);
  if (value->category == Category::Place && isTrivialRegisterPassable(bc.ctx, type, bc.env))
    return toValue(bc, value, expr.range());
  return value->category == Category::Place || isRegisterPassable(bc.ctx, type, bc.env) ? value : toPlace(bc, value);
}

// ---- Inline operations

namespace {
struct SimdRow {
  llvm::StringLiteral name;
  unsigned operands;
  enum { Same, Mask, Given } result;
};
constexpr SimdRow SimdRows[] = {
#define SIMD_OP(NAME, OPERANDS, RESULT) {#NAME, OPERANDS, SimdRow::RESULT},
#include "sema/entities/SimdOps.def"
};
} // namespace

static const SimdRow *simdRow(llvm::StringRef name) {
  for (const SimdRow &row : SimdRows)
    if (row.name == name)
      return &row;
  return nullptr;
}

static Type maskType(Context &ctx, Type operand) {
  auto shape = simdShape(operand);
  if (!shape)
    return boolMachine(ctx);
  Type dtype = contractType(ctx, ContractItem::DType);
  if (isError(dtype))
    return dtype;
  std::optional<Scalar> boolean = scalarNamed("bool");
  Term code = makeInt(ctx, llvm::APInt(8, boolean->code), makeMlirType(ctx, "i8"));
  return makeSimd(ctx, shape->length, wrapScalar(ctx, code, dtype));
}

/// The types that `_type=` names: one type, several, or None.
static bool resultTypes(BodyContext &bc, const ast::Expr &written, llvm::SmallVectorImpl<Type> &results) {
  const ast::Expr *expr = ast::stripParens(&written);
  if (llvm::isa<ast::NoneLiteral>(expr))
    return true;
  llvm::ArrayRef<const ast::Expr *> elements(expr);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(expr))
    elements = tuple->elements;
  else if (auto *list = llvm::dyn_cast<ast::ListDisplay>(expr))
    elements = list->elements;
  for (const ast::Expr *element : elements) {
    Type type = typeFrom(bc, *element);
    if (isError(type))
      return false;
    results.push_back(type);
  }
  return true;
}

static bool inferResults(BodyContext &bc, const ast::MlirOp &op, llvm::StringRef name, llvm::ArrayRef<const Expr *> operands,
                         llvm::SmallVectorImpl<Type> &results) {
  Context &ctx = bc.ctx;
  if (llvm::StringRef simd = name; simd.consume_front("simd.")) {
    const SimdRow *row = simdRow(simd);
    if (row && row->result != SimdRow::Given && !operands.empty()) {
      Type first = bc.build.typeOf(operands[0]);
      results.push_back(row->result == SimdRow::Same ? first : maskType(ctx, first));
      return !isError(results.back());
    }
  } else {
    std::vector<std::string> types;
    for (const Expr *operand : operands)
      types.push_back(print(ctx, bc.build.typeOf(operand)));
    std::vector<std::string> inferred = ctx.evaluator.mlirResults(name, types, {});
    for (const std::string &type : inferred)
      results.push_back(makeMlirType(ctx, type));
    if (!inferred.empty())
      return true;
  }
  ctx.diags.report(op.op.range, messages::mlirNeedsType(name));
  return false;
}

static bool checkSimd(BodyContext &bc, const ast::MlirOp &op, llvm::StringRef name, size_t operands) {
  const SimdRow *row = simdRow(name);
  if (row && row->operands == operands)
    return true;
  if (row)
    bc.ctx.diags.report(op.range(), messages::mlirOperandCount(op.op.name.str(), row->operands));
  else
    bc.ctx.diags.report(op.op.range, messages::unknownSimdOp(op.op.name.str()));
  return false;
}

Draft *analyseMlirOp(BodyContext &bc, const ast::MlirOp &op) {
  Context &ctx = bc.ctx;
  llvm::StringRef name = op.op.name.str();
  llvm::SmallVector<MlirAttribute, 2> attributes;
  llvm::SmallVector<Type, 1> results;
  bool hasType = false, isGood = true;
  for (const ast::MlirOpItem &item : op.items) {
    llvm::StringRef key = item.name.name.str();
    if (key == "_type") {
      hasType = true;
      isGood &= resultTypes(bc, *item.value, results);
    } else if (key == "_region") {
      ctx.diags.report(item.name.range, messages::mlirRegion());
      isGood = false;
    } else {
      Term value = termFrom(bc, *item.value);
      isGood &= !isError(value);
      attributes.push_back({key, bc.build.slot(value), {}});
    }
  }
  llvm::SmallVector<const Expr *, 4> operands;
  for (const ast::CallArgument &argument : op.arguments) {
    if (argument.kind != ast::PassKind::Positional) {
      ctx.diags.report(argument.range, messages::starNotAllowed());
      isGood = false;
      continue;
    }
    operands.push_back(machineOperand(bc, *argument.value));
    isGood &= operands.back()->kind != ExprKind::Error;
  }
  if (isGood && name.starts_with("simd."))
    isGood = checkSimd(bc, op, name.drop_front(5), operands.size());
  if (isGood && !hasType)
    isGood = inferResults(bc, op, name, operands, results);
  if (!isGood)
    return errorDraft(bc, &op, op.range());
  llvm::SmallVector<Term, 2> resultTerms(results.begin(), results.end());
  Type type = results.empty() ? contractType(ctx, ContractItem::NoneType)
              : results.size() == 1
                  ? results[0]
                  : contractType(ctx, ContractItem::Tuple, {makeList(ctx, resultTerms, makeTraits(ctx, contractTrait(ctx, ContractItem::Movable)))});
  if (isError(type))
    return errorDraft(bc, &op, op.range());
  auto *node = bc.build.expr<checked::MlirOp>(type, op.range());
  node->name = name;
  node->attributes = bc.build.list(llvm::ArrayRef<MlirAttribute>(attributes));
  node->operands = bc.build.list(llvm::ArrayRef<const Expr *>(operands));
  llvm::SmallVector<Slot, 1> slots;
  for (Type result : results)
    slots.push_back(bc.build.slot(result));
  node->results = bc.build.list(llvm::ArrayRef<Slot>(slots));
  return doneDraft(bc, node, &op);
}

// ---- Intrinsics

namespace {
struct IntrinsicCall {
  BodyContext &bc;
  IntrinsicKind kind;
  llvm::StringRef name;
  const ast::Call &call;
  llvm::SmallVector<Term, 4> terms;

  Draft *error() { return errorDraft(bc, &call, call.range()); }
  bool wants(size_t termCount, size_t minOperands, size_t maxOperands) {
    if (terms.size() < termCount) {
      bc.ctx.diags.report(call.range(), messages::intrinsicParameters(name, unsigned(termCount)));
      return false;
    }
    if (call.arguments.size() < minOperands || call.arguments.size() > maxOperands) {
      bc.ctx.diags.report(call.range(), messages::intrinsicArguments(name, unsigned(minOperands)));
      return false;
    }
    return llvm::none_of(terms, [](Term term) { return isError(term); });
  }
  Type typeTerm(size_t i) {
    if (isType(bc.ctx, terms[i]))
      return asType(terms[i]);
    if (isContractStruct(bc.ctx, typeOf(bc.ctx, terms[i]), ContractItem::NoneType)) // `None` for the type
      return contractType(bc.ctx, ContractItem::NoneType);
    bc.ctx.diags.report(call.range(), messages::intrinsicTypeParameter(name));
    return errorType(bc.ctx);
  }
  Draft *node(Type type, Category category, llvm::ArrayRef<const Expr *> operands, Term origin = {}) {
    if (isError(type) || llvm::any_of(operands, [](const Expr *e) { return e->kind == ExprKind::Error; }))
      return error();
    auto *result = bc.build.expr<checked::Intrinsic>(type, call.range());
    result->id = kind;
    result->category = category;
    llvm::SmallVector<Slot, 4> slots;
    for (Term term : terms)
      slots.push_back(bc.build.slot(term));
    result->terms = bc.build.list(llvm::ArrayRef<Slot>(slots));
    result->operands = bc.build.list(operands);
    if (origin)
      result->origin = bc.build.slot(origin);
    return doneDraft(bc, result, &call);
  }
  Expr *operand(size_t i) { return finish(bc, analyse(bc, *call.arguments[i].value)); }
  Type none() { return contractType(bc.ctx, ContractItem::NoneType); }
  Type pointer() { return makeMlirType(bc.ctx, "!llvm.ptr"); }
};
} // namespace

static Type pointerIn(Context &ctx, Term space) {
  Term number = space ? unwrapScalar(ctx, space) : Term();
  if (!number || (isKind(number, TermKind::Int) && intOf(number).isZero()))
    return makeMlirType(ctx, "!llvm.ptr");
  return makeMlirType(ctx, {"!llvm.ptr<", ">"}, {number});
}

static Draft *rebind(IntrinsicCall &c) {
  if (!c.wants(1, 1, 1))
    return c.error();
  Type type = c.typeTerm(0);
  Expr *operand = c.operand(0);
  if (isError(type) || operand->kind == ExprKind::Error)
    return c.error();
  Type from = c.bc.build.typeOf(operand);
  if (from == type)
    return doneDraft(c.bc, operand, &c.call);
  if (operand->kind == ExprKind::Constant)
    operand = toPlace(c.bc, operand);
  auto *node = c.bc.build.expr<Retype>(type, c.call.range());
  node->category = operand->category;
  node->operand = operand;
  node->obligation = {from, type, c.call.range()};
  return doneDraft(c.bc, node, &c.call);
}

static Draft *placeBehind(IntrinsicCall &c) {
  Context &ctx = c.bc.ctx;
  if (!c.wants(1, 1, 1))
    return c.error();
  Expr *pointer = machineOperand(c.bc, *c.call.arguments[0].value);
  Term origin = c.terms.size() > 1 && isOrigin(ctx, c.terms[1]) ? c.terms[1] : makeOriginUntracked(ctx, makeBool(ctx, true));
  return c.node(c.typeTerm(0), Category::Place, {pointer}, origin);
}

/// `__struct_field_ref[i](place)`: the field itself where it is known which.
static Draft *fieldRef(IntrinsicCall &c) {
  Context &ctx = c.bc.ctx;
  if (!c.wants(1, 1, 1))
    return c.error();
  Expr *base = toPlace(c.bc, c.operand(0));
  if (base->kind == ExprKind::Error)
    return c.error();
  Type type = c.bc.build.typeOf(base);
  std::optional<int64_t> index = asInt64(c.terms[0]);
  if (index && isKind(type, TermKind::Struct)) {
    auto fields = fieldsOf(ctx, structOf(type));
    if (*index >= 0 && size_t(*index) < fields.size())
      return doneDraft(c.bc, fieldPlace(c.bc, base, fields[size_t(*index)], c.call.range()), &c.call);
  }
  Term field = intrinsicTerm(c.bc, IntrinsicKind::ReflectFieldType, {type, c.terms[0]}, c.call.range());
  Type fieldType = isError(field) ? errorType(ctx) : asType(field);
  return c.node(fieldType, Category::Place, {base}, makeOriginSubtree(ctx, originOf(c.bc, base)));
}

static Draft *foreignCall(IntrinsicCall &c) {
  if (!c.wants(2, 0, ~size_t(0)))
    return c.error();
  llvm::SmallVector<const Expr *, 4> operands;
  for (const ast::CallArgument &argument : c.call.arguments)
    operands.push_back(foreignOperand(c.bc, *argument.value));
  Type type = c.typeTerm(1);
  return c.node(type, isNever(c.bc.ctx, type) ? Category::Never : Category::Value, operands);
}

/// `__call_pointer[thin type](pointer, args…)`: arguments as the signature wants them.
static Draft *callPointer(IntrinsicCall &c) {
  Context &ctx = c.bc.ctx;
  if (!c.wants(1, 1, ~size_t(0)))
    return c.error();
  Type type = c.typeTerm(0);
  if (isError(type) || !isKind(type, TermKind::Pointer))
    return c.error();
  SignatureTerm signature = readSignature(ctx, signatureOfPointer(type));
  if (signature.arguments.size() + 1 != c.call.arguments.size()) {
    ctx.diags.report(c.call.range(), messages::intrinsicArguments(c.name, unsigned(signature.arguments.size() + 1)));
    return c.error();
  }
  llvm::SmallVector<const Expr *, 4> operands{machineOperand(c.bc, *c.call.arguments[0].value)};
  for (size_t i = 0; i < signature.arguments.size(); ++i)
    operands.push_back(check(c.bc, *c.call.arguments[i + 1].value, {signature.arguments[i].type, modeOf(signature.arguments[i].convention)}));
  return c.node(signature.result, Category::Value, operands);
}

static Draft *onPlace(IntrinsicCall &c, Type result) {
  if (!c.wants(0, 1, 1))
    return c.error();
  Expr *place = c.operand(0);
  if (place->kind == ExprKind::Error)
    return c.error();
  return c.node(result, Category::Value, {toPlace(c.bc, place)});
}

static Draft *addressOf(IntrinsicCall &c) {
  if (!c.wants(0, 1, 1))
    return c.error();
  Expr *place = toPlace(c.bc, c.operand(0));
  if (place->kind == ExprKind::Error)
    return c.error();
  return c.node(pointerIn(c.bc.ctx, spaceOf(c.bc, place)), Category::Value, {place});
}

static Draft *ofConstant(IntrinsicCall &c) {
  Context &ctx = c.bc.ctx;
  if (!c.wants(1, 0, 0))
    return c.error();
  Type type = typeOf(ctx, c.terms[0]);
  if (c.kind == IntrinsicKind::Materialize)
    return c.node(type, Category::Value, {});
  return c.node(type, Category::Place, {}, makeOriginStatic(ctx, makeBool(ctx, false)));
}

static Draft *runTimeIntrinsic(IntrinsicCall &c) {
  Context &ctx = c.bc.ctx;
  switch (c.kind) {
  case IntrinsicKind::Rebind: return rebind(c);
  case IntrinsicKind::Materialize:
  case IntrinsicKind::GlobalConstant: return ofConstant(c);
  case IntrinsicKind::StringPointer:
  case IntrinsicKind::FunctionPointer:
  case IntrinsicKind::Kernel: return c.wants(1, 0, 0) ? c.node(c.pointer(), Category::Value, {}) : c.error();
  case IntrinsicKind::AddressOf: return addressOf(c);
  case IntrinsicKind::PlaceAt:
  case IntrinsicKind::UninitAt: return placeBehind(c);
  case IntrinsicKind::OwnedAt:
    return c.wants(1, 1, 1) ? c.node(c.typeTerm(0), Category::Value, {machineOperand(c.bc, *c.call.arguments[0].value)}) : c.error();
  case IntrinsicKind::DestroyAt:
    return c.wants(1, 1, 1) ? c.node(c.none(), Category::Value, {machineOperand(c.bc, *c.call.arguments[0].value)}) : c.error();
  case IntrinsicKind::MarkInitialized:
  case IntrinsicKind::Forget: return onPlace(c, c.none());
  case IntrinsicKind::FieldRef: return fieldRef(c);
  case IntrinsicKind::CallPointer: return callPointer(c);
  case IntrinsicKind::StackAllocation:
    return c.wants(2, 0, 0) ? c.node(pointerIn(ctx, c.terms.size() > 3 ? c.terms[3] : Term()), Category::Value, {}) : c.error();
  case IntrinsicKind::ExternalCall:
  case IntrinsicKind::LlvmIntrinsic:
  case IntrinsicKind::InlineAssembly: return foreignCall(c);
  case IntrinsicKind::IsInterpreted: return c.wants(0, 0, 0) ? c.node(boolMachine(ctx), Category::Value, {}) : c.error();
  case IntrinsicKind::Unreachable: return c.wants(0, 0, 0) ? c.node(contractType(ctx, ContractItem::Never), Category::Never, {}) : c.error();
  default: break;
  }
  ctx.diags.report(c.call.range(), messages::intrinsicUnavailable(c.name));
  return c.error();
}

static llvm::StringRef spellingOf(IntrinsicKind kind) {
  switch (kind) {
#define INTRINSIC(ENUMERATOR, SPELLING, CATEGORY)                                                                                                    \
  case IntrinsicKind::ENUMERATOR: return SPELLING;
#include "sema/entities/Intrinsics.def"
  }
  llvm_unreachable("every intrinsic has a spelling");
}

Draft *analyseIntrinsicCall(BodyContext &bc, IntrinsicKind kind, llvm::ArrayRef<ast::CallArgument> brackets, const ast::Call &call) {
  IntrinsicCall c{bc, kind, spellingOf(kind), call, intrinsicTerms(bc, brackets)};
  return runTimeIntrinsic(c);
}

Draft *analyseKeywordCall(BodyContext &bc, ast::IntrinsicKind keyword, llvm::ArrayRef<ast::CallArgument> brackets, const ast::Call &call) {
  switch (keyword) {
  case ast::IntrinsicKind::StructFieldRef: return analyseIntrinsicCall(bc, IntrinsicKind::FieldRef, brackets, call);
  case ast::IntrinsicKind::GetAddressAsUninitLvalue: return analyseIntrinsicCall(bc, IntrinsicKind::UninitAt, brackets, call);
  case ast::IntrinsicKind::GetAddressAsOwnedValue: return analyseIntrinsicCall(bc, IntrinsicKind::OwnedAt, brackets, call);
  case ast::IntrinsicKind::GetMvalueAsLitref: return analyseIntrinsicCall(bc, IntrinsicKind::AddressOf, brackets, call);
  case ast::IntrinsicKind::GetLitrefAsMvalue: return analyseIntrinsicCall(bc, IntrinsicKind::PlaceAt, brackets, call);
  case ast::IntrinsicKind::OriginOf:
  case ast::IntrinsicKind::TypeOf:
  case ast::IntrinsicKind::ConformsTo:
  case ast::IntrinsicKind::IsRunInComptimeInterpreter:
  case ast::IntrinsicKind::FunctionsInModule:
  case ast::IntrinsicKind::GetCurrentFunctionName:
  case ast::IntrinsicKind::GeneratorType: break;
  }
  bc.ctx.diags.report(call.range(), messages::intrinsicUnavailable(bc.ctx.sources.text(call.callee->range())));
  return errorDraft(bc, &call, call.range());
}

} // namespace fornax::sema
