#pragma once
// Rebuilding a term bottom-up with some leaves replaced, for the files of terms/.

#include "sema/terms/Terms.h"

namespace fornax::sema {

/// One walk. `leaf` may replace a node (a null answer goes on with its operands); nodes without any of `flags` are kept as they are.
class Rewriter {
  llvm::DenseMap<std::pair<const Node *, unsigned>, Term> memo;

  Term rebuildOperands(Term t, unsigned depth);

protected:
  Context &ctx;
  uint16_t flags;
  Rewriter(Context &ctx, uint16_t flags) : ctx(ctx), flags(flags) {}
  /// `depth`: how many binders lie between the start and this node. `inSignature`: some of them are function types.
  virtual Term leaf(Term, unsigned depth) = 0;
  virtual bool skips(Term t, unsigned) const { return !hasFlag(t, flags); }
  unsigned signatureDepth = 0;

public:
  virtual ~Rewriter() = default;
  Term visit(Term t, unsigned depth = 0);
};

/// The node with other type and operands, through make*.
Term rebuild(Context &, Term original, Type type, llvm::ArrayRef<Term> operands);

} // namespace fornax::sema
