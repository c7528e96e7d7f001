#pragma once
// Demands: memoised questions about entities. Each reports its own errors once and yields an empty or error answer.

#include "sema/entities/Program.h"
#include "sema/terms/Terms.h"

namespace fornax::sema {

struct CheckedBody;

// ---- Modules and names (names/)
/// Loads the module of a dotted path, from the roots; invalid id if there is none (silent).
ModuleId findModule(Context &, llvm::StringRef path);
/// Adds a module for a file that is compiled itself (not found through an import).
ModuleId addMainModule(Context &, FileId, llvm::StringRef name);
const NameMap &namesOf(Context &, ModuleId);
const NameMap &membersOf(Context &, StructId); // own and extensions'; inherited defaults are reached through conformances
const NameMap &membersOf(Context &, TraitId);
/// Module scope, in order: own names, imports, latest wildcard, prelude. None if unknown (silent).
const NameEntry *lookupInModule(Context &, ModuleId, Name);
/// A name as `module.name` sees it (re-exports included).
const NameEntry *lookupExport(Context &, ModuleId, Name);

/// `module.name` as written in `user`: an export, or a submodule that `user` has imported by its full path. None if unknown (silent).
const NameEntry *lookupInModuleValue(Context &, ModuleId user, ModuleId module, Name);

// ---- Declarations (declarations/)
llvm::ArrayRef<ParameterId> parametersOf(Context &, StructId);
llvm::ArrayRef<ParameterId> parametersOf(Context &, ComptimeId);
/// The default of a parameter over the parameters before it; null if it has none.
Term defaultOf(Context &, ParameterId);
const StructHeader &headerOf(Context &, StructId);
llvm::ArrayRef<Term> ancestorsOf(Context &, TraitId);  // flattened, without itself
llvm::ArrayRef<FieldId> fieldsOf(Context &, StructId); // types are set
const Lifecycle &lifecycleOf(Context &, StructId);
/// Whether copying, moving or destroying a type is nothing but its bytes (TrivialCopy, TrivialMove, TrivialDeinit), as an i1 term; null while
/// the type is too open to say.
Term foldTriviality(Context &, ReflectKind, Type);
const Signature &signatureOf(Context &, FunctionId);
llvm::ArrayRef<ParameterId> outerParametersOf(Context &, FunctionId);
/// The value of a `comptime` declaration: a term, a Lambda if it has parameters.
Term valueOf(Context &, ComptimeId);
/// Its declared or inferred type (of the body of the Lambda if it has parameters).
Type typeOfComptime(Context &, ComptimeId);
/// Sets type and value of a `comptime` declaration of a body, where it stands (its names are those of the body).
void evaluateLocalComptime(struct BodyContext &, ComptimeId);
/// The checked body; null for a requirement without default, an extern, or a function whose syntax is broken.
CheckedBody *bodyOf(Context &, FunctionId);
/// Makes the function of a synthesised member if the struct has none of its own (fieldwise initialiser, copy, move, `copy()`).
FunctionId synthesised(Context &, StructId, SynthesisKind);

/// Guards a lazy part: reports a cycle with the chain of demands when it is already in progress.
class DemandGuard {
  Context &ctx;
  DemandFrame frame;

public:
  DemandGuard(Context &ctx, Entity entity, const char *what, SourceRange range) : ctx(ctx), frame{entity, what, range, ctx.demand} {
    ctx.demand = &frame;
  }
  ~DemandGuard() { ctx.demand = frame.outer; }
};
/// Reports `recursiveReference` to `entity` with the chain; the caller marks the slot Failed.
void reportCycle(Context &, Entity entity, SourceRange range);

} // namespace fornax::sema
