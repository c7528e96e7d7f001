#pragma once
// What literals mean. The lexer has checked their form; broken ones are ErrorExpr and never come here.

#include "syntax/Expressions.h"
#include <llvm/ADT/APFloat.h>
#include <llvm/ADT/APInt.h>
#include <string>

namespace fornax::syntax {

/// The value, in a width that also holds it as a signed number (64 bits at least).
llvm::APInt intValue(llvm::StringRef text);
inline llvm::APInt intValue(const ast::IntLiteral &literal) { return intValue(literal.text); }

/// The decimal number without `_`, with digits on both sides of a point if there is one: `1_0.` → `10.0`, `.5e3` → `0.5e3`. Exact.
std::string floatText(llvm::StringRef text);
inline std::string floatText(const ast::FloatLiteral &literal) { return floatText(literal.text); }
/// Rounded to nearest, ties to even; too large is infinity.
llvm::APFloat floatValue(llvm::StringRef text, const llvm::fltSemantics &semantics);

/// UTF-8. `piece` has its prefix and quotes.
std::string stringValue(llvm::StringRef piece);
/// All adjacent pieces joined.
std::string stringValue(const ast::StringLiteral &literal);

/// The format text of a t-string: `{}` for every hole, braces that are text doubled.
std::string formatText(const ast::TString &string);

} // namespace fornax::syntax
