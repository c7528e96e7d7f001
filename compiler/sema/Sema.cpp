#include "sema/Sema.h"
#include "sema/declarations/Validate.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/names/Imports.h"
#include "sema/proofs/Conformance.h"

namespace fornax::sema {

static void checkFunctions(Context &ctx, llvm::ArrayRef<FunctionId> overloads) {
  checkOverloads(ctx, overloads);
  checkSpecialMethods(ctx, overloads);
  for (FunctionId function : overloads)
    (void)bodyOf(ctx, function);
}

static void checkMembers(Context &ctx, const NameMap &members) {
  // Members of an extension may be added while others are checked: by index.
  for (size_t i = 0; i < members.size(); ++i) {
    const NameEntry &entry = (members.begin() + ptrdiff_t(i))->second;
    if (entry.entity.is(Entity::Kind::Comptime))
      (void)valueOf(ctx, entry.entity.comptime());
    if (entry.entity.is(Entity::Kind::Requirement))
      (void)valueOf(ctx, ctx.program.requirements[entry.entity.requirement()].comptime);
    llvm::SmallVector<FunctionId, 4> overloads(entry.overloads.begin(), entry.overloads.end());
    checkFunctions(ctx, overloads);
  }
}

static void checkStruct(Context &ctx, StructId id) {
  (void)headerOf(ctx, id);
  (void)fieldsOf(ctx, id);
  (void)lifecycleOf(ctx, id);
  bool hasLifecycle = checkLifecycle(ctx, id);
  checkMembers(ctx, membersOf(ctx, id));
  if (hasLifecycle) // else the field that is to blame has been named
    checkConformances(ctx, id);
}

static void checkTrait(Context &ctx, TraitId id) {
  (void)ancestorsOf(ctx, id);
  checkMembers(ctx, membersOf(ctx, id));
}

static void checkEntry(Context &ctx, const NameEntry &entry) {
  if (!entry.overloads.empty())
    checkFunctions(ctx, entry.overloads);
  else if (entry.entity.is(Entity::Kind::Struct))
    checkStruct(ctx, entry.entity.structure());
  else if (entry.entity.is(Entity::Kind::Trait))
    checkTrait(ctx, entry.entity.trait());
  else if (entry.entity.is(Entity::Kind::Comptime))
    (void)valueOf(ctx, entry.entity.comptime());
}

static void checkOne(Context &ctx, ModuleId id) {
  const NameMap &names = namesOf(ctx, id);
  checkImports(ctx, id);
  checkDecorators(ctx, id);
  checkMain(ctx, id);
  for (const auto &[name, entry] : names)
    checkEntry(ctx, entry);
}

/// A package is checked with everything in its folder.
static void checkPackage(Context &ctx, ModuleId id) {
  checkOne(ctx, id);
  if (!ctx.program.modules[id].isPackage)
    return;
  for (const std::string &name : ctx.finder.list(ctx.program.modules[id].folder))
    if (ModuleId inner = findModule(ctx, ctx.program.modules[id].path + "." + name))
      checkPackage(ctx, inner);
}

void check(Context &ctx, ModuleId id) {
  checkPackage(ctx, id);
  provePendingBounds(ctx);
  ctx.diags.sort();
}

} // namespace fornax::sema
