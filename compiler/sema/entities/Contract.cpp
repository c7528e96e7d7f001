// Where the library keeps what the language needs (Contract.def).
#include "sema/Diagnostics.h"
#include "sema/entities/Demand.h"

namespace fornax::sema {

struct ContractRow {
  const char *module, *name;
};
static const ContractRow contractRows[] = {
#define CONTRACT(ENUMERATOR, MODULE, NAME) {MODULE, NAME},
#include "sema/entities/Contract.def"
};

/// Looks once; silent. An overload set answers with its first function.
static Entity search(Context &ctx, ContractItem item) {
  Entity &slot = ctx.program.contract[size_t(item)];
  if (slot)
    return slot;
  const ContractRow &row = contractRows[size_t(item)];
  ModuleId module = findModule(ctx, row.module);
  if (!module)
    return {};
  const NameEntry *entry = lookupExport(ctx, module, ctx.names.intern(row.name));
  if (!entry)
    return {};
  slot = entry->entity ? entry->entity : entry->overloads.empty() ? Entity() : Entity(entry->overloads[0]);
  return slot;
}

Entity findContract(Context &ctx, ContractItem item) {
  Entity found = search(ctx, item);
  const ContractRow &row = contractRows[size_t(item)];
  if (!found) {
    SourceRange range = ctx.demand ? ctx.demand->range : SourceRange();
    diag::Message message = messages::libraryEntityMissing(row.name, row.module);
    bool isKnown = llvm::any_of(ctx.diags.all(), [&](const diag::Diagnostic &d) {
      return d.message.definition == message.definition && d.message.arguments == message.arguments;
    });
    if (!isKnown)
      ctx.diags.report(range, std::move(message));
  }
  return found;
}

llvm::ArrayRef<FunctionId> contractFunctions(Context &ctx, ContractItem item) {
  if (!findContract(ctx, item))
    return {};
  const ContractRow &row = contractRows[size_t(item)];
  const NameEntry *entry = lookupExport(ctx, findModule(ctx, row.module), ctx.names.intern(row.name));
  return entry->overloads;
}

Type contractType(Context &ctx, ContractItem item, llvm::ArrayRef<Term> arguments) {
  Entity entity = findContract(ctx, item);
  if (entity.is(Entity::Kind::Struct))
    return makeStruct(ctx, entity.structure(), arguments);
  if (!entity.is(Entity::Kind::Comptime))
    return errorType(ctx);
  Term value = valueOf(ctx, entity.comptime());
  return value ? asType(arguments.empty() ? value : makeApply(ctx, value, arguments)) : errorType(ctx);
}

TraitId contractTrait(Context &ctx, ContractItem item) {
  Entity entity = findContract(ctx, item);
  return entity.is(Entity::Kind::Trait) ? entity.trait() : TraitId();
}

bool isContractStruct(Context &ctx, Term type, ContractItem item) {
  if (!isKind(type, TermKind::Struct))
    return false;
  // By name first: nothing is looked up for a struct that is called otherwise.
  const Struct &row = ctx.program.structs[structOf(type)];
  if (Entity slot = ctx.program.contract[size_t(item)]; slot.is(Entity::Kind::Struct))
    return slot.structure() == structOf(type);
  if (row.name != llvm::StringRef(contractRows[size_t(item)].name))
    return false;
  Entity found = search(ctx, item);
  return found.is(Entity::Kind::Struct) && found.structure() == structOf(type);
}

bool isNever(Context &ctx, Term type) { return isContractStruct(ctx, type, ContractItem::Never); }
bool isNone(Context &ctx, Term type) { return isContractStruct(ctx, type, ContractItem::NoneType); }

} // namespace fornax::sema
