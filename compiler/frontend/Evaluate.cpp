#include "frontend/Evaluate.h"

namespace fornax::frontend {

std::unique_ptr<sema::Evaluator> makeEvaluator() { return std::make_unique<sema::NullEvaluator>(); }

} // namespace fornax::frontend
