#pragma once
// Sets of cells. A path's cells are one range of numbers, because cells are numbered down the tree of places.

#include <cassert>
#include <cstdint>
#include <llvm/ADT/SmallVector.h>

namespace fornax::ownership {

using Cell = uint32_t;

struct CellRange {
  Cell begin = 0, end = 0;
  bool empty() const { return begin == end; }
  friend bool operator==(CellRange, CellRange) = default;
};

/// A bit vector of a function's cells; all sets of one function have one length.
class Cells {
  llvm::SmallVector<uint64_t, 2> words;

  /// Calls `visit(word, mask)` for the words that a range touches.
  template <class F> void eachWord(CellRange range, F visit) const {
    for (Cell at = range.begin; at < range.end;) {
      Cell stop = std::min<Cell>(range.end, (at / 64 + 1) * 64);
      uint64_t count = stop - at;
      uint64_t mask = (count == 64 ? ~uint64_t(0) : (uint64_t(1) << count) - 1) << (at % 64);
      visit(at / 64, mask);
      at = stop;
    }
  }

public:
  Cells() = default;
  explicit Cells(unsigned count) : words((count + 63) / 64, 0) {}

  bool operator[](Cell cell) const { return words[cell / 64] >> (cell % 64) & 1; }
  void set(Cell cell) { words[cell / 64] |= uint64_t(1) << (cell % 64); }
  void reset(Cell cell) { words[cell / 64] &= ~(uint64_t(1) << (cell % 64)); }
  void assign(Cell cell, bool value) { value ? set(cell) : reset(cell); }
  void set(CellRange range) {
    eachWord(range, [&](unsigned w, uint64_t mask) { words[w] |= mask; });
  }
  void reset(CellRange range) {
    eachWord(range, [&](unsigned w, uint64_t mask) { words[w] &= ~mask; });
  }
  bool any(CellRange range) const {
    bool found = false;
    eachWord(range, [&](unsigned w, uint64_t mask) { found |= (words[w] & mask) != 0; });
    return found;
  }
  bool all(CellRange range) const {
    bool full = true;
    eachWord(range, [&](unsigned w, uint64_t mask) { full &= (words[w] & mask) == mask; });
    return full;
  }
  bool none() const {
    for (uint64_t word : words)
      if (word)
        return false;
    return true;
  }
  bool contains(const Cells &other) const {
    for (size_t i = 0; i != words.size(); ++i)
      if (other.words[i] & ~words[i])
        return false;
    return true;
  }

  Cells &operator|=(const Cells &other) {
    for (size_t i = 0; i != words.size(); ++i)
      words[i] |= other.words[i];
    return *this;
  }
  Cells &operator&=(const Cells &other) {
    for (size_t i = 0; i != words.size(); ++i)
      words[i] &= other.words[i];
    return *this;
  }
  Cells &operator-=(const Cells &other) {
    for (size_t i = 0; i != words.size(); ++i)
      words[i] &= ~other.words[i];
    return *this;
  }
  friend Cells operator|(Cells a, const Cells &b) { return a |= b; }
  friend Cells operator&(Cells a, const Cells &b) { return a &= b; }
  friend Cells operator-(Cells a, const Cells &b) { return a -= b; }
  friend bool operator==(const Cells &, const Cells &) = default;

  /// The members in ascending order.
  template <class F> void each(F visit) const {
    for (size_t w = 0; w != words.size(); ++w)
      for (uint64_t rest = words[w]; rest; rest &= rest - 1)
        visit(Cell(w * 64 + unsigned(__builtin_ctzll(rest))));
  }
};

} // namespace fornax::ownership
