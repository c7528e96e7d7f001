// The common type of several values, and the ternary that needs one.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Subscripts.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

/// `__merge_with__[other]`: the type it gives for the other type; null if there is none.
static Type declaredMerge(BodyContext &bc, Type own, Type other) {
  if (!isKind(own, TermKind::Struct))
    return {};
  llvm::SmallVector<FunctionId, 2> functions;
  memberFunctions(bc.ctx, own, intern(bc, "__merge_with__"), bc.env, functions);
  if (functions.empty())
    return {};
  CallSite site;
  site.name = intern(bc, "__merge_with__");
  site.functions = arenaList(bc, llvm::ArrayRef<FunctionId>(functions));
  site.base = own;
  site.receiver = doneDraft(bc, bc.build.expr<FromNever>(own, SourceRange()));
  site.parameters = arenaList(bc, llvm::ArrayRef<Term>(other));
  Outcome outcome = resolve(bc, *keepSite(bc, site));
  return outcome.chosen ? outcome.chosen->type : Type();
}

/// Whether a literal converts to some type of another literal's kind: integers to FloatLiteral, but not the other way round.
static bool becomesLiteral(BodyContext &bc, Type from, Type kind) {
  if (!isKind(kind, TermKind::Struct))
    return false;
  HoleScope holes(bc);
  return isConvertible(bc, from, unboundStruct(bc, structOf(kind)));
}

Type mergeTypes(BodyContext &bc, Type a, Type b, bool &isAmbiguous) {
  Context &ctx = bc.ctx;
  Type finished;
  if (!a || !b || isError(a) || isError(b))
    return isError(a) ? a : b;
  if (sameType(bc, a, b, finished) == Comparison::Equal)
    return finished;
  if (isNever(ctx, a))
    return b;
  if (isNever(ctx, b))
    return a;
  Type ab = declaredMerge(bc, a, b), ba = declaredMerge(bc, b, a);
  if (ab && ba)
    return ab == ba ? ab : Type();
  if (ab)
    return isConvertible(bc, b, ab) ? ab : Type();
  if (ba)
    return isConvertible(bc, a, ba) ? ba : Type();
  bool toB = isConvertible(bc, a, b), toA = isConvertible(bc, b, a);
  if (toA && toB) {
    isAmbiguous = true;
    return {};
  }
  if (toA || toB)
    return toA ? a : b;
  Type laterA = materialised(ctx, a), laterB = materialised(ctx, b);
  if (laterA && laterB && !isError(laterA) && !isError(laterB)) {
    if (laterA == laterB)
      return laterA;
    bool toLiteralA = becomesLiteral(bc, b, a), toLiteralB = becomesLiteral(bc, a, b);
    if (toLiteralA != toLiteralB) // `1 if c else 2.5`
      return toLiteralA ? laterA : laterB;
    bool ignored = false;
    return mergeTypes(bc, laterA, laterB, ignored);
  }
  if (laterA && !isError(laterA) && isConvertible(bc, b, laterA))
    return laterA;
  if (laterB && !isError(laterB) && isConvertible(bc, a, laterB))
    return laterB;
  return {};
}

// ---- Ternary

/// The condition of a ternary as a term, if it is a compile-time value.
static Term compileTimeCondition(BodyContext &bc, const ast::Expr &condition, const Expr *built) {
  if (!bc.isComptimeOnly && !llvm::isa<ast::ComptimeExpr>(ast::stripParens(&condition)) && built->kind != ExprKind::Constant)
    return {};
  TermFailure why;
  Term value = tryTermOf(bc, built, why);
  return value ? conditionOf(bc.ctx, value) : Term();
}

namespace {
/// Which locals an arm mentions of those that were there before it: irgen keeps them alive where the arm is not taken.
struct ArmLocals {
  BodyContext &bc;
  llvm::SmallVector<bool, 16> usedBefore;

  explicit ArmLocals(BodyContext &bc) : bc(bc) {
    for (Local &local : bc.build.body.locals) {
      usedBefore.push_back(local.isUsed);
      local.isUsed = false;
    }
  }
  llvm::ArrayRef<LocalId> finish() {
    llvm::SmallVector<LocalId, 4> mentioned;
    for (uint32_t i = 0; i < usedBefore.size(); ++i) {
      Local &local = bc.build.body.locals[LocalId(i)];
      if (local.isUsed)
        mentioned.push_back(LocalId(i));
      local.isUsed |= usedBefore[i];
    }
    return arenaList(bc, llvm::ArrayRef<LocalId>(mentioned));
  }
};
} // namespace

/// Whether the arms have one type at run time: then the whole has it, whatever is expected, and a conversion applies to the whole. (Converted one by
/// one, the arms would leave temporaries behind of which only one exists.)
static bool hasOwnType(BodyContext &bc, Draft *draft) {
  Draft *a = draft->children[0], *b = draft->children[1];
  if (draft->condition || a->form != DraftForm::Done || b->form != DraftForm::Done)
    return false;
  Type type = bc.build.typeOf(a->expr);
  return type == bc.build.typeOf(b->expr) && !isError(type) && !materialised(bc.ctx, type) && !fit(bc, draft, {Type(), FitMode::Discard})->failure;
}

Draft *analyseTernary(BodyContext &bc, const ast::Ternary &ternary) {
  Context &ctx = bc.ctx;
  Expr *condition = check(bc, *ternary.condition, {Type(), FitMode::Discard});
  Draft *draft = makeDraft(bc, DraftForm::Ternary, &ternary, ternary.range());
  bool isError = condition->kind == ExprKind::Error;
  draft->condition = isError ? Term() : compileTimeCondition(bc, *ternary.condition, condition);
  Env saved = bc.env;
  unsigned depth = ctx.conditionDepth;
  auto arm = [&](const ast::Expr &expr, bool isTaken) {
    if (draft->condition) {
      Term fact = isTaken ? draft->condition : makeNot(ctx, draft->condition);
      bc.env = extend(ctx, saved, fact, ternary.condition->range());
      if (!asBool(fact).value_or(false))
        ctx.conditionDepth = depth + 1;
    }
    ArmLocals locals(bc);
    Draft *child = analyse(bc, expr);
    draft->armLocals[isTaken ? 0 : 1] = locals.finish();
    bc.env = saved;
    ctx.conditionDepth = depth;
    return child;
  };
  Draft *children[] = {arm(*ternary.whenTrue, true), arm(*ternary.whenFalse, false)};
  if (!draft->condition && !isError)
    condition = toCondition(bc, condition, ternary.condition->range());
  if (condition->kind == ExprKind::Error || children[0]->form == DraftForm::Error || children[1]->form == DraftForm::Error)
    return errorDraft(bc, &ternary, ternary.range());
  if (draft->condition && children[0]->form == DraftForm::Term && children[1]->form == DraftForm::Term) { // a choice between types
    Denoted chosen;
    chosen.kind = Denoted::Kind::Term;
    chosen.term = makeCond(ctx, draft->condition, children[0]->denoted->term, children[1]->denoted->term);
    return denotedDraft(bc, chosen, ternary);
  }
  if (draft->condition)
    if (auto known = asBool(draft->condition)) // only the taken arm counts
      return children[*known ? 0 : 1];
  draft->expr = condition;
  draft->children = arenaList(bc, llvm::ArrayRef<Draft *>(children));
  return hasOwnType(bc, draft) ? doneDraft(bc, finish(bc, draft), &ternary) : draft;
}

static bool isPlaceDraft(const Draft *draft) {
  return draft->form == DraftForm::Done && draft->expr->category == Category::Place && draft->expr->kind != ExprKind::TemporaryPlace;
}

/// The type of the whole by the rules in order, `expected` (if any) being the fourth.
static Type ternaryType(BodyContext &bc, Draft *draft, Type expected, FitRules rules, Failure &failure) {
  Draft *a = draft->children[0], *b = draft->children[1];
  Type typeA = naturalType(bc, a), typeB = naturalType(bc, b), finished;
  if (typeA && typeB && sameType(bc, typeA, typeB, finished) == Comparison::Equal)
    return finished;
  if (typeA && isNever(bc.ctx, typeA) && typeB)
    return typeB;
  if (typeB && isNever(bc.ctx, typeB) && typeA)
    return typeA;
  bool isOpen = !expected || isError(expected) || hasFlag(expected, HasHole);
  if (!isOpen && !fitWith(bc, a, {expected, FitMode::Value}, rules)->failure && !fitWith(bc, b, {expected, FitMode::Value}, rules)->failure)
    return expected;
  bool isAmbiguous = false;
  Type merged = typeA && typeB ? mergeTypes(bc, typeA, typeB, isAmbiguous) : Type();
  if (merged)
    return merged;
  // One arm has a type of its own, the other is a form that takes it.
  if (typeA && !typeB && !fitWith(bc, b, {typeA, FitMode::Value}, rules)->failure)
    return typeA;
  if (typeB && !typeA && !fitWith(bc, a, {typeB, FitMode::Value}, rules)->failure)
    return typeB;
  failure = {FailureReason::NoMerge, 0, 0, typeA, typeB, {}, nullptr};
  return {};
}

Fit fitTernary(BodyContext &bc, Draft *draft, Expected expected, FitRules rules) {
  Fit fit;
  fit.expected = expected.type;
  fit.mode = expected.mode;
  fit.rules = rules;
  fit.step = FitStep::Form;
  Draft *a = draft->children[0], *b = draft->children[1];
  Type type = ternaryType(bc, draft, expected.type, rules, fit.failure);
  if (!type && draft->condition && (!expected.type || isError(expected.type))) {
    // Arms of different types under a compile-time condition: only passed on, stored, destroyed.
    Type typeA = naturalType(bc, a), typeB = naturalType(bc, b);
    if (typeA && typeB) {
      fit.failure = {};
      fit.type = asType(makeCond(bc.ctx, draft->condition, typeA, typeB));
      const Fit *children[] = {fitWith(bc, a, {typeA, FitMode::Value}, rules), fitWith(bc, b, {typeB, FitMode::Value}, rules)};
      fit.children = arenaList(bc, llvm::ArrayRef<const Fit *>(children));
      return fit;
    }
  }
  if (!type)
    return fit;
  if (Type later = materialised(bc.ctx, type); later && !bc.isComptimeOnly && !isError(later))
    type = later;
  Type finished = type;
  bool isOpen = !expected.type || isError(expected.type);
  if (!isOpen && sameType(bc, type, expected.type, finished) != Comparison::Equal) {
    // The merged value converts as a whole if each arm converts.
    type = expected.type;
    finished = type;
  }
  bool isPlace =
      isPlaceDraft(a) && isPlaceDraft(b) && bc.build.typeOf(a->expr) == type && bc.build.typeOf(b->expr) == type && expected.mode != FitMode::Value;
  FitMode mode = isPlace ? FitMode::Borrow : FitMode::Value;
  const Fit *children[] = {fitWith(bc, a, {type, mode}, rules), fitWith(bc, b, {type, mode}, rules)};
  for (unsigned i = 0; i < 2; ++i)
    if (children[i]->failure)
      fit.failure = {FailureReason::ElementMismatch,
                     uint16_t(i),
                     0,
                     naturalType(bc, draft->children[i]),
                     type,
                     {},
                     children[i] ? &children[i]->failure : nullptr};
  bool isAmbiguous = false;
  Type typeA = naturalType(bc, a), typeB = naturalType(bc, b);
  Type own = typeA && typeB ? mergeTypes(bc, typeA, typeB, isAmbiguous) : Type();
  // Where the arms would become different things, or views of what each makes, the merged value converts.
  bool isView = own && (own == typeA || own == typeB) && children[0]->type && hasFlag(children[0]->type, HasOrigin) &&
                (children[0]->step == FitStep::Construct || children[1]->step == FitStep::Construct);
  if (!isOpen && type == expected.type && own != type && (fit.failure || isView || children[0]->type != children[1]->type))
    if (Fit whole = constructFromForm(bc, draft, expected, rules); !whole.failure)
      return whole;
  fit.type = children[0]->type ? children[0]->type : finished;
  // A ternary that has the type of itself is no conversion, whatever its arms are.
  fit.cost = own && own == type ? 0 : std::max(children[0]->cost, children[1]->cost);
  fit.children = arenaList(bc, llvm::ArrayRef<const Fit *>(children));
  return fit;
}

Expr *realiseTernary(BodyContext &bc, Draft *draft, const Fit &fit) {
  Context &ctx = bc.ctx;
  Expr *arms[2];
  for (unsigned i = 0; i < 2; ++i) {
    arms[i] = realise(bc, draft->children[i], fit.children[i]);
    if (arms[i]->kind == ExprKind::Error)
      return arms[i];
  }
  bool isPlace = arms[0]->category == Category::Place && arms[1]->category == Category::Place;
  if (draft->condition) {
    auto *a = llvm::dyn_cast<Constant>(arms[0]), *b = llvm::dyn_cast<Constant>(arms[1]);
    if (a && b) {
      Term value = makeCond(ctx, draft->condition, bc.build.body.term(a->value), bc.build.body.term(b->value));
      return constantOf(bc, value, draft->range);
    }
    auto *node = bc.build.expr<ChooseComptime>(fit.type, draft->range);
    bc.build.body.hasComptimeFlow = true;
    node->condition = bc.build.slot(draft->condition);
    node->then = arms[0];
    node->otherwise = arms[1];
    node->category = isPlace ? Category::Place : Category::Value;
    node->thenLocals = draft->armLocals[0];
    node->otherwiseLocals = draft->armLocals[1];
    return node;
  }
  auto *node = bc.build.expr<Choose>(fit.type, draft->range);
  node->condition = draft->expr;
  node->then = isPlace ? arms[0] : toValue(bc, arms[0], draft->range);
  node->otherwise = isPlace ? arms[1] : toValue(bc, arms[1], draft->range);
  if (isPlace) {
    node->category = Category::Place;
    node->origin = bc.build.slot(makeOriginUnion(ctx, {originOf(bc, arms[0]), originOf(bc, arms[1])}));
  }
  return node;
}

} // namespace fornax::sema
