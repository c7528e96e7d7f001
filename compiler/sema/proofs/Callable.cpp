// What function items, closures and thin pointers are called with, and whether that meets a required signature.
#include "sema/entities/Demand.h"
#include "sema/proofs/FunctionParameters.h"
#include "sema/proofs/Match.h"

using llvm::ArrayRef;

namespace fornax::sema {

namespace {
/// A callable that is a function of the program: its row, what is bound already, and what is open.
struct KnownFunction {
  FunctionId id;
  Bindings bound;
  llvm::SmallVector<ParameterId, 4> open;
  bool skipsSelf = false;
};
} // namespace

static std::optional<KnownFunction> functionBehind(Context &ctx, Type type) {
  KnownFunction result;
  if (isKind(type, TermKind::FunctionItem)) {
    result.id = functionOf(type);
    auto all = allParameters(ctx, result.id);
    for (size_t i = 0; i < all.size() && i < type->count; ++i)
      if (isKind(type->operand(unsigned(i)), TermKind::Hole))
        result.open.push_back(all[i]);
      else
        result.bound.bind(all[i], type->operand(unsigned(i)));
    return result;
  }
  if (isKind(type, TermKind::ClosureType)) {
    const Closure &closure = ctx.program.closures[closureOf(type)];
    result.id = closure.call;
    result.bound.bindAll(closure.context, argumentsOf(type));
    const Signature &signature = signatureOf(ctx, result.id);
    result.open.append(signature.parameters.begin(), signature.parameters.end());
    result.skipsSelf = true;
    return result;
  }
  return std::nullopt;
}

llvm::SmallVector<ParameterId, 4> openParameters(Context &ctx, Type type) {
  std::optional<KnownFunction> function = functionBehind(ctx, type);
  return function ? function->open : llvm::SmallVector<ParameterId, 4>();
}

/// The arguments of a call: without `out`, and without the closure itself.
static llvm::SmallVector<const Argument *, 8> callArgumentsOf(const Signature &signature, bool skipsSelf) {
  llvm::SmallVector<const Argument *, 8> result;
  for (const Argument &argument : signature.arguments) {
    if (argument.convention == Convention::Out)
      continue;
    if (skipsSelf && &argument == &signature.arguments.front())
      continue;
    result.push_back(&argument);
  }
  return result;
}

static Convention normal(Convention convention) { return convention == Convention::Deinit ? Convention::Var : convention; }
static ArgumentKind normal(ArgumentKind kind) { return kind == ArgumentKind::PositionalOnly ? ArgumentKind::Positional : kind; }
static bool isHidden(ParameterGroup group) { return group == ParameterGroup::Hidden || group == ParameterGroup::InferOnly; }

/// The result as a caller sees it: an initialiser's is its `out` argument.
static Type resultOf(const Signature &signature) {
  return signature.outIndex >= 0 ? signature.arguments[size_t(signature.outIndex)].type : signature.result;
}

std::optional<SignatureTerm> callableSignature(Context &ctx, Type type) {
  if (isKind(type, TermKind::Pointer))
    return readSignature(ctx, signatureOfPointer(type));
  if (isKind(type, TermKind::Struct)) {
    std::optional<SignatureTerm> only;
    Bindings bindings = bindingsFor(ctx, structOf(type), argumentsOf(type));
    for (const ConformanceClause &clause : headerOf(ctx, structOf(type)).conformances)
      if (isKind(clause.trait, TermKind::Signature)) {
        if (only)
          return std::nullopt;
        only = readSignature(ctx, substitute(ctx, clause.trait, bindings));
      }
    return only;
  }
  std::optional<KnownFunction> function = functionBehind(ctx, type);
  if (!function)
    return std::nullopt;
  // Under the binder of the new signature everything that came with the type moves one level down.
  auto inside = [&](Term t) -> Term { return t ? abstractOver(ctx, function->open, substitute(ctx, t, function->bound))->operands().back() : t; };
  auto insideType = [&](Type t) { return t ? asType(inside(t)) : t; };
  const Signature &signature = signatureOf(ctx, function->id);
  SignatureTerm result;
  for (ParameterId id : function->open) {
    const Parameter &row = ctx.program.parameters[id];
    ParameterGroup group = isHidden(row.group) ? ParameterGroup::InferOnly : row.group;
    result.parameters.push_back({row.name, group, insideType(row.type), row.defaultValue ? inside(defaultOf(ctx, id)) : Term()});
  }
  for (const Argument *argument : callArgumentsOf(signature, function->skipsSelf)) {
    Type type = argument->isPack ? asType(inside(argument->pack)) : insideType(argument->type);
    result.arguments.push_back({argument->name, normal(argument->convention), argument->kind, argument->isPack, type, inside(argument->origin),
                                inside(argument->addressSpace)});
  }
  result.result = insideType(resultOf(signature));
  result.resultOrigin = inside(signature.resultOrigin);
  result.resultSpace = inside(signature.resultSpace);
  result.raises = insideType(signature.raises);
  for (const WhereClause &where : signature.wheres)
    result.wheres.push_back(inside(where.condition));
  result.abi = signature.abi;
  return result;
}

// ---- Meeting a required signature

namespace {
/// The callable's side as patterns whose open parameters are slots.
struct Offered {
  llvm::SmallVector<SignatureTerm::Argument, 4> arguments;
  Type result, raises;
  Term resultOrigin;
  Abi abi = Abi::Mojo;
  llvm::SmallVector<Term, 1> wheres;
};
} // namespace

static bool isSpread(const SignatureTerm::Argument &argument) { return argument.isPack && argument.kind == ArgumentKind::Variadic; }

/// One argument against another; `imm` meets every convention, otherwise they are equal.
static bool meetsArgument(Matcher &m, const SignatureTerm::Argument &offered, const SignatureTerm::Argument &required, uint8_t &adaptations) {
  if (normal(offered.kind) != normal(required.kind) || offered.isPack != required.isPack)
    return false;
  if (offered.kind == ArgumentKind::KeywordOnly && offered.name != required.name)
    return false;
  Convention o = normal(offered.convention), r = normal(required.convention);
  if (o != r) {
    if (o != Convention::Imm)
      return false;
    adaptations |= AdaptArgument;
  }
  if (!match(m, offered.type, required.type))
    return false;
  if (offered.origin && required.origin && !match(m, offered.origin, required.origin))
    return false;
  return true;
}

static bool meetsArguments(Matcher &m, ArrayRef<SignatureTerm::Argument> offered, ArrayRef<SignatureTerm::Argument> required, uint8_t &adaptations) {
  size_t i = 0;
  for (; i < required.size(); ++i) {
    // A pack of known types spreads over the arguments that are left.
    if (isSpread(required[i]) && (i >= offered.size() || !isSpread(offered[i]))) {
      if (!isKind(required[i].type, TermKind::List))
        return false;
      ArrayRef<Term> types = required[i].type->operands();
      for (Term type : types) {
        if (i >= offered.size())
          return false;
        SignatureTerm::Argument each = required[i];
        each.isPack = false;
        each.kind = ArgumentKind::Positional;
        each.type = asType(type);
        if (!meetsArgument(m, offered[i], each, adaptations))
          return false;
        offered = offered.drop_front();
      }
      adaptations |= SpreadPack;
      return offered.size() == i;
    }
    if (i >= offered.size() || !meetsArgument(m, offered[i], required[i], adaptations))
      return false;
  }
  return i == offered.size();
}

static bool meetsEffects(Matcher &m, const Offered &offered, const SignatureTerm &required, uint8_t &adaptations) {
  if (offered.abi != required.abi)
    return false;
  if (isNever(m.ctx, required.raises)) // a free error type of the offered side becomes Never
    return isNever(m.ctx, offered.raises) || match(m, offered.raises, required.raises);
  if (isNever(m.ctx, offered.raises)) {
    adaptations |= WidenRaise;
    return true;
  }
  return match(m, offered.raises, required.raises);
}

static bool meetsResult(Matcher &m, const Offered &offered, const SignatureTerm &required, uint8_t &adaptations) {
  if (required.resultOrigin && !offered.resultOrigin)
    return false;
  if (!match(m, offered.result, required.result))
    return false;
  if (required.resultOrigin)
    return match(m, offered.resultOrigin, required.resultOrigin);
  if (offered.resultOrigin) {
    if (!isCopyable(m.ctx, required.result, m.env))
      return false;
    adaptations |= CopyRefResult;
  }
  return true;
}

static bool meets(Matcher &m, const Offered &offered, const SignatureTerm &required, uint8_t &adaptations) {
  return meetsArguments(m, offered.arguments, required.arguments, adaptations) && meetsResult(m, offered, required, adaptations) &&
         meetsEffects(m, offered, required, adaptations);
}

/// Explicit parameters correspond in order; the others are inferred.
static bool pairParameters(Context &ctx, Slots &slots, const SignatureTerm &required) {
  llvm::SmallVector<Term, 4> explicitOnes;
  for (size_t i = 0; i < required.parameters.size(); ++i)
    if (!isHidden(required.parameters[i].group))
      explicitOnes.push_back(makeBound(ctx, 0, unsigned(i), required.parameters[i].type));
  size_t next = 0;
  for (size_t i = 0; i < slots.ids.size() && next < explicitOnes.size(); ++i)
    if (!isHidden(ctx.program.parameters[slots.ids[i]].group))
      slots.terms[i] = explicitOnes[next++];
  return next == explicitOnes.size();
}

/// Every slot has a term that meets its bound, defaults filled in.
static bool finishSlots(Context &ctx, Slots &slots, Env env) {
  for (size_t i = 0; i < slots.ids.size(); ++i) {
    const Parameter &row = ctx.program.parameters[slots.ids[i]];
    Bindings known = slots.bindings();
    if (!slots.terms[i]) {
      bool isOriginLike = row.type && isContractStruct(ctx, row.type, ContractItem::Origin);
      if (Term byDefault = row.defaultValue ? defaultOf(ctx, slots.ids[i]) : Term())
        slots.terms[i] = substitute(ctx, byDefault, known);
      else if (isOriginLike) // tells instances apart by nothing
        slots.terms[i] = makeOriginErased(ctx, makeBool(ctx, false));
      else
        return false;
    }
    Type bound = row.type ? substituteType(ctx, row.type, known) : Type();
    if (bound && isKind(bound, TermKind::Traits) && !row.isVariadic && isType(ctx, slots.terms[i]) &&
        !doesConform(ctx, asType(slots.terms[i]), bound, env))
      return false;
  }
  return true;
}

static std::optional<CallableFit> functionMeets(Context &ctx, const KnownFunction &function, const SignatureTerm &required, Env env) {
  Slots slots;
  slots.ids.append(function.open.begin(), function.open.end());
  slots.terms.resize(slots.ids.size());
  if (!pairParameters(ctx, slots, required))
    return std::nullopt;
  // Both sides are seen from inside the required signature's binder.
  Bindings bound = function.bound;
  for (auto &[id, term] : bound.parameters)
    term = shiftBound(ctx, term, 1);
  auto seen = [&](Term t) { return t ? substitute(ctx, t, bound) : t; };
  const Signature &signature = signatureOf(ctx, function.id);
  Offered offered;
  for (const Argument *argument : callArgumentsOf(signature, function.skipsSelf)) {
    Type type = asType(seen(argument->isPack ? argument->pack : Term(argument->type)));
    offered.arguments.push_back({argument->name, argument->convention, argument->kind, argument->isPack, type, seen(argument->origin), {}});
  }
  offered.result = asType(seen(resultOf(signature)));
  offered.resultOrigin = seen(signature.resultOrigin);
  offered.raises = asType(seen(signature.raises));
  offered.abi = signature.abi;
  Matcher m{ctx, slots, env, UnknownPolicy::Fail, {}, {}};
  CallableFit fit;
  if (!meets(m, offered, required, fit.adaptations) || !finishSlots(ctx, slots, env))
    return std::nullopt;
  Bindings all = slots.bindings();
  for (const WhereClause &where : signature.wheres)
    if (prove(ctx, substitute(ctx, seen(where.condition), all), env).proof != Proof::Proven)
      return std::nullopt;
  fit.own.append(slots.terms.begin(), slots.terms.end());
  return fit;
}

/// A thin pointer (or a rigid callable's signature): parameters correspond one to one.
static std::optional<CallableFit> signatureMeets(Context &ctx, Term offeredTerm, Term requiredTerm, Env env) {
  CallableFit fit;
  SignatureTerm offered = readSignature(ctx, offeredTerm), required = readSignature(ctx, requiredTerm);
  if (offeredTerm != requiredTerm) {
    if (offered.parameters.size() != required.parameters.size())
      return std::nullopt;
    Slots none;
    Matcher m{ctx, none, env, UnknownPolicy::Fail, {}, {}};
    Offered side{{}, offered.result, offered.raises, offered.resultOrigin, offered.abi, {}};
    side.arguments.append(offered.arguments.begin(), offered.arguments.end());
    for (size_t i = 0; i < offered.parameters.size(); ++i)
      if (!match(m, offered.parameters[i].type, required.parameters[i].type))
        return std::nullopt;
    if (!meets(m, side, required, fit.adaptations))
      return std::nullopt;
  }
  for (size_t i = 0; i < required.parameters.size(); ++i)
    fit.own.push_back(makeBound(ctx, 0, unsigned(i), required.parameters[i].type));
  return fit;
}

std::optional<CallableFit> callableMeets(Context &ctx, Type callable, Term required, Env env) {
  if (isKind(required, TermKind::Pointer))
    required = signatureOfPointer(asType(required));
  if (!isKind(required, TermKind::Signature))
    return std::nullopt;
  if (isKind(callable, TermKind::Pointer))
    return signatureMeets(ctx, signatureOfPointer(callable), required, env);
  if (isKind(callable, TermKind::Struct)) {
    Bindings bindings = bindingsFor(ctx, structOf(callable), argumentsOf(callable));
    for (const ConformanceClause &clause : headerOf(ctx, structOf(callable)).conformances)
      if (isKind(clause.trait, TermKind::Signature) && prove(ctx, substitute(ctx, clause.condition, bindings), env).proof == Proof::Proven)
        if (auto fit = signatureMeets(ctx, substitute(ctx, clause.trait, bindings), required, env))
          return fit;
    return std::nullopt;
  }
  if (std::optional<KnownFunction> function = functionBehind(ctx, callable))
    return functionMeets(ctx, *function, readSignature(ctx, required), env);
  for (Term trait : knownTraits(ctx, callable, env))
    if (isKind(trait, TermKind::Signature))
      if (auto fit = signatureMeets(ctx, trait, required, env))
        return fit;
  return std::nullopt;
}

// ---- Functions as parameters

bool hasCaptures(Context &ctx, Term closure) {
  return isKind(closure, TermKind::ClosureType) && !ctx.program.closures[closureOf(closure)].captures.empty();
}

Type callableOf(Context &ctx, Term function) {
  bool isItself = isKind(function, TermKind::FunctionItem) || isKind(function, TermKind::ClosureType);
  return isItself ? asType(function) : typeOf(ctx, function);
}

bool fitsFunctionParameter(Context &ctx, Term function, Type wanted, Env env) {
  Type callable = callableOf(ctx, function);
  bool isFunction = isKind(callable, TermKind::FunctionItem) || isKind(callable, TermKind::ClosureType) || isKind(callable, TermKind::Pointer);
  if (!isFunction || (!isCapturing(wanted) && (hasCaptures(ctx, callable) || isCapturing(callable))))
    return false;
  return hasFlag(wanted, HasHole) || callableMeets(ctx, callable, wanted, env).has_value();
}

bool matchCallable(Matcher &m, Term required, Type callable) {
  std::optional<SignatureTerm> offered = callableSignature(m.ctx, callable);
  if (!offered || !isKind(required, TermKind::Signature))
    return true; // whether it can be called so is a question for the bound
  SignatureTerm wanted = readSignature(m.ctx, required);
  size_t count = std::min(offered->arguments.size(), wanted.arguments.size());
  for (size_t i = 0; i < count; ++i) {
    if (isSpread(wanted.arguments[i]) && !isSpread(offered->arguments[i])) {
      llvm::SmallVector<Term, 4> rest;
      for (size_t j = i; j < offered->arguments.size(); ++j)
        rest.push_back(offered->arguments[j].type);
      if (!match(m, wanted.arguments[i].type, makeList(m.ctx, rest, listElementType(m.ctx, wanted.arguments[i].type))))
        return false;
      break;
    }
    if (!match(m, wanted.arguments[i].type, offered->arguments[i].type))
      return false;
  }
  if (!match(m, wanted.result, offered->result))
    return false;
  // A callable that cannot raise meets one that may, whatever the error type; a free one becomes Never.
  bool isFree = isKind(wanted.raises, TermKind::Param) && m.slots.find(parameterOf(wanted.raises)) >= 0;
  if (isFree || (!isNever(m.ctx, offered->raises) && !isNever(m.ctx, wanted.raises)))
    return match(m, wanted.raises, offered->raises);
  return true;
}

} // namespace fornax::sema
