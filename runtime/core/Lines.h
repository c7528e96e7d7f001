#pragma once
// The source line of an address, from the line table (DWARF 2 to 4) of an executable. For programs that were built with `-g`.
#include <stddef.h>
#include <stdint.h>

namespace fornax::runtime {

/// Points into the table.
struct SourceLine {
  const char *file = nullptr; // null: not known
  uint64_t line = 0;
};

/// `table` is the contents of `.debug_line`. Reads nothing outside of it, whatever it holds.
SourceLine findLine(const uint8_t *table, size_t size, uintptr_t address);

} // namespace fornax::runtime
