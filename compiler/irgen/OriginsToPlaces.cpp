// Origins in types and on references become numbers of places of the function being emitted; what lies outside of it is not tracked.

#include "irgen/Emit.h"
#include "sema/entities/Demand.h"

namespace fornax::irgen {

using namespace sema;

namespace {
struct OriginReader {
  Emitter &e;
  SourceRange range;
  llvm::SmallVector<fx::OriginAttr, 2> terms;

  mlir::MLIRContext *context() { return e.b.getContext(); }
  void inType(Term);
  void inClosure(Term type);
  void origin(Term, bool isMut, llvm::ArrayRef<fx::OriginStep> steps);
  void add(fx::OriginAttr term) {
    if (!llvm::is_contained(terms, term))
      terms.push_back(term);
  }
  /// Where only an argument could tell, instances will.
  bool isMutable(Term origin) { return asBool(resolve(*e.frame, originMutability(e.ctx, origin), range)).value_or(!e.isSelfCheck); }
  fx::OriginsAttr finish() { return terms.empty() ? fx::OriginsAttr() : fx::OriginsAttr::get(context(), terms); }
};
} // namespace

void OriginReader::origin(Term term, bool isMut, llvm::ArrayRef<fx::OriginStep> steps) {
  auto below = [&](fx::OriginStep step) { // steps are read from the outside in, written from the inside out
    llvm::SmallVector<fx::OriginStep, 4> longer{step};
    longer.append(steps.begin(), steps.end());
    origin(term->operand(0), isMut, longer);
  };
  switch (term->kind) {
  case TermKind::OriginLocal: {
    if (!(ownerOfOrigin(term) == Entity(e.frame->body.function)))
      return; // a variable of an enclosing function, reached by a capture
    LocalId local = localOfOrigin(term);
    auto known = e.locals->find(local);
    if (known == e.locals->end() || (known->second.place < 0 && !known->second.leaf && known->second.ref))
      return; // not declared yet, or a name for what lies behind a pointer
    if (known->second.place < 0)
      placeOfLocal(e, local, range); // an argument in a register: what refers to it refers to its spill
    if (int place = (*e.locals)[local].place; place >= 0)
      add(fx::OriginAttr::place(context(), isMut, unsigned(place), steps));
    return;
  }
  case TermKind::OriginAny: return add(fx::OriginAttr::any(context(), isMut));
  case TermKind::OriginUnion:
    for (Term member : term->operands())
      origin(member, isMut, steps);
    return;
  case TermKind::OriginField:
    return below({fx::StepKind::Field, mlir::StringAttr::get(context(), e.ctx.program.fields[fieldOfOrigin(term)].name.str())});
  case TermKind::OriginInterior: return below({fx::StepKind::Interior, mlir::StringAttr::get(context(), textOf(term))});
  case TermKind::OriginSubtree: return below({fx::StepKind::Subtree, {}});
  case TermKind::OriginMutCast: return origin(term->operand(0), isMut, steps);
  case TermKind::Param: {
    Term bound = resolve(*e.frame, term, range);
    if (e.isSelfCheck && bound == term)
      return add(fx::OriginAttr::param(context(), isMut, print(e.ctx, term), steps));
    if (bound != term && isOrigin(e.ctx, bound) && !isKind(bound, TermKind::Param))
      origin(bound, isMut, steps);
    return;
  }
  default: return; // static, untracked, erased: nothing of this function
  }
}

/// What a closure owns may refer to something: pointers that it captured by value.
void OriginReader::inClosure(Term type) {
  const Closure &closure = e.ctx.program.closures[closureOf(type)];
  Bindings bindings;
  bindings.bindAll(closure.context, argumentsOf(type));
  for (const Capture &capture : closure.captures)
    if (capture.convention == Convention::Var && capture.type && hasFlag(capture.type, HasOrigin))
      inType(substitute(e.ctx, capture.type, bindings));
}

void OriginReader::inType(Term term) {
  if (isKind(term, TermKind::ClosureType))
    inClosure(term);
  if (!term || !hasFlag(term, HasOrigin | HasParam))
    return;
  if (isOrigin(e.ctx, term))
    return origin(term, isMutable(term), {});
  for (Term operand : term->operands())
    inType(operand);
}

fx::OriginsAttr originsOfType(Emitter &e, Term genericType, SourceRange range) {
  if (!hasFlag(genericType, HasOrigin) && !isKind(genericType, TermKind::ClosureType) && !(e.isSelfCheck && hasFlag(genericType, HasParam)))
    return {};
  OriginReader reader{e, range, {}};
  reader.inType(genericType);
  return reader.finish();
}

fx::OriginsAttr originsOfOrigin(Emitter &e, Term genericOrigin, SourceRange range) {
  if (isError(genericOrigin))
    return {};
  OriginReader reader{e, range, {}};
  reader.origin(genericOrigin, reader.isMutable(genericOrigin), {});
  return reader.finish();
}

Term originOfPlace(Emitter &e, const checked::Expr *expr) {
  const CheckedBody &body = e.frame->body;
  switch (expr->kind) {
  case checked::ExprKind::LocalPlace: return body.locals[static_cast<const checked::LocalPlace *>(expr)->local].origin;
  case checked::ExprKind::TemporaryPlace: return body.locals[static_cast<const checked::TemporaryPlace *>(expr)->local].origin;
  case checked::ExprKind::CapturePlace: return body.captures[static_cast<const checked::CapturePlace *>(expr)->capture].origin;
  case checked::ExprKind::FieldPlace: {
    auto *field = static_cast<const checked::FieldPlace *>(expr);
    Term base = originOfPlace(e, field->base);
    return base && !isError(base) ? makeOriginField(e.ctx, base, field->field) : Term();
  }
  case checked::ExprKind::ResultPlace: {
    auto *result = static_cast<const checked::ResultPlace *>(expr);
    return result->origin.isValid() ? body.term(result->origin) : Term();
  }
  case checked::ExprKind::Choose: {
    auto *choose = static_cast<const checked::Choose *>(expr);
    return choose->origin.isValid() ? body.term(choose->origin) : Term();
  }
  case checked::ExprKind::Intrinsic: {
    auto *intrinsic = static_cast<const checked::Intrinsic *>(expr);
    return intrinsic->origin.isValid() ? body.term(intrinsic->origin) : Term();
  }
  case checked::ExprKind::Retype: return originOfPlace(e, static_cast<const checked::Retype *>(expr)->operand);
  default: return {};
  }
}

} // namespace fornax::irgen
