#pragma once
// Expressions. Types, compile-time values, run-time values and assignment targets share one grammar: position decides what a node means.
//
// Targets (of `var`, `ref`, `=`, `for`, `as`) are expressions too: Identifier, Discard, Member, Subscript, Call, Tuple, Paren, and Binder for a
// `var`/`ref` inside them. An Identifier below a Binder, or in a `for` target, declares; elsewhere it refers.

#include "syntax/Node.h"
#include <optional>

namespace fornax::ast {

/// Stands where an expression is missing or broken; already reported.
struct ErrorExpr : NodeOf<NodeKind::ErrorExpr, Expr> {};

/// `x`, `` `x y` ``
struct Identifier : NodeOf<NodeKind::Identifier, Expr> {
  Name name;
  bool isQuoted = false;
};

/// `_`
struct Discard : NodeOf<NodeKind::Discard, Expr> {};

/// `Self`
struct SelfType : NodeOf<NodeKind::SelfType, Expr> {};

enum class IntrinsicKind : uint8_t {
  OriginOf,                   // origin_of
  TypeOf,                     // type_of
  ConformsTo,                 // conforms_to
  IsRunInComptimeInterpreter, // __is_run_in_comptime_interpreter (a value, not called)
  FunctionsInModule,          // __functions_in_module
  GetCurrentFunctionName,     // __get_current_function_name
  StructFieldRef,             // __struct_field_ref
  GetAddressAsUninitLvalue,   // __get_address_as_uninit_lvalue
  GetAddressAsOwnedValue,     // __get_address_as_owned_value
  GetMvalueAsLitref,          // __get_mvalue_as_litref
  GetLitrefAsMvalue,          // __get_litref_as_mvalue
  GeneratorType,              // __generator_type
};

/// `origin_of`: a keyword used like a function's name; a Call of it is `origin_of(x)`.
struct Intrinsic : NodeOf<NodeKind::Intrinsic, Expr> {
  IntrinsicKind which = IntrinsicKind::OriginOf;
};

/// `0x_ff`: the text as written; value: syntax/Literals.h.
struct IntLiteral : NodeOf<NodeKind::IntLiteral, Expr> {
  llvm::StringRef text;
};

/// `1.5e-3`: the text as written; value: syntax/Literals.h.
struct FloatLiteral : NodeOf<NodeKind::FloatLiteral, Expr> {
  llvm::StringRef text;
};

/// `"a" r'b'`: adjacent literals, each with prefix and quotes as written; value: syntax/Literals.h.
struct StringLiteral : NodeOf<NodeKind::StringLiteral, Expr> {
  llvm::ArrayRef<llvm::StringRef> pieces;
};

/// Text (between holes, escapes not processed, braces still doubled) or a hole.
struct TStringPart {
  llvm::StringRef text;
  bool isRaw = false;
  const Expr *hole = nullptr; // null: text
};

/// `t"a{x}b" t"{y}"`: the parts of all adjacent t-strings in order.
struct TString : NodeOf<NodeKind::TString, Expr> {
  llvm::ArrayRef<TStringPart> parts;
};

/// `True`
struct BoolLiteral : NodeOf<NodeKind::BoolLiteral, Expr> {
  bool value = false;
};

/// `None`
struct NoneLiteral : NodeOf<NodeKind::NoneLiteral, Expr> {};

/// `...`
struct Ellipsis : NodeOf<NodeKind::Ellipsis, Expr> {};

/// `(e)`: grouping; see stripParens.
struct Paren : NodeOf<NodeKind::Paren, Expr> {
  const Expr *inner = nullptr;
};

/// `a, b`, `(a, b)`, `(a,)`, `()`
struct Tuple : NodeOf<NodeKind::Tuple, Expr> {
  llvm::ArrayRef<const Expr *> elements;
  bool isParenthesised = false;
};

/// `[a, b]`
struct ListDisplay : NodeOf<NodeKind::ListDisplay, Expr> {
  llvm::ArrayRef<const Expr *> elements;
};

struct DictEntry {
  const Expr *key = nullptr;
  const Expr *value = nullptr;
};

/// `{a: b, c: d}` with at least one entry
struct DictDisplay : NodeOf<NodeKind::DictDisplay, Expr> {
  llvm::ArrayRef<DictEntry> entries;
};

enum class PassKind : uint8_t {
  Positional, // `e`
  Keyword,    // `k=e`
  Star,       // `*e`
  DoubleStar, // `**e`
  Ref,        // `ref e`
};

/// One item of a call, a subscript, a brace display or a decorator.
struct CallArgument {
  PassKind kind = PassKind::Positional;
  Ident keyword; // of Keyword
  const Expr *value = nullptr;
  SourceRange range; // with the keyword or the star
};

/// `{}`, `{a, b}`, `{a, k=v}`: set display or initialiser list; the expected type decides.
struct BraceDisplay : NodeOf<NodeKind::BraceDisplay, Expr> {
  llvm::ArrayRef<CallArgument> arguments;
};

/// `for target in iterable` or `if condition`.
struct ComprehensionClause {
  const Expr *target = nullptr; // null: an `if`; a Binder where `var`/`ref` is written
  const Expr *value = nullptr;  // the iterable, or the condition
};

enum class ComprehensionKind : uint8_t { List, Set, Dict };

/// `[e for x in xs if c]`, `{e for …}`, `{k: e for …}`
struct Comprehension : NodeOf<NodeKind::Comprehension, Expr> {
  ComprehensionKind which = ComprehensionKind::List;
  const Expr *key = nullptr; // of Dict, else null
  const Expr *element = nullptr;
  llvm::ArrayRef<ComprehensionClause> clauses; // the first is a `for`
};

enum class UnaryOp : uint8_t { Plus, Minus, Invert, Not };
enum class BinaryOp : uint8_t { Add, Sub, Mul, Div, FloorDiv, Mod, Pow, MatMul, And, Or, Xor, ShiftLeft, ShiftRight };
enum class LogicalOp : uint8_t { And, Or };
enum class CompareOp : uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, In, NotIn, Is, IsNot };

/// As written: `+`, `not in`, …
llvm::StringRef toString(UnaryOp op);
llvm::StringRef toString(BinaryOp op);
llvm::StringRef toString(LogicalOp op);
llvm::StringRef toString(CompareOp op);

/// `-x`, `not x`
struct Unary : NodeOf<NodeKind::Unary, Expr> {
  UnaryOp op = UnaryOp::Plus;
  const Expr *operand = nullptr;
};

/// `a + b`
struct Binary : NodeOf<NodeKind::Binary, Expr> {
  BinaryOp op = BinaryOp::Add;
  const Expr *left = nullptr;
  const Expr *right = nullptr;
  SourceRange opRange;
};

/// `a and b`
struct Logical : NodeOf<NodeKind::Logical, Expr> {
  LogicalOp op = LogicalOp::And;
  const Expr *left = nullptr;
  const Expr *right = nullptr;
  SourceRange opRange;
};

struct CompareLink {
  CompareOp op = CompareOp::Equal;
  SourceRange opRange;
  const Expr *operand = nullptr;
};

/// `a < b <= c`: one node for the chain; a plain comparison has one link.
struct Compare : NodeOf<NodeKind::Compare, Expr> {
  const Expr *first = nullptr;
  llvm::ArrayRef<CompareLink> links;
};

/// `a if c else b`
struct Ternary : NodeOf<NodeKind::Ternary, Expr> {
  const Expr *condition = nullptr;
  const Expr *whenTrue = nullptr;
  const Expr *whenFalse = nullptr;
  SourceRange ifRange; // the word `if`
};

/// `x := e`
struct Walrus : NodeOf<NodeKind::Walrus, Expr> {
  const Expr *target = nullptr;
  const Expr *value = nullptr;
  SourceRange opRange;
};

/// `f(a, k=b, *c, **d)`
struct Call : NodeOf<NodeKind::Call, Expr> {
  const Expr *callee = nullptr;
  llvm::ArrayRef<CallArgument> arguments;
  SourceRange openRange; // the `(`
};

/// `a[i, k=j, 1:2, *c]`: subscript or binding of parameters; a value may be Slice, Discard or Ellipsis.
struct Subscript : NodeOf<NodeKind::Subscript, Expr> {
  const Expr *base = nullptr;
  llvm::ArrayRef<CallArgument> arguments; // Positional, Keyword, Star
  SourceRange openRange;                  // the `[`
};

/// `a:b:c` in a subscript; each may be null.
struct Slice : NodeOf<NodeKind::Slice, Expr> {
  const Expr *start = nullptr;
  const Expr *end = nullptr;
  const Expr *step = nullptr;
};

/// `a.name`
struct Member : NodeOf<NodeKind::Member, Expr> {
  const Expr *base = nullptr;
  Ident member;
};

/// `.name`
struct ContextualMember : NodeOf<NodeKind::ContextualMember, Expr> {
  Ident member;
};

/// `x^`
struct Transfer : NodeOf<NodeKind::Transfer, Expr> {
  const Expr *operand = nullptr;
  SourceRange opRange;
};

/// `await x`
struct Await : NodeOf<NodeKind::Await, Expr> {
  const Expr *operand = nullptr;
};

/// `var x`, `ref x` in a target; stands only in targets.
struct Binder : NodeOf<NodeKind::Binder, Expr> {
  BinderKind which = BinderKind::Var;
  const Expr *target = nullptr;
};

/// `k = e` or `e` in `ref[…]`; `_` is a Discard.
struct OriginItem {
  Ident keyword; // may be empty
  const Expr *value = nullptr;
};

/// What functions, lambdas and function types have in common.
struct Signature {
  bool isAsync = false;
  bool hasParameterList = false; // `[]` written, if empty
  llvm::ArrayRef<const Parameter *> parameters;
  llvm::ArrayRef<const Argument *> arguments;

  bool raises = false;
  SourceRange raisesRange;            // the word, if written
  const Expr *errorType = nullptr;    // of `raises E`, else null
  const StringLiteral *abi = nullptr; // the "C" of `abi("C")`, else null
  bool isThin = false;
  bool isCapturing = false; // legacy effect `capturing[…]`
  llvm::ArrayRef<const Expr *> capturedOrigins;

  bool hasCaptureList = false; // `{}` written, if empty
  llvm::ArrayRef<const Capture *> captures;

  const Expr *result = nullptr; // null: no `->`
  bool isRefResult = false;     // `-> ref[origins] T`
  llvm::ArrayRef<OriginItem> resultOrigins;

  llvm::ArrayRef<const Where *> wheres;
};

/// `lambda (x: Int) {y} -> Int: x + y`
struct Lambda : NodeOf<NodeKind::Lambda, Expr> {
  Signature signature;
  bool hasArgumentList = false;
  const Expr *body = nullptr;
};

/// `def(mut Int, k: Int) raises thin -> Int`
struct FunctionType : NodeOf<NodeKind::FunctionType, Expr> {
  Signature signature;
};

/// `comptime(e)`
struct ComptimeExpr : NodeOf<NodeKind::ComptimeExpr, Expr> {
  const Expr *value = nullptr;
};

enum class MlirTextKind : uint8_t { Type, Attr, DeferredType };

/// A piece of MLIR text: backticks, or a value spliced in.
struct MlirPiece {
  llvm::StringRef text;        // without backticks; of a quoted or dotted name
  const Expr *value = nullptr; // null: text
  bool isBare = false;         // `+e`: without its type suffix
};

/// `__mlir_type.index`, `` __mlir_attr.`0 : i8` ``, `` __mlir_type[`!llvm.array<`, n, ` x i8>`] ``
struct MlirText : NodeOf<NodeKind::MlirText, Expr> {
  MlirTextKind which = MlirTextKind::Type;
  llvm::ArrayRef<MlirPiece> pieces;
};

struct MlirOpItem {
  Ident name;
  const Expr *value = nullptr;
};

/// `` __mlir_op.`arith.addi`[_type=T, attr=v](a, b) ``
struct MlirOp : NodeOf<NodeKind::MlirOp, Expr> {
  Ident op;
  llvm::ArrayRef<MlirOpItem> items;
  llvm::ArrayRef<CallArgument> arguments;
};

/// The expression inside any grouping parentheses.
const Expr *stripParens(const Expr *expr);

} // namespace fornax::ast
