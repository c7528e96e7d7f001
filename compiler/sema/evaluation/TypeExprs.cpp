// From syntax to types and bounds.

#include "sema/declarations/Signatures.h"
#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/names/Scope.h"
#include "sema/terms/FunctionTypes.h"
#include "syntax/AST.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

static bool isTraitTerm(Context &ctx, Term term) {
  return isKind(term, TermKind::Trait) || isKind(term, TermKind::Traits) || isKind(term, TermKind::Signature) ||
         (isKind(term, TermKind::Param) && isKind(typeOf(ctx, term), TermKind::TraitMeta));
}

/// The names of what stays open in a type, for the message.
static std::string openNames(llvm::ArrayRef<HoleInfo> holes) {
  std::string text;
  llvm::SmallVector<Name, 4> seen;
  for (const HoleInfo &hole : holes) {
    if (!hole.name || llvm::is_contained(seen, hole.name))
      continue;
    seen.push_back(hole.name);
    if (!text.empty())
      text += "`, `";
    text += hole.name.str();
  }
  return text;
}

/// `def(Int) -> Int` where a type is meant: a pointer to a function, with a word missing.
static Term withoutThin(BodyContext &bc, Term signature, const ast::Expr &expr) {
  llvm::StringRef text = bc.ctx.sources.text(expr.range());
  unsigned depth = 0;
  size_t at = text.size();
  for (size_t i = 0; i + 1 < text.size() && at == text.size(); ++i) {
    depth += text[i] == '(' || text[i] == '[';
    depth -= (text[i] == ')' || text[i] == ']') && depth;
    if (depth == 0 && text[i] == '-' && text[i + 1] == '>')
      at = text.take_front(i).rtrim().size();
  }
  SourceRange place{expr.range().file, expr.range().begin + uint32_t(at), expr.range().begin + uint32_t(at)};
  bc.ctx.diags.report(expr.range(), messages::functionTypeWithoutThin()).fix(messages::insertThin(), place, " thin");
  return makePointer(bc.ctx, signature);
}

/// A term that should be a type; reports what it is instead.
static Term requireType(BodyContext &bc, Term term, const ast::Expr &expr) {
  Context &ctx = bc.ctx;
  if (isError(term) || isType(ctx, term))
    return term;
  if (isKind(term, TermKind::Param) && isError(typeOf(ctx, term))) // what it is was to be said at its declaration
    return makeError(ctx);
  if (isKind(term, TermKind::Lambda))
    return requireType(bc, instantiateWithHoles(bc, term), expr);
  if (isKind(term, TermKind::Signature) && llvm::isa<ast::FunctionType>(ast::stripParens(&expr)))
    return withoutThin(bc, term, expr);
  if (isTraitTerm(ctx, term)) {
    TypeText text{print(ctx, term)};
    ctx.diags.report(expr.range(), messages::traitAsType(text))
        .fix(messages::wrapInSome(), expr.range(), "Some[" + ctx.sources.text(expr.range()).str() + "]");
  } else {
    ctx.diags.report(expr.range(), messages::notAType(TypeText{print(ctx, term)}));
  }
  return makeError(ctx);
}

static Term readType(BodyContext &bc, const ast::Expr &expr) {
  Context &ctx = bc.ctx;
  Denoted d = denote(bc, expr);
  switch (d.kind) {
  case Denoted::Kind::Error: return makeError(ctx);
  case Denoted::Kind::Term: return requireType(bc, d.term, expr);
  case Denoted::Kind::Module:
  case Denoted::Kind::Functions:
  case Denoted::Kind::Intrinsic: ctx.diags.report(expr.range(), messages::expressionNotAType()); return makeError(ctx);
  case Denoted::Kind::RunTime: break;
  }
  if (llvm::isa<ast::NoneLiteral>(expr)) // `-> None`
    return contractType(ctx, ContractItem::NoneType);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(&expr)) { // `(Int, Int)`
    std::string inner = ctx.sources.text(expr.range()).str();
    if (tuple->isParenthesised)
      inner = inner.substr(1, inner.size() - 2);
    ctx.diags.report(expr.range(), messages::tupleType()).fix(messages::writeTuple(), expr.range(), "Tuple[" + inner + "]");
    return makeError(ctx);
  }
  return requireType(bc, termFrom(bc, expr), expr);
}

Type typeFrom(BodyContext &bc, const ast::Expr &expr, HolePolicy policy) {
  if (hasErrorIn(bc.ctx, expr.range()))
    return errorType(bc.ctx);
  HoleScope holes(bc);
  Term type = settled(bc.ctx, readType(bc, expr), expr.range());
  if (isError(type))
    return errorType(bc.ctx);
  if (policy == HolePolicy::Reject && hasFlag(type, HasHole)) {
    if (isKind(type, TermKind::Hole) && llvm::isa<ast::Subscript>(ast::stripParens(&expr)))
      bc.ctx.diags.report(expr.range(), messages::someNotArgument(bc.ctx.sources.text(expr.range())));
    else
      bc.ctx.diags.report(expr.range(), messages::unboundType(TypeText{print(bc.ctx, type)}, openNames(holes.all())));
    return errorType(bc.ctx);
  }
  return asType(type);
}

Type boundFrom(BodyContext &bc, const ast::Expr &expr) {
  Context &ctx = bc.ctx;
  HoleScope holes(bc);
  Denoted d = denote(bc, expr);
  if (d.is(Denoted::Kind::Error))
    return errorType(ctx);
  if (d.is(Denoted::Kind::Term)) {
    if (isKind(d.term, TermKind::TraitMeta))
      return asType(d.term);
    if (isTraitTerm(ctx, d.term))
      return makeTraits(ctx, {d.term});
    return asType(requireType(bc, d.term, expr));
  }
  return asType(readType(bc, expr));
}

// ---- Function types

Term functionTypeFrom(BodyContext &bc, const ast::FunctionType &syntax) {
  Context &ctx = bc.ctx;
  // `def(Int) -> Int & Copyable` asks for a result that is both.
  if (auto *both = llvm::dyn_cast_or_null<ast::Binary>(syntax.signature.result); both && both->op == ast::BinaryOp::And) {
    ctx.diags.report(both->opRange, messages::resultTakesAll());
    return makeError(ctx);
  }
  Scope inner;
  inner.outer = bc.scope;
  llvm::SaveAndRestore<Scope *> scope(bc.scope, &inner);
  llvm::SaveAndRestore<HoleSupply *> holes(bc.holes, nullptr);
  Signature signature;
  if (!buildSignature(bc, Entity(), syntax.signature, signature))
    return makeError(ctx);
  Term term = makeSignature(ctx, signatureTerm(ctx, signature, {}));
  if (syntax.signature.isCapturing) {
    for (const ast::Expr *origins : syntax.signature.capturedOrigins) // what they are is known by the closure
      if (!llvm::isa<ast::Discard>(origins) && isError(termFrom(bc, *origins)))
        return makeError(ctx);
    return makeCapturing(ctx, term);
  }
  return syntax.signature.isThin ? Term(makePointer(ctx, term)) : term;
}

// ---- Inline MLIR

/// `0 : i32`, `1.5 : f64`, `true`: a leaf that folds; null if the text is something else.
static Term scalarAttribute(Context &ctx, llvm::StringRef text) {
  if (text == "true" || text == "false" || text == "unit")
    return text == "unit" ? Term() : makeBool(ctx, text == "true");
  auto [value, type] = text.rsplit(':');
  value = value.trim();
  type = type.trim();
  if (type.empty())
    return {};
  llvm::APInt number;
  bool isNegative = value.consume_front("-");
  unsigned width = 0;
  if (type == "index")
    width = 64;
  else if (!type.starts_with("i") || type.drop_front().getAsInteger(10, width))
    width = 0;
  if (width && !value.getAsInteger(0, number)) {
    number = number.zextOrTrunc(width);
    if (isNegative)
      number.negate();
    return makeInt(ctx, number, makeMlirType(ctx, type));
  }
  return {};
}

Term mlirTextFrom(BodyContext &bc, const ast::MlirText &syntax) {
  Context &ctx = bc.ctx;
  llvm::SmallVector<llvm::StringRef, 4> pieces{""};
  llvm::SmallVector<Term, 4> operands;
  llvm::SmallVector<std::string, 4> joined;
  joined.reserve(syntax.pieces.size() + 1); // pieces point into it
  bool lastIsText = false;
  for (const ast::MlirPiece &piece : syntax.pieces) {
    if (!piece.value) {
      joined.push_back(lastIsText ? pieces.back().str() + piece.text.str() : piece.text.str());
      pieces.back() = joined.back();
      lastIsText = true;
      continue;
    }
    Term operand = termFrom(bc, *piece.value);
    if (isError(operand))
      return operand;
    operands.push_back(operand);
    pieces.push_back("");
    lastIsText = false;
  }
  if (syntax.which != ast::MlirTextKind::Attr)
    return makeMlirType(ctx, pieces, operands);
  if (operands.empty())
    if (Term leaf = scalarAttribute(ctx, pieces[0]))
      return leaf;
  auto [before, type] = pieces.back().rsplit(" : ");
  return makeMlirAttribute(ctx, pieces, operands, makeMlirType(ctx, type.empty() ? "none" : type));
}

// ---- type_of, origin_of, conforms_to

namespace {
/// Under `type_of` and `origin_of` an expression leaves no trace but its type.
class UnevaluatedScope {
  BodyContext &bc;
  bool wasActive, wasComptime;

public:
  explicit UnevaluatedScope(BodyContext &bc) : bc(bc), wasActive(bc.unevaluated.active), wasComptime(bc.isComptimeOnly) {
    bc.unevaluated.active = true;
    bc.isComptimeOnly = false;
  }
  ~UnevaluatedScope() {
    bc.unevaluated.active = wasActive;
    bc.isComptimeOnly = wasComptime;
  }
};
} // namespace

/// The variable a plain name refers to; its local number in `body`.
static const ScopeEntry *localNamed(BodyContext &bc, const ast::Expr &expr, const BodyContext *&body) {
  auto *identifier = llvm::dyn_cast<ast::Identifier>(ast::stripParens(&expr));
  if (!identifier)
    return nullptr;
  NameLookup found = lookupName(bc, identifier->name);
  if (found.kind != NameLookup::Kind::Local || !found.local->entity.is(Entity::Kind::Local) || found.local->capture >= 0)
    return nullptr;
  body = found.body;
  return found.local;
}

Term typeOfExpr(BodyContext &bc, const ast::Expr &expr) {
  Context &ctx = bc.ctx;
  const BodyContext *body = nullptr;
  if (const ScopeEntry *local = localNamed(bc, expr, body)) {
    checked::Slot slot = body->build.body.locals[local->entity.local()].type;
    return slot.isValid() ? Term(body->build.body.type(slot)) : makeError(ctx);
  }
  Denoted d = denote(bc, expr);
  if (d.is(Denoted::Kind::Error))
    return makeError(ctx);
  if (d.is(Denoted::Kind::Term))
    return typeOf(ctx, d.term);
  if (d.is(Denoted::Kind::Functions))
    return functionTerm(bc, d, expr.range());
  UnevaluatedScope unevaluated(bc);
  checked::Expr *checked = check(bc, expr, {{}, FitMode::Borrow});
  return bc.build.typeOf(checked);
}

static Term originOfOne(BodyContext &bc, const ast::Expr &expr) {
  Context &ctx = bc.ctx;
  bool inSignature = bc.isComptimeOnly;
  const BodyContext *body = nullptr;
  if (const ScopeEntry *local = localNamed(bc, expr, body))
    if (Term origin = body->build.body.locals[local->entity.local()].origin)
      return origin;
  Denoted d = denote(bc, expr);
  if (d.is(Denoted::Kind::Error))
    return makeError(ctx);
  if (d.is(Denoted::Kind::Term) && isOrigin(ctx, d.term))
    return d.term;
  if (d.is(Denoted::Kind::RunTime)) {
    UnevaluatedScope unevaluated(bc);
    checked::Expr *checked = check(bc, expr, {{}, FitMode::Borrow});
    if (llvm::isa<checked::Error>(checked))
      return makeError(ctx);
    bool isTemporary = checked->kind == checked::ExprKind::TemporaryPlace && inSignature; // of a signature, whose values have no place
    if (checked->category == checked::Category::Place && !isTemporary)
      return originOf(bc, checked);
  }
  ctx.diags.report(expr.range(), messages::noOrigin());
  return makeError(ctx);
}

Term originOfExprs(BodyContext &bc, llvm::ArrayRef<const ast::Expr *> exprs, SourceRange range) {
  llvm::SmallVector<Term, 4> origins;
  for (const ast::Expr *expr : exprs) {
    Term origin = originOfOne(bc, *expr);
    if (isError(origin))
      return makeError(bc.ctx);
    origins.push_back(origin);
  }
  return origins.size() == 1 ? origins[0] : makeOriginUnion(bc.ctx, origins);
}

static Term conformsTerm(BodyContext &bc, llvm::ArrayRef<ast::CallArgument> arguments, SourceRange range) {
  Context &ctx = bc.ctx;
  if (arguments.size() != 2) {
    ctx.diags.report(range, messages::intrinsicOperands("conforms_to", 2));
    return makeError(ctx);
  }
  Type type = typeFrom(bc, *arguments[0].value, HolePolicy::Keep);
  Type traits = boundFrom(bc, *arguments[1].value);
  if (isError(type) || isError(traits))
    return makeError(ctx);
  if (!isKind(traits, TermKind::Traits)) {
    ctx.diags.report(arguments[1].value->range(), messages::notATrait());
    return makeError(ctx);
  }
  return makeBoolValue(ctx, makeConforms(ctx, type, traits));
}

/// A tuple of the module's functions, in the order of their declarations.
static Term functionsInModule(BodyContext &bc) {
  Context &ctx = bc.ctx;
  llvm::SmallVector<Term, 8> items;
  for (auto &[name, entry] : namesOf(ctx, bc.module))
    for (FunctionId function : entry.overloads)
      if (allParameters(ctx, function).empty())
        items.push_back(makeFunctionItem(ctx, function, {}));
  Type movable = makeTraits(ctx, contractTrait(ctx, ContractItem::Movable));
  Type tuple = contractType(ctx, ContractItem::Tuple, {makeList(ctx, items, movable)});
  if (isError(tuple))
    return tuple;
  // Items have no storage: the fields of the tuple are empty.
  llvm::SmallVector<Term, 1> fields;
  Bindings bindings = bindingsFor(ctx, structOf(tuple), argumentsOf(tuple));
  for (FieldId field : fieldsOf(ctx, structOf(tuple)))
    fields.push_back(makeBytes(ctx, "", substituteType(ctx, ctx.program.fields[field].type, bindings)));
  return makeValue(ctx, tuple, fields);
}

Term keywordTerm(BodyContext &bc, ast::IntrinsicKind which, llvm::ArrayRef<ast::CallArgument> arguments, SourceRange range) {
  Context &ctx = bc.ctx;
  switch (which) {
  case ast::IntrinsicKind::OriginOf: {
    llvm::SmallVector<const ast::Expr *, 4> places;
    for (const ast::CallArgument &argument : arguments)
      places.push_back(argument.value);
    return originOfExprs(bc, places, range);
  }
  case ast::IntrinsicKind::TypeOf:
    if (arguments.size() == 1)
      return typeOfExpr(bc, *arguments[0].value);
    ctx.diags.report(range, messages::intrinsicOperands("type_of", 1));
    return makeError(ctx);
  case ast::IntrinsicKind::ConformsTo: return conformsTerm(bc, arguments, range);
  case ast::IntrinsicKind::FunctionsInModule: return functionsInModule(bc);
  case ast::IntrinsicKind::GetCurrentFunctionName: {
    llvm::StringRef name = bc.function.isValid() ? ctx.program.functions[bc.function].name.str() : llvm::StringRef();
    return makeValue(ctx, contractType(ctx, ContractItem::StringLiteral, {makeString(ctx, name)}), {});
  }
  case ast::IntrinsicKind::IsRunInComptimeInterpreter:
  case ast::IntrinsicKind::StructFieldRef:
  case ast::IntrinsicKind::GetAddressAsUninitLvalue:
  case ast::IntrinsicKind::GetAddressAsOwnedValue:
  case ast::IntrinsicKind::GetMvalueAsLitref:
  case ast::IntrinsicKind::GetLitrefAsMvalue:
  case ast::IntrinsicKind::GeneratorType: return {};
  }
  llvm_unreachable("every keyword is handled");
}

} // namespace fornax::sema
