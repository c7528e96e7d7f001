#pragma once
// sema's Evaluator over irgen, ownership and comptime.

#include "sema/evaluation/Evaluator.h"
#include <memory>

namespace fornax::frontend {

std::unique_ptr<sema::Evaluator> makeEvaluator();

} // namespace fornax::frontend
