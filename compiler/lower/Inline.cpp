// Calls of library wrappers disappear here, where it is cheap: their bodies are a few operations, and LLVM never sees the calls.
//
// Before: owned fx, no origins.  After: the same, with fewer calls; functions that are no longer called stay in the module, unlowered.

#include "lower/Inline.h"
#include "ir/Locations.h"
#include "lower/Diagnostics.h"
#include "lower/Located.h"
#include <llvm/ADT/DenseSet.h>
#include <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>
#include <mlir/Dialect/UB/IR/UBOps.h>
#include <mlir/IR/IRMapping.h>

using namespace mlir;

namespace fornax::lower {

namespace {

enum class Visit : uint8_t { Open, Done };

/// The calls that may be inlined, of one function.
using Calls = SmallVector<Operation *, 16>;

struct Inliner {
  const Request &request;
  diag::Engine &diags;
  llvm::DenseMap<StringAttr, fx::FuncOp> functions;
  llvm::DenseMap<Operation *, Visit> visited;
  SmallVector<std::pair<fx::FuncOp, Operation *>> path; // who called whom on the way to the current function
  llvm::DenseSet<Operation *> recursive;                // reach themselves: never copied
  bool clean = true;

  Inliner(const Request &request, diag::Engine &diags) : request(request), diags(diags) {}
  void visit(fx::FuncOp function);
  bool wants(fx::FuncOp callee) const;
  bool inlineAll(fx::FuncOp function);
  fx::FuncOp calleeOf(Operation *call) const;
  void noteCycle(fx::FuncOp callee);
};

/// How locations of a callee look in its caller.
class Relocation {
  fx::FuncOp callee;
  Location call;
  bool keepsOwn; // else every operation stands where the call stood
  llvm::DenseMap<Location, Location> known;

public:
  Relocation(fx::FuncOp callee, Operation *call, bool keepsOwn)
      : callee(callee), call(call->getLoc()), keepsOwn(keepsOwn && callee.getInlineKind() != fx::InlineKind::NoDebug) {}

  /// Where the call stood.
  Location place() const { return call; }

  Location operator()(Location own) {
    if (!keepsOwn)
      return call;
    auto it = known.find(own);
    if (it != known.end())
      return it->second;
    // Code that was itself inlined into the callee keeps its inner part.
    Location made = call;
    if (auto inner = dyn_cast<CallSiteLoc>(own))
      made = CallSiteLoc::get(inner.getCallee(), (*this)(inner.getCaller()));
    else
      made = CallSiteLoc::get(FusedLoc::get({own}, FlatSymbolRefAttr::get(callee.getSymNameAttr()), own.getContext()), call);
    known.try_emplace(own, made);
    return made;
  }
};

} // namespace

static void inlineCall(Operation *call, fx::FuncOp callee, bool keepLocations, Calls &found);
static Operation *makeDirect(Operation *call);

bool inlineCalls(ModuleOp module, const Request &request, diag::Engine &diags) {
  Inliner inliner(request, diags);
  for (auto function : module.getOps<fx::FuncOp>())
    inliner.functions[function.getSymNameAttr()] = function;
  for (auto function : module.getOps<fx::FuncOp>())
    inliner.visit(function);
  answerLocations(module);
  return inliner.clean;
}

static FlatSymbolRefAttr symbolOf(Operation *call) {
  if (auto plain = dyn_cast<fx::CallOp>(call))
    return plain.getCalleeAttr();
  return cast<fx::InvokeOp>(call).getCalleeAttr();
}

fx::FuncOp Inliner::calleeOf(Operation *call) const {
  FlatSymbolRefAttr symbol = symbolOf(call);
  return symbol ? functions.lookup(symbol.getAttr()) : fx::FuncOp();
}

/// One block of at most eight operations that keeps nothing in memory: cheaper than a call of it.
static bool isAccessor(fx::FuncOp function) {
  constexpr size_t maxOperations = 8;
  if (!function.getBody().hasOneBlock())
    return false;
  Block &block = function.getBody().front();
  size_t count = 0;
  for (Operation &op : block.without_terminator())
    if (++count > maxOperations || isa<fx::VarOp, fx::StackOp>(op))
      return false;
  return isa<fx::ReturnOp>(block.getTerminator());
}

bool Inliner::wants(fx::FuncOp callee) const {
  if (callee.isExternal() || callee.getSelfCheck() || callee.getCc() != fx::CallConv::Fx || recursive.contains(callee))
    return false;
  switch (callee.getInlineKind()) {
  case fx::InlineKind::Always:
  case fx::InlineKind::NoDebug: return true;
  case fx::InlineKind::Never: return false;
  case fx::InlineKind::Auto: break;
  }
  // GPUs have no stack worth calling on. The simulator's threads do.
  if (request.target.conventions().addressSpaces)
    return true;
  return request.options.optLevel != OptLevel::O0 && isAccessor(callee);
}

/// Callees first, so that what is copied is small already.
void Inliner::visit(fx::FuncOp function) {
  if (function.isExternal() || function.getSelfCheck() || !visited.try_emplace(function, Visit::Open).second)
    return;
  // Thin pointers become known when the function that received them is inlined: again until nothing changes.
  constexpr unsigned maxRounds = 4;
  for (unsigned round = 0; round != maxRounds; ++round) {
    bool changed = inlineAll(function);
    simplify(function, request.options);
    if (!changed)
      break;
  }
  visited[function] = Visit::Done;
}

/// True if a call through a pointer became a direct one, so that another round may find more.
bool Inliner::inlineAll(fx::FuncOp function) {
  Calls calls;
  function.getBody().walk([&](Operation *op) {
    if (isa<fx::CallOp, fx::InvokeOp>(op))
      calls.push_back(op);
  });
  bool keepLocations = request.options.debugInfo != DebugInfo::None || request.target.machine().isDevice;
  bool changed = false;
  for (size_t next = 0; next != calls.size(); ++next) {
    Operation *call = calls[next];
    if (!symbolOf(call)) {
      Operation *direct = makeDirect(call);
      if (!direct)
        continue;
      call = direct;
      changed = true;
    }
    fx::FuncOp callee = calleeOf(call);
    if (!callee)
      continue;
    path.push_back({function, call});
    visit(callee);
    auto state = visited.find(callee);
    if (state != visited.end() && state->second == Visit::Open)
      noteCycle(callee);
    path.pop_back();
    if (!wants(callee))
      continue;
    inlineCall(call, callee, keepLocations, calls);
    changed = true;
  }
  return changed;
}

static StringRef nameOf(fx::FuncOp function) { return function.getDebugName().value_or(function.getSymName()); }

/// `callee` calls itself by way of the end of `path`. What must be inlined cannot be.
void Inliner::noteCycle(fx::FuncOp callee) {
  auto start = llvm::find_if(path, [&](auto &step) { return step.first == callee; });
  SmallVector<std::pair<fx::FuncOp, Operation *>> steps(start, path.end());
  bool known = llvm::all_of(steps, [&](auto &step) { return recursive.contains(step.first); });
  for (auto &step : steps)
    recursive.insert(step.first);
  auto must = llvm::find_if(steps, [](auto &step) { return step.first.getInlineKind() == fx::InlineKind::Always; });
  if (known || must == steps.end())
    return;
  std::rotate(steps.begin(), must, steps.end());
  clean = false;
  auto builder = diags.report(ir::rangeOf(steps.front().first.getLoc()), messages::recursiveInline(nameOf(steps.front().first)));
  for (auto [index, step] : llvm::enumerate(steps))
    builder.note(ir::rangeOf(step.second->getLoc()), messages::inlineCycle(nameOf(step.first), nameOf(steps[(index + 1) % steps.size()].first)));
}

// ---- Mechanics ----

/// A call through a pointer that is a function's address.
static Operation *makeDirect(Operation *call) {
  OpBuilder builder(call);
  auto pointerOf = [](Value pointer) { return pointer ? pointer.getDefiningOp<fx::FuncRefOp>() : fx::FuncRefOp(); };
  Operation *direct = nullptr;
  if (auto plain = dyn_cast<fx::CallOp>(call)) {
    fx::FuncRefOp target = pointerOf(plain.getPointer());
    if (!target)
      return nullptr;
    direct = fx::CallOp::create(builder, call->getLoc(), target.getSymbol(), plain.getConvs(), plain.getArgs(), plain.getLeafResult());
  } else {
    auto invoke = cast<fx::InvokeOp>(call);
    fx::FuncRefOp target = pointerOf(invoke.getPointer());
    if (!target)
      return nullptr;
    direct = fx::InvokeOp::create(builder, call->getLoc(), target.getSymbol(), invoke.getConvs(), invoke.getArgs(), invoke.getLeafResult(),
                                  invoke.getOk(), invoke.getError(), invoke.getInto());
  }
  call->replaceAllUsesWith(direct);
  call->erase();
  return direct;
}

/// The call's operands as the callee's arguments.
static void mapArguments(Operation *call, fx::FuncOp callee, IRMapping &mapping) {
  OperandRange arguments = isa<fx::CallOp>(call) ? cast<fx::CallOp>(call).getArgs() : cast<fx::InvokeOp>(call).getArgs();
  Value into = isa<fx::InvokeOp>(call) ? cast<fx::InvokeOp>(call).getInto() : Value();
  auto next = arguments.begin();
  for (auto [parameter, conv] : llvm::zip_equal(callee.getBody().getArguments(), callee.getConvs().getArgs()))
    mapping.map(parameter, conv.conv == fx::Conv::Error && into ? into : *next++);
}

/// The wrapper's own variables are nobody's business.
static void hideVariables(Operation *op) {
  if (auto var = dyn_cast<fx::VarOp>(op))
    var.removeNameAttr();
}

static void settle(Operation *op, fx::FuncOp callee, Relocation &relocate, Calls &found) {
  noteInlined(op, relocate.place());
  op->setLoc(relocate(op->getLoc()));
  if (callee.getInlineKind() == fx::InlineKind::NoDebug)
    hideVariables(op);
  if (isa<fx::CallOp, fx::InvokeOp>(op))
    found.push_back(op);
}

/// Straight-line callees: their operations take the place of the call.
static void inlineStraight(fx::CallOp call, fx::FuncOp callee, IRMapping &mapping, Relocation &relocate, Calls &found) {
  OpBuilder builder(call);
  Block &body = callee.getBody().front();
  for (Operation &op : body.without_terminator()) {
    if (isa<fx::DebugOp>(op) && callee.getInlineKind() == fx::InlineKind::NoDebug)
      continue;
    settle(builder.clone(op, mapping), callee, relocate, found);
  }
  if (Value result = cast<fx::ReturnOp>(body.getTerminator()).getValue())
    call.getResult().replaceAllUsesWith(mapping.lookup(result));
  call.erase();
}

/// Where control goes on, and where errors go.
struct Exits {
  Block *normal, *error;
  Value slot; // of the leaf result, if there are several returns
};

static void replaceExit(Operation *op, const Exits &exits, Value &result) {
  OpBuilder builder(op);
  if (auto back = dyn_cast<fx::ReturnOp>(op)) {
    if (exits.slot)
      fx::StoreOp::create(builder, op->getLoc(), back.getValue(), exits.slot);
    else
      result = back.getValue();
    cf::BranchOp::create(builder, op->getLoc(), exits.normal);
  } else {
    assert(exits.error && "a function that raises is called by fx.invoke");
    cf::BranchOp::create(builder, op->getLoc(), exits.error);
  }
  op->erase();
}

static void inlineBlocks(Operation *call, fx::FuncOp callee, IRMapping &mapping, Relocation &relocate, Calls &found) {
  Block *before = call->getBlock();
  Region *region = before->getParent();
  auto invoke = dyn_cast<fx::InvokeOp>(call);
  // A block of its own for the way on, so that a result in several returns is loaded in one place.
  Block *after = invoke ? new Block : before->splitBlock(call->getNextNode());
  if (invoke) {
    region->getBlocks().insert(std::next(before->getIterator()), after);
    OpBuilder end = OpBuilder::atBlockEnd(after);
    cf::BranchOp::create(end, call->getLoc(), invoke.getOk());
  }
  unsigned returns = 0;
  for (Block &block : callee.getBody())
    returns += isa<fx::ReturnOp>(block.getTerminator());
  Value old = call->getNumResults() ? call->getResult(0) : Value();
  Exits exits{after, invoke ? invoke.getError() : nullptr, {}};
  OpBuilder builder(call);
  if (old && returns > 1) {
    auto slot = fx::VarOp::create(builder, call->getLoc(), 0, old.getType());
    slot.removePlaceAttr(); // numbers are ownership's
    exits.slot = slot;
  }

  callee.getBody().cloneInto(region, after->getIterator(), mapping);
  Block *first = mapping.lookup(&callee.getBody().front());
  Value result;
  SmallVector<Operation *> leaving;
  for (Block &block : llvm::make_range(first->getIterator(), after->getIterator()))
    for (Operation &op : llvm::make_early_inc_range(block)) {
      if (isa<fx::DebugOp>(op) && callee.getInlineKind() == fx::InlineKind::NoDebug) {
        op.erase();
        continue;
      }
      settle(&op, callee, relocate, found);
      if (isa<fx::ReturnOp, fx::RaiseOp>(op))
        leaving.push_back(&op);
    }
  for (Operation *op : leaving)
    replaceExit(op, exits, result);
  builder.setInsertionPoint(call);
  if (old) {
    if (exits.slot) {
      OpBuilder load = OpBuilder::atBlockBegin(after);
      result = fx::LoadOp::create(load, call->getLoc(), exits.slot);
    }
    // No return at all: the way on is never taken.
    if (!result)
      result = ub::PoisonOp::create(builder, call->getLoc(), old.getType());
    old.replaceAllUsesWith(result);
  }
  if (first->hasNoPredecessors()) {
    call->erase();
    before->getOperations().splice(before->end(), first->getOperations());
    first->erase();
  } else {
    cf::BranchOp::create(builder, call->getLoc(), first);
    call->erase();
  }
}

static void inlineCall(Operation *call, fx::FuncOp callee, bool keepLocations, Calls &found) {
  IRMapping mapping;
  mapArguments(call, callee, mapping);
  Relocation relocate(callee, call, keepLocations);
  auto plain = dyn_cast<fx::CallOp>(call);
  bool isStraight = callee.getBody().hasOneBlock() && isa<fx::ReturnOp>(callee.getBody().front().getTerminator());
  if (plain && isStraight)
    inlineStraight(plain, callee, mapping, relocate, found);
  else
    inlineBlocks(call, callee, mapping, relocate, found);
}

} // namespace fornax::lower
