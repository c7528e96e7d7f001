#pragma once
// The checked byte memory of one evaluation. Every access is checked: is the block alive, is the range inside, were the bytes written?
//
// A pointer is 64 bits, `block:32 | offset:32`; null is 0. The block's half is an index and a generation, so that an index can be used again
// and old pointers to it are still recognised; the top bit marks functions. Bytes carry a shadow each: not written, data, or part of a
// stored pointer. Copies keep shadows; overwriting or reading part of a pointer is an error.

#include <cstdint>
#include <cstring>
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <memory>
#include <vector>

namespace fornax::comptime {

using Pointer = uint64_t;

enum class BlockKind : uint8_t {
  Stack,   // a variable: its bytes lie in the arena and go in the order of frames
  Storage, // memory of a frame that goes with it
  Heap,
  Constant,
};

/// What is wrong with an access.
enum class Fault : uint8_t {
  None,
  Null,
  NotAPointer, // an integer made into a pointer
  OutOfBounds,
  Dead,
  Uninitialized,
  ReadOnly,
  PartOfPointer,
  IsFunction,
  NotHeap, // freeing what was not allocated, or not its start
  OutOfMemory,
};

struct Block {
  uint32_t tag = 0; // the upper half of pointers to it; 0 while it is dead
  uint32_t size = 0;
  uint8_t *bytes = nullptr;
  uint8_t *shadow = nullptr; // size + one word, which stays 0
  uint32_t generation = 0;
  BlockKind kind = BlockKind::Heap;
  uint8_t logAlign = 0;
  bool isOwned = false; // bytes came from new[]
};

/// The shadow of a byte.
enum Shadow : uint8_t { Unwritten = 0, Written = 1, PointerStart = 3, PointerRest = 5 };

constexpr Pointer functionMark = Pointer(1) << 63;
constexpr uint32_t offsetOf(Pointer pointer) { return uint32_t(pointer); }
constexpr uint32_t tagOf(Pointer pointer) { return uint32_t(pointer >> 32); }
constexpr bool isFunction(Pointer pointer) { return pointer & functionMark; }
constexpr Pointer functionPointer(uint32_t index) { return functionMark | Pointer(index); }
constexpr uint32_t functionIndex(Pointer pointer) { return uint32_t(pointer); }

/// Stays in the lower half; a distance that does not fit there points behind every block.
constexpr Pointer advance(Pointer pointer, int64_t distance) {
  constexpr uint32_t Nowhere = ~0u;
  Pointer upper = pointer & ~Pointer(0xffffffff);
  if (distance > INT32_MAX || distance < INT32_MIN)
    return upper | (distance > INT32_MAX || upper ? Pointer(Nowhere) : 0);
  return upper | uint32_t(uint32_t(pointer) + uint32_t(distance));
}

class Memory {
  static constexpr unsigned indexBits = 22;
  static constexpr uint32_t indexMask = (1u << indexBits) - 1;
  static constexpr uint32_t generations = 1u << (31 - indexBits);
  static constexpr size_t chunkSize = size_t(1) << 16;

  std::vector<Block> blocks;                      // 0 is never alive
  std::vector<uint32_t> freeSlots;                // indices to use again
  std::vector<std::unique_ptr<uint8_t[]>> chunks; // of the arena for stack blocks
  std::vector<size_t> chunkSizes;
  size_t chunk = 0, chunkUsed = 0;
  uint64_t used = 0, limit;

  uint8_t *takeFromArena(size_t size);
  Fault diagnose(Pointer pointer) const;

public:
  explicit Memory(uint64_t limit);
  ~Memory();
  Memory(const Memory &) = delete;

  /// Null if the limit is reached.
  Pointer allocate(BlockKind kind, uint64_t size, uint64_t align);
  Fault free(Pointer pointer);
  void release(uint32_t index);
  /// The bytes become unwritten again.
  void forget(Pointer pointer);

  /// A point of the arena to return to: blocks of kind Stack that were allocated in between must have been released.
  struct Mark {
    size_t chunk, used;
  };
  Mark mark() const { return {chunk, chunkUsed}; }
  void reset(Mark mark) { chunk = mark.chunk, chunkUsed = mark.used; }

  /// The block of a live pointer, or null.
  const Block *find(Pointer pointer) const {
    uint32_t index = indexOf(pointer);
    if (index >= blocks.size() || blocks[index].tag != tagOf(pointer) || index == 0)
      return nullptr;
    return &blocks[index];
  }
  static uint32_t indexOf(Pointer pointer) { return tagOf(pointer) & indexMask; }
  /// Blocks of kind Heap that are alive.
  uint64_t liveHeapBlocks() const;

  // Access of `size` bytes at `pointer + offset`.
  template <class T> Fault load(Pointer pointer, uint32_t offset, uint64_t &value) const;
  template <class T> Fault store(Pointer pointer, uint32_t offset, uint64_t value);
  Fault storePointer(Pointer pointer, uint32_t offset, Pointer value);
  Fault copy(Pointer to, Pointer from, uint64_t size);
  Fault fill(Pointer to, uint8_t byte, uint64_t size);
  /// Written data; parts of pointers count as such (for comparing bytes).
  Fault read(Pointer from, uint64_t size, const uint8_t *&bytes) const;
  /// Bytes before the first zero.
  Fault readText(Pointer from, llvm::StringRef &text) const;
  /// Constant data is written once, by its maker.
  void fillIn(Pointer block, llvm::StringRef bytes);
  void fillInPointer(Pointer block, uint64_t offset, Pointer value);

private:
  /// The block, if the range lies in it.
  const Block *range(Pointer pointer, uint64_t offset, uint64_t size) const {
    const Block *block = find(pointer);
    return block && size <= block->size && offset <= block->size - size ? block : nullptr;
  }
};

template <class T> Fault Memory::load(Pointer pointer, uint32_t offset, uint64_t &value) const {
  uint64_t at = uint64_t(offsetOf(pointer)) + offset;
  const Block *block = range(pointer, at, sizeof(T));
  if (!block)
    return diagnose(pointer);
  T shadow, loaded;
  std::memcpy(&shadow, block->shadow + at, sizeof(T));
  std::memcpy(&loaded, block->bytes + at, sizeof(T));
  value = loaded;
  constexpr T AllWritten = T(0x0101010101010101), WholePointer = T(0x0505050505050503);
  if (shadow == AllWritten || (sizeof(T) == 8 && shadow == WholePointer))
    return Fault::None;
  return (shadow & AllWritten) == AllWritten ? Fault::PartOfPointer : Fault::Uninitialized;
}

template <class T> Fault Memory::store(Pointer pointer, uint32_t offset, uint64_t value) {
  uint64_t at = uint64_t(offsetOf(pointer)) + offset;
  const Block *block = range(pointer, at, sizeof(T));
  if (!block || block->kind == BlockKind::Constant)
    return block ? Fault::ReadOnly : diagnose(pointer);
  if (block->shadow[at] == PointerRest || block->shadow[at + sizeof(T)] == PointerRest)
    return Fault::PartOfPointer;
  constexpr T AllWritten = T(0x0101010101010101);
  T stored = T(value);
  std::memcpy(block->shadow + at, &AllWritten, sizeof(T));
  std::memcpy(block->bytes + at, &stored, sizeof(T));
  return Fault::None;
}

} // namespace fornax::comptime
