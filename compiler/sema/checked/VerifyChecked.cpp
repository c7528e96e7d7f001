// Asserts what irgen may assume of a checked body (Checked.h): well-formed nodes, places where places are due, no holes, no errors.

#include "sema/checked/Checked.h"
#include "sema/entities/Demand.h"
#include "sema/terms/Machine.h"
#include <fmt/format.h>

namespace fornax::sema {

using namespace checked;

namespace {
struct Verifier {
  Context &ctx;
  const CheckedBody &body;
  std::string problem;
  unsigned loops = 0, handlers = 0;

  void fail(const std::string &what, SourceRange range) {
    if (problem.empty())
      problem = fmt::format("{} at bytes {} to {}", what, range.begin, range.end);
  }
  void check(bool good, const char *what, SourceRange range) {
    if (!good)
      fail(what, range);
  }
  bool slot(Slot, SourceRange);
  void local(LocalId, SourceRange);
  void place(const Expr *e, const char *what);
  void value(const Expr *e, const char *what);
  void condition(const Expr *e);
  void expr(const Expr *);
  void call(const Call &);
  void merge(const Expr *lhs, const Expr *rhs, LocalId left, const Expr *test, const Expr *leftResult, SourceRange range);
  void block(const Block *);
  void list(List<const Stmt *>);
  void statement(const Stmt &);
  void loop(const For &);
};
} // namespace

/// Functions with open parameters are values of parameters: their own holes are filled where they are called.
static bool hasLooseHole(Term term) {
  if (!hasFlag(term, HasHole) || isKind(term, TermKind::FunctionItem) || isKind(term, TermKind::ClosureType))
    return false;
  return isKind(term, TermKind::Hole) || llvm::any_of(term->operands(), hasLooseHole);
}

bool Verifier::slot(Slot s, SourceRange range) {
  if (!s.isValid() || s.value >= body.terms.size()) {
    fail("a slot that does not exist", range);
    return false;
  }
  Term term = body.term(s);
  if (isError(term)) {
    fail("an error term", range);
    return false;
  }
  return true;
}

/// Locals of candidates that were not chosen stay in the list, whatever their type; those that are used are looked at.
void Verifier::local(LocalId id, SourceRange range) {
  check(id.isValid() && id.value < body.locals.size(), "a local that does not exist", range);
  if (problem.empty())
    slot(body.locals[id].type, range);
}

void Verifier::place(const Expr *e, const char *what) {
  if (!e)
    return fail(std::string("missing ") + what, {});
  check(e->category == Category::Place || e->category == Category::Never || e->kind == ExprKind::TemporaryPlace, what, e->range);
  expr(e);
}

void Verifier::value(const Expr *e, const char *what) {
  if (!e)
    return fail(std::string("missing ") + what, {});
  check(e->category == Category::Value || e->category == Category::Never || e->category == Category::None, what, e->range);
  expr(e);
}

void Verifier::condition(const Expr *e) {
  value(e, "a condition that is no value");
  if (e && e->category == Category::Value && slot(e->type, e->range))
    check(isBoolMachine(body.type(e->type)), "a condition that is not an i1", e->range);
}

void Verifier::call(const Call &c) {
  for (Slot s : c.callee.arguments)
    if (slot(s, c.range))
      check(!hasLooseHole(body.term(s)), "a hole among the arguments of a call", c.range);
  slot(c.raises, c.range);
  switch (c.callee.kind) {
  case Callee::Kind::Direct:
    if (!c.callee.function.isValid())
      return fail("a direct call without a function", c.range);
    check(c.callee.arguments.size() == allParameters(ctx, c.callee.function).size(), "a call without all parameters", c.range);
    for (const CallArgument &argument : c.arguments)
      check(argument.parameter < signatureOf(ctx, c.callee.function).arguments.size(), "an argument without a parameter", c.range);
    break;
  case Callee::Kind::Witness:
    check(c.callee.requirement.isValid(), "a witness call without a requirement", c.range);
    slot(c.callee.base, c.range);
    break;
  case Callee::Kind::Parameter: slot(c.callee.base, c.range); break;
  case Callee::Kind::Indirect: check(c.callee.pointer, "an indirect call without a pointer", c.range); break;
  }
  for (const CallArgument &argument : c.arguments) {
    bool wantsPlace = argument.mode == PassMode::Borrow || argument.mode == PassMode::Mutate || argument.mode == PassMode::Reference;
    wantsPlace ? place(argument.expr, "an argument that is no place") : value(argument.expr, "an argument that is no value");
  }
  if (c.convertedError)
    value(c.convertedError, "a converted error that is no value");
}

void Verifier::merge(const Expr *lhs, const Expr *rhs, LocalId left, const Expr *test, const Expr *leftResult, SourceRange range) {
  if (!left.isValid()) {
    value(lhs, "the left side of a merge");
    return value(rhs, "the right side of a merge");
  }
  local(left, range);
  if (lhs)
    expr(lhs);
  condition(test);
  value(leftResult, "the left result of a merge");
  value(rhs, "the right side of a merge");
}

void Verifier::expr(const Expr *e) {
  if (!e || !problem.empty())
    return;
  if (e->category != Category::None && !slot(e->type, e->range))
    return;
  switch (e->kind) {
  case ExprKind::LocalPlace: return local(static_cast<const LocalPlace *>(e)->local, e->range);
  case ExprKind::CapturePlace:
    return check(static_cast<const CapturePlace *>(e)->capture < body.captures.size(), "a capture that does not exist", e->range);
  case ExprKind::FieldPlace: return place(static_cast<const FieldPlace *>(e)->base, "the base of a field is no place");
  case ExprKind::ResultPlace: return expr(static_cast<const ResultPlace *>(e)->call);
  case ExprKind::TemporaryPlace:
    local(static_cast<const TemporaryPlace *>(e)->local, e->range);
    return value(static_cast<const TemporaryPlace *>(e)->value, "a temporary that holds no value");
  case ExprKind::Copy: return place(static_cast<const Copy *>(e)->place, "a copy of no place");
  case ExprKind::Move: return place(static_cast<const Move *>(e)->place, "a move of no place");
  case ExprKind::Constant:
    if (slot(static_cast<const Constant *>(e)->value, e->range))
      check(!hasLooseHole(body.term(static_cast<const Constant *>(e)->value)), "a hole in a constant", e->range);
    return;
  case ExprKind::Call: return call(*static_cast<const Call *>(e));
  case ExprKind::MakeClosure:
    for (const ClosureCapture &capture : static_cast<const MakeClosure *>(e)->captures)
      expr(capture.expr);
    return;
  case ExprKind::FunctionValue: slot(static_cast<const FunctionValue *>(e)->function, e->range); return;
  case ExprKind::Retype: return expr(static_cast<const Retype *>(e)->operand);
  case ExprKind::FromNever: return expr(static_cast<const FromNever *>(e)->operand);
  case ExprKind::Choose: {
    auto *choose = static_cast<const Choose *>(e);
    condition(choose->condition);
    for (const Expr *arm : {choose->then, choose->otherwise})
      e->category == Category::Place ? place(arm, "an arm that is no place") : value(arm, "an arm that is no value");
    return;
  }
  case ExprKind::ChooseComptime:
    slot(static_cast<const ChooseComptime *>(e)->condition, e->range);
    expr(static_cast<const ChooseComptime *>(e)->then);
    return expr(static_cast<const ChooseComptime *>(e)->otherwise);
  case ExprKind::And: {
    auto *a = static_cast<const And *>(e);
    return merge(a->lhs, a->rhs, a->left, a->test, a->leftResult, e->range);
  }
  case ExprKind::Or: {
    auto *o = static_cast<const Or *>(e);
    return merge(o->lhs, o->rhs, o->left, o->test, o->leftResult, e->range);
  }
  case ExprKind::AssignValue: statement(*static_cast<const AssignValue *>(e)->assign); return expr(static_cast<const AssignValue *>(e)->result);
  case ExprKind::Sequence: list(static_cast<const Sequence *>(e)->statements); return expr(static_cast<const Sequence *>(e)->result);
  case ExprKind::PackMake:
    for (const PackSegment &segment : static_cast<const PackMake *>(e)->segments)
      expr(segment.element ? segment.element : segment.forwarded);
    return;
  case ExprKind::MlirOp:
    for (Slot s : static_cast<const MlirOp *>(e)->results)
      slot(s, e->range);
    for (const Expr *operand : static_cast<const MlirOp *>(e)->operands)
      expr(operand);
    return;
  case ExprKind::Intrinsic:
    for (Slot s : static_cast<const Intrinsic *>(e)->terms)
      slot(s, e->range);
    for (const Expr *operand : static_cast<const Intrinsic *>(e)->operands)
      expr(operand);
    return;
  case ExprKind::Error: return fail("an error expression", e->range);
  }
}

void Verifier::list(List<const Stmt *> statements) {
  for (const Stmt *each : statements)
    statement(*each);
}

void Verifier::block(const Block *b) {
  if (b)
    list(b->statements);
}

void Verifier::loop(const For &f) {
  if (f.init)
    value(f.init, "the iterator of a loop is no value");
  if (f.hasNext)
    condition(f.hasNext);
  expr(f.next);
  list(f.bindings);
  ++loops;
  block(f.body);
  --loops;
  block(f.otherwise);
}

void Verifier::statement(const Stmt &s) {
  if (!problem.empty())
    return;
  switch (s.kind) {
  case StmtKind::Block: return list(static_cast<const Block &>(s).statements);
  case StmtKind::Discard: return expr(static_cast<const Discard &>(s).expr);
  case StmtKind::Init:
    local(static_cast<const Init &>(s).local, s.range);
    return value(static_cast<const Init &>(s).value, "a variable initialised with no value");
  case StmtKind::Late: return local(static_cast<const Late &>(s).local, s.range);
  case StmtKind::BindRef:
    local(static_cast<const BindRef &>(s).local, s.range);
    return place(static_cast<const BindRef &>(s).place, "a reference to no place");
  case StmtKind::Assign:
    place(static_cast<const Assign &>(s).target, "the target of an assignment is no place");
    return value(static_cast<const Assign &>(s).value, "an assignment of no value");
  case StmtKind::If:
    condition(static_cast<const If &>(s).condition);
    block(static_cast<const If &>(s).then);
    return block(static_cast<const If &>(s).otherwise);
  case StmtKind::While:
    condition(static_cast<const While &>(s).condition);
    ++loops;
    block(static_cast<const While &>(s).body);
    --loops;
    return block(static_cast<const While &>(s).otherwise);
  case StmtKind::For: return loop(static_cast<const For &>(s));
  case StmtKind::Try: {
    auto &t = static_cast<const Try &>(s);
    if (t.hasHandler)
      slot(t.errorType, s.range);
    block(t.body);
    block(t.handler);
    block(t.otherwise);
    return block(t.finally);
  }
  case StmtKind::Raise: return value(static_cast<const Raise &>(s).value, "a raise of no value");
  case StmtKind::Reraise: return local(static_cast<const Reraise &>(s).error, s.range);
  case StmtKind::Return: return expr(static_cast<const Return &>(s).value);
  case StmtKind::With: {
    auto &w = static_cast<const With &>(s);
    expr(w.init);
    expr(w.enter);
    list(w.bindings);
    block(w.body);
    expr(w.exit);
    return w.exitWithError ? condition(w.exitWithError) : void();
  }
  case StmtKind::Break:
  case StmtKind::Continue: return check(loops, "a jump outside of loops", s.range);
  case StmtKind::ComptimeIf:
    for (const ComptimeArm &arm : static_cast<const ComptimeIf &>(s).arms) {
      if (arm.condition.isValid() && slot(arm.condition, s.range))
        check(isBoolMachine(typeOf(ctx, body.term(arm.condition))), "a compile-time condition that is not an i1", s.range);
      block(arm.body);
    }
    return;
  case StmtKind::ComptimeFor: {
    auto &f = static_cast<const ComptimeFor &>(s);
    slot(f.iterable, s.range);
    check(f.scope != 0 && f.scope <= body.scopeParents.size(), "a compile-time loop without a scope", s.range);
    ++loops;
    block(f.body);
    --loops;
    return block(f.otherwise);
  }
  case StmtKind::ComptimeAssert: slot(static_cast<const ComptimeAssert &>(s).condition, s.range); return;
  case StmtKind::Error: return fail("an error statement", s.range);
  }
}

std::string verify(Context &ctx, const CheckedBody &body) {
  if (body.hasError)
    return {};
  Verifier verifier{ctx, body, {}};
  verifier.block(body.root);
  return verifier.problem;
}

} // namespace fornax::sema
