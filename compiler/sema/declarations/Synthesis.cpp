#include "sema/declarations/Synthesis.h"
#include "sema/checked/Builder.h"
#include "sema/declarations/DeclContext.h"
#include "sema/names/Attributes.h"
#include "syntax/AST.h"

namespace fornax::sema {

using namespace checked;

// ---- Which members exist

/// The condition under which a struct lists a trait; null if it does not, or says no.
static Term listedCondition(Context &ctx, StructId id, ContractItem item) {
  TraitId trait = contractTrait(ctx, item);
  if (!trait)
    return {};
  for (const ConformanceClause &clause : headerOf(ctx, id).conformances)
    if (isKind(clause.trait, TermKind::Trait) && traitOf(clause.trait) == trait && asBool(clause.condition) != false)
      return clause.condition;
  return {};
}

/// Movable and Deinitable hold unless the struct opts out.
static Term defaultCondition(Context &ctx, Term stated) { return stated ? stated : makeBool(ctx, true); }

/// The `where` of the synthesised member; null: there is none.
static Term conditionFor(Context &ctx, StructId id, SynthesisKind kind) {
  const Struct &row = ctx.program.structs[id];
  Term condition;
  switch (kind) {
  case SynthesisKind::FieldwiseInit: return row.isFieldwiseInit ? makeBool(ctx, true) : Term();
  case SynthesisKind::Copy:
    if (!writtenInitialiser(ctx, id, "copy"))
      condition = listedCondition(ctx, id, ContractItem::Copyable);
    break;
  case SynthesisKind::CopyMethod: condition = listedCondition(ctx, id, ContractItem::Copyable); break;
  case SynthesisKind::Move:
    if (!writtenInitialiser(ctx, id, "move"))
      condition = defaultCondition(ctx, headerOf(ctx, id).movableCondition);
    break;
  case SynthesisKind::Deinit:
    if (!writtenDeinit(ctx, id))
      condition = defaultCondition(ctx, headerOf(ctx, id).deinitableCondition);
    break;
  case SynthesisKind::None: break;
  }
  return condition && asBool(condition) == false ? Term() : condition;
}

static llvm::StringRef nameFor(SynthesisKind kind) {
  switch (kind) {
  case SynthesisKind::FieldwiseInit:
  case SynthesisKind::Copy:
  case SynthesisKind::Move: return "__init__";
  case SynthesisKind::Deinit: return "__deinit__";
  case SynthesisKind::CopyMethod: return "copy";
  case SynthesisKind::None: break;
  }
  llvm_unreachable("only members with a kind are made");
}

FunctionId synthesised(Context &ctx, StructId id, SynthesisKind kind) {
  Struct &row = ctx.program.structs[id];
  uint8_t bit = uint8_t(1u << unsigned(kind));
  if (row.synthesisAsked & bit)
    return row.synthesised[size_t(kind)];
  Term condition = conditionFor(ctx, id, kind);
  row.synthesisAsked |= bit;
  if (!condition)
    return {};
  Function function;
  function.name = ctx.names.intern(nameFor(kind));
  function.owner = id;
  function.module = row.module;
  function.role = FunctionRole::Synthesised;
  function.synthesis = kind;
  function.range = row.range;
  function.isStatic = function.name == "__init__";
  function.inlining = InlineKind::Automatic;
  return row.synthesised[size_t(kind)] = ctx.program.functions.add(std::move(function));
}

// ---- Signatures

static Argument argument(Context &ctx, llvm::StringRef name, Convention convention, ArgumentKind kind, Type type, SourceRange range) {
  Argument result;
  result.name = ctx.names.intern(name);
  result.convention = convention;
  result.kind = kind;
  result.type = type;
  result.range = result.typeRange = range;
  return result;
}

Signature synthesisedSignature(Context &ctx, FunctionId id) {
  const Function &row = ctx.program.functions[id];
  StructId owner = row.owner.structure();
  Type self = makeSelf(ctx, owner);
  Signature signature;
  signature.raises = contractType(ctx, ContractItem::Never);
  signature.result = self;
  auto add = [&](llvm::StringRef name, Convention convention, ArgumentKind kind, Type type) {
    signature.arguments.push_back(argument(ctx, name, convention, kind, type, row.range));
  };
  if (row.name == "__init__") {
    add("self", Convention::Out, ArgumentKind::Positional, self);
    signature.outIndex = 0;
  }
  switch (row.synthesis) {
  case SynthesisKind::FieldwiseInit:
    for (FieldId field : fieldsOf(ctx, owner)) {
      const FieldInfo &info = ctx.program.fields[field];
      add(info.name.str(), Convention::Var, ArgumentKind::Positional, info.type);
      signature.arguments.back().range = info.range;
    }
    signature.isImplicit = ctx.program.structs[owner].isFieldwiseImplicit;
    break;
  case SynthesisKind::Copy: add("copy", Convention::Imm, ArgumentKind::KeywordOnly, self); break;
  case SynthesisKind::Move: add("move", Convention::Deinit, ArgumentKind::KeywordOnly, self); break;
  case SynthesisKind::Deinit:
    add("self", Convention::Deinit, ArgumentKind::Positional, self);
    signature.result = contractType(ctx, ContractItem::NoneType);
    break;
  case SynthesisKind::CopyMethod: add("self", Convention::Imm, ArgumentKind::Positional, self); break;
  case SynthesisKind::None: break;
  }
  Term condition = conditionFor(ctx, owner, row.synthesis);
  if (condition && !asBool(condition).value_or(false))
    signature.wheres.push_back({condition, "", row.range});
  return signature;
}

// ---- Bodies

namespace {
struct Maker {
  Context &ctx;
  Builder build;
  const Function &row;
  SourceRange range;
  llvm::SmallVector<const checked::Stmt *, 8> statements;
};
} // namespace

static LocalId addArgument(Maker &m, const Argument &argument, uint32_t index) {
  Local local;
  local.name = argument.name;
  local.kind = argument.convention == Convention::Out ? LocalKind::Result : LocalKind::Argument;
  local.convention = argument.convention;
  local.argument = index;
  local.isMutable = argument.convention != Convention::Imm;
  local.isUsed = true;
  local.range = argument.range;
  return m.build.addLocal(std::move(local), argument.type);
}

static checked::Expr *place(Maker &m, LocalId local) {
  auto *node = m.build.make<LocalPlace>(m.build.body.locals[local].type, m.range);
  node->local = local;
  return node;
}

static checked::Expr *place(Maker &m, LocalId local, FieldId field) {
  auto *node = m.build.expr<FieldPlace>(m.ctx.program.fields[field].type, m.range);
  node->base = place(m, local);
  node->field = field;
  return node;
}

static checked::Expr *moved(Maker &m, checked::Expr *source) {
  auto *node = m.build.make<Move>(source->type, m.range);
  node->place = source;
  return node;
}

static checked::Expr *copied(Maker &m, checked::Expr *source) {
  auto *node = m.build.make<Copy>(source->type, m.range);
  node->place = source;
  node->how = Copy::How::Bound; // the source is only lent, and its type need not be implicitly copyable
  return node;
}

static void assign(Maker &m, checked::Expr *target, checked::Expr *value) {
  auto *stmt = m.build.stmt<Assign>(m.range);
  stmt->target = target;
  stmt->value = value;
  m.statements.push_back(stmt);
}

CheckedBody *synthesisedBody(Context &ctx, FunctionId id) {
  const Function &row = ctx.program.functions[id];
  const Signature &signature = signatureOf(ctx, id);
  auto *body = ctx.program.keep<CheckedBody>();
  body->function = id;
  Maker m{ctx, Builder(ctx, *body), row, row.range, {}};
  llvm::SmallVector<LocalId, 8> locals;
  for (auto [i, argument] : llvm::enumerate(signature.arguments)) {
    body->hasError |= isError(argument.type);
    locals.push_back(addArgument(m, argument, uint32_t(i)));
  }
  auto *end = m.build.stmt<Return>(m.range);
  llvm::ArrayRef<FieldId> fields = fieldsOf(ctx, row.owner.structure());
  switch (row.synthesis) {
  case SynthesisKind::FieldwiseInit:
    for (auto [i, field] : llvm::enumerate(fields))
      assign(m, place(m, locals[0], field), moved(m, place(m, locals[i + 1])));
    break;
  case SynthesisKind::Copy:
    for (FieldId field : fields)
      assign(m, place(m, locals[0], field), copied(m, place(m, locals[1], field)));
    break;
  case SynthesisKind::Move:
    for (FieldId field : fields)
      assign(m, place(m, locals[0], field), moved(m, place(m, locals[1], field)));
    break;
  case SynthesisKind::CopyMethod: end->value = copied(m, place(m, locals[0])); break;
  case SynthesisKind::Deinit: // `deinit self`: fields are destroyed where they are last used, that is at once
  case SynthesisKind::None: break;
  }
  m.statements.push_back(end);
  auto *root = m.build.stmt<Block>(m.range);
  root->statements = m.build.list<const checked::Stmt *>(m.statements);
  body->root = root;
  return body;
}

} // namespace fornax::sema
