#pragma once
// Statements of bodies. Which of them may stand in a module or a type body is for `sema` to say, except where the grammar forbids it.

#include "syntax/Expressions.h"
#include "syntax/Patterns.h"

namespace fornax::ast {

/// A suite: `: stmt` on the header's line, or indented lines. A docstring at its head is not among the statements.
struct Block : NodeOf<NodeKind::Block, Node> {
  llvm::ArrayRef<const Stmt *> statements;
  const StringLiteral *docString = nullptr; // may be null
};

/// Stands for lines that could not be parsed; already reported.
struct ErrorStmt : NodeOf<NodeKind::ErrorStmt, Stmt> {};

/// `f(x)`
struct ExprStmt : NodeOf<NodeKind::ExprStmt, Stmt> {
  const Expr *value = nullptr;
};

struct Pass : NodeOf<NodeKind::Pass, Stmt> {};
struct Break : NodeOf<NodeKind::Break, Stmt> {};
struct Continue : NodeOf<NodeKind::Continue, Stmt> {};

/// `return`, `return a, b`
struct Return : NodeOf<NodeKind::Return, Stmt> {
  const Expr *value = nullptr; // may be null
};

/// `raise e`, `raise`
struct Raise : NodeOf<NodeKind::Raise, Stmt> {
  const Expr *value = nullptr; // may be null
};

/// `assert c, m`, `comptime assert c, m`
struct Assert : NodeOf<NodeKind::Assert, Stmt> {
  bool isComptime = false;
  const Expr *condition = nullptr;
  const Expr *message = nullptr; // may be null
};

/// `var a, b: Int, Float64 = e`, `ref r = x`, `var x = var y = 4`
struct VarStmt : NodeOf<NodeKind::VarStmt, Stmt> {
  const Binder *pattern = nullptr;          // its target is a Tuple for `var a, b`
  llvm::ArrayRef<const Expr *> types;       // empty: inferred
  llvm::ArrayRef<const Expr *> moreTargets; // of a chain, left to right
  const Expr *value = nullptr;              // may be null
};

/// `a, b = c = e`: targets left to right; one value. `self.f: T = e` (old) has a type.
struct Assign : NodeOf<NodeKind::Assign, Stmt> {
  llvm::ArrayRef<const Expr *> targets;
  const Expr *type = nullptr; // may be null; then there is one target
  const Expr *value = nullptr;
};

/// `a += e`
struct AugAssign : NodeOf<NodeKind::AugAssign, Stmt> {
  BinaryOp op = BinaryOp::Add;
  SourceRange opRange;
  const Expr *target = nullptr;
  const Expr *value = nullptr;
};

struct IfArm {
  const Expr *condition = nullptr;
  const Block *body = nullptr;
  SourceRange keywordRange; // `if`, `elif`
};

/// `if c: … elif d: … else: …`, `comptime if …`
struct If : NodeOf<NodeKind::If, Stmt> {
  bool isComptime = false;
  llvm::ArrayRef<IfArm> arms;      // at least one
  const Block *elseBody = nullptr; // may be null
};

/// `while c: … else: …`
struct While : NodeOf<NodeKind::While, Stmt> {
  const Expr *condition = nullptr;
  const Block *body = nullptr;
  const Block *elseBody = nullptr; // may be null
};

/// `for var x in xs: … else: …`, `comptime for …`
struct For : NodeOf<NodeKind::For, Stmt> {
  bool isComptime = false;
  const Expr *target = nullptr; // a Binder where `var`/`ref` is written
  const Expr *iterable = nullptr;
  const Block *body = nullptr;
  const Block *elseBody = nullptr; // may be null
};

/// `try: … except e: … else: … finally: …`
struct Try : NodeOf<NodeKind::Try, Stmt> {
  const Block *body = nullptr;
  Ident errorName;                    // empty for `except:`; `_` is a name here
  SourceRange exceptRange;            // the word, if written
  const Block *handler = nullptr;     // may be null
  const Block *elseBody = nullptr;    // may be null
  const Block *finallyBody = nullptr; // may be null
};

struct WithItem {
  const Expr *value = nullptr;
  const Expr *target = nullptr; // may be null
};

/// `with a as b, c: …`
struct With : NodeOf<NodeKind::With, Stmt> {
  llvm::ArrayRef<WithItem> items;
  const Block *body = nullptr;
};

/// `case p if g: …`
struct MatchCase : NodeOf<NodeKind::MatchCase, Node> {
  const Pattern *pattern = nullptr;
  const Expr *guard = nullptr; // may be null
  const Block *body = nullptr;
};

/// `match x: case …`, `comptime match …`
struct Match : NodeOf<NodeKind::Match, Stmt> {
  bool isComptime = false;
  const Expr *subject = nullptr;
  SourceRange keywordRange;
  llvm::ArrayRef<const MatchCase *> cases;
};

/// `__mlir_region name(x: T): …`
struct MlirRegion : NodeOf<NodeKind::MlirRegion, Stmt> {
  Ident name;
  llvm::ArrayRef<const Argument *> arguments;
  const Block *body = nullptr;
};

struct ImportItem {
  llvm::ArrayRef<Ident> path; // `a.b.c`
  Ident alias;                // may be empty
};

/// `import a.b, c as d`
struct Import : NodeOf<NodeKind::Import, Stmt> {
  llvm::ArrayRef<ImportItem> items;
};

struct ImportName {
  Ident name;
  Ident alias; // may be empty
};

/// `from ..a.b import c as d, e`, `from . import f`, `from g import *`
struct FromImport : NodeOf<NodeKind::FromImport, Stmt> {
  llvm::ArrayRef<const Decorator *> decorators; // `@__doc_inline`, `@stable`
  unsigned dots = 0;
  llvm::ArrayRef<Ident> path; // may be empty after dots
  SourceRange pathRange;      // dots and path
  bool isWildcard = false;
  SourceRange wildcardRange;
  llvm::ArrayRef<ImportName> names;
};

} // namespace fornax::ast
