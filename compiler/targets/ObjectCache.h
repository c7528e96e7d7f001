#pragma once
// Compiled code by content hash: one file an entry, below $FORNAX_CACHE, else $XDG_CACHE_HOME/fornax, else ~/.cache/fornax. Every failure of
// the file system is a miss; entries appear by rename, so two processes never see half of one.

#include <cstdint>
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/BLAKE3.h>
#include <memory>
#include <optional>
#include <string>

namespace llvm {
class MemoryBuffer;
}

namespace fornax::targets {

/// Collects everything that decides an object's bytes. Parts are length-prefixed: ("ab", "c") is not ("a", "bc").
class CacheKey {
  llvm::BLAKE3 hash;

public:
  CacheKey &add(llvm::StringRef part);
  CacheKey &add(uint64_t part);
  /// 32 hexadecimal digits.
  std::string finish() const;
};

class ObjectCache {
  std::string folder;
  uint64_t limit;

public:
  /// Now and then what was not used for longest goes, so that about this much is kept.
  static constexpr uint64_t DefaultLimit = uint64_t(1) << 30;
  /// An empty folder means a cache that is always empty.
  explicit ObjectCache(std::string folder, uint64_t limit = DefaultLimit) : folder(std::move(folder)), limit(limit) {}
  /// The user's cache by the environment.
  static ObjectCache standard();

  llvm::StringRef path() const { return folder; }
  bool isEnabled() const { return !folder.empty(); }

  /// `kind` is the ending of the file: "o", "ptx", "cubin".
  std::unique_ptr<llvm::MemoryBuffer> find(llvm::StringRef key, llvm::StringRef kind) const;
  void insert(llvm::StringRef key, llvm::StringRef kind, llvm::ArrayRef<char> bytes) const;

  struct Size {
    uint64_t files = 0, bytes = 0;
  };
  Size size() const;
  /// Removes every entry; returns how many.
  uint64_t clear() const;
  /// Removes the entries used longest ago until at most `limit` bytes are left.
  void trim(uint64_t limit) const;
};

} // namespace fornax::targets
