// `.name`, `.make(1)`, `.a.b`: the first name is a static member of the expected type.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Members.h"
#include "sema/expressions/Subscripts.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

/// Brackets directly after a name bind parameters: they belong to the name's step.
Draft *extendChain(BodyContext &bc, Draft *base, const ast::Expr &syntax) {
  llvm::SmallVector<ChainStep, 4> steps;
  if (base)
    steps.append(base->steps.begin(), base->steps.end());
  ChainStep step;
  step.syntax = &syntax;
  step.range = syntax.range();
  if (auto *first = llvm::dyn_cast<ast::ContextualMember>(&syntax)) {
    step.name = first->member.name;
    step.range = first->member.range;
  } else if (auto *member = llvm::dyn_cast<ast::Member>(&syntax)) {
    step.name = member->member.name;
    step.range = member->member.range;
  } else if (auto *call = llvm::dyn_cast<ast::Call>(&syntax)) {
    auto operands = analyseOperands(bc, call->arguments);
    if (hasErrorOperand(bc, operands))
      return errorDraft(bc, &syntax, syntax.range());
    step.operands = arenaList(bc, llvm::ArrayRef<CallOperand>(operands));
  } else {
    auto &subscript = llvm::cast<ast::Subscript>(syntax);
    step.brackets = subscript.arguments;
  }
  steps.push_back(step);
  Draft *draft = makeDraft(bc, DraftForm::ContextMember, &syntax, syntax.range());
  draft->steps = arenaList(bc, llvm::ArrayRef<ChainStep>(steps));
  return draft;
}

namespace {
/// The head of a chain: the member, the brackets that bind its parameters, the call.
struct Head {
  Denoted member;
  llvm::ArrayRef<ast::CallArgument> brackets;
  bool hasBrackets = false, isCalled = false;
  llvm::ArrayRef<CallOperand> operands;
  size_t length = 1; // steps used
};
} // namespace

static Head headOf(BodyContext &bc, Draft *draft, Type type) {
  Head head;
  head.member = denoteMember(bc, type, draft->steps[0].name, draft->steps[0].range);
  bool takesBrackets = head.member.is(Denoted::Kind::Functions);
  if (takesBrackets && head.length < draft->steps.size() && llvm::isa<ast::Subscript>(draft->steps[head.length].syntax)) {
    head.brackets = draft->steps[head.length++].brackets;
    head.hasBrackets = true;
  }
  if (head.length < draft->steps.size() && llvm::isa<ast::Call>(draft->steps[head.length].syntax)) {
    head.operands = draft->steps[head.length++].operands;
    head.isCalled = true;
  }
  return head;
}

static CallSite siteOf(Draft *draft, const Head &head) {
  CallSite site;
  site.range = draft->range;
  site.callee = draft->steps[0].range;
  site.name = draft->steps[0].name;
  site.functions = head.member.functions;
  site.base = head.member.base;
  site.operands = head.operands;
  site.brackets = head.brackets;
  site.hasBrackets = head.hasBrackets;
  return site;
}

Fit fitChain(BodyContext &bc, Draft *draft, Expected expected, FitRules rules) {
  Fit fit;
  fit.expected = expected.type;
  fit.mode = expected.mode;
  fit.rules = rules;
  fit.step = FitStep::Form;
  if (!expected.type || isError(expected.type) || isKind(expected.type, TermKind::Hole) || !isType(bc.ctx, expected.type)) {
    fit.failure = {FailureReason::NoContext, 0, 0, {}, {}, {}, nullptr};
    return fit;
  }
  fit.type = expected.type;
  size_t mark = bc.ctx.diags.mark();
  Head head = headOf(bc, draft, expected.type);
  bc.ctx.diags.takeSince(mark);
  bool isValue = head.member.is(Denoted::Kind::Term) && !isError(head.member.term);
  bool isCall = head.member.is(Denoted::Kind::Functions) && head.isCalled;
  if (!isValue && !isCall) {
    fit.failure = {FailureReason::NoMember, 0, 0, expected.type, {}, draft->steps[0].name, nullptr};
    return fit;
  }
  if (isCall) {
    Outcome outcome = resolve(bc, *keepSite(bc, siteOf(draft, head)));
    if (!outcome.chosen) {
      fit.failure = {FailureReason::NoMember, 0, 0, expected.type, {}, draft->steps[0].name, nullptr};
      return fit;
    }
    if (head.length == draft->steps.size() && !hasFlag(outcome.chosen->type, HasHole))
      fit.type = outcome.chosen->type;
  } else if (head.length == draft->steps.size()) {
    fit.type = typeOf(bc.ctx, head.member.term);
  }
  // What the chain gives in the end converts as usual; a longer chain is taken on trust and checked when it is built.
  Type finished;
  if (head.length == draft->steps.size() && sameType(bc, fit.type, expected.type, finished) != Comparison::Equal) {
    if (rules.depth || !isConvertible(bc, fit.type, expected.type)) {
      fit.failure = {FailureReason::NoConversion, 0, 0, fit.type, expected.type, {}, nullptr};
      return fit;
    }
    fit.cost = 2;
    fit.type = expected.type;
  }
  return fit;
}

static Expr *realiseHead(BodyContext &bc, Draft *draft, const Head &head) {
  if (head.member.is(Denoted::Kind::Functions))
    return buildCall(bc, siteOf(draft, head));
  Draft *value = denotedDraft(bc, head.member, *draft->steps[0].syntax);
  if (value->form == DraftForm::Term && head.isCalled)
    return constructCall(bc, value->denoted->term, head.operands, draft->steps[0].range, draft->range);
  Expr *built = finish(bc, value);
  if (!head.isCalled || built->kind == ExprKind::Error)
    return built;
  return valueCall(bc, built, head.operands, {}, false, draft->steps[0].range, draft->range);
}

static Expr *realiseTail(BodyContext &bc, Draft *draft, Expr *built, size_t i) {
  for (; i < draft->steps.size() && built->kind != ExprKind::Error; ++i) {
    const ChainStep &step = draft->steps[i];
    bool isCallNext = i + 1 < draft->steps.size() && llvm::isa<ast::Call>(draft->steps[i + 1].syntax);
    if (auto *subscript = llvm::dyn_cast<ast::Subscript>(step.syntax)) {
      built = readElement(bc, doneDraft(bc, built), step.brackets, analyseOperands(bc, subscript->arguments), step.range);
    } else if (llvm::isa<ast::Call>(step.syntax)) {
      built = valueCall(bc, built, step.operands, {}, false, step.range, step.range);
    } else if (Expr *value = readMember(bc, built, step.name, step.range, step.range)) {
      built = value;
    } else if (isCallNext) {
      Expr *called = callMember(bc, built, step.name.str(), draft->steps[++i].operands, step.range);
      if (!called)
        bc.ctx.diags.report(step.range, messages::noMember(text(bc.ctx, bc.build.typeOf(built)), step.name));
      built = called ? called : bc.build.error(step.range);
    } else {
      bc.ctx.diags.report(step.range, messages::noMember(text(bc.ctx, bc.build.typeOf(built)), step.name));
      built = bc.build.error(step.range);
    }
  }
  return built;
}

Expr *realiseChain(BodyContext &bc, Draft *draft, const Fit &fit) {
  Head head = headOf(bc, draft, fit.expected);
  Expr *built = realiseTail(bc, draft, realiseHead(bc, draft, head), head.length);
  if (built->kind == ExprKind::Error)
    return built;
  return hasFlag(fit.expected, HasHole) ? built : convertTo(bc, built, fit.expected, draft->range);
}

} // namespace fornax::sema
