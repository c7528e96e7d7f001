// Places and addresses.

def Fx_VarOp : Fx_Op<"var", [DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>]> {
  let summary = "a variable or temporary";
  let description = [{
    Storage that is born uninitialised each time the op is executed. `place` is its number, unique in the function and above those of the
    arguments; numbers are the order of declaration. No name: a temporary. `holds`: what its type's origins refer to. Ownership drops
    `place` and `holds`.
    ```mlir
    %p = fx.var place 3 "p" holds <mut 0{"x"}> : !fx.ref<!fx.struct<"Ptr">>
    ```
  }];
  let arguments = (ins OptionalAttr<I32Attr>:$place, OptionalAttr<StrAttr>:$name, OptionalAttr<Fx_OriginsAttr>:$holds,
                       OptionalAttr<I64Attr>:$align, OptionalAttr<LocationAttr>:$scope);
  let results = (outs Fx_RefType:$ref);
  let assemblyFormat = "(`place` $place^)? ($name^)? (`holds` $holds^)? (`align` $align^)? attr-dict `:` type($ref)";
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "unsigned":$place, "::mlir::Type":$type, CArg<"::llvm::StringRef", "{}">:$name,
                                 CArg<"::fornax::fx::OriginsAttr", "{}">:$holds)>];
  let extraClassDeclaration = [{
    ::mlir::Type getPointee() { return getRef().getType().getPointee(); }
  }];
}

def Fx_StackOp : Fx_Op<"stack", [DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>]> {
  let summary = "untracked storage of the function";
  let description = [{
    `stack_allocation`: a constant count of elements; moves to the caller when inlined. Space 3 is memory shared by a block of a GPU, one
    object per op and instance; count 0 there is the start of the launch's dynamic part.
    ```mlir
    %t = fx.stack 256 x f32 : !llvm.ptr<3>
    ```
  }];
  let arguments = (ins I64Attr:$count, TypeAttr:$element, OptionalAttr<I64Attr>:$align);
  let results = (outs Fx_Pointer:$pointer);
  let assemblyFormat = "$count `x` $element (`align` $align^)? attr-dict `:` type($pointer)";
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "int64_t":$count, "::mlir::Type":$element, CArg<"unsigned", "0">:$space, CArg<"int64_t", "0">:$align)>];
}

def Fx_FieldOp : Fx_Op<"field", [Pure]> {
  let summary = "the place of a field";
  let description = [{
    ```mlir
    %f = fx.field %p[0] : !fx.ref<!fx.struct<"Pair">> -> !fx.ref<i64>
    ```
  }];
  let arguments = (ins Fx_RefType:$base, I32Attr:$index);
  let results = (outs Fx_RefType:$ref);
  let assemblyFormat = "$base `[` $index `]` attr-dict `:` type($base) `->` type($ref)";
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$base, "unsigned":$index)>];
  let extraClassDeclaration = [{
    StructType getStruct() { return ::llvm::cast<StructType>(getBase().getType().getPointee()); }
    const FieldInfo &getField() { return getStruct().getBody().getFields()[getIndex()]; }
  }];
}

def Fx_AddressOfOp : Fx_Op<"address_of", [Pure]> {
  let summary = "the address of a place as a pointer";
  let description = "Keeps no origin: the type of the enclosing call's value does. `%a = fx.address_of %p : !fx.ref<i64> -> !llvm.ptr`.";
  let arguments = (ins Fx_RefType:$ref);
  let results = (outs Fx_Pointer:$pointer);
  let assemblyFormat = "$ref attr-dict `:` type($ref) `->` type($pointer)";
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$ref)>];
}

def Fx_DerefOp : Fx_Op<"deref", [Pure]> {
  let summary = "the place that a pointer points to";
  let description = "`%r = fx.deref %a origins <0> : !llvm.ptr -> !fx.ref<i64>`.";
  let arguments = (ins Fx_Pointer:$pointer, OptionalAttr<Fx_OriginsAttr>:$origins);
  let results = (outs Fx_RefType:$ref);
  let assemblyFormat = "$pointer (`origins` $origins^)? attr-dict `:` type($pointer) `->` type($ref)";
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$pointer, "::mlir::Type":$pointee, CArg<"::fornax::fx::OriginsAttr", "{}">:$origins)>];
}

def Fx_OffsetOp : Fx_Op<"offset", [Pure]> {
  let summary = "pointer plus index times stride";
  let description = "`%b = fx.offset %a, %i x f32 inbounds : !llvm.ptr, i64`.";
  let arguments = (ins Fx_Pointer:$pointer, AnySignlessIntegerOrIndex:$index, TypeAttr:$element, UnitAttr:$inbounds);
  let results = (outs Fx_Pointer:$result);
  let assemblyFormat = "$pointer `,` $index `x` $element (`inbounds` $inbounds^)? attr-dict `:` type($pointer) `,` type($index) `->` type($result)";
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$pointer, "::mlir::Value":$index, "::mlir::Type":$element, CArg<"bool", "false">:$inbounds)>];
}
