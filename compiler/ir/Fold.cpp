// One table of operations each for integers, floats and conversions.

#include "ir/Fold.h"
#include "ir/Semantics.h"
#include <llvm/ADT/TypeSwitch.h>
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/Dialect/Math/IR/Math.h>

using namespace mlir;

namespace fornax::ir {

using namespace semantics;

static std::optional<IntOp> intOpOf(Operation *op) {
  return llvm::TypeSwitch<Operation *, std::optional<IntOp>>(op)
      .Case<arith::AddIOp>([](auto) { return IntOp::Add; })
      .Case<arith::SubIOp>([](auto) { return IntOp::Sub; })
      .Case<arith::MulIOp>([](auto) { return IntOp::Mul; })
      .Case<arith::AndIOp>([](auto) { return IntOp::And; })
      .Case<arith::OrIOp>([](auto) { return IntOp::Or; })
      .Case<arith::XOrIOp>([](auto) { return IntOp::Xor; })
      .Case<arith::ShLIOp>([](auto) { return IntOp::Shl; })
      .Case<arith::ShRUIOp>([](auto) { return IntOp::ShrU; })
      .Case<arith::ShRSIOp>([](auto) { return IntOp::ShrS; })
      .Case<arith::DivUIOp>([](auto) { return IntOp::DivU; })
      .Case<arith::DivSIOp>([](auto) { return IntOp::DivS; })
      .Case<arith::RemUIOp>([](auto) { return IntOp::RemU; })
      .Case<arith::RemSIOp>([](auto) { return IntOp::RemS; })
      .Case<arith::FloorDivSIOp>([](auto) { return IntOp::FloorDivS; })
      .Case<arith::CeilDivSIOp>([](auto) { return IntOp::CeilDivS; })
      .Case<arith::CeilDivUIOp>([](auto) { return IntOp::CeilDivU; })
      .Case<arith::MinUIOp>([](auto) { return IntOp::MinU; })
      .Case<arith::MaxUIOp>([](auto) { return IntOp::MaxU; })
      .Case<arith::MinSIOp>([](auto) { return IntOp::MinS; })
      .Case<arith::MaxSIOp>([](auto) { return IntOp::MaxS; })
      .Default([](Operation *) { return std::nullopt; });
}

static std::optional<FloatOp> floatOpOf(Operation *op) {
  return llvm::TypeSwitch<Operation *, std::optional<FloatOp>>(op)
      .Case<arith::AddFOp>([](auto) { return FloatOp::Add; })
      .Case<arith::SubFOp>([](auto) { return FloatOp::Sub; })
      .Case<arith::MulFOp>([](auto) { return FloatOp::Mul; })
      .Case<arith::DivFOp>([](auto) { return FloatOp::Div; })
      .Case<arith::RemFOp>([](auto) { return FloatOp::Rem; })
      .Case<arith::MinimumFOp>([](auto) { return FloatOp::Minimum; })
      .Case<arith::MaximumFOp>([](auto) { return FloatOp::Maximum; })
      .Case<arith::MinNumFOp>([](auto) { return FloatOp::MinNum; })
      .Case<arith::MaxNumFOp>([](auto) { return FloatOp::MaxNum; })
      .Case<math::CopySignOp>([](auto) { return FloatOp::CopySign; })
      .Default([](Operation *) { return std::nullopt; });
}

static std::optional<FloatFunction> floatFunctionOf(Operation *op) {
  return llvm::TypeSwitch<Operation *, std::optional<FloatFunction>>(op)
      .Case<arith::NegFOp>([](auto) { return FloatFunction::Neg; })
      .Case<math::AbsFOp>([](auto) { return FloatFunction::Abs; })
      .Case<math::SqrtOp>([](auto) { return FloatFunction::Sqrt; })
      .Case<math::FloorOp>([](auto) { return FloatFunction::Floor; })
      .Case<math::CeilOp>([](auto) { return FloatFunction::Ceil; })
      .Case<math::TruncOp>([](auto) { return FloatFunction::Trunc; })
      .Case<math::RoundEvenOp>([](auto) { return FloatFunction::RoundEven; })
      .Case<math::RoundOp>([](auto) { return FloatFunction::Round; })
      .Default([](Operation *) { return std::nullopt; });
}

static TypedAttr integer(Type type, const llvm::APInt &value) { return IntegerAttr::get(type, value); }
static TypedAttr real(Type type, const llvm::APFloat &value) { return FloatAttr::get(type, value); }

/// Square roots of f64 and wider do not go through a narrower format exactly; the host's is right for f64.
static bool canFold(FloatFunction function, Type type) { return function != FloatFunction::Sqrt || type.getIntOrFloatBitWidth() <= 64; }

/// Conversions of one constant.
static TypedAttr foldConversion(Operation *op, Attribute operand) {
  Type to = op->getResult(0).getType();
  auto number = dyn_cast<IntegerAttr>(operand);
  auto value = dyn_cast<FloatAttr>(operand);
  unsigned bits = to.isIntOrFloat() ? to.getIntOrFloatBitWidth() : IndexType::kInternalStorageBitWidth;
  auto toInt = [&](bool isSigned) -> TypedAttr {
    auto result = toInteger(value.getValue(), bits, isSigned);
    return result ? integer(to, *result) : TypedAttr();
  };
  auto toFloat = [&](bool isSigned) { return real(to, fromInteger(number.getValue(), isSigned, cast<FloatType>(to).getFloatSemantics())); };
  return llvm::TypeSwitch<Operation *, TypedAttr>(op)
      .Case<arith::ExtSIOp>([&](auto) { return integer(to, number.getValue().sext(bits)); })
      .Case<arith::ExtUIOp>([&](auto) { return integer(to, number.getValue().zext(bits)); })
      .Case<arith::TruncIOp>([&](auto) { return integer(to, number.getValue().trunc(bits)); })
      .Case<arith::IndexCastOp>([&](auto) { return integer(to, number.getValue().sextOrTrunc(bits)); })
      .Case<arith::IndexCastUIOp>([&](auto) { return integer(to, number.getValue().zextOrTrunc(bits)); })
      .Case<arith::ExtFOp, arith::TruncFOp>([&](auto) { return real(to, convert(value.getValue(), cast<FloatType>(to).getFloatSemantics())); })
      .Case<arith::FPToSIOp>([&](auto) { return toInt(true); })
      .Case<arith::FPToUIOp>([&](auto) { return toInt(false); })
      .Case<arith::SIToFPOp>([&](auto) { return toFloat(true); })
      .Case<arith::UIToFPOp>([&](auto) { return toFloat(false); })
      .Case<arith::BitcastOp>([&](auto) -> TypedAttr {
        llvm::APInt raw = number ? number.getValue() : value.getValue().bitcastToAPInt();
        return isa<FloatType>(to) ? real(to, llvm::APFloat(cast<FloatType>(to).getFloatSemantics(), raw)) : integer(to, raw);
      })
      .Default([](Operation *) { return TypedAttr(); });
}

static TypedAttr foldIntegers(Operation *op, IntegerAttr a, IntegerAttr b) {
  if (auto compareOp = dyn_cast<arith::CmpIOp>(op))
    return integer(op->getResult(0).getType(), llvm::APInt(1, compare(Compare(compareOp.getPredicate()), a.getValue(), b.getValue())));
  auto kind = intOpOf(op);
  auto result = kind ? apply(*kind, a.getValue(), b.getValue()) : std::nullopt;
  return result ? integer(a.getType(), *result) : TypedAttr();
}

static TypedAttr foldFloats(Operation *op, FloatAttr a, FloatAttr b) {
  if (auto compareOp = dyn_cast<arith::CmpFOp>(op))
    return integer(op->getResult(0).getType(), llvm::APInt(1, compare(CompareFloat(compareOp.getPredicate()), a.getValue(), b.getValue())));
  auto kind = floatOpOf(op);
  return kind ? real(a.getType(), apply(*kind, a.getValue(), b.getValue())) : TypedAttr();
}

TypedAttr foldConstant(Operation *op, ArrayRef<Attribute> operands) {
  if (op->getNumResults() != 1 || operands.size() != op->getNumOperands() || operands.empty() || !operands.front())
    return {};
  if (isa<arith::SelectOp>(op)) {
    auto condition = dyn_cast<IntegerAttr>(operands[0]);
    return condition ? dyn_cast_or_null<TypedAttr>(operands[condition.getValue().isZero() ? 2 : 1]) : TypedAttr();
  }
  for (Attribute operand : operands)
    if (!isa_and_nonnull<IntegerAttr, FloatAttr>(operand))
      return {};
  if (operands.size() == 1) {
    auto value = dyn_cast<FloatAttr>(operands[0]);
    auto function = value ? floatFunctionOf(op) : std::nullopt;
    if (function && canFold(*function, value.getType()))
      return real(value.getType(), apply(*function, value.getValue()));
    return foldConversion(op, operands[0]);
  }
  if (isa<math::FmaOp>(op)) {
    auto at = [&](unsigned i) { return cast<FloatAttr>(operands[i]).getValue(); };
    return real(op->getResult(0).getType(), fma(at(0), at(1), at(2)));
  }
  if (operands.size() != 2)
    return {};
  if (auto a = dyn_cast<IntegerAttr>(operands[0]))
    return isa<IntegerAttr>(operands[1]) ? foldIntegers(op, a, cast<IntegerAttr>(operands[1])) : TypedAttr();
  return isa<FloatAttr>(operands[1]) ? foldFloats(op, cast<FloatAttr>(operands[0]), cast<FloatAttr>(operands[1])) : TypedAttr();
}

} // namespace fornax::ir
