#pragma once
// Types of the `fx` dialect, and the questions that every phase asks of a type: is it a leaf, how do its values live?

#include "ir/Attributes.h"
#include <mlir/Dialect/LLVMIR/LLVMTypes.h>
#include <mlir/IR/BuiltinTypes.h>

namespace fornax::fx {

/// What the bound of an opaque type allows.
enum class OpaqueFlag : unsigned { Copy = 1, ImplicitCopy = 2, Move = 4, Deinit = 8, RegisterPassable = 16 };
inline unsigned operator|(OpaqueFlag a, OpaqueFlag b) { return unsigned(a) | unsigned(b); }
inline unsigned operator|(unsigned a, OpaqueFlag b) { return a | unsigned(b); }

namespace detail {
struct StructTypeStorage;
}

/// A nominal struct, identified by its key: the printed name without origins. The body is set once, while single-threaded, and read-only after.
class StructType : public mlir::Type::TypeBase<StructType, mlir::Type, detail::StructTypeStorage, mlir::TypeTrait::IsMutable> {
public:
  using Base::Base;
  static constexpr llvm::StringLiteral name = "fx.struct";

  static StructType get(mlir::MLIRContext *context, llvm::StringRef key);
  llvm::StringRef getKey() const;
  /// Null until set.
  BodyAttr getBody() const;
  bool hasBody() const { return bool(getBody()); }
  /// Fails if another body is set. The structs among the fields must have theirs already.
  llvm::LogicalResult setBody(BodyAttr body) const;
  /// The leaf that this struct is in SSA, if it is transparent: trivial, register passable, one leaf of content; else null.
  mlir::Type getLeaf() const;
  /// Size 0 and trivial: no storage, no argument, no SSA value.
  bool isEmpty() const;
  std::optional<unsigned> findField(llvm::StringRef name) const;
};

} // namespace fornax::fx

MLIR_DECLARE_EXPLICIT_TYPE_ID(fornax::fx::StructType)

#define GET_TYPEDEF_CLASSES
#include "ir/Types.h.inc"

namespace fornax::fx {

/// A machine scalar, vector, pointer, LLVM struct or `!fx.ref`: what an SSA value may be.
bool isLeaf(mlir::Type type);
/// The type that a place's value has in SSA: the type itself, a transparent struct's leaf; null for memory-class types.
mlir::Type leafOf(mlir::Type type);
inline bool isMemoryClass(mlir::Type type) { return !leafOf(type); }
/// Takes no storage and needs no lifecycle.
bool isEmpty(mlir::Type type);

/// How values of a type live. Types without a struct around them (leaves, arrays, unions) are bytes.
struct Lifecycle {
  bool trivialCopy = true, trivialMove = true, trivialDestroy = true;
  bool copyable = true, implicitCopy = true, movable = true, deinitable = true;
  mlir::FlatSymbolRefAttr copy, move, destroy; // null where trivial or absent
  mlir::StringAttr abandonMessage;
};
Lifecycle lifecycleOf(mlir::Type type);

} // namespace fornax::fx
