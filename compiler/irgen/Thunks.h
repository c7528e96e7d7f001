#pragma once
// Functions that adapt one to a thin function type of another signature: no error to an error, a reference to a value, another convention.

#include "irgen/Instances.h"

namespace fornax::irgen {

bool emitThunk(Instances &, InstanceId);

} // namespace fornax::irgen
