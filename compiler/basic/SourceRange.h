#pragma once
// A half-open range of bytes in one file.

#include "basic/Index.h"

namespace fornax {

using FileId = Id<struct FileTag>;

struct SourceRange {
  FileId file;
  uint32_t begin = 0, end = 0;

  bool isValid() const { return file.isValid(); }
  uint32_t size() const { return end - begin; }
  bool contains(uint32_t offset) const { return begin <= offset && offset < end; }
  /// The empty range at the start (end) of this one.
  SourceRange atBegin() const { return {file, begin, begin}; }
  SourceRange atEnd() const { return {file, end, end}; }
  /// The smallest range that covers both; both must lie in one file.
  SourceRange to(SourceRange last) const { return {file, begin, last.end < begin ? end : last.end}; }
  friend bool operator==(const SourceRange &, const SourceRange &) = default;
};

} // namespace fornax
