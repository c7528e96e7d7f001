#pragma once
// Interned identifiers: equal spelling is equal pointer. A NameTable belongs to one compilation.

#include <llvm/ADT/DenseMapInfo.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringRef.h>

namespace fornax {

class Name {
  const llvm::StringMapEntry<char> *entry = nullptr;

public:
  Name() = default;
  explicit Name(const llvm::StringMapEntry<char> *entry) : entry(entry) {}
  llvm::StringRef str() const { return entry ? entry->getKey() : llvm::StringRef(); }
  bool empty() const { return !entry; }
  explicit operator bool() const { return entry; }
  const void *opaque() const { return entry; }
  static Name fromOpaque(const void *p) { return Name(static_cast<const llvm::StringMapEntry<char> *>(p)); }
  friend bool operator==(Name, Name) = default;
  friend bool operator==(Name a, llvm::StringRef b) { return a.str() == b; }
};

class NameTable {
  llvm::StringMap<char> names;

public:
  Name intern(llvm::StringRef text) { return Name(&*names.try_emplace(text).first); }
  /// The name if it has been interned, else an empty one.
  Name find(llvm::StringRef text) const {
    auto it = names.find(text);
    return it == names.end() ? Name() : Name(&*it);
  }
};

} // namespace fornax

template <> struct llvm::DenseMapInfo<fornax::Name> {
  using Pointer = DenseMapInfo<const void *>;
  static fornax::Name getEmptyKey() { return fornax::Name::fromOpaque(Pointer::getEmptyKey()); }
  static fornax::Name getTombstoneKey() { return fornax::Name::fromOpaque(Pointer::getTombstoneKey()); }
  static unsigned getHashValue(fornax::Name name) { return Pointer::getHashValue(name.opaque()); }
  static bool isEqual(fornax::Name a, fornax::Name b) { return a == b; }
};
