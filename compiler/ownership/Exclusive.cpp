// Exclusivity, one call at a time: what each operand reads or writes, then all pairs. A call has a dozen operands at most.

#include "ownership/Exclusive.h"
#include "ir/Locations.h"
#include "ownership/Diagnostics.h"
#include "ownership/Terms.h"

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

/// A call, direct or raising.
struct CallView {
  Operation *op;
  OperandRange args;
  ConvsAttr convs;
  ArrayAttr accesses, positions;
  bool keepsInterior;
};

/// What the program calls the callee: the last part of its path, without what distinguishes instances.
static std::string nameOfCallee(Operation *op) {
  auto symbol = op->getAttrOfType<FlatSymbolRefAttr>("callee");
  auto name = op->getAttrOfType<StringAttr>("callee_name");
  StringRef full = symbol ? symbol.getValue() : name ? name.getValue() : StringRef();
  if (auto function = symbol ? SymbolTable::lookupNearestSymbolFrom<FuncOp>(op, symbol) : FuncOp())
    full = function.getDebugName().value_or(function.getSymName());
  StringRef path = full.take_front(full.find_first_of("([<"));
  StringRef last = path.rsplit('.').second;
  return full.empty() ? "the callee" : "`" + (last.empty() ? path : last).str() + "`";
}

template <class Op> static CallView view(Op op) {
  return {op, op.getArgs(), op.getConvs(), op.getAccessesAttr(), op.getPositionsAttr(), op.getKeepsInterior()};
}

static std::optional<CallView> callOf(Operation *op) {
  if (auto call = dyn_cast<CallOp>(op))
    return view(call);
  if (auto invoke = dyn_cast<InvokeOp>(op))
    return view(invoke);
  return std::nullopt;
}

/// Is the operand a temporary? What is passed on from one is accessed by nobody else.
static bool isTemporary(const Flow &flow, Value operand) {
  NodeId node = flow.places.of(operand);
  return node && flow.places.kindOf(node) == RootKind::Temporary;
}

static SmallVector<Access, 4> accessesOf(const Flow &flow, const Terms &terms, const CallView &call, unsigned index) {
  SmallVector<Access, 4> result;
  Value operand = call.args[index];
  ArgConv arg = call.convs[index];
  if (arg.conv == Conv::Out)
    return result; // where the target overlaps an argument, a temporary is the target
  bool isRef = isa<RefType>(operand.getType());
  bool moves = (arg.conv == Conv::Var || arg.conv == Conv::Deinit) && !isTemporary(flow, operand);
  bool isWrite = arg.conv == Conv::Mut || (arg.conv == Conv::Ref && arg.isMut && !call.keepsInterior) || moves;
  bool isPlace = arg.conv == Conv::Imm || arg.conv == Conv::Ref || isWrite;
  if (isRef && isPlace)
    for (const Term &term : terms.placesOf(operand))
      result.push_back({term, isWrite});
  for (Access held : terms.heldBy(operand))
    result.push_back({held.term, held.writes && !call.keepsInterior});
  if (call.accesses)
    if (auto more = dyn_cast<OriginsAttr>(call.accesses[index]))
      for (OriginAttr term : more.getTerms())
        result.push_back({terms.termOf(term), term.getIsMut()});
  return result;
}

static SourceRange rangeOf(const CallView &call, unsigned index) {
  if (call.positions)
    if (auto position = dyn_cast<PosAttr>(call.positions[index]))
      return ir::rangeOf(position);
  return ir::rangeOf(call.op->getLoc());
}

/// Reports the first conflict between two arguments.
static bool checkPair(const Terms &terms, const CallView &call, unsigned i, unsigned j, ArrayRef<Access> first, ArrayRef<Access> second,
                      diag::Engine &diags) {
  for (const Access &a : first)
    for (const Access &b : second) {
      if (!conflict(a, b))
        continue;
      bool firstWrites = a.writes;
      unsigned writer = firstWrites ? i : j, other = firstWrites ? j : i;
      std::string place = terms.spell(firstWrites ? a.term : b.term);
      // At the later of the two.
      diags.report(rangeOf(call, j), messages::overlappingAccess(writer + 1, nameOfCallee(call.op), place, other + 1))
          .label(rangeOf(call, i), messages::alsoAccessedHere());
      return false;
    }
  return true;
}

bool checkExclusive(const Flow &flow, diag::Engine &diags) {
  Terms terms(flow.places, const_cast<Flow &>(flow).effects);
  bool fine = true;
  for (const FlowBlock &block : flow.blocks)
    for (Operation *op : block.ops) {
      std::optional<CallView> call = callOf(op);
      if (!call || call->args.size() < 2)
        continue;
      std::vector<SmallVector<Access, 4>> accesses;
      bool anyWrite = false;
      for (unsigned i = 0; i != call->args.size(); ++i) {
        accesses.push_back(accessesOf(flow, terms, *call, i));
        anyWrite |= llvm::any_of(accesses.back(), [](const Access &access) { return access.writes; });
      }
      bool callFine = true;
      // Functions given as parameters run one at a time, and nothing outlives a run: they may share what they capture.
      auto environments = op->getAttrOfType<IntegerAttr>("fx.environments");
      unsigned firstEnvironment = environments ? unsigned(environments.getInt()) : unsigned(accesses.size());
      for (unsigned i = 0; anyWrite && callFine && i != accesses.size(); ++i)
        for (unsigned j = 0; callFine && j != std::min(i, firstEnvironment); ++j)
          callFine = checkPair(terms, *call, j, i, accesses[j], accesses[i], diags);
      fine &= callFine;
    }
  return fine;
}

} // namespace fornax::ownership
