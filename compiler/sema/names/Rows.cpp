#include "sema/names/Rows.h"
#include "sema/Diagnostics.h"
#include "sema/names/Attributes.h"

namespace fornax::sema {

FunctionId addFunction(Context &ctx, const ast::Function &syntax, Entity owner, ModuleId module) {
  Function row;
  row.name = syntax.name.name;
  row.owner = owner;
  row.module = module;
  row.syntax = &syntax;
  row.range = syntax.name.range;
  if (owner.is(Entity::Kind::Trait))
    row.role = FunctionRole::Requirement;
  readAttributes(row, syntax);
  return ctx.program.functions.add(std::move(row));
}

ComptimeId addComptime(Context &ctx, const ast::ComptimeDecl &syntax, Entity owner, ModuleId module) {
  Comptime row;
  row.name = syntax.name.name;
  row.owner = owner;
  row.module = module;
  row.syntax = &syntax;
  row.range = syntax.name.range;
  row.use = useAttributes(syntax.decorators);
  return ctx.program.comptimes.add(std::move(row));
}

void declareFunction(Context &ctx, NameMap &names, Name name, SourceRange range, FunctionId function) {
  if (!name)
    return;
  auto [it, isNew] = names.try_emplace(name);
  NameEntry &entry = it->second;
  if (isNew)
    entry.range = range;
  if (entry.entity) {
    ctx.diags.report(range, messages::functionNameClash(name)).note(entry.range, messages::firstDeclared());
    return;
  }
  entry.overloads.push_back(function);
}

void declareEntity(Context &ctx, NameMap &names, Name name, SourceRange range, Entity entity) {
  if (!name)
    return;
  auto [it, isNew] = names.try_emplace(name);
  NameEntry &entry = it->second;
  if (!isNew) {
    bool isFunction = !entry.overloads.empty();
    ctx.diags.report(range, isFunction ? messages::functionNameClash(name) : messages::declaredTwice(name))
        .note(entry.range, messages::firstDeclared());
    return;
  }
  entry.entity = entity;
  entry.range = range;
}

// ---- Members

static void addField(Context &ctx, Struct &structure, StructId id, const ast::Field &syntax) {
  FieldInfo row;
  row.name = syntax.name.name;
  row.owner = id;
  row.index = uint32_t(structure.fields.size());
  row.syntax = &syntax;
  row.range = syntax.name.range;
  FieldId field = ctx.program.fields.add(std::move(row));
  structure.fields.push_back(field);
  declareEntity(ctx, structure.members.value, syntax.name.name, syntax.name.range, field);
}

static void addStructMember(Context &ctx, StructId id, const ast::Stmt &member, ModuleId module, bool mayHaveFields) {
  Struct &structure = ctx.program.structs[id];
  NameMap &names = structure.members.value;
  if (auto *function = llvm::dyn_cast<ast::Function>(&member))
    return declareFunction(ctx, names, function->name.name, function->name.range, addFunction(ctx, *function, id, module));
  if (auto *comptime = llvm::dyn_cast<ast::ComptimeDecl>(&member))
    return declareEntity(ctx, names, comptime->name.name, comptime->name.range, addComptime(ctx, *comptime, id, module));
  if (auto *field = llvm::dyn_cast<ast::Field>(&member)) {
    if (mayHaveFields)
      return addField(ctx, structure, id, *field);
    ctx.diags.report(field->name.range, messages::fieldInExtension());
    return;
  }
  // The parser has reported everything else.
}

const NameMap &membersOf(Context &ctx, StructId id) {
  Struct &structure = ctx.program.structs[id];
  if (structure.members.state != Lazy<NameMap>::NotStarted)
    return structure.members.value;
  structure.members.state = Lazy<NameMap>::Done;
  if (structure.syntax)
    for (const ast::Stmt *member : static_cast<const ast::Struct *>(structure.syntax)->members)
      addStructMember(ctx, id, *member, structure.module, true);
  for (const auto &[extension, module] : structure.extensions)
    for (const ast::Stmt *member : static_cast<const ast::Extension *>(extension)->members)
      addStructMember(ctx, id, *member, module, false);
  return structure.members.value;
}

void addExtension(Context &ctx, StructId id, const ast::Extension &extension, ModuleId module) {
  Struct &structure = ctx.program.structs[id];
  structure.extensions.push_back({&extension, module});
  if (!structure.members.isDone())
    return;
  for (const ast::Stmt *member : extension.members)
    addStructMember(ctx, id, *member, module, false);
}

static RequirementId addRequirement(Context &ctx, TraitId trait, Name name) {
  Requirement row;
  row.name = name;
  row.trait = trait;
  RequirementId id = ctx.program.requirements.add(std::move(row));
  ctx.program.traits[trait].requirements.push_back(id);
  return id;
}

static void addTraitMember(Context &ctx, TraitId id, NameMap &names, const ast::Stmt &member, ModuleId module) {
  if (auto *function = llvm::dyn_cast<ast::Function>(&member)) {
    RequirementId requirement = addRequirement(ctx, id, function->name.name);
    FunctionId row = addFunction(ctx, *function, id, module);
    ctx.program.functions[row].requirement = requirement;
    ctx.program.requirements[requirement].function = row;
    ctx.program.requirements[requirement].hasDefault = !function->hasEllipsisBody;
    return declareFunction(ctx, names, function->name.name, function->name.range, row);
  }
  if (auto *comptime = llvm::dyn_cast<ast::ComptimeDecl>(&member)) {
    RequirementId requirement = addRequirement(ctx, id, comptime->name.name);
    ComptimeId row = addComptime(ctx, *comptime, id, module);
    ctx.program.comptimes[row].requirement = requirement;
    ctx.program.requirements[requirement].comptime = row;
    ctx.program.requirements[requirement].hasDefault = comptime->value != nullptr;
    return declareEntity(ctx, names, comptime->name.name, comptime->name.range, requirement);
  }
  if (auto *field = llvm::dyn_cast<ast::Field>(&member))
    ctx.diags.report(field->name.range, messages::fieldInTrait());
}

const NameMap &membersOf(Context &ctx, TraitId id) {
  Trait &trait = ctx.program.traits[id];
  if (trait.members.state != Lazy<NameMap>::NotStarted)
    return trait.members.value;
  trait.members.state = Lazy<NameMap>::Done;
  for (const ast::Stmt *member : static_cast<const ast::Trait *>(trait.syntax)->members)
    addTraitMember(ctx, id, trait.members.value, *member, trait.module);
  return trait.members.value;
}

} // namespace fornax::sema
