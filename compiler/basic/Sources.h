#pragma once
// Source files as immutable text; offsets to lines and columns; the search for modules. The only reader of disk in the compiler's front.

#include "basic/SourceRange.h"
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringRef.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace llvm {
class MemoryBuffer;
}

namespace fornax {

/// One-based; a column counts characters (code points), a tab is one.
struct LineColumn {
  uint32_t line = 0, column = 0;
};

enum class LoadError { None, NotFound, IsDirectory, Unreadable, TooLarge, Binary };

struct LoadResult {
  FileId file;
  LoadError error = LoadError::None;
  std::string detail; // the system's words for Unreadable
};

class Sources {
public:
  Sources();
  ~Sources();
  Sources(const Sources &) = delete;

  /// Reads a file once; later calls with the same path return the same id.
  LoadResult load(llvm::StringRef path);
  /// Adds text that has no file (tests, an editor's buffer, the REPL). Replaces what `load` would read for `path`.
  FileId add(llvm::StringRef path, std::string text);

  llvm::StringRef text(FileId) const;
  llvm::StringRef path(FileId) const;
  llvm::StringRef text(SourceRange range) const { return text(range.file).slice(range.begin, range.end); }
  LineColumn position(FileId, uint32_t offset) const;
  /// The bytes of a line without its end; `line` is one-based.
  llvm::StringRef line(FileId, uint32_t line) const;
  uint32_t lineStart(FileId, uint32_t line) const;
  uint32_t size() const { return uint32_t(files.size()); }

private:
  struct File;
  std::vector<std::unique_ptr<File>> files;
  llvm::StringMap<FileId> byPath;
  const File &get(FileId id) const;
  FileId insert(llvm::StringRef path, std::unique_ptr<llvm::MemoryBuffer> buffer);
};

/// How `sema` finds modules: a dotted path below the search roots, or below an importing package.
class ModuleFinder {
public:
  enum class Kind { Missing, File, Package, Directory };
  struct Found {
    Kind kind = Kind::Missing;
    std::string path; // of the file, or of the folder for Package and Directory
    std::string init; // `__init__.mojo` of a package
  };
  virtual ~ModuleFinder();
  /// `folder` is the folder of a package (empty: the search roots, in order); `name` is one component.
  virtual Found find(llvm::StringRef folder, llvm::StringRef name) = 0;
  /// Names of the modules and packages directly in `folder` (empty: in the roots), for suggestions and completion.
  virtual std::vector<std::string> list(llvm::StringRef folder) = 0;
};

/// Looks in folders on disk: the program's own folder, then `-I`, then the library.
class DiskModuleFinder : public ModuleFinder {
  std::vector<std::string> roots;

public:
  explicit DiskModuleFinder(std::vector<std::string> roots) : roots(std::move(roots)) {}
  Found find(llvm::StringRef folder, llvm::StringRef name) override;
  std::vector<std::string> list(llvm::StringRef folder) override;
};

} // namespace fornax
