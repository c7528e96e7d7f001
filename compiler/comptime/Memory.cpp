#include "comptime/Memory.h"
#include <bit>
#include <llvm/Support/MathExtras.h>

namespace fornax::comptime {

static constexpr size_t shadowPad = 8;

Memory::Memory(uint64_t limit) : limit(limit) { blocks.emplace_back(); }

Memory::~Memory() {
  for (const Block &block : blocks)
    if (block.isOwned)
      delete[] block.bytes;
}

uint8_t *Memory::takeFromArena(size_t size) {
  size = llvm::alignTo(size, 16);
  while (chunk < chunks.size() && chunkUsed + size > chunkSizes[chunk]) {
    ++chunk;
    chunkUsed = 0;
  }
  if (chunk == chunks.size()) {
    chunkSizes.push_back(std::max(chunkSize, size));
    chunks.push_back(std::make_unique<uint8_t[]>(chunkSizes.back()));
    chunkUsed = 0;
  }
  uint8_t *taken = chunks[chunk].get() + chunkUsed;
  chunkUsed += size;
  return taken;
}

Pointer Memory::allocate(BlockKind kind, uint64_t size, uint64_t align) {
  constexpr uint64_t TableCost = sizeof(Block); // so that empty blocks are not for nothing
  if (size > limit || used + size + TableCost > limit || size >= UINT32_MAX)
    return 0;
  uint32_t index;
  if (freeSlots.empty()) {
    if (blocks.size() > indexMask)
      return 0;
    index = uint32_t(blocks.size());
    blocks.emplace_back();
  } else {
    index = freeSlots.back();
    freeSlots.pop_back();
  }
  Block &block = blocks[index];
  used += size + TableCost;
  size_t total = size * 2 + shadowPad;
  block.isOwned = kind != BlockKind::Stack;
  block.bytes = block.isOwned ? new uint8_t[total] : takeFromArena(total);
  block.shadow = block.bytes + size;
  std::memset(block.shadow, Unwritten, size + shadowPad);
  block.size = uint32_t(size);
  block.kind = kind;
  block.logAlign = uint8_t(align > 1 ? std::bit_width(align - 1) : 0);
  block.generation = (block.generation + 1) % generations;
  block.tag = block.generation << indexBits | index;
  return Pointer(block.tag) << 32;
}

void Memory::release(uint32_t index) {
  Block &block = blocks[index];
  used -= block.size + sizeof(Block);
  if (block.isOwned)
    delete[] block.bytes;
  block.isOwned = false;
  block.bytes = block.shadow = nullptr;
  block.tag = 0;
  freeSlots.push_back(index);
}

Fault Memory::free(Pointer pointer) {
  if (pointer == 0)
    return Fault::None;
  const Block *block = find(pointer);
  if (!block)
    return diagnose(pointer);
  if (block->kind != BlockKind::Heap || offsetOf(pointer) != 0)
    return Fault::NotHeap;
  release(indexOf(pointer));
  return Fault::None;
}

void Memory::forget(Pointer pointer) {
  const Block &block = *find(pointer);
  std::memset(block.shadow, Unwritten, block.size);
}

/// Why a range is not accessible.
Fault Memory::diagnose(Pointer pointer) const {
  if (pointer == 0)
    return Fault::Null;
  if (isFunction(pointer))
    return Fault::IsFunction;
  if (tagOf(pointer) == 0)
    return Fault::NotAPointer;
  uint32_t index = indexOf(pointer);
  if (index == 0 || index >= blocks.size())
    return Fault::NotAPointer;
  return blocks[index].tag == tagOf(pointer) ? Fault::OutOfBounds : Fault::Dead;
}

Fault Memory::storePointer(Pointer pointer, uint32_t offset, Pointer value) {
  Fault fault = store<uint64_t>(pointer, offset, value);
  if (fault != Fault::None || tagOf(value) == 0)
    return fault;
  fillInPointer(pointer, offset, value);
  return Fault::None;
}

void Memory::fillInPointer(Pointer pointer, uint64_t offset, Pointer value) {
  const Block &block = *find(pointer);
  uint64_t at = offsetOf(pointer) + offset;
  std::memcpy(block.bytes + at, &value, sizeof value);
  block.shadow[at] = PointerStart;
  std::memset(block.shadow + at + 1, PointerRest, sizeof value - 1);
}

void Memory::fillIn(Pointer pointer, llvm::StringRef bytes) {
  const Block &block = *find(pointer);
  assert(offsetOf(pointer) + bytes.size() <= block.size);
  std::memcpy(block.bytes + offsetOf(pointer), bytes.data(), bytes.size());
  std::memset(block.shadow + offsetOf(pointer), Written, bytes.size());
}

/// Whether a range starts or ends inside a stored pointer.
static bool cutsPointer(const Block &block, uint64_t at, uint64_t size) {
  return block.shadow[at] == PointerRest || block.shadow[at + size] == PointerRest;
}

Fault Memory::copy(Pointer to, Pointer from, uint64_t size) {
  if (size == 0)
    return Fault::None;
  const Block *source = range(from, offsetOf(from), size), *target = range(to, offsetOf(to), size);
  if (!source)
    return diagnose(from);
  if (!target)
    return diagnose(to);
  if (target->kind == BlockKind::Constant)
    return Fault::ReadOnly;
  if (cutsPointer(*source, offsetOf(from), size) || cutsPointer(*target, offsetOf(to), size))
    return Fault::PartOfPointer;
  std::memmove(target->bytes + offsetOf(to), source->bytes + offsetOf(from), size);
  std::memmove(target->shadow + offsetOf(to), source->shadow + offsetOf(from), size);
  return Fault::None;
}

Fault Memory::fill(Pointer to, uint8_t byte, uint64_t size) {
  if (size == 0)
    return Fault::None;
  const Block *target = range(to, offsetOf(to), size);
  if (!target)
    return diagnose(to);
  if (target->kind == BlockKind::Constant)
    return Fault::ReadOnly;
  if (cutsPointer(*target, offsetOf(to), size))
    return Fault::PartOfPointer;
  std::memset(target->bytes + offsetOf(to), byte, size);
  std::memset(target->shadow + offsetOf(to), Written, size);
  return Fault::None;
}

Fault Memory::read(Pointer from, uint64_t size, const uint8_t *&bytes) const {
  bytes = nullptr;
  if (size == 0)
    return Fault::None;
  const Block *source = range(from, offsetOf(from), size);
  if (!source)
    return diagnose(from);
  if (std::memchr(source->shadow + offsetOf(from), Unwritten, size))
    return Fault::Uninitialized;
  bytes = source->bytes + offsetOf(from);
  return Fault::None;
}

Fault Memory::readText(Pointer from, llvm::StringRef &text) const {
  const Block *source = range(from, offsetOf(from), 1);
  if (!source)
    return diagnose(from);
  const uint8_t *start = source->bytes + offsetOf(from);
  const void *end = std::memchr(start, 0, source->size - offsetOf(from));
  if (!end)
    return Fault::OutOfBounds;
  text = llvm::StringRef(reinterpret_cast<const char *>(start), size_t(static_cast<const uint8_t *>(end) - start));
  return std::memchr(source->shadow + offsetOf(from), Unwritten, text.size() + 1) ? Fault::Uninitialized : Fault::None;
}

uint64_t Memory::liveHeapBlocks() const {
  uint64_t count = 0;
  for (const Block &block : blocks)
    count += block.tag && block.kind == BlockKind::Heap;
  return count;
}

} // namespace fornax::comptime
