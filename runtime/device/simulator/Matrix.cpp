// Matrix fragments: ldmatrix, stmatrix and mma.sync, with the layouts of the PTX manual.
#include "runtime/core/builtins/Float.h"
#include "runtime/device/simulator/Functions.h"
#include "runtime/device/simulator/Simulator.h"

#include <string.h>

namespace fornax::runtime::simulator {

constexpr uint32_t warpLanes = 32;
constexpr uint32_t rowBytes = 16; // of an 8x8 matrix

// ---- 8x8 matrices of 16-bit elements: lane l holds row l / 4, columns 2 * (l % 4) and the next ---------------------------------------------------

static void moveMatrices(Warp &warp, uint64_t, bool load) {
  for (uint32_t lane = 0; lane < warpLanes; ++lane) {
    Thread &thread = laneOf(warp, lane);
    uint32_t count = thread.lane1;
    bool transposed = thread.lane2;
    for (uint32_t m = 0; m < count; ++m) {
      auto *halves = static_cast<uint16_t *>(thread.out) + 2 * m;
      for (uint32_t i = 0; i < 2; ++i) {
        uint32_t row = lane / 4, column = 2 * (lane % 4) + i;
        if (transposed) {
          uint32_t swap = row;
          row = column;
          column = swap;
        }
        // Lane 8 * m + row gives the address of that row.
        auto *element = static_cast<uint16_t *>(laneOf(warp, 8 * m + row).in) + column;
        if (load)
          halves[i] = *element;
        else
          *element = halves[i];
      }
    }
  }
}

static void loadMatrices(Warp &warp, uint64_t lanes) { moveMatrices(warp, lanes, true); }
static void storeMatrices(Warp &warp, uint64_t lanes) { moveMatrices(warp, lanes, false); }

static void checkWholeWarp(Thread &thread, const fx_site *site) {
  if (thread.warpState->live != 0xffffffff)
    fail(thread, site, "a matrix operation needs all 32 lanes of the warp");
}

// ---- mma.sync -------------------------------------------------------------------------------------------------------------------------------------

enum Element : uint32_t { F16, BF16, TF32, F32, F64, S8, U8, S32, E4M3, E5M2 };

static uint32_t bitsOf(Element type) {
  switch (type) {
  case F16:
  case BF16: return 16;
  case TF32:
  case F32:
  case S32: return 32;
  case F64: return 64;
  case S8:
  case U8:
  case E4M3:
  case E5M2: return 8;
  }
  return 32;
}

/// A small float with no infinity-like surprises in the cases asked for: exponent and mantissa of the given widths.
static double smallFloat(uint32_t bits, int exponentBits, int mantissaBits, bool hasInfinity) {
  int bias = (1 << (exponentBits - 1)) - 1, most = (1 << exponentBits) - 1;
  int exponent = static_cast<int>(bits >> mantissaBits) & most, mantissa = static_cast<int>(bits) & ((1 << mantissaBits) - 1);
  double sign = bits >> (exponentBits + mantissaBits) & 1 ? -1 : 1;
  if (exponent == most && (hasInfinity || mantissa == (1 << mantissaBits) - 1))
    return hasInfinity && mantissa == 0 ? sign * __builtin_inf() : __builtin_nan("");
  double value = exponent ? 1 + static_cast<double>(mantissa) / (1 << mantissaBits) : static_cast<double>(mantissa) / (1 << mantissaBits);
  int power = (exponent ? exponent : 1) - bias;
  for (; power > 0; --power)
    value *= 2;
  for (; power < 0; ++power)
    value /= 2;
  return sign * value;
}

static double readElement(const void *registers, uint32_t index, Element type) {
  const auto *bytes = static_cast<const uint8_t *>(registers) + index * bitsOf(type) / 8;
  uint64_t raw = 0;
  memcpy(&raw, bytes, bitsOf(type) / 8);
  auto word = static_cast<uint32_t>(raw);
  switch (type) {
  case F16: return static_cast<double>(__builtin_bit_cast(float, widen<Half, Single>(static_cast<uint16_t>(raw))));
  case BF16: return static_cast<double>(__builtin_bit_cast(float, word << 16));
  case TF32: return static_cast<double>(__builtin_bit_cast(float, word & ~0x1fffu)); // the hardware reads 10 bits of the mantissa
  case F32: return static_cast<double>(__builtin_bit_cast(float, word));
  case F64: return __builtin_bit_cast(double, raw);
  case S8: return static_cast<int8_t>(raw);
  case U8: return static_cast<double>(raw);
  case S32: return static_cast<int32_t>(word);
  case E4M3: return smallFloat(word, 4, 3, false);
  case E5M2: return smallFloat(word, 5, 2, true);
  }
  return 0;
}

static void writeElement(void *registers, uint32_t index, Element type, double value) {
  uint64_t raw = 0;
  switch (type) {
  case F16: raw = narrow<Double, Half>(__builtin_bit_cast(uint64_t, value)); break;
  case F32: raw = __builtin_bit_cast(uint32_t, static_cast<float>(value)); break;
  case F64: raw = __builtin_bit_cast(uint64_t, value); break;
  case S32: raw = static_cast<uint32_t>(static_cast<int64_t>(value)); break; // wraps; sums of 8-bit products are exact in a double
  default: return;
  }
  memcpy(static_cast<uint8_t *>(registers) + index * bitsOf(type) / 8, &raw, bitsOf(type) / 8);
}

struct Slot {
  uint32_t lane, index; // which element of the lane's fragment
};

// All shapes are built from one core: 8 rows by 4 lanes, each lane holding `run` elements of 32 bits together next to each other along k. Rows of
// A beyond 8, and columns beyond 4 * run, add further registers, rows first.
static Slot placeA(uint32_t row, uint32_t k, uint32_t m, uint32_t run) {
  uint32_t rowTiles = m / 8, tile = row / 8 + rowTiles * (k / (4 * run));
  return {row % 8 * 4 + k % (4 * run) / run, tile * run + k % run};
}

static Slot placeB(uint32_t k, uint32_t column, uint32_t run) { return {column * 4 + k % (4 * run) / run, k / (4 * run) * run + k % run}; }

static Slot placeC(uint32_t row, uint32_t column) { return {row % 8 * 4 + column / 2, row / 8 * 2 + column % 2}; }

static void multiply(Warp &warp, uint64_t) {
  const Thread &first = laneOf(warp, 0);
  uint32_t m = first.lane1 >> 16, n = first.lane1 >> 8 & 0xff, k = first.lane1 & 0xff;
  auto a = static_cast<Element>(first.lane2 >> 8), b = static_cast<Element>(first.lane2 >> 4 & 15), c = static_cast<Element>(first.lane2 & 15);
  uint32_t run = bitsOf(a) < 32 ? 32 / bitsOf(a) : 1;
  uint32_t bytesA = m * k / warpLanes * bitsOf(a) / 8, bytesB = k * n / warpLanes * bitsOf(b) / 8;
  auto registers = [&](uint32_t lane, uint32_t offset) { return static_cast<const uint8_t *>(laneOf(warp, lane).in) + offset; };
  for (uint32_t row = 0; row < m; ++row)
    for (uint32_t column = 0; column < n; ++column) {
      Slot target = placeC(row, column);
      double sum = readElement(registers(target.lane, bytesA + bytesB), target.index, c);
      for (uint32_t i = 0; i < k; ++i) {
        Slot left = placeA(row, i, m, run), right = placeB(i, column, run);
        sum += readElement(registers(left.lane, 0), left.index, a) * readElement(registers(right.lane, bytesA), right.index, b);
      }
      writeElement(laneOf(warp, target.lane).out, target.index, c, sum);
    }
}

static void matrixOperation(Thread &thread, void (*operation)(Warp &, uint64_t), const fx_site *site) {
  checkWholeWarp(thread, site);
  meet(thread, 0xffffffff, operation, site);
}

} // namespace fornax::runtime::simulator

using namespace fornax::runtime::simulator;

void fx_sim_ldmatrix(void *self, void *row, uint32_t count, uint32_t transposed, void *out, void *site) {
  Thread &thread = asThread(self);
  thread.in = row;
  thread.out = out;
  thread.lane1 = count;
  thread.lane2 = transposed;
  if (isChecked(thread) && thread.lane < 8 * count) // the other lanes' addresses are not used
    checkAccess(thread, row, rowBytes, fx_access_read, asSite(site));
  matrixOperation(thread, loadMatrices, asSite(site));
}

void fx_sim_stmatrix(void *self, void *row, uint32_t count, uint32_t transposed, void *registers, void *site) {
  Thread &thread = asThread(self);
  thread.in = row;
  thread.out = registers;
  thread.lane1 = count;
  thread.lane2 = transposed;
  if (isChecked(thread) && thread.lane < 8 * count)
    checkAccess(thread, row, rowBytes, fx_access_write, asSite(site));
  matrixOperation(thread, storeMatrices, asSite(site));
}

void fx_sim_mma(void *self, uint32_t shape, uint32_t types, void *registers, void *out, void *site) {
  Thread &thread = asThread(self);
  thread.in = registers;
  thread.out = out;
  thread.lane1 = shape;
  thread.lane2 = types;
  matrixOperation(thread, multiply, asSite(site));
}
