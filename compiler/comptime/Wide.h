#pragma once
// Integers of more than 64 bits: one instruction with everything in a list.
//
//   [kind, operation, bits, bits of the result, first operand's registers…, second operand's registers…]

#include <cstdint>

namespace fornax::comptime {

enum class WideKind : uint32_t {
  Binary,  // operation: ir::semantics::IntOp
  Compare, // operation: ir::semantics::Compare
  ExtendS, // from `bits` to the result's
};
constexpr uint32_t wordsOf(uint32_t bits) { return (bits + 63) / 64; }

} // namespace fornax::comptime
