// All operations. Branches are upstream: cf.br, cf.cond_br, cf.switch, ub.unreachable; so is arithmetic.
#ifndef FORNAX_IR_OPS
#define FORNAX_IR_OPS

include "ir/Dialect.td"
include "ir/Types.td"
include "ir/Attributes.td"
include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Fx_Op<string mnemonic, list<Trait> traits = []> : Op<Fx_Dialect, mnemonic, traits>;

def Fx_Pointer : Type<CPred<"::llvm::isa<::mlir::LLVM::LLVMPointerType>($_self)">, "`!llvm.ptr`", "::mlir::LLVM::LLVMPointerType">;
// What an SSA value may be: a leaf (by value) or the address of a place.
def Fx_Value : Type<CPred<"::fornax::fx::isLeaf($_self)">, "machine scalar, vector, pointer or `!fx.ref`">;

include "ir/DeclOps.td"
include "ir/PlaceOps.td"
include "ir/LifetimeOps.td"
include "ir/CallOps.td"

#endif
