// Origins: named places and mutability. A cast of mutability is always outermost, unions are flat and sorted.
#include "sema/terms/Machine.h"
#include "sema/terms/TermTable.h"

using llvm::ArrayRef;

namespace fornax::sema {

static Term get(Context &ctx, TermKind kind, uint64_t payload, ArrayRef<Term> operands) {
  return tableOf(ctx).get({kind, payload, {}, operands, HasOrigin});
}

static uint64_t localPayload(Entity owner, LocalId local) {
  // 6 bits of kind, 30 of owner, 28 of local: bodies are far smaller.
  return uint64_t(owner.kind) << 58 | uint64_t(owner.id & 0x3fffffff) << 28 | (local.value & 0xfffffff);
}

Term makeOriginLocal(Context &ctx, Entity owner, LocalId local, Term mut) {
  return get(ctx, TermKind::OriginLocal, localPayload(owner, local), {unwrapScalar(ctx, mut)});
}
LocalId localOfOrigin(Term t) {
  assert(isKind(t, TermKind::OriginLocal));
  return LocalId(uint32_t(t->payload & 0xfffffff));
}
Entity ownerOfOrigin(Term t) {
  assert(isKind(t, TermKind::OriginLocal));
  return Entity(Entity::Kind(t->payload >> 58), uint32_t(t->payload >> 28 & 0x3fffffff));
}

Term makeOriginArgument(Context &ctx, unsigned argument, Term mut) { return get(ctx, TermKind::OriginArgument, argument, {unwrapScalar(ctx, mut)}); }
Term makeOriginStatic(Context &ctx, Term mut) { return get(ctx, TermKind::OriginStatic, 0, {unwrapScalar(ctx, mut)}); }
Term makeOriginAny(Context &ctx, Term mut) { return get(ctx, TermKind::OriginAny, 0, {unwrapScalar(ctx, mut)}); }
Term makeOriginUntracked(Context &ctx, Term mut) { return get(ctx, TermKind::OriginUntracked, 0, {unwrapScalar(ctx, mut)}); }

Term originMutability(Context &ctx, Term origin) {
  switch (origin->kind) {
  case TermKind::OriginLocal:
  case TermKind::OriginArgument:
  case TermKind::OriginStatic:
  case TermKind::OriginAny:
  case TermKind::OriginUntracked:
  case TermKind::OriginErased: return origin->operand(0);
  case TermKind::OriginUnion: {
    llvm::SmallVector<Term, 4> each;
    for (Term member : origin->operands())
      each.push_back(originMutability(ctx, member));
    return makeAnd(ctx, each);
  }
  case TermKind::OriginField:
  case TermKind::OriginInterior:
  case TermKind::OriginSubtree: return originMutability(ctx, origin->operand(0));
  case TermKind::OriginMutCast: return origin->operand(1);
  case TermKind::Cond: return makeCond(ctx, origin->operand(0), originMutability(ctx, origin->operand(1)), originMutability(ctx, origin->operand(2)));
  default: break;
  }
  Type type = typeOf(ctx, origin);
  if (!isContractStruct(ctx, type, ContractItem::Origin) || argumentsOf(type).empty())
    return makeError(ctx);
  return unwrapScalar(ctx, argumentsOf(type)[0]);
}

bool isOrigin(Context &ctx, Term t) {
  switch (t->kind) {
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
  case TermKind::OriginErased: return true;
  case TermKind::Param:
  case TermKind::Bound:
  case TermKind::Hole:
  case TermKind::Witness:
  case TermKind::Cond:
  case TermKind::ListGet:
  case TermKind::Apply:
  case TermKind::Member:
  case TermKind::Call: {
    if (hasFlag(t, HasList) && (t->kind == TermKind::Param || t->kind == TermKind::Bound))
      return false;
    Type type = t->kind == TermKind::Hole ? t->type : typeOf(ctx, t);
    return type && isContractStruct(ctx, type, ContractItem::Origin);
  }
  default: return false;
  }
}

static Term withoutCast(Term t) { return isKind(t, TermKind::OriginMutCast) ? t->operand(0) : t; }

Term makeOriginMutCast(Context &ctx, Term base, Term mut) {
  if (isError(base) || isError(mut))
    return makeError(ctx);
  mut = unwrapScalar(ctx, mut);
  base = withoutCast(base);
  switch (base->kind) {
  case TermKind::OriginStatic: return makeOriginStatic(ctx, mut);
  case TermKind::OriginAny: return makeOriginAny(ctx, mut);
  case TermKind::OriginUntracked: return makeOriginUntracked(ctx, mut);
  case TermKind::OriginErased: return get(ctx, TermKind::OriginErased, 0, {mut});
  case TermKind::OriginUnion: {
    llvm::SmallVector<Term, 4> each;
    for (Term member : base->operands())
      each.push_back(makeOriginMutCast(ctx, member, mut));
    return makeOriginUnion(ctx, each);
  }
  default: break;
  }
  if (originMutability(ctx, base) == mut)
    return base;
  return get(ctx, TermKind::OriginMutCast, 0, {base, mut});
}

/// Builds a path element over a base, with casts and unions moved outward.
template <class Make> static Term overBase(Context &ctx, Term base, Make make) {
  switch (base->kind) {
  case TermKind::Error:
  case TermKind::OriginStatic:
  case TermKind::OriginAny:
  case TermKind::OriginUntracked:
  case TermKind::OriginErased: return base;
  case TermKind::OriginMutCast: return makeOriginMutCast(ctx, overBase(ctx, base->operand(0), make), base->operand(1));
  case TermKind::OriginUnion: {
    llvm::SmallVector<Term, 4> each;
    for (Term member : base->operands())
      each.push_back(overBase(ctx, member, make));
    return makeOriginUnion(ctx, each);
  }
  default: return make(base);
  }
}

Term makeOriginField(Context &ctx, Term base, FieldId field) {
  return overBase(ctx, base, [&](Term b) { return isKind(b, TermKind::OriginSubtree) ? b : get(ctx, TermKind::OriginField, field.value, {b}); });
}

Term makeOriginInterior(Context &ctx, Term base, llvm::StringRef tag) {
  uint64_t payload = uint64_t(reinterpret_cast<uintptr_t>(tableOf(ctx).internText(tag)));
  return overBase(ctx, base, [&](Term b) { return get(ctx, TermKind::OriginInterior, payload, {b}); });
}

Term makeOriginSubtree(Context &ctx, Term base) {
  return overBase(ctx, base, [&](Term b) { return isKind(b, TermKind::OriginSubtree) ? b : get(ctx, TermKind::OriginSubtree, 0, {b}); });
}

FieldId fieldOfOrigin(Term t) {
  assert(isKind(t, TermKind::OriginField));
  return FieldId(uint32_t(t->payload));
}

Term makeOriginUnion(Context &ctx, ArrayRef<Term> origins) {
  llvm::SmallVector<Term, 8> members;
  for (Term t : origins) {
    if (isError(t))
      return makeError(ctx);
    if (isKind(t, TermKind::OriginUnion))
      members.append(t->operands().begin(), t->operands().end());
    else
      members.push_back(t);
  }
  llvm::sort(members, [](Term a, Term b) { return a->id < b->id; });
  members.erase(std::unique(members.begin(), members.end()), members.end());
  if (members.size() == 1)
    return members[0];
  llvm::SmallVector<Term, 8> muts;
  for (Term member : members)
    muts.push_back(originMutability(ctx, member));
  if (members.empty())
    return makeOriginUntracked(ctx, makeBool(ctx, true));
  Term mut = makeAnd(ctx, muts);
  if (llvm::any_of(members, [](Term t) { return isKind(t, TermKind::OriginAny); }))
    return makeOriginAny(ctx, mut);
  // The empty set adds no place; what it says about mutability moves to the others.
  size_t before = members.size();
  llvm::erase_if(members, [](Term t) { return isKind(t, TermKind::OriginUntracked); });
  if (members.empty())
    return makeOriginUntracked(ctx, mut);
  if (members.size() != before)
    return makeOriginMutCast(ctx, makeOriginUnion(ctx, members), mut);
  // One place under two mutabilities is that place under both.
  for (size_t i = 0; i < members.size(); ++i)
    for (size_t j = i + 1; j < members.size(); ++j)
      if (withoutCast(members[i]) == withoutCast(members[j])) {
        Term both = makeAnd(ctx, {originMutability(ctx, members[i]), originMutability(ctx, members[j])});
        members[i] = makeOriginMutCast(ctx, members[i], both);
        members.erase(members.begin() + long(j));
        return makeOriginUnion(ctx, members);
      }
  return get(ctx, TermKind::OriginUnion, 0, members);
}

// ---- Relations

static bool isPathElement(Term t) {
  return isKind(t, TermKind::OriginField) || isKind(t, TermKind::OriginInterior) || isKind(t, TermKind::OriginSubtree);
}

/// `inner` equals `outer` or lies on a path below it; both without casts and unions.
static bool isBelow(Term outer, Term inner) {
  Term top = isKind(outer, TermKind::OriginSubtree) ? outer->operand(0) : outer;
  for (Term t = inner;; t = t->operand(0)) {
    if (t == outer || t == top)
      return true;
    if (!isPathElement(t))
      return false;
  }
}

static llvm::SmallVector<Term, 4> placesOf(Term origin) {
  llvm::SmallVector<Term, 4> result;
  if (isKind(origin, TermKind::OriginUnion))
    for (Term member : origin->operands())
      result.push_back(withoutCast(member));
  else
    result.push_back(withoutCast(origin));
  return result;
}

bool originContains(Context &, Term outer, Term inner) {
  if (isError(outer) || isError(inner))
    return true;
  auto outers = placesOf(outer);
  return llvm::all_of(placesOf(inner), [&](Term in) {
    if (isKind(in, TermKind::OriginUntracked))
      return true;
    return llvm::any_of(outers, [&](Term out) {
      if (isKind(out, TermKind::OriginAny))
        return true;
      // Static places are one set, however their mutability is seen.
      return isKind(out, TermKind::OriginStatic) ? isKind(in, TermKind::OriginStatic) : isBelow(out, in);
    });
  });
}

static bool placesOverlap(Term a, Term b) {
  for (Term t : {a, b})
    switch (t->kind) {
    case TermKind::OriginAny:
    case TermKind::OriginUntracked:
    case TermKind::OriginStatic: return false;
    default: break;
    }
  return isBelow(a, b) || isBelow(b, a);
}

bool originsOverlap(Context &, Term a, Term b) {
  auto others = placesOf(b);
  return llvm::any_of(placesOf(a), [&](Term x) { return llvm::any_of(others, [&](Term y) { return placesOverlap(x, y); }); });
}

bool originsEqual(Term a, Term b) {
  if (a == b)
    return true;
  if (a->kind == b->kind && (isKind(a, TermKind::OriginStatic) || isKind(a, TermKind::OriginAny) || isKind(a, TermKind::OriginUntracked)))
    return true; // they differ in mutability only
  auto x = placesOf(a), y = placesOf(b);
  auto byId = [](Term p, Term q) { return p->id < q->id; };
  llvm::sort(x, byId);
  llvm::sort(y, byId);
  return x == y;
}

Term makeOriginErased(Context &ctx, Term mut) { return get(ctx, TermKind::OriginErased, 0, {mut}); }

} // namespace fornax::sema
