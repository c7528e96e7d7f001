#pragma once
// A value with memory as data: the blocks that can be reached from it, with the addresses in them. It outlives the run that made it.

#include "comptime/Interpreter.h"

namespace fornax::comptime {

struct Graph {
  struct Address {
    uint64_t offset = 0;
    uint32_t block = 0; // or
    mlir::StringAttr function;
    uint64_t addend = 0;
  };
  struct Block {
    std::string bytes;
    uint64_t align = 1;
    bool isConstant = false; // read-only data of the program; other blocks were allocated
    std::vector<Address> addresses;
  };
  std::vector<Block> blocks; // numbered in the order in which a walk from the value meets them; 0 is the value itself
};

constexpr uint64_t maxGraphBytes = uint64_t(16) << 20;

/// Reads the value of `size` bytes at an address. Bytes that were never written are 0. A message if it refers to memory that goes with the
/// evaluation, or is too large.
std::optional<diag::Message> readGraph(Execution &run, Pointer at, uint64_t size, uint64_t align, Graph &graph);

/// Writes the value to an address; its other blocks are made anew. A message if memory is exhausted.
std::optional<diag::Message> writeGraph(Execution &run, const Graph &graph, Pointer at);

} // namespace fornax::comptime
