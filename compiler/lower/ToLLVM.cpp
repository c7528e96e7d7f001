// The walk: fx and branches. One handler an operation; what no table knows is asked of the target, then cloned, then left to MLIR's patterns.

#include "lower/Context.h"
#include "lower/DebugInfo.h"
#include "lower/Diagnostics.h"
#include "lower/Patterns.h"
#include <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>
#include <mlir/Dialect/UB/IR/UBOps.h>

using namespace mlir;

namespace fornax::lower {

static SmallVector<Block *> reachableBlocks(Region &region);
static LogicalResult lowerOperation(Operation *op, FunctionContext &context);

LogicalResult lowerBody(FunctionContext &context) {
  Region &region = context.source.getBody();
  SmallVector<Block *> order = reachableBlocks(region);
  llvm::DenseSet<Block *> reached(order.begin(), order.end());
  // A block of its own for arguments and allocas, where the first block is also a loop's head.
  Block *entry = nullptr;
  Region &target = context.function.getBody();
  auto append = [&] {
    target.push_back(new Block);
    return &target.back();
  };
  bool ownEntry = !region.front().hasNoPredecessors();
  if (ownEntry)
    entry = append();
  for (Block &block : region) {
    if (!reached.contains(&block))
      continue;
    Block *copy = append();
    context.mapping.map(&block, copy);
    if (&block == &region.front()) {
      if (!ownEntry)
        entry = copy;
      continue;
    }
    for (BlockArgument argument : block.getArguments())
      context.set(argument, copy->addArgument(context.module.convert(argument.getType()), argument.getLoc()));
  }
  for (Type type : context.signature.parameters)
    entry->addArgument(type, context.source.getLoc());
  context.builder.setInsertionPointToStart(entry);
  bindArguments(context);
  if (ownEntry)
    LLVM::BrOp::create(context.builder, context.source.getLoc(), ValueRange(), context.block(&region.front()));
  for (Block *block : order) {
    Block *copy = context.block(block);
    context.builder.setInsertionPointToEnd(copy);
    for (Operation &op : *block)
      if (failed(lowerOperation(&op, context)))
        return failure();
  }
  return runPatterns(context);
}

/// Depth first: every block comes after its dominators, so operands are mapped before they are used.
static SmallVector<Block *> reachableBlocks(Region &region) {
  SmallVector<Block *> order, pending = {&region.front()};
  llvm::DenseSet<Block *> seen = {&region.front()};
  while (!pending.empty()) {
    Block *block = pending.pop_back_val();
    order.push_back(block);
    for (Block *successor : block->getSuccessors())
      if (seen.insert(successor).second)
        pending.push_back(successor);
  }
  return order;
}

static LogicalResult lowerOperation(Operation *op, FunctionContext &context) {
  context.here = context.module.debug ? context.module.debug->location(op->getLoc()) : op->getLoc();
  if (Handler handler = context.module.handlers.lookup(op->getName().getTypeID().getAsOpaquePointer()))
    return handler(op, context);
  if (context.module.request.target.lowerDeviceOp(op, context))
    return success();
  StringRef dialect = op->getName().getDialectNamespace();
  // LLVM's intrinsics of a vendor belong to the vendor's dialect; elsewhere its code generator gives up with no word of where.
  if (auto intrinsic = dyn_cast<LLVM::CallIntrinsicOp>(op))
    for (auto [prefix, owner] : {std::pair("llvm.nvvm.", "nvvm"), std::pair("llvm.amdgcn.", "rocdl")})
      if (intrinsic.getIntrin().starts_with(prefix) && context.module.conventions().deviceDialect != owner)
        return context.fail(op, messages::operationNotLowered(intrinsic.getIntrin(), context.module.request.target.machine().name));
  if (dialect == "llvm" || (!dialect.empty() && dialect == context.module.conventions().deviceDialect)) {
    cloneConverted(op, context);
    return success();
  }
  return leaveToPatterns(op, context);
}

void cloneConverted(Operation *op, FunctionContext &context) {
  Operation *copy = op->clone(context.mapping);
  for (OpResult result : copy->getResults())
    if (Type converted = context.module.convert(result.getType()))
      result.setType(converted);
  copy->setLoc(context.here);
  context.builder.insert(copy);
  // Without address spaces, casts between them vanish.
  if (isa<LLVM::AddrSpaceCastOp>(copy) && copy->getOperand(0).getType() == copy->getResult(0).getType()) {
    context.set(op->getResult(0), copy->getOperand(0));
    copy->erase();
  }
}

// ---- Places ----

static uint64_t leafOffset(Type type) {
  auto structure = dyn_cast<fx::StructType>(type);
  if (!structure)
    return 0;
  for (const fx::FieldInfo &field : structure.getBody().getFields())
    if (!fx::isEmpty(field.type))
      return field.offset + leafOffset(field.type);
  return 0;
}

static LogicalResult lowerVar(Operation *op, FunctionContext &context) {
  auto var = cast<fx::VarOp>(op);
  ir::SizeAlign memory = context.module.layout().of(var.getPointee());
  Value storage = context.allocate(memory.size, std::max<uint64_t>(memory.align, var.getAlign().value_or(1)));
  context.set(var.getRef(), storage);
  if (context.module.debug && var.getName())
    context.module.debug->declare(*var.getName(), storage, var.getPointee(), op->getLoc(), context);
  return success();
}

static LogicalResult lowerStack(Operation *op, FunctionContext &context) {
  auto stack = cast<fx::StackOp>(op);
  const ir::Layout &layout = context.module.layout();
  uint64_t size = layout.strideOf(stack.getElement()) * uint64_t(stack.getCount());
  uint64_t align = std::max<uint64_t>(layout.alignOf(stack.getElement()), stack.getAlign().value_or(1));
  unsigned space = cast<LLVM::LLVMPointerType>(stack.getPointer().getType()).getAddressSpace();
  constexpr unsigned shared = 3;
  if (space == shared && context.module.request.target.machine().isDevice) {
    context.set(stack.getPointer(), sharedObject(stack, size, align, context));
    return success();
  }
  Value storage = context.allocate(size, align);
  Type wanted = context.module.convert(stack.getPointer().getType());
  if (storage.getType() != wanted)
    storage = LLVM::AddrSpaceCastOp::create(context.builder, context.here, wanted, storage);
  context.set(stack.getPointer(), storage);
  return success();
}

static LogicalResult lowerField(Operation *op, FunctionContext &context) {
  auto field = cast<fx::FieldOp>(op);
  context.set(field.getRef(), context.advance(context.value(field.getBase()), field.getField().offset));
  return success();
}

/// Between references and pointers: the same address, perhaps in another space.
static LogicalResult lowerAddress(Operation *op, FunctionContext &context) {
  Value value = context.value(op->getOperand(0));
  Type wanted = context.module.convert(op->getResult(0).getType());
  if (value.getType() != wanted)
    value = LLVM::AddrSpaceCastOp::create(context.builder, context.here, wanted, value);
  context.set(op->getResult(0), value);
  return success();
}

static LogicalResult lowerOffset(Operation *op, FunctionContext &context) {
  auto offset = cast<fx::OffsetOp>(op);
  uint64_t stride = context.module.layout().strideOf(offset.getElement());
  Value base = context.value(offset.getPointer());
  if (stride == 0) {
    context.set(offset.getResult(), base);
    return success();
  }
  Type element = stride == 1 ? context.module.integer(8) : context.module.bytes(stride);
  auto flags = offset.getInbounds() ? LLVM::GEPNoWrapFlags::inbounds : LLVM::GEPNoWrapFlags::none;
  Value index = context.value(offset.getIndex());
  context.set(offset.getResult(), LLVM::GEPOp::create(context.builder, context.here, base.getType(), element, base, ValueRange(index), flags));
  return success();
}

// ---- Values and lifetimes ----

static LogicalResult lowerLoad(Operation *op, FunctionContext &context) {
  auto load = cast<fx::LoadOp>(op);
  Type pointee = load.getRef().getType().getPointee();
  Value at = context.advance(context.value(load.getRef()), leafOffset(pointee));
  Value loaded = context.loadLeaf(at, load.getValue().getType(), context.module.layout().alignOf(pointee));
  context.set(load.getValue(), loaded);
  return success();
}

static LogicalResult lowerStore(Operation *op, FunctionContext &context) {
  auto store = cast<fx::StoreOp>(op);
  Type pointee = store.getRef().getType().getPointee();
  Value at = context.advance(context.value(store.getRef()), leafOffset(pointee));
  context.storeLeaf(context.value(store.getValue()), at, store.getValue().getType(), context.module.layout().alignOf(pointee));
  return success();
}

/// `copy` and `move`: the type's own function, or its bytes.
template <class Op> static LogicalResult lowerTransfer(Operation *op, FunctionContext &context) {
  auto transfer = cast<Op>(op);
  Value from = context.value(transfer.getFrom()), to = context.value(transfer.getTo());
  Type type = transfer.getFrom().getType().getPointee();
  fx::Lifecycle life = fx::lifecycleOf(type);
  constexpr bool isCopy = std::is_same_v<Op, fx::CopyOp>;
  FlatSymbolRefAttr symbol = isCopy ? life.copy : life.move;
  if (symbol && !(isCopy ? life.trivialCopy : life.trivialMove))
    emitPlaceCall(op, symbol.getAttr(), {from, to}, context);
  else
    context.copyBytes(from, to, type);
  return success();
}

static LogicalResult lowerDestroy(Operation *op, FunctionContext &context) {
  auto destroy = cast<fx::DestroyOp>(op);
  fx::Lifecycle life = fx::lifecycleOf(destroy.getRef().getType().getPointee());
  if (life.destroy && !life.trivialDestroy)
    emitPlaceCall(op, life.destroy.getAttr(), {context.value(destroy.getRef())}, context);
  return success();
}

static LogicalResult lowerNothing(Operation *, FunctionContext &) { return success(); }

static LogicalResult lowerDebug(Operation *op, FunctionContext &context) {
  auto debug = cast<fx::DebugOp>(op);
  if (context.module.debug)
    context.module.debug->value(debug.getName(), context.value(debug.getValue()), debug.getValue().getType(), op->getLoc(), context);
  return success();
}

// ---- Symbols and compile time ----

static LogicalResult lowerFuncRef(Operation *op, FunctionContext &context) {
  auto ref = cast<fx::FuncRefOp>(op);
  fx::FuncOp function = context.module.findFunction(ref.getSymbolAttr().getAttr());
  if (!function)
    return context.fail(op, messages::unknownSymbol(ref.getSymbol()));
  context.set(ref.getPointer(), context.addressOf(context.module.declare(function)));
  return success();
}

static LogicalResult lowerGlobalRef(Operation *op, FunctionContext &context) {
  auto ref = cast<fx::GlobalRefOp>(op);
  auto global = dyn_cast_or_null<fx::GlobalOp>(context.module.symbols.lookup(ref.getSymbolAttr().getAttr()));
  if (!global)
    return context.fail(op, messages::unknownSymbol(ref.getSymbol()));
  LLVM::GlobalOp declared = context.module.declare(global);
  Value address = context.addressOf(declared, declared.getAddrSpace());
  Type wanted = context.module.convert(ref.getPointer().getType());
  if (address.getType() != wanted)
    address = LLVM::AddrSpaceCastOp::create(context.builder, context.here, wanted, address);
  context.set(ref.getPointer(), address);
  return success();
}

static LogicalResult lowerKernelRef(Operation *op, FunctionContext &context) {
  auto ref = cast<fx::KernelRefOp>(op);
  auto kernel = dyn_cast_or_null<fx::KernelOp>(context.module.symbols.lookup(ref.getSymbolAttr().getAttr()));
  if (!kernel)
    return context.fail(op, messages::unknownSymbol(ref.getSymbol()));
  context.set(ref.getPointer(), context.addressOf(context.module.declare(kernel)));
  return success();
}

static LogicalResult lowerIsInterpreted(Operation *op, FunctionContext &context) {
  context.set(op->getResult(0), context.constant(context.module.integer(1), 0));
  return success();
}

static LogicalResult lowerUnknown(Operation *op, FunctionContext &context) {
  return context.fail(op, messages::compileTimeOnly(op->getName().getStringRef()));
}

// ---- Branches ----

static SmallVector<Value> values(OperandRange operands, FunctionContext &context) {
  SmallVector<Value> list;
  for (Value operand : operands)
    list.push_back(context.value(operand));
  return list;
}

static LogicalResult lowerBranch(Operation *op, FunctionContext &context) {
  auto branch = cast<cf::BranchOp>(op);
  LLVM::BrOp::create(context.builder, context.here, values(branch.getDestOperands(), context), context.block(branch.getDest()));
  return success();
}

static LogicalResult lowerCondBranch(Operation *op, FunctionContext &context) {
  auto branch = cast<cf::CondBranchOp>(op);
  std::optional<std::pair<uint32_t, uint32_t>> weights;
  if (std::optional<ArrayRef<int32_t>> given = branch.getBranchWeights(); given && given->size() == 2)
    weights = {uint32_t((*given)[0]), uint32_t((*given)[1])};
  LLVM::CondBrOp::create(context.builder, context.here, context.value(branch.getCondition()), context.block(branch.getTrueDest()),
                         values(branch.getTrueDestOperands(), context), context.block(branch.getFalseDest()),
                         values(branch.getFalseDestOperands(), context), weights);
  return success();
}

static LogicalResult lowerSwitch(Operation *op, FunctionContext &context) {
  auto choice = cast<cf::SwitchOp>(op);
  SmallVector<SmallVector<Value>> operands;
  SmallVector<Block *> blocks;
  for (auto [index, block] : llvm::enumerate(choice.getCaseDestinations())) {
    blocks.push_back(context.block(block));
    operands.push_back(values(choice.getCaseOperands(unsigned(index)), context));
  }
  SmallVector<ValueRange> ranges(operands.begin(), operands.end());
  LLVM::SwitchOp::create(context.builder, context.here, context.value(choice.getFlag()), context.block(choice.getDefaultDestination()),
                         values(choice.getDefaultOperands(), context), choice.getCaseValuesAttr(), blocks, ranges);
  return success();
}

static LogicalResult lowerUnreachable(Operation *op, FunctionContext &context) {
  LLVM::UnreachableOp::create(context.builder, context.here);
  return success();
}

static LogicalResult lowerPoison(Operation *op, FunctionContext &context) {
  context.set(op->getResult(0), LLVM::PoisonOp::create(context.builder, context.here, context.module.convert(op->getResult(0).getType())));
  return success();
}

static LogicalResult lowerTrapUnreached(Operation *op, FunctionContext &context) {
  if (context.module.request.options.checkBounds)
    context.module.request.target.trap(op, context);
  LLVM::UnreachableOp::create(context.builder, context.here);
  return success();
}

void addFxHandlers(HandlerTable &table) {
  addHandler<fx::VarOp>(table, lowerVar);
  addHandler<fx::StackOp>(table, lowerStack);
  addHandler<fx::FieldOp>(table, lowerField);
  addHandler<fx::AddressOfOp>(table, lowerAddress);
  addHandler<fx::DerefOp>(table, lowerAddress);
  addHandler<fx::OffsetOp>(table, lowerOffset);
  addHandler<fx::LoadOp>(table, lowerLoad);
  addHandler<fx::StoreOp>(table, lowerStore);
  addHandler<fx::CopyOp>(table, lowerTransfer<fx::CopyOp>);
  addHandler<fx::MoveOp>(table, lowerTransfer<fx::MoveOp>);
  addHandler<fx::DestroyOp>(table, lowerDestroy);
  addHandler<fx::UseOp>(table, lowerNothing);
  addHandler<fx::ExtendOp>(table, lowerNothing);
  addHandler<fx::ForgetOp>(table, lowerNothing);
  addHandler<fx::DebugOp>(table, lowerDebug);
  addHandler<fx::FuncRefOp>(table, lowerFuncRef);
  addHandler<fx::GlobalRefOp>(table, lowerGlobalRef);
  addHandler<fx::KernelRefOp>(table, lowerKernelRef);
  addHandler<fx::IsInterpretedOp>(table, lowerIsInterpreted);
  addHandler<fx::UnknownOp>(table, lowerUnknown);
  addHandler<fx::TrapUnreachedOp>(table, lowerTrapUnreached);
  addHandler<cf::BranchOp>(table, lowerBranch);
  addHandler<cf::CondBranchOp>(table, lowerCondBranch);
  addHandler<cf::SwitchOp>(table, lowerSwitch);
  addHandler<ub::UnreachableOp>(table, lowerUnreachable);
  addHandler<ub::PoisonOp>(table, lowerPoison);
}

} // namespace fornax::lower
