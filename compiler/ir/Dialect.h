#pragma once
// The `fx` dialect object. Include ir/IR.h for types, attributes and operations.

#include <mlir/IR/Dialect.h>
#include <mlir/IR/DialectImplementation.h>

#include "ir/Dialect.h.inc"
