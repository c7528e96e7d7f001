#pragma once
// What operands refer to, as terms that can be compared: a base and the path below it. Language reference: exclusivity, interior references.

#include "ownership/Effects.h"

namespace fornax::ownership {

struct Term {
  RootId root;            // or:
  mlir::StringAttr param; // a named parameter; both absent: anything
  llvm::SmallVector<fx::OriginStep, 4> steps;
  unsigned exact = ~0u; // steps before a subtree: what follows may hang on any field below

  bool isAny() const { return !root && !param; }
};

struct Access {
  Term term;
  bool writes = false;
};

/// Everything that one function's operations refer to.
class Terms {
  const Places &places;
  Effects &effects;

public:
  Terms(const Places &places, Effects &effects) : places(places), effects(effects) {}

  Term termOf(fx::OriginAttr origin) const;
  Term termOf(NodeId path) const;
  /// The place that a reference is: a path, or what it points to behind a pointer.
  llvm::SmallVector<Term, 2> placesOf(mlir::Value ref) const;
  /// The origins in the type of what an operand passes, with their mutability.
  llvm::SmallVector<Access, 2> heldBy(mlir::Value operand) const;
  std::string spell(const Term &term) const;

private:
  void append(fx::OriginsAttr origins, llvm::SmallVectorImpl<Access> &out) const;
};

/// Is one path a prefix of the other, from the same base? `any` overlaps nothing.
bool overlap(const Term &a, const Term &b);
/// Do the two accesses conflict? The longer one only reads where it goes on through an interior tag.
bool conflict(const Access &a, const Access &b);
/// Does a mutation of `changed` invalidate what has origin `held`? Yes if it is, holds, or is a plain part of the base of an interior step.
bool invalidates(const Term &changed, const Term &held);

} // namespace fornax::ownership
