#pragma once
// Declarations. A function's body is a range of tokens until it is asked for: syntax::ParsedModule::body (Parser.h).

#include "syntax/Statements.h"

namespace fornax::ast {

/// `@inline(.always)`, `@compiler.register("n")`
struct Decorator : NodeOf<NodeKind::Decorator, Node> {
  llvm::ArrayRef<Ident> path; // at least one
  bool hasArgumentList = false;
  llvm::ArrayRef<CallArgument> arguments;
};

/// How callers may bind a parameter or argument, as the markers `//`, `/`, `*` and variadics of its list say.
enum class Passing : uint8_t { InferOnly, PositionalOnly, PositionalOrKeyword, KeywordOnly };

enum class Variadic : uint8_t { None, Star, DoubleStar };

/// `T: Copyable = Int`, `*Ts: Movable`; in a function type also a bare type
struct Parameter : NodeOf<NodeKind::Parameter, Node> {
  Ident name; // empty only in function types
  Passing passing = Passing::PositionalOrKeyword;
  Variadic variadic = Variadic::None;
  const Expr *type = nullptr;         // never null
  const Expr *defaultValue = nullptr; // may be null
};

enum class Convention : uint8_t { None, Imm, Mut, Var, Ref, Out, Deinit };

/// As written; empty for None.
llvm::StringRef toString(Convention convention);

/// `mut x: Int = 3`, `ref[o] self`, `*xs: *Ts`, `var **kw: T`; in a function type also a bare type
struct Argument : NodeOf<NodeKind::Argument, Node> {
  Ident name; // empty only in function types
  Passing passing = Passing::PositionalOrKeyword;
  Variadic variadic = Variadic::None;
  Convention convention = Convention::None;
  SourceRange conventionRange;
  bool hasOrigins = false;            // `ref[…]`, `out[…]`
  llvm::ArrayRef<OriginItem> origins; // of `ref[…]`; the one address space of `out[…]`
  bool isPackType = false;            // `*xs: *Ts`
  const Expr *type = nullptr;         // null: not written (`self`)
  const Expr *defaultValue = nullptr; // may be null
};

enum class CaptureKind : uint8_t { Bare, Imm, Mut, Ref, Var };

/// `mut x`, `x^`, `var x^`; without a name the default for the names not listed: `imm`, `var^`
struct Capture : NodeOf<NodeKind::Capture, Node> {
  CaptureKind which = CaptureKind::Bare;
  Ident name; // empty: a default
  bool isMove = false;
  SourceRange moveRange; // the `^`
};

/// `where c`, `where (c, "m")`, `where c else "m"`
struct Where : NodeOf<NodeKind::Where, Node> {
  const Expr *condition = nullptr;
  const StringLiteral *message = nullptr; // may be null
};

/// `Copyable`, `Writable where c`, `not Movable else "m"`
struct Conformance : NodeOf<NodeKind::Conformance, Node> {
  bool isNegated = false;
  const Expr *trait = nullptr;
  const Where *where = nullptr;           // may be null
  const StringLiteral *message = nullptr; // of a negated one; may be null
};

/// `comptime N[n: Int]: Int where n > 0 = n`; without a value a trait's requirement
struct ComptimeDecl : NodeOf<NodeKind::ComptimeDecl, Stmt> {
  llvm::ArrayRef<const Decorator *> decorators;
  Ident name;
  bool hasParameterList = false;
  llvm::ArrayRef<const Parameter *> parameters;
  const Expr *type = nullptr; // may be null
  llvm::ArrayRef<const Where *> wheres;
  const Expr *value = nullptr;              // may be null
  const StringLiteral *docString = nullptr; // may be null
  bool hasErrors = false;                   // the header is broken (reported); what it says may be incomplete
};

/// `comptime a, b = 1, 2`
struct ComptimeUnpack : NodeOf<NodeKind::ComptimeUnpack, Stmt> {
  llvm::ArrayRef<const Decorator *> decorators;
  const Expr *target = nullptr;
  const Expr *value = nullptr;
};

/// Token indices into the module's TokenBuffer; half open.
struct TokenRange {
  uint32_t begin = 0, end = 0;
};

/// `def f[T: Copyable](x: T) raises -> T: …`
struct Function : NodeOf<NodeKind::Function, Stmt> {
  llvm::ArrayRef<const Decorator *> decorators;
  Ident name;
  Signature signature;
  SourceRange keywordRange; // `def`
  SourceRange headerRange;  // from the first keyword up to the suite's `:`

  const StringLiteral *docString = nullptr; // may be null; known before the body is parsed
  TokenRange bodyTokens;                    // from the suite's `:`
  SourceRange bodyRange;                    // empty if the suite is missing
  /// The body of a function nested in another's body: parsed with it, in its arena. Null for all others: ask ParsedModule::body.
  const Block *nestedBody = nullptr;
  /// Where ParsedModule keeps the body; None when nestedBody is set.
  uint32_t bodyIndex = ~0u;
  /// The body is just `...`: a trait requirement, or an external function.
  bool hasEllipsisBody = false;
  bool hasErrors = false; // the header is broken (reported); what it says may be incomplete
};

/// `struct S[T: Copyable](Movable where c): …`
struct Struct : NodeOf<NodeKind::Struct, Stmt> {
  llvm::ArrayRef<const Decorator *> decorators;
  Ident name;
  bool hasParameterList = false;
  llvm::ArrayRef<const Parameter *> parameters;
  llvm::ArrayRef<const Conformance *> conformances;
  llvm::ArrayRef<const Where *> wheres;
  const StringLiteral *docString = nullptr; // may be null
  llvm::ArrayRef<const Stmt *> members;     // Field, Function, ComptimeDecl (`pass` and `...` are dropped)
  bool hasErrors = false;                   // the header is broken (reported); what it says may be incomplete
};

/// `trait T(Base): …`
struct Trait : NodeOf<NodeKind::Trait, Stmt> {
  llvm::ArrayRef<const Decorator *> decorators;
  Ident name;
  llvm::ArrayRef<const Conformance *> conformances;
  const StringLiteral *docString = nullptr; // may be null
  llvm::ArrayRef<const Stmt *> members;     // Function, ComptimeDecl
  bool hasErrors = false;                   // the header is broken (reported); what it says may be incomplete
};

/// `__extension S(Trait): …`, `__extension S[T](Trait): …`
struct Extension : NodeOf<NodeKind::Extension, Stmt> {
  llvm::ArrayRef<const Decorator *> decorators;
  Ident name; // of the struct
  bool hasArguments = false;
  llvm::ArrayRef<CallArgument> arguments; // `S[T]`
  llvm::ArrayRef<const Conformance *> conformances;
  const StringLiteral *docString = nullptr; // may be null
  llvm::ArrayRef<const Stmt *> members;     // Function, ComptimeDecl, Field (an error for `sema`)
  bool hasErrors = false;                   // the header is broken (reported); what it says may be incomplete
};

/// `var x: Int` in a struct
struct Field : NodeOf<NodeKind::Field, Stmt> {
  llvm::ArrayRef<const Decorator *> decorators;
  Ident name;
  const Expr *type = nullptr;
  const StringLiteral *docString = nullptr; // may be null
};

/// A file.
struct Module : NodeOf<NodeKind::Module, Node> {
  const StringLiteral *docString = nullptr; // may be null
  llvm::ArrayRef<const Stmt *> statements;  // declarations, imports, and what `sema` refuses at this level
};

} // namespace fornax::ast
