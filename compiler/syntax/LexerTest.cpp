#include "syntax/Lexer.h"
#include <gtest/gtest.h>
#include <llvm/ADT/StringExtras.h>

using namespace fornax;
using namespace fornax::syntax;

namespace {
struct Lexed {
  Sources sources;
  diag::Engine diags;
  TokenBuffer tokens;
  explicit Lexed(std::string text) : tokens(lex(sources, sources.add("test.mojo", std::move(text)), diags)) {}

  std::string kinds() const {
    std::string out;
    for (uint32_t token = 0; token + 1 < tokens.fileTokens; ++token)
      out += (out.empty() ? "" : " ") + toString(tokens.kinds[token]).str();
    return out;
  }
};
} // namespace

TEST(Lexer, EveryFixedTokenIsItself) {
#define TOKEN(NAME)
#define PUNCTUATOR(NAME, TEXT)                                                                                                                       \
  EXPECT_EQ(Lexed(TEXT).kinds(), #NAME);                                                                                                             \
  EXPECT_EQ(fixedText(TokenKind::NAME), TEXT);
#define KEYWORD(NAME, TEXT)                                                                                                                          \
  EXPECT_EQ(Lexed(TEXT).kinds(), #NAME);                                                                                                             \
  EXPECT_EQ(Lexed(TEXT "_").kinds(), "Identifier");                                                                                                  \
  EXPECT_EQ(Lexed("`" TEXT "`").kinds(), "Quoted");
#include "syntax/Tokens.def"
}

TEST(Lexer, LineStartsAndColumns) {
  Lexed lexed("a b\n\t c\\\nd\n\n# x\ne");
  const TokenBuffer &tokens = lexed.tokens;
  ASSERT_EQ(tokens.fileTokens, 6u);
  EXPECT_TRUE(tokens.isAtLineStart(0));
  EXPECT_FALSE(tokens.isAtLineStart(1));
  EXPECT_TRUE(tokens.isAtLineStart(2));
  EXPECT_EQ(tokens.columns[2], 2u); // a tab is one column
  EXPECT_FALSE(tokens.isAtLineStart(3)) << "a backslash joins the lines";
  EXPECT_TRUE(tokens.isAtLineStart(4));
  EXPECT_TRUE(tokens.flags[4] & TriviaBefore);
}

TEST(Lexer, LeadingWhitespaceMustAgree) {
  EXPECT_FALSE(Lexed("if a:\n  b\n    c\n\td").diags.all().empty());
  EXPECT_TRUE(Lexed("if a:\n  b\n# any\n\t\n   c\nd\n\te").diags.all().empty());
}

TEST(Lexer, HolesLieBehindTheFile) {
  Lexed lexed(R"(t"{a}-{t"{b}"}" x)");
  const TokenBuffer &tokens = lexed.tokens;
  EXPECT_EQ(lexed.kinds(), "TString Identifier");
  auto holes = tokens.holes(0);
  ASSERT_EQ(holes.size(), 2u);
  EXPECT_EQ(tokens.spelling(holes[0].begin), "a");
  EXPECT_EQ(tokens.kinds[holes[0].end], TokenKind::EndOfFile);
  EXPECT_EQ(tokens.spelling(holes[1].begin), R"(t"{b}")");
  auto inner = tokens.holes(holes[1].begin);
  ASSERT_EQ(inner.size(), 1u);
  EXPECT_EQ(tokens.spelling(inner[0].begin), "b");
  EXPECT_TRUE(tokens.holes(1).empty());
}

TEST(Lexer, OneErrorForEachBrokenToken) {
  struct Case {
    const char *text, *code;
  };
  for (Case test : {Case{"?", "unknownCharacter"},
                    {"\x01", "unknownControlCharacter"},
                    {"\\ x", "strayBackslash"},
                    {"'a", "unterminatedString"},
                    {"'''a", "unterminatedLongString"},
                    {"'\\q'", "unknownEscape"},
                    {"'\\x4'", "badHexEscape"},
                    {"'\\udfff'", "badCodePoint"},
                    {"``", "badQuotedName"},
                    {"010", "leadingZero"},
                    {"0x", "missingDigits"},
                    {"1e", "missingDigits"},
                    {"t'{}'", "emptyHole"},
                    {"t'{a'", "unclosedHole"},
                    {"t'{a:3}'", "formatInHole"}}) {
    Lexed lexed(test.text);
    ASSERT_EQ(lexed.diags.all().size(), 1u) << test.text;
    EXPECT_EQ(lexed.diags.all()[0].code(), test.code);
  }
}

/// Tokens, comments and joins in order, with the blanks between them, are the text.
static void expectRoundTrip(llvm::StringRef text) {
  Lexed lexed(text.str());
  const TokenBuffer &tokens = lexed.tokens;
  uint32_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0, token = 0;
  size_t trivia = 0;
  while (at < text.size()) {
    // Trivia inside holes belongs to its token.
    while (trivia < tokens.trivia.size() && tokens.trivia[trivia].begin < at)
      ++trivia;
    uint32_t nextToken = tokens.starts[token];
    uint32_t nextTrivia = trivia < tokens.trivia.size() ? tokens.trivia[trivia].begin : ~0u;
    uint32_t next = std::min(nextToken, nextTrivia);
    for (; at < next; ++at)
      ASSERT_TRUE(llvm::StringRef(" \t\n\r\v\f", 6).contains(text[at]) || text[at] == '\0' || text[at] == '\\') << "byte " << at << " is in no token";
    if (nextTrivia < nextToken)
      at = tokens.trivia[trivia].end;
    else
      at = tokens.ends[token++];
  }
}

TEST(Lexer, NoByteIsLost) {
  for (const char *text : {"def f(a: Int):\n\treturn a # comment\n", "\xEF\xBB\xBFx = 1", "a \\\n b\r\nc\rd", "t\"{a # c\n}\" 'b' # d", "x ? y ! 'z",
                           "t'{a' b\n`q", "\"\"\"a\n\nb\"\"\" c\\d"})
    expectRoundTrip(text);
}

TEST(Lexer, ManyBrokenHolesTakeLinearTime) {
  std::string lines, line;
  for (int i = 0; i < 10000; ++i) {
    lines += "t\"{t\"{t\"{ (\n";
    line += "t\"{";
  }
  EXPECT_TRUE(Lexed(lines).diags.hasErrors());
  EXPECT_TRUE(Lexed(line).diags.hasErrors());
  EXPECT_TRUE(Lexed(line + "\n" + line).diags.hasErrors());
}
