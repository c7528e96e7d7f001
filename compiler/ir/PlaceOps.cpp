// Places and addresses: builders and verifiers.

#include "ir/IR.h"

using namespace mlir;

namespace fornax::fx {

// ---- fx.var, fx.stack

void VarOp::build(OpBuilder &builder, OperationState &state, unsigned place, Type type, StringRef name, OriginsAttr holds) {
  state.addAttribute(getPlaceAttrName(state.name), builder.getI32IntegerAttr(int32_t(place)));
  if (!name.empty())
    state.addAttribute(getNameAttrName(state.name), builder.getStringAttr(name));
  if (holds)
    state.addAttribute(getHoldsAttrName(state.name), holds);
  state.addTypes(RefType::get(type));
}

void VarOp::getAsmResultNames(OpAsmSetValueNameFn setName) { setName(getRef(), getName().value_or("t")); }

LogicalResult VarOp::verify() {
  if (getAlign() && !llvm::isPowerOf2_64(*getAlign()))
    return emitOpError("alignment must be a power of two");
  auto func = (*this)->getParentOfType<FuncOp>();
  if (getPlace() && func && *getPlace() < func.getNumPlaceArguments())
    return emitOpError() << "place " << *getPlace() << " is taken by an argument";
  return success();
}

void StackOp::build(OpBuilder &builder, OperationState &state, int64_t count, Type element, unsigned space, int64_t align) {
  state.addAttribute(getCountAttrName(state.name), builder.getI64IntegerAttr(count));
  state.addAttribute(getElementAttrName(state.name), TypeAttr::get(element));
  if (align)
    state.addAttribute(getAlignAttrName(state.name), builder.getI64IntegerAttr(align));
  state.addTypes(LLVM::LLVMPointerType::get(builder.getContext(), space));
}

void StackOp::getAsmResultNames(OpAsmSetValueNameFn setName) { setName(getPointer(), "stack"); }

LogicalResult StackOp::verify() {
  constexpr unsigned SharedSpace = 3;
  if (int64_t(getCount()) < 0)
    return emitOpError("count is negative");
  if (getCount() == 0 && getPointer().getType().getAddressSpace() != SharedSpace)
    return emitOpError("count 0 is for memory shared by a block");
  if (getAlign() && !llvm::isPowerOf2_64(*getAlign()))
    return emitOpError("alignment must be a power of two");
  return success();
}

// ---- fx.field

void FieldOp::build(OpBuilder &builder, OperationState &state, Value base, unsigned index) {
  auto ref = cast<RefType>(base.getType());
  Type field = cast<StructType>(ref.getPointee()).getBody().getFields()[index].type;
  build(builder, state, RefType::get(field, ref.getSpace()), base, index);
}

LogicalResult FieldOp::verify() {
  auto structType = dyn_cast<StructType>(getBase().getType().getPointee());
  if (!structType)
    return emitOpError("base must refer to a struct");
  if (!structType.hasBody())
    return emitOpError() << "the body of " << structType << " is not set";
  if (getIndex() >= structType.getBody().getFields().size())
    return emitOpError() << "there is no field " << getIndex();
  RefType expected = RefType::get(getField().type, getBase().getType().getSpace());
  if (getRef().getType() != expected)
    return emitOpError() << "result must be " << expected;
  return success();
}

// ---- fx.address_of, fx.deref, fx.offset

static LLVM::LLVMPointerType pointerIn(MLIRContext *context, unsigned space) { return LLVM::LLVMPointerType::get(context, space); }

void AddressOfOp::build(OpBuilder &builder, OperationState &state, Value ref) {
  build(builder, state, pointerIn(builder.getContext(), cast<RefType>(ref.getType()).getSpace()), ref);
}

LogicalResult AddressOfOp::verify() {
  if (getPointer().getType().getAddressSpace() != getRef().getType().getSpace())
    return emitOpError("address spaces differ");
  return success();
}

void DerefOp::build(OpBuilder &builder, OperationState &state, Value pointer, Type pointee, OriginsAttr origins) {
  unsigned space = cast<LLVM::LLVMPointerType>(pointer.getType()).getAddressSpace();
  build(builder, state, RefType::get(pointee, space), pointer, origins);
}

LogicalResult DerefOp::verify() {
  if (getPointer().getType().getAddressSpace() != getRef().getType().getSpace())
    return emitOpError("address spaces differ");
  return success();
}

void OffsetOp::build(OpBuilder &builder, OperationState &state, Value pointer, Value index, Type element, bool inbounds) {
  build(builder, state, pointer.getType(), pointer, index, TypeAttr::get(element), inbounds ? builder.getUnitAttr() : UnitAttr());
}

LogicalResult OffsetOp::verify() {
  if (getPointer().getType() != getResult().getType())
    return emitOpError("result must have the type of the pointer");
  return success();
}

} // namespace fornax::fx
