#pragma once
// Compile-time terms: one uniqued family for values, types, traits, origins and lists. Every node that exists is canonical, so equality is
// identity. Only the make* functions create nodes; each normalises and may return a node of another kind.

#include "sema/entities/Entities.h"
#include "sema/entities/Ids.h"
#include <llvm/ADT/APFloat.h>
#include <llvm/ADT/APInt.h>
#include <optional>

namespace fornax::sema {

struct Context;

enum class TermKind : uint8_t {
#define TERM(KIND) KIND,
#include "sema/terms/TermKinds.def"
};

enum TermFlags : uint16_t {
  HasParam = 1,
  HasBound = 2,
  HasHole = 4,
  HasOrigin = 8,
  HasTarget = 16,
  HasOpaque = 32,
  HasError = 64,
  HasList = 128,
  HasCall = 256,
};

/// Operands follow the node in memory.
struct Node {
  TermKind kind;
  uint8_t looseDepth; // one more than the depth of the outermost bound variable whose binder is outside; 0 if there is none
  uint16_t flags;
  uint32_t id;    // order of creation: sorts operands within a run, never leaves the process
  uint32_t count; // operands
  uint32_t hash;
  uint64_t payload;
  Type type; // null for types, traits, origins (whose type is made on demand: typeOf)
  llvm::ArrayRef<Term> operands() const { return {reinterpret_cast<const Term *>(this + 1), count}; }
  Term operand(unsigned i) const { return operands()[i]; }
};

// ---- Questions about one node
inline TermKind kindOf(Term t) { return t->kind; }
inline bool isKind(Term t, TermKind k) { return t && t->kind == k; }
inline bool hasFlag(Term t, unsigned flags) { return t->flags & flags; }
/// Null, or the error term itself (hasFlag(t, HasError): somewhere inside).
inline bool isError(Term t) { return !t || t->kind == TermKind::Error; }
/// No parameter, no bound variable, no hole, no target in it: its value is settled.
inline bool isClosed(Term t) { return !hasFlag(t, HasParam | HasBound | HasHole | HasTarget); }
/// Whether the term denotes a type of values (by kind; for Param, Witness, Cond, ListGet, Apply, Member, Bound, Hole: by its metatype).
/// Traits, Trait, Signature and lists of types are none.
bool isType(Context &, Term);
/// The term as a type handle; asserts isType.
Type asType(Term);
/// The type of a value term; the metatype (Traits or TraitMeta) of a type or trait term.
Type typeOf(Context &, Term);
/// `kind`'s typed payload.
StructId structOf(Term);                 // Struct
FunctionId functionOf(Term);             // FunctionItem, Call
ClosureId closureOf(Term);               // ClosureType
TraitId traitOf(Term);                   // Trait
ParameterId parameterOf(Term);           // Param
RequirementId requirementOf(Term);       // Witness
const llvm::APInt &intOf(Term);          // Int
const llvm::APFloat &floatOf(Term);      // Float of a machine type
const struct Rational &rationalOf(Term); // Float of the literal type (Rational.h)
llvm::StringRef textOf(Term);            // String, Bytes, OriginInterior (tag)
/// The arguments of a Struct, FunctionItem, ClosureType (context only), Witness (own only), Call (parameters only).
llvm::ArrayRef<Term> argumentsOf(Term);

// ---- Types
Type makeStruct(Context &, StructId, llvm::ArrayRef<Term> arguments);
/// The struct with its own parameters as arguments: `Self` inside its body.
Type makeSelf(Context &, StructId);
Type makeFunctionItem(Context &, FunctionId, llvm::ArrayRef<Term> arguments);
Type makeClosureType(Context &, ClosureId, llvm::ArrayRef<Term> context, llvm::ArrayRef<Term> captureOrigins);
/// `conformances` are Trait terms, Traits terms and Signatures; flattened, ancestors of members dropped, sorted.
Type makeTraits(Context &, llvm::ArrayRef<Term> conformances);
Type makeTraits(Context &, TraitId);
Term makeTrait(Context &, TraitId);
Type makeTraitMeta(Context &);
/// pieces.size() == operands.size() + 1; adjacent text joins. `!fx.simd<1, DType.bool>` (closed) becomes `i1`.
Type makeMlirType(Context &, llvm::ArrayRef<llvm::StringRef> pieces, llvm::ArrayRef<Term> operands);
inline Type makeMlirType(Context &ctx, llvm::StringRef text) { return makeMlirType(ctx, {text}, {}); }
Term makeMlirAttribute(Context &, llvm::ArrayRef<llvm::StringRef> pieces, llvm::ArrayRef<Term> operands, Type type);
llvm::ArrayRef<llvm::StringRef> mlirPieces(Term);
bool isMlirAttribute(Term);
/// `!fx.simd<length, dtype>`; dtype is a term of type DType, length a term of any integer-valued type.
Type makeSimd(Context &, Term length, Term dtype);
struct SimdShape {
  Term length, dtype;
};
std::optional<SimdShape> simdShape(Type); // also for machine scalar texts: none

/// A function type's signature as terms; own parameters are Bound variables of depth 0.
struct SignatureTerm {
  struct Argument {
    Name name;
    Convention convention = Convention::Imm;
    ArgumentKind kind = ArgumentKind::Positional;
    bool isPack = false;
    Type type;
    Term origin, addressSpace;
  };
  struct Own {
    Name name;
    ParameterGroup group = ParameterGroup::Positional;
    Type type;
    Term defaultValue;
  };
  llvm::SmallVector<Own, 2> parameters;
  llvm::SmallVector<Argument, 4> arguments;
  Type result;
  Term resultOrigin, resultSpace; // `-> ref`
  Type raises;                    // Never if it cannot raise
  llvm::SmallVector<Term, 1> wheres;
  Abi abi = Abi::Mojo;
};
Term makeSignature(Context &, const SignatureTerm &);
SignatureTerm readSignature(Context &, Term signature);
/// The same signature over other operands (for substitution).
Term rebuildSignature(Context &, Term original, llvm::ArrayRef<Term> operands);
Type makePointer(Context &, Term signature); // thin function type
Term signatureOfPointer(Type);

// ---- Parameters, generators
Term makeParam(Context &, ParameterId);
Term makeBound(Context &, unsigned depth, unsigned index, Type type);
Term makeLambda(Context &, llvm::ArrayRef<Type> parameterTypes, llvm::ArrayRef<Name> names, llvm::ArrayRef<Term> defaults, Term body);
/// Replaces the given parameters by bound variables and wraps in a Lambda.
Term abstractOver(Context &, llvm::ArrayRef<ParameterId> parameters, Term body);
Term makeApply(Context &, Term generator, llvm::ArrayRef<Term> arguments);
Term makeApplyRecursive(Context &, ComptimeId, llvm::ArrayRef<Term> arguments);
/// Names of a generator's parameters as first written; empty if unknown (equality is up to renaming).
llvm::ArrayRef<Name> lambdaNamesOf(Context &, Term lambda);
/// Folds to the member of a struct that meets the requirement.
Term makeWitness(Context &, Term base, RequirementId, llvm::ArrayRef<Term> own = {});
/// The associated member of a type that is known well enough; null otherwise (proofs/).
Term foldWitness(Context &, Type base, RequirementId);
Term makeHole(Context &, unsigned index, bool isEllipsis, Type type);
Term makeError(Context &);
Type errorType(Context &);

// ---- Values
Term makeInt(Context &, const llvm::APInt &, Type machineType);
/// A library `Int` (or any one-field integer struct type) from a number.
Term makeIntValue(Context &, int64_t, Type structType);
Term makeInt(Context &, int64_t);                          // library `Int`
Term makeIntLiteral(Context &, const llvm::APInt &);       // the exact integer inside IntLiteral[…]; APInt of any width, signed
Term makeFloatLiteral(Context &, llvm::StringRef decimal); // exact rational of a written literal ("inf", "nan", "-0.0" too)
Term makeRationalLiteral(Context &, const Rational &);
Term makeFloat(Context &, const llvm::APFloat &, Type machineType);
Term makeString(Context &, llvm::StringRef);
Term makeBytes(Context &, llvm::StringRef bytes, Type type);
Term makeBool(Context &, bool);         // machine i1
Term makeBoolValue(Context &, Term i1); // library Bool around an i1 term
Term makeNone(Context &);
Term makeValue(Context &, Type structType, llvm::ArrayRef<Term> fields);
Term makeMember(Context &, Term value, unsigned fieldIndex);
struct ObjectGraph { // blocks numbered in first-visit order from the root
  struct Relocation {
    uint64_t offset;
    uint32_t block;
    uint64_t addend;
    Term function;
  };
  struct Block {
    std::string bytes;
    uint64_t align = 1;
    bool isConstant = false;
    std::vector<Relocation> relocations;
  };
  std::vector<Block> blocks; // blocks[0] is the value itself
};
Term makeObject(Context &, ObjectGraph, Type);
const ObjectGraph &objectOf(Term);
std::optional<int64_t> asInt64(Term); // Int, or a Value of one such field
std::optional<bool> asBool(Term);     // i1 Int, or Bool Value

enum class ComparePredicate : uint8_t { Eq, Ne, Lt, Le, Gt, Ge, ULt, ULe, UGt, UGe };
enum class SimdOp : uint8_t {
#define SIMD_OP(NAME, OPERANDS, RESULT) Op_##NAME,
#include "sema/entities/SimdOps.def"
  Count
};
Term makeAdd(Context &, Term a, Term b); // machine or literal integers
Term makeMul(Context &, Term a, Term b);
Term makeNeg(Context &, Term a);
/// Any other scalar operation; folds closed operands; `add sub mul neg` of integers go to the ring form, comparisons to Compare.
Term makeOp(Context &, SimdOp, llvm::ArrayRef<Term> operands, Type resultType);
Term makeCompare(Context &, ComparePredicate, Term a, Term b);
Term makeAnd(Context &, llvm::ArrayRef<Term>);
Term makeOr(Context &, llvm::ArrayRef<Term>);
Term makeNot(Context &, Term);
Term makeCond(Context &, Term condition, Term then, Term otherwise);
Term makeTypeEq(Context &, Term a, Term b);
Term makeConforms(Context &, Term type, Term traits);
Term makeAllConform(Context &, Term list, Term traits);
Term makeOriginHas(Context &, Term outer, Term inner);
/// Function applied to closed or symbolic arguments; not evaluated here (see evaluation/Fold).
Term makeCall(Context &, FunctionId, llvm::ArrayRef<Term> parameters, llvm::ArrayRef<Term> arguments, Type type);

// ---- Lists
Term makeList(Context &, llvm::ArrayRef<Term> elements, Type elementType); // elementType: value type, or Traits metatype
Term makeConcat(Context &, llvm::ArrayRef<Term> lists);
Term makeListGet(Context &, Term list, Term index);
Term makeListLen(Context &, Term list); // machine i64
Term makeTabulate(Context &, Term length, Term lambda);
Term makeReduce(Context &, Term list, Term initial, Term lambda);
Type listElementType(Context &, Term list);
/// Whether the term is a parameter list: List, Concat, Tabulate, a variadic parameter, or a conditional of such.
bool isListTerm(Context &, Term);

// ---- Reflection and target
enum class ReflectKind : uint8_t {
  FieldCount,   // [type]
  FieldName,    // [type, index]
  FieldType,    // [type, index]
  FieldIndex,   // [type, text]; -1 if there is none
  TypeName,     // [type]: as printed
  IsStruct,     // [type] -> i1
  BaseName,     // [type]: without parameters
  FunctionName, // [item or closure type]
  SourceName,
  LiteralFits,  // [int literal, DType] -> i1
  LiteralText,  // [literal] -> text
  StringLength, // [text]: bytes
  StringConcat, // [text, text]
  TrivialCopy,  // [type] -> i1: copying is nothing but the bytes
  TrivialMove,
  TrivialDeinit,
  KernelArgumentCount, // [item]
  KernelArgumentType,  // [item, index]
  DefineText,          // [text]: value of `-D`, or the empty text
  IsDefined,           // [text] -> i1
};
enum class QueryKind : uint8_t {
  SizeOf,
  AlignOf,
  FieldOffset,
  SimdWidth,
  Triple,
  Arch,
  Cpu,
  HasFeature,
  Os,
  IsGpu,
  IsNvidia,
  IsAmd,
  PointerBits,
  WaveSize,
  Accelerator,
  IsBigEndian
};
Term makeReflect(Context &, ReflectKind, llvm::ArrayRef<Term> operands, Type type);
Term makeTargetQuery(Context &, QueryKind, llvm::ArrayRef<Term> operands, Type type); // operand 0: makeTarget or an explicit target
Term makeTarget(Context &);
/// What irgen binds Target to: the number of one of the compilation's targets. Queries of it are answered by Evaluator::targetQuery.
Term makeTargetIndex(Context &, uint32_t index);
/// The arguments (not parameters) of a Call term.
llvm::ArrayRef<Term> callArguments(Term call);

// ---- Origins
Term makeOriginLocal(Context &, Entity owner, LocalId, Term mut);
Term makeOriginArgument(Context &, unsigned argument, Term mut);
Term makeOriginStatic(Context &, Term mut);
Term makeOriginAny(Context &, Term mut);
Term makeOriginUntracked(Context &, Term mut);
Term makeOriginUnion(Context &, llvm::ArrayRef<Term>);
Term makeOriginField(Context &, Term base, FieldId);
Term makeOriginInterior(Context &, Term base, llvm::StringRef tag);
Term makeOriginSubtree(Context &, Term base);
Term makeOriginMutCast(Context &, Term base, Term mut);
Term originMutability(Context &, Term origin); // i1
bool isOrigin(Context &, Term);
bool originContains(Context &, Term outer, Term inner);
bool originsOverlap(Context &, Term a, Term b);
/// Equal up to mutability.
bool originsEqual(Term a, Term b);
Term makeOriginErased(Context &, Term mut);
// The parts of OriginLocal and OriginField.
LocalId localOfOrigin(Term);
Entity ownerOfOrigin(Term);
FieldId fieldOfOrigin(Term);
/// Every origin inside replaced by OriginErased with its mutability; identity without origins.
Term eraseOrigins(Context &, Term);

// ---- Substitution and comparison
/// What substitution replaces. Parameters not mentioned stay.
struct Bindings {
  llvm::SmallVector<std::pair<ParameterId, Term>, 8> parameters;
  llvm::ArrayRef<Term> argumentOrigins; // for OriginArgument(i); null entries stay
  Term target;                          // for Target; null stays
  void bind(ParameterId id, Term term) { parameters.push_back({id, term}); }
  void bindAll(llvm::ArrayRef<ParameterId> ids, llvm::ArrayRef<Term> terms);
};
Term substitute(Context &, Term, const Bindings &);
inline Type substituteType(Context &ctx, Type t, const Bindings &b) { return asType(substitute(ctx, t, b)); }
/// Replaces bound variables of depth 0.
Term instantiateBody(Context &, Term body, llvm::ArrayRef<Term> arguments);
/// Replaces holes by index; null entries stay holes.
Term fillHoles(Context &, Term, llvm::ArrayRef<Term> byIndex);
/// Replaces the holes among the operands of a struct, item or application, first to last.
Term fillHolesInOrder(Context &, Term, llvm::ArrayRef<Term> terms);
/// Raises the depth of the variables that are bound outside of the term.
Term shiftBound(Context &, Term, unsigned by);
/// As instantiateBody, for a body that stays below one binder: variables bound further out keep their depth.
Term instantiateUnder(Context &, Term body, llvm::ArrayRef<Term> arguments);
// The parts of a Bound term.
unsigned boundDepth(Term);
unsigned boundIndex(Term);
bool boundIsList(Term);
/// Whether a parameter of a generator is a list.
bool isListParameter(Term lambda, unsigned index);
Term makeBoundLike(Context &, Term bound, unsigned depth, Type type);
Term makeBoundFor(Context &, ParameterId, unsigned depth, unsigned index, Type type);

enum class Comparison : uint8_t { Equal, Different, Unknown };
Comparison compare(Context &, Term a, Term b);

// ---- Text
enum class PrintOrigins : uint8_t { Hide, Show };
std::string print(Context &, Term, PrintOrigins = PrintOrigins::Hide); // source syntax
/// Structural, unambiguous, stable across runs: for symbols and instance keys.
std::string printKey(Context &, Term);
/// Two types printed so that only the differing path is spelled.
std::pair<std::string, std::string> printDifference(Context &, Term a, Term b);
std::string dump(Term);

/// The uniquing table; owned by Program.
class TermTable;

} // namespace fornax::sema
