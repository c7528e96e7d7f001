// Process-wide cells by name, made on first use.
#include "runtime/core/Functions.h"
#include "runtime/core/Lock.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

namespace fornax::runtime {

struct Cell {
  Cell *next;
  const char *key;
  void *memory;
  std::atomic<uint32_t> ready;
};

static Lock cellsLock;
static std::atomic<Cell *> cells;

// Cells are never removed, so walking needs no lock.
static Cell *findCell(const char *key) {
  for (Cell *cell = cells.load(std::memory_order_acquire); cell; cell = cell->next)
    if (strcmp(cell->key, key) == 0)
      return cell;
  return nullptr;
}

// Not fx_alloc: a cell lives as long as the process and must not look like a leak.
static void *allocateForever(uint64_t size, uint64_t align) {
  void *memory = nullptr;
  if (posix_memalign(&memory, align < alignof(max_align_t) ? alignof(max_align_t) : align, size ? size : 1) != 0) {
    static constexpr char text[] = "ABORT: out of memory for a process-wide value\n";
    fx_abort(const_cast<char *>(text), sizeof(text) - 1, nullptr, 0, 0);
  }
  memset(memory, 0, size);
  return memory;
}

static Cell *makeCell(const char *key, uint64_t size, uint64_t align) {
  auto *cell = static_cast<Cell *>(allocateForever(sizeof(Cell), alignof(Cell)));
  size_t length = strlen(key) + 1;
  auto *ownKey = static_cast<char *>(allocateForever(length, 1));
  memcpy(ownKey, key, length);
  void *memory = allocateForever(size, align);
  cell->next = cells.load(std::memory_order_relaxed);
  cell->key = ownKey;
  cell->memory = memory;
  cell->ready.store(0, std::memory_order_relaxed);
  cells.store(cell, std::memory_order_release);
  return cell;
}

static void *waitUntilReady(Cell *cell) {
  while (cell->ready.load(std::memory_order_acquire) == 0)
    waitWord(cell->ready, 0);
  return cell->memory;
}

} // namespace fornax::runtime

using namespace fornax::runtime;

void *fx_global(void *key, uint64_t size, uint64_t align, void *initialize) {
  auto *name = static_cast<const char *>(key);
  if (Cell *cell = findCell(name))
    return waitUntilReady(cell);
  Cell *cell;
  {
    Locked locked(cellsLock);
    if ((cell = findCell(name))) {
      // Somebody else was faster; wait outside of the lock, because the initializer may use other cells.
    } else {
      cell = makeCell(name, size, align);
      name = nullptr;
    }
  }
  if (name)
    return waitUntilReady(cell);
  if (initialize)
    reinterpret_cast<void (*)(void *)>(initialize)(cell->memory);
  cell->ready.store(1, std::memory_order_release);
  wakeWord(cell->ready, ~0u);
  return cell->memory;
}
