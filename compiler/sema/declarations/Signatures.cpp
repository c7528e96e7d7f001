#include "sema/declarations/Signatures.h"
#include "sema/declarations/DeclContext.h"
#include "sema/declarations/Parameters.h"
#include "sema/Diagnostics.h"
#include "sema/names/Attributes.h"
#include "syntax/AST.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

namespace {
struct Reader {
  BodyContext &bc;
  const ast::Signature &syntax;
  Signature &out;
  ParameterList parameters;
  bool isFunctionType;
};
} // namespace

static Convention conventionOf(ast::Convention convention) {
  switch (convention) {
  case ast::Convention::None:
  case ast::Convention::Imm: return Convention::Imm;
  case ast::Convention::Mut: return Convention::Mut;
  case ast::Convention::Var: return Convention::Var;
  case ast::Convention::Ref: return Convention::Ref;
  case ast::Convention::Out: return Convention::Out;
  case ast::Convention::Deinit: return Convention::Deinit;
  }
  llvm_unreachable("every convention is handled");
}

static ArgumentKind kindOf(const ast::Argument &argument) {
  if (argument.variadic != ast::Variadic::None)
    return argument.variadic == ast::Variadic::Star ? ArgumentKind::Variadic : ArgumentKind::KeywordVariadic;
  switch (argument.passing) {
  case ast::Passing::InferOnly:
  case ast::Passing::PositionalOnly: return ArgumentKind::PositionalOnly;
  case ast::Passing::PositionalOrKeyword: return ArgumentKind::Positional;
  case ast::Passing::KeywordOnly: return ArgumentKind::KeywordOnly;
  }
  llvm_unreachable("every way of passing is handled");
}

static bool isMutableInside(Convention convention) { return convention != Convention::Imm && convention != Convention::Ref; }

// ---- Origins of references

static Type boolType(Context &ctx) { return contractType(ctx, ContractItem::Bool); }

static Type originType(Context &ctx, Term mut) { return contractType(ctx, ContractItem::Origin, {mut}); }

/// `ref x`: hidden mutability and origin.
static Term hiddenOrigin(Reader &r, llvm::StringRef argument, SourceRange range) {
  Context &ctx = r.bc.ctx;
  std::string text = "origin of " + argument.str();
  ParameterId mut = addHidden(ctx, r.parameters, ctx.names.intern("mut"), boolType(ctx), false, text + ".mut", range);
  ParameterId origin = addHidden(ctx, r.parameters, ctx.names.intern("origin"), originType(ctx, makeParam(ctx, mut)), false, std::move(text), range);
  return makeParam(ctx, origin);
}

/// The items of `ref[…]`: origins and places are united, an AddressSpace is set aside. A null origin means `_` or none.
static void readOriginItems(Reader &r, llvm::ArrayRef<ast::OriginItem> items, Term &origin, Term &space) {
  BodyContext &bc = r.bc;
  Context &ctx = bc.ctx;
  llvm::SmallVector<Term, 2> origins;
  for (const ast::OriginItem &item : items) {
    if (llvm::isa<ast::Discard>(item.value))
      continue;
    Denoted d = denote(bc, *item.value);
    bool isSpace = d.is(Denoted::Kind::Term) && !isType(ctx, d.term) && isContractStruct(ctx, typeOf(ctx, d.term), ContractItem::AddressSpace);
    if (isSpace || item.keyword.name == "address_space" || llvm::isa<ast::ContextualMember>(item.value)) {
      space = isSpace ? d.term : termFrom(bc, *item.value, contractType(ctx, ContractItem::AddressSpace));
      continue;
    }
    origins.push_back(d.is(Denoted::Kind::Error) ? makeError(ctx) : originOfExprs(bc, {item.value}, item.value->range()));
  }
  if (origins.empty())
    return;
  bool hasError = llvm::any_of(origins, [](Term t) { return isError(t); });
  origin = hasError ? makeError(ctx) : origins.size() == 1 ? origins[0] : makeOriginUnion(ctx, origins);
}

// ---- Arguments

static std::string nameOf(const ast::Argument &argument, size_t index) {
  return argument.name ? argument.name.name.str().str() : "argument " + std::to_string(index + 1);
}

/// What structs inside an argument's type demand of the parameters that were made for it: known in the body, checked at calls.
static void takeConstraints(Reader &r, Term term, SourceRange range) {
  if (isError(term) || !hasFlag(term, HasParam))
    return;
  Context &ctx = r.bc.ctx;
  for (Term operand : term->operands())
    takeConstraints(r, operand, range);
  if (!isKind(term, TermKind::Struct))
    return;
  StructId id = structOf(term);
  auto *syntax = static_cast<const ast::Struct *>(ctx.program.structs[id].syntax);
  bool hasHidden = llvm::any_of(r.parameters.hidden, [&](ParameterId hidden) { return mentionsParameter(term, hidden); });
  if (!syntax || syntax->wheres.empty() || !hasHidden)
    return;
  Bindings bindings = bindingsFor(ctx, id, argumentsOf(term));
  for (const WhereClause &where : headerOf(ctx, id).wheres) {
    Term condition = substitute(ctx, where.condition, bindings);
    if (asBool(condition).value_or(false))
      continue;
    r.out.wheres.push_back({condition, where.message, range});
    r.bc.env = extend(ctx, r.bc.env, condition, range);
  }
}

/// `*xs: *Ts`
static void readPack(Reader &r, const ast::Argument &syntax, size_t index, Argument &argument) {
  BodyContext &bc = r.bc;
  Context &ctx = bc.ctx;
  argument.isPack = true;
  HoleSupply supply;
  Term list;
  {
    llvm::SaveAndRestore<HoleSupply *> holes(bc.holes, &supply);
    Term value = termFrom(bc, *syntax.type);
    if (isKind(value, TermKind::Lambda)) // `*xs: *SomeTypeList[Trait]`
      value = instantiateWithHoles(bc, value);
    bool isOpen = isKind(value, TermKind::Hole) && value->payload >> 1 < supply.holes.size() && supply.holes[value->payload >> 1].isList;
    list = isError(value) || isOpen ? value : listOf(ctx, value);
    if (!list)
      ctx.diags.report(syntax.type->range(), messages::notAParameterList());
  }
  if (isError(list)) {
    argument.pack = makeError(ctx);
    argument.type = errorType(ctx);
    return;
  }
  argument.pack = hideHoles(bc, r.parameters, list, supply.holes, nameOf(syntax, index), syntax.name.range);
  argument.type = listElementType(ctx, argument.pack);
}

static Type readArgumentType(Reader &r, const ast::Argument &syntax, size_t index) {
  BodyContext &bc = r.bc;
  Context &ctx = bc.ctx;
  if (!syntax.type) { // `self`; anything else the parser has reported
    if (bc.selfType && syntax.name.name == "self")
      return bc.selfType;
    if (!bc.selfType && syntax.name.name == "self")
      ctx.diags.report(syntax.name.range, messages::selfOutsideMethod());
    return errorType(ctx);
  }
  HoleSupply supply;
  llvm::SaveAndRestore<HoleSupply *> holes(bc.holes, &supply);
  Type type = typeFrom(bc, *syntax.type, HolePolicy::Keep);
  bc.holes = nullptr;
  bool wasOpen = !isError(type) && hasFlag(type, HasHole);
  type = asType(hideHoles(bc, r.parameters, type, supply.holes, nameOf(syntax, index), syntax.name.range));
  if (wasOpen)
    takeConstraints(r, type, syntax.type->range());
  return type;
}

/// The type of the name inside the signature (and body): a variadic is a library list.
static Type objectType(Context &ctx, const Argument &argument, Term origin, Term mut) {
  if (argument.kind == ArgumentKind::KeywordVariadic)
    return contractType(ctx, ContractItem::StringDict, {argument.type});
  if (argument.kind != ArgumentKind::Variadic)
    return argument.type;
  Term isOwned = makeBoolValue(ctx, makeBool(ctx, argument.convention == Convention::Var));
  Term isMutable = makeBoolValue(ctx, mut);
  if (!argument.isPack)
    return contractType(ctx, ContractItem::VariadicList, {isMutable, origin, argument.type, isOwned});
  return contractType(ctx, ContractItem::VariadicPack, {isMutable, origin, argument.type, isOwned, argument.pack});
}

/// Later types and the result may mention the argument: it is a local whose place is OriginArgument.
static void declareArgument(Reader &r, const Argument &argument, size_t index) {
  BodyContext &bc = r.bc;
  Context &ctx = bc.ctx;
  if (!argument.name)
    return;
  Local local;
  local.name = argument.name;
  local.kind = LocalKind::Argument;
  local.convention = argument.convention;
  local.argument = uint32_t(index);
  local.isMutable = isMutableInside(argument.convention);
  local.isUsed = true;
  local.range = argument.range;
  Term mut = makeBool(ctx, local.isMutable);
  bool hasOwnOrigin = argument.convention == Convention::Ref && argument.origin && !isError(argument.origin);
  local.origin = hasOwnOrigin ? argument.origin : makeOriginArgument(ctx, unsigned(index), mut);
  Type type = isError(argument.type) ? argument.type : objectType(ctx, argument, local.origin, mut);
  LocalId id = bc.build.addLocal(std::move(local), type);
  declareInScope(bc, argument.name, id, argument.range);
}

/// `self` of an `__init__` is `out`, whatever is written.
static void requireOutSelf(Reader &r, const ast::Argument &syntax, Argument &argument) {
  Context &ctx = r.bc.ctx;
  if (!r.bc.function || !r.bc.selfType || argument.convention == Convention::Out)
    return;
  const Function &row = ctx.program.functions[r.bc.function];
  if (r.isFunctionType || row.name != "__init__")
    return;
  SourceRange written{syntax.range().file, syntax.range().begin, syntax.name.range.begin};
  ctx.diags.report(row.range, messages::initWithoutOutSelf()).fix(messages::writeOutSelf(), written, "out ");
  argument.convention = Convention::Out;
}

static void readArgument(Reader &r, const ast::Argument &syntax) {
  Context &ctx = r.bc.ctx;
  size_t index = r.out.arguments.size();
  Argument argument;
  argument.name = syntax.name.name;
  argument.convention = conventionOf(syntax.convention);
  if (index == 0 && argument.name == "self")
    requireOutSelf(r, syntax, argument);
  argument.kind = kindOf(syntax);
  argument.defaultValue = syntax.defaultValue;
  argument.range = syntax.name ? syntax.name.range : syntax.range();
  argument.typeRange = syntax.type ? syntax.type->range() : argument.range;
  if (syntax.hasOrigins)
    readOriginItems(r, syntax.origins, argument.origin, argument.addressSpace);
  if (argument.convention == Convention::Ref && !argument.origin)
    argument.origin = hiddenOrigin(r, nameOf(syntax, index), argument.range);
  if (syntax.isPackType)
    readPack(r, syntax, index, argument);
  else
    argument.type = readArgumentType(r, syntax, index);
  if (argument.convention == Convention::Out)
    r.out.outIndex = int(index);
  if (argument.convention == Convention::Deinit && !isError(argument.type) && argument.type != r.bc.selfType)
    ctx.diags.report(syntax.range(), messages::deinitForeign());
  r.out.arguments.push_back(argument);
  declareArgument(r, argument, index);
}

// ---- Result, effects, constraints

static void readResult(Reader &r) {
  Context &ctx = r.bc.ctx;
  Signature &out = r.out;
  if (out.outIndex >= 0)
    out.result = out.arguments[size_t(out.outIndex)].type;
  else if (r.syntax.result)
    out.result = typeFrom(r.bc, *r.syntax.result);
  else
    out.result = contractType(ctx, ContractItem::NoneType);
  if (!r.syntax.isRefResult)
    return;
  readOriginItems(r, r.syntax.resultOrigins, out.resultOrigin, out.resultSpace);
  if (!out.resultOrigin) {
    if (!r.syntax.resultOrigins.empty() && !hasErrorIn(ctx, r.syntax.resultOrigins.front().value->range())) // as the parser does
      ctx.diags.report(r.syntax.result->range(), messages::refResultWithoutOrigin());
    out.resultOrigin = makeError(ctx);
  }
}

static Abi readAbi(Reader &r) {
  if (!r.syntax.abi)
    return Abi::Mojo;
  std::string name = llvm::StringRef(literalText(r.syntax.abi)).lower();
  return name == "c" ? Abi::C : Abi::Mojo; // the parser knows no other
}

static void readWheres(Reader &r) {
  for (const ast::Where *where : r.syntax.wheres) {
    Term condition = conditionFrom(r.bc, *where->condition);
    if (isError(condition))
      continue;
    r.out.wheres.push_back({condition, literalText(where->message), where->range()});
    r.bc.env = extend(r.bc.ctx, r.bc.env, condition, where->range());
  }
}

bool buildSignature(BodyContext &bc, Entity owner, const ast::Signature &syntax, Signature &out) {
  Context &ctx = bc.ctx;
  unsigned errors = ctx.diags.errorCount();
  Reader r{bc, syntax, out, {owner, {}, {}}, !owner};
  readParameters(bc, syntax.parameters, r.parameters);
  if (!owner) // a function type is no declaration that could be asked for its defaults later
    for (ParameterId id : r.parameters.own)
      if (const ast::Expr *value = ctx.program.parameters[id].defaultValue) {
        Term term = termFrom(bc, *value, ctx.program.parameters[id].type);
        ctx.program.parameters[id].defaultTerm.value = term;
        ctx.program.parameters[id].defaultTerm.state = Lazy<Term>::Done;
      }
  for (const ast::Argument *argument : syntax.arguments)
    readArgument(r, *argument);
  readResult(r);
  out.abi = readAbi(r);
  if (!syntax.raises)
    out.raises = contractType(ctx, ContractItem::Never);
  else
    out.raises = syntax.errorType ? typeFrom(bc, *syntax.errorType) : contractType(ctx, ContractItem::Error);
  readWheres(r);
  out.parameters = r.parameters.all();
  numberParameters(ctx, out.parameters);
  if (syntax.isAsync)
    ctx.diags.report(syntax.arguments.empty() ? syntax.raisesRange : syntax.arguments.front()->range(), messages::asyncUnsupported());
  return ctx.diags.errorCount() == errors;
}

// ---- Signatures as terms

static Term substituted(Context &ctx, Term term, const Bindings &bindings) { return term ? substitute(ctx, term, bindings) : term; }
static Type substituted(Context &ctx, Type type, const Bindings &bindings) { return type ? substituteType(ctx, type, bindings) : type; }

SignatureTerm signatureTerm(Context &ctx, const Signature &signature, const Bindings &outer) {
  SignatureTerm term;
  Bindings bindings = outer;
  for (auto [i, id] : llvm::enumerate(signature.parameters)) {
    const Parameter &row = ctx.program.parameters[id];
    Type type = substituted(ctx, row.type, bindings);
    Term byDefault = row.defaultValue ? substituted(ctx, defaultOf(ctx, id), bindings) : Term();
    ParameterGroup group = row.group == ParameterGroup::Hidden ? ParameterGroup::InferOnly : row.group;
    term.parameters.push_back({row.name, group, type, byDefault});
    bindings.bind(id, makeBoundFor(ctx, id, 0, unsigned(i), type));
  }
  for (const Argument &argument : signature.arguments) {
    SignatureTerm::Argument shape{argument.name, argument.convention, argument.kind, argument.isPack, {}, {}, {}};
    shape.type = argument.isPack ? Type(substituted(ctx, argument.pack, bindings).node()) : substituted(ctx, argument.type, bindings);
    shape.origin = substituted(ctx, argument.origin, bindings);
    shape.addressSpace = substituted(ctx, argument.addressSpace, bindings);
    if (shape.convention == Convention::Deinit)
      shape.convention = Convention::Var; // function types have no `deinit`
    if (shape.convention != Convention::Out)
      term.arguments.push_back(shape);
  }
  term.result = substituted(ctx, signature.result, bindings);
  term.resultOrigin = substituted(ctx, signature.resultOrigin, bindings);
  term.resultSpace = substituted(ctx, signature.resultSpace, bindings);
  term.raises = substituted(ctx, signature.raises, bindings);
  for (const WhereClause &where : signature.wheres)
    term.wheres.push_back(substituted(ctx, where.condition, bindings));
  term.abi = signature.abi;
  return term;
}

} // namespace fornax::sema
