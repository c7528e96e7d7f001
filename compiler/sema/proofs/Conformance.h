#pragma once
// Does a type conform to a trait, and by which members.

#include "sema/entities/Program.h"
#include "sema/proofs/Env.h"

namespace fornax::sema {

struct ConformanceAnswer {
  Proof proof = Proof::Refuted;
  Term condition; // what stayed unproven, or failed
};
/// `trait` is a Trait, Signature or Traits term.
ConformanceAnswer conforms(Context &, Type, Term trait, Env);
inline bool doesConform(Context &ctx, Type t, Term trait, Env env) { return conforms(ctx, t, trait, env).proof == Proof::Proven; }
bool doesConform(Context &, Type, TraitId, Env);

/// Every trait known of a type at a point: for member lookup on rigid types. Trait and Signature terms, ancestors included.
llvm::SmallVector<Term, 8> knownTraits(Context &, Type, Env);

// Lifecycle questions: closed or symbolic, by facts.
bool isMovable(Context &, Type, Env);
bool isCopyable(Context &, Type, Env);
bool isImplicitlyCopyable(Context &, Type, Env);
bool isDeinitable(Context &, Type, Env);
bool isRegisterPassable(Context &, Type, Env);
bool isTrivialRegisterPassable(Context &, Type, Env);
/// Conditions as i1 terms, for synthesis and reflection.
Term lifecycleCondition(Context &, Type, ContractItem trait);

enum Adaptation : uint8_t { WidenRaise = 1, CopyRefResult = 2, ConvertResult = 4, AdaptArgument = 8, SpreadPack = 16 };

struct WitnessEntry {
  enum class Kind : uint8_t { Missing, Method, Default, Member };
  Kind kind = Kind::Missing;
  FunctionId function;                  // Method, Default
  llvm::SmallVector<Term, 4> arguments; // parameters of `function`, over the struct's parameters and the requirement's own (as Param terms)
  uint8_t adaptations = 0;
  Term member; // Member: over the struct's parameters
};

struct ConformanceRecord {
  StructId structure;
  Term trait, condition;
  SourceRange range;
  llvm::DenseMap<RequirementId, WitnessEntry *> entries; // made on first use; owned by the program
};

/// The record of a struct for a trait in its (flattened) header, or for Movable and Deinitable, which need no listing; null if there is none.
ConformanceRecord *recordOf(Context &, StructId, Term trait);
const WitnessEntry &witnessOf(Context &, ConformanceRecord &, RequirementId);
/// Demands every entry and reports what is missing or does not fit, at the struct.
void checkConformances(Context &, StructId);

/// What a requirement's method is for a concrete base: function and its arguments, given the call's own arguments for the requirement's parameters.
struct ResolvedWitness {
  FunctionId function;
  llvm::SmallVector<Term, 8> arguments;
  uint8_t adaptations = 0;
};
/// Base is a struct, function item, closure or thin pointer by now; nothing if it does not conform.
std::optional<ResolvedWitness> resolveWitness(Context &, Type base, RequirementId, llvm::ArrayRef<Term> own);

// ---- Callables
/// The signature a function item, closure, thin pointer or struct's callable conformance is called with, `self` left out; own parameters that are
/// not bound are bound variables. Nothing for other types, and for overloads of callable conformances.
std::optional<SignatureTerm> callableSignature(Context &, Type);
/// The own parameters of a function item or closure type that are still open, in order: holes of the item.
llvm::SmallVector<ParameterId, 4> openParameters(Context &, Type);
struct CallableFit {
  llvm::SmallVector<Term, 4> own; // of the callable's open parameters, over the bound variables of the required signature (depth 0)
  uint8_t adaptations = 0;
};
/// Whether a callable meets a required signature, and how; the required one may be of a trait or a thin pointer.
std::optional<CallableFit> callableMeets(Context &, Type callable, Term required, Env);
/// Binds slots of a required signature (pattern) by what a callable's own signature says: argument, result and error types.
struct Matcher;
bool matchCallable(Matcher &, Term required, Type callable);
/// The function behind a callable base and its complete arguments, for a call through `required` with the call's own parameters.
std::optional<ResolvedWitness> resolveCallable(Context &, Type base, Term required, llvm::ArrayRef<Term> own);

/// `__copy_ctor_is_trivial` and its relatives as i1 terms.
enum class Triviality : uint8_t { Copy, Move, Deinit };
Term trivialityCondition(Context &, Type, Triviality);

} // namespace fornax::sema
