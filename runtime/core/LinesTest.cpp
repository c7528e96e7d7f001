#include "runtime/core/Lines.h"

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

namespace fornax::runtime {

static void append(std::vector<uint8_t> &bytes, uint64_t value, unsigned size) {
  for (unsigned i = 0; i < size; ++i)
    bytes.push_back(uint8_t(value >> (8 * i)));
}

/// Version 4, two files, rows at 0x1000 (a.mojo:3), 0x1004 (b.mojo:7), 0x1010 (b.mojo:6), end at 0x1020.
static std::vector<uint8_t> makeTable() {
  std::vector<uint8_t> header = {1, 1, 1, uint8_t(-5), 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
  header.push_back(0); // no folders
  for (const char *name : {"a.mojo", "b.mojo"}) {
    header.insert(header.end(), name, name + strlen(name) + 1);
    header.insert(header.end(), {0, 0, 0});
  }
  header.push_back(0);
  std::vector<uint8_t> rows = {0, 9, 2};
  append(rows, 0x1000, 8);
  rows.insert(rows.end(), {3, 2, 1});                // line 3; row
  rows.insert(rows.end(), {4, 2, 2, 4, 3, 4, 1});    // file 2, 4 bytes on, line 7; row
  rows.push_back(uint8_t(13 + 12 * 14 + (-1 - -5))); // special: 12 bytes on, a line back; row
  rows.insert(rows.end(), {2, 16, 0, 1, 1});         // 16 bytes on; end
  std::vector<uint8_t> table;
  append(table, 2 + 4 + header.size() + rows.size(), 4);
  append(table, 4, 2);
  append(table, header.size(), 4);
  table.insert(table.end(), header.begin(), header.end());
  table.insert(table.end(), rows.begin(), rows.end());
  return table;
}

static std::string lineAt(const std::vector<uint8_t> &table, uintptr_t address) {
  SourceLine line = findLine(table.data(), table.size(), address);
  return line.file ? std::string(line.file) + ":" + std::to_string(line.line) : "none";
}

TEST(Lines, AnAddressBelongsToTheRowBeforeIt) {
  std::vector<uint8_t> table = makeTable();
  EXPECT_EQ(lineAt(table, 0xfff), "none");
  EXPECT_EQ(lineAt(table, 0x1000), "a.mojo:3");
  EXPECT_EQ(lineAt(table, 0x1003), "a.mojo:3");
  EXPECT_EQ(lineAt(table, 0x1004), "b.mojo:7");
  EXPECT_EQ(lineAt(table, 0x1010), "b.mojo:6");
  EXPECT_EQ(lineAt(table, 0x101f), "b.mojo:6");
  EXPECT_EQ(lineAt(table, 0x1020), "none");
}

TEST(Lines, UnitsOfOtherVersionsAreSkipped) {
  std::vector<uint8_t> table = {4, 0, 0, 0, 5, 0, 8, 0}, good = makeTable();
  table.insert(table.end(), good.begin(), good.end());
  EXPECT_EQ(lineAt(table, 0x1004), "b.mojo:7");
}

TEST(Lines, BrokenTablesAreReadWithinTheirBounds) {
  const std::vector<uint8_t> good = makeTable();
  for (size_t size = 0; size < good.size(); ++size)
    EXPECT_EQ(lineAt(std::vector<uint8_t>(good.begin(), good.begin() + long(size)), 0x1004), "none"); // its length says more than there is
  std::mt19937 random(1);
  for (int round = 0; round < 20000; ++round) {
    std::vector<uint8_t> table = good;
    for (int change = 0; change < 3; ++change)
      table[random() % table.size()] = uint8_t(random());
    lineAt(table, 0x1004);
  }
}

} // namespace fornax::runtime
