#pragma once
// Closure structs: one field per capture; their initialiser, copy, move and destructor are written by irgen (EmitClosure.cpp).

#include "irgen/Instances.h"
#include "irgen/Shape.h"

namespace fornax::irgen {

/// The key of a member function of a closure type.
InstanceKey closureKey(Instances &, sema::Type closure, Role, TargetIndex);
/// The closure's type from the key of one of its members.
sema::Type closureOfKey(Instances &, const InstanceKey &);
/// The machine type of a capture: a reference, or the owned value's.
mlir::Type lowerCapture(Instances &, sema::Type closure, unsigned capture, TargetIndex, Site);
bool isReferenceCapture(const sema::Capture &);
std::optional<FunctionShape> shapeOfClosureMember(Instances &, const InstanceKey &, Site);
bool emitClosureMember(Instances &, InstanceId);

} // namespace fornax::irgen
