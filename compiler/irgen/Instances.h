#pragma once
// Which concrete functions a program needs: the table of instances, its work list, one MLIR module per target. frontend's loop is
//
//   Instances instances(ctx, mlirContext, machines);       // machines[0] is the host
//   requestMain(instances, mainFunction);
//   while (fx::FuncOp f = next(instances)) { ownership::own(f, …); requestLifecycle(instances, f); }
//   lower(instances.targets[0].module) …                    // and kernels(instances) with the device modules
//
// Without ownership (`--stop-after=instantiate`) the same loop works; destructors are then not requested.

#include "diagnostics/Engine.h"
#include "ir/Machine.h"
#include "irgen/Shape.h"
#include "sema/entities/Program.h"
#include "sema/evaluation/Evaluator.h"
#include <functional>
#include <llvm/ADT/StringMap.h>
#include <mlir/IR/OwningOpRef.h>

namespace fornax::irgen {

using InstanceId = Id<struct InstanceTag>;
using sema::TargetIndex;

/// A place in the source, and the instance in whose body it is met: what a diagnostic of an instance needs.
struct Site {
  InstanceId instance;
  SourceRange range;
};

/// What is made of a function. Roles other than Body and SelfCheck are written by irgen itself; of a closure's, `function` is its `__call__`
/// and the arguments are its context.
enum class Role : uint8_t { Body, SelfCheck /* the generic form with opaque types */, ClosureInit, ClosureCopy, ClosureMove, ClosureDestroy, Thunk };

struct InstanceKey {
  sema::FunctionId function;
  llvm::SmallVector<sema::Term, 4> arguments; // of all parameters, outer first; origins erased. A thunk's last one is its thin type
  TargetIndex target = 0;
  Role role = Role::Body;
  friend bool operator==(const InstanceKey &, const InstanceKey &) = default;
};

struct Instance {
  InstanceKey key;
  std::string symbol, displayName;
  enum class State : uint8_t { Named /* not needed so far */, Pending, Emitting, Done, Failed } state = State::Named;
  std::shared_ptr<const FunctionShape> shape; // null while merely named
  fx::FuncOp op;                              // null while merely named
  Site from;                                  // who asked first
  unsigned depth = 0;
  bool isKernel = false;
  bool touchesTarget = false; // its code, or a type in it, hangs on an answer of the target
  bool isOnlyChecked = false; // the program does not reach it: what another target would accept is no error
};

/// A kernel that host code names: its entry instance exists once per accelerator.
struct Kernel {
  std::string symbol; // of the fx.kernel op
  sema::FunctionId function;
  llvm::SmallVector<sema::Term, 4> arguments;
  llvm::SmallVector<InstanceId, 2> entries; // one per device target, in the order of `targets`
  llvm::SmallVector<int64_t, 4> offsets, sizes;
  int64_t blockSize = 0;
};

struct TargetState {
  ir::Machine machine;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  sema::Term term;                                // stands for the target inside terms
  llvm::DenseMap<sema::Term, mlir::Type> types;   // lowered types, by erased term
  llvm::DenseMap<sema::Term, sema::Term> settled; // folded and evaluated terms
  llvm::StringMap<InstanceId> bySymbol;
  llvm::StringMap<std::string> texts;                // literal bytes to the symbol of their global
  llvm::StringMap<SourceRange> externals;            // first use of an external symbol
  llvm::DenseMap<sema::Term, std::string> constants; // rebuild functions and globals of materialised values
  unsigned nextGlobal = 0;
};

struct Frame;

struct Instances {
  sema::Context &ctx;
  mlir::MLIRContext &mlir;
  std::vector<std::unique_ptr<TargetState>> targets;
  IndexVector<InstanceId, Instance> rows;
  llvm::DenseMap<uint64_t, llvm::SmallVector<InstanceId, 1>> byKey; // by hash
  std::vector<InstanceId> pending;                                  // first in, first out from `nextPending`
  size_t nextPending = 0;
  std::vector<Kernel> kernels;
  llvm::StringMap<unsigned> kernelIndex;                           // by symbol
  std::function<void()> findAccelerators;                          // adds the targets of kernels; see demandAccelerators
  llvm::StringMap<unsigned> reported;                              // (code, range, arguments) to how often an instance met it
  std::vector<diag::Diagnostic> withheld;                          // what failed under a condition that may never hold
  llvm::DenseMap<InstanceId, std::shared_ptr<Frame>> inlineFrames; // of "builtin" functions that are expanded at their calls

  Instances(sema::Context &ctx, mlir::MLIRContext &mlir, llvm::ArrayRef<ir::Machine> machines);
  ~Instances();
  Instances(const Instances &) = delete;
};

/// A further target; the first one is the host. Its number.
TargetIndex addTarget(Instances &, const ir::Machine &);
/// Finds out what kernels are compiled for, once: that may start a driver, which programs without kernels should not pay for.
void demandAccelerators(Instances &);
/// Loads the dialects that instances are written in.
void loadDialects(mlir::MLIRContext &);

// ---- Roots
/// The library's start function bound to `main`; invalid after a report.
InstanceId requestMain(Instances &, sema::FunctionId main);
/// A function without parameters: an `@export`, a test, the argument of a compile-time call.
InstanceId requestRoot(Instances &, sema::FunctionId, TargetIndex = 0);
/// The same for a function that nothing reaches, so that its body is checked.
InstanceId requestCheck(Instances &, sema::FunctionId);
/// An instance with its arguments; the symbol exists at once, the body later. Invalid after a report.
InstanceId request(Instances &, sema::FunctionId, llvm::ArrayRef<sema::Term> arguments, TargetIndex, Site from);
InstanceId request(Instances &, InstanceKey, Site from);
/// The instance's name without asking for its body: lifecycle symbols of types.
InstanceId name(Instances &, sema::FunctionId, llvm::ArrayRef<sema::Term> arguments, TargetIndex, Site from);
InstanceId name(Instances &, InstanceKey, Site from);
/// Checks the generic form of a function of the program: an instance with opaque types, for ownership only, never lowered.
/// Nothing comes of it where the form needs what only arguments can tell.
InstanceId requestSelfCheck(Instances &, sema::FunctionId);

// ---- Work
/// Emits one pending instance and returns it; null when there is none. An instance that failed is skipped (it has been reported).
fx::FuncOp next(Instances &);
/// Emits an instance now, wherever it stands in the work list; null if it has no body or failed. For compile-time evaluation.
fx::FuncOp define(Instances &, llvm::StringRef symbol, TargetIndex);
fx::FuncOp define(Instances &, InstanceId);
/// Asks for the copy, move and destroy functions that a function uses now; call it again after ownership.
void requestLifecycle(Instances &, fx::FuncOp);

/// Marks a function that is in the form that ownership leaves behind: it has been there, or irgen wrote it so.
void markOwned(fx::FuncOp);
bool isOwned(fx::FuncOp);

// ---- Results
inline mlir::ModuleOp moduleOf(Instances &instances, TargetIndex target) { return *instances.targets[target]->module; }
inline Instance &row(Instances &instances, InstanceId id) { return instances.rows[id]; }
/// Symbols reachable from `roots` in a target's module, for dropping what only compile-time evaluation needed.
llvm::DenseSet<mlir::StringAttr> reachableFrom(mlir::ModuleOp, llvm::ArrayRef<mlir::StringAttr> roots);

} // namespace fornax::irgen
