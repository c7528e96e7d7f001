#pragma once
// Runs owned fx at compile time: in checked memory, within limits, without touching anything outside.
//
//   Code code;                                    // translated functions, kept between runs
//   Execution run(code, environment, limits);
//   Pointer place = run.memory().allocate(…);     // arguments and results live in the run's memory
//   Outcome outcome = run.call(function, registers, results);
//
// A run answers one question and everything in its memory goes with it. It asks its environment for the functions and globals that are
// mentioned; what the environment does to make them (emission, ownership, evaluations of its own) is not its business.

#include "basic/SourceRange.h"
#include "comptime/Bytecode.h"
#include "comptime/Memory.h"
#include "ir/IR.h"
#include "ir/Layout.h"

namespace fornax::comptime {

struct Limits {
  uint64_t steps = 50'000'000;          // calls and turns of loops
  uint64_t frames = 4096;               // calls inside of each other
  uint64_t bytes = uint64_t(256) << 20; // memory in use
};

/// What a run asks its owner.
struct Environment {
  /// The function in the form that ownership leaves behind, or without a body; null if it cannot be had (it has been reported).
  virtual fx::FuncOp function(mlir::StringAttr symbol) = 0;
  virtual fx::GlobalOp global(mlir::StringAttr symbol) = 0;
  /// Text for standard output (1) or standard error (2).
  virtual void write(int stream, llvm::StringRef text) = 0;
  virtual bool isCancelled() { return false; }
  virtual ~Environment();
};

/// Translated functions of one target.
class Code {
  llvm::DenseMap<mlir::StringAttr, std::unique_ptr<Function>> functions;
  ir::Layout layout;

public:
  explicit Code(const ir::Machine &machine = {}) : layout(machine) {}
  /// Translates the function on first use.
  const Function *find(mlir::StringAttr symbol, Environment &environment);
  const ir::Layout &layoutTable() const { return layout; }
};

enum class Outcome : uint8_t {
  Returned,
  Raised,  // the error place is initialised
  Stopped, // see stopReason
  Broken,  // a function that was called could not be had
};

/// One line of a call stack.
struct TraceFrame {
  std::string function;
  SourceRange range;
};

class Execution {
public:
  Execution(Code &code, Environment &environment, const Limits &limits);

  /// Calls a function with the registers of its arguments, in order. `results` are those of a leaf result.
  Outcome call(mlir::StringAttr symbol, llvm::ArrayRef<uint64_t> arguments, llvm::SmallVectorImpl<uint64_t> &results);

  // After Stopped.
  const diag::Message &stopReason() const { return reason; }
  llvm::ArrayRef<TraceFrame> trace() const { return stack; } // innermost first

  Memory &memory() { return bytes; }
  const ir::Layout &layout() const { return code.layoutTable(); }
  /// The value of a leaf type at an address as registers, and back.
  Fault load(mlir::Type leaf, Pointer at, llvm::SmallVectorImpl<uint64_t> &registers);
  Fault store(mlir::Type leaf, Pointer at, llvm::ArrayRef<uint64_t> registers);
  Pointer functionAddress(mlir::StringAttr symbol);
  /// Null if the pointer is not one to a function.
  mlir::StringAttr functionAt(Pointer pointer) const;
  /// Null if there is no such global; stops if the memory is exhausted.
  bool globalAddress(mlir::StringAttr symbol, Pointer &address);
  /// The message for a fault at an address.
  diag::Message describe(Fault fault, Pointer pointer) const;

private:
  struct Frame {
    const Function *function;
    const Instruction *pc; // the instruction after the one in progress
    size_t base;           // of its registers
    Memory::Mark mark;
    size_t firstBlock; // among `frameBlocks`
  };
  /// A block that goes with a frame, which is not always the one that made it.
  struct FrameBlock {
    size_t frame;
    uint32_t index;
  };

  Code &code;
  Environment &environment;
  const Limits limits;
  Memory bytes;
  std::vector<uint64_t> registers;
  std::vector<Frame> frames;
  std::vector<FrameBlock> frameBlocks; // in the order of making
  size_t bottom = 0;                   // of `frames`, of the call in progress
  llvm::SmallVector<uint64_t, 4> returned;
  std::vector<mlir::StringAttr> functionTable;
  llvm::DenseMap<mlir::StringAttr, uint32_t> functionNumbers;
  llvm::DenseMap<mlir::StringAttr, Pointer> globals;
  uint64_t stepsLeft;
  diag::Message reason;
  std::vector<TraceFrame> stack;
  bool isBroken = false;

  Outcome execute();
  bool callSymbol(const Instruction &instruction, const Instruction *next);
  bool callPointer(const Instruction &instruction, const Instruction *next);
  bool enter(const Function *callee, const Instruction &instruction);
  bool push(const Function *callee, llvm::ArrayRef<uint64_t> arguments);
  void pop();
  const Function *resolve(const Function &caller, uint32_t symbol);
  bool leave(const uint32_t *results, uint32_t count);
  bool leaveRaising();
  bool callForeign(const Function &callee, llvm::ArrayRef<uint64_t> arguments, uint64_t *result);
  bool makeVariable(uint64_t &address, uint32_t size, uint32_t align);
  bool makeStorage(uint64_t &address, uint32_t size, uint32_t align);
  bool runWide(const uint32_t *list, uint64_t *r, uint32_t result);
  bool takeSteps();
  bool stop(diag::Message message);
  bool stop(Fault fault, Pointer pointer) { return stop(describe(fault, pointer)); }
  Outcome finish();
};

} // namespace fornax::comptime
