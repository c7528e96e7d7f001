// What a struct is: parameters, conformances, fields, lifecycle.

#include "sema/declarations/DeclContext.h"
#include "sema/declarations/Parameters.h"
#include "sema/declarations/Synthesis.h"
#include "sema/Diagnostics.h"
#include "sema/names/Attributes.h"
#include "syntax/AST.h"

namespace fornax::sema {

static const ast::Struct *syntaxOf(const Struct &row) { return static_cast<const ast::Struct *>(row.syntax); }

// ---- Parameters

llvm::ArrayRef<ParameterId> parametersOf(Context &ctx, StructId id) {
  using State = Lazy<std::vector<ParameterId>>;
  Struct &row = ctx.program.structs[id];
  if (row.parameters.state == State::InProgress) {
    reportCycle(ctx, id, row.range);
    row.parameters.state = State::Failed;
  }
  if (row.parameters.state != State::NotStarted)
    return row.parameters.value;
  if (syntaxOf(row)->parameters.empty()) {
    row.parameters.state = State::Done;
    return row.parameters.value;
  }
  row.parameters.state = State::InProgress;
  DemandGuard guard(ctx, id, "parameters", row.range);
  DeclContext decl(ctx, row.module, {});
  ParameterList list{id, {}, {}};
  readParameters(decl.bc, syntaxOf(row)->parameters, list);
  row.parameters.value = list.all();
  numberParameters(ctx, row.parameters.value);
  if (row.parameters.state == State::InProgress)
    row.parameters.state = State::Done;
  return row.parameters.value;
}

// ---- Header

static bool isContractTrait(Context &ctx, Term trait, ContractItem item) {
  return isKind(trait, TermKind::Trait) && contractTrait(ctx, item) == traitOf(trait);
}

static ConformanceClause *findClause(StructHeader &header, Term trait) {
  for (ConformanceClause &clause : header.conformances)
    if (clause.trait == trait)
      return &clause;
  return nullptr;
}

static void addExplicit(Context &ctx, StructHeader &header, Term trait, Term condition, SourceRange range) {
  if (isContractTrait(ctx, trait, ContractItem::Movable))
    header.movableCondition = condition;
  if (isContractTrait(ctx, trait, ContractItem::Deinitable))
    header.deinitableCondition = condition;
  if (ConformanceClause *known = findClause(header, trait)) {
    if (known->condition != condition)
      ctx.diags.report(range, messages::conformanceTwice(TypeText{print(ctx, trait)})).note(known->range, messages::firstDeclared());
    return;
  }
  header.conformances.push_back({trait, condition, range, false});
}

/// One item of a conformance list: each member of a composition with the item's condition.
static void readConformance(BodyContext &bc, const ast::Conformance &syntax, StructHeader &header) {
  Context &ctx = bc.ctx;
  Type traits = boundFrom(bc, *syntax.trait);
  if (isError(traits))
    return;
  if (!isKind(traits, TermKind::Traits)) {
    ctx.diags.report(syntax.trait->range(), messages::notATrait());
    return;
  }
  Term condition = makeBool(ctx, !syntax.isNegated);
  if (syntax.where)
    condition = conditionFrom(bc, *syntax.where->condition);
  if (isError(condition))
    condition = makeBool(ctx, true); // reported: whoever asks is not told again
  for (Term trait : traits->operands())
    addExplicit(ctx, header, trait, condition, syntax.trait->range());
}

/// Warns of traits that another one of the list implies.
static void warnRedundant(Context &ctx, const StructHeader &header) {
  for (const ConformanceClause &clause : header.conformances)
    for (const ConformanceClause &other : header.conformances) {
      bool isPlain = isKind(other.trait, TermKind::Trait) && asBool(clause.condition).value_or(false) && asBool(other.condition).value_or(false);
      if (!isPlain || other.range == clause.range || !llvm::is_contained(ancestorsOf(ctx, traitOf(other.trait)), clause.trait))
        continue;
      ctx.diags.report(clause.range, messages::redundantTrait(TypeText{print(ctx, clause.trait)}, TypeText{print(ctx, other.trait)}));
      break;
    }
}

/// Ancestors follow the condition of what lists them. Movable and Deinitable are conformed to by default, so a condition does not narrow them.
static void addAncestors(Context &ctx, StructHeader &header) {
  size_t count = header.conformances.size();
  for (size_t i = 0; i < count; ++i) {
    ConformanceClause clause = header.conformances[i];
    if (clause.isInherited || !isKind(clause.trait, TermKind::Trait) || asBool(clause.condition) == false)
      continue;
    for (Term ancestor : ancestorsOf(ctx, traitOf(clause.trait))) {
      bool isDefault = isContractTrait(ctx, ancestor, ContractItem::Movable) || isContractTrait(ctx, ancestor, ContractItem::Deinitable);
      if (isDefault && !asBool(clause.condition).value_or(false))
        continue;
      ConformanceClause *known = findClause(header, ancestor);
      if (!known)
        header.conformances.push_back({ancestor, clause.condition, clause.range, true});
      else if (known->isInherited && known->condition != clause.condition)
        known->condition = makeOr(ctx, {known->condition, clause.condition});
    }
  }
}

/// Conformances of the extensions known by now; a module that is read later may bring more.
static void readExtensions(Context &ctx, StructId id, StructHeader &header) {
  Struct &row = ctx.program.structs[id];
  while (row.extensionsRead < row.extensions.size()) {
    auto [extension, module] = row.extensions[row.extensionsRead++];
    DeclContext decl(ctx, module, makeSelf(ctx, id));
    decl.declareAll(parametersOf(ctx, id));
    for (const ast::Conformance *conformance : static_cast<const ast::Extension *>(extension)->conformances)
      readConformance(decl.bc, *conformance, header);
  }
}

static void readHeader(Context &ctx, StructId id, StructHeader &header) {
  const Struct &row = ctx.program.structs[id];
  const ast::Struct *syntax = syntaxOf(row);
  {
    DeclContext decl(ctx, row.module, makeSelf(ctx, id));
    decl.declareAll(parametersOf(ctx, id));
    for (const ast::Where *where : syntax->wheres) {
      Term condition = conditionFrom(decl.bc, *where->condition);
      if (isError(condition))
        continue;
      header.wheres.push_back({condition, literalText(where->message), where->range()});
      decl.bc.env = extend(ctx, decl.bc.env, condition, where->range());
    }
    for (const ast::Conformance *conformance : syntax->conformances)
      readConformance(decl.bc, *conformance, header);
  }
  readExtensions(ctx, id, header);
  if (!ctx.program.modules[row.module].isLibrary)
    warnRedundant(ctx, header);
  addAncestors(ctx, header);
}

const StructHeader &headerOf(Context &ctx, StructId id) {
  using State = Lazy<StructHeader>;
  Struct &row = ctx.program.structs[id];
  if (row.header.state == State::InProgress) {
    reportCycle(ctx, id, row.range);
    row.header.state = State::Failed;
  }
  if (row.header.isDone() && row.extensionsRead < row.extensions.size()) {
    readExtensions(ctx, id, row.header.value);
    addAncestors(ctx, row.header.value);
  }
  if (row.header.state != State::NotStarted)
    return row.header.value;
  row.header.state = State::InProgress;
  {
    DemandGuard guard(ctx, id, "conformances", row.range);
    StructHeader header;
    readHeader(ctx, id, header);
    row.header.value = std::move(header);
    if (row.header.state == State::InProgress)
      row.header.state = State::Done;
  }
  if (!ctx.demand)
    provePendingBounds(ctx);
  return row.header.value;
}

// ---- Fields

/// Whether a value of `type` holds a value of `target` by value (D27). `seen` stops at types met before.
static bool containsByValue(Context &ctx, Type type, StructId target, llvm::SmallVectorImpl<Term> &seen) {
  constexpr size_t Limit = 512; // a struct that grows with every step is caught when it is instantiated
  if (!isKind(type, TermKind::Struct) || llvm::is_contained(seen, type) || seen.size() > Limit)
    return false;
  if (structOf(type) == target)
    return true;
  seen.push_back(type);
  Bindings bindings = bindingsFor(ctx, structOf(type), argumentsOf(type));
  if (ctx.program.structs[structOf(type)].fieldTypes.state == Lazy<bool>::InProgress)
    return false;
  for (FieldId field : fieldsOf(ctx, structOf(type)))
    if (Type inner = ctx.program.fields[field].type; !isError(inner))
      if (containsByValue(ctx, substituteType(ctx, inner, bindings), target, seen))
        return true;
  return false;
}

/// `@align(N)`, `@align(Self.n)`
static void readAlignment(BodyContext &bc, Struct &row) {
  const ast::Decorator *align = findDecorator(syntaxOf(row)->decorators, "align");
  if (!align || align->arguments.size() != 1)
    return;
  Term value = termFrom(bc, *align->arguments[0].value, contractType(bc.ctx, ContractItem::Int));
  if (isError(value))
    return;
  row.alignment = value;
  constexpr int64_t Largest = int64_t(1) << 29;
  if (std::optional<int64_t> number = asInt64(value); number && (*number <= 0 || *number > Largest || !llvm::isPowerOf2_64(uint64_t(*number))))
    bc.ctx.diags.report(align->arguments[0].value->range(), messages::badAlignment());
}

static void readFields(Context &ctx, StructId id) {
  Struct &row = ctx.program.structs[id];
  DeclContext decl(ctx, row.module, makeSelf(ctx, id));
  decl.inherit(parametersOf(ctx, id));
  readAlignment(decl.bc, row);
  for (FieldId field : row.fields)
    ctx.program.fields[field].type = errorType(ctx); // until it is read
  for (FieldId field : row.fields) {
    FieldInfo &info = ctx.program.fields[field];
    auto *syntax = static_cast<const ast::Field *>(info.syntax);
    info.type = typeFrom(decl.bc, *syntax->type);
  }
}

static void checkContainment(Context &ctx, StructId id) {
  const Struct &row = ctx.program.structs[id];
  for (FieldId field : row.fields) {
    FieldInfo &info = ctx.program.fields[field];
    llvm::SmallVector<Term, 16> seen;
    if (isError(info.type) || !containsByValue(ctx, info.type, id, seen))
      continue;
    ctx.diags.report(info.range, messages::recursiveByValue(row.name)).note(messages::useIndirection());
    info.type = errorType(ctx);
  }
}

llvm::ArrayRef<FieldId> fieldsOf(Context &ctx, StructId id) {
  using State = Lazy<bool>;
  Struct &row = ctx.program.structs[id];
  (void)membersOf(ctx, id); // makes the rows
  if (row.fieldTypes.state == State::InProgress) {
    reportCycle(ctx, id, row.range);
    row.fieldTypes.state = State::Failed;
  }
  if (row.fieldTypes.state != State::NotStarted)
    return row.fields;
  if (row.fields.empty() && !findDecorator(syntaxOf(row)->decorators, "align")) {
    row.fieldTypes.state = State::Done;
    return row.fields;
  }
  row.fieldTypes.state = State::InProgress;
  {
    DemandGuard guard(ctx, id, "fields", row.range);
    readFields(ctx, id);
    if (row.fieldTypes.state == State::InProgress)
      row.fieldTypes.state = State::Done;
    checkContainment(ctx, id);
  }
  if (!ctx.demand)
    provePendingBounds(ctx);
  return row.fields;
}

} // namespace fornax::sema
