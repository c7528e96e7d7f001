#pragma once
// Prototypes of the functions in Operations.def.
#include "runtime/core/Functions.h"

extern "C" {
#define SIM_FUNCTION(NAME, RESULT, ARGUMENTS) RESULT NAME ARGUMENTS;
#include "runtime/device/simulator/Operations.def"
}
