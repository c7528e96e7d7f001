// `a[i]` of values: element access by parameter, by argument, and slices.

#include "sema/expressions/Subscripts.h"
#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Members.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

static llvm::SmallVector<FunctionId, 4> functionsNamed(BodyContext &bc, Type type, llvm::StringRef name) {
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, type, intern(bc, name), bc.env, functions);
  return functions;
}

/// Whether the operand is a legal parameter expression: a compile-time value.
static bool isCompileTime(BodyContext &bc, const CallOperand &operand) {
  if (operand.draft->form != DraftForm::Done)
    return false;
  TermFailure why;
  return bool(tryTermOf(bc, operand.draft->expr, why));
}

Expr *readElement(BodyContext &bc, Draft *base, llvm::ArrayRef<ast::CallArgument> written, llvm::ArrayRef<CallOperand> operands, SourceRange whole) {
  Type type = naturalType(bc, base);
  auto byParameter = functionsNamed(bc, type, "__getitem_param__");
  auto byArgument = functionsNamed(bc, type, "__getitem__");
  bool usesParameter =
      !byParameter.empty() && (byArgument.empty() || llvm::all_of(operands, [&](const CallOperand &o) { return isCompileTime(bc, o); }));
  if (usesParameter)
    return methodCall(bc, base, intern(bc, "__getitem_param__"), byParameter, {}, written, true, whole, whole);
  if (!byArgument.empty())
    return methodCall(bc, base, intern(bc, "__getitem__"), byArgument, operands, {}, false, whole, whole);
  if (Term generator = comptimeMemberOf(bc, type, intern(bc, "__getitem_param__"), whole); generator && !isError(generator)) {
    Term element = applyBrackets(bc, generator, written, whole, UnboundPolicy::Type);
    return isError(element) ? bc.build.error(whole) : constantOf(bc, element, whole);
  }
  if (hasMember(bc, type, "__setitem__"))
    bc.ctx.diags.report(whole, messages::setterWithoutGetter(text(bc.ctx, type), "__setitem__"));
  else
    bc.ctx.diags.report(whole, messages::noSubscript(text(bc.ctx, type)));
  return bc.build.error(whole);
}

Draft *analyseSubscript(BodyContext &bc, const ast::Subscript &subscript) {
  Denoted denoted = denote(bc, subscript);
  if (!denoted.is(Denoted::Kind::RunTime))
    return denotedDraft(bc, denoted, subscript);
  Draft *base = analyse(bc, *subscript.base);
  if (base->form == DraftForm::ContextMember)
    return extendChain(bc, base, subscript);
  if (base->form != DraftForm::Error && base->form != DraftForm::Done)
    base = doneDraft(bc, finish(bc, base), subscript.base);
  auto operands = analyseOperands(bc, subscript.arguments);
  if (base->form == DraftForm::Error || hasErrorOperand(bc, operands))
    return errorDraft(bc, &subscript, subscript.range());
  return doneDraft(bc, readElement(bc, base, subscript.arguments, operands, subscript.range()), &subscript);
}

// ---- Slices

Draft *analyseSlice(BodyContext &bc, const ast::Slice &slice) {
  Draft *draft = makeDraft(bc, DraftForm::Slice, &slice, slice.range());
  Draft *parts[3] = {};
  const ast::Expr *written[3] = {slice.start, slice.end, slice.step};
  for (int i = 0; i < 3; ++i)
    if (written[i]) {
      parts[i] = analyse(bc, *written[i]);
      if (parts[i]->form == DraftForm::Error)
        draft->form = DraftForm::Error;
    }
  if (draft->form == DraftForm::Error)
    draft->expr = bc.build.error(slice.range());
  draft->children = arenaList(bc, llvm::ArrayRef<Draft *>(parts));
  return draft;
}

static CallOperand markerOperand(BodyContext &bc, llvm::StringRef name, SourceRange range) {
  CallOperand marker;
  marker.keyword = intern(bc, name);
  marker.draft = doneDraft(bc, constantOf(bc, makeNone(bc.ctx), range));
  marker.range = range;
  return marker;
}

CallOperand displayMarker(BodyContext &bc, llvm::StringRef name, SourceRange range) { return markerOperand(bc, name, range); }

llvm::SmallVector<FunctionId, 4> constructorsWith(BodyContext &bc, Type type, llvm::StringRef keyword) {
  llvm::SmallVector<FunctionId, 4> functions, marked;
  if (!isKind(type, TermKind::Struct))
    return marked;
  memberFunctions(bc.ctx, type, intern(bc, "__init__"), bc.env, functions);
  for (FunctionId id : functions)
    if (llvm::any_of(signatureOf(bc.ctx, id).arguments, [&](const Argument &argument) { return argument.name == keyword; }))
      marked.push_back(id);
  return marked;
}

/// `start, end[, step]` with the marker: the constructor of the wanted slice type. An absent step is left out if the type has none.
static const Resolution *sliceConstructor(BodyContext &bc, Draft *draft, Type type) {
  auto functions = constructorsWith(bc, type, "__slice_literal__");
  if (functions.empty())
    return nullptr;
  for (bool withStep : {false, true}) {
    if (!withStep && draft->children[2])
      continue;
    llvm::SmallVector<CallOperand, 4> operands;
    for (int i = 0; i < (withStep ? 3 : 2); ++i) {
      CallOperand operand;
      Draft *part = draft->children[size_t(i)];
      operand.draft = part ? part : doneDraft(bc, constantOf(bc, makeNone(bc.ctx), draft->range));
      operand.range = part ? part->range : draft->range;
      operands.push_back(operand);
    }
    operands.push_back(markerOperand(bc, "__slice_literal__", draft->range));
    CallSite site;
    site.range = site.callee = draft->range;
    site.name = intern(bc, "__init__");
    site.functions = arenaList(bc, llvm::ArrayRef<FunctionId>(functions));
    site.base = type;
    site.operands = arenaList(bc, llvm::ArrayRef<CallOperand>(operands));
    if (Outcome outcome = resolve(bc, *keepSite(bc, site)); outcome.chosen)
      return outcome.chosen;
  }
  return nullptr;
}

Fit fitSlice(BodyContext &bc, Draft *draft, Expected expected, FitRules rules) {
  Fit fit;
  fit.expected = expected.type;
  fit.mode = expected.mode;
  fit.rules = rules;
  Type type =
      expected.type && !isError(expected.type) && !isKind(expected.type, TermKind::Hole) ? expected.type : contractType(bc.ctx, ContractItem::Slice);
  fit.call = isError(type) ? nullptr : sliceConstructor(bc, draft, type);
  fit.step = FitStep::Form;
  if (fit.call)
    fit.type = fit.call->type;
  else
    fit.failure = {FailureReason::NoConversion, 0, 0, {}, type, {}, nullptr};
  return fit;
}

Expr *realiseSlice(BodyContext &bc, Draft *, const Fit &fit) { return realiseCall(bc, *fit.call); }

} // namespace fornax::sema
