// Builds the tree of a draft once its type is settled, and says why a draft does not fit.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/names/Attributes.h"

namespace fornax::sema {

using namespace checked;

/// A form whose temporary had to be known before its type: inference named its origin.
static Expr *fillPlace(BodyContext &bc, TemporaryPlace *place, Expr *value) {
  Expr *whole = toPlace(bc, value);
  auto *temporary = llvm::dyn_cast<TemporaryPlace>(whole);
  if (!temporary || temporary->value != value || place->value)
    return whole;
  place->type = temporary->type;
  place->value = value;
  bc.build.body.locals[place->local].type = temporary->type;
  return place;
}

/// The built expression in the way its user wants it.
static Expr *inMode(BodyContext &bc, Draft *draft, Expr *expr, FitMode mode) {
  switch (mode) {
  case FitMode::Value: return toValue(bc, expr, draft->range);
  case FitMode::Borrow:
  case FitMode::Mutate:
  case FitMode::Reference:
    if (expr == draft->expr && draft->place)
      return draft->place;
    if (draft->place && draft->isContextual())
      return fillPlace(bc, llvm::cast<TemporaryPlace>(draft->place), expr);
    return toPlace(bc, expr);
  case FitMode::Condition: return toCondition(bc, expr, draft->range);
  case FitMode::Type:
  case FitMode::Term:
  case FitMode::Discard: return expr;
  }
  llvm_unreachable("every mode is handled");
}

/// `@implicit(deprecated=True)` warns where the constructor is used without being written.
static void reportDeprecated(BodyContext &bc, Draft *draft, const Fit &fit) {
  const Function &row = bc.ctx.program.functions[fit.call->function];
  auto *syntax = row.role == FunctionRole::Synthesised ? nullptr : static_cast<const ast::Function *>(row.syntax);
  auto *decorator = syntax ? findDecorator(syntax->decorators, "implicit") : nullptr;
  if (!decorator)
    return;
  for (const ast::CallArgument &argument : decorator->arguments)
    if (auto *flag = llvm::dyn_cast_or_null<ast::BoolLiteral>(argument.value); flag && flag->value && argument.keyword.name == "deprecated")
      bc.ctx.diags.report(draft->range, messages::deprecatedConversion(text(bc.ctx, fit.type)));
}

static Expr *realiseStep(BodyContext &bc, Draft *draft, const Fit &fit) {
  switch (fit.step) {
  case FitStep::Keep: return draft->expr;
  case FitStep::Construct: reportDeprecated(bc, draft, fit); return realiseCall(bc, *fit.call);
  case FitStep::FromNever: {
    auto *never = bc.build.expr<FromNever>(fit.type, draft->range);
    never->operand = draft->expr;
    return never;
  }
  case FitStep::Retype: {
    auto *retype = bc.build.expr<Retype>(fit.type, draft->range);
    retype->category = draft->expr->category;
    retype->operand = draft->expr;
    retype->obligation = fit.obligation;
    return retype;
  }
  case FitStep::Function: {
    auto *value = bc.build.expr<FunctionValue>(fit.type, draft->range);
    value->function = bc.build.slot(fit.function);
    value->adaptations = fit.adaptations;
    if (isKind(fit.type, TermKind::FunctionItem))
      return constantOf(bc, fit.function, draft->range);
    return value;
  }
  case FitStep::Form: break;
  }
  switch (draft->form) {
  case DraftForm::ListDisplay:
  case DraftForm::DictDisplay:
  case DraftForm::BraceDisplay:
  case DraftForm::Tuple:
  case DraftForm::Comprehension: return realiseDisplay(bc, draft, fit);
  case DraftForm::ContextMember: return realiseChain(bc, draft, fit);
  case DraftForm::Slice: return realiseSlice(bc, draft, fit);
  case DraftForm::Ternary: return realiseTernary(bc, draft, fit);
  case DraftForm::Done:
  case DraftForm::Error:
  case DraftForm::Term:
  case DraftForm::Functions:
  case DraftForm::Module:
  case DraftForm::Intrinsic: break;
  }
  llvm_unreachable("only contextual forms are realised as forms");
}

Expr *realise(BodyContext &bc, Draft *draft, const Fit *fit) {
  if (draft->form == DraftForm::Error)
    return draft->expr;
  if (fit->failure) {
    reportFailure(bc, draft, *fit);
    return bc.build.error(draft->range);
  }
  Expr *expr = realiseStep(bc, draft, *fit);
  if (expr->kind == ExprKind::Error)
    return expr;
  return inMode(bc, draft, expr, fit->mode);
}

Expr *check(BodyContext &bc, const ast::Expr &expr, Expected expected) {
  Draft *draft = analyse(bc, expr);
  if (draft->form == DraftForm::Error)
    return draft->expr;
  if (!expected.type || isError(expected.type)) {
    Expr *built = finish(bc, draft);
    return built->kind == ExprKind::Error ? built : inMode(bc, draft, built, expected.mode);
  }
  return realise(bc, draft, fit(bc, draft, expected));
}

// ---- Without an expected type

Type naturalType(BodyContext &bc, Draft *draft) {
  switch (draft->form) {
  case DraftForm::Done: return bc.build.typeOf(draft->expr);
  case DraftForm::Error: return errorType(bc.ctx);
  case DraftForm::Functions: {
    const Fit *item = fitWith(bc, draft, {Type(), FitMode::Value}, {});
    return item->failure ? Type() : item->type;
  }
  case DraftForm::Term:
  case DraftForm::Module:
  case DraftForm::Intrinsic:
  case DraftForm::ContextMember: return {};
  case DraftForm::ListDisplay:
  case DraftForm::DictDisplay:
  case DraftForm::BraceDisplay:
  case DraftForm::Tuple:
  case DraftForm::Comprehension:
  case DraftForm::Slice:
  case DraftForm::Ternary: {
    const Fit *open = fitWith(bc, draft, {Type(), FitMode::Borrow}, {});
    return open->failure ? Type() : open->type;
  }
  }
  llvm_unreachable("every form is handled");
}

Expr *finish(BodyContext &bc, Draft *draft) {
  if (draft->form == DraftForm::Done || draft->form == DraftForm::Error)
    return draft->expr;
  const Fit *open = fit(bc, draft, {Type(), FitMode::Discard});
  return realise(bc, draft, open);
}

Expr *checkInferred(BodyContext &bc, const ast::Expr &expr) {
  Draft *draft = analyse(bc, expr);
  Expr *built = finish(bc, draft);
  if (built->kind == ExprKind::Error)
    return built;
  Type type = bc.build.typeOf(built);
  if (built->category == Category::Never)
    return built;
  if (Type later = materialised(bc.ctx, type))
    return isError(later) ? bc.build.error(expr.range()) : convertTo(bc, built, later, expr.range());
  if (isKind(type, TermKind::FunctionItem)) { // a variable of a function's name has the thin type of its signature
    Term signature = callSignatureOf(bc, type);
    if (signature && readSignature(bc.ctx, signature).parameters.empty())
      return convertTo(bc, built, makePointer(bc.ctx, signature), expr.range());
  }
  return toValue(bc, built, expr.range());
}

// ---- Failures

static void reportNoContext(BodyContext &bc, Draft *draft) {
  switch (draft->form) {
  case DraftForm::ListDisplay: bc.ctx.diags.report(draft->range, messages::emptyDisplay()); return;
  case DraftForm::ContextMember: bc.ctx.diags.report(draft->range, messages::memberWithoutContext()); return;
  default: bc.ctx.diags.report(draft->range, messages::formWithoutContext()); return;
  }
}

static void reportNotAValue(BodyContext &bc, Draft *draft) {
  Context &ctx = bc.ctx;
  if (draft->form == DraftForm::Term)
    ctx.diags.report(draft->range, messages::typeAsValue(text(ctx, draft->denoted->term)));
  else
    ctx.diags.report(draft->range, messages::notAValue(ctx.sources.text(draft->range)));
}

void reportFailure(BodyContext &bc, Draft *draft, const Fit &fit) {
  Context &ctx = bc.ctx;
  const Failure &failure = fit.failure;
  switch (failure.reason) {
  case FailureReason::None:
  case FailureReason::Silent: return;
  case FailureReason::NoLibrary: (void)findContract(ctx, ContractItem(failure.argument)); return;
  case FailureReason::NoContext: return reportNoContext(bc, draft);
  case FailureReason::NotAValue: return reportNotAValue(bc, draft);
  case FailureReason::NotCopyable:
    toValue(bc, draft->expr, draft->range); // reports with its hints
    return;
  case FailureReason::NotAPlace: ctx.diags.report(draft->range, messages::notAPlace()); return;
  case FailureReason::NotMutable: reportNotMutable(bc, draft->expr, draft->range); return;
  case FailureReason::NoMember: ctx.diags.report(draft->range, messages::noMember(text(ctx, failure.a), failure.name)); return;
  case FailureReason::AmbiguousFunction: ctx.diags.report(draft->range, messages::overloadAsValue(failure.name)); return;
  case FailureReason::NoMerge: {
    // Of a display: at the first element that does not go with those before it; of a ternary: at its `if`.
    auto *ternary = llvm::dyn_cast_or_null<ast::Ternary>(draft->syntax);
    SourceRange range = ternary ? ternary->ifRange : draft->children.empty() ? draft->range : draft->children[failure.operand]->range;
    ctx.diags.report(range, messages::noCommonType(text(ctx, failure.a), text(ctx, failure.b)));
    return;
  }
  case FailureReason::ElementMismatch: {
    Draft *child = draft->form == DraftForm::BraceDisplay ? draft->operands[failure.operand].draft : draft->children[failure.operand];
    ctx.diags.report(child->range, messages::cannotConvert(text(ctx, failure.a), text(ctx, failure.b)));
    return;
  }
  case FailureReason::AmbiguousConversion:
    ctx.diags.report(draft->range, messages::ambiguousConversion(text(ctx, failure.a), text(ctx, failure.b)));
    return;
  case FailureReason::NoConversion: {
    if (!failure.a) {
      ctx.diags.report(draft->range, messages::formDoesNotFit(text(ctx, failure.b)));
      return;
    }
    auto [from, to] = printDifference(ctx, failure.a, failure.b);
    ctx.diags.report(draft->range, messages::cannotConvert(TypeText{from}, TypeText{to}));
    return;
  }
  case FailureReason::TooManyArguments:
  case FailureReason::MissingArgument:
  case FailureReason::UnknownKeyword:
  case FailureReason::RepeatedArgument:
  case FailureReason::BadSplat:
  case FailureReason::ReceiverMismatch:
  case FailureReason::BadParameters:
  case FailureReason::ParameterCount:
  case FailureReason::ArgumentMismatch:
  case FailureReason::InferredTwice:
  case FailureReason::CannotInfer:
  case FailureReason::OriginMismatch:
  case FailureReason::BoundNotMet:
  case FailureReason::WhereRefuted:
  case FailureReason::WhereInconclusive: ctx.diags.report(draft->range, messages::formDoesNotFit(text(ctx, fit.expected))); return;
  }
}

} // namespace fornax::sema
