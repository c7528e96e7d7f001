#pragma once
// Architectures.def as a table.

#include <cstdint>
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

namespace fornax::targets::nvidia {

enum class Reach : uint8_t { None, Exact, Family };

struct Architecture {
  llvm::StringLiteral name;
  unsigned number;
  llvm::StringLiteral ptxFeature;
  unsigned minDriver;
  unsigned sharedKiB;
  Reach reach;
};

llvm::ArrayRef<Architecture> architectures();
/// Null if the name is unknown.
const Architecture *findArchitecture(llvm::StringRef name);

} // namespace fornax::targets::nvidia
