#pragma once
// sema's Evaluator over irgen, ownership and comptime.

#include "sema/evaluation/Evaluator.h"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace fornax::frontend {

/// `accelerators` names what kernels are compiled for; it is asked when the program first needs to know.
std::unique_ptr<sema::Evaluator> makeEvaluator(std::function<std::vector<std::string>()> accelerators);

} // namespace fornax::frontend
