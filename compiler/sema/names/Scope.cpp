#include "sema/names/Scope.h"
#include "sema/Diagnostics.h"
#include "sema/expressions/Expressions.h"
#include "sema/names/Imports.h"
#include <algorithm>
#include <llvm/ADT/StringSwitch.h>

namespace fornax::sema {

const ScopeEntry *Scope::find(Name name) const {
  for (const Scope *scope = this; scope; scope = scope->isFunctionBoundary ? nullptr : scope->outer)
    if (auto it = scope->names.find(name); it != scope->names.end())
      return &it->second;
  return nullptr;
}

static llvm::ArrayRef<FunctionId> importedHere(const Scope &scope, Name name) {
  for (const auto &[bound, functions] : scope.imported)
    if (bound == name)
      return functions;
  return {};
}

static NameLookup fromEntry(const NameEntry &entry) {
  NameLookup found;
  if (!entry.overloads.empty()) {
    found.kind = NameLookup::Kind::Functions;
    found.functions = entry.overloads;
  } else {
    found.kind = NameLookup::Kind::Entity; // without entity: a broken import, reported
    found.entity = entry.entity;
  }
  return found;
}

static NameLookup lookupInScope(Context &ctx, const BodyContext &body, const Scope &scope, Name name) {
  NameLookup found;
  if (auto it = scope.names.find(name); it != scope.names.end()) {
    found.kind = NameLookup::Kind::Local;
    found.local = &it->second;
    found.body = &body;
  } else if (llvm::ArrayRef<FunctionId> functions = importedHere(scope, name); !functions.empty()) {
    found.kind = NameLookup::Kind::Functions;
    found.functions = functions;
  } else if (!name.str().starts_with("_")) {
    for (ModuleId module : llvm::reverse(scope.wildcards))
      if (const NameEntry *entry = lookupExport(ctx, module, name))
        return fromEntry(*entry);
  }
  return found;
}

NameLookup lookupName(const BodyContext &bc, Name name) {
  for (const BodyContext *body = &bc; body; body = body->outer)
    for (const Scope *scope = body->scope; scope; scope = scope->isFunctionBoundary ? nullptr : scope->outer)
      if (NameLookup found = lookupInScope(bc.ctx, *body, *scope, name))
        return found;
  if (const NameEntry *entry = lookupInModule(bc.ctx, bc.module, name))
    return fromEntry(*entry);
  return {};
}

// ---- Unknown names

static bool isParameterOfSelf(const BodyContext &bc, Name name) {
  if (!isKind(bc.selfType, TermKind::Struct))
    return false;
  for (ParameterId id : parametersOf(bc.ctx, structOf(bc.selfType)))
    if (bc.ctx.program.parameters[id].name == name && bc.ctx.program.parameters[id].group != ParameterGroup::Hidden)
      return true;
  return false;
}

/// What other languages call things of the library.
static llvm::StringRef nativeName(llvm::StringRef foreign) {
  return llvm::StringSwitch<llvm::StringRef>(foreign)
      .Case("true", "True")
      .Case("false", "False")
      .Cases({"null", "nil", "nullptr", "NULL"}, "None")
      .Cases({"str", "string", "char"}, "String")
      .Cases({"float", "double", "f64"}, "Float64")
      .Case("f32", "Float32")
      .Cases({"long", "i64"}, "Int64")
      .Cases({"usize", "uint", "size_t"}, "UInt")
      .Case("i32", "Int32")
      .Cases({"byte", "u8"}, "UInt8")
      .Cases({"vector", "Vec"}, "List")
      .Cases({"map", "HashMap"}, "Dict")
      .Case("println", "print")
      .Default("");
}

/// Enough for every program that somebody reads the errors of; a generated one has thousands, each as dear as all names in sight.
static constexpr unsigned ErrorsWithSuggestions = 200;

/// The library's module that a program would import the name from: a package at the top comes before those inside of it.
static std::string libraryModuleOf(Context &ctx, Name name) {
  if (ctx.diags.errorCount() > ErrorsWithSuggestions || name.str().starts_with("_"))
    return {};
  for (llvm::StringRef root : {"std", "max", "layout"}) {
    std::vector<std::string> queue{root.str()};
    for (size_t next = 0; next < queue.size(); ++next) {
      std::string path = queue[next];
      ModuleId module = findModule(ctx, path);
      if (!module || ctx.program.modules[module].folder.empty())
        continue; // only packages are meant to be imported from
      if (lookupExport(ctx, module, name))
        return path;
      std::vector<std::string> inside = ctx.finder.list(ctx.program.modules[module].folder);
      llvm::sort(inside);
      for (const std::string &each : inside)
        if (each[0] != '_' && each != "builtin" && each != "prelude" && path + "." + each != "std.gpu") // the old home of `max.gpu`
          queue.push_back(path + "." + each);
    }
  }
  return {};
}

void reportUnknownName(const BodyContext &bc, Name name, SourceRange range) {
  Context &ctx = bc.ctx;
  if (isParameterOfSelf(bc, name)) {
    ctx.diags.report(range, messages::bareParameter(name)).fix(messages::insertSelf(), range.atBegin(), "Self.");
    return;
  }
  for (const BodyContext *body = &bc; body; body = body->outer)
    if (body->closure && ctx.program.closures[body->closure].name == name) {
      ctx.diags.report(range, messages::recursiveClosure(name));
      return;
    }
  auto report = ctx.diags.report(range, messages::unknownName(name));
  if (isKind(bc.selfType, TermKind::Struct) && membersOf(ctx, structOf(bc.selfType)).contains(name) && bc.scope &&
      bc.scope->find(ctx.names.intern("self"))) {
    report.fix(messages::memberOfSelf(name), range.atBegin(), "self.");
    return;
  }
  if (std::string module = libraryModuleOf(ctx, name); !module.empty()) {
    report.note(messages::nameInLibrary(name, module));
    return;
  }
  std::string near = nearestName(ctx, bc.module, bc.scope, name);
  if (near.empty())
    near = nativeName(name.str()).str();
  if (!near.empty())
    report.fix(messages::didYouMean(near), range, near);
}

/// How far two spellings are apart, letter case aside; beyond `limit` when they are not alike enough to be taken for each other.
static unsigned distanceOf(llvm::StringRef wanted, llvm::StringRef name, unsigned limit) {
  std::string a = wanted.lower(), b = name.lower();
  unsigned distance = llvm::StringRef(a).edit_distance(b, true, 3);
  bool swaps = distance == 2 && a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin()); // `pritn`
  if (distance == 2 && a[0] != b[0])
    return limit + 1;
  return swaps ? 1 : distance;
}

std::string nearestSpelling(llvm::StringRef wanted, llvm::ArrayRef<llvm::StringRef> known) {
  unsigned limit = wanted.size() < 3 ? 0 : wanted.size() < 6 ? 1 : 2, best = limit + 1;
  llvm::StringRef found;
  for (llvm::StringRef name : known) {
    if (name.empty() || name == wanted)
      continue;
    unsigned distance = distanceOf(wanted, name, limit);
    if (distance < best || (distance == best && !found.empty() && name < found)) {
      best = distance;
      found = name;
    }
  }
  return found.str();
}

static void collectExports(Context &ctx, ModuleId module, bool withPrivate, llvm::SmallVectorImpl<llvm::StringRef> &names) {
  auto add = [&](Name name) {
    if (name && (withPrivate || !name.str().starts_with("_")))
      names.push_back(name.str());
  };
  for (const auto &entry : namesOf(ctx, module))
    add(entry.first);
  for (const auto &row : ctx.program.modules[module].imports)
    add(row->bound);
}

std::string nearestName(Context &ctx, ModuleId module, const Scope *scope, Name name) {
  if (ctx.diags.errorCount() > ErrorsWithSuggestions)
    return {};
  llvm::SmallVector<llvm::StringRef> known;
  for (; scope; scope = scope->outer) {
    for (const auto &entry : scope->names)
      known.push_back(entry.first.str());
    for (const auto &entry : scope->imported)
      known.push_back(entry.first.str());
  }
  collectExports(ctx, module, true, known);
  for (const auto &row : ctx.program.modules[module].imports)
    if (row->kind == ImportRow::Kind::Wildcard && row->module)
      collectExports(ctx, row->module, false, known);
  if (ModuleId prelude = findModule(ctx, "std.prelude"))
    collectExports(ctx, prelude, false, known);
  return nearestSpelling(name.str(), known);
}

} // namespace fornax::sema
