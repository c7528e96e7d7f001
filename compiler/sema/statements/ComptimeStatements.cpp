#include "sema/evaluation/Evaluator.h"
#include "sema/statements/Statements.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

namespace {
/// Which locals of the surroundings a piece of code mentions: those that were there before it. irgen keeps them alive in arms not taken.
struct OuterLocals {
  BodyContext &b;
  uint32_t before;
  std::vector<bool> usedBefore;

  explicit OuterLocals(BodyContext &b) : b(b), before(b.build.body.locals.size()) {
    for (uint32_t i = 0; i < before; ++i) {
      Local &local = b.build.body.locals[LocalId(i)];
      usedBefore.push_back(local.isUsed);
      local.isUsed = false;
    }
  }
  llvm::ArrayRef<LocalId> finish() {
    llvm::SmallVector<LocalId, 8> mentioned;
    for (uint32_t i = 0; i < before; ++i) {
      Local &local = b.build.body.locals[LocalId(i)];
      if (local.isUsed)
        mentioned.push_back(LocalId(i));
      local.isUsed = local.isUsed || usedBefore[i];
    }
    return b.build.list(llvm::ArrayRef<LocalId>(mentioned));
  }
};
} // namespace

/// One arm under a condition that holds in it.
static ComptimeArm checkArm(BodyContext &b, Slot condition, Term fact, const ast::Block &suite) {
  ComptimeArm arm;
  arm.condition = condition;
  OuterLocals outer(b);
  llvm::SaveAndRestore env(b.env);
  if (fact)
    b.env = extend(b.ctx, b.env, fact, suite.range());
  bool isCertain = fact && asBool(fact).value_or(false);
  llvm::SaveAndRestore depth(b.ctx.conditionDepth, b.ctx.conditionDepth + (isCertain ? 0 : 1));
  arm.body = checkSuite(b, suite);
  arm.outerLocals = outer.finish();
  return arm;
}

void checkComptimeIf(BodyContext &b, const ast::If &stmt, StmtList &into) {
  auto *branch = b.build.stmt<ComptimeIf>(stmt.range());
  b.build.body.hasComptimeFlow = true;
  llvm::SmallVector<ComptimeArm, 4> arms;
  llvm::SmallVector<Term, 4> excluded; // the conditions before, negated: facts of the later arms
  for (const ast::IfArm &written : stmt.arms) {
    Term condition = conditionFrom(b, *written.condition);
    llvm::SmallVector<Term, 4> facts(excluded);
    if (!isError(condition)) {
      facts.push_back(condition);
      excluded.push_back(makeNot(b.ctx, condition));
    }
    arms.push_back(checkArm(b, b.build.slot(condition), facts.empty() ? Term() : makeAnd(b.ctx, facts), *written.body));
  }
  if (stmt.elseBody)
    arms.push_back(checkArm(b, Slot(), excluded.empty() ? Term() : makeAnd(b.ctx, excluded), *stmt.elseBody));
  branch->arms = b.build.list(llvm::ArrayRef<ComptimeArm>(arms));
  into.push_back(branch);
}

static Type turnType(BodyContext &b, Term iterable, SourceRange range);

/// The loop variable is a parameter whose scope is the body.
static ParameterId addLoopParameter(BodyContext &b, Name name, SourceRange range, Type type) {
  Parameter parameter;
  parameter.name = name;
  parameter.owner = b.function;
  parameter.group = ParameterGroup::Loop;
  parameter.type = type;
  parameter.range = range;
  return b.ctx.program.parameters.add(std::move(parameter));
}

static void declareComptime(BodyContext &b, Comptime row) {
  ScopeEntry entry;
  entry.range = row.range;
  Name name = row.name;
  entry.entity = b.ctx.program.comptimes.add(std::move(row));
  declareName(b, name, entry);
}

/// The names of a pattern stand for the elements of the turn's value, a tuple.
static bool declareElements(BodyContext &b, const ast::Tuple &pattern, Term turn, Type type) {
  Context &ctx = b.ctx;
  if (isError(type))
    return true;
  Term elements = isContractStruct(ctx, type, ContractItem::Tuple) ? listOf(ctx, argumentsOf(type).back()) : Term();
  if (!elements) {
    ctx.diags.report(pattern.range(), messages::notDestructurable(typeText(ctx, type)));
    return false;
  }
  if (isKind(elements, TermKind::List) && elements->count != pattern.elements.size()) {
    ctx.diags.report(pattern.range(), messages::wrongElementCount(unsigned(pattern.elements.size()), elements->count));
    return false;
  }
  Term storage = makeMember(ctx, turn, 0);
  for (auto [i, part] : llvm::enumerate(pattern.elements)) {
    const ast::Expr *written = ast::stripParens(part);
    if (llvm::isa<ast::Discard>(written))
      continue;
    auto *name = llvm::dyn_cast<ast::Identifier>(written);
    if (!name) {
      ctx.diags.report(written->range(), messages::comptimeForTarget());
      return false;
    }
    Comptime row;
    row.name = name->name;
    row.owner = b.function;
    row.module = b.module;
    row.range = name->range();
    row.value.value = makeMember(ctx, storage, unsigned(i));
    row.value.state = Lazy<Term>::Done;
    row.parameters.state = Lazy<std::vector<ParameterId>>::Done;
    row.type = typeOf(ctx, row.value.value);
    declareComptime(b, std::move(row));
  }
  return true;
}

void checkComptimeFor(BodyContext &b, const ast::For &stmt, StmtList &into) {
  auto *loop = b.build.stmt<ComptimeFor>(stmt.range());
  b.build.body.hasComptimeFlow = true;
  Term iterable = termFrom(b, *stmt.iterable);
  Type element = isError(iterable) ? errorType(b.ctx) : turnType(b, iterable, stmt.iterable->range());
  const ast::Expr *target = ast::stripParens(stmt.target);
  if (auto *binder = llvm::dyn_cast<ast::Binder>(target))
    target = ast::stripParens(binder->target);
  auto *name = llvm::dyn_cast<ast::Identifier>(target);
  auto *pattern = llvm::dyn_cast<ast::Tuple>(target);
  if (!name && !pattern && !llvm::isa<ast::Discard>(target)) {
    b.ctx.diags.report(target->range(), messages::comptimeForTarget());
    return;
  }
  loop->iterable = b.build.slot(iterable);
  loop->parameter = addLoopParameter(b, name ? name->name : b.ctx.names.intern("_"), target->range(), element);
  b.build.body.scopeParents.push_back(b.build.scope);
  loop->scope = uint32_t(b.build.body.scopeParents.size());
  b.build.loopParameters[loop->parameter] = loop->scope;
  {
    ScopeGuard scope(b);
    llvm::SaveAndRestore inner(b.build.scope, loop->scope);
    llvm::SaveAndRestore depth(b.loopDepth, b.loopDepth + 1);
    llvm::SaveAndRestore conditions(b.ctx.conditionDepth, b.ctx.conditionDepth + 1);
    size_t inScope = b.parametersInScope.size();
    b.parametersInScope.push_back(loop->parameter);
    if (name) {
      ScopeEntry entry;
      entry.entity = loop->parameter;
      entry.range = name->range();
      declareName(b, name->name, entry);
    } else if (pattern && !declareElements(b, *pattern, makeParam(b.ctx, loop->parameter), element)) {
      b.build.body.hasError = true;
    }
    OuterLocals outer(b);
    loop->body = checkSuite(b, *stmt.body);
    loop->outerLocals = outer.finish();
    b.parametersInScope.truncate(inScope);
  }
  if (stmt.elseBody)
    loop->otherwise = checkSuite(b, *stmt.elseBody);
  into.push_back(loop);
}

/// The type of one turn's value: what `__next__` of the iterator gives.
static Type turnType(BodyContext &b, Term iterable, SourceRange range) {
  Type type = typeOf(b.ctx, iterable);
  if (Term list = listOf(b.ctx, iterable))
    return listElementType(b.ctx, list);
  llvm::SaveAndRestore unevaluated(b.unevaluated.active, true);
  auto *constant = b.build.make<Constant>(b.build.slot(type), range);
  constant->value = b.build.slot(iterable);
  BodyContext::Handler swallow;
  llvm::SaveAndRestore handler(b.handler, &swallow);
  Expr *iterator = callMember(b, toPlace(b, constant), "__iter__", {}, range);
  Expr *next =
      iterator && iterator->kind != ExprKind::Error ? callMember(b, toPlace(b, toValue(b, iterator, range)), "__next__", {}, range) : nullptr;
  if (next)
    return b.build.typeOf(next);
  if (!iterator)
    b.ctx.diags.report(range, messages::notIterable(typeText(b.ctx, type)));
  return errorType(b.ctx);
}

static void checkComptimeAssert(BodyContext &b, const ast::Assert &stmt, StmtList &into) {
  auto *assertion = b.build.stmt<ComptimeAssert>(stmt.condition->range());
  Term condition = conditionFrom(b, *stmt.condition);
  assertion->condition = b.build.slot(condition);
  Term message = stmt.message ? termFrom(b, *stmt.message) : Term();
  if (message)
    assertion->message = b.build.slot(message);
  if (!isError(condition) && isClosed(condition) && b.ctx.conditionDepth == 0 && asBool(condition) == false)
    b.ctx.diags.report(stmt.condition->range(), messages::assertionFails(message ? assertText(b.ctx, message) : std::string()));
  if (!isError(condition))
    b.env = extend(b.ctx, b.env, condition, stmt.condition->range()); // until the suite ends
  into.push_back(assertion);
}

void checkAssert(BodyContext &b, const ast::Assert &stmt, StmtList &into) {
  if (stmt.isComptime)
    return checkComptimeAssert(b, stmt, into);
  Entity function = findContract(b.ctx, ContractItem::DebugAssert);
  if (!function)
    return;
  llvm::SmallVector<CallOperand, 2> operands;
  CallOperand condition;
  condition.draft = analyse(b, *stmt.condition);
  condition.range = stmt.condition->range();
  operands.push_back(condition);
  if (stmt.message) {
    CallOperand message;
    message.draft = analyse(b, *stmt.message);
    message.range = stmt.message->range();
    operands.push_back(message);
  }
  auto *discard = b.build.stmt<Discard>(stmt.range());
  discard->expr = callFunction(b, contractFunctions(b.ctx, ContractItem::DebugAssert), {}, operands, stmt.range());
  into.push_back(discard);
}

static void addLocalComptime(BodyContext &b, const ast::Stmt &syntax, Name name, SourceRange range, uint32_t element) {
  Comptime row;
  row.name = name;
  row.owner = b.function;
  row.module = b.module;
  row.syntax = &syntax;
  row.element = element;
  row.range = range;
  ComptimeId id = b.ctx.program.comptimes.add(std::move(row));
  evaluateLocalComptime(b, id);
  ScopeEntry entry;
  entry.entity = id;
  entry.range = range;
  declareName(b, name, entry);
}

void checkLocalComptime(BodyContext &b, const ast::ComptimeDecl &stmt) { addLocalComptime(b, stmt, stmt.name.name, stmt.name.range, 0); }

void checkLocalUnpack(BodyContext &b, const ast::ComptimeUnpack &stmt) {
  auto *tuple = llvm::dyn_cast<ast::Tuple>(ast::stripParens(stmt.target));
  if (!tuple) {
    b.ctx.diags.report(stmt.target->range(), messages::notATarget());
    return;
  }
  for (uint32_t i = 0; i < tuple->elements.size(); ++i) {
    auto *name = llvm::dyn_cast<ast::Identifier>(ast::stripParens(tuple->elements[i]));
    if (name)
      addLocalComptime(b, stmt, name->name, name->range(), i);
    else if (!llvm::isa<ast::Discard>(tuple->elements[i]))
      b.ctx.diags.report(tuple->elements[i]->range(), messages::notATarget());
  }
}

} // namespace fornax::sema
