// Lists of parameters: packs of types and of values.
#include "sema/terms/Machine.h"
#include "sema/terms/TermTable.h"

using llvm::APInt;
using llvm::ArrayRef;

namespace fornax::sema {

Type listElementType(Context &ctx, Term list) { return typeOf(ctx, list); }

bool isListTerm(Context &ctx, Term t) {
  switch (t->kind) {
  case TermKind::List:
  case TermKind::Concat:
  case TermKind::Tabulate: return true;
  case TermKind::Param: return ctx.program.parameters[parameterOf(t)].isVariadic;
  case TermKind::Bound: return boundIsList(t);
  case TermKind::Cond: return isListTerm(ctx, t->operand(1));
  default: return false;
  }
}

Term makeList(Context &ctx, ArrayRef<Term> elements, Type elementType) {
  // What is listed says what is settled about the elements' type; the type is for lists that are empty or symbolic.
  return tableOf(ctx).get({TermKind::List, 0, elementType, elements, HasList});
}

Term makeConcat(Context &ctx, ArrayRef<Term> lists) {
  llvm::SmallVector<Term, 4> segments;
  Type elementType;
  for (Term list : lists) {
    if (isError(list))
      return makeError(ctx);
    if (isKind(list, TermKind::Concat))
      segments.append(list->operands().begin(), list->operands().end());
    else
      segments.push_back(list);
  }
  llvm::SmallVector<Term, 4> joined;
  for (Term segment : segments) {
    if (!elementType)
      elementType = listElementType(ctx, segment);
    if (isKind(segment, TermKind::List) && segment->count == 0)
      continue;
    if (isKind(segment, TermKind::List) && !joined.empty() && isKind(joined.back(), TermKind::List)) {
      llvm::SmallVector<Term, 8> elements(joined.back()->operands().begin(), joined.back()->operands().end());
      elements.append(segment->operands().begin(), segment->operands().end());
      joined.back() = makeList(ctx, elements, listElementType(ctx, joined.back()));
    } else {
      joined.push_back(segment);
    }
  }
  if (joined.empty())
    return makeList(ctx, {}, elementType);
  if (joined.size() == 1)
    return joined[0];
  return tableOf(ctx).get({TermKind::Concat, 0, {}, joined, HasList});
}

static Term int64Term(Context &ctx, int64_t value) { return makeInt(ctx, APInt(64, uint64_t(value), true), int64Machine(ctx)); }

/// An index as a machine integer; settled ones as i64.
static Term machineIndex(Context &ctx, Term index) {
  Term inner = unwrapScalar(ctx, index);
  if (std::optional<int64_t> value = asInt64(inner))
    return int64Term(ctx, *value);
  return inner;
}

/// Applies a generator over one index, whatever struct its parameter is.
static Term applyToIndex(Context &ctx, Term lambda, Term index) {
  if (isKind(lambda, TermKind::Lambda) && lambda->payload >= 1) {
    Type wanted = asType(lambda->operand(0));
    if (isKind(wanted, TermKind::Struct) && typeOf(ctx, index) != wanted) {
      std::optional<int64_t> value = asInt64(index);
      index = value ? makeIntValue(ctx, *value, wanted) : wrapScalar(ctx, index, wanted);
    }
  } else if (std::optional<int64_t> value = asInt64(index)) {
    index = makeInt(ctx, *value);
  }
  return makeApply(ctx, lambda, {index});
}

Term makeListGet(Context &ctx, Term list, Term index) {
  if (isError(list) || isError(index))
    return makeError(ctx);
  index = machineIndex(ctx, index);
  std::optional<int64_t> at = asInt64(index);
  if (isKind(list, TermKind::List) && at)
    return *at >= 0 && *at < int64_t(list->count) ? list->operand(unsigned(*at)) : makeError(ctx);
  if (isKind(list, TermKind::Concat) && at && isKind(list->operand(0), TermKind::List)) {
    Term prefix = list->operand(0);
    if (*at >= 0 && *at < int64_t(prefix->count))
      return prefix->operand(unsigned(*at));
    return makeListGet(ctx, makeConcat(ctx, list->operands().drop_front()), int64Term(ctx, *at - int64_t(prefix->count)));
  }
  if (isKind(list, TermKind::Tabulate))
    return applyToIndex(ctx, list->operand(1), index);
  if (isKind(list, TermKind::Cond))
    return makeCond(ctx, list->operand(0), makeListGet(ctx, list->operand(1), index), makeListGet(ctx, list->operand(2), index));
  return tableOf(ctx).get({TermKind::ListGet, 0, {}, {list, index}});
}

Term makeListLen(Context &ctx, Term list) {
  switch (list->kind) {
  case TermKind::Error: return list;
  case TermKind::List: return int64Term(ctx, list->count);
  case TermKind::Concat: {
    Term sum = int64Term(ctx, 0);
    for (Term segment : list->operands())
      sum = makeAdd(ctx, sum, makeListLen(ctx, segment));
    return sum;
  }
  case TermKind::Tabulate: return list->operand(0);
  case TermKind::Cond: return makeCond(ctx, list->operand(0), makeListLen(ctx, list->operand(1)), makeListLen(ctx, list->operand(2)));
  default: return tableOf(ctx).get({TermKind::ListLen, 0, int64Machine(ctx), {list}});
  }
}

constexpr int64_t MaxTabulated = 1 << 16;

Term makeTabulate(Context &ctx, Term length, Term lambda) {
  if (isError(length) || isError(lambda))
    return makeError(ctx);
  length = machineIndex(ctx, length);
  std::optional<int64_t> count = asInt64(length);
  if (count && *count > MaxTabulated)
    return makeError(ctx);
  if (!count)
    return tableOf(ctx).get({TermKind::Tabulate, 0, {}, {length, lambda}, HasList});
  llvm::SmallVector<Term, 8> elements;
  for (int64_t i = 0; i < *count; ++i)
    elements.push_back(applyToIndex(ctx, lambda, int64Term(ctx, i)));
  Type elementType;
  if (!elements.empty())
    elementType = typeOf(ctx, elements[0]);
  else if (isKind(lambda, TermKind::Lambda))
    elementType = asType(instantiateBody(ctx, typeOf(ctx, lambda->operands().back()), {makeHole(ctx, 0, false, {})}));
  return makeList(ctx, elements, elementType);
}

Term makeReduce(Context &ctx, Term list, Term initial, Term lambda) {
  if (isError(list) || isError(initial) || isError(lambda))
    return makeError(ctx);
  if (isKind(list, TermKind::List)) {
    for (Term element : list->operands())
      initial = makeApply(ctx, lambda, {initial, element});
    return initial;
  }
  if (isKind(list, TermKind::Concat) && isKind(list->operand(0), TermKind::List)) {
    Term prefix = makeReduce(ctx, list->operand(0), initial, lambda);
    return makeReduce(ctx, makeConcat(ctx, list->operands().drop_front()), prefix, lambda);
  }
  return tableOf(ctx).get({TermKind::Reduce, 0, {}, {list, initial, lambda}});
}

} // namespace fornax::sema
