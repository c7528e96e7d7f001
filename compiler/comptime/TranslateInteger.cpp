// Integers: arithmetic, comparisons, conversions, bit functions. `arith`, `index`, `llvm` and `math` have the same ones under several names.

#include "comptime/Translate.h"
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/Dialect/LLVMIR/LLVMDialect.h>
#include <mlir/IR/TypeUtilities.h>

namespace fornax::comptime {

using namespace ir::semantics;
using llvm::cast, llvm::dyn_cast;

// ---- One operation

static Opcode opcodeOf(IntOp op, unsigned bits) {
  bool is64 = bits == 64;
  switch (op) {
  case IntOp::Add: return is64 ? Opcode::Add64 : Opcode::AddN;
  case IntOp::Sub: return is64 ? Opcode::Sub64 : Opcode::SubN;
  case IntOp::Mul: return is64 ? Opcode::Mul64 : Opcode::MulN;
  case IntOp::And: return Opcode::And;
  case IntOp::Or: return Opcode::Or;
  case IntOp::Xor: return Opcode::Xor;
  case IntOp::Shl: return Opcode::Shl;
  case IntOp::ShrU: return Opcode::ShrU;
  case IntOp::ShrS: return Opcode::ShrS;
  case IntOp::DivU: return Opcode::DivU;
  case IntOp::DivS: return Opcode::DivS;
  case IntOp::RemU: return Opcode::RemU;
  case IntOp::RemS: return Opcode::RemS;
  case IntOp::FloorDivS: return Opcode::FloorDivS;
  case IntOp::CeilDivS: return Opcode::CeilDivS;
  case IntOp::CeilDivU: return Opcode::CeilDivU;
  case IntOp::MinU: return Opcode::MinU;
  case IntOp::MaxU: return Opcode::MaxU;
  case IntOp::MinS: return Opcode::MinS;
  case IntOp::MaxS: return Opcode::MaxS;
  }
  llvm_unreachable("unknown operation");
}

uint32_t emitInteger(Translator &t, IntOp op, unsigned bits, uint32_t a, uint32_t b) {
  uint32_t result = t.fresh();
  t.emit(opcodeOf(op, bits), result, a, b, bits);
  return result;
}

static RegisterList emitWide(Translator &t, WideKind kind, unsigned operation, unsigned bits, unsigned resultBits, llvm::ArrayRef<uint32_t> a,
                             llvm::ArrayRef<uint32_t> b) {
  RegisterList list{uint32_t(kind), operation, bits, resultBits}, result;
  list.append(a.begin(), a.end());
  list.append(b.begin(), b.end());
  uint32_t first = t.fresh(wordsOf(resultBits));
  t.emit(Opcode::Wide, first, 0, t.list(list));
  for (uint32_t k = 0; k < wordsOf(resultBits); ++k)
    result.push_back(first + k);
  return result;
}

RegisterList emitIntegerParts(Translator &t, IntOp op, unsigned bits, llvm::ArrayRef<uint32_t> a, llvm::ArrayRef<uint32_t> b) {
  if (bits <= 64)
    return {emitInteger(t, op, bits, a.front(), b.front())};
  return emitWide(t, WideKind::Binary, unsigned(op), bits, bits, a, b);
}

uint32_t emitCompare(Translator &t, Compare predicate, unsigned bits, llvm::ArrayRef<uint32_t> a, llvm::ArrayRef<uint32_t> b) {
  if (bits > 64)
    return emitWide(t, WideKind::Compare, unsigned(predicate), bits, 1, a, b).front();
  uint32_t result = t.fresh(), x = a.front(), y = b.front();
  Opcode less = bits == 64 ? Opcode::LtS64 : Opcode::LtSN, lessOrEqual = bits == 64 ? Opcode::LeS64 : Opcode::LeSN;
  switch (predicate) {
  case Compare::Eq: t.emit(Opcode::Eq, result, x, y); break;
  case Compare::Ne: t.emit(Opcode::Ne, result, x, y); break;
  case Compare::Slt: t.emit(less, result, x, y, bits); break;
  case Compare::Sle: t.emit(lessOrEqual, result, x, y, bits); break;
  case Compare::Sgt: t.emit(less, result, y, x, bits); break;
  case Compare::Sge: t.emit(lessOrEqual, result, y, x, bits); break;
  case Compare::Ult: t.emit(Opcode::LtU, result, x, y); break;
  case Compare::Ule: t.emit(Opcode::LeU, result, x, y); break;
  case Compare::Ugt: t.emit(Opcode::LtU, result, y, x); break;
  case Compare::Uge: t.emit(Opcode::LeU, result, y, x); break;
  }
  return result;
}

void emitSelect(Translator &t, uint32_t condition, llvm::ArrayRef<uint32_t> a, llvm::ArrayRef<uint32_t> b, RegisterList &result) {
  for (auto [x, y] : llvm::zip(a, b)) {
    result.push_back(t.fresh());
    t.emit(Opcode::Select, result.back(), condition, t.list({x, y}));
  }
}

// ---- Lane by lane

/// The registers of one part.
static llvm::ArrayRef<uint32_t> slice(llvm::ArrayRef<uint32_t> registers, unsigned at, const Part &part) { return registers.slice(at, part.words()); }

static bool translateBinary(mlir::Operation *op, Translator &t, unsigned kind) {
  Parts parts;
  if (op->getNumOperands() != 2 || !t.parts(op->getResult(0).getType(), parts))
    return false;
  RegisterList a = t.registersOf(op->getOperand(0)), b = t.registersOf(op->getOperand(1)), result;
  forEachPart(parts, [&](const Part &part, unsigned at) {
    llvm::append_range(result, emitIntegerParts(t, IntOp(kind), part.bits, slice(a, at, part), slice(b, at, part)));
  });
  t.set(op->getResult(0), result);
  return true;
}

/// Opcodes of two (or one) operands that know no integers of more than 64 bits.
static bool translateNarrow(mlir::Operation *op, Translator &t, unsigned opcode) {
  Parts parts;
  if (!t.parts(op->getResult(0).getType(), parts) || llvm::any_of(parts, [](const Part &part) { return part.words() != 1; }))
    return false;
  RegisterList a = t.registersOf(op->getOperand(0)), result;
  RegisterList b = op->getNumOperands() > 1 ? t.registersOf(op->getOperand(1)) : RegisterList(a.size(), 0);
  for (auto [part, x, y] : llvm::zip(parts, a, b)) {
    result.push_back(t.fresh());
    t.emit(Opcode(opcode), result.back(), x, y, part.bits);
  }
  t.set(op->getResult(0), result);
  return true;
}

/// Three operands: the second and third in a list.
static bool translateFunnel(mlir::Operation *op, Translator &t, unsigned opcode) {
  Parts parts;
  if (!t.parts(op->getResult(0).getType(), parts) || parts.front().words() != 1)
    return false;
  RegisterList a = t.registersOf(op->getOperand(0)), b = t.registersOf(op->getOperand(1)), c = t.registersOf(op->getOperand(2)), result;
  for (size_t k = 0; k < parts.size(); ++k) {
    result.push_back(t.fresh());
    t.emit(Opcode(opcode), result.back(), a[k], t.list({b[k], c[k]}), parts[k].bits);
  }
  t.set(op->getResult(0), result);
  return true;
}

/// Result and overflow flag: `llvm.intr.*.with.overflow`, `arith.addui_extended`. `kind`: the operation, then the opcode of the flag.
static bool translateOverflow(mlir::Operation *op, Translator &t, unsigned kind) {
  auto operation = IntOp(kind & 255);
  auto flag = Opcode(kind >> 8);
  Parts parts;
  if (!t.parts(op->getOperand(0).getType(), parts) || parts.front().words() != 1)
    return false;
  RegisterList a = t.registersOf(op->getOperand(0)), b = t.registersOf(op->getOperand(1)), values, flags;
  for (size_t k = 0; k < parts.size(); ++k) {
    values.push_back(emitInteger(t, operation, parts[k].bits, a[k], b[k]));
    flags.push_back(t.fresh());
    t.emit(flag, flags.back(), a[k], b[k], parts[k].bits);
  }
  if (op->getNumResults() == 2) {
    t.set(op->getResult(0), values);
    t.set(op->getResult(1), flags);
    return true;
  }
  values.append(flags);
  t.set(op->getResult(0), values);
  return true;
}

/// Both halves of a product.
static bool translateMulExtended(mlir::Operation *op, Translator &t, unsigned high) {
  Parts parts;
  if (!t.parts(op->getOperand(0).getType(), parts) || parts.front().words() != 1)
    return false;
  RegisterList a = t.registersOf(op->getOperand(0)), b = t.registersOf(op->getOperand(1)), lows, highs;
  for (size_t k = 0; k < parts.size(); ++k) {
    lows.push_back(emitInteger(t, IntOp::Mul, parts[k].bits, a[k], b[k]));
    highs.push_back(t.fresh());
    t.emit(Opcode(high), highs.back(), a[k], b[k], parts[k].bits);
  }
  t.set(op->getResult(0), lows);
  t.set(op->getResult(1), highs);
  return true;
}

static bool translateCompare(mlir::Operation *op, Translator &t, unsigned) {
  auto predicate = op->getAttrOfType<mlir::IntegerAttr>("predicate");
  Parts parts;
  if (!predicate || !t.parts(op->getOperand(0).getType(), parts))
    return false;
  RegisterList a = t.registersOf(op->getOperand(0)), b = t.registersOf(op->getOperand(1)), result;
  forEachPart(parts, [&](const Part &part, unsigned at) {
    result.push_back(emitCompare(t, Compare(predicate.getInt()), part.bits, slice(a, at, part), slice(b, at, part)));
  });
  t.set(op->getResult(0), result);
  return true;
}

static bool translateSelect(mlir::Operation *op, Translator &t, unsigned) {
  Parts parts;
  if (!t.parts(op->getResult(0).getType(), parts))
    return false;
  RegisterList condition = t.registersOf(op->getOperand(0)), a = t.registersOf(op->getOperand(1)), b = t.registersOf(op->getOperand(2)), result;
  unsigned lane = 0;
  forEachPart(parts, [&](const Part &part, unsigned at) {
    uint32_t chosen = condition.size() == parts.size() ? condition[lane++] : condition.front();
    emitSelect(t, chosen, slice(a, at, part), slice(b, at, part), result);
  });
  t.set(op->getResult(0), result);
  return true;
}

// ---- Constants

static void appendBits(Translator &t, const llvm::APInt &value, RegisterList &into) {
  for (unsigned k = 0; k < wordsOf(value.getBitWidth()); ++k)
    into.push_back(t.constant(value.getRawData()[k]));
}

static bool translateConstant(mlir::Operation *op, Translator &t, unsigned) {
  mlir::Attribute value = op->getAttr("value");
  RegisterList registers;
  if (auto integer = dyn_cast<mlir::IntegerAttr>(value))
    appendBits(t, integer.getValue(), registers);
  else if (auto real = dyn_cast<mlir::FloatAttr>(value))
    appendBits(t, real.getValue().bitcastToAPInt(), registers);
  else if (auto dense = dyn_cast<mlir::DenseElementsAttr>(value); dense && dense.getElementType().isIntOrIndex())
    for (const llvm::APInt &lane : dense.getValues<llvm::APInt>())
      appendBits(t, lane, registers);
  else if (dense && llvm::isa<mlir::FloatType>(dense.getElementType()))
    for (const llvm::APFloat &lane : dense.getValues<llvm::APFloat>())
      appendBits(t, lane.bitcastToAPInt(), registers);
  else
    return false;
  Parts parts;
  if (!t.parts(op->getResult(0).getType(), parts) || registersFor(parts) != registers.size())
    return false;
  t.set(op->getResult(0), registers);
  return true;
}

// ---- Conversions

enum Extension : unsigned { Unsigned, Signed };

static void convertPart(Translator &t, unsigned from, unsigned to, unsigned extension, llvm::ArrayRef<uint32_t> value, RegisterList &result) {
  if (to <= from) { // the low words, the last one cut
    for (unsigned word = 0; word < wordsOf(to); ++word)
      result.push_back(value[word]);
    unsigned last = (to - 1) % 64 + 1;
    if (to < from && last < 64) {
      uint32_t cut = t.fresh();
      t.emit(Opcode::Truncate, cut, result.back(), 0, last);
      result.back() = cut;
    }
  } else if (extension == Unsigned) {
    result.append(value.begin(), value.end());
    for (unsigned word = wordsOf(from); word < wordsOf(to); ++word)
      result.push_back(t.constant(0));
  } else if (to <= 64) {
    result.push_back(t.fresh());
    t.emit(Opcode::ExtendS, result.back(), value.front(), to, from);
  } else {
    llvm::append_range(result, emitWide(t, WideKind::ExtendS, 0, from, to, value, {}));
  }
}

/// To the width of the result, whichever it is.
static bool translateResize(mlir::Operation *op, Translator &t, unsigned extension) {
  Parts from, to;
  if (!t.parts(op->getOperand(0).getType(), from) || !t.parts(op->getResult(0).getType(), to) || from.size() != to.size())
    return false;
  RegisterList value = t.registersOf(op->getOperand(0)), result;
  unsigned lane = 0;
  forEachPart(from, [&](const Part &part, unsigned at) { convertPart(t, part.bits, to[lane++].bits, extension, slice(value, at, part), result); });
  t.set(op->getResult(0), result);
  return true;
}

// ---- The table

static void addArithmetic(HandlerTable &table) {
  struct Row {
    const char *name;
    IntOp op;
  };
  static constexpr Row Rows[] = {
      {"arith.addi", IntOp::Add},
      {"llvm.add", IntOp::Add},
      {"index.add", IntOp::Add},
      {"arith.subi", IntOp::Sub},
      {"llvm.sub", IntOp::Sub},
      {"index.sub", IntOp::Sub},
      {"arith.muli", IntOp::Mul},
      {"llvm.mul", IntOp::Mul},
      {"index.mul", IntOp::Mul},
      {"arith.andi", IntOp::And},
      {"llvm.and", IntOp::And},
      {"index.and", IntOp::And},
      {"arith.ori", IntOp::Or},
      {"llvm.or", IntOp::Or},
      {"index.or", IntOp::Or},
      {"arith.xori", IntOp::Xor},
      {"llvm.xor", IntOp::Xor},
      {"index.xor", IntOp::Xor},
      {"arith.shli", IntOp::Shl},
      {"llvm.shl", IntOp::Shl},
      {"index.shl", IntOp::Shl},
      {"arith.shrui", IntOp::ShrU},
      {"llvm.lshr", IntOp::ShrU},
      {"index.shru", IntOp::ShrU},
      {"arith.shrsi", IntOp::ShrS},
      {"llvm.ashr", IntOp::ShrS},
      {"index.shrs", IntOp::ShrS},
      {"arith.divui", IntOp::DivU},
      {"llvm.udiv", IntOp::DivU},
      {"index.divu", IntOp::DivU},
      {"arith.divsi", IntOp::DivS},
      {"llvm.sdiv", IntOp::DivS},
      {"index.divs", IntOp::DivS},
      {"arith.remui", IntOp::RemU},
      {"llvm.urem", IntOp::RemU},
      {"index.remu", IntOp::RemU},
      {"arith.remsi", IntOp::RemS},
      {"llvm.srem", IntOp::RemS},
      {"index.rems", IntOp::RemS},
      {"arith.floordivsi", IntOp::FloorDivS},
      {"index.floordivs", IntOp::FloorDivS},
      {"arith.ceildivsi", IntOp::CeilDivS},
      {"index.ceildivs", IntOp::CeilDivS},
      {"arith.ceildivui", IntOp::CeilDivU},
      {"index.ceildivu", IntOp::CeilDivU},
      {"arith.minui", IntOp::MinU},
      {"llvm.intr.umin", IntOp::MinU},
      {"index.minu", IntOp::MinU},
      {"arith.maxui", IntOp::MaxU},
      {"llvm.intr.umax", IntOp::MaxU},
      {"index.maxu", IntOp::MaxU},
      {"arith.minsi", IntOp::MinS},
      {"llvm.intr.smin", IntOp::MinS},
      {"index.mins", IntOp::MinS},
      {"arith.maxsi", IntOp::MaxS},
      {"llvm.intr.smax", IntOp::MaxS},
      {"index.maxs", IntOp::MaxS},
  };
  for (const Row &row : Rows)
    table[row.name] = {translateBinary, unsigned(row.op)};
}

static void addBitFunctions(HandlerTable &table) {
  struct Row {
    const char *name;
    Opcode op;
  };
  static constexpr Row Rows[] = {
      {"math.ctpop", Opcode::CountOnes},
      {"llvm.intr.ctpop", Opcode::CountOnes},
      {"math.ctlz", Opcode::CountLeadingZeros},
      {"llvm.intr.ctlz", Opcode::CountLeadingZeros},
      {"math.cttz", Opcode::CountTrailingZeros},
      {"llvm.intr.cttz", Opcode::CountTrailingZeros},
      {"math.absi", Opcode::AbsS},
      {"llvm.intr.abs", Opcode::AbsS},
      {"llvm.intr.bitreverse", Opcode::ReverseBits},
      {"llvm.intr.bswap", Opcode::SwapBytes},
      {"llvm.intr.uadd.sat", Opcode::AddSatU},
      {"llvm.intr.usub.sat", Opcode::SubSatU},
      {"llvm.intr.sadd.sat", Opcode::AddSatS},
      {"llvm.intr.ssub.sat", Opcode::SubSatS},
  };
  for (const Row &row : Rows)
    table[row.name] = {translateNarrow, unsigned(row.op)};
  table["llvm.intr.fshl"] = {translateFunnel, unsigned(Opcode::FunnelLeft)};
  table["llvm.intr.fshr"] = {translateFunnel, unsigned(Opcode::FunnelRight)};
}

static void addOverflow(HandlerTable &table) {
  auto pack = [](IntOp op, Opcode flag) { return unsigned(op) | unsigned(flag) << 8; };
  table["llvm.intr.uadd.with.overflow"] = table["arith.addui_extended"] = {translateOverflow, pack(IntOp::Add, Opcode::AddOverflowsU)};
  table["llvm.intr.usub.with.overflow"] = {translateOverflow, pack(IntOp::Sub, Opcode::SubOverflowsU)};
  table["llvm.intr.umul.with.overflow"] = {translateOverflow, pack(IntOp::Mul, Opcode::MulOverflowsU)};
  table["llvm.intr.sadd.with.overflow"] = {translateOverflow, pack(IntOp::Add, Opcode::AddOverflowsS)};
  table["llvm.intr.ssub.with.overflow"] = {translateOverflow, pack(IntOp::Sub, Opcode::SubOverflowsS)};
  table["llvm.intr.smul.with.overflow"] = {translateOverflow, pack(IntOp::Mul, Opcode::MulOverflowsS)};
  table["arith.mului_extended"] = {translateMulExtended, unsigned(Opcode::MulHighU)};
  table["arith.mulsi_extended"] = {translateMulExtended, unsigned(Opcode::MulHighS)};
}

void addIntegerHandlers(HandlerTable &table) {
  addArithmetic(table);
  addBitFunctions(table);
  addOverflow(table);
  table["arith.constant"] = table["llvm.mlir.constant"] = table["index.constant"] = {translateConstant};
  table["arith.cmpi"] = table["llvm.icmp"] = {translateCompare};
  table["arith.select"] = table["llvm.select"] = {translateSelect};
  for (const char *name : {"arith.extui", "arith.trunci", "arith.index_castui", "index.castu", "llvm.zext", "llvm.trunc"})
    table[name] = {translateResize, Unsigned};
  for (const char *name : {"arith.extsi", "arith.index_cast", "index.casts", "llvm.sext"})
    table[name] = {translateResize, Signed};
}

} // namespace fornax::comptime
