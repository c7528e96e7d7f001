#pragma once
// From language types to machine types: structs with layout and lifecycle, SIMD, arrays, unions, closures; and the shape of functions.

#include "irgen/Instances.h"
#include "irgen/Shape.h"

namespace fornax::irgen {

/// The type must be closed and settled. Null after a report. Memoised per target.
mlir::Type lowerType(Instances &, sema::Type, TargetIndex, Site);
/// `!fx.simd`, `!fx.array`, `!fx.union` and machine types written as MLIR text.
mlir::Type lowerMachineType(Instances &, sema::Type, TargetIndex, Site);
/// Sets the body of a struct type and writes it into the target's module.
void setBody(Instances &, TargetIndex, fx::StructType, fx::BodyAttr, llvm::StringRef displayName = {});
mlir::Type lowerClosureType(Instances &, sema::Type, TargetIndex, Site);
/// The scalar or vector of an element type; null after a report.
mlir::Type lowerSimd(Instances &, sema::Term length, sema::Term dtype, Site);
/// An address space as a number: `AddressSpace`'s value, 0 for none.
unsigned spaceOf(sema::Term);

/// Fills in the instance's shape. False after a report.
bool shapeInstance(Instances &, InstanceId);
/// The shape of a thin function type's signature.
std::optional<FunctionShape> shapeOfSignature(Instances &, const sema::SignatureTerm &, TargetIndex, Site);

/// The shape of a function that irgen writes itself: no errors, no references returned; the result (null: none) in registers or `out`.
struct PlainArgument {
  fx::Conv conv;
  mlir::Type type;
};
std::optional<FunctionShape> shapeOf(Instances &, llvm::ArrayRef<PlainArgument>, mlir::Type result);
fx::Conv lowerConvention(sema::Convention);

/// Text of a term for splicing into MLIR types and attributes. Nothing after a report.
std::optional<std::string> spliceText(Instances &, sema::Term, TargetIndex, Site);

} // namespace fornax::irgen
