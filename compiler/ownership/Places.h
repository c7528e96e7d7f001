#pragma once
// The places of a function: roots, the paths below them, and the cells whose state the analyses follow.

#include "basic/Index.h"
#include "ir/IR.h"
#include "ownership/Cells.h"
#include <llvm/ADT/DenseMap.h>

namespace fornax::ownership {

/// Imm and Behind roots (borrowed arguments) have no cells: they are whole always and never destroyed here.
enum class RootKind : uint8_t { Local, Temporary, Var, Deinit, Mut, OutSelf, Result, Error, Imm, Behind };

inline bool isOwned(RootKind kind) { return kind != RootKind::Imm && kind != RootKind::Behind; }
inline bool isInitializedAtEntry(RootKind kind) {
  return kind == RootKind::Var || kind == RootKind::Deinit || kind == RootKind::Mut || !isOwned(kind);
}

using NodeId = Id<struct NodeTag>;
using RootId = Id<struct RootTag>;

/// A path: a root, or a field of another path. Only paths that some operation names, and all fields of split ones, have nodes.
struct Node {
  RootId root;
  NodeId parent;      // none for a root
  unsigned field = 0; // below the parent
  unsigned depth = 1;
  mlir::Type type;
  bool split = false;                    // has an object cell and children for all fields
  CellRange cells;                       // of a path inside an unsplit one: the cell that contains it
  llvm::SmallVector<NodeId, 4> children; // by field number; none where nothing names it
};

struct Root {
  RootKind kind;
  NodeId node;
  mlir::Value ref;
  llvm::StringRef name; // empty: a temporary
  fx::OriginsAttr holds;
  std::optional<unsigned> place; // its number in origins
};

/// What a cell is: an unsplit path, or the object at a split one.
struct CellInfo {
  NodeId node;
  bool isObject = false;
  bool isTrivial = false; // nothing to destroy
};

class Places {
public:
  IndexVector<NodeId, Node> nodes;
  IndexVector<RootId, Root> roots; // in order of declaration
  std::vector<CellInfo> cells;
  llvm::DenseMap<mlir::Value, NodeId> byValue; // references that are paths

  explicit Places(fx::FuncOp func);

  unsigned cellCount() const { return unsigned(cells.size()); }
  /// The path that a reference is; none behind a pointer.
  NodeId of(mlir::Value ref) const { return byValue.lookup(ref); }
  /// The path of an origin as far as cells go: fields up to an interior step. None for parameters, `any` and unknown numbers.
  NodeId of(fx::OriginAttr origin) const;
  const Root &rootOf(NodeId node) const { return roots[nodes[node].root]; }
  RootKind kindOf(NodeId node) const { return rootOf(node).kind; }
  Cell objectOf(NodeId node) const { return nodes[node].cells.begin; }
  bool isOwnedCell(Cell cell) const { return isOwned(kindOf(cells[cell].node)); }
  CellRange cellsOf(NodeId node) const { return nodes[node].cells; }
  bool isRoot(NodeId node) const { return !nodes[node].parent; }
  /// Is `node` equal to `above` or below it?
  bool isWithin(NodeId node, NodeId above) const;
  /// `x.first`, as diagnostics name it.
  std::string spell(NodeId node) const;

private:
  llvm::DenseMap<unsigned, RootId> byPlace;

  RootId addRoot(RootKind kind, mlir::Value ref, llvm::StringRef name, fx::OriginsAttr holds, std::optional<unsigned> place);
  NodeId child(NodeId parent, unsigned field);
  void addArguments(fx::FuncOp func);
  void addPaths(fx::FuncOp func);
  void markSplit(fx::FuncOp func);
  void splitAbove(mlir::Value ref);
  void split(NodeId node);
  void numberCells(NodeId node);
};

} // namespace fornax::ownership
