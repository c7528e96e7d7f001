// The order of the analyses.

#include "ownership/Own.h"
#include "ir/Locations.h"
#include "ownership/Diagnose.h"
#include "ownership/Diagnostics.h"
#include "ownership/Exclusive.h"
#include "ownership/Rewrite.h"

using namespace fornax::fx;

namespace fornax::ownership {

/// Initialisation, death points and the plan; each asks for the one before it to be without errors.
static std::optional<Plan> analyse(Flow &flow, Mode mode, diag::Engine &diags) {
  Problems problems;
  checkInitialized(flow, problems);
  if (problems.empty())
    findDoomed(flow);
  Deaths deaths(flow);
  if (problems.empty())
    deaths.find(problems);
  std::optional<Plan> plan;
  if (problems.empty())
    plan = makePlan(flow, deaths, problems);
  if (problems.empty()) {
    if (mode != Mode::Insert)
      warnOfUnusedStores(flow, deaths, diags);
    return plan;
  }
  diagnose(flow, problems, diags);
  return std::nullopt;
}

bool own(FuncOp func, Mode mode, diag::Engine &diags, Reprove reprove) {
  if (func.isExternal())
    return true;
  Flow flow(func);
  bool fine = mode == Mode::Insert || checkExclusive(flow, diags);
  solveInitialized(flow);
  std::optional<Plan> plan = analyse(flow, mode, diags);
  if (plan && mode != Mode::Insert)
    fine &= checkInterior(flow, diags);
  if (!plan || !fine)
    return false;
  if (mode == Mode::Check)
    return true;
  rewrite(flow, *plan);
  forwardTemporaries(func);
  std::optional<std::string> place = reprove == Reprove::Yes ? findInconsistency(func) : std::nullopt;
  if (place)
    diags.report(ir::rangeOf(func.getLoc()), messages::inconsistentLifetimes(*place));
  dropAnnotations(func);
  return !place;
}

} // namespace fornax::ownership
