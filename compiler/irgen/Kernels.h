#pragma once
// The argument block of a kernel: each argument at its alignment, in order; its size is the end of the last one.

#include "irgen/Instances.h"

namespace fornax::irgen {

bool argumentBlock(Instances &, const FunctionShape &, TargetIndex, llvm::SmallVectorImpl<int64_t> &offsets, llvm::SmallVectorImpl<int64_t> &sizes,
                   int64_t &blockSize);

} // namespace fornax::irgen
