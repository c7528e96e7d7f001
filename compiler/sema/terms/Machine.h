#pragma once
// Machine types as sema sees them: scalars by text (`i64`, `f32`, `index`) or as one-lane `!fx.simd` of a known element type.

#include "sema/terms/Terms.h"

namespace fornax::sema {

struct Scalar {
  enum class Kind : uint8_t { Bool, Signed, Unsigned, Float } kind = Kind::Signed;
  unsigned bits = 0;
  const llvm::fltSemantics *semantics = nullptr; // of a Float that LLVM knows
  llvm::StringRef name, mlir;                    // in DType; as MLIR type
  uint8_t code = 0;                              // in DType
  bool isInteger() const { return kind != Kind::Float; }
};
/// The scalar behind a closed machine type of one lane; plain `iN` and `index` are signed.
std::optional<Scalar> scalarOf(Type);
/// The element type with a DType term's code; nothing while the term is symbolic.
std::optional<Scalar> scalarOfDType(Term dtype);
/// By the name in DType.
std::optional<Scalar> scalarNamed(llvm::StringRef name);

/// Types of the exact values inside literals, and of text in parameters.
Type intLiteralMachine(Context &);   // !fx.int_literal
Type floatLiteralMachine(Context &); // !fx.float_literal
Type stringMachine(Context &);       // !fx.string
Type boolMachine(Context &);         // i1
Type int64Machine(Context &);        // i64
bool isIntLiteralMachine(Type);
bool isFloatLiteralMachine(Type);
bool isStringMachine(Type);
bool isBoolMachine(Type);
/// The text of an MLIR type without splices; empty for every other type.
llvm::StringRef machineText(Type);

/// The scalar inside a one-field struct value, through any number of layers: `Int` to its machine integer. A symbolic struct value gives Member
/// terms; anything that is no struct value is returned as it is.
Term unwrapScalar(Context &, Term);
/// Wraps a machine scalar in one-field structs until it has the type; inverse of unwrapScalar.
Term wrapScalar(Context &, Term machine, Type structType);

} // namespace fornax::sema
