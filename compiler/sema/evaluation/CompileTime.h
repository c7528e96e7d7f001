#pragma once
// What an expression denotes at compile time, before any run-time meaning: modules, functions, types, traits, generators, values of parameters
// and `comptime` names. `denote` is silent about run-time forms; `analyse` asks it first for names, members and brackets.

#include "sema/expressions/Expressions.h"

namespace fornax::ast {
struct CallArgument;
}

namespace fornax::sema {

/// Where the holes of a type expression come from. One supply per outermost expression, shared by what is nested in it (BodyContext::holes).
struct HoleInfo {
  ParameterId from; // of the struct, alias or function that was left unbound; invalid for a generator without declaration
  Name name;
  Type type; // may mention earlier holes
};
struct HoleSupply {
  llvm::SmallVector<HoleInfo, 4> holes;
};
Term newHole(BodyContext &, ParameterId from, Name, bool isEllipsis, Type);
/// Installs a supply for an outermost expression.
class HoleScope {
  BodyContext &bc;
  HoleSupply own;
  HoleSupply *saved;

public:
  explicit HoleScope(BodyContext &bc) : bc(bc), saved(bc.holes) {
    if (!saved)
      bc.holes = &own;
  }
  ~HoleScope() { bc.holes = saved; }
  llvm::ArrayRef<HoleInfo> all() const { return bc.holes->holes; }
};

/// A bound met in a signature, to be proven when the signature's own `where` clauses are known.
struct DeferredBound {
  Term condition;
  SourceRange range;
};

struct Denoted {
  enum class Kind : uint8_t {
    RunTime,   // a variable, a call, an operator, a method of a value…: not a compile-time form
    Error,     // reported
    Module,    // `module`
    Functions, // `functions`, found in the type `base` if it is set (static methods, initialisers, methods named through their type)
    Term,      // `term`: a type, trait, generator or value
    Intrinsic, // `intrinsic`, a name of Intrinsics.def
  };
  Kind kind = Kind::RunTime;
  ModuleId module;
  llvm::ArrayRef<FunctionId> functions;
  Term base;
  Term term;
  ComptimeId alias;    // Term: a parametric alias whose parameters are not bound; names and groups of its parameters
  Bindings aliasOuter; // its owner's parameters
  checked::IntrinsicKind intrinsic = checked::IntrinsicKind::TypeOf;
  llvm::ArrayRef<ast::CallArgument> brackets; // Functions, Intrinsic: written after the name and not applied
  bool hasBrackets = false;
  bool is(Kind k) const { return kind == k; }
};
Denoted denote(BodyContext &, const ast::Expr &);
/// A member of what a term denotes: parameter, `comptime` member, associated member, field of a value, static function of a type.
/// RunTime if there is none of these (fields and methods of run-time values are not its business). `range` is the member name's.
Denoted denoteMember(BodyContext &, Term base, Name, SourceRange range);
/// The compile-time member of a type, for `x.T` and `x.N` on run-time values: parameter, `comptime` or associated member. Null if none.
Term comptimeMemberOf(BodyContext &, Type, Name, SourceRange);
/// The functions of a name among the members of a type (own, extensions'; of a rigid type the requirements of its traits). Requirements
/// are the functions of their traits: the first outer parameter is Self.
void memberFunctions(Context &, Type, Name, Env, llvm::SmallVectorImpl<FunctionId> &);

/// How brackets treat parameters that nothing binds (language.md 6.2).
enum class UnboundPolicy : uint8_t {
  Type, // `S[a]`: trailing ones take their defaults, else an error
  Call, // `S[a](…)`, `f[a](…)`: stay holes, also those with a default
};
/// Binds bracket arguments to a parameter list: one term per parameter, holes where unbound. `outer` binds what the parameters' types may
/// mention besides (a struct's parameters for a method). Reports; an Error term in the list where something was wrong.
struct BracketResult {
  llvm::SmallVector<Term, 8> terms;
  bool hasError = false;
};
BracketResult bindBrackets(BodyContext &, llvm::ArrayRef<ParameterId>, const Bindings &outer, llvm::ArrayRef<ast::CallArgument>, SourceRange,
                           UnboundPolicy);
/// A struct, generator (parametric alias), function item or partly bound type with brackets applied.
Term applyBrackets(BodyContext &, Term base, llvm::ArrayRef<ast::CallArgument>, SourceRange, UnboundPolicy);
/// A type as it is written without brackets, every parameter unbound: `S` is `S[...]`. Fresh hole numbers start at `firstHole`.
Type unboundStruct(Context &, StructId);

// ---- Intrinsics (Intrinsics.def)
std::optional<checked::IntrinsicKind> intrinsicNamed(llvm::StringRef spelling);
enum class IntrinsicCategory : uint8_t { Term, Value, Place, None };
IntrinsicCategory categoryOf(checked::IntrinsicKind);
/// The terms in an intrinsic's brackets, in order; keywords are matched by position of the intrinsic's own list. Types and values as they are.
llvm::SmallVector<Term, 4> intrinsicTerms(BodyContext &, llvm::ArrayRef<ast::CallArgument>);
/// The value of an intrinsic of category Term over its bracket terms; the error term after a report.
Term intrinsicTerm(BodyContext &, checked::IntrinsicKind, llvm::ArrayRef<Term>, SourceRange);
/// `type_of(e)`, `origin_of(p, …)`, `conforms_to(T, Trait)`: the operands are checked unevaluated.
Term typeOfExpr(BodyContext &, const ast::Expr &);
Term originOfExprs(BodyContext &, llvm::ArrayRef<const ast::Expr *>, SourceRange);

/// A built expression as a term, calls of "builtin" functions inlined, other calls as Call terms. Null, with the reason, if it has no term form.
struct TermFailure {
  enum class Reason : uint8_t { None, NeedsThunk, RunTimeValue } reason = Reason::None;
  SourceRange range;
  Name name; // of the run-time variable
};
Term tryTermOf(BodyContext &, const checked::Expr *, TermFailure &);

/// The machine type behind a condition: library Bool to i1, i1 as it is. Null if it is neither.
Term conditionOf(Context &, Term);

/// Applies a function whose body is a single foldable expression to terms ("builtin"). Null if it has no such body or an argument is missing.
/// `arguments` is parallel to the signature's arguments; that of an `out` argument is null.
Term inlineBuiltin(Context &, FunctionId, llvm::ArrayRef<Term> parameters, llvm::ArrayRef<Term> arguments);

} // namespace fornax::sema
