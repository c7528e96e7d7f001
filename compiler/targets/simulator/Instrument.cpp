// Checks of memory accesses. Only what could leave its object is checked: local variables at constant offsets cannot.

#include "lower/Context.h"
#include "runtime/Abi.h"
#include "targets/simulator/DeviceOps.h"

using namespace mlir;

namespace fornax::targets::simulator {

struct Access {
  Value address;
  uint64_t size; // or `amount`
  Value amount;
  uint32_t kind;
};

static void appendAccesses(Operation *op, const ir::Layout &layout, SmallVectorImpl<Access> &list);
static bool isLocal(Value address, uint64_t size, const ir::Layout &layout);
static StringRef variableOf(Value address, lower::FunctionContext &context);

void instrument(lower::FunctionContext &context) {
  SmallVector<Operation *> operations;
  context.function.walk([&](Operation *op) { operations.push_back(op); });
  const ir::Layout &layout = context.module.layout();
  for (Operation *op : operations) {
    SmallVector<Access, 2> accesses;
    appendAccesses(op, layout, accesses);
    for (const Access &access : accesses) {
      if (!access.amount && isLocal(access.address, access.size, layout))
        continue;
      context.builder.setInsertionPoint(op);
      context.here = op->getLoc();
      Value size = access.amount ? access.amount : context.constant64(access.size);
      if (size.getType().isInteger(32))
        size = LLVM::ZExtOp::create(context.builder, context.here, context.module.integer(64), size);
      Value kind = context.constant(context.module.integer(32), access.kind);
      context.callC("fx_sim_access", Type(), {context.self, access.address, size, kind, context.site(op, variableOf(access.address, context))});
    }
  }
}

/// The argument that an address was computed from.
static StringRef variableOf(Value address, lower::FunctionContext &context) {
  while (auto step = address.getDefiningOp<LLVM::GEPOp>())
    address = step.getBase();
  return context.names.lookup(address);
}

static uint32_t scopeBits(StringRef scope) {
  if (scope == "block" || scope == "workgroup")
    return fx_access_scope_block;
  return scope.empty() || scope == "system" ? fx_access_scope_system : 0;
}

static void appendAccesses(Operation *op, const ir::Layout &layout, SmallVectorImpl<Access> &list) {
  auto atomic = [](uint32_t kind, StringRef scope) { return kind | uint32_t(fx_access_atomic) | scopeBits(scope); };
  if (auto load = dyn_cast<LLVM::LoadOp>(op)) {
    bool isAtomic = load.getOrdering() != LLVM::AtomicOrdering::not_atomic;
    uint32_t kind = isAtomic ? atomic(fx_access_read, load.getSyncscope().value_or("")) : uint32_t(fx_access_read);
    list.push_back({load.getAddr(), layout.sizeOf(load.getType()), {}, kind});
  } else if (auto store = dyn_cast<LLVM::StoreOp>(op)) {
    bool isAtomic = store.getOrdering() != LLVM::AtomicOrdering::not_atomic;
    uint32_t kind = isAtomic ? atomic(fx_access_write, store.getSyncscope().value_or("")) : uint32_t(fx_access_write);
    list.push_back({store.getAddr(), layout.sizeOf(store.getValue().getType()), {}, kind});
  } else if (auto modify = dyn_cast<LLVM::AtomicRMWOp>(op)) {
    list.push_back({modify.getPtr(), layout.sizeOf(modify.getType()), {}, atomic(fx_access_write, modify.getSyncscope().value_or(""))});
  } else if (auto exchange = dyn_cast<LLVM::AtomicCmpXchgOp>(op)) {
    list.push_back(
        {exchange.getPtr(), layout.sizeOf(exchange.getVal().getType()), {}, atomic(fx_access_write, exchange.getSyncscope().value_or(""))});
  } else if (isa<LLVM::MemcpyOp, LLVM::MemmoveOp>(op)) {
    list.push_back({op->getOperand(1), 0, op->getOperand(2), fx_access_read});
    list.push_back({op->getOperand(0), 0, op->getOperand(2), fx_access_write});
  } else if (auto fill = dyn_cast<LLVM::MemsetOp>(op)) {
    list.push_back({fill.getDst(), 0, fill.getLen(), fx_access_write});
  }
}

/// A local array at a constant offset inside it, or the simulator's own data: the thread and constants of the image.
static bool isLocal(Value address, uint64_t size, const ir::Layout &layout) {
  int64_t offset = 0;
  while (auto step = address.getDefiningOp<LLVM::GEPOp>()) {
    if (!step.getDynamicIndices().empty() || step.getRawConstantIndices().size() != 1)
      return false;
    offset += int64_t(layout.sizeOf(step.getElemType())) * step.getRawConstantIndices()[0];
    address = step.getBase();
  }
  if (auto storage = address.getDefiningOp<LLVM::AllocaOp>())
    return offset >= 0 && uint64_t(offset) + size <= layout.sizeOf(storage.getElemType());
  auto argument = dyn_cast<BlockArgument>(address);
  if (!argument || !argument.getOwner()->isEntryBlock())
    return false;
  // The first argument is the thread; a kernel's second one is its argument block.
  auto function = cast<LLVM::LLVMFuncOp>(argument.getOwner()->getParentOp());
  bool isEntry = function.getVisibility_() == LLVM::Visibility::Hidden && function.getNumArguments() == 2;
  return argument.getArgNumber() == 0 || (isEntry && argument.getArgNumber() == 1);
}

} // namespace fornax::targets::simulator
