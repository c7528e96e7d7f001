// Callees that are values: items, closures, thin pointers, objects with a callable bound.

#include "sema/calls/Caches.h"
#include "sema/calls/Overloads.h"

namespace fornax::sema {

using namespace checked;

CheckCaches &cachesOf(Context &ctx) {
  if (!ctx.program.caches)
    ctx.program.caches = std::make_shared<CheckCaches>();
  return *ctx.program.caches;
}

Term genericSpace(Context &ctx) {
  Type type = contractType(ctx, ContractItem::AddressSpace);
  if (isError(type) || !isKind(type, TermKind::Struct))
    return type;
  llvm::ArrayRef<FieldId> fields = fieldsOf(ctx, structOf(type));
  if (fields.size() != 1)
    return makeError(ctx);
  Type field = ctx.program.fields[fields[0]].type;
  if (isKind(field, TermKind::Struct))
    return makeValue(ctx, type, {makeIntValue(ctx, 0, field)});
  return makeValue(ctx, type, {makeInt(ctx, llvm::APInt(64, 0), field)});
}

// ---- Signatures of terms as function rows

/// Whether a parameter of a signature is a list: `*Ts`, or what `Coord` without brackets leaves open.
static bool isListOf(Term term, unsigned depth, unsigned index) {
  if (isKind(term, TermKind::Bound))
    return boundIsList(term) && boundDepth(term) == depth && boundIndex(term) == index;
  unsigned inner = depth + (isKind(term, TermKind::Lambda) || isKind(term, TermKind::Signature));
  return llvm::any_of(term->operands(), [&](Term operand) { return isListOf(operand, inner, index); });
}

static void addOwnParameters(Context &ctx, Term whole, const SignatureTerm &term, Signature &signature, llvm::SmallVectorImpl<Term> &bound) {
  for (const SignatureTerm::Own &own : term.parameters) {
    Parameter row;
    row.name = own.name;
    row.index = uint32_t(bound.size());
    row.group = own.group;
    row.isVariadic = llvm::any_of(whole->operands(), [&](Term part) { return isListOf(part, 0, row.index); });
    row.type = bound.empty() ? own.type : asType(instantiateBody(ctx, own.type, bound));
    row.defaultTerm.state = Lazy<Term>::Done;
    row.defaultTerm.value = own.defaultValue ? instantiateBody(ctx, own.defaultValue, bound) : Term();
    signature.parameters.push_back(ctx.program.parameters.add(std::move(row)));
    bound.push_back(makeParam(ctx, signature.parameters.back()));
  }
}

static Signature signatureFromTerm(Context &ctx, Term term) {
  SignatureTerm read = readSignature(ctx, term);
  Signature signature;
  llvm::SmallVector<Term, 4> bound;
  addOwnParameters(ctx, term, read, signature, bound);
  auto open = [&](Term t) { return t && !bound.empty() ? instantiateBody(ctx, t, bound) : t; };
  auto openType = [&](Type t) { return t ? asType(open(t)) : t; };
  for (const SignatureTerm::Argument &argument : read.arguments) {
    Argument row;
    row.name = argument.name;
    row.convention = argument.convention;
    row.kind = argument.kind;
    row.isPack = argument.isPack;
    row.origin = open(argument.origin);
    row.addressSpace = open(argument.addressSpace);
    if (argument.isPack) {
      row.pack = open(argument.type);
      row.type = listElementType(ctx, row.pack);
    } else {
      row.type = openType(argument.type);
    }
    signature.arguments.push_back(std::move(row));
  }
  signature.result = openType(read.result);
  signature.resultOrigin = open(read.resultOrigin);
  signature.resultSpace = open(read.resultSpace);
  signature.raises = openType(read.raises);
  signature.abi = read.abi;
  for (Term where : read.wheres)
    signature.wheres.push_back({open(where), {}, {}});
  return signature;
}

FunctionId functionOfSignature(Context &ctx, Term signature) {
  auto &known = cachesOf(ctx).signatures;
  if (auto it = known.find(signature); it != known.end())
    return it->second;
  Function row;
  row.name = ctx.names.intern("__call__");
  row.role = FunctionRole::Requirement;
  row.isStatic = true;
  row.module = ModuleId(0); // it belongs to none, and has no body
  row.outerParameters.state = Lazy<std::vector<ParameterId>>::Done;
  row.signature.state = Lazy<Signature>::Done;
  row.signature.value = signatureFromTerm(ctx, signature);
  row.body.state = Lazy<CheckedBody *>::Done;
  row.body.value = nullptr;
  FunctionId id = ctx.program.functions.add(std::move(row));
  for (ParameterId parameter : ctx.program.functions[id].signature.value.parameters)
    ctx.program.parameters[parameter].owner = id;
  known[signature] = id;
  cachesOf(ctx).signatureOf[id] = signature;
  return id;
}

Term signatureBehind(Context &ctx, FunctionId id) { return cachesOf(ctx).signatureOf.lookup(id); }

// ---- Callees

static llvm::ArrayRef<FunctionId> one(BodyContext &bc, FunctionId id) { return arenaList(bc, llvm::ArrayRef(id)); }

bool calleeOfTerm(BodyContext &bc, Term function, CallSite &site) {
  if (isKind(function, TermKind::FunctionItem)) {
    site.functions = one(bc, functionOf(function));
    site.item = function;
    return true;
  }
  Type type = typeOf(bc.ctx, function);
  if (!isKind(type, TermKind::Pointer))
    return false;
  site.functions = one(bc, functionOfSignature(bc.ctx, signatureOfPointer(type)));
  site.calleeKind = Callee::Kind::Parameter;
  site.calleeTerm = function;
  return true;
}

bool calleeOfValue(BodyContext &bc, Expr *value, CallSite &site) {
  Context &ctx = bc.ctx;
  Type type = bc.build.typeOf(value);
  if (isKind(type, TermKind::FunctionItem)) // zero-size: the type says all
    return calleeOfTerm(bc, type, site);
  if (auto *constant = llvm::dyn_cast<Constant>(value); constant && isKind(type, TermKind::Pointer))
    return calleeOfTerm(bc, bc.build.body.term(constant->value), site);
  if (isKind(type, TermKind::ClosureType)) {
    site.functions = one(bc, ctx.program.closures[closureOf(type)].call);
    site.base = type;
    site.receiver = doneDraft(bc, value);
    return true;
  }
  if (isKind(type, TermKind::Pointer)) {
    site.functions = one(bc, functionOfSignature(ctx, signatureOfPointer(type)));
    site.calleeKind = Callee::Kind::Indirect;
    site.calleeValue = toValue(bc, value, value->range);
    return site.calleeValue->kind != ExprKind::Error;
  }
  llvm::SmallVector<FunctionId, 2> functions;
  if (!isKind(type, TermKind::Struct))
    for (Term trait : knownTraits(ctx, type, bc.env))
      if (isKind(trait, TermKind::Signature))
        functions.push_back(functionOfSignature(ctx, trait));
  if (functions.empty())
    return false;
  site.functions = arenaList(bc, llvm::ArrayRef<FunctionId>(functions));
  site.calleeKind = Callee::Kind::Parameter;
  site.calleeTerm = type;
  site.calleeValue = toPlace(bc, value);
  return site.calleeValue->kind != ExprKind::Error;
}

} // namespace fornax::sema
