#include "targets/ValidateDevice.h"
#include "ir/IR.h"
#include "ir/Locations.h"
#include "targets/Diagnostics.h"
#include <llvm/ADT/DenseSet.h>
#include <mlir/Dialect/Arith/IR/Arith.h>

using namespace mlir;

namespace fornax::targets {

/// How a function was reached: the call and who made it.
struct Step {
  fx::FuncOp caller;
  Operation *call;
};

/// A place on the way from an operation to its kernel.
struct Level {
  SourceRange range;
  bool isLibrary;
};

class Validator {
  const DeviceRules &rules;
  diag::Engine &diags;
  llvm::DenseMap<StringAttr, fx::FuncOp> functions;
  llvm::DenseSet<Operation *> done;
  SmallVector<Step> path;                                                 // from the kernel to the function being looked at
  llvm::DenseSet<std::pair<uint32_t, const diag::Definition *>> reported; // in code of the library: where it was called
  bool clean = true;

public:
  Validator(ModuleOp module, const DeviceRules &rules, diag::Engine &diags) : rules(rules), diags(diags) {
    for (auto function : module.getOps<fx::FuncOp>())
      functions[function.getSymNameAttr()] = function;
  }

  void visit(fx::FuncOp function) {
    if (!done.insert(function).second || function.isExternal())
      return;
    function.getBody().walk([&](Operation *op) {
      checkOperation(op);
      if (auto call = dyn_cast<fx::CallOp>(op))
        checkCall(function, op, call.getCalleeAttr());
      else if (auto invoke = dyn_cast<fx::InvokeOp>(op))
        checkCall(function, op, invoke.getCalleeAttr());
    });
  }

  bool isClean() const { return clean; }

private:
  /// One error for each line of the program and kind of failure: what a function of the library needs shows at its call, with the place inside.
  void report(Operation *op, diag::Message message) {
    clean = false;
    SmallVector<Level> levels = levelsOf(op);
    auto *own = llvm::find_if(levels, [](const Level &level) { return !level.isLibrary; });
    if (own == levels.end())
      own = levels.begin();
    if (own != levels.begin() && !reported.insert({own->range.begin, message.definition}).second)
      return;
    auto builder = diags.report(own->range, std::move(message));
    if (own != levels.begin())
      builder.note(levels.front().range, messages::neededHere());
    for (const Level &outer : llvm::make_range(own + 1, levels.end()))
      builder.note(outer.range, messages::calledFrom());
  }

  /// From the operation outwards. Inlined code carries its callers in its location; what was called carries them in `path`.
  SmallVector<Level> levelsOf(Operation *op) {
    SmallVector<Level> levels;
    auto append = [&](Location at, fx::FuncOp function) {
      for (; isa<CallSiteLoc>(at); at = cast<CallSiteLoc>(at).getCaller()) {
        Location inlined = cast<CallSiteLoc>(at).getCallee();
        auto fused = dyn_cast<FusedLoc>(inlined);
        auto symbol = fused ? dyn_cast_or_null<FlatSymbolRefAttr>(fused.getMetadata()) : FlatSymbolRefAttr();
        levels.push_back({ir::rangeOf(inlined), symbol && isLibrary(functions.lookup(symbol.getAttr()))});
      }
      levels.push_back({ir::rangeOf(at), isLibrary(function)});
    };
    append(op->getLoc(), op->getParentOfType<fx::FuncOp>());
    for (const Step &step : llvm::reverse(path))
      append(step.call->getLoc(), step.caller);
    return levels;
  }

  /// Whether the function calls itself, by whatever way.
  bool isOnCycle(fx::FuncOp function) {
    llvm::DenseSet<Operation *> seen;
    SmallVector<fx::FuncOp> work{function};
    bool found = false;
    while (!work.empty() && !found)
      work.pop_back_val().getBody().walk([&](Operation *op) {
        auto symbol = op->getAttrOfType<FlatSymbolRefAttr>("callee");
        fx::FuncOp callee = isa<fx::CallOp, fx::InvokeOp>(op) && symbol ? functions.lookup(symbol.getAttr()) : fx::FuncOp();
        found |= callee && callee == function;
        if (callee && !callee.isExternal() && seen.insert(callee).second)
          work.push_back(callee);
      });
    return found;
  }

  static bool isHeap(StringRef symbol) { return symbol == "fx_alloc" || symbol == "fx_free" || symbol == "fx_resize"; }
  static bool isLibrary(fx::FuncOp function) { return function && function->hasAttr("library"); }

  void checkCall(fx::FuncOp caller, Operation *op, FlatSymbolRefAttr symbol) {
    if (!symbol) {
      if (!rules.callsMayRemain)
        report(op, messages::deviceIndirectCall(rules.machine));
      return;
    }
    fx::FuncOp callee = functions.lookup(symbol.getAttr());
    if (!callee)
      return;
    if (callee.isExternal()) {
      if (!rules.externalCalls && !llvm::is_contained(rules.allowedFunctions, callee.getLinkSymbol()))
        report(op, isHeap(callee.getLinkSymbol()) ? messages::deviceHeap(rules.machine)
                                                  : messages::deviceExternalCall(callee.getLinkSymbol(), rules.machine));
      return;
    }
    bool recursive = callee == caller || llvm::any_of(path, [&](const Step &step) { return step.caller == callee; });
    if (!rules.callsMayRemain) {
      llvm::StringRef name = callee.getDebugName().value_or(callee.getSymName());
      if (recursive)
        report(op, messages::deviceRecursion(name, rules.machine));
      else if (isOnCycle(callee))
        ; // it remains because of its recursion, which is reported inside
      else if (callee.getInlineKind() != fx::InlineKind::Never)
        report(op, messages::deviceCallRemains(name, rules.machine));
      else if (!isLibrary(callee)) // the library knows what it keeps out of line
        diags.report(ir::rangeOf(op->getLoc()), messages::deviceCallKept(name));
    }
    path.push_back({caller, op});
    visit(callee);
    path.pop_back();
  }

  static bool isWideConversion(Operation *op) {
    if (!isa<arith::SIToFPOp, arith::UIToFPOp, arith::FPToSIOp, arith::FPToUIOp>(op))
      return false;
    Type in = getElementTypeOrSelf(op->getOperand(0).getType()), out = getElementTypeOrSelf(op->getResult(0).getType());
    return (in.isInteger() && in.getIntOrFloatBitWidth() > 64) || (out.isInteger() && out.getIntOrFloatBitWidth() > 64);
  }

  void checkOperation(Operation *op) {
    StringRef name = op->getName().getStringRef();
    if (llvm::is_contained(rules.unsupportedMath, name))
      report(op, messages::deviceOperation(name, rules.machine));
    if (!rules.wideFloatConversions && isWideConversion(op))
      report(op, messages::deviceWideConversion(rules.machine));
    for (Type type : op->getResultTypes()) {
      Type element = getElementTypeOrSelf(type);
      if (isa<Float80Type, Float128Type>(element)) {
        std::string text;
        llvm::raw_string_ostream(text) << element;
        report(op, messages::deviceType(text, rules.machine));
      }
    }
  }
};

bool validateDevice(ModuleOp owned, const DeviceRules &rules, diag::Engine &diags) {
  Validator validator(owned, rules, diags);
  for (auto function : owned.getOps<fx::FuncOp>())
    if (function.getCc() == fx::CallConv::Kernel)
      validator.visit(function);
  return validator.isClean();
}

} // namespace fornax::targets
