#pragma once
// The argument block of a kernel: each argument at its alignment, in order; its size is the end of the last one.

#include "irgen/Instances.h"

namespace fornax::irgen {

bool argumentBlock(Instances &, const FunctionShape &, TargetIndex, llvm::SmallVectorImpl<int64_t> &offsets, llvm::SmallVectorImpl<int64_t> &sizes,
                   int64_t &blockSize);

/// Where argument `index` of a function lies in the block that its launch passes; behind the last argument, the size of the block. Nothing where the
/// function cannot be a kernel, or an argument has no layout.
std::optional<int64_t> argumentOffset(Instances &, sema::Term function, int64_t index, Site);

} // namespace fornax::irgen
