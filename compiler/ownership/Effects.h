#pragma once
// What one operation does to the places of its function.

#include "ownership/Places.h"

namespace fornax::ownership {

using Ranges = llvm::SmallVector<CellRange, 2>;

/// `use` and `held` both need what they name and keep it alive; `held` is reached through origins. `weak` keeps alive only what is
/// certainly initialised. `over`: the cells of a `deinit` root that is overwritten as a whole.
struct Effect {
  Ranges use, held, consume, init, kill, weak;
  CellRange over;
  bool weakAll = false;  // an any-origin: every owned cell, weakly
  NodeId initPath;       // the path that `init`, or an invoke's `kill`, is about
  NodeId intoPath;       // the error place of an invoke
  CellRange edgeInit[2]; // of an invoke: initialised on the edge to `ok`, to `error`
  bool isVar = false;
};

/// Everything that values of a root may refer to, transitively.
struct Closure {
  Ranges ranges;
  llvm::SmallVector<NodeId, 2> nodes;
  bool any = false;
};

class Effects {
public:
  Effects(const Places &places, fx::FuncOp func);

  Effect of(mlir::Operation *op);
  const Closure &closureOf(RootId root);
  /// The origins of a leaf or of a reference behind a pointer: its own, or its operands'. Null if there are none.
  fx::OriginsAttr originsOf(mlir::Value value);

private:
  const Places &places;
  fx::FuncOp func;
  llvm::DenseMap<RootId, Closure> closures;
  llvm::DenseMap<mlir::Value, fx::OriginsAttr> origins;

  void touchRoot(Effect &effect, RootId root);
  void touchValue(Effect &effect, mlir::Value value);
  void access(Effect &effect, mlir::Value value, Ranges Effect::*list);
  void initialize(Effect &effect, mlir::Value ref);
  void addCall(Effect &effect, mlir::ValueRange args, fx::ConvsAttr convs, mlir::Value pointer, bool raises);
  void addExit(Effect &effect, bool isReturn);
  void addressUses(Effect &effect, mlir::Value value);
  void follow(Closure &closure, RootId root, llvm::SmallVectorImpl<RootId> &seen);
};

} // namespace fornax::ownership
