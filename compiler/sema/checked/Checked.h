#pragma once
// The typed tree of one body: every call resolved, every conversion and copy written, every type a slot. irgen walks it with a
// substitution. Nodes are immutable once built and live in the program's arena.

#include "sema/proofs/Match.h"
#include "sema/terms/Terms.h"

namespace fornax::ast {
class Node;
}

namespace fornax::sema::checked {

/// Index into CheckedBody::terms. Types and values share one table; each entry names its compile-time scope.
using Slot = Id<struct SlotTag>;

enum class Category : uint8_t { Value, Place, Never, None /* a type, module or other thing without run-time form */ };

enum class ExprKind : uint8_t {
  LocalPlace,
  CapturePlace,
  FieldPlace,
  ResultPlace,
  TemporaryPlace,
  Copy,
  Move,
  Constant,
  Call,
  MakeClosure,
  FunctionValue,
  Retype,
  FromNever,
  Choose,
  ChooseComptime,
  And,
  Or,
  AssignValue,
  Sequence,
  PackMake,
  MlirOp,
  Intrinsic,
  Error,
};
enum class StmtKind : uint8_t {
  Block,
  Discard,
  Init,
  Late,
  BindRef,
  Assign,
  If,
  While,
  For,
  Try,
  Raise,
  Reraise,
  Return,
  With,
  Break,
  Continue,
  ComptimeIf,
  ComptimeFor,
  ComptimeAssert,
  Error,
};

struct Expr {
  ExprKind kind;
  Category category;
  Slot type;
  SourceRange range;
  Expr(ExprKind kind, Category category, Slot type, SourceRange range) : kind(kind), category(category), type(type), range(range) {}
};
struct Stmt {
  StmtKind kind;
  SourceRange range;
  Stmt(StmtKind kind, SourceRange range) : kind(kind), range(range) {}
};

#define FORNAX_CHECKED_EXPR(NAME, CATEGORY)                                                                                                          \
  static bool classof(const Expr *e) { return e->kind == ExprKind::NAME; }                                                                           \
  NAME(Slot type, SourceRange range) : Expr(ExprKind::NAME, CATEGORY, type, range) {}
#define FORNAX_CHECKED_STMT(NAME)                                                                                                                    \
  static bool classof(const Stmt *s) { return s->kind == StmtKind::NAME; }                                                                           \
  explicit NAME(SourceRange range) : Stmt(StmtKind::NAME, range) {}

template <class T> using List = llvm::ArrayRef<T>; // in the program's arena

// ---- Places
/// A variable, an argument, the result slot. A `ref` variable or argument is already the referent.
struct LocalPlace : Expr {
  LocalId local;
  FORNAX_CHECKED_EXPR(LocalPlace, Category::Place)
};
/// Inside a closure: capture number of the body's closure; a reference capture is already dereferenced.
struct CapturePlace : Expr {
  uint32_t capture = 0;
  FORNAX_CHECKED_EXPR(CapturePlace, Category::Place)
};
struct FieldPlace : Expr {
  const Expr *base = nullptr;
  FieldId field;
  FORNAX_CHECKED_EXPR(FieldPlace, Category::Place)
};
/// A call, or intrinsic, that returns a reference: `call->resultOrigin` says into what.
struct ResultPlace : Expr {
  const Expr *call = nullptr;
  Slot origin, space; // space none: the generic address space
  FORNAX_CHECKED_EXPR(ResultPlace, Category::Place)
};
/// An owned value given storage for the rest of the statement.
struct TemporaryPlace : Expr {
  LocalId local;
  const Expr *value = nullptr;
  FORNAX_CHECKED_EXPR(TemporaryPlace, Category::Place)
};

// ---- Values
/// Copy out of a place. Implicit: may become a move, or vanish; a type whose copy goes through a bound is not `isPromotable`.
/// MoveRequired: a capture or argument of a type that is only Movable.
struct Copy : Expr {
  enum class How : uint8_t { Implicit, Bound, MoveRequired } how = How::Implicit;
  const Expr *place = nullptr;
  FORNAX_CHECKED_EXPR(Copy, Category::Value)
};
struct Move : Expr {
  const Expr *place = nullptr;
  FORNAX_CHECKED_EXPR(Move, Category::Value)
}; // the written `^`
struct Constant : Expr {
  Slot value;
  FORNAX_CHECKED_EXPR(Constant, Category::Value)
}; // irgen materialises it

struct Callee {
  enum class Kind : uint8_t { Direct, Witness, Parameter, Indirect } kind = Kind::Direct;
  FunctionId function;       // Direct
  RequirementId requirement; // Witness
  Slot base;                 // Witness: the type; Parameter: the function value, or the type of `pointer`
  /// Indirect: a thin function value. Parameter: the place of a callable value whose type (`base`) is known by a callable bound only: in an
  /// instance an item, a thin pointer, a closure or a struct with `__call__`. Arguments are numbered without it, by the bound's signature.
  const Expr *pointer = nullptr;
  Slot bound; // Parameter with `pointer`: the Signature it is called through
  /// Direct: all parameters, outer first. Witness, Parameter: the callee's own parameters.
  List<Slot> arguments;
};

enum class PassMode : uint8_t { Borrow, Mutate, Own, Reference, Pack };
struct CallArgument {
  uint32_t parameter = 0; // index into the callee's arguments
  PassMode mode = PassMode::Borrow;
  const Expr *expr = nullptr; // a place for Borrow, Mutate, Reference; a value for Own, Pack
};
/// Evaluated in the order of `arguments` (as written; defaults after the written ones), whatever their parameter is.
struct Call : Expr {
  Callee callee;
  List<CallArgument> arguments;
  Slot raises;       // error type; Never if it cannot raise
  Slot resultOrigin; // valid if the callee returns a reference; then the node is wrapped in ResultPlace
  /// Where the error goes on to a handler (or out of the function) of another type: the error is received in `error`, a local of its own
  /// type, and `convertedError`, a value of the handler's type that moves out of `error`, is raised instead.
  LocalId error;
  const Expr *convertedError = nullptr;
  List<Obligation> obligations;
  FORNAX_CHECKED_EXPR(Call, Category::Value)
};
struct ClosureCapture {
  const Expr *expr = nullptr; // a place for reference captures, a value for owned ones
  Convention convention = Convention::Imm;
};
struct MakeClosure : Expr {
  ClosureId closure;
  List<Slot> context;
  List<ClosureCapture> captures;
  FORNAX_CHECKED_EXPR(MakeClosure, Category::Value)
};
/// A function as a value: a zero-size item (type is a FunctionItem or ClosureType), or converted to the thin pointer type of the node.
struct FunctionValue : Expr {
  Slot function;
  uint8_t adaptations = 0;
  const Expr *closure = nullptr;
  FORNAX_CHECKED_EXPR(FunctionValue, Category::Value)
};
/// The operand seen at another type, equal in every instance (`rebind`, accepted unknowns). Keeps the operand's category.
struct Retype : Expr {
  const Expr *operand = nullptr;
  Obligation obligation;
  FORNAX_CHECKED_EXPR(Retype, Category::Value)
};
struct FromNever : Expr {
  const Expr *operand = nullptr;
  FORNAX_CHECKED_EXPR(FromNever, Category::Value)
};
/// `a if c else b`: `condition` is a value of machine type i1. Both arms have the node's type and category.
struct Choose : Expr {
  const Expr *condition = nullptr, *then = nullptr, *otherwise = nullptr;
  Slot origin;
  FORNAX_CHECKED_EXPR(Choose, Category::Value)
};
struct ChooseComptime : Expr {
  Slot condition;
  const Expr *then = nullptr, *otherwise = nullptr;
  List<LocalId> thenLocals, otherwiseLocals;
  FORNAX_CHECKED_EXPR(ChooseComptime, Category::Value)
};
/// Short circuit: if `test` (i1, computed from the left value bound to `left`) decides, the left value, else the right one.
/// With a Bool result both sides are plain values and `left` is none.
struct And : Expr {
  const Expr *lhs = nullptr, *rhs = nullptr;
  LocalId left;
  const Expr *test = nullptr;
  const Expr *leftResult = nullptr;
  FORNAX_CHECKED_EXPR(And, Category::Value)
};
struct Or : Expr {
  const Expr *lhs = nullptr, *rhs = nullptr;
  LocalId left;
  const Expr *test = nullptr;
  const Expr *leftResult = nullptr;
  FORNAX_CHECKED_EXPR(Or, Category::Value)
};
struct AssignValue : Expr {
  const Stmt *assign = nullptr;
  const Expr *result = nullptr;
  FORNAX_CHECKED_EXPR(AssignValue, Category::Value)
};
/// Statements, then the result (null: none, category None).
struct Sequence : Expr {
  List<const Stmt *> statements;
  const Expr *result = nullptr;
  FORNAX_CHECKED_EXPR(Sequence, Category::Value)
};
struct PackSegment {
  const Expr *element = nullptr;   // one element: a place (borrowed, mut, ref) or a value (owned)
  const Expr *forwarded = nullptr; // or a pack object spliced in
};
/// Builds the library's VariadicList or VariadicPack (the node's type) from element references.
struct PackMake : Expr {
  List<PackSegment> segments;
  bool isOwned = false, isHomogeneous = false;
  FORNAX_CHECKED_EXPR(PackMake, Category::Value)
};
struct MlirAttribute {
  llvm::StringRef name;
  Slot value;
  llvm::StringRef text;
}; // value, or text if the slot is none
struct MlirOp : Expr {
  llvm::StringRef name; // "arith.addi", "simd.add", "nvvm.barrier0"
  List<MlirAttribute> attributes;
  List<const Expr *> operands; // values of machine types
  List<Slot> results;          // node type: NoneType, the one result, or a Tuple
  FORNAX_CHECKED_EXPR(MlirOp, Category::Value)
};
enum class IntrinsicKind : uint8_t {
#define INTRINSIC(ENUMERATOR, SPELLING, CATEGORY) ENUMERATOR,
#include "sema/entities/Intrinsics.def"
};
struct Intrinsic : Expr {
  IntrinsicKind id = IntrinsicKind::TypeOf;
  List<Slot> terms;
  List<const Expr *> operands;
  Slot origin;
  FORNAX_CHECKED_EXPR(Intrinsic, Category::Value)
};
struct Error : Expr {
  FORNAX_CHECKED_EXPR(Error, Category::Value)
};

// ---- Statements
struct Block : Stmt {
  List<const Stmt *> statements;
  FORNAX_CHECKED_STMT(Block)
};
/// `_ = e` of a place keeps it alive (isUse); otherwise an expression statement whose value dies at once.
struct Discard : Stmt {
  const Expr *expr = nullptr;
  bool isUse = false;
  FORNAX_CHECKED_STMT(Discard)
};
struct Init : Stmt {
  LocalId local;
  const Expr *value = nullptr;
  FORNAX_CHECKED_STMT(Init)
};
struct Late : Stmt {
  LocalId local;
  FORNAX_CHECKED_STMT(Late)
}; // `var x: T`
struct BindRef : Stmt {
  LocalId local;
  const Expr *place = nullptr;
  FORNAX_CHECKED_STMT(BindRef)
};
/// isUninit: the target is __get_address_as_uninit_lvalue: nothing is destroyed.
struct Assign : Stmt {
  const Expr *target = nullptr, *value = nullptr;
  bool isUninit = false;
  FORNAX_CHECKED_STMT(Assign)
};
struct If : Stmt {
  const Expr *condition = nullptr;
  const Block *then = nullptr, *otherwise = nullptr;
  FORNAX_CHECKED_STMT(If)
};
struct While : Stmt {
  const Expr *condition = nullptr;
  const Block *body = nullptr, *otherwise = nullptr;
  FORNAX_CHECKED_STMT(While)
};
/// Init the iterator; per turn: `next` (a call, any error of which ends the loop; or guarded by `hasNext`, an i1 value), bindings, body.
struct For : Stmt {
  LocalId iterator;
  const Expr *init = nullptr, *hasNext = nullptr, *next = nullptr;
  LocalId element;             // receives `next` if it is a value; a ref local if it is a place
  List<const Stmt *> bindings; // from the element to the pattern's names
  const Block *body = nullptr, *otherwise = nullptr;
  FORNAX_CHECKED_STMT(For)
};
struct Try : Stmt {
  const Block *body = nullptr;
  bool hasHandler = false;
  LocalId error;
  Slot errorType;
  const Block *handler = nullptr; // `error` none: not named
  const Block *otherwise = nullptr, *finally = nullptr;
  FORNAX_CHECKED_STMT(Try)
};
struct Raise : Stmt {
  const Expr *value = nullptr;
  FORNAX_CHECKED_STMT(Raise)
};
struct Reraise : Stmt {
  LocalId error;
  FORNAX_CHECKED_STMT(Reraise)
};
struct Return : Stmt {
  const Expr *value = nullptr;
  FORNAX_CHECKED_STMT(Return)
}; // null: None or the named result; a place if the function returns a reference
struct With : Stmt {
  LocalId manager;
  const Expr *init = nullptr;
  const Expr *enter = nullptr;
  LocalId entered; // none: no `as`; a value or place
  List<const Stmt *> bindings;
  const Block *body = nullptr;
  const Expr *exit = nullptr;          // call of plain `__exit__`, or null
  const Expr *exitWithError = nullptr; // i1 value: true swallows; uses `error`
  LocalId error;
  bool consumesManager = false;
  FORNAX_CHECKED_STMT(With)
};
struct Break : Stmt {
  FORNAX_CHECKED_STMT(Break)
};
struct Continue : Stmt {
  FORNAX_CHECKED_STMT(Continue)
};
struct ComptimeArm {
  Slot condition;
  const Block *body = nullptr;
  List<LocalId> outerLocals;
}; // condition none: else
struct ComptimeIf : Stmt {
  List<ComptimeArm> arms;
  FORNAX_CHECKED_STMT(ComptimeIf)
};
struct ComptimeFor : Stmt {
  ParameterId parameter;
  Slot iterable;
  const Block *body = nullptr, *otherwise = nullptr;
  List<LocalId> outerLocals;
  List<std::pair<ParameterId, uint32_t>> elements; // pattern of several names: element number of the turn's value
  uint32_t scope = 0;
  FORNAX_CHECKED_STMT(ComptimeFor)
};
struct ComptimeAssert : Stmt {
  Slot condition;
  Slot message;
  bool reportAtCaller = false;
  FORNAX_CHECKED_STMT(ComptimeAssert)
};
struct ErrorStmt : Stmt {
  static bool classof(const Stmt *s) { return s->kind == StmtKind::Error; }
  explicit ErrorStmt(SourceRange r) : Stmt(StmtKind::Error, r) {}
};

} // namespace fornax::sema::checked

namespace fornax::sema {

enum class LocalKind : uint8_t { Argument, Variable, Reference, Result, Error, Hidden, Temporary };
struct Local {
  Name name; // empty for hidden ones and temporaries
  LocalKind kind = LocalKind::Variable;
  Convention convention = Convention::Var; // of an argument
  uint32_t argument = 0;                   // of an argument: index in the signature
  checked::Slot type;
  Term origin;       // OriginLocal of itself; for Reference: the origin of what it refers to
  Term addressSpace; // null: generic
  bool isMutable = true, isUsed = false;
  uint32_t scope = 0; // compile-time scope
  SourceRange range;
};

struct SlotEntry {
  Term term;
  uint32_t scope = 0; // 0: the body; n: the `comptime for` with that number
};

/// What an editor asks about a node of the syntax tree.
struct Answer {
  Entity entity;
  checked::Slot type;
};

struct CheckedBody {
  FunctionId function;
  std::vector<SlotEntry> terms;
  IndexVector<LocalId, Local> locals;
  std::vector<Capture> captures; // of a closure's call: same order as Closure::captures
  const checked::Block *root = nullptr;
  std::vector<uint32_t> scopeParents; // compile-time scopes: parent of scope n at n - 1
  llvm::DenseMap<const ast::Node *, Answer> answers;
  bool hasError = false;
  bool hasComptimeFlow = false; // ComptimeIf, ComptimeFor or ChooseComptime inside

  Term term(checked::Slot slot) const { return terms[slot.value].term; }
  Type type(checked::Slot slot) const { return asType(terms[slot.value].term); }
};

/// Text form for tests (`--emit=checked`).
std::string dump(Context &, const CheckedBody &);
/// Asserts what irgen may assume; the empty string if all is well, else the first thing wrong.
std::string verify(Context &, const CheckedBody &);

} // namespace fornax::sema
