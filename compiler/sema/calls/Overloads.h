#pragma once
// Choosing the function of a call: candidates by shape, inference, conversions, bounds, rank. Resolving is pure; only `explain`
// and `realiseCall` report.

#include "diagnostics/Diagnostic.h"
#include "sema/expressions/Draft.h"

namespace fornax::sema {

/// What is called, with what. Lives in the arena: fits and resolutions refer to it.
struct CallSite {
  SourceRange range, callee;         // the whole call; what is blamed
  const ast::Expr *syntax = nullptr; // the callee as written, for the editor
  Name name;
  llvm::ArrayRef<FunctionId> functions;
  Draft *receiver = nullptr; // of a method call on a value
  Term base;                 // the type whose members the functions are; its holes are inferred
  llvm::ArrayRef<CallOperand> operands;
  llvm::ArrayRef<ast::CallArgument> brackets;
  bool hasBrackets = false;
  llvm::ArrayRef<Term> parameters; // leading explicit parameters of compiler-made calls
  Term item;                       // a function item whose parameters are bound in part
  // A callee that is no named function: its signature stands in `functions` (functionOfSignature).
  checked::Callee::Kind calleeKind = checked::Callee::Kind::Direct;
  Term calleeTerm;                      // Parameter: a function value, or the type of `calleeValue`
  checked::Expr *calleeValue = nullptr; // a thin pointer, or a callable value known by its bound
  int literalSize = -1;                 // of a display: what a parameter `__literal_size__` of the constructor gets
  uint8_t conversion = 0;               // of a conversion: FitRules::depth of the operand
};

/// Whether the function's header has a syntax error (evaluation/Denote.cpp).
bool isBroken(Context &, FunctionId);
/// Reports that a type has no constructor for a call.
void reportNoConstructor(BodyContext &, Term type, SourceRange);

/// Compared field by field, smaller wins.
struct Rank {
  unsigned conversions = 0;
  bool bindsVariadic = false;
  unsigned conventions = 0;
  unsigned parameters = 0;
  bool isStatic = false;
  bool isImplicit = false;
};
/// Negative: `a` is better; 0: equal.
int compareRanks(const Rank &a, const Rank &b);

struct Candidate {
  FunctionId function;
  const Signature *signature = nullptr;
  Slots slots; // outer parameters, then own
  size_t outerCount = 0;
  llvm::SmallVector<bool, 8> isFormed; // per slot: part of the type the callee belongs to, whose bounds were proven when it was formed
  int receiverArgument = -1;
  llvm::SmallVector<int, 8> argumentOf;   // per operand: index of the declared argument
  llvm::SmallVector<const Fit *, 8> fits; // per operand
  const Fit *receiverFit = nullptr;
  Rank rank;
  Failure failure;
  bool isInconclusive = false; // a `where` that is neither proven nor refuted
  Term unproven;               // its first condition without proof
  SourceRange unprovenRange;
  bool failedByUnknown = false;
  llvm::SmallVector<Obligation, 1> obligations;
  std::vector<diag::Diagnostic> diagnostics; // of its brackets
  bool isViable() const { return !failure; }
};

/// The function chosen, with everything needed to build the call.
struct Resolution {
  const CallSite *site = nullptr;
  FunctionId function;
  llvm::ArrayRef<Term> terms; // outer parameters, then own
  size_t outerCount = 0;
  int receiverArgument = -1;
  llvm::ArrayRef<int> argumentOf;
  llvm::ArrayRef<const Fit *> fits;
  const Fit *receiverFit = nullptr;
  llvm::ArrayRef<Obligation> obligations;
  unsigned cost = 0;
  Type type; // of the result; argument origins are filled in when the call is built
};

struct Outcome {
  const Resolution *chosen = nullptr;
  llvm::SmallVector<Candidate, 4> candidates;
  bool isAmbiguous = false, lacksEvidence = false;
  llvm::SmallVector<size_t, 2> best; // of several
};

Outcome resolve(BodyContext &, const CallSite &, UnknownPolicy = UnknownPolicy::Fail);
/// Reports why a call has no function.
void explain(BodyContext &, const CallSite &, const Outcome &);
checked::Expr *realiseCall(BodyContext &, const Resolution &);
/// resolve, then explain or realise.
checked::Expr *buildCall(BodyContext &, const CallSite &);
template <class T> llvm::ArrayRef<T> arenaList(BodyContext &bc, llvm::ArrayRef<T> items) { return bc.ctx.program.arena.copy(items); }
const CallSite *keepSite(BodyContext &, const CallSite &);

// ---- Steps of one candidate
bool bindShape(BodyContext &, const CallSite &, Candidate &);    // Shape.cpp
bool bindOuter(BodyContext &, const CallSite &, Candidate &);    // Inference.cpp
bool bindExplicit(BodyContext &, const CallSite &, Candidate &); // Inference.cpp
bool inferArguments(BodyContext &, const CallSite &, Candidate &, UnknownPolicy);
bool fillDefaults(BodyContext &, const CallSite &, Candidate &);
bool fitOperands(BodyContext &, const CallSite &, Candidate &, UnknownPolicy);
bool checkBounds(BodyContext &, const CallSite &, Candidate &);
void computeRank(BodyContext &, const CallSite &, Candidate &); // Rank.cpp
FitMode modeOf(Convention);

// ---- Variadics (Packs.cpp)
/// The list of element types that the operands of a pack give; null if one of them has no type yet.
Term packListOf(BodyContext &, const CallSite &, const Candidate &, size_t argument);
/// What an operand of a variadic must be: the element type, or the type of its place in the pack.
Type elementTypeFor(BodyContext &, const CallSite &, const Candidate &, size_t argument, size_t operand);
checked::Expr *makePack(BodyContext &, const Resolution &, size_t argument, const Bindings &);
checked::Expr *makeKeywordPack(BodyContext &, const Resolution &, size_t argument, const Bindings &);
/// The type of a variadic argument inside the function's body, and of the object a call passes.
Type variadicType(Context &, const Argument &, const Bindings &, Term origin);

// ---- Defaults (Defaults.cpp)
/// The default of a declared argument, checked in the callee's scope with its parameters known; a value of the type.
checked::Expr *realiseDefault(BodyContext &, FunctionId, size_t argument, const Bindings &, Type type, SourceRange use);
/// Its own type, for inference; null if it has none.
Type typeOfDefault(BodyContext &, FunctionId, size_t argument, const Bindings &);

/// The address space of ordinary memory, as a value of the library's AddressSpace.
Term genericSpace(Context &);
/// Calls without a name to call (closures, thin pointers, objects with a callable bound): fills in the callee of a site; false if the type of the
/// value cannot be called at all.
bool calleeOfValue(BodyContext &, checked::Expr *value, CallSite &);
bool calleeOfTerm(BodyContext &, Term function, CallSite &);

/// A function row whose signature is that of a term, so that callables without a name are candidates like others.
FunctionId functionOfSignature(Context &, Term signature);
Term signatureBehind(Context &, FunctionId);

} // namespace fornax::sema
