#include "targets/ObjectCache.h"
#include <algorithm>
#include <cstdlib>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/Endian.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/raw_ostream.h>
#include <vector>

namespace fornax::targets {

namespace fs = llvm::sys::fs;

struct Entry {
  std::string path;
  uint64_t bytes;
  llvm::sys::TimePoint<> used;
};
static std::vector<Entry> listEntries(llvm::StringRef folder);
static llvm::SmallString<128> entryPath(llvm::StringRef folder, llvm::StringRef key, llvm::StringRef kind);

CacheKey &CacheKey::add(llvm::StringRef part) {
  add(uint64_t(part.size()));
  hash.update(part);
  return *this;
}

CacheKey &CacheKey::add(uint64_t part) {
  uint8_t bytes[8];
  llvm::support::endian::write64le(bytes, part);
  hash.update(llvm::ArrayRef<uint8_t>(bytes));
  return *this;
}

std::string CacheKey::finish() const {
  llvm::BLAKE3 copy = hash;
  llvm::BLAKE3Result<16> digest = copy.final<16>();
  return llvm::toHex(digest, /*LowerCase=*/true);
}

ObjectCache ObjectCache::standard() {
  auto variable = [](const char *name) {
    const char *value = std::getenv(name);
    return llvm::StringRef(value ? value : "");
  };
  if (llvm::StringRef own = variable("FORNAX_CACHE"); !own.empty())
    return ObjectCache(own == "off" ? "" : own.str());
  llvm::SmallString<128> folder(variable("XDG_CACHE_HOME"));
  if (folder.empty()) {
    if (variable("HOME").empty())
      return ObjectCache("");
    folder = variable("HOME");
    llvm::sys::path::append(folder, ".cache");
  }
  llvm::sys::path::append(folder, "fornax");
  return ObjectCache(std::string(folder));
}

std::unique_ptr<llvm::MemoryBuffer> ObjectCache::find(llvm::StringRef key, llvm::StringRef kind) const {
  if (!isEnabled())
    return nullptr;
  auto path = entryPath(folder, key, kind);
  auto file = fs::openNativeFileForRead(path);
  if (!file) {
    llvm::consumeError(file.takeError());
    return nullptr;
  }
  auto buffer = llvm::MemoryBuffer::getOpenFile(*file, path, /*FileSize=*/-1, /*RequiresNullTerminator=*/false);
  // The time of use orders entries for trim(). A failure only makes the entry look older.
  (void)fs::setLastAccessAndModificationTime(*file, std::chrono::system_clock::now());
  (void)fs::closeFile(*file);
  return buffer ? std::move(*buffer) : nullptr;
}

void ObjectCache::insert(llvm::StringRef key, llvm::StringRef kind, llvm::ArrayRef<char> bytes) const {
  if (!isEnabled())
    return;
  auto path = entryPath(folder, key, kind);
  llvm::SmallString<128> parent = llvm::sys::path::parent_path(path);
  if (fs::create_directories(parent))
    return;
  llvm::SmallString<128> pattern(path);
  pattern += ".%%%%%%%%.tmp";
  int descriptor;
  llvm::SmallString<128> temporary;
  if (fs::createUniqueFile(pattern, descriptor, temporary))
    return;
  {
    llvm::raw_fd_ostream out(descriptor, /*shouldClose=*/true);
    out.write(bytes.data(), bytes.size());
    out.close();
    if (out.has_error()) {
      out.clear_error();
      (void)fs::remove(temporary);
      return;
    }
  }
  if (fs::rename(temporary, path))
    (void)fs::remove(temporary);
  // Keys are hashes: one entry in 256 pays for the walk over all of them.
  if (key.ends_with("00"))
    trim(limit);
}

ObjectCache::Size ObjectCache::size() const {
  Size total;
  for (const Entry &entry : listEntries(folder)) {
    ++total.files;
    total.bytes += entry.bytes;
  }
  return total;
}

uint64_t ObjectCache::clear() const {
  uint64_t removed = 0;
  for (const Entry &entry : listEntries(folder))
    if (!fs::remove(entry.path))
      ++removed;
  return removed;
}

void ObjectCache::trim(uint64_t limit) const {
  std::vector<Entry> entries = listEntries(folder);
  uint64_t total = 0;
  for (const Entry &entry : entries)
    total += entry.bytes;
  std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.used < b.used; });
  for (const Entry &entry : entries) {
    if (total <= limit)
      return;
    if (!fs::remove(entry.path))
      total -= entry.bytes;
  }
}

/// Entries are spread over 256 folders by the first two digits of their key. Files of other programs are not touched: an entry lies in a
/// folder named by two hexadecimal digits and begins with them.
static std::vector<Entry> listEntries(llvm::StringRef folder) {
  std::vector<Entry> entries;
  if (folder.empty())
    return entries;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; at != end && !error; at.increment(error)) {
    llvm::StringRef group = llvm::sys::path::filename(at->path());
    if (group.size() != 2 || !llvm::all_of(group, llvm::isHexDigit))
      continue;
    std::error_code inner;
    for (fs::directory_iterator file(at->path(), inner), last; file != last && !inner; file.increment(inner)) {
      auto status = file->status();
      if (!status || status->type() != fs::file_type::regular_file || !llvm::sys::path::filename(file->path()).starts_with(group))
        continue;
      entries.push_back({file->path(), status->getSize(), status->getLastModificationTime()});
    }
  }
  return entries;
}

static llvm::SmallString<128> entryPath(llvm::StringRef folder, llvm::StringRef key, llvm::StringRef kind) {
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, key.take_front(2), key + "." + kind);
  return path;
}

} // namespace fornax::targets
