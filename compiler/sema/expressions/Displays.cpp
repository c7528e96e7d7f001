// Displays, initialiser lists and tuples: constructor calls of the expected type, or of the library's default containers.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Subscripts.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

// ---- Drafts

static Draft *formDraft(BodyContext &bc, DraftForm form, const ast::Expr &expr, llvm::ArrayRef<Draft *> children) {
  if (llvm::any_of(children, [](const Draft *child) { return child->form == DraftForm::Error; }))
    return errorDraft(bc, &expr, expr.range());
  Draft *draft = makeDraft(bc, form, &expr, expr.range());
  draft->children = arenaList(bc, children);
  return draft;
}

static Draft *elementsDraft(BodyContext &bc, DraftForm form, const ast::Expr &expr, llvm::ArrayRef<const ast::Expr *> elements) {
  llvm::SmallVector<Draft *, 8> children;
  for (const ast::Expr *element : elements)
    children.push_back(analyse(bc, *element));
  return formDraft(bc, form, expr, children);
}

Draft *analyseDisplay(BodyContext &bc, const ast::Expr &expr) {
  if (auto *list = llvm::dyn_cast<ast::ListDisplay>(&expr))
    return elementsDraft(bc, DraftForm::ListDisplay, expr, list->elements);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(&expr))
    return elementsDraft(bc, DraftForm::Tuple, expr, tuple->elements);
  if (auto *comprehension = llvm::dyn_cast<ast::Comprehension>(&expr))
    return analyseComprehension(bc, *comprehension);
  if (auto *dict = llvm::dyn_cast<ast::DictDisplay>(&expr)) {
    // All keys are evaluated before all values.
    llvm::SmallVector<Draft *, 8> children;
    for (const ast::DictEntry &entry : dict->entries)
      children.push_back(analyse(bc, *entry.key));
    for (const ast::DictEntry &entry : dict->entries)
      children.push_back(analyse(bc, *entry.value));
    return formDraft(bc, DraftForm::DictDisplay, expr, children);
  }
  auto &brace = llvm::cast<ast::BraceDisplay>(expr);
  auto operands = analyseOperands(bc, brace.arguments);
  if (hasErrorOperand(bc, operands))
    return errorDraft(bc, &expr, expr.range());
  Draft *draft = makeDraft(bc, DraftForm::BraceDisplay, &expr, expr.range());
  draft->operands = arenaList(bc, llvm::ArrayRef<CallOperand>(operands));
  return draft;
}

// ---- Fitting

static llvm::SmallVector<CallOperand, 4> operandsOf(llvm::ArrayRef<Draft *> children) {
  llvm::SmallVector<CallOperand, 4> operands;
  for (Draft *child : children) {
    CallOperand operand;
    operand.draft = child;
    operand.range = child->range;
    operands.push_back(operand);
  }
  return operands;
}

static Outcome construct(BodyContext &bc, Draft *draft, Type type, llvm::ArrayRef<FunctionId> functions, llvm::ArrayRef<CallOperand> operands,
                         int literalSize = -1) {
  CallSite site;
  site.literalSize = literalSize;
  site.range = site.callee = draft->range;
  site.name = intern(bc, "__init__");
  site.functions = arenaList(bc, functions);
  site.base = type;
  site.operands = arenaList(bc, operands);
  return resolve(bc, *keepSite(bc, site));
}

static Type lacking(ContractItem item, Failure &failure) {
  failure = {FailureReason::NoLibrary, 0, uint16_t(item), {}, {}, {}, nullptr};
  return {};
}

/// A library container with every parameter open.
static Type openContainer(BodyContext &bc, ContractItem item, Failure &failure) {
  if (!libraryHas(bc.ctx, item))
    return lacking(item, failure);
  Entity entity = findContract(bc.ctx, item);
  if (!entity.is(Entity::Kind::Struct))
    return errorType(bc.ctx);
  llvm::SmallVector<Term, 4> holes;
  for (ParameterId id : parametersOf(bc.ctx, entity.structure()))
    holes.push_back(makeHole(bc.ctx, unsigned(holes.size()), true, bc.ctx.program.parameters[id].type));
  return makeStruct(bc.ctx, entity.structure(), holes);
}

static const Resolution *constructMarked(BodyContext &bc, Draft *draft, Type type, llvm::StringRef marker, llvm::SmallVector<CallOperand, 4> operands,
                                         const Failure *&inner) {
  auto functions = constructorsWith(bc, type, marker);
  if (functions.empty())
    return nullptr;
  int size = int(operands.size());
  operands.push_back(displayMarker(bc, marker, draft->range));
  Outcome outcome = construct(bc, draft, type, functions, operands, size);
  if (!outcome.chosen && outcome.candidates.size() == 1)
    inner = bc.ctx.program.arena.make<Failure>(outcome.candidates.front().failure);
  return outcome.chosen;
}

/// The common type of elements, as run time sees it; null if there is none.
static Type elementMerge(BodyContext &bc, llvm::ArrayRef<Draft *> children, Failure &failure) {
  Type common;
  for (unsigned i = 0; i < children.size(); ++i) {
    Type type = naturalType(bc, children[i]);
    if (!type) {
      // A form without a type of its own takes that of the others.
      continue;
    }
    bool isAmbiguous = false;
    Type merged = common ? mergeTypes(bc, common, type, isAmbiguous) : type;
    if (!merged) {
      failure = {FailureReason::NoMerge, uint16_t(i), 0, common, type, {}, nullptr};
      return {};
    }
    common = merged;
  }
  if (!common)
    failure = {FailureReason::NoContext, 0, 0, {}, {}, {}, nullptr};
  else if (Type later = materialised(bc.ctx, common); later && !isError(later))
    common = later;
  return common;
}

/// `[a, b]` without context: an Array of the merged type and the number of elements.
static Type defaultArray(BodyContext &bc, Draft *draft, Failure &failure) {
  Context &ctx = bc.ctx;
  Type element = elementMerge(bc, draft->children, failure);
  if (!element || isError(element))
    return element;
  if (!libraryHas(ctx, ContractItem::Array))
    return lacking(ContractItem::Array, failure);
  Entity entity = findContract(ctx, ContractItem::Array);
  if (!entity.is(Entity::Kind::Struct))
    return errorType(ctx);
  llvm::SmallVector<Term, 3> arguments;
  for (ParameterId id : parametersOf(ctx, entity.structure())) {
    const Parameter &row = ctx.program.parameters[id];
    if (isKind(row.type, TermKind::Traits))
      arguments.push_back(element);
    else
      arguments.push_back(makeIntValue(ctx, int64_t(draft->children.size()), row.type));
  }
  return makeStruct(ctx, entity.structure(), arguments);
}

/// The type a form has without an expected one; its parameters may still be open.
static Type defaultType(BodyContext &bc, Draft *draft, Failure &failure) {
  switch (draft->form) {
  case DraftForm::ListDisplay: return defaultArray(bc, draft, failure);
  case DraftForm::DictDisplay: return openContainer(bc, ContractItem::Dict, failure);
  case DraftForm::Tuple: return openContainer(bc, ContractItem::Tuple, failure);
  case DraftForm::Comprehension: {
    Type container = naturalContainer(bc, draft);
    if (!container)
      failure = {FailureReason::NoContext, 0, 0, {}, {}, {}, nullptr};
    return container;
  }
  case DraftForm::BraceDisplay: {
    bool isSet =
        !draft->operands.empty() && llvm::none_of(draft->operands, [](const CallOperand &o) { return o.keyword || o.isSplat || o.isKeywordSplat; });
    if (isSet)
      return openContainer(bc, ContractItem::Set, failure);
    failure = {FailureReason::NoContext, 0, 0, {}, {}, {}, nullptr};
    return {};
  }
  default: break;
  }
  return {};
}

/// The element to blame for a constructor that does not take the form; of a dictionary its keys and values are two lists.
static std::optional<Failure> elementFailure(const Draft *draft, const Failure *failure) {
  if (!failure || failure->reason != FailureReason::ArgumentMismatch)
    return std::nullopt;
  size_t index = failure->operand, count = draft->form == DraftForm::BraceDisplay ? draft->operands.size() : draft->children.size();
  if (draft->form == DraftForm::DictDisplay) {
    if (!failure->inner || failure->inner->reason != FailureReason::ElementMismatch)
      return std::nullopt;
    index = index * (count / 2) + failure->inner->operand;
    failure = failure->inner;
  }
  if (index >= count || !failure->a || !failure->b)
    return std::nullopt;
  return Failure{FailureReason::ElementMismatch, uint16_t(index), 0, failure->a, failure->b, {}, nullptr};
}

static bool isPositionalOnly(const Draft *draft) {
  return llvm::none_of(draft->operands, [](const CallOperand &o) { return o.keyword || o.isSplat || o.isKeywordSplat; });
}

/// Keys and values as two list displays for the dict's constructor.
static llvm::SmallVector<CallOperand, 4> dictOperands(BodyContext &bc, Draft *draft) {
  size_t half = draft->children.size() / 2;
  Draft *lists[2];
  for (size_t i = 0; i < 2; ++i) {
    lists[i] = makeDraft(bc, DraftForm::ListDisplay, draft->syntax, draft->range);
    lists[i]->children = draft->children.slice(i * half, half);
  }
  return operandsOf(lists);
}

/// The constructor call that makes the form a value of `type` itself; null if the type is no container of this kind.
static const Resolution *constructForm(BodyContext &bc, Draft *draft, Type type, const Failure *&inner) {
  switch (draft->form) {
  case DraftForm::ListDisplay: return constructMarked(bc, draft, type, "__list_literal__", operandsOf(draft->children), inner);
  case DraftForm::DictDisplay: return constructMarked(bc, draft, type, "__dict_literal__", dictOperands(bc, draft), inner);
  case DraftForm::Tuple: {
    if (!isContractStruct(bc.ctx, type, ContractItem::Tuple))
      return nullptr;
    llvm::SmallVector<FunctionId, 4> functions;
    memberFunctions(bc.ctx, type, intern(bc, "__init__"), bc.env, functions);
    Outcome outcome = construct(bc, draft, type, functions, operandsOf(draft->children));
    for (const Candidate &c : outcome.candidates)
      if (c.failure.reason == FailureReason::ArgumentMismatch)
        inner = bc.ctx.program.arena.make<Failure>(c.failure);
    return outcome.chosen;
  }
  case DraftForm::BraceDisplay: {
    if (isPositionalOnly(draft) && !draft->operands.empty() && !constructorsWith(bc, type, "__set_literal__").empty())
      return constructMarked(bc, draft, type, "__set_literal__", llvm::SmallVector<CallOperand, 4>(draft->operands), inner);
    llvm::SmallVector<FunctionId, 4> functions;
    if (isType(bc.ctx, type))
      memberFunctions(bc.ctx, type, intern(bc, "__init__"), bc.env, functions);
    return functions.empty() ? nullptr : construct(bc, draft, type, functions, draft->operands).chosen;
  }
  default: return nullptr;
  }
}

Fit fitDisplay(BodyContext &bc, Draft *draft, Expected expected, FitRules rules) {
  Fit fit;
  fit.expected = expected.type;
  fit.mode = expected.mode;
  fit.rules = rules;
  fit.step = FitStep::Form;
  if (expected.mode == FitMode::Mutate) {
    fit.failure = {FailureReason::NotAPlace, 0, 0, {}, expected.type, {}, nullptr};
    return fit;
  }
  bool isOpen = !expected.type || isError(expected.type) || isKind(expected.type, TermKind::Hole);
  Type type = isOpen ? defaultType(bc, draft, fit.failure) : expected.type;
  if (!type) {
    if (!fit.failure)
      fit.failure = {FailureReason::NoContext, 0, 0, {}, {}, {}, nullptr};
    return fit;
  }
  fit.type = type;
  if (isError(type))
    return fit;
  if (draft->form == DraftForm::Comprehension && collects(bc, draft, type)) {
    if (hasFlag(type, HasHole)) {
      Type natural = naturalContainer(bc, draft), finished;
      if (!natural || sameType(bc, natural, type, finished) != Comparison::Equal)
        fit.failure = {FailureReason::NoContext, 0, 0, {}, type, {}, nullptr};
      else
        fit.type = natural;
    }
    return fit;
  }
  const Failure *inner = nullptr;
  fit.call = constructForm(bc, draft, type, inner);
  if (fit.call) {
    fit.type = fit.call->type;
    return fit;
  }
  if (!isOpen) {
    Fit converted = constructFromForm(bc, draft, expected, rules);
    if (!converted.failure)
      return converted;
  }
  std::optional<Failure> element = elementFailure(draft, inner);
  fit.failure = element ? *element : Failure{FailureReason::NoConversion, 0, 0, {}, type, {}, nullptr};
  return fit;
}

Expr *realiseDisplay(BodyContext &bc, Draft *draft, const Fit &fit) {
  if (isError(fit.type))
    return bc.build.error(draft->range);
  if (draft->form == DraftForm::Comprehension)
    return realiseComprehension(bc, draft, fit.type);
  return realiseCall(bc, *fit.call);
}

} // namespace fornax::sema
