#pragma once
// Closure structs: one field per capture; their initialiser, copy, move and destructor are written by irgen (EmitClosure.cpp).

#include "irgen/Instances.h"
#include "irgen/Shape.h"

namespace fornax::irgen {

struct Emitter;

/// The key of a member function of a closure type.
InstanceKey closureKey(Instances &, sema::Type closure, Role, TargetIndex);
/// The closure's type from the key of one of its members.
sema::Type closureOfKey(Instances &, const InstanceKey &);
/// The machine type of a capture: a reference, or the owned value's.
mlir::Type lowerCapture(Instances &, sema::Type closure, unsigned capture, TargetIndex, Site);
bool isReferenceCapture(const sema::Capture &);

// ---- Environments of closures that are values of parameters
// A function with such a parameter has one more argument, the closure, for each that it is given. A closure made inside keeps a pointer to it,
// behind its own captures, so that whoever calls that closure need not know.

/// The closures that an instance takes as further arguments: those that its parameters stand for, each once.
llvm::SmallVector<sema::Type, 2> environmentsOf(sema::Context &, const InstanceKey &);
/// The closures that a closure points to.
llvm::SmallVector<sema::Type, 2> environmentsOf(sema::Context &, sema::Type closure);

/// Notes on the body of a closure that it only reads its environment, as every instance of it does.
void markConstantEnvironment(Emitter &);

std::optional<FunctionShape> shapeOfClosureMember(Instances &, const InstanceKey &, Site);
bool emitClosureMember(Instances &, InstanceId);

} // namespace fornax::irgen
