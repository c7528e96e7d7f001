// The dispatch loop, frames and calls.

#include "comptime/Diagnostics.h"
#include "comptime/Floats.h"
#include "comptime/Interpreter.h"
#include "ir/Locations.h"
#include "ir/Semantics.h"

namespace fornax::comptime {

using namespace ir::semantics;

Environment::~Environment() = default;

Execution::Execution(Code &code, Environment &environment, const Limits &limits)
    : code(code), environment(environment), limits(limits), bytes(limits.bytes), stepsLeft(limits.steps) {}

// ---- Calls

Outcome Execution::call(mlir::StringAttr symbol, llvm::ArrayRef<uint64_t> arguments, llvm::SmallVectorImpl<uint64_t> &results) {
  const Function *callee = code.find(symbol, environment);
  if (!callee)
    return Outcome::Broken;
  size_t outerBottom = std::exchange(bottom, frames.size());
  Outcome outcome = Outcome::Stopped;
  if (callee->foreign != Foreign::None) {
    uint64_t result = 0;
    if (callForeign(*callee, arguments, &result))
      outcome = Outcome::Returned;
    returned.assign(callee->resultCount, result);
  } else if (push(callee, arguments)) {
    outcome = execute();
  }
  while (frames.size() > bottom)
    pop();
  bottom = outerBottom;
  results.assign(returned.begin(), returned.end());
  return outcome == Outcome::Stopped && isBroken ? Outcome::Broken : outcome;
}

bool Execution::push(const Function *callee, llvm::ArrayRef<uint64_t> arguments) {
  if (frames.size() >= limits.frames)
    return stop(messages::recursionTooDeep(limits.frames));
  if (arguments.size() != callee->argumentCount)
    return stop(messages::wrongSignature(callee->name));
  size_t base = frames.empty() ? 0 : frames.back().base + frames.back().function->registerCount;
  if (registers.size() < base + callee->registerCount)
    registers.resize(std::max(base + callee->registerCount, registers.size() * 2));
  uint64_t *r = registers.data() + base;
  std::copy(arguments.begin(), arguments.end(), r);
  for (auto [index, value] : callee->initial)
    r[index] = value;
  frames.push_back({callee, callee->code.data(), base, bytes.mark(), frameBlocks.size()});
  return true;
}

void Execution::pop() {
  const Frame &frame = frames.back();
  size_t kept = frame.firstBlock;
  for (size_t k = frame.firstBlock; k < frameBlocks.size(); ++k) {
    if (frameBlocks[k].frame + 1 == frames.size())
      bytes.release(frameBlocks[k].index);
    else
      frameBlocks[kept++] = frameBlocks[k];
  }
  frameBlocks.resize(kept);
  bytes.reset(frame.mark);
  frames.pop_back();
}

const Function *Execution::resolve(const Function &caller, uint32_t symbol) {
  const Function *&callee = caller.callees[symbol];
  if (!callee)
    callee = code.find(caller.symbols[symbol], environment);
  isBroken |= !callee;
  return callee;
}

bool Execution::callSymbol(const Instruction &instruction, const Instruction *next) {
  frames.back().pc = next;
  const Function *callee = resolve(*frames.back().function, instruction.b);
  return callee && enter(callee, instruction);
}

bool Execution::callPointer(const Instruction &instruction, const Instruction *next) {
  frames.back().pc = next;
  mlir::StringAttr symbol = functionAt(registers[frames.back().base + instruction.b]);
  if (!symbol)
    return stop(messages::notAFunction());
  const Function *callee = code.find(symbol, environment);
  isBroken |= !callee;
  return callee && enter(callee, instruction);
}

bool Execution::enter(const Function *callee, const Instruction &instruction) {
  const Frame &caller = frames.back();
  const uint32_t *operands = caller.function->lists.data() + instruction.c;
  const uint64_t *r = registers.data() + caller.base;
  llvm::SmallVector<uint64_t, 8> arguments;
  for (uint32_t k = 0; k < operands[1]; ++k)
    arguments.push_back(r[operands[2 + k]]);
  if (callee->foreign == Foreign::None)
    return push(callee, arguments);
  return callForeign(*callee, arguments, registers.data() + caller.base + instruction.a);
}

/// False when the outermost function was left.
bool Execution::leave(const uint32_t *results, uint32_t count) {
  const uint64_t *r = registers.data() + frames.back().base;
  if (frames.size() == bottom + 1) {
    returned.clear();
    for (uint32_t k = 0; k < count; ++k)
      returned.push_back(r[results[k]]);
    pop();
    return false;
  }
  const Frame &caller = frames[frames.size() - 2];
  uint64_t *target = registers.data() + caller.base + caller.pc[-1].a;
  for (uint32_t k = 0; k < count; ++k)
    target[k] = r[results[k]];
  pop();
  return true;
}

/// True when the outermost function was left.
bool Execution::leaveRaising() {
  pop();
  if (frames.size() == bottom)
    return true;
  Frame &caller = frames.back();
  uint32_t target = caller.function->lists[caller.pc[-1].c];
  assert(target != noTarget && "an error leaves a call that cannot raise");
  caller.pc = caller.function->code.data() + target;
  return false;
}

// ---- Places

bool Execution::makeVariable(uint64_t &address, uint32_t size, uint32_t align) {
  if (address) {
    bytes.forget(address);
    return true;
  }
  address = bytes.allocate(BlockKind::Stack, size, align);
  if (!address)
    return stop(Fault::OutOfMemory, 0);
  frameBlocks.push_back({frames.size() - 1, Memory::indexOf(address)});
  return true;
}

bool Execution::makeStorage(uint64_t &address, uint32_t size, uint32_t align) {
  size_t owner = frames.size() - 1;
  while (owner > bottom && frames[owner].function->lendsFrame)
    --owner;
  if (address && owner + 1 == frames.size())
    return true;
  address = bytes.allocate(BlockKind::Storage, size, align);
  if (!address)
    return stop(Fault::OutOfMemory, 0);
  frameBlocks.push_back({owner, Memory::indexOf(address)});
  return true;
}

Pointer Execution::functionAddress(mlir::StringAttr symbol) {
  auto [known, isNew] = functionNumbers.try_emplace(symbol, uint32_t(functionTable.size()));
  if (isNew)
    functionTable.push_back(symbol);
  return functionPointer(known->second);
}

mlir::StringAttr Execution::functionAt(Pointer pointer) const {
  bool isKnown = isFunction(pointer) && tagOf(pointer) == tagOf(functionMark) && functionIndex(pointer) < functionTable.size();
  return isKnown ? functionTable[functionIndex(pointer)] : mlir::StringAttr();
}

bool Execution::globalAddress(mlir::StringAttr symbol, Pointer &address) {
  if (auto known = globals.find(symbol); known != globals.end()) {
    address = known->second;
    return true;
  }
  fx::GlobalOp global = environment.global(symbol);
  if (!global || global.getIsMutable())
    return stop(messages::notEvaluable(fmt::format("access to `{}`", symbol.getValue().str())));
  llvm::StringRef data = global.getBytes().getData().getValue();
  address = bytes.allocate(BlockKind::Constant, data.size(), global.getAlign());
  if (!address)
    return stop(Fault::OutOfMemory, 0);
  globals[symbol] = address; // before the relocations: data may point to itself
  bytes.fillIn(address, data);
  for (const fx::Relocation &relocation : global.getBytes().getRelocs()) {
    mlir::StringAttr target = relocation.symbol.getAttr();
    Pointer value = 0;
    if (environment.global(target)) {
      if (!globalAddress(target, value))
        return false;
    } else {
      value = functionAddress(target);
    }
    bytes.fillInPointer(address, relocation.offset, advance(value, relocation.addend));
  }
  return true;
}

// ---- Limits and errors

bool Execution::takeSteps() {
  stop(messages::budgetExceeded(limits.steps));
  return false;
}

bool Execution::stop(diag::Message message) {
  reason = std::move(message);
  return false;
}

diag::Message Execution::describe(Fault fault, Pointer pointer) const {
  constexpr unsigned Mebi = 20;
  switch (fault) {
  case Fault::None:
  case Fault::Null: return messages::nullAccess();
  case Fault::NotAPointer: return messages::invalidPointer();
  case Fault::OutOfBounds: {
    const Block *block = bytes.find(pointer);
    return messages::outOfBounds(int32_t(offsetOf(pointer)), block ? block->size : 0);
  }
  case Fault::Dead: return messages::useAfterFree();
  case Fault::Uninitialized: return messages::uninitializedRead();
  case Fault::ReadOnly: return messages::writeToConstant();
  case Fault::PartOfPointer: return messages::partOfPointer();
  case Fault::IsFunction: return messages::functionAccess();
  case Fault::NotHeap: return messages::invalidFree();
  case Fault::OutOfMemory: return messages::outOfMemory(limits.bytes >> Mebi);
  }
  llvm_unreachable("unknown fault");
}

/// Keeps the call stack of the instruction in progress.
Outcome Execution::finish() {
  stack.clear();
  for (const Frame &frame : llvm::reverse(frames)) {
    size_t at = size_t(frame.pc - frame.function->code.data());
    stack.push_back({frame.function->name, at ? ir::rangeOf(frame.function->locations[at - 1]) : SourceRange()});
  }
  return Outcome::Stopped;
}

// ---- The loop

static diag::Message divisionFault(uint64_t divisor) { return divisor == 0 ? messages::divisionByZero() : messages::undefinedResult("division"); }

/// `list`: the default target, the count, then for each case the value's halves and its target.
static uint32_t chooseTarget(const uint32_t *list, uint64_t value) {
  for (uint32_t k = 0; k < list[1]; ++k) {
    const uint32_t *choice = list + 2 + size_t(k) * 3;
    if ((uint64_t(choice[1]) << 32 | choice[0]) == value)
      return choice[2];
  }
  return list[0];
}

static Pointer offsetPointer(Pointer pointer, uint64_t index, uint32_t stride) {
  int64_t distance;
  if (__builtin_mul_overflow(int64_t(index), int64_t(stride), &distance))
    distance = INT64_MAX;
  return advance(pointer, distance);
}

#define STOP(MESSAGE)                                                                                                                                \
  do {                                                                                                                                               \
    stop(MESSAGE);                                                                                                                                   \
    goto stopped;                                                                                                                                    \
  } while (false)
#define CHECK(FAULT, POINTER)                                                                                                                        \
  do {                                                                                                                                               \
    if (Fault fault = FAULT; fault != Fault::None) [[unlikely]] {                                                                                    \
      stop(fault, POINTER);                                                                                                                          \
      goto stopped;                                                                                                                                  \
    }                                                                                                                                                \
  } while (false)
#define STEP                                                                                                                                         \
  do {                                                                                                                                               \
    if (stepsLeft-- == 0 || ((stepsLeft & PollMask) == 0 && environment.isCancelled())) [[unlikely]] {                                               \
      takeSteps();                                                                                                                                   \
      goto stopped;                                                                                                                                  \
    }                                                                                                                                                \
  } while (false)
#define RELOAD                                                                                                                                       \
  do {                                                                                                                                               \
    function = frames.back().function;                                                                                                               \
    code = function->code.data();                                                                                                                    \
    pc = frames.back().pc;                                                                                                                           \
    r = registers.data() + frames.back().base;                                                                                                       \
  } while (false)

Outcome Execution::execute() {
  constexpr uint64_t PollMask = 0xffff;
  const Function *function;
  const Instruction *code, *pc;
  uint64_t *r;
  Memory &memory = bytes;
  RELOAD;
  auto list = [&](uint32_t index) { return function->lists.data() + index; };
  while (true) {
    const Instruction &i = *pc++;
    switch (i.op) {
#define OPCODE(NAME, ...)                                                                                                                            \
  case Opcode::NAME: {                                                                                                                               \
    __VA_ARGS__;                                                                                                                                     \
    break;                                                                                                                                           \
  }
#include "comptime/Opcodes.def"
    }
  }
stopped:
  frames.back().pc = pc;
  return finish();
}

} // namespace fornax::comptime
