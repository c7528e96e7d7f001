// Implicit conversions of values: equality, Never, functions, literals, one `@implicit` constructor.

#include "sema/calls/Caches.h"
#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/names/Attributes.h"

namespace fornax::sema {

using namespace checked;

bool libraryHas(Context &ctx, ContractItem item) {
  static constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral> Rows[] = {
#define CONTRACT(ENUMERATOR, MODULE, NAME) {MODULE, NAME},
#include "sema/entities/Contract.def"
  };
  auto [path, name] = Rows[size_t(item)];
  ModuleId module = findModule(ctx, path);
  return module && lookupExport(ctx, module, ctx.names.intern(name));
}

Type materialised(Context &ctx, Type type) {
  if (!isKind(type, TermKind::Struct))
    return {};
  if (isContractStruct(ctx, type, ContractItem::IntLiteral))
    return contractType(ctx, ContractItem::Int);
  if (isContractStruct(ctx, type, ContractItem::FloatLiteral))
    return contractType(ctx, ContractItem::Float64);
  if (isContractStruct(ctx, type, ContractItem::StringLiteral)) // a small library may do without text at run time
    return libraryHas(ctx, ContractItem::String) ? contractType(ctx, ContractItem::String) : Type();
  StructId id = structOf(type);
  auto *syntax = static_cast<const ast::Struct *>(ctx.program.structs[id].syntax);
  if (!syntax || !findDecorator(syntax->decorators, "nonmaterializable"))
    return {};
  lifecycleOf(ctx, id);
  Type target = ctx.program.structs[id].nonmaterializable;
  if (!target)
    return {};
  return substituteType(ctx, target, bindingsFor(ctx, id, argumentsOf(type)));
}

Comparison sameType(BodyContext &bc, Type from, Type to, Type &finished) {
  finished = from;
  if (from == to || isError(from) || isError(to))
    return Comparison::Equal;
  if (!hasFlag(to, HasHole))
    return compare(bc.ctx, from, to);
  llvm::SmallVector<Term, 4> holes;
  return matchHoles(bc.ctx, to, from, bc.env, holes) ? Comparison::Equal : Comparison::Different;
}

/// A value, or part of one: changes of it would be lost.
static bool isTemporary(const Expr *expr) {
  while (auto *field = llvm::dyn_cast<FieldPlace>(expr))
    expr = field->base;
  return expr->category != Category::Place || expr->kind == ExprKind::TemporaryPlace;
}

/// Whether a place can be had in the wanted way, once its type is right.
static void checkCategory(BodyContext &bc, Draft *draft, Fit &fit) {
  const Expr *expr = draft->expr;
  switch (fit.mode) {
  case FitMode::Value:
    if (expr->category == Category::Place && expr->kind != ExprKind::TemporaryPlace && !bc.unevaluated.active &&
        !isImplicitlyCopyable(bc.ctx, bc.build.typeOf(expr), bc.env))
      fit.failure = {FailureReason::NotCopyable, 0, 0, bc.build.typeOf(expr), {}, {}, nullptr};
    return;
  case FitMode::Mutate:
    if (bc.unevaluated.active)
      return;
    if (isTemporary(expr))
      fit.failure = {FailureReason::NotAPlace, 0, 0, bc.build.typeOf(expr), {}, {}, nullptr};
    else if (!isMutable(bc, expr))
      fit.failure = {FailureReason::NotMutable, 0, 0, bc.build.typeOf(expr), {}, {}, nullptr};
    return;
  case FitMode::Borrow:
  case FitMode::Reference:
  case FitMode::Type:
  case FitMode::Term:
  case FitMode::Condition:
  case FitMode::Discard: return;
  }
}

/// Cheap refusal: the constructor's argument is a struct that the value is not and does not become.
static bool mayTake(BodyContext &bc, const Signature &signature, Type from) {
  for (size_t i = 0; i < signature.arguments.size(); ++i) {
    const Argument &argument = signature.arguments[i];
    if (int(i) == signature.outIndex)
      continue;
    if (argument.kind == ArgumentKind::KeywordOnly || argument.kind == ArgumentKind::KeywordVariadic)
      return false;
    if (!from || !isKind(argument.type, TermKind::Struct))
      return true;
    if (!isKind(from, TermKind::Struct))
      return false;
    if (structOf(from) == structOf(argument.type))
      return true;
    Type later = materialised(bc.ctx, from);
    return later && isKind(later, TermKind::Struct) && structOf(later) == structOf(argument.type);
  }
  return false;
}

static llvm::SmallVector<FunctionId, 8> implicitConstructors(BodyContext &bc, Type from, Type to) {
  llvm::SmallVector<FunctionId, 8> members, functions;
  memberFunctions(bc.ctx, to, intern(bc, "__init__"), bc.env, members);
  for (FunctionId id : members) {
    const Function &row = bc.ctx.program.functions[id];
    auto *syntax = row.role == FunctionRole::Synthesised ? nullptr : static_cast<const ast::Function *>(row.syntax);
    // The decorator is asked before the signature, and a constructor takes no part in its own signature: `where Self.length != 1`.
    if ((syntax && !findDecorator(syntax->decorators, "implicit")) || row.signature.state == Lazy<Signature>::InProgress)
      continue;
    const Signature &signature = signatureOf(bc.ctx, id);
    if (signature.isImplicit && mayTake(bc, signature, from))
      functions.push_back(id);
  }
  return functions;
}

static const Resolution *implicitConstructor(BodyContext &bc, Draft *draft, Type from, Type to, FitRules rules, bool &isAmbiguous) {
  // Of closed types the answer is remembered: facts play no part in it.
  bool isSettled = rules == FitRules() && from && draft->form == DraftForm::Done && isClosed(from) && isClosed(to);
  auto &known = cachesOf(bc.ctx).conversions;
  auto found = isSettled ? known.find({from, to}) : known.end();
  bool isKnown = found != known.end();
  llvm::SmallVector<FunctionId, 8> functions;
  if (isKnown && found->second)
    functions.push_back(found->second);
  else if (!isKnown)
    functions = implicitConstructors(bc, from, to);
  if (functions.empty()) {
    if (isSettled && !isKnown)
      known[{from, to}] = FunctionId();
    return nullptr;
  }
  CallOperand operand;
  operand.draft = draft;
  operand.range = draft->range;
  CallSite site;
  site.range = site.callee = draft->range;
  site.name = intern(bc, "__init__");
  site.functions = arenaList(bc, llvm::ArrayRef<FunctionId>(functions));
  site.base = to;
  site.operands = arenaList(bc, llvm::ArrayRef(operand));
  site.conversion = uint8_t(rules.depth + 1);
  Outcome outcome = resolve(bc, *keepSite(bc, site), rules.policy);
  isAmbiguous = outcome.isAmbiguous && !outcome.lacksEvidence;
  if (isSettled && !isKnown && !isAmbiguous)
    cachesOf(bc.ctx).conversions[{from, to}] = outcome.chosen ? outcome.chosen->function : FunctionId();
  return outcome.chosen;
}

static void fitConstructor(BodyContext &bc, Draft *draft, Type from, Fit &fit) {
  bool isAmbiguous = false;
  const Resolution *call = implicitConstructor(bc, draft, from, fit.expected, fit.rules, isAmbiguous);
  if (!call) {
    fit.failure = {isAmbiguous ? FailureReason::AmbiguousConversion : FailureReason::NoConversion, 0, 0, from, fit.expected, {}, nullptr};
    return;
  }
  Type later = from ? materialised(bc.ctx, from) : Type();
  fit.step = FitStep::Construct;
  fit.call = call;
  fit.type = call->type;
  fit.cost = later && later == call->type ? 1 : 2;
}

Fit convertFit(BodyContext &bc, Draft *draft, Type from, Expected expected, FitRules rules) {
  Context &ctx = bc.ctx;
  Fit fit;
  fit.expected = expected.type;
  fit.mode = expected.mode;
  fit.rules = rules;
  fit.type = from;
  if (!expected.type || isError(expected.type)) {
    checkCategory(bc, draft, fit);
    return fit;
  }
  Comparison same = sameType(bc, from, expected.type, fit.type);
  if (same == Comparison::Equal) {
    checkCategory(bc, draft, fit);
    return fit;
  }
  if (same == Comparison::Unknown && rules.policy == UnknownPolicy::Accept) {
    fit.step = FitStep::Retype;
    fit.obligation = {from, expected.type, draft->range};
    fit.type = expected.type;
    checkCategory(bc, draft, fit);
    return fit;
  }
  fit.isUnknown = same == Comparison::Unknown;
  bool isExact = expected.mode == FitMode::Mutate || expected.mode == FitMode::Reference;
  if (draft->expr->category == Category::Never || isNever(ctx, from)) {
    fit.step = FitStep::FromNever;
    fit.type = expected.type;
    return fit;
  }
  if (!isExact && isKind(expected.type, TermKind::Pointer)) {
    Fit function = fitFunction(bc, draft, from, expected);
    function.rules = rules;
    return function;
  }
  if (expected.mode == FitMode::Mutate && isTemporary(draft->expr)) {
    fit.failure = {FailureReason::NotAPlace, 0, 0, from, {}, {}, nullptr};
    return fit;
  }
  if (isExact || !isKind(expected.type, TermKind::Struct)) {
    fit.failure = {FailureReason::NoConversion, 0, 0, from, expected.type, {}, nullptr};
    return fit;
  }
  if (rules.depth) {
    Type later = materialised(ctx, from), finished;
    if (rules.depth > 1 || !later || isError(later) || sameType(bc, later, expected.type, finished) != Comparison::Equal) {
      fit.failure = {FailureReason::NoConversion, 0, 0, from, expected.type, {}, nullptr};
      return fit;
    }
  }
  fitConstructor(bc, draft, from, fit);
  return fit;
}

/// A contextual form that is no value of the expected type itself may still become one through a constructor.
Fit constructFromForm(BodyContext &bc, Draft *draft, Expected expected, FitRules rules) {
  Fit fit;
  fit.expected = expected.type;
  fit.mode = expected.mode;
  fit.rules = rules;
  fit.type = expected.type;
  if (!rules.depth && isKind(expected.type, TermKind::Struct) && expected.mode != FitMode::Mutate && expected.mode != FitMode::Reference)
    fitConstructor(bc, draft, naturalType(bc, draft), fit);
  else
    fit.failure = {FailureReason::NoConversion, 0, 0, naturalType(bc, draft), expected.type, {}, nullptr};
  return fit;
}

/// Stands for a value of a type in questions about types only.
static Draft *typedDraft(BodyContext &bc, Type type) { return doneDraft(bc, bc.build.expr<FromNever>(type, SourceRange())); }

bool isConvertible(BodyContext &bc, Type from, Type to) {
  if (isError(from) || isError(to))
    return true;
  return succeeded(fit(bc, typedDraft(bc, from), {to, FitMode::Borrow}));
}

Expr *convertTo(BodyContext &bc, Expr *expr, Type type, SourceRange range) {
  if (expr->kind == ExprKind::Error || bc.build.typeOf(expr) == type)
    return expr;
  Draft *draft = doneDraft(bc, expr);
  draft->range = range;
  return realise(bc, draft, fit(bc, draft, {type, FitMode::Value}));
}

} // namespace fornax::sema
