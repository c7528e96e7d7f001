// The order of the analyses.

#include "ownership/Own.h"
#include "ownership/Diagnose.h"
#include "ownership/Rewrite.h"

using namespace fornax::fx;

namespace fornax::ownership {

bool own(FuncOp func, Mode mode, diag::Engine &diags) {
  if (func.isExternal())
    return true;
  Flow flow(func);
  solveInitialized(flow);
  Problems problems;
  checkInitialized(flow, problems);
  if (!problems.empty())
    return diagnose(flow, problems, diags);
  findDoomed(flow);
  Deaths deaths(flow);
  deaths.find(problems);
  if (!problems.empty())
    return diagnose(flow, problems, diags);
  Plan plan = makePlan(flow, deaths, problems);
  if (!problems.empty())
    return diagnose(flow, problems, diags);
  if (mode != Mode::Check)
    rewrite(flow, plan);
  return true;
}

} // namespace fornax::ownership
