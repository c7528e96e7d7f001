// Comprehensions: a container made first, nested loops that add to it.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Members.h"
#include "sema/expressions/Subscripts.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

/// One clause, checked: a loop, or a condition.
struct ComprehensionStep {
  Iteration turn;
  llvm::ArrayRef<const Stmt *> bindings;
  Expr *condition = nullptr; // of an `if`
  SourceRange range;
};

struct ComprehensionParts {
  ast::ComprehensionKind kind;
  llvm::ArrayRef<ComprehensionStep> steps;
  Draft *key = nullptr, *element = nullptr;
};

/// Clauses from left to right, each in the scope of those before; then the element.
Draft *analyseComprehension(BodyContext &bc, const ast::Comprehension &comprehension) {
  Scope *outer = bc.scope;
  std::deque<Scope> scopes;
  llvm::SmallVector<ComprehensionStep, 2> steps;
  bool isGood = true;
  for (const ast::ComprehensionClause &clause : comprehension.clauses) {
    ComprehensionStep step;
    step.range = clause.value->range();
    if (!clause.target) {
      step.condition = checkCondition(bc, *clause.value);
      isGood &= step.condition->kind != ExprKind::Error;
      steps.push_back(step);
      continue;
    }
    bool canIterate = startIteration(bc, *clause.value, step.turn);
    scopes.emplace_back();
    scopes.back().outer = bc.scope;
    bc.scope = &scopes.back();
    llvm::SmallVector<const Stmt *, 4> bindings;
    Expr *source = canIterate ? step.turn.source : bc.build.error(step.range);
    bindTarget(bc, *clause.target, source, PlainName::ImmutableReference, bindings);
    if (bc.isComptimeOnly)
      for (const auto &[name, entry] : bc.scope->names)
        if (entry.entity.is(Entity::Kind::Local))
          bc.comptimeLocals.push_back(entry.entity.local());
    step.bindings = bc.build.list(llvm::ArrayRef<const Stmt *>(bindings));
    isGood &= canIterate;
    steps.push_back(step);
  }
  ComprehensionParts parts;
  parts.kind = comprehension.which;
  parts.key = comprehension.key ? analyse(bc, *comprehension.key) : nullptr;
  parts.element = analyse(bc, *comprehension.element);
  bc.scope = outer;
  if (!isGood || parts.element->form == DraftForm::Error || (parts.key && parts.key->form == DraftForm::Error))
    return errorDraft(bc, &comprehension, comprehension.range());
  parts.steps = arenaList(bc, llvm::ArrayRef<ComprehensionStep>(steps));
  Draft *draft = makeDraft(bc, DraftForm::Comprehension, &comprehension, comprehension.range());
  draft->parts = bc.ctx.program.arena.make<ComprehensionParts>(parts);
  return draft;
}

static Type runTimeType(BodyContext &bc, Draft *draft) {
  Type type = naturalType(bc, draft);
  if (!type)
    return type;
  Type later = materialised(bc.ctx, type);
  return later && !isError(later) ? later : type;
}

/// The library container with its leading parameters given, the rest at their defaults.
static Type containerOf(BodyContext &bc, ContractItem item, llvm::ArrayRef<Term> given) {
  Context &ctx = bc.ctx;
  if (!libraryHas(ctx, item))
    return {};
  Entity entity = findContract(ctx, item);
  if (!entity.is(Entity::Kind::Struct))
    return errorType(ctx);
  Bindings known;
  llvm::SmallVector<Term, 4> terms;
  size_t next = 0;
  for (ParameterId id : parametersOf(ctx, entity.structure())) {
    ParameterGroup group = ctx.program.parameters[id].group;
    bool isOpen = group == ParameterGroup::Positional || group == ParameterGroup::PositionalOnly;
    Term term = isOpen && next < given.size() ? given[next++] : defaultOf(ctx, id);
    if (!term)
      return errorType(ctx);
    terms.push_back(substitute(ctx, term, known));
    known.bind(id, terms.back());
  }
  return makeStruct(ctx, entity.structure(), terms);
}

Type naturalContainer(BodyContext &bc, Draft *draft) {
  const ComprehensionParts &parts = *draft->parts;
  Type element = runTimeType(bc, parts.element);
  if (!element)
    return {};
  switch (parts.kind) {
  case ast::ComprehensionKind::List: return containerOf(bc, ContractItem::List, {element});
  case ast::ComprehensionKind::Set: return containerOf(bc, ContractItem::Set, {element});
  case ast::ComprehensionKind::Dict: {
    Type key = runTimeType(bc, parts.key);
    return key ? containerOf(bc, ContractItem::Dict, {key, element}) : Type();
  }
  }
  llvm_unreachable("every kind is handled");
}

static llvm::StringRef methodFor(ast::ComprehensionKind kind) {
  switch (kind) {
  case ast::ComprehensionKind::List: return "append";
  case ast::ComprehensionKind::Set: return "add";
  case ast::ComprehensionKind::Dict: return "__setitem__";
  }
  llvm_unreachable("every kind is handled");
}

bool collects(BodyContext &bc, Draft *draft, Type container) { return hasMember(bc, container, methodFor(draft->parts->kind)); }

static const Block *blockOf(BodyContext &bc, llvm::ArrayRef<const Stmt *> statements, SourceRange range) {
  auto *block = bc.build.stmt<Block>(range);
  block->statements = bc.build.list(statements);
  return block;
}

static const Stmt *wrap(BodyContext &bc, const ComprehensionStep &step, const Stmt *inner) {
  const Block *body = blockOf(bc, inner, step.range);
  if (step.condition) {
    auto *branch = bc.build.stmt<If>(step.range);
    branch->condition = step.condition;
    branch->then = body;
    return branch;
  }
  auto *loop = bc.build.stmt<For>(step.range);
  loop->iterator = step.turn.iterator;
  loop->init = step.turn.init;
  loop->hasNext = step.turn.hasNext;
  loop->next = step.turn.next;
  loop->element = step.turn.element;
  loop->bindings = step.bindings;
  loop->body = body;
  return loop;
}

Expr *realiseComprehension(BodyContext &bc, Draft *draft, Type container) {
  const ComprehensionParts &parts = *draft->parts;
  Expr *empty = callConstructor(bc, container, {}, draft->range);
  if (empty->kind == ExprKind::Error)
    return empty;
  llvm::SmallVector<const Stmt *, 2> statements;
  Draft *collection = hold(bc, doneDraft(bc, empty), statements);
  if (collection->form == DraftForm::Error || collection->expr->kind == ExprKind::Constant) {
    if (collection->form == DraftForm::Error)
      return collection->expr;
  }
  llvm::SmallVector<CallOperand, 2> operands;
  for (Draft *part : {parts.key, parts.element}) {
    if (!part)
      continue;
    CallOperand operand;
    operand.draft = part;
    operand.range = part->range;
    operands.push_back(operand);
  }
  Expr *add = callMember(bc, collection->expr, methodFor(parts.kind), operands, draft->range);
  if (!add || add->kind == ExprKind::Error)
    return bc.build.error(draft->range); // `collects` has seen the method
  auto *discard = bc.build.stmt<checked::Discard>(draft->range);
  discard->expr = add;
  const Stmt *body = discard;
  for (const ComprehensionStep &step : llvm::reverse(parts.steps))
    body = wrap(bc, step, body);
  statements.push_back(body);
  auto *result = bc.build.make<Move>(collection->expr->type, draft->range);
  result->place = collection->expr;
  return sequence(bc, statements, result, draft->range);
}

} // namespace fornax::sema
