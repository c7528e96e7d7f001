#include "sema/terms/Terms.h"
#include "sema/entities/Demand.h"
#include "sema/terms/Machine.h"
#include "sema/terms/TermTable.h"

using llvm::APInt;
using llvm::ArrayRef;
using llvm::StringRef;

namespace fornax::sema {

// ---- Payloads

template <class Id> static Id low(Term t) { return Id(uint32_t(t->payload)); }
static uint32_t high(Term t) { return uint32_t(t->payload >> 32); }
static uint64_t pack(uint32_t lowPart, uint32_t highPart) { return uint64_t(highPart) << 32 | lowPart; }
template <class T> static const T &pointee(Term t) { return *reinterpret_cast<const T *>(uintptr_t(t->payload)); }
template <class T> static uint64_t address(const T *p) { return uint64_t(reinterpret_cast<uintptr_t>(p)); }

StructId structOf(Term t) {
  assert(isKind(t, TermKind::Struct));
  return low<StructId>(t);
}
FunctionId functionOf(Term t) {
  assert(isKind(t, TermKind::FunctionItem) || isKind(t, TermKind::Call));
  return low<FunctionId>(t);
}
ClosureId closureOf(Term t) {
  assert(isKind(t, TermKind::ClosureType));
  return low<ClosureId>(t);
}
TraitId traitOf(Term t) {
  assert(isKind(t, TermKind::Trait));
  return low<TraitId>(t);
}
ParameterId parameterOf(Term t) {
  assert(isKind(t, TermKind::Param));
  return low<ParameterId>(t);
}
RequirementId requirementOf(Term t) {
  assert(isKind(t, TermKind::Witness));
  return low<RequirementId>(t);
}
const APInt &intOf(Term t) {
  assert(isKind(t, TermKind::Int));
  return pointee<APInt>(t);
}
StringRef textOf(Term t) {
  assert(isKind(t, TermKind::String) || isKind(t, TermKind::OriginInterior) || isKind(t, TermKind::Bytes));
  return pointee<llvm::StringMapEntry<char>>(t).getKey();
}
const ObjectGraph &objectOf(Term t) {
  assert(isKind(t, TermKind::Object));
  return pointee<ObjectGraph>(t);
}

ArrayRef<Term> argumentsOf(Term t) {
  switch (t->kind) {
  case TermKind::ClosureType:
  case TermKind::Call: return t->operands().take_front(high(t));
  case TermKind::Witness: return t->operands().drop_front();
  default: return t->operands();
  }
}

// ---- Types

Type asType(Term t) {
  assert(t);
  return Type(t.node());
}

static Type get(Context &ctx, TermKind kind, uint64_t payload, ArrayRef<Term> operands, uint16_t flags = 0) {
  return Type(tableOf(ctx).get({kind, payload, {}, operands, flags}).node());
}

Type makeStruct(Context &ctx, StructId id, ArrayRef<Term> arguments) { return get(ctx, TermKind::Struct, id.value, arguments); }

Type makeSelf(Context &ctx, StructId id) { return makeStruct(ctx, id, identityArguments(ctx, parametersOf(ctx, id))); }

Type makeFunctionItem(Context &ctx, FunctionId id, ArrayRef<Term> arguments) { return get(ctx, TermKind::FunctionItem, id.value, arguments); }

Type makeClosureType(Context &ctx, ClosureId id, ArrayRef<Term> context, ArrayRef<Term> captureOrigins) {
  llvm::SmallVector<Term, 8> operands(context.begin(), context.end());
  operands.append(captureOrigins.begin(), captureOrigins.end());
  return get(ctx, TermKind::ClosureType, pack(id.value, uint32_t(context.size())), operands);
}

Term makeTrait(Context &ctx, TraitId id) { return get(ctx, TermKind::Trait, id.value, {}); }
Type makeTraitMeta(Context &ctx) { return get(ctx, TermKind::TraitMeta, 0, {}); }
Type makeTraits(Context &ctx, TraitId id) { return makeTraits(ctx, {makeTrait(ctx, id)}); }

static void flattenTraits(Term t, llvm::SmallVectorImpl<Term> &into) {
  if (isKind(t, TermKind::Traits)) {
    for (Term member : t->operands())
      flattenTraits(member, into);
  } else if (!llvm::is_contained(into, t)) {
    into.push_back(t);
  }
}

Type makeTraits(Context &ctx, ArrayRef<Term> conformances) {
  llvm::SmallVector<Term, 8> members;
  for (Term t : conformances)
    flattenTraits(t, members);
  if (members.size() > 1) {
    llvm::SmallVector<Term, 16> implied;
    for (Term t : members)
      if (isKind(t, TermKind::Trait))
        for (Term ancestor : ancestorsOf(ctx, traitOf(t)))
          implied.push_back(ancestor);
    TraitId any = contractTrait(ctx, ContractItem::AnyType);
    llvm::erase_if(members, [&](Term t) { return llvm::is_contained(implied, t) || (any && isKind(t, TermKind::Trait) && traitOf(t) == any); });
    llvm::sort(members, [](Term a, Term b) { return a->id < b->id; });
  }
  return get(ctx, TermKind::Traits, 0, members);
}

/// The metatype that says nothing.
static Type anyMetatype(Context &ctx) {
  TraitId any = contractTrait(ctx, ContractItem::AnyType);
  return any ? makeTraits(ctx, any) : makeTraits(ctx, ArrayRef<Term>());
}

static bool isMetatype(Context &ctx, Type type) {
  if (isKind(type, TermKind::Traits))
    return true;
  return isKind(type, TermKind::Param) && isKind(typeOf(ctx, type), TermKind::TraitMeta);
}

bool isType(Context &ctx, Term t) {
  switch (t->kind) {
  case TermKind::Struct:
  case TermKind::FunctionItem:
  case TermKind::ClosureType:
  case TermKind::Pointer:
  case TermKind::Error: return true;
  case TermKind::Mlir: return !isMlirAttribute(t);
  case TermKind::Param:
    if (ctx.program.parameters[parameterOf(t)].isVariadic)
      return false;
    return isMetatype(ctx, typeOf(ctx, t));
  case TermKind::Bound:
    if (hasFlag(t, HasList))
      return false;
    return isMetatype(ctx, typeOf(ctx, t));
  case TermKind::Witness:
  case TermKind::Cond:
  case TermKind::ListGet:
  case TermKind::Apply:
  case TermKind::Member:
  case TermKind::Hole:
  case TermKind::Reduce: return isMetatype(ctx, typeOf(ctx, t));
  case TermKind::Reflect: return ReflectKind(t->payload) == ReflectKind::FieldType || ReflectKind(t->payload) == ReflectKind::KernelArgumentType;
  default: return false;
  }
}

// ---- Types of terms

static Type typeOfMember(Context &ctx, Term t) {
  Type base = typeOf(ctx, t->operand(0));
  if (isKind(base, TermKind::Mlir)) { // `!fx.tuple<…>`
    Term index = makeInt(ctx, APInt(64, t->payload), makeMlirType(ctx, "i64"));
    return asType(makeReflect(ctx, ReflectKind::FieldType, {base, index}, {}));
  }
  if (!isKind(base, TermKind::Struct))
    return errorType(ctx);
  ArrayRef<FieldId> fields = fieldsOf(ctx, structOf(base));
  if (t->payload >= fields.size() || !ctx.program.fields[fields[t->payload]].type)
    return errorType(ctx);
  return substituteType(ctx, ctx.program.fields[fields[t->payload]].type, bindingsFor(ctx, structOf(base), argumentsOf(base)));
}

static Type typeOfWitness(Context &ctx, Term t) {
  const Requirement &requirement = ctx.program.requirements[requirementOf(t)];
  if (!requirement.comptime)
    return errorType(ctx);
  Bindings bindings;
  bindings.bind(ctx.program.traits[requirement.trait].self, t->operand(0));
  ArrayRef<ParameterId> own = parametersOf(ctx, requirement.comptime);
  Type type = typeOfComptime(ctx, requirement.comptime);
  if (!type)
    return errorType(ctx);
  if (argumentsOf(t).empty() && !own.empty())
    return substituteType(ctx, asType(abstractOver(ctx, own, type)), bindings);
  bindings.bindAll(own, argumentsOf(t));
  return substituteType(ctx, type, bindings);
}

static Type typeOfApply(Context &ctx, Term t) {
  ComptimeId alias = low<ComptimeId>(t);
  if (alias.isValid()) {
    Type type = typeOfComptime(ctx, alias);
    if (!type)
      return errorType(ctx);
    Bindings bindings;
    bindings.bindAll(parametersOf(ctx, alias), t->operands());
    return substituteType(ctx, type, bindings);
  }
  Type generator = typeOf(ctx, t->operand(0));
  if (!isKind(generator, TermKind::Lambda))
    return errorType(ctx);
  return asType(makeApply(ctx, generator, t->operands().drop_front()));
}

static Type typeOfLambda(Context &ctx, Term t) {
  llvm::SmallVector<Type, 4> types;
  for (Term operand : t->operands().drop_back())
    types.push_back(asType(operand));
  return asType(makeLambda(ctx, types, tableOf(ctx).lambdaNames.lookup(t.node()), {}, typeOf(ctx, t->operands().back())));
}

static Type originType(Context &ctx, Term origin) {
  Entity entity = findContract(ctx, ContractItem::Origin);
  if (!entity.is(Entity::Kind::Struct))
    return errorType(ctx);
  return makeStruct(ctx, entity.structure(), {makeBoolValue(ctx, originMutability(ctx, origin))});
}

static Type computeType(Context &ctx, Term t) {
  switch (t->kind) {
  case TermKind::Struct:
  case TermKind::ClosureType:
  case TermKind::Pointer: return anyMetatype(ctx);
  case TermKind::Mlir: return isMlirAttribute(t) ? t->type : anyMetatype(ctx);
  case TermKind::FunctionItem: return asType(t);
  case TermKind::Traits:
  case TermKind::Trait:
  case TermKind::Signature:
  case TermKind::TraitMeta: return makeTraitMeta(ctx);
  case TermKind::Lambda: return typeOfLambda(ctx, t);
  case TermKind::Apply: return typeOfApply(ctx, t);
  case TermKind::Witness: return typeOfWitness(ctx, t);
  case TermKind::Member: return typeOfMember(ctx, t);
  case TermKind::Concat:
  case TermKind::ListGet: return listElementType(ctx, t->operand(0));
  case TermKind::Tabulate: {
    Type element = typeOf(ctx, t->operand(1)->operands().back());
    return asType(instantiateBody(ctx, element, {makeHole(ctx, 0, false, {})}));
  }
  case TermKind::Cond: return typeOf(ctx, t->operand(1));
  case TermKind::Reduce: return typeOf(ctx, t->operand(1));
  case TermKind::OriginLocal:
  case TermKind::OriginArgument:
  case TermKind::OriginStatic:
  case TermKind::OriginAny:
  case TermKind::OriginUntracked:
  case TermKind::OriginUnion:
  case TermKind::OriginField:
  case TermKind::OriginInterior:
  case TermKind::OriginSubtree:
  case TermKind::OriginMutCast:
  case TermKind::OriginErased: return originType(ctx, t);
  default: return errorType(ctx);
  }
}

Type typeOf(Context &ctx, Term t) {
  if (t->type)
    return t->type;
  if (t->kind == TermKind::Param) {
    Type type = ctx.program.parameters[parameterOf(t)].type;
    return type ? type : errorType(ctx);
  }
  auto &memo = tableOf(ctx).types;
  if (auto it = memo.find(t.node()); it != memo.end())
    return it->second;
  Type type = computeType(ctx, t);
  if (!isError(type))
    memo[t.node()] = type;
  return type;
}

// ---- Parameters, generators

Term makeParam(Context &ctx, ParameterId id) {
  const Parameter &parameter = ctx.program.parameters[id];
  uint16_t flags = HasParam;
  if (parameter.isVariadic)
    flags |= HasList;
  if (!parameter.type || isContractStruct(ctx, parameter.type, ContractItem::Origin))
    flags |= HasOrigin;
  return tableOf(ctx).get({TermKind::Param, id.value, {}, {}, flags});
}

static Term makeBoundList(Context &ctx, unsigned depth, unsigned index, Type type, bool isList) {
  uint16_t flags = HasBound;
  if (isList)
    flags |= HasList;
  if (type && isContractStruct(ctx, type, ContractItem::Origin))
    flags |= HasOrigin;
  uint64_t payload = pack(index | (isList ? 1u << 31 : 0), depth);
  return tableOf(ctx).get({TermKind::Bound, payload, type, {}, flags, uint8_t(depth + 1)});
}

Term makeBound(Context &ctx, unsigned depth, unsigned index, Type type) { return makeBoundList(ctx, depth, index, type, false); }
unsigned boundDepth(Term t) { return high(t); }
unsigned boundIndex(Term t) { return uint32_t(t->payload) & ~(1u << 31); }
bool boundIsList(Term t) { return uint32_t(t->payload) >> 31; }
Term makeBoundLike(Context &ctx, Term bound, unsigned depth, Type type) {
  return makeBoundList(ctx, depth, boundIndex(bound), type, boundIsList(bound));
}
Term makeBoundFor(Context &ctx, ParameterId id, unsigned depth, unsigned index, Type type) {
  return makeBoundList(ctx, depth, index, type, ctx.program.parameters[id].isVariadic);
}

Term makeHole(Context &ctx, unsigned index, bool isEllipsis, Type type) {
  return tableOf(ctx).get({TermKind::Hole, uint64_t(index) << 1 | isEllipsis, type, {}, HasHole});
}
Term makeError(Context &ctx) { return tableOf(ctx).get({TermKind::Error, 0, {}, {}, HasError}); }
Type errorType(Context &ctx) { return asType(makeError(ctx)); }

Term makeLambda(Context &ctx, ArrayRef<Type> parameterTypes, ArrayRef<Name> names, ArrayRef<Term> defaults, Term body) {
  // Defaults of generators stay with the declaration that made them (defaultOf); a generator that is passed on has none.
  (void)defaults;
  llvm::SmallVector<Term, 4> operands(parameterTypes.begin(), parameterTypes.end());
  operands.push_back(body);
  TermTable::Key key{TermKind::Lambda, parameterTypes.size(), {}, operands};
  key.binders = 1;
  Term result = tableOf(ctx).get(key);
  if (names.size() == parameterTypes.size())
    tableOf(ctx).lambdaNames.try_emplace(result.node(), names.begin(), names.end());
  return result;
}

ArrayRef<Name> lambdaNamesOf(Context &ctx, Term lambda) {
  auto it = tableOf(ctx).lambdaNames.find(lambda.node());
  return it == tableOf(ctx).lambdaNames.end() ? ArrayRef<Name>() : ArrayRef<Name>(it->second);
}

static bool usesAsList(Term term, unsigned depth, unsigned index) {
  if (isKind(term, TermKind::Bound))
    return boundIsList(term) && boundDepth(term) == depth && boundIndex(term) == index;
  unsigned inner = depth + (isKind(term, TermKind::Lambda) || isKind(term, TermKind::Signature));
  return llvm::any_of(term->operands(), [&](Term operand) { return usesAsList(operand, inner, index); });
}

bool isListParameter(Term lambda, unsigned index) { return usesAsList(lambda->operands().back(), 0, index); }

/// The generator applied to some of its parameters: a generator over the rest.
static Term applyPartly(Context &ctx, Term lambda, ArrayRef<Term> arguments) {
  llvm::SmallVector<Term, 4> full;
  llvm::SmallVector<Type, 4> types;
  llvm::SmallVector<Name, 4> names;
  ArrayRef<Name> known = lambdaNamesOf(ctx, lambda);
  for (unsigned i = 0; i < lambda->payload; ++i) {
    if (i < arguments.size() && !isKind(arguments[i], TermKind::Hole)) {
      full.push_back(shiftBound(ctx, arguments[i], 1));
      continue;
    }
    // The parameter's type is seen from inside the new binder, below the arguments before it.
    Type type = asType(instantiateUnder(ctx, lambda->operand(i), full));
    full.push_back(makeBoundList(ctx, 0, unsigned(types.size()), type, isListParameter(lambda, i)));
    types.push_back(type);
    if (!known.empty())
      names.push_back(known[i]);
  }
  return makeLambda(ctx, types, names, {}, instantiateUnder(ctx, lambda->operands().back(), full));
}

Term makeApply(Context &ctx, Term generator, ArrayRef<Term> arguments) {
  if (isError(generator))
    return generator;
  switch (generator->kind) {
  case TermKind::Lambda: {
    if (arguments.size() > generator->payload)
      return makeError(ctx);
    if (arguments.size() < generator->payload || llvm::any_of(arguments, [](Term t) { return isKind(t, TermKind::Hole); }))
      return applyPartly(ctx, generator, arguments);
    return instantiateBody(ctx, generator->operands().back(), arguments);
  }
  case TermKind::Struct:
  case TermKind::FunctionItem:
    if (hasFlag(generator, HasHole))
      return fillHolesInOrder(ctx, generator, arguments);
    break;
  case TermKind::Witness:
    if (argumentsOf(generator).empty())
      return makeWitness(ctx, generator->operand(0), requirementOf(generator), arguments);
    break;
  case TermKind::Cond:
    return makeCond(ctx, generator->operand(0), makeApply(ctx, generator->operand(1), arguments), makeApply(ctx, generator->operand(2), arguments));
  default: break;
  }
  if (arguments.empty())
    return generator;
  if (generator->kind == TermKind::Apply && hasFlag(generator, HasHole))
    return fillHolesInOrder(ctx, generator, arguments);
  llvm::SmallVector<Term, 4> operands{generator};
  operands.append(arguments.begin(), arguments.end());
  return tableOf(ctx).get({TermKind::Apply, ComptimeId().value, {}, operands});
}

constexpr unsigned MaxAliasDepth = 512;

Term makeApplyRecursive(Context &ctx, ComptimeId alias, ArrayRef<Term> arguments) {
  const Comptime &row = ctx.program.comptimes[alias];
  TermTable &table = tableOf(ctx);
  bool isSettled = llvm::all_of(arguments, [](Term t) { return isClosed(t); });
  if (isSettled && row.value.isDone() && table.recursion < MaxAliasDepth) {
    ++table.recursion;
    Term result = makeApply(ctx, row.value.value, arguments);
    --table.recursion;
    return result;
  }
  return table.get({TermKind::Apply, alias.value, {}, arguments, uint16_t(isSettled ? HasOpaque : 0)});
}

Term makeWitness(Context &ctx, Term base, RequirementId id, ArrayRef<Term> own) {
  if (isError(base))
    return base;
  if (Term member = foldWitness(ctx, asType(base), id))
    return own.empty() ? member : makeApply(ctx, member, own);
  llvm::SmallVector<Term, 4> operands{base};
  operands.append(own.begin(), own.end());
  return tableOf(ctx).get({TermKind::Witness, id.value, {}, operands});
}

// ---- Calls, target

Term makeCall(Context &ctx, FunctionId id, ArrayRef<Term> parameters, ArrayRef<Term> arguments, Type type) {
  llvm::SmallVector<Term, 8> operands(parameters.begin(), parameters.end());
  operands.append(arguments.begin(), arguments.end());
  return tableOf(ctx).get({TermKind::Call, pack(id.value, uint32_t(parameters.size())), type, operands, HasCall});
}
ArrayRef<Term> callArguments(Term call) { return call->operands().drop_front(high(call)); }

Term makeTarget(Context &ctx) { return tableOf(ctx).get({TermKind::Target, 0, {}, {}, HasTarget}); }
Term makeTargetIndex(Context &ctx, uint32_t index) { return makeInt(ctx, APInt(32, index), makeMlirType(ctx, "!fx.target")); }

} // namespace fornax::sema
