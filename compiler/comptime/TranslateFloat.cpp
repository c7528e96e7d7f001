// Floats: arithmetic, functions with an exact definition, comparisons, conversions.

#include "comptime/Floats.h"
#include "comptime/Translate.h"
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/IR/TypeUtilities.h>

namespace fornax::comptime {

using namespace ir::semantics;
using llvm::dyn_cast;

/// The format of a float that fits a register.
static mlir::FloatType narrowFloat(mlir::Type type) {
  auto real = dyn_cast<mlir::FloatType>(mlir::getElementTypeOrSelf(type));
  return real && real.getWidth() <= 64 ? real : mlir::FloatType();
}

static std::optional<Opcode> fastOpcode(FloatOp op, bool isDouble) {
  switch (op) {
  case FloatOp::Add: return isDouble ? Opcode::FAdd64 : Opcode::FAdd32;
  case FloatOp::Sub: return isDouble ? Opcode::FSub64 : Opcode::FSub32;
  case FloatOp::Mul: return isDouble ? Opcode::FMul64 : Opcode::FMul32;
  case FloatOp::Div: return isDouble ? Opcode::FDiv64 : Opcode::FDiv32;
  case FloatOp::Rem:
  case FloatOp::Minimum:
  case FloatOp::Maximum:
  case FloatOp::MinNum:
  case FloatOp::MaxNum:
  case FloatOp::CopySign: return std::nullopt;
  }
  llvm_unreachable("unknown operation");
}

std::optional<uint32_t> emitFloat(Translator &t, FloatOp op, mlir::FloatType type, uint32_t a, uint32_t b) {
  if (type.getWidth() > 64)
    return std::nullopt;
  uint32_t result = t.fresh();
  std::optional<Opcode> fast = type.isF32() || type.isF64() ? fastOpcode(op, type.isF64()) : std::nullopt;
  t.emit(fast.value_or(Opcode::FloatBinary), result, a, b, packFloat(unsigned(op), type.getFloatSemantics()));
  return result;
}

static bool translateBinary(mlir::Operation *op, Translator &t, unsigned kind) {
  mlir::FloatType type = narrowFloat(op->getResult(0).getType());
  if (!type)
    return false;
  RegisterList a = t.registersOf(op->getOperand(0)), b = t.registersOf(op->getOperand(1)), result;
  for (auto [x, y] : llvm::zip(a, b))
    result.push_back(*emitFloat(t, FloatOp(kind), type, x, y));
  t.set(op->getResult(0), result);
  return true;
}

/// One operand; `opcode` FloatUnary or FloatClass. `kind`: the opcode, then what it does.
static bool translateUnary(mlir::Operation *op, Translator &t, unsigned kind) {
  mlir::FloatType type = narrowFloat(op->getOperand(0).getType());
  if (!type)
    return false;
  RegisterList result;
  for (uint32_t x : t.registersOf(op->getOperand(0))) {
    result.push_back(t.fresh());
    t.emit(Opcode(kind >> 8), result.back(), x, 0, packFloat(kind & 255, type.getFloatSemantics()));
  }
  t.set(op->getResult(0), result);
  return true;
}

static bool translateFma(mlir::Operation *op, Translator &t, unsigned) {
  mlir::FloatType type = narrowFloat(op->getResult(0).getType());
  if (!type)
    return false;
  RegisterList a = t.registersOf(op->getOperand(0)), b = t.registersOf(op->getOperand(1)), c = t.registersOf(op->getOperand(2)), result;
  for (size_t k = 0; k < a.size(); ++k) {
    result.push_back(t.fresh());
    t.emit(Opcode::FloatFma, result.back(), a[k], t.list({b[k], c[k]}), packFloat(0, type.getFloatSemantics()));
  }
  t.set(op->getResult(0), result);
  return true;
}

static bool translateCompare(mlir::Operation *op, Translator &t, unsigned) {
  mlir::FloatType type = narrowFloat(op->getOperand(0).getType());
  auto predicate = op->getAttrOfType<mlir::IntegerAttr>("predicate");
  if (!type || !predicate)
    return false;
  RegisterList a = t.registersOf(op->getOperand(0)), b = t.registersOf(op->getOperand(1)), result;
  for (auto [x, y] : llvm::zip(a, b)) {
    result.push_back(t.fresh());
    t.emit(Opcode::FloatCompare, result.back(), x, y, packFloat(unsigned(predicate.getInt()), type.getFloatSemantics()));
  }
  t.set(op->getResult(0), result);
  return true;
}

// ---- Conversions

static bool translateConvert(mlir::Operation *op, Translator &t, unsigned) {
  mlir::FloatType from = narrowFloat(op->getOperand(0).getType()), to = narrowFloat(op->getResult(0).getType());
  if (!from || !to)
    return false;
  RegisterList result;
  for (uint32_t x : t.registersOf(op->getOperand(0))) {
    result.push_back(t.fresh());
    t.emit(Opcode::FloatConvert, result.back(), x, packFloat(0, to.getFloatSemantics()), packFloat(0, from.getFloatSemantics()));
  }
  t.set(op->getResult(0), result);
  return true;
}

/// Between floats and integers; `how` has bit 0 for signed integers.
static bool translateInteger(mlir::Operation *op, Translator &t, unsigned how, Opcode opcode, mlir::Type real, mlir::Type integer) {
  mlir::FloatType type = narrowFloat(real);
  unsigned bits = bitsOf(mlir::getElementTypeOrSelf(integer));
  if (!type || bits > 64)
    return false;
  RegisterList result;
  for (uint32_t x : t.registersOf(op->getOperand(0))) {
    result.push_back(t.fresh());
    t.emit(opcode, result.back(), x, packFloat(how, type.getFloatSemantics()), bits);
  }
  t.set(op->getResult(0), result);
  return true;
}
static bool translateToInteger(mlir::Operation *op, Translator &t, unsigned how) {
  return translateInteger(op, t, how, Opcode::FloatToInt, op->getOperand(0).getType(), op->getResult(0).getType());
}
static bool translateFromInteger(mlir::Operation *op, Translator &t, unsigned how) {
  return translateInteger(op, t, how, Opcode::IntToFloat, op->getResult(0).getType(), op->getOperand(0).getType());
}

// ---- The table

static void addBinary(HandlerTable &table) {
  struct Row {
    FloatOp op;
    std::initializer_list<const char *> names;
  };
  const Row rows[] = {
      {FloatOp::Add, {"arith.addf", "llvm.fadd"}},
      {FloatOp::Sub, {"arith.subf", "llvm.fsub"}},
      {FloatOp::Mul, {"arith.mulf", "llvm.fmul"}},
      {FloatOp::Div, {"arith.divf", "llvm.fdiv"}},
      {FloatOp::Rem, {"arith.remf", "llvm.frem"}},
      {FloatOp::Minimum, {"arith.minimumf", "llvm.intr.minimum"}},
      {FloatOp::Maximum, {"arith.maximumf", "llvm.intr.maximum"}},
      {FloatOp::MinNum, {"arith.minnumf", "llvm.intr.minnum"}},
      {FloatOp::MaxNum, {"arith.maxnumf", "llvm.intr.maxnum"}},
      {FloatOp::CopySign, {"math.copysign", "llvm.intr.copysign"}},
  };
  for (const Row &row : rows)
    for (const char *name : row.names)
      table[name] = {translateBinary, unsigned(row.op)};
}

static void addUnary(HandlerTable &table) {
  struct Row {
    FloatFunction function;
    std::initializer_list<const char *> names;
  };
  const Row rows[] = {
      {FloatFunction::Neg, {"arith.negf", "llvm.fneg"}},
      {FloatFunction::Abs, {"math.absf", "llvm.intr.fabs"}},
      {FloatFunction::Sqrt, {"math.sqrt", "llvm.intr.sqrt"}},
      {FloatFunction::Floor, {"math.floor", "llvm.intr.floor"}},
      {FloatFunction::Ceil, {"math.ceil", "llvm.intr.ceil"}},
      {FloatFunction::Trunc, {"math.trunc", "llvm.intr.trunc"}},
      {FloatFunction::RoundEven, {"math.roundeven", "llvm.intr.roundeven", "llvm.intr.rint", "llvm.intr.nearbyint"}},
      {FloatFunction::Round, {"math.round", "llvm.intr.round"}},
  };
  for (const Row &row : rows)
    for (const char *name : row.names)
      table[name] = {translateUnary, unsigned(Opcode::FloatUnary) << 8 | unsigned(row.function)};
  auto test = [](FloatTest which) { return unsigned(Opcode::FloatClass) << 8 | unsigned(which); };
  table["math.isnan"] = {translateUnary, test(FloatTest::IsNaN)};
  table["math.isinf"] = {translateUnary, test(FloatTest::IsInfinite)};
  table["math.isfinite"] = {translateUnary, test(FloatTest::IsFinite)};
  table["math.isnormal"] = {translateUnary, test(FloatTest::IsNormal)};
}

void addFloatHandlers(HandlerTable &table) {
  addBinary(table);
  addUnary(table);
  table["math.fma"] = table["llvm.intr.fma"] = table["llvm.intr.fmuladd"] = table["vector.fma"] = {translateFma};
  table["arith.cmpf"] = table["llvm.fcmp"] = {translateCompare};
  for (const char *name : {"arith.extf", "arith.truncf", "llvm.fpext", "llvm.fptrunc"})
    table[name] = {translateConvert};
  for (const char *name : {"arith.fptosi", "llvm.fptosi"})
    table[name] = {translateToInteger, 1};
  for (const char *name : {"arith.fptoui", "llvm.fptoui"})
    table[name] = {translateToInteger, 0};
  for (const char *name : {"arith.sitofp", "llvm.sitofp"})
    table[name] = {translateFromInteger, 1};
  for (const char *name : {"arith.uitofp", "llvm.uitofp"})
    table[name] = {translateFromInteger, 0};
}

} // namespace fornax::comptime
