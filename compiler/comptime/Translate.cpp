// The walk, registers, branches.

#include "comptime/Translate.h"
#include "comptime/Diagnostics.h"
#include "comptime/Interpreter.h"
#include <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>
#include <mlir/Dialect/UB/IR/UBOps.h>

namespace fornax::comptime {

// ---- Registers and instructions

uint32_t Translator::constant(uint64_t value) {
  auto [known, isNew] = constants.try_emplace(value, 0);
  if (isNew) {
    known->second = fresh();
    function.initial.push_back({known->second, value});
  }
  return known->second;
}

uint32_t Translator::symbol(mlir::StringAttr name) {
  auto [known, isNew] = symbols.try_emplace(name, uint32_t(function.symbols.size()));
  if (isNew)
    function.symbols.push_back(name);
  return known->second;
}

uint32_t Translator::list(llvm::ArrayRef<uint32_t> entries) {
  uint32_t first = uint32_t(function.lists.size());
  function.lists.insert(function.lists.end(), entries.begin(), entries.end());
  return first;
}

uint32_t Translator::emit(Opcode op, uint32_t a, uint32_t b, uint32_t c, unsigned width) {
  function.code.push_back({op, uint16_t(width), a, b, c});
  function.locations.push_back(here);
  return next() - 1;
}

void Translator::emitStop(diag::Message message) {
  emit(Opcode::Stop, uint32_t(function.messages.size()));
  function.messages.push_back(std::move(message));
}

RegisterList Translator::registersOf(mlir::Value value) {
  auto found = values.find(value);
  if (found == values.end()) // its operation cannot be evaluated, so control stops there
    return define(value);
  if (found->second.distance == 0)
    return found->second.registers;
  int64_t distance = 0;
  uint32_t base = addressOf(value, distance), sum = fresh();
  emit(Opcode::Advance, sum, base, uint32_t(int32_t(distance)));
  return {sum};
}

uint32_t Translator::addressOf(mlir::Value pointer, int64_t &distance) {
  auto found = values.find(pointer);
  if (found == values.end())
    return registerOf(pointer);
  distance += found->second.distance;
  return found->second.registers.front();
}

void Translator::set(mlir::Value value, llvm::ArrayRef<uint32_t> registers, int64_t distance) {
  constexpr int64_t Far = INT32_MAX / 2; // beyond, the sum with an access's own distance might not fit
  if (distance < -Far || distance > Far) {
    uint32_t sum = fresh();
    emit(Opcode::Offset, sum, registers.front(), list({constant(uint64_t(distance)), 1}));
    values[value] = {{sum}, 0};
    return;
  }
  values[value] = {RegisterList(registers), distance};
}

RegisterList Translator::define(mlir::Value value) {
  Parts list;
  unsigned count = parts(value.getType(), list) ? std::max(1u, registersFor(list)) : 1;
  RegisterList registers;
  for (uint32_t first = fresh(count), k = 0; k < count; ++k)
    registers.push_back(first + k);
  values[value] = {registers, 0};
  return registers;
}

// ---- Memory

static std::optional<Opcode> loadOpcode(unsigned bytes) {
  switch (bytes) {
  case 1: return Opcode::Load8;
  case 2: return Opcode::Load16;
  case 4: return Opcode::Load32;
  default: return bytes % 8 == 0 && bytes ? std::optional(Opcode::Load64) : std::nullopt;
  }
}

static Opcode storeOpcode(unsigned bytes) {
  switch (bytes) {
  case 1: return Opcode::Store8;
  case 2: return Opcode::Store16;
  case 4: return Opcode::Store32;
  default: return Opcode::Store64;
  }
}

/// An access is at most this far from its address, so that the distance fits an instruction.
static uint32_t normalise(Translator &t, uint32_t address, int64_t &distance) {
  if (distance >= 0)
    return address;
  uint32_t sum = t.fresh();
  t.emit(Opcode::Advance, sum, address, uint32_t(int32_t(distance)));
  distance = 0;
  return sum;
}

bool Translator::loadParts(mlir::Type type, uint32_t address, int64_t distance, RegisterList &into) {
  Parts all;
  if (!parts(type, all))
    return false;
  address = normalise(*this, address, distance);
  uint32_t first = fresh(registersFor(all));
  for (const Part &part : all) {
    std::optional<Opcode> opcode = loadOpcode(part.bytes(layout));
    if (!opcode)
      return false;
    for (unsigned word = 0; word < part.words(); ++word, ++first) {
      unsigned bits = std::min(64u, part.bits - word * 64);
      emit(part.bits == 1 ? Opcode::LoadBool : *opcode, first, address, uint32_t(uint64_t(distance) + part.offset + word * 8));
      if (bits != 1 && bits != 8 && bits != 16 && bits != 32 && bits != 64)
        emit(Opcode::Truncate, first, first, 0, bits);
      into.push_back(first);
    }
  }
  return true;
}

bool Translator::storeParts(mlir::Type type, uint32_t address, int64_t distance, llvm::ArrayRef<uint32_t> from) {
  Parts all;
  if (!parts(type, all) || registersFor(all) != from.size())
    return false;
  address = normalise(*this, address, distance);
  for (const Part &part : all) {
    unsigned size = part.bytes(layout);
    if (!loadOpcode(size))
      return false;
    for (unsigned done = 0; done < size; done += 8) {
      bool isPadding = done / 8 >= part.words();
      uint32_t value = isPadding ? constant(0) : from.front();
      from = from.drop_front(isPadding ? 0 : 1);
      emit(part.isPointer() ? Opcode::StorePointer : storeOpcode(size), value, address, uint32_t(uint64_t(distance) + part.offset + done));
    }
  }
  return true;
}

// ---- Branches (blocks have no arguments: merges go through variables)

void Translator::target(Patch::Where where, uint32_t index, mlir::Block *block) { patches.push_back({where, index, block}); }

void Translator::jump(mlir::Block *block) { target(Patch::FieldA, emit(starts.contains(block) ? Opcode::JumpBack : Opcode::Jump), block); }

static bool translateBranch(mlir::Operation *op, Translator &t, unsigned) {
  t.jump(llvm::cast<mlir::cf::BranchOp>(op).getDest());
  return true;
}

static bool translateCondBranch(mlir::Operation *op, Translator &t, unsigned) {
  auto branch = llvm::cast<mlir::cf::CondBranchOp>(op);
  mlir::Block *yes = branch.getTrueDest(), *no = branch.getFalseDest();
  bool isBack = t.starts.contains(yes) || t.starts.contains(no);
  uint32_t jump = t.emit(isBack ? Opcode::JumpIfBack : Opcode::JumpIf, 0, t.registerOf(branch.getCondition()));
  t.target(Translator::Patch::FieldA, jump, yes);
  t.target(Translator::Patch::FieldC, jump, no);
  return true;
}

static bool translateSwitch(mlir::Operation *op, Translator &t, unsigned) {
  auto choice = llvm::cast<mlir::cf::SwitchOp>(op);
  if (bitsOf(choice.getFlag().getType()) > 64)
    return false;
  llvm::SmallVector<llvm::APInt> cases;
  if (choice.getCaseValues())
    llvm::append_range(cases, choice.getCaseValues()->getValues<llvm::APInt>());
  RegisterList entries{0, uint32_t(cases.size())};
  for (const llvm::APInt &value : cases)
    entries.append({uint32_t(value.getZExtValue()), uint32_t(value.getZExtValue() >> 32), 0});
  uint32_t flag = t.registerOf(choice.getFlag()), list = t.list(entries);
  t.emit(Opcode::Switch, 0, flag, list);
  t.target(Translator::Patch::List, list, choice.getDefaultDestination());
  for (auto [index, block] : llvm::enumerate(choice.getCaseDestinations()))
    t.target(Translator::Patch::List, list + 2 + uint32_t(index) * 3 + 2, block);
  return true;
}

static bool translateUnreachable(mlir::Operation *, Translator &t, unsigned) {
  t.emitStop(messages::unreachableReached());
  return true;
}

/// Any value will do.
static bool translateUndefined(mlir::Operation *op, Translator &t, unsigned) {
  mlir::Value result = op->getResult(0);
  Parts parts;
  if (!t.parts(result.getType(), parts))
    return false;
  t.set(result, RegisterList(registersFor(parts), t.constant(0)));
  return true;
}

void addControlHandlers(HandlerTable &table) {
  table["cf.br"] = {translateBranch};
  table["cf.cond_br"] = {translateCondBranch};
  table["cf.switch"] = {translateSwitch};
  table["ub.unreachable"] = table["llvm.unreachable"] = {translateUnreachable};
  table["ub.poison"] = table["llvm.mlir.poison"] = table["llvm.mlir.undef"] = table["llvm.mlir.zero"] = {translateUndefined};
}

// ---- The walk

/// Depth first: every block comes after its dominators, so operands are known before they are used.
static llvm::SmallVector<mlir::Block *> reachableBlocks(mlir::Region &region) {
  llvm::SmallVector<mlir::Block *> order, pending = {&region.front()};
  llvm::DenseSet<mlir::Block *> seen = {&region.front()};
  while (!pending.empty()) {
    mlir::Block *block = pending.pop_back_val();
    order.push_back(block);
    for (mlir::Block *successor : block->getSuccessors())
      if (seen.insert(successor).second)
        pending.push_back(successor);
  }
  return order;
}

static void applyPatches(Translator &t) {
  for (const Translator::Patch &patch : t.patches) {
    uint32_t start = t.starts.lookup(patch.block);
    switch (patch.where) {
    case Translator::Patch::FieldA: t.function.code[patch.index].a = start; break;
    case Translator::Patch::FieldC: t.function.code[patch.index].c = start; break;
    case Translator::Patch::List: t.function.lists[patch.index] = start; break;
    }
  }
}

static Foreign foreignNamed(llvm::StringRef symbol) {
  return llvm::StringSwitch<Foreign>(symbol)
#define FOREIGN(NAME, SYMBOL) .Case(SYMBOL, Foreign::NAME)
#include "comptime/Foreign.def"
      .Default(Foreign::Unknown);
}

static void translateBody(fx::FuncOp func, Translator &t) {
  for (mlir::BlockArgument argument : func.getBody().getArguments())
    t.define(argument);
  t.function.argumentCount = t.function.registerCount;
  for (mlir::Block *block : reachableBlocks(func.getBody())) {
    t.starts[block] = t.next();
    for (mlir::Operation &op : *block) {
      t.here = op.getLoc();
      auto handler = t.handlers.find(op.getName().getStringRef());
      if (handler != t.handlers.end() && handler->second.translate(&op, t, handler->second.data))
        continue;
      t.emitStop(messages::notEvaluable(fmt::format("operation `{}`", op.getName().getStringRef().str())));
      break; // nothing after it is reached
    }
  }
  applyPatches(t);
}

std::unique_ptr<Function> translate(fx::FuncOp func, const ir::Layout &layout, const HandlerTable &handlers) {
  auto function = std::make_unique<Function>();
  function->name = (func.getDebugName() ? *func.getDebugName() : func.getSymName()).str();
  function->lendsFrame = func.getInlineKind() == fx::InlineKind::Always || func.getInlineKind() == fx::InlineKind::NoDebug;
  Translator t(handlers, layout, *function, func.getLoc());
  if (mlir::Type leaf = func.getLeafResult()) {
    Parts parts;
    function->resultCount = t.parts(leaf, parts) ? registersFor(parts) : 1;
  }
  if (func.isExternal()) {
    function->foreign = foreignNamed(func.getLinkSymbol());
    function->name = func.getLinkSymbol().str();
    return function;
  }
  translateBody(func, t);
  function->callees.resize(function->symbols.size());
  return function;
}

static const HandlerTable &handlerTable() {
  static const HandlerTable table = [] {
    HandlerTable all;
    addControlHandlers(all);
    addFxHandlers(all);
    addIntegerHandlers(all);
    addFloatHandlers(all);
    addVectorHandlers(all);
    addLLVMHandlers(all);
    addIntrinsicHandlers(all);
    return all;
  }();
  return table;
}

const Function *Code::find(mlir::StringAttr symbol, Environment &environment) {
  if (auto known = functions.find(symbol); known != functions.end())
    return known->second.get();
  fx::FuncOp func = environment.function(symbol);
  if (!func)
    return nullptr;
  std::unique_ptr<Function> &made = functions[symbol]; // the environment may have translated others meanwhile
  if (!made)
    made = translate(func, layout, handlerTable());
  return made.get();
}

} // namespace fornax::comptime
