#pragma once
// Compile-time values as bytes: what a value looks like in memory, with the addresses that must be filled in.

#include "irgen/Emit.h"

namespace fornax::irgen {

/// The bytes of one block of memory. Relocations name a global or function by symbol, or another block of an object by number.
struct ConstantBytes {
  std::string bytes;
  struct Address {
    uint64_t offset = 0;
    std::string symbol; // or
    int block = -1;
    int64_t addend = 0;
  };
  std::vector<Address> addresses;
  uint64_t align = 1;
};

/// Writes a value of a machine type at an offset. False after a report.
bool encode(Emitter &, sema::Term, mlir::Type, uint64_t offset, ConstantBytes &, SourceRange);
/// A read-only global with the bytes; its symbol.
std::string addGlobal(Emitter &, const ConstantBytes &, llvm::StringRef prefix);

} // namespace fornax::irgen
