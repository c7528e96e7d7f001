// Operators as method calls: forward, then reversed; chains of comparisons; `and`, `or`, `not`.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Members.h"
#include "sema/expressions/Subscripts.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

static llvm::StringRef baseName(ast::BinaryOp op) {
  switch (op) {
  case ast::BinaryOp::Add: return "add";
  case ast::BinaryOp::Sub: return "sub";
  case ast::BinaryOp::Mul: return "mul";
  case ast::BinaryOp::Div: return "truediv";
  case ast::BinaryOp::FloorDiv: return "floordiv";
  case ast::BinaryOp::Mod: return "mod";
  case ast::BinaryOp::Pow: return "pow";
  case ast::BinaryOp::MatMul: return "matmul";
  case ast::BinaryOp::And: return "and";
  case ast::BinaryOp::Or: return "or";
  case ast::BinaryOp::Xor: return "xor";
  case ast::BinaryOp::ShiftLeft: return "lshift";
  case ast::BinaryOp::ShiftRight: return "rshift";
  }
  llvm_unreachable("every operator is handled");
}

std::string methodOf(ast::BinaryOp op, llvm::StringRef prefix) { return ("__" + prefix + baseName(op) + "__").str(); }

namespace {
/// One try of an operator: the method of a value with one operand.
struct Attempt {
  const CallSite *site = nullptr;
  Outcome outcome;
  explicit operator bool() const { return outcome.chosen; }
};
} // namespace

/// Whether a call is right whatever the parameters are, not only if types that are told apart here turn out equal in each instance.
static bool isCertain(const Resolution *call) {
  return call && call->obligations.empty() && llvm::all_of(call->fits, [](const Fit *fit) {
           return !fit || (fit->step != FitStep::Retype && (fit->step != FitStep::Construct || isCertain(fit->call)));
         });
}

static Attempt attempt(BodyContext &bc, Draft *receiver, llvm::StringRef method, llvm::ArrayRef<CallOperand> operands, SourceRange op,
                       SourceRange range) {
  Attempt result;
  Type type = naturalType(bc, receiver);
  if (!type || isError(type))
    return result;
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, type, intern(bc, method), bc.env, functions);
  if (functions.empty())
    return result;
  CallSite site;
  site.range = range;
  site.callee = op;
  site.name = intern(bc, method);
  site.functions = arenaList(bc, llvm::ArrayRef<FunctionId>(functions));
  site.base = type;
  site.receiver = receiver;
  site.operands = withDrafts(bc, operands);
  result.site = keepSite(bc, site);
  result.outcome = resolve(bc, *result.site);
  return result;
}

static CallOperand operandOf(Draft *draft) {
  CallOperand operand;
  operand.draft = draft;
  operand.range = draft->range;
  return operand;
}

/// Contextual forms on the receiving side take their default type first.
static Draft *settled(BodyContext &bc, Draft *draft) {
  if (draft->form == DraftForm::Done || draft->form == DraftForm::Error)
    return draft;
  return doneDraft(bc, finish(bc, draft), draft->syntax);
}

static Expr *reportNoOperator(BodyContext &bc, llvm::StringRef spelling, Draft *left, Draft *right, const Attempt &forward, SourceRange op,
                              SourceRange range) {
  if (forward.site && (forward.outcome.isAmbiguous || forward.outcome.lacksEvidence))
    explain(bc, *forward.site, forward.outcome);
  else
    bc.ctx.diags.report(op, messages::noOperator(spelling, text(bc.ctx, naturalType(bc, left)), text(bc.ctx, naturalType(bc, right))));
  return bc.build.error(range);
}

/// A literal on the left becomes a value of the right side's type: `5 - x`.
static Draft *literalAs(BodyContext &bc, Draft *literal, Type type) {
  if (!type || isError(type) || !materialised(bc.ctx, naturalType(bc, literal)))
    return nullptr;
  const Fit *converted = fit(bc, literal, {type, FitMode::Value});
  return converted->failure ? nullptr : doneDraft(bc, realise(bc, literal, converted), literal->syntax);
}

static bool isPure(const Expr *expr) { return llvm::isa<LocalPlace>(expr) || llvm::isa<Constant>(expr) || llvm::isa<CapturePlace>(expr); }

/// `b.__radd__(a)`, with `a` evaluated first all the same; null if there is no such method.
static Expr *checkReversed(BodyContext &bc, llvm::StringRef reversed, Draft *left, Draft *right, SourceRange op, SourceRange range) {
  Attempt backward = attempt(bc, right, reversed, {operandOf(left)}, op, range);
  if (!backward)
    return nullptr;
  if (isPure(left->expr) || isPure(right->expr))
    return realiseCall(bc, *backward.outcome.chosen);
  llvm::SmallVector<const Stmt *, 1> before;
  left = hold(bc, left, before);
  backward = attempt(bc, right, reversed, {operandOf(left)}, op, range);
  return backward ? sequence(bc, before, realiseCall(bc, *backward.outcome.chosen), range) : nullptr;
}

static Expr *checkBinary(BodyContext &bc, llvm::StringRef spelling, llvm::StringRef method, llvm::StringRef reversed, Draft *left, Draft *right,
                         SourceRange op, SourceRange range) {
  left = settled(bc, left);
  if (left->form == DraftForm::Error || right->form == DraftForm::Error)
    return bc.build.error(range);
  Attempt forward = attempt(bc, left, method, {operandOf(right)}, op, range);
  if (forward && !isCertain(forward.outcome.chosen) && !reversed.empty() && right->form == DraftForm::Done)
    if (isCertain(attempt(bc, right, reversed, {operandOf(left)}, op, range).outcome.chosen)) // `scalar * vector` of a symbolic width
      return checkReversed(bc, reversed, left, right, op, range);
  if (forward)
    return realiseCall(bc, *forward.outcome.chosen);
  if (right->form == DraftForm::Done) {
    if (Expr *backward = reversed.empty() ? nullptr : checkReversed(bc, reversed, left, right, op, range))
      return backward;
    if (Draft *converted = literalAs(bc, left, naturalType(bc, right)))
      if (Attempt again = attempt(bc, converted, method, {operandOf(right)}, op, range))
        return realiseCall(bc, *again.outcome.chosen);
    // Two literals of different kinds meet as what they are at run time.
    if (Type later = materialised(bc.ctx, naturalType(bc, left)); later && !isError(later))
      if (Draft *converted = literalAs(bc, left, later))
        if (Attempt again = attempt(bc, converted, method, {operandOf(right)}, op, range))
          return realiseCall(bc, *again.outcome.chosen);
  }
  return reportNoOperator(bc, spelling, left, right, forward, op, range);
}

Draft *analyseBinary(BodyContext &bc, const ast::Binary &binary) {
  if (binary.op == ast::BinaryOp::And) { // `A & B` of traits
    Denoted denoted = denote(bc, binary);
    if (!denoted.is(Denoted::Kind::RunTime))
      return denotedDraft(bc, denoted, binary);
  }
  Draft *left = analyse(bc, *binary.left);
  Draft *right = analyse(bc, *binary.right);
  std::string method = methodOf(binary.op, ""), reversed = methodOf(binary.op, "r");
  return doneDraft(bc, checkBinary(bc, ast::toString(binary.op), method, reversed, left, right, binary.opRange, binary.range()), &binary);
}

Draft *analyseUnary(BodyContext &bc, const ast::Unary &unary) {
  Draft *operand = settled(bc, analyse(bc, *unary.operand));
  if (operand->form == DraftForm::Error)
    return errorDraft(bc, &unary, unary.range());
  llvm::StringRef method;
  switch (unary.op) {
  case ast::UnaryOp::Plus: method = "__pos__"; break;
  case ast::UnaryOp::Minus: method = "__neg__"; break;
  case ast::UnaryOp::Invert: method = "__invert__"; break;
  case ast::UnaryOp::Not: return doneDraft(bc, negate(bc, operand->expr, unary.range()), &unary);
  }
  Attempt direct = attempt(bc, operand, method, {}, unary.range(), unary.range());
  if (direct)
    return doneDraft(bc, realiseCall(bc, *direct.outcome.chosen), &unary);
  Type later = materialised(bc.ctx, naturalType(bc, operand));
  if (Draft *converted = later && !isError(later) ? literalAs(bc, operand, later) : nullptr)
    if (Attempt again = attempt(bc, converted, method, {}, unary.range(), unary.range()))
      return doneDraft(bc, realiseCall(bc, *again.outcome.chosen), &unary);
  bc.ctx.diags.report(unary.range(), messages::noUnaryOperator(ast::toString(unary.op), text(bc.ctx, naturalType(bc, operand))));
  return errorDraft(bc, &unary, unary.range());
}

// ---- Truth

/// `not a`: the complement of the truth of `a`, as a library Bool.
Expr *negate(BodyContext &bc, Expr *value, SourceRange range) {
  Expr *condition = toCondition(bc, value, range);
  if (condition->kind == ExprKind::Error)
    return condition;
  if (auto *constant = llvm::dyn_cast<Constant>(condition))
    return constantOf(bc, makeBoolValue(bc.ctx, makeNot(bc.ctx, bc.build.body.term(constant->value))), range);
  auto *inverted = bc.build.make<MlirOp>(condition->type, range);
  inverted->name = "simd.not";
  inverted->operands = bc.build.list(llvm::ArrayRef<const Expr *>({condition}));
  inverted->results = bc.build.list(llvm::ArrayRef<Slot>({condition->type}));
  return wrapBool(bc, inverted, range);
}

template <class Node> static Expr *shortCircuit(BodyContext &bc, Type type, Expr *left, Expr *right, SourceRange range) {
  auto *node = bc.build.expr<Node>(type, range);
  node->lhs = left;
  node->rhs = right;
  return node;
}

/// Both sides as Bool: plain short circuit, folded where the left side is known.
static Expr *boolLogical(BodyContext &bc, ast::LogicalOp op, Expr *left, Expr *right, SourceRange range) {
  Context &ctx = bc.ctx;
  Type type = contractType(ctx, ContractItem::Bool);
  auto asBool = [&](Expr *e) {
    if (bc.build.typeOf(e) == type || e->category == Category::Never)
      return toValue(bc, e, e->range);
    Expr *condition = toCondition(bc, e, e->range);
    return condition->kind == ExprKind::Error ? condition : wrapBool(bc, condition, e->range);
  };
  left = asBool(left);
  right = asBool(right);
  if (left->kind == ExprKind::Error || right->kind == ExprKind::Error)
    return bc.build.error(range);
  auto *a = llvm::dyn_cast<Constant>(left), *b = llvm::dyn_cast<Constant>(right);
  if (a && b) {
    Term x = conditionOf(ctx, bc.build.body.term(a->value)), y = conditionOf(ctx, bc.build.body.term(b->value));
    if (x && y)
      return constantOf(bc, makeBoolValue(ctx, op == ast::LogicalOp::And ? makeAnd(ctx, {x, y}) : makeOr(ctx, {x, y})), range);
  }
  return op == ast::LogicalOp::And ? shortCircuit<And>(bc, type, left, right, range) : shortCircuit<Or>(bc, type, left, right, range);
}

/// Operands of one type that is not Bool: the left value decides, and is the result where it does.
template <class Node> static Expr *valueLogical(BodyContext &bc, Type type, Expr *left, Draft *right, SourceRange range) {
  Local local;
  local.kind = LocalKind::Hidden;
  local.range = left->range;
  local.isUsed = true;
  LocalId id = bc.build.addLocal(std::move(local), type);
  auto place = [&] {
    auto *p = bc.build.expr<LocalPlace>(type, left->range);
    p->local = id;
    return p;
  };
  auto *node = bc.build.expr<Node>(type, range);
  node->lhs = left;
  node->left = id;
  node->test = toCondition(bc, place(), left->range);
  auto *move = bc.build.expr<Move>(type, left->range);
  move->place = place();
  node->leftResult = move;
  node->rhs = realise(bc, right, fit(bc, right, {type, FitMode::Value}));
  if (node->test->kind == ExprKind::Error || node->rhs->kind == ExprKind::Error)
    return bc.build.error(range);
  return node;
}

Draft *analyseLogical(BodyContext &bc, const ast::Logical &logical) {
  Context &ctx = bc.ctx;
  Draft *left = settled(bc, analyse(bc, *logical.left));
  Env saved = bc.env;
  // What the left side says holds while the right one is checked, if it is a compile-time condition.
  if (left->form == DraftForm::Done && left->expr->kind == ExprKind::Constant)
    if (Term known = conditionOf(ctx, bc.build.body.term(llvm::cast<Constant>(left->expr)->value)))
      bc.env = extend(ctx, bc.env, logical.op == ast::LogicalOp::And ? known : makeNot(ctx, known), logical.left->range());
  Draft *right = settled(bc, analyse(bc, *logical.right));
  bc.env = saved;
  if (left->form == DraftForm::Error || right->form == DraftForm::Error)
    return errorDraft(bc, &logical, logical.range());
  Type boolType = contractType(ctx, ContractItem::Bool);
  Type a = bc.build.typeOf(left->expr), b = bc.build.typeOf(right->expr);
  bool isPlain = a == boolType || b == boolType || left->expr->category == Category::Never;
  bool isAmbiguous = false;
  Type merged = isPlain ? Type() : mergeTypes(bc, a, b, isAmbiguous);
  if (merged)
    if (Type later = materialised(ctx, merged); later && !isError(later) && !bc.isComptimeOnly)
      merged = later;
  if (!merged || isError(merged) || merged == boolType)
    return doneDraft(bc, boolLogical(bc, logical.op, left->expr, right->expr, logical.range()), &logical);
  Expr *value = realise(bc, left, fit(bc, left, {merged, FitMode::Value}));
  if (value->kind == ExprKind::Error)
    return errorDraft(bc, &logical, logical.range());
  Expr *result = logical.op == ast::LogicalOp::And ? valueLogical<And>(bc, merged, value, right, logical.range())
                                                   : valueLogical<Or>(bc, merged, value, right, logical.range());
  return doneDraft(bc, result, &logical);
}

// ---- Comparisons

static llvm::StringRef methodOf(ast::CompareOp op) {
  switch (op) {
  case ast::CompareOp::Equal: return "__eq__";
  case ast::CompareOp::NotEqual: return "__ne__";
  case ast::CompareOp::Less: return "__lt__";
  case ast::CompareOp::LessEqual: return "__le__";
  case ast::CompareOp::Greater: return "__gt__";
  case ast::CompareOp::GreaterEqual: return "__ge__";
  case ast::CompareOp::In:
  case ast::CompareOp::NotIn: return "__contains__";
  case ast::CompareOp::Is: return "__is__";
  case ast::CompareOp::IsNot: return "__isnot__";
  }
  llvm_unreachable("every comparison is handled");
}

static Expr *checkContains(BodyContext &bc, const ast::CompareLink &link, Draft *left, Draft *right, SourceRange range) {
  // The element is evaluated first, though the container receives the call.
  llvm::SmallVector<const Stmt *, 1> before;
  right = settled(bc, right);
  if (right->form == DraftForm::Error)
    return bc.build.error(range);
  if (!isPure(right->expr) && left->form == DraftForm::Done)
    left = hold(bc, left, before);
  Attempt contains = attempt(bc, right, "__contains__", {operandOf(left)}, link.opRange, range);
  if (!contains)
    return reportNoOperator(bc, ast::toString(link.op), left, right, contains, link.opRange, range);
  Expr *result = realiseCall(bc, *contains.outcome.chosen);
  if (link.op == ast::CompareOp::NotIn && result->kind != ExprKind::Error)
    result = negate(bc, result, range);
  return sequence(bc, before, result, range);
}

static Expr *checkLink(BodyContext &bc, const ast::CompareLink &link, Draft *left, Draft *right, SourceRange range) {
  if (left->form == DraftForm::Error || right->form == DraftForm::Error)
    return bc.build.error(range);
  if (link.op == ast::CompareOp::In || link.op == ast::CompareOp::NotIn)
    return checkContains(bc, link, left, right, range);
  if (link.op == ast::CompareOp::IsNot && !hasMember(bc, naturalType(bc, settled(bc, left)), "__isnot__")) {
    Expr *same = checkBinary(bc, ast::toString(link.op), "__is__", "", left, right, link.opRange, range);
    return same->kind == ExprKind::Error ? same : negate(bc, same, range);
  }
  return checkBinary(bc, ast::toString(link.op), methodOf(link.op), "", left, right, link.opRange, range);
}

/// `a < b <= c` is `(a < b) and (b <= c)`, with `b` evaluated once and `c` only if the first holds: from link `i` on.
static Expr *checkChain(BodyContext &bc, const ast::Compare &compare, size_t i, Draft *left) {
  const ast::CompareLink &link = compare.links[i];
  SourceRange range = (i == 0 ? compare.first->range() : compare.links[i - 1].operand->range()).to(link.operand->range());
  Draft *right = analyse(bc, *link.operand);
  if (i + 1 == compare.links.size())
    return checkLink(bc, link, left, right, range);
  llvm::SmallVector<const Stmt *, 2> before;
  if (left->form == DraftForm::Done && !isPure(left->expr))
    left = hold(bc, left, before);
  right = hold(bc, right, before);
  Expr *first = checkLink(bc, link, left, right, range);
  if (first->kind == ExprKind::Error)
    return first;
  Expr *rest = checkChain(bc, compare, i + 1, right);
  if (rest->kind == ExprKind::Error)
    return rest;
  Type type = bc.build.typeOf(first);
  if (bc.build.typeOf(rest) != type || !isRegisterPassable(bc.ctx, type, bc.env)) {
    bc.ctx.diags.report(compare.links[i + 1].opRange, messages::chainType(text(bc.ctx, type), text(bc.ctx, bc.build.typeOf(rest))));
    return bc.build.error(compare.range());
  }
  bool isBool = type == contractType(bc.ctx, ContractItem::Bool);
  Expr *both = isBool ? boolLogical(bc, ast::LogicalOp::And, first, rest, compare.range())
                      : valueLogical<And>(bc, type, toValue(bc, first, range), doneDraft(bc, rest), compare.range());
  return sequence(bc, before, both, compare.range());
}

/// `T == U` on two types is a compile-time Bool.
static Draft *typeEquality(BodyContext &bc, const ast::Compare &compare, Draft *left, Draft *right) {
  Context &ctx = bc.ctx;
  Term a = left->denoted->term, b = right->denoted->term;
  if (hasFlag(a, HasHole) || hasFlag(b, HasHole)) {
    bc.ctx.diags.report(compare.range(), messages::openTypesCompared());
    return errorDraft(bc, &compare, compare.range());
  }
  Term same = makeTypeEq(ctx, a, b);
  if (compare.links[0].op == ast::CompareOp::NotEqual)
    same = makeNot(ctx, same);
  return doneDraft(bc, constantOf(bc, makeBoolValue(ctx, same), compare.range()), &compare);
}

Draft *analyseCompare(BodyContext &bc, const ast::Compare &compare) {
  Draft *left = analyse(bc, *compare.first);
  if (compare.links.size() > 1)
    return doneDraft(bc, checkChain(bc, compare, 0, left), &compare);
  const ast::CompareLink &link = compare.links[0];
  Draft *right = analyse(bc, *link.operand);
  bool isEquality = link.op == ast::CompareOp::Equal || link.op == ast::CompareOp::NotEqual;
  if (isEquality && left->form == DraftForm::Term && right->form == DraftForm::Term)
    return typeEquality(bc, compare, left, right);
  return doneDraft(bc, checkLink(bc, link, left, right, compare.range()), &compare);
}

} // namespace fornax::sema
