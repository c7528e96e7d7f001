#include "sema/Sema.h"
#include "sema/TestProgram.h"

namespace fornax::sema {
namespace {

struct Row {
  const char *what, *program, *codes;
};
std::ostream &operator<<(std::ostream &out, const Row &row) { return out << row.what; }

/// Codes of what is reported for a program, by position.
std::string codesOf(const char *source) {
  TestProgram program(source);
  program.expectsErrors = true;
  check(program.ctx, program.main);
  std::string codes;
  for (const diag::Diagnostic &diagnostic : program.diags.all())
    codes += (codes.empty() ? "" : " ") + diagnostic.code().str();
  return codes;
}

struct Statements : testing::TestWithParam<Row> {};
TEST_P(Statements, Reports) { EXPECT_EQ(codesOf(GetParam().program), GetParam().codes) << GetParam().program; }

const Row Variables[] = {
    {"declared and used", "def f() -> Int:\n  var x = 1\n  x = 2\n  return x\n", ""},
    {"not declared", "def f():\n  x = 1\n", "undeclaredTarget"},
    {"not declared, augmented", "def f():\n  x += 1\n", "undeclaredTarget"},
    {"with a type but no var", "def f():\n  x: Int = 1\n", "annotationWithoutVar"},
    {"twice in a scope", "def f():\n  var x = 1\n  var x = 2\n", "redeclared"},
    {"in an inner scope", "def f():\n  var x = 1\n  if x == 1:\n    var x = True\n    _ = x\n  _ = x\n", ""},
    {"out of scope", "def f(c: Bool):\n  if c:\n    var x = 1\n  _ = x\n", "unknownName"},
    {"of another type", "def f():\n  var x: Bool = 1\n", "cannotConvert"},
    {"without type and value", "def f():\n  var x\n", "varWithoutType"},
    {"immutable argument", "def f(x: Int):\n  x = 2\n", "notMutable"},
    {"mutable argument", "def f(mut x: Int):\n  x = 2\n", ""},
    {"exchange", "def f():\n  var a, b = 1, 2\n  a, b = b, a\n", ""},
    {"wrong number", "def f():\n  var a, b = 1, 2, 3\n", "wrongElementCount"},
    {"a chain", "def f():\n  var a = 1\n  var b = 2\n  a = b = 3\n", ""},
    {"a reference", "def f() -> Int:\n  var a = 1\n  ref r = a\n  r = 2\n  return a\n", ""},
    {"never used", "def f():\n  var x = 1\n  var _y = 2\n", "unusedVariable"},
    {"unused value", "def g() -> Int: return 1\ndef f():\n  g()\n", "unusedValue"},
    {"discarded value", "def g() -> Int: return 1\ndef f():\n  _ = g()\n", ""},
};
INSTANTIATE_TEST_SUITE_P(Variables, Statements, testing::ValuesIn(Variables));

const Row Flow[] = {
    {"no return", "def f() -> Int:\n  pass\n", "missingReturn"},
    {"return in both arms", "def f(c: Bool) -> Int:\n  if c: return 1\n  else: return 2\n", ""},
    {"return in one arm", "def f(c: Bool) -> Int:\n  if c: return 1\n", "missingReturn"},
    {"endless loop", "def f() -> Int:\n  while True:\n    pass\n", ""},
    {"endless loop with a way out", "def f() -> Int:\n  while True:\n    break\n", "missingReturn"},
    {"break outside", "def f():\n  break\n", "outsideLoop"},
    {"continue outside", "def f(c: Bool):\n  if c: continue\n", "outsideLoop"},
    {"value from a function without result", "def f():\n  return 1\n", "valueReturned"},
    {"no value", "def f() -> Int:\n  return\n", "returnWithoutValue"},
    {"nested struct", "def f():\n  struct S: pass\n", "nestedType"},
    {"not iterable", "def f():\n  for x in 3:\n    pass\n", "notIterable"},
};
INSTANTIATE_TEST_SUITE_P(Flow, Statements, testing::ValuesIn(Flow));

#define BAD "@fieldwise_init\nstruct Bad(Copyable):\n  var code: Int\ndef bad() raises Bad: raise Bad(1)\ndef plain() raises: raise \"no\"\n"
const Row Errors[] = {
    {"raises and says so", BAD "def f() raises Bad: bad()\n", ""},
    {"raises and does not say so", BAD "def f(): bad()\n", "cannotRaise"},
    {"another type", BAD "def f() raises Bad: plain()\n", "errorTypeDiffers"},
    {"converted on the way", BAD "struct Wide(Copyable):\n  @implicit\n  def __init__(out self, from_: Bad): pass\ndef f() raises Wide:\n  bad()\n",
     ""},
    {"caught", BAD "def f() -> Int:\n  try: bad()\n  except e: return e.code\n  return 0\n", ""},
    {"two types in one body", BAD "def f():\n  try:\n    bad()\n    plain()\n  except e: pass\n", "errorTypeDiffers"},
    {"nothing raised", "def f():\n  try: pass\n  except e: pass\n", "nothingRaised"},
    {"raised again", BAD "def f() raises Bad:\n  try: bad()\n  except: raise\n", ""},
    {"bare raise outside", "def f() raises:\n  raise\n", "bareRaise"},
    {"finally without handler", BAD "def f():\n  try: bad()\n  finally: pass\n", "cannotRaise"},
};
INSTANTIATE_TEST_SUITE_P(Errors, Statements, testing::ValuesIn(Errors));

const Row Closures[] = {
    {"captures by list", "def f() -> Int:\n  var a = 1\n  def g() {a} -> Int: return a\n  return g()\n", ""},
    {"captures by default", "def f() -> Int:\n  var a = 1\n  def g() {mut}: a += 1\n  g()\n  return a\n", ""},
    {"no list", "def f() -> Int:\n  var a = 1\n  def g() -> Int: return a\n  return g()\n", "cannotInferCapture"},
    {"not in the list", "def f() -> Int:\n  var a = 1\n  var b = 2\n  def g() {a} -> Int: return a + b\n  return g()\n", "cannotInferCapture"},
    {"changes what it has by imm", "def f():\n  var a = 1\n  def g() {a}: a = 2\n  g()\n", "notMutable"},
    {"mut of an argument that is not", "def f(a: Int):\n  def g() {mut a}: a = 2\n  g()\n", "captureNotMutable"},
    {"unknown name", "def f():\n  def g() {b}: pass\n  g()\n", "unknownName"},
    {"a parameter", "def f[n: Int]():\n  def g() {n}: pass\n  g()\n", "captureNotVariable"},
    {"twice", "def f():\n  var a = 1\n  def g() {a, mut a}: pass\n  g()\n", "repeatedCapture"},
    {"two defaults", "def f():\n  def g() {mut, imm}: pass\n  g()\n", "secondDefaultCapture"},
    {"moved in", "struct S(Movable):\n  def __init__(out self): pass\ndef f():\n  var s = S()\n  def g() {s^}: pass\n  g()\n", ""},
    {"not copyable", "struct S(Movable):\n  def __init__(out self): pass\ndef f():\n  var s = S()\n  def g() {var s}: pass\n  g()\n",
     "captureNotCopyable"},
    {"two levels", "def f() -> Int:\n  var a = 1\n  def g() {mut a} -> Int:\n    def h() {mut a}: a += 1\n    h()\n    return a\n  return g()\n", ""},
    {"two levels, not taken along",
     "def f() -> Int:\n  var a = 1\n  def g() {} -> Int:\n    def h() {mut a}: a += 1\n    h()\n    return 1\n  return g()\n", "cannotInferCapture"},
    {"calls itself", "def f() -> Int:\n  def g(n: Int) -> Int:\n    if n < 1: return 0\n    return g(n - 1)\n  return g(3)\n", ""},
    {"sees parameters", "def f[n: Int]() -> Int:\n  def g() -> Int: return n\n  return g()\n", ""},
    {"a lambda", "def f() -> Int:\n  var a = 1\n  var g = lambda (x: Int) {a} -> Int: x + a\n  return g(2)\n", ""},
    {"a thin lambda", "def f() -> Int:\n  var g: def(Int) thin -> Int = lambda (x: Int) -> Int: x + 1\n  return g(2)\n", ""},
    {"a closure is not thin", "def f():\n  var a = 1\n  var g: def(Int) thin -> Int = lambda (x: Int) {a} -> Int: x + a\n", "cannotConvert"},
    {"passed on",
     "def apply[F: def(Int) -> Int](f: F) -> Int: return f(1)\ndef f() -> Int:\n  var a = 1\n  def g(x: Int) {a} -> Int: return x + a\n"
     "  return apply(g)\n",
     ""},
    {"passed where it does not fit",
     "def apply[F: def(Bool) -> Int](f: F) -> Int: return f(True)\ndef f() -> Int:\n  def g(x: Int) -> Int: return x\n  return apply(g)\n",
     "boundNotMet"},
};
INSTANTIATE_TEST_SUITE_P(Closures, Statements, testing::ValuesIn(Closures));

const Row CompileTime[] = {
    {"arms", "def f[n: Int]() -> Int:\n  comptime if n > 3: return 1\n  else: return 2\n", ""},
    {"not a condition", "def f[n: Int]():\n  comptime if n: pass\n", "cannotConvert"},
    {"run-time condition", "def f(n: Int):\n  comptime if n > 3: pass\n", "runTimeValue"},
    {"fails", "def f():\n  comptime assert 1 > 2, \"no\"\n", "assertionFails"},
    {"may fail later", "def f[n: Int]():\n  comptime assert n > 2\n", ""},
    {"a fact", "def g[n: Int]() where n > 2: pass\ndef f[n: Int]():\n  comptime if n > 2: g[n]()\n", ""},
    {"no fact", "def g[n: Int]() where n > 2: pass\ndef f[n: Int](): g[n]()\n", "lacksEvidence"},
    {"a negated fact", "def g[n: Int]() where n <= 2: pass\ndef f[n: Int]():\n  comptime if n > 2: pass\n  else: g[n]()\n", ""},
    {"refines a type",
     "trait T:\n  def m(self) -> Int: ...\ndef f[X: AnyType](x: X) -> Int:\n  comptime if conforms_to(X, T): return x.m()\n  else: return 0\n", ""},
};
INSTANTIATE_TEST_SUITE_P(CompileTime, Statements, testing::ValuesIn(CompileTime));

} // namespace
} // namespace fornax::sema
