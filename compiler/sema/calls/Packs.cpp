// Variadic arguments: element types of packs, and the objects that calls pass.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"

namespace fornax::sema {

using namespace checked;

static bool isMutableConvention(Convention convention) {
  return convention == Convention::Mut || convention == Convention::Var || convention == Convention::Deinit;
}

Type variadicType(Context &ctx, const Argument &argument, const Bindings &bindings, Term origin) {
  if (isError(argument.type))
    return errorType(ctx);
  Type element = substituteType(ctx, argument.type, bindings);
  if (argument.kind == ArgumentKind::KeywordVariadic)
    return contractType(ctx, ContractItem::StringDict, {element});
  bool isMutable = isMutableConvention(argument.convention);
  Term mut = makeBoolValue(ctx, makeBool(ctx, isMutable));
  Term owned = makeBoolValue(ctx, makeBool(ctx, argument.convention == Convention::Var));
  if (!origin) // only the elements matter
    return argument.isPack ? contractType(ctx, ContractItem::VariadicPack,
                                          {makeHole(ctx, 900, false, {}), makeHole(ctx, 901, false, {}), element, makeHole(ctx, 902, false, {}),
                                           substitute(ctx, argument.pack, bindings)})
                           : contractType(ctx, ContractItem::VariadicList,
                                          {makeHole(ctx, 900, false, {}), makeHole(ctx, 901, false, {}), element, makeHole(ctx, 902, false, {})});
  if (!argument.isPack)
    return contractType(ctx, ContractItem::VariadicList, {mut, origin, element, owned});
  return contractType(ctx, ContractItem::VariadicPack, {mut, origin, element, owned, substitute(ctx, argument.pack, bindings)});
}

/// The list of element types of a forwarded pack; null if the operand is none.
static Term listOfPack(BodyContext &bc, Draft *draft) {
  Type type = naturalType(bc, draft);
  if (!type || !isContractStruct(bc.ctx, type, ContractItem::VariadicPack))
    return {};
  return argumentsOf(type).back();
}

/// The type an element has in the pack: a literal is what it is at run time.
static Type elementType(BodyContext &bc, Draft *draft) {
  Type type = naturalType(bc, draft);
  if (!type || isError(type))
    return type;
  Type later = materialised(bc.ctx, type);
  return later && !isError(later) ? later : type;
}

Term packListOf(BodyContext &bc, const CallSite &site, const Candidate &c, size_t argument) {
  Context &ctx = bc.ctx;
  llvm::SmallVector<Term, 4> segments;
  Type bound = c.signature->arguments[argument].type;
  for (size_t k = 0; k < site.operands.size(); ++k) {
    if (size_t(c.argumentOf[k]) != argument)
      continue;
    if (site.operands[k].isSplat) {
      Term list = listOfPack(bc, site.operands[k].draft);
      if (!list)
        return {};
      segments.push_back(list);
      continue;
    }
    Type type = elementType(bc, site.operands[k].draft);
    if (!type || isError(type))
      return {};
    segments.push_back(makeList(ctx, {type}, bound));
  }
  return segments.empty() ? makeList(ctx, {}, bound) : makeConcat(ctx, segments);
}

Type elementTypeFor(BodyContext &bc, const CallSite &site, const Candidate &c, size_t argument, size_t operand) {
  Context &ctx = bc.ctx;
  const Argument &row = c.signature->arguments[argument];
  if (isError(row.type))
    return row.type;
  if (!row.isPack)
    return substituteType(ctx, row.type, c.slots.bindings());
  Term list = substitute(ctx, row.pack, c.slots.bindings());
  size_t index = 0;
  for (size_t k = 0; k < operand; ++k) {
    if (size_t(c.argumentOf[k]) != argument)
      continue;
    if (site.operands[k].isSplat)
      return elementType(bc, site.operands[operand].draft); // behind a segment of unknown length
    ++index;
  }
  if (isKind(list, TermKind::List) && index >= list->count)
    return asType(makeHole(ctx, 0, false, {}));
  size_t count = llvm::count(c.argumentOf, int(argument));
  if (isKind(list, TermKind::List) && count < list->count && llvm::none_of(site.operands, [](const CallOperand &o) { return o.isSplat; }))
    return asType(makeHole(ctx, 0, false, {})); // an explicit list fixes the number
  Term index64 = makeInt(ctx, llvm::APInt(64, index), makeMlirType(ctx, "i64"));
  return asType(makeListGet(ctx, list, index64));
}

/// What a pack's object points to: the union of the places of its elements, and of what forwarded packs point to.
static Term originOfSegments(BodyContext &bc, llvm::ArrayRef<PackSegment> segments, bool isMutable) {
  llvm::SmallVector<Term, 4> origins;
  for (const PackSegment &segment : segments) {
    if (segment.forwarded)
      origins.push_back(argumentsOf(bc.build.typeOf(segment.forwarded))[1]);
    else if (segment.element->category == Category::Place)
      origins.push_back(originOf(bc, segment.element));
  }
  Term mut = makeBool(bc.ctx, isMutable);
  if (origins.empty())
    return makeOriginUntracked(bc.ctx, mut);
  return makeOriginMutCast(bc.ctx, makeOriginUnion(bc.ctx, origins), mut);
}

Expr *makePack(BodyContext &bc, const Resolution &call, size_t argument, const Bindings &bindings) {
  const CallSite &site = *call.site;
  const Argument &row = signatureOf(bc.ctx, call.function).arguments[argument];
  llvm::SmallVector<PackSegment, 4> segments;
  for (size_t k = 0; k < site.operands.size(); ++k) {
    if (size_t(call.argumentOf[k]) != argument)
      continue;
    Expr *built = realise(bc, site.operands[k].draft, call.fits[k]);
    if (built->kind == ExprKind::Error)
      return built;
    if (site.operands[k].isSplat && !isContractStruct(bc.ctx, bc.build.typeOf(built), ContractItem::VariadicPack) &&
        !isContractStruct(bc.ctx, bc.build.typeOf(built), ContractItem::VariadicList)) {
      bc.ctx.diags.report(site.operands[k].range, messages::splatOfNoPack(text(bc.ctx, bc.build.typeOf(built))));
      return bc.build.error(site.range);
    }
    segments.push_back(site.operands[k].isSplat ? PackSegment{nullptr, built} : PackSegment{built, nullptr});
  }
  bool isOwned = row.convention == Convention::Var;
  // What the callee owns lies nowhere else any more.
  Term origin = isOwned ? makeOriginUntracked(bc.ctx, makeBool(bc.ctx, true)) : originOfSegments(bc, segments, isMutableConvention(row.convention));
  Type type = variadicType(bc.ctx, row, bindings, origin);
  if (isError(type))
    return bc.build.error(site.range);
  auto *pack = bc.build.expr<PackMake>(type, site.range);
  pack->segments = bc.build.list(llvm::ArrayRef<PackSegment>(segments));
  pack->isOwned = isOwned;
  pack->isHomogeneous = !row.isPack;
  return pack;
}

/// `**kw`: a StringDict made anew, or one that is passed on.
Expr *makeKeywordPack(BodyContext &bc, const Resolution &call, size_t argument, const Bindings &bindings) {
  const CallSite &site = *call.site;
  const Argument &row = signatureOf(bc.ctx, call.function).arguments[argument];
  for (size_t k = 0; k < site.operands.size(); ++k)
    if (size_t(call.argumentOf[k]) == argument && site.operands[k].isKeywordSplat)
      return realise(bc, site.operands[k].draft, call.fits[k]);
  Type type = variadicType(bc.ctx, row, bindings, {});
  if (isError(type))
    return bc.build.error(site.range);
  Expr *empty = callConstructor(bc, type, {}, site.range);
  if (empty->kind == ExprKind::Error || !llvm::is_contained(call.argumentOf, int(argument)))
    return empty;
  Local local;
  local.kind = LocalKind::Hidden;
  local.range = site.range;
  LocalId id = bc.build.addLocal(std::move(local), type);
  llvm::SmallVector<const Stmt *, 4> statements;
  auto place = [&] {
    auto *p = bc.build.expr<LocalPlace>(type, site.range);
    p->local = id;
    return p;
  };
  auto *init = bc.build.stmt<Init>(site.range);
  init->local = id;
  init->value = empty;
  statements.push_back(init);
  for (size_t k = 0; k < site.operands.size(); ++k) {
    if (size_t(call.argumentOf[k]) != argument)
      continue;
    Type keyType = contractType(bc.ctx, ContractItem::StringLiteral, {makeString(bc.ctx, site.operands[k].keyword.str())});
    if (isError(keyType))
      return bc.build.error(site.range);
    CallOperand key, value;
    key.built = constantOf(bc, makeValue(bc.ctx, keyType, {}), site.operands[k].range);
    value.built = realise(bc, site.operands[k].draft, call.fits[k]);
    key.range = value.range = site.operands[k].range;
    Expr *store = callMember(bc, place(), "__setitem__", {key, value}, site.operands[k].range);
    if (!store || store->kind == ExprKind::Error)
      return bc.build.error(site.range);
    auto *discard = bc.build.stmt<Discard>(site.range);
    discard->expr = store;
    statements.push_back(discard);
  }
  auto *move = bc.build.expr<Move>(type, site.range);
  move->place = place();
  auto *sequence = bc.build.expr<Sequence>(type, site.range);
  sequence->statements = bc.build.list(llvm::ArrayRef<const Stmt *>(statements));
  sequence->result = move;
  return sequence;
}

} // namespace fornax::sema
