#include "sema/statements/Statements.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

void declareName(BodyContext &b, Name name, ScopeEntry entry) {
  auto [it, isNew] = b.scope->names.try_emplace(name, entry);
  if (isNew)
    return;
  b.ctx.diags.report(entry.range, messages::redeclared(name)).note(it->second.range, messages::declaredBefore(name));
  it->second = entry;
}

LocalId declareLocal(BodyContext &b, Name name, SourceRange range, LocalKind kind, Type type) {
  Local local;
  local.name = name;
  local.kind = kind;
  local.range = range;
  LocalId id = b.build.addLocal(std::move(local), type);
  ScopeEntry entry;
  entry.entity = id;
  entry.range = range;
  declareName(b, name, entry);
  return id;
}

Expr *localPlace(BodyContext &b, LocalId id, SourceRange range) {
  const Local &local = b.build.body.locals[id];
  auto *place = b.build.make<LocalPlace>(local.type, range);
  place->local = id;
  return place;
}

const Stmt *makeInit(BodyContext &b, LocalId local, const Expr *value, SourceRange range) {
  auto *init = b.build.stmt<Init>(range);
  init->local = local;
  init->value = value;
  return init;
}

const Stmt *makeBindRef(BodyContext &b, LocalId local, const Expr *place, SourceRange range) {
  auto *bind = b.build.stmt<BindRef>(range);
  bind->local = local;
  bind->place = place;
  return bind;
}

/// The names of a target in order; the same shape nested.
static llvm::ArrayRef<const ast::Expr *> elementsOf(const ast::Expr *target) {
  target = ast::stripParens(target);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(target))
    return tuple->elements;
  return {};
}

static bool isTupleTarget(const ast::Expr *target) { return llvm::isa<ast::Tuple>(ast::stripParens(target)); }

/// One element of a tuple, by the tuple's own subscript with a compile-time index.
Expr *tupleElement(BodyContext &b, Expr *place, unsigned index, SourceRange range) {
  if (place->kind == ExprKind::Error || isError(b.build.typeOf(place)))
    return b.build.error(range);
  llvm::SmallVector<FunctionId, 4> getters;
  memberFunctions(b.ctx, b.build.typeOf(place), b.ctx.names.intern("__getitem_param__"), b.env, getters);
  if (getters.empty()) {
    b.ctx.diags.report(range, messages::notDestructurable(typeText(b.ctx, b.build.typeOf(place))));
    return b.build.error(range);
  }
  CallOperand receiver;
  receiver.built = place;
  receiver.range = range;
  return callFunction(b, getters, {makeInt(b.ctx, int64_t(index))}, {receiver}, range);
}

bool checkElementCount(BodyContext &b, Expr *source, size_t names, SourceRange target) {
  Type type = b.build.typeOf(source);
  if (source->kind == ExprKind::Error || !isContractStruct(b.ctx, type, ContractItem::Tuple) || argumentsOf(type).empty())
    return true;
  Term elements = listOf(b.ctx, argumentsOf(type).back());
  if (!elements || !isKind(elements, TermKind::List) || !isClosed(elements) || elements->operands().size() == names)
    return true;
  b.ctx.diags.report(source->range.isValid() ? source->range : target,
                     messages::wrongElementCount(unsigned(names), unsigned(elements->operands().size())));
  return false;
}

Expr *evaluateOnce(BodyContext &b, Expr *source, StmtList &into) {
  if (source->kind == ExprKind::Error || source->kind == ExprKind::LocalPlace)
    return source;
  Local row;
  row.range = source->range;
  row.isUsed = true;
  Type type = b.build.typeOf(source);
  if (source->category != Category::Place) {
    row.kind = LocalKind::Hidden;
    LocalId local = b.build.addLocal(std::move(row), type);
    into.push_back(makeInit(b, local, toValue(b, source, source->range), source->range));
    return localPlace(b, local, source->range);
  }
  row.kind = LocalKind::Reference;
  row.origin = originOf(b, source);
  row.isMutable = asBool(mutabilityOf(b, source)).value_or(false);
  LocalId local = b.build.addLocal(std::move(row), type);
  into.push_back(makeBindRef(b, local, source, source->range));
  return localPlace(b, local, source->range);
}

static void bindName(BodyContext &b, Name name, SourceRange range, Expr *source, PlainName plain, StmtList &into) {
  if (plain == PlainName::Variable) {
    Expr *value = toValue(b, source, range);
    LocalId local = declareLocal(b, name, range, LocalKind::Variable, b.build.typeOf(value));
    into.push_back(makeInit(b, local, value, range));
    return;
  }
  Expr *place = toPlace(b, source);
  LocalId local = declareLocal(b, name, range, LocalKind::Reference, b.build.typeOf(place));
  Term mut = place->kind == ExprKind::Error ? makeBool(b.ctx, true) : mutabilityOf(b, place);
  Local &row = b.build.body.locals[local];
  row.isUsed = plain == PlainName::ImmutableReference; // a loop may count turns only
  row.origin = place->kind == ExprKind::Error ? row.origin : originOf(b, place);
  row.isMutable = plain == PlainName::Reference && asBool(mut).value_or(true);
  into.push_back(makeBindRef(b, local, place, range));
}

void bindTarget(BodyContext &b, const ast::Expr &written, Expr *source, PlainName plain, StmtList &into) {
  const ast::Expr *target = ast::stripParens(&written);
  if (auto *binder = llvm::dyn_cast<ast::Binder>(target))
    return bindTarget(b, *binder->target, source, binder->which == ast::BinderKind::Var ? PlainName::Variable : PlainName::Reference, into);
  if (auto *name = llvm::dyn_cast<ast::Identifier>(target))
    return bindName(b, name->name, name->range(), source, plain, into);
  if (llvm::isa<ast::Discard>(target)) {
    auto *discard = b.build.stmt<Discard>(target->range());
    discard->expr = source;
    into.push_back(discard);
    return;
  }
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(target)) {
    bool fits = checkElementCount(b, source, tuple->elements.size(), target->range());
    Expr *place = fits ? evaluateOnce(b, source, into) : b.build.error(target->range());
    for (unsigned i = 0; i < tuple->elements.size(); ++i)
      bindTarget(b, *tuple->elements[i], tupleElement(b, place, i, tuple->elements[i]->range()), plain, into);
    return;
  }
  if (!hasErrorIn(b.ctx, target->range()))
    b.ctx.diags.report(target->range(), messages::notATarget());
}

/// `var x: T`, `var x: T = e`, `var x = e` for one name.
static void checkOneVar(BodyContext &b, const ast::Identifier &name, const ast::Expr *typeExpr, const ast::Expr *value, SourceRange range,
                        StmtList &into) {
  Type type = typeExpr ? typeFrom(b, *typeExpr, value ? HolePolicy::Keep : HolePolicy::Reject) : Type();
  if (!value) {
    LocalId local = declareLocal(b, name.name, name.range(), LocalKind::Variable, typeExpr ? type : errorType(b.ctx));
    auto *late = b.build.stmt<Late>(range);
    late->local = local;
    into.push_back(late);
    return;
  }
  Expr *built = typeExpr ? check(b, *value, {type, FitMode::Value}) : checkInferred(b, *value);
  bool isOpen = !typeExpr || hasFlag(type, HasHole);
  LocalId local = declareLocal(b, name.name, name.range(), LocalKind::Variable, isOpen ? b.build.typeOf(built) : type);
  into.push_back(makeInit(b, local, built, range));
}

/// `var a, b: T, U = x, y`: element by element where the value is written as a tuple, by destructuring otherwise.
static void checkTupleVar(BodyContext &b, const ast::VarStmt &stmt, StmtList &into) {
  auto names = elementsOf(stmt.pattern->target);
  llvm::ArrayRef<const ast::Expr *> values;
  if (auto *tuple = stmt.value ? llvm::dyn_cast<ast::Tuple>(ast::stripParens(stmt.value)) : nullptr)
    values = tuple->elements;
  bool isElementwise = !stmt.value || values.size() == names.size();
  if (!stmt.types.empty() && stmt.types.size() != names.size())
    b.ctx.diags.report(stmt.range(), messages::wrongTypeCount(unsigned(names.size()), unsigned(stmt.types.size())));
  bool allNames = llvm::all_of(names, [](const ast::Expr *e) { return llvm::isa<ast::Identifier>(ast::stripParens(e)); });
  if (isElementwise && allNames) {
    // All values first: the new names are not visible in them.
    llvm::SmallVector<Expr *, 4> built;
    llvm::SmallVector<Type, 4> types;
    for (unsigned i = 0; i < names.size(); ++i) {
      types.push_back(i < stmt.types.size() ? typeFrom(b, *stmt.types[i]) : Type());
      if (stmt.value)
        built.push_back(types[i] ? check(b, *values[i], {types[i], FitMode::Value}) : checkInferred(b, *values[i]));
    }
    for (unsigned i = 0; i < names.size(); ++i) {
      auto *name = llvm::cast<ast::Identifier>(ast::stripParens(names[i]));
      Type type = types[i] ? types[i] : stmt.value ? b.build.typeOf(built[i]) : errorType(b.ctx);
      LocalId local = declareLocal(b, name->name, name->range(), LocalKind::Variable, type);
      if (stmt.value) {
        into.push_back(makeInit(b, local, built[i], stmt.range()));
        continue;
      }
      auto *late = b.build.stmt<Late>(stmt.range());
      late->local = local;
      into.push_back(late);
    }
    return;
  }
  if (!values.empty() && values.size() != names.size()) {
    b.ctx.diags.report(stmt.value->range(), messages::wrongElementCount(unsigned(names.size()), unsigned(values.size())));
    return bindTarget(b, *stmt.pattern->target, b.build.error(stmt.value->range()), PlainName::Variable, into);
  }
  if (!stmt.value) {
    b.ctx.diags.report(stmt.range(), messages::notATarget());
    return;
  }
  bindTarget(b, *stmt.pattern->target, checkInferred(b, *stmt.value), PlainName::Variable, into);
}

void checkVar(BodyContext &b, const ast::VarStmt &stmt, StmtList &into) {
  const ast::Expr *target = ast::stripParens(stmt.pattern->target);
  if (!stmt.moreTargets.empty()) {
    // One value for all targets; the later ones are bound first (right to left).
    Expr *value = stmt.types.empty() ? checkInferred(b, *stmt.value) : check(b, *stmt.value, {typeFrom(b, *stmt.types[0]), FitMode::Value});
    Expr *shared = toPlace(b, value);
    for (const ast::Expr *other : llvm::reverse(stmt.moreTargets))
      storeBuilt(b, *other, shared, into);
    bindTarget(b, *stmt.pattern, shared, PlainName::Variable, into);
    return;
  }
  if (stmt.pattern->which == ast::BinderKind::Ref) {
    if (!stmt.value) // the parser has reported it
      return bindTarget(b, *target, b.build.error(stmt.range()), PlainName::Reference, into);
    Expr *place = checkPlace(b, *stmt.value);
    bindTarget(b, *target, place, PlainName::Reference, into);
    return;
  }
  if (isTupleTarget(target))
    return checkTupleVar(b, stmt, into);
  if (auto *name = llvm::dyn_cast<ast::Identifier>(target))
    return checkOneVar(b, *name, stmt.types.empty() ? nullptr : stmt.types[0], stmt.value, stmt.range(), into);
  if (llvm::isa<ast::Discard>(target) && stmt.value)
    return bindTarget(b, *target, checkInferred(b, *stmt.value), PlainName::Variable, into);
  if (!hasErrorIn(b.ctx, target->range()))
    b.ctx.diags.report(target->range(), messages::notATarget());
}

} // namespace fornax::sema
