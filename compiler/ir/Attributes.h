#pragma once
// Attributes of the `fx` dialect and the plain data inside them.

#include "ir/Dialect.h"
#include <llvm/ADT/Hashing.h>
#include <mlir/IR/BuiltinAttributes.h>
#include <optional>

#include "ir/Enums.h.inc"

namespace fornax::fx {

/// How an argument is passed. The order is that of the spec, not of strength.
enum class Conv : uint8_t { Imm, Mut, Ref, Var, Deinit, Out, Error };
llvm::StringRef spelling(Conv conv);
struct ArgConv;
std::optional<Conv> parseConv(llvm::StringRef word);

struct ArgConv {
  Conv conv = Conv::Imm;
  bool byAddress = false; // an SSA-class argument whose origin the signature names
  bool isMut = false;     // of a `ref` argument: writes through it are allowed, so exclusivity counts it as one

  ArgConv() = default;
  ArgConv(Conv conv, bool byAddress = false, bool isMut = false) : conv(conv), byAddress(byAddress), isMut(isMut) {}
  friend bool operator==(ArgConv, ArgConv) = default;
};
/// `imm`, `ref mut`, `imm by_address`.
std::string spelling(ArgConv arg);
mlir::ParseResult parseArgConv(mlir::AsmParser &parser, ArgConv &arg);
inline llvm::hash_code hash_value(ArgConv arg) { return llvm::hash_combine(arg.conv, arg.byAddress, arg.isMut); }

enum class OriginKind : uint8_t { Place, Param, Any };

/// One step of an origin's path: a field by name, what lies behind an interior tag, or everything reachable by fields.
enum class StepKind : uint8_t { Field, Interior, Subtree };
struct OriginStep {
  StepKind kind = StepKind::Field;
  mlir::StringAttr name; // null for Subtree
  friend bool operator==(OriginStep, OriginStep) = default;
};
inline llvm::hash_code hash_value(OriginStep step) { return llvm::hash_combine(step.kind, step.name); }

struct FieldInfo {
  mlir::StringAttr name;
  mlir::Type type;
  uint64_t offset = 0;
  friend bool operator==(const FieldInfo &, const FieldInfo &) = default;
};
inline llvm::hash_code hash_value(const FieldInfo &field) { return llvm::hash_combine(field.name, field.type, field.offset); }

/// What a struct's body says about its values. The trivial flags mean: bytes are copied, nothing is destroyed.
enum class BodyFlag : unsigned {
  RegisterPassable = 1,
  TrivialRegisterPassable = 2,
  TrivialCopy = 4,
  TrivialMove = 8,
  TrivialDestroy = 16,
  ImplicitCopy = 32,
  Movable = 64,
  Deinitable = 128,
  Unsized = 256, // self-check: the layout depends on parameters
};
inline unsigned operator|(BodyFlag a, BodyFlag b) { return unsigned(a) | unsigned(b); }
inline unsigned operator|(unsigned a, BodyFlag b) { return a | unsigned(b); }

struct Relocation {
  uint64_t offset = 0;
  mlir::FlatSymbolRefAttr symbol;
  int64_t addend = 0;
  friend bool operator==(const Relocation &, const Relocation &) = default;
};
inline llvm::hash_code hash_value(const Relocation &r) { return llvm::hash_combine(r.offset, r.symbol, r.addend); }

} // namespace fornax::fx

#define GET_ATTRDEF_CLASSES
#include "ir/Attributes.h.inc"
