// Functions marked @always_inline("builtin") inside parameter expressions: their straight-line body is evaluated with terms.

#include "sema/evaluation/Symbolic.h"

namespace fornax::sema {

using namespace checked;

constexpr unsigned MaxInlineDepth = 64;

static bool store(Symbolic &s, const checked::Expr *target, Term value) {
  if (auto *local = llvm::dyn_cast<LocalPlace>(target)) {
    s.locals[local->local] = value;
    return true;
  }
  auto *field = llvm::dyn_cast<FieldPlace>(target);
  auto *base = field ? llvm::dyn_cast<LocalPlace>(field->base) : nullptr;
  if (!base)
    return false;
  Type type = asType(s.slot(s.body.locals[base->local].type));
  if (!isKind(type, TermKind::Struct))
    return false;
  auto &parts = s.parts[base->local];
  size_t count = fieldsOf(s.ctx, structOf(type)).size();
  if (parts.size() != count) {
    parts.resize(count);
    if (auto whole = s.locals.find(base->local); whole != s.locals.end())
      for (auto [i, part] : llvm::enumerate(parts))
        part = makeMember(s.ctx, whole->second, unsigned(i));
  }
  s.locals.erase(base->local);
  parts[s.ctx.program.fields[field->field].index] = value;
  return true;
}

static RunResult runArms(Symbolic &s, const ComptimeIf &stmt, Term &result) {
  for (const ComptimeArm &arm : stmt.arms) {
    std::optional<bool> taken = arm.condition.isValid() ? asBool(s.slot(arm.condition)) : std::optional<bool>(true);
    if (!taken)
      return RunResult::Failed;
    if (*taken)
      return run(s, *arm.body, result);
  }
  return RunResult::Done;
}

static RunResult runStatement(Symbolic &s, const checked::Stmt *stmt, Term &result) {
  auto done = [](bool good) { return good ? RunResult::Done : RunResult::Failed; };
  switch (stmt->kind) {
  case StmtKind::Block: return run(s, *llvm::cast<Block>(stmt), result);
  case StmtKind::Discard: return done(bool(evaluate(s, llvm::cast<Discard>(stmt)->expr)));
  case StmtKind::Init: {
    Term value = evaluate(s, llvm::cast<Init>(stmt)->value);
    if (value)
      s.locals[llvm::cast<Init>(stmt)->local] = value;
    return done(bool(value));
  }
  case StmtKind::BindRef: {
    Term value = evaluate(s, llvm::cast<BindRef>(stmt)->place);
    if (value)
      s.locals[llvm::cast<BindRef>(stmt)->local] = value;
    return done(bool(value));
  }
  case StmtKind::Late: return RunResult::Done;
  case StmtKind::Assign: {
    Term value = evaluate(s, llvm::cast<Assign>(stmt)->value);
    return done(value && store(s, llvm::cast<Assign>(stmt)->target, value));
  }
  case StmtKind::Return: {
    const checked::Expr *value = llvm::cast<Return>(stmt)->value;
    if (value && !(result = evaluate(s, value)))
      return RunResult::Failed;
    return RunResult::Returned;
  }
  case StmtKind::ComptimeIf: return runArms(s, *llvm::cast<ComptimeIf>(stmt), result);
  case StmtKind::ComptimeAssert: // a failing one is left to the interpreter, which reports it
    return done(asBool(s.slot(llvm::cast<ComptimeAssert>(stmt)->condition)).value_or(true));
  case StmtKind::If:
  case StmtKind::While:
  case StmtKind::For:
  case StmtKind::Try:
  case StmtKind::Raise:
  case StmtKind::Reraise:
  case StmtKind::With:
  case StmtKind::Break:
  case StmtKind::Continue:
  case StmtKind::ComptimeFor:
  case StmtKind::Error: return RunResult::Failed;
  }
  llvm_unreachable("every statement is handled");
}

RunResult run(Symbolic &s, const Block &block, Term &result) {
  for (const checked::Stmt *stmt : block.statements)
    if (RunResult r = runStatement(s, stmt, result); r != RunResult::Done)
      return r;
  return RunResult::Done;
}

/// The value of the `out` local: stored whole, or field by field.
static Term builtValue(Symbolic &s, LocalId out) {
  if (auto whole = s.locals.find(out); whole != s.locals.end())
    return whole->second;
  Type type = asType(s.slot(s.body.locals[out].type));
  auto parts = s.parts.find(out);
  if (parts != s.parts.end())
    return llvm::all_of(parts->second, [](Term t) { return bool(t); }) ? makeValue(s.ctx, type, parts->second) : Term();
  bool isEmpty = isKind(type, TermKind::Struct) && fieldsOf(s.ctx, structOf(type)).empty();
  return isEmpty ? makeValue(s.ctx, type, {}) : Term();
}

Term inlineCall(Context &ctx, FunctionId id, llvm::ArrayRef<Term> parameters, llvm::ArrayRef<Term> arguments, unsigned depth) {
  Function &function = ctx.program.functions[id];
  if (depth > MaxInlineDepth || function.body.state == Lazy<CheckedBody *>::InProgress)
    return {};
  CheckedBody *body = bodyOf(ctx, id);
  if (!body || body->hasError || !body->root)
    return {};
  Symbolic s{ctx, *body, bindingsFor(ctx, id, parameters)};
  s.depth = depth + 1;
  LocalId out;
  for (uint32_t i = 0; i < body->locals.size(); ++i) {
    const Local &local = body->locals[LocalId(i)];
    if (local.kind == LocalKind::Result)
      out = LocalId(i);
    else if (local.kind == LocalKind::Argument && local.argument < arguments.size()) {
      if (!arguments[local.argument])
        return {};
      s.locals[LocalId(i)] = arguments[local.argument];
    }
  }
  Term result;
  if (run(s, *body->root, result) == RunResult::Failed)
    return {};
  return result ? result : out.isValid() ? builtValue(s, out) : Term();
}

Term inlineBuiltin(Context &ctx, FunctionId id, llvm::ArrayRef<Term> parameters, llvm::ArrayRef<Term> arguments) {
  return inlineCall(ctx, id, parameters, arguments, 0);
}

} // namespace fornax::sema
