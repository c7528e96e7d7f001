#pragma once
// Compile-time values as bytes: what a value looks like in memory, with the addresses that must be filled in. Used for constants in code and
// for the arguments of compile-time calls.

#include "irgen/Instances.h"

namespace fornax::irgen {

/// One block of memory. An address is a function or global by symbol, or another block of the value by number.
struct ConstantBlock {
  std::string bytes;
  struct Address {
    uint64_t offset = 0;
    std::string symbol; // or
    int block = -1;
    int64_t addend = 0;
  };
  std::vector<Address> addresses;
  uint64_t align = 1;
  bool isConstant = false; // read-only data; other blocks are allocated anew for each value
};

/// Block 0 is the value itself.
struct ConstantGraph {
  std::vector<ConstantBlock> blocks{1};
};

/// Writes a value of a machine type into block 0. False after a report.
bool encode(Instances &, sema::Term, mlir::Type, uint64_t offset, ConstantGraph &, TargetIndex, Site);
/// A read-only global with the block's bytes and symbols; its own symbol.
std::string addGlobal(Instances &, const ConstantBlock &, llvm::StringRef prefix, TargetIndex, mlir::Location);
/// The instance of a function that is known by its term: an item or closure type. Invalid after a report.
InstanceId requestFunctionTerm(Instances &, sema::Term, TargetIndex, Site);

/// The value of a language type that a graph holds at an offset of a block: scalars, structs field by field, objects where there are
/// addresses. Null if a type has no run-time form (reported).
sema::Term decode(Instances &, sema::Type, const sema::ObjectGraph &, uint32_t block, uint64_t offset, TargetIndex, Site);
/// Whether values of a type may hold addresses.
bool hasAddresses(mlir::Type);

} // namespace fornax::irgen
