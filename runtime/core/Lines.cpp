#include "runtime/core/Lines.h"

#include <string.h>

namespace fornax::runtime {

namespace {

/// A position in the table that never leaves it: past the end everything reads as 0.
struct Reader {
  const uint8_t *at, *end;

  bool isDone() const { return at >= end; }
  uint64_t fixed(unsigned bytes) {
    uint64_t value = 0;
    if (size_t(end - at) < bytes) {
      at = end;
      return 0;
    }
    memcpy(&value, at, bytes); // of this machine, as the program is
    at += bytes;
    return value;
  }
  uint64_t number() { // ULEB128
    uint64_t value = 0;
    for (unsigned shift = 0; at < end; shift += 7) {
      uint8_t byte = *at++;
      if (shift < 64)
        value |= uint64_t(byte & 0x7f) << shift;
      if (!(byte & 0x80))
        break;
    }
    return value;
  }
  int64_t signedNumber() { // SLEB128
    uint64_t value = 0;
    unsigned shift = 0;
    uint8_t byte = 0;
    while (at < end) {
      byte = *at++;
      if (shift < 64)
        value |= uint64_t(byte & 0x7f) << shift;
      shift += 7;
      if (!(byte & 0x80))
        break;
    }
    if (shift < 64 && byte & 0x40)
      value |= ~uint64_t(0) << shift;
    return int64_t(value);
  }
  const char *text() {
    const void *zero = memchr(at, 0, size_t(end - at));
    if (!zero) {
      at = end;
      return "";
    }
    auto *start = reinterpret_cast<const char *>(at);
    at = static_cast<const uint8_t *>(zero) + 1;
    return start;
  }
};

/// The part of the program before its rows, and the registers of the machine that makes them.
struct Unit {
  uint8_t minimumStep, lineRange, firstSpecial;
  int8_t lineBase;
  uint8_t operandCounts[256] = {};
  Reader files{nullptr, nullptr};

  uintptr_t address = 0;
  uint64_t file = 1;
  int64_t line = 1;

  void reset() { address = 0, file = 1, line = 1; }
  void special(unsigned opcode) {
    address += uintptr_t((opcode - firstSpecial) / lineRange) * minimumStep;
    line += lineBase + int((opcode - firstSpecial) % lineRange);
  }
};

/// What is known of the row before the current one: an address belongs to the last row that does not lie behind it.
struct Search {
  uintptr_t wanted, start = 0;
  uint64_t file = 0;
  int64_t line = 0;
  bool hasRow = false;

  /// True if the row that ends here holds the address.
  bool endsAt(uintptr_t address) const { return hasRow && start <= wanted && wanted < address; }
  void begin(const Unit &unit) { start = unit.address, file = unit.file, line = unit.line, hasRow = true; }
};

} // namespace

static bool readHeader(Reader &reader, Unit &unit) {
  uint64_t version = reader.fixed(2);
  if (version < 2 || version > 4)
    return false;
  uint64_t length = reader.fixed(4);
  if (length > size_t(reader.end - reader.at))
    return false;
  Reader header{reader.at, reader.at + length};
  reader.at = header.end;
  unit.minimumStep = uint8_t(header.fixed(1));
  if (version == 4)
    header.fixed(1); // operations of an instruction: 1 but for VLIW machines
  header.fixed(1);
  unit.lineBase = int8_t(header.fixed(1));
  unit.lineRange = uint8_t(header.fixed(1));
  unit.firstSpecial = uint8_t(header.fixed(1));
  for (unsigned i = 1; i < unit.firstSpecial; ++i)
    unit.operandCounts[i] = uint8_t(header.fixed(1));
  while (!header.isDone() && *header.text()) { // folders
  }
  unit.files = header;
  return unit.lineRange != 0 && unit.firstSpecial != 0;
}

static const char *fileName(Reader files, uint64_t index) {
  for (uint64_t i = 1; !files.isDone(); ++i) {
    const char *name = files.text();
    if (!*name)
      return nullptr;
    if (i == index)
      return name;
    files.number(), files.number(), files.number(); // folder, time, size
  }
  return nullptr;
}

/// True if a sequence of rows ends.
static bool extended(Reader &reader, Unit &unit) {
  uint64_t length = reader.number();
  if (length == 0 || length > size_t(reader.end - reader.at))
    return false;
  Reader operation{reader.at, reader.at + length};
  reader.at = operation.end;
  uint64_t opcode = operation.fixed(1);
  if (opcode == 2) // DW_LNE_set_address
    unit.address = operation.fixed(sizeof(uintptr_t));
  return opcode == 1;
}

/// Returns true for the one standard operation that makes a row.
static bool standard(uint8_t opcode, Reader &reader, Unit &unit) {
  switch (opcode) {
  case 1: return true;
  case 2: unit.address += reader.number() * unit.minimumStep; return false;
  case 3: unit.line += reader.signedNumber(); return false;
  case 4: unit.file = reader.number(); return false;
  case 8: unit.address += uintptr_t((255 - unit.firstSpecial) / unit.lineRange) * unit.minimumStep; return false;
  case 9: unit.address += reader.fixed(2); return false;
  default:
    for (unsigned i = 0; i < unit.operandCounts[opcode]; ++i)
      reader.number();
    return false;
  }
}

/// Runs one unit's program until a row holds the address.
static bool runUnit(Reader &reader, Unit &unit, Search &search) {
  while (!reader.isDone()) {
    auto opcode = uint8_t(reader.fixed(1));
    bool ends = false, makesRow = true;
    if (opcode >= unit.firstSpecial)
      unit.special(opcode);
    else if (opcode == 0)
      makesRow = ends = extended(reader, unit);
    else
      makesRow = standard(opcode, reader, unit);
    if (!makesRow)
      continue;
    if (search.endsAt(unit.address))
      return true;
    search.begin(unit);
    if (ends) {
      search.hasRow = false;
      unit.reset();
    }
  }
  return false;
}

SourceLine findLine(const uint8_t *table, size_t size, uintptr_t address) {
  Reader all{table, table + size};
  while (!all.isDone()) {
    uint64_t length = all.fixed(4);
    if (length == 0 || length > size_t(all.end - all.at)) // the 64-bit form begins with ffffffff
      return {};
    Reader reader{all.at, all.at + length};
    all.at = reader.end;
    Unit unit;
    Search search{address};
    if (readHeader(reader, unit) && runUnit(reader, unit, search) && search.line > 0)
      if (const char *file = fileName(unit.files, search.file))
        return {file, uint64_t(search.line)};
  }
  return {};
}

} // namespace fornax::runtime
