// The `fx` dialect: concrete functions as a CFG of operations on places. Rationale.md says why each part exists.
#ifndef FORNAX_IR_DIALECT
#define FORNAX_IR_DIALECT

include "mlir/IR/OpBase.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

def Fx_Dialect : Dialect {
  let name = "fx";
  let cppNamespace = "::fornax::fx";
  let summary = "places, lifetimes, calls that raise";
  let description = [{
    The compiler's middle: every generic parameter is bound, every call is resolved. An SSA value is one machine scalar or vector and is
    never destroyed; everything else lives in a place. Blocks carry no arguments: merges go through `fx.var`.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect", "::mlir::cf::ControlFlowDialect", "::mlir::ub::UBDialect", "::mlir::arith::ArithDialect"];
  let useDefaultTypePrinterParser = 0;
  let useDefaultAttributePrinterParser = 1;
  let extraClassDeclaration = [{
    ::mlir::Type parseType(::mlir::DialectAsmParser &parser) const override;
    void printType(::mlir::Type type, ::mlir::DialectAsmPrinter &printer) const override;

  private:
    void registerTypes();
    void registerAttributes();
    void registerOperations();

  public:
  }];
}

#endif
