#include "syntax/DocString.h"
#include "syntax/SyntaxTestSupport.h"
#include <gtest/gtest.h>

using namespace fornax;
using namespace fornax::syntax;

TEST(DocString, Structure) {
  DocString doc = parseDocString(R"(Adds two
    numbers.

    More text.

    ```mojo
    Args:
    ```

    Args:
        a: The first,
            on two lines.
        *rest: The others.

    Returns:
        The sum.
    )");
  EXPECT_EQ(doc.summary, "Adds two numbers.");
  EXPECT_EQ(doc.description, "More text.\n\n```mojo\nArgs:\n```");
  ASSERT_EQ(doc.sections.size(), 2u);
  const DocSection *args = doc.find(DocSectionKind::Args);
  ASSERT_TRUE(args);
  ASSERT_EQ(args->entries.size(), 2u);
  EXPECT_EQ(args->entries[0].name, "a");
  EXPECT_EQ(args->entries[0].text, "The first,\n    on two lines.");
  EXPECT_EQ(args->entries[1].name, "rest");
  EXPECT_EQ(doc.find(DocSectionKind::Returns)->entries[0].text, "The sum.");
  EXPECT_FALSE(doc.find(DocSectionKind::Raises));
}

static std::string check(const char *text) {
  Parsed parsed(text);
  for (const ast::Function *function : parsed.module->functions())
    checkDocString(*function, parsed.diags);
  for (const ast::Stmt *stmt : parsed.module->tree().statements)
    if (auto *type = llvm::dyn_cast<ast::Struct>(stmt))
      checkDocString(*type, parsed.diags);
  return parsed.codes();
}

TEST(DocString, Checks) {
  EXPECT_EQ(check("def f(): 'Fine.'"), "");
  EXPECT_EQ(check("def f():\n  'not fine.'"), "docSummary@2:3");
  EXPECT_EQ(check("def f():\n  'Not fine'"), "docSummary@2:3");
  EXPECT_EQ(check("def f(a: Int, b: Int):\n  '''F.\n\n  Args:\n    b: B.\n    a: A.\n  '''"), "docNameOrder@6:5");
  EXPECT_EQ(check("def f(a: Int):\n  '''F.\n\n  Args:\n    a: A.\n    a: A.\n    x: X.\n  '''"), "docRepeatedName@5:5 docUnknownName@7:5");
  EXPECT_EQ(check("def f(a: Int, b: Int):\n  '''F.\n\n  Args:\n    a: A.\n  '''"), "docMissingName@2:3");
  EXPECT_EQ(check("def f() raises:\n  '''F.\n\n  Returns:\n    R.\n  '''"), "docMissingRaises@2:3 docReturnsNothing@4:3");
  EXPECT_EQ(check("struct S[n: Int]:\n  '''S.\n\n  Parameters:\n    m: M.\n  '''"), "docMissingName@2:3 docUnknownName@5:5");
}
