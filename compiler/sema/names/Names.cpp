// Modules: finding and parsing them, their own names.

#include "sema/Diagnostics.h"
#include "sema/expressions/Expressions.h"
#include "sema/names/Attributes.h"
#include "sema/names/Imports.h"
#include "sema/names/Rows.h"
#include "syntax/Parser.h"
#include <llvm/Support/Path.h>

namespace fornax::sema {

// ---- Finding modules

static bool isBelowLibrary(const Context &ctx, llvm::StringRef path) {
  llvm::StringRef library = ctx.options.libraryPath;
  return !library.empty() && path.starts_with(library);
}

static std::string joined(llvm::StringRef package, llvm::StringRef name) { return package.empty() ? name.str() : (package + "." + name).str(); }

static ModuleId addModule(Context &ctx, ModuleId parent, llvm::StringRef dotted, llvm::StringRef name, const ModuleFinder::Found &found) {
  Module row;
  row.name = ctx.names.intern(name);
  row.path = dotted.str();
  row.parent = parent;
  row.isPackage = found.kind != ModuleFinder::Kind::File;
  if (row.isPackage)
    row.folder = found.path;
  row.isLibrary = isBelowLibrary(ctx, found.path);
  llvm::StringRef file = found.kind == ModuleFinder::Kind::Package ? found.init : found.path;
  if (found.kind != ModuleFinder::Kind::Directory) {
    LoadResult loaded = ctx.sources.load(file);
    if (loaded.error != LoadError::None)
      return {};
    row.file = loaded.file;
  }
  return ctx.program.modules.add(std::move(row));
}

/// One step of a dotted path: `name` directly in `package` (invalid: the search roots).
static ModuleId findInPackage(Context &ctx, ModuleId package, llvm::StringRef name) {
  std::string dotted = joined(package ? llvm::StringRef(ctx.program.modules[package].path) : llvm::StringRef(), name);
  auto [it, isNew] = ctx.program.modulesByPath.try_emplace(dotted);
  if (!isNew)
    return it->second;
  std::string folder;
  if (package) {
    folder = ctx.program.modules[package].folder;
    if (folder.empty()) // a plain module has no members of its own
      return {};
  }
  ModuleFinder::Found found = ctx.finder.find(folder, name);
  if (found.kind == ModuleFinder::Kind::Missing)
    return {};
  ModuleId id = addModule(ctx, package, dotted, name, found);
  ctx.program.modulesByPath[dotted] = id;
  return id;
}

ModuleId findModule(Context &ctx, llvm::StringRef path) {
  if (auto it = ctx.program.modulesByPath.find(path); it != ctx.program.modulesByPath.end())
    return it->second;
  ModuleId module;
  while (!path.empty()) {
    auto [name, rest] = path.split('.');
    module = findInPackage(ctx, module, name);
    if (!module)
      return {};
    path = rest;
  }
  return module;
}

static void parse(Context &ctx, ModuleId id) {
  Module &module = ctx.program.modules[id];
  if (module.tree || !module.file)
    return;
  ctx.program.syntaxTrees.push_back(syntax::parseModule(ctx.sources, module.file, ctx.names, ctx.diags));
  module.tree = ctx.program.syntaxTrees.back().get();
  module.syntax = &module.tree->tree();
}

ModuleId addMainModule(Context &ctx, FileId file, llvm::StringRef name) {
  Module row;
  row.file = file;
  llvm::StringRef folder = llvm::sys::path::parent_path(ctx.sources.path(file));
  if (name == "__init__") {
    row.isPackage = true;
    row.folder = folder.str();
    name = llvm::sys::path::filename(folder);
  }
  row.name = ctx.names.intern(name);
  row.path = name.str();
  row.isLibrary = isBelowLibrary(ctx, ctx.sources.path(file));
  ModuleId id = ctx.program.modules.add(std::move(row));
  ctx.program.modulesByPath[name] = id;
  parse(ctx, id);
  return id;
}

// ---- Own names

static void declareUnpacked(Context &ctx, ModuleId id, NameMap &names, const ast::ComptimeUnpack &syntax) {
  const ast::Expr *target = ast::stripParens(syntax.target);
  llvm::ArrayRef<const ast::Expr *> elements(target);
  if (auto *tuple = llvm::dyn_cast<ast::Tuple>(target))
    elements = tuple->elements;
  for (auto [index, element] : llvm::enumerate(elements)) {
    auto *identifier = llvm::dyn_cast<ast::Identifier>(ast::stripParens(element));
    if (!identifier) {
      if (!llvm::isa<ast::Discard, ast::ErrorExpr>(element))
        ctx.diags.report(element->range(), messages::comptimeTarget());
      continue;
    }
    Comptime row;
    row.name = identifier->name;
    row.owner = id;
    row.module = id;
    row.syntax = &syntax;
    row.element = uint32_t(index);
    row.range = identifier->range();
    row.use = useAttributes(syntax.decorators);
    declareEntity(ctx, names, identifier->name, identifier->range(), ctx.program.comptimes.add(std::move(row)));
  }
}

static void declareStruct(Context &ctx, ModuleId id, NameMap &names, const ast::Struct &syntax) {
  Struct row;
  row.name = syntax.name.name;
  row.module = id;
  row.syntax = &syntax;
  row.range = syntax.name.range;
  readAttributes(row, syntax);
  declareEntity(ctx, names, syntax.name.name, syntax.name.range, ctx.program.structs.add(std::move(row)));
}

static void declareTrait(Context &ctx, ModuleId id, NameMap &names, const ast::Trait &syntax) {
  Trait row;
  row.name = syntax.name.name;
  row.module = id;
  row.syntax = &syntax;
  row.range = syntax.name.range;
  row.use = useAttributes(syntax.decorators);
  TraitId trait = ctx.program.traits.add(std::move(row));
  Parameter self;
  self.name = ctx.names.intern("Self");
  self.owner = trait;
  self.group = ParameterGroup::TraitSelf;
  self.type = makeTraits(ctx, trait);
  self.range = syntax.name.range;
  ctx.program.traits[trait].self = ctx.program.parameters.add(std::move(self));
  declareEntity(ctx, names, syntax.name.name, syntax.name.range, trait);
}

/// A docstring below a `comptime` declaration.
static bool isDocString(const ast::Stmt &stmt) {
  auto *expr = llvm::dyn_cast<ast::ExprStmt>(&stmt);
  return expr && llvm::isa<ast::StringLiteral>(expr->value);
}

/// The names that a statement out of place would have declared: known, so that their uses are not reported too.
static void declareBroken(NameMap &names, const ast::Expr &written) {
  const ast::Expr *target = ast::stripParens(&written);
  if (auto *name = llvm::dyn_cast<ast::Identifier>(target))
    names.try_emplace(name->name, NameEntry{{}, {}, name->range()});
  else if (auto *binder = llvm::dyn_cast<ast::Binder>(target))
    declareBroken(names, *binder->target);
  else if (auto *tuple = llvm::dyn_cast<ast::Tuple>(target))
    for (const ast::Expr *element : tuple->elements)
      declareBroken(names, *element);
}

static void rejectGlobal(Context &ctx, NameMap &names, const ast::VarStmt &stmt) {
  if (!hasErrorIn(ctx, stmt.range()))
    ctx.diags.report(stmt.range().atBegin(), messages::globalVariable()).note(messages::globalConstant());
  declareBroken(names, *stmt.pattern);
}

static void rejectStatement(Context &ctx, NameMap &names, const ast::Stmt &stmt) {
  if (hasErrorIn(ctx, stmt.range()))
    return;
  ctx.diags.report(stmt.range().atBegin(), messages::statementInModule()).note(messages::statementsInMain());
  if (auto *assign = llvm::dyn_cast<ast::Assign>(&stmt))
    for (const ast::Expr *target : assign->targets)
      declareBroken(names, *target);
}

static void declareStatement(Context &ctx, ModuleId id, NameMap &names, const ast::Stmt &stmt) {
  if (auto *function = llvm::dyn_cast<ast::Function>(&stmt))
    declareFunction(ctx, names, function->name.name, function->name.range, addFunction(ctx, *function, id, id));
  else if (auto *structure = llvm::dyn_cast<ast::Struct>(&stmt))
    declareStruct(ctx, id, names, *structure);
  else if (auto *trait = llvm::dyn_cast<ast::Trait>(&stmt))
    declareTrait(ctx, id, names, *trait);
  else if (auto *comptime = llvm::dyn_cast<ast::ComptimeDecl>(&stmt))
    declareEntity(ctx, names, comptime->name.name, comptime->name.range, addComptime(ctx, *comptime, id, id));
  else if (auto *unpack = llvm::dyn_cast<ast::ComptimeUnpack>(&stmt))
    declareUnpacked(ctx, id, names, *unpack);
  else if (llvm::isa<ast::Import, ast::FromImport>(stmt))
    readImport(ctx, id, stmt, ctx.program.modules[id].imports);
  else if (auto *variable = llvm::dyn_cast<ast::VarStmt>(&stmt))
    rejectGlobal(ctx, names, *variable);
  else if (!llvm::isa<ast::Extension, ast::Pass, ast::ErrorStmt>(stmt) && !isDocString(stmt)) // extensions are applied when all names are known
    rejectStatement(ctx, names, stmt);
}

static void applyExtensions(Context &ctx, ModuleId id, const ast::Module &syntax) {
  for (const ast::Stmt *stmt : syntax.statements) {
    auto *extension = llvm::dyn_cast<ast::Extension>(stmt);
    if (!extension || !extension->name)
      continue;
    const NameEntry *entry = lookupInModule(ctx, id, extension->name.name);
    if (!entry)
      ctx.diags.report(extension->name.range, messages::unknownName(extension->name.name));
    else if (entry->entity.is(Entity::Kind::Struct))
      addExtension(ctx, entry->entity.structure(), *extension, id);
    else if (entry->entity || !entry->overloads.empty())
      ctx.diags.report(extension->name.range, messages::extensionOfNonStruct(extension->name.name));
  }
}

const NameMap &namesOf(Context &ctx, ModuleId id) {
  Module &module = ctx.program.modules[id];
  if (module.names.state != Lazy<NameMap>::NotStarted)
    return module.names.value;
  module.names.state = Lazy<NameMap>::InProgress;
  parse(ctx, id);
  auto *syntax = static_cast<const ast::Module *>(module.syntax);
  if (syntax)
    for (const ast::Stmt *stmt : syntax->statements)
      declareStatement(ctx, id, module.names.value, *stmt);
  module.names.state = Lazy<NameMap>::Done;
  if (syntax)
    applyExtensions(ctx, id, *syntax);
  return module.names.value;
}

} // namespace fornax::sema
