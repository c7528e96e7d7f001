#include "sema/names/Imports.h"
#include "sema/evaluation/Evaluator.h"
#include <gtest/gtest.h>
#include <map>

namespace fornax::sema {
namespace {

/// Modules in memory: path below the root, without extension, to text. A folder is there if something lies in it.
class MemoryFinder : public ModuleFinder {
  std::map<std::string, std::string> files;

public:
  MemoryFinder(Sources &sources, std::map<std::string, std::string> files) : files(std::move(files)) {
    for (const auto &[path, text] : this->files)
      sources.add(path, text);
  }
  Found find(llvm::StringRef folder, llvm::StringRef name) override {
    std::string path = folder.empty() ? name.str() : folder.str() + "/" + name.str();
    if (files.count(path + "/__init__"))
      return {Kind::Package, path, path + "/__init__"};
    if (files.count(path))
      return {Kind::File, path, {}};
    for (const auto &[file, text] : files)
      if (llvm::StringRef(file).starts_with(path + "/"))
        return {Kind::Directory, path, {}};
    return {};
  }
  std::vector<std::string> list(llvm::StringRef folder) override {
    std::vector<std::string> names;
    for (const auto &[file, text] : files) {
      llvm::StringRef path = file;
      if (!folder.empty() && (!path.consume_front(folder) || !path.consume_front("/")))
        continue;
      names.push_back(path.split('/').first.str());
    }
    return names;
  }
};

struct Checked {
  Sources sources;
  NameTable names;
  diag::Engine diags;
  Options options;
  NullEvaluator evaluator;
  Program program;
  MemoryFinder finder;
  Context ctx;
  ModuleId main;

  explicit Checked(std::map<std::string, std::string> files)
      : finder(sources, files), ctx{program, sources, finder, names, diags, options, evaluator} {
    main = addMainModule(ctx, sources.load("main").file, "main");
    checkImports(ctx, main);
  }
  /// Qualified names of what a name means in the main module, or the codes reported.
  std::string meaning(llvm::StringRef name) {
    const NameEntry *entry = lookupInModule(ctx, main, names.intern(name));
    if (!entry)
      return "none";
    std::string text;
    if (entry->entity)
      text = qualifiedName(program, entry->entity);
    for (FunctionId function : entry->overloads)
      text += (text.empty() ? "" : " ") + qualifiedName(program, function);
    return text.empty() ? "broken" : text;
  }
  std::string codes() {
    std::string text;
    for (const diag::Diagnostic &diagnostic : diags.all())
      text += (text.empty() ? "" : " ") + diagnostic.code().str();
    return text;
  }
};

const std::map<std::string, std::string> Library = {
    {"std/__init__", ""},
    {"std/prelude/__init__", "from std.core import Int, hidden as Visible\n"},
    {"std/core", "struct Int: pass\nstruct hidden: pass\n"},
    {"std/text/__init__", "from .spans import Span\nfrom . import words\n"},
    {"std/text/spans", "struct Span: pass\nstruct _Private: pass\ndef f(): pass\n"},
    {"std/text/words", "struct Word: pass\ndef f(): pass\n"},
    {"std/text/inner", "struct Deep: pass\n"},
    {"plain/leaf", "struct Leaf: pass\n"},
    {"self_import", ""},
};

struct Case {
  const char *program, *name, *meaning, *codes;
};

class Imports : public ::testing::TestWithParam<Case> {};

TEST_P(Imports, Meaning) {
  auto files = Library;
  files["main"] = GetParam().program;
  Checked checked(files);
  EXPECT_EQ(checked.meaning(GetParam().name), GetParam().meaning);
  EXPECT_EQ(checked.codes(), GetParam().codes);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Imports,
    ::testing::Values(
        // own names, prelude
        Case{"struct A: pass\n", "A", "main.A", ""}, Case{"", "Int", "std.core.Int", ""}, Case{"", "Visible", "std.core.hidden", ""},
        Case{"struct Int: pass\n", "Int", "main.Int", ""}, Case{"def f(): pass\ndef f(x: Int): pass\n", "f", "main.f main.f", ""},
        Case{"", "nothing", "none", ""},
        // from
        Case{"from std.text.spans import Span as S\n", "S", "std.text.spans.Span", ""},
        Case{"from std.text import Span\n", "Span", "std.text.spans.Span", ""}, Case{"from std.text import words\n", "words", "std.text.words", ""},
        Case{"from std.text import inner\n", "inner", "std.text.inner", ""}, Case{"from plain import leaf\n", "leaf", "plain.leaf", ""},
        Case{"from std.text.spans import f\n", "f", "std.text.spans.f", ""},
        // wildcards: the latest wins, private names stay, own names and explicit imports beat them
        Case{"from std.text.spans import *\nfrom std.text.words import *\n", "f", "std.text.words.f", ""},
        Case{"from std.text.words import *\nfrom std.text.spans import *\n", "f", "std.text.spans.f", ""},
        Case{"from std.text.spans import *\n", "_Private", "none", ""}, Case{"from std.text import *\n", "Span", "std.text.spans.Span", ""},
        Case{"from std.text.spans import *\ndef f(): pass\n", "f", "main.f", ""},
        // import
        Case{"import std.text.inner\n", "std", "std", ""}, Case{"import std.text as t\n", "t", "std.text", ""},
        Case{"import plain.leaf\n", "plain", "plain", ""},
        // errors
        Case{"from std.txet import Span\n", "Span", "broken", "unknownModule"},
        Case{"from std.text import Spam\n", "Spam", "broken", "nameNotInModule"}, Case{"from text import Span\n", "Span", "broken", "unknownModule"},
        Case{"import plain\n", "plain", "broken", "importOfFolder"}, Case{"from . import x\n", "x", "none", "relativeImportOutside"},
        Case{"import main\n", "main", "broken", "importOwnName"},
        Case{"from std.text.spans import f\nfrom std.text.words import f\n", "f", "std.text.spans.f", "functionsOfTwoModules"},
        Case{"from std.text.spans import Span\ndef Span(): pass\n", "Span", "main.Span", "declaredTwice"},
        Case{"struct A: pass\nstruct A: pass\n", "A", "main.A", "declaredTwice"},
        Case{"struct A: pass\ndef A(): pass\n", "A", "main.A", "functionNameClash"}, Case{"var x = 1\n", "x", "broken", "globalVariable"},
        Case{"print(1)\n", "x", "none", "statementInModule"}));

TEST(Imports, SubmodulesNeedTheirOwnImport) {
  auto files = Library;
  files["main"] = "import std.text.inner\nimport std.core\n";
  Checked checked(files);
  auto member = [&](llvm::StringRef base, llvm::StringRef name) {
    const NameEntry *entry = lookupInModuleValue(checked.ctx, checked.main, findModule(checked.ctx, base), checked.names.intern(name));
    return entry ? qualifiedName(checked.program, entry->entity) : "none";
  };
  EXPECT_EQ(member("std", "text"), "std.text");
  EXPECT_EQ(member("std.text", "inner"), "std.text.inner");
  EXPECT_EQ(member("std.text", "words"), "std.text.words"); // bound by its package
  EXPECT_EQ(member("std.text", "spans"), "none");
  EXPECT_EQ(member("std", "prelude"), "none");
  EXPECT_EQ(member("std.text", "Span"), "std.text.spans.Span");
}

TEST(Imports, NearestSpelling) {
  EXPECT_EQ(nearestSpelling("lenght", {"length", "len", "light"}), "length");
  EXPECT_EQ(nearestSpelling("pint", {"print", "point"}), "point"); // equally near: the first by name
  EXPECT_EQ(nearestSpelling("x", {"abc", "total"}), "");
}

} // namespace
} // namespace fornax::sema
