#pragma once
// Typed indices: an id of one kind of entity cannot be used where another kind is meant.

#include <cassert>
#include <cstdint>
#include <functional>
#include <llvm/ADT/DenseMapInfo.h>
#include <vector>

namespace fornax {

/// An index into an IndexVector of the same tag; default-constructed ids name nothing.
template <class Tag> struct Id {
  static constexpr uint32_t None = ~0u;
  uint32_t value = None;

  constexpr Id() = default;
  constexpr explicit Id(uint32_t value) : value(value) {}
  constexpr bool isValid() const { return value != None; }
  constexpr explicit operator bool() const { return isValid(); }
  friend constexpr bool operator==(Id, Id) = default;
  friend constexpr auto operator<=>(Id, Id) = default;
};

/// A vector indexed by one kind of id only. Rows keep their index for ever; references move when it grows.
template <class I, class T> class IndexVector {
  std::vector<T> rows;

public:
  template <class... Args> I emplace(Args &&...args) {
    rows.emplace_back(std::forward<Args>(args)...);
    return I(uint32_t(rows.size() - 1));
  }
  I push(T row) {
    rows.push_back(std::move(row));
    return I(uint32_t(rows.size() - 1));
  }
  T &operator[](I id) {
    assert(id.value < rows.size());
    return rows[id.value];
  }
  const T &operator[](I id) const {
    assert(id.value < rows.size());
    return rows[id.value];
  }
  uint32_t size() const { return uint32_t(rows.size()); }
  bool empty() const { return rows.empty(); }
  void resize(size_t count) { rows.resize(count); }
  auto begin() { return rows.begin(); }
  auto end() { return rows.end(); }
  auto begin() const { return rows.begin(); }
  auto end() const { return rows.end(); }
};

} // namespace fornax

template <class Tag> struct llvm::DenseMapInfo<fornax::Id<Tag>> {
  static fornax::Id<Tag> getEmptyKey() { return fornax::Id<Tag>(~0u - 1); }
  static fornax::Id<Tag> getTombstoneKey() { return fornax::Id<Tag>(~0u - 2); }
  static unsigned getHashValue(fornax::Id<Tag> id) { return llvm::DenseMapInfo<uint32_t>::getHashValue(id.value); }
  static bool isEqual(fornax::Id<Tag> a, fornax::Id<Tag> b) { return a == b; }
};
