// From syntax to drafts: names and the dispatch over kinds of expressions.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

TypeText text(Context &ctx, Term term) { return {term ? print(ctx, term) : std::string("?")}; }
Name intern(BodyContext &bc, llvm::StringRef spelling) { return bc.ctx.names.intern(spelling); }
bool hasErrorType(BodyContext &bc, const Expr *expr) { return expr->kind == ExprKind::Error || isError(bc.build.typeOf(expr)); }

/// Nobody reads further than this, and broken files of any size stay cheap.
static constexpr size_t ErrorsLookedAt = 200;

bool hasErrorIn(Context &ctx, SourceRange range) {
  if (!ctx.diags.hasErrors())
    return false;
  // Behind a syntax error the tree is cut off: the rest of the line belongs to it.
  range.end = uint32_t(std::min(ctx.sources.text(range.file).find('\n', range.end), size_t(range.end) + 1000));
  return llvm::any_of(ctx.diags.all().take_front(ErrorsLookedAt), [&](const diag::Diagnostic &d) {
    return d.severity() == diag::Severity::Error && d.range.file == range.file && range.begin <= d.range.begin && d.range.begin <= range.end;
  });
}

Draft *makeDraft(BodyContext &bc, DraftForm form, const ast::Expr *syntax, SourceRange range) {
  auto *draft = bc.ctx.program.arena.make<Draft>();
  draft->form = form;
  draft->syntax = syntax;
  draft->range = range;
  return draft;
}

Draft *errorDraft(BodyContext &bc, const ast::Expr *syntax, SourceRange range) {
  Draft *draft = makeDraft(bc, DraftForm::Error, syntax, range);
  draft->expr = bc.build.error(range);
  return draft;
}

Draft *doneDraft(BodyContext &bc, Expr *expr, const ast::Expr *syntax) {
  if (expr->kind == ExprKind::Error)
    return errorDraft(bc, syntax, syntax ? syntax->range() : expr->range);
  Draft *draft = makeDraft(bc, DraftForm::Done, syntax, syntax ? syntax->range() : expr->range);
  draft->expr = expr;
  return draft;
}

Expr *constantOf(BodyContext &bc, Term value, SourceRange range) {
  if (isError(value))
    return bc.build.error(range);
  Type type = typeOf(bc.ctx, value);
  auto *constant = bc.build.expr<Constant>(type, range);
  constant->value = bc.build.slot(value);
  return constant;
}

/// Types, traits and generators have no run-time form; whatever else denotes is a value of the parameter space.
static bool isValueTerm(Context &ctx, Term term) {
  if (isType(ctx, term) || isKind(term, TermKind::Lambda) || isKind(term, TermKind::Trait) || isKind(term, TermKind::Traits) ||
      isKind(term, TermKind::Signature) || isKind(term, TermKind::TraitMeta))
    return isKind(term, TermKind::FunctionItem);
  Type type = typeOf(ctx, term);
  return !isError(type) && !isKind(type, TermKind::TraitMeta) && !isKind(type, TermKind::Lambda);
}

/// A parameter list where a value is wanted is the library's zero-size list over it.
static Term listValue(Context &ctx, Term list) {
  Type element = listElementType(ctx, list);
  bool isTypes = isKind(element, TermKind::Traits) || isKind(element, TermKind::TraitMeta);
  Type type = contractType(ctx, isTypes ? ContractItem::TypeList : ContractItem::ParameterList, {element, list});
  return isError(type) ? Term(type) : makeValue(ctx, type, {});
}

Draft *denotedDraft(BodyContext &bc, const Denoted &denoted, const ast::Expr &syntax) {
  if (denoted.alias.isValid())
    bc.build.body.answers[&syntax] = {Entity(denoted.alias), checked::Slot()};
  else if (isKind(denoted.term, TermKind::Struct))
    bc.build.body.answers[&syntax] = {Entity(structOf(denoted.term)), checked::Slot()};
  else if (isKind(denoted.term, TermKind::Param))
    bc.build.body.answers[&syntax] = {Entity(parameterOf(denoted.term)), checked::Slot()};
  auto keep = [&](DraftForm form) {
    Draft *draft = makeDraft(bc, form, &syntax, syntax.range());
    draft->denoted = bc.ctx.program.keep<Denoted>(denoted);
    return draft;
  };
  switch (denoted.kind) {
  case Denoted::Kind::Error: return errorDraft(bc, &syntax, syntax.range());
  case Denoted::Kind::Module: return keep(DraftForm::Module);
  case Denoted::Kind::Functions: return keep(DraftForm::Functions);
  case Denoted::Kind::Intrinsic: return keep(DraftForm::Intrinsic);
  case Denoted::Kind::Term:
    if (isError(denoted.term) || (isKind(denoted.term, TermKind::Param) && isError(typeOf(bc.ctx, denoted.term))))
      return errorDraft(bc, &syntax, syntax.range());
    if (listOf(bc.ctx, denoted.term) == denoted.term)
      return doneDraft(bc, constantOf(bc, listValue(bc.ctx, denoted.term), syntax.range()), &syntax);
    if (isValueTerm(bc.ctx, denoted.term))
      return doneDraft(bc, constantOf(bc, denoted.term, syntax.range()), &syntax);
    return keep(DraftForm::Term);
  case Denoted::Kind::RunTime: break;
  }
  llvm_unreachable("run-time forms are drafted by their analysis");
}

static Draft *localDraft(BodyContext &bc, const NameLookup &found, const ast::Identifier &name) {
  SourceRange range = name.range();
  bool isBoundInside =
      found.body == &bc && found.local->entity.is(Entity::Kind::Local) && llvm::is_contained(bc.comptimeLocals, found.local->entity.local());
  if (bc.isComptimeOnly && !bc.unevaluated.active && !isBoundInside) {
    bc.ctx.diags.report(range, messages::runTimeValue(name.name));
    return errorDraft(bc, &name, range);
  }
  if (found.body != &bc || found.local->capture >= 0)
    return doneDraft(bc, captureVariable(bc, found, name.name, range), &name);
  LocalId id = found.local->entity.local();
  Local &local = bc.build.body.locals[id];
  if (!bc.unevaluated.active)
    local.isUsed = true;
  if (isError(bc.build.body.type(local.type)))
    return errorDraft(bc, &name, range);
  bc.build.body.answers[&name] = {Entity(id), local.type};
  auto *place = bc.build.make<LocalPlace>(local.type, range);
  place->local = id;
  return doneDraft(bc, place, &name);
}

Draft *analyseIdentifier(BodyContext &bc, const ast::Identifier &name) {
  Denoted denoted = denote(bc, name);
  if (!denoted.is(Denoted::Kind::RunTime))
    return denotedDraft(bc, denoted, name);
  NameLookup found = lookupName(bc, name.name);
  if (found.kind == NameLookup::Kind::Local && found.local->entity.is(Entity::Kind::Local))
    return localDraft(bc, found, name);
  if (found.kind == NameLookup::Kind::Local && found.local->capture >= 0)
    return doneDraft(bc, captureVariable(bc, found, name.name, name.range()), &name);
  bc.ctx.diags.report(name.range(), messages::notAValue(name.name.str()));
  return errorDraft(bc, &name, name.range());
}

// ---- Other leaves and wrappers

static Draft *analyseConstantStruct(BodyContext &bc, const ast::Expr &expr, Term value) {
  return isError(value) ? errorDraft(bc, &expr, expr.range()) : doneDraft(bc, constantOf(bc, value, expr.range()), &expr);
}

static Draft *analyseEllipsis(BodyContext &bc, const ast::Expr &expr) {
  Type type = contractType(bc.ctx, ContractItem::EllipsisType);
  return analyseConstantStruct(bc, expr, isError(type) ? Term(type) : makeValue(bc.ctx, type, {}));
}

static Draft *analyseTransfer(BodyContext &bc, const ast::Transfer &transfer) {
  Draft *draft = analyse(bc, *transfer.operand);
  Expr *operand = finish(bc, draft);
  if (operand->kind == ExprKind::Error)
    return errorDraft(bc, &transfer, transfer.range());
  if (operand->kind == ExprKind::Constant) {
    bc.ctx.diags.report(transfer.operand->range(), messages::transferOfConstant());
    return errorDraft(bc, &transfer, transfer.range());
  }
  if (operand->category != Category::Place) {
    bc.ctx.diags.report(transfer.opRange, messages::redundantTransfer());
    return doneDraft(bc, operand, &transfer);
  }
  Type type = bc.build.typeOf(operand);
  if (isClosed(type) && isTrivialRegisterPassable(bc.ctx, type, bc.env) &&
      isImplicitlyCopyable(bc.ctx, type, bc.env)) // nothing moves: the bits are copied
    bc.ctx.diags.report(transfer.opRange, messages::trivialTransfer(text(bc.ctx, type)));
  else if (!isError(type) && !bc.unevaluated.active && !checkTransferable(bc, operand, transfer.operand->range()))
    return errorDraft(bc, &transfer, transfer.range());
  if (operand->kind == ExprKind::TemporaryPlace) // the storage is not needed: the value itself
    return doneDraft(bc, const_cast<Expr *>(llvm::cast<TemporaryPlace>(operand)->value), &transfer);
  auto *move = bc.build.make<Move>(operand->type, transfer.range());
  move->place = operand;
  return doneDraft(bc, move, &transfer);
}

static Draft *analyseDenoted(BodyContext &bc, const ast::Expr &expr) {
  Denoted denoted = denote(bc, expr);
  if (!denoted.is(Denoted::Kind::RunTime))
    return denotedDraft(bc, denoted, expr);
  bc.ctx.diags.report(expr.range(), messages::notAValue(bc.ctx.sources.text(expr.range())));
  return errorDraft(bc, &expr, expr.range());
}

static Draft *analyseKeyword(BodyContext &bc, const ast::Intrinsic &keyword) {
  if (keyword.which == ast::IntrinsicKind::IsRunInComptimeInterpreter) {
    Type i1 = makeMlirType(bc.ctx, "i1");
    auto *flag = bc.build.expr<checked::Intrinsic>(i1, keyword.range());
    flag->id = IntrinsicKind::IsInterpreted;
    Expr *value = wrapBool(bc, flag, keyword.range());
    return doneDraft(bc, value, &keyword);
  }
  bc.ctx.diags.report(keyword.range(), messages::keywordNotCalled(bc.ctx.sources.text(keyword.range())));
  return errorDraft(bc, &keyword, keyword.range());
}

Draft *analyse(BodyContext &bc, const ast::Expr &expr) {
  using ast::NodeKind;
  if (hasErrorIn(bc.ctx, expr.range()))
    return errorDraft(bc, &expr, expr.range());
  switch (expr.kind()) {
  case NodeKind::ErrorExpr: return errorDraft(bc, &expr, expr.range());
  case NodeKind::Identifier: return analyseIdentifier(bc, llvm::cast<ast::Identifier>(expr));
  case NodeKind::SelfType:
  case NodeKind::FunctionType:
  case NodeKind::MlirText:
  case NodeKind::ComptimeExpr: return analyseDenoted(bc, expr);
  case NodeKind::Intrinsic: return analyseKeyword(bc, llvm::cast<ast::Intrinsic>(expr));
  case NodeKind::IntLiteral: return analyseInt(bc, llvm::cast<ast::IntLiteral>(expr));
  case NodeKind::FloatLiteral: return analyseFloat(bc, llvm::cast<ast::FloatLiteral>(expr));
  case NodeKind::StringLiteral: return analyseString(bc, llvm::cast<ast::StringLiteral>(expr));
  case NodeKind::TString: return analyseTString(bc, llvm::cast<ast::TString>(expr));
  case NodeKind::BoolLiteral:
    return analyseConstantStruct(bc, expr, makeBoolValue(bc.ctx, makeBool(bc.ctx, llvm::cast<ast::BoolLiteral>(expr).value)));
  case NodeKind::NoneLiteral: return analyseConstantStruct(bc, expr, makeNone(bc.ctx));
  case NodeKind::Ellipsis: return analyseEllipsis(bc, expr);
  case NodeKind::Paren: return analyse(bc, *llvm::cast<ast::Paren>(expr).inner);
  case NodeKind::Tuple:
  case NodeKind::ListDisplay:
  case NodeKind::DictDisplay:
  case NodeKind::BraceDisplay:
  case NodeKind::Comprehension: return analyseDisplay(bc, expr);
  case NodeKind::Unary: return analyseUnary(bc, llvm::cast<ast::Unary>(expr));
  case NodeKind::Binary: return analyseBinary(bc, llvm::cast<ast::Binary>(expr));
  case NodeKind::Logical: return analyseLogical(bc, llvm::cast<ast::Logical>(expr));
  case NodeKind::Compare: return analyseCompare(bc, llvm::cast<ast::Compare>(expr));
  case NodeKind::Ternary: return analyseTernary(bc, llvm::cast<ast::Ternary>(expr));
  case NodeKind::Walrus: return analyseWalrus(bc, llvm::cast<ast::Walrus>(expr));
  case NodeKind::Call: return analyseCall(bc, llvm::cast<ast::Call>(expr));
  case NodeKind::Subscript: return analyseSubscript(bc, llvm::cast<ast::Subscript>(expr));
  case NodeKind::Member: return analyseMember(bc, llvm::cast<ast::Member>(expr));
  case NodeKind::ContextualMember: return extendChain(bc, nullptr, expr);
  case NodeKind::Transfer: return analyseTransfer(bc, llvm::cast<ast::Transfer>(expr));
  case NodeKind::Await: bc.ctx.diags.report(expr.range(), messages::awaitUnsupported()); return errorDraft(bc, &expr, expr.range());
  case NodeKind::Lambda: return doneDraft(bc, checkLambda(bc, llvm::cast<ast::Lambda>(expr)), &expr);
  case NodeKind::MlirOp: return analyseMlirOp(bc, llvm::cast<ast::MlirOp>(expr));
  case NodeKind::Slice: return analyseSlice(bc, llvm::cast<ast::Slice>(expr));
  case NodeKind::Discard:
  case NodeKind::Binder: return errorDraft(bc, &expr, expr.range()); // refused by the parser where no target stands
  default: break;
  }
  llvm_unreachable("not an expression");
}

llvm::SmallVector<CallOperand, 4> analyseOperands(BodyContext &bc, llvm::ArrayRef<ast::CallArgument> arguments) {
  llvm::SmallVector<CallOperand, 4> operands;
  for (const ast::CallArgument &argument : arguments) {
    CallOperand operand;
    operand.keyword = argument.kind == ast::PassKind::Keyword ? argument.keyword.name : Name();
    operand.isSplat = argument.kind == ast::PassKind::Star;
    operand.isKeywordSplat = argument.kind == ast::PassKind::DoubleStar;
    operand.range = argument.range;
    operand.draft = analyse(bc, *argument.value);
    if (operand.draft->form == DraftForm::Module) {
      bc.ctx.diags.report(argument.range, messages::notAValue(bc.ctx.sources.text(argument.range)));
      operand.draft = errorDraft(bc, argument.value, argument.range);
    }
    operands.push_back(operand);
  }
  return operands;
}

bool hasErrorOperand(BodyContext &bc, llvm::ArrayRef<CallOperand> operands) {
  return llvm::any_of(operands, [&](const CallOperand &operand) {
    return operand.draft ? operand.draft->form == DraftForm::Error : operand.built->kind == ExprKind::Error;
  });
}

} // namespace fornax::sema
