#include "sema/names/Imports.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Expressions.h"
#include "sema/names/Scope.h"
#include "syntax/AST.h"
#include <llvm/ADT/STLExtras.h>

namespace fornax::sema {

using Rows = std::vector<std::shared_ptr<ImportRow>>;

// ---- Reading statements

static std::string dotted(llvm::ArrayRef<ast::Ident> path) {
  std::string text;
  for (const ast::Ident &part : path) {
    if (!text.empty())
      text += '.';
    text += part.name.str();
  }
  return text;
}

/// The package that `dots` dots start from; nothing if that is outside every package.
static std::optional<std::string> packageOf(Context &ctx, ModuleId id, unsigned dots) {
  ModuleId package = ctx.program.modules[id].isPackage ? id : ctx.program.modules[id].parent;
  for (unsigned i = 1; i < dots && package; ++i)
    package = ctx.program.modules[package].parent;
  if (!package)
    return std::nullopt;
  return ctx.program.modules[package].path;
}

static std::shared_ptr<ImportRow> makeRow(ImportRow::Kind kind, std::string path, SourceRange pathRange) {
  auto row = std::make_shared<ImportRow>();
  row->kind = kind;
  row->path = std::move(path);
  row->pathRange = pathRange;
  return row;
}

static void readPlain(Context &ctx, const ast::Import &import, Rows &rows) {
  for (const ast::ImportItem &item : import.items) {
    if (item.path.empty() || !item.path.back())
      continue;
    SourceRange range = item.path.front().range.to(item.path.back().range);
    auto row = makeRow(item.alias ? ImportRow::Kind::Module : ImportRow::Kind::Root, dotted(item.path), range);
    row->bound = item.alias ? item.alias.name : item.path.front().name;
    row->nameRange = item.alias ? item.alias.range : item.path.front().range;
    rows.push_back(std::move(row));
  }
}

static void readFrom(Context &ctx, ModuleId module, const ast::FromImport &import, Rows &rows) {
  std::string path = dotted(import.path);
  if (import.dots) {
    std::optional<std::string> package = packageOf(ctx, module, import.dots);
    if (!package) {
      if (!hasErrorIn(ctx, import.pathRange))
        ctx.diags.report(import.pathRange, messages::relativeImportOutside());
      return;
    }
    path = path.empty() ? *package : *package + "." + path;
  }
  if (path.empty())
    return;
  if (import.isWildcard) {
    // Repeating a wildcard moves it to the end.
    llvm::erase_if(rows, [&](const auto &row) { return row->kind == ImportRow::Kind::Wildcard && row->path == path; });
    rows.push_back(makeRow(ImportRow::Kind::Wildcard, path, import.pathRange));
    return;
  }
  for (const ast::ImportName &name : import.names) {
    if (!name.name)
      continue;
    auto row = makeRow(ImportRow::Kind::Name, path, import.pathRange);
    row->imported = name.name.name;
    row->bound = name.alias ? name.alias.name : name.name.name;
    row->nameRange = name.name.range;
    rows.push_back(std::move(row));
  }
}

void readImport(Context &ctx, ModuleId module, const ast::Stmt &stmt, Rows &rows) {
  if (auto *import = llvm::dyn_cast<ast::Import>(&stmt))
    readPlain(ctx, *import, rows);
  else
    readFrom(ctx, module, llvm::cast<ast::FromImport>(stmt), rows);
}

// ---- Resolving

/// Finds the module of a path; reports at `range` what is missing, with the `std.` form if that exists.
static ModuleId requireModule(Context &ctx, ModuleId user, llvm::StringRef path, SourceRange range) {
  if (ctx.program.modules[user].path == path && !ctx.program.modules[user].parent && !ctx.program.modules[user].isPackage) {
    ctx.diags.report(range, messages::importOwnName(path));
    return {};
  }
  if (ModuleId module = findModule(ctx, path))
    return module;
  auto report = ctx.diags.report(range, messages::unknownModule(path));
  std::string inStd = "std." + path.str();
  if (!path.starts_with("std.") && findModule(ctx, inStd)) {
    report.fix(messages::insertStd(), range.atBegin(), "std.");
    return {};
  }
  auto [package, last] = path.rsplit('.');
  ModuleId parent = last.empty() ? ModuleId() : findModule(ctx, package);
  std::string folder = parent ? ctx.program.modules[parent].folder : std::string();
  if (!last.empty() && folder.empty())
    return {};
  std::vector<std::string> names = ctx.finder.list(folder);
  std::string near = nearestSpelling(last.empty() ? package : last, llvm::SmallVector<llvm::StringRef>(names.begin(), names.end()));
  if (!near.empty())
    report.note(messages::didYouMean(near));
  return {};
}

static bool isPlainFolder(Context &ctx, ModuleId id) { return !ctx.program.modules[id].file; }

static const NameEntry *findExported(Context &ctx, ModuleId id, Name name, llvm::SmallVectorImpl<ModuleId> &visiting);

/// What `from m import x` finds in `m`. A package that imports from itself sees its own declarations and its submodules.
static const NameEntry *findImported(Context &ctx, ModuleId user, ModuleId module, const ImportRow &row) {
  if (module != user)
    return lookupExport(ctx, module, row.imported);
  const NameMap &own = namesOf(ctx, module);
  auto it = own.find(row.imported);
  return it == own.end() ? nullptr : &it->second;
}

static NameEntry resolveName(Context &ctx, ModuleId user, ImportRow &row) {
  NameEntry entry;
  entry.range = row.nameRange;
  ModuleId module = requireModule(ctx, user, row.path, row.pathRange);
  if (!module)
    return entry;
  if (const NameEntry *found = findImported(ctx, user, module, row)) {
    entry.entity = found->entity;
    entry.overloads = found->overloads;
    return entry;
  }
  std::string path = ctx.program.modules[module].path + "." + row.imported.str().str();
  if (ModuleId inner = findModule(ctx, path)) {
    entry.entity = inner;
    return entry;
  }
  auto report = ctx.diags.report(row.nameRange, messages::nameNotInModule(row.imported, row.path));
  llvm::SmallVector<llvm::StringRef> known;
  for (auto &own : namesOf(ctx, module))
    known.push_back(own.first.str());
  for (auto &import : ctx.program.modules[module].imports)
    known.push_back(import->bound.str());
  if (std::string near = nearestSpelling(row.imported.str(), known); !near.empty())
    report.note(messages::didYouMean(near));
  return entry;
}

static NameEntry resolveModule(Context &ctx, ModuleId user, ImportRow &row) {
  NameEntry entry;
  entry.range = row.nameRange;
  ModuleId module = requireModule(ctx, user, row.path, row.pathRange);
  if (!module)
    return entry;
  if (isPlainFolder(ctx, module)) {
    ctx.diags.report(row.pathRange, messages::importOfFolder(row.path));
    return entry;
  }
  if (row.kind == ImportRow::Kind::Root)
    module = findModule(ctx, llvm::StringRef(row.path).split('.').first);
  entry.entity = module;
  return entry;
}

const NameEntry &resolveImport(Context &ctx, ModuleId user, ImportRow &row) {
  using State = Lazy<NameEntry>;
  if (row.resolved.state == State::InProgress) {
    reportCycle(ctx, user, row.nameRange);
    row.resolved.state = State::Failed;
  }
  if (row.resolved.state != State::NotStarted)
    return row.resolved.value;
  row.resolved.state = State::InProgress;
  NameEntry entry = row.kind == ImportRow::Kind::Name ? resolveName(ctx, user, row) : resolveModule(ctx, user, row);
  if (row.resolved.state == State::InProgress) {
    row.resolved.value = std::move(entry);
    row.resolved.state = State::Done;
  }
  return row.resolved.value;
}

static ModuleId wildcardModule(Context &ctx, ModuleId user, ImportRow &row) {
  if (!row.isSearched) {
    row.isSearched = true;
    row.module = requireModule(ctx, user, row.path, row.pathRange);
    if (row.module && isPlainFolder(ctx, row.module)) {
      ctx.diags.report(row.pathRange, messages::importOfFolder(row.path));
      row.module = {};
    }
  }
  return row.module;
}

// ---- Lookup

/// Own names, explicit imports, the latest wildcard that knows the name.
static const NameEntry *findExported(Context &ctx, ModuleId id, Name name, llvm::SmallVectorImpl<ModuleId> &visiting) {
  if (llvm::is_contained(visiting, id))
    return nullptr;
  const NameMap &own = namesOf(ctx, id);
  if (auto it = own.find(name); it != own.end())
    return &it->second;
  Module &module = ctx.program.modules[id];
  for (auto &row : module.imports)
    if (row->bound == name && !row->isLocal && row->kind != ImportRow::Kind::Wildcard)
      return &resolveImport(ctx, id, *row);
  if (name.str().starts_with("_"))
    return nullptr;
  visiting.push_back(id);
  const NameEntry *found = nullptr;
  for (auto &row : llvm::reverse(module.imports)) {
    if (row->kind != ImportRow::Kind::Wildcard || row->isLocal)
      continue;
    ModuleId from = wildcardModule(ctx, id, *row);
    if (from && (found = findExported(ctx, from, name, visiting)))
      break;
  }
  visiting.pop_back();
  return found;
}

const NameEntry *lookupExport(Context &ctx, ModuleId id, Name name) {
  llvm::SmallVector<ModuleId, 4> visiting;
  return findExported(ctx, id, name, visiting);
}

static const NameEntry *lookupPrelude(Context &ctx, ModuleId user, Name name) {
  ModuleId prelude = findModule(ctx, "std.prelude");
  return prelude && prelude != user ? lookupExport(ctx, prelude, name) : nullptr;
}

const NameEntry *lookupInModule(Context &ctx, ModuleId id, Name name) {
  Module &module = ctx.program.modules[id];
  if (auto it = module.found.find(name); it != module.found.end())
    return it->second;
  const NameEntry *found = lookupExport(ctx, id, name);
  if (!found)
    found = lookupPrelude(ctx, id, name);
  if (module.names.isDone())
    module.found[name] = found;
  return found;
}

const NameEntry *lookupInModuleValue(Context &ctx, ModuleId user, ModuleId base, Name name) {
  if (const NameEntry *found = lookupExport(ctx, base, name))
    return found;
  std::string path = ctx.program.modules[base].path + "." + name.str().str();
  bool isReachable = llvm::any_of(ctx.program.modules[user].imports, [&](const auto &row) {
    llvm::StringRef imported = row->path;
    return row->kind == ImportRow::Kind::Root && imported.consume_front(path) && (imported.empty() || imported.front() == '.');
  });
  ModuleId module = isReachable ? findModule(ctx, path) : ModuleId();
  if (!module)
    return nullptr;
  auto [it, isNew] = ctx.program.modules[user].reachable.try_emplace(ctx.names.intern(path).opaque());
  if (isNew)
    it->second.entity = module;
  return &it->second;
}

// ---- Imports of bodies

void importIntoScope(Context &ctx, ModuleId module, const ast::Stmt &stmt, Scope &scope) {
  Rows rows;
  readImport(ctx, module, stmt, rows);
  for (auto &row : rows) {
    row->isLocal = true;
    ctx.program.modules[module].imports.push_back(row);
    if (row->kind == ImportRow::Kind::Wildcard) {
      if (ModuleId from = wildcardModule(ctx, module, *row))
        scope.wildcards.push_back(from);
      continue;
    }
    const NameEntry &entry = resolveImport(ctx, module, *row);
    auto known = scope.names.find(row->bound);
    if (known != scope.names.end() && known->second.entity != entry.entity) {
      ctx.diags.report(row->nameRange, messages::declaredTwice(row->bound)).note(known->second.range, messages::firstDeclared());
      continue;
    }
    if (!entry.overloads.empty())
      scope.imported.push_back({row->bound, entry.overloads});
    else
      scope.names[row->bound] = ScopeEntry{entry.entity, -1, row->nameRange};
  }
}

// ---- Checking a whole module

static bool isSame(const NameEntry &a, const NameEntry &b) { return a.entity == b.entity && a.overloads == b.overloads; }
static bool isMissing(const NameEntry &entry) { return !entry.entity && entry.overloads.empty(); }

void checkImports(Context &ctx, ModuleId id) {
  const NameMap &own = namesOf(ctx, id);
  llvm::DenseMap<Name, ImportRow *> first;
  Rows rows = ctx.program.modules[id].imports;
  for (auto &row : rows) {
    if (row->kind == ImportRow::Kind::Wildcard) {
      wildcardModule(ctx, id, *row);
      continue;
    }
    const NameEntry &entry = resolveImport(ctx, id, *row);
    if (row->isLocal || isMissing(entry))
      continue;
    if (auto it = own.find(row->bound); it != own.end()) {
      bool importIsFirst = row->nameRange.begin < it->second.range.begin;
      ctx.diags.report(importIsFirst ? it->second.range : row->nameRange, messages::declaredTwice(row->bound))
          .note(importIsFirst ? row->nameRange : it->second.range, messages::firstDeclared());
      continue;
    }
    auto [it, isNew] = first.try_emplace(row->bound, row.get());
    if (isNew || isSame(resolveImport(ctx, id, *it->second), entry))
      continue;
    bool areFunctions = !entry.overloads.empty() && !resolveImport(ctx, id, *it->second).overloads.empty();
    ctx.diags.report(row->nameRange, areFunctions ? messages::functionsOfTwoModules(row->bound) : messages::declaredTwice(row->bound))
        .note(it->second->nameRange, messages::firstDeclared());
  }
}

} // namespace fornax::sema
