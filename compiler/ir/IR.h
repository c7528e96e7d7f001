#pragma once
// The umbrella: types, attributes and operations of the `fx` dialect.

#include "ir/Attributes.h"
#include "ir/Dialect.h"
#include "ir/Types.h"
#include <mlir/Dialect/LLVMIR/LLVMDialect.h>
#include <mlir/Interfaces/SideEffectInterfaces.h>
#include <mlir/IR/Builders.h>
#include <mlir/IR/BuiltinOps.h>
#include <mlir/IR/OpImplementation.h>
#include <mlir/IR/SymbolTable.h>

#define GET_OP_CLASSES
#include "ir/Ops.h.inc"
