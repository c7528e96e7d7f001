#include "driver/Commands.h"
#include "targets/ObjectCache.h"

namespace fornax::driver {

int cacheCommand(const Invocation &invocation) {
  targets::ObjectCache cache = targets::ObjectCache::standard();
  if (!cache.isEnabled()) {
    llvm::outs() << "no cache: neither FORNAX_CACHE, XDG_CACHE_HOME nor HOME is set\n";
    return Success;
  }
  if (invocation.clearCache) {
    uint64_t removed = cache.clear();
    llvm::outs() << "removed " << removed << (removed == 1 ? " entry from " : " entries from ") << cache.path() << '\n';
    return Success;
  }
  auto size = cache.size();
  llvm::outs() << cache.path() << ": " << size.files << (size.files == 1 ? " entry, " : " entries, ")
               << fmt::format("{:.1f} MiB", double(size.bytes) / (1 << 20)) << '\n';
  return Success;
}

} // namespace fornax::driver
