// Calls as written: what stands before the parentheses decides which functions are candidates.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Members.h"
#include "sema/expressions/Subscripts.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

llvm::ArrayRef<CallOperand> withDrafts(BodyContext &bc, llvm::ArrayRef<CallOperand> operands) {
  llvm::SmallVector<CallOperand, 4> result(operands);
  for (CallOperand &operand : result)
    if (!operand.draft) {
      operand.draft = doneDraft(bc, const_cast<Expr *>(operand.built));
      if (operand.range.isValid())
        operand.draft->range = operand.range;
    }
  return arenaList(bc, llvm::ArrayRef<CallOperand>(result));
}

Expr *callFunction(BodyContext &bc, llvm::ArrayRef<FunctionId> overloads, llvm::ArrayRef<Term> parameters, llvm::ArrayRef<CallOperand> operands,
                   SourceRange range) {
  if (overloads.empty())
    return bc.build.error(range);
  CallSite site;
  site.range = site.callee = range;
  site.name = bc.ctx.program.functions[overloads.front()].name;
  site.functions = overloads;
  site.operands = withDrafts(bc, operands);
  site.parameters = arenaList(bc, parameters);
  // A member function's receiver is its first operand: its type binds the parameters of the struct.
  Entity owner = bc.ctx.program.functions[overloads.front()].owner;
  if ((owner.is(Entity::Kind::Struct) || owner.is(Entity::Kind::Trait)) && !site.operands.empty())
    site.base = naturalType(bc, site.operands.front().draft);
  return buildCall(bc, site);
}

Expr *methodCall(BodyContext &bc, Draft *receiver, Name name, llvm::ArrayRef<FunctionId> functions, llvm::ArrayRef<CallOperand> operands,
                 llvm::ArrayRef<ast::CallArgument> brackets, bool hasBrackets, SourceRange callee, SourceRange range, const ast::Expr *syntax) {
  CallSite site;
  site.syntax = syntax;
  site.range = range;
  site.callee = callee;
  site.name = name;
  site.functions = arenaList(bc, functions);
  site.base = naturalType(bc, receiver);
  site.receiver = receiver;
  site.operands = withDrafts(bc, operands);
  site.brackets = brackets;
  site.hasBrackets = hasBrackets;
  return buildCall(bc, site);
}

Expr *callMember(BodyContext &bc, Expr *receiver, llvm::StringRef name, llvm::ArrayRef<CallOperand> operands, SourceRange range) {
  if (hasErrorType(bc, receiver))
    return bc.build.error(range);
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, bc.build.typeOf(receiver), intern(bc, name), bc.env, functions);
  if (functions.empty())
    return nullptr;
  return methodCall(bc, doneDraft(bc, receiver), intern(bc, name), functions, operands, {}, false, range, range);
}

Expr *constructCall(BodyContext &bc, Term type, llvm::ArrayRef<CallOperand> operands, SourceRange callee, SourceRange range) {
  if (isError(type))
    return bc.build.error(range);
  llvm::SmallVector<FunctionId, 8> functions;
  memberFunctions(bc.ctx, asType(type), intern(bc, "__init__"), bc.env, functions);
  if (functions.empty()) {
    reportNoConstructor(bc, type, callee);
    return bc.build.error(range);
  }
  CallSite site;
  site.range = range;
  site.callee = callee;
  site.name = intern(bc, "__init__");
  site.functions = arenaList(bc, llvm::ArrayRef<FunctionId>(functions));
  site.base = type;
  site.operands = withDrafts(bc, operands);
  return buildCall(bc, site);
}

Expr *callConstructor(BodyContext &bc, Type type, llvm::ArrayRef<CallOperand> operands, SourceRange range) {
  return constructCall(bc, type, operands, range, range);
}

Expr *valueCall(BodyContext &bc, Expr *value, llvm::ArrayRef<CallOperand> operands, llvm::ArrayRef<ast::CallArgument> brackets, bool hasBrackets,
                SourceRange callee, SourceRange range) {
  if (hasErrorType(bc, value))
    return bc.build.error(range);
  CallSite site;
  site.range = range;
  site.callee = callee;
  site.operands = withDrafts(bc, operands);
  site.brackets = brackets;
  site.hasBrackets = hasBrackets;
  if (calleeOfValue(bc, value, site))
    return buildCall(bc, site);
  Type type = bc.build.typeOf(value);
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, type, intern(bc, "__call__"), bc.env, functions);
  if (!functions.empty())
    return methodCall(bc, doneDraft(bc, value), intern(bc, "__call__"), functions, operands, brackets, hasBrackets, callee, range);
  bc.ctx.diags.report(callee, messages::notCallable(text(bc.ctx, type)));
  return bc.build.error(range);
}

// ---- Callees as written

namespace {
/// The callee without the brackets that bind its parameters: `f` of `f[T](x)`.
struct WrittenCallee {
  const ast::Expr *expr;
  llvm::ArrayRef<ast::CallArgument> brackets;
  bool hasBrackets = false;
};
} // namespace

static WrittenCallee splitBrackets(const ast::Expr *callee) {
  callee = ast::stripParens(callee);
  if (auto *subscript = llvm::dyn_cast<ast::Subscript>(callee))
    return {ast::stripParens(subscript->base), subscript->arguments, true};
  return {callee, {}, false};
}

static Draft *drafted(BodyContext &bc, Expr *expr, const ast::Call &call) { return doneDraft(bc, expr, &call); }

/// A call of what a name or member denotes at compile time.
static Draft *callDenoted(BodyContext &bc, const Denoted &callee, const ast::Call &call) {
  Context &ctx = bc.ctx;
  SourceRange at = call.callee->range();
  if (callee.is(Denoted::Kind::Error)) {
    analyseOperands(bc, call.arguments);
    return errorDraft(bc, &call, call.range());
  }
  if (callee.is(Denoted::Kind::Intrinsic))
    return analyseIntrinsicCall(bc, callee.intrinsic, callee.brackets, call);
  if (callee.is(Denoted::Kind::Module)) {
    ctx.diags.report(at, messages::notAValue(ctx.sources.text(at)));
    return errorDraft(bc, &call, call.range());
  }
  llvm::SmallVector<CallOperand, 4> operands = analyseOperands(bc, call.arguments);
  if (hasErrorOperand(bc, operands))
    return errorDraft(bc, &call, call.range());
  CallSite site;
  site.range = call.range();
  site.callee = at;
  site.syntax = ast::stripParens(call.callee);
  site.operands = arenaList(bc, llvm::ArrayRef<CallOperand>(operands));
  site.brackets = callee.brackets;
  site.hasBrackets = callee.hasBrackets;
  if (callee.is(Denoted::Kind::Functions)) {
    site.functions = callee.functions;
    site.name = ctx.program.functions[callee.functions.front()].name;
    site.base = callee.base;
    bool isList = isContractStruct(ctx, callee.base, ContractItem::TypeList) || isContractStruct(ctx, callee.base, ContractItem::ParameterList);
    if (isList) // a method of a parameter list: the list is a value without size
      site.receiver = doneDraft(bc, constantOf(bc, makeValue(ctx, asType(callee.base), {}), at));
    return drafted(bc, buildCall(bc, site), call);
  }
  Term term = callee.term;
  if (isKind(term, TermKind::Lambda)) {
    HoleScope holes(bc);
    term = instantiateWithHoles(bc, term);
  }
  if (isKind(term, TermKind::FunctionItem) || (!isType(ctx, term) && isKind(typeOf(ctx, term), TermKind::Pointer))) {
    if (isKind(term, TermKind::FunctionItem))
      site.name = ctx.program.functions[functionOf(term)].name;
    calleeOfTerm(bc, term, site);
    return drafted(bc, buildCall(bc, site), call);
  }
  if (isType(ctx, term) && !isKind(term, TermKind::Trait) && !isKind(term, TermKind::Traits))
    return drafted(bc, constructCall(bc, term, operands, at, call.range()), call);
  Draft *value = denotedDraft(bc, callee, *call.callee);
  if (value->form != DraftForm::Done) {
    reportFailure(bc, value, *fitWith(bc, value, {Type(), FitMode::Discard}, {}));
    return errorDraft(bc, &call, call.range());
  }
  return drafted(bc, valueCall(bc, value->expr, operands, {}, false, at, call.range()), call);
}

/// `S[a](…)`: parameters that are not given are inferred from the arguments, not defaulted at once.
static bool bindForCall(BodyContext &bc, const WrittenCallee &written, Denoted &callee) {
  if (!written.hasBrackets || !callee.is(Denoted::Kind::Term))
    return false;
  Term term = callee.term;
  bool isGenerator =
      callee.alias.isValid() || isKind(term, TermKind::Lambda) || isKind(term, TermKind::Struct) || isKind(term, TermKind::FunctionItem);
  if (!isGenerator)
    return false;
  HoleScope holes(bc);
  SourceRange range = written.expr->range();
  Term bound = applyToAlias(bc, callee, written.brackets, range, UnboundPolicy::Call);
  callee = Denoted();
  callee.kind = isError(bound) ? Denoted::Kind::Error : Denoted::Kind::Term;
  callee.term = bound;
  return true;
}

/// `args.__len__()` in a compile-time expression: a static method of a variable's type does not need the variable.
static Draft *callStaticOfVariable(BodyContext &bc, const WrittenCallee &written, const ast::Member &member, const ast::Call &call) {
  if (!bc.isComptimeOnly || bc.unevaluated.active)
    return nullptr;
  Type type;
  {
    llvm::SaveAndRestore unevaluated(bc.unevaluated.active, true);
    size_t mark = bc.ctx.diags.mark();
    bool hadError = bc.build.body.hasError;
    Draft *base = analyse(bc, *member.base);
    bc.ctx.diags.takeSince(mark);
    bc.build.body.hasError = hadError;
    bool isVariable = base->form == DraftForm::Done && base->expr->category == Category::Place;
    if (!isVariable)
      return nullptr;
    type = bc.build.typeOf(base->expr);
  }
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, type, member.member.name, bc.env, functions);
  if (functions.empty() || !llvm::all_of(functions, [&](FunctionId id) { return bc.ctx.program.functions[id].isStatic; }))
    return nullptr;
  auto operands = analyseOperands(bc, call.arguments);
  if (hasErrorOperand(bc, operands))
    return errorDraft(bc, &call, call.range());
  CallSite site;
  site.range = call.range();
  site.callee = member.member.range;
  site.name = member.member.name;
  site.functions = arenaList(bc, llvm::ArrayRef<FunctionId>(functions));
  site.base = type;
  site.operands = arenaList(bc, llvm::ArrayRef<CallOperand>(operands));
  site.brackets = written.brackets;
  site.hasBrackets = written.hasBrackets;
  return drafted(bc, buildCall(bc, site), call);
}

/// `x[p](…)`: a call of an element, or, of a callable value that cannot be subscripted, with parameters bound.
static Draft *callBracketed(BodyContext &bc, Expr *value, const WrittenCallee &written, const ast::Call &call) {
  SourceRange at = call.callee->range();
  llvm::ArrayRef<ast::CallArgument> brackets = written.brackets;
  bool hasBrackets = written.hasBrackets;
  Type type = bc.build.typeOf(value);
  if (hasBrackets && (hasMember(bc, type, "__getitem__") || hasMember(bc, type, "__getitem_param__"))) {
    auto indices = analyseOperands(bc, brackets);
    if (hasErrorOperand(bc, indices))
      return errorDraft(bc, &call, call.range());
    value = readElement(bc, doneDraft(bc, value, written.expr), brackets, indices, at);
    brackets = {};
    hasBrackets = false;
  }
  auto operands = analyseOperands(bc, call.arguments);
  if (value->kind == ExprKind::Error || hasErrorOperand(bc, operands))
    return errorDraft(bc, &call, call.range());
  return drafted(bc, valueCall(bc, value, operands, brackets, hasBrackets, at, call.range()), call);
}

/// `a.m(…)`, `a.m[p](…)` on a run-time value. Null if `m` is no method of it.
static Draft *callMethod(BodyContext &bc, const WrittenCallee &written, const ast::Member &member, const ast::Call &call) {
  Name name = member.member.name;
  if (Draft *statically = callStaticOfVariable(bc, written, member, call))
    return statically;
  Draft *base = analyse(bc, *member.base);
  if (base->form == DraftForm::Error) {
    analyseOperands(bc, call.arguments);
    return errorDraft(bc, &call, call.range());
  }
  if (base->form == DraftForm::ContextMember)
    return extendChain(bc, extendChain(bc, base, member), call);
  Expr *receiver = memberBase(bc, base);
  if (!receiver || hasErrorType(bc, receiver)) {
    analyseOperands(bc, call.arguments);
    if (!receiver && base->denoted && base->denoted->is(Denoted::Kind::Term))
      bc.ctx.diags.report(member.member.range, messages::noMember(text(bc.ctx, base->denoted->term), name));
    return errorDraft(bc, &call, call.range());
  }
  Type type = bc.build.typeOf(receiver);
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, type, name, bc.env, functions);
  if (functions.empty() && !fieldNamed(bc.ctx, type, name))
    if (Type later = materialised(bc.ctx, type); later && !isError(later)) { // a literal's members are also those of its default type
      memberFunctions(bc.ctx, later, name, bc.env, functions);
      if (!functions.empty())
        receiver = convertTo(bc, receiver, later, member.base->range());
    }
  if (functions.empty()) {
    Draft *field = memberDraft(bc, doneDraft(bc, receiver, member.base), member, name, member.member.range);
    if (field->form == DraftForm::Done)
      return callBracketed(bc, field->expr, written, call);
    auto operands = analyseOperands(bc, call.arguments);
    if (field->form == DraftForm::Term && !hasErrorOperand(bc, operands))
      return drafted(bc, constructCall(bc, field->denoted->term, operands, member.range(), call.range()), call);
    return errorDraft(bc, &call, call.range());
  }
  auto operands = analyseOperands(bc, call.arguments);
  if (hasErrorOperand(bc, operands))
    return errorDraft(bc, &call, call.range());
  Draft *self = receiver == base->expr ? base : doneDraft(bc, receiver, member.base);
  return drafted(
      bc, methodCall(bc, self, name, functions, operands, written.brackets, written.hasBrackets, member.member.range, call.range(), &member), call);
}

static Draft *callValue(BodyContext &bc, const WrittenCallee &written, const ast::Call &call) {
  if (written.hasBrackets) {
    Draft *base = analyse(bc, *written.expr);
    if (base->form == DraftForm::Done)
      return callBracketed(bc, base->expr, written, call);
    if (base->form == DraftForm::Error)
      return errorDraft(bc, &call, call.range());
  }
  Draft *callee = analyse(bc, *call.callee);
  if (callee->form == DraftForm::ContextMember)
    return extendChain(bc, callee, call);
  auto operands = analyseOperands(bc, call.arguments);
  if (callee->form == DraftForm::Error || hasErrorOperand(bc, operands))
    return errorDraft(bc, &call, call.range());
  Expr *value = finish(bc, callee);
  if (value->kind == ExprKind::Error)
    return errorDraft(bc, &call, call.range());
  return drafted(bc, valueCall(bc, value, operands, {}, false, call.callee->range(), call.range()), call);
}

Draft *analyseCall(BodyContext &bc, const ast::Call &call) {
  Denoted whole = denote(bc, call); // `type_of(x)`, `__list_len[Ts]()`
  if (!whole.is(Denoted::Kind::RunTime))
    return denotedDraft(bc, whole, call);
  WrittenCallee written = splitBrackets(call.callee);
  if (auto *keyword = llvm::dyn_cast<ast::Intrinsic>(written.expr))
    return analyseKeywordCall(bc, keyword->which, written.brackets, call);
  Denoted callee = denote(bc, *written.expr);
  bool takesBrackets = callee.is(Denoted::Kind::Functions) || callee.is(Denoted::Kind::Intrinsic);
  if (written.hasBrackets && takesBrackets && !callee.hasBrackets) {
    callee.brackets = written.brackets;
    callee.hasBrackets = true;
  } else if (written.hasBrackets && callee.is(Denoted::Kind::Term) && !bindForCall(bc, written, callee)) {
    callee = denote(bc, *ast::stripParens(call.callee));
  }
  if (!callee.is(Denoted::Kind::RunTime))
    return callDenoted(bc, callee, call);
  if (auto *member = llvm::dyn_cast<ast::Member>(written.expr))
    return callMethod(bc, written, *member, call);
  return callValue(bc, written, call);
}

} // namespace fornax::sema
