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

class Validator {
  const DeviceRules &rules;
  diag::Engine &diags;
  llvm::DenseMap<StringAttr, fx::FuncOp> functions;
  llvm::DenseSet<Operation *> done;
  SmallVector<Step> path; // from the kernel to the function being looked at
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
  void report(Operation *op, diag::Message message) {
    clean = false;
    auto builder = diags.report(ir::rangeOf(op->getLoc()), std::move(message));
    addPath(builder, op);
  }

  /// Inlined code carries its callers in its location; what was called carries them in `path`.
  void addPath(diag::Builder &builder, Operation *op) {
    for (Location at = op->getLoc(); isa<CallSiteLoc>(at); at = cast<CallSiteLoc>(at).getCaller())
      builder.note(ir::rangeOf(cast<CallSiteLoc>(at).getCaller()), messages::calledFrom());
    for (const Step &step : llvm::reverse(path))
      builder.note(ir::rangeOf(step.call->getLoc()), messages::calledFrom());
  }

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
        report(op, messages::deviceExternalCall(callee.getLinkSymbol(), rules.machine));
      return;
    }
    bool recursive = callee == caller || llvm::any_of(path, [&](const Step &step) { return step.caller == callee; });
    if (!rules.callsMayRemain) {
      llvm::StringRef name = callee.getDebugName().value_or(callee.getSymName());
      if (recursive)
        report(op, messages::deviceRecursion(name, rules.machine));
      else if (callee.getInlineKind() != fx::InlineKind::Never)
        report(op, messages::deviceCallRemains(name, rules.machine));
      else if (!callee->hasAttr("library")) // the library knows what it keeps out of line
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
