#pragma once
// All entities of one compilation. Rows are never moved out, never reused.

#include "basic/Arena.h"
#include "basic/Name.h"
#include "basic/Options.h"
#include "basic/Sources.h"
#include "diagnostics/Engine.h"
#include "sema/entities/Entities.h"
#include <deque>
#include <llvm/ADT/StringMap.h>

namespace fornax::syntax {
class ParsedModule;
}

namespace fornax::sema {

class TermTable;
struct Evaluator;
struct Bindings;    // terms/Terms.h
struct ProofState;  // proofs/ProofState.h
struct CheckCaches; // expressions/ and calls/: operator, conversion and signature caches

/// Rows that keep their address when the table grows.
template <class I, class T> class Table {
  std::deque<T> rows;

public:
  I add(T row) {
    rows.push_back(std::move(row));
    return I(uint32_t(rows.size() - 1));
  }
  T &operator[](I id) { return rows[id.value]; }
  const T &operator[](I id) const { return rows[id.value]; }
  uint32_t size() const { return uint32_t(rows.size()); }
};

enum class ContractItem : uint8_t {
#define CONTRACT(ENUMERATOR, MODULE, NAME) ENUMERATOR,
#include "sema/entities/Contract.def"
  Count
};

struct EnvNode; // proofs/Env.h

/// A bound or constraint met while a declaration was read. Proven when no demand is in progress any more: asking at once could need the very
/// declaration (a field of type `Box[Node]` in `Node`).
struct PendingBound {
  Type type;   // must conform to
  Term traits; // Traits; or, if null,
  Term condition;
  const EnvNode *env = nullptr;
  SourceRange range;
};

struct Program {
  Table<ModuleId, Module> modules;
  Table<StructId, Struct> structs;
  Table<TraitId, Trait> traits;
  Table<FunctionId, Function> functions;
  Table<ComptimeId, Comptime> comptimes;
  Table<ParameterId, Parameter> parameters;
  Table<FieldId, FieldInfo> fields;
  Table<ClosureId, Closure> closures;
  Table<RequirementId, Requirement> requirements;
  llvm::StringMap<ModuleId> modulesByPath; // dotted path
  std::vector<std::unique_ptr<syntax::ParsedModule>> syntaxTrees;
  std::vector<PendingBound> pendingBounds;
  llvm::DenseMap<Term, Term> evaluated;                             // closed Call terms to their values (evaluateClosed)
  llvm::DenseMap<std::pair<const void *, Term>, FunctionId> thunks; // by syntax node and type (makeThunk)
  Entity contract[size_t(ContractItem::Count)];                     // filled in by findContract on first use
  std::shared_ptr<TermTable> terms;
  std::shared_ptr<CheckCaches> caches;      // made by whoever needs it first
  std::shared_ptr<ProofState> proofs;       // likewise
  Arena arena;                              // nodes of checked bodies, facts
  std::vector<std::shared_ptr<void>> owned; // bodies, conformance records: what has a destructor

  /// Makes an object that lives as long as the program.
  template <class T, class... Args> T *keep(Args &&...args) {
    auto object = std::make_shared<T>(std::forward<Args>(args)...);
    owned.push_back(object);
    return object.get();
  }

  Program();
  ~Program();
};

/// A demand in progress, for the chain in "recursive reference" messages. Lives on the stack of the demanding function.
struct DemandFrame {
  Entity entity;
  const char *what; // "type", "signature", "value", …
  SourceRange range;
  const DemandFrame *outer;
};

/// Everything a check needs; passed by reference to every function of sema.
struct Context {
  Program &program;
  Sources &sources;
  ModuleFinder &finder;
  NameTable &names;
  diag::Engine &diags;
  const Options &options;
  Evaluator &evaluator;
  const DemandFrame *demand = nullptr;
  unsigned conditionDepth = 0; // > 0 under a compile-time condition not known to be true: a failed evaluation is silent
};

/// The library entity behind a construct; reports `libraryEntityMissing` once if the library lacks it (then an empty entity).
Entity findContract(Context &, ContractItem);
/// A contract struct with its arguments; an alias (Int, Float64, …) is resolved.
Type contractType(Context &, ContractItem, llvm::ArrayRef<Term> arguments = {});
/// The overloads of a contract function.
llvm::ArrayRef<FunctionId> contractFunctions(Context &, ContractItem);
TraitId contractTrait(Context &, ContractItem);
bool isContractStruct(Context &, Term type, ContractItem);
bool isNever(Context &, Term type);
bool isNone(Context &, Term type);

/// Outer and own parameters, in the order of argument lists.
llvm::SmallVector<ParameterId, 8> allParameters(Context &, FunctionId);
/// Identity arguments: each parameter as itself.
llvm::SmallVector<Term, 8> identityArguments(Context &, llvm::ArrayRef<ParameterId>);
Bindings bindingsFor(Context &, FunctionId, llvm::ArrayRef<Term> arguments);
Bindings bindingsFor(Context &, StructId, llvm::ArrayRef<Term> arguments);
/// "std.collections.list.List.append" for messages and symbols.
std::string qualifiedName(const Program &, Entity);

} // namespace fornax::sema
