// Lanes: they are registers already, so most of this only renames them.

#include "comptime/Diagnostics.h"
#include "comptime/Floats.h"
#include "comptime/Translate.h"
#include <mlir/Dialect/Vector/IR/VectorOps.h>

namespace fornax::comptime {

using namespace ir::semantics;
namespace vector = mlir::vector;
using llvm::cast, llvm::dyn_cast;

/// How many registers a lane has; 0 if the type has no registers.
static unsigned laneWidth(mlir::Type type, Translator &t) {
  Parts parts;
  return t.parts(type, parts) && !parts.empty() ? parts.front().words() : 0;
}

/// The number of the first lane at a static position in a vector of any rank.
static uint64_t lanesBefore(mlir::VectorType type, llvm::ArrayRef<int64_t> position) {
  uint64_t lane = 0;
  for (auto [k, index] : llvm::enumerate(position)) {
    uint64_t stride = 1;
    for (int64_t size : type.getShape().drop_front(k + 1))
      stride *= uint64_t(size);
    lane += uint64_t(index) * stride;
  }
  return lane;
}

static bool translateBroadcast(mlir::Operation *op, Translator &t, unsigned) {
  Parts parts;
  if (!t.parts(op->getResult(0).getType(), parts))
    return false;
  RegisterList from = t.registersOf(op->getOperand(0)), result;
  unsigned count = registersFor(parts);
  auto source = dyn_cast<mlir::VectorType>(op->getOperand(0).getType());
  auto target = cast<mlir::VectorType>(op->getResult(0).getType());
  // Of a vector the lower dimensions are repeated; stretched ones of size 1 are rare and left out.
  if (source && source.getNumElements() != 1 && source.getShape() != target.getShape().take_back(source.getRank()))
    return false;
  while (result.size() < count)
    result.append(from.begin(), from.end());
  t.set(op->getResult(0), result);
  return true;
}

static bool translateExtract(mlir::Operation *op, Translator &t, unsigned) {
  auto extract = cast<vector::ExtractOp>(op);
  auto type = cast<mlir::VectorType>(extract.getSource().getType());
  unsigned width = laneWidth(type, t);
  RegisterList from = t.registersOf(extract.getSource());
  auto dynamic = extract.getDynamicPosition();
  if (!width || dynamic.size() > 1 || (dynamic.size() == 1 && type.getRank() != 1))
    return false;
  if (dynamic.empty()) {
    Parts parts;
    if (!t.parts(op->getResult(0).getType(), parts))
      return false;
    t.set(op->getResult(0), llvm::ArrayRef(from).slice(lanesBefore(type, extract.getStaticPosition()) * width, registersFor(parts)));
    return true;
  }
  uint32_t index = t.registerOf(dynamic.front());
  RegisterList result;
  for (unsigned word = 0; word < width; ++word) {
    RegisterList choices{uint32_t(type.getNumElements())};
    for (size_t k = word; k < from.size(); k += width)
      choices.push_back(from[k]);
    result.push_back(t.fresh());
    t.emit(Opcode::Pick, result.back(), index, t.list(choices));
  }
  t.set(op->getResult(0), result);
  return true;
}

static bool translateInsert(mlir::Operation *op, Translator &t, unsigned) {
  auto insert = cast<vector::InsertOp>(op);
  auto type = cast<mlir::VectorType>(insert.getDest().getType());
  unsigned width = laneWidth(type, t);
  RegisterList value = t.registersOf(insert.getValueToStore()), result = t.registersOf(insert.getDest());
  auto dynamic = insert.getDynamicPosition();
  if (!width || dynamic.size() > 1 || (dynamic.size() == 1 && type.getRank() != 1))
    return false;
  if (dynamic.empty()) {
    std::copy(value.begin(), value.end(), result.begin() + long(lanesBefore(type, insert.getStaticPosition()) * width));
    t.set(op->getResult(0), result);
    return true;
  }
  uint32_t index = t.registerOf(dynamic.front());
  for (size_t k = 0; k < result.size(); k += width) {
    uint32_t isHere = emitCompare(t, Compare::Eq, 64, index, t.constant(k / width));
    RegisterList chosen;
    emitSelect(t, isHere, value, llvm::ArrayRef(result).slice(k, width), chosen);
    std::copy(chosen.begin(), chosen.end(), result.begin() + long(k));
  }
  t.set(op->getResult(0), result);
  return true;
}

static bool translateShuffle(mlir::Operation *op, Translator &t, unsigned) {
  auto mask = op->getAttrOfType<mlir::DenseI64ArrayAttr>("mask");
  mlir::DenseI32ArrayAttr narrow = op->getAttrOfType<mlir::DenseI32ArrayAttr>("mask"); // llvm.shufflevector
  unsigned width = laneWidth(op->getOperand(0).getType(), t);
  auto rank = [](mlir::Value v) { return cast<mlir::VectorType>(v.getType()).getRank(); };
  if ((!mask && !narrow) || !width || rank(op->getOperand(0)) > 1)
    return false;
  llvm::SmallVector<int64_t> lanes;
  if (mask)
    llvm::append_range(lanes, mask.asArrayRef());
  else
    llvm::append_range(lanes, narrow.asArrayRef());
  RegisterList from = t.registersOf(op->getOperand(0)), result;
  llvm::append_range(from, t.registersOf(op->getOperand(1)));
  for (int64_t lane : lanes) // a negative number: any value
    for (unsigned word = 0; word < width; ++word)
      result.push_back(lane < 0 ? t.constant(0) : from[size_t(lane) * width + word]);
  t.set(op->getResult(0), result);
  return true;
}

/// The same registers in another shape.
static bool translateRename(mlir::Operation *op, Translator &t, unsigned) {
  RegisterList all;
  for (mlir::Value operand : op->getOperands())
    llvm::append_range(all, t.registersOf(operand));
  llvm::ArrayRef<uint32_t> rest = all;
  for (mlir::Value result : op->getResults()) {
    Parts parts;
    if (!t.parts(result.getType(), parts) || registersFor(parts) > rest.size())
      return false;
    t.set(result, rest.take_front(registersFor(parts)));
    rest = rest.drop_front(registersFor(parts));
  }
  return rest.empty();
}

// ---- Reductions

static std::optional<IntOp> intOpOf(vector::CombiningKind kind) {
  using K = vector::CombiningKind;
  switch (kind) {
  case K::ADD: return IntOp::Add;
  case K::MUL: return IntOp::Mul;
  case K::MINUI: return IntOp::MinU;
  case K::MINSI: return IntOp::MinS;
  case K::MAXUI: return IntOp::MaxU;
  case K::MAXSI: return IntOp::MaxS;
  case K::AND: return IntOp::And;
  case K::OR: return IntOp::Or;
  case K::XOR: return IntOp::Xor;
  case K::MINNUMF:
  case K::MAXNUMF:
  case K::MINIMUMF:
  case K::MAXIMUMF: return std::nullopt;
  }
  llvm_unreachable("unknown kind");
}

static std::optional<FloatOp> floatOpOf(vector::CombiningKind kind) {
  using K = vector::CombiningKind;
  switch (kind) {
  case K::ADD: return FloatOp::Add;
  case K::MUL: return FloatOp::Mul;
  case K::MINNUMF: return FloatOp::MinNum;
  case K::MAXNUMF: return FloatOp::MaxNum;
  case K::MINIMUMF: return FloatOp::Minimum;
  case K::MAXIMUMF: return FloatOp::Maximum;
  case K::MINUI:
  case K::MINSI:
  case K::MAXUI:
  case K::MAXSI:
  case K::AND:
  case K::OR:
  case K::XOR: return std::nullopt;
  }
  llvm_unreachable("unknown kind");
}

/// From the first lane to the last, or from `acc` on.
static bool translateReduction(mlir::Operation *op, Translator &t, unsigned) {
  auto reduction = cast<vector::ReductionOp>(op);
  Parts parts;
  if (!t.parts(reduction.getVector().getType(), parts) || parts.empty())
    return false;
  RegisterList lanes = t.registersOf(reduction.getVector());
  unsigned width = parts.front().words();
  if (reduction.getAcc()) {
    RegisterList acc = t.registersOf(reduction.getAcc());
    lanes.insert(lanes.begin(), acc.begin(), acc.end());
  }
  auto real = dyn_cast<mlir::FloatType>(parts.front().type);
  std::optional<FloatOp> floatOp = floatOpOf(reduction.getKind());
  std::optional<IntOp> intOp = intOpOf(reduction.getKind());
  RegisterList sum(lanes.begin(), lanes.begin() + width);
  for (size_t k = width; k < lanes.size(); k += width) {
    if (real) {
      std::optional<uint32_t> next = floatOp ? emitFloat(t, *floatOp, real, sum.front(), lanes[k]) : std::nullopt;
      if (!next)
        return false;
      sum = {*next};
    } else if (intOp) {
      sum = emitIntegerParts(t, *intOp, parts.front().bits, sum, llvm::ArrayRef(lanes).slice(k, width));
    } else {
      return false;
    }
  }
  t.set(op->getResult(0), sum);
  return true;
}

// ---- Bits

/// One register's worth of bits at a position of the whole.
static uint32_t gatherBits(Translator &t, llvm::ArrayRef<std::pair<uint32_t, unsigned>> words, unsigned start, unsigned bits) {
  std::optional<uint32_t> sum;
  unsigned at = 0; // where the word starts
  for (auto [word, width] : words) {
    unsigned from = std::max(start, at), to = std::min(start + bits, at + width);
    if (from < to) {
      uint32_t piece = word;
      if (from > at)
        piece = emitInteger(t, IntOp::ShrU, 64, piece, t.constant(from - at));
      if (to < at + width) {
        uint32_t cut = t.fresh();
        t.emit(Opcode::Truncate, cut, piece, 0, to - from);
        piece = cut;
      }
      if (from > start)
        piece = emitInteger(t, IntOp::Shl, 64, piece, t.constant(from - start));
      sum = sum ? emitInteger(t, IntOp::Or, 64, *sum, piece) : piece;
    }
    at += width;
  }
  return *sum;
}

bool emitBitcast(Translator &t, const Parts &from, llvm::ArrayRef<uint32_t> registers, const Parts &to, RegisterList &result) {
  llvm::SmallVector<std::pair<uint32_t, unsigned>, 8> words;
  unsigned total = 0, wanted = 0;
  for (const Part &part : from) {
    for (unsigned word = 0; word < part.words(); ++word) {
      words.push_back({registers.front(), std::min(64u, part.bits - word * 64)});
      registers = registers.drop_front();
    }
    total += part.bits;
  }
  for (const Part &part : to)
    wanted += part.bits;
  if (total != wanted)
    return false;
  unsigned at = 0;
  for (const Part &part : to) {
    for (unsigned word = 0; word < part.words(); ++word) {
      unsigned bits = std::min(64u, part.bits - word * 64);
      result.push_back(gatherBits(t, words, at, bits));
      at += bits;
    }
  }
  return true;
}

static bool translateBitcast(mlir::Operation *op, Translator &t, unsigned) {
  Parts from, to;
  RegisterList result;
  if (!t.parts(op->getOperand(0).getType(), from) || !t.parts(op->getResult(0).getType(), to) ||
      !emitBitcast(t, from, t.registersOf(op->getOperand(0)), to, result))
    return false;
  t.set(op->getResult(0), result);
  return true;
}

void addVectorHandlers(HandlerTable &table) {
  table["vector.broadcast"] = {translateBroadcast};
  table["vector.extract"] = {translateExtract};
  table["vector.insert"] = {translateInsert};
  table["vector.shuffle"] = table["llvm.shufflevector"] = {translateShuffle};
  for (const char *name : {"vector.from_elements", "vector.to_elements", "vector.shape_cast"})
    table[name] = {translateRename};
  table["vector.reduction"] = {translateReduction};
  for (const char *name : {"vector.bitcast", "arith.bitcast", "llvm.bitcast"})
    table[name] = {translateBitcast};
}

} // namespace fornax::comptime
