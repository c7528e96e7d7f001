#pragma once
// Exact numbers of float literals: a fraction in lowest terms, or one of the values that are no fraction.

#include <llvm/ADT/APFloat.h>
#include <llvm/ADT/APInt.h>
#include <llvm/ADT/StringRef.h>
#include <optional>
#include <string>

namespace fornax::sema {

struct Rational {
  enum class Kind : uint8_t { Finite, NegativeZero, Infinity, NegativeInfinity, NaN } kind = Kind::Finite;
  llvm::APInt numerator{2, 0};   // signed, of minimal width
  llvm::APInt denominator{2, 1}; // positive, of minimal width as a signed number
  bool isFinite() const { return kind == Kind::Finite || kind == Kind::NegativeZero; }
  bool isZero() const { return isFinite() && numerator.isZero(); }
  bool isNegative() const;
};

/// The narrowest signed form; at least two bits, so that 1 is not -1.
llvm::APInt minimal(const llvm::APInt &);

Rational makeRational(const llvm::APInt &numerator, const llvm::APInt &denominator);
/// A literal's text: digits with `_`, a point, an exponent; "inf", "nan", a leading sign.
std::optional<Rational> parseRational(llvm::StringRef);

Rational negate(const Rational &);
Rational add(const Rational &, const Rational &);
Rational multiply(const Rational &, const Rational &);
Rational divide(const Rational &, const Rational &);
/// -1, 0, 1; nothing if one is a NaN.
std::optional<int> order(const Rational &, const Rational &);
/// Rounded to nearest, ties to even.
llvm::APFloat toFloat(const Rational &, const llvm::fltSemantics &);
/// Toward zero; zero for what is no number.
llvm::APInt truncate(const Rational &);
/// Toward minus infinity.
llvm::APInt floorOf(const Rational &);
/// Shortest usual spelling: a decimal fraction if there is one of reasonable length, otherwise what a 64-bit float prints.
std::string toText(const Rational &);
/// Unambiguous spelling for keys.
std::string toKey(const Rational &);

// Exact integers of any width.
llvm::APInt exactAdd(const llvm::APInt &, const llvm::APInt &);
llvm::APInt exactSub(const llvm::APInt &, const llvm::APInt &);
llvm::APInt exactMul(const llvm::APInt &, const llvm::APInt &);
int exactOrder(const llvm::APInt &, const llvm::APInt &);

} // namespace fornax::sema
