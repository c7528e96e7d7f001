// Makes a body smaller before it is copied, interpreted or handed to LLVM. Not an optimiser: each rule is one walk, and none looks across blocks
// except for variables that are stored once.

#include "lower/Inline.h"
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>
#include <mlir/IR/Matchers.h>

using namespace mlir;

namespace fornax::lower {

static bool isPromotable(fx::VarOp var, bool keepNamed);
static bool forwardSingleStore(fx::VarOp var);
static void simplifyBlock(Block &block, const llvm::DenseSet<Operation *> &promotable);
static void foldTerminator(Block &block);
static void dropUnused(Region &body, const llvm::DenseSet<Operation *> &promotable);

void simplify(fx::FuncOp function, const Options &options) {
  if (function.isExternal())
    return;
  // Under a debugger a variable keeps each of its values.
  bool keepNamed = options.debugInfo != DebugInfo::None;
  llvm::DenseSet<Operation *> promotable;
  function.getBody().walk([&](fx::VarOp var) {
    if (isPromotable(var, keepNamed))
      promotable.insert(var);
  });
  for (Block &block : function.getBody()) {
    simplifyBlock(block, promotable);
    foldTerminator(block);
  }
  llvm::SmallVector<fx::VarOp> vars;
  function.getBody().walk([&](fx::VarOp var) { vars.push_back(var); });
  for (fx::VarOp var : vars)
    if (promotable.contains(var))
      forwardSingleStore(var);
  dropUnused(function.getBody(), promotable);
}

/// Of SSA class, and its address goes nowhere.
static bool isPromotable(fx::VarOp var, bool keepNamed) {
  if (!fx::leafOf(var.getPointee()) || (keepNamed && var.getName()))
    return false;
  return llvm::all_of(var.getRef().getUses(), [](OpOperand &use) {
    auto store = dyn_cast<fx::StoreOp>(use.getOwner());
    return (store && store.getRef() == use.get()) || isa<fx::LoadOp>(use.getOwner());
  });
}

// ---- Forward ----

/// An operation that gives a value which is already there; null if it does not.
static Value existingValue(Operation &op) {
  if (auto address = dyn_cast<fx::AddressOfOp>(op))
    if (auto place = address.getRef().getDefiningOp<fx::DerefOp>(); place && place.getPointer().getType() == address.getType())
      return place.getPointer();
  if (auto place = dyn_cast<fx::DerefOp>(op))
    if (auto address = place.getPointer().getDefiningOp<fx::AddressOfOp>(); address && address.getRef().getType() == place.getType())
      return address.getRef();
  return {};
}

/// Constants through `arith`, whose folders are the one definition of what it computes.
static Attribute foldConstants(Operation &op) {
  if (op.getName().getDialectNamespace() != "arith" || op.getNumResults() != 1 || isa<arith::ConstantOp>(op))
    return {};
  SmallVector<Attribute, 3> operands;
  for (Value operand : op.getOperands()) {
    Attribute value;
    if (!matchPattern(operand, m_Constant(&value)))
      return {};
    operands.push_back(value);
  }
  SmallVector<OpFoldResult, 1> results;
  if (failed(op.fold(operands, results)) || results.empty())
    return {};
  return dyn_cast<Attribute>(results.front());
}

static void simplifyBlock(Block &block, const llvm::DenseSet<Operation *> &promotable) {
  llvm::DenseMap<Operation *, Value> stored; // what each variable holds here
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (auto store = dyn_cast<fx::StoreOp>(op)) {
      if (Operation *var = store.getRef().getDefiningOp(); var && promotable.contains(var))
        stored[var] = store.getValue();
      continue;
    }
    if (isa<fx::VarOp>(op)) {
      stored.erase(&op); // born again
      continue;
    }
    if (auto load = dyn_cast<fx::LoadOp>(op)) {
      Operation *var = load.getRef().getDefiningOp();
      Value value = var ? stored.lookup(var) : Value();
      if (value && value.getType() == load.getType()) {
        load.replaceAllUsesWith(value);
        load.erase();
      }
      continue;
    }
    if (Value value = existingValue(op)) {
      op.getResult(0).replaceAllUsesWith(value);
      op.erase();
      continue;
    }
    if (Attribute constant = foldConstants(op)) {
      OpBuilder builder(&op);
      Value value = arith::ConstantOp::create(builder, op.getLoc(), cast<TypedAttr>(constant));
      op.getResult(0).replaceAllUsesWith(value);
      op.erase();
    }
  }
}

static void foldTerminator(Block &block) {
  auto branch = dyn_cast<cf::CondBranchOp>(block.getTerminator());
  if (!branch)
    return;
  APInt condition;
  if (!matchPattern(branch.getCondition(), m_ConstantInt(&condition)))
    return;
  OpBuilder builder(branch);
  if (condition.isZero())
    cf::BranchOp::create(builder, branch.getLoc(), branch.getFalseDest(), branch.getFalseDestOperands());
  else
    cf::BranchOp::create(builder, branch.getLoc(), branch.getTrueDest(), branch.getTrueDestOperands());
  branch.erase();
}

/// One store, in the block of the variable: every load is behind it. True if the loads are gone.
static bool forwardSingleStore(fx::VarOp var) {
  fx::StoreOp only;
  for (Operation *user : var.getRef().getUsers())
    if (auto store = dyn_cast<fx::StoreOp>(user)) {
      if (only)
        return false;
      only = store;
    }
  if (!only || only->getBlock() != var->getBlock())
    return false;
  for (Operation *user : llvm::make_early_inc_range(var.getRef().getUsers())) {
    auto load = dyn_cast<fx::LoadOp>(user);
    if (!load)
      continue;
    if (load.getType() != only.getValue().getType() || (load->getBlock() == only->getBlock() && load->isBeforeInBlock(only)))
      return false;
    load.replaceAllUsesWith(only.getValue());
    load.erase();
  }
  return true;
}

// ---- Backward ----

static bool isUnused(Operation &op) {
  if (!op.use_empty() || op.hasTrait<OpTrait::IsTerminator>())
    return false;
  return isa<fx::LoadOp, fx::VarOp, fx::StackOp>(op) || isMemoryEffectFree(&op);
}

/// Blocks from the last to the first, so that one walk finds most chains.
static void dropUnused(Region &body, const llvm::DenseSet<Operation *> &promotable) {
  for (Block &block : llvm::reverse(body))
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
      if (isUnused(op)) {
        op.erase();
        continue;
      }
      // A variable that is only written.
      auto var = dyn_cast<fx::VarOp>(op);
      if (!var || !promotable.contains(var) || !llvm::all_of(var.getRef().getUsers(), [](Operation *user) { return isa<fx::StoreOp>(user); }))
        continue;
      for (Operation *store : llvm::make_early_inc_range(var.getRef().getUsers()))
        store->erase();
      var.erase();
    }
}

} // namespace fornax::lower
