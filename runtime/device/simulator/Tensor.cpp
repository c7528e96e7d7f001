// Tensor maps and the copies that use them. The simulator's map has its own layout in the 128 bytes.
#include "runtime/device/simulator/Checks.h"

#include <string.h>

namespace fornax::runtime::simulator {

struct TensorMap {
  uint8_t *base;
  uint64_t dims[5];
  uint32_t strides[5]; // in units of 16 bytes, but [0] in bytes
  uint16_t box[5], elementStrides[5];
  uint8_t rank, elementBytes, swizzle, fill;
};
static_assert(sizeof(TensorMap) <= 128);

// CUtensorMapDataType: u8 u16 u32 i32 u64 i64 f16 f32 f64 bf16 f32(ftz) tf32 tf32(ftz)
static constexpr uint8_t elementBytes[] = {1, 2, 4, 4, 8, 8, 2, 4, 8, 2, 4, 4, 4};
enum Swizzle : uint8_t { NoSwizzle, Swizzle32, Swizzle64, Swizzle128 };

Status encodeTensorMap(void *out, void *base, const fx_tensor_map_description &map) {
  if (map.rank < 1 || map.rank > 5)
    return failure("a tensor map has 1 to 5 dimensions, not %u", map.rank);
  if (map.type >= sizeof(elementBytes))
    return failure("a tensor map of element type %u is not supported by the simulator", map.type);
  if (map.interleave != 0 || map.swizzle > Swizzle128)
    return failure("interleave %u with swizzle %u is not supported by the simulator", map.interleave, map.swizzle);
  if (reinterpret_cast<uintptr_t>(base) % 16 != 0)
    return failure("a tensor map's memory must be aligned to 16 bytes; %p is not", base);
  TensorMap encoded = {};
  encoded.base = static_cast<uint8_t *>(base);
  encoded.rank = static_cast<uint8_t>(map.rank);
  encoded.elementBytes = elementBytes[map.type];
  encoded.swizzle = static_cast<uint8_t>(map.swizzle);
  encoded.fill = static_cast<uint8_t>(map.fill);
  encoded.strides[0] = encoded.elementBytes;
  for (uint32_t i = 0; i < map.rank; ++i) {
    if (map.box[i] < 1 || map.box[i] > 256)
      return failure("a tensor map's box must have 1 to 256 elements in dimension %u, not %u", i, map.box[i]);
    if (i > 0 && map.strides[i] % 16 != 0)
      return failure("a tensor map's stride must be a multiple of 16 bytes; in dimension %u it is %llu", i,
                     static_cast<unsigned long long>(map.strides[i]));
    encoded.dims[i] = map.dims[i];
    encoded.box[i] = static_cast<uint16_t>(map.box[i]);
    encoded.elementStrides[i] = static_cast<uint16_t>(map.elementStrides[i] ? map.elementStrides[i] : 1);
    if (i > 0)
      encoded.strides[i] = static_cast<uint32_t>(map.strides[i] / 16);
  }
  constexpr uint32_t rowMost[] = {~0u, 32, 64, 128};
  if (map.box[0] * encoded.elementBytes % 16 != 0 || map.box[0] * encoded.elementBytes > rowMost[encoded.swizzle])
    return failure("a tensor map's box must have a multiple of 16 bytes in dimension 0, and at most %u with its swizzle; it has %u",
                   rowMost[encoded.swizzle], map.box[0] * encoded.elementBytes);
  memset(out, 0, 128);
  memcpy(out, &encoded, sizeof(encoded));
  return nullptr;
}

/// Where byte `offset` of a box lies in shared memory: 16-byte chunks are exchanged by an XOR with bits of the 128-byte row's number.
static uint32_t swizzled(uint8_t swizzle, uint32_t offset) {
  switch (swizzle) {
  case Swizzle32: return offset ^ ((offset >> 7 & 1) << 4);
  case Swizzle64: return offset ^ ((offset >> 7 & 3) << 4);
  case Swizzle128: return offset ^ ((offset >> 7 & 7) << 4);
  }
  return offset;
}

uint32_t tensorBoxBytes(const void *bytes) {
  const auto &map = *static_cast<const TensorMap *>(bytes);
  uint32_t count = map.elementBytes;
  for (uint32_t i = 0; i < map.rank; ++i)
    count *= map.box[i];
  return count;
}

/// Calls `each(in shared memory, in the tensor or null outside of it)` for all elements of the box.
template <class Each> static void forBox(const TensorMap &map, const int32_t *origin, uint8_t *box, Each each) {
  uint32_t elements = tensorBoxBytes(&map) / map.elementBytes;
  for (uint32_t index = 0; index < elements; ++index) {
    uint32_t rest = index;
    uint8_t *element = map.base;
    for (uint32_t d = 0; d < map.rank; ++d) {
      int64_t at = int64_t(origin[d]) + int64_t(rest % map.box[d]) * map.elementStrides[d];
      rest /= map.box[d];
      if (at < 0 || static_cast<uint64_t>(at) >= map.dims[d])
        element = nullptr;
      if (element)
        element += static_cast<uint64_t>(at) * map.strides[d] * (d == 0 ? 1 : 16);
    }
    // The pattern follows the address, not the offset: boxes are aligned to it.
    auto address = reinterpret_cast<uintptr_t>(box) + index * map.elementBytes;
    uint32_t low = static_cast<uint32_t>(address & 1023);
    each(reinterpret_cast<uint8_t *>(address - low + swizzled(map.swizzle, low)), element);
  }
}

void runTensorLoad(PendingCopy &copy, Group &group) {
  const auto &map = *static_cast<const TensorMap *>(copy.map);
  markWritten(group, copy.to, tensorBoxBytes(&map));
  forBox(map, copy.coordinates, copy.to, [&](uint8_t *shared, const uint8_t *element) {
    if (element)
      memcpy(shared, element, map.elementBytes);
    else
      memset(shared, map.fill ? 0xff : 0, map.elementBytes); // fill 1: a NaN
  });
  if (copy.mbarrier)
    completeTransaction(copy.mbarrier, tensorBoxBytes(&map));
}

void runTensorStore(PendingCopy &copy, Group &group) {
  const auto &map = *static_cast<const TensorMap *>(copy.map);
  forBox(map, copy.coordinates, const_cast<uint8_t *>(copy.from), [&](const uint8_t *shared, uint8_t *element) {
    if (!element)
      return;
    memcpy(element, shared, map.elementBytes);
    markWritten(group, element, map.elementBytes);
  });
}

} // namespace fornax::runtime::simulator
