#pragma once
// sema's Evaluator over irgen, ownership and comptime.

#include "sema/evaluation/Evaluator.h"
#include <memory>

namespace fornax::frontend {

/// Marks a function that ownership has rewritten: compile-time evaluation needs some before the program's own turn comes.
inline constexpr char OwnedMark[] = "owned";

std::unique_ptr<sema::Evaluator> makeEvaluator();

} // namespace fornax::frontend
