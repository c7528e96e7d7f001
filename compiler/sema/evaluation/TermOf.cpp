#include "sema/evaluation/Symbolic.h"
#include <llvm/ADT/StringSwitch.h>

namespace fornax::sema {

using namespace checked;
using Reason = TermFailure::Reason;

Term Symbolic::slot(checked::Slot s) const {
  Term term = body.term(s);
  return bindings.parameters.empty() ? term : substitute(ctx, term, bindings);
}

static Term needsThunk(Symbolic &s, const checked::Expr *e) {
  if (s.failure.reason == Reason::None)
    s.failure = {Reason::NeedsThunk, e->range, {}};
  return {};
}

static Term runTime(Symbolic &s, const checked::Expr *e, Name name) {
  s.failure = {Reason::RunTimeValue, e->range, name};
  return {};
}

static Type typeOf(const Symbolic &s, const checked::Expr *e) { return asType(s.slot(e->type)); }

static std::optional<llvm::SmallVector<Term, 4>> evaluateAll(Symbolic &s, List<const checked::Expr *> exprs) {
  llvm::SmallVector<Term, 4> terms;
  for (const checked::Expr *e : exprs) {
    Term term = evaluate(s, e);
    if (!term)
      return std::nullopt;
    terms.push_back(term);
  }
  return terms;
}

// ---- Places

static Term readLocal(Symbolic &s, LocalId id, const checked::Expr *e) {
  if (auto it = s.locals.find(id); it != s.locals.end())
    return it->second;
  if (auto it = s.parts.find(id); it != s.parts.end() && llvm::all_of(it->second, [](Term t) { return bool(t); }))
    return makeValue(s.ctx, asType(s.slot(s.body.locals[id].type)), it->second);
  return runTime(s, e, s.body.locals[id].name);
}

static Term readField(Symbolic &s, const FieldPlace *e) {
  uint32_t index = s.ctx.program.fields[e->field].index;
  if (auto *local = llvm::dyn_cast<LocalPlace>(e->base))
    if (auto it = s.parts.find(local->local); it != s.parts.end() && it->second[index])
      return it->second[index];
  Term base = evaluate(s, e->base);
  if (!base || isError(base))
    return base;
  return makeMember(s.ctx, base, index);
}

// ---- Calls

/// Arguments in the order of the signature; the `out` one stays null.
static std::optional<llvm::SmallVector<Term, 4>> callOperands(Symbolic &s, const Call *call, const Signature &signature) {
  llvm::SmallVector<Term, 4> terms(signature.arguments.size());
  for (const CallArgument &argument : call->arguments) {
    if (argument.mode == PassMode::Mutate || argument.mode == PassMode::Pack || argument.parameter >= terms.size()) {
      needsThunk(s, argument.expr);
      return std::nullopt;
    }
    Term term = evaluate(s, argument.expr);
    if (!term)
      return std::nullopt;
    terms[argument.parameter] = term;
  }
  return terms;
}

bool isSeenThrough(const Function &row) { return row.inlining == InlineKind::Builtin || row.role == FunctionRole::Synthesised; }

static Term applyFunction(Symbolic &s, const Call *call, FunctionId function, llvm::ArrayRef<Term> parameters) {
  const Function &row = s.ctx.program.functions[function];
  const Signature &signature = signatureOf(s.ctx, function);
  auto operands = callOperands(s, call, signature);
  if (!operands)
    return {};
  if (llvm::any_of(*operands, [](Term t) { return t && isError(t); }))
    return makeError(s.ctx);
  if (isSeenThrough(row))
    if (Term inlined = inlineCall(s.ctx, function, parameters, *operands, s.depth))
      return inlined;
  llvm::SmallVector<Term, 4> given;
  for (auto [i, term] : llvm::enumerate(*operands)) {
    if (int(i) == signature.outIndex)
      continue;
    if (!term)
      return needsThunk(s, call);
    given.push_back(term);
  }
  if (signature.returnsReference())
    return needsThunk(s, call);
  return makeCall(s.ctx, function, parameters, given, typeOf(s, call));
}

static llvm::SmallVector<Term, 8> slotTerms(const Symbolic &s, List<Slot> slots) {
  llvm::SmallVector<Term, 8> terms;
  for (Slot slot : slots)
    terms.push_back(s.slot(slot));
  return terms;
}

static Term evaluateCall(Symbolic &s, const Call *call) {
  Context &ctx = s.ctx;
  switch (call->callee.kind) {
  case Callee::Kind::Direct: return applyFunction(s, call, call->callee.function, slotTerms(s, call->callee.arguments));
  case Callee::Kind::Witness: {
    Term base = s.slot(call->callee.base);
    auto own = slotTerms(s, call->callee.arguments);
    if (isKind(base, TermKind::Struct)) {
      std::optional<ResolvedWitness> resolved = resolveWitness(ctx, asType(base), call->callee.requirement, own);
      if (!resolved || resolved->adaptations)
        return needsThunk(s, call);
      return applyFunction(s, call, resolved->function, resolved->arguments);
    }
    own.insert(own.begin(), base);
    return applyFunction(s, call, ctx.program.requirements[call->callee.requirement].function, own);
  }
  case Callee::Kind::Parameter: {
    Term function = s.slot(call->callee.base);
    auto own = slotTerms(s, call->callee.arguments);
    if (!isKind(function, TermKind::FunctionItem))
      return needsThunk(s, call);
    return applyFunction(s, call, functionOf(function), argumentsOf(makeApply(ctx, function, own)));
  }
  case Callee::Kind::Indirect: return needsThunk(s, call);
  }
  llvm_unreachable("every callee is handled");
}

// ---- Operations

std::optional<SimdOp> simdOpNamed(llvm::StringRef name) {
  if (!name.consume_front("simd."))
    return std::nullopt;
#define SIMD_OP(NAME, OPERANDS, RESULT)                                                                                                              \
  if (name == #NAME)                                                                                                                                 \
    return SimdOp::Op_##NAME;
#include "sema/entities/SimdOps.def"
  return std::nullopt;
}

/// Operations on memory have no term.
static bool isPure(SimdOp op) {
  switch (op) {
  case SimdOp::Op_load:
  case SimdOp::Op_store:
  case SimdOp::Op_masked_load:
  case SimdOp::Op_masked_store:
  case SimdOp::Op_gather:
  case SimdOp::Op_scatter:
  case SimdOp::Op_compress_store:
  case SimdOp::Op_shuffle: return false;
  default: return true; // arithmetic
  }
}

static Term evaluateOp(Symbolic &s, const MlirOp *e) {
  if (e->name == "arith.constant")
    for (const MlirAttribute &attribute : e->attributes)
      if (attribute.name == "value" && attribute.value.isValid())
        return s.slot(attribute.value);
  std::optional<SimdOp> op = simdOpNamed(e->name);
  if (!op || !isPure(*op) || e->results.size() != 1)
    return needsThunk(s, e);
  auto operands = evaluateAll(s, e->operands);
  if (!operands)
    return {};
  if (llvm::any_of(*operands, [](Term t) { return isError(t); }))
    return makeError(s.ctx);
  return makeOp(s.ctx, *op, *operands, asType(s.slot(e->results[0])));
}

static Term evaluateIntrinsic(Symbolic &s, const Intrinsic *e) {
  switch (e->id) {
  case IntrinsicKind::Rebind: return e->operands.size() == 1 ? evaluate(s, e->operands[0]) : needsThunk(s, e);
  case IntrinsicKind::Materialize: return e->terms.size() == 1 ? s.slot(e->terms[0]) : needsThunk(s, e);
  default: break; // by category
  }
  if (categoryOf(e->id) != IntrinsicCategory::Term || !e->operands.empty())
    return needsThunk(s, e);
  return foldIntrinsic(s.ctx, e->id, slotTerms(s, e->terms), e->range);
}

/// `a and b`, `a or b` of two truth values.
template <class Node> static Term evaluateLogical(Symbolic &s, const Node *e, Term (*make)(Context &, llvm::ArrayRef<Term>)) {
  if (e->left.isValid())
    return needsThunk(s, e);
  Term lhs = evaluate(s, e->lhs), rhs = lhs ? evaluate(s, e->rhs) : Term();
  if (!rhs)
    return {};
  Term a = conditionOf(s.ctx, lhs), b = conditionOf(s.ctx, rhs);
  if (!a || !b)
    return needsThunk(s, e);
  if (isError(a) || isError(b))
    return makeError(s.ctx);
  Term both = make(s.ctx, {a, b});
  return isContractStruct(s.ctx, typeOf(s, e), ContractItem::Bool) ? makeBoolValue(s.ctx, both) : both;
}

static Term choose(Symbolic &s, Term condition, const checked::Expr *then, const checked::Expr *otherwise) {
  if (isError(condition))
    return condition;
  if (std::optional<bool> known = asBool(condition))
    return evaluate(s, *known ? then : otherwise);
  Term a = evaluate(s, then), b = a ? evaluate(s, otherwise) : Term();
  return b ? makeCond(s.ctx, condition, a, b) : Term();
}

static Term evaluateSequence(Symbolic &s, const Sequence *e) {
  Block block(e->range);
  block.statements = e->statements;
  Term returned;
  if (run(s, block, returned) != RunResult::Done || !e->result)
    return needsThunk(s, e);
  return evaluate(s, e->result);
}

Term evaluate(Symbolic &s, const checked::Expr *e) {
  switch (e->kind) {
  case ExprKind::LocalPlace: return readLocal(s, llvm::cast<LocalPlace>(e)->local, e);
  case ExprKind::CapturePlace: return runTime(s, e, {});
  case ExprKind::FieldPlace: return readField(s, llvm::cast<FieldPlace>(e));
  case ExprKind::ResultPlace: return evaluate(s, llvm::cast<ResultPlace>(e)->call);
  case ExprKind::TemporaryPlace: return evaluate(s, llvm::cast<TemporaryPlace>(e)->value);
  case ExprKind::Copy: return evaluate(s, llvm::cast<Copy>(e)->place);
  case ExprKind::Move: return evaluate(s, llvm::cast<Move>(e)->place);
  case ExprKind::Constant: return s.slot(llvm::cast<Constant>(e)->value);
  case ExprKind::Call: return evaluateCall(s, llvm::cast<Call>(e));
  case ExprKind::MakeClosure: {
    auto *closure = llvm::cast<MakeClosure>(e);
    return closure->captures.empty() ? Term(makeClosureType(s.ctx, closure->closure, slotTerms(s, closure->context), {})) : needsThunk(s, e);
  }
  case ExprKind::FunctionValue: {
    auto *function = llvm::cast<FunctionValue>(e);
    return function->closure || function->adaptations ? needsThunk(s, e) : s.slot(function->function);
  }
  case ExprKind::Retype: return evaluate(s, llvm::cast<Retype>(e)->operand);
  case ExprKind::FromNever: return needsThunk(s, e);
  case ExprKind::Choose: {
    auto *node = llvm::cast<Choose>(e);
    Term condition = evaluate(s, node->condition);
    return condition ? choose(s, condition, node->then, node->otherwise) : condition;
  }
  case ExprKind::ChooseComptime: {
    auto *node = llvm::cast<ChooseComptime>(e);
    return choose(s, s.slot(node->condition), node->then, node->otherwise);
  }
  case ExprKind::And: return evaluateLogical(s, llvm::cast<And>(e), makeAnd);
  case ExprKind::Or: return evaluateLogical(s, llvm::cast<Or>(e), makeOr);
  case ExprKind::Sequence: return evaluateSequence(s, llvm::cast<Sequence>(e));
  case ExprKind::AssignValue:
  case ExprKind::PackMake: return needsThunk(s, e);
  case ExprKind::MlirOp: return evaluateOp(s, llvm::cast<MlirOp>(e));
  case ExprKind::Intrinsic: return evaluateIntrinsic(s, llvm::cast<Intrinsic>(e));
  case ExprKind::Error: return makeError(s.ctx);
  }
  llvm_unreachable("every expression is handled");
}

Term tryTermOf(BodyContext &bc, const checked::Expr *e, TermFailure &failure) {
  Symbolic s{bc.ctx, bc.build.body, {}};
  Term term = evaluate(s, e);
  failure = s.failure;
  return term;
}

} // namespace fornax::sema
