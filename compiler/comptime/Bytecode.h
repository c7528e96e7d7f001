#pragma once
// What a function is translated to: instructions over a window of 64-bit registers.
//
// A value in registers is a sequence of parts: a scalar is one part, a vector one for each lane, an LLVM struct those of its fields. A part of up to
// 64 bits is one register, zero-extended; a wider integer takes as many registers as it needs, lowest word first.

#include "diagnostics/Diagnostic.h"
#include <mlir/IR/BuiltinAttributes.h>
#include <mlir/IR/Location.h>

namespace fornax::comptime {

enum class Opcode : uint16_t {
#define OPCODE(NAME, ...) NAME,
#include "comptime/Opcodes.def"
};

/// Usually: registers a = b op c. `width` is that of the operands where an operation needs one.
struct Instruction {
  Opcode op;
  uint16_t width = 0;
  uint32_t a = 0, b = 0, c = 0;
};
static_assert(sizeof(Instruction) == 16);

/// What the interpreter does itself for functions without a body. FOREIGN(Enumerator, "symbol").
enum class Foreign : uint8_t {
  None,
#define FOREIGN(NAME, SYMBOL) NAME,
#include "comptime/Foreign.def"
  Unknown,
};

/// Registers of a frame: the arguments first, then everything else.
struct Function {
  std::string name;
  Foreign foreign = Foreign::None;
  bool lendsFrame = false; // it is inlined at run time: its stack storage is its caller's
  uint32_t argumentCount = 0, resultCount = 0, registerCount = 0;
  std::vector<std::pair<uint32_t, uint64_t>> initial; // registers with a value from the start: constants, and variables not made yet (0)
  std::vector<Instruction> code;
  std::vector<mlir::Location> locations;         // of `code`
  std::vector<uint32_t> lists;                   // operands that an instruction has no room for; an instruction holds the index of the first
  std::vector<mlir::StringAttr> symbols;         // functions and globals that are mentioned
  std::vector<diag::Message> messages;           // of the Stop instructions
  mutable std::vector<const Function *> callees; // of `symbols`, found when first called
};

constexpr uint32_t noTarget = ~0u;

} // namespace fornax::comptime
