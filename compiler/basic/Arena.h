#pragma once
// Bump allocation for trees and tables that are freed all at once. Destructors do not run: store only trivially destructible nodes.

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Allocator.h>
#include <memory>
#include <type_traits>

namespace fornax {

class Arena {
  llvm::BumpPtrAllocator memory;

public:
  template <class T, class... Args> T *make(Args &&...args) {
    static_assert(std::is_trivially_destructible_v<T>, "arena objects are never destroyed");
    return new (memory.Allocate<T>()) T(std::forward<Args>(args)...);
  }
  template <class T> llvm::MutableArrayRef<T> copy(llvm::ArrayRef<T> items) {
    static_assert(std::is_trivially_destructible_v<T>, "arena objects are never destroyed");
    if (items.empty())
      return {};
    T *first = memory.Allocate<T>(items.size());
    std::uninitialized_copy(items.begin(), items.end(), first);
    return {first, items.size()};
  }
  llvm::StringRef copy(llvm::StringRef text) {
    if (text.empty())
      return {};
    char *bytes = memory.Allocate<char>(text.size());
    std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
  }
  void *allocate(size_t size, size_t align) { return memory.Allocate(size, llvm::Align(align)); }
  size_t bytesUsed() const { return memory.getBytesAllocated(); }
};

} // namespace fornax
