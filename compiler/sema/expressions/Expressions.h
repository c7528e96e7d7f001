#pragma once
// What the rest of sema asks of expressions, calls, statements and closures: three verbs (analyse, fit, realise) and the resolution of a call.

#include "sema/checked/Builder.h"
#include "sema/entities/Demand.h"
#include "sema/proofs/Conformance.h"

namespace fornax::ast {
struct Expr;
struct Block;
struct Function;
struct Lambda;
} // namespace fornax::ast

namespace fornax::sema {

struct Scope; // names/Scope.h
struct Draft; // expressions/Draft.h
struct Fit;
struct HoleSupply; // evaluation/CompileTime.h

/// State while one body is checked. Module-level and signature expressions (types, defaults, comptime values) use one too, of a body that is thrown
/// away or becomes a thunk.
struct BodyContext {
  Context &ctx;
  Builder &build;
  BodyContext(Context &ctx, Builder &build) : ctx(ctx), build(build) {}

  Scope *scope = nullptr; // innermost
  Env env = nullptr;
  FunctionId function; // whose body this is; invalid for module-level expressions
  ModuleId module;
  Type selfType;               // `Self`; null outside structs and traits
  Type resultType, raisesType; // of the function; raisesType is Never if it must not raise
  bool returnsReference = false;
  Term resultOrigin;
  ClosureId closure;                                   // set while a closure's body is checked
  struct CaptureState *captures = nullptr;             // likewise: statements/Closures.h
  BodyContext *outer = nullptr;                        // the enclosing body of a closure
  llvm::SmallVector<ParameterId, 8> parametersInScope; // every compile-time parameter a closure written here has as context
  struct Unevaluated {
    bool active = false;
  } unevaluated;                                                   // under type_of / origin_of: no captures, no uses
  llvm::SmallVectorImpl<const checked::Stmt *> *pending = nullptr; // statements that must run before the expression being realised
  struct Handler {
    Type error;
    bool seen = false;
  }; // innermost `try`: type of its first raising operation
  Handler *handler = nullptr;
  LocalId caughtError; // inside an `except` suite: what bare `raise` passes on
  unsigned loopDepth = 0;
  HoleSupply *holes = nullptr;                         // of the outermost type expression being read
  std::vector<PendingBound> *deferredBounds = nullptr; // set while a signature is read: bounds wait for its `where` clauses
  bool isComptimeOnly = false;                         // expression of a signature or `comptime`: run-time locals may not be read
  llvm::SmallVector<LocalId, 0> comptimeLocals;        // except those that a comprehension inside of it binds
};

enum class FitMode : uint8_t { Value, Borrow, Mutate, Reference, Type, Term, Condition, Discard };
struct Expected {
  Type type; // null: no expectation; may contain holes
  FitMode mode = FitMode::Value;
};

/// Whether an error of any phase lies in the range: what follows from it is not reported again.
bool hasErrorIn(Context &, SourceRange);

// ---- Drafts
/// Understands an expression once, bottom up, without an expected type. May report.
Draft *analyse(BodyContext &, const ast::Expr &);
/// Whether and how a draft becomes something of the expected type. Pure, memoised, never reports.
const Fit *fit(BodyContext &, Draft *, Expected);
bool succeeded(const Fit *);
Type typeOf(const Fit *);
/// Builds the tree; reports the fit's failure if there is one (then an Error node). At most once per draft.
checked::Expr *realise(BodyContext &, Draft *, const Fit *);
/// analyse, fit, realise.
checked::Expr *check(BodyContext &, const ast::Expr &, Expected);
/// A value with the default type of its form, literals materialised: `var x = e`.
checked::Expr *checkInferred(BodyContext &, const ast::Expr &);
/// A value of machine type i1: conversion to Bool, then its field.
checked::Expr *checkCondition(BodyContext &, const ast::Expr &);
/// A built value or place as a machine i1.
checked::Expr *toCondition(BodyContext &, checked::Expr *, SourceRange);
/// A place as it stands (no copy); reports `notAPlace` otherwise.
checked::Expr *checkPlace(BodyContext &, const ast::Expr &);
/// Turns a place or value into an owned value: Copy, or the value itself. Reports `notImplicitlyCopyable`.
checked::Expr *toValue(BodyContext &, checked::Expr *, SourceRange);
/// Turns a value into a place by a temporary.
checked::Expr *toPlace(BodyContext &, checked::Expr *);
/// Converts a built expression to a type; reports at `range`.
checked::Expr *convertTo(BodyContext &, checked::Expr *, Type, SourceRange);
bool isConvertible(BodyContext &, Type from, Type to);
/// Origin and mutability of a place expression.
Term originOf(BodyContext &, const checked::Expr *place);
/// The origin that an argument's place has for the callee: one that is only lent cannot be written there, nor through what the callee returns.
Term lentOrigin(BodyContext &, const Argument &, const checked::Expr *place);
Term mutabilityOf(BodyContext &, const checked::Expr *place); // i1 term

// ---- Terms and types from syntax (evaluation/)
/// A type; `holes` says whether unbound parameters are allowed. Reports; the error type on failure.
enum class HolePolicy : uint8_t { Reject, Keep };
Type typeFrom(BodyContext &, const ast::Expr &, HolePolicy = HolePolicy::Reject);
/// A compile-time value of the given type (null: its own). Reports; the error term on failure.
Term termFrom(BodyContext &, const ast::Expr &, Type expected = {});
/// A compile-time condition (machine i1).
Term conditionFrom(BodyContext &, const ast::Expr &);
/// A trait bound: Traits metatype of `A & B`, `def(Int) -> Int`.
Type boundFrom(BodyContext &, const ast::Expr &);
/// Binds bracket arguments to a struct, alias or function: complete argument list, holes where unbound.
/// The term of a checked expression if it is compile-time: constants, builtin calls; otherwise a thunk's Call. Null if it depends on run-time locals.
Term termOf(BodyContext &, const checked::Expr *);

// ---- Calls
struct CallOperand {
  Name keyword; // empty: positional
  Draft *draft = nullptr;
  const checked::Expr *built = nullptr; // instead of a draft: an operand that exists already (receiver, element, iterator)
  SourceRange range;
  bool isSplat = false, isKeywordSplat = false;
};
/// Calls a member by name on a built receiver (a place or value): the protocol calls of `for`, `with`, operators, subscripts.
/// Null without a report if there is no such member; otherwise resolves, reports, and returns the call (a ResultPlace for `ref` results).
checked::Expr *callMember(BodyContext &, checked::Expr *receiver, llvm::StringRef name, llvm::ArrayRef<CallOperand>, SourceRange);
/// Calls a static member or constructor of a type: `T.__init__(args)`.
checked::Expr *callConstructor(BodyContext &, Type, llvm::ArrayRef<CallOperand>, SourceRange);
/// Calls a function of the library contract.
checked::Expr *callFunction(BodyContext &, llvm::ArrayRef<FunctionId> overloads, llvm::ArrayRef<Term> parameters, llvm::ArrayRef<CallOperand>,
                            SourceRange);
bool hasMember(BodyContext &, Type, llvm::StringRef name);

// ---- Statements and bodies (statements/)
/// The checked body of a function; called by bodyOf through the demand table.
CheckedBody *checkBody(Context &, FunctionId);
/// Checks a nested function or lambda: makes the Closure and the MakeClosure (or FunctionValue) expression.
checked::Expr *checkClosure(BodyContext &, const ast::Function &);
checked::Expr *checkLambda(BodyContext &, const ast::Lambda &);
/// The place of a variable of an enclosing body, or of a capture found before (`found` is what lookupName gave): captures it as the list or its
/// default says. Reports what cannot be captured (then an Error node).
struct NameLookup;
checked::Expr *captureVariable(BodyContext &, const NameLookup &found, Name, SourceRange);
void checkBlock(BodyContext &, const ast::Block &, llvm::SmallVectorImpl<const checked::Stmt *> &into);
/// Declares the names of a target (`x`, `var x`, `ref x`, tuples of them, `_`) and binds them to parts of a value or place: `for`, `with`, `var`,
/// comprehensions. A plain name binds as `plain` says.
enum class PlainName : uint8_t { ImmutableReference /* for, comprehensions */, Variable /* with … as, inside `var` */, Reference /* inside `ref` */ };
void bindTarget(BodyContext &, const ast::Expr &target, checked::Expr *source, PlainName plain, llvm::SmallVectorImpl<const checked::Stmt *> &into);
/// The source of a `for` over an expression: iterator local, its initialiser, the calls of a turn.
struct Iteration {
  LocalId iterator, element;
  checked::Expr *init = nullptr, *hasNext = nullptr, *next = nullptr; // next: a value, or a place
  checked::Expr *source = nullptr;                                    // what the target is bound to: the element's place
};
bool startIteration(BodyContext &, const ast::Expr &iterable, Iteration &);
/// An operation at `range` may raise `error`: checks it against the innermost `try`, else against the function. Reports `cannotRaise`.
void noteRaise(BodyContext &, Type error, SourceRange range);
/// Makes the thunk function of an expression that no term form covers, and the Call term of it.
Term makeThunk(BodyContext &, const ast::Expr &, Type type);

} // namespace fornax::sema
