// From syntax to compile-time values.

#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/names/Attributes.h"
#include "sema/names/Scope.h"
#include "sema/proofs/FunctionParameters.h"
#include "sema/proofs/Match.h"
#include "sema/statements/Closures.h"
#include "sema/terms/Machine.h"
#include "syntax/AST.h"
#include "syntax/Literals.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

// ---- Library values around machine values

Term machineInt(Context &ctx, Term value) { return isError(value) ? value : unwrapScalar(ctx, value); }

Term conditionOf(Context &ctx, Term value) {
  if (isError(value))
    return value;
  Type type = typeOf(ctx, value);
  if (isContractStruct(ctx, type, ContractItem::Bool))
    return makeMember(ctx, value, 0);
  return type == makeMlirType(ctx, "i1") ? value : Term();
}

// ---- Functions as values

Term functionTerm(BodyContext &bc, const Denoted &d, SourceRange range) {
  Context &ctx = bc.ctx;
  if (d.functions.size() != 1) {
    auto report = ctx.diags.report(range, messages::overloadedReference(ctx.program.functions[d.functions[0]].name));
    for (FunctionId function : d.functions.take_front(4))
      report.note(ctx.program.functions[function].range, messages::overloadHere());
    return makeError(ctx);
  }
  FunctionId function = d.functions[0];
  const Function &row = ctx.program.functions[function];
  HoleScope holes(bc);
  llvm::SmallVector<Term, 8> terms;
  Bindings outer;
  llvm::ArrayRef<ParameterId> outerIds = outerParametersOf(ctx, function);
  if (d.base && row.owner.is(Entity::Kind::Trait))
    terms.push_back(d.base);
  else if (d.base && isKind(d.base, TermKind::Struct))
    llvm::append_range(terms, argumentsOf(d.base));
  else
    llvm::append_range(terms, identityArguments(ctx, outerIds));
  outer.bindAll(outerIds, terms);
  const Signature &signature = signatureOf(ctx, function);
  BracketResult own = bindBrackets(bc, signature.parameters, outer, d.brackets, range, UnboundPolicy::Call);
  if (own.hasError)
    return makeError(ctx);
  llvm::append_range(terms, own.terms);
  return makeFunctionItem(ctx, function, terms);
}

// ---- Conversion of terms

static bool isMetatype(Context &ctx, Type type) {
  return isKind(type, TermKind::Traits) || (isKind(type, TermKind::Param) && isKind(typeOf(ctx, type), TermKind::TraitMeta));
}

static Term reportMismatch(Context &ctx, Type from, Type to, SourceRange range) {
  auto [a, b] = printDifference(ctx, from, to);
  ctx.diags.report(range, messages::cannotConvert(TypeText{a}, TypeText{b}));
  return makeError(ctx);
}

/// `Origin[mut=True]` where `Origin[mut=False]` is wanted, and origins of symbolic mutability.
static Term convertOrigin(Context &ctx, Term origin, Type type) {
  if (!isOrigin(ctx, origin) || !isContractStruct(ctx, type, ContractItem::Origin))
    return {};
  Term wanted = conditionOf(ctx, argumentsOf(type)[0]);
  Term given = originMutability(ctx, origin);
  if (compare(ctx, wanted, given) == Comparison::Equal)
    return origin;
  return asBool(wanted) == false ? makeOriginMutCast(ctx, origin, wanted) : Term();
}

/// What a parameter of function type takes: the function itself. Null if that is another kind of value.
static Term convertFunction(BodyContext &bc, Term term, Type type, SourceRange range) {
  Context &ctx = bc.ctx;
  Type callable = callableOf(ctx, term);
  if (!isKind(callable, TermKind::FunctionItem) && !isKind(callable, TermKind::ClosureType) && !isKind(callable, TermKind::Pointer))
    return {};
  return fitsFunctionParameter(ctx, term, type, bc.env) ? term : reportMismatch(ctx, callable, type, range);
}

/// A nested function that captures (`@__parameter`): as a parameter's value it is told by its type. Null if the name is something else.
static Term closureNamed(BodyContext &bc, const ast::Expr &expr, Type expected) {
  auto *name = llvm::dyn_cast<ast::Identifier>(&expr);
  if (!name || bc.unevaluated.active)
    return {};
  NameLookup found = lookupName(bc, name->name);
  if (found.kind != NameLookup::Kind::Local || !found.local->entity.is(Entity::Kind::Local))
    return {};
  const Local &variable = found.body->build.body.locals[found.local->entity.local()];
  Type type = variable.type.isValid() ? found.body->build.body.type(variable.type) : Type();
  if (!type || !isKind(type, TermKind::ClosureType))
    return {};
  if (!isParameterClosure(bc.ctx, closureOf(type))) {
    if (!isCapturing(expected))
      return {};
    bc.ctx.diags.report(expr.range(), messages::closureWithList(name->name));
    return makeError(bc.ctx);
  }
  llvm::SaveAndRestore<bool> comptime(bc.isComptimeOnly, false);
  checked::Expr *place = check(bc, expr, {{}, FitMode::Borrow}); // where it is another closure's variable, that one captures it
  return llvm::isa<checked::Error>(place) ? Term(makeError(bc.ctx)) : Term(type);
}

/// `@implicit def __init__(out self, value: IntLiteral[_])`, told by the syntax: the signatures of its neighbours may lean on the very type that
/// the literal helps to name (`Int` is `SIMD[DType.int, 1]`, and `1` becomes a length).
static bool takesLiteral(const Function &row, llvm::StringRef literal) {
  auto *syntax = static_cast<const ast::Function *>(row.syntax);
  if (!syntax || !findDecorator(syntax->decorators, "implicit"))
    return false;
  const ast::Argument *only = nullptr;
  for (const ast::Argument *argument : syntax->signature.arguments) {
    if (argument->convention == ast::Convention::Out)
      continue;
    if (only || !argument->type)
      return false;
    only = argument;
  }
  const ast::Expr *type = only ? only->type : nullptr;
  if (auto *subscript = llvm::dyn_cast_or_null<ast::Subscript>(type))
    type = subscript->base;
  auto *name = llvm::dyn_cast_or_null<ast::Identifier>(type);
  return name && name->name == literal;
}

/// A literal through the constructor that takes literals of its kind, which no other constructor beats. Null if there is none, or it does not fold.
static Term constructFromLiteral(BodyContext &bc, Term literal, Type from, Type to) {
  Context &ctx = bc.ctx;
  if (!isKind(to, TermKind::Struct) || hasFlag(to, HasHole))
    return {};
  bool isLiteral = isContractStruct(ctx, from, ContractItem::IntLiteral) || isContractStruct(ctx, from, ContractItem::FloatLiteral) ||
                   isContractStruct(ctx, from, ContractItem::StringLiteral);
  Name init = ctx.names.find("__init__");
  if (!isLiteral || !init)
    return {};
  const NameMap &members = membersOf(ctx, structOf(to));
  auto it = members.find(init);
  if (it == members.end())
    return {};
  for (FunctionId function : it->second.overloads) {
    const Function &row = ctx.program.functions[function];
    if (row.inlining != InlineKind::Builtin || !takesLiteral(row, ctx.program.structs[structOf(from)].name.str()))
      continue;
    const Signature &signature = signatureOf(ctx, function);
    if (!signature.wheres.empty() || signature.arguments.size() != 2)
      return {};
    size_t argument = signature.outIndex == 0 ? 1 : 0;
    Slots slots;
    slots.ids.assign(signature.parameters.begin(), signature.parameters.end());
    slots.terms.resize(slots.ids.size());
    Matcher matcher{ctx, slots, bc.env, UnknownPolicy::Fail, {}, {}};
    Type pattern = substituteType(ctx, signature.arguments[argument].type, bindingsFor(ctx, structOf(to), argumentsOf(to)));
    if (!match(matcher, pattern, from) || llvm::any_of(slots.terms, [](Term t) { return !t; }))
      return {};
    llvm::SmallVector<Term, 8> parameters(argumentsOf(to));
    llvm::append_range(parameters, slots.terms);
    llvm::SmallVector<Term, 2> arguments(2);
    arguments[argument] = literal;
    return inlineBuiltin(ctx, function, parameters, arguments);
  }
  return {};
}

Term convertTerm(BodyContext &bc, Term term, Type type, SourceRange range) {
  Context &ctx = bc.ctx;
  if (!type || isError(term) || isError(type))
    return isError(term) ? Term(makeError(ctx)) : term;
  if (isMetatype(ctx, type)) {
    if (isKind(term, TermKind::Lambda)) // an alias with open parameters, as a type
      term = instantiateWithHoles(bc, term);
    if (!isType(ctx, term)) {
      ctx.diags.report(range, messages::notAType(TypeText{print(ctx, term)}));
      return makeError(ctx);
    }
    requireConformance(bc, asType(term), type, range);
    return term;
  }
  if (isKind(type, TermKind::TraitMeta)) {
    if (isKind(typeOf(ctx, term), TermKind::TraitMeta))
      return term;
    ctx.diags.report(range, messages::notATrait());
    return makeError(ctx);
  }
  if (isListTerm(ctx, term) && isKind(type, TermKind::Mlir) && type->count == 1 && mlirPieces(type)[0] == "!fx.list<") {
    if (Term each = type->operand(0); each->kind == TermKind::Traits || compare(ctx, listElementType(ctx, term), each) != Comparison::Different)
      return term; // bounds of types are the business of the parameter that takes the list
  }
  Type actual = typeOf(ctx, term);
  if (compare(ctx, actual, type) != Comparison::Different)
    return term;
  if (Term origin = convertOrigin(ctx, term, type))
    return origin;
  if (isKind(type, TermKind::Pointer))
    if (Term function = convertFunction(bc, term, type, range))
      return function;
  if (isType(ctx, term) || isOrigin(ctx, term))
    return reportMismatch(ctx, actual, type, range);
  if (Term constructed = constructFromLiteral(bc, term, actual, type))
    return constructed;
  // Through the constructors of the type, as any value.
  auto *constant = bc.build.expr<checked::Constant>(actual, range);
  constant->value = bc.build.slot(term);
  llvm::SaveAndRestore<bool> comptime(bc.isComptimeOnly, true);
  checked::Expr *converted = convertTo(bc, constant, type, range);
  if (llvm::isa<checked::Error>(converted))
    return makeError(ctx);
  TermFailure failure;
  if (Term result = tryTermOf(bc, converted, failure))
    return result;
  return reportMismatch(ctx, actual, type, range);
}

// ---- Literals

static Term literalTerm(BodyContext &bc, const ast::Expr &expr, Type expected) {
  Context &ctx = bc.ctx;
  if (auto *integer = llvm::dyn_cast<ast::IntLiteral>(&expr)) {
    llvm::APInt value = syntax::intValue(*integer);
    Type type = contractType(ctx, ContractItem::IntLiteral, {makeIntLiteral(ctx, value)});
    return isError(type) ? Term(type) : makeValue(ctx, type, {});
  }
  if (auto *floating = llvm::dyn_cast<ast::FloatLiteral>(&expr)) {
    Type type = contractType(ctx, ContractItem::FloatLiteral, {makeFloatLiteral(ctx, syntax::floatText(*floating))});
    return isError(type) ? Term(type) : makeValue(ctx, type, {});
  }
  if (auto *text = llvm::dyn_cast<ast::StringLiteral>(&expr)) {
    Type type = contractType(ctx, ContractItem::StringLiteral, {makeString(ctx, syntax::stringValue(*text))});
    return isError(type) ? Term(type) : makeValue(ctx, type, {});
  }
  if (auto *boolean = llvm::dyn_cast<ast::BoolLiteral>(&expr)) {
    Type type = contractType(ctx, ContractItem::Bool);
    return isError(type) ? Term(type) : makeBoolValue(ctx, makeBool(ctx, boolean->value));
  }
  if (llvm::isa<ast::NoneLiteral>(expr)) {
    Type type = contractType(ctx, ContractItem::NoneType);
    return isError(type) ? Term(type) : makeNone(ctx);
  }
  return {};
}

// ---- Any expression

/// Checks the expression as a value and reads its term off the tree.
static Term checkedTerm(BodyContext &bc, const ast::Expr &expr, Type expected) {
  Context &ctx = bc.ctx;
  llvm::SaveAndRestore<bool> comptime(bc.isComptimeOnly, true);
  checked::Expr *checked = check(bc, expr, expected ? Expected{expected, FitMode::Value} : Expected{{}, FitMode::Term});
  if (llvm::isa<checked::Error>(checked))
    return makeError(ctx);
  TermFailure failure;
  if (Term term = tryTermOf(bc, checked, failure))
    return term;
  if (failure.reason == TermFailure::Reason::NeedsThunk)
    return makeThunk(bc, expr, bc.build.typeOf(checked));
  ctx.diags.report(failure.name ? failure.range : expr.range(), messages::notCompileTime());
  return makeError(ctx);
}

static bool isUnconvertedLiteral(Context &ctx, Term term, Type expected) {
  return expected && compare(ctx, typeOf(ctx, term), expected) == Comparison::Different;
}

static Term readTerm(BodyContext &bc, const ast::Expr &expr, Type expected) {
  Context &ctx = bc.ctx;
  const ast::Expr &inner = *ast::stripParens(&expr);
  Denoted d = denote(bc, inner);
  switch (d.kind) {
  case Denoted::Kind::Error: return makeError(ctx);
  case Denoted::Kind::Term:
    if (!expected && isKind(d.term, TermKind::Lambda))
      return d.term;
    return convertTerm(bc, d.term, expected, expr.range());
  case Denoted::Kind::Module: ctx.diags.report(expr.range(), messages::moduleAsValue()); return makeError(ctx);
  case Denoted::Kind::Functions: {
    if (d.functions.size() > 1 && expected)
      return checkedTerm(bc, inner, expected);
    Term function = functionTerm(bc, d, expr.range());
    return isError(function) ? function : convertTerm(bc, function, expected, expr.range());
  }
  case Denoted::Kind::Intrinsic: ctx.diags.report(expr.range(), messages::intrinsicAsValue()); return makeError(ctx);
  case Denoted::Kind::RunTime: break;
  }
  if (!expected || isError(expected) || isKind(expected, TermKind::Pointer))
    if (Term closure = closureNamed(bc, inner, expected))
      return isError(closure) ? closure : convertTerm(bc, closure, expected, expr.range());
  if (Term literal = literalTerm(bc, inner, expected)) {
    if (isError(literal) || !isUnconvertedLiteral(ctx, literal, expected))
      return literal;
    if (!isMetatype(ctx, expected) && !isKind(expected, TermKind::TraitMeta))
      return convertTerm(bc, literal, expected, expr.range());
  }
  if (expected && (isMetatype(ctx, expected) || isKind(expected, TermKind::TraitMeta)))
    return convertTerm(bc, checkedTerm(bc, inner, {}), expected, expr.range());
  return checkedTerm(bc, inner, expected);
}

Term termFrom(BodyContext &bc, const ast::Expr &expr, Type expected) {
  if (hasErrorIn(bc.ctx, expr.range()))
    return makeError(bc.ctx);
  Term term = readTerm(bc, expr, expected && hasFlag(expected, HasHole) ? Type() : expected);
  if (!isError(term) && hasFlag(term, HasCall) && isClosed(term))
    return evaluateClosed(bc.ctx, term, expr.range());
  return term;
}

Term termOf(BodyContext &bc, const checked::Expr *expr) {
  TermFailure failure;
  return tryTermOf(bc, expr, failure);
}

// ---- Conditions

static Term typeEquality(BodyContext &bc, const ast::Compare &compare) {
  if (compare.links.size() != 1)
    return {};
  ast::CompareOp op = compare.links[0].op;
  if (op != ast::CompareOp::Equal && op != ast::CompareOp::NotEqual)
    return {};
  Context &ctx = bc.ctx;
  Denoted left = denote(bc, *ast::stripParens(compare.first));
  auto isTypeLike = [&](const Denoted &d) { return d.is(Denoted::Kind::Term) && (isType(ctx, d.term) || isKind(d.term, TermKind::Lambda)); };
  if (left.is(Denoted::Kind::Error))
    return makeError(ctx);
  if (!isTypeLike(left))
    return {};
  Type a = typeFrom(bc, *compare.first), b = typeFrom(bc, *compare.links[0].operand);
  if (isError(a) || isError(b))
    return makeError(ctx);
  Term equal = makeTypeEq(ctx, a, b);
  return op == ast::CompareOp::Equal ? equal : makeNot(ctx, equal);
}

/// `a and b`: `b` is read knowing `a` (`or`: knowing that `a` does not hold).
static Term logicalCondition(BodyContext &bc, const ast::Logical &logical) {
  Context &ctx = bc.ctx;
  Term left = conditionFrom(bc, *logical.left);
  if (isError(left))
    return left;
  bool isAnd = logical.op == ast::LogicalOp::And;
  llvm::SaveAndRestore<Env> env(bc.env, extend(ctx, bc.env, isAnd ? left : makeNot(ctx, left), logical.left->range()));
  Term right = conditionFrom(bc, *logical.right);
  if (isError(right))
    return right;
  return isAnd ? makeAnd(ctx, {left, right}) : makeOr(ctx, {left, right});
}

/// Forms with a meaning of their own at compile time; null for the others.
Term structuralCondition(BodyContext &bc, const ast::Expr &expr) {
  if (auto *logical = llvm::dyn_cast<ast::Logical>(&expr))
    return logicalCondition(bc, *logical);
  if (auto *unary = llvm::dyn_cast<ast::Unary>(&expr); unary && unary->op == ast::UnaryOp::Not) {
    Term operand = conditionFrom(bc, *unary->operand);
    return isError(operand) ? operand : makeNot(bc.ctx, operand);
  }
  if (auto *compare = llvm::dyn_cast<ast::Compare>(&expr))
    return typeEquality(bc, *compare);
  return {};
}

Term conditionFrom(BodyContext &bc, const ast::Expr &expr) {
  Context &ctx = bc.ctx;
  if (hasErrorIn(ctx, expr.range()))
    return makeError(ctx);
  const ast::Expr &inner = *ast::stripParens(&expr);
  if (Term term = structuralCondition(bc, inner))
    return term;
  Denoted d = denote(bc, inner);
  if (d.is(Denoted::Kind::Term) && !isError(d.term) && !isType(ctx, d.term))
    if (Term condition = conditionOf(ctx, d.term))
      return condition;
  if (d.is(Denoted::Kind::Error))
    return makeError(ctx);
  Type boolean = contractType(ctx, ContractItem::Bool);
  if (isError(boolean))
    return makeError(ctx);
  Term value = d.is(Denoted::Kind::Term) ? convertTerm(bc, d.term, boolean, expr.range()) : termFrom(bc, inner, boolean);
  if (isError(value))
    return value;
  Term condition = conditionOf(ctx, value);
  if (!condition) {
    ctx.diags.report(expr.range(), messages::conditionNotBool(TypeText{print(ctx, typeOf(ctx, value))}));
    return makeError(ctx);
  }
  return condition;
}

} // namespace fornax::sema
