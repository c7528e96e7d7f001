// Values and types of `comptime` declarations, read off small programs over the library for tests.

#include "sema/evaluation/Evaluator.h"
#include "sema/Sema.h"
#include "sema/terms/Terms.h"
#include <gtest/gtest.h>

namespace fornax::sema {
namespace {

struct Case {
  const char *program; // the value printed is that of `it`
  const char *value;
};

class Comptime : public ::testing::TestWithParam<Case> {};

/// The value of `it`, or the codes of what was reported.
std::string valueOfIt(const char *program) {
  Sources sources;
  NameTable names;
  diag::Engine diags;
  Options options;
  NullEvaluator evaluator;
  Program rows;
  options.libraryPath = FORNAX_TEST_PRELUDE;
  DiskModuleFinder finder({FORNAX_TEST_PRELUDE});
  Context ctx{rows, sources, finder, names, diags, options, evaluator};
  ModuleId module = addMainModule(ctx, sources.add("main.mojo", program), "main");
  check(ctx, module);
  std::string codes;
  for (const diag::Diagnostic &diagnostic : diags.all())
    codes += (codes.empty() ? "" : " ") + diagnostic.code().str();
  if (!codes.empty())
    return codes;
  const NameEntry *entry = lookupInModule(ctx, module, names.intern("it"));
  return entry && entry->entity ? print(ctx, valueOf(ctx, entry->entity.comptime())) : "none";
}

TEST_P(Comptime, Value) { EXPECT_EQ(valueOfIt(GetParam().program), GetParam().value) << GetParam().program; }

#define POINT                                                                                                                                        \
  "@fieldwise_init\nstruct Point[T: Copyable & Deinitable, n: Int = 3](Copyable):\n"                                                                 \
  "    comptime Elem = Self.T\n    comptime next = Self.n + 1\n    var x: Self.T\n"

INSTANTIATE_TEST_SUITE_P(
    Values, Comptime,
    ::testing::Values(
        // literals and arithmetic through "builtin" functions
        Case{"comptime it: Int = 3\n", "3"}, Case{"comptime it: Int = 2 * 3 + 4\n", "10"}, Case{"comptime a: Int = 5\ncomptime it = a - 7\n", "-2"},
        Case{"comptime it: Int = -3\n", "-3"}, Case{"comptime a: Int = 5\ncomptime it = a < 7\n", "True"},
        Case{"comptime it = \"text\"\n", "\"text\""}, Case{"comptime it = True\n", "True"}, Case{"comptime it = None\n", "None"},
        // types, aliases, parameters, members
        Case{"comptime it = Int\n", "Int"}, Case{POINT "comptime it = Point[Int]\n", "Point[Int]"},
        Case{POINT "comptime it = Point[Int, 3] == Point[Int]\n", "True"}, Case{POINT "comptime it = Point[n=4, T=Int]\n", "Point[Int, 4]"},
        Case{POINT "comptime it = Point[Int].Elem\n", "Int"}, Case{POINT "comptime it = Point[Int].next\n", "4"},
        Case{POINT "comptime it = Point[Int].n\n", "3"}, Case{POINT "comptime P = Point[Int, _]\ncomptime it = P[7]\n", "Point[Int, 7]"},
        Case{POINT "comptime it = Point\n", "Point[..., ...]"},
        Case{POINT "comptime P[n: Int] = Point[Int, n + 1]\ncomptime it = P[4]\n", "Point[Int, 5]"},
        Case{POINT "comptime P[T: AnyType, n: Int] = n\ncomptime Q = P[Int, _]\ncomptime it = Q[12]\n", "12"},
        Case{POINT "comptime it = Point[Int, 1] == Point[Int, 0 + 1]\n", "True"}, Case{"comptime it = Int == Bool\n", "False"},
        // values of structs, conditionals, unpacking
        Case{POINT "comptime p = Point[Int](4)\ncomptime it = p.x + 1\n", "5"}, Case{"comptime it: Int = 1 if 2 < 3 else 4\n", "1"},
        Case{"comptime a, it = 1, 2\n", "2"}, Case{"comptime it = conforms_to(Int, Copyable)\n", "True"},
        // functions
        Case{"def f[n: Int](x: Int): pass\ncomptime it = f[3]\n", "f[3]"},
        Case{"@always_inline(\"builtin\")\ndef f(n: Int) -> Int:\n    return n * n\ncomptime it = f(4)\n", "16"},
        Case{"def f(n: Int) -> Int:\n    return n * n\ncomptime it = f(4)\n", "f(4)"},
        // errors
        Case{"comptime it = nothing\n", "unknownName"}, Case{"comptime it: Int = Int\n", "cannotConvert"},
        Case{"comptime it: AnyType = 3\n", "notAType"}, Case{"comptime it = it\n", "recursiveReference"}));

} // namespace
} // namespace fornax::sema
