#include "basic/Sources.h"
#include <algorithm>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <mutex>

namespace fornax {

struct Sources::File {
  std::string path;
  std::unique_ptr<llvm::MemoryBuffer> buffer;
  mutable std::vector<uint32_t> lineStarts; // made at the first question about a line
  mutable std::vector<bool> isWide;         // by line: it has characters of more than one byte

  llvm::StringRef text() const { return buffer->getBuffer(); }
  static bool hasWide(llvm::StringRef text) {
    return llvm::any_of(text, [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; });
  }
  const std::vector<uint32_t> &lines() const {
    if (!lineStarts.empty())
      return lineStarts;
    lineStarts.push_back(0);
    llvm::StringRef all = text();
    for (size_t at = all.find_first_of("\r\n"); at != llvm::StringRef::npos; at = all.find_first_of("\r\n", at)) {
      at += all.substr(at).starts_with("\r\n") ? 2 : 1;
      isWide.push_back(hasWide(all.slice(lineStarts.back(), at)));
      lineStarts.push_back(uint32_t(at));
    }
    isWide.push_back(hasWide(all.substr(lineStarts.back())));
    return lineStarts;
  }
};

Sources::Sources() = default;
Sources::~Sources() = default;

// Offsets are 32-bit; a file of a gigabyte is no program.
static constexpr uint64_t MaxFileSize = uint64_t(1) << 30;

LoadResult Sources::load(llvm::StringRef path) {
  if (auto it = byPath.find(path); it != byPath.end())
    return {it->second, LoadError::None, {}};
  llvm::sys::fs::file_status status;
  if (std::error_code error = llvm::sys::fs::status(path, status)) {
    bool missing = error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
    return {{}, missing ? LoadError::NotFound : LoadError::Unreadable, error.message()};
  }
  if (llvm::sys::fs::is_directory(status))
    return {{}, LoadError::IsDirectory, {}};
  if (status.type() != llvm::sys::fs::file_type::regular_file && status.type() != llvm::sys::fs::file_type::fifo_file)
    return {{}, LoadError::Unreadable, "it is neither a file nor a pipe"}; // a device such as /dev/zero may never end
  if (status.getSize() > MaxFileSize)
    return {{}, LoadError::TooLarge, {}};
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/true);
  if (!buffer)
    return {{}, LoadError::Unreadable, buffer.getError().message()};
  // A NUL byte never occurs in source text and always does in object files, archives and pictures.
  if ((*buffer)->getBuffer().contains('\0'))
    return {{}, LoadError::Binary, {}};
  return {insert(path, std::move(*buffer)), LoadError::None, {}};
}

FileId Sources::add(llvm::StringRef path, std::string text) { return insert(path, llvm::MemoryBuffer::getMemBufferCopy(text, path)); }

FileId Sources::insert(llvm::StringRef path, std::unique_ptr<llvm::MemoryBuffer> buffer) {
  auto file = std::make_unique<File>();
  file->path = path.str();
  file->buffer = std::move(buffer);
  files.push_back(std::move(file));
  FileId id(uint32_t(files.size() - 1));
  byPath[path] = id;
  return id;
}

const Sources::File &Sources::get(FileId id) const {
  assert(id.value < files.size());
  return *files[id.value];
}

llvm::StringRef Sources::text(FileId id) const { return get(id).text(); }
llvm::StringRef Sources::path(FileId id) const { return get(id).path; }

LineColumn Sources::position(FileId id, uint32_t offset) const {
  const auto &starts = get(id).lines();
  auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  uint32_t line = uint32_t(after - starts.begin());
  if (!get(id).isWide[line - 1]) // the usual case, and lines may be very long
    return {line, offset - starts[line - 1] + 1};
  llvm::StringRef before = get(id).text().slice(starts[line - 1], offset);
  auto isCharacterStart = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return {line, uint32_t(std::count_if(before.begin(), before.end(), isCharacterStart)) + 1};
}

uint32_t Sources::lineStart(FileId id, uint32_t line) const { return get(id).lines()[line - 1]; }

llvm::StringRef Sources::line(FileId id, uint32_t line) const {
  const auto &starts = get(id).lines();
  if (line == 0 || line > starts.size())
    return {};
  uint32_t end = line < starts.size() ? starts[line] : uint32_t(get(id).text().size());
  return get(id).text().slice(starts[line - 1], end).rtrim("\r\n");
}

ModuleFinder::~ModuleFinder() = default;

// `name.mojo` and `name.🔥` are equivalent.
static constexpr llvm::StringLiteral Extensions[] = {".mojo", ".\xF0\x9F\x94\xA5"};

static std::string existing(llvm::StringRef folder, llvm::StringRef stem) {
  for (llvm::StringRef extension : Extensions) {
    llvm::SmallString<256> path(folder);
    llvm::sys::path::append(path, stem + extension);
    if (llvm::sys::fs::exists(path) && !llvm::sys::fs::is_directory(path))
      return path.str().str();
  }
  return {};
}

ModuleFinder::Found DiskModuleFinder::find(llvm::StringRef folder, llvm::StringRef name) {
  std::vector<std::string> only{folder.str()};
  Found merged;
  for (const std::string &root : folder.empty() ? roots : only) {
    llvm::SmallString<256> inner(root);
    llvm::sys::path::append(inner, name);
    if (llvm::sys::fs::is_directory(inner)) {
      if (std::string init = existing(inner, "__init__"); !init.empty())
        return {Kind::Package, inner.str().str(), init};
      if (merged.kind == Kind::Missing)
        merged = {Kind::Directory, inner.str().str(), {}};
    }
    if (std::string file = existing(root, name); !file.empty())
      return {Kind::File, file, {}};
  }
  return merged;
}

std::vector<std::string> DiskModuleFinder::list(llvm::StringRef folder) {
  std::vector<std::string> only{folder.str()}, names;
  for (const std::string &root : folder.empty() ? roots : only) {
    std::error_code error;
    for (llvm::sys::fs::directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
      llvm::StringRef path = it->path();
      bool isModule = llvm::is_contained(Extensions, llvm::sys::path::extension(path));
      llvm::StringRef name = isModule ? llvm::sys::path::stem(path) : llvm::sys::path::filename(path);
      if ((isModule && name != "__init__") || (!isModule && llvm::sys::fs::is_directory(path)))
        names.push_back(name.str());
    }
  }
  llvm::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

} // namespace fornax
