#include "syntax/SyntaxTestSupport.h"
#include "syntax/Visit.h"
#include <gtest/gtest.h>
#include <set>

using namespace fornax;
using namespace fornax::syntax;

static void collect(const ast::Node &node, std::vector<const ast::Node *> &nodes) {
  nodes.push_back(&node);
  ast::forEachChild(node, [&](const ast::Node &child) { collect(child, nodes); });
}

static constexpr const char *Program = R"(
"""Module."""
from a import b
@inline(.always)
def f[T: Copyable](x: T, *, y: Int = 3) raises E -> T where y > 0:
    """Doc."""
    def nested(z: Int) {x}: return t"{z} {x}"
    match x:
        case (1, var q) if q: pass
    for i, var j in xs: j += [k for k in i if k][0]
    return x if y else nested(1)^
struct S[n: Int](Copyable where n > 0):
    comptime N = n
    var field: Int
    """Of the field."""
    def m(self):
        with a as b: raise
)";

TEST(Parser, NodeIdsAreDenseInEachArena) {
  Parsed parsed(Program);
  EXPECT_EQ(parsed.codes(), "");
  auto check = [](const ast::Node &root, uint32_t count) {
    std::vector<const ast::Node *> nodes;
    collect(root, nodes);
    std::set<uint32_t> ids;
    for (const ast::Node *node : nodes) {
      EXPECT_LT(node->id().value, count);
      EXPECT_TRUE(ids.insert(node->id().value).second) << "two nodes have one id";
      EXPECT_TRUE(node->range().isValid());
    }
  };
  check(parsed.module->tree(), parsed.module->nodeCount());
  for (const ast::Function *function : parsed.module->functions()) {
    const ParsedBody &body = parsed.module->body(*function, parsed.diags);
    check(*body.block, body.nodeCount);
  }
}

TEST(Parser, ChildrenLieInsideTheirParents) {
  Parsed parsed(Program);
  std::vector<const ast::Node *> nodes;
  collect(parsed.module->tree(), nodes);
  for (const ast::Function *function : parsed.module->functions())
    collect(*parsed.module->body(*function, parsed.diags).block, nodes);
  for (const ast::Node *node : nodes)
    ast::forEachChild(*node, [&](const ast::Node &child) {
      // Decorators stand before their declaration, docstrings of members behind it.
      if (llvm::isa<ast::Decorator>(child) || (llvm::isa<ast::Field, ast::ComptimeDecl>(*node) && llvm::isa<ast::StringLiteral>(child)))
        return;
      EXPECT_LE(node->range().begin, child.range().begin) << ast::toString(node->kind()).str() << " " << ast::toString(child.kind()).str();
      EXPECT_GE(node->range().end, child.range().end) << ast::toString(node->kind()).str() << " " << ast::toString(child.kind()).str();
    });
}

TEST(Parser, BodiesAreParsedOnceAndOnDemand) {
  Parsed parsed("def f():\n  x = (\n  y\ndef g(): return 1");
  EXPECT_TRUE(parsed.diags.all().empty()) << "nobody has asked for the broken body";
  const ast::Function &f = *parsed.module->functions()[0];
  const ast::Block *block = parsed.module->body(f, parsed.diags).block;
  size_t reported = parsed.diags.all().size();
  EXPECT_EQ(reported, 1u);
  EXPECT_EQ(parsed.module->body(f, parsed.diags).block, block);
  EXPECT_EQ(parsed.diags.all().size(), reported);
  EXPECT_EQ(parsed.module->functions().size(), 2u);
}

TEST(Parser, OrderOfBodiesDoesNotMatter) {
  Parsed forwards(Program), backwards(Program);
  for (const ast::Function *function : llvm::reverse(backwards.module->functions()))
    backwards.module->body(*function, backwards.diags);
  EXPECT_EQ(forwards.dump(), backwards.dump());
}

TEST(Parser, DocStringIsKnownWithoutTheBody) {
  Parsed parsed("def f():\n  'Doc.'\n  ?\ndef g(): ...\ndef h():\n  'Doc.'\n  ...");
  EXPECT_TRUE(parsed.module->functions()[0]->docString);
  EXPECT_FALSE(parsed.module->functions()[0]->hasEllipsisBody);
  EXPECT_TRUE(parsed.module->functions()[1]->hasEllipsisBody);
  EXPECT_TRUE(parsed.module->functions()[2]->hasEllipsisBody);
}

TEST(Parser, BrokenHeaderDeclaresItsName) {
  Parsed parsed("def f(x: Int y):\n  return 1\nstruct S(A B):\n  var x: Int\ncomptime X: = 3\ndef g(): pass");
  auto statements = parsed.module->tree().statements;
  ASSERT_EQ(statements.size(), 4u);
  EXPECT_EQ(llvm::cast<ast::Function>(statements[0])->name.name, "f");
  EXPECT_TRUE(llvm::cast<ast::Function>(statements[0])->hasErrors);
  EXPECT_EQ(llvm::cast<ast::Struct>(statements[1])->name.name, "S");
  EXPECT_TRUE(llvm::cast<ast::Struct>(statements[1])->hasErrors);
  EXPECT_EQ(llvm::cast<ast::ComptimeDecl>(statements[2])->name.name, "X");
  EXPECT_FALSE(llvm::cast<ast::Function>(statements[3])->hasErrors);
  EXPECT_EQ(parsed.codes(), "unclosedBracket@1:14 unclosedBracket@3:12 expectedExpression@5:13");
}

TEST(Parser, OneMessageForEachFault) {
  struct Case {
    const char *text, *codes;
  };
  for (Case test : {
           Case{"def f():\n  a = 1\n    b\n  c", "unexpectedIndent@3:5"},
           {"def f():\n    a\n  b\n  c", "inconsistentDedent@3:3"},
           {"def f():\nx", "missingSuite@1:9"},
           {"def f()\n  return", "expectedColon@1:8"},
           {"def f():\n  if a\n    b\n  c", "expectedColon@2:7"},
           {"def\n f(): pass", "lineBreakAfter@2:2"},
           {"import a,\n  b", "lineBreakInImport@2:3"},
           {"def f():\n  x =\n  y", "missingValue@2:5"},
           {"def f(): if x: pass", "statementMustBeginLine@1:10"},
           {"def f():\n  x; while y: pass", "statementMustBeginLine@2:6"},
           {"def f():\n  a b\n  c", "expectedLineEnd@2:5"},
           {"def f():\n  else: pass\n  a", "clauseWithoutOpener@2:3"},
           {"def f():\n  try: pass\n  a", "tryWithoutHandler@2:12"},
           {"def f():\n  g(a, b\n  c", "unclosedBracket@2:9"},
           {"def f():\n  if (a:\n    b\n  else:\n    c\n  d", "unclosedBracket@2:8"},
           {"def f():\n  x = ?\n  y", "unknownCharacter@2:7"},
           {"def f():\n  x = 1 ? 2\n  y", "unknownCharacter@2:9"},
           {"x = )\ny = ]\nz", "expectedExpression@1:5 expectedExpression@2:5"},
           {"def f():\n  for x in 1, 2:\n    pass\n  else: pass", "forOverTuple@2:13"},
           {"@a\n\nx = 3", "misplacedDecorator@1:1"},
           {"@a\n  def f(): pass", "decoratorColumn@2:3"},
       }) {
    Parsed parsed(test.text);
    EXPECT_EQ(parsed.codes(), test.codes) << test.text;
  }
}

TEST(Parser, UnclosedBracketDoesNotSwallowTheFile) {
  Parsed parsed("def f():\n  g((1, 2\n\ndef h():\n  return 1\ncomptime X = [1, 2\nstruct S: pass\n");
  EXPECT_EQ(parsed.module->tree().statements.size(), 4u);
  EXPECT_EQ(parsed.codes(), "unclosedBracket@2:10 unclosedBracket@6:19");
}

static std::string repeated(llvm::StringRef text, unsigned count) {
  std::string result;
  for (unsigned i = 0; i < count; ++i)
    result += text;
  return result;
}

TEST(Parser, DepthIsBoundedByOneMessage) {
  const unsigned Deep = 10000;
  for (const std::string &text :
       {repeated("(", Deep) + "1" + repeated(")", Deep), repeated("[", Deep), repeated("{a: ", Deep), repeated("f(", Deep), repeated("a[", Deep),
        repeated("- ", Deep) + "1", repeated("not ", Deep) + "1", repeated("lambda: ", Deep) + "1", repeated("a if b else ", Deep) + "c",
        repeated("a ** ", Deep) + "b", "a" + repeated(" + a", Deep), "a" + repeated(".b", Deep), "a" + repeated("()", Deep),
        "a" + repeated(" and b", Deep), "var " + repeated("(", Deep) + "x", "var x: " + repeated("def(", Deep), "f(" + repeated("-~+", Deep) + "x)",
        repeated("a[b:", Deep), "var " + repeated("var ", Deep) + "x = 1"}) {
    Parsed parsed("def f():\n  " + text + "\n  y = 1\n");
    std::string codes = parsed.codes();
    EXPECT_EQ(parsed.diags.all().size(), 1u) << text.substr(0, 20) << " " << codes.substr(0, 300);
    EXPECT_TRUE(llvm::StringRef(codes).starts_with("nestedTooDeep@2:")) << text.substr(0, 20) << " " << codes.substr(0, 100);
  }
  for (const std::string &text :
       {"match x:\n    case " + repeated("(", Deep) + ": pass", "match x:\n    case " + repeated("var ", Deep) + "x: pass"}) {
    Parsed parsed("def f():\n  " + text + "\n  y = 1\n");
    EXPECT_TRUE(llvm::StringRef(parsed.codes()).starts_with("nestedTooDeep@3:")) << parsed.codes();
  }
}

TEST(Parser, DeepSuites) {
  std::string text = "def f():\n";
  for (unsigned i = 1; i < 3000; ++i)
    text += repeated(" ", i) + "if a:\n";
  Parsed parsed(text + repeated(" ", 3000) + "pass\n");
  EXPECT_TRUE(llvm::StringRef(parsed.codes()).starts_with("nestedTooDeep@"));
  EXPECT_EQ(parsed.diags.all().size(), 1u);
}

TEST(Parser, WithinTheDepthAllIsWell) {
  EXPECT_EQ(Parsed("x = " + repeated("(", 900) + "1" + repeated(")", 900)).codes(), "");
  EXPECT_EQ(Parsed("x = a" + repeated(" + a", 900)).codes(), "");
}

TEST(Parser, LongLine) {
  Parsed parsed("def f(): x = [" + repeated("1, ", 1000000) + "]");
  EXPECT_EQ(parsed.codes(), "");
}
