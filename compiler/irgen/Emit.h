#pragma once
// Emission of one instance: the state, and the functions by subject. A checked body becomes a CFG of `fx` operations; every decision about the
// language is in the tree already.

#include "ir/IR.h"
#include "irgen/Frame.h"
#include "irgen/Instances.h"
#include "irgen/LowerType.h"
#include "irgen/Trace.h"
#include <functional>

namespace fornax::irgen {

namespace checked = sema::checked;
using mlir::Value;

/// Where a local of the body is at the moment.
struct LocalState {
  Value ref;            // its place; null while it is only in SSA
  Value leaf;           // its value, for arguments passed by value and temporaries that never needed a place
  bool isFixed = false; // the value never changes: an `imm` argument
  int place = -1;       // place number for origins
};
using Locals = llvm::DenseMap<sema::LocalId, LocalState>;

/// Where control goes when it leaves statements early. `depth` indexes Emitter::exits: the loop, or the handler (none: the function).
struct Destination {
  enum class Kind : uint8_t { Return, Raise, Break, Continue } kind;
  int depth = -1;
  friend bool operator==(Destination, Destination) = default;
};

/// What surrounds the statement being emitted.
struct Exit {
  enum class Kind : uint8_t { Loop, Cleanup, Handler } kind;
  mlir::Block *breakTo = nullptr, *continueTo = nullptr;              // Loop
  std::function<void()> cleanup;                                      // Cleanup: emitted once per destination
  llvm::SmallVector<std::pair<Destination, mlir::Block *>, 2> copies; // Cleanup
  mlir::Block *entry = nullptr;                                       // Handler
  Value errorPlace;                                                   // Handler: null for an empty error
  mlir::Type errorType;
  bool takesAny = false; // Handler: of a `for`: the error is dropped
};

struct Emitter {
  Instances &instances;
  sema::Context &ctx;
  InstanceId instance;
  TargetIndex target;
  fx::FuncOp func;
  const FunctionShape *shape = nullptr;
  mlir::OpBuilder b;
  mlir::Location loc;
  Frame *frame = nullptr;   // of the body being emitted; changes while a "builtin" callee is expanded in place
  Locals *locals = nullptr; // of the same body
  llvm::SmallVector<Exit, 4> exits;
  unsigned nextPlace = 0;
  bool live = true; // whether control can reach the insertion point
  mlir::Block *returnBlock = nullptr, *raiseBlock = nullptr;
  Value returnSlot;
  llvm::SmallVector<mlir::Block *, 16> blocks; // every block made, also those that were never reached
  bool failed = false;
  bool isSelfCheck = false;
  unsigned inlineDepth = 0;

  Emitter(Instances &instances, InstanceId id);
  Site site(SourceRange range) const { return {frame ? frame->instance : instance, range}; }
};

/// Emits the body of an instance. False after a report.
bool emitInstance(Instances &, InstanceId);
/// Makes the `fx.func` of an instance that has a shape.
bool declare(Instances &, InstanceId);
mlir::Location locate(Instances &, SourceRange);
/// What is emitted next belongs to this range. Inside of a "builtin" callee it goes on to belong to the call.
void moveTo(Emitter &, SourceRange);

// ---- Flow (Flow.cpp)
mlir::Block *newBlock(Emitter &);
/// Goes on in a block; dead if nothing branches to it.
void start(Emitter &, mlir::Block *);
void branch(Emitter &, mlir::Block *);
void branchIf(Emitter &, Value condition, mlir::Block *then, mlir::Block *otherwise);
/// Ends the block with what has no successor: what follows is dead.
void stop(Emitter &);
void emitUnreachable(Emitter &);
/// Goes to a destination through the cleanups on the way.
void leave(Emitter &, Destination);
mlir::Block *routeTo(Emitter &, Destination, size_t from);
/// The nearest handler, or the function.
Destination raiseDestination(Emitter &);
struct ErrorSlot {
  Value place; // null: empty error
  mlir::Type type;
  bool takesAny = false;
};
ErrorSlot errorSlot(Emitter &, Destination);
/// Drops blocks that nothing reaches.
void dropDeadBlocks(Emitter &);
/// Restores the insertion point, and whether it is live, at the end of a scope.
struct SavedPoint {
  Emitter &e;
  mlir::OpBuilder::InsertPoint point;
  bool live;
  explicit SavedPoint(Emitter &e) : e(e), point(e.b.saveInsertionPoint()), live(e.live) {}
  ~SavedPoint() {
    e.b.restoreInsertionPoint(point);
    e.live = live;
  }
};

// ---- Statements
void emitStatement(Emitter &, const checked::Stmt &);
void emitBlock(Emitter &, const checked::Block *);
void emitWhile(Emitter &, const checked::While &);
void emitFor(Emitter &, const checked::For &);
void emitTry(Emitter &, const checked::Try &);
void emitWith(Emitter &, const checked::With &);
void emitRaise(Emitter &, const checked::Raise &);
void emitReraise(Emitter &, const checked::Reraise &);
void emitReturn(Emitter &, const checked::Return &);
void emitAssign(Emitter &, const checked::Assign &);
/// In an initialiser of a type that is one leaf, the object stands for the field that holds the leaf.
const checked::Expr *leafTarget(Emitter &, const checked::Expr *target);
void emitComptimeIf(Emitter &, const checked::ComptimeIf &);
void emitComptimeFor(Emitter &, const checked::ComptimeFor &);
void emitComptimeAssert(Emitter &, const checked::ComptimeAssert &);
/// Keeps locals of arms that are not emitted alive as long as the generic form does.
void emitExtend(Emitter &, llvm::ArrayRef<sema::LocalId>);

// ---- Expressions: three ways to want one
/// The value in SSA; null for an empty type. The type must not be of memory class.
Value emitLeaf(Emitter &, const checked::Expr *);
/// Constructs the value in a place that holds none.
void emitInto(Emitter &, const checked::Expr *, Value place);
/// The place itself, no copy; a value gets a temporary.
Value emitPlace(Emitter &, const checked::Expr *);
/// The value of a place in SSA, loaded at most once.
Value leafOfPlace(Emitter &, const checked::Expr *);
/// For effects only.
void emitEffects(Emitter &, const checked::Expr *);
/// Branches on an i1.
void emitCondition(Emitter &, const checked::Expr *, mlir::Block *then, mlir::Block *otherwise);
mlir::Type loweredType(Emitter &, const checked::Expr *);
bool isPlace(const checked::Expr *);
/// A value of a type in code that is never reached.
Value deadValue(Emitter &, mlir::Type leaf);
Value deadPlace(Emitter &, mlir::Type type);

/// Marks the instance as failed (it has been reported); what is emitted from here on is thrown away.
void fail(Emitter &);
/// Access that does nothing sensible, but does not break, after a failure. Empty values are null.
Value load(Emitter &, Value ref, fx::OriginsAttr origins = {});
void store(Emitter &, Value leaf, Value ref);

// ---- Places (EmitPlace.cpp)
Value makeVar(Emitter &, mlir::Type type, llvm::StringRef name = {}, fx::OriginsAttr holds = {});
/// A variable for a local; remembers its place number.
Value declareLocal(Emitter &, sema::LocalId);
Value placeOfLocal(Emitter &, sema::LocalId, SourceRange);
/// Declares a local and constructs its value.
Value emitLocal(Emitter &, sema::LocalId, const checked::Expr *value);
Value emitTemporary(Emitter &, const checked::Expr *value);
/// Whether a place is reached through a pointer: not a path of a variable or owned argument.
bool isBehindPointer(Emitter &, const checked::Expr *place);
/// The local that a path starts at, or none.
sema::LocalId rootLocal(const checked::Expr *place);

// ---- Calls
/// The result: a leaf, a reference, or null (empty, or constructed in `into`). A memory-class result needs `into`.
Value emitCall(Emitter &, const checked::Call &, Value into);
/// A call of a function by its instance with values in hand; for what irgen itself calls.
struct CallTarget {
  std::string symbol; // or
  Value pointer;
  std::shared_ptr<const FunctionShape> shape;
  bool keepsInterior = false;
  unsigned environments = ~0u; // `fx` arguments from here on are closures that parameters stand for: they may share what they capture
};
/// Emits `fx.call` or `fx.invoke`; `into` is the place for a memory-class result.
Value emitCallOp(Emitter &, const CallTarget &, llvm::ArrayRef<Value> arguments, Value into, const checked::Call *call, fx::OriginsAttr origins,
                 mlir::ArrayAttr accesses = {}, mlir::ArrayAttr positions = {});
struct Callee {
  sema::FunctionId function;
  llvm::SmallVector<sema::Term, 8> arguments;
  uint8_t adaptations = 0;
  const checked::Expr *receiver = nullptr;  // becomes argument 0: a callable called through its bound
  sema::Type environment;                   // likewise: the closure that a parameter stands for
  llvm::SmallVector<unsigned, 4> positions; // of the written arguments among the function's; empty: as numbered
  bool isValid() const { return function.isValid(); }
};
/// Whether the call goes through a thin pointer that is known at run time only.
bool isIndirect(Emitter &, const checked::Call &);
/// Who is called: witnesses, parameters and closures resolved (Resolve.cpp). Invalid after a report.
Callee resolveCallee(Emitter &, const checked::Call &);
/// Arguments, the operation and its result, when it is known what is called.
Value finishCall(Emitter &, const checked::Call &, const Callee &, const CallTarget &, Value into);
/// A function known by its term: item, closure; the thin value of one.
Callee resolveFunctionTerm(Emitter &, sema::Term, llvm::ArrayRef<sema::Term> own, SourceRange);
/// The place of a closure that a parameter stands for: a variable of this function, or what was handed to it (Environments.cpp).
Value environmentOf(Emitter &, sema::Type closure, SourceRange);
/// Expands a "builtin" callee in place. Nothing if it has no such form.
std::optional<Value> tryInline(Emitter &, const checked::Call &, const Callee &, InstanceId);

// ---- Other expressions
Value emitConstant(Emitter &, sema::Term, sema::Type, SourceRange);
void emitConstantInto(Emitter &, sema::Term, sema::Type, Value place, SourceRange);
/// The address of a read-only global with the bytes and a NUL after them.
Value emitText(Emitter &, llvm::StringRef bytes);
Value emitMlirOp(Emitter &, const checked::MlirOp &);
Value emitIntrinsicLeaf(Emitter &, const checked::Intrinsic &);
void emitIntrinsicInto(Emitter &, const checked::Intrinsic &, Value place);
Value emitIntrinsicPlace(Emitter &, const checked::Intrinsic &);
void emitClosureInto(Emitter &, const checked::MakeClosure &, Value place);
Value emitFunctionValue(Emitter &, const checked::FunctionValue &);
void emitPackInto(Emitter &, const checked::PackMake &, Value place);
/// The address of a kernel's descriptor.
Value emitKernel(Emitter &, sema::Term function, SourceRange);

/// What an operation does to one element kind (EmitSimd.cpp). `types` are the operands' language types, `result` the result's machine type.
struct SimdOperand {
  Value value;
  sema::Type type;
};
Value emitSimd(Emitter &, sema::SimdOp, llvm::ArrayRef<SimdOperand>, sema::Type resultType, mlir::Type result,
               llvm::function_ref<sema::Term(llvm::StringRef)> attribute, SourceRange);

// ---- Origins (OriginsToPlaces.cpp)
/// What a type's values may refer to, as places of this function. Null if nothing.
fx::OriginsAttr originsOfType(Emitter &, sema::Term genericType, SourceRange);
fx::OriginsAttr originsOfOrigin(Emitter &, sema::Term genericOrigin, SourceRange);
/// The origin of a place expression in the generic form; null if it has none that can be named.
sema::Term originOfPlace(Emitter &, const checked::Expr *);

} // namespace fornax::irgen
