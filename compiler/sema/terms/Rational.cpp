#include "sema/terms/Rational.h"
#include <algorithm>
#include <llvm/ADT/SmallString.h>

using llvm::APFloat;
using llvm::APInt;

namespace fornax::sema {

APInt minimal(const APInt &value) {
  unsigned bits = std::max(2u, value.getSignificantBits());
  return value.sextOrTrunc(bits);
}

bool Rational::isNegative() const {
  if (kind == Kind::Finite)
    return numerator.isNegative();
  return kind == Kind::NegativeZero || kind == Kind::NegativeInfinity;
}

static std::pair<APInt, APInt> widened(const APInt &a, const APInt &b, unsigned extra) {
  unsigned width = std::max(a.getBitWidth(), b.getBitWidth()) + extra;
  return {a.sext(width), b.sext(width)};
}

APInt exactAdd(const APInt &a, const APInt &b) {
  auto [x, y] = widened(a, b, 1);
  return minimal(x + y);
}

APInt exactSub(const APInt &a, const APInt &b) {
  auto [x, y] = widened(a, b, 1);
  return minimal(x - y);
}

APInt exactMul(const APInt &a, const APInt &b) {
  unsigned width = a.getBitWidth() + b.getBitWidth();
  return minimal(a.sext(width) * b.sext(width));
}

int exactOrder(const APInt &a, const APInt &b) {
  auto [x, y] = widened(a, b, 1);
  return x.slt(y) ? -1 : x == y ? 0 : 1;
}

Rational makeRational(const APInt &numerator, const APInt &denominator) {
  auto [n, d] = widened(numerator, denominator, 1);
  if (d.isNegative()) {
    n = -n;
    d = -d;
  }
  Rational result;
  if (n.isZero())
    return result;
  APInt divisor = llvm::APIntOps::GreatestCommonDivisor(n.abs(), d);
  result.numerator = minimal(n.sdiv(divisor));
  result.denominator = minimal(d.sdiv(divisor));
  return result;
}

static Rational special(Rational::Kind kind) {
  Rational result;
  result.kind = kind;
  return result;
}

static APInt powerOfTen(unsigned exponent) {
  APInt result(4, 1), ten(6, 10);
  APInt base = ten;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1)
      result = exactMul(result, base);
    if (exponent > 1)
      base = exactMul(base, base);
  }
  return result;
}

std::optional<Rational> parseRational(llvm::StringRef text) {
  using Kind = Rational::Kind;
  bool negative = text.consume_front("-");
  if (!negative)
    text.consume_front("+");
  if (text == "inf" || text == "infinity")
    return special(negative ? Kind::NegativeInfinity : Kind::Infinity);
  if (text == "nan")
    return special(Kind::NaN);
  std::string digits;
  long exponent = 0;
  bool afterPoint = false;
  size_t i = 0;
  for (; i < text.size(); ++i) {
    char c = text[i];
    if (c == '_')
      continue;
    if (c == '.' && !afterPoint) {
      afterPoint = true;
      continue;
    }
    if (c < '0' || c > '9')
      break;
    digits += c;
    exponent -= afterPoint;
  }
  if (digits.empty())
    return std::nullopt;
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E')
      return std::nullopt;
    std::string written;
    for (char c : text.substr(i + 1))
      if (c != '_')
        written += c;
    long value = 0;
    llvm::StringRef rest = written;
    bool minus = rest.consume_front("-");
    if (!minus)
      rest.consume_front("+");
    // An exponent that does not fit is beyond every float type anyway.
    if (rest.empty() || rest.find_first_not_of("0123456789") != llvm::StringRef::npos)
      return std::nullopt;
    if (rest.getAsInteger(10, value) || value > 100000)
      value = 100000;
    exponent += minus ? -value : value;
  }
  APInt whole(unsigned(digits.size()) * 4 + 2, digits, 10);
  if (whole.isZero())
    return special(negative ? Kind::NegativeZero : Kind::Finite);
  if (exponent > 20000)
    return special(negative ? Kind::NegativeInfinity : Kind::Infinity);
  if (exponent < -60000)
    return special(negative ? Kind::NegativeZero : Kind::Finite);
  if (negative)
    whole = -whole;
  if (exponent >= 0)
    return makeRational(exactMul(whole, powerOfTen(unsigned(exponent))), APInt(2, 1));
  return makeRational(whole, powerOfTen(unsigned(-exponent)));
}

Rational negate(const Rational &a) {
  using Kind = Rational::Kind;
  switch (a.kind) {
  case Kind::Finite:
    if (a.numerator.isZero())
      return special(Kind::NegativeZero);
    return makeRational(exactSub(APInt(2, 0), a.numerator), a.denominator);
  case Kind::NegativeZero: return Rational();
  case Kind::Infinity: return special(Kind::NegativeInfinity);
  case Kind::NegativeInfinity: return special(Kind::Infinity);
  case Kind::NaN: return a;
  }
  return a;
}

/// What operations on values that are no fractions give: as IEEE arithmetic says, asked of a wide float type.
static Rational viaFloat(const APFloat &value) {
  using Kind = Rational::Kind;
  if (value.isNaN())
    return special(Kind::NaN);
  if (value.isInfinity())
    return special(value.isNegative() ? Kind::NegativeInfinity : Kind::Infinity);
  return special(value.isNegative() ? Kind::NegativeZero : Kind::Finite);
}

static APFloat signOnly(const Rational &a) {
  using Kind = Rational::Kind;
  const auto &semantics = APFloat::IEEEdouble();
  switch (a.kind) {
  case Kind::Finite: return a.numerator.isZero() ? APFloat(0.0) : APFloat(a.numerator.isNegative() ? -1.0 : 1.0);
  case Kind::NegativeZero: return APFloat(-0.0);
  case Kind::Infinity: return APFloat::getInf(semantics);
  case Kind::NegativeInfinity: return APFloat::getInf(semantics, true);
  case Kind::NaN: return APFloat::getNaN(semantics);
  }
  return APFloat(0.0);
}

Rational add(const Rational &a, const Rational &b) {
  if (!a.isFinite() || !b.isFinite() || (a.isZero() && b.isZero()))
    return viaFloat(signOnly(a) + signOnly(b));
  return makeRational(exactAdd(exactMul(a.numerator, b.denominator), exactMul(b.numerator, a.denominator)), exactMul(a.denominator, b.denominator));
}

Rational multiply(const Rational &a, const Rational &b) {
  if (!a.isFinite() || !b.isFinite() || a.isZero() || b.isZero())
    return viaFloat(signOnly(a) * signOnly(b));
  return makeRational(exactMul(a.numerator, b.numerator), exactMul(a.denominator, b.denominator));
}

Rational divide(const Rational &a, const Rational &b) {
  if (!a.isFinite() || !b.isFinite() || a.isZero() || b.isZero())
    return viaFloat(signOnly(a) / signOnly(b));
  return makeRational(exactMul(a.numerator, b.denominator), exactMul(a.denominator, b.numerator));
}

std::optional<int> order(const Rational &a, const Rational &b) {
  if (!a.isFinite() || !b.isFinite()) {
    switch (signOnly(a).compare(signOnly(b))) {
    case APFloat::cmpLessThan: return -1;
    case APFloat::cmpEqual: return 0;
    case APFloat::cmpGreaterThan: return 1;
    case APFloat::cmpUnordered: return std::nullopt;
    }
  }
  return exactOrder(exactMul(a.numerator, b.denominator), exactMul(b.numerator, a.denominator));
}

APFloat toFloat(const Rational &a, const llvm::fltSemantics &semantics) {
  if (!a.isFinite() || a.isZero()) {
    APFloat result = signOnly(a);
    bool losesInfo;
    result.convert(semantics, APFloat::rmNearestTiesToEven, &losesInfo);
    return result;
  }
  // A quotient of at most 112 bits with a sticky last bit ("round to odd") is exact in quad precision, and rounding that once more to any
  // narrower type is correct.
  APInt numerator = a.numerator.abs();
  int shift = 110 - (int(numerator.getActiveBits()) - int(a.denominator.getActiveBits()));
  unsigned width = std::max(numerator.getBitWidth() + unsigned(std::max(shift, 0)), a.denominator.getBitWidth() + unsigned(std::max(-shift, 0))) + 2;
  APInt n = numerator.zext(width), d = a.denominator.zext(width);
  if (shift >= 0)
    n <<= unsigned(shift);
  else
    d <<= unsigned(-shift);
  APInt quotient(width, 0), remainder(width, 0);
  APInt::udivrem(n, d, quotient, remainder);
  if (!remainder.isZero())
    quotient.setBit(0);
  APFloat result(APFloat::IEEEquad());
  result.convertFromAPInt(quotient, false, APFloat::rmNearestTiesToEven);
  result = scalbn(result, -shift, APFloat::rmNearestTiesToEven);
  if (a.numerator.isNegative())
    result.changeSign();
  bool losesInfo;
  result.convert(semantics, APFloat::rmNearestTiesToEven, &losesInfo);
  return result;
}

APInt truncate(const Rational &a) {
  if (!a.isFinite() || a.isZero())
    return APInt(2, 0);
  auto [n, d] = widened(a.numerator, a.denominator, 1);
  return minimal(n.sdiv(d));
}

APInt floorOf(const Rational &a) {
  APInt toZero = truncate(a);
  if (!a.isFinite() || !a.isNegative() || a.denominator.isOne())
    return toZero;
  return exactSub(toZero, APInt(2, 1));
}

std::string toText(const Rational &a) {
  using Kind = Rational::Kind;
  switch (a.kind) {
  case Kind::NegativeZero: return "-0.0";
  case Kind::Infinity: return "inf";
  case Kind::NegativeInfinity: return "-inf";
  case Kind::NaN: return "nan";
  case Kind::Finite: break;
  }
  // A denominator of twos and fives has a finite decimal expansion.
  unsigned places = 0;
  APInt n = a.numerator, d = a.denominator;
  for (; places < 20 && !d.isOne(); ++places) {
    Rational scaled = makeRational(exactMul(n, APInt(6, 10)), d);
    n = scaled.numerator;
    d = scaled.denominator;
  }
  llvm::SmallString<40> text;
  if (!d.isOne() || n.getActiveBits() > 80) {
    toFloat(a, APFloat::IEEEdouble()).toString(text);
    return text.str().str();
  }
  bool negative = n.isNegative();
  n.abs().toString(text, 10, false);
  std::string digits = text.str().str();
  if (digits.size() <= places)
    digits.insert(0, places + 1 - digits.size(), '0');
  std::string result = digits.substr(0, digits.size() - places) + "." + (places ? digits.substr(digits.size() - places) : "0");
  return negative ? "-" + result : result;
}

std::string toKey(const Rational &a) {
  if (a.kind != Rational::Kind::Finite)
    return toText(a);
  llvm::SmallString<40> n, d;
  a.numerator.toString(n, 10, true);
  a.denominator.toString(d, 10, true);
  return n.str().str() + "/" + d.str().str();
}

} // namespace fornax::sema
