// Text form of a checked body, for tests and `--emit=checked`. Notation: `%x` local, `&%x` borrow, `&mut %x` mutate, `own e`, `copy %x`, `move %x`,
// `'t` constant term, `tmp(e)` temporary place, `@f[args](…)` direct call, `W(T: Tr.m)[args](…)` witness call, `{a ~ b}` obligation.

#include "sema/checked/Checked.h"
#include "sema/entities/Demand.h"
#include <fmt/format.h>

namespace fornax::sema {

using namespace checked;

namespace {
struct Dumper {
  Context &ctx;
  const CheckedBody &body;
  std::string text;
  unsigned indent = 0;

  std::string term(Slot slot) { return slot.isValid() ? print(ctx, body.term(slot)) : "_"; }
  std::string terms(List<Slot> slots);
  std::string local(LocalId);
  std::string obligation(const Obligation &);
  std::string arguments(const Call &);
  std::string callee(const Call &);
  std::string expr(const Expr *);
  std::string place(const Expr *);
  std::string value(const Expr *);
  std::string packMake(const PackMake &);
  std::string mlirOp(const MlirOp &);
  std::string sequence(const Sequence &);
  std::string closure(const MakeClosure &);

  void line(const std::string &s) { text += std::string(indent * 2, ' ') + s + "\n"; }
  void block(const Block *);
  void suite(const std::string &head, const Block *);
  void statements(List<const Stmt *>);
  void statement(const Stmt &);
  void forLoop(const For &);
  void tryStatement(const Try &);
  void with(const With &);
  void comptimeIf(const ComptimeIf &);
  std::string locals(List<LocalId>);
};
} // namespace

std::string Dumper::terms(List<Slot> slots) {
  std::string result;
  for (Slot slot : slots)
    result += (result.empty() ? "" : ", ") + term(slot);
  return result.empty() ? "" : "[" + result + "]";
}

std::string Dumper::local(LocalId id) {
  if (!id.isValid())
    return "%_";
  const Local &row = body.locals[id];
  return row.name ? "%" + row.name.str().str() : fmt::format("%{}", id.value);
}

std::string Dumper::locals(List<LocalId> ids) {
  std::string result;
  for (LocalId id : ids)
    result += " " + local(id);
  return result;
}

std::string Dumper::obligation(const Obligation &o) {
  if (!o.a || !o.b)
    return {};
  return " {" + print(ctx, o.a) + " ~ " + print(ctx, o.b) + "}";
}

static const char *prefixOf(PassMode mode) {
  switch (mode) {
  case PassMode::Borrow: return "&";
  case PassMode::Mutate: return "&mut ";
  case PassMode::Own: return "own ";
  case PassMode::Reference: return "ref ";
  case PassMode::Pack: return "pack ";
  }
  return "";
}

std::string Dumper::arguments(const Call &call) {
  std::string result;
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    result += index ? ", " : "";
    if (argument.parameter != index)
      result += fmt::format("{}=", argument.parameter);
    result += prefixOf(argument.mode) + expr(argument.expr);
  }
  return "(" + result + ")";
}

std::string Dumper::callee(const Call &call) {
  const Callee &c = call.callee;
  switch (c.kind) {
  case Callee::Kind::Direct: return "@" + qualifiedName(ctx.program, c.function) + terms(c.arguments);
  case Callee::Kind::Witness: {
    const Requirement &requirement = ctx.program.requirements[c.requirement];
    std::string trait = ctx.program.traits[requirement.trait].name.str().str();
    return "W(" + term(c.base) + ": " + trait + "." + requirement.name.str().str() + ")" + terms(c.arguments);
  }
  case Callee::Kind::Parameter: return "P(" + (c.pointer ? expr(c.pointer) + ": " : std::string()) + term(c.base) + ")" + terms(c.arguments);
  case Callee::Kind::Indirect: return "(" + expr(c.pointer) + ")";
  }
  return "?";
}

std::string Dumper::packMake(const PackMake &pack) {
  std::string result;
  for (const PackSegment &segment : pack.segments) {
    result += result.empty() ? "" : ", ";
    if (segment.element)
      result += (pack.isOwned ? "own " : "&") + expr(segment.element);
    else
      result += ".." + expr(segment.forwarded);
  }
  return "PackMake[" + result + "]";
}

std::string Dumper::mlirOp(const MlirOp &op) {
  std::string result = "`" + op.name.str() + "`";
  for (auto [index, attribute] : llvm::enumerate(op.attributes))
    result += (index ? ", " : "[") + attribute.name.str() + "=" + (attribute.value.isValid() ? term(attribute.value) : attribute.text.str());
  result += op.attributes.empty() ? "(" : "](";
  for (auto [index, operand] : llvm::enumerate(op.operands))
    result += (index ? ", " : "") + expr(operand);
  return result + ")";
}

std::string Dumper::sequence(const Sequence &s) {
  Dumper inner{ctx, body, {}, 0};
  inner.statements(s.statements);
  std::string flat;
  for (char c : inner.text)
    flat += c == '\n' ? std::string("; ") : std::string(1, c);
  return "Sequence{ " + flat + (s.result ? expr(s.result) : "") + " }";
}

std::string Dumper::closure(const MakeClosure &make) {
  std::string result = "MakeClosure " + ctx.program.closures[make.closure].name.str().str() + terms(make.context) + " {";
  for (auto [index, capture] : llvm::enumerate(make.captures)) {
    bool owned = capture.convention == Convention::Var;
    result += (index ? ", " : "") + std::string(owned ? "own " : capture.convention == Convention::Mut ? "&mut " : "&") + expr(capture.expr);
  }
  return result + "}";
}

std::string Dumper::place(const Expr *e) {
  switch (e->kind) {
  case ExprKind::LocalPlace: return local(static_cast<const LocalPlace *>(e)->local);
  case ExprKind::CapturePlace: return fmt::format("Capture{}", static_cast<const CapturePlace *>(e)->capture);
  case ExprKind::FieldPlace: {
    auto *field = static_cast<const FieldPlace *>(e);
    return expr(field->base) + "." + ctx.program.fields[field->field].name.str().str();
  }
  case ExprKind::ResultPlace: return "ResultPlace(" + expr(static_cast<const ResultPlace *>(e)->call) + ")";
  default: {
    auto *temporary = static_cast<const TemporaryPlace *>(e);
    return "tmp(" + expr(temporary->value) + ")";
  }
  }
}

static const char *spell(Copy::How how) {
  switch (how) {
  case Copy::How::Implicit: return "copy ";
  case Copy::How::Bound: return "copy bound ";
  case Copy::How::MoveRequired: return "move required ";
  }
  return "";
}

static const char *nameOf(IntrinsicKind kind) {
  static const char *const names[] = {
#define INTRINSIC(ENUMERATOR, SPELLING, CATEGORY) SPELLING,
#include "sema/entities/Intrinsics.def"
  };
  return names[size_t(kind)];
}

std::string Dumper::value(const Expr *e) {
  switch (e->kind) {
  case ExprKind::Copy: return spell(static_cast<const Copy *>(e)->how) + expr(static_cast<const Copy *>(e)->place);
  case ExprKind::Move: return "move " + expr(static_cast<const Move *>(e)->place);
  case ExprKind::Constant: return "'" + term(static_cast<const Constant *>(e)->value);
  case ExprKind::Call: {
    auto *call = static_cast<const Call *>(e);
    std::string result = callee(*call) + arguments(*call);
    if (!isNever(ctx, body.type(call->raises)))
      result += " raises " + term(call->raises);
    for (const Obligation &o : call->obligations)
      result += obligation(o);
    return call->convertedError ? result + " converting " + expr(call->convertedError) : result;
  }
  case ExprKind::MakeClosure: return closure(*static_cast<const MakeClosure *>(e));
  case ExprKind::FunctionValue: return "&FunctionValue(" + term(static_cast<const FunctionValue *>(e)->function) + " as " + term(e->type) + ")";
  case ExprKind::Retype: {
    auto *retype = static_cast<const Retype *>(e);
    return "Retype(" + expr(retype->operand) + ", " + term(e->type) + ")" + obligation(retype->obligation);
  }
  case ExprKind::FromNever: return "FromNever(" + expr(static_cast<const FromNever *>(e)->operand) + ")";
  case ExprKind::Choose: {
    auto *choose = static_cast<const Choose *>(e);
    return "Choose(" + expr(choose->condition) + ", " + expr(choose->then) + ", " + expr(choose->otherwise) + ")";
  }
  case ExprKind::ChooseComptime: {
    auto *choose = static_cast<const ChooseComptime *>(e);
    return "ChooseComptime('" + term(choose->condition) + ", " + expr(choose->then) + ", " + expr(choose->otherwise) + ")";
  }
  case ExprKind::And: return "And(" + expr(static_cast<const And *>(e)->lhs) + ", " + expr(static_cast<const And *>(e)->rhs) + ")";
  case ExprKind::Or: return "Or(" + expr(static_cast<const Or *>(e)->lhs) + ", " + expr(static_cast<const Or *>(e)->rhs) + ")";
  case ExprKind::AssignValue: {
    auto *assign = static_cast<const AssignValue *>(e);
    Dumper inner{ctx, body, {}, 0};
    inner.statement(*assign->assign);
    return "AssignValue{ " + llvm::StringRef(inner.text).rtrim().str() + "; " + expr(assign->result) + " }";
  }
  case ExprKind::Sequence: return sequence(*static_cast<const Sequence *>(e));
  case ExprKind::PackMake: return packMake(*static_cast<const PackMake *>(e));
  case ExprKind::MlirOp: return mlirOp(*static_cast<const MlirOp *>(e));
  case ExprKind::Intrinsic: {
    auto *intrinsic = static_cast<const Intrinsic *>(e);
    std::string result = nameOf(intrinsic->id) + terms(intrinsic->terms) + "(";
    for (auto [index, operand] : llvm::enumerate(intrinsic->operands))
      result += (index ? ", " : "") + expr(operand);
    return result + ")";
  }
  default: return "error";
  }
}

std::string Dumper::expr(const Expr *e) {
  if (!e)
    return "_";
  switch (e->kind) {
  case ExprKind::LocalPlace:
  case ExprKind::CapturePlace:
  case ExprKind::FieldPlace:
  case ExprKind::ResultPlace:
  case ExprKind::TemporaryPlace: return place(e);
  default: return value(e);
  }
}

void Dumper::statements(List<const Stmt *> list) {
  for (const Stmt *each : list)
    statement(*each);
}

void Dumper::block(const Block *b) {
  ++indent;
  if (b)
    statements(b->statements);
  --indent;
}

void Dumper::suite(const std::string &head, const Block *b) {
  if (!b)
    return;
  line(head + ":");
  block(b);
}

void Dumper::forLoop(const For &loop) {
  std::string head = "For{" + local(loop.iterator) + " = " + expr(loop.init);
  if (loop.hasNext)
    head += "; has " + expr(loop.hasNext);
  suite(head + "; " + local(loop.element) + " = " + expr(loop.next) + "}", loop.body);
  if (!loop.bindings.empty()) {
    line("binding:");
    ++indent;
    statements(loop.bindings);
    --indent;
  }
  suite("else", loop.otherwise);
}

void Dumper::tryStatement(const Try &t) {
  suite("Try", t.body);
  if (t.hasHandler)
    suite("except " + local(t.error) + ": " + term(t.errorType), t.handler);
  suite("else", t.otherwise);
  suite("finally", t.finally);
}

void Dumper::with(const With &w) {
  line("With{" + local(w.manager) + " = " + expr(w.init) + "; " + local(w.entered) + " = " + expr(w.enter) + "}");
  ++indent;
  statements(w.bindings);
  --indent;
  block(w.body);
  if (w.exit)
    line("exit " + expr(w.exit));
  if (w.exitWithError)
    line("exit on " + local(w.error) + " " + expr(w.exitWithError));
}

void Dumper::comptimeIf(const ComptimeIf &c) {
  for (const ComptimeArm &arm : c.arms)
    suite((arm.condition.isValid() ? "ComptimeIf('" + term(arm.condition) + ")" : std::string("else")) + " //" + locals(arm.outerLocals), arm.body);
}

void Dumper::statement(const Stmt &s) {
  switch (s.kind) {
  case StmtKind::Block: return block(&static_cast<const Block &>(s));
  case StmtKind::Discard: {
    auto &d = static_cast<const Discard &>(s);
    return line((d.isUse ? "use " : "") + expr(d.expr));
  }
  case StmtKind::Init: {
    auto &init = static_cast<const Init &>(s);
    return line(local(init.local) + ": " + term(body.locals[init.local].type) + " = " + expr(init.value));
  }
  case StmtKind::Late: {
    LocalId id = static_cast<const Late &>(s).local;
    return line(local(id) + ": " + term(body.locals[id].type));
  }
  case StmtKind::BindRef: return line("ref " + local(static_cast<const BindRef &>(s).local) + " = " + expr(static_cast<const BindRef &>(s).place));
  case StmtKind::Assign: {
    auto &assign = static_cast<const Assign &>(s);
    return line(expr(assign.target) + (assign.isUninit ? " := " : " = ") + expr(assign.value));
  }
  case StmtKind::If:
    suite("If " + expr(static_cast<const If &>(s).condition), static_cast<const If &>(s).then);
    return suite("else", static_cast<const If &>(s).otherwise);
  case StmtKind::While:
    suite("While " + expr(static_cast<const While &>(s).condition), static_cast<const While &>(s).body);
    return suite("else", static_cast<const While &>(s).otherwise);
  case StmtKind::For: return forLoop(static_cast<const For &>(s));
  case StmtKind::Try: return tryStatement(static_cast<const Try &>(s));
  case StmtKind::Raise: return line("Raise " + expr(static_cast<const Raise &>(s).value));
  case StmtKind::Reraise: return line("Reraise " + local(static_cast<const Reraise &>(s).error));
  case StmtKind::Return: return line("Return " + expr(static_cast<const Return &>(s).value));
  case StmtKind::With: return with(static_cast<const With &>(s));
  case StmtKind::Break: return line("Break");
  case StmtKind::Continue: return line("Continue");
  case StmtKind::ComptimeIf: return comptimeIf(static_cast<const ComptimeIf &>(s));
  case StmtKind::ComptimeFor: {
    auto &loop = static_cast<const ComptimeFor &>(s);
    std::string name = loop.parameter.isValid() ? ctx.program.parameters[loop.parameter].name.str().str() : "_";
    suite("comptime for " + name + " in '" + term(loop.iterable) + fmt::format(" // scope {}", loop.scope) + locals(loop.outerLocals), loop.body);
    return suite("else", loop.otherwise);
  }
  case StmtKind::ComptimeAssert: {
    auto &check = static_cast<const ComptimeAssert &>(s);
    return line("comptime assert '" + term(check.condition) + (check.message.isValid() ? ", " + term(check.message) : ""));
  }
  case StmtKind::Error: return line("error");
  }
}

std::string dump(Context &ctx, const CheckedBody &body) {
  Dumper dumper{ctx, body, {}, 0};
  std::string head = body.function.isValid() ? qualifiedName(ctx.program, body.function) : "expression";
  std::string arguments;
  for (const Local &local : body.locals)
    if (local.kind == LocalKind::Argument || local.kind == LocalKind::Result)
      arguments += (arguments.empty() ? "" : ", ") + local.name.str().str() + ": " + dumper.term(local.type);
  dumper.line(head + "(" + arguments + ")" + (body.hasError ? " // has errors" : ""));
  dumper.block(body.root);
  return dumper.text;
}

} // namespace fornax::sema
