#pragma once
// The parser's state and its token helpers, shared by the Parse*.cpp files; nobody else includes this.
//
// The column rule lives in peek(): outside brackets, a token that begins a line at or left of the statement's column reads as EndOfStatement.
// After a syntax error everything reads as EndOfStatement (`hasFailed`), so that all productions return without further reports; the
// statement then recovers (Recovery.cpp). Faults that leave no doubt about what follows are reported without failing.

#include "basic/Arena.h"
#include "diagnostics/Engine.h"
#include "syntax/AST.h"
#include "syntax/Diagnostics.h"
#include "syntax/TokenBuffer.h"
#include <llvm/ADT/SmallVector.h>

namespace fornax::syntax {

inline constexpr int NoColumn = -1;             // nothing ends the statement
inline constexpr int InlineColumn = 0x7fffffff; // any line start ends it
inline constexpr unsigned MaxDepth = 1000;      // nested expressions, types, suites

/// What a statement stands in.
enum class Context : uint8_t { Module, Struct, Trait, Extension, Body };
inline bool isTypeBody(Context context) { return context == Context::Struct || context == Context::Trait || context == Context::Extension; }

struct Parser {
  const TokenBuffer &tokens;
  NameTable &names;
  Arena &arena;
  diag::Engine &diags;
  /// Declarations: functions found so far, whose bodies are left for later. Null while a body is parsed: nested bodies are parsed at once.
  std::vector<const ast::Function *> *deferred;

  uint32_t position = 0;
  uint32_t limit = 0;            // tokens from here on read as EndOfFile
  uint32_t statementStart = ~0u; // the token that began the statement or clause; exempt from the column rule
  int statementColumn = NoColumn;
  unsigned bracketDepth = 0;
  unsigned depth = 0;
  bool hasFailed = false;
  uint32_t nodeCount = 0;
  uint32_t reportedIndent = ~0u; // the token whose indentation has been reported
  unsigned runTimeFlow = 0;      // suites of `if`, loops, `try`, `with`, `match` round the statement, in its function
  bool reportedDepth = false;    // one message about nesting for each parse

  /// `_` and `var`/`ref` met in expressions; a target or a subscript takes them out again, what is left at the end of a statement is misplaced.
  llvm::SmallVector<const ast::Discard *, 4> discards = {};
  llvm::SmallVector<const ast::Binder *, 4> binders = {};

  // ---- Tokens

  TokenKind rawKind(uint32_t token) const { return token < limit ? tokens.kinds[token] : TokenKind::EndOfFile; }
  bool endsStatement(uint32_t token) const {
    return (tokens.flags[token] & AtLineStart) && bracketDepth == 0 && token != statementStart && int(tokens.columns[token]) <= statementColumn;
  }
  TokenKind kindAt(uint32_t token) const {
    if (hasFailed)
      return TokenKind::EndOfStatement;
    if (token >= limit)
      return TokenKind::EndOfFile;
    return endsStatement(token) && tokens.kinds[token] != TokenKind::EndOfFile ? TokenKind::EndOfStatement : tokens.kinds[token];
  }
  TokenKind peek(unsigned ahead = 0) const { return kindAt(position + ahead); }
  bool is(TokenKind kind) const { return peek() == kind; }
  template <class... Kinds> bool isAny(Kinds... kinds) const {
    TokenKind now = peek();
    return ((now == kinds) || ...);
  }
  bool atName() const { return isName(peek()); }
  /// The current token starts a line, whatever the statement's column.
  bool atLineStart() const { return position >= limit || tokens.isAtLineStart(position); }
  int column() const { return int(tokens.columns[position]); }
  bool atEnd() const { return rawKind(position) == TokenKind::EndOfFile; }
  /// The text of the current name without backticks; empty if it is no name.
  llvm::StringRef word(unsigned ahead = 0) const;
  /// A plain name spelled so (soft keywords: also in backticks).
  bool isWord(llvm::StringRef text, unsigned ahead = 0) const { return isName(peek(ahead)) && word(ahead) == text; }

  uint32_t advance() {
    if (position < limit && !hasFailed)
      return position++;
    return position;
  }
  bool accept(TokenKind kind) {
    if (!is(kind))
      return false;
    ++position;
    return true;
  }

  // ---- Ranges

  SourceRange tokenRange() const { return tokens.range(position); }
  SourceRange rangeOf(uint32_t token) const { return tokens.range(token); }
  uint32_t previousEnd() const { return position ? tokens.ends[position - 1] : 0; }
  /// From the start of `first` to the end of the last token consumed.
  SourceRange since(uint32_t first) const {
    uint32_t begin = tokens.starts[first];
    return {tokens.file, begin, position > first ? tokens.ends[position - 1] : begin};
  }
  /// Where something is missing: at the next token, or at the end of the one before if the next starts a line.
  SourceRange missingRange() const;
  Found found() const;

  // ---- Nodes

  template <class T> T *make(SourceRange range) {
    T *node = arena.make<T>();
    ast::NodeFactory::place(*node, ast::NodeId(nodeCount++), range);
    return node;
  }
  template <class T, unsigned N> llvm::ArrayRef<T> keep(const llvm::SmallVector<T, N> &items) { return arena.copy(llvm::ArrayRef<T>(items)); }
};

// ---- Errors (Recovery.cpp)

/// Reports at the missing token and fails the statement; silent if it has failed already or the token is a lexer's error.
void fail(Parser &p, diag::Message message);
void failAt(Parser &p, SourceRange range, diag::Message message);
/// Reports without failing.
diag::Builder report(Parser &p, SourceRange range, diag::Message message);
bool expect(Parser &p, TokenKind kind);
/// Fails for the `:` that is missing behind a header.
void failColon(Parser &p);
/// After a failed statement that began with token `start` at `column`: skips what belongs to it.
void recover(Parser &p, uint32_t start, int column);
/// Reports `_` and binders that no target took.
void flushMisplaced(Parser &p);
/// Takes `_` and binders out of the lists: the expression stands where they may stand.
void acceptTarget(Parser &p, const ast::Expr *target);

/// `[`, `(`, `{`: consumes it and suspends the column rule. Returns its index for `close`.
uint32_t open(Parser &p, TokenKind kind);
/// Consumes the closing bracket or fails with a label at the opening one.
void close(Parser &p, TokenKind kind, uint32_t opening);

/// One level of nesting; false when it is one too many (reported, failed).
struct Nesting {
  Parser &p;
  bool isAllowed;
  explicit Nesting(Parser &p);
  ~Nesting() { --p.depth; }
  explicit operator bool() const { return isAllowed; }
};

/// Computes an expression's height from its children; too high: reported, an ErrorExpr instead.
const ast::Expr *finish(Parser &p, ast::Expr *node);
/// The same for parts of expressions (parameters, arguments …), which are not replaced.
void finishPart(Parser &p, ast::Node *node);

// ---- Names and literals

/// A declared or imported name. A keyword is reported and taken as the name.
ast::Ident parseName(Parser &p);
/// After a dot: any name or keyword.
ast::Ident parseMemberName(Parser &p);
ast::Ident identOf(Parser &p, uint32_t token);

// ---- ParseExpr.cpp

const ast::Expr *parseExprList(Parser &p); // wexpr {"," wexpr}; a Tuple if there is a comma
const ast::Expr *parseWalrusExpr(Parser &p);
const ast::Expr *parseExpr(Parser &p);
const ast::Expr *parseOr(Parser &p);
const ast::Expr *parseBitOr(Parser &p);  // binary operators from `|` up
const ast::Expr *parseBitXor(Parser &p); // the same without `|`
const ast::Expr *parseNot(Parser &p);
const ast::Expr *parsePostfix(Parser &p);
const ast::Expr *parseType(Parser &p);
const ast::Expr *errorExpr(Parser &p);
bool endsList(const Parser &p); // behind a comma nothing more follows

// ---- ParsePrimary.cpp

const ast::Expr *parsePrimary(Parser &p);
const ast::StringLiteral *parseOneString(Parser &p);
const ast::Expr *parseStrings(Parser &p);
bool startsPrimary(const Parser &p, TokenKind kind);
bool startsOperandAfterCaret(TokenKind kind);

// ---- ParseArgs.cpp

enum class ArgumentList : uint8_t { Call, Brace };
llvm::ArrayRef<ast::CallArgument> parseCallArguments(Parser &p, TokenKind end, ArgumentList list);
llvm::ArrayRef<ast::CallArgument> parseSubscripts(Parser &p);

// ---- ParseParams.cpp

enum class ListOf : uint8_t { Declaration, Type };
llvm::ArrayRef<const ast::Parameter *> parseParameters(Parser &p, ListOf list);
llvm::ArrayRef<const ast::Argument *> parseArguments(Parser &p, ListOf list); // from `(` to `)`
void parseEffects(Parser &p, ast::Signature &signature, ListOf list);
void parseCaptureList(Parser &p, ast::Signature &signature);
void parseResult(Parser &p, ast::Signature &signature);
llvm::ArrayRef<const ast::Where *> parseWheres(Parser &p);
llvm::ArrayRef<ast::OriginItem> parseOriginItems(Parser &p);
llvm::ArrayRef<const ast::Conformance *> parseConformances(Parser &p);

// ---- ParseTarget.cpp

const ast::Expr *parseTarget(Parser &p);
const ast::Expr *parseTargetList(Parser &p);
const ast::Expr *parseForTarget(Parser &p);
const ast::Binder *parseBinder(Parser &p, const ast::Expr *(*parseInner)(Parser &));
/// Reports what cannot be assigned to.
void checkTarget(Parser &p, const ast::Expr *target);

// ---- ParsePattern.cpp

enum class RunsAt : uint8_t { RunTime, CompileTime };
const ast::MatchCase *parseCase(Parser &p, RunsAt runsAt);
const ast::Stmt *parseMatch(Parser &p, int column);

// ---- ParseStmt.cpp

using StmtList = llvm::SmallVector<const ast::Stmt *, 8>;
const ast::Stmt *parseStatement(Parser &p, Context context, StmtList &out);
const ast::Block *parseSuite(Parser &p, int headerColumn);
/// Calls parseStatement for every statement of a suite of any context; returns the docstring, if it has one.
const ast::StringLiteral *parseSuiteStatements(Parser &p, Context context, int headerColumn, StmtList &out);
const ast::StringLiteral *parseSuiteBehindColon(Parser &p, Context context, int headerColumn, StmtList &out);
bool isMatchStart(const Parser &p, unsigned ahead);
/// `if`, `while`, `for`, `try`, `with`, with or without `comptime` before it.
const ast::Stmt *parseCompound(Parser &p, int column, RunsAt runsAt);

// ---- ParseSimple.cpp

void parseSimpleLine(Parser &p, Context context, StmtList &out);
const ast::Stmt *parseImport(Parser &p);
const ast::Stmt *parseFromImport(Parser &p, llvm::ArrayRef<const ast::Decorator *> decorators);
/// Reports what stands between a simple statement and the end of its line.
void parseLineEnd(Parser &p);

// ---- ParseDecl.cpp

using Decorators = llvm::ArrayRef<const ast::Decorator *>;
const ast::Stmt *parseFunction(Parser &p, Context context, int column, Decorators decorators);
const ast::Stmt *parseStruct(Parser &p, Context context, int column, Decorators decorators);
const ast::Stmt *parseTrait(Parser &p, Context context, int column, Decorators decorators);
const ast::Stmt *parseExtension(Parser &p, Context context, int column, Decorators decorators);
const ast::Stmt *parseField(Parser &p, Decorators decorators);
const ast::Stmt *parseComptimeDecl(Parser &p, Context context, Decorators decorators);
void parseDecorated(Parser &p, Context context, int column, StmtList &out); // ParseDecorated.cpp
const ast::Module *parseFile(Parser &p);

} // namespace fornax::syntax
