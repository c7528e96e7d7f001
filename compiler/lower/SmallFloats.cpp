// Conversions between f32 and the floats that LLVM does not have, exact, on bits, for scalars and vectors alike. They follow APFloat: to nearest,
// ties to even; what is too large becomes infinity, else NaN, else (formats without both) the largest value.

#include "lower/Upstream.h"
#include <llvm/ADT/APFloat.h>

using namespace mlir;

namespace fornax::lower {

/// Integer arithmetic on scalars or vectors of one shape.
struct Bits {
  FunctionContext &context;
  Type shape; // a vector type, or null

  Type with(Type element) const { return shape ? Type(VectorType::get(cast<VectorType>(shape).getShape(), element)) : element; }
  Type word(unsigned bits = 32) const { return with(context.module.integer(bits)); }
  Value constant(uint64_t value, unsigned bits = 32) const {
    Type type = word(bits);
    Attribute attribute = IntegerAttr::get(context.module.integer(bits), APInt(bits, value));
    if (auto shaped = dyn_cast<ShapedType>(type))
      attribute = DenseElementsAttr::get(shaped, attribute);
    return LLVM::ConstantOp::create(context.builder, context.here, type, attribute);
  }
  template <class Op> Value apply(Value a, Value b) const { return Op::create(context.builder, context.here, a.getType(), a, b); }
  Value andBits(Value a, uint64_t mask) const { return apply<LLVM::AndOp>(a, constant(mask)); }
  Value orBits(Value a, Value b) const { return apply<LLVM::OrOp>(a, b); }
  Value shiftLeft(Value a, unsigned by) const { return apply<LLVM::ShlOp>(a, constant(by)); }
  Value shiftRight(Value a, unsigned by) const { return apply<LLVM::LShrOp>(a, constant(by)); }
  Value add(Value a, Value b) const { return apply<LLVM::AddOp>(a, b); }
  Value compare(LLVM::ICmpPredicate predicate, Value a, uint64_t b) const {
    return LLVM::ICmpOp::create(context.builder, context.here, with(context.module.integer(1)), predicate, a, constant(b));
  }
  Value select(Value condition, Value a, Value b) const { return LLVM::SelectOp::create(context.builder, context.here, condition, a, b); }
  Value cast_(Value value, Type element) const { return LLVM::BitcastOp::create(context.builder, context.here, with(element), value); }
};

/// A format by its numbers. `bits` of a value x of f32 are those that APFloat gives.
struct Format {
  const llvm::fltSemantics &semantics;
  unsigned width, mantissa; // mantissa: stored bits
  int bias;
  bool hasSign, hasZero;
  uint32_t signMask;

  explicit Format(FloatType type) : semantics(type.getFloatSemantics()), width(type.getWidth()) {
    mantissa = llvm::APFloat::semanticsPrecision(semantics) - 1;
    hasSign = llvm::APFloat::semanticsHasSignedRepr(semantics);
    hasZero = llvm::APFloat::semanticsHasZero(semantics);
    bias = 1 - int(llvm::APFloat::semanticsMinExponent(semantics));
    if (!hasZero) // only an exponent: its code 0 is the smallest power
      bias = -int(llvm::APFloat::semanticsMinExponent(semantics));
    signMask = hasSign ? 1u << (width - 1) : 0;
  }
  llvm::APFloat value(uint32_t code) const { return llvm::APFloat(semantics, llvm::APInt(width, code)); }
  static uint32_t singleBits(llvm::APFloat value) {
    bool lost;
    if (value.isNaN()) // one without a mantissa would come out as infinity
      return 0x7fc00000;
    value.convert(llvm::APFloat::IEEEsingle(), llvm::APFloat::rmNearestTiesToEven, &lost);
    return uint32_t(value.bitcastToAPInt().getZExtValue());
  }
  bool isFiniteOnly() const { return !llvm::APFloat::semanticsHasInf(semantics) && !llvm::APFloat::semanticsHasNaN(semantics); }
  /// What f32 `value` becomes.
  uint32_t encode(float value) const {
    llvm::APFloat number(value);
    if (isFiniteOnly() && !number.isFinite())
      return uint32_t(llvm::APFloat::getLargest(semantics).bitcastToAPInt().getZExtValue());
    bool lost;
    number.convert(semantics, llvm::APFloat::rmNearestTiesToEven, &lost);
    return uint32_t(number.bitcastToAPInt().getZExtValue());
  }
  /// The codes that are not finite numbers, without sign.
  llvm::SmallVector<uint32_t> specialCodes() const {
    llvm::SmallVector<uint32_t> codes;
    for (uint32_t code = 0; code != 1u << width; ++code)
      if (!value(code).isFinite())
        codes.push_back(code);
    return codes;
  }
};

static Bits bitsOf(Value value, FunctionContext &context) { return {context, isa<VectorType>(value.getType()) ? value.getType() : Type()}; }

Value extendSmallFloat(Value code, FloatType from, FunctionContext &context) {
  Format format(from);
  Bits bits = bitsOf(code, context);
  Type single = Float32Type::get(context.module.context());
  Value word = LLVM::ZExtOp::create(context.builder, context.here, bits.word(), code);
  constexpr unsigned singleMantissa = 23;
  constexpr int singleBias = 127;
  Value result;
  if (!format.hasZero) {
    // A power of two: the exponent itself; the smallest is subnormal in f32.
    result = bits.shiftLeft(word, singleMantissa);
    result = bits.select(bits.compare(LLVM::ICmpPredicate::eq, word, 0), bits.constant(Format::singleBits(format.value(0))), result);
  } else {
    // Mantissa and exponent in place, then one multiplication by a power of two puts the bias right; it is exact, subnormals included.
    Value magnitude = bits.shiftLeft(bits.andBits(word, (1u << (format.width - (format.hasSign ? 1 : 0))) - 1), singleMantissa - format.mantissa);
    Attribute scale = FloatAttr::get(single, std::ldexp(1.0, singleBias - format.bias));
    Type floats = bits.with(single);
    if (auto shaped = dyn_cast<ShapedType>(floats))
      scale = DenseElementsAttr::get(shaped, scale);
    Value factor = LLVM::ConstantOp::create(context.builder, context.here, floats, scale);
    Value scaled = LLVM::FMulOp::create(context.builder, context.here, floats, bits.cast_(magnitude, single), factor);
    result = bits.cast_(scaled, context.module.integer(32));
    if (format.hasSign)
      result = bits.orBits(result, bits.shiftLeft(bits.andBits(word, format.signMask), 32 - format.width));
  }
  for (uint32_t special : format.specialCodes())
    result = bits.select(bits.compare(LLVM::ICmpPredicate::eq, word, special), bits.constant(Format::singleBits(format.value(special))), result);
  return bits.cast_(result, single);
}

/// The smallest f32 (by its bits; those of positive numbers are ordered as the numbers) that does not become a finite number.
static uint32_t firstOverflow(const Format &format) {
  if (format.isFiniteOnly())
    return Format::singleBits(llvm::APFloat::getLargest(format.semantics));
  uint32_t low = 0, high = 0x7f800000;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (format.value(format.encode(llvm::bit_cast<float>(middle))).isFinite())
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

Value truncateToSmallFloat(Value value, FloatType to, FunctionContext &context) {
  Format format(to);
  Bits bits = bitsOf(value, context);
  constexpr unsigned singleMantissa = 23;
  constexpr int singleBias = 127;
  Type byte = context.module.integer(8);
  Value word = bits.cast_(value, context.module.integer(32));
  Value magnitude = bits.andBits(word, 0x7fffffff);
  unsigned drop = singleMantissa - format.mantissa;

  // Normal results: rebias, add half of the last kept bit (one less when it is even), shift. A carry moves into the exponent, as it should.
  // Without a stored mantissa the last kept bit is the leading one, which is odd.
  Value odd = format.mantissa == 0 ? bits.constant(1) : bits.andBits(bits.shiftRight(magnitude, drop), 1);
  uint32_t half = drop == 0 ? 0 : (1u << (drop - 1)) - 1;
  uint32_t rebias = uint32_t(format.bias - singleBias) << singleMantissa;
  Value rounded = bits.add(bits.add(magnitude, bits.constant(uint32_t(rebias + half))), odd);
  Value result = bits.shiftRight(rounded, drop);

  if (format.hasZero) {
    // Subnormal results: adding a power of two with the right last place makes the hardware round; the low bits are the code.
    int magicExponent = singleBias - (format.bias - 1) + int(drop);
    uint32_t magic = uint32_t(magicExponent) << singleMantissa;
    Type single = Float32Type::get(context.module.context());
    Type floats = bits.with(single);
    Value sum = LLVM::FAddOp::create(context.builder, context.here, floats, bits.cast_(magnitude, single), bits.cast_(bits.constant(magic), single));
    Value small = bits.apply<LLVM::SubOp>(bits.cast_(sum, context.module.integer(32)), bits.constant(magic));
    uint32_t firstNormal = uint32_t(singleBias + 1 - format.bias) << singleMantissa;
    result = bits.select(bits.compare(LLVM::ICmpPredicate::ult, magnitude, firstNormal), small, result);
  } else {
    // The two smallest powers are subnormal and normal in f32: below their middle there is only the smallest.
    uint32_t middle = (Format::singleBits(format.value(0)) + Format::singleBits(format.value(1))) / 2;
    result = bits.select(bits.compare(LLVM::ICmpPredicate::ult, magnitude, middle), bits.constant(0), result);
  }

  uint32_t overflow = firstOverflow(format);
  result = bits.select(bits.compare(LLVM::ICmpPredicate::uge, magnitude, overflow), bits.constant(format.encode(INFINITY)), result);
  if (format.hasSign) {
    Value sign = bits.andBits(bits.shiftRight(word, 32 - format.width), format.signMask);
    bool signedZero = format.encode(-0.0f) == format.signMask;
    Value withSign = bits.orBits(result, sign);
    if (!signedZero) // the code of minus zero is NaN
      withSign = bits.select(bits.compare(LLVM::ICmpPredicate::eq, result, 0), bits.constant(0), withSign);
    result = withSign;
  }
  result = bits.select(bits.compare(LLVM::ICmpPredicate::ugt, magnitude, 0x7f800000), bits.constant(format.encode(NAN)), result);
  return LLVM::TruncOp::create(context.builder, context.here, bits.with(byte), result);
}

/// Rounding twice is wrong unless the first time keeps a mark of what it dropped: the last bit is set if anything was lost.
Value truncateToOdd(Value wide, FunctionContext &context) {
  OpBuilder &builder = context.builder;
  Location loc = context.here;
  Bits bits = bitsOf(wide, context);
  Type single = bits.with(Float32Type::get(context.module.context())), flag = bits.with(context.module.integer(1));
  Value nearest = LLVM::FPTruncOp::create(builder, loc, single, wide);
  Value back = LLVM::FPExtOp::create(builder, loc, wide.getType(), nearest);
  Value inexact = LLVM::FCmpOp::create(builder, loc, flag, LLVM::FCmpPredicate::one, back, wide);
  Value tooFar = LLVM::FCmpOp::create(builder, loc, flag, LLVM::FCmpPredicate::ogt, LLVM::FAbsOp::create(builder, loc, wide.getType(), back),
                                      LLVM::FAbsOp::create(builder, loc, wide.getType(), wide));
  Value code = bits.cast_(nearest, context.module.integer(32));
  Value towardZero = bits.add(code, LLVM::SExtOp::create(builder, loc, bits.word(), tooFar));
  Value marked = bits.select(inexact, bits.orBits(towardZero, bits.constant(1)), code);
  return bits.cast_(marked, Float32Type::get(context.module.context()));
}

} // namespace fornax::lower
