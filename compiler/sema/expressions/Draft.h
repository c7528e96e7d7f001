#pragma once
// Drafts and fits. A draft is an expression understood as far as possible without knowing what its surroundings want; a fit is
// the answer to "does it become a value of that type, and how?". Drafts, fits and resolutions live in the program's arena.

#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/expressions/Expressions.h"
#include "sema/names/Scope.h"
#include "syntax/AST.h"

namespace fornax::sema {

struct Resolution; // calls/Overloads.h

enum class DraftForm : uint8_t {
  Done,          // `expr`: a built place or value
  Error,         // reported
  Term,          // `denoted.term`: a type, trait or generator
  Functions,     // `denoted`: an overload set, perhaps with brackets
  Module,        // no value
  Intrinsic,     // an intrinsic that is not called
  ListDisplay,   // children: elements
  DictDisplay,   // children: key, value, key, value …
  BraceDisplay,  // operands: set display or initialiser list
  Tuple,         // children: elements
  Comprehension, // syntax only: it is checked when its container is known
  ContextMember, // `.name`, `.name(…)`: `steps` of a chain after the expected type
  Slice,         // children: start, end, step; null where not written
  Ternary,       // children: then, else; `expr`: the condition (i1), or `condition`: its term
};

enum class FailureReason : uint8_t {
  None,
  Silent, // an operand with an error: it has been reported
  // of a value
  NoConversion,
  AmbiguousConversion,
  NotCopyable,
  NotAPlace,
  NotMutable,
  NoLibrary, // the library lacks what the form stands for: `argument` is the ContractItem
  NoContext, // a contextual form without an expected type
  NoMember,
  NotAValue, // a type, module or function set where a value is wanted
  ElementMismatch,
  NoMerge,
  AmbiguousFunction,
  // of a candidate, in the order in which they are found
  TooManyArguments,
  MissingArgument,
  UnknownKeyword,
  RepeatedArgument,
  BadSplat,
  ReceiverMismatch,
  BadParameters,
  ParameterCount,
  ArgumentMismatch,
  InferredTwice,
  CannotInfer,
  OriginMismatch,
  BoundNotMet,
  WhereRefuted,
  WhereInconclusive,
};

struct Failure {
  FailureReason reason = FailureReason::None;
  uint16_t operand = 0;  // index of the operand, where it matters
  uint16_t argument = 0; // index of the declared argument, or of the slot of a parameter
  Term a, b;             // what was found, what is wanted
  Name name;
  const Failure *inner = nullptr;
  explicit operator bool() const { return reason != FailureReason::None; }
};

enum class FitStep : uint8_t {
  Keep,      // as it is
  Construct, // a conversion by constructor: `call`
  FromNever, // never gets there
  Retype,    // equal in every instance: `obligation`
  Function,  // a function as a zero-size item, or converted to a thin pointer
  Form,      // a contextual form: `call` and `children`
};

struct FitRules {
  UnknownPolicy policy = UnknownPolicy::Fail;
  uint8_t depth = 0; // 1: inside of a conversion, where only a literal may still become its default type; 2: inside of that
  friend bool operator==(const FitRules &, const FitRules &) = default;
};

struct Fit {
  Type expected;
  FitMode mode = FitMode::Value;
  FitRules rules;
  bool isUnknown = false; // failed only because an equality is undecided
  Type type;              // finished type
  FitStep step = FitStep::Keep;
  uint8_t cost = 0; // 0 exact, 1 a literal becomes its default, 2 any other conversion
  uint8_t adaptations = 0;
  Failure failure;
  const Resolution *call = nullptr;
  llvm::ArrayRef<const Fit *> children;
  Obligation obligation;
  Term function;             // Function: the chosen item
  const Fit *next = nullptr; // memo of the draft
};

/// One link of a chain that hangs on `.name`.
struct ChainStep {
  const ast::Expr *syntax = nullptr; // Member, Call, Subscript or ContextualMember
  Name name;
  SourceRange range;
  llvm::ArrayRef<CallOperand> operands; // of a call or subscript
  llvm::ArrayRef<ast::CallArgument> brackets;
};

struct Draft {
  DraftForm form = DraftForm::Error;
  const ast::Expr *syntax = nullptr; // null for operands that were built
  SourceRange range;
  checked::Expr *expr = nullptr;
  checked::Expr *place = nullptr; // the place made from a value, once one was needed
  const Denoted *denoted = nullptr;
  Term condition;
  llvm::ArrayRef<LocalId> armLocals[2]; // Ternary: outer locals that each arm mentions
  llvm::ArrayRef<Draft *> children;
  llvm::ArrayRef<CallOperand> operands;
  llvm::ArrayRef<ChainStep> steps;
  const struct ComprehensionParts *parts = nullptr; // Comprehension
  const Fit *fits = nullptr;
  bool isContextual() const { return form >= DraftForm::ListDisplay; }
};

// ---- Making drafts (Analyse.cpp)
Draft *makeDraft(BodyContext &, DraftForm, const ast::Expr *, SourceRange);
Draft *doneDraft(BodyContext &, checked::Expr *, const ast::Expr *syntax = nullptr);
Draft *errorDraft(BodyContext &, const ast::Expr *, SourceRange);
/// The form of a compile-time meaning: types stay terms, values become constants.
Draft *denotedDraft(BodyContext &, const Denoted &, const ast::Expr &);
checked::Expr *constantOf(BodyContext &, Term value, SourceRange);
/// A draft as a built place or value with the default type of its form; reports.
checked::Expr *finish(BodyContext &, Draft *);
llvm::SmallVector<CallOperand, 4> analyseOperands(BodyContext &, llvm::ArrayRef<ast::CallArgument>);
bool hasErrorOperand(BodyContext &, llvm::ArrayRef<CallOperand>);

// ---- One kind of expression each
Draft *analyseIdentifier(BodyContext &, const ast::Identifier &);
Draft *analyseMember(BodyContext &, const ast::Member &);       // Members.cpp
Draft *analyseCall(BodyContext &, const ast::Call &);           // Calls.cpp
Draft *analyseSubscript(BodyContext &, const ast::Subscript &); // Subscripts.cpp
Draft *analyseUnary(BodyContext &, const ast::Unary &);         // Operators.cpp
Draft *analyseBinary(BodyContext &, const ast::Binary &);
Draft *analyseCompare(BodyContext &, const ast::Compare &);
Draft *analyseLogical(BodyContext &, const ast::Logical &);
Draft *analyseTernary(BodyContext &, const ast::Ternary &); // Merge.cpp
Draft *analyseInt(BodyContext &, const ast::IntLiteral &);  // Literals.cpp
Draft *analyseFloat(BodyContext &, const ast::FloatLiteral &);
Draft *analyseString(BodyContext &, const ast::StringLiteral &);
Draft *analyseTString(BodyContext &, const ast::TString &);
Draft *analyseDisplay(BodyContext &, const ast::Expr &);  // Displays.cpp
Draft *analyseWalrus(BodyContext &, const ast::Walrus &); // Access.cpp
Draft *analyseMlirOp(BodyContext &, const ast::MlirOp &); // Intrinsics.cpp
Draft *analyseIntrinsicCall(BodyContext &, checked::IntrinsicKind, llvm::ArrayRef<ast::CallArgument> brackets, const ast::Call &);
Draft *analyseKeywordCall(BodyContext &, ast::IntrinsicKind, llvm::ArrayRef<ast::CallArgument> brackets, const ast::Call &);
Draft *analyseSlice(BodyContext &, const ast::Slice &);
/// A chain of `.name` goes on by one step.
Draft *extendChain(BodyContext &, Draft *base, const ast::Expr &syntax);

// ---- Operators
/// `__iadd__` for the prefix `i`.
std::string methodOf(ast::BinaryOp, llvm::StringRef prefix);
/// `not value`, as a library Bool.
checked::Expr *negate(BodyContext &, checked::Expr *value, SourceRange);

// ---- Types of values (Conversions.cpp)
/// Whether the library declares what a construct stands for; asking reports nothing.
bool libraryHas(Context &, ContractItem);
/// What a literal type (or `@nonmaterializable` one) is at run time; null if the type is an ordinary one.
Type materialised(Context &, Type);
/// The default type of a draft without expected type; null if the form has none.
Type naturalType(BodyContext &, Draft *);
/// Whether a built value or place becomes a value of the type. The expected type may have holes.
Fit convertFit(BodyContext &, Draft *, Type from, Expected, FitRules);
Fit constructFromForm(BodyContext &, Draft *, Expected, FitRules);
const Fit *fitWith(BodyContext &, Draft *, Expected, FitRules);
/// The same type modulo holes of the wanted one; `finished` is the type with its holes filled in.
Comparison sameType(BodyContext &, Type from, Type to, Type &finished);
/// Function values (FunctionConversions.cpp): an item, overload set or closure against a function type.
Fit fitFunction(BodyContext &, Draft *, Type from, Expected);
Fit fitOverloads(BodyContext &, Draft *, Expected);
/// The functions of a set as items, brackets applied.
llvm::SmallVector<Type, 4> functionItems(BodyContext &, Draft *);
/// The signature by which a value of the type can be called: of an item, a closure, a thin pointer, or of a callable bound. Null if none.
Term callSignatureOf(BodyContext &, Type);
/// The merge of two types without context; null if there is none (`isAmbiguous` tells why).
Type mergeTypes(BodyContext &, Type, Type, bool &isAmbiguous);

// ---- Contextual forms
Fit fitDisplay(BodyContext &, Draft *, Expected, FitRules);
Fit fitTernary(BodyContext &, Draft *, Expected, FitRules);
Fit fitChain(BodyContext &, Draft *, Expected, FitRules);
Fit fitSlice(BodyContext &, Draft *, Expected, FitRules);
checked::Expr *realiseDisplay(BodyContext &, Draft *, const Fit &);
checked::Expr *realiseSlice(BodyContext &, Draft *, const Fit &);
checked::Expr *realiseTernary(BodyContext &, Draft *, const Fit &);
checked::Expr *realiseChain(BodyContext &, Draft *, const Fit &);
Draft *analyseComprehension(BodyContext &, const ast::Comprehension &); // Comprehensions.cpp
checked::Expr *realiseComprehension(BodyContext &, Draft *, Type container);
/// The container without expected type; null if the element has no type of its own.
Type naturalContainer(BodyContext &, Draft *);
/// Whether elements can be added to a value of the type.
bool collects(BodyContext &, Draft *, Type container);
/// Says why a draft does not fit.
void reportFailure(BodyContext &, Draft *, const Fit &);

// ---- Small helpers
TypeText text(Context &, Term);
bool hasErrorType(BodyContext &, const checked::Expr *);
/// A place as it is written, for messages.
std::string spelling(BodyContext &, SourceRange);
/// Reports `notMutable`, or `receiverNotMutable` of a method, with the reason and what to write.
void reportNotMutable(BodyContext &, const checked::Expr *place, SourceRange, llvm::StringRef method = {});
/// Reports a `^` on what is not owned; true if it is owned.
bool checkTransferable(BodyContext &, const checked::Expr *place, SourceRange);
Name intern(BodyContext &, llvm::StringRef);
checked::Expr *fieldPlace(BodyContext &, checked::Expr *base, FieldId, SourceRange);
/// Whether a place is known to be one that may be changed: by its origin, or by what holds here.
bool isMutable(BodyContext &, const checked::Expr *place);
/// The address space a place lies in; null for the generic one.
Term spaceOf(BodyContext &, const checked::Expr *place);
/// A machine i1 as a library Bool.
checked::Expr *wrapBool(BodyContext &, checked::Expr *i1, SourceRange);

} // namespace fornax::sema
