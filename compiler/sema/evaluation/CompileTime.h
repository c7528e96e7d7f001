#pragma once
// What an expression denotes at compile time, before any run-time meaning: modules, functions, types, traits, generators, values of parameters
// and `comptime` names. `denote` is silent about run-time forms; `analyse` asks it first for names, members and brackets.

#include "sema/expressions/Expressions.h"

namespace fornax::ast {
struct CallArgument;
struct FunctionType;
struct MlirText;
enum class IntrinsicKind : uint8_t;
} // namespace fornax::ast

namespace fornax::sema {

/// Where the holes of a type expression come from. One supply per outermost expression, shared by what is nested in it (BodyContext::holes).
struct HoleInfo {
  ParameterId from; // of the struct, alias or function that was left unbound; invalid for a generator without declaration
  Name name;
  Type type; // may mention earlier holes; of a list: of its elements
  bool isList = false;
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

/// Asks for a proof that a type conforms to traits (a Traits term, or Param of a trait), or of a condition; reports at `range` if there is none.
/// In a signature (BodyContext::deferredBounds) and while declarations are read the question is put off.
void requireConformance(BodyContext &, Type, Term traits, SourceRange);
void requireCondition(BodyContext &, Term condition, SourceRange);
/// Proves what was put off; called when no demand is in progress.
void provePendingBounds(Context &);

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

/// How brackets treat parameters that nothing binds.
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
/// Likewise for what `denote` found: a parametric alias keeps the names and groups of its parameters.
Term applyToAlias(BodyContext &, const Denoted &base, llvm::ArrayRef<ast::CallArgument>, SourceRange, UnboundPolicy);
/// A type as it is written without brackets, every parameter unbound: `S` is `S[...]`.
Type unboundStruct(BodyContext &, StructId);
/// A generator with every parameter a hole: a parametric alias used as a type.
Term instantiateWithHoles(BodyContext &, Term lambda);
bool mentionsParameter(Term, ParameterId);
/// `def(Int) -> Int`: a callable trait (Signature), with `thin` a pointer type.
Term functionTypeFrom(BodyContext &, const ast::FunctionType &);
Term mlirTextFrom(BodyContext &, const ast::MlirText &);
/// The term seen as a value of the type: the same if it has it, conversions of literals, origins, and through constructors. Reports.
Term convertTerm(BodyContext &, Term, Type, SourceRange);
/// The machine integer behind a library integer value.
Term machineInt(Context &, Term);
/// The list inside a library TypeList or ParameterList value, or the list itself; null if it is none.
Term listOf(Context &, Term value);

// ---- Intrinsics (Intrinsics.def)
std::optional<checked::IntrinsicKind> intrinsicNamed(llvm::StringRef spelling);
enum class IntrinsicCategory : uint8_t { Term, Value, Place, None };
IntrinsicCategory categoryOf(checked::IntrinsicKind);
/// The terms in an intrinsic's brackets, in order; keywords are matched by position of the intrinsic's own list. Types and values as they are.
llvm::SmallVector<Term, 4> intrinsicTerms(BodyContext &, llvm::ArrayRef<ast::CallArgument>);
/// The value of an intrinsic of category Term over its bracket terms; the error term after a report.
Term foldIntrinsic(Context &, checked::IntrinsicKind, llvm::ArrayRef<Term>, SourceRange);
inline Term intrinsicTerm(BodyContext &bc, checked::IntrinsicKind kind, llvm::ArrayRef<Term> terms, SourceRange range) {
  return foldIntrinsic(bc.ctx, kind, terms, range);
}
/// The operation behind `simd.add` and so on.
std::optional<SimdOp> simdOpNamed(llvm::StringRef name);
/// The one function of an overload set as a value, brackets bound, other parameters open. Reports if there are several.
Term functionTerm(BodyContext &, const Denoted &, SourceRange);
/// `type_of(e)`, `origin_of(p, …)`, `conforms_to(T, Trait)`: the operands are checked unevaluated.
Term typeOfExpr(BodyContext &, const ast::Expr &);
/// The keywords used like functions (`type_of`, `origin_of`, `conforms_to`, …) that have a term; null for the others.
Term keywordTerm(BodyContext &, ast::IntrinsicKind, llvm::ArrayRef<ast::CallArgument>, SourceRange);
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
